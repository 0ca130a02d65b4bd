//! Horizontal bars.

use std::ops::Range;

use taizhang_core::money::{fixed, with_thousands};
use taizhang_evaluation::report::Chart;

use super::axis::{Axis, label, places};
use super::canvas::{Anchor, Canvas, GRID, INK, shortened, text_width};
use super::{FIGURE, FILLS, LETTER, Look, WIDTH, legend};

/// Thickness of a bar.
const BAR: i64 = 44;
/// Space between the bars of two categories.
const GAP: i64 = 36;
/// Space for the labels under the axis.
const FOOT: i64 = 76;
/// Widest category name.
const NAME: i64 = 620;

/// Draws some categories of the chart on the scale of all; gives none if its values are beyond exact
/// arithmetic.
pub(super) fn draw(chart: &Chart, part: Range<usize>) -> Option<Canvas> {
    let several = chart.series.len() > 1;
    let top = if several { 130 } else { 50 };
    let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    let group = count(chart.series.len()).saturating_mul(BAR).saturating_add(GAP);
    let bottom = top + count(part.len()).checked_mul(group)?.max(BAR);
    let mut canvas = Canvas::new(bottom.checked_add(FOOT)?);
    let values = || chart.series.iter().flat_map(|series| series.values.iter().copied());
    let axis = Axis::of(values())?;
    let decimals = places(values());
    let figure = |value| with_thousands(&fixed(value, decimals));
    let names = chart.categories.iter().map(|name| text_width(name, LETTER).min(NAME)).max();
    let figures = values().map(|value| text_width(&figure(value), FIGURE)).max();
    let left = names.unwrap_or(0) + 40;
    let right = WIDTH - figures.unwrap_or(0) - 40;
    let x = |value| Some(left + axis.place(value, right - left)?);
    for tick in axis.ticks() {
        let place = x(tick)?;
        let rule = if tick.is_zero() { (INK, 3) } else { (GRID, 2) };
        canvas.rule((place, top), (place, bottom), rule.0, rule.1);
        canvas.text((place, bottom + 50), Anchor::Middle, LETTER, &label(tick));
    }
    let zero = x(rust_decimal::Decimal::ZERO)?;
    let names = chart.categories.iter().enumerate().skip(part.start).take(part.len());
    for (index, name) in names {
        let first = top + group * count(index - part.start) + GAP / 2;
        let words = shortened(name, LETTER, NAME);
        canvas.text((left - 20, first + (group - GAP) / 2 + 13), Anchor::End, LETTER, &words);
        for (number, series) in chart.series.iter().enumerate() {
            let Some(value) = series.values.get(index).copied() else { continue };
            let (end, y) = (x(value)?, first + BAR * count(number));
            let fill = FILLS[number % FILLS.len()];
            canvas.rectangle((end.min(zero), y + 3), ((end - zero).abs(), BAR - 6), fill);
            let place = (end.max(zero) + 12, y + 33);
            canvas.text(place, Anchor::Start, FIGURE, &figure(value));
        }
    }
    canvas.text((WIDTH - 10, bottom + 50), Anchor::End, LETTER, &chart.unit);
    if several {
        let looks = FILLS.into_iter().cycle().map(Look::Fill);
        let entries: Vec<_> = chart.series.iter().zip(looks).collect();
        legend(&mut canvas, 56, &entries);
    }
    Some(canvas)
}
