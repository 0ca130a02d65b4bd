//! From cells to values. Every problem is kept with its place; nothing is defaulted.

pub(crate) mod choice;
mod day;
mod money;
mod number_cell;
mod payee;
mod year;

pub(crate) use day::without_time;
pub(crate) use money::{NOISE, states_nothing};
pub(crate) use number_cell::ruined;
use year::YearOfColumn;
pub(crate) use year::year_of_column;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::str::FromStr;

use rust_decimal::Decimal;
use taizhang_core::amount_text::parse_number;
use taizhang_core::code::CodeError;
use taizhang_core::ids::IdError;
use taizhang_core::{DocumentNumber, FiscalYear, is_unseen};

use crate::fault::{Fault, Reason, Remark};
use crate::field::Field;
use crate::given_back::GivenBack;
use crate::mapping::{Credit, Mapping, Part};
use crate::table::{Cell, Covered, Place, Row, Table, is_space};
use crate::vocabulary::half_width;

/// How the XML of a spreadsheet writes the return of a line break.
const ESCAPED_RETURN: &str = "_x000D_";

/// Digits of a number that a spreadsheet keeps exactly.
const EXACT_DIGITS: usize = 15;

/// Reads the fields of one row after another.
#[derive(Debug)]
pub(crate) struct RowReader<'t> {
    table: &'t Table,
    mapping: &'t Mapping,
    year: FiscalYear,
    row: Option<&'t Row>,
    /// The one of several columns of amounts that is read.
    part: Option<&'t Part>,
    /// What the column of years says as a whole.
    year_of_column: OnceCell<YearOfColumn>,
    /// Where the amounts stand in capitals, if anywhere.
    capitals: OnceCell<Option<usize>>,
    /// What is wrong so far.
    pub(crate) faults: Vec<Fault>,
    /// What was read as something else than it looks.
    pub(crate) remarks: Vec<Remark>,
}

