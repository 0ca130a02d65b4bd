//! What is searched for: words that must all occur, and amounts.

use taizhang_ledger::core::Money;
use taizhang_ledger::core::amount_text::{AmountTextError, parse_amount};

use crate::error::Problem;
use crate::values::Reader;
use crate::wording;

/// A search: every part must match.
#[derive(Debug, Default)]
pub(super) struct Query {
    words: Vec<String>,
    amounts: Vec<Range>,
}

/// Amounts from one to another, in yuan, whatever the sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    least: Option<Money>,
    most: Option<Money>,
}

impl Query {
    /// Reads what was typed: `960元`, `>1万元`, `<=500元` and `500元..1000元` are amounts, all else
    /// are words.
    pub(super) fn read(reader: &mut Reader, typed: &[String]) -> Self {
        let mut query = Self::default();
        for part in typed.iter().flat_map(|text| text.split_whitespace()) {
            match Range::read(part) {
                None => query.words.push(folded(part)),
                Some(Ok(range)) => query.amounts.push(range),
                Some(Err(problem)) => reader.refuse(problem),
            }
        }
        if query.words.is_empty() && query.amounts.is_empty() && !reader.has_problems() {
            reader.refuse(Problem::new(
                "没有写要找什么",
                "要找的文字是空的",
                "例如 taizhang search 电费，或 taizhang search 960元",
            ));
        }
        query
    }

    /// Tells whether amounts are searched for.
    pub(super) const fn has_amounts(&self) -> bool {
        !self.amounts.is_empty()
    }

    /// Returns the words that would be amounts if they had a unit: `27900`, `1,234.50`.
    pub(super) fn bare_numbers(&self) -> Vec<&str> {
        let is_number =
            |word: &&String| amount(&format!("{word}元")).is_some_and(|read| read.is_ok());
        self.words.iter().filter(is_number).map(String::as_str).collect()
    }

    /// Tells whether every word occurs in `text` and every amount is among `amounts`.
    pub(super) fn matches(&self, text: impl FnOnce() -> String, amounts: &[Money]) -> bool {
        let is_met = |range: &Range| amounts.iter().any(|amount| range.holds(*amount));
        self.amounts.iter().all(is_met) && (self.words.is_empty() || self.occur_in(&text()))
    }

    fn occur_in(&self, text: &str) -> bool {
        let text = folded(text);
        self.words.iter().all(|word| text.contains(word))
    }
}

impl Range {
    /// Reads an amount or a range of amounts; `None` where the text is neither.
    fn read(text: &str) -> Option<Result<Self, Problem>> {
        if let Some((least, most)) = text.split_once("..").or_else(|| text.split_once("…")) {
            let (least, most) = (amount(least)?, amount(most)?);
            let both = least.and_then(|least| Ok((least, most?)));
            return Some(both.map(|(least, most)| Self { least: Some(least), most: Some(most) }));
        }
        let beside = |money: Money, fen: i64| money.checked_add(Money::from_fen(fen)).ok();
        for sign in [">=", "≥", "<=", "≤", ">", "＞", "<", "＜"] {
            let Some(rest) = text.strip_prefix(sign) else { continue };
            let read = |money| match sign {
                ">=" | "≥" => Self { least: Some(money), most: None },
                "<=" | "≤" => Self { least: None, most: Some(money) },
                ">" | "＞" => Self { least: beside(money, 1), most: None },
                _ => Self { least: None, most: beside(money, -1) },
            };
            return Some(amount(rest)?.map(read));
        }
        Some(amount(text)?.map(|money| Self { least: Some(money), most: Some(money) }))
    }

    fn holds(&self, amount: Money) -> bool {
        let amount = if amount.is_negative() { amount.negated() } else { amount };
        self.least.is_none_or(|least| amount >= least)
            && self.most.is_none_or(|most| amount <= most)
    }
}

/// Reads an amount with its unit; `None` where there is no unit or no number, since `2022` may be a
/// year and `元旦` is a word.
fn amount(text: &str) -> Option<Result<Money, Problem>> {
    match parse_amount(text) {
        Ok(money) => Some(Ok(money)),
        Err(error @ AmountTextError::NotMoney { .. }) => {
            Some(Err(wording::amount_problem("金额", &error)))
        }
        Err(_) => None,
    }
}

/// Folds what one does not mean to tell apart: case, and full-width forms of Latin characters.
fn folded(text: &str) -> String {
    text.chars().map(half_width).flat_map(char::to_lowercase).collect()
}

/// Returns the ASCII form of a full-width character (U+FF01 to U+FF5E).
fn half_width(character: char) -> char {
    let offset = u32::from('！') - u32::from('!');
    let code = u32::from(character);
    if ('！'..='～').contains(&character) {
        code.checked_sub(offset).and_then(char::from_u32).unwrap_or(character)
    } else {
        character
    }
}
