//! Payrolls and lists of one day that the ledger has under another day or number. Both are said of the whole file,
//! and one that was only saved anew has other bytes than the file that was imported.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::ids::BatchId;
use taizhang_import::draft::Source;
use taizhang_import::field::Field;
use taizhang_import::key::Key;
use taizhang_import::origin::OwnKind;

use super::doubt::Doubt;
use super::keyed::{Keyed, KeyedRows};
use super::known::{Entry, Held, Known};
use super::said::{Parts, Said};

/// What two payrolls of one month may say otherwise, besides their classes and numbers.
const OF_PAYROLL: Parts = Parts::DATE.with(Parts::AMOUNT);

/// A payment of a list, with what stands for its line, payee and remark.
struct Row {
    /// Its place in the order in which rows are judged.
    place: usize,
    key: Key,
    month: i8,
    print: Said,
}

/// Places of entries that no row is yet, the earliest first.
type Places = BTreeMap<Said, Vec<usize>>;

/// Returns the rows that may be entries of the ledger by what their list as a whole says, by their place in the
/// order in which they are judged. `is_settled` tells of a place whether the row is an entry, or asked about, already.
pub(super) fn find(
    rows: &KeyedRows,
    known: &mut Known,
    sources: &[Source],
    is_settled: impl Fn(usize, &Keyed) -> bool,
) -> BTreeMap<usize, Doubt> {
    let mut found = BTreeMap::new();
    for (at, source) in sources.iter().enumerate() {
        let (is_payroll, is_undated) = (is_payroll(source), is_undated(source));
        if !is_payroll && !is_undated {
            continue;
        }
        let of_source =
            || rows.in_order().enumerate().filter(|(_, row)| row.draft.row.source == at);
        let open = of_source()
            .filter(|(place, row)| !is_settled(*place, row) && known.same_number(row).is_none());
        let without = if is_payroll { OF_PAYROLL } else { Parts::DATE };
        let open: Vec<Row> = open.filter_map(|(place, row)| Row::of(place, row, without)).collect();
        let all = of_source().count();
        if is_payroll {
            payroll(&open, known, &mut found);
        }
        // One equal payment alone may be of any month.
        let has_several = is_payroll || open.len() > 1;
        let is_open = open.len() == all && open.iter().all(|row| !found.contains_key(&row.place));
        if is_undated && has_several && is_open {
            whole(&open, known, is_payroll, &mut found);
        }
    }
    found
}

fn is_payroll(source: &Source) -> bool {
    let origin = source.table.origin.as_ref();
    origin.is_some_and(|origin| origin.kind == OwnKind::Columns)
}

/// Tells whether a person said the day of a whole list, and nothing in it tells the month.
fn is_undated(source: &Source) -> bool {
    source.is_of_one_day(Field::Date) && taizhang_import::months::words_of(&source.table).is_none()
}

impl Row {
    fn of(place: usize, row: &Keyed, without: Parts) -> Option<Self> {
        let key = row.key()?;
        let print = print(&key, without)?;
        Some(Self { place, key, month: row.draft.on.month(), print })
    }

    /// Tells whether an entry has another economic class than the row says.
    fn is_of_other_class(&self, entry: &Entry) -> bool {
        self.differs(entry).any(|field| field == Field::Economic)
    }

    fn differs<'d>(&'d self, entry: &'d Entry) -> impl Iterator<Item = Field> + 'd {
        self.key.content.differing(&entry.key.content)
    }
}

fn print(key: &Key, without: Parts) -> Option<Said> {
    Some(Said::of(key)?.without(without))
}

/// Finds rows of a payroll that pay what an entry of the same month pays out of the same line to the same people. One
/// of another amount may be an entry where another row repeats one of its import.
fn payroll(rows: &[Row], known: &mut Known, found: &mut BTreeMap<usize, Doubt>) {
    let mut entries: BTreeMap<(i8, Said), Vec<usize>> =
        rows.iter().map(|row| ((row.month, row.print), Vec::new())).collect();
    for (at, entry) in known.entries().filter(|(_, entry)| entry.is_payroll && entry.stands()) {
        let of_month = print(&entry.key, OF_PAYROLL).zip(entry.on().map(Date::month));
        if let Some(of_row) = of_month.and_then(|(print, month)| entries.get_mut(&(month, print))) {
            of_row.push(at);
        }
    }
    let mut take = |row: &Row, known: &mut Known, fits: &dyn Fn(&Entry) -> bool| {
        let entries = entries.get(&(row.month, row.print)).into_iter().flatten();
        let is_it =
            |entry: &&Entry| entry.is_free() && !row.is_of_other_class(entry) && fits(entry);
        let mut fitting = entries.filter_map(|at| Some((*at, known.entry(*at).filter(is_it)?)));
        let Some((at, Entry { sequence, batch, key, .. })) = fitting.next() else { return };
        let (sequence, batch) = (*sequence, *batch);
        let number = (row.key.identity != key.identity).then_some(Field::Voucher);
        let differs = number.into_iter().chain(row.key.content.differing(&key.content)).collect();
        found.insert(row.place, Doubt::SamePayroll { sequence, batch, differs });
        known.hold(at, Held::Asked);
    };
    for row in rows {
        take(row, known, &|entry| row.differs(entry).all(|field| field != Field::Amount));
    }
    let again: BTreeSet<BatchId> = known
        .entries()
        .filter(|(_, entry)| entry.is_payroll && !entry.is_free())
        .filter_map(|(_, entry)| entry.batch)
        .collect();
    for row in rows {
        take(row, known, &|entry| entry.batch.is_some_and(|batch| again.contains(&batch)));
    }
}

/// Finds a list all of whose rows one import entered on other days.
fn whole(rows: &[Row], known: &mut Known, is_payroll: bool, found: &mut BTreeMap<usize, Doubt>) {
    let prints: Option<Vec<Said>> = rows.iter().map(|row| print(&row.key, Parts::DATE)).collect();
    let Some(prints) = prints else { return };
    let wanted: BTreeSet<Said> = prints.iter().copied().collect();
    let mut imports: BTreeMap<BatchId, Places> = BTreeMap::new();
    let entries = known
        .entries()
        .filter(|(_, entry)| entry.is_payroll == is_payroll && entry.stands() && entry.is_free());
    for (at, entry) in entries {
        let print = print(&entry.key, Parts::DATE).filter(|print| wanted.contains(print));
        if let Some((print, batch)) = print.zip(entry.batch) {
            imports.entry(batch).or_default().entry(print).or_default().push(at);
        }
    }
    for (batch, mut entries) in imports {
        let taken = rows.iter().zip(&prints).map(|(row, print)| {
            let of_print = entries.get_mut(print)?;
            let fits = |at: &usize| known.entry(*at).is_some_and(|of| !row.is_of_other_class(of));
            let first = of_print.iter().position(fits)?;
            Some((row, of_print.remove(first)))
        });
        let taken: Option<Vec<(&Row, usize)>> = taken.collect();
        for (row, at) in taken.into_iter().flatten() {
            let Some(entry) = known.entry(at) else { continue };
            let doubt = Doubt::SameList { sequence: entry.sequence, batch };
            if found.insert(row.place, doubt).is_none() {
                known.hold(at, Held::Asked);
            }
        }
        if rows.first().is_some_and(|row| found.contains_key(&row.place)) {
            return;
        }
    }
}
