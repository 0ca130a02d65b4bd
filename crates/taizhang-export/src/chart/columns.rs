//! Columns with lines over them.

use rust_decimal::Decimal;
use taizhang_core::money::{fixed, with_thousands};
use taizhang_evaluation::report::{Chart, Series};

use super::axis::{Axis, label, places};
use super::canvas::{Anchor, Canvas, GRID, INK, Point, shortened, text_width};
use super::{FIGURE, FILLS, LETTER, LINES, Look, WIDTH, legend};

const HEIGHT: i64 = 940;
const TOP: i64 = 150;
const BOTTOM: i64 = 850;
const RIGHT: i64 = WIDTH - 30;
/// Distance of a figure's middle from the end of its column.
const OFF: i64 = 22;
/// Distance from which a line's mark does not touch a figure.
const CLEAR: i64 = 36;

/// Draws the chart; gives none if its values are beyond exact arithmetic.
pub(super) fn draw(chart: &Chart) -> Option<Canvas> {
    let mut canvas = Canvas::new(HEIGHT);
    let axis = Axis::of(chart.series.iter().flat_map(|series| series.values.iter().copied()))?;
    let field = Field::draw(&mut canvas, chart, axis)?;
    let mut entries = Vec::new();
    let (first, rest) = match chart.series.split_first() {
        Some((first, rest)) => (Some(first), rest),
        None => (None, [].as_slice()),
    };
    if let Some(series) = first {
        field.columns(&mut canvas, series)?;
        entries.push((series, Look::Fill(FILLS[0])));
    }
    let mut lines = Vec::new();
    for (series, look) in rest.iter().zip(LINES.into_iter().cycle()) {
        let points = field.points(series)?;
        if let Look::Line(colour, dashes, mark) = look {
            canvas.polyline(&points, colour, dashes);
            for point in &points {
                canvas.mark(*point, colour, mark);
            }
        }
        lines.push(points);
        entries.push((series, look));
    }
    if let Some(series) = first {
        field.figures(&mut canvas, series, &lines)?;
    }
    legend(&mut canvas, 56, &entries);
    Some(canvas)
}

/// The space between the axes, with a slot for each category.
struct Field {
    axis: Axis,
    left: i64,
    slot: i64,
}

impl Field {
    /// Draws the grid, the axes and their labels.
    fn draw(canvas: &mut Canvas, chart: &Chart, axis: Axis) -> Option<Self> {
        let ticks = axis.ticks();
        let widest = ticks.iter().map(|tick| text_width(&label(*tick), LETTER)).max().unwrap_or(0);
        let left = widest + 40;
        let count = i64::try_from(chart.categories.len()).unwrap_or(i64::MAX).max(1);
        let field = Self { axis, left, slot: (RIGHT - left) / count };
        for tick in ticks {
            let y = field.y(tick)?;
            let (colour, width) = if tick.is_zero() { (INK, 3) } else { (GRID, 2) };
            canvas.rule((left, y), (RIGHT, y), colour, width);
            canvas.text((left - 16, y + 13), Anchor::End, LETTER, &label(tick));
        }
        canvas.rule((left, TOP), (left, BOTTOM), INK, 3);
        canvas.text((left, TOP - 28), Anchor::Middle, LETTER, &chart.unit);
        for (index, category) in chart.categories.iter().enumerate() {
            let words = shortened(category, LETTER, field.slot - 8);
            canvas.text((field.x(index), BOTTOM + 52), Anchor::Middle, LETTER, &words);
        }
        Some(field)
    }

    /// Returns the middle of a category's slot.
    fn x(&self, index: usize) -> i64 {
        self.left + self.slot * i64::try_from(index).unwrap_or(i64::MAX) + self.slot / 2
    }

    fn y(&self, value: Decimal) -> Option<i64> {
        Some(BOTTOM - self.axis.place(value, BOTTOM - TOP)?)
    }

    fn points(&self, series: &Series) -> Option<Vec<Point>> {
        let values = series.values.iter().enumerate();
        values.map(|(index, value)| Some((self.x(index), self.y(*value)?))).collect()
    }

    fn columns(&self, canvas: &mut Canvas, series: &Series) -> Option<()> {
        let (zero, width) = (self.y(Decimal::ZERO)?, self.slot * 11 / 20);
        for (x, end) in self.points(series)? {
            let size = (width, (end - zero).abs());
            canvas.rectangle((x - width / 2, end.min(zero)), size, FILLS[0]);
        }
        Some(())
    }

    /// Writes the figures of the columns, except where they are too wide or a line has its mark.
    fn figures(&self, canvas: &mut Canvas, series: &Series, lines: &[Vec<Point>]) -> Option<()> {
        let decimals = places(series.values.iter().copied());
        let values = series.values.iter().zip(self.points(series)?).enumerate();
        for (index, (value, (x, end))) in values {
            let words = with_thousands(&fixed(*value, decimals));
            let middle = if value.is_sign_negative() { end + OFF } else { end - OFF };
            let marks = lines.iter().filter_map(|points| points.get(index));
            let clear = marks.into_iter().all(|(_, y)| (y - middle).abs() >= CLEAR);
            if clear && text_width(&words, FIGURE) <= self.slot {
                canvas.text((x, middle + 10), Anchor::Middle, FIGURE, &words);
            }
        }
        Some(())
    }
}
