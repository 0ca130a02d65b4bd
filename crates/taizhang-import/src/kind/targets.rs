//! Targets of indicators as forms write them: the comparison, the number and its unit in one cell.

use taizhang_core::amount_text::parse_number;
use taizhang_core::event::{Comparator, Target};

use crate::fault::Reason;
use crate::field::Field;
use crate::value::RowReader;

pub(super) const SIGNS: &[(&str, Option<Comparator>)] = &[
    ("＞", Some(Comparator::Above)),
    (">", Some(Comparator::Above)),
    ("≥", Some(Comparator::AtLeast)),
    (">=", Some(Comparator::AtLeast)),
    ("=", Some(Comparator::Equal)),
    ("＝", Some(Comparator::Equal)),
    ("≤", Some(Comparator::AtMost)),
    ("<=", Some(Comparator::AtMost)),
    ("＜", Some(Comparator::Below)),
    ("<", Some(Comparator::Below)),
    ("定性", None),
];

/// How a cell begins that states a comparison; what holds another comes before it.
const BEGINNINGS: [(&str, Comparator); 22] = [
    (">=", Comparator::AtLeast),
    ("＞=", Comparator::AtLeast),
    ("≥", Comparator::AtLeast),
    ("大于等于", Comparator::AtLeast),
    ("不低于", Comparator::AtLeast),
    ("不少于", Comparator::AtLeast),
    ("不小于", Comparator::AtLeast),
    ("<=", Comparator::AtMost),
    ("＜=", Comparator::AtMost),
    ("≤", Comparator::AtMost),
    ("小于等于", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("不超过", Comparator::AtMost),
    ("不多于", Comparator::AtMost),
    ("＞", Comparator::Above),
    (">", Comparator::Above),
    ("大于", Comparator::Above),
    ("＜", Comparator::Below),
    ("<", Comparator::Below),
    ("小于", Comparator::Below),
    ("=", Comparator::Equal),
    ("＝", Comparator::Equal),
];

/// Reads a target, with its comparison from a column of its own or from the cell itself.
pub(super) fn target(reader: &mut RowReader<'_>) -> Option<Target> {
    if !reader.has_cell(Field::Sign) {
        return written_out(reader);
    }
    match reader.choice(Field::Sign, SIGNS)? {
        None => Some(Target::Qualitative { description: reader.text(Field::Target)? }),
        Some(comparator) => {
            let (value, is_percent) = reader.measured(Field::Target)?;
            let unit = unit(reader, if is_percent { "%" } else { "" })?;
            Some(Target::Quantitative { comparator, value, unit })
        }
    }
}

/// Reads `≥12场次`, `不低于95%` or `及时`. A number without a comparison could be meant either way; what a
/// person says of the whole file (`--set 指标性质=≥`) decides those alone.
fn written_out(reader: &mut RowReader<'_>) -> Option<Target> {
    let text = reader.text(Field::Target)?;
    let found = BEGINNINGS.iter().find_map(|(begin, comparator)| {
        Some((text.strip_prefix(begin)?.trim_start(), *comparator))
    });
    if let Some((rest, comparator)) = found {
        return quantity(reader, comparator, rest, &text);
    }
    let found = ENDINGS.iter().find_map(|(end, comparator)| {
        let number = text.strip_suffix(end)?;
        number.starts_with(|c: char| c.is_ascii_digit()).then_some((number, *comparator))
    });
    if let Some((number, comparator)) = found {
        return quantity(reader, comparator, number, &text);
    }
    if !text.contains(|c: char| c.is_ascii_digit()) || is_time(&text) {
        return Some(Target::Qualitative { description: text });
    }
    if reader.is_blank(Field::Sign) {
        return reader.missing(Field::Sign);
    }
    match reader.choice(Field::Sign, SIGNS)? {
        None => Some(Target::Qualitative { description: text }),
        Some(comparator) => {
            // A number format says per cent; the digits alone do not.
            let bare = text.trim_end_matches(['%', '％']);
            let target = if parse_number(bare).is_err() {
                quantity(reader, comparator, &text, &text)?
            } else {
                let (value, is_percent) = reader.measured(Field::Target)?;
                let unit = unit(reader, if is_percent { "%" } else { "" })?;
                Target::Quantitative { comparator, value, unit }
            };
            if says_nothing(&target) {
                return reader.refuse(Field::Target, &text, Reason::AlwaysMet);
            }
            Some(target)
        }
    }
}

/// Reads a number with the unit behind it.
fn quantity(
    reader: &mut RowReader<'_>,
    comparator: Comparator,
    rest: &str,
    text: &str,
) -> Option<Target> {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '０'..='９');
    let end = rest.find(|c| !is_of_number(c)).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    if digits.is_empty() {
        return reader.refuse(Field::Target, text, Reason::NoDigits);
    }
    let value = match parse_number(digits) {
        Ok(value) => value,
        Err(error) => return reader.refuse(Field::Target, text, Reason::Number(error)),
    };
    // `≥12期，≤20期` and `95%-100%` are two numbers, `m2` is one unit.
    let is_second = |(at, c): (usize, char)| {
        let before = rest.get(..at).and_then(|before| before.chars().next_back());
        c.is_ascii_digit() && !before.is_some_and(|before| before.is_ascii_alphanumeric())
    };
    if rest.char_indices().any(is_second) {
        return reader.refuse(Field::Target, text, Reason::SeveralNumbers);
    }
    let unit = unit(reader, rest.trim())?;
    Some(Target::Quantitative { comparator, value, unit })
}

