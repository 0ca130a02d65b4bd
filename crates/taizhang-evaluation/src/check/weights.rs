//! WEIGHT: points that do not make the form's points.

use taizhang_core::quotation::quoted;

use super::case::Case;
use super::levels::points_of_levels;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "WEIGHT",
    title: "分值与表式不符",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
    explanation: "各一级指标下的分值之和应等于表式规定的分值，全部分值连同执行率应为满分；\
                  一级指标须在表式之内；申报了几个年度绩效目标的，每个目标的分值等于所含指标分值之和，各目标合计为除执行率外的满分；表式点名的指标须按表式分值申报。二级指标名称不在表式之内的只作说明。",
    source: "财政绩效管理系统的结构校验：下级分值之和＝上级分值",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let rows = &case.evaluation.indicators;
    if rows.is_empty() {
        return Vec::new();
    }
    let mut findings = points_of_levels(case.pack, &case.book.indicators());
    findings.extend(total(case));
    findings.extend(named(case));
    findings.extend(super::goals::run(case, RULE.code));
    for row in rows {
        let branch = case.pack.tree().iter().find(|branch| branch.name == row.level1);
        let (place, name) = (row.id.to_string(), quoted(&row.name));
        match branch {
            None => {
                let message = format!("指标{name}的一级指标“{}”不在表式之内", row.level1);
                let names: Vec<&str> = case.pack.tree().iter().map(|b| b.name.as_str()).collect();
                findings.push(
                    Finding::new(RULE.code, Severity::Error, place, message)
                        .fact(format!("申报的一级指标：{}", row.level1))
                        .behind(case.declared(&row.id))
                        .fact(format!("表式的一级指标：{}", names.join("、")))
                        .remedy("改用表式的一级指标名称。"),
                );
            }
            Some(branch) if !branch.children.contains(&row.level2) => {
                let message = format!("指标{name}的二级指标“{}”不在表式之内", row.level2);
                findings.push(
                    Finding::new(RULE.code, Severity::Note, place, message)
                        .fact(format!("申报的二级指标：{}", row.level2))
                        .behind(case.declared(&row.id))
                        .fact(format!("表式的二级指标：{}", branch.children.join("、")))
                        .remedy("核对二级指标名称。"),
                );
            }
            Some(_) => {}
        }
    }
    findings
}

/// Compares all points with the form's total, where the form leaves some to the unit.
fn total(case: &Case<'_>) -> Option<Finding> {
    let is_open = case.pack.tree().iter().any(|branch| branch.points.is_none());
    let (sum, total) = (case.evaluation.total_weight, case.pack.total());
    if !is_open || sum == total {
        return None;
    }
    let execution = case.pack.execution().weight;
    let message = format!("全部分值合计{sum}，表式满分{total}");
    let found = Finding::new(RULE.code, Severity::Error, "total_weight", message)
        .fact(format!("执行率分值：{execution}"))
        .fact(format!("指标分值合计：{}", sum.saturating_sub(execution)))
        .formula(format!("执行率分值＋Σ指标分值＝{total}"))
        .remedy("调整指标分值，使合计为满分。");
    Some(found)
}

/// Compares the indicators that the form itself names with those declared.
fn named(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in case.pack.indicators() {
        let declared = case.evaluation.indicators.iter().find(|row| row.name == rule.name);
        match declared {
            None => {
                let message = format!("表式点名的指标“{}”没有申报", rule.name);
                let figure = rule
                    .figure
                    .as_ref()
                    .map_or(String::new(), |key| format!("，取值可用数据“{key}”"));
                findings.push(
                    Finding::new(RULE.code, Severity::Warning, &rule.name, message)
                        .fact("已申报：没有同名指标")
                        .fact(format!("表式分值：{}（{}）", rule.points, rule.source))
                        .remedy(format!("按表式申报该指标{figure}。")),
                );
            }
            Some(row) if row.weight != rule.points => {
                let message =
                    format!("指标“{}”分值{}，表式为{}", rule.name, row.weight, rule.points);
                findings.push(
                    Finding::new(RULE.code, Severity::Error, row.id.to_string(), message)
                        .fact(format!("已申报分值：{}", row.weight))
                        .behind(case.declared(&row.id))
                        .fact(format!("表式分值：{}（{}）", rule.points, rule.source))
                        .formula(format!("分值＝{}", rule.points))
                        .remedy("按表式调整分值。"),
                );
            }
            Some(_) => {}
        }
    }
    findings
}
