//! Which rows of the imported lists each event was made of, as a text that stays short for long lists.

use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;

use crate::text_value::text_value;

/// Among how many spans the rows of one event are named; of more only the first and the last row are.
const MOST_SPANS: usize = 32;

/// Stands for an event of which no row is known.
const NO_ROW: &str = "-";

/// Rows of one list that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowSpan {
    /// The list, by its place among those of the import, from 0.
    pub list: u32,
    /// Number of the first row, from 1.
    pub first: u32,
    /// Number of the last row.
    pub last: u32,
    /// Whether only some of the rows between are meant, too many to be named one by one.
    pub is_loose: bool,
}

impl RowSpan {
    /// Returns the span of one row.
    pub const fn row(list: u32, row: u32) -> Self {
        Self { list, first: row, last: row, is_loose: false }
    }

    /// Joins rows that follow each other in their lists.
    pub fn joined(rows: impl IntoIterator<Item = (u32, u32)>) -> Vec<Self> {
        let mut spans: Vec<Self> = Vec::new();
        for (list, row) in rows {
            match spans.last_mut() {
                Some(span) if span.list == list && span.last.checked_add(1) == Some(row) => {
                    span.last = row;
                }
                _ => spans.push(Self::row(list, row)),
            }
        }
        spans
    }

    const fn is_row(&self) -> bool {
        self.first == self.last
    }
}

/// For each event of an import, in order, the rows that it was made of.
///
/// The text has one item for each event, and one space between two. An item names rows: `7`; `2-5` for all
/// from 2 to 5; `2~900` for some from 2 to 900; several are joined by `+`. `1:7` is row 7 of list 1; what
/// names no list means that of the item before, the first list 0. `7*3` stands for three events, of rows 7,
/// 8 and 9. `-` is an event of which no row is known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct EventRows(Arc<str>);

text_value!(EventRows, EventRowsError);

/// Text that names no rows of events.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{item:?} names no rows")]
pub struct EventRowsError {
    /// The first item that cannot be read.
    pub item: String,
}

impl Default for EventRows {
    fn default() -> Self {
        Self("".into())
    }
}

impl FromStr for EventRows {
    type Err = EventRowsError;

    fn from_str(text: &str) -> Result<Self, EventRowsError> {
        let mut list = 0;
        match items(text).find(|part| item(part, &mut list).is_none()) {
            Some(part) => Err(EventRowsError { item: part.to_owned() }),
            None => Ok(Self(text.into())),
        }
    }
}

impl EventRows {
    /// Tells whether it says nothing of any event.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the rows of each event, in order.
    pub fn events(&self) -> impl Iterator<Item = Vec<RowSpan>> + '_ {
        let mut list = 0;
        let read = move |part| item(part, &mut list);
        items(&self.0).filter_map(read).flat_map(|(spans, times)| {
            (0..times).map(move |after| {
                let moved = |span: &RowSpan| RowSpan {
                    first: span.first.saturating_add(after),
                    last: span.last.saturating_add(after),
                    ..*span
                };
                spans.iter().map(moved).collect()
            })
        })
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    Some(text).filter(|text| !text.is_empty()).into_iter().flat_map(|text| text.split(' '))
}

/// Reads one item: its rows, and for how many events it stands.
fn item(text: &str, list: &mut u32) -> Option<(Vec<RowSpan>, u32)> {
    if text == NO_ROW {
        return Some((Vec::new(), 1));
    }
    if let Some((row, times)) = text.split_once('*') {
        let span = span(row, list).filter(RowSpan::is_row)?;
        let times = number(times).filter(|times| *times > 1)?;
        span.first.checked_add(times.checked_sub(1)?)?;
        return Some((vec![span], times));
    }
    let spans: Option<Vec<RowSpan>> = text.split('+').map(|part| span(part, list)).collect();
    Some((spans?, 1))
}

fn span(text: &str, of: &mut u32) -> Option<RowSpan> {
    let rows = match text.split_once(':') {
        Some((named, rows)) => {
            *of = if named == "0" { 0 } else { number(named)? };
            rows
        }
        None => text,
    };
    let between = |(first, last): (&str, &str), is_loose| {
        let ends = (number(first)?, number(last)?);
        let (first, last) = Some(ends).filter(|(first, last)| first < last)?;
        Some(RowSpan { list: *of, first, last, is_loose })
    };
    match (rows.split_once('-'), rows.split_once('~')) {
        (Some(rows), _) => between(rows, false),
        (None, Some(rows)) => between(rows, true),
        (None, None) => number(rows).map(|row| RowSpan::row(*of, row)),
    }
}

/// Reads a number from 1 in its one spelling.
fn number(text: &str) -> Option<u32> {
    let is_plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

/// Writes [`EventRows`] event by event.
#[derive(Debug, Default)]
pub struct EventRowsWriter {
    text: String,
    /// The list that was named last.
    list: u32,
    /// Events of single rows that follow each other: the row of the first, and how many there are.
    run: Option<(RowSpan, u32)>,
}

impl EventRowsWriter {
    /// Adds the rows of the next event.
    pub fn push(&mut self, spans: &[RowSpan]) {
        if let [row] = spans
            && row.is_row()
        {
            match &mut self.run {
                Some((start, count))
                    if start.list == row.list
                        && start.first.checked_add(*count) == Some(row.first) =>
                {
                    *count = count.saturating_add(1);
                }
                _ => {
                    self.end_run();
                    self.run = Some((*row, 1));
                }
            }
            return;
        }
        self.end_run();
        self.begin_item();
        if spans.is_empty() {
            self.text.push_str(NO_ROW);
        }
        let loose = loosened(spans);
        for (at, span) in loose.iter().enumerate() {
            if at > 0 {
                self.text.push('+');
            }
            self.write(span);
        }
    }

    /// Returns the length of the text so far, in bytes.
    pub const fn len(&self) -> usize {
        self.text.len()
    }

    /// Tells whether nothing was written so far.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty() && self.run.is_none()
    }

    /// Returns what was written.
    pub fn finish(mut self) -> EventRows {
        self.end_run();
        EventRows(self.text.into())
    }

    fn begin_item(&mut self) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    fn end_run(&mut self) {
        let Some((row, count)) = self.run.take() else { return };
        self.begin_item();
        self.write(&row);
        if count > 1 {
            write!(self.text, "*{count}").expect("a text takes whatever is written");
        }
    }

    fn write(&mut self, span: &RowSpan) {
        let RowSpan { list, first, last, is_loose } = *span;
        let text = &mut self.text;
        let written = if list == self.list { Ok(()) } else { write!(text, "{list}:") };
        self.list = list;
        let written = written.and_then(|()| match (first == last, is_loose) {
            (true, _) => write!(text, "{first}"),
            (false, false) => write!(text, "{first}-{last}"),
            (false, true) => write!(text, "{first}~{last}"),
        });
        written.expect("a text takes whatever is written");
    }
}

/// Names of very many spans the first and the last row only, list by list.
fn loosened(spans: &[RowSpan]) -> Vec<RowSpan> {
    if spans.len() <= MOST_SPANS {
        return spans.to_vec();
    }
    let mut loose: Vec<RowSpan> = Vec::new();
    for span in spans {
        match loose.iter_mut().find(|known| known.list == span.list) {
            Some(known) => {
                known.first = known.first.min(span.first);
                known.last = known.last.max(span.last);
                known.is_loose = true;
            }
            None => loose.push(*span),
        }
    }
    loose
}
