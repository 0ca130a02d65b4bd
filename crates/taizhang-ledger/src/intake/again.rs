//! Payments that the ledger has under another number of a voucher: numbers were given anew, or moved on since a
//! voucher was put between. What a row says is looked for before its number is, which may be another
//! payment's by now. One row only is asked about for each payment: of two equal rows and one payment the second is new.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_import::key::Key;

use super::doubt::Doubt;
use super::keyed::{Keyed, KeyedRows};
use super::known::{Held, Known, are_two, may_be_spelled};

/// Among how many payments that say the same the one of a row is looked for.
const AMONG: usize = 64;

/// A row with the day and amount of a payment of the ledger.
struct Row {
    /// Its place in the order in which rows are judged.
    place: usize,
    key: Key,
    /// What stands for everything that it says.
    print: u64,
}

/// Payments of the ledger that no row is yet, by what stands for all that they say; the earliest comes last.
type Payments = BTreeMap<u64, Vec<usize>>;

/// Returns the rows that may be payments of the ledger under another number, by their place in the order in which
/// they are judged. `is_settled` tells of a place whether the row is an entry, or asked about, already.
pub(super) fn find(
    rows: &KeyedRows,
    known: &mut Known,
    is_settled: impl Fn(usize, &Keyed) -> bool,
) -> BTreeMap<usize, Doubt> {
    let rows = of_known_days(rows, known, is_settled);
    let mut found = BTreeMap::new();
    if rows.is_empty() {
        return found;
    }
    let mut payments = payments(&rows, known);
    let mut others = Vec::new();
    for row in &rows {
        match take(&mut payments, row.print, |at| is_own(known, at, &row.key)) {
            Some(at) => {
                found.extend(known.doubt_of_own(at, &row.key).map(|doubt| (row.place, doubt)));
                known.hold(at, Held::Asked);
            }
            None => others.push(row),
        }
    }
    for row in others {
        let may_be = |at| known.key_at(at).is_some_and(|entry| !are_two(&row.key, entry));
        if let Some(at) = take(&mut payments, row.print, may_be) {
            found.extend(known.other_number(at).map(|doubt| (row.place, doubt)));
            known.hold(at, Held::Moved);
        }
    }
    found
}

/// Returns the rows with a number of a voucher that have day and amount of a payment with one. Mostly there are
/// none, so nothing else is made of the others.
fn of_known_days(
    rows: &KeyedRows,
    known: &Known,
    is_settled: impl Fn(usize, &Keyed) -> bool,
) -> Vec<Row> {
    let mut days: Vec<(Date, Money)> = known.numbered().map(|(_, paid)| paid).collect();
    if days.is_empty() {
        return Vec::new();
    }
    days.sort_unstable();
    let row = |(place, row): (usize, &Keyed)| {
        let Command::Disburse(payment) = &row.draft.command else { return None };
        days.binary_search(&(row.draft.on, payment.amount)).ok()?;
        let key = row.key().filter(|key| key.kinds.voucher && !is_settled(place, row))?;
        let print = key.content.print()?;
        Some(Row { place, key, print })
    };
    rows.in_order().enumerate().filter_map(row).collect()
}

/// Collects the payments that say what one of the rows says.
fn payments(rows: &[Row], known: &Known) -> Payments {
    let mut payments: Payments = rows.iter().map(|row| (row.print, Vec::new())).collect();
    for (at, _) in known.numbered() {
        let print = known.key_at(at).and_then(|key| key.content.print());
        if let Some(of_print) = print.and_then(|print| payments.get_mut(&print)) {
            of_print.push(at);
        }
    }
    for of_print in payments.values_mut() {
        of_print.reverse();
    }
    payments
}

/// Takes the earliest payment out that says something and fits.
fn take(payments: &mut Payments, print: u64, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let of_print = payments.get_mut(&print)?;
    let last = of_print.len().checked_sub(1)?;
    let from_last = of_print.iter().rev().take(AMONG).position(|at| fits(*at))?;
    Some(of_print.remove(last.checked_sub(from_last)?))
}

/// Tells whether a payment has a number of the row, be it in another spelling.
fn is_own(known: &Known, at: usize, row: &Key) -> bool {
    let Some(entry) = known.key_at(at) else { return false };
    may_be_spelled(row, entry) || row.payment_id.is_some() && row.payment_id == entry.payment_id
}
