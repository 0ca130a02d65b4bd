//! A whole and its parts in running text: 其中 and 包括.

use super::amount::Amount;
use super::number::{Number, closes};
use super::passage::Passage;

/// The most parts whose subsets are tried.
const MOST_SUBSET_TERMS: usize = 12;

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

    /// Prints the parts as a sum.
    pub(crate) fn sum_text(&self) -> String {
        let terms: Vec<String> =
            self.members.iter().map(|part| part.number.value.to_string()).collect();
        terms.join("+")
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
