//! Units of money in English words: `Unit: 10,000 yuan`, `RMB'000`, `in ten thousand yuan`.

use crate::currency_unit::StatedUnit;
use crate::table::MoneyUnit;
use crate::vocabulary::half_width;

/// What a word says of a unit.
#[derive(Clone, Copy)]
enum Word {
    /// That it is money of China; that it is counted in yuan.
    Money { is_yuan: bool },
    /// That it is money smaller than a yuan.
    Smaller,
    /// A power of ten.
    Power(u32),
    /// Nothing.
    Filler,
}

/// The words, each before those that it begins with.
const WORDS: [(&str, Word); 27] = [
    ("renminbi", Word::Money { is_yuan: false }),
    ("yuan", Word::Money { is_yuan: true }),
    ("rmb", Word::Money { is_yuan: false }),
    ("cny", Word::Money { is_yuan: false }),
    ("¥", Word::Money { is_yuan: false }),
    ("￥", Word::Money { is_yuan: false }),
    ("jiao", Word::Smaller),
    ("fen", Word::Smaller),
    ("thousands", Word::Power(3)),
    ("thousand", Word::Power(3)),
    ("hundreds", Word::Power(2)),
    ("hundred", Word::Power(2)),
    ("millions", Word::Power(6)),
    ("million", Word::Power(6)),
    ("billions", Word::Power(9)),
    ("billion", Word::Power(9)),
    ("mn", Word::Power(6)),
    ("bn", Word::Power(9)),
    ("ten", Word::Power(1)),
    ("wan", Word::Power(4)),
    ("yi", Word::Power(8)),
    ("k", Word::Power(3)),
    ("chinese", Word::Filler),
    ("units", Word::Filler),
    ("unit", Word::Filler),
    ("of", Word::Filler),
    ("in", Word::Filler),
];

/// Marks that may stand between the words.
const MARKS: &str = " \u{3000}:=-/(.'’‘";

/// Labels of a unit, before a mark.
const LABELS: [&str; 4] = ["units", "unit", "单位", "currency"];

/// A unit with what is known of its words.
struct Phrase<'t> {
    unit: StatedUnit,
    /// Whether it names the money.
    names_money: bool,
    /// Whether it has words, and not digits alone.
    has_words: bool,
    /// What stands behind it.
    rest: &'t str,
}

/// Writes a text in half-width, lower case and without the commas of numbers.
fn plain(text: &str) -> String {
    let folded: Vec<char> =
        text.chars().map(half_width).collect::<String>().to_lowercase().chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| folded.get(at)).is_some_and(char::is_ascii_digit);
    let is_of_number = |at: usize| is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1));
    let kept = folded.iter().enumerate().filter(|(at, c)| **c != ',' || !is_of_number(*at));
    kept.map(|(_, c)| *c).collect()
}

/// Reads a unit at the beginning of a plain text.
fn phrase(text: &str) -> Option<Phrase<'_>> {
    let (mut rest, mut power, mut has_power) = (text, 0_u32, false);
    let (mut names_money, mut is_yuan, mut is_smaller) = (false, false, false);
    let mut has_words = false;
    loop {
        let next = rest.trim_start_matches(|c| MARKS.contains(c));
        if let Some((zeros, behind)) = power_of_ten(next) {
            (power, has_power, rest) = (power.saturating_add(zeros), true, behind);
            continue;
        }
        let found = WORDS.iter().find_map(|(word, says)| Some((says, next.strip_prefix(word)?)));
        let Some((says, behind)) = found else { break };
        has_words |= !matches!(says, Word::Filler);
        match says {
            Word::Money { is_yuan: says_yuan } => {
                names_money = true;
                is_yuan |= says_yuan;
            }
            Word::Smaller => (names_money, is_smaller) = (true, true),
            Word::Power(more) => (power, has_power) = (power.saturating_add(*more), true),
            Word::Filler => {}
        }
        rest = behind;
    }
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let unit = match (is_smaller, has_power, power) {
        (true, ..) => StatedUnit::Strange,
        (_, true, 0) => StatedUnit::Known(MoneyUnit::Yuan),
        (_, true, 3) => StatedUnit::Known(MoneyUnit::Thousand),
        (_, true, 4) => StatedUnit::Known(MoneyUnit::Wan),
        (_, true, 8) => StatedUnit::Known(MoneyUnit::Yi),
        (_, true, _) => StatedUnit::Strange,
        (_, false, _) if is_yuan => StatedUnit::Known(MoneyUnit::Yuan),
        // RMB names the money, and not its unit.
        (_, false, _) => return None,
    };
    Some(Phrase { unit, names_money, has_words, rest })
}

/// Reads `1`, `10`, `000` and the like as a power of ten; another number is none.
fn power_of_ten(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let zeros = digits.strip_prefix('1').unwrap_or(digits);
    let is_begun = digits.starts_with('1') || digits.len() >= 3;
    let is_power = is_begun && zeros.bytes().all(|byte| byte == b'0');
    // `000s` are thousands.
    let rest = rest.strip_prefix('s').filter(|_| digits.starts_with('0')).unwrap_or(rest);
    is_power.then(|| (u32::try_from(zeros.len()).unwrap_or(u32::MAX), rest))
}

