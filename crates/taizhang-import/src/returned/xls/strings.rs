//! The texts of a workbook (SST), which cells name by number. New texts go into records CONTINUE
//! behind those there are, which stay.

use std::collections::BTreeMap;

use super::records::{HEADER, LONGEST, Record, kind};
use super::{Broken, RecordsError};
use crate::little_endian::{half, size, word};

/// Letters that a cell can hold.
const MOST: usize = 32_767;

/// Most places that one record EXTSST tells.
const MOST_BUCKETS: usize = (LONGEST - 2) / 8;

/// The texts of a workbook.
pub(super) struct Strings {
    /// Numbers of plain texts.
    numbers: BTreeMap<String, u32>,
    /// How many the workbook has.
    known: u32,
    /// How many cells name one, as the workbook states it.
    stated: u32,
    added: Vec<Vec<u16>>,
    /// Cells that name a text now and did not before.
    more: u32,
    /// Cells that named a text and do not now.
    fewer: u32,
}

impl Strings {
    /// Reads the texts.
    pub(super) fn of(globals: &[Record<'_>]) -> Result<Self, RecordsError> {
        let run = run(globals).ok_or(RecordsError::Broken(Broken::Texts))?;
        let segments: Vec<&[u8]> = run.iter().map(Record::body).collect();
        let head = segments.first().copied().unwrap_or_default();
        let (stated, known) =
            word(head, 0).zip(word(head, 4)).ok_or(RecordsError::Broken(Broken::Texts))?;
        let mut cursor = Cursor { segments: &segments, segment: 0, at: 8 };
        let mut numbers = BTreeMap::new();
        for number in 0..known {
            let text = cursor.text().ok_or(RecordsError::Broken(Broken::Texts))?;
            if text.is_plain
                && let Ok(letters) = String::from_utf16(&text.units)
            {
                numbers.entry(letters).or_insert(number);
            }
        }
        if !cursor.is_at_end() {
            return Err(RecordsError::Broken(Broken::Texts));
        }
        Ok(Self { numbers, known, stated, added: Vec::new(), more: 0, fewer: 0 })
    }

    /// The number of a text for a cell.
    pub(super) fn number(&mut self, text: &str) -> Result<u32, RecordsError> {
        self.more = self.more.saturating_add(1);
        let text = cut(text, MOST);
        if let Some(known) = self.numbers.get(text) {
            return Ok(*known);
        }
        let added = u32::try_from(self.added.len()).ok();
        let number = added.and_then(|added| self.known.checked_add(added));
        let number = number.ok_or(RecordsError::NoText)?;
        self.added.push(text.encode_utf16().collect());
        self.numbers.insert(text.to_owned(), number);
        Ok(number)
    }

    /// A cell that named a text is left out.
    pub(super) fn leave(&mut self) {
        self.fewer = self.fewer.saturating_add(1);
    }

    /// Writes what was added.
    pub(super) fn write(&self, globals: &mut Vec<Record<'_>>) {
        let Some(first) = globals.iter().position(|record| record.is(kind::SST)) else { return };
        let run = run(globals).map_or(0, <[_]>::len);
        let cells = self.stated.saturating_add(self.more).saturating_sub(self.fewer);
        let count = self.known.saturating_add(u32::try_from(self.added.len()).unwrap_or_default());
        let Some(head) = globals.get_mut(first) else { return };
        head.set(0, &cells.to_le_bytes());
        head.set(4, &count.to_le_bytes());
        let behind = first.saturating_add(run);
        let stretch = globals.get(first..behind).unwrap_or_default();
        let length = stretch.iter().map(|record| record.bytes().len()).sum();
        let (records, places) = packed(&self.added, length);
        let start = globals.get(first).and_then(|head| head.from).unwrap_or_default();
        globals.splice(behind..behind, records);
        if let Some(table) = globals.iter_mut().find(|record| record.is(kind::EXT_SST)) {
            self.add_buckets(table, start, &places);
        }
    }

    /// A record EXTSST tells where every so many-th text stands ([MS-XLS] 2.4.107). Places are told
    /// as if the first record of the texts stood where it was read.
    fn add_buckets(&self, table: &mut Record<'_>, start: usize, places: &[(usize, usize)]) {
        let Some(step) = table.half(0).map(u32::from).filter(|step| *step > 0) else { return };
        let mut buckets: Vec<[u8; 8]> =
            table.body().get(2..).unwrap_or_default().as_chunks::<8>().0.to_vec();
        let expected = size(self.known.div_ceil(step));
        if buckets.len() != expected || self.added.is_empty() {
            return;
        }
        for (number, (place, within)) in (self.known..).zip(places) {
            let place = u32::try_from(start.saturating_add(*place)).ok();
            if let Some(place) = place.filter(|_| number % step == 0) {
                let mut bucket = [0; 8];
                bucket[..4].copy_from_slice(&place.to_le_bytes());
                let within = u16::try_from(*within).unwrap_or_default();
                bucket[4..6].copy_from_slice(&within.to_le_bytes());
                buckets.push(bucket);
            }
        }
        let mut step = step;
        while buckets.len() > MOST_BUCKETS {
            buckets = buckets.into_iter().step_by(2).collect();
            step = step.saturating_mul(2);
        }
        let Ok(step) = u16::try_from(step) else { return };
        let body = [step.to_le_bytes().as_slice(), buckets.as_flattened()].concat();
        let from = table.from;
        *table = Record::new(kind::EXT_SST, &body);
        table.from = from;
    }
}

/// The beginning of a text that has no more letters than so many, of two bytes each.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut length = 0_usize;
    let end = text.char_indices().find(|(_, letter)| {
        length = length.saturating_add(letter.len_utf16());
        length > most
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The records of the texts.
fn run<'r, 'b>(globals: &'r [Record<'b>]) -> Option<&'r [Record<'b>]> {
    let first = globals.iter().position(|record| record.is(kind::SST))?;
    let from = globals.get(first..)?;
    let behind = from.iter().skip(1).position(|record| !record.is(kind::CONTINUE));
    from.get(..behind.map_or(from.len(), |behind| behind.saturating_add(1)))
}

/// Packs texts into records CONTINUE. Returns with them, for each text, how far behind the start of
/// all records it begins, of which so many bytes are there, and how far behind that of its own record.
fn packed(texts: &[Vec<u16>], before: usize) -> (Vec<Record<'static>>, Vec<(usize, usize)>) {
    let (mut records, mut places, mut body) = (Vec::new(), Vec::new(), Vec::new());
    let mut length = before;
    let mut close = |body: &mut Vec<u8>| {
        let record = Record::new(kind::CONTINUE, body);
        body.clear();
        length = length.saturating_add(record.bytes().len());
        records.push(record);
        length
    };
    let mut start = before;
    for text in texts {
        // Neither the head of a text nor a letter may be cut.
        if body.len().saturating_add(5) > LONGEST {
            start = close(&mut body);
        }
        let within = body.len().saturating_add(HEADER);
        places.push((start.saturating_add(within), within));
        let count = u16::try_from(text.len()).unwrap_or(u16::MAX);
        body.extend(count.to_le_bytes());
        body.push(1);
        for unit in text {
            if body.len().saturating_add(2) > LONGEST {
                start = close(&mut body);
                body.push(1);
            }
            body.extend(unit.to_le_bytes());
        }
    }
    if !body.is_empty() {
        close(&mut body);
    }
    (records, places)
}

/// A text of a workbook.
struct Text {
    units: Vec<u16>,
    /// Whether it has no fonts of its own and no pronunciation.
    is_plain: bool,
}

/// Where the reading of texts is ([MS-XLS] 2.5.293 `XLUnicodeRichExtendedString`).
struct Cursor<'s> {
    segments: &'s [&'s [u8]],
    segment: usize,
    at: usize,
}

