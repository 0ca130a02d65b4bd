//! Signs that number formats show: `-#,##0.00` shows the stored 5 as -5.00, `0.00;0.00` shows the stored -5
//! as 5.00, `;;;` shows neither.

use rust_decimal::Decimal;

use super::{GENERAL, Section};
use crate::table::{Cell, Column, Table};

/// What is seen of the sign of numbers above zero, or of those below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seen {
    /// Their own.
    #[default]
    AsStored,
    /// The other one.
    OtherSign,
    /// Nothing is seen of them.
    Nothing,
}

/// What stands for a sign below zero; a bracket does where one closes behind the digits.
const MINUS: [char; 7] = ['-', '−', '－', '–', '△', '▲', '负'];

/// Colours of numbers that are below zero, as formats name them.
const RED: [&str; 5] = ["red", "红色", "红", "color3", "颜色3"];

/// What one section of a format shows of signs.
#[derive(Default)]
pub(super) struct Sign {
    stands: Stands,
    /// Whether a bracket is open.
    is_open: bool,
    is_red: bool,
    /// Whether the section is for some numbers by their size.
    has_condition: bool,
}

/// Where a sign below zero stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Stands {
    #[default]
    Nowhere,
    /// Before the digits, or around them.
    Before,
    /// Behind the digits; between them it is no sign.
    Behind,
}

impl Sign {
    /// Takes a character that is shown as it is; `has_digits` tells whether it stands behind digits.
    pub(super) fn word(&mut self, character: char, has_digits: bool) {
        match character {
            '(' | '（' if !has_digits => self.is_open = true,
            ')' | '）' if has_digits && self.is_open => self.stands = Stands::Before,
            ')' | '）' => self.is_open = false,
            minus if MINUS.contains(&minus) => {
                if !has_digits {
                    self.stands = Stands::Before;
                } else if self.stands == Stands::Nowhere {
                    self.stands = Stands::Behind;
                }
            }
            _ => {}
        }
    }

    /// Takes a digit, or a place for one.
    pub(super) const fn digit(&mut self) {
        if matches!(self.stands, Stands::Behind) {
            self.stands = Stands::Nowhere;
        }
    }

    fn is_below(&self) -> bool {
        self.stands != Stands::Nowhere
    }

    /// Takes what stands in square brackets: a colour, a condition, a language.
    pub(super) fn bracket(&mut self, inside: &str) {
        self.is_red |= RED.contains(&inside.to_lowercase().as_str());
        self.has_condition |= inside.starts_with(['<', '>', '=']);
    }
}

/// Tells what a format shows of the signs of numbers above zero and of those below.
pub(super) fn of_sections(sections: &[Section]) -> (Seen, Seen) {
    let plain = (Seen::AsStored, Seen::AsStored);
    let has_condition = sections.iter().any(|section| section.sign.has_condition);
    // One section is for all numbers, and those below zero get their sign before it.
    let (Some(first), false) = (sections.first(), has_condition) else { return plain };
    let above = match first {
        section if section.has_digits && section.sign.is_below() => Seen::OtherSign,
        section if !section.has_digits && is_blank(section) && sections.len() > 1 => Seen::Nothing,
        _ => Seen::AsStored,
    };
    let below = match sections.get(1) {
        Some(section) if section.has_digits => {
            let is_told = section.sign.is_below() || section.sign.is_red;
            if is_told { Seen::AsStored } else { Seen::OtherSign }
        }
        Some(section) if is_blank(section) => Seen::Nothing,
        _ => Seen::AsStored,
    };
    (above, below)
}

/// Tells whether a section without digits shows nothing, or no more than a dash.
fn is_blank(section: &Section) -> bool {
    let words = section.words.trim();
    words.chars().all(|character| MINUS.contains(&character)) && !GENERAL.contains(&words)
}

/// Tells by what is shown of a number what is seen of the signs above zero and below.
pub(super) fn of_text(value: Decimal, text: &str) -> (Seen, Seen) {
    let plain = (Seen::AsStored, Seen::AsStored);
    // A number that is rounded to nothing has no sign.
    if !text.contains(|c: char| matches!(c, '1'..='9')) || value.is_zero() {
        return plain;
    }
    let mut sign = Sign::default();
    let mut has_digits = false;
    for character in text.chars() {
        if character.is_ascii_digit() {
            has_digits = true;
            sign.digit();
        }
        sign.word(character, has_digits);
    }
    match (value.is_sign_negative(), sign.is_below()) {
        (false, true) => (Seen::OtherSign, Seen::AsStored),
        (true, false) => (Seen::AsStored, Seen::OtherSign),
        _ => plain,
    }
}

