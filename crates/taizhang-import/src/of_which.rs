//! Rows of 其中: parts of a row above, which are set aside where what they state proves it.

use std::collections::BTreeSet;

use taizhang_core::Money;

use crate::tree::{Depth, holds};

/// What was found about them.
#[derive(Default)]
pub(crate) struct OfWhich {
    /// Places of rows that are part of a row above, which stays.
    pub(crate) parts: BTreeSet<usize>,
    /// Places of rows that state less than what is said to be a part of them.
    pub(crate) exceeded: BTreeSet<usize>,
}

/// Finds the parts of rows by their words, and proves them by their amounts.
pub(crate) fn find(depths: &[Option<Depth>], amounts: &[Option<Money>]) -> OfWhich {
    let mut found = OfWhich::default();
    let mut seen = BTreeSet::new();
    for at in 0..depths.len() {
        let outline = Outline { depths, amounts, left_out: &found.parts };
        let group = outline.group(at).filter(|_| !seen.contains(&at));
        let Some(group) = group else { continue };
        seen.extend(at..=group.last);
        // All of them make up the row above, and are its rows like others.
        let is_sum = outline.leaves(group.holder, group.end, &BTreeSet::new());
        if outline.amount(group.holder).is_some() && is_sum == outline.amount(group.holder) {
            continue;
        }
        let parts = outline.parts(at, &group);
        if outline.are_proven(&parts, group.holder) {
            found.parts.extend(parts);
        } else {
            found.exceeded.insert(group.holder);
        }
    }
    found
}

/// Tells whether an outline is one of sums: some row in it states what the deepest rows below come to.
pub(crate) fn is_of_sums(depths: &[Option<Depth>], amounts: &[Option<Money>]) -> bool {
    let found = find(depths, amounts);
    let outline = Outline { depths, amounts, left_out: &found.parts };
    let sums = |at: usize| {
        let stated = outline.amount(at).filter(|amount| !amount.is_zero())?;
        let last = outline.held(at).last()?;
        Some(outline.leaves(at, last, &BTreeSet::new())? == stated)
    };
    (0..depths.len()).any(|at| sums(at) == Some(true))
}

/// A row of 其中 with those that may go on with it.
struct Group {
    /// The row that they are a part of.
    holder: usize,
    /// The last row that it holds.
    end: usize,
    /// The last row that is as deep as the first.
    last: usize,
}

/// The rows by their depth.
struct Outline<'t> {
    depths: &'t [Option<Depth>],
    amounts: &'t [Option<Money>],
    /// Rows that are known to be parts of others.
    left_out: &'t BTreeSet<usize>,
}

impl Outline<'_> {
    fn depth(&self, at: usize) -> Option<&Depth> {
        self.depths.get(at).and_then(Option::as_ref)
    }

    fn amount(&self, at: usize) -> Option<Money> {
        self.amounts.get(at).copied().flatten()
    }

    fn holds(&self, upper: usize, lower: usize) -> bool {
        holds(self.depth(upper), self.depth(lower))
    }

    /// The rows below a row that it holds, up to the first that it does not.
    fn held(&self, at: usize) -> impl Iterator<Item = usize> {
        (at.saturating_add(1)..self.depths.len()).take_while(move |lower| self.holds(at, *lower))
    }

    /// Returns what begins with a row of 其中; none if it is no such row, or stands below none.
    fn group(&self, at: usize) -> Option<Group> {
        let level = self.depth(at)?.of_which()?;
        let is_deep =
            |row: usize| self.depth(row).is_some_and(|depth| depth.level() >= Some(level));
        let holder = (0..at).rev().find(|above| !is_deep(*above))?;
        let end = self.held(holder).last().filter(|end| *end >= at)?;
        let last = (at..=end).take_while(|row| is_deep(*row)).last()?;
        Some(Group { holder, end, last })
    }

    /// The rows of a group that are the part: all of them, or those alone that say 其中, if what is left
    /// makes up the row above only then.
    fn parts(&self, at: usize, group: &Group) -> BTreeSet<usize> {
        let all: BTreeSet<usize> = (at..=group.last).collect();
        let says_so = |row: &usize| self.depth(*row).is_some_and(|d| d.of_which().is_some());
        let named: BTreeSet<usize> = all.iter().copied().filter(says_so).collect();
        let makes_up = |parts: &BTreeSet<usize>| {
            let rest = self.leaves(group.holder, group.end, parts);
            rest.is_some_and(|rest| Some(rest) == self.amount(group.holder))
        };
        if !makes_up(&all) && makes_up(&named) { named } else { all }
    }

    /// Returns what the deepest rows below a row come to, without some.
    fn leaves(&self, at: usize, last: usize, without: &BTreeSet<usize>) -> Option<Money> {
        let is_kept = |row: &usize| !without.contains(row) && !self.left_out.contains(row);
        let kept: Vec<usize> = (at.saturating_add(1)..=last).filter(is_kept).collect();
        let next = kept.iter().skip(1).copied().map(Some).chain([None]);
        let is_leaf =
            |(row, next): &(usize, Option<usize>)| next.is_none_or(|next| !self.holds(*row, next));
        let leaves = kept.iter().copied().zip(next).filter(is_leaf);
        let amounts: Option<Vec<Money>> = leaves.map(|(row, _)| self.amount(row)).collect();
        Money::sum(amounts?).ok()
    }

    /// Tells whether parts can be part of a row: neither the uppermost nor the deepest of them are more.
    /// Where the row cannot be read it is refused for that.
    fn are_proven(&self, parts: &BTreeSet<usize>, holder: usize) -> bool {
        let Some(whole) = self.amount(holder) else { return true };
        let stated = |row: &usize| self.amount(*row);
        if whole.is_zero() {
            return parts.iter().filter_map(stated).all(Money::is_zero);
        }
        let is_upper = |row: &&usize| !parts.iter().any(|above| self.is_below(*above, **row));
        let is_deepest = |row: &&usize| {
            let next = row.saturating_add(1);
            !(parts.contains(&next) && self.holds(**row, next))
        };
        let upper = Money::sum(parts.iter().filter(is_upper).filter_map(stated));
        let deepest = Money::sum(parts.iter().filter(is_deepest).filter_map(stated));
        [upper, deepest].into_iter().all(|sum| sum.is_ok_and(|sum| is_within(sum, whole)))
    }

    fn is_below(&self, upper: usize, lower: usize) -> bool {
        upper < lower && self.held(upper).last().is_some_and(|end| lower <= end)
    }
}

/// Tells whether an amount is between nought and another.
fn is_within(amount: Money, whole: Money) -> bool {
    if whole < Money::ZERO {
        (whole..=Money::ZERO).contains(&amount)
    } else {
        (Money::ZERO..=whole).contains(&amount)
    }
}