impl<'s> Cursor<'s> {
    fn is_at_end(&self) -> bool {
        let rest = self.segments.get(self.segment..).unwrap_or_default();
        rest.iter().map(|segment| segment.len()).sum::<usize>() <= self.at
    }

    /// Goes on to the next record at the end of one.
    fn turn(&mut self) -> Option<&'s [u8]> {
        while self.at >= self.segments.get(self.segment)?.len() {
            self.segment = self.segment.saturating_add(1);
            self.at = 0;
        }
        self.segments.get(self.segment)?.get(self.at..)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let here = self.turn()?.len().min(count);
            self.at = self.at.saturating_add(here);
            count = count.saturating_sub(here);
        }
        Some(())
    }

    fn text(&mut self) -> Option<Text> {
        let head = self.turn()?;
        let (count, flags) = (half(head, 0)?, *head.get(2)?);
        self.at = self.at.saturating_add(3);
        let mut behind = 0_usize;
        if flags & 8 != 0 {
            behind = usize::from(half(self.turn()?, 0)?).saturating_mul(4);
            self.at = self.at.saturating_add(2);
        }
        if flags & 4 != 0 {
            behind = behind.saturating_add(size(word(self.turn()?, 0)?));
            self.at = self.at.saturating_add(4);
        }
        let units = self.letters(usize::from(count), flags & 1 == 1)?;
        self.skip(behind)?;
        Some(Text { units, is_plain: flags & 0x0c == 0 })
    }

    fn letters(&mut self, count: usize, mut is_wide: bool) -> Option<Vec<u16>> {
        let mut units = Vec::new();
        while units.len() < count {
            let segment = self.segment;
            let rest = self.turn()?;
            if self.segment != segment {
                // What goes on in another record may have letters of another width.
                is_wide = *self.turn()?.first()? & 1 == 1;
                self.at = self.at.saturating_add(1);
                continue;
            }
            let left = count.saturating_sub(units.len());
            let (read, bytes): (Vec<u16>, usize) = if is_wide {
                let all = rest.as_chunks::<2>().0.iter().take(left);
                let read: Vec<u16> = all.map(|unit| u16::from_le_bytes(*unit)).collect();
                let bytes = read.len().saturating_mul(2);
                (read, bytes)
            } else {
                let read: Vec<u16> = rest.iter().take(left).map(|byte| u16::from(*byte)).collect();
                let bytes = read.len();
                (read, bytes)
            };
            if bytes == 0 {
                return None;
            }
            units.extend(read);
            self.at = self.at.saturating_add(bytes);
        }
        Some(units)
    }
}
