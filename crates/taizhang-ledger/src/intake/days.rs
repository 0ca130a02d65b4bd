//! What no number joins is compared by day and amount, and by payee where both sides have it: where the two have no
//! kind of number in common. Several payments of one number are compared one by one first, then by their sum.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::money::MoneyError;
use taizhang_import::key::NumberKinds;
use taizhang_import::spelling::{last_number, may_be_same};

use super::comparison::{Comparison, Finding};
use super::moved::{Entry, Moved, Name, Number, Side};

/// How many numbers are named of a group that cannot be told apart.
const NAMED: usize = 5;

/// What is held against each other in one pass over both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    /// Each payment.
    Lines,
    /// All payments of a number together.
    Sums,
}

/// What a pass does with what cannot be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unclear {
    /// A later pass may tell it apart.
    Left,
    /// It is told.
    Told,
}

/// What both sides have of one day and amount.
#[derive(Debug, Default)]
struct Group<'m> {
    here: Vec<One<'m>>,
    there: Vec<One<'m>>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
struct One<'m> {
    place: Place<'m>,
    /// The number that is shown.
    number: &'m str,
    /// Empty where it is not known.
    payee: &'m str,
    kinds: NumberKinds,
}

/// Where it stands on its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'m> {
    /// Among the rows without a number.
    Row(usize),
    /// Among the lines of a number.
    Line(Number<'m>, usize),
    /// All lines of a number.
    Sum(Number<'m>),
}

/// What a pass settled.
#[derive(Debug, Default)]
struct Settled<'m> {
    here: BTreeSet<Place<'m>>,
    there: BTreeSet<Place<'m>>,
}

impl One<'_> {
    fn may_be(&self, other: &Self) -> bool {
        let has_same_payee =
            self.payee.is_empty() || other.payee.is_empty() || self.payee == other.payee;
        has_same_payee && self.kinds.shared(other.kinds) == NumberKinds::default()
    }

    /// Tells whether it is all the same which of the two is left.
    fn is_like(&self, other: &Self) -> bool {
        let looks = |one: &Self| {
            (if one.kinds == NumberKinds::default() { "" } else { one.number }, one.payee)
        };
        let is_of_one_number = match (self.place, other.place) {
            (Place::Line(own, _), Place::Line(of, _)) => own == of,
            _ => false,
        };
        is_of_one_number || looks(self) == looks(other)
    }
}

impl Grain {
    /// Returns what a side has, each with its day and amount.
    fn of<'s, 'm>(self, side: &'s Side<'m>) -> impl Iterator<Item = ((Date, Money), One<'m>)> + 's {
        side.iter().flat_map(move |(number, entry)| {
            let sum = (self == Self::Sums).then(|| {
                let Entry { number: shown, payee, kinds, .. } = *entry;
                let place = Place::Sum(*number);
                ((entry.on, entry.amount), One { place, number: shown, payee, kinds })
            });
            let lines = entry.lines.iter().enumerate().filter(move |_| self == Self::Lines);
            let lines = lines.map(|(at, line)| {
                let (shown, payee) = (line.number.as_str(), line.payee.as_str());
                let (place, kinds) = (Place::Line(*number, at), line.kinds());
                ((line.on, line.amount), One { place, number: shown, payee, kinds })
            });
            sum.into_iter().chain(lines)
        })
    }
}

impl Comparison {
    /// Matches what no number joins; rows without a number are settled by it, what else is not matched is left.
    pub(super) fn match_days<'m>(
        &mut self,
        here: &mut Side<'m>,
        there: &mut Side<'m>,
        mut unnumbered: Vec<&'m Moved>,
    ) -> Result<(), MoneyError> {
        for unclear in [Unclear::Left, Unclear::Told] {
            for grain in [Grain::Lines, Grain::Sums] {
                self.match_pass(grain, unclear, here, there, &mut unnumbered)?;
            }
        }
        for row in unnumbered {
            self.differs(row.on, "", Finding::OnlyThere, row.amount, Money::ZERO);
        }
        Ok(())
    }

