//! What the styles of old workbooks say of cells.

use std::collections::BTreeMap;

use super::marks::{Marks, Shown, of_built_in, of_format};
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
pub(super) struct Styles {
    fonts: Vec<Option<Ink>>,
    /// Number formats of the workbook's own, with what they make of numbers and days.
    formats: BTreeMap<u16, Option<Shown>>,
    /// Whether the stream is of BIFF8; formats before it hold their texts otherwise.
    is_biff8: bool,
    of_cells: Vec<Style>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Style {
    ink: Option<Ink>,
    shown: Option<Shown>,
}

impl Styles {
    /// Takes a record FONT.
    pub(super) fn font(&mut self, stream: &[u8], start: usize) {
        let field = |offset: usize| half(stream, start.saturating_add(offset)).unwrap_or_default();
        let is_struck = field(2) & 0x0008 != 0;
        self.fonts.push(Ink::of(is_struck, REDS.contains(&field(4))));
    }

    /// Takes a record BOF, with which a stream begins.
    pub(super) fn begin(&mut self, stream: &[u8], start: usize) {
        self.is_biff8 = half(stream, start) == Some(0x0600);
    }

    /// Takes a record FORMAT.
    pub(super) fn format(&mut self, stream: &[u8], start: usize, length: u16) {
        let end = start.saturating_add(length.into());
        let Some(record) = stream.get(start..end).filter(|_| self.is_biff8) else { return };
        let Some((id, count)) = half(record, 0).zip(half(record, 2)) else { return };
        let Some((flags, text)) = record.get(4..).and_then(<[u8]>::split_first) else { return };
        let code: String = if flags & 1 == 0 {
            text.iter().take(count.into()).copied().map(char::from).collect()
        } else {
            let units: Vec<u16> = text.chunks_exact(2).filter_map(|unit| half(unit, 0)).collect();
            String::from_utf16_lossy(&units)
        };
        self.formats.insert(id, of_format(&code));
    }

    /// Takes a record XF.
    pub(super) fn style(&mut self, stream: &[u8], start: usize) {
        let field = |offset: usize| half(stream, start.saturating_add(offset)).unwrap_or_default();
        let font = usize::from(field(0));
        let at = if font > LEFT_OUT { font.saturating_sub(1) } else { font };
        let ink = self.fonts.get(at).copied().flatten();
        let format = field(2);
        let own = self.formats.get(&format).cloned();
        let shown = own.unwrap_or_else(|| of_built_in(format.into()));
        self.of_cells.push(Style { ink, shown });
    }

    /// Marks the cells of a record of values whose style says something.
    pub(super) fn mark(
        &self,
        stream: &[u8],
        (kind, start, length): (u16, usize, u16),
        marks: &mut Marks,
    ) {
        let field = |offset: usize| half(stream, start.saturating_add(offset));
        let Some((row, first)) = field(0).zip(field(2)) else { return };
        let step = if kind == NUMBERS { 6 } else { usize::MAX };
        let styles = (4..usize::from(length).saturating_sub(2)).step_by(step);
        for (at, offset) in (0_u32..).zip(styles) {
            let style = field(offset).and_then(|style| self.of_cells.get(usize::from(style)));
            let Some(Style { ink, shown }) = style else { continue };
            let (row, column) = (u32::from(row), u32::from(first).saturating_add(at));
            if let Some(ink) = ink {
                marks.ink(row, column, *ink);
            }
            if let Some(shown) = shown {
                marks.shown.insert((row, column), shown.clone());
            }
        }
    }
}