/// A number of which another sign is seen than is stored, or nothing.
pub(crate) struct OtherSign {
    pub(crate) row: u32,
    /// The number, as it is stored.
    pub(crate) stored: String,
    /// What shows it so: the format, or the shown text where formats are not at hand.
    pub(crate) format: std::sync::Arc<str>,
    pub(crate) seen: Seen,
}

/// Finds the first number of a column of which another sign is seen than is stored, or nothing.
pub(crate) fn other_sign(table: &Table, column: &Column) -> Option<OtherSign> {
    if table.shown.is_empty() {
        return None;
    }
    let position = column.position;
    table.rows.iter().find_map(|row| {
        let Cell::Number(digits) = row.cell(position) else { return None };
        let shown = table.shown.get(&(row.number, position))?;
        let value: Decimal = digits.parse().or_else(|_| Decimal::from_scientific(digits)).ok()?;
        let seen = match value {
            value if value.is_zero() => Seen::AsStored,
            value if value.is_sign_negative() => shown.below,
            _ => shown.above,
        };
        let (stored, format) = (digits.clone(), shown.format.clone());
        (seen != Seen::AsStored).then_some(OtherSign { row: row.number, stored, format, seen })
    })
}

#[cfg(test)]
mod tests {
    use super::Seen::{AsStored, Nothing, OtherSign};
    use super::*;
    use crate::shown::sections;

    #[test]
    fn what_a_format_makes_of_signs() {
        let plain = (AsStored, AsStored);
        let cases = [
            ("General", plain),
            ("0.00", plain),
            ("#,##0.00;-#,##0.00", plain),
            ("#,##0.00;[Red]-#,##0.00", plain),
            ("#,##0.00_);(#,##0.00)", plain),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", plain),
            ("0.00_ ;[Red]\\-0.00\\ ", plain),
            ("0.00;[Red]0.00", plain),
            ("0.00;[红色]0.00", plain),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", plain),
            ("_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", plain),
            ("_-* #,##0.00_-;\\-* #,##0.00_-;_-* \"-\"??_-;_-@_-", plain),
            ("\"¥\"#,##0.00;\"¥\"\\-#,##0.00", plain),
            ("#,##0.00;△#,##0.00", plain),
            ("#,##0.00_-;#,##0.00-", plain),
            ("0.00\"(元)\"", plain),
            ("\"(人民币)\"0.00", plain),
            ("0.00;-0.00;;@", plain),
            ("yyyy/m/d;@", plain),
            ("@", plain),
            ("[DBNum2][$-804]General", plain),
            ("[>=10000]0!.0,\"万\";0", plain),
            ("-#,##0.00", (OtherSign, AsStored)),
            ("\\-0.00", (OtherSign, AsStored)),
            ("\"-\"¥#,##0.00", (OtherSign, AsStored)),
            ("\"负\"0.00", (OtherSign, AsStored)),
            ("\"(\"0.00\")\"", (OtherSign, AsStored)),
            ("(#,##0.00)", (OtherSign, AsStored)),
            ("0.00-", (OtherSign, AsStored)),
            ("000-0000", plain),
            ("-0.00;0.00", (OtherSign, OtherSign)),
            ("#,##0.00;#,##0.00", (AsStored, OtherSign)),
            ("0.00;0.00;0.00", (AsStored, OtherSign)),
            ("0.00;[Blue]0.00", (AsStored, OtherSign)),
            ("General;General", (AsStored, OtherSign)),
            (";;;", (Nothing, Nothing)),
            ("0.00;;", (AsStored, Nothing)),
            ("0.00;\"-\"", (AsStored, Nothing)),
        ];
        for (format, expected) in cases {
            assert_eq!(of_sections(&sections(format)), expected, "{format}");
        }
    }

    #[test]
    fn what_is_shown_tells_of_the_sign() {
        let plain = (AsStored, AsStored);
        let cases = [
            ("5", "5.00", plain),
            ("5", "¥5.00", plain),
            ("-5", "-5.00", plain),
            ("-5", "(5.00)", plain),
            ("-0.001", "0.00", plain),
            ("5", "", plain),
            ("5", "2022-05-01", plain),
            ("5", "-5.00", (OtherSign, AsStored)),
            ("5", "(5.00)", (OtherSign, AsStored)),
            ("-5", "5.00", (AsStored, OtherSign)),
        ];
        for (value, text, expected) in cases {
            assert_eq!(of_text(value.parse().expect("a number"), text), expected, "{value} {text}");
        }
    }
}
