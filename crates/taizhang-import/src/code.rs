//! Codes that extend each other: 5001 above 500101, 5001.01, 5001-01 or 5001/01.

use crate::table::is_space;
use crate::vocabulary::half_width;

/// What divides the segments of a code.
const MARKS: [char; 5] = ['.', '-', '/', '\\', '_'];

/// Digits from which on a code says by itself that one which it begins is a part of it: 1 also begins 10.
const TELLING: usize = 3;

/// Digits of a level below the first, where levels are not divided by a mark.
const LEVEL: usize = 2;

/// What makes digits before it a number of something: `2022年工资`, `120元补助`.
const COUNTED: &str = "年月日号元万亿个人户台套件%岁级季度平米公";

/// The segments of digits that a code is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Code(Vec<String>);

impl Code {
    /// Reads the code that a text begins with, nothing where it begins with none.
    pub(crate) fn of(text: &str) -> Self {
        Self::split(text).0
    }

    /// Makes a code of digits.
    pub(crate) fn of_digits(digits: &str) -> Self {
        Self(if digits.is_empty() { Vec::new() } else { vec![digits.to_owned()] })
    }

    /// Reads the code before a name or alone: `5001 业务活动费用`, `[30201]办公费`. Nothing for other numbers.
    pub(crate) fn before_name(text: &str) -> Self {
        let (code, rest) = Self::split(text);
        let is_counted = rest.starts_with(|c| COUNTED.contains(c));
        if code.tells() && !is_counted { code } else { Self::default() }
    }

    fn split(text: &str) -> (Self, String) {
        let folded: String = text.trim_matches(is_space).chars().map(half_width).collect();
        let mut rest = folded.trim_start_matches(['(', '[', '【']);
        let mut segments = Vec::new();
        loop {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (digits, after) = rest.split_at(end);
            if digits.is_empty() {
                break;
            }
            segments.push(digits.to_owned());
            rest = after;
            let marked = after.strip_prefix(MARKS).filter(|after| begins_with_digit(after));
            match marked.or_else(|| level_behind_space(after)) {
                Some(next) => rest = next,
                None => break,
            }
        }
        (Self(segments), rest.to_owned())
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether it has several segments.
    pub(crate) const fn is_divided(&self) -> bool {
        self.0.len() > 1
    }

    /// Tells whether it is long enough to be no mere number of a row.
    fn tells(&self) -> bool {
        self.0.first().is_some_and(|first| first.len() >= TELLING)
    }

    /// Tells whether another code is this one, or a part of it.
    pub(crate) fn begins(&self, other: &Self) -> bool {
        let Some((last, above)) = self.0.split_last() else { return true };
        let Some((other_above, others)) = other.0.split_at_checked(above.len()) else {
            return false;
        };
        let Some(other_last) = others.first() else { return false };
        let is_extended = || {
            let more = other_last.len().saturating_sub(last.len());
            let in_levels = last.len() >= LEVEL && more >= LEVEL;
            other_last.starts_with(last.as_str()) && (above.is_empty() || in_levels)
        };
        above == other_above && (last == other_last || is_extended())
    }

    /// Tells whether another code is a part of this one wherever in a table both stand.
    pub(crate) fn surely_begins(&self, other: &Self) -> bool {
        let is_divided = || self.0.first() == other.0.first();
        self.begins(other) && (self.is_empty() || self.tells() || is_divided())
    }

    /// Returns its digits: those of a code that it begins begin with them.
    pub(crate) fn digits(&self) -> String {
        self.0.concat()
    }
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns what stands behind spaces, where it is two digits alone: `206 07 01`.
fn level_behind_space(text: &str) -> Option<&str> {
    let next = text.trim_start_matches(is_space);
    let end = next.find(|c: char| !c.is_ascii_digit()).unwrap_or(next.len());
    let (_, behind) = next.split_at_checked(end)?;
    let is_alone = behind.is_empty() || behind.starts_with(is_space);
    (next.len() < text.len() && end == LEVEL && is_alone).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_those_of_its_parts_alone() {
        let cases = [
            ("5001", "500101", true),
            ("5001", "5001.01", true),
            ("5001", "5001-01", true),
            ("5001", "5001/01", true),
            ("5001.01", "5001.01.02", true),
            ("5001.01", "5001.0102", true),
            ("５００１", "5001．01", true),
            ("302", "30201-1", true),
            ("206", "206 07", true),
            ("206 07", "206 07 01", true),
            ("5001 业务活动费用", "5001.01 办公费", true),
            ("[302]商品和服务支出", "[30201]办公费", true),
            ("1", "1.1", true),
            // Running numbers of a level are no parts of each other.
            ("5001.1", "5001.10", false),
            ("5001.01", "5001.012", false),
            ("5001.01", "5001.02", false),
            ("5001.01", "5001", false),
            ("302", "30301", false),
            ("30201 办公费", "30202 2022", false),
        ];
        for (upper, lower, is_part) in cases {
            let (upper, lower) = (Code::of(upper), Code::of(lower));
            assert_eq!(upper.begins(&lower), is_part, "{upper:?} {lower:?}");
        }
        assert!(!Code::of("1").surely_begins(&Code::of("10")));
        assert!(Code::of("1").surely_begins(&Code::of("1.1")));
    }

    #[test]
    fn numbers_of_something_are_no_codes() {
        for words in ["2022年工资", "120元补助", "12 办公费", "办公费", "100%"] {
            assert!(Code::before_name(words).is_empty(), "{words}");
        }
        assert_eq!(Code::before_name("30201-办公费").digits(), "30201");
        assert_eq!(Code::before_name("5001.01业务活动费用").digits(), "500101");
    }
}
