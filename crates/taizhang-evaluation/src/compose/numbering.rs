//! Literal numerals of headings and lists: counted, so that there is never a gap.

use crate::pack::NumeralStyle;
use crate::report::Heading;

/// Deepest heading level of a report.
const LEVELS: usize = 4;

/// Counts headings by level.
#[derive(Debug)]
pub(super) struct Numbering<'a> {
    styles: &'a [NumeralStyle],
    counts: [usize; LEVELS],
    level: u8,
}

impl<'a> Numbering<'a> {
    pub(super) const fn new(styles: &'a [NumeralStyle]) -> Self {
        Self { styles, counts: [0; LEVELS], level: 0 }
    }

    /// Gives the next heading its numeral; a level that skips is raised to follow the one before.
    pub(super) fn heading(&mut self, level: u8, text: impl Into<String>) -> Heading {
        let deepest = u8::try_from(LEVELS.min(self.styles.len())).unwrap_or(1);
        let level = level.clamp(1, self.level.saturating_add(1).min(deepest));
        let at = usize::from(level).saturating_sub(1);
        for (depth, count) in self.counts.iter_mut().enumerate() {
            if depth == at {
                *count = count.saturating_add(1);
            } else if depth > at {
                *count = 0;
            }
        }
        self.level = level;
        let number = self.counts.get(at).copied().unwrap_or(1);
        Heading { level, numeral: numeral(self.style(level), number), text: text.into() }
    }

    /// Returns the numeral of item `number` of a list that stands `below` levels under the
    /// current heading.
    pub(super) fn item(&self, below: u8, number: usize) -> String {
        let level = self.level.saturating_add(below.max(1));
        match usize::from(level).saturating_sub(self.styles.len()) {
            0 => numeral(self.style(level), number),
            1 => circled(number),
            // The levels below have no numerals of their own in GB/T 9704.
            2 => letter(number),
            _ => format!("{number}）"),
        }
    }

    fn style(&self, level: u8) -> NumeralStyle {
        let at = usize::from(level).saturating_sub(1);
        self.styles.get(at).copied().unwrap_or(NumeralStyle::ArabicInBrackets)
    }
}

fn numeral(style: NumeralStyle, number: usize) -> String {
    match style {
        NumeralStyle::Chinese => format!("{}、", chinese(number)),
        NumeralStyle::ChineseInBrackets => format!("（{}）", chinese(number)),
        NumeralStyle::Arabic => format!("{number}."),
        NumeralStyle::ArabicInBrackets => format!("（{number}）"),
    }
}

/// Writes 1 to 99 in Chinese; larger numbers keep their digits.
pub(super) fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: usize| DIGITS.get(value).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, 0) => "〇".to_owned(),
        (0, ones) => digit(ones).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}

/// Writes 1 to 20 in circles; larger numbers stand in brackets.
fn circled(number: usize) -> String {
    let offset = u32::try_from(number).ok().filter(|number| (1..=20).contains(number));
    offset
        .and_then(|number| char::from_u32(0x2460_u32.saturating_add(number).saturating_sub(1)))
        .map_or_else(|| format!("（{number}）"), |sign| sign.to_string())
}

/// Writes 1 to 26 as a small letter; larger numbers keep their digits.
fn letter(number: usize) -> String {
    let letter = number.checked_sub(1).and_then(|at| ('a'..='z').nth(at));
    letter.map_or_else(|| format!("{number}）"), |letter| format!("{letter}）"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers_read_as_people_write_them() {
        let written = [1, 9, 10, 11, 20, 21, 99, 100].map(chinese);
        assert_eq!(written, ["一", "九", "十", "十一", "二十", "二十一", "九十九", "100"]);
    }

    #[test]
    fn a_level_never_skips_and_restarts_under_a_new_parent() {
        let styles = [
            NumeralStyle::Chinese,
            NumeralStyle::ChineseInBrackets,
            NumeralStyle::Arabic,
            NumeralStyle::ArabicInBrackets,
        ];
        let mut numbering = Numbering::new(&styles);
        let levels = [2, 1, 2, 2, 4, 1, 2, 3, 4];
        let numerals: Vec<String> =
            levels.into_iter().map(|level| numbering.heading(level, "").numeral).collect();
        assert_eq!(
            numerals,
            ["一、", "二、", "（一）", "（二）", "1.", "三、", "（一）", "1.", "（1）"]
        );
        let deeper: Vec<String> = (1..=4).map(|below| numbering.item(below, 3)).collect();
        assert_eq!(deeper, ["③", "c）", "3）", "3）"]);
        assert_eq!((numbering.item(2, 26), numbering.item(2, 27)), ("z）".into(), "27）".into()));
    }
}
