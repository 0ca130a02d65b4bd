//! Notes on wrong cells. A note is a box of the sheet's drawing, and a drawing with anything else in
//! it (a picture, a chart, a list of a filter, a note of somebody) is not touched: then the reasons
//! stand in their column alone, and a note of an earlier return that somebody else's joined stays.

use std::collections::BTreeMap;

use super::super::AUTHOR;
use super::super::plan::At;
use super::RecordsError;
use super::drawing::{Drawing, TEXT, note_box, numbers};
use super::records::{LONGEST, Record, kind};
use super::span::Span;
use super::stream::Stream;
use super::strings::cut;

/// Letters that a text of a note can have.
const MOST_LETTERS: usize = 32_767;

/// A sheet with more wrong cells than this says it of the first only.
const MOST_NOTES: usize = 10_000;

/// The type of a note among objects.
const NOTE_OBJECT: u16 = 0x0019;

/// Takes the notes of an earlier return off a sheet and puts new ones on it, where nothing else is
/// drawn there.
pub(super) fn add(
    stream: &mut Stream<'_>,
    name: &str,
    notes: &BTreeMap<At, String>,
) -> Result<(), RecordsError> {
    let sheet = stream.sheet(name)?;
    let Some(known) = Known::of(sheet) else { return Ok(()) };
    if notes.is_empty() && known.objects == 0 {
        return Ok(());
    }
    let mut new = Vec::new();
    if !notes.is_empty() {
        let boxes = notes.len().min(MOST_NOTES);
        let given = numbers(stream.globals(), known.drawing, boxes);
        // A list of drawings that cannot be followed is let be.
        let Some(given) = given else { return Ok(()) };
        let mut start = given.head();
        for (id, (number, (at, text))) in (1..).zip(given.boxes.iter().zip(notes)) {
            let (row, column) = place(*at);
            start.extend(note_box(*number, row, column));
            new.push(Record::new(kind::DRAWING, &start));
            start.clear();
            new.push(Record::new(kind::OBJ, &object(id)));
            new.push(Record::new(kind::DRAWING, &TEXT));
            new.extend(text_of(text));
        }
        let all = (1..).zip(notes.keys()).take(boxes);
        new.extend(all.map(|(id, at)| Record::new(kind::NOTE, &note(id, place(*at)))));
    }
    let sheet = stream.sheet(name)?;
    for at in &known.records {
        if let Some(record) = sheet.get_mut(*at) {
            *record = Record::dropped(record.from);
        }
    }
    sheet.splice(known.place..known.place, new);
    Ok(())
}

/// What is drawn on a sheet, if that is nothing or notes of ours alone.
struct Known {
    /// The records of it.
    records: Vec<usize>,
    objects: usize,
    drawing: Option<Drawing>,
    /// Where a drawing stands.
    place: usize,
}

impl Known {
    fn of(sheet: &[Record<'_>]) -> Option<Self> {
        let (mut depth, mut last, mut behind_cells) = (0_usize, None, None);
        let (mut records, mut objects, mut notes) = (Vec::new(), 0_usize, 0_usize);
        let mut drawing = None;
        for (at, record) in sheet.iter().enumerate() {
            let Some(kind) = record.kind() else { continue };
            match kind {
                kind::BOF => depth = depth.saturating_add(1),
                kind::EOF => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth != 1 {
                continue;
            }
            if kind != kind::CONTINUE {
                last = Some(kind);
            }
            match last {
                Some(
                    kind::ROW
                    | kind::DB_CELL
                    | kind::STRING
                    | kind::ARRAY
                    | kind::TABLE
                    | kind::SHARED_FORMULA,
                ) => behind_cells = Some(at),
                Some(kind::HF_PICTURE) => return None,
                Some(kind::DRAWING | kind::DRAWING_SELECTION | kind::TXO) => records.push(at),
                Some(kind::OBJ) => {
                    if record.half(4) != Some(NOTE_OBJECT) {
                        return None;
                    }
                    objects = objects.saturating_add(1);
                    records.push(at);
                }
                Some(kind::NOTE) => {
                    let author = record.body().get(8..)?;
                    if !author.starts_with(&author_text()) {
                        return None;
                    }
                    notes = notes.saturating_add(1);
                    records.push(at);
                }
                _ if Span::of(record).ok().flatten().is_some() => behind_cells = Some(at),
                _ => {}
            }
            if drawing.is_none() && kind == kind::DRAWING {
                drawing = Some(Drawing::of(record)?);
            }
        }
        let place = records.first().copied().or(behind_cells.map(|at: usize| at.saturating_add(1)));
        (objects == notes).then_some(Self { records, objects, drawing, place: place? })
    }
}

fn place((row, column): At) -> (u16, u16) {
    let half = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    (half(row.saturating_sub(1)), half(column))
}

/// [MS-XLS] 2.4.181 `Obj` of a note.
fn object(id: u16) -> Vec<u8> {
    let mut body = vec![0x15, 0, 0x12, 0];
    for half in [NOTE_OBJECT, id, 0x4011] {
        body.extend(half.to_le_bytes());
    }
    body.extend([0; 12]);
    body.extend([0x0d, 0, 0x16, 0]);
    body.extend([0; 22]);
    body.extend([0; 4]);
    body
}

/// [MS-XLS] 2.4.329 `TxO`: the text, in the font of the workbook.
fn text_of(text: &str) -> Vec<Record<'static>> {
    let units: Vec<u16> = cut(text, MOST_LETTERS).encode_utf16().collect();
    let count = u16::try_from(units.len()).unwrap_or(u16::MAX).to_le_bytes();
    let mut head = [0; 18];
    head[..2].copy_from_slice(&0x0212_u16.to_le_bytes());
    if units.is_empty() {
        return vec![Record::new(kind::TXO, &head)];
    }
    head[10..12].copy_from_slice(&count);
    head[12..14].copy_from_slice(&16_u16.to_le_bytes());
    let mut records = vec![Record::new(kind::TXO, &head)];
    for units in units.chunks((LONGEST - 1) / 2) {
        let letters = units.iter().flat_map(|unit| unit.to_le_bytes());
        let body: Vec<u8> = [1].into_iter().chain(letters).collect();
        records.push(Record::new(kind::CONTINUE, &body));
    }
    let mut fonts = [0; 16];
    fonts[8..10].copy_from_slice(&count);
    records.push(Record::new(kind::CONTINUE, &fonts));
    records
}

/// [MS-XLS] 2.4.179 `Note`.
fn note(id: u16, (row, column): (u16, u16)) -> Vec<u8> {
    let place = [row, column, 0, id].map(u16::to_le_bytes).concat();
    [place, author_text(), vec![0]].concat()
}

fn author_text() -> Vec<u8> {
    let units: Vec<u16> = AUTHOR.encode_utf16().collect();
    let count = u16::try_from(units.len()).unwrap_or_default();
    let letters = units.iter().flat_map(|unit| unit.to_le_bytes());
    count.to_le_bytes().into_iter().chain([1]).chain(letters).collect()
}
