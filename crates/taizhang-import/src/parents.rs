//! Which rows sum others: those that they hold next below, or those whose codes begin with theirs wherever
//! they stand, as in lists that are sorted by level or from the lowest up.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::Money;

use crate::code::Code;
use crate::table::{Aside, Row};
use crate::tree::{Depth, holds};

/// Rows with their depths and amounts.
#[derive(Clone, Copy)]
pub(crate) struct Levels<'t> {
    pub(crate) rows: &'t [Row],
    pub(crate) depths: &'t [Option<Depth>],
    pub(crate) amounts: &'t [Option<Money>],
    /// Places of rows that are parts of others, and count for nothing.
    pub(crate) parts: &'t BTreeSet<usize>,
}

/// What rows come to.
#[derive(Clone, Copy)]
struct Sum {
    /// Those that can be read.
    money: Money,
    /// Whether all can be read.
    is_read: bool,
}

/// Tells whether some row holds another by its depth.
pub(crate) fn is_tree(depths: &[Option<Depth>]) -> bool {
    let mut pairs = depths.iter().zip(depths.iter().skip(1));
    pairs.any(|(upper, lower)| holds(upper.as_ref(), lower.as_ref()))
        || Alike::of(depths).by_length().any(|(_, below)| !below.is_empty())
}

impl Levels<'_> {
    /// Returns which rows sum others; `exceeded` are places of rows that state less than a part of them.
    pub(crate) fn parents(&self, exceeded: &BTreeSet<usize>) -> Vec<Option<Aside>> {
        let lasts: Vec<Option<usize>> = (0..self.depths.len()).map(|at| self.last(at)).collect();
        let mut is_parent: Vec<bool> = lasts.iter().map(Option::is_some).collect();
        let next = lasts.iter().enumerate().map(|(at, last)| {
            let last = self.rows.get((*last)?)?.number;
            Some(Aside::Parent { last, is_exceeded: exceeded.contains(&at) })
        });
        let mut reasons: Vec<Option<Aside>> = next.collect();
        // Longer codes first, so that each level sums the rows that stay below it.
        for (rows, below) in Alike::of(self.depths).by_length() {
            let sum = self.sum(below.iter().copied().flatten().copied(), &is_parent);
            let Some(sum) = sum.filter(|_| !below.is_empty()) else { continue };
            for at in self.summing(&rows, &below, sum, &lasts, &is_parent) {
                let stated = self.amount(at).unwrap_or(Money::ZERO);
                let of_its_own = if rows.len() == 1 { sum.money } else { stated };
                let reason = Aside::Upper { stated, sum: of_its_own, is_read: sum.is_read };
                reasons.get_mut(at).into_iter().for_each(|place| *place = Some(reason));
                is_parent.get_mut(at).into_iter().for_each(|place| *place = true);
            }
        }
        reasons
    }

    /// Tells whether a row states what it holds, so that the depths are those of sums.
    pub(crate) fn are_proven(&self) -> bool {
        let parents = self.parents(&BTreeSet::new());
        let is_parent: Vec<bool> = parents.iter().map(Option::is_some).collect();
        let is_sum = |(at, reason): (usize, &Option<Aside>)| match reason {
            Some(Aside::Upper { stated, sum, is_read }) => {
                *is_read && stated == sum && !stated.is_zero()
            }
            Some(Aside::Parent { .. }) => {
                let sum = self
                    .last(at)
                    .and_then(|last| self.sum(at.saturating_add(1)..=last, &is_parent));
                let stated = self.amount(at).filter(|stated| !stated.is_zero());
                sum.is_some_and(|sum| sum.is_read && Some(sum.money) == stated)
            }
            _ => false,
        };
        parents.iter().enumerate().any(is_sum)
    }

    /// Of rows with the same codes, returns those that sum the rows of longer ones. A row that is alone with
    /// its code does, unless the next rows are all of these or what it states; several do if together they
    /// state the sum.
    fn summing(
        &self,
        rows: &[usize],
        below: &[&Vec<usize>],
        sum: Sum,
        lasts: &[Option<usize>],
        is_parent: &[bool],
    ) -> Vec<usize> {
        let last = |at: usize| lasts.get(at).copied().flatten();
        if let [at] = rows {
            let Some(stated) = self.amount(*at) else { return Vec::new() };
            let next = at.saturating_add(1)..=last(*at).unwrap_or(*at);
            let is_elsewhere = || below.iter().copied().flatten().any(|row| !next.contains(row));
            let states_next = || {
                let sum = self.sum(next.clone(), is_parent);
                sum.is_some_and(|sum| sum.is_read && sum.money == stated)
            };
            let is_of_all = last(*at).is_none() || (is_elsewhere() && !states_next());
            return if is_of_all { vec![*at] } else { Vec::new() };
        }
        let stated: Option<Vec<Money>> = rows.iter().map(|at| self.amount(*at)).collect();
        let stated = stated.and_then(|stated| Money::sum(stated).ok());
        let are_sums = sum.is_read && !sum.money.is_zero() && stated == Some(sum.money);
        rows.iter().copied().filter(|at| are_sums && last(*at).is_none()).collect()
    }

    /// Returns the last of the next rows that a row holds.
    fn last(&self, at: usize) -> Option<usize> {
        let depth = self.depths.get(at)?.as_ref().filter(|_| !self.parts.contains(&at));
        let below = self.depths.iter().enumerate().skip(at.saturating_add(1));
        let held = below.take_while(|(_, other)| holds(depth, other.as_ref()));
        held.map(|(place, _)| place).filter(|place| !self.parts.contains(place)).last()
    }

    fn amount(&self, at: usize) -> Option<Money> {
        self.amounts.get(at).copied().flatten()
    }

    /// Sums rows without those that sum others.
    fn sum(&self, rows: impl IntoIterator<Item = usize>, is_parent: &[bool]) -> Option<Sum> {
        let is_leaf = |at: &usize| is_parent.get(*at) == Some(&false) && !self.parts.contains(at);
        let leaves: Vec<Option<Money>> =
            rows.into_iter().filter(is_leaf).map(|at| self.amount(at)).collect();
        let money = Money::sum(leaves.iter().copied().flatten()).ok()?;
        Some(Sum { money, is_read: leaves.iter().all(Option::is_some) })
    }
}

