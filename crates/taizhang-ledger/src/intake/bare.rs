//! Numbers that do not say of what kind their voucher is, where the other side has several kinds of that number:
//! 1 may be 记-1 or 付-1. What they sum tells them apart, and payee and day where that is not enough; else
//! nothing is guessed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::money::MoneyError;
use taizhang_import::spelling::Spelling;

use super::comparison::{Comparison, Finding, ToldApart, ToldBy};
use super::moved::{Entry, Number, Side};

/// Numbers of one month and of one number behind the word for the kind.
#[derive(Debug, Default)]
struct Group<'m> {
    here: Vec<(Spelling, Number<'m>)>,
    there: Vec<(Spelling, Number<'m>)>,
}

/// The side whose number does not say its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BareOn {
    Here,
    There,
}

impl Comparison {
    /// Matches such numbers with what they can only be; what they may be is told. Both are taken out of the sides.
    pub(super) fn match_bare<'m>(
        &mut self,
        here: &mut Side<'m>,
        there: &mut Side<'m>,
    ) -> Result<(), MoneyError> {
        for group in groups(here, there).into_values() {
            for (bare_on, bare, others) in [
                (BareOn::There, &group.there, &group.here),
                (BareOn::Here, &group.here, &group.there),
            ] {
                let (own, other) = match bare_on {
                    BareOn::Here => (&mut *here, &mut *there),
                    BareOn::There => (&mut *there, &mut *here),
                };
                for (spelling, number) in bare.iter().filter(|(spelling, _)| spelling.is_bare()) {
                    let fitting = others.iter().filter(|(other, _)| spelling.may_be(other));
                    let fitting = fitting.map(|(_, number)| *number);
                    let fitting: Vec<_> = fitting.filter(|at| other.contains_key(at)).collect();
                    if !fitting.is_empty() {
                        self.match_one(bare_on, *number, &fitting, own, other)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Holds a number against those that it may be.
    fn match_one<'m>(
        &mut self,
        bare_on: BareOn,
        bare: Number<'m>,
        fitting: &[Number<'m>],
        own: &mut Side<'m>,
        other: &mut Side<'m>,
    ) -> Result<(), MoneyError> {
        let Some(entry) = own.remove(&bare) else { return Ok(()) };
        let others: Vec<&Entry<'m>> = fitting.iter().filter_map(|at| other.get(at)).collect();
        let numbers = |entries: &[&Entry<'_>]| -> Vec<String> {
            entries.iter().map(|entry| entry.number.to_owned()).collect()
        };
        if let Some((by, found)) = told_apart(&entry, &others)? {
            let taken: Vec<_> = found.iter().filter_map(|at| fitting.get(*at)).copied().collect();
            let found: Vec<_> = found.iter().filter_map(|at| others.get(*at)).copied().collect();
            let (own, of_other) = (vec![entry.number.to_owned()], numbers(&found));
            let (shown, ledger) = match bare_on {
                BareOn::Here => (of_other, own),
                BareOn::There => (own, of_other),
            };
            self.matches(entry.amount)?;
            self.told_apart.push(ToldApart {
                on: entry.on,
                shown,
                ledger,
                amount: entry.amount,
                by,
            });
            for number in taken {
                other.remove(&number);
            }
            return Ok(());
        }
        // Of what fits nothing tells which it is; where nothing fits, it may be any.
        let fitting: Vec<_> = fitting.iter().zip(&others).collect();
        let (fits, unfit): (Vec<_>, Vec<_>) =
            fitting.into_iter().partition(|(_, other)| is_like(&entry, other));
        let (taken, may_be): (Vec<Number<'m>>, Vec<&Entry<'m>>) =
            if fits.is_empty() { unfit } else { fits }
                .into_iter()
                .map(|(number, other)| (*number, *other))
                .unzip();
        let sum = Money::sum(may_be.iter().map(|entry| entry.amount))?;
        let may_be = numbers(&may_be);
        let (finding, shown, ledger) = match bare_on {
            BareOn::Here => (Finding::MayBeThere(may_be), sum, entry.amount),
            BareOn::There => (Finding::MayBeHere(may_be), entry.amount, sum),
        };
        self.differs(entry.on, entry.number, finding, shown, ledger);
        for number in taken {
            other.remove(&number);
        }
        Ok(())
    }
}

/// Groups the numbers of vouchers of both sides, where one of them does not say its kind.
fn groups<'m>(here: &Side<'m>, there: &Side<'m>) -> BTreeMap<(i8, String), Group<'m>> {
    let numbered = |side: &Side<'m>| {
        let vouchers = side.iter().filter(|(_, entry)| entry.kinds.voucher);
        let spelled = vouchers.map(|(number, entry)| (Spelling::of(entry.number), *number));
        spelled.collect::<Vec<_>>()
    };
    let mut groups: BTreeMap<(i8, String), Group<'m>> = BTreeMap::new();
    let (here, there) = (numbered(here), numbered(there));
    if !here.iter().chain(&there).any(|(spelling, _)| spelling.is_bare()) {
        return groups;
    }
    let key = |spelling: &Spelling, number: &Number<'_>| (number.1, spelling.number().to_owned());
    for (spelling, number) in here {
        groups.entry(key(&spelling, &number)).or_default().here.push((spelling, number));
    }
    for (spelling, number) in there {
        groups.entry(key(&spelling, &number)).or_default().there.push((spelling, number));
    }
    groups
}

/// Finds which of several a number is, and by what: one of its amount, all of them together, or one for each of
/// its payments.
fn told_apart(
    bare: &Entry<'_>,
    others: &[&Entry<'_>],
) -> Result<Option<(ToldBy, Vec<usize>)>, MoneyError> {
    if let Some((by, at)) = only_one(bare.amount, bare.payee, bare.on, others, &[]) {
        return Ok(Some((by, vec![at])));
    }
    let has_amount = |entry: &&Entry<'_>| entry.amount == bare.amount;
    if !others.iter().any(has_amount)
        && Money::sum(others.iter().map(|entry| entry.amount))? == bare.amount
    {
        return Ok(Some((ToldBy::Sum, (0..others.len()).collect())));
    }
    let mut taken = Vec::new();
    for line in &bare.lines {
        match only_one(line.amount, &line.payee, line.on, others, &taken) {
            Some((_, at)) => taken.push(at),
            None => return Ok(None),
        }
    }
    Ok((taken.len() > 1).then_some((ToldBy::Lines, taken)))
}

fn is_like(entry: &Entry<'_>, other: &Entry<'_>) -> bool {
    entry.amount == other.amount && may_be_payee(entry.payee, other)
}

fn may_be_payee(payee: &str, entry: &Entry<'_>) -> bool {
    payee.is_empty() || entry.payee.is_empty() || entry.payee == payee
}

/// Finds the only one of an amount and payee; of several the one whose payee is known, or that is of the day.
fn only_one(
    amount: Money,
    payee: &str,
    on: Date,
    others: &[&Entry<'_>],
    taken: &[usize],
) -> Option<(ToldBy, usize)> {
    let has_payee = |entry: &Entry<'_>| !payee.is_empty() && entry.payee == payee;
    let fits = |(at, entry): &(usize, &&Entry<'_>)| {
        !taken.contains(at) && entry.amount == amount && may_be_payee(payee, entry)
    };
    let fitting: Vec<(usize, &&Entry<'_>)> = others.iter().enumerate().filter(fits).collect();
    if let [(at, entry)] = fitting.as_slice() {
        let by = if has_payee(entry) { ToldBy::Payee } else { ToldBy::Amount };
        return Some((by, *at));
    }
    let only = |is_it: &dyn Fn(&Entry<'_>) -> bool| {
        let mut found = fitting.iter().filter(|(_, entry)| is_it(entry));
        let first = found.next()?;
        found.next().is_none().then_some(first.0)
    };
    if let Some(at) = only(&has_payee) {
        return Some((ToldBy::Payee, at));
    }
    let is_known = fitting.iter().any(|(_, entry)| has_payee(entry));
    let at = only(&|entry| entry.on == on && (!is_known || has_payee(entry)))?;
    Some((ToldBy::Day, at))
}
