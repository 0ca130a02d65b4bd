//! How people spell the number of a voucher: 记-1, 记字第1号, 记账凭证-0001, or just 1.

use crate::key::loose;

/// The words for a kind of voucher that are spelled out in some places.
const WORDS: [(&str, &str); 8] = [
    ("记账", "记"),
    ("记帐", "记"),
    ("收款", "收"),
    ("付款", "付"),
    ("转账", "转"),
    ("转帐", "转"),
    ("通用记账", "记"),
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
        let word = word.strip_suffix('第').unwrap_or(word);
        let word = word.strip_suffix('字').unwrap_or(word);
        let word = word.strip_suffix("凭证").unwrap_or(word);
        let spelled_out = WORDS.iter().find(|(long, _)| *long == word);
        let word = spelled_out.map_or(word, |(_, short)| short);
        Self { word: word.to_owned(), number: number.to_owned() }
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

#[cfg(test)]
mod tests {
    use super::Spelling;

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
