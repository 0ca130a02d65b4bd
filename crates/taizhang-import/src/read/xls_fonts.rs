//! What the fonts of old workbooks say of cells.

use crate::ink::Ink;
use crate::little_endian::half;

/// Places of red in the list of colours, as long as nobody changes the list.
const REDS: [u16; 2] = [2, 10];

/// Fonts have no number 4.
const LEFT_OUT: usize = 4;

/// A record of several numbers of a row.
const NUMBERS: u16 = 0x00bd;

/// The fonts and styles of a workbook, in order.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    fonts: Vec<Option<Ink>>,
    styles: Vec<Option<Ink>>,
}

impl Fonts {
    /// Takes a record FONT.
    pub(super) fn font(&mut self, stream: &[u8], start: usize) {
        let field = |offset: usize| half(stream, start.saturating_add(offset)).unwrap_or_default();
        let is_struck = field(2) & 0x0008 != 0;
        self.fonts.push(Ink::of(is_struck, REDS.contains(&field(4))));
    }

    /// Takes a record XF.
    pub(super) fn style(&mut self, stream: &[u8], start: usize) {
        let font = usize::from(half(stream, start).unwrap_or_default());
        let at = if font > LEFT_OUT { font.saturating_sub(1) } else { font };
        self.styles.push(self.fonts.get(at).copied().flatten());
    }

    /// Tells which cells of a record of values have a font that says something.
    pub(super) fn inks(
        &self,
        stream: &[u8],
        kind: u16,
        start: usize,
        length: u16,
    ) -> Vec<(u32, u32, Ink)> {
        if self.styles.iter().all(Option::is_none) {
            return Vec::new();
        }
        let field = |offset: usize| half(stream, start.saturating_add(offset));
        let Some((row, first)) = field(0).zip(field(2)) else { return Vec::new() };
        let step = if kind == NUMBERS { 6 } else { usize::MAX };
        let styles = (4..usize::from(length).saturating_sub(2)).step_by(step);
        let ink = |(at, offset): (u16, usize)| {
            let style = usize::from(field(offset)?);
            let ink = self.styles.get(style).copied().flatten()?;
            Some((u32::from(row), u32::from(first).saturating_add(at.into()), ink))
        };
        (0_u16..).zip(styles).filter_map(ink).collect()
    }
}
