//! Under what the two sides of a comparison join numbers that are not equal: the number of the payment, or another
//! spelling of that of the voucher.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_import::spelling::Spelling;

use super::moved::{Moved, Name, Number};

/// What joins numbers of both sides.
#[derive(Debug, Default)]
pub(super) struct Joined<'m> {
    /// Numbers of payments that both sides have.
    payments: BTreeSet<&'m str>,
    /// What numbers of vouchers are in the spelling of both sides, by month.
    spelled: BTreeMap<(&'m str, i8), Spelling>,
}

/// Numbers of vouchers that only one side has, by month and by what follows the word for the kind of voucher.
type Odd<'m> = BTreeMap<(i8, String), BTreeMap<Spelling, BTreeSet<&'m str>>>;

impl<'m> Joined<'m> {
    /// Finds what joins two sides.
    pub(super) fn of(here: &[&'m Moved], there: &[&'m Moved]) -> Self {
        let payments = shared_payments(here, there);
        let (here_has, there_has) = (vouchers(here, &payments), vouchers(there, &payments));
        let here: Odd<'_> = odd(here_has.difference(&there_has));
        let there: Odd<'_> = odd(there_has.difference(&here_has));
        let mut spelled = BTreeMap::new();
        for ((month, digits), here) in here {
            let Some(there) = there.get(&(month, digits)) else { continue };
            for (spelling, numbers) in &here {
                // A bare number may be of several kinds of vouchers, and then it is none of them.
                let Some((other, others)) = only_match(spelling, there) else { continue };
                if only_match(other, &here).is_none_or(|(own, _)| own != spelling) {
                    continue;
                }
                let both = if spelling.is_bare() { other } else { spelling };
                let all = numbers.iter().chain(others);
                spelled.extend(all.map(|number| ((*number, month), both.clone())));
            }
        }
        Self { payments, spelled }
    }

    /// Tells whether nothing but equal numbers is joined.
    pub(super) fn is_empty(&self) -> bool {
        self.payments.is_empty() && self.spelled.is_empty()
    }

    /// Returns what a movement is compared under.
    pub(super) fn name<'j>(&'j self, moved: &'j Moved) -> Number<'j> {
        let month = moved.on.month();
        let payment = moved.payment_id.as_deref().filter(|id| self.payments.contains(id));
        let spelled = || self.spelled.get(&(moved.number.as_str(), month)).map(Name::Spelled);
        let name = payment.map(Name::Payment).or_else(spelled);
        (name.unwrap_or(Name::Voucher(&moved.number)), month)
    }
}

/// Returns the numbers of payments that both sides have.
fn shared_payments<'m>(here: &[&'m Moved], there: &[&'m Moved]) -> BTreeSet<&'m str> {
    let known: BTreeSet<&str> =
        here.iter().filter_map(|moved| moved.payment_id.as_deref()).collect();
    let shown = there.iter().filter_map(|moved| moved.payment_id.as_deref());
    shown.filter(|id| known.contains(id)).collect()
}

/// Returns the numbers of vouchers of what no number of a payment joins.
fn vouchers<'m>(side: &[&'m Moved], payments: &BTreeSet<&str>) -> BTreeSet<(&'m str, i8)> {
    let is_joined = |id: &str| payments.contains(id);
    let left = side.iter().filter(|moved| !moved.payment_id.as_deref().is_some_and(is_joined));
    let left = left.filter(|moved| moved.kinds().voucher);
    left.map(|moved| (moved.number.as_str(), moved.on.month())).collect()
}

fn odd<'m: 'n, 'n>(numbers: impl Iterator<Item = &'n (&'m str, i8)>) -> Odd<'m> {
    let mut odd = Odd::new();
    for (number, month) in numbers {
        let spelling = Spelling::of(number);
        let of_digits = odd.entry((*month, spelling.number().to_owned())).or_default();
        of_digits.entry(spelling).or_default().insert(*number);
    }
    odd
}

/// Returns the one number of the other side that a number may be; one that says the same kind before all others.
fn only_match<'o, V>(
    number: &Spelling,
    others: &'o BTreeMap<Spelling, V>,
) -> Option<(&'o Spelling, &'o V)> {
    let equal = others.get_key_value(number);
    if equal.is_some() {
        return equal;
    }
    let mut fitting = others.iter().filter(|(other, _)| number.may_be(other));
    let first = fitting.next();
    first.filter(|_| fitting.next().is_none())
}
