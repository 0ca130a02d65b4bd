//! PACE: execution behind the calendar in a monitoring report.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::number::{Number, percent, share};
use crate::extract::passage::Passage;
use crate::extract::role::Role;
use crate::extract::{Pattern, regex};

static MONTH: Pattern = Pattern::new(|| {
    regex(
        r"(?:1|一)月?\s?[-—－–~～至到]+\s?(?P<to>[0-9]{1,2})月|截至[^，。]{0,8}?(?P<until>[0-9]{1,2})月",
    )
});

/// Months from the start of the year, and the rate below which a bureau warns (川财绩〔2025〕10号).
const LINES: [(u32, i64); 4] = [(10, 80), (8, 60), (6, 40), (4, 25)];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(month) = month(case) else { return Vec::new() };
    let Some((_, line)) = LINES.iter().find(|(from, _)| month >= *from) else { return Vec::new() };
    let line = Decimal::from(*line);
    let mut findings = Vec::new();
    for section in &case.sections {
        for row in &section.rows {
            let number = |role| section.number(row, role);
            let budget = number(Role::Final)
                .or_else(|| number(Role::Budget))
                .or_else(|| number(Role::Original));
            let (Some(budget), Some(spent)) = (budget, number(Role::Executed)) else { continue };
            let rate = share(spent.value, budget.value).filter(|rate| *rate < line);
            if let Some(rate) = rate {
                findings.push(finding(&section.place(row), month, line, (&budget, &spent), rate));
            }
        }
    }
    if findings.is_empty() {
        findings.extend(case.passages.iter().filter_map(|passage| in_text(passage, month, line)));
    }
    findings
}

/// A rate that the text states; tables say more.
fn in_text(passage: &Passage, month: u32, line: Decimal) -> Option<Finding> {
    let slow = passage.amounts.iter().find(|amount| {
        let is_rate =
            ["执行率", "执行进度", "支出进度"].iter().any(|word| amount.label.ends_with(word));
        is_rate && amount.number.unit == "%" && amount.number.value < line
    })?;
    let message = format!("{month}月末{}，低于{line}%的预警线", slow.fact());
    Some(
        Finding::new("PACE", Severity::Warning, &passage.place, message)
            .fact(slow.fact())
            .formula(format!("{}＜{line}%", slow.number.text))
            .remedy("写明原因、全年预计和整改措施，或申请调剂、收回。"),
    )
}

fn finding(
    place: &str,
    month: u32,
    line: Decimal,
    (budget, spent): (&Number, &Number),
    rate: Decimal,
) -> Finding {
    let index = rate * Decimal::from(12) / Decimal::from(month);
    let message = format!(
        "{month}月末执行率{}，低于{line}%的预警线，进度指数{}",
        percent(rate),
        percent(index)
    );
    Finding::new("PACE", Severity::Warning, place, message)
        .fact(format!("预算{}", budget.text))
        .fact(format!("执行{}", spent.text))
        .formula(format!(
            "{}÷{}＝{}；÷({month}÷12)＝{}",
            spent.value,
            budget.value,
            percent(rate),
            percent(index)
        ))
        .remedy("写明原因、全年预计和整改措施，或申请调剂、收回。")
}

/// Returns the month up to which a monitoring report looks.
fn month(case: &Case<'_>) -> Option<u32> {
    let headers = case.sections.iter().flat_map(|s| s.columns.iter().map(|c| c.header.as_str()));
    let is_monitoring = case.head.contains("监控")
        || case
            .sections
            .iter()
            .any(|s| s.with_role(Role::Executed).any(|at| MONTH.is_match(s.header(at))));
    if !is_monitoring {
        return None;
    }
    let texts = headers.chain([case.head.as_str()]);
    let found = texts.filter_map(|text| MONTH.captures(text)).find_map(|captures| {
        captures.name("to").or_else(|| captures.name("until"))?.as_str().parse().ok()
    });
    let half_year = case.head.contains("上半年").then_some(6);
    found.or(half_year).filter(|month| (1..=11).contains(month))
}
