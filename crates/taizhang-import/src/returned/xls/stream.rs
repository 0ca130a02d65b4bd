//! The stream of a workbook: the records of all sheets together, then those of each sheet.

use super::records::{Record, kind, one, substream};
use super::{Broken, RecordsError};
use crate::little_endian::size;

/// The version of BIFF8 in a record BOF.
const BIFF8: u16 = 0x0600;

/// A sheet of the stream.
struct Sheet {
    name: String,
    /// Where its stretch stands.
    stretch: usize,
}

/// The stream, cut where its sheets begin.
pub(super) struct Stream<'b> {
    bytes: &'b [u8],
    sheets: Vec<Sheet>,
    /// Globals first, then the sheets in the order of the stream. A sheet that nothing marks is one
    /// stretch of bytes.
    pub(super) stretches: Vec<Vec<Record<'b>>>,
}

impl<'b> Stream<'b> {
    /// Cuts a stream.
    pub(super) fn of(bytes: &'b [u8]) -> Result<Self, RecordsError> {
        let all = substream(bytes, 0, bytes.len()).ok_or(RecordsError::Broken(Broken::Globals))?;
        let version = all.first().filter(|first| first.is(kind::BOF));
        if version.and_then(|first| first.half(0)) != Some(BIFF8) {
            return Err(RecordsError::Version);
        }
        // In the globals of an encrypted workbook all but the first records cannot be followed.
        if all.iter().any(|record| record.is(kind::FILE_PASS)) {
            return Err(RecordsError::Protected);
        }
        let bounds = all.iter().filter(|record| record.is(kind::BOUND_SHEET));
        let named: Option<Vec<(usize, String)>> = bounds.map(bound).collect();
        let named = named.ok_or(RecordsError::Broken(Broken::Sheets))?;
        let mut starts: Vec<usize> = named.iter().map(|(start, _)| *start).collect();
        starts.sort_unstable();
        starts.dedup();
        let first = starts.first().copied().ok_or(RecordsError::Broken(Broken::Sheets))?;
        let globals = substream(bytes, 0, first).ok_or(RecordsError::Broken(Broken::Sheets))?;
        let mut stretches = vec![globals];
        let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
        for (start, end) in starts.iter().zip(ends) {
            let sheet = bytes.get(*start..end).ok_or(RecordsError::Broken(Broken::Sheets))?;
            stretches.push(vec![Record::kept(*start, sheet)]);
        }
        let sheets = named.into_iter().filter_map(|(start, name)| {
            let at = starts.binary_search(&start).ok()?;
            Some(Sheet { name, stretch: at.saturating_add(1) })
        });
        Ok(Self { bytes, sheets: sheets.collect(), stretches })
    }

    /// The records of all sheets together.
    pub(super) fn globals(&mut self) -> &mut Vec<Record<'b>> {
        // `of` never leaves the stretches empty.
        if self.stretches.is_empty() {
            self.stretches.push(Vec::new());
        }
        &mut self.stretches[0]
    }

    /// The records of a sheet.
    pub(super) fn sheet(&mut self, name: &str) -> Result<&mut Vec<Record<'b>>, RecordsError> {
        let missing = || RecordsError::NoSheet(name.to_owned());
        let found = self.sheets.iter().find(|sheet| sheet.name == name).ok_or_else(missing)?;
        let stretch = self.stretches.get_mut(found.stretch).ok_or_else(missing)?;
        if let [whole] = stretch.as_slice()
            && let Some(from) = whole.from
        {
            let end = from.saturating_add(whole.bytes().len());
            *stretch =
                substream(self.bytes, from, end).ok_or(RecordsError::Broken(Broken::Sheet))?;
        }
        Ok(stretch)
    }

    /// Each record of the stream as it was read, by type and body.
    pub(super) fn each(&self, mut take: impl FnMut(u16, &[u8])) {
        for stretch in &self.stretches {
            let Some(from) = stretch.first().and_then(|first| first.from) else { continue };
            let mut at = from;
            let length: usize = stretch.iter().map(|record| record.bytes().len()).sum();
            let end = from.saturating_add(length);
            while let Some((kind, body, next)) =
                one(self.bytes, at).filter(|(.., next)| *next <= end)
            {
                take(kind, body);
                at = next;
            }
        }
    }
}

/// Where a sheet begins, and its name ([MS-XLS] 2.4.28).
fn bound(record: &Record<'_>) -> Option<(usize, String)> {
    let start = size(record.word(0)?);
    let (count, is_wide) = (record.body().get(6)?, record.body().get(7)? & 1 == 1);
    let letters = record.body().get(8..)?;
    let units: Vec<u16> = if is_wide {
        letters.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect()
    } else {
        letters.iter().map(|letter| u16::from(*letter)).collect()
    };
    let units = units.get(..usize::from(*count))?;
    let units: Vec<u16> = units.iter().copied().filter(|unit| *unit != 0).collect();
    Some((start, String::from_utf16_lossy(&units)))
}
