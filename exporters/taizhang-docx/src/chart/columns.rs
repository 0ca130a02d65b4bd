//! Columns with lines over them.

use taizhang_export::report::Chart;
use taizhang_export::with_thousands;

use super::axis::{Axis, label};
use super::canvas::{Anchor, Canvas, GRID, INK, Point, shortened, text_width};
use super::{FIGURE, FILLS, LETTER, LINES, Look, WIDTH, legend};

const HEIGHT: i64 = 940;
const TOP: i64 = 150;
const BOTTOM: i64 = 850;
const RIGHT: i64 = WIDTH - 30;

/// Draws the chart; gives none if its values are beyond exact arithmetic.
pub(super) fn draw(chart: &Chart) -> Option<Canvas> {
    let mut canvas = Canvas::new(HEIGHT);
    let axis = Axis::of(chart.series.iter().flat_map(|series| series.values.iter().copied()))?;
    let y = |value| Some(BOTTOM - axis.place(value, BOTTOM - TOP)?);
    let ticks = axis.ticks();
    let widest = ticks.iter().map(|tick| text_width(&label(*tick), LETTER)).max().unwrap_or(0);
    let left = widest + 40;
    for tick in ticks {
        let height = y(tick)?;
        let rule = if tick.is_zero() { (INK, 3) } else { (GRID, 2) };
        canvas.rule((left, height), (RIGHT, height), rule.0, rule.1);
        canvas.text((left - 16, height + 13), Anchor::End, LETTER, &label(tick));
    }
    canvas.rule((left, TOP), (left, BOTTOM), INK, 3);
    canvas.text((left, TOP - 28), Anchor::Middle, LETTER, &chart.unit);
    let slots = Slots::of(left, chart.categories.len());
    for (index, category) in chart.categories.iter().enumerate() {
        let words = shortened(category, LETTER, slots.width - 8);
        canvas.text((slots.middle(index), BOTTOM + 52), Anchor::Middle, LETTER, &words);
    }
    let zero = y(rust_decimal::Decimal::ZERO)?;
    let mut labels: Vec<(Point, String)> = Vec::new();
    let mut entries = Vec::new();
    if let Some(first) = chart.series.first() {
        let width = slots.width * 11 / 20;
        for (index, value) in first.values.iter().enumerate() {
            let (middle, end) = (slots.middle(index), y(*value)?);
            let corner = (middle - width / 2, end.min(zero));
            canvas.rectangle(corner, (width, (end - zero).abs()), FILLS[0]);
            let words = with_thousands(&label(*value));
            if text_width(&words, FIGURE) <= slots.width {
                let below = if value.is_sign_negative() { FIGURE + 8 } else { -12 };
                labels.push(((middle, end + below), words));
            }
        }
        entries.push((first, Look::Fill(FILLS[0])));
    }
    for (series, look) in chart.series.iter().skip(1).zip(LINES.into_iter().cycle()) {
        let mut points = Vec::new();
        for (index, value) in series.values.iter().enumerate() {
            points.push((slots.middle(index), y(*value)?));
        }
        if let Look::Line(colour, dashes, mark) = look {
            canvas.polyline(&points, colour, dashes);
            for point in points {
                canvas.mark(point, colour, mark);
            }
        }
        entries.push((series, look));
    }
    for (place, words) in labels {
        canvas.text(place, Anchor::Middle, FIGURE, &words);
    }
    legend(&mut canvas, 56, &entries);
    Some(canvas)
}

/// Equal slots along the axis, one per category.
struct Slots {
    left: i64,
    width: i64,
}

impl Slots {
    fn of(left: i64, count: usize) -> Self {
        let count = i64::try_from(count).unwrap_or(i64::MAX).max(1);
        Self { left, width: (RIGHT - left) / count }
    }

    fn middle(&self, index: usize) -> i64 {
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        self.left + self.width * index + self.width / 2
    }
}
