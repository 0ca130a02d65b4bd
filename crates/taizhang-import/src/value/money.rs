//! Amounts of a row.

use rust_decimal::Decimal;
use taizhang_core::Money;
use taizhang_core::amount_text::{parse_amount, parse_number};
use taizhang_core::capitals::parse_capitals;
use taizhang_core::money::round_half_up;

use super::{RowReader, Source};
use crate::currency;
use crate::fault::{Reason, Remark};
use crate::field::Field;
use crate::in_capitals;
use crate::table::{Cell, MoneyUnit, Row, is_space};
use crate::vocabulary::fold;

/// The largest difference to a whole fen that binary fractions of a spreadsheet make, in yuan.
pub(crate) const NOISE: Decimal = Decimal::from_parts(1, 0, 0, false, 6);

impl<'t> RowReader<'t> {
    /// Tells whether an amount is written below zero, with a sign or in brackets.
    pub(crate) fn is_below_zero(&self, field: Field) -> bool {
        let Source::Cell(Cell::Number(text) | Cell::Text(text)) = self.source(field) else {
            return false;
        };
        let text = text.trim_matches(is_space);
        let is_signed =
            text.starts_with(['-', '－', '−', '(', '（']) && !self.mapping.negative_pays;
        is_signed && !is_dash(text) && text.contains(|c: char| c.is_numeric() && c != '0')
    }

    /// Refuses the row if its column of currencies says another than yuan.
    pub(crate) fn require_yuan(&mut self) {
        if !self.mapping.columns.contains_key(&Field::Currency) {
            return;
        }
        if let Some(text) =
            self.optional_text(Field::Currency).filter(|text| !currency::is_yuan(text))
        {
            self.refuse::<()>(Field::Currency, &text, Reason::Currency(text.clone()));
        }
    }

    /// Reads an amount that must be there, in the unit of the file or with its own; one that the row states
    /// in capitals, too, must be the same there.
    pub(crate) fn money(&mut self, field: Field) -> Option<Money> {
        let before = self.faults.len();
        if let Some(pieces) = self.torn(field) {
            return self.refuse(field, &pieces, Reason::Torn);
        }
        match self.optional_money(field) {
            Some(Some(amount)) => match self.other_in_capitals(field, amount) {
                Some(other) => {
                    self.refuse(field, &amount.to_string(), Reason::OtherInCapitals(other))
                }
                None => Some(amount),
            },
            _ if self.faults.len() > before => None,
            _ => self.missing(field),
        }
    }

    /// Returns both pieces of an amount of CSV that was torn at its comma: 1 with 234.50 in a column of words behind
    /// it, where the cells after it moved on by one.
    fn torn(&self, field: Field) -> Option<String> {
        let reading = &self.table.reading;
        if reading.format != "csv" || reading.delimiter != Some(',') {
            return None;
        }
        let Source::Cell(Cell::Text(whole) | Cell::Number(whole)) = self.source(field) else {
            return None;
        };
        let next = self.position(field)?.checked_add(1)?;
        let (Cell::Text(rest) | Cell::Number(rest)) = self.row()?.cell(next) else { return None };
        if !is_torn(whole.trim(), rest.trim()) {
            return None;
        }
        let header = fold(self.table.columns.get(next)?.last_part());
        let is_of_words = OF_WORDS.iter().any(|word| header.contains(word));
        is_of_words.then(|| format!("{whole},{rest}"))
    }

    /// Returns what the present row states in capitals if that is another amount, whatever its sign.
    fn other_in_capitals(&self, field: Field, amount: Money) -> Option<Money> {
        if field != Field::Amount || self.part.is_some() {
            return None;
        }
        let (table, mapping) = (self.table, self.mapping);
        let position = (*self.capitals.get_or_init(|| in_capitals::column(table, mapping)))?;
        let stated = parse_capitals(&self.written(position))?;
        (stated != amount && stated.negated() != amount).then_some(stated)
    }

    /// Reads the money of the present row: of all columns of amounts together, where there are several.
    /// The outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn whole_money(&mut self, field: Field) -> Option<Option<Money>> {
        let mapping = self.mapping;
        if field != Field::Amount || mapping.parts.is_empty() {
            return self.optional_money(field);
        }
        let mut sum = None;
        for part in &mapping.parts {
            self.part = Some(part);
            let read = self.optional_money(field);
            self.part = None;
            if let Some(amount) = read? {
                sum = Some(sum.unwrap_or(Money::ZERO).checked_add(amount).ok()?);
            }
        }
        Some(sum)
    }

    /// Turns to a row that is not entered and reads its money, zero where it states none; none where it
    /// cannot be read.
    pub(crate) fn money_of(&mut self, row: &'t Row) -> Option<Money> {
        self.faults.clear();
        self.turn_to(row);
        let money = match self.mapping.kind.money_fields().first() {
            Some(field) => self.whole_money(*field)?.unwrap_or(Money::ZERO),
            None => Money::ZERO,
        };
        self.faults.is_empty().then_some(money)
    }

    /// Reads an amount if one is there. The outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn optional_money(&mut self, field: Field) -> Option<Option<Money>> {
        let text = match self.source(field) {
            Source::Cell(Cell::Empty) => return Some(None),
            Source::Cell(Cell::Fault(shown)) => {
                return self.refuse(field, shown, Reason::SpreadsheetError);
            }
            Source::Cell(Cell::Unstored) => return self.refuse(field, "", Reason::Unstored),
            Source::Cell(Cell::Number(digits)) => {
                return self.stored_number(field, digits).map(Some);
            }
            Source::Cell(cell @ Cell::Percent(_)) => {
                return self.refuse(field, &cell.to_string(), Reason::PercentAmount);
            }
            Source::Cell(date @ (Cell::Date(_) | Cell::Month(_))) => {
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
        if is_dash(trimmed) {
            return Some(None);
        }
        if let Some(currency) = currency::foreign(trimmed) {
            return self.refuse(field, text, Reason::Currency(currency.to_owned()));
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
        let own = self.position(field).and_then(|position| self.mapping.units.get(&position));
        let unit = own.copied().or(self.mapping.unit);
        number.saturating_mul(unit.map_or(1, MoneyUnit::yuan).into())
    }
}

/// What headers of columns of words hold, in which an amount is none.
const OF_WORDS: [&str; 10] =
    ["备注", "附注", "说明", "附言", "用途", "摘要", "事由", "收款人", "户名", "经办"];

/// Tells whether two cells are the pieces of a number with a comma between its thousands.
fn is_torn(whole: &str, rest: &str) -> bool {
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let whole = whole.trim_start_matches(['-', '¥', '￥', '"']);
    let rest = rest.trim_end_matches('"');
    let (thousands, fen) = rest.split_once('.').unwrap_or((rest, "0"));
    let is_whole = are_digits(whole) && whole.len() <= 3 && !whole.starts_with('0');
    is_whole && are_digits(thousands) && thousands.len() == 3 && are_digits(fen) && fen.len() <= 2
}

/// Tells whether a text says that there is no amount.
pub(crate) fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "—" | "–" | "－" | "/" | "——")
}

/// Tells whether a cell states no amount, or an amount of nothing.
pub(crate) fn states_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Number(text) | Cell::Text(text) => {
            let text = text.trim_matches(is_space);
            is_dash(text) || parse_number(text).is_ok_and(|number| number.is_zero())
        }
        Cell::Date(_) | Cell::Month(_) | Cell::Percent(_) | Cell::Fault(_) | Cell::Unstored => {
            false
        }
    }
}
