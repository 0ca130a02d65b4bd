//! Days of a row.

use jiff::ToSpan;
use jiff::civil::Date;
use taizhang_core::date_text::parse_date;

use super::{RowReader, Source};
use crate::fault::{Reason, Remark};
use crate::field::Field;
use crate::table::{Cell, is_space};

impl RowReader<'_> {
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
            Source::Cell(Cell::Unstored) => return self.refuse(field, "", Reason::Unstored),
            Source::Cell(Cell::Number(digits) | Cell::Text(digits) | Cell::Percent(digits)) => {
                digits.as_str()
            }
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
