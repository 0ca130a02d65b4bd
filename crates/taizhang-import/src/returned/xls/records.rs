//! The records of a BIFF8 stream ([MS-XLS] 2.1.4): a type, a length and so many bytes each.

use std::borrow::Cow;

use crate::little_endian::{half, word};

/// Most bytes of one record; longer data go on in records CONTINUE.
pub(super) const LONGEST: usize = 8224;

/// Bytes before the body of a record.
pub(super) const HEADER: usize = 4;

/// Types of records.
pub(super) mod kind {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const EOF: u16 = 0x000a;
    pub(in super::super) const NOTE: u16 = 0x001c;
    pub(in super::super) const FILE_PASS: u16 = 0x002f;
    pub(in super::super) const FONT: u16 = 0x0031;
    pub(in super::super) const CONTINUE: u16 = 0x003c;
    pub(in super::super) const OBJ: u16 = 0x005d;
    pub(in super::super) const BOUND_SHEET: u16 = 0x0085;
    pub(in super::super) const PALETTE: u16 = 0x0092;
    pub(in super::super) const MUL_RK: u16 = 0x00bd;
    pub(in super::super) const MUL_BLANK: u16 = 0x00be;
    pub(in super::super) const RICH_STRING: u16 = 0x00d6;
    pub(in super::super) const DB_CELL: u16 = 0x00d7;
    pub(in super::super) const XF: u16 = 0x00e0;
    pub(in super::super) const DRAWING_GROUP: u16 = 0x00eb;
    pub(in super::super) const DRAWING: u16 = 0x00ec;
    pub(in super::super) const DRAWING_SELECTION: u16 = 0x00ed;
    pub(in super::super) const SST: u16 = 0x00fc;
    pub(in super::super) const LABEL_SST: u16 = 0x00fd;
    pub(in super::super) const EXT_SST: u16 = 0x00ff;
    pub(in super::super) const USES_ELFS: u16 = 0x0160;
    pub(in super::super) const TXO: u16 = 0x01b6;
    pub(in super::super) const DIMENSIONS: u16 = 0x0200;
    pub(in super::super) const BLANK: u16 = 0x0201;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const BOOL_ERR: u16 = 0x0205;
    pub(in super::super) const STRING: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const INDEX: u16 = 0x020b;
    pub(in super::super) const ARRAY: u16 = 0x0221;
    pub(in super::super) const TABLE: u16 = 0x0236;
    pub(in super::super) const RK: u16 = 0x027e;
    pub(in super::super) const SHARED_FORMULA: u16 = 0x04bc;
    pub(in super::super) const BOF: u16 = 0x0809;
    pub(in super::super) const HF_PICTURE: u16 = 0x0866;
    pub(in super::super) const XF_CRC: u16 = 0x087c;
    pub(in super::super) const XF_EXT: u16 = 0x087d;
}

/// One record, or a stretch of the stream that is kept as it is.
#[derive(Clone, Debug)]
pub(super) struct Record<'b> {
    /// Where it began in the stream as it was read; a record that comes before the first cell of a
    /// row begins where that began.
    pub(super) from: Option<usize>,
    bytes: Cow<'b, [u8]>,
}

impl<'b> Record<'b> {
    /// A record that the stream did not have.
    pub(super) fn new(kind: u16, body: &[u8]) -> Self {
        let length = u16::try_from(body.len()).unwrap_or(u16::MAX);
        let head = [kind.to_le_bytes(), length.to_le_bytes()].concat();
        let body = body.get(..usize::from(length)).unwrap_or(body);
        Self { from: None, bytes: Cow::Owned([head.as_slice(), body].concat()) }
    }

    /// Bytes that are kept, whatever they hold.
    pub(super) fn kept(from: usize, bytes: &'b [u8]) -> Self {
        Self { from: Some(from), bytes: Cow::Borrowed(bytes) }
    }

    /// The place of a record that is left out.
    pub(super) fn dropped(from: Option<usize>) -> Self {
        Self { from, bytes: Cow::Borrowed(&[]) }
    }

    /// Its type; none if it is left out, or is a stretch of anything.
    pub(super) fn kind(&self) -> Option<u16> {
        let length = usize::from(half(&self.bytes, 2)?);
        half(&self.bytes, 0).filter(|_| self.body().len() == length)
    }

    /// Whether it is of this type.
    pub(super) fn is(&self, kind: u16) -> bool {
        self.kind() == Some(kind)
    }

    /// All its bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its bytes without type and length.
    pub(super) fn body(&self) -> &[u8] {
        self.bytes.get(HEADER..).unwrap_or_default()
    }

    /// Two bytes of the body.
    pub(super) fn half(&self, at: usize) -> Option<u16> {
        half(self.body(), at)
    }

    /// Four bytes of the body.
    pub(super) fn word(&self, at: usize) -> Option<u32> {
        word(self.body(), at)
    }

    /// Writes bytes over those of the body.
    pub(super) fn set(&mut self, at: usize, value: &[u8]) {
        let start = at.saturating_add(HEADER);
        let end = start.saturating_add(value.len());
        if let Some(place) = self.bytes.to_mut().get_mut(start..end) {
            place.copy_from_slice(value);
        }
    }
}

/// Type and body of the record at a place, and where the next begins; none if it is cut off.
pub(super) fn one(bytes: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let kind = half(bytes, at)?;
    let length = half(bytes, at.checked_add(2)?)?;
    let start = at.checked_add(HEADER)?;
    let next = start.checked_add(usize::from(length))?;
    Some((kind, bytes.get(start..next)?, next))
}

/// The records from a place on to the end of its substream, with those of substreams inside; then
/// what stands behind as one stretch. None if a record is cut off.
pub(super) fn substream(bytes: &[u8], start: usize, end: usize) -> Option<Vec<Record<'_>>> {
    let (mut records, mut at, mut depth) = (Vec::new(), start, 0_usize);
    let bytes = bytes.get(..end)?;
    loop {
        let (kind, _, next) = one(bytes, at)?;
        records.push(Record::kept(at, bytes.get(at..next)?));
        at = next;
        match kind {
            kind::BOF => depth = depth.saturating_add(1),
            kind::EOF => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    if at < end {
        records.push(Record::kept(at, bytes.get(at..)?));
    }
    Some(records)
}
