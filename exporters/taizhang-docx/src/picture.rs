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

impl Picture {
    /// Returns width and height on paper, made smaller if they exceed `width` or `height`.
    pub(crate) fn within(&self, width: u32, height: u32) -> (u32, u32) {
        let (own_width, own_height) = (u64::from(self.width_twips), u64::from(self.height_twips));
        let scaled = |length: u64, part: u32, whole: u64| {
            u32::try_from(length * u64::from(part) / whole.max(1)).unwrap_or(u32::MAX)
        };
        let by_width = width.min(self.width_twips);
        let (w, h) = (by_width, scaled(own_height, by_width, own_width));
        if h <= height { (w, h) } else { (scaled(own_width, height, own_height), height) }
    }
}

/// Most rows of bars that one picture holds.
const BARS: usize = 24;

/// Draws a chart; bars that do not fit on a page go on in further pictures on the same scale.
pub(crate) fn draw(chart: &Chart) -> Result<Vec<Picture>, DocxError> {
    let drawings = chart::draw_in_parts(&lettered(chart), BARS)?.into_iter();
    let pictures = drawings.map(|drawing| {
        let png = rasterise(&drawing.svg, drawing.width, drawing.height)
            .map_err(|source| DocxError::Draw { caption: chart.caption.clone(), source })?;
        let height_twips = drawing.height.saturating_mul(WIDTH_TWIPS) / drawing.width;
        Ok(Picture { png, width_twips: WIDTH_TWIPS, height_twips })
    });
    pictures.collect()
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
