//! Spending against its budget and the time.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use taizhang_core::book::Book;
use taizhang_core::figure::{FigureError, Measure};
use taizhang_core::money::fixed;
use taizhang_core::{Money, Ratio};

use super::light::pace_light;
use super::{Clock, Light, MonitoredMoney};
use crate::pack::Pack;
use crate::self_evaluation::SelfEvaluation;

/// Name of the base of every execution rate.
const BASE: &str = "全年预算数";

/// What is spent and what may be spent.
#[derive(Clone, Copy, Default)]
struct Amounts {
    original: Money,
    budget: Money,
    outturn: Money,
}

/// Rows of the form's funds block.
pub(super) fn funds(
    clock: Clock<'_>,
    pack: &Pack,
    evaluation: &SelfEvaluation,
) -> Result<Vec<MonitoredMoney>, FigureError> {
    let rows = evaluation.funds.iter().map(|row| {
        let amounts = Amounts {
            original: row.original_budget,
            budget: row.final_budget,
            outturn: row.outturn,
        };
        watched(clock, pack, ("", &row.name), amounts)
    });
    rows.collect()
}

/// Every budget line.
pub(super) fn lines(
    clock: Clock<'_>,
    pack: &Pack,
    book: &Book,
) -> Result<Vec<MonitoredMoney>, FigureError> {
    let rows = book.lines().map(|line| {
        let total = |measures| book.line_total(&line.id, measures);
        let amounts = Amounts {
            original: total(&[Measure::OriginalBudget])?,
            budget: total(Measure::FINAL_BUDGET)?,
            outturn: total(Measure::OUTTURN)?,
        };
        watched(clock, pack, (line.id.as_str(), &line.name), amounts)
    });
    rows.collect()
}

/// Every project with the sum of its lines.
pub(super) fn projects(
    clock: Clock<'_>,
    pack: &Pack,
    book: &Book,
) -> Result<Vec<MonitoredMoney>, FigureError> {
    let mut sums: BTreeMap<&str, (&str, Amounts)> = BTreeMap::new();
    for line in book.lines() {
        let Some(project) = line.category.project() else { continue };
        let total = |measures| book.line_total(&line.id, measures);
        let (_, sum) = sums.entry(&project.code).or_insert((&project.name, Amounts::default()));
        sum.original = sum.original.checked_add(total(&[Measure::OriginalBudget])?)?;
        sum.budget = sum.budget.checked_add(total(Measure::FINAL_BUDGET)?)?;
        sum.outturn = sum.outturn.checked_add(total(Measure::OUTTURN)?)?;
    }
    let rows = sums.into_iter();
    rows.map(|(code, (name, sum))| watched(clock, pack, (code, name), sum)).collect()
}

fn watched(
    clock: Clock<'_>,
    pack: &Pack,
    (id, name): (&str, &str),
    amounts: Amounts,
) -> Result<MonitoredMoney, FigureError> {
    let Amounts { original, budget, outturn } = amounts;
    let executed = Ratio::new(outturn.yuan(), budget.yuan(), BASE);
    let exact_pace = clock.pace(outturn.yuan(), budget.yuan());
    let (light, reasons) = match (exact_pace, executed.quotient()) {
        (Some(so_far), Some(quotient)) => {
            let (light, reasons) = judge(clock, so_far, quotient);
            (Some(light), reasons)
        }
        _ => (None, Vec::new()),
    };
    let projected = taizhang_core::money::round_half_up(clock.year_of(outturn.yuan()), 2);
    // Nothing is spent beyond its authority, so a fast start is not a forecast of overspending.
    let forecast = Money::from_yuan(projected)?.min(budget.max(outturn));
    Ok(MonitoredMoney {
        id: id.to_owned(),
        name: name.to_owned(),
        original_budget: original,
        final_budget: budget,
        outturn,
        forecast_rate: Ratio::new(forecast.yuan(), budget.yuan(), BASE),
        rate: executed,
        pace: exact_pace.map(|pace| pack.rounding().percent(pace)),
        forecast,
        light,
        reasons,
    })
}

/// Returns the light of a pace and a rate, and why it is not green.
fn judge(clock: Clock<'_>, pace: Decimal, quotient: Decimal) -> (Light, Vec<String>) {
    let mut reasons = Vec::new();
    let mut light = pace_light(&clock.rules.lights, pace);
    if light > Light::Green {
        reasons.push(format!("执行率只到时间进度的{}%", fixed(pace, 2)));
    }
    let percent = quotient.saturating_mul(Decimal::ONE_HUNDRED);
    if let Some(line) = clock.rules.line_at(clock.months).filter(|line| percent < line.below) {
        light = Light::Red;
        reasons.push(format!(
            "执行率{}%低于{}月底的预警线{}%",
            fixed(percent, 2),
            line.through_month,
            line.below.normalize()
        ));
    }
    (light, reasons)
}
