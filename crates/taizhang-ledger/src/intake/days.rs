//! What no number joins is compared by day and amount, and by payee where both sides have it: where the two have no
//! kind of number in common.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::money::MoneyError;
use taizhang_import::key::NumberKinds;

use super::comparison::{Comparison, Finding};
use super::moved::{Entry, Moved, Name, Number, Side};

/// How many numbers are named of a group that cannot be told apart.
const NAMED: usize = 5;

/// What both sides have of one day and amount.
#[derive(Debug, Default)]
struct Group<'m> {
    here: Vec<One<'m>>,
    there: Vec<One<'m>>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
struct One<'m> {
    /// Where it stands on its side; none for a row without a number.
    at: Option<Number<'m>>,
    /// The number that is shown.
    number: &'m str,
    /// Empty where it is not known.
    payee: &'m str,
    kinds: NumberKinds,
}

impl<'m> One<'m> {
    fn of_entry(at: Number<'m>, entry: &Entry<'m>) -> Self {
        let Entry { number, payee, kinds, .. } = *entry;
        Self { at: Some(at), number, payee, kinds }
    }

    fn of_row(row: &'m Moved) -> Self {
        Self { at: None, number: "", payee: &row.payee, kinds: NumberKinds::default() }
    }

    fn may_be(&self, other: &Self) -> bool {
        let has_same_payee =
            self.payee.is_empty() || other.payee.is_empty() || self.payee == other.payee;
        has_same_payee && self.kinds.shared(other.kinds) == NumberKinds::default()
    }

    /// Returns what tells it from another one.
    fn looks(&self) -> (&'m str, &'m str) {
        (if self.kinds == NumberKinds::default() { "" } else { self.number }, self.payee)
    }
}

impl Comparison {
    /// Matches what no number joins; rows without a number are settled by it, what else is not matched is left.
    pub(super) fn match_days<'m>(
        &mut self,
        here: &mut Side<'m>,
        there: &mut Side<'m>,
        unnumbered: &[&'m Moved],
    ) -> Result<(), MoneyError> {
        let mut days: BTreeMap<(Date, Money), Group<'m>> = BTreeMap::new();
        for row in unnumbered {
            days.entry((row.on, row.amount)).or_default().there.push(One::of_row(row));
        }
        for (at, entry) in &*there {
            let group = days.entry((entry.on, entry.amount)).or_default();
            group.there.push(One::of_entry(*at, entry));
        }
        for (at, entry) in &*here {
            if let Some(group) = days.get_mut(&(entry.on, entry.amount)) {
                group.here.push(One::of_entry(*at, entry));
            }
        }
        for ((on, amount), group) in days {
            for taken in self.match_group(on, amount, group)? {
                here.remove(&taken);
                there.remove(&taken);
            }
        }
        Ok(())
    }

    /// Matches what both sides have of one day and amount, those whose payee is known first, and returns what
    /// is settled.
    fn match_group<'m>(
        &mut self,
        on: Date,
        amount: Money,
        Group { mut here, mut there }: Group<'m>,
    ) -> Result<Vec<Number<'m>>, MoneyError> {
        let mut settled = Vec::new();
        there.sort_by_key(|one| (one.payee.is_empty(), one.payee, one.kinds));
        for rows in there.chunk_by(|a, b| (a.payee, a.kinds) == (b.payee, b.kinds)) {
            let Some(first) = rows.first() else { continue };
            let mut open: Vec<One<'m>> = here.extract_if(.., |one| one.may_be(first)).collect();
            let count = open.len().min(rows.len());
            let more = if open.len() > rows.len() { &open } else { rows };
            // Of those that are alike in everything it is all the same which one is left.
            let is_clear =
                count == more.len() || more.iter().all(|one| one.looks() == more[0].looks());
            if count > 0 && !is_clear {
                self.is_unclear(on, amount, (rows.len(), open.len()), more)?;
                settled.extend(rows.iter().chain(&open).filter_map(|one| one.at));
                continue;
            }
            for (row, one) in rows.iter().zip(open.drain(..count)) {
                self.matches(amount)?;
                settled.extend(row.at.into_iter().chain(one.at));
            }
            here.extend(open);
            for _ in rows.iter().skip(count).filter(|row| row.at.is_none()) {
                self.differs(on, "", Finding::OnlyThere, amount, Money::ZERO);
            }
        }
        Ok(settled)
    }

    fn is_unclear(
        &mut self,
        on: Date,
        amount: Money,
        (shown, ledger): (usize, usize),
        more: &[One<'_>],
    ) -> Result<(), MoneyError> {
        let mut numbers: Vec<&str> = more.iter().map(|one| one.number).take(NAMED).collect();
        if more.len() > NAMED {
            numbers.push("……");
        }
        let sum = |count| Money::sum(std::iter::repeat_n(amount, count));
        let finding = Finding::Unclear { shown, ledger };
        self.differs(on, &numbers.join("、"), finding, sum(shown)?, sum(ledger)?);
        Ok(())
    }
}

/// Leaves out of one side what it paid and took back in full in one month, and the other side has neither of.
pub(super) fn cancel(side: &mut Side<'_>) {
    let mut cancelled = Vec::new();
    for (number, entry) in side.iter().filter(|(_, entry)| !entry.target.is_empty()) {
        let paid = (Name::Voucher(entry.target), number.1);
        if side.get(&paid).is_some_and(|paid| paid.amount == entry.amount.negated()) {
            cancelled.push((*number, paid));
        }
    }
    for (back, paid) in cancelled {
        if side.contains_key(&paid) && back != paid {
            side.remove(&back);
            side.remove(&paid);
        }
    }
}
