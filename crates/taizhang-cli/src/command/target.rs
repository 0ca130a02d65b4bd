//! `target`: objective and performance indicators with their targets.

use clap::{Args, Subcommand, ValueEnum};
use taizhang_ledger::Ledger;
use taizhang_ledger::core::SourceDocument;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{
    ActualSource, Comparator, Goal, Indicator, IndicatorAdjustment, Objective, Target,
};
use taizhang_ledger::core::ids::IndicatorId;

use super::list;
use super::recorded::{document_date, record_and_report};
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `target`.
#[derive(Args, Debug)]
pub(crate) struct TargetArgs {
    #[command(subcommand)]
    what: What,
}

/// What is declared.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = "命令", subcommand_value_name = "命令")]
enum What {
    /// 申报年度总体目标
    #[command(visible_alias = "总体目标")]
    Objective(ObjectiveArgs),
    /// 申报一个年度绩效目标及其分值（表式有几个目标时）
    #[command(visible_alias = "目标")]
    Goal(GoalArgs),
    /// 申报一个绩效指标
    #[command(visible_alias = "申报")]
    Add(AddArgs),
    /// 调整一个绩效指标的目标值
    #[command(visible_alias = "调整")]
    Adjust(AdjustArgs),
    /// 查看绩效指标及完成情况
    #[command(visible_alias = "查看")]
    Show,
}

/// The declaration that a target rests on.
#[derive(Args, Debug)]
struct DeclarationArgs {
    /// 申报表的文号
    #[arg(long, value_name = "文号")]
    doc: Option<String>,
    /// 发文日期（默认同业务日期）
    #[arg(long, value_name = "日期")]
    doc_date: Option<String>,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

#[derive(Args, Debug)]
struct ObjectiveArgs {
    /// 总体目标
    #[arg(value_name = "目标")]
    text: String,
    #[command(flatten)]
    declaration: DeclarationArgs,
}

#[derive(Args, Debug)]
struct GoalArgs {
    /// 序号，从 1 起；同一序号再报一次即取代前一次
    #[arg(value_name = "序号")]
    number: u32,
    /// 年度绩效目标
    #[arg(value_name = "目标")]
    text: String,
    /// 分值
    #[arg(long, value_name = "分值")]
    weight: String,
    /// 所含的绩效指标编号，可重复
    #[arg(long = "indicator", value_name = "编号", required = true)]
    indicators: Vec<String>,
    #[command(flatten)]
    declaration: DeclarationArgs,
}

#[derive(Args, Debug)]
struct ValueArgs {
    /// 指标性质：≥ > = ≤ < 或 定性
    #[arg(long, value_name = "性质")]
    sign: SignArg,
    /// 指标值；定性指标写所要达到的状态
    #[arg(long, value_name = "指标值")]
    value: String,
    /// 计量单位
    #[arg(long, value_name = "单位", default_value = "")]
    unit: String,
}

#[derive(Args, Debug)]
struct AddArgs {
    /// 指标编号
    #[arg(long, value_name = "编号")]
    id: String,
    /// 一级指标
    #[arg(long, value_name = "名称")]
    level1: String,
    /// 二级指标
    #[arg(long, value_name = "名称")]
    level2: String,
    /// 三级指标
    #[arg(long, value_name = "名称")]
    name: String,
    #[command(flatten)]
    value: ValueArgs,
    /// 分值
    #[arg(long, value_name = "分值")]
    weight: String,
    /// 取值方式：sum:计数项 count:计数项 last:计数项 figure:取数名 survey:调查对象 assessed
    #[arg(long, value_name = "方式", default_value = "assessed")]
    source: String,
    #[command(flatten)]
    declaration: DeclarationArgs,
}

#[derive(Args, Debug)]
struct AdjustArgs {
    /// 指标编号
    #[arg(long, value_name = "编号")]
    id: String,
    #[command(flatten)]
    value: ValueArgs,
    /// 调整原因
    #[arg(long, value_name = "原因")]
    reason: String,
    #[command(flatten)]
    declaration: DeclarationArgs,
}

/// Comparison signs on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SignArg {
    /// 大于
    #[value(name = ">", alias = "＞")]
    Above,
    /// 不低于
    #[value(name = ">=", alias = "≥")]
    AtLeast,
    /// 等于
    #[value(name = "=", alias = "＝")]
    Equal,
    /// 不高于
    #[value(name = "<=", alias = "≤")]
    AtMost,
    /// 小于
    #[value(name = "<", alias = "＜")]
    Below,
    /// 定性
    #[value(name = "qualitative", alias = "定性")]
    Qualitative,
}

