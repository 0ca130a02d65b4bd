//! Days of a row.

use jiff::ToSpan;
use jiff::civil::Date;
use taizhang_core::FiscalYear;
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

impl RowReader<'_> {
    /// Reads a day, or the first and the last of several: `2022年3月5日至7日`, `3.5—3.7`.
    pub(crate) fn days(&mut self, field: Field) -> Option<(Date, Date)> {
        let text = match self.source(field) {
            Source::Cell(Cell::Text(text)) => text.as_str(),
            _ => return self.date(field).map(|day| (day, day)),
        };
        let two = two_days(text.trim_matches(is_space)).and_then(|(first, last)| {
            let first = parse_date(first, Some(self.year)).ok()?;
            Some((first, last_day(last, first)?))
        });
        match two {
            Some((first, last)) if last < first => self.refuse(field, text, Reason::Backwards),
            Some(days) => Some(days),
            None => self.date(field).map(|day| (day, day)),
        }
    }
}

/// Splits two days; a hyphen splits where it does not stand within a day.
fn two_days(text: &str) -> Option<(&str, &str)> {
    let marks = ["至", "到", "~", "～", "——", "—", "–"];
    let parts = marks.iter().find_map(|mark| text.split_once(mark));
    let hyphen = || {
        let is_other = text.contains(['月', '.', '/']);
        text.split_once('-').filter(|_| is_other)
    };
    let (first, last) = parts.or_else(hyphen)?;
    Some((first.trim_matches(is_space), last.trim_matches(is_space)))
}

/// Reads a last day, which may leave out the year or the month of the first.
fn last_day(text: &str, first: Date) -> Option<Date> {
    let year = FiscalYear::try_from(first.year()).ok();
    parse_date(text, year).ok().or_else(|| {
        let day: i8 = text.trim_end_matches(['日', '号']).parse().ok()?;
        Date::new(first.year(), first.month(), day).ok()
    })
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
