//! The container of old office files (OLE compound file, MS-CFB), looked at before calamine reads it:
//! which streams it has, that no chain of sectors runs in a circle, and what the workbook's records hold.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::cells::Size;
use super::marks::Marks;
use super::xls_styles::Styles;
use crate::little_endian::{half, size, word};

/// Bytes of the header, after which the sectors begin.
const HEADER: usize = 512;

/// Sector numbers from here on are marks.
const MARKS: u32 = 0xffff_fffa;

/// Places of the header's own list of sectors of the allocation table.
const LISTED: usize = 109;

/// Bytes of one entry of the directory.
const ENTRY: usize = 128;

/// Columns of a sheet in the old formats.
const COLUMNS: u16 = 256;

/// The cells of a whole sheet of the format, 65,536 rows of them.
const MOST_STATED: u64 = 65_536 * 256;

/// Streams below this size lie in the small sectors.
const SMALL: usize = 4096;

/// The parts of a container that are needed here.
#[derive(Debug)]
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    start: u32,
    length: usize,
}

/// What the records of an old workbook hold that calamine loses, or cannot hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Records {
    /// The hidden rows and columns of the sheets, in the order of the workbook.
    pub(super) sheets: Vec<Marks>,
    /// Whether the records after the first ones are encrypted.
    pub(super) is_protected: bool,
    /// Whether formulas are written in the older form that calamine leaves out.
    pub(super) has_old_formulas: bool,
    /// The most cells that a sheet spans, and how many of them are filled.
    pub(super) widest: Size,
}

impl<'b> Compound<'b> {
    /// Reads the allocation table and the directory; none if they do not fit together.
    pub(super) fn of(bytes: &'b [u8]) -> Option<Self> {
        let shift = half(bytes, 0x1e)?;
        let sector =
            1_usize.checked_shl(u32::from(shift)).filter(|size| (512..=4096).contains(size))?;
        let mut found = Self { bytes, sector, table: Vec::new(), entries: Vec::new() };
        let listed = (0..LISTED).filter_map(|at| word(bytes, 0x4c + at.saturating_mul(4)));
        let mut places: Vec<u32> = listed.filter(|place| *place < MARKS).collect();
        let mut next = word(bytes, 0x44)?;
        // No sector stands twice in a sound list: one that leads to itself would be followed for ever,
        // and fill the memory with what it names.
        let most = (bytes.len() / sector).saturating_add(1);
        let mut further = 0_usize;
        while next < MARKS {
            let mut more = found.words(next)?;
            next = more.pop()?;
            places.extend(more.into_iter().filter(|place| *place < MARKS));
            further = further.saturating_add(1);
            if places.len() > most || further > most {
                return None;
            }
        }
        for place in places {
            let words = found.words(place)?;
            found.table.extend(words);
        }
        let directory = found.chain(word(bytes, 0x30)?)?;
        found.entries = directory.chunks_exact(ENTRY).filter_map(entry).collect();
        let lasts = |entry: &Entry| {
            let is_large = entry.length >= SMALL;
            !is_large || (entry.length <= bytes.len() && found.chain_ends(entry.start))
        };
        let is_sound = !found.entries.is_empty() && found.entries.iter().all(lasts);
        is_sound.then_some(found)
    }

    /// Tells whether there is a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Looks through the records of the workbook.
    pub(super) fn records(&self) -> Option<Records> {
        let is_book = |entry: &&Entry| {
            ["Workbook", "Book"].iter().any(|name| entry.name.eq_ignore_ascii_case(name))
        };
        let book = self.entries.iter().find(is_book)?;
        if book.length < SMALL {
            return self.small(&book.name).map(|stream| records(&stream));
        }
        Some(records(&self.chain(book.start)?))
    }

