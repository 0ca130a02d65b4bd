//! The formats of cells (XF), and those with the fill of a wrong cell.
//!
//! Programs since 2007 add to a format what it cannot hold (XFEXT), and a checksum of all formats
//! (XFCRC); where that does not fit, additions are not regarded. So it is computed anew, and an added
//! format gets the additions of that which it is like, but for the fill.

use std::collections::BTreeMap;

use super::palette::Palette;
use super::records::{Record, kind};
use super::{Broken, RecordsError};
use crate::little_endian::{half, word};

/// Formats that a workbook can have ([MS-XLS] 2.4.353: 16 to 4050).
const MOST: usize = 4050;

/// Bytes of a format.
const LENGTH: usize = 20;

/// Additions that tell of the fill: its two colours, its gradient ([MS-XLS] 2.5.108 `ExtProp`).
const OF_FILL: [u16; 3] = [4, 5, 6];

/// Bit of a format with additions.
const IS_EXTENDED: u32 = 1 << 25;

type Format = [u8; LENGTH];

/// The formats of a workbook.
pub(super) struct Formats {
    all: Vec<Format>,
    /// How many the workbook has.
    known: usize,
    /// Additions, if they are regarded.
    additions: Option<BTreeMap<usize, Vec<Addition>>>,
    palette: Palette,
}

/// One addition, with its type and length.
#[derive(Clone, PartialEq, Eq)]
struct Addition(Vec<u8>);

