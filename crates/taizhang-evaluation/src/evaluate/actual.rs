//! Where an indicator's actual value comes from.

use rust_decimal::Decimal;
use taizhang_core::event::{ActualSource, AssessedValue, Indicator, Target, Tier};
use taizhang_core::figure::{FigureError, FigureKey, FigureValue, Figures};
use taizhang_core::ids::MeasureKey;
use taizhang_core::money::fixed;
use taizhang_core::quotation::quoted;

use crate::pack::Pack;

/// What is known of an indicator's result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Actual {
    /// The result; nothing while nothing is known.
    pub(super) value: Option<ActualValue>,
    /// As printed; empty while nothing is known.
    pub(super) text: String,
    /// Where it comes from, in words.
    pub(super) basis: String,
    /// Sequences of the events behind it.
    pub(super) events: Vec<u64>,
    /// Figure that it is taken from.
    pub(super) figure: Option<FigureKey>,
}

/// A result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActualValue {
    /// A number, exact.
    Number(Decimal),
    /// A judged tier with its share of the points, in per cent.
    Tier(Tier, Decimal),
}

pub(super) fn actual(
    pack: &Pack,
    figures: &Figures<'_>,
    indicator: &Indicator,
) -> Result<Actual, FigureError> {
    match &indicator.source {
        ActualSource::ResultSum(measure) => Ok(result_sum(figures, measure)),
        ActualSource::ResultCount(measure) => Ok(result_count(figures, indicator, measure)),
        ActualSource::ResultLast(measure) => Ok(result_last(figures, measure)),
        ActualSource::Figure(key) => figure(pack, figures, indicator, key),
        ActualSource::Survey(subject) => Ok(survey(pack, figures, subject)),
        ActualSource::Assessed => Ok(assessed(figures, indicator)),
    }
}

/// Lists a measure's counts with the sequences of their activities, earliest first.
fn counts<'a>(
    figures: &Figures<'a>,
    measure: &MeasureKey,
) -> Vec<(u64, &'a taizhang_core::Quantity)> {
    let activities = figures.book().activities().iter();
    let counted = activities.flat_map(|activity| {
        let results = activity.fact.results.iter().filter(|result| result.measure == *measure);
        results.map(|result| (activity.sequence.get(), &result.quantity))
    });
    counted.collect()
}

fn sequences<T>(counts: &[(u64, T)]) -> Vec<u64> {
    let mut sequences: Vec<u64> = counts.iter().map(|(sequence, _)| *sequence).collect();
    sequences.sort_unstable();
    sequences.dedup();
    sequences
}

fn result_sum(figures: &Figures<'_>, measure: &MeasureKey) -> Actual {
    let counts = counts(figures, measure);
    let basis = format!("活动计数“{measure}”合计");
    let Some((_, first)) = counts.first() else { return Actual { basis, ..Actual::default() } };
    let total = counts.iter().fold(Decimal::ZERO, |sum, (_, q)| sum.saturating_add(q.value));
    Actual {
        value: Some(ActualValue::Number(total)),
        text: format!("{}{}", total.normalize(), first.unit),
        basis,
        events: sequences(&counts),
        figure: None,
    }
}

fn result_count(figures: &Figures<'_>, indicator: &Indicator, measure: &MeasureKey) -> Actual {
    let events = sequences(&counts(figures, measure));
    let basis = format!("有“{measure}”计数的活动次数");
    if events.is_empty() {
        return Actual { basis, ..Actual::default() };
    }
    let number = Decimal::from(events.len());
    let unit = target_unit(indicator);
    Actual {
        value: Some(ActualValue::Number(number)),
        text: format!("{number}{unit}"),
        basis,
        events,
        figure: None,
    }
}

fn result_last(figures: &Figures<'_>, measure: &MeasureKey) -> Actual {
    let basis = format!("最近一次活动计数“{measure}”");
    match counts(figures, measure).last() {
        None => Actual { basis, ..Actual::default() },
        Some((sequence, quantity)) => Actual {
            value: Some(ActualValue::Number(quantity.value)),
            text: format!("{}{}", quantity.value.normalize(), quantity.unit),
            basis,
            events: vec![*sequence],
            figure: None,
        },
    }
}

