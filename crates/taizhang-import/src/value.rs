//! From cells to values. Every problem is kept with its place; nothing is defaulted.

use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use taizhang_core::amount_text::{parse_amount, parse_number};
use taizhang_core::code::CodeError;
use taizhang_core::date_text::parse_date;
use taizhang_core::ids::IdError;
use taizhang_core::money::round_half_up;
use taizhang_core::{DocumentNumber, FiscalYear, Money};

use crate::fault::{Fault, Reason, Remark};
use crate::field::Field;
use crate::mapping::Mapping;
use crate::table::{Cell, Covered, MoneyUnit, Place, Row, Table, is_space};

/// Digits of a number that a spreadsheet keeps exactly.
const EXACT_DIGITS: usize = 15;

/// The largest difference to a whole fen that binary fractions of a spreadsheet make, in yuan.
const NOISE: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

/// Reads the fields of one row after another.
#[derive(Debug)]
pub(crate) struct RowReader<'t> {
    table: &'t Table,
    mapping: &'t Mapping,
    year: FiscalYear,
    row: Option<&'t Row>,
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
        Self { table, mapping, year, row: None, faults: Vec::new(), remarks: Vec::new() }
    }

    /// Turns to a row. Which cell belongs where is unknown in a row of CSV that has too many.
    pub(crate) fn turn_to(&mut self, row: &'t Row) {
        self.row = Some(row);
        self.faults.extend(overfull(self.table, row));
    }

    /// Returns the place of a field in the present row.
    pub(crate) fn place(&self, field: Option<Field>) -> Place {
        let number = self.row.map_or(0, |row| row.number);
        let column = field.and_then(|field| self.mapping.column(self.table, field));
        let mut place = self.table.place(number, column);
        if column.is_none() {
            place.column = field.map(|field| field.name().to_owned());
        }
        place
    }

    /// Keeps a fault of a field.
    pub(crate) fn refuse<T>(&mut self, field: Field, value: &str, reason: Reason) -> Option<T> {
        let place = self.place(Some(field));
        self.faults.push(Fault { place, value: value.to_owned(), reason });
        None
    }

    fn source(&self, field: Field) -> Source<'t> {
        let cell = self
            .mapping
            .columns
            .get(&field)
            .and_then(|position| self.row.map(|row| row.cell(*position)))
            .filter(|cell| !cell.is_empty());
        let above = self.covered(field).filter(|_| !field.is_measured());
        let cell = cell.or_else(|| above.map(|covered| &covered.cell));
        match (cell, self.mapping.constants.get(&field)) {
            (Some(cell), _) => Source::Cell(cell),
            (None, Some(constant)) => Source::Constant(constant),
            (None, None) => Source::Cell(&Cell::Empty),
        }
    }

    /// Returns what a merge over several rows says for a field of the present row.
    fn covered(&self, field: Field) -> Option<&'t Covered> {
        let position = self.mapping.columns.get(&field)?;
        self.table.covered.get(&(self.row?.number, *position))
    }

    /// Keeps that a field is empty.
    fn missing<T>(&mut self, field: Field) -> Option<T> {
        let merged = self.covered(field).map(|covered| Reason::Merged(covered.by));
        self.refuse(field, "", merged.unwrap_or(Reason::Missing(field)))
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
        let text = match self.source(field) {
            Source::Constant(text) => text.to_owned(),
            Source::Cell(Cell::Empty) => return None,
            Source::Cell(Cell::Fault(shown)) => {
                return self.refuse(field, shown, Reason::SpreadsheetError);
            }
            Source::Cell(Cell::Number(digits)) => {
                if digits.bytes().filter(u8::is_ascii_digit).count() > EXACT_DIGITS
                    && self.table.reading.format != "csv"
                {
                    return self.refuse(field, digits, Reason::DigitsLost);
                }
                digits.clone()
            }
            Source::Cell(cell) => cell.to_string(),
        };
        let trimmed = text.trim_matches(is_space);
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// Reads a text that must be there.
    pub(crate) fn text(&mut self, field: Field) -> Option<String> {
        let before = self.faults.len();
        let text = self.optional_text(field);
        if text.is_none() && self.faults.len() == before {
            return self.missing(field);
        }
        text
    }

    /// Reads one of a few words, or what stands for absence.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        field: Field,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text(field)?;
        self.chosen(field, &text, choices)
    }

    /// Reads one of a few words if one is there. The outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn optional_choice<T: Copy>(
        &mut self,
        field: Field,
        choices: &[(&'static str, T)],
    ) -> Option<Option<T>> {
        let before = self.faults.len();
        match self.optional_text(field) {
            Some(text) => self.chosen(field, &text, choices).map(Some),
            None if self.faults.len() == before => Some(None),
            None => None,
        }
    }

    fn chosen<T: Copy>(
        &mut self,
        field: Field,
        text: &str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        found.or_else(|| {
            let words = choices.iter().map(|(word, _)| *word).collect();
            self.refuse(field, text, Reason::Choice(words))
        })
    }

    /// Reads an id.
    pub(crate) fn id<T: FromStr<Err = IdError>>(&mut self, field: Field) -> Option<T> {
        let text = self.text(field)?;
        self.keep(field, &text, text.parse(), Reason::Id)
    }

    /// Reads an id if one is there. The outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn optional_id<T: FromStr<Err = IdError>>(
        &mut self,
        field: Field,
    ) -> Option<Option<T>> {
        let before = self.faults.len();
        match self.optional_text(field) {
            Some(text) => self.keep(field, &text, text.parse(), Reason::Id).map(Some),
            None if self.faults.len() == before => Some(None),
            None => None,
        }
    }

    /// Reads a code if one is there; words after the digits, as in `30201 办公费`, are let go. The
    /// outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn optional_code<T: FromStr<Err = CodeError>>(
        &mut self,
        field: Field,
    ) -> Option<Option<T>> {
        let before = self.faults.len();
        match self.optional_text(field) {
            Some(text) => {
                let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
                let (digits, name) = text.split_at(digits);
                let is_named = name.is_empty()
                    || name.starts_with(|c: char| is_space(c) || "-_—（([、".contains(c))
                    || name.starts_with(|c: char| c.is_alphabetic());
                let code = if is_named && !digits.is_empty() { digits } else { text.as_str() };
                self.keep(field, &text, code.parse(), Reason::Code).map(Some)
            }
            None if self.faults.len() == before => Some(None),
            None => None,
        }
    }

    /// Reads a document number.
    pub(crate) fn document(&mut self, field: Field) -> Option<DocumentNumber> {
        let text = self.text(field)?;
        self.keep(field, &text, text.parse(), Reason::Document)
    }

    /// Reads a bare number.
    pub(crate) fn number(&mut self, field: Field) -> Option<Decimal> {
        let text = self.text(field)?;
        self.keep(field, &text, parse_number(&text), Reason::Amount)
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

    /// Reads a date that must be there.
    pub(crate) fn date(&mut self, field: Field) -> Option<Date> {
        let before = self.faults.len();
        match self.optional_date(field) {
            Some(Some(date)) => Some(date),
            _ if self.faults.len() > before => None,
            _ => self.missing(field),
        }
    }

    /// Reads a date if one is there. The outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn optional_date(&mut self, field: Field) -> Option<Option<Date>> {
        let text = match self.source(field) {
            Source::Cell(Cell::Empty) => return Some(None),
            Source::Cell(Cell::Date(date)) => return Some(Some(*date)),
            Source::Cell(Cell::Fault(shown)) => {
                return self.refuse(field, shown, Reason::SpreadsheetError);
            }
            Source::Cell(Cell::Number(digits) | Cell::Text(digits)) => digits.as_str(),
            Source::Constant(text) => text,
        };
        let bare = without_time(text);
        if let Some(date) = day_number(bare, self.table.reading.counts_from_1904) {
            if matches!(self.source(field), Source::Cell(Cell::Number(_)))
                && self.table.reading.format != "csv"
            {
                let (place, value) = (self.place(Some(field)), text.to_owned());
                self.remarks.push(Remark { place, value, read_as: date.to_string() });
                return Some(Some(date));
            }
            return self.refuse(field, text, Reason::DayNumber(date));
        }
        self.keep(field, text, parse_date(bare, Some(self.year)), Reason::Date).map(Some)
    }

    /// Reads an amount that must be there, in the unit of the file or with its own.
    pub(crate) fn money(&mut self, field: Field) -> Option<Money> {
        let before = self.faults.len();
        match self.optional_money(field) {
            Some(Some(amount)) => Some(amount),
            _ if self.faults.len() > before => None,
            _ => self.missing(field),
        }
    }

    /// Reads an amount if one is there. The outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn optional_money(&mut self, field: Field) -> Option<Option<Money>> {
        let text = match self.source(field) {
            Source::Cell(Cell::Empty) => return Some(None),
            Source::Cell(Cell::Fault(shown)) => {
                return self.refuse(field, shown, Reason::SpreadsheetError);
            }
            Source::Cell(Cell::Number(digits)) => {
                return self.stored_number(field, digits).map(Some);
            }
            Source::Cell(Cell::Date(date)) => {
                let shown = date.to_string();
                let spelling = taizhang_core::amount_text::AmountTextError::Unreadable {
                    text: shown.clone(),
                    reason: taizhang_core::amount_text::UnreadableAmount::Number,
                };
                return self.refuse(field, &shown, Reason::Amount(spelling));
            }
            Source::Cell(Cell::Text(text)) => text.as_str(),
            Source::Constant(text) => text,
        };
        let trimmed = text.trim_matches(is_space);
        if matches!(trimmed, "-" | "—" | "–" | "－" | "/" | "——") {
            return Some(None);
        }
        if trimmed.ends_with('元') {
            return self.keep(field, text, parse_amount(trimmed), Reason::Amount).map(Some);
        }
        let bracketed = ['(', '（'].iter().find_map(|open| trimmed.strip_prefix(*open));
        let bracketed = bracketed.and_then(|rest| rest.strip_suffix([')', '）']));
        let number = parse_number(bracketed.unwrap_or(trimmed));
        let number = self.keep(field, text, number, Reason::Amount)?;
        let number = if bracketed.is_some() {
            let negative = Decimal::ZERO.saturating_sub(number);
            let (place, value) = (self.place(Some(field)), text.to_owned());
            self.remarks.push(Remark { place, value, read_as: negative.to_string() });
            negative
        } else {
            number
        };
        let money = Money::from_yuan(self.in_yuan(field, number));
        self.keep(field, text, money, Reason::Money).map(Some)
    }

    /// Reads a number as a spreadsheet stores it; the noise of binary fractions is rounded off and
    /// remarked.
    fn stored_number(&mut self, field: Field, digits: &str) -> Option<Money> {
        let number = self.keep(field, digits, parse_number(digits), Reason::Amount)?;
        let exact = self.in_yuan(field, number);
        let rounded = round_half_up(exact, 2);
        let is_noise = exact.saturating_sub(rounded).abs() <= NOISE;
        let amount = if is_noise { rounded } else { exact };
        if is_noise && exact != rounded {
            let (place, value) = (self.place(Some(field)), digits.to_owned());
            self.remarks.push(Remark { place, value, read_as: rounded.to_string() });
        }
        self.keep(field, digits, Money::from_yuan(amount), Reason::Money)
    }

    /// Turns a number of a field into yuan that were paid.
    fn in_yuan(&self, field: Field, number: Decimal) -> Decimal {
        let is_turned = field == Field::Amount && self.mapping.negative_pays;
        let number = if is_turned { Decimal::ZERO.saturating_sub(number) } else { number };
        number.saturating_mul(self.mapping.unit.map_or(1, MoneyUnit::yuan).into())
    }
}

