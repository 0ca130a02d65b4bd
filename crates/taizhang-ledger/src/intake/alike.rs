//! Payments of one import that look alike: of one day, amount and payee, with numbers that do not tell whether
//! they are one payment, or of one month and amount with one number in two spellings. Of such rows one stands, and the others are asked about: what the ledger has
//! stands before what is new, and what has a voucher number before what has only a payment's or none.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_import::draft::RowRef;
use taizhang_import::key::{self, NumberKinds};
use taizhang_import::same_words::bare;
use taizhang_import::spelling::{Spelling, last_number};

use super::copies::{self, Copies};
use super::doubt::Doubt;
use super::keyed::{Keyed, KeyedRows};
use super::spelled_beside;

/// A payment among those that look alike.
pub(super) struct Payment<'k> {
    amount: Money,
    /// As it is written; without what is written differently where several of the day have the amount.
    payee: Cow<'k, str>,
    /// Its place in the order in which rows are judged.
    pub(super) place: usize,
    pub(super) is_known: bool,
    pub(super) row: &'k Keyed,
}

/// Rows that another row makes doubtful, by their place in the order in which they are judged.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// By what they say of the payment.
    pub(super) payments: BTreeMap<usize, Doubt>,
    /// By their numbers alone, which other rows have in another spelling.
    pub(super) numbers: BTreeMap<usize, Doubt>,
}

/// Finds the rows that another row makes doubtful.
/// `is_known` tells, in that order, which of them the ledger has. Rows of `copies` that were accepted are not
/// held against those of other tables.
pub(super) fn look_alikes(rows: &KeyedRows, is_known: &[bool], copies: &Copies) -> Alike {
    let payments = rows.in_order().zip(is_known).enumerate();
    let payments = payments.filter_map(|(place, (row, is_known))| match &row.draft.command {
        Command::Disburse(payment) => {
            let (amount, payee) = (payment.amount, Cow::from(payment.payee.as_str()));
            Some(Payment { amount, payee, place, is_known: *is_known, row })
        }
        _ => None,
    });
    let mut payments: Vec<Payment<'_>> = payments.collect();
    let mut found = BTreeMap::new();
    // The order is that of days, so each day is sorted by itself.
    for day in payments.chunk_by_mut(|a, b| a.row.draft.on == b.row.draft.on) {
        day.sort_unstable_by_key(|payment| (payment.amount, payment.place));
        let of_amount = day.chunk_by_mut(|a, b| a.amount == b.amount);
        for of_amount in of_amount.filter(|of_amount| of_amount.len() > 1) {
            for payment in &mut *of_amount {
                payment.payee = Cow::from(bare(&payment.payee));
            }
            of_amount.sort_by(|a, b| a.payee.cmp(&b.payee));
            let alike = of_amount.chunk_by(|a, b| a.payee == b.payee);
            for alike in alike.filter(|alike| alike.len() > 1) {
                found.extend(over_tables(alike, copies));
                found.extend(of_other_kinds(alike, copies));
            }
        }
    }
    let mut numbers = BTreeMap::new();
    for_spellings(&payments, |numbered| {
        let of_amount = numbered.chunk_by(|a, b| a.payment.amount == b.payment.amount);
        let several = of_amount.filter(|numbered| has_several_spellings(numbered));
        let several = several.flat_map(|numbered| spelled_otherwise(numbered, copies));
        let several: Vec<(usize, RowRef)> = several.collect();
        let standing = several.iter().map(|(_, standing)| *standing).collect();
        numbers.extend(spelled_beside::find(numbered, &standing, copies));
        let doubts = several.into_iter();
        found.extend(doubts.map(|(place, row)| (place, Doubt::SpelledOtherwise(row))));
    });
    Alike { payments: found, numbers }
}

