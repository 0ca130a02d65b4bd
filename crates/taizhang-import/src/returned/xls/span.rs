//! The cells of one record: one, or several beside each other.

use super::records::{HEADER, Record, kind};
use super::{Broken, RecordsError};

/// Which cells a record holds.
pub(super) struct Span {
    /// The row, from 0.
    pub(super) row: u32,
    /// The first column, from 0.
    pub(super) first: u32,
    /// The last column.
    pub(super) last: u32,
    kind: u16,
    formats: Vec<u16>,
}

impl Span {
    /// Reads the cells of a record; none if it holds no cell.
    pub(super) fn of(record: &Record<'_>) -> Result<Option<Self>, RecordsError> {
        let Some(kind) = record.kind() else { return Ok(None) };
        let each = match kind {
            kind::BLANK
            | kind::NUMBER
            | kind::LABEL
            | kind::BOOL_ERR
            | kind::RK
            | kind::LABEL_SST
            | kind::RICH_STRING
            | kind::FORMULA => 0,
            kind::MUL_BLANK => 2,
            kind::MUL_RK => 6,
            _ => return Ok(None),
        };
        let broken = || RecordsError::Broken(Broken::Cell);
        let head = record.half(0).zip(record.half(2)).ok_or_else(broken)?;
        let (row, first) = (u32::from(head.0), u32::from(head.1));
        if each == 0 {
            let formats = vec![record.half(4).ok_or_else(broken)?];
            return Ok(Some(Self { row, first, last: first, kind, formats }));
        }
        let inside = record.body().len().checked_sub(6).ok_or_else(broken)?;
        let count = inside / each;
        let places = (0..count).map(|at| at.saturating_mul(each).saturating_add(4));
        let formats: Option<Vec<u16>> = places.map(|at| record.half(at)).collect();
        let formats = formats.ok_or_else(broken)?;
        let last = u32::from(record.half(inside.saturating_add(4)).ok_or_else(broken)?);
        let stated = last.checked_sub(first).and_then(|last| usize::try_from(last).ok());
        if inside % each != 0 || stated != count.checked_sub(1) {
            return Err(broken());
        }
        Ok(Some(Self { row, first, last, kind, formats }))
    }

    /// Whether its cells have formats only.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self.kind, kind::BLANK | kind::MUL_BLANK)
    }

    /// The columns with their formats.
    pub(super) fn formats(&self) -> impl DoubleEndedIterator<Item = (u32, u16)> {
        self.formats.iter().enumerate().map(|(at, format)| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            (self.first.saturating_add(at), *format)
        })
    }

    /// Writes the format of a cell.
    pub(super) fn set_format(&self, record: &mut Record<'_>, column: u32, format: u16) {
        let behind = usize::try_from(column.saturating_sub(self.first)).unwrap_or(usize::MAX);
        let at = behind.saturating_mul(self.width()).saturating_add(4);
        record.set(at, &format.to_le_bytes());
    }

    /// Bytes of one of several cells.
    fn width(&self) -> usize {
        match self.kind {
            kind::MUL_BLANK => 2,
            kind::MUL_RK => 6,
            _ => 0,
        }
    }

    /// The record without the cell of a column, with another record in its place.
    pub(super) fn without<'b>(
        &self,
        record: &Record<'b>,
        column: u32,
        new: Option<Record<'b>>,
    ) -> Vec<Record<'b>> {
        let behind = column.saturating_add(1);
        let before = column.checked_sub(1).and_then(|last| self.part(record, self.first, last));
        let rest = self.part(record, behind, self.last);
        before.into_iter().chain(new).chain(rest).collect()
    }

    /// The cells from one column to another, as a record of their own.
    fn part<'b>(&self, record: &Record<'b>, first: u32, last: u32) -> Option<Record<'b>> {
        if first > last || self.width() == 0 {
            return None;
        }
        let at = |column: u32| {
            let behind = usize::try_from(column.saturating_sub(self.first)).ok()?;
            behind.checked_mul(self.width())?.checked_add(4)
        };
        let cells = record.bytes().get(at(first)?.checked_add(HEADER)?..)?;
        let cells = cells.get(..at(last)?.checked_add(self.width())?.checked_sub(at(first)?)?)?;
        let half = |number: u32| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
        let (row, start, end) = (half(self.row), half(first), half(last));
        // A record of several cells never holds one.
        Some(match (self.kind, first == last) {
            (kind::MUL_BLANK, true) => Record::new(kind::BLANK, &[&row, &start, cells].concat()),
            (kind::MUL_RK, true) => Record::new(kind::RK, &[&row, &start, cells].concat()),
            _ => Record::new(self.kind, &[&row, &start, cells, &end].concat()),
        })
    }
}