impl Formats {
    /// Reads the formats.
    pub(super) fn of(globals: &[Record<'_>], palette: Palette) -> Result<Self, RecordsError> {
        let formats = globals.iter().filter(|record| record.is(kind::XF));
        let all: Option<Vec<Format>> =
            formats.map(|record| record.body().try_into().ok()).collect();
        let all = all.filter(|all| !all.is_empty()).ok_or(RecordsError::Broken(Broken::Formats))?;
        let stated = globals.iter().find(|record| record.is(kind::XF_CRC));
        let is_regarded = stated.and_then(|stated| stated.word(16)) == Some(checksum(&all));
        let additions = is_regarded.then(|| additions(globals));
        Ok(Self { known: all.len(), all, additions, palette })
    }

    /// Returns the format like this one with the fill of a wrong cell.
    pub(super) fn filled(&mut self, format: u16) -> Result<u16, RecordsError> {
        let place = self.palette.fill;
        // A solid fill shows its first colour only; the second is that of the system's background.
        self.like(format, 1, u16::from(place) | 65 << 7)
    }

    /// Returns the format like this one without the fill that an earlier return gave it; none if it
    /// has none.
    pub(super) fn cleared(&mut self, format: u16) -> Result<Option<u16>, RecordsError> {
        let known = self.all.get(usize::from(format));
        let is_solid = known.and_then(|known| word(known, 14)).is_some_and(|bits| bits >> 26 == 1);
        let place = known.and_then(|known| half(known, 18)).map(|bits| bits & 0x7f);
        let place = place.and_then(|place| u8::try_from(place).ok());
        if !is_solid || !place.is_some_and(|place| self.palette.is_wrong(place)) {
            return Ok(None);
        }
        self.like(format, 0, 64 | 65 << 7).map(Some)
    }

    /// The format with another pattern and its two colours; one that the workbook has, if it has one.
    fn like(&mut self, format: u16, pattern: u32, colours: u16) -> Result<u16, RecordsError> {
        let missing = RecordsError::Broken(Broken::Formats);
        let mut new = *self.all.get(usize::from(format)).ok_or(missing)?;
        let additions = self.additions.as_ref().and_then(|all| all.get(&usize::from(format)));
        let mut kept = additions.cloned().unwrap_or_default();
        kept.retain(|Addition(bytes)| half(bytes, 0).is_none_or(|kind| !OF_FILL.contains(&kind)));
        let bits = word(&new, 14).unwrap_or_default() & !(0x3f << 26 | IS_EXTENDED);
        let bits = bits | pattern << 26 | if kept.is_empty() { 0 } else { IS_EXTENDED };
        let button = half(&new, 18).unwrap_or_default() & 0xc000;
        new[14..18].copy_from_slice(&bits.to_le_bytes());
        new[18..].copy_from_slice(&(button | colours).to_le_bytes());
        // The fill is its own, not that of the style.
        new[9] |= 0x40;
        let is_same = |at: usize| {
            let own = self.additions.as_ref().and_then(|all| all.get(&at));
            self.all.get(at) == Some(&new) && own.map_or(&[][..], Vec::as_slice) == kept
        };
        let at = (0..self.all.len()).find(|at| is_same(*at)).unwrap_or(self.all.len());
        if at >= MOST {
            return Err(RecordsError::NoFormat);
        }
        if at == self.all.len() {
            self.all.push(new);
            if let Some(all) = self.additions.as_mut().filter(|_| !kept.is_empty()) {
                all.insert(at, kept);
            }
        }
        u16::try_from(at).map_err(|_| RecordsError::NoFormat)
    }

    /// Writes what was added.
    pub(super) fn write(&self, globals: &mut Vec<Record<'_>>) {
        self.palette.write(globals);
        let added = self.all.get(self.known..).unwrap_or_default();
        if added.is_empty() {
            return;
        }
        if let Some(all) = &self.additions {
            if let Some(stated) = globals.iter_mut().find(|record| record.is(kind::XF_CRC)) {
                let count = u16::try_from(self.all.len()).unwrap_or(u16::MAX);
                stated.set(14, &count.to_le_bytes());
                stated.set(16, &checksum(&self.all).to_le_bytes());
            }
            let new = all.range(self.known..).map(|(at, additions)| addition_of(*at, additions));
            let of_formats =
                |record: &Record<'_>| record.is(kind::XF_EXT) || record.is(kind::XF_CRC);
            insert_behind(globals, of_formats, new.collect());
        }
        let new = added.iter().map(|format| Record::new(kind::XF, format));
        insert_behind(globals, |record| record.is(kind::XF), new.collect());
    }
}

fn insert_behind<'b>(
    globals: &mut Vec<Record<'b>>,
    last: impl Fn(&Record<'b>) -> bool,
    new: Vec<Record<'b>>,
) {
    if let Some(last) = globals.iter().rposition(last) {
        let behind = last.saturating_add(1);
        globals.splice(behind..behind, new);
    }
}

/// Additions by number of the format ([MS-XLS] 2.4.355 `XFExt`).
fn additions(globals: &[Record<'_>]) -> BTreeMap<usize, Vec<Addition>> {
    let records = globals.iter().filter(|record| record.is(kind::XF_EXT));
    let each = records.filter_map(|record| {
        let format = usize::from(record.half(14)?);
        let (mut at, mut found) = (20_usize, Vec::new());
        while let Some(length) = record.half(at.saturating_add(2)).filter(|length| *length >= 4) {
            let end = at.checked_add(usize::from(length))?;
            found.push(Addition(record.body().get(at..end)?.to_vec()));
            at = end;
        }
        Some((format, found))
    });
    each.collect()
}

fn addition_of(format: usize, additions: &[Addition]) -> Record<'static> {
    let mut body = vec![0; 20];
    body[..2].copy_from_slice(&kind::XF_EXT.to_le_bytes());
    body[14..16].copy_from_slice(&u16::try_from(format).unwrap_or(u16::MAX).to_le_bytes());
    let count = u16::try_from(additions.len()).unwrap_or_default();
    body[18..20].copy_from_slice(&count.to_le_bytes());
    for Addition(bytes) in additions {
        body.extend_from_slice(bytes);
    }
    Record::new(kind::XF_EXT, &body)
}

/// The checksum of all formats ([MS-OSHARED] 2.4.3 `MsoCrc32Compute`: the polynomial 0xAF, the highest
/// bit first, beginning with zero).
fn checksum(formats: &[Format]) -> u32 {
    let step = |crc: u32| if crc & 1 << 31 == 0 { crc << 1 } else { crc << 1 ^ 0xaf };
    formats.iter().flatten().fold(0, |crc, byte| {
        let crc = crc ^ u32::from(*byte) << 24;
        (0..8).fold(crc, |crc, _| step(crc))
    })
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn the_checksum_is_the_one_that_programs_write() {
        // Computed with the table of MS-OSHARED, which gives the sums in workbooks of WPS.
        assert_eq!(checksum(&[]), 0);
        assert_eq!(checksum(&[[0; 20]]), 0);
        let mut one = [0; 20];
        one[19] = 1;
        assert_eq!(checksum(&[one]), 0xaf);
    }
}
