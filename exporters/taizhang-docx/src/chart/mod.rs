//! Charts as pictures: drawn in whole pixels, lettered with the font in `assets/`.
//!
//! No installed font is asked, so the picture does not depend on the machine. Colours stay apart
//! when they are printed in grey, and lines differ by their marks and dashes as well.

mod axis;
mod bars;
mod canvas;
mod columns;
mod raster;

use taizhang_export::report::{Chart, ChartKind, Series};

use crate::error::DocxError;
use canvas::Canvas;

/// Width of every picture in pixels: 150 mm at about 300 to the inch.
const WIDTH: i64 = 1800;
/// Width of every picture in twips.
const WIDTH_TWIPS: u32 = 8504;
/// Height of axis labels and legends.
const LETTER: i64 = 36;
/// Height of figures at columns and bars.
const FIGURE: i64 = 30;

/// A finished picture.
pub(crate) struct Picture {
    /// PNG file.
    pub(crate) png: Vec<u8>,
    /// Width on paper.
    pub(crate) width_twips: u32,
    /// Height on paper.
    pub(crate) height_twips: u32,
}

/// Draws a chart.
pub(crate) fn draw(chart: &Chart) -> Result<Picture, DocxError> {
    let categories = chart.categories.len();
    if let Some(series) = chart.series.iter().find(|series| series.values.len() != categories) {
        return Err(DocxError::Series {
            caption: chart.caption.clone(),
            series: series.name.clone(),
            values: series.values.len(),
            categories,
        });
    }
    let drawn = match chart.kind {
        ChartKind::ColumnsAndLines => columns::draw(chart),
        ChartKind::Bars => bars::draw(chart),
    };
    let canvas = drawn.ok_or_else(|| DocxError::Range { caption: chart.caption.clone() })?;
    let height = u32::try_from(canvas.height()).unwrap_or(u32::MAX);
    let width = u32::try_from(WIDTH).unwrap_or(u32::MAX);
    let png = raster::rasterise(&canvas.svg(WIDTH), width, height)
        .map_err(|source| DocxError::Draw { caption: chart.caption.clone(), source })?;
    let height_twips = height.saturating_mul(WIDTH_TWIPS) / width;
    Ok(Picture { png, width_twips: WIDTH_TWIPS, height_twips })
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
