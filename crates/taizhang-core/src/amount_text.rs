//! Reads amounts as people type them; what is ambiguous is refused, never guessed.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::money::{Money, MoneyError, Wan};

/// Why a typed amount was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountTextError {
    /// Nothing but spaces.
    #[error("the amount is empty")]
    Empty,
    /// A number without 元 or 万元.
    #[error("amount {text:?} names no unit")]
    NoUnit {
        /// What was given.
        text: String,
    },
    /// A sign, separator or character that has no single reading.
    #[error("amount {text:?} cannot be read: {reason}")]
    Unreadable {
        /// What was given.
        text: String,
        /// What is wrong with it.
        reason: UnreadableAmount,
    },
    /// A number that is not a valid amount of money.
    #[error("amount {text:?} is not an amount of money")]
    NotMoney {
        /// What was given.
        text: String,
        /// Why.
        #[source]
        source: MoneyError,
    },
}

/// The reasons for which an amount is unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableAmount {
    /// A character that is neither digit, sign, separator nor unit.
    #[error("it holds the character {0:?}")]
    Character(char),
    /// 万 without 元: it is not told which unit is meant.
    #[error("it ends with 万 without 元")]
    HalfUnit,
    /// Commas that do not separate groups of three digits.
    #[error("its commas do not separate groups of three")]
    Grouping,
    /// Two decimal points, a comma after the point, or a missing digit.
    #[error("its digits do not form a number")]
    Number,
}

/// Reads an amount with its unit: `2000元`, `0.2万元`, `1,234.50 元`, `￥20元`.
///
/// Full-width digits, commas and points are folded; commas and spaces must group by three.
pub fn parse_amount(text: &str) -> Result<Money, AmountTextError> {
    let folded = fold(text)?;
    if folded.is_empty() {
        return Err(AmountTextError::Empty);
    }
    let (digits, is_wan) = if let Some(rest) = folded.strip_suffix("万元") {
        (rest, true)
    } else if let Some(rest) = folded.strip_suffix('元') {
        (rest, false)
    } else {
        if folded.ends_with('万') {
            return Err(unreadable(text, UnreadableAmount::HalfUnit));
        }
        // The number is read first, so that nonsense is reported as nonsense.
        read_number(text, &folded)?;
        return Err(AmountTextError::NoUnit { text: text.to_owned() });
    };
    let number = read_number(text, digits)?;
    let money = if is_wan { Wan::new(number).to_money() } else { Money::from_yuan(number) };
    money.map_err(|source| AmountTextError::NotMoney { text: text.to_owned(), source })
}

/// Reads a bare number whose unit is known from elsewhere, like a spreadsheet column.
pub fn parse_number(text: &str) -> Result<Decimal, AmountTextError> {
    let folded = fold(text)?;
    if folded.is_empty() {
        return Err(AmountTextError::Empty);
    }
    read_number(text, &folded)
}

fn unreadable(text: &str, reason: UnreadableAmount) -> AmountTextError {
    AmountTextError::Unreadable { text: text.to_owned(), reason }
}

/// Folds full-width forms and drops spaces and the currency sign; refuses all other characters.
fn fold(text: &str) -> Result<Cow<'_, str>, AmountTextError> {
    // Most amounts are written plainly.
    let is_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+');
    if text.bytes().all(is_plain) {
        return Ok(Cow::Borrowed(text));
    }
    let mut folded = String::with_capacity(text.len());
    let mut follows_space = false;
    for character in text.trim().chars() {
        // A space between digits groups them as a comma does, so `12 34` is not 1234.
        let groups = follows_space && folded.ends_with(|last: char| last.is_ascii_digit());
        if groups && matches!(character, '0'..='9' | '０'..='９') {
            folded.push(',');
        }
        follows_space = matches!(character, ' ' | '\u{3000}' | '\u{a0}');
        match character {
            ' ' | '\u{3000}' | '\u{a0}' => {}
            '￥' | '¥' if folded.is_empty() => {}
            '0'..='9' | '.' | ',' | '-' | '+' | '元' | '万' => folded.push(character),
            '０'..='９' => folded.push(half_width_digit(character)),
            '．' => folded.push('.'),
            '，' => folded.push(','),
            '－' | '−' => folded.push('-'),
            '＋' => folded.push('+'),
            other => return Err(unreadable(text, UnreadableAmount::Character(other))),
        }
    }
    Ok(Cow::Owned(folded))
}

fn half_width_digit(full_width: char) -> char {
    u32::from(full_width)
        .checked_sub(u32::from('０'))
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(full_width)
}

fn read_number(text: &str, folded: &str) -> Result<Decimal, AmountTextError> {
    let unsigned = folded.strip_prefix(['-', '+']).unwrap_or(folded);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if fraction.is_some_and(|fraction| !is_digits(fraction)) {
        return Err(unreadable(text, UnreadableAmount::Number));
    }
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first_fits = groups.next().is_some_and(|group| is_digits(group) && group.len() <= 3);
        if !first_fits || !groups.all(|group| is_digits(group) && group.len() == 3) {
            return Err(unreadable(text, UnreadableAmount::Grouping));
        }
    } else if !is_digits(whole) {
        return Err(unreadable(text, UnreadableAmount::Number));
    }
    let plain = if whole.contains(',') {
        Cow::Owned(folded.replace(',', ""))
    } else {
        Cow::Borrowed(folded)
    };
    Decimal::from_str_exact(plain.strip_prefix('+').unwrap_or(&plain))
        .map_err(|_| unreadable(text, UnreadableAmount::Number))
}
