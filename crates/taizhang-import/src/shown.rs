//! Units that number formats show: `0.00"万元"` shows the stored 0.5 as 0.50万元, `0!.0000"万元"` shows the
//! stored 5000 as 0.5000万元. Who looks at the sheet cannot tell one from the other. Signs are told by
//! `sign`.

mod sign;

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::table::{Cell, Column, MoneyUnit, Table};

pub use sign::Seen;
use sign::Sign;
pub(crate) use sign::{OtherSign, other_sign};

/// What a number format makes of a number, where that is not what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownNumber {
    /// The format, as the workbook writes it; what is shown, where formats are not at hand.
    pub format: Arc<str>,
    /// What it makes of the unit.
    pub unit: Option<ShownUnit>,
    /// What is seen of the sign of numbers above zero.
    pub above: Seen,
    /// What is seen of the sign of numbers below zero.
    pub below: Seen,
}

impl ShownNumber {
    fn of(format: &str, made: Option<Made>, (above, below): (Seen, Seen)) -> Option<Self> {
        let format: Arc<str> = format.into();
        let unit = made.map(|made| ShownUnit { format: format.clone(), made });
        let is_as_stored = unit.is_none() && above == Seen::AsStored && below == Seen::AsStored;
        (!is_as_stored).then_some(Self { format, unit, above, below })
    }
}

/// What a number format makes of the unit of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownUnit {
    /// The format, as the workbook writes it.
    pub format: Arc<str>,
    /// What it makes.
    pub made: Made,
}

/// What a number format makes of the unit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It shows the stored digits with this unit.
    Named(MoneyUnit),
    /// It shows the stored number divided by this power of ten, with or without a unit.
    Scaled(u32, Option<MoneyUnit>),
    /// It shows words like 百万, or differs between its sections.
    Unclear,
}

impl ShownUnit {
    /// Tells whether what is shown is right if the stored number is in yuan.
    pub fn fits_yuan(&self) -> bool {
        match self.made {
            Made::Named(unit) => unit == MoneyUnit::Yuan,
            Made::Scaled(_, None) => true,
            Made::Scaled(power, Some(unit)) => 10_u32.checked_pow(power) == Some(unit.yuan()),
            Made::Unclear => false,
        }
    }
}

/// What the formats of a column show.
pub(crate) struct ShownColumn<'t> {
    /// What the first of its numbers shows that shows a unit; one that is scaled comes before others.
    pub(crate) shown: &'t ShownUnit,
    /// Its row.
    pub(crate) row: u32,
    /// Whether all its numbers show the same.
    pub(crate) is_whole: bool,
    /// Whether what they show is right, for all of them, if yuan are stored.
    pub(crate) fits_yuan: bool,
}

/// Looks through the numbers of a column for units that their formats show.
pub(crate) fn of_column<'t>(table: &'t Table, column: &Column) -> Option<ShownColumn<'t>> {
    if table.shown.is_empty() {
        return None;
    }
    let position = column.position;
    let is_number = |cell: &Cell| matches!(cell, Cell::Number(_));
    let numbers = table.rows.iter().filter(|row| is_number(row.cell(position)));
    let unit = |row: u32| table.shown.get(&(row, position))?.unit.as_ref();
    let shown = numbers.map(|row| (row.number, unit(row.number)));
    let (mut first, mut is_whole, mut fits_yuan) = (None, true, true);
    let mut before: Option<Option<Made>> = None;
    for (row, shown) in shown {
        let made = shown.map(|shown| shown.made);
        is_whole &= before.is_none_or(|before| before == made);
        before = Some(made);
        let Some(shown) = shown else { continue };
        fits_yuan &= shown.fits_yuan();
        let is_plain = |(_, shown): &(u32, &ShownUnit)| matches!(shown.made, Made::Named(_));
        if first.as_ref().is_none_or(|first| is_plain(first) && !is_plain(&(row, shown))) {
            first = Some((row, shown));
        }
    }
    first.map(|(row, shown)| ShownColumn { shown, row, is_whole, fits_yuan })
}

/// Tells what a number format makes of numbers; none where it shows them as they are.
pub(crate) fn of_format(format: &str) -> Option<ShownNumber> {
    let sections = sections(format);
    let signs = sign::of_sections(&sections);
    ShownNumber::of(format, unit_of(&sections), signs)
}

