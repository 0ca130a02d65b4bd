//! Days that two numbers state, with the year behind them or none: which of the two is the month.

use jiff::civil::Date;

use crate::table::{Cell, Table};
use crate::value::without_time;
use crate::vocabulary::half_width;

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayOrder {
    /// 25/06/2012.
    DayFirst,
    /// 06/25/2012.
    MonthFirst,
}

impl DayOrder {
    /// Both, in the order in which they are spoken of.
    pub(crate) const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];

    /// Returns how people write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "日/月/年",
            Self::MonthFirst => "月/日/年",
        }
    }
}

/// A day of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TwoNumbers {
    pub(crate) first: i8,
    pub(crate) second: i8,
    /// The year behind them.
    pub(crate) year: Option<i16>,
    /// Whether slashes stand between them, as programs of other countries write.
    pub(crate) has_slash: bool,
}

impl TwoNumbers {
    /// Reads `25/06/2012`, `6-30-2012`, `6/7` and `6.7`.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let folded: String = text.trim().chars().map(half_width).collect();
        let separator = ['/', '-', '.'].into_iter().find(|mark| folded.contains(*mark))?;
        let mut parts = folded.split(separator).map(str::trim);
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let small = |text: &str| {
            ((1..=2).contains(&text.len()) && are_digits(text)).then(|| text.parse().ok()).flatten()
        };
        let (first, second) = (small(parts.next()?)?, small(parts.next()?)?);
        let year = match parts.next() {
            None => None,
            Some(year) if year.len() == 4 && are_digits(year) => Some(year.parse().ok()?),
            Some(_) => return None,
        };
        let is_whole = parts.next().is_none();
        is_whole.then_some(Self { first, second, year, has_slash: separator == '/' })
    }

    /// Tells whether the number that an order takes for the month can be one.
    pub(crate) fn may_be(self, order: DayOrder) -> bool {
        let month = match order {
            DayOrder::DayFirst => self.second,
            DayOrder::MonthFirst => self.first,
        };
        (1..=12).contains(&month)
    }

    /// Tells whether it is one day in one order and another in the other.
    pub(crate) fn is_open(self) -> bool {
        self.first != self.second && DayOrder::ALL.into_iter().all(|order| self.may_be(order))
    }

    /// Returns the day of a year that it is in an order, if the calendar has it.
    pub(crate) fn day(self, order: DayOrder, year: i16) -> Option<Date> {
        let (month, day) = match order {
            DayOrder::DayFirst => (self.second, self.first),
            DayOrder::MonthFirst => (self.first, self.second),
        };
        Date::new(year, month, day).ok()
    }
}

/// A cell that can be read in one order only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderProof {
    /// The order.
    pub order: DayOrder,
    /// Its row.
    pub row: u32,
    /// What stands there.
    pub text: String,
}

/// What the days of a column say of their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct ColumnOrder {
    /// The first day that has two readings, and how many there are.
    pub(crate) open: Option<(u32, String, usize)>,
    /// The first cell that proves each order.
    pub(crate) proofs: Vec<OrderProof>,
    /// The first day with its year last.
    pub(crate) text: Option<(u32, String)>,
    /// The first row that has a day for the file itself which would be another one in the other order.
    pub(crate) date: Option<u32>,
}

impl ColumnOrder {
    /// Looks at the days with their year last in a column.
    pub(crate) fn of(table: &Table, position: usize) -> Self {
        let mut found = Self::default();
        for row in &table.rows {
            let text = match row.cell(position) {
                Cell::Date(date) => {
                    let may_be_turned = date.day() <= 12 && date.day() != date.month();
                    found.date = found.date.or_else(|| may_be_turned.then_some(row.number));
                    continue;
                }
                Cell::Text(text) => without_time(text),
                _ => continue,
            };
            let numbers = TwoNumbers::of(text).filter(|numbers| numbers.year.is_some());
            if let Some(numbers) = numbers {
                found.text.get_or_insert_with(|| (row.number, text.to_owned()));
                found.add(numbers, row.number, text);
            }
        }
        found
    }

    fn add(&mut self, numbers: TwoNumbers, row: u32, text: &str) {
        if numbers.is_open() {
            let (.., count) = self.open.get_or_insert_with(|| (row, text.to_owned(), 0));
            *count = count.saturating_add(1);
            return;
        }
        if numbers.first == numbers.second {
            return;
        }
        let possible = DayOrder::ALL.into_iter().find(|order| numbers.may_be(*order));
        let is_new = |order: &DayOrder| self.proofs.iter().all(|proof| proof.order != *order);
        if let Some(order) = possible.filter(is_new) {
            self.proofs.push(OrderProof { order, row, text: text.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_are_a_day_in_one_order_or_in_both() {
        let cases = [
            ("25/06/2012", Some((true, false))),
            ("06/25/2012", Some((false, true))),
            ("6-7-2012", Some((true, true))),
            ("6.6.2012", Some((true, true))),
            ("６／７", Some((true, true))),
            ("25/25/2012", Some((false, false))),
            ("2012/6/7", None),
            ("6/7/12", None),
            ("6/7/2012/1", None),
            ("6月7日", None),
        ];
        for (text, expected) in cases {
            let numbers = TwoNumbers::of(text);
            let orders = numbers.map(|numbers| {
                (numbers.may_be(DayOrder::DayFirst), numbers.may_be(DayOrder::MonthFirst))
            });
            assert_eq!(orders, expected, "{text}");
        }
        let is_open = |text| TwoNumbers::of(text).is_some_and(TwoNumbers::is_open);
        assert!(is_open("6/7/2012") && !is_open("6/6/2012") && !is_open("6/30/2012"));
    }
}
