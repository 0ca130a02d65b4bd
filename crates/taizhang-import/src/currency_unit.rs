//! Words that state a unit of money, in headers and around tables.

use crate::english_unit;
use crate::table::MoneyUnit;

/// A unit that words state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatedUnit {
    /// One that amounts can be read in.
    Known(MoneyUnit),
    /// One that nobody reckons in here, like 百万元.
    Strange,
}

const UNITS: [MoneyUnit; 4] = [MoneyUnit::Wan, MoneyUnit::Yi, MoneyUnit::Thousand, MoneyUnit::Yuan];

/// Units that are stated and cannot be read in; each hides a known one at its end.
const STRANGE: [&str; 11] =
    ["百万元", "千万元", "十万元", "百亿元", "十亿元", "百元", "十元", "百万", "千万", "角", "分"];

/// Names of the money that may stand before a unit.
const MONEY: [&str; 4] = ["人民币", "RMB", "CNY", "¥"];

/// Returns what stands behind the name of the money, if one is there.
fn without_money(text: &str) -> &str {
    MONEY.iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text)
}

/// Reads the unit that a text begins with; what comes behind must not go on with the word: 元旦, 元江县.
fn at_start(text: &str) -> Option<StatedUnit> {
    let text = without_money(text);
    let ends = |rest: &str| {
        !rest.starts_with(char::is_alphanumeric)
            || ["人民币", "为单位"].iter().any(|word| rest.starts_with(word))
    };
    let behind = |name: &str| text.strip_prefix(name).is_some_and(ends);
    if STRANGE.iter().any(|name| behind(name)) {
        return Some(StatedUnit::Strange);
    }
    let short = |unit: &MoneyUnit| *unit == MoneyUnit::Wan && behind("万");
    UNITS.into_iter().find(|unit| behind(unit.name()) || short(unit)).map(StatedUnit::Known)
}

/// Reads a text that says nothing but a unit: `万元`, `（元）`, `人民币千元`.
pub(crate) fn whole(compact: &str) -> Option<StatedUnit> {
    let bare = compact.trim_matches(['(', ')', ':']);
    let own = without_money(bare);
    let is_whole = own.ends_with(['元', '万', '角', '分']) && own.chars().count() <= 3;
    at_start(own).filter(|_| is_whole).or_else(|| english_unit::whole(bare))
}

/// Reads all units behind the word 单位, and in `以万元为单位`; the text is compact.
pub(crate) fn labelled(compact: &str) -> Vec<StatedUnit> {
    let behind = compact.match_indices("单位").filter_map(|(at, word)| {
        let rest = compact.get(at.saturating_add(word.len())..)?;
        at_start(rest.trim_start_matches([':', '为', '是', '=', '(']))
    });
    let mut found: Vec<StatedUnit> = behind.collect();
    if let Some((before, _)) = compact.split_once("为单位")
        && let Some((_, word)) = before.rsplit_once('以')
    {
        found.extend(whole(word));
    }
    found
}

/// Reads the units in the brackets of a text, each alone or beside other words: `（万元）`, `（含税，元）`.
pub(crate) fn in_brackets(compact: &str) -> Vec<StatedUnit> {
    let brackets = compact.split('(').skip(1).filter_map(|part| part.split_once(')'));
    brackets.flat_map(|(words, _)| in_bracket(words)).collect()
}

/// Reads the units in one bracket. 元、角、分 are the parts of an amount in yuan.
fn in_bracket(words: &str) -> Vec<StatedUnit> {
    if let Some(unit) = english_unit::whole(words.strip_prefix("单位").unwrap_or(words)) {
        return vec![unit];
    }
    let has_parts = words.contains('元') && !words.contains(['万', '千', '亿', '百', '十']);
    let words = words.split([',', ';', '、', ':']);
    let words = words.filter(|word| !(has_parts && matches!(*word, "角" | "分")));
    words.filter_map(|word| at_start(word.strip_prefix("单位").unwrap_or(word))).collect()
}