fn figure(
    pack: &Pack,
    figures: &Figures<'_>,
    indicator: &Indicator,
    key: &FigureKey,
) -> Result<Actual, FigureError> {
    let figure = match figures.get(key) {
        Ok(figure) => figure,
        // A line or a survey may not have happened yet on the day that the figures are of.
        Err(FigureError::Unknown { .. }) => {
            return Ok(Actual { basis: format!("数据“{key}”"), ..Actual::default() });
        }
        Err(error) => return Err(error),
    };
    let unit = target_unit(indicator);
    let basis = format!("{}（{key}）", figure.label);
    let number = match &figure.value {
        FigureValue::Ratio(ratio) => {
            let quotient = ratio.quotient().map(|quotient| pack.rounding().quotient(quotient));
            quotient.map(|quotient| quotient.saturating_mul(Decimal::ONE_HUNDRED))
        }
        FigureValue::Money(money) if unit == "万元" => {
            money.yuan().checked_div(Decimal::from(10_000))
        }
        FigureValue::Money(money) if unit == "元" => Some(money.yuan()),
        // Money without a unit of money has no reading that could not be wrong.
        FigureValue::Money(_) => None,
        FigureValue::Quantity(quantity) => Some(quantity.value),
    };
    let text = number.map(|number| match &figure.value {
        FigureValue::Ratio(_) => format!("{}%", fixed(number, pack.rounding().rate_digits)),
        FigureValue::Money(_) => format!("{}{unit}", fixed(number, 2)),
        FigureValue::Quantity(quantity) => format!("{}{}", number.normalize(), quantity.unit),
    });
    Ok(Actual {
        value: number.map(ActualValue::Number),
        text: text.unwrap_or_default(),
        basis,
        events: Vec::new(),
        figure: Some(key.clone()),
    })
}

fn survey(pack: &Pack, figures: &Figures<'_>, subject: &str) -> Actual {
    let basis = format!("{}调查满意份数÷有效样本数", quoted(subject));
    let held = figures.book().surveys().latest(|survey| survey.subject == subject);
    let Some(statement) = held else { return Actual { basis, ..Actual::default() } };
    let (satisfied, sample) = (statement.fact.satisfied, statement.fact.sample);
    let quotient = Decimal::from(satisfied).checked_div(sample.into());
    let percent = quotient
        .map(|quotient| pack.rounding().quotient(quotient).saturating_mul(Decimal::ONE_HUNDRED));
    let digits = pack.rounding().rate_digits;
    Actual {
        value: percent.map(ActualValue::Number),
        text: percent.map(|percent| format!("{}%", fixed(percent, digits))).unwrap_or_default(),
        basis: format!("{basis}（{satisfied}÷{sample}）"),
        events: vec![statement.sequence.get()],
        figure: None,
    }
}

fn assessed(figures: &Figures<'_>, indicator: &Indicator) -> Actual {
    let assessments = figures.book().assessments();
    let held = assessments.latest(|assessment| assessment.indicator == indicator.id);
    let Some(statement) = held else {
        return Actual { basis: "人工评定".to_owned(), ..Actual::default() };
    };
    let (value, text) = match statement.fact.finding {
        AssessedValue::Actual(number) => (
            ActualValue::Number(number),
            format!("{}{}", number.normalize(), target_unit(indicator)),
        ),
        AssessedValue::Tier { tier, percent } => {
            (ActualValue::Tier(tier, percent), tier.name().to_owned())
        }
    };
    Actual {
        value: Some(value),
        text,
        basis: format!("人工评定：{}", statement.fact.reason),
        events: vec![statement.sequence.get()],
        figure: None,
    }
}

fn target_unit(indicator: &Indicator) -> &str {
    match &indicator.target {
        Target::Quantitative { unit, .. } => unit,
        Target::Qualitative { .. } => "",
    }
}
