//! One indicator: result, points and, where points are lost, why.

use rust_decimal::Decimal;
use taizhang_core::event::{ActualSource, DeviationSubject, Indicator, Target};
use taizhang_core::figure::Figures;

use super::EvaluationError;
use super::actual::{Actual, ActualValue, actual};
use crate::pack::{Measured, Pack};
use crate::self_evaluation::{IndicatorRow, JUDGED_ON};

/// Points and the rule that gave them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Score {
    /// As the form rounds them.
    points: Decimal,
    /// Before rounding.
    exact: Decimal,
    rule: String,
}

impl Score {
    fn none(rule: impl Into<String>) -> Self {
        Self { points: Decimal::ZERO, exact: Decimal::ZERO, rule: rule.into() }
    }

    fn rounded(pack: &Pack, exact: Decimal, rule: String) -> Self {
        Self { points: pack.rounding().points(exact), exact, rule }
    }
}

pub(super) fn row(
    pack: &Pack,
    figures: &Figures<'_>,
    indicator: &Indicator,
) -> Result<IndicatorRow, EvaluationError> {
    let known = actual(pack, figures, indicator).map_err(EvaluationError::Figure)?;
    let earned = score(pack, indicator, &known);
    let (variance_reason, corrective_action) = explanation(figures, indicator, &earned);
    let score = if variance_reason.is_empty() {
        over_achieved(pack, indicator, &known, earned)
    } else {
        earned
    };
    let number = match known.value {
        Some(ActualValue::Number(number)) => Some(printed(pack, indicator, number)),
        _ => None,
    };
    let declared = figures.book().declared_target(&indicator.id);
    Ok(IndicatorRow {
        id: indicator.id.clone(),
        level1: indicator.level1.clone(),
        level2: indicator.level2.clone(),
        name: indicator.name.clone(),
        target: indicator.target.clone(),
        declared: declared.filter(|declared| **declared != indicator.target).cloned(),
        is_core: pack.is_core(&indicator.name),
        actual: number,
        actual_text: known.text,
        basis: known.basis,
        weight: indicator.weight,
        score: score.points,
        exact_score: Some(score.exact.normalize()).filter(|exact| *exact != score.points),
        rule: score.rule,
        variance_reason,
        corrective_action,
        events: known.events,
        figure: known.figure,
        declared_by: declared_by(figures, indicator),
    })
}

/// Lists the event that declared an indicator and those that changed its target since.
fn declared_by(figures: &Figures<'_>, indicator: &Indicator) -> Vec<u64> {
    let declarations = figures.book().declarations_of(&indicator.id);
    declarations.into_iter().map(taizhang_core::ids::Sequence::get).collect()
}

/// Returns a number as the form prints it: rates rounded, all else as it is.
fn printed(pack: &Pack, indicator: &Indicator, number: Decimal) -> Decimal {
    match indicator.source {
        ActualSource::Figure(_) | ActualSource::Survey(_) => pack.rounding().percent(number),
        _ => number,
    }
}

fn score(pack: &Pack, indicator: &Indicator, known: &Actual) -> Score {
    let weight = indicator.weight;
    match (&known.value, &indicator.target) {
        (None, _) => Score::none("无实际完成值，不得分"),
        (Some(ActualValue::Tier(tier, percent)), _) => {
            let rule = format!("{}，评定为分值的{}%", tier.name(), percent.normalize());
            if !pack.tiers().allow(*tier, *percent) {
                return Score::none(format!("{rule}，超出该档范围，不得分"));
            }
            let share = percent.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
            Score::rounded(pack, share.saturating_mul(weight), rule)
        }
        (Some(ActualValue::Number(actual)), Target::Quantitative { comparator, value, .. }) => {
            let named = pack.named_rule(&indicator.name).and_then(|rule| rule.function.as_ref());
            let Some(function) = named.or_else(|| pack.scoring(*comparator, *value)) else {
                return Score::none("无计分规则");
            };
            let measured =
                Measured { comparator: *comparator, target: *value, actual: *actual, weight };
            Score::rounded(pack, function.score(measured), function.words())
        }
        (Some(ActualValue::Number(_)), Target::Qualitative { .. }) => {
            Score::none("定性指标须评定档次，数值不能计分")
        }
    }
}

/// Takes off the points that the form wants for a result far above its target without a reason.
fn over_achieved(pack: &Pack, indicator: &Indicator, known: &Actual, earned: Score) -> Score {
    let (Some(rule), Some(ActualValue::Number(actual))) = (pack.over_achievement(), &known.value)
    else {
        return earned;
    };
    let Target::Quantitative { comparator, value, .. } = &indicator.target else { return earned };
    if rule.deduct.is_zero() || !rule.is_reached(*comparator, *value, *actual) {
        return earned;
    }
    let less = |points: Decimal| points.saturating_sub(rule.deduct).max(Decimal::ZERO);
    let words = format!("{}；大幅超额未说明原因，扣{}分", earned.rule, rule.deduct.normalize());
    Score { points: less(earned.points), exact: less(earned.exact), rule: words }
}

/// Returns reason and corrective action: those explained for the indicator, or, where points are
/// lost by judgement, what the judgement rests on.
fn explanation(figures: &Figures<'_>, indicator: &Indicator, score: &Score) -> (String, String) {
    let subject = DeviationSubject::Indicator(indicator.id.clone());
    let book = figures.book();
    if let Some(explained) = book.deviations().latest(|deviation| deviation.subject == subject) {
        return (explained.fact.reason.clone(), explained.fact.corrective_action.clone());
    }
    let judged = book.assessments().latest(|assessment| assessment.indicator == indicator.id);
    match judged {
        Some(statement)
            if score.points < indicator.weight && indicator.source == ActualSource::Assessed =>
        {
            (format!("{JUDGED_ON}{}", statement.fact.reason), String::new())
        }
        _ => (String::new(), String::new()),
    }
}