/// Finds the rows that have no kind of number in common with one that stands before them.
fn of_other_kinds(alike: &[Payment<'_>], copies: &Copies) -> Vec<(usize, Doubt)> {
    let kinds: Vec<NumberKinds> = alike.iter().map(|payment| kinds_of(payment.row)).collect();
    // Rows of one kind in one table are told apart by their numbers, so the first of each stands for all.
    let mut firsts: BTreeMap<(bool, NumberKinds, Reverse<usize>), RowRef> = BTreeMap::new();
    for (payment, kinds) in alike.iter().zip(&kinds) {
        let row = payment.row.draft.row;
        firsts.entry((payment.is_known, *kinds, Reverse(row.source))).or_insert(row);
    }
    let doubt = |(payment, own): (&Payment<'_>, &NumberKinds)| {
        let source = payment.row.draft.row.source;
        let stands_before = |((is_known, kinds, _), row): &(&(bool, NumberKinds, _), &RowRef)| {
            (*is_known || kinds > own)
                && kinds.share_none(*own)
                && !copies::are_apart(copies, source, row.source)
        };
        let (_, other) = firsts.iter().rev().find(stands_before)?;
        Some((payment.place, Doubt::LooksLikeRow(*other)))
    };
    alike.iter().zip(&kinds).filter(|(payment, _)| !payment.is_known).filter_map(doubt).collect()
}

/// Finds the rows without a number that another table has, too. Equal rows of one table are as many payments, so of
/// all tables those of the one that has most of them stand.
fn over_tables(alike: &[Payment<'_>], copies: &Copies) -> Vec<(usize, Doubt)> {
    let mut equal: BTreeMap<&str, BTreeMap<usize, Vec<&Payment<'_>>>> = BTreeMap::new();
    for payment in alike {
        if let Some(stem) = payment.row.made_stem() {
            let tables = equal.entry(stem).or_default();
            tables.entry(payment.row.draft.row.source).or_default().push(payment);
        }
    }
    let mut found = Vec::new();
    for tables in equal.values() {
        let rank = |(source, rows): &(&usize, &Vec<&Payment<'_>>)| {
            let known = rows.iter().filter(|payment| payment.is_known).count();
            (known, rows.len(), Reverse(**source))
        };
        let Some((stands, standing)) = tables.iter().max_by_key(rank) else { continue };
        let others = tables.iter().filter(|(source, _)| {
            *source != stands && !copies::are_apart(copies, **source, *stands)
        });
        for (payment, other) in others.flat_map(|(_, rows)| rows.iter().zip(standing)) {
            if !payment.is_known {
                found.push((payment.place, Doubt::AlsoThere(other.row.draft.row)));
            }
        }
    }
    found
}

fn kinds_of(row: &Keyed) -> NumberKinds {
    match &row.draft.command {
        Command::Disburse(payment) => {
            NumberKinds::of_payment(&payment.voucher, payment.payment_id.as_deref())
        }
        _ => NumberKinds::default(),
    }
}

/// A payment with the number of a voucher, by what its spellings share.
pub(super) struct Numbered<'p, 'k> {
    shared: (i8, u64),
    pub(super) payment: &'p Payment<'k>,
    pub(super) voucher: &'k str,
}

/// Goes through the rows whose numbers end alike in one month, and are spelled in several ways; those of one amount stand
/// behind each other.
fn for_spellings<'k>(payments: &[Payment<'k>], mut each: impl FnMut(&[Numbered<'_, 'k>])) {
    let numbered = payments.iter().filter(|payment| kinds_of(payment.row).voucher);
    let numbered = numbered.filter_map(|payment| {
        let voucher = key::voucher_of(&payment.row.identity)?;
        let shared = (payment.row.draft.on.month(), last_number(voucher));
        Some(Numbered { shared, payment, voucher })
    });
    let mut numbered: Vec<Numbered<'_, '_>> = numbered.collect();
    numbered.sort_unstable_by_key(|Numbered { shared, payment, .. }| {
        (*shared, payment.amount, !payment.is_known, payment.place)
    });
    let alike = numbered.chunk_by(|a, b| a.shared == b.shared);
    alike.filter(|alike| has_several_spellings(alike)).for_each(&mut each);
}

fn has_several_spellings(numbered: &[Numbered<'_, '_>]) -> bool {
    numbered.windows(2).any(|two| matches!(two, [a, b] if a.voucher != b.voucher))
}

/// Finds the rows whose number is that of another one of the month and amount in another spelling, each with that one, as
/// it is found in the ledger: days and payees are written down differently, too.
fn spelled_otherwise(alike: &[Numbered<'_, '_>], copies: &Copies) -> Vec<(usize, RowRef)> {
    let mut found = Vec::new();
    // The first row of each table with each spelling of a number.
    let mut firsts: Vec<(Spelling, &Keyed)> = Vec::new();
    for Numbered { payment: Payment { place, is_known, row, .. }, voucher, .. } in alike {
        let (spelling, source) = (Spelling::of(voucher), row.draft.row.source);
        let is_beside = |(first, of): &&(Spelling, &Keyed)| {
            !copies::are_apart(copies, of.draft.row.source, source) && first.may_be(&spelling)
        };
        if let Some((_, first)) = firsts.iter().find(is_beside)
            && first.identity != row.identity
            && !is_known
        {
            found.push((*place, first.draft.row));
        }
        let is_first =
            |(first, of): &(Spelling, &Keyed)| of.draft.row.source != source || *first != spelling;
        if firsts.iter().all(is_first) {
            firsts.push((spelling, row));
        }
    }
    found
}
