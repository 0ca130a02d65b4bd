//! The marks of ods sheets.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::cells::{LAST_COLUMN, LAST_ROW};
use super::marks::{Marks, Package, Shown, attribute, number};
use super::{Merge, month_formats};
use crate::ink::{Ink, is_red};
use crate::{currency, shown};

/// More rows or columns than a sheet has are not counted one by one.
const MOST_ROWS: u32 = LAST_ROW + 1;
const MOST_COLUMNS: u32 = LAST_COLUMN + 1;

/// More cells than this that show something else than they hold are too many for a table.
const MOST_SHOWN: usize = 2_000_000;

/// Looks through all sheets, in the order of the file; none if an element of them is not closed, which
/// calamine would wait for without end.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Marks>> {
    let mut scan = Scan::default();
    Package::strict(bytes)?.each("content.xml", |event| {
        scan.take(event);
        (!scan.is_too_much).then_some(false)
    })?;
    Some(scan.sheets)
}

/// Tells whether a part is under a password.
pub(super) fn is_protected(bytes: &[u8]) -> bool {
    let mut is_protected = false;
    if let Some(mut package) = Package::open(bytes) {
        package.each("META-INF/manifest.xml", |event| {
            is_protected |= match event {
                Event::Start(element) | Event::Empty(element) => {
                    element.local_name().as_ref() == "encryption-data"
                }
                _ => false,
            };
            Some(is_protected)
        });
    }
    is_protected
}

#[derive(Default)]
struct Scan {
    sheets: Vec<Marks>,
    /// How many tables are open; a table within a cell is no sheet.
    depth: usize,
    row: u32,
    column: u32,
    /// How often the present row is repeated.
    repeats: u32,
    /// The number that is open.
    number: Option<Number>,
    /// Whether a note of a cell is open, whose text is not the cell's.
    in_note: bool,
    is_too_much: bool,
    /// What the styles of the sheet's own part say, by name; the last is open.
    styles: BTreeMap<String, Ink>,
    style: String,
    /// Styles of the columns of the present sheet: where each begins, and its name.
    column_styles: Vec<(u32, String)>,
    /// The cells that are open: their first column and the one behind the last.
    open: std::ops::Range<u32>,
}

/// A cell that holds a number or a day, with what is shown of it.
struct Number {
    value: String,
    is_day: bool,
    text: String,
    columns: std::ops::Range<u32>,
}