pub(crate) fn run(args: &TargetArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Objective(args) => {
            record_and_report(session, args.declaration.date.as_deref(), |reader, ledger| {
                let document = args.declaration.document(reader, ledger)?;
                let objective = Objective { text: args.text.clone(), document };
                Some(vec![Command::DeclareObjective(objective)])
            })
        }
        What::Goal(args) => {
            record_and_report(session, args.declaration.date.as_deref(), |reader, ledger| {
                Some(vec![Command::DeclareGoal(goal(args, reader, ledger)?)])
            })
        }
        What::Add(args) => {
            record_and_report(session, args.declaration.date.as_deref(), |reader, ledger| {
                Some(vec![Command::DeclareIndicator(indicator(args, reader, ledger)?)])
            })
        }
        What::Adjust(args) => {
            record_and_report(session, args.declaration.date.as_deref(), |reader, ledger| {
                let indicator = reader.id(&args.id);
                let target = args.value.target(reader);
                let document = args.declaration.document(reader, ledger);
                Some(vec![Command::AdjustIndicator(IndicatorAdjustment {
                    indicator: indicator?,
                    target: target?,
                    document: document?,
                    reason: args.reason.clone(),
                })])
            })
        }
        What::Show => list::indicators(session, None),
    }
}

fn goal(args: &GoalArgs, reader: &mut Reader, ledger: &Ledger) -> Option<Goal> {
    let weight = reader.number("--weight", &args.weight);
    let indicators: Vec<Option<IndicatorId>> =
        args.indicators.iter().map(|id| reader.id(id)).collect();
    let document = args.declaration.document(reader, ledger);
    Some(Goal {
        number: args.number,
        text: args.text.clone(),
        weight: weight?,
        indicators: indicators.into_iter().collect::<Option<_>>()?,
        document: document?,
    })
}

fn indicator(args: &AddArgs, reader: &mut Reader, ledger: &Ledger) -> Option<Indicator> {
    let id = reader.id(&args.id);
    let target = args.value.target(reader);
    let weight = reader.number("--weight", &args.weight);
    let source = source(reader, ledger, &args.source);
    let document = args.declaration.document(reader, ledger);
    Some(Indicator {
        id: id?,
        level1: args.level1.clone(),
        level2: args.level2.clone(),
        name: args.name.clone(),
        target: target?,
        weight: weight?,
        source: source?,
        document: document?,
    })
}

impl DeclarationArgs {
    /// The outer `Option` is a problem left with the reader; the inner one is no document.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    fn document(&self, reader: &mut Reader, ledger: &Ledger) -> Option<Option<SourceDocument>> {
        let Some(text) = &self.doc else { return Some(None) };
        let number = reader.document(text);
        let dated = document_date(reader, ledger, self.doc_date.as_deref(), self.date.as_deref());
        Some(Some(SourceDocument { number: number?, dated: dated? }))
    }
}

impl ValueArgs {
    fn target(&self, reader: &mut Reader) -> Option<Target> {
        let comparator = match self.sign {
            SignArg::Qualitative => {
                return Some(Target::Qualitative { description: self.value.clone() });
            }
            SignArg::Above => Comparator::Above,
            SignArg::AtLeast => Comparator::AtLeast,
            SignArg::Equal => Comparator::Equal,
            SignArg::AtMost => Comparator::AtMost,
            SignArg::Below => Comparator::Below,
        };
        let value = reader.number("--value", &self.value)?;
        Some(Target::Quantitative { comparator, value, unit: self.unit.clone() })
    }
}

fn source(reader: &mut Reader, ledger: &Ledger, text: &str) -> Option<ActualSource> {
    match text.split_once([':', '：']) {
        Some(("sum" | "result_sum", key)) => reader.id(key).map(ActualSource::ResultSum),
        Some(("count" | "result_count", key)) => reader.id(key).map(ActualSource::ResultCount),
        Some(("last" | "result_last", key)) => reader.id(key).map(ActualSource::ResultLast),
        Some(("figure", key)) => reader.figure(ledger, key).map(ActualSource::Figure),
        Some(("survey", subject)) => Some(ActualSource::Survey(subject.to_owned())),
        None if text == "assessed" => Some(ActualSource::Assessed),
        _ => {
            reader.refuse(Problem::new(
                format!("取值方式“{text}”看不懂"),
                "只有 sum、count、last、figure、survey、assessed 六种",
                "例如 sum:audience、figure:rate.execution.total、survey:服务对象、assessed",
            ));
            None
        }
    }
}