    /// A stream that lies in the small sectors.
    fn small(&self, name: &str) -> Option<Vec<u8>> {
        let mut container = CompoundFile::open(Cursor::new(self.bytes)).ok()?;
        let mut stream = Vec::new();
        let most = u64::try_from(SMALL).unwrap_or(u64::MAX);
        container.open_stream(name).ok()?.take(most).read_to_end(&mut stream).ok()?;
        Some(stream)
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = HEADER.max(self.sector).checked_add(size(number).checked_mul(self.sector)?)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    fn words(&self, number: u32) -> Option<Vec<u32>> {
        let words = self.sector(number)?.chunks_exact(4);
        Some(words.filter_map(|bytes| word(bytes, 0)).collect())
    }

    fn after(&self, number: u32) -> Option<u32> {
        self.table.get(size(number)).copied()
    }

    /// Tells whether a chain of sectors comes to an end within the file.
    fn chain_ends(&self, start: u32) -> bool {
        let mut at = start;
        for _ in 0..=self.bytes.len() / self.sector {
            if at >= MARKS {
                return true;
            }
            let Some(next) = self.after(at) else { return false };
            at = next;
        }
        false
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        if !self.chain_ends(start) {
            return None;
        }
        let (mut at, mut joined) = (start, Vec::new());
        while at < MARKS {
            joined.extend_from_slice(self.sector(at)?);
            at = self.after(at)?;
        }
        Some(joined)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(half(bytes, 0x40)?).checked_sub(2)?;
    let units = bytes.get(..length.min(64))?.chunks_exact(2);
    let units: Vec<u16> = units.filter_map(|unit| half(unit, 0)).collect();
    let is_kept = matches!(bytes.get(0x42), Some(2 | 5));
    let (start, length) = (word(bytes, 0x74)?, size(word(bytes, 0x78)?));
    is_kept.then(|| Entry { name: String::from_utf16_lossy(&units), start, length })
}

/// Looks through records of BIFF: a type, a length and so many bytes each.
fn records(stream: &[u8]) -> Records {
    let mut walk = Walk {
        stream,
        found: Records::default(),
        starts: vec![],
        begun: BTreeSet::new(),
        styles: Styles::default(),
    };
    walk.from(0);
    // A damaged length may lead past the beginning of a sheet, which is read all the same.
    for start in walk.starts.clone() {
        if !walk.found.is_protected && !walk.begun.contains(&start) {
            walk.from(start);
        }
    }
    walk.found
}

/// A walk over records.
struct Walk<'s> {
    stream: &'s [u8],
    found: Records,
    /// Where the sheets begin.
    starts: Vec<usize>,
    /// Where a sheet was seen to begin.
    begun: BTreeSet<usize>,
    styles: Styles,
}

impl Walk<'_> {
    fn from(&mut self, mut at: usize) {
        let stream = self.stream;
        let (mut rows, mut columns, mut filled) = (0_u64, 0_u64, 0_u64);
        // Which sheet is open.
        let mut sheet = None;
        while let Some((kind, length)) = half(stream, at).zip(half(stream, at.saturating_add(2))) {
            let start = at.saturating_add(4);
            match kind {
                // A new sheet begins.
                0x0809 | 0x0409 | 0x0209 => {
                    self.styles.begin(stream, start);
                    (rows, columns, filled) = (0, 0, 0);
                    self.begun.insert(at);
                    sheet = self.starts.iter().position(|start| *start == at).or(sheet);
                }
                0x0085 => {
                    self.starts.extend(word(stream, start).map(size));
                    self.found.sheets.push(Marks::default());
                }
                0x0208 | 0x007d => {
                    let marks = sheet.and_then(|sheet: usize| self.found.sheets.get_mut(sheet));
                    if let Some(marks) = marks {
                        hide(marks, kind, stream, start);
                    }
                }
                // What follows can be read with the password only.
                0x002f => {
                    self.found.is_protected = true;
                    return;
                }
                0x0406 | 0x0206 => self.found.has_old_formulas = true,
                // Room is made for the range that a sheet states, which the format bounds.
                0x0200 => {
                    let stated = claimed(stream, start, length);
                    let stated = stated.filter(|cells| *cells > MOST_STATED);
                    self.found.widest = self
                        .found
                        .widest
                        .max(Size { spanned: stated.unwrap_or_default(), filled: 0 });
                }
                0x0031 => self.styles.font(stream, start),
                0x041e => self.styles.format(stream, start, length),
                0x00e0 => self.styles.style(stream, start),
                0x0006 | 0x0203 | 0x027e | 0x00fd | 0x0204 | 0x0205 | 0x00bd | 0x00d6 => {
                    // A damaged column beyond the last one of the format counts too: calamine makes
                    // room for it.
                    let place = half(stream, start).zip(half(stream, start.saturating_add(2)));
                    if let Some((row, column)) = place {
                        rows = rows.max(u64::from(row).saturating_add(1));
                        columns = columns.max(u64::from(column).saturating_add(1));
                        filled = filled.saturating_add(1);
                        let spanned = rows.saturating_mul(columns);
                        self.found.widest = self.found.widest.max(Size { spanned, filled });
                        let marks = sheet.and_then(|sheet: usize| self.found.sheets.get_mut(sheet));
                        if let Some(marks) = marks {
                            self.styles.mark(stream, (kind, start, length), marks);
                        }
                    }
                }
                _ => {}
            }
            at = start.saturating_add(usize::from(length));
        }
    }
}

/// The cells from the first column on of the range that a record DIMENSIONS states, in the form of
/// BIFF8 or in that before it.
fn claimed(stream: &[u8], start: usize, length: u16) -> Option<u64> {
    let column = |offset: usize| half(stream, start.saturating_add(offset)).map(u64::from);
    let row = |offset: usize| word(stream, start.saturating_add(offset)).map(u64::from);
    let (first, behind, columns) = match length {
        ..14 => (column(0)?, column(2)?, column(6)?),
        _ => (row(0)?, row(4)?, column(10)?),
    };
    Some(behind.saturating_sub(first).saturating_mul(columns))
}

/// Keeps the hidden row of a record ROW, or the hidden columns of a record COLINFO.
fn hide(marks: &mut Marks, kind: u16, stream: &[u8], start: usize) {
    let field = |offset: usize| half(stream, start.saturating_add(offset));
    if kind == 0x0208 {
        let is_hidden = field(12).is_some_and(|flags| flags & 0x20 != 0);
        let row = field(0).filter(|_| is_hidden);
        marks.rows.extend(row.map(|row| u32::from(row).saturating_add(1)));
    } else if field(8).is_some_and(|flags| flags & 1 != 0)
        && let Some((first, last)) = field(0).zip(field(2))
    {
        marks.columns.extend((first..=last.min(COLUMNS)).map(usize::from));
    }
}
