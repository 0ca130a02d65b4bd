//! The drawing of notes in an old workbook: a box for each ([MS-ODRAW]), and the list of all drawings
//! from which boxes get their numbers.

use super::records::{LONGEST, Record, kind};
use crate::little_endian::{half, size, word};

/// Numbers of boxes come in clusters of so many; the last of each is left.
const CLUSTER: u32 = 1024;

/// Where the clusters begin in the list of drawings.
const CLUSTERS: usize = 32;

/// What is written of a new drawing: its number, and those of its background and boxes.
pub(super) struct Numbers {
    drawing: u16,
    background: u32,
    /// One for each box.
    pub(super) boxes: Vec<u32>,
}

/// Gives numbers to a drawing of so many boxes, which takes the place of one of a sheet or is new.
/// None if there is no list that can be followed, or it is full.
pub(super) fn numbers(
    globals: &mut Vec<Record<'_>>,
    old: Option<Drawing>,
    boxes: usize,
) -> Option<Numbers> {
    let known = globals.iter().position(|record| record.is(kind::DRAWING_GROUP));
    let own = match known {
        Some(at) => globals.get(at)?.body().to_vec(),
        None => empty_list(),
    };
    let (count, clusters) = clusters(&own)?;
    let rest = own.get(CLUSTERS.saturating_add(clusters.len().checked_mul(8)?)..)?;
    let mut clusters = clusters;
    let number = match old {
        Some(old) => u32::from(old.number),
        None => clusters.iter().map(|(drawing, _)| *drawing).max().unwrap_or(0).checked_add(1)?,
    };
    let needed = boxes.checked_add(1)?;
    let mut given = Vec::new();
    let mut at = 0_usize;
    while given.len() < needed {
        if at == clusters.len() {
            clusters.push((number, 0));
        }
        let cluster = clusters.get_mut(at)?;
        at = at.checked_add(1)?;
        if cluster.0 != number {
            continue;
        }
        let first = u32::try_from(at).ok()?.checked_mul(CLUSTER)?;
        let here = needed.saturating_sub(given.len()).min(size(CLUSTER - 1));
        cluster.1 = u32::try_from(here).ok()?;
        given.extend((first..).take(here));
    }
    let old_boxes = old.map_or(0, |old| old.boxes);
    let saved =
        word(&own, 24)?.saturating_sub(old_boxes).checked_add(u32::try_from(needed).ok()?)?;
    let drawings = word(&own, 28)?.checked_add(u32::from(old.is_none()))?;
    let highest = word(&own, 16)?.max(*given.last()?);
    let added = u32::try_from(clusters.len()).ok()?.checked_sub(count)?.checked_mul(8)?;
    let mut list = own.get(..16)?.to_vec();
    list.get_mut(4..8)?.copy_from_slice(&word(&own, 4)?.checked_add(added)?.to_le_bytes());
    list.get_mut(12..16)?.copy_from_slice(&word(&own, 12)?.checked_add(added)?.to_le_bytes());
    let stated = u32::try_from(clusters.len()).ok()?.checked_add(1)?;
    for word in [highest, stated, saved, drawings] {
        list.extend(word.to_le_bytes());
    }
    for (drawing, used) in clusters {
        list.extend(drawing.to_le_bytes());
        list.extend(used.to_le_bytes());
    }
    list.extend_from_slice(rest);
    let number = u16::try_from(number).ok().filter(|number| *number < 0x0fff)?;
    if list.len() > LONGEST {
        return None;
    }
    let record = Record::new(kind::DRAWING_GROUP, &list);
    if let Some(place) = known.and_then(|at| globals.get_mut(at)) {
        let from = place.from;
        *place = record;
        place.from = from;
    } else {
        let strings = globals.iter().position(|record| record.is(kind::SST))?;
        globals.insert(strings, record);
    }
    let (background, boxes) = given.split_first()?;
    Some(Numbers { drawing: number, background: *background, boxes: boxes.to_vec() })
}

/// The clusters of a list of drawings, by drawing and how many numbers are used; and their count.
fn clusters(list: &[u8]) -> Option<(u32, Vec<(u32, u32)>)> {
    let is_list = half(list, 2)? == 0xf000 && half(list, 10)? == 0xf006;
    let count = word(list, 20)?.checked_sub(1).filter(|_| is_list)?;
    let length = count.checked_mul(8)?.checked_add(16)?;
    let stated = word(list, 12).filter(|stated| *stated == length)?;
    let bytes = list.get(CLUSTERS..size(stated).checked_add(16)?)?;
    let each = bytes.as_chunks::<8>().0.iter();
    let clusters: Option<Vec<(u32, u32)>> =
        each.map(|bytes| word(bytes, 0).zip(word(bytes, 4))).collect();
    Some((count, clusters?))
}

