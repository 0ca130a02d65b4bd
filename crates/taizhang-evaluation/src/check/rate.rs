//! BASE and RATE: a rate needs its base, and a large one its reason.

use rust_decimal::Decimal;
use taizhang_core::figure::FigureError;

use super::case::{Case, wan};
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

/// Deviation from the original budget, in per cent, beyond which a reason is due.
const UNEXPLAINED_DEVIATION: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

const AGAINST_FINAL: &str = "rate.execution.total";
const AGAINST_ORIGINAL: &str = "rate.against_original.total";

pub(super) const BASE: Rule = Rule {
    code: "BASE",
    title: "执行率的两个基数",
    severity: Severity::Note,
    inputs: &[Input::Ledger],
    explanation: "执行率以全年（调整后）预算数为基数；与年初预算相比是另一个比率。年内有调整时两者不同，\
                  引用时必须写明基数，否则“执行率100%”会与年初数对不上。",
    source: "已公开自评表“执行率（B/A）”；种子报告年初78.62万元、决算120.53万元而称执行率100%",
    due: Due::Always,
    run: Run::Computing(base),
};

fn base(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let (Some(execution), Some(original)) =
        (case.ratio(AGAINST_FINAL)?, case.ratio(AGAINST_ORIGINAL)?)
    else {
        return Ok(Vec::new());
    };
    if execution.percent(2) == original.percent(2) || original.denominator().is_zero() {
        return Ok(Vec::new());
    }
    let (execution, original) = (execution.percent_text(2), original.percent_text(2));
    let message =
        format!("执行数占全年预算数的{execution}，占年初预算数的{original}，引用执行率须写明基数");
    Ok(vec![
        Finding::new(BASE.code, Severity::Note, AGAINST_FINAL, message)
            .fact(format!("年初预算数：{}", wan(case.money("budget.original.total")?)))
            .fact(format!("预算调整数：{}", wan(case.money("budget.adjustment.total")?)))
            .fact(format!("全年预算数：{}", wan(case.money("budget.final.total")?)))
            .fact(format!("全年执行数：{}", wan(case.money("outturn.total")?)))
            .formula(format!("执行数÷全年预算数＝{execution}；执行数÷年初预算数＝{original}"))
            .remedy("正文引用时用取数键，并写明“以全年预算数为基数”。"),
    ])
}

pub(super) const RATE: Rule = Rule {
    code: "RATE",
    title: "执行偏离未说明",
    severity: Severity::Warning,
    inputs: &[Input::Ledger],
    explanation: "执行数与年初预算相差超过20%而没有偏差说明，或执行率低于表式要求说明的界限而没有说明的，\
                  都会在复核时被退回。用“偏差说明”登记原因和措施。",
    source: "审计要点：偏差超过20%须报告；四川表式：执行率低于90%须说明",
    due: Due::Results,
    run: Run::Computing(rate),
};

fn rate(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let mut findings = Vec::new();
    if let Some(original) = case.ratio(AGAINST_ORIGINAL)?
        && let Some(percent) = original.percent(2)
        && percent.saturating_sub(Decimal::ONE_HUNDRED).abs() > UNEXPLAINED_DEVIATION
        && case.explained(AGAINST_ORIGINAL).is_none()
    {
        let message = format!("执行数是年初预算的{percent}%，没有说明原因");
        findings.push(
            Finding::new(RATE.code, Severity::Warning, AGAINST_ORIGINAL, message)
                .fact(format!("年初预算数：{}", wan(case.money("budget.original.total")?)))
                .fact(format!("全年执行数：{}", wan(case.money("outturn.total")?)))
                .formula("｜执行数÷年初预算数−100%｜≤20%")
                .remedy("登记对该比率的偏差说明：原因和改进措施。"),
        );
    }
    let below = case.pack.execution_reason();
    if let (Some(rule), Some(execution)) = (below, case.ratio(AGAINST_FINAL)?)
        && let Some(percent) = execution.percent(2)
        && percent < rule.below
        && case.explained(AGAINST_FINAL).is_none()
    {
        let message = format!("预算执行率{percent}%低于{}%，没有说明原因", rule.below);
        findings.push(
            Finding::new(RATE.code, Severity::Warning, AGAINST_FINAL, message)
                .fact(format!("全年预算数：{}", wan(case.money("budget.final.total")?)))
                .fact(format!("全年执行数：{}", wan(case.money("outturn.total")?)))
                .formula(format!("执行率≥{}%或有说明", rule.below))
                .remedy("登记对执行率的偏差说明：原因和改进措施。"),
        );
    }
    Ok(findings)
}
