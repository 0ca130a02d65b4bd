//! SCORE: points lost without a reason, or given without a value.

use taizhang_core::event::AssessedValue;
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::self_evaluation::IndicatorRow;

pub(super) const RULE: Rule = Rule {
    code: "SCORE",
    title: "得分没有依据",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
    explanation: "没有得满分的，须说明偏差原因；没有完成值的，不能得分；得分不能超过分值；\
                  定性评定的比例须在所评档次的范围之内。",
    source: "财政绩效管理系统的校验：未得满分须填偏差原因；公开自评表常见错误",
    due: Due::Results,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for row in &case.evaluation.indicators {
        findings.extend(judge(row));
        findings.extend(outside_tier(case, row));
    }
    let (score, weight) = (case.evaluation.execution_score, case.pack.execution().weight);
    let key = "rate.execution.total";
    if score < weight && case.explained(key).is_none() {
        let message = format!("预算执行率得{score}分（满分{weight}分），没有说明原因");
        let rate = case.evaluation.funds.first().map(|row| row.rate.percent_text(2));
        findings.push(
            Finding::new(RULE.code, Severity::Error, key, message)
                .fact(format!("预算执行率：{}", rate.unwrap_or_default()))
                .formula(format!("{weight}×执行率＝{score}"))
                .remedy("登记对执行率的偏差说明：原因和改进措施。"),
        );
    }
    findings
}

fn judge(row: &IndicatorRow) -> Option<Finding> {
    let is_blank = row.actual_text.is_empty();
    let fault = if row.score > row.weight {
        "得分超过分值"
    } else if is_blank && !row.score.is_zero() {
        "没有完成值却有得分"
    } else if !is_blank && row.score < row.weight && row.variance_reason.is_empty() {
        "未得满分，没有说明偏差原因"
    } else {
        return None;
    };
    let name = quoted(&row.name);
    let message = format!("指标{name}{fault}（得{}分，分值{}分）", row.score, row.weight);
    let found = Finding::new(RULE.code, Severity::Error, row.id.to_string(), message)
        .fact(format!("年度指标值：{}", row.target_text()))
        .fact(format!("实际完成值：{}", if is_blank { "（空）" } else { &row.actual_text }))
        .formula(row.rule.clone())
        .behind(row.events.iter().copied())
        .remedy("登记偏差说明：原因和改进措施。");
    Some(found)
}

fn outside_tier(case: &Case<'_>, row: &IndicatorRow) -> Option<Finding> {
    let assessment = case.book.assessments().latest(|judged| judged.indicator == row.id)?;
    let AssessedValue::Tier { tier, percent } = assessment.fact.finding else { return None };
    if case.pack.tiers().allow(tier, percent) {
        return None;
    }
    let name = quoted(&row.name);
    let message = format!("指标{name}评定为“{}”，但评分比例{percent}%不在该档之内", tier.name());
    let tiers = case.pack.tiers();
    let found = Finding::new(RULE.code, Severity::Error, format!("{}#tier", row.id), message)
        .fact(format!("评定：{}，{percent}%", tier.name()))
        .formula(format!(
            "达成100%—{}%（含），部分达成{}%—{}%（含），未达成{}%—0%",
            tiers.achieved_from, tiers.achieved_from, tiers.partly_from, tiers.partly_from
        ))
        .behind([assessment.sequence.get()])
        .remedy("重新评定，使比例落在所评档次之内。");
    Some(found)
}
