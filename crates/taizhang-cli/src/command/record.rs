//! `record`: an activity and what it counted.

use clap::Args;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{Activity, CountedResult};
use taizhang_ledger::core::{PrintRule, Quantity};

use super::recorded::record_and_report_on;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `record`.
#[derive(Args, Debug)]
pub(crate) struct RecordArgs {
    /// 活动编号
    #[arg(long, value_name = "编号")]
    id: String,
    /// 活动名称
    #[arg(long, value_name = "名称")]
    name: String,
    /// 活动类型，如 宣传、培训、竞赛
    #[arg(long, value_name = "类型", default_value = "")]
    kind: String,
    /// 开始日期
    #[arg(long, value_name = "日期")]
    start: String,
    /// 结束日期（默认同开始日期）
    #[arg(long, value_name = "日期")]
    end: Option<String>,
    /// 地点
    #[arg(long, value_name = "地点", default_value = "")]
    place: String,
    /// 计数，可重复，写作 计数项:名称:数量单位[:印法]，如 audience:受众人次:2300人次:余100
    #[arg(long = "count", value_name = "计数")]
    counts: Vec<String>,
    /// 更正已登记的活动，写明原因
    #[arg(long, value_name = "原因")]
    correct: Option<String>,
    /// 业务日期（默认为结束日期）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &RecordArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    // Each day is told by the option that gave it.
    let end = args.end.as_deref().map_or(("--start", args.start.as_str()), |end| ("--end", end));
    let date = args.date.as_deref().map_or(end, |date| ("--date", date));
    record_and_report_on(session, date, |reader, _| {
        let activity = activity(args, end, reader);
        Some(vec![match &args.correct {
            None => Command::RecordActivity(activity?),
            Some(reason) => Command::CorrectActivity { now: activity?, reason: reason.clone() },
        }])
    })
}

fn activity(args: &RecordArgs, end: (&str, &str), reader: &mut Reader) -> Option<Activity> {
    let id = reader.id(&args.id);
    let start = reader.date("--start", &args.start);
    let (name, end) = end;
    let end = reader.date(name, end);
    let results: Vec<Option<CountedResult>> =
        args.counts.iter().map(|text| counted(reader, text)).collect();
    Some(Activity {
        id: id?,
        name: args.name.clone(),
        kind: args.kind.clone(),
        start: start?,
        end: end?,
        place: args.place.clone(),
        results: results.into_iter().collect::<Option<_>>()?,
    })
}

/// Reads `audience:受众人次:2300人次:余100`.
fn counted(reader: &mut Reader, text: &str) -> Option<CountedResult> {
    let parts: Vec<&str> = text.split([':', '：']).collect();
    let (measure, name, quantity, rule) = match parts.as_slice() {
        [measure, name, quantity] => (measure, name, quantity, ""),
        [measure, name, quantity, rule] => (measure, name, quantity, *rule),
        _ => return refuse(reader, text, "要写成 计数项:名称:数量单位[:印法]"),
    };
    let digits = quantity.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
    let (number, unit) = quantity.split_at(digits.unwrap_or(quantity.len()));
    let value = reader.number("计数", number);
    let measure = reader.id(measure);
    let Some(print) = print_rule(rule) else {
        return refuse(reader, text, "印法只能是 余、多、近 加步长，如 余1000、多100、近100");
    };
    let quantity = Quantity { value: value?, unit: unit.to_owned(), print };
    Some(CountedResult { measure: measure?, name: (*name).to_owned(), quantity })
}

fn print_rule(text: &str) -> Option<PrintRule> {
    if text.is_empty() {
        return Some(PrintRule::Exact);
    }
    let mark = text.chars().next()?;
    let step = text.get(mark.len_utf8()..)?.parse().ok().filter(|step: &u32| *step > 0)?;
    match mark {
        '余' => Some(PrintRule::RoundedDown(step)),
        '多' => Some(PrintRule::MoreThan(step)),
        '近' => Some(PrintRule::Nearly(step)),
        _ => None,
    }
}

fn refuse<T>(reader: &mut Reader, text: &str, reason: &str) -> Option<T> {
    let example = "例如 audience:受众人次:2300人次 或 leaflets:发放资料:12034册:余1000";
    reader.refuse(Problem::new(format!("计数“{text}”看不懂"), reason, example));
    None
}
