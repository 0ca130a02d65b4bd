//! The value axis: round steps, and values to pixels, in exact arithmetic.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use taizhang_core::money::round_half_up;

/// Most steps an axis is divided into above or below zero.
const STEPS: u32 = 5;

/// An axis from `low` to `high`, which are multiples of `step`; zero is always on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    low: Decimal,
    high: Decimal,
    step: Decimal,
}

impl Axis {
    /// Fits an axis to `values`; gives none if they are beyond exact arithmetic.
    pub(super) fn of(values: impl Iterator<Item = Decimal>) -> Option<Self> {
        let (mut low, mut high) = (Decimal::ZERO, Decimal::ZERO);
        for value in values {
            low = low.min(value);
            high = high.max(value);
        }
        if low == high {
            high = Decimal::ONE;
        }
        let step = round_step(high.checked_sub(low)?)?;
        let multiple = |value: Decimal| value.checked_div(step)?.ceil().checked_mul(step);
        Some(Self { low: -multiple(-low)?, high: multiple(high)?, step })
    }

    /// Returns the values that get a label, from low to high.
    pub(super) fn ticks(&self) -> Vec<Decimal> {
        let mut ticks = vec![self.low];
        let mut next = self.low.checked_add(self.step);
        while let Some(tick) = next.filter(|tick| *tick <= self.high) {
            ticks.push(tick);
            next = tick.checked_add(self.step);
        }
        ticks
    }

    /// Returns how far from the low end `value` lies on an axis of `length` pixels.
    pub(super) fn place(&self, value: Decimal, length: i64) -> Option<i64> {
        let share = value.checked_sub(self.low)?.checked_mul(Decimal::from(length))?;
        let span = self.high.checked_sub(self.low)?;
        round_half_up(share.checked_div(span)?, 0).to_i64()
    }
}

/// Returns the smallest of 1, 2 and 5 times a power of ten that divides `range` into few steps.
fn round_step(range: Decimal) -> Option<Decimal> {
    let mut power = Decimal::new(1, 6);
    loop {
        for factor in [1, 2, 5] {
            let step = power.checked_mul(Decimal::from(factor))?;
            if step.checked_mul(Decimal::from(STEPS))? >= range {
                return Some(step);
            }
        }
        power = power.checked_mul(Decimal::TEN)?;
    }
}

/// Returns the decimals that all of `values` need, at most two.
pub(super) fn places(values: impl Iterator<Item = Decimal>) -> u32 {
    values.map(|value| value.normalize().scale()).max().unwrap_or(0).min(2)
}

/// Prints a value at the axis, without needless zeros.
pub(super) fn label(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[&str], ticks: &[&str]) {
        let values: Vec<Decimal> = values.iter().map(|text| text.parse().unwrap()).collect();
        let axis = Axis::of(values.into_iter()).unwrap();
        let labels: Vec<String> = axis.ticks().into_iter().map(label).collect();
        assert_eq!(labels, ticks);
    }

    #[test]
    fn steps_are_round_and_zero_is_on_the_axis() {
        check(&["12.31", "100.00"], &["0", "20", "40", "60", "80", "100"]);
        check(&["0.07"], &["0", "0.02", "0.04", "0.06", "0.08"]);
        check(&["-3", "7"], &["-4", "-2", "0", "2", "4", "6", "8"]);
        check(&["0", "0"], &["0", "0.2", "0.4", "0.6", "0.8", "1"]);
        check(&[], &["0", "0.2", "0.4", "0.6", "0.8", "1"]);
    }

    #[test]
    fn values_fall_on_whole_pixels() {
        let axis = Axis::of([Decimal::from(-50), Decimal::from(100)].into_iter()).unwrap();
        assert_eq!(axis.place(Decimal::from(-50), 300), Some(0));
        assert_eq!(axis.place(Decimal::ZERO, 300), Some(100));
        assert_eq!(axis.place("33.33".parse().unwrap(), 300), Some(167));
    }

    #[test]
    fn values_beyond_exact_arithmetic_give_no_axis() {
        assert_eq!(Axis::of([Decimal::MAX, Decimal::MIN].into_iter()), None);
    }
}