/// Tells what the sections of a format make of units.
fn unit_of(sections: &[Section]) -> Option<Made> {
    // The fourth section is for texts.
    let mut made = sections.iter().take(3).filter(|section| section.has_digits).map(made);
    let first = made.next()?;
    if made.all(|other| other == first) { first } else { Some(Made::Unclear) }
}

/// Tells by what is shown of a number what its format makes of it, where formats are not at hand.
pub(crate) fn of_text(value: &str, text: &str) -> Option<ShownNumber> {
    if text.contains(['E', 'e']) {
        return None;
    }
    let signs = value.parse().map(|value| sign::of_text(value, text)).unwrap_or_default();
    ShownNumber::of(text, unit_of_text(value, text), signs)
}

/// Tells by what is shown of a number what its format makes of units.
fn unit_of_text(value: &str, text: &str) -> Option<Made> {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let digits: String = text.chars().filter(|c| is_of_number(*c)).collect();
    let value: Decimal = value.parse().ok()?;
    let shown: Decimal = digits.trim_end_matches('-').parse().ok()?;
    let (value, shown) = (value.abs(), shown.abs());
    let words: String = text.chars().filter(|c| !is_of_number(*c) && *c != ',').collect();
    let unit = unit_in(&words);
    // What was rounded off is less than one of the last digit that is shown.
    let is_divided_by = |power: &u32| {
        let scale = Decimal::from(10_u64.saturating_pow(*power));
        let least = scale.checked_div(Decimal::from(10_u64.saturating_pow(shown.scale())));
        let off = value.saturating_sub(shown.saturating_mul(scale)).abs();
        least.is_some_and(|least| off <= least)
    };
    let is_near = !shown.is_zero() && shown.saturating_mul(Decimal::ONE_HUNDRED) > value;
    let power = if is_near || is_divided_by(&0) {
        Some(0)
    } else {
        (3..=12).find(|power| !shown.is_zero() && is_divided_by(power))
    };
    Some(match (power, unit) {
        (_, Err(Several)) | (None, _) => Made::Unclear,
        (Some(0), Ok(unit)) => Made::Named(unit?),
        (Some(power), Ok(unit)) => Made::Scaled(power, unit),
    })
}

/// Words that name no one unit of money.
struct Several;

/// Finds the unit of money in the words of a format.
fn unit_in(words: &str) -> Result<Option<MoneyUnit>, Several> {
    let units = [('亿', MoneyUnit::Yi), ('万', MoneyUnit::Wan), ('千', MoneyUnit::Thousand)];
    let large: Vec<MoneyUnit> =
        units.iter().filter(|(word, _)| words.contains(*word)).map(|(_, unit)| *unit).collect();
    match large.as_slice() {
        [] => Ok(words.contains('元').then_some(MoneyUnit::Yuan)),
        [unit] if !words.contains(['百', '十', '佰', '拾']) => Ok(Some(*unit)),
        _ => Err(Several),
    }
}

/// How formats name the digits that a number has by itself.
const GENERAL: [&str; 2] = ["General", "通用格式"];

/// One of the sections of a number format.
#[derive(Default)]
struct Section {
    has_digits: bool,
    /// Commas after the last digit, or before the decimal point; each divides by a thousand.
    thousands: u32,
    /// Commas since the last digit.
    commas: u32,
    /// Digits behind a point that is no decimal point but a word.
    after_word_point: Option<u32>,
    /// What is shown beside the digits.
    words: String,
    sign: Sign,
}

/// Splits a format into its sections, each with its digits and its words.
fn sections(format: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character == ';' {
            sections.push(Section::default());
            continue;
        }
        let Some(section) = sections.last_mut() else { break };
        match character {
            '"' => characters.by_ref().take_while(|c| *c != '"').for_each(|c| section.word(c)),
            '\\' | '!' => characters.next().into_iter().for_each(|c| section.word(c)),
            '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                section.sign.bracket(&inside);
            }
            '0' | '#' | '?' => {
                section.has_digits = true;
                section.sign.digit();
                section.commas = 0;
                section.after_word_point = section.after_word_point.map(|n| n.saturating_add(1));
            }
            ',' if section.has_digits => section.commas = section.commas.saturating_add(1),
            '.' => section.end_whole_part(),
            other => section.word(other),
        }
    }
    for section in &mut sections {
        section.end_whole_part();
        section.has_digits |= GENERAL.iter().any(|word| section.words.contains(word));
    }
    sections
}

impl Section {
    /// Takes a character that is shown as it is.
    fn word(&mut self, character: char) {
        if character == '.' && self.has_digits && self.after_word_point.is_none() {
            self.after_word_point = Some(0);
        }
        self.sign.word(character, self.has_digits);
        self.words.push(character);
    }

