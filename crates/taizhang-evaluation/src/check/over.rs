//! OVER: results far above their target, and spending above its authority.

use rust_decimal::Decimal;
use taizhang_core::event::Target;
use taizhang_core::figure::{FigureError, Measure};
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pack::OverAchievement;
use crate::self_evaluation::IndicatorRow;

pub(super) const RULE: Rule = Rule {
    code: "OVER",
    title: "大幅超额或超预算",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
    explanation: "完成值达到目标的130%（目标为0时，完成值达到30）须说明原因，以免目标定得过低；\
                  任何指标的执行数都不能超过其全年预算数。",
    source: "财预〔2020〕10号（凭记忆）；广西财政绩效系统：130%须说明；不得超指标支付",
    due: Due::Always,
    run: Run::Computing(run),
};

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let mut findings = Vec::new();
    if let Some(rule) = case.pack.over_achievement() {
        let unexplained =
            case.evaluation.indicators.iter().filter(|row| row.variance_reason.is_empty());
        findings.extend(unexplained.filter_map(|row| above_target(rule, row)));
    }
    for line in case.book.lines() {
        let authority = case.book.line_total(&line.id, Measure::FINAL_BUDGET)?;
        let spent = case.book.line_total(&line.id, Measure::OUTTURN)?;
        if spent > authority {
            let place = format!("outturn.line.{}", line.id);
            let (id, name) = (&line.id, quoted(&line.name));
            let message = format!("指标{id}{name}执行{spent}元，超过全年预算{authority}元");
            findings.push(
                Finding::new(RULE.code, Severity::Error, place, message)
                    .fact(format!("全年预算数：{authority}元"))
                    .fact(format!("全年执行数：{spent}元"))
                    .formula("执行数≤全年预算数")
                    .behind(case.spending(&line.id))
                    .remedy("核对追减、收回和支付，补登预算文件或红字冲销。"),
            );
        }
    }
    Ok(findings)
}

fn above_target(rule: &OverAchievement, row: &IndicatorRow) -> Option<Finding> {
    let Target::Quantitative { comparator, value: target, .. } = &row.target else { return None };
    let actual = row.actual?;
    let bound = rule.bound(*comparator, *target).filter(|bound| actual >= *bound)?;
    let share = actual.checked_div(*target).map(|quotient| {
        taizhang_core::money::fixed(quotient.saturating_mul(Decimal::ONE_HUNDRED), 2)
    });
    let share = share.map_or_else(String::new, |percent| format!("，为目标的{percent}%"));
    let message = format!("指标{}实际{}{share}，没有说明原因", quoted(&row.name), row.actual_text);
    let found = Finding::new(RULE.code, Severity::Warning, row.id.to_string(), message)
        .fact(format!("年度指标值：{}", row.target_text()))
        .fact(format!("实际完成值：{}", row.actual_text))
        .formula(format!("完成值＜{}", bound.normalize()))
        .behind(row.events.iter().copied())
        .remedy("登记偏差说明；属目标偏低的，写明下年如何测算目标。");
    Some(found)
}
