//! How people spell the number of a voucher: 记-1, 记字第1号, 记账凭证-0001, or just 1.

use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;
use taizhang_core::Money;

use crate::key::{DASHES, loose};
use crate::same_words::bare;
use crate::vocabulary::compact_characters;

/// The words for a kind of voucher that are spelled out in some places.
const WORDS: [(&str, &str); 12] = [
    ("记账", "记"),
    ("记帐", "记"),
    ("收款", "收"),
    ("付款", "付"),
    ("转账", "转"),
    ("转帐", "转"),
    ("通用记账", "记"),
    ("银行收款", "银收"),
    ("银行付款", "银付"),
    ("现金收款", "现收"),
    ("现金付款", "现付"),
    ("会计", ""),
];

/// A number of a voucher without what is spelled differently: the word for its kind, and what follows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelling {
    word: String,
    number: String,
}

impl Spelling {
    /// Reads a number of a voucher.
    pub fn of(voucher: &str) -> Self {
        let loose = loose(voucher);
        let plain = loose.strip_suffix('号').unwrap_or(&loose);
        let digits = plain.find(|c: char| c.is_ascii_digit()).unwrap_or(plain.len());
        let (word, number) = plain.split_at(digits);
        let word = kind_word(word.strip_suffix('第').unwrap_or(word));
        Self { word: word.to_owned(), number: number.to_owned() }
    }

    /// Returns the word for the kind, empty where there is none.
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// Returns what follows the word for the kind.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Tells whether it does not say of what kind the voucher is.
    pub fn is_bare(&self) -> bool {
        self.word.is_empty() && self.number.chars().all(|c| c.is_ascii_digit())
    }

    /// Tells whether both may be one number: a bare one may be of any kind of voucher, but is no number that
    /// begins with letters, as systems give them.
    pub fn may_be(&self, other: &Self) -> bool {
        let names_kind = |of: &Self| of.word.chars().all(|c| !c.is_ascii());
        self.number == other.number
            && (self.word == other.word
                || self.is_bare() && names_kind(other)
                || other.is_bare() && names_kind(self))
    }
}

/// Returns the word for a kind of voucher as it stands before a number, however it is spelled out: 记 for 记字 and 记账凭证.
pub(crate) fn kind_word(word: &str) -> &str {
    let word = word.strip_suffix('字').unwrap_or(word);
    let word = word.strip_suffix("凭证").unwrap_or(word);
    let spelled_out = WORDS.iter().find(|(long, _)| *long == word);
    spelled_out.map_or(word, |(_, short)| short)
}

/// Tells whether a number of a voucher begins with a word, or letters, of its own.
pub(crate) fn names_kind(voucher: &str) -> bool {
    !Spelling::of(voucher).word.is_empty()
}

/// Stands for what all spellings of a voucher's number share, in its month, each time with one more thing that is
/// said of the payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// With its amount.
    pub amount: u64,
    /// With its day.
    pub day: u64,
    /// With its payee, however it is written.
    pub payee: u64,
}

impl Spelled {
    /// Reads what is said of a payment.
    pub fn of(voucher: &str, on: Date, amount: Money, payee: &str) -> Self {
        let mut number = DefaultHasher::new();
        (on.month(), Spelling::of(voucher).number()).hash(&mut number);
        Self {
            amount: print(&number, amount),
            day: print(&number, on),
            payee: print(&number, bare(payee)),
        }
    }

    /// Tells whether day and payee are the same.
    pub const fn agrees(&self, other: &Self) -> bool {
        self.day == other.day && self.payee == other.payee
    }
}

fn print(number: &DefaultHasher, said: impl Hash) -> u64 {
    let mut number = number.clone();
    said.hash(&mut number);
    number.finish()
}

/// Tells whether two numbers of vouchers may be one, however they are spelled.
pub fn may_be_same(number: &str, other: &str) -> bool {
    number == other
        || last_number(number) == last_number(other)
            && Spelling::of(number).may_be(&Spelling::of(other))
}

/// Returns the last figure in the number of a voucher, which all its spellings share; it costs far less than they do.
pub fn last_number(voucher: &str) -> u64 {
    let is_dash = |character: char| character == '-' || DASHES.contains(&character);
    let mut characters = compact_characters(voucher).rev().peekable();
    let (mut number, mut place, mut is_after_digit) = (0_u64, 1_u64, false);
    let mut has_begun = false;
    while let Some(character) = characters.next() {
        if let Some(digit) = character.to_digit(10) {
            number = number.wrapping_add(place.wrapping_mul(u64::from(digit)));
            place = place.wrapping_mul(10);
            (has_begun, is_after_digit) = (true, true);
            continue;
        }
        // A dash counts between digits only.
        let parts = characters.peek().is_some_and(char::is_ascii_digit) && is_after_digit;
        if has_begun && (parts || !is_dash(character)) {
            break;
        }
        is_after_digit = false;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::{Spelling, last_number};

    #[test]
    fn spellings_of_one_number_share_its_last_figure() {
        for [one, other] in [
            ["记-1", "记字第１号"],
            ["记-0012", " 12 "],
            ["1-23", "1—0023号"],
            ["1--2", "12"],
            ["ZF 2022 7", "zf20227"],
            ["无号", "无 号"],
            ["00000000000000000000000000000007", "7"],
        ] {
            assert_eq!(Spelling::of(one).number(), Spelling::of(other).number(), "{one}");
            assert_eq!(last_number(one), last_number(other), "{one}");
        }
        assert_ne!(last_number("记-1"), last_number("记-10"));
        assert_ne!(last_number("1-23"), last_number("12-3"));
    }

    #[test]
    fn a_number_is_known_in_all_its_spellings() {
        let number = Spelling::of("记-1");
        for same in
            ["记字第1号", "记字1号", "记账凭证-1", "记帐凭证1号", "记-0001", "记 字 第 ０１ 号"]
        {
            assert_eq!(Spelling::of(same), number, "{same}");
        }
        for perhaps in ["1", "第1号", "001", "凭证1号", "会计凭证-1"] {
            let perhaps = Spelling::of(perhaps);
            assert!(perhaps.is_bare() && perhaps.may_be(&number) && number.may_be(&perhaps));
        }
        for other in ["付-1", "付字第1号", "记-10", "10", "记-1-1", "ZF-1", "记账凭证-2"]
        {
            assert!(!Spelling::of(other).may_be(&number), "{other}");
        }
        assert!(!Spelling::of("1").may_be(&Spelling::of("ZF-1")));
    }
}