    fn end_whole_part(&mut self) {
        self.thousands = self.thousands.saturating_add(self.commas);
        self.commas = 0;
    }
}

fn made(section: &Section) -> Option<Made> {
    let words: String = section.words.chars().filter(|c| !c.is_whitespace()).collect();
    let Ok(unit) = unit_in(&words) else { return Some(Made::Unclear) };
    let power = section.thousands.saturating_mul(3);
    let power = power.saturating_add(section.after_word_point.unwrap_or_default());
    match (power, unit) {
        (0, unit) => unit.map(Made::Named),
        (power, unit) => Some(Made::Scaled(power, unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_format_makes_of_units() {
        use Made::{Named, Scaled, Unclear};
        use MoneyUnit::{Thousand, Wan, Yi, Yuan};
        let cases: &[(&str, Option<Made>)] = &[
            ("General", None),
            ("0.00", None),
            ("#,##0.00", None),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", None),
            ("_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", None),
            ("yyyy\\-mm\\-dd", None),
            ("General\"万元\"", Some(Named(Wan))),
            ("0.00\"元\"", Some(Named(Yuan))),
            ("0.00\"万元\"", Some(Named(Wan))),
            ("#,##0.00\"万元\"", Some(Named(Wan))),
            ("0.00万", Some(Named(Wan))),
            ("0.0000\\万\\元", Some(Named(Wan))),
            ("0!.0,\"万\"", Some(Scaled(4, Some(Wan)))),
            ("0\\.0,\"万元\"", Some(Scaled(4, Some(Wan)))),
            ("0\".\"0000", Some(Scaled(4, None))),
            ("0!.0000", Some(Scaled(4, None))),
            ("0.00,,\"万元\"", Some(Scaled(6, Some(Wan)))),
            ("#,##0,", Some(Scaled(3, None))),
            ("#,##0,\"千元\"", Some(Scaled(3, Some(Thousand)))),
            ("0,.00", Some(Scaled(3, None))),
            ("0!.00,,\"亿\"", Some(Scaled(8, Some(Yi)))),
            ("0.0\"百万元\"", Some(Unclear)),
            ("[>=10000]0!.0,\"万\";0", Some(Unclear)),
            ("0.00\"万元\";-0.00\"万元\"", Some(Named(Wan))),
            ("0.00\"万元\";-0.00\"万元\";\"-\"", Some(Named(Wan))),
        ];
        for (format, expected) in cases {
            let made = of_format(format).and_then(|shown| shown.unit).map(|unit| unit.made);
            assert_eq!(made, *expected, "{format}");
        }
    }

    #[test]
    fn what_is_shown_tells_of_the_format() {
        let cases: &[(&str, &str, Option<Made>)] = &[
            ("0.5", "0.50", None),
            ("1234.5", "1,234.50", None),
            ("0.5", "0.50万元", Some(Made::Named(MoneyUnit::Wan))),
            ("-0.5", "-0.50万元", Some(Made::Named(MoneyUnit::Wan))),
            ("5000", "5,000.00元", Some(Made::Named(MoneyUnit::Yuan))),
            ("12345", "1.2万", Some(Made::Scaled(4, Some(MoneyUnit::Wan)))),
            ("12345", "12", Some(Made::Scaled(3, None))),
            ("5000000", "5.00万元", Some(Made::Scaled(6, Some(MoneyUnit::Wan)))),
            ("12", "0万", Some(Made::Unclear)),
            ("5", "5百万元", Some(Made::Unclear)),
            ("0", "0.00", None),
            ("0.004", "0.00", None),
            ("5", "###", None),
            ("150000", "1.5E+05", None),
        ];
        for (value, text, expected) in cases {
            let made = of_text(value, text).and_then(|shown| shown.unit).map(|unit| unit.made);
            assert_eq!(made, *expected, "{value} {text}");
        }
    }

    #[test]
    fn a_scale_that_is_the_unit_shows_yuan() {
        let unit = |format: &str| of_format(format).and_then(|shown| shown.unit);
        let fits = |format: &str| unit(format).expect("it shows a unit").fits_yuan();
        assert!(fits("0!.0,\"万\"") && fits("0!.0000") && fits("#,##0,\"千元\""));
        assert!(!fits("0.00,,\"万元\"") && !fits("0.00\"万元\"") && !fits("0.0\"百万元\""));
    }
}