/// A cell with the constant that stands in for it.
enum Source<'t> {
    Cell(&'t Cell),
    Constant(&'t str),
}

impl<'t> RowReader<'t> {
    /// Begins to read a table for a year.
    pub(crate) const fn new(table: &'t Table, mapping: &'t Mapping, year: FiscalYear) -> Self {
        Self {
            table,
            mapping,
            year,
            row: None,
            part: None,
            year_of_column: OnceCell::new(),
            capitals: OnceCell::new(),
            faults: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Turns to a row. Which cell belongs where is unknown in a row of CSV that has too many.
    pub(crate) fn turn_to(&mut self, row: &'t Row) {
        self.row = Some(row);
        self.part = None;
        self.faults.extend(overfull(self.table, row));
    }

    /// Turns to one of the columns of amounts of a row, where there are several.
    pub(crate) fn turn_to_part(&mut self, row: &'t Row, part: Option<usize>) {
        self.turn_to(row);
        self.part = part.and_then(|part| self.mapping.parts.get(part));
    }

    /// Turns to a column that is read in the place of the amount.
    pub(crate) const fn turn_to_column(&mut self, column: &'t Part) {
        self.part = Some(column);
    }

    /// Returns the table that is read.
    pub(crate) const fn table(&self) -> &'t Table {
        self.table
    }

    /// Returns the present row.
    pub(crate) const fn row(&self) -> Option<&'t Row> {
        self.row
    }

    /// Tells whether what is credited takes back what was spent.
    pub(crate) const fn credits_return(&self) -> bool {
        matches!(self.mapping.credit, Credit::TakesBack)
    }

    /// Returns what stands in a column of the present row, be it by a merge.
    pub(crate) fn written(&self, position: usize) -> String {
        let cell = self.row.map(|row| self.table.said(row, position).to_string());
        cell.map(|text| one_line(text.trim_matches(is_space)).into_owned()).unwrap_or_default()
    }

    /// Returns what is known of the present row if it received what had been paid.
    pub(crate) fn given_back(&self) -> Option<GivenBack> {
        self.table.given_back.get(&self.row?.number).copied()
    }

    /// Returns the first column that is read of which something is true in the present row, that of the
    /// amount before others.
    pub(crate) fn first_read(&self, is_it: impl Fn(u32, usize) -> bool) -> Option<usize> {
        let row = self.row?.number;
        let amount = self.position(Field::Amount);
        let columns = self.mapping.columns.values().copied();
        amount.into_iter().chain(columns).find(|position| is_it(row, *position))
    }

    /// Returns the position of the column that fills a field.
    fn position(&self, field: Field) -> Option<usize> {
        match self.part {
            Some(part) if field == Field::Amount => Some(part.position),
            _ => self.mapping.columns.get(&field).copied(),
        }
    }

    /// Tells whether a column fills a field.
    pub(crate) fn has_column(&self, field: Field) -> bool {
        self.position(field).is_some()
    }

    /// Returns the header of the column that fills a field.
    pub(crate) fn header(&self, field: Field) -> Option<&'t str> {
        let column = self.table.columns.get(self.position(field)?)?;
        Some(column.name.as_str())
    }

    /// Returns the place of a field in the present row.
    pub(crate) fn place(&self, field: Option<Field>) -> Place {
        let number = self.row.map_or(0, |row| row.number);
        let position = field.and_then(|field| self.position(field));
        let column = position.and_then(|position| self.table.columns.get(position));
        let mut place = self.table.place(number, column);
        if column.is_none() {
            place.column = field.map(|field| field.name().to_owned());
        }
        place
    }

    /// Keeps a fault of a field.
    pub(crate) fn refuse<T>(&mut self, field: Field, value: &str, reason: Reason) -> Option<T> {
        let place = self.place(Some(field));
        let reason = match (reason, &self.table.origin) {
            (Reason::Missing(field) | Reason::Unstated(field), Some(origin))
                if origin.fields.iter().all(|(own, _)| *own != field) =>
            {
                Reason::NoColumn { field, origin: origin.kind }
            }
            (reason, _) => reason,
        };
        self.faults.push(Fault { place, value: value.to_owned(), reason });
        None
    }

    fn source(&self, field: Field) -> Source<'t> {
        if let Some(said) = self.part.and_then(|part| part.constants.get(&field)) {
            return Source::Constant(said);
        }
        let cell = self
            .position(field)
            .and_then(|position| self.row.map(|row| row.cell(position)))
            .filter(|cell| !cell.is_empty());
        let above = || self.covered(field).filter(|_| !field.is_measured());
        let cell = cell.or_else(|| above().map(|covered| &covered.cell));
        match (cell, self.mapping.constants.get(&field)) {
            (Some(cell), _) => Source::Cell(cell),
            (None, Some(constant)) => Source::Constant(constant),
            (None, None) => Source::Cell(&Cell::Empty),
        }
    }

    /// Returns what a merge over several rows says for a field of the present row.
    fn covered(&self, field: Field) -> Option<&'t Covered> {
        let position = self.position(field)?;
        self.table.covered.get(&(self.row?.number, position))
    }

    /// Tells whether nothing stands in a field.
    pub(crate) fn is_blank(&self, field: Field) -> bool {
        match self.source(field) {
            Source::Cell(cell) => cell.is_empty(),
            Source::Constant(text) => text.is_empty(),
        }
    }

    /// Tells whether nothing, or a dash, stands in the column of a field.
    pub(crate) fn says_nothing(&self, field: Field) -> bool {
        self.has_column(field)
            && matches!(self.source(field), Source::Cell(cell) if states_nothing(cell))
    }

    /// Tells whether a cell of the row, or one that is merged with it, fills a field: what is said of the
    /// whole file does not count.
    pub(crate) fn has_cell(&self, field: Field) -> bool {
        matches!(self.source(field), Source::Cell(cell) if !cell.is_empty())
    }

    /// Keeps that a field is empty, or that there is no column for it.
    pub(crate) fn missing<T>(&mut self, field: Field) -> Option<T> {
        let merged = self.covered(field).map(|covered| Reason::Merged(covered.by));
        let missing = match self.position(field) {
            Some(_) => Reason::Missing(field),
            None => Reason::Unstated(field),
        };
        self.refuse(field, "", merged.unwrap_or(missing))
    }

    fn keep<T, E>(
        &mut self,
        field: Field,
        value: &str,
        result: Result<T, E>,
        reason: impl FnOnce(E) -> Reason,
    ) -> Option<T> {
        result.map_err(|error| self.refuse::<()>(field, value, reason(error))).ok()
    }

    /// Reads a text that may be absent.
    pub(crate) fn optional_text(&mut self, field: Field) -> Option<String> {
        self.optional_words(field).map(Cow::into_owned)
    }

    /// Reads a text that may be absent, as it stands in the table.
    fn optional_words(&mut self, field: Field) -> Option<Cow<'t, str>> {
        let source = self.source(field);
        if let Source::Cell(cell) = source
            && field.is_number()
            && let Some(reason) = ruined(cell, self.table.reading.format != "csv")
        {
            return self.refuse(field, &cell.to_string(), reason);
        }
        let text = match source {
            Source::Constant(text) => text,
            Source::Cell(Cell::Text(text)) => text.as_str(),
            Source::Cell(Cell::Empty) => return None,
            Source::Cell(Cell::Fault(shown)) => {
                return self.refuse(field, shown, Reason::SpreadsheetError);
            }
            Source::Cell(Cell::Unstored) => return self.refuse(field, "", Reason::Unstored),
            Source::Cell(Cell::Number(digits)) => {
                if digits.bytes().filter(u8::is_ascii_digit).count() > EXACT_DIGITS
                    && self.table.reading.format != "csv"
                {
                    return self.refuse(field, digits, Reason::DigitsLost);
                }
                digits.as_str()
            }
            Source::Cell(cell @ (Cell::Date(_) | Cell::Month(_) | Cell::Percent(_))) => {
                return Some(Cow::Owned(cell.to_string()));
            }
        };
        let trimmed = text.trim_matches(is_space);
        (!trimmed.is_empty()).then(|| one_line(trimmed))
    }

    /// Reads a text that must be there.
    pub(crate) fn text(&mut self, field: Field) -> Option<String> {
        self.words(field).map(Cow::into_owned)
    }

    fn words(&mut self, field: Field) -> Option<Cow<'t, str>> {
        let before = self.faults.len();
        let text = self.optional_words(field);
        if text.is_none() && self.faults.len() == before {
            return self.missing(field);
        }
        text
    }

    /// Reads an id if one is there. The outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn optional_id<T: FromStr<Err = IdError>>(
        &mut self,
        field: Field,
    ) -> Option<Option<T>> {
        let before = self.faults.len();
        match self.optional_words(field) {
            Some(text) => {
                let text = narrow(text);
                self.keep(field, &text, text.parse(), Reason::Id).map(Some)
            }
            None if self.faults.len() == before => Some(None),
            None => None,
        }
    }

    /// Reads a code if one is there; brackets around it and words after it, as in `30201 办公费`, are let go.
    /// The outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn optional_code<T: FromStr<Err = CodeError>>(
        &mut self,
        field: Field,
    ) -> Option<Option<T>> {
        let before = self.faults.len();
        match self.optional_words(field) {
            Some(text) => {
                let text = narrow(text);
                let code = before_name(&text).unwrap_or(&text);
                self.keep(field, &text, code.parse(), Reason::Code).map(Some)
            }
            None if self.faults.len() == before => Some(None),
            None => None,
        }
    }

    /// Reads a document number.
    pub(crate) fn document(&mut self, field: Field) -> Option<DocumentNumber> {
        let text = self.words(field)?;
        self.keep(field, &text, text.parse(), Reason::Document)
    }

    /// Reads a bare number.
    pub(crate) fn number(&mut self, field: Field) -> Option<Decimal> {
        let text = self.words(field)?;
        self.keep(field, &text, parse_number(&text), Reason::Number)
    }

    /// Reads a number that may be per cent, as text (`95%`) or by its number format, and tells whether
    /// it is.
    pub(crate) fn measured(&mut self, field: Field) -> Option<(Decimal, bool)> {
        if let Source::Cell(cell @ Cell::Percent(digits)) = self.source(field) {
            let number = self.keep(field, digits, parse_number(digits), Reason::Number)?;
            let (place, read_as) = (self.place(Some(field)), cell.to_string());
            let value = number.checked_div(Decimal::ONE_HUNDRED).unwrap_or(number).normalize();
            self.remarks.push(Remark { place, value: value.to_string(), read_as });
            return Some((number, true));
        }
        let text = self.text(field)?;
        let bare = text.strip_suffix(['%', '％']);
        let number = parse_number(bare.unwrap_or(&text));
        Some((self.keep(field, &text, number, Reason::Number)?, bare.is_some()))
    }

    /// Reads a whole number that is not negative.
    pub(crate) fn count(&mut self, field: Field) -> Option<u32> {
        let number = self.number(field)?;
        let whole = number.normalize();
        u32::try_from(whole)
            .ok()
            .filter(|_| whole.scale() == 0)
            .or_else(|| self.refuse(field, &number.to_string(), Reason::Count))
    }
}