/// How a cell ends that states a comparison behind its number; such words include the number (《民法典》第
/// 一千二百五十九条).
const ENDINGS: [(&str, Comparator); 6] = [
    ("及以上", Comparator::AtLeast),
    ("以上", Comparator::AtLeast),
    ("及以下", Comparator::AtMost),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("之内", Comparator::AtMost),
];

/// What stands behind the month of a day, or of an end by which something is done.
const BEHIND_MONTH: [&str; 8] = ["底", "末", "初", "前", "中旬", "上旬", "下旬", "份"];

/// Tells whether a target is a day, a month or a year by which something is done, and holds no other number:
/// 2022年12月底前. 12月 alone may be twelve months.
fn is_time(text: &str) -> bool {
    let (mut rest, mut says_when) = (text, false);
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(at..).unwrap_or_default();
        let behind = from.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = from.len().saturating_sub(behind.len());
        says_when |= match behind.chars().next() {
            Some('年') => digits == 4,
            Some('月') => {
                let behind = behind.trim_start_matches('月');
                let is_end = BEHIND_MONTH.iter().any(|end| behind.starts_with(end));
                is_end || behind.starts_with(|c: char| c.is_ascii_digit())
            }
            Some('日' | '号') => says_when,
            _ => return false,
        };
        rest = behind;
    }
    says_when
}

/// Tells whether a target is met whatever was done, so that no form means it: `0起` beside a `≥` of the file.
fn says_nothing(target: &Target) -> bool {
    matches!(target, Target::Quantitative { comparator: Comparator::AtLeast, value, .. } if value.is_zero())
}

/// Joins the unit that a cell states with the one of its own column, which must not differ.
fn unit(reader: &mut RowReader<'_>, stated: &str) -> Option<String> {
    let stated = if stated == "％" { "%" } else { stated };
    let unit = reader.optional_text(Field::Unit).unwrap_or_default();
    let is_percent = matches!(unit.as_str(), "%" | "％" | "百分比" | "百分率");
    match unit.as_str() {
        _ if stated == "%" && is_percent => Some("%".to_owned()),
        "" => Some(stated.to_owned()),
        unit if stated.is_empty() || stated == unit => Some(unit.to_owned()),
        _ => reader.refuse(Field::Unit, &unit, Reason::OtherUnit(stated.to_owned())),
    }
}
