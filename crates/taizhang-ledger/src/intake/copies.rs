//! Tables of one import that hold the same rows: a file given twice, a copy of it, a copied sheet. They are
//! asked about as a whole, since their rows tell nothing apart.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;
use taizhang_core::book::{Command, Payment};
use taizhang_core::code::EconomicCode;
use taizhang_import::draft::{Draft, RowRef};
use taizhang_import::key::NumberKinds;
use taizhang_import::take_back::TakeBack;

use super::doubt::{Doubt, states_all};
use super::keyed::KeyedRows;
use super::preview::{Accept, Judged, Verdict};

/// The tables all of whose rows stand in another one, with that one; both by their place among the sources.
pub(super) type Copies = BTreeMap<usize, usize>;

/// What a row says, as numbers that stand for it: besides its own numbers, and with them.
#[derive(Clone, Copy)]
struct Print {
    said: u64,
    voucher: u64,
    payment: u64,
}

impl Print {
    /// Returns one number for what is said, with numbers of these kinds.
    fn with(self, kinds: NumberKinds) -> u64 {
        let voucher = if kinds.voucher { self.voucher } else { 0 };
        let payment = if kinds.payment { self.payment } else { 0 };
        print_of(&(self.said, voucher, payment))
    }
}

/// The rows of one table.
#[derive(Default)]
struct TablePrints {
    rows: Vec<Print>,
    /// What kinds of numbers the table has on any of its rows.
    kinds: NumberKinds,
}

impl TablePrints {
    fn add(&mut self, print: Print, kinds: NumberKinds) {
        self.rows.push(print);
        self.kinds.voucher |= kinds.voucher;
        self.kinds.payment |= kinds.payment;
    }

    fn sorted(&self, kinds: NumberKinds) -> Vec<u64> {
        let mut rows: Vec<u64> = self.rows.iter().map(|print| print.with(kinds)).collect();
        rows.sort_unstable();
        rows
    }
}

/// Finds the copies. Tables are held against each other with the kinds of numbers that both have: one list may
/// name vouchers and the other the system's payments. Of tables with the same rows the one stays that has
/// more kinds, or else the first.
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
    let mut tables: BTreeMap<usize, TablePrints> = BTreeMap::new();
    for draft in drafts {
        let (print, kinds) = print_of_draft(draft);
        tables.entry(draft.row.source).or_default().add(print, kinds);
    }
    for row in take_backs {
        let (print, kinds) = print_of_take_back(row);
        tables.entry(row.row.source).or_default().add(print, kinds);
    }
    // A table that is no copy stands before those that may be copies of it.
    let mut tables: Vec<(usize, TablePrints)> = tables.into_iter().collect();
    tables.sort_by_key(|(at, table)| (Reverse(table.rows.len()), Reverse(table.kinds), *at));
    let mut copies = Copies::new();
    let mut standing: Vec<Standing> = Vec::new();
    for (at, table) in tables {
        let mut others = standing.iter_mut();
        match others.find_map(|other| other.holds(&table).then_some(other.at)) {
            Some(of) => {
                copies.insert(at, of);
            }
            None => standing.push(Standing { at, table, sorted: BTreeMap::new() }),
        }
    }
    copies
}

/// A table that is no copy of another one.
struct Standing {
    at: usize,
    table: TablePrints,
    /// Its rows, with the kinds of numbers that another table has.
    sorted: BTreeMap<NumberKinds, Vec<u64>>,
}

impl Standing {
    /// Tells whether all rows of a table are here, as often.
    fn holds(&mut self, part: &TablePrints) -> bool {
        let kinds = self.table.kinds.shared(part.kinds);
        let all = self.sorted.entry(kinds).or_insert_with(|| self.table.sorted(kinds));
        // Mostly the first row tells that it is another table.
        let has_first =
            part.rows.first().is_some_and(|row| all.binary_search(&row.with(kinds)).is_ok());
        has_first && is_part(&part.sorted(kinds), all)
    }
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
    // Two tables of all of a class at a day are never different ones.
    let are_different = accept.copies && !drafts.iter().any(|draft| states_all(&draft.command));
    let taken_out = if are_different { Vec::new() } else { take_out(&copies, drafts, take_backs) };
    (copies, taken_out)
}

/// Tells whether a person said that the rows of two tables are different ones.
pub(super) fn are_apart(copies: &Copies, one: usize, other: usize) -> bool {
    one != other && (copies.contains_key(&one) || copies.contains_key(&other))
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
        if !are_apart(copies, own.source, other.source) {
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

/// Finds the rows that take back in the same words as an earlier row, with it; the latest comes first. Rows of
/// accepted copies do not repeat those of other tables.
pub(super) fn repeated_take_backs(copies: &Copies, rows: &[TakeBack]) -> BTreeMap<RowRef, RowRef> {
    let mut firsts: BTreeMap<u64, Vec<RowRef>> = BTreeMap::new();
    let mut repeated = BTreeMap::new();
    for row in rows.iter().rev() {
        let own = row.row;
        let all = NumberKinds { voucher: true, payment: true };
        let firsts = firsts.entry(print_of_take_back(row).0.with(all)).or_default();
        match firsts.iter().find(|first| !are_apart(copies, first.source, own.source)) {
            Some(first) => {
                repeated.insert(own, *first);
            }
            None => firsts.push(own),
        }
    }
    repeated
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

/// Returns numbers that stand for what a row says, and the kinds of its own. Lists of payments are long, so of
/// them no text is made.
fn print_of_draft(draft: &Draft) -> (Print, NumberKinds) {
    match &draft.command {
        Command::Disburse(payment) => print_of_payment(draft.on, payment),
        other => {
            let said = print_of(&format!("{} {other:?}", draft.on));
            (Print { said, voucher: 0, payment: 0 }, NumberKinds::default())
        }
    }
}

fn print_of_payment(on: Date, payment: &Payment) -> (Print, NumberKinds) {
    let Payment { line, economic, amount, payee, voucher, payment_id, memo, .. } = payment;
    let economic = economic.as_ref().map(EconomicCode::as_str);
    let print = Print {
        said: print_of(&(on, line.as_str(), amount, payee, memo, economic)),
        voucher: print_of(voucher),
        payment: print_of(payment_id),
    };
    (print, NumberKinds::of_payment(voucher, payment_id.as_deref()))
}

fn print_of_take_back(row: &TakeBack) -> (Print, NumberKinds) {
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
        question: _,
    } = row;
    let said = format!("{on} {kind:?} {line:?} {economic:?} {payee} {amount} {reason}");
    let print = Print {
        said: print_of(&said),
        voucher: print_of(&(voucher, target, target_row)),
        payment: 0,
    };
    (print, NumberKinds { voucher: !voucher.is_empty(), payment: false })
}

fn print_of(said: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    said.hash(&mut hasher);
    hasher.finish()
}
