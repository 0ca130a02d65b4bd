//! Tables of one import that hold the same rows: a file given twice, a copy of it, a copied sheet. They are
//! asked about as a whole, since their rows tell nothing apart.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;
use taizhang_core::book::{Command, Payment};
use taizhang_core::code::EconomicCode;
use taizhang_import::draft::{Draft, RowRef};
use taizhang_import::take_back::TakeBack;

use super::keyed::KeyedRows;
use super::preview::{Accept, Doubt, Judged, Verdict};

/// The tables all of whose rows stand in another one, with that one; both by their place among the sources.
pub(super) type Copies = BTreeMap<usize, usize>;

/// Finds the copies. Of tables with the same rows the first stays.
fn copies(drafts: &[Draft], take_backs: &[TakeBack]) -> Copies {
    let sources = drafts.iter().map(|draft| draft.row.source);
    let sources = sources.chain(take_backs.iter().map(|row| row.row.source));
    let mut sources: Vec<usize> = sources.collect();
    sources.dedup();
    sources.sort_unstable();
    sources.dedup();
    if sources.len() < 2 {
        return Copies::new();
    }
    let mut tables: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    for draft in drafts {
        tables.entry(draft.row.source).or_default().push(print_of_draft(draft));
    }
    for row in take_backs {
        tables.entry(row.row.source).or_default().push(print_of_take_back(row));
    }
    for rows in tables.values_mut() {
        rows.sort_unstable();
    }
    let mut copies = Copies::new();
    for (at, rows) in &tables {
        let holds = |(other, all): &(&usize, &Vec<u64>)| {
            let may_hold = all.len() > rows.len() || all.len() == rows.len() && *other < at;
            may_hold && is_part(rows, all)
        };
        if let Some((other, _)) = tables.iter().find(holds) {
            copies.insert(*at, *other);
        }
    }
    copies
}

/// Finds the copies and takes their rows out, as judged, unless a person said that they are none.
pub(super) fn set_apart(
    accept: &Accept,
    drafts: &mut Vec<Draft>,
    take_backs: &mut Vec<TakeBack>,
) -> (Copies, Vec<Judged>) {
    if accept.all {
        return (Copies::new(), Vec::new());
    }
    let copies = copies(drafts, take_backs);
    let taken_out = if accept.copies { Vec::new() } else { take_out(&copies, drafts, take_backs) };
    (copies, taken_out)
}

/// Takes the rows of copies out, as judged.
fn take_out(
    copies: &Copies,
    drafts: &mut Vec<Draft>,
    take_backs: &mut Vec<TakeBack>,
) -> Vec<Judged> {
    let mut judged = Vec::new();
    if copies.is_empty() {
        return judged;
    }
    for draft in drafts.extract_if(.., |draft| copies.contains_key(&draft.row.source)) {
        let doubt = doubt(copies, draft.row.source);
        judged.push(Judged::of_draft(draft, doubt));
    }
    for row in take_backs.extract_if(.., |row| copies.contains_key(&row.row.source)) {
        judged.push(super::settling::judged(&row, doubt(copies, row.row.source)));
    }
    judged.sort_by_key(|row| (row.row, row.made));
    judged
}

fn doubt(copies: &Copies, source: usize) -> Verdict {
    Verdict::Doubtful(Doubt::Copy { of: copies.get(&source).copied().unwrap_or(source) })
}

/// Leaves out what makes rows of a copy and of another table doubtful only beside each other, since a person
/// said that they are different. A copy that holds a row twice holds it twice.
pub(super) fn keep_apart(copies: &Copies, rows: &KeyedRows, doubts: &mut BTreeMap<usize, Doubt>) {
    if copies.is_empty() {
        return;
    }
    // The first row of each table beside a row of another one.
    let mut first: BTreeMap<(RowRef, usize), RowRef> = BTreeMap::new();
    for (place, row) in rows.in_order().enumerate() {
        let own = row.draft.row;
        let Some(other) = doubts.get_mut(&place).and_then(Doubt::other_row) else { continue };
        let is_apart = |source| copies.contains_key(&source);
        if other.source == own.source || !is_apart(own.source) && !is_apart(other.source) {
            continue;
        }
        match first.entry((*other, own.source)) {
            Entry::Occupied(earlier) => *other = *earlier.get(),
            Entry::Vacant(none) => {
                none.insert(own);
                doubts.remove(&place);
            }
        }
    }
}

/// Tells whether all that is in one list is in another, as often; both are sorted.
fn is_part(part: &[u64], mut all: &[u64]) -> bool {
    part.iter().all(|row| {
        let at = all.partition_point(|other| other < row);
        let is_there = all.get(at) == Some(row);
        all = all.get(at.saturating_add(1)..).unwrap_or_default();
        is_there
    })
}

/// Returns a number that stands for what a row says. Lists of payments are long, so of them no text is made.
fn print_of_draft(draft: &Draft) -> u64 {
    match &draft.command {
        Command::Disburse(payment) => print_of_payment(draft.on, payment),
        other => print_of(&format!("{} {other:?}", draft.on)),
    }
}

fn print_of_payment(on: Date, payment: &Payment) -> u64 {
    let Payment { line, economic, amount, payee, voucher, payment_id, memo, .. } = payment;
    let mut hasher = DefaultHasher::new();
    (on, line.as_str(), amount, payee, voucher, payment_id, memo).hash(&mut hasher);
    economic.as_ref().map(EconomicCode::as_str).hash(&mut hasher);
    hasher.finish()
}

fn print_of_take_back(row: &TakeBack) -> u64 {
    let TakeBack {
        row: _,
        on,
        kind,
        voucher,
        target,
        target_row,
        line,
        economic,
        payee,
        amount,
        reason,
    } = row;
    let target = (target, target_row);
    print_of(&format!(
        "{on} {kind:?} {voucher} {target:?} {line:?} {economic:?} {payee} {amount} {reason}"
    ))
}

fn print_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