    fn match_pass<'m>(
        &mut self,
        grain: Grain,
        unclear: Unclear,
        here: &mut Side<'m>,
        there: &mut Side<'m>,
        unnumbered: &mut Vec<&'m Moved>,
    ) -> Result<(), MoneyError> {
        let mut days: BTreeMap<(Date, Money), Group<'m>> = BTreeMap::new();
        for (at, row) in unnumbered.iter().enumerate() {
            let (place, kinds) = (Place::Row(at), NumberKinds::default());
            let one = One { place, number: "", payee: &row.payee, kinds };
            days.entry((row.on, row.amount)).or_default().there.push(one);
        }
        for (day, one) in grain.of(there) {
            days.entry(day).or_default().there.push(one);
        }
        for (day, one) in grain.of(here) {
            if let Some(group) = days.get_mut(&day) {
                group.here.push(one);
            }
        }
        let mut settled = Settled::default();
        for (day, group) in days {
            self.match_group(day, group, unclear, &mut settled)?;
        }
        take_out(here, &settled.here)?;
        take_out(there, &settled.there)?;
        let mut at = 0_usize..;
        unnumbered.retain(|_| at.next().is_none_or(|at| !settled.there.contains(&Place::Row(at))));
        Ok(())
    }

    /// Matches what both sides have of one day and amount, those whose payee is known first.
    fn match_group<'m>(
        &mut self,
        (on, amount): (Date, Money),
        Group { mut here, mut there }: Group<'m>,
        unclear: Unclear,
        settled: &mut Settled<'m>,
    ) -> Result<(), MoneyError> {
        there.sort_by_key(|one| (one.payee.is_empty(), one.payee, one.kinds));
        for rows in there.chunk_by(|a, b| (a.payee, a.kinds) == (b.payee, b.kinds)) {
            let Some(first) = rows.first() else { continue };
            let mut open: Vec<One<'m>> = here.extract_if(.., |one| one.may_be(first)).collect();
            let count = open.len().min(rows.len());
            let more = if open.len() > rows.len() { &open } else { rows };
            // Of those that are alike in everything it is all the same which one is left.
            let is_clear = count == more.len() || more.iter().all(|one| one.is_like(&more[0]));
            if count > 0 && !is_clear {
                if unclear == Unclear::Left {
                    return Ok(());
                }
                self.is_unclear(on, amount, (rows.len(), open.len()), more)?;
                settled.there.extend(rows.iter().map(|one| one.place));
                settled.here.extend(open.iter().map(|one| one.place));
                continue;
            }
            for (row, one) in rows.iter().zip(open.drain(..count)) {
                self.matches(amount)?;
                settled.there.insert(row.place);
                settled.here.insert(one.place);
            }
            here.extend(open);
        }
        Ok(())
    }

    fn is_unclear(
        &mut self,
        on: Date,
        amount: Money,
        (shown, ledger): (usize, usize),
        more: &[One<'_>],
    ) -> Result<(), MoneyError> {
        let mut numbers: Vec<&str> = more.iter().map(|one| one.number).collect();
        numbers.dedup();
        if numbers.len() > NAMED {
            numbers.truncate(NAMED);
            numbers.push("……");
        }
        let sum = |count| Money::sum(std::iter::repeat_n(amount, count));
        let finding = Finding::Unclear { shown, ledger };
        self.differs(on, &numbers.join("、"), finding, sum(shown)?, sum(ledger)?);
        Ok(())
    }
}

/// Takes out of a side what was settled; of a number the other lines stay.
fn take_out<'m>(side: &mut Side<'m>, settled: &BTreeSet<Place<'m>>) -> Result<(), MoneyError> {
    let numbers = settled.iter().filter_map(|place| match place {
        Place::Row(_) => None,
        Place::Line(number, _) | Place::Sum(number) => Some(*number),
    });
    for number in numbers.collect::<BTreeSet<_>>() {
        let Some(entry) = side.remove(&number) else { continue };
        if settled.contains(&Place::Sum(number)) {
            continue;
        }
        let lines = entry.lines.into_iter().enumerate();
        let left = lines.filter(|(at, _)| !settled.contains(&Place::Line(number, *at)));
        // What was paid and taken back under it is no difference.
        if let Some(left) = Entry::of(left.map(|(_, line)| line))?
            && !left.amount.is_zero()
        {
            side.insert(number, left);
        }
    }
    Ok(())
}

/// Leaves out of one side what it paid and took back in full in one month, and the other side has neither of.
pub(super) fn cancel(side: &mut Side<'_>) {
    let mut numbers: BTreeMap<(u64, i8), Vec<Number<'_>>> = BTreeMap::new();
    for (number, entry) in &*side {
        numbers.entry((last_number(entry.number), number.1)).or_default().push(*number);
    }
    let mut cancelled = Vec::new();
    for (back, entry) in side.iter().filter(|(_, entry)| !entry.target.is_empty()) {
        let is_paid = |paid: &Entry<'_>| paid.amount == entry.amount.negated();
        let exact = (Name::Voucher(entry.target), back.1);
        if side.get(&exact).is_some_and(is_paid) {
            cancelled.push((*back, exact));
            continue;
        }
        let alike = numbers.get(&(last_number(entry.target), back.1)).into_iter().flatten();
        let mut alike = alike.filter(|paid| {
            let paid = side.get(paid).filter(|paid| is_paid(paid));
            paid.is_some_and(|paid| may_be_same(paid.number, entry.target))
        });
        if let (Some(paid), None) = (alike.next(), alike.next()) {
            cancelled.push((*back, *paid));
        }
    }
    for (back, paid) in cancelled {
        if side.contains_key(&paid) && side.contains_key(&back) && back != paid {
            side.remove(&back);
            side.remove(&paid);
        }
    }
}
