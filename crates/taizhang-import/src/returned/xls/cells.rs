//! The cells of one sheet: some are filled, and a column of reasons is written. A record that holds
//! several cells is cut where one of them changes its kind; all others keep their records.

use std::collections::BTreeMap;

use super::super::REASON;
use super::super::plan::{At, Due, Plan};
use super::formats::Formats;
use super::records::{Record, kind};
use super::span::Span;
use super::strings::Strings;
use super::{Broken, RecordsError};

/// Columns that a sheet can have.
const COLUMNS: u32 = 256;

/// The format of cells that state none.
const PLAIN: u16 = 15;

/// Marks the cells of a sheet.
pub(super) fn mark(
    sheet: &mut Vec<Record<'_>>,
    plan: &Plan,
    formats: &mut Formats,
    strings: &mut Strings,
) -> Result<(), RecordsError> {
    if plan.reasons >= COLUMNS {
        return Err(RecordsError::NoColumn);
    }
    let mut walk = Walk {
        plan,
        formats,
        strings,
        due: plan.due.iter().map(|(at, due)| (*at, due)).collect(),
        rows: BTreeMap::new(),
        marked: Vec::with_capacity(sheet.len()),
    };
    let mut depth = 0_usize;
    let old = std::mem::take(sheet);
    let mut old = old.into_iter().peekable();
    while let Some(record) = old.next() {
        match record.kind() {
            Some(kind::BOF) => depth = depth.saturating_add(1),
            Some(kind::EOF) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let span = if depth == 1 { Span::of(&record)? } else { None };
        let Some(span) = span else {
            walk.marked.push(record);
            continue;
        };
        // What tells more of a formula stays with it.
        let mut attached = Vec::new();
        while let Some(next) = old.next_if(is_attached) {
            attached.push(next);
        }
        walk.cells(record, &span, attached)?;
    }
    *sheet = walk.finish()?;
    stretch(sheet, plan);
    Ok(())
}

fn is_attached(record: &Record<'_>) -> bool {
    let kinds = [kind::STRING, kind::ARRAY, kind::TABLE, kind::SHARED_FORMULA, kind::CONTINUE];
    record.kind().is_some_and(|kind| kinds.contains(&kind))
}

/// Where cells of a row stand among the records that are written.
struct Written {
    first: u32,
    last: u32,
    /// Format of the last.
    format: u16,
    records: std::ops::Range<usize>,
}

/// The walk over the cells.
struct Walk<'b, 'p> {
    plan: &'p Plan,
    formats: &'p mut Formats,
    strings: &'p mut Strings,
    /// What is still to be done.
    due: BTreeMap<At, &'p Due>,
    /// The cells of rows with something to be done.
    rows: BTreeMap<u32, Vec<Written>>,
    marked: Vec<Record<'b>>,
}

impl<'b> Walk<'b, '_> {
    /// Marks the cells of one record.
    fn cells(
        &mut self,
        mut record: Record<'b>,
        span: &Span,
        attached: Vec<Record<'b>>,
    ) -> Result<(), RecordsError> {
        let row = span.row.saturating_add(1);
        let is_due = self.plan.due.range((row, 0)..=(row, u32::MAX)).next().is_some();
        let start = self.marked.len();
        let mut replaced = None;
        for (column, format) in span.formats() {
            let at = (row, column);
            match self.due.remove(&at) {
                Some(Due::Fill) => {
                    let filled = self.formats.filled(format)?;
                    span.set_format(&mut record, column, filled);
                }
                Some(due) => replaced = Some((column, Some(self.text_cell(at, format, due)?))),
                // An empty cell there has a format of the user.
                None if self.is_old_reason(at) && !span.is_empty() => {
                    replaced = Some((column, None));
                }
                None => {
                    if let Some(cleared) = self.formats.cleared(format)? {
                        span.set_format(&mut record, column, cleared);
                    }
                }
            }
        }
        match replaced {
            None => {
                self.marked.push(record);
                self.marked.extend(attached);
            }
            // Other cells may compute with what is attached; its own text goes with it.
            Some(_) if attached.iter().any(|record| !record.is(kind::STRING)) => {
                return Err(RecordsError::Broken(Broken::Formula));
            }
            Some((column, new)) => {
                if record.is(kind::LABEL_SST) {
                    self.strings.leave();
                }
                let from = record.from;
                let pieces = span.without(&record, column, new);
                let mut pieces = pieces.into_iter();
                let mut first = pieces.next().unwrap_or_else(|| Record::dropped(from));
                first.from = from;
                self.marked.push(first);
                self.marked.extend(pieces);
            }
        }
        if is_due {
            let format = span.formats().last().map_or(PLAIN, |(_, format)| format);
            let records = start..self.marked.len();
            let written = Written { first: span.first, last: span.last, format, records };
            self.rows.entry(row).or_default().push(written);
        }
        Ok(())
    }

    fn is_old_reason(&self, (row, column): At) -> bool {
        self.plan.had_reasons && column == self.plan.reasons && row > self.plan.header
    }

    fn text_cell(&mut self, at: At, format: u16, due: &Due) -> Result<Record<'b>, RecordsError> {
        let (text, format) = match due {
            Due::Fill => return Ok(cell(kind::BLANK, at, self.formats.filled(format)?, &[])),
            Due::Reason(text) => (text.as_str(), self.formats.filled(format)?),
            Due::Heading => (REASON, format),
        };
        let number = self.strings.number(text)?;
        Ok(cell(kind::LABEL_SST, at, format, &number.to_le_bytes()))
    }

    /// Writes the cells that are due and do not stand in the sheet: behind the cell before them, else
    /// before the first of their row, else where the cells of their row would stand.
    fn finish(mut self) -> Result<Vec<Record<'b>>, RecordsError> {
        let mut new: BTreeMap<usize, Vec<Record<'b>>> = BTreeMap::new();
        for (at, due) in std::mem::take(&mut self.due) {
            let (row, column) = at;
            let cells = self.rows.get(&row).map(Vec::as_slice).unwrap_or_default();
            let before = cells.iter().filter(|cells| cells.last < column);
            let (place, format, from) = if let Some(before) = before.max_by_key(|cells| cells.last)
            {
                (before.records.end, before.format, None)
            } else if let Some(next) = cells.iter().min_by_key(|cells| cells.first) {
                let first = self.marked.get(next.records.start);
                (next.records.start, PLAIN, first.and_then(|first| first.from))
            } else {
                (self.behind_row(row)?, PLAIN, None)
            };
            let mut record = self.text_cell(at, format, due)?;
            record.from = from;
            new.entry(place).or_default().push(record);
        }
        let added = new.values().map(Vec::len).sum::<usize>();
        let mut all = Vec::with_capacity(self.marked.len().saturating_add(added));
        for (place, record) in self.marked.into_iter().enumerate() {
            all.extend(new.remove(&place).into_iter().flatten());
            all.push(record);
        }
        all.extend(new.into_values().flatten());
        Ok(all)
    }

    /// Where the first cell of a row without cells stands: behind the records ROW of its block and
    /// the cells of the rows before it.
    fn behind_row(&self, row: u32) -> Result<usize, RecordsError> {
        let number = row.saturating_sub(1);
        let is_it = |record: &Record<'_>| {
            record.is(kind::ROW) && record.half(0).map(u32::from) == Some(number)
        };
        let own = self.marked.iter().position(is_it).ok_or(RecordsError::Broken(Broken::Row))?;
        let behind = self.marked.get(own..).unwrap_or_default();
        let rows = behind.iter().take_while(|record| record.is(kind::ROW)).count();
        let cells = behind.iter().skip(rows).take_while(|record| {
            let of_row = Span::of(record).ok().flatten();
            is_attached(record) || of_row.is_some_and(|span| span.row < number)
        });
        Ok(own.saturating_add(rows).saturating_add(cells.count()))
    }
}