/// Returns the digits that a code begins with, be they in brackets, where nothing or words stand after them.
fn before_name(text: &str) -> Option<&str> {
    let bare = text.strip_prefix(['[', '【', '(', '（', '〔']);
    let inside = bare.unwrap_or(text);
    let end = inside.find(|c: char| !c.is_ascii_digit()).unwrap_or(inside.len());
    let (digits, name) = inside.split_at(end);
    let name = match bare {
        Some(_) => name.strip_prefix([']', '】', ')', '）', '〕'])?,
        None => name,
    };
    let is_named = name.is_empty()
        || name.starts_with(|c: char| is_space(c) || "-_—（([、".contains(c))
        || name.starts_with(|c: char| c.is_alphabetic());
    (is_named && !digits.is_empty()).then_some(digits)
}

/// Writes an id or a code in half-width that is typed in the digits of Chinese type.
fn narrow(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(|c: char| ('０'..='９').contains(&c)) {
        return text;
    }
    let is_wide = |c: char| ('\u{ff01}'..='\u{ff5e}').contains(&c);
    Cow::Owned(text.chars().map(|c| if is_wide(c) { half_width(c) } else { c }).collect())
}

/// Puts a space in the place of line breaks, which Alt+Enter makes in a cell, and leaves out what is
/// invisible, which comes along when text is copied from windows and web pages. Other controls stay, to
/// be refused.
fn one_line(text: &str) -> Cow<'_, str> {
    // The first bytes, in UTF-8, of all that is invisible.
    let may_hide = text.bytes().any(|byte| matches!(byte, 0xC2 | 0xD8 | 0xE2 | 0xEF));
    let is_invisible = |c: char| is_unseen(c) && !c.is_control();
    if may_hide && text.contains(is_invisible) {
        return Cow::Owned(one_line(&text.replace(is_invisible, "")).into_owned());
    }
    if !text.contains(['\n', '\r']) && !text.contains(ESCAPED_RETURN) {
        return Cow::Borrowed(text);
    }
    let text = text.replace(ESCAPED_RETURN, "\n");
    let lines = text.split(['\n', '\r']).map(|line| line.trim_matches(is_space));
    Cow::Owned(lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Returns what is wrong with a row of CSV that has more cells than the header.
pub(crate) fn overfull(table: &Table, row: &Row) -> Option<Fault> {
    let cells = table.overfull(row)?;
    let columns = table.columns.len();
    let value = row.cells.iter().skip(columns).map(Cell::to_string).collect::<Vec<_>>().join(" ");
    let reason = Reason::BeyondHeader { cells, columns };
    Some(Fault { place: table.place(row.number, None), value, reason })
}
