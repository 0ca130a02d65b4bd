//! Days of a row.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::Date;
use taizhang_core::FiscalYear;
use taizhang_core::date_text::{DateTextError, parse_date};

use super::{RowReader, Source};
use crate::day_order::{DayOrder, TwoNumbers};
use crate::fault::{Reason, Remark};
use crate::field::Field;
use crate::table::{Cell, is_space};
use crate::vocabulary::half_width;

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
        let source = self.source(field);
        let text = match source {
            Source::Cell(Cell::Empty) => return Some(None),
            Source::Cell(Cell::Date(date)) => return Some(Some(*date)),
            Source::Cell(month @ Cell::Month(_)) => {
                return self.refuse(field, &month.to_string(), Reason::MonthAsDay);
            }
            Source::Cell(Cell::Fault(shown)) => {
                return self.refuse(field, shown, Reason::SpreadsheetError);
            }
            Source::Cell(Cell::Unstored) => return self.refuse(field, "", Reason::Unstored),
            Source::Cell(Cell::Number(digits) | Cell::Text(digits) | Cell::Percent(digits)) => {
                digits.as_str()
            }
            Source::Constant(text) => text,
        };
        let lone = self.table.lone_day.as_ref();
        if let Some(lone) = lone.filter(|lone| self.position(field) == Some(lone.position)) {
            return self.refuse(field, text, Reason::LoneDay(lone.words.clone()));
        }
        let bare = without_time(text);
        if let Some(date) = day_number(bare, self.table.reading.counts_from_1904) {
            if matches!(source, Source::Cell(Cell::Number(_))) && self.table.reading.format != "csv"
            {
                let (place, value) = (self.place(Some(field)), text.to_owned());
                self.remarks.push(Remark { place, value, read_as: date.to_string() });
                return Some(Some(date));
            }
            return self.refuse(field, text, Reason::DayNumber(date));
        }
        // A nought at the end is lost in a number, and nobody sees in a text whether it was one.
        let is_exact = match source {
            Source::Cell(Cell::Number(_)) => false,
            Source::Cell(_) => !matches!(self.table.reading.format, "csv" | "html"),
            Source::Constant(_) => true,
        };
        if is_month(bare) {
            let is_joined = self
                .mapping
                .column(self.table, field)
                .is_some_and(|column| !column.joins.is_empty());
            let reason = if is_joined { Reason::FirstOrTenthMonth } else { Reason::MonthAsDay };
            return self.refuse(field, text, reason);
        }
        if !is_exact && is_decimal(bare) {
            return self.refuse(field, text, Reason::NumberAsDay);
        }
        match self.day_of(field, bare) {
            Ok(date) => Some(Some(date)),
            Err(reason) => self.refuse(field, text, reason),
        }
    }

    /// Reads a day in writing; one without a year is of its row's year, else of the ledger's.
    fn day_of(&self, field: Field, text: &str) -> Result<Date, Reason> {
        if let Some(numbers) = TwoNumbers::of(text) {
            let order = self.order_of(numbers, text)?;
            let year = || self.year_of_day(field).map(FiscalYear::get);
            let year = numbers.year.map_or_else(year, Ok)?;
            return numbers.day(order, year).ok_or_else(|| no_such_day(text));
        }
        match parse_date(text, None) {
            Err(DateTextError::NoYear { .. }) => {
                let year = self.year_of_day(field)?;
                parse_date(text, Some(year)).map_err(Reason::Date)
            }
            read => read.map_err(Reason::Date),
        }
    }

    /// Tells which of two numbers is the day: as a person says of all days, else as the numbers allow. Here
    /// 6-7 is written with the month first; 6/7 may come from a program of another country.
    fn order_of(&self, numbers: TwoNumbers, text: &str) -> Result<DayOrder, Reason> {
        let TwoNumbers { first, second, year, has_slash } = numbers;
        // Nobody writes 6-7 for the day before the month, whatever is said of 6/7/2022.
        let is_said_of = year.is_some() || has_slash;
        if let Some(said) = self.mapping.day_order.filter(|_| is_said_of) {
            let is_possible = numbers.may_be(said);
            return is_possible.then_some(said).ok_or(Reason::OtherDayOrder(said));
        }
        match (numbers.is_open(), year) {
            (true, Some(_)) => Err(Reason::Date(DateTextError::YearLast { text: text.to_owned() })),
            (true, None) if has_slash => Err(Reason::DayOrMonth { first, second }),
            (_, None) => Ok(DayOrder::MonthFirst),
            (false, Some(_)) => {
                let possible = DayOrder::ALL.into_iter().find(|order| numbers.may_be(*order));
                possible.ok_or_else(|| no_such_day(text))
            }
        }
    }
}