fn cell<'b>(kind: u16, (row, column): At, format: u16, value: &[u8]) -> Record<'b> {
    let half = |number: u32| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
    let (row, column) = (half(row.saturating_sub(1)), half(column));
    Record::new(kind, &[&row, &column, &format.to_le_bytes(), value].concat())
}

/// Widens the range that the sheet and its rows state.
fn stretch(sheet: &mut [Record<'_>], plan: &Plan) {
    let half = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    let mut due: BTreeMap<u16, (u16, u16)> = BTreeMap::new();
    for (row, column) in plan.due.keys() {
        let column = half(*column);
        let range = due.entry(half(row.saturating_sub(1))).or_insert((column, column));
        *range = (range.0.min(column), range.1.max(column));
    }
    let mut depth = 0_usize;
    for record in sheet {
        let kind = record.kind();
        match kind {
            Some(kind::BOF) => depth = depth.saturating_add(1),
            Some(kind::EOF) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth != 1 {
            continue;
        }
        let (range, at) = match kind {
            Some(kind::ROW) => (record.half(0).and_then(|row| due.get(&row).copied()), 2),
            Some(kind::DIMENSIONS) => {
                let all = due.values().copied();
                (all.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))), 8)
            }
            _ => continue,
        };
        let stated = record.half(at).zip(record.half(at.saturating_add(2)));
        let Some(((first, last), stated)) = range.zip(stated) else { continue };
        let is_empty = stated.0 >= stated.1;
        let first = if is_empty { first } else { first.min(stated.0) };
        let behind = stated.1.max(last.saturating_add(1));
        // A record that need not change keeps its bytes.
        if (first, behind) != stated {
            record.set(at, &[first.to_le_bytes(), behind.to_le_bytes()].concat());
        }
    }
}
