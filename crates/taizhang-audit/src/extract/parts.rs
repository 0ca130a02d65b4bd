//! A whole and its parts in running text: 其中 and 包括.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::number::{Number, closes, plain};
use super::outline::Level;
use super::passage::Passage;
use super::{Pattern, regex};

/// The most parts whose subsets are tried.
const MOST_SUBSET_TERMS: usize = 12;

/// Words of wholes whose parts may be parted by semicolons without a colon before them.
const OF_MONEY: &[&str] = &["总", "合计", "共", "支出", "收入", "经费", "预算", "资金"];

/// A whole is sought this many paragraphs back.
const REACH: usize = 8;

static NAMED: Pattern = Pattern::new(|| {
    regex(r"(?:^|[，。；,;])(?:在|[0-9]{4}年(?:度)?)?(?P<name>[\p{Han}“”]{2,14}?)中[，,：:]")
});

/// A whole and the amounts that are named as its parts.
#[derive(Clone, Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) passage: &'a Passage,
    pub(crate) whole: &'a Amount,
    pub(crate) members: Vec<&'a Amount>,
    /// Amounts of another unit in the same list.
    pub(crate) others: Vec<&'a Amount>,
}

/// Returns the wholes of a passage that name their parts.
pub(crate) fn parts(passage: &Passage) -> Vec<Parts<'_>> {
    let marks: Vec<usize> = ["其中", "包括"]
        .iter()
        .flat_map(|mark| passage.text.match_indices(mark).map(|(at, _)| at))
        .collect();
    marks.iter().filter_map(|at| at_mark(passage, *at, &marks)).collect()
}

/// Returns the wholes that a passage names without their amount, “基本支出中，…”, with the amount
/// that an earlier sentence gives them.
pub(crate) fn named(passages: &[Passage], at: usize) -> Vec<Parts<'_>> {
    let Some(passage) = passages.get(at) else { return Vec::new() };
    let mut found = Vec::new();
    for captures in NAMED.captures_iter(&passage.text) {
        let (Some(mark), Some(name)) = (captures.get(0), captures.name("name")) else { continue };
        let name = bare(name.as_str());
        let (_, end) = passage.sentence_bounds(mark.end());
        let earlier = passages.get(at.saturating_sub(REACH)..at).unwrap_or_default();
        let own = passage.amounts.iter().filter(|amount| amount.span.end <= mark.start() + 3);
        let whole =
            earlier.iter().flat_map(|passage| &passage.amounts).chain(own).rfind(|amount| {
                amount.number.is_money() && !amount.is_comparison() && bare(&amount.label) == name
            });
        let Some(whole) = whole else { continue };
        let listed = passage.amounts.iter().filter(|amount| {
            amount.span.start >= mark.end()
                && amount.span.end <= end
                && amount.depth == 0
                && amount.number.is_money()
                && !amount.is_comparison()
        });
        found.push(Parts { passage, whole, members: listed.collect(), others: Vec::new() });
    }
    found
}

/// Returns the whole at whose end a passage says 其中 or 包括, with the first amount of each of the
/// paragraphs that follow, up to a heading of the passage's own level. What stands deeper than the
/// first of them is part of a part.
pub(crate) fn below(
    passages: &[Passage],
    at: usize,
    level: impl Fn(usize) -> Option<Level>,
) -> Option<Parts<'_>> {
    let passage = passages.get(at)?;
    let text = passage.text.trim_end_matches(['：', ':']);
    if text.len() == passage.text.len() || !["其中", "包括"].iter().any(|w| text.ends_with(w)) {
        return None;
    }
    let start = passage.sentence_bounds(text.len().saturating_sub("其中".len())).0;
    let has_amount = passage.amounts.iter().any(|amount| amount.span.start >= start);
    let start = if has_amount { start } else { passage.sentence_bounds(start.saturating_sub(1)).0 };
    let is_whole = |amount: &&Amount| {
        amount.span.start >= start
            && amount.number.is_money()
            && amount.depth == 0
            && !amount.is_comparison()
    };
    let whole = passage.amounts.iter().find(is_whole)?;
    let own = level(passage.paragraph?).unwrap_or(Level::Second);
    let mut members = Vec::new();
    let mut of_first = None;
    for next in passages.get(at + 1..)? {
        let found = level(next.paragraph?);
        let first = next.amounts.first().filter(|amount| {
            let before = next.text.get(..amount.span.start).unwrap_or_default();
            amount.number.is_money()
                && !before.contains(['。', '；', '：', '，'])
                && !amount.label.is_empty()
        });
        let Some(amount) = first.filter(|_| found.is_none_or(|found| found > own)) else { break };
        if *of_first.get_or_insert(found) == found {
            members.push(amount);
        }
    }
    (members.len() > 1).then_some(Parts { passage, whole, members, others: Vec::new() })
}

/// Takes off what a name may be said with or without.
fn bare(name: &str) -> &str {
    let name = name.trim_start_matches(['年', '度']);
    ["决算数", "决算", "预算数", "预算"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name)
}

