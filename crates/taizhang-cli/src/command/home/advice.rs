//! Which commands are most useful next.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::book::YearStatus;

use super::glance::{Glance, Stage, YearBefore};

/// A command to type and what it is for.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Step {
    pub(super) command: String,
    pub(super) purpose: String,
}

impl Step {
    pub(super) fn new(command: impl Into<String>, purpose: impl Into<String>) -> Self {
        Self { command: command.into(), purpose: purpose.into() }
    }
}

/// Returns the first `count` steps, most urgent first.
pub(super) fn next_steps(glance: &Glance, count: usize) -> Vec<Step> {
    let steps = match glance.status {
        YearStatus::Unopened => vec![
            Step::new("taizhang open", "承接上年，开立年度"),
            Step::new("taizhang log", "看已登记的事项"),
        ],
        YearStatus::Closed => vec![
            match glance.year.next().filter(|_| glance.is_followed) {
                Some(next) => {
                    Step::new(format!("taizhang --year {next}"), format!("看 {next} 年度"))
                }
                None => Step::new("taizhang open", "开立下一年度"),
            },
            Step::new("taizhang backup 备份文件", "备份整本台账"),
            Step::new("taizhang verify", "校验台账"),
        ],
        YearStatus::Open => open_year(glance),
    };
    steps.into_iter().take(count).collect()
}

fn open_year(glance: &Glance) -> Vec<Step> {
    let mut steps: Vec<Step> = glance.year_before.as_ref().map(before).into_iter().collect();
    if glance.findings.as_ref().is_some_and(|found| found.carry_over_differs) {
        let command = "taizhang import carry-over --doc 文号";
        steps.push(Step::new(command, "把上年年结的结转数带过来"));
    }
    steps.extend(beginnings(glance));
    steps.extend(monthly(glance));
    if glance.is_over {
        steps.extend(year_end(glance));
    }
    steps.extend(daily(glance));
    steps
}

/// What is still to be done with the year before.
fn before(before: &YearBefore) -> Step {
    let year = before.year;
    match before.status {
        YearStatus::Closed => {
            Step::new(format!("taizhang --year {year} open"), format!("承接 {year} 年度年结"))
        }
        _ => Step::new(format!("taizhang --year {year}"), format!("看 {year} 年度，做到年结")),
    }
}

/// What a year begins with.
fn beginnings(glance: &Glance) -> Vec<Step> {
    let mut steps = Vec::new();
    if glance.lines == 0 {
        steps.push(Step::new("taizhang import budget 预算文件.xlsx", "从表格导入年初批复"));
        let year = glance.year;
        steps.push(Step::new(
            format!(
                "taizhang allocate 金额 --line {year}-001 --name 名称 --category 类别 --function 科目 --econ 科目 --doc 文号"
            ),
            "逐笔登记年初批复",
        ));
    }
    if !glance.objective {
        steps.push(Step::new("taizhang target objective 目标", "申报年度目标"));
    }
    if glance.indicators == 0 {
        steps.push(Step::new("taizhang target add --help", "申报绩效指标"));
    }
    if glance.lines > 0 && glance.last_payment.is_none() {
        let command = "taizhang import payments 支付明细.xlsx";
        steps.push(Step::new(command, "从表格导入支付"));
    }
    steps
}

/// What each past month asks for.
fn monthly(glance: &Glance) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(month) = glance.unreconciled_months.last()
        && let Some(end) = end_of(glance, *month)
    {
        let command = format!("taizhang reconcile 一体化支付明细.xlsx --date {end}");
        let purpose = format!("与一体化系统对账到 {month} 月（没有明细的用 --shown）");
        steps.push(Step::new(command, purpose));
    }
    let is_past = |month: i8| end_of(glance, month).is_some_and(|end| end < glance.today);
    let unlocked = (1..=12).find(|month| !glance.locked_months.contains(month));
    // Once the year is over, closing it locks all months at once.
    let is_due = |month: &i8| !glance.is_over && is_past(*month) && glance.last_payment.is_some();
    if let Some(month) = unlocked.filter(is_due) {
        steps.push(Step::new(format!("taizhang close month {month}"), format!("{month} 月月结")));
    }
    steps
}

fn end_of(glance: &Glance, month: i8) -> Option<Date> {
    Some(Date::new(glance.year.get(), month, 1).ok()?.last_of_month())
}

/// The way from the last payment to the closed year.
fn year_end(glance: &Glance) -> Vec<Step> {
    let step = match glance.stage {
        Stage::NotSubmitted | Stage::SentBack => return before_submission(glance),
        Stage::Submitted => Step::new("taizhang review --approve --operator 复核人", "复核自评"),
        Stage::Approved => Step::new("taizhang upload 上报的文件", "登记上报"),
        Stage::Uploaded => Step::new("taizhang receipt 回执号", "登记回执"),
        Stage::Received | Stage::Scored => Step::new("taizhang close year", "年结"),
    };
    vec![
        step,
        Step::new("taizhang report", "生成自评报告"),
        Step::new("taizhang backup 备份文件", "备份整本台账"),
    ]
}

fn before_submission(glance: &Glance) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(section) = glance.missing_sections.first() {
        let left = glance.missing_sections.len();
        let command = format!("taizhang narrate {section} --file 文件");
        steps.push(Step::new(command, format!("撰写报告章节（还缺 {left} 节）")));
    }
    if glance.findings.as_ref().is_some_and(|found| found.errors > 0) {
        steps.push(Step::new("taizhang check", "改到没有错误"));
    }
    steps.push(Step::new("taizhang submit", "自评送审"));
    steps
}

/// What one does on any day.
fn daily(glance: &Glance) -> Vec<Step> {
    let line = glance.roomiest_line.as_ref().map(ToString::to_string);
    let pay = line.map(|line| {
        let command = format!(
            "taizhang disburse 金额 --line {line} --payee 收款人 --voucher 凭证号 --memo 摘要"
        );
        Step::new(command, "登记支付")
    });
    let mut steps: Vec<Step> = pay.filter(|_| !glance.is_over).into_iter().collect();
    steps.push(Step::new("taizhang status", "看总览"));
    steps.push(Step::new("taizhang check", "做检查"));
    steps
}
