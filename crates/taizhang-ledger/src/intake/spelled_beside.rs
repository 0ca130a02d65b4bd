//! Rows of one import that may be of one voucher, though they spell its number differently: the lines of a voucher
//! share one spelling, and a number that has two may have been put right, or be of two vouchers.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::book::Command;
use taizhang_import::draft::RowRef;
use taizhang_import::key;
use taizhang_import::same_words::bare;
use taizhang_import::spelling::Spelling;

use super::alike::Numbered;
use super::copies::{self, Copies};
use super::doubt::Doubt;
use super::keyed::Keyed;

/// How many spellings of what may be one number are held against each other.
const SPELLINGS: usize = 64;

/// The rows of one spelling.
struct Spelled<'n, 'p, 'k> {
    spelling: Spelling,
    rows: Vec<&'n Numbered<'p, 'k>>,
    /// The first row of a table and day, and of a table and payee.
    of_day: BTreeMap<(usize, Date), &'k Keyed>,
    of_payee: BTreeMap<(usize, Cow<'k, str>), &'k Keyed>,
    /// The first row of each table of a day and payee.
    of_both: BTreeMap<(Date, Cow<'k, str>), Vec<&'k Keyed>>,
}

/// Finds among rows whose numbers end alike in one month those that may have the number of others in another
/// spelling, with another amount. The spelling that most rows have stands, or one that the ledger has, and so do the
/// rows `standing` that others of their amount are asked about for.
pub(super) fn find(
    numbered: &[Numbered<'_, '_>],
    standing: &BTreeSet<RowRef>,
    copies: &Copies,
) -> Vec<(usize, Doubt)> {
    let mut spelled: BTreeMap<&str, Vec<&Numbered<'_, '_>>> = BTreeMap::new();
    for row in numbered {
        spelled.entry(row.voucher).or_default().push(row);
    }
    let spelled = spelled.into_iter().take(SPELLINGS);
    let mut spelled: Vec<Spelled<'_, '_, '_>> =
        spelled.map(|(voucher, rows)| Spelled::of(voucher, rows)).collect();
    spelled.sort_by_key(Spelled::rank);
    let mut found = Vec::new();
    let mut before: Vec<Spelled<'_, '_, '_>> = Vec::new();
    for mut own in spelled {
        let is_open = |row: &&&Numbered<'_, '_>| {
            !row.payment.is_known && !standing.contains(&row.payment.row.draft.row)
        };
        for row in own.rows.iter().filter(is_open) {
            let others = before.iter().filter(|other| other.spelling.may_be(&own.spelling));
            let other = others.into_iter().find_map(|other| other.row_like(row, &own, copies));
            let differs = other.and_then(|other| {
                let (row, other) = (row.payment.row.key()?, other.key()?);
                Some(row.content.differing(&other.content).collect())
            });
            if let Some((other, differs)) = other.zip(differs) {
                let doubt = Doubt::SpelledBeside { row: other.draft.row, differs };
                found.push((row.payment.place, doubt));
            }
        }
        own.keep_firsts();
        before.push(own);
    }
    found
}

impl<'n, 'p, 'k> Spelled<'n, 'p, 'k> {
    fn of(voucher: &str, mut rows: Vec<&'n Numbered<'p, 'k>>) -> Self {
        rows.sort_by_key(|row| (!row.payment.is_known, row.payment.row.draft.row));
        Self {
            spelling: Spelling::of(voucher),
            rows,
            of_day: BTreeMap::new(),
            of_payee: BTreeMap::new(),
            of_both: BTreeMap::new(),
        }
    }

    fn rank(&self) -> (bool, Reverse<usize>, Option<RowRef>) {
        let first = self.rows.first();
        let is_known = first.is_some_and(|row| row.payment.is_known);
        (!is_known, Reverse(self.rows.len()), first.map(|row| row.payment.row.draft.row))
    }

    fn keep_firsts(&mut self) {
        for row in self.rows.iter().map(|row| row.payment.row) {
            let (on, source, payee) = (row.draft.on, row.draft.row.source, payee(row));
            self.of_day.entry((source, on)).or_insert(row);
            self.of_payee.entry((source, payee.clone())).or_insert(row);
            let of_both = self.of_both.entry((on, payee)).or_default();
            if of_both.iter().all(|of| of.draft.row.source != source) {
                of_both.push(row);
            }
        }
    }

    /// Finds the row that another one may go with: one of its day or payee, or of both where the number does not say
    /// of what kind the voucher is, or the other row stands in another table, which may be of another cashier. The
    /// system that paid gave two payments numbers of their own.
    fn row_like(&self, row: &Numbered<'_, 'k>, own: &Self, copies: &Copies) -> Option<&'k Keyed> {
        let row = row.payment.row;
        let (on, source, payee) = (row.draft.on, row.draft.row.source, payee(row));
        let is_bare = self.spelling.is_bare() || own.spelling.is_bare();
        let may_be = |other: &&&'k Keyed| {
            let ids = id(row).zip(id(other));
            ids.is_none_or(|(own, other)| own == other) && row.draft.amount != other.draft.amount
        };
        let here = || {
            let of_payee = self.of_payee.get(&(source, payee.clone()));
            let found = self.of_day.get(&(source, on)).filter(may_be);
            found.or_else(|| of_payee.filter(may_be))
        };
        let of_both = self.of_both.get(&(on, payee.clone())).into_iter().flatten();
        let mut of_both = of_both.filter(|other| {
            may_be(other) && !copies::are_apart(copies, other.draft.row.source, source)
        });
        let found = of_both.next().or_else(|| here().filter(|_| !is_bare));
        found.copied()
    }
}

fn id(row: &Keyed) -> Option<&String> {
    key::payment_id_of(&row.draft.command)
}

fn payee(row: &Keyed) -> Cow<'_, str> {
    match &row.draft.command {
        Command::Disburse(payment) => Cow::from(bare(&payment.payee)),
        _ => Cow::from(""),
    }
}
