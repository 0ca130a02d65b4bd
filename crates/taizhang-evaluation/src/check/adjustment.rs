//! ADJ: a budget that changed much and nobody says why.

use rust_decimal::Decimal;
use taizhang_core::figure::{FigureError, Measure};

use super::case::{Case, wan};
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

/// Share of the original budget, in per cent, beyond which words are due where the form says
/// nothing; unverified, after the auditors' bound of 20 % for deviations.
const UNEXPLAINED_SHARE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
/// The narrative that explains adjustments.
const SECTION: &str = "adjustment";
/// What a stated deviation explains instead.
const KEY: &str = "budget.adjustment.total";

pub(super) const RULE: Rule = Rule {
    code: "ADJ",
    title: "预算调整未说明",
    severity: Severity::Warning,
    inputs: &[Input::Ledger, Input::Narrative],
    explanation: "年内调整净额超过年初预算的20%（表式另有界限的从表式），而“预算调整说明”没有文字、\
                  也没有登记偏差说明的，读者不知道钱为什么增减。\
                  文号和金额由台账给出，只需写明事由。",
    source: "公开报告常见错误：预算调整没有说明；四川表式：年中调整须单独说明",
    due: Due::Report,
    run: Run::Computing(run),
};

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let asks = case.pack.adjustment_reason().is_some()
        || case.pack.outline().slots.iter().any(|slot| slot.key == SECTION);
    let written = case.narratives.get(SECTION).is_some_and(|(_, text)| !text.trim().is_empty());
    if !asks || written || case.explained(KEY).is_some() {
        return Ok(Vec::new());
    }
    let bound = case.pack.adjustment_reason().map_or(UNEXPLAINED_SHARE, |rule| rule.above);
    let original = case.money("budget.original.total")?;
    let adjustment = case.money(KEY)?;
    let share = adjustment.yuan().abs().saturating_mul(Decimal::ONE_HUNDRED);
    let Some(share) = share.checked_div(original.yuan()).filter(|share| *share > bound) else {
        return Ok(Vec::new());
    };
    let share = taizhang_core::money::fixed(share, 2);
    let message = format!("年内预算调整净额为年初预算的{share}%，没有说明");
    let changes = case.book.changes().iter();
    let changes = changes.filter(|change| Measure::ADJUSTMENT.contains(&change.fact.measure));
    Ok(vec![
        Finding::new(RULE.code, Severity::Warning, KEY, message)
            .fact(format!("年初预算数：{}", wan(original)))
            .fact(format!("预算调整数：{}", wan(adjustment)))
            .formula(format!("｜调整数｜÷年初预算数＝{share}%"))
            .behind(changes.map(|change| change.sequence.get()))
            .remedy("撰写“预算调整说明”，或对该数登记偏差说明，写明追加、追减、调剂的事由。"),
    ])
}