/// Reads a text that says nothing but a unit, as in a bracket: `RMB yuan`, `10,000 yuan`, `thousands`. A
/// number alone says none, unless its thousands stand for a word, as in `'000`.
pub(crate) fn whole(text: &str) -> Option<StatedUnit> {
    let plain = plain(text);
    let bare = plain.trim_matches(['(', ')', ' ']);
    let Phrase { unit, has_words, rest, .. } = phrase(bare)?;
    let is_word = has_words || bare.starts_with(['\'', '’']);
    (rest.is_empty() && is_word).then_some(unit)
}

/// Reads the units that a text states behind a label or behind `in`.
pub(crate) fn labelled(text: &str) -> Vec<StatedUnit> {
    let plain = plain(text);
    let behind = LABELS.iter().flat_map(|label| {
        plain.match_indices(label).filter_map(|(at, label)| {
            let rest = plain.get(at.saturating_add(label.len())..)?;
            let rest = rest.trim_start_matches(' ').strip_prefix([':', '=', '('])?;
            let Phrase { unit, names_money, has_words, rest } = phrase(rest)?;
            let is_whole = has_words && rest.trim_matches([')', ' ']).is_empty();
            (names_money || is_whole).then_some(unit)
        })
    });
    let in_words = plain.match_indices("in ").filter_map(|(at, word)| {
        let is_begun = plain.get(..at)?.ends_with(char::is_alphanumeric);
        let found = phrase(plain.get(at.saturating_add(word.len())..)?)?;
        (!is_begun && found.names_money).then_some(found.unit)
    });
    let mut found: Vec<StatedUnit> = Vec::new();
    for unit in behind.chain(in_words) {
        if !found.contains(&unit) {
            found.push(unit);
        }
    }
    found
}

/// Returns where a unit at the end of a compact header begins, behind a mark or `in`: `Amount/yuan`,
/// `Amountintenthousandyuan`.
pub(crate) fn at_end(header: &str) -> Option<(usize, StatedUnit)> {
    let starts = header.char_indices().map(|(at, _)| at).skip(1);
    starts.into_iter().find_map(|at| {
        let (before, behind) = header.split_at_checked(at)?;
        let is_marked = behind.starts_with(['/', ',', ':', '-', '_', '|']);
        let plain = plain(behind.trim_start_matches(['/', ',', ':', '-', '_', '|']));
        let begins = is_marked || plain.starts_with("in");
        let Phrase { unit, names_money, rest, .. } = phrase(&plain).filter(|_| begins)?;
        let is_whole = rest.is_empty() && names_money && !before.is_empty();
        is_whole.then_some((at, unit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use MoneyUnit::{Thousand, Wan, Yi, Yuan};
    use StatedUnit::{Known, Strange};

    #[test]
    fn what_stands_behind_a_label() {
        let cases: &[(&str, &[StatedUnit])] = &[
            ("Unit: 10,000 yuan", &[Known(Wan)]),
            ("UNIT：10,000 YUAN", &[Known(Wan)]),
            ("Unit: RMB 10,000", &[Known(Wan)]),
            ("Unit: RMB yuan", &[Known(Yuan)]),
            ("(Unit: yuan)", &[Known(Yuan)]),
            ("Unit: ten thousand yuan  Date: 2022-12-31", &[Known(Wan)]),
            ("Currency unit: RMB'000", &[Known(Thousand)]),
            ("Unit: thousand", &[Known(Thousand)]),
            ("单位：RMB 10,000", &[Known(Wan)]),
            ("Amounts in ten thousand yuan", &[Known(Wan)]),
            ("All figures are in RMB yuan.", &[Known(Yuan)]),
            ("in RMB million", &[Strange]),
            ("in 100 million yuan", &[Known(Yi)]),
            ("Unit: 100 yuan", &[Strange]),
            ("Unit: fen", &[Strange]),
            ("Unit: RMB", &[]),
            ("Unit: 1", &[]),
            ("Unit: Yuanjiang Association", &[]),
            ("Unit: 1000 persons", &[]),
            ("Payments of 10,000 yuan and more", &[]),
            ("Main yuan", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(labelled(text), *expected, "{text}");
        }
    }

    #[test]
    fn what_brackets_and_headers_say() {
        let cases: &[(&str, Option<StatedUnit>)] = &[
            ("RMB yuan", Some(Known(Yuan))),
            ("10,000yuan", Some(Known(Wan))),
            ("RMB'000", Some(Known(Thousand))),
            ("'000", Some(Known(Thousand))),
            ("thousands", Some(Known(Thousand))),
            ("RMB million", Some(Strange)),
            ("RMB", None),
            ("1000", None),
            ("000", None),
            ("0", None),
            ("in figures", None),
        ];
        for (text, expected) in cases {
            assert_eq!(whole(text), *expected, "{text}");
        }
        let headers: &[(&str, Option<(usize, StatedUnit)>)] = &[
            ("Amount/yuan", Some((6, Known(Yuan)))),
            ("Amountintenthousandyuan", Some((6, Known(Wan)))),
            ("Amount,RMB10,000", Some((6, Known(Wan)))),
            ("Amount", None),
            ("AmountRMB", None),
            ("Amount/RMB", None),
        ];
        for (header, expected) in headers {
            assert_eq!(at_end(header), *expected, "{header}");
        }
    }
}
