//! Charts as SVG, drawn in whole pixels and exact arithmetic, so that no machine draws another one.
//!
//! Colours stay apart when they are printed in grey, and lines differ by their marks and dashes as
//! well.

mod axis;
mod bars;
mod canvas;
mod columns;

use taizhang_evaluation::report::{Chart, ChartKind, Series};

use canvas::Canvas;

/// Width of every drawing in pixels: 150 mm at about 300 to the inch.
const WIDTH: i64 = 1800;
/// Height of axis labels and legends.
const LETTER: i64 = 36;
/// Height of figures at columns and bars.
const FIGURE: i64 = 30;

/// A finished drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// One `svg` element with its own namespace, size and view box, named by the chart's
    /// alternative text.
    pub svg: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Why a chart cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// A series that does not match the categories.
    #[error("chart {caption:?}: series {series:?} has {values} values for {categories} categories")]
    Series {
        /// Title of the chart.
        caption: String,
        /// Name of the series.
        series: String,
        /// Values given.
        values: usize,
        /// Categories given.
        categories: usize,
    },
    /// Values beyond exact arithmetic.
    #[error("chart {caption:?} has values too large to draw")]
    Range {
        /// Title of the chart.
        caption: String,
    },
}

/// Draws a chart in one picture, however high.
pub fn draw(chart: &Chart) -> Result<Drawing, ChartError> {
    check(chart)?;
    let drawn = match chart.kind {
        ChartKind::ColumnsAndLines => columns::draw(chart),
        ChartKind::Bars => bars::draw(chart, 0..chart.categories.len()),
    };
    finished(chart, drawn)
}

/// Draws a chart in as many pictures as are needed for at most `most` rows of bars in each, all on
/// the same scale.
pub fn draw_in_parts(chart: &Chart, most: usize) -> Result<Vec<Drawing>, ChartError> {
    check(chart)?;
    if chart.kind == ChartKind::ColumnsAndLines {
        return Ok(vec![finished(chart, columns::draw(chart))?]);
    }
    let count = chart.categories.len();
    let parts = count.div_ceil(most.max(1)).max(1);
    let each = count.div_ceil(parts);
    let part = |number: usize| (each * number).min(count)..(each * (number + 1)).min(count);
    (0..parts).map(|number| finished(chart, bars::draw(chart, part(number)))).collect()
}

fn check(chart: &Chart) -> Result<(), ChartError> {
    let categories = chart.categories.len();
    match chart.series.iter().find(|series| series.values.len() != categories) {
        None => Ok(()),
        Some(series) => Err(ChartError::Series {
            caption: chart.caption.clone(),
            series: series.name.clone(),
            values: series.values.len(),
            categories,
        }),
    }
}

fn finished(chart: &Chart, drawn: Option<Canvas>) -> Result<Drawing, ChartError> {
    let canvas = drawn.ok_or_else(|| ChartError::Range { caption: chart.caption.clone() })?;
    Ok(Drawing {
        svg: canvas.svg(WIDTH, &chart.alt),
        width: u32::try_from(WIDTH).unwrap_or(u32::MAX),
        height: u32::try_from(canvas.height()).unwrap_or(u32::MAX),
    })
}

/// How a series looks.
#[derive(Clone, Copy)]
enum Look {
    /// Filled with a colour.
    Fill(&'static str),
    /// A line of a colour with dashes and marks of a shape.
    Line(&'static str, &'static str, canvas::Mark),
}

/// Fills in the order of series; each is clearly darker or lighter than the one before.
const FILLS: [&str; 4] = ["#9db2c9", "#3c5674", "#d9dee5", "#6d7f92"];
/// Lines in the order of series.
const LINES: [Look; 3] = [
    Look::Line("#16263a", "none", canvas::Mark::Dot),
    Look::Line("#9a3324", "18 12", canvas::Mark::Square),
    Look::Line("#4f6b3a", "4 10", canvas::Mark::Triangle),
];

/// Draws the legend in one centred row at height `y`.
fn legend(canvas: &mut Canvas, y: i64, entries: &[(&Series, Look)]) {
    const SAMPLE: i64 = 84;
    const GAP: i64 = 56;
    let width_of = |series: &Series| SAMPLE + 16 + canvas::text_width(&series.name, LETTER) + GAP;
    let total: i64 = entries.iter().map(|(series, _)| width_of(series)).sum::<i64>() - GAP;
    let mut x = (WIDTH - total).max(0) / 2;
    for (series, look) in entries {
        match look {
            Look::Fill(colour) => canvas.rectangle((x, y - 28), (SAMPLE, 30), colour),
            Look::Line(colour, dashes, mark) => {
                canvas.polyline(&[(x, y - 13), (x + SAMPLE, y - 13)], colour, dashes);
                canvas.mark((x + SAMPLE / 2, y - 13), colour, *mark);
            }
        }
        canvas.text((x + SAMPLE + 16, y), canvas::Anchor::Start, LETTER, &series.name);
        x += width_of(series);
    }
}