fn at_mark<'a>(passage: &'a Passage, at: usize, marks: &[usize]) -> Option<Parts<'a>> {
    let (mut sentence_start, sentence_end) = passage.sentence_bounds(at);
    let depth = depth_at(&passage.text, at);
    // “共89.97万元。其中：…” goes on after a full stop.
    let opening = passage.text.get(sentence_start..at)?;
    if opening.trim_start_matches(['。', '\n', ' ']).is_empty() && sentence_start > 0 {
        sentence_start = passage.sentence_bounds(sentence_start).0;
    }
    let whole = passage
        .amounts
        .iter()
        .filter(|amount| amount.span.start >= sentence_start && amount.span.end <= at)
        .filter(|amount| amount.depth <= depth && !amount.is_comparison())
        .rfind(|amount| amount.number.unit != "%")?;
    // “甲9户，其中某3户…；乙19户” goes on with the list that 甲 is of.
    let has_colon =
        passage.text.get(at..)?.chars().nth(2).is_some_and(|next| matches!(next, '：' | ':'));
    let is_whole = OF_MONEY.iter().any(|word| whole.label.contains(word));
    let sentence_end = if has_colon || is_whole || whole.depth != depth {
        sentence_end
    } else {
        let semicolon = passage.text.get(at..sentence_end)?.find(['；', ';']);
        semicolon.map_or(sentence_end, |end| at + end)
    };
    // A list of parts ends where its brackets close, or where the next list at its depth begins.
    let closing = closing(&passage.text, at, depth).unwrap_or(sentence_end);
    let next = marks.iter().copied().filter(|mark| *mark > at);
    let end = next
        .filter(|mark| depth_at(&passage.text, *mark) == depth)
        .chain([closing.min(sentence_end)])
        .min()?;
    let listed = passage.amounts.iter().filter(|amount| {
        amount.span.start >= at && amount.span.end <= end && amount.depth == depth
    });
    let listed = listed.filter(|amount| !amount.is_comparison() && amount.number.unit != "%");
    let (members, others) = listed.partition(|amount| amount.number.kind() == whole.number.kind());
    Some(Parts { passage, whole, members, others })
}

fn depth_at(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().chars().fold(0, |depth, c| match c {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Returns where the bracket around `at` closes; none outside of brackets.
fn closing(text: &str, at: usize, depth: usize) -> Option<usize> {
    let mut open = depth;
    if depth == 0 {
        return None;
    }
    for (offset, c) in text.get(at..)?.char_indices() {
        match c {
            '（' | '(' => open += 1,
            '）' | ')' => {
                open = open.saturating_sub(1);
                if open < depth {
                    return Some(at + offset);
                }
            }
            _ => {}
        }
    }
    None
}

impl Parts<'_> {
    /// Tells whether all parts, or some of them that stand together as a group, make the whole.
    pub(crate) fn close(&self) -> bool {
        let numbers: Vec<&Number> = self.members.iter().map(|part| &part.number).collect();
        some_close(&numbers, &self.whole.number)
    }

    /// Returns the sum of the parts in the unit of the whole.
    pub(crate) fn sum(&self) -> Decimal {
        self.members.iter().map(|part| part.number.value_as(&self.whole.number)).sum()
    }

    /// Prints the parts as a sum.
    pub(crate) fn sum_text(&self) -> String {
        let term = |part: &&Amount| {
            let (number, whole) = (&part.number, &self.whole.number);
            let is_same = number.unit == whole.unit;
            if is_same { number.value.to_string() } else { plain(number.value_as(whole)) }
        };
        self.members.iter().map(term).collect::<Vec<_>>().join("+")
    }
}

/// Tells whether two or more of the terms make the total.
pub(crate) fn some_close(terms: &[&Number], total: &Number) -> bool {
    if closes(terms, total) {
        return true;
    }
    let count = terms.len().min(MOST_SUBSET_TERMS);
    (1_u32..1 << count).filter(|set| set.count_ones() > 1).any(|set| {
        let chosen: Vec<&Number> = terms
            .iter()
            .take(count)
            .enumerate()
            .filter(|(at, _)| set & (1 << at) != 0)
            .map(|(_, term)| *term)
            .collect();
        closes(&chosen, total)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::amount::amounts;

    #[test]
    fn parts_end_with_their_brackets() {
        let text = "资产原值37.46万元，其中固定资产净值11.61万元（其中：通用设备9.93万元，家具1.68万元），无形资产0万元。";
        let passage = Passage {
            paragraph: Some(1),
            place: String::new(),
            text: text.to_owned(),
            amounts: amounts(text),
        };
        let found = parts(&passage);
        let texts: Vec<(String, Vec<String>)> = found
            .iter()
            .map(|p| (p.whole.fact(), p.members.iter().map(|part| part.fact()).collect()))
            .collect();
        assert_eq!(texts[0].0, "资产原值37.46万元");
        assert_eq!(texts[0].1.len(), 2);
        assert_eq!(texts[1].1, ["通用设备9.93万元", "家具1.68万元"]);
        assert!(found[1].close());
    }
}