/// Reads the units that a header states: in brackets, behind a mark, or at its end, like `金额万元`.
pub(crate) fn of_header(compact: &str) -> Vec<StatedUnit> {
    let mut found = in_brackets(compact);
    let behind = chinese_at_end(compact)
        .and_then(|at| at_start(compact.get(at..)?.trim_start_matches(MARKS)));
    found.extend(behind.or_else(|| english_unit::at_end(compact).map(|(_, unit)| unit)));
    let mut seen = Vec::new();
    found.retain(|unit| {
        !seen.contains(unit) && {
            seen.push(*unit);
            true
        }
    });
    found
}

/// Marks before a unit at the end of a header.
const MARKS: [char; 7] = ['/', ',', ':', '-', '_', '、', '|'];

/// Returns where the unit at the end of a header begins, with the mark before it. 元 alone ends other
/// words, like 美元, and needs a mark.
pub(crate) fn at_end(compact: &str) -> Option<usize> {
    chinese_at_end(compact).or_else(|| english_unit::at_end(compact).map(|(at, _)| at))
}

fn chinese_at_end(compact: &str) -> Option<usize> {
    let strange =
        STRANGE.iter().find_map(|name| compact.strip_suffix(name).filter(|_| name.len() > 6));
    let large = || ["万元", "千元", "亿元"].iter().find_map(|name| compact.strip_suffix(name));
    let yuan = || compact.strip_suffix(['元', '角', '分']).filter(|before| before.ends_with(MARKS));
    let before = strange.or_else(large).or_else(yuan)?;
    let before = before.strip_suffix("人民币").unwrap_or(before);
    let before = before.trim_end_matches(MARKS);
    (!before.is_empty()).then_some(before.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use StatedUnit::{Known, Strange};

    const YUAN: StatedUnit = Known(MoneyUnit::Yuan);
    const WAN: StatedUnit = Known(MoneyUnit::Wan);

    #[test]
    fn what_stands_behind_the_word_unit() {
        let cases: &[(&str, &[StatedUnit])] = &[
            ("单位:万元", &[WAN]),
            ("填报单位:示范县科协金额单位:万元", &[WAN]),
            ("(单位万元)", &[WAN]),
            ("单位:人民币元", &[YUAN]),
            ("单位:元(列至角分)", &[YUAN]),
            ("单位:元江县科协", &[]),
            ("单位:百万元", &[Strange]),
            ("单位:万", &[WAN]),
            ("单位:万年县科协", &[]),
            ("以万元为单位", &[WAN]),
            ("金额单位:元,计量单位:万元", &[YUAN, WAN]),
            ("单位:分", &[Strange]),
            ("单位:角", &[Strange]),
            ("单位:分局", &[]),
            ("单位:RMB万元", &[WAN]),
            ("单位负责人:甲", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(labelled(text), *expected, "{text}");
        }
    }

    #[test]
    fn what_headers_state() {
        let cases: &[(&str, &[StatedUnit])] = &[
            ("金额", &[]),
            ("金额(万元)", &[WAN]),
            ("金额(含税,万元)", &[WAN]),
            ("(万元)金额", &[WAN]),
            ("金额万元", &[WAN]),
            ("金额/万元", &[WAN]),
            ("金额/元", &[YUAN]),
            ("金额(元)(万元)", &[YUAN, WAN]),
            ("金额百万元", &[Strange]),
            ("金额(分)", &[Strange]),
            ("金额/角", &[Strange]),
            ("金额(元、角、分)", &[YUAN]),
            ("金额(RMB万元)", &[WAN]),
            ("Amount(yuan)", &[YUAN]),
            ("Amount(10,000yuan)", &[WAN]),
            ("Amount(RMB)", &[]),
            ("Amountinthousandyuan", &[Known(MoneyUnit::Thousand)]),
            ("金额(美元)", &[]),
            ("支付美元", &[]),
            ("日期(元月)", &[]),
            ("标准(元/人)", &[YUAN]),
        ];
        for (text, expected) in cases {
            assert_eq!(of_header(text), *expected, "{text}");
        }
    }
}
