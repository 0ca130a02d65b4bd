//! Lists whose payments are ten thousand times smaller than what the ledger has of the same payees: 万元 where
//! all lists before were in 元. A small payment among others is none of this; where most payments of a list are
//! like that, and each would be a usual one in 万元, the whole list is asked about.

use std::collections::BTreeMap;

use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_import::draft::RowRef;
use taizhang_import::same_words::bare;

use super::doubt::Doubt;
use super::keyed::KeyedRows;
use super::paid::Paid;

/// Yuan of the larger units.
const WAN: u32 = 10_000;
const THOUSAND: u32 = 1_000;

/// How many times more or less than the usual a payment in 万元 may come to.
const SPREAD: u32 = 8;

/// How many payments of a line say what is usual there, for payees that were never paid before.
const ENOUGH: usize = 5;

/// What is found of one table.
#[derive(Default)]
struct Tally {
    /// Rows whose payee or line was paid before.
    comparable: usize,
    /// Those that are far smaller.
    small: usize,
    /// Whether one of them is the ten thousandth of a payment to its payee.
    is_exact: bool,
    /// The first of them, with what is usual for it.
    first: Option<(RowRef, Money)>,
}

/// Finds the tables that are asked about, each with a payment that is far smaller than usual. `is_known`
/// tells, in the order of judging, which rows the ledger has.
pub(super) fn find(paid: &Paid, rows: &KeyedRows, is_known: &[bool]) -> BTreeMap<usize, Doubt> {
    if paid.lines.is_empty() {
        return BTreeMap::new();
    }
    let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
    for (row, _) in rows.in_order().zip(is_known).filter(|(_, is_known)| !**is_known) {
        let Command::Disburse(payment) = &row.draft.command else { continue };
        let payee = paid.payees.get(&bare(&payment.payee)).map(Vec::as_slice);
        let line = || paid.lines.get(&payment.line).filter(|amounts| amounts.len() >= ENOUGH);
        let Some(amounts) = payee.or_else(|| line().map(Vec::as_slice)) else { continue };
        let Some(usual) = median(amounts) else { continue };
        let tally = tallies.entry(row.draft.row.source).or_default();
        tally.comparable = tally.comparable.saturating_add(1);
        let is_one = |unit: u32| {
            let amount = payment.amount.yuan().saturating_mul(unit.into());
            payee.is_some() && amounts.binary_search_by(|before| before.yuan().cmp(&amount)).is_ok()
        };
        if is_like(payment.amount, usual) || is_one(THOUSAND) {
            tally.small = tally.small.saturating_add(1);
            tally.is_exact |= is_one(WAN);
            tally.first = Some(tally.first.unwrap_or((row.draft.row, usual)));
        }
    }
    let asked = tallies.into_iter().filter(|(_, tally)| {
        let is_most = tally.small.saturating_mul(2) > tally.comparable;
        is_most && (tally.small > 1 || tally.is_exact)
    });
    let doubt = |(source, tally): (usize, Tally)| {
        let (row, usual) = tally.first?;
        Some((source, Doubt::Small { row, usual }))
    };
    asked.filter_map(doubt).collect()
}

/// Returns the amount in the middle; of an even number the lower one counts.
fn median(amounts: &[Money]) -> Option<Money> {
    let middle = amounts.len().checked_sub(1)?.checked_div(2)?;
    amounts.get(middle).copied().filter(|median| median.is_positive())
}

/// Tells whether an amount, if it is in 万元, is about as much as is usual.
fn is_like(amount: Money, usual: Money) -> bool {
    let (amount, usual) = (amount.yuan().saturating_mul(WAN.into()), usual.yuan());
    amount.saturating_mul(SPREAD.into()) >= usual && amount <= usual.saturating_mul(SPREAD.into())
}
