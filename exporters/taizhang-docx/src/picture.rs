//! Charts as pictures, lettered with the font in `assets/`: no installed font is asked, so the
//! picture does not depend on the machine.

use taizhang_export::chart;
use taizhang_export::report::Chart;

use crate::error::DocxError;
use crate::raster::{drawable, rasterise};

/// Width of every picture in twips.
const WIDTH_TWIPS: u32 = 8504;

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
    let drawing = chart::draw(&lettered(chart))?;
    let png = rasterise(&drawing.svg, drawing.width, drawing.height)
        .map_err(|source| DocxError::Draw { caption: chart.caption.clone(), source })?;
    let height_twips = drawing.height.saturating_mul(WIDTH_TWIPS) / drawing.width;
    Ok(Picture { png, width_twips: WIDTH_TWIPS, height_twips })
}

/// Returns the chart in characters that the font has.
fn lettered(chart: &Chart) -> Chart {
    let mut chart = chart.clone();
    chart.unit = drawable(&chart.unit);
    for name in &mut chart.categories {
        *name = drawable(name);
    }
    for series in &mut chart.series {
        series.name = drawable(&series.name);
    }
    chart
}