/// Rows with the same codes, found by their codes.
struct Alike<'t> {
    /// The codes, with the places of the rows.
    rows: Vec<(&'t Depth, Vec<usize>)>,
    /// For each column of codes, the digits in order, with the place among `rows`.
    digits: Vec<Vec<(String, usize)>>,
}

impl<'t> Alike<'t> {
    fn of(depths: &'t [Option<Depth>]) -> Self {
        let mut found: BTreeMap<&[Code], (&Depth, Vec<usize>)> = BTreeMap::new();
        for (at, depth) in depths.iter().enumerate() {
            let Some(depth @ Depth::Codes(codes)) = depth else { continue };
            found.entry(codes).or_insert_with(|| (depth, Vec::new())).1.push(at);
        }
        let width = found.keys().map(|codes| codes.len()).max().unwrap_or_default();
        let column = |at: usize| {
            let digits = found.keys().map(|codes| codes.get(at).map(Code::digits));
            let digits = digits.map(Option::unwrap_or_default).zip(0..);
            let mut digits: Vec<(String, usize)> = digits.collect();
            digits.sort_unstable();
            digits
        };
        let digits = (0..width).map(column).collect();
        Self { rows: found.into_values().collect(), digits }
    }

    /// Lists the rows of each code, the longest first, with the rows of codes that are parts of it.
    fn by_length(&self) -> impl Iterator<Item = (Vec<usize>, Vec<&Vec<usize>>)> {
        let length = |depth: &Depth| match depth {
            Depth::Codes(codes) => codes.iter().map(|code| code.digits().len()).sum(),
            Depth::Level { .. } => 0_usize,
        };
        let mut order: Vec<_> = self.rows.iter().map(|(depth, rows)| (*depth, rows)).collect();
        order.sort_by_cached_key(|(depth, _)| std::cmp::Reverse(length(depth)));
        order.into_iter().map(|(depth, rows)| (rows.clone(), self.below(depth)))
    }

    /// Finds the rows of codes that are parts of these, in the column where the fewest begin with them.
    fn below(&self, depth: &Depth) -> Vec<&Vec<usize>> {
        let Depth::Codes(codes) = depth else { return Vec::new() };
        let ranges = codes.iter().zip(&self.digits).filter(|(code, _)| !code.is_empty());
        let ranges = ranges.map(|(code, column)| {
            let digits = code.digits();
            let start = column.partition_point(|(other, _)| *other < digits);
            let after = column.get(start..).unwrap_or_default();
            let end = after.partition_point(|(other, _)| other.starts_with(&digits));
            after.get(..end).unwrap_or_default()
        });
        let fewest = ranges.min_by_key(|range| range.len()).unwrap_or_default();
        let others = fewest.iter().filter_map(|(_, place)| self.rows.get(*place));
        others.filter(|(other, _)| depth.surely_holds(other)).map(|(_, rows)| rows).collect()
    }
}