impl Scan {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => self.start(element),
            Event::Empty(element) => {
                self.start(element);
                self.end(element.name().as_ref());
            }
            Event::End(element) => self.end(element.name().as_ref()),
            Event::Text(text) => {
                let is_own = self.depth == 1 && !self.in_note;
                if let Some(number) = self.number.as_mut().filter(|_| is_own) {
                    let text: &str = text;
                    number.text.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "table:table" => {
                self.depth = self.depth.saturating_add(1);
                if self.depth == 1 {
                    self.sheets.push(Marks::default());
                    (self.row, self.column) = (0, 0);
                    self.column_styles.clear();
                }
            }
            "style:style" => {
                self.style = attribute(element, "style:name").unwrap_or_default().into_owned();
            }
            "style:text-properties" if !self.style.is_empty() => {
                let line = attribute(element, "style:text-line-through-style");
                let is_struck = line.is_some_and(|line| line != "none")
                    || attribute(element, "style:text-line-through-type")
                        .is_some_and(|line| line != "none");
                let is_red = attribute(element, "fo:color").is_some_and(|colour| is_red(&colour));
                if let Some(ink) = Ink::of(is_struck, is_red) {
                    self.styles.insert(std::mem::take(&mut self.style), ink);
                }
            }
            _ if self.depth != 1 => {}
            "text:span" | "text:p" if !self.in_note => {
                let style = attribute(element, "text:style-name");
                let ink = style.and_then(|name| self.styles.get(name.as_ref()).copied());
                if ink == Some(Ink::StruckOut) {
                    self.ink(Ink::StruckOut, self.open.clone());
                }
            }
            "office:annotation" => self.in_note = true,
            "table:table-column" => self.column(element),
            "table:table-row" => {
                self.repeats = number(element, "table:number-rows-repeated").unwrap_or(1);
                self.column = 0;
                if is_hidden(element) {
                    let last = self.row.saturating_add(self.repeats).min(MOST_ROWS);
                    let rows = (self.row..last).map(|row| row.saturating_add(1));
                    if let Some(marks) = self.sheets.last_mut() {
                        marks.rows.extend(rows);
                    }
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(element),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table:table" => self.depth = self.depth.saturating_sub(1),
            "office:annotation" => self.in_note = false,
            // Formats of numbers hold such properties, too.
            "style:style" => self.style.clear(),
            "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => self.end_number(),
            "table:table-row" if self.depth == 1 => {
                self.row = self.row.saturating_add(self.repeats);
            }
            _ => {}
        }
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let repeats: u32 = number(element, "table:number-columns-repeated").unwrap_or(1);
        let last = self.column.saturating_add(repeats);
        if is_hidden(element)
            && let Some(marks) = self.sheets.last_mut()
        {
            let columns = self.column..last.min(MOST_COLUMNS);
            marks.columns.extend(columns.filter_map(|column| usize::try_from(column).ok()));
        }
        if let Some(style) = attribute(element, "table:default-cell-style-name") {
            self.column_styles.push((self.column, style.into_owned()));
        }
        self.column = last;
    }

    fn cell(&mut self, element: &BytesStart<'_>) {
        let repeats: u32 = number(element, "table:number-columns-repeated").unwrap_or(1);
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(repeats);
        self.open = column..self.column.min(MOST_COLUMNS);
        if !self.styles.is_empty()
            && attribute(element, "office:value-type").is_some()
            && let Some(ink) = self.ink_of_cell(element, column)
        {
            self.ink(ink, self.open.clone());
        }
        let Some(marks) = self.sheets.last_mut() else { return };
        let rows: u32 = number(element, "table:number-rows-spanned").unwrap_or(1);
        if rows > 1 {
            marks.merges.push(Merge {
                first: row.saturating_add(1),
                last: row.saturating_add(rows),
                position: usize::try_from(column).unwrap_or(usize::MAX),
            });
        }
        let kind = attribute(element, "office:value-type");
        if let Some("float" | "currency" | "date") = kind.as_deref() {
            let is_day = kind.as_deref() == Some("date");
            let name = if is_day { "office:date-value" } else { "office:value" };
            let value = attribute(element, name).unwrap_or_default().into_owned();
            let columns = column..self.column.min(MOST_COLUMNS);
            self.number = Some(Number { value, is_day, text: String::new(), columns });
        }
        let shown = match kind.as_deref() {
            Some("percentage") => Some(Shown::Percent),
            Some("currency") => attribute(element, "office:currency")
                .and_then(|code| currency::foreign(&code).map(str::to_owned))
                .map(Shown::Currency),
            None if attribute(element, "table:formula").is_some() => Some(Shown::Unstored),
            _ => None,
        };
        if let Some(shown) = shown {
            self.number = None;
            self.show(&shown, column..self.column.min(MOST_COLUMNS));
        }
    }

    /// Tells what the style of a cell says, or else that of its column.
    fn ink_of_cell(&self, element: &BytesStart<'_>, column: u32) -> Option<Ink> {
        if let Some(own) = attribute(element, "table:style-name") {
            return self.styles.get(own.as_ref()).copied();
        }
        let at = self.column_styles.partition_point(|(first, _)| *first <= column);
        let (_, style) = self.column_styles.get(at.checked_sub(1)?)?;
        self.styles.get(style).copied()
    }

    /// Keeps what the fonts of cells of the present row say.
    fn ink(&mut self, ink: Ink, columns: std::ops::Range<u32>) {
        let last_row = self.row.saturating_add(self.repeats).min(MOST_ROWS);
        let (rows, width) = (last_row.saturating_sub(self.row), columns.len());
        let Some(marks) = self.sheets.last_mut() else { return };
        let count = u64::from(rows).saturating_mul(width as u64);
        if marks.inks.len() > MOST_SHOWN || count > MOST_SHOWN as u64 {
            self.is_too_much = true;
            return;
        }
        for row in self.row..last_row {
            for column in columns.clone() {
                marks.ink(row, column, ink);
            }
        }
    }

    /// Keeps the unit that is shown with a number, and that a day is shown as its month.
    fn end_number(&mut self) {
        let Some(Number { value, is_day, text, columns }) = self.number.take() else { return };
        if is_day {
            let day = value.get(..10).and_then(|day| day.parse().ok());
            if day.is_some_and(|day| month_formats::is_shown_as_month(day, &text)) {
                self.show(&Shown::Month, columns);
            }
            return;
        }
        if let Some(number) = shown::of_text(&value, &text) {
            self.show(&Shown::Number(number), columns);
        }
    }

    /// Keeps what cells of the present row show.
    fn show(&mut self, shown: &Shown, columns: std::ops::Range<u32>) {
        let row = self.row;
        let repeats = columns.end.saturating_sub(columns.start);
        let Some(marks) = self.sheets.last_mut() else { return };
        let last_row = row.saturating_add(self.repeats).min(MOST_ROWS);
        let count = u64::from(self.repeats).saturating_mul(repeats.into());
        if marks.shown.len() > MOST_SHOWN || count > MOST_SHOWN as u64 {
            self.is_too_much = true;
            return;
        }
        for row in row..last_row {
            for column in columns.clone() {
                marks.shown.insert((row, column), shown.clone());
            }
        }
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "table:visibility").as_deref(), Some("collapse" | "filter"))
}
