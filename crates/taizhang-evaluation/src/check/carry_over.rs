//! CARRY: what the year before left is not what this year brought in.

use std::collections::BTreeSet;

use taizhang_core::Money;
use taizhang_core::figure::{FigureError, Measure};
use taizhang_core::ids::LineId;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "CARRY",
    title: "上年结转与上年年末数不符",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
    explanation: "本年度登记的上年结转，应当逐指标等于上年年结时的结转数。建账时没有引用上年年结的，无从核对，\
                  只作说明。",
    source: "公开报告常见错误：年初结转与上年年末结转不衔接",
    due: Due::Always,
    run: Run::Computing(run),
};

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let brought_in = |line: &LineId| case.book.line_total(line, &[Measure::CarryOverIn]);
    let Some(previous) = case.book.previous() else {
        let total = case.money("budget.carry_over_in.total")?;
        if total.is_zero() {
            return Ok(Vec::new());
        }
        let message = format!("登记了上年结转{total}元，但建账时没有引用上年年结，无从核对");
        let found = Finding::new(RULE.code, Severity::Note, "budget.carry_over_in.total", message)
            .fact(format!("本年登记的上年结转：{total}元"))
            .fact("上年年结：建账时没有引用")
            .behind(carried(case, |_| true))
            .remedy("核对上年决算的年末结转。");
        return Ok(vec![found]);
    };
    let mut lines: BTreeSet<&LineId> = previous.carry_over.iter().map(|left| &left.line).collect();
    lines.extend(case.book.lines().map(|line| &line.id));
    let mut findings = Vec::new();
    for line in lines {
        let left = previous.carry_over.iter().filter(|left| left.line == *line);
        let left = Money::sum(left.map(|left| left.amount))?;
        let brought = brought_in(line)?;
        if left == brought {
            continue;
        }
        let message = format!("指标{line}上年结转登记{brought}元，上年年末结转{left}元");
        let place = format!("budget.carry_over_in.line.{line}");
        findings.push(
            Finding::new(RULE.code, Severity::Error, place, message)
                .fact(format!("{}年年末结转：{left}元", previous.year))
                .fact(format!("{}年上年结转：{brought}元", case.year))
                .formula(format!("{brought}−{left}≠0"))
                .behind(carried(case, |about| about == line))
                .remedy("按上年年结数补登（taizhang import carry-over）或红字冲销上年结转。"),
        );
    }
    Ok(findings)
}

/// Lists the events that brought balances in on the lines that `is_about` selects.
fn carried(case: &Case<'_>, is_about: impl Fn(&LineId) -> bool) -> Vec<u64> {
    let changes = case.book.changes().iter();
    let brought_in = changes.filter(|change| {
        change.fact.measure == Measure::CarryOverIn && is_about(&change.fact.line)
    });
    brought_in.map(|change| change.sequence.get()).collect()
}
