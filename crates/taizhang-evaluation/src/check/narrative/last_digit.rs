//! A typed number that differs from its figure in the last digit only; a part of ROUND.

use rust_decimal::Decimal;
use taizhang_core::figure::{Figure, FigureError, FigureValue};
use taizhang_core::money::{fixed, round_half_up};
use taizhang_core::quotation::quoted;

use super::typed::{Typed, slot, typed};
use crate::check::case::Case;
use crate::finding::{Finding, Severity};

/// A figure that a typed number nearly is.
pub(super) struct Slip<'f> {
    figure: &'f Figure,
    filter: &'static str,
    exact: Decimal,
}

/// Finds numbers that were cut off, or rounded the wrong way.
pub(in crate::check) fn run(case: &Case<'_>, code: &str) -> Result<Vec<Finding>, FigureError> {
    let typed = typed(case);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let figures = case.figures.all()?;
    let exact = typed.iter().filter(|typed| !typed.number.is_about);
    let slips = exact.filter_map(|typed| slip(typed, &figures).map(|slip| (typed, slip)));
    Ok(slips.map(|(typed, slip)| judge(code, typed, &slip)).collect())
}

fn judge(code: &str, typed: &Typed<'_>, slip: &Slip<'_>) -> Finding {
    let digits = typed.number.decimals;
    let (unit, label) = (typed.number.unit, &slip.figure.label);
    let right = fixed(slip.exact, digits);
    let exact = slip.exact.round_dp(digits.saturating_add(4)).normalize();
    let name = quoted(label);
    let message = format!("{}，{name}四舍五入应为{right}{unit}，只差末位", typed.words());
    typed
        .finding(code, Severity::Warning, message)
        .fact(format!("台账：{}（{label}）{right}{unit}", slip.figure.key))
        .formula(format!("{exact}{unit}保留{digits}位小数＝{right}{unit}"))
        .remedy(format!("改写为 {}，由程序四舍五入。", slot(slip.figure, slip.filter)))
}

/// Returns the figure that a number misses by less than one of its last digit; nothing if the
/// number is a figure's own.
pub(super) fn slip<'f>(typed: &Typed<'_>, figures: &'f [Figure]) -> Option<Slip<'f>> {
    let number = &typed.number;
    if number.decimals == 0 || !typed.equal(figures).is_empty() {
        return None;
    }
    let last_digit = Decimal::new(1, number.decimals);
    figures.iter().find_map(|figure| {
        let (exact, filter) = in_unit(&figure.value, number.unit)?;
        let off = exact.checked_sub(number.value)?.abs();
        let slips = off < last_digit && round_half_up(exact, number.decimals) != number.value;
        slips.then_some(Slip { figure, filter, exact })
    })
}

/// Returns a figure in the unit of a text, with the filter that prints it so.
fn in_unit(value: &FigureValue, unit: &str) -> Option<(Decimal, &'static str)> {
    match (value, unit) {
        (FigureValue::Money(money), "万元") => {
            Some((money.yuan().checked_div(Decimal::from(10_000))?, "wan"))
        }
        (FigureValue::Money(money), "元") => Some((money.yuan(), "yuan")),
        (FigureValue::Ratio(ratio), "%" | "％") => {
            Some((ratio.quotient()?.checked_mul(Decimal::ONE_HUNDRED)?, "pct"))
        }
        _ => None,
    }
}