fn no_such_day(text: &str) -> Reason {
    Reason::Date(DateTextError::NoSuchDay { text: text.to_owned() })
}

impl RowReader<'_> {
    /// Reads a day, or the first and the last of several: `2022年3月5日至7日`, `3.5—3.7`.
    pub(crate) fn days(&mut self, field: Field) -> Option<(Date, Date)> {
        let text = match self.source(field) {
            Source::Cell(Cell::Text(text)) => text.as_str(),
            _ => return self.date(field).map(|day| (day, day)),
        };
        let two = two_days(text.trim_matches(is_space)).and_then(|(first, last)| {
            let first = match self.day_of(field, first) {
                Err(Reason::Date(_)) => return None,
                read => read,
            };
            let days = first.and_then(|first| self.last_day(last, first));
            days.transpose()
        });
        match two {
            Some(Ok((first, last))) if last < first => self.refuse(field, text, Reason::Backwards),
            Some(Ok(days)) => Some(days),
            Some(Err(reason)) => self.refuse(field, text, reason),
            None => self.date(field).map(|day| (day, day)),
        }
    }
}

impl RowReader<'_> {
    /// Joins a first day with the last, which may leave out the year or the month of the first. Nothing
    /// where it is none.
    fn last_day(&self, text: &str, first: Date) -> Result<Option<(Date, Date)>, Reason> {
        let Some(numbers) = TwoNumbers::of(text) else {
            return Ok(last_day(text, first).map(|last| (first, last)));
        };
        // The first day is read with its month first where nobody says otherwise.
        let is_said = numbers.year.is_some() || self.mapping.day_order.is_some();
        let order = if is_said { self.order_of(numbers, text)? } else { DayOrder::MonthFirst };
        let last = numbers.day(order, numbers.year.unwrap_or_else(|| first.year()));
        Ok(last.map(|last| (first, last)))
    }
}

fn last_day(text: &str, first: Date) -> Option<Date> {
    let year = FiscalYear::try_from(first.year()).ok();
    parse_date(text, year).ok().or_else(|| {
        let day: i8 = text.trim_end_matches(['日', '号']).parse().ok()?;
        Date::new(first.year(), first.month(), day).ok()
    })
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

/// Tells whether a text is digits, a point and digits.
fn is_decimal(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, rest)| is_digits(whole) && is_digits(rest))
}

/// Drops a time of day after a date: `2022-06-30 00:00:00`, `2022年6月30日 8时15分`, `20220630081500`.
pub(crate) fn without_time(text: &str) -> &str {
    let text = text.trim_matches(is_space);
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |time: &str| {
        time.contains([':', '：', '时', '点']) || (matches!(time.len(), 4 | 6) && are_digits(time))
    };
    if matches!(text.len(), 12 | 14) && are_digits(text) {
        return text.get(..8).unwrap_or(text);
    }
    match text.split_once([' ', 'T', '\u{3000}']) {
        Some((day, time)) if is_time(time) => day,
        _ => text.strip_suffix(".0").unwrap_or(text),
    }
}

/// Tells whether a text says a year and a month, and no day: `2022-03`, `202203`, `2022年3月`.
fn is_month(text: &str) -> bool {
    let folded = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(half_width).collect::<String>())
    };
    let Some((year, month)) = folded.split_at_checked(4) else { return false };
    let month = month.trim_start_matches(['-', '/', '.', '年']).trim_end_matches(['月', '份']);
    let is_year = year.parse().is_ok_and(|year: i16| (1990..=2100).contains(&year));
    is_year && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
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
