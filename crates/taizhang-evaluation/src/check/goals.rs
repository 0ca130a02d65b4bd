//! Goals with points of their own; a part of WEIGHT.

use taizhang_core::quotation::quoted;

use rust_decimal::Decimal;

use super::case::Case;
use crate::finding::{Finding, Severity};
use crate::self_evaluation::GoalRow;

/// Compares each goal with its indicators, all goals with the form, and finds indicators that
/// measure no goal.
pub(super) fn run(case: &Case<'_>, code: &str) -> Vec<Finding> {
    let goals = &case.evaluation.goals;
    if goals.is_empty() {
        return Vec::from_iter(undeclared(case, code));
    }
    let mut findings: Vec<Finding> =
        goals.iter().filter_map(|goal| of_goal(case, code, goal)).collect();
    findings.extend(of_form(case, code));
    let strays = case.evaluation.indicators.iter();
    for row in strays.filter(|row| !goals.iter().any(|goal| goal.indicators.contains(&row.id))) {
        let message = format!("指标{}不属于任何年度绩效目标", quoted(&row.name));
        let numbers: Vec<String> = goals.iter().map(|goal| goal.number.to_string()).collect();
        findings.push(
            Finding::new(code, Severity::Error, row.id.to_string(), message)
                .fact(format!("指标：{}，分值{}", row.id, row.weight))
                .fact(format!("已申报的年度绩效目标：{}", numbers.join("、")))
                .behind(case.declared(&row.id))
                .remedy("重新申报所属的目标，把这个指标列进去。"),
        );
    }
    findings
}

fn undeclared(case: &Case<'_>, code: &str) -> Option<Finding> {
    if !case.pack.lists_goals() || case.evaluation.indicators.is_empty() {
        return None;
    }
    let found = Finding::new(code, Severity::Warning, "goals", "表式按年度绩效目标分列，没有申报")
        .fact("表式：年度绩效目标各有分值")
        .fact("台账：没有年度绩效目标")
        .remedy("用 taizhang target goal 逐个申报目标、分值和所含指标。");
    Some(found)
}

fn of_goal(case: &Case<'_>, code: &str, goal: &GoalRow) -> Option<Finding> {
    let members = case.evaluation.indicators.iter();
    let members = members.filter(|row| goal.indicators.contains(&row.id));
    let sum: Decimal = members.map(|row| row.weight).sum();
    if sum == goal.weight {
        return None;
    }
    let GoalRow { number, weight, .. } = goal;
    let message = format!("年度绩效目标{number}的分值{weight}，所含指标分值合计{sum}");
    let found = Finding::new(code, Severity::Error, format!("goal#{number}"), message)
        .fact(format!("目标的分值：{weight}"))
        .fact(format!("所含指标分值合计：{sum}"))
        .formula(format!("Σ指标分值＝{weight}"))
        .behind([goal.sequence])
        .remedy("重新申报目标的分值或所含的指标。");
    Some(found)
}

fn of_form(case: &Case<'_>, code: &str) -> Option<Finding> {
    let goals = &case.evaluation.goals;
    let sum: Decimal = goals.iter().map(|goal| goal.weight).sum();
    let execution = case.pack.execution().weight;
    let rest = case.pack.total().saturating_sub(execution);
    if sum == rest {
        return None;
    }
    let message = format!("年度绩效目标分值合计{sum}，表式除执行率外共{rest}");
    let found = Finding::new(code, Severity::Error, "goals", message)
        .fact(format!("各目标分值合计：{sum}"))
        .fact(format!("表式满分{}，执行率{execution}", case.pack.total()))
        .formula(format!("Σ目标分值＝{}−{execution}＝{rest}", case.pack.total()))
        .behind(goals.iter().map(|goal| goal.sequence))
        .remedy("重新申报目标的分值。");
    Some(found)
}