/// Returns what is wrong with a row of CSV that has more cells than the header.
pub(crate) fn overfull(table: &Table, row: &Row) -> Option<Fault> {
    let cells = table.overfull(row)?;
    let columns = table.columns.len();
    let value = row.cells.iter().skip(columns).map(Cell::to_string).collect::<Vec<_>>().join(" ");
    let reason = Reason::BeyondHeader { cells, columns };
    Some(Fault { place: table.place(row.number, None), value, reason })
}

/// Drops a time of day after a date: `2022-06-30 00:00:00`.
fn without_time(text: &str) -> &str {
    let text = text.trim_matches(is_space);
    match text.split_once([' ', 'T', '\u{3000}']) {
        Some((day, time)) if time.contains(':') => day,
        _ => text.strip_suffix(".0").unwrap_or(text),
    }
}

/// Returns the day that a number of five digits would be, for days from 1954 to 2119.
fn day_number(text: &str, from_1904: bool) -> Option<Date> {
    let number: i32 = text.split('.').next()?.parse().ok()?;
    if text.len() < 5 || !(20_000..=80_000).contains(&number) {
        return None;
    }
    // Day 60 of the older count does not exist, so its epoch is a day early.
    let epoch = if from_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
    epoch.checked_add(number.days()).ok()
}