fn empty_list() -> Vec<u8> {
    let list = part(0, 0xf006, &[0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let options = options(&[(0x00bf, 0x0008_0008), (0x0181, 0x0800_0041), (0x01c0, 0x0800_0040)]);
    let menu: Vec<u8> =
        [0x0800_000d_u32, 0x0800_000c, 0x0800_0017, 0x1000_00f7].map(u32::to_le_bytes).concat();
    let menu = part(0x0040, 0xf11e, &menu);
    part(0x000f, 0xf000, &[list, options, menu].concat())
}

/// The drawing of a sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawing {
    number: u16,
    boxes: u32,
}

impl Drawing {
    /// Reads the beginning of a drawing.
    pub(super) fn of(record: &Record<'_>) -> Option<Self> {
        let is_drawing = record.half(2)? == 0xf002 && record.half(10)? == 0xf008;
        let number = record.half(8).filter(|_| is_drawing)? >> 4;
        Some(Self { number, boxes: record.word(16)? })
    }
}

impl Numbers {
    /// The beginning of the drawing, which holds all its boxes.
    pub(super) fn head(&self) -> Vec<u8> {
        let group = part(0x0001, 0xf009, &[0; 16]);
        let own = [self.background.to_le_bytes(), 5_u32.to_le_bytes()].concat();
        let background = part(0x000f, 0xf004, &[group, part(0x0002, 0xf00a, &own)].concat());
        // A box goes on behind the record of its object.
        let each = shape(0, &[0; 18]).len().saturating_add(TEXT.len());
        let boxes = each.saturating_mul(self.boxes.len());
        let inside = background.len().saturating_add(boxes);
        let spread = [head(0x000f, 0xf003, inside), background].concat();
        let count = u32::try_from(self.boxes.len()).unwrap_or(u32::MAX).saturating_add(1);
        let last = self.boxes.last().copied().unwrap_or(self.background);
        let state = [count.to_le_bytes(), last.to_le_bytes()].concat();
        let state = part(self.drawing << 4, 0xf008, &state);
        let length = state.len().saturating_add(spread.len()).saturating_add(boxes);
        [head(0x000f, 0xf002, length), state, spread].concat()
    }
}

/// The end of a box, whose text follows in records of its own.
pub(super) const TEXT: [u8; 8] = [0, 0, 0x0d, 0xf0, 0, 0, 0, 0];

/// The box of a note beside a cell, hidden until the cell is pointed at; without its end.
pub(super) fn note_box(number: u32, row: u16, column: u16) -> Vec<u8> {
    let left = column.saturating_add(1).min(251);
    let top = row.saturating_sub(1).min(65_000);
    let (right, bottom) = (left.saturating_add(4), top.saturating_add(6));
    let anchor = [3, left, 240, top, 100, right, 240, bottom, 40].map(u16::to_le_bytes).concat();
    shape(number, &anchor)
}

fn shape(number: u32, anchor: &[u8]) -> Vec<u8> {
    let own = [number.to_le_bytes(), 0x0a00_u32.to_le_bytes()].concat();
    let options = options(&[
        (0x0080, 0),
        (0x008b, 2),
        (0x00bf, 0x0008_0008),
        (0x0158, 0),
        // The colours of notes, as the system has them.
        (0x0181, 0x0800_0050),
        (0x0183, 0x0800_0050),
        (0x01bf, 0x0010_0010),
        (0x0201, 0),
        (0x0203, 0),
        (0x023f, 0x0003_0003),
        (0x03bf, 0x0002_0002),
    ]);
    let parts =
        [part(0x0ca2, 0xf00a, &own), options, part(0, 0xf010, anchor), part(0, 0xf011, &[])];
    let inside = parts.concat();
    [head(0x000f, 0xf004, inside.len().saturating_add(TEXT.len())), inside].concat()
}

fn options(all: &[(u16, u32)]) -> Vec<u8> {
    let each = all.iter().flat_map(|(id, value)| {
        [id.to_le_bytes().as_slice(), value.to_le_bytes().as_slice()].concat()
    });
    let count = u16::try_from(all.len()).unwrap_or_default();
    part(count << 4 | 3, 0xf00b, &each.collect::<Vec<u8>>())
}

fn part(version: u16, kind: u16, body: &[u8]) -> Vec<u8> {
    [head(version, kind, body.len()), body.to_vec()].concat()
}

fn head(version: u16, kind: u16, length: usize) -> Vec<u8> {
    let length = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    [version.to_le_bytes().as_slice(), &kind.to_le_bytes(), &length].concat()
}
