//! Rows of a payroll that sum others: a department's 小计, a count of people, a last row without a name. None
//! of them is a person; each is held against the rows above it.

use std::collections::BTreeMap;

use taizhang_core::{FiscalYear, Money};

use super::{PayrollFault, Placed, amount, twice};
use crate::fault::{Fault, Reason};
use crate::may_sum::Above;
use crate::read::{label_of, labelled, words};
use crate::table::{Aside, Cell, Column, MoneyUnit, Row, Table};
use crate::vocabulary::fold;

/// Headers of the column of people.
const PEOPLE: [&str; 7] = ["领款人", "收款人", "户名", "人员", "职工", "员工", "领取人"];

/// What the label of a sum ends with, behind the name of what it sums.
const ENDS: [&str; 5] = ["小计", "合计", "总计", "共计", "累计"];

/// What is between the label of a sum and the name of what it sums: `小计：业务科`, `小计（办公室）`.
const BREAKS: [char; 8] = ['：', ':', '(', ')', '（', '）', '—', '-'];

/// The rows that sum others, and what is wrong with them.
pub(super) struct Sums {
    /// Why rows of data are no people, by number.
    pub(super) rows: BTreeMap<u32, Aside>,
    /// Sums that are wrong, and rows that may be sums or people.
    pub(super) faults: Vec<PayrollFault>,
}

/// A row that may be a sum.
struct Candidate<'t> {
    row: &'t Row,
    reason: Aside,
    /// Whether its words say so; else it only names nobody.
    is_labelled: bool,
}

/// Finds the rows that sum others and checks all sums of a payroll.
pub(super) fn divide(
    table: &Table,
    placed: &Placed<'_>,
    unit: MoneyUnit,
    year: FiscalYear,
) -> Sums {
    let money = |at: usize, row: &Row| amount(table, at, row, unit, year);
    let states_money = |row: &Row| {
        placed.paid.iter().any(|(at, _)| money(*at, row).is_ok_and(|amount| !amount.is_zero()))
    };
    let people = People::of(table, placed);
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    for row in &table.rows {
        if let Some(reason) = people.label(row) {
            candidates.push(Candidate { row, reason, is_labelled: true });
        } else if people.names_nobody(table, row) && states_money(row) {
            candidates.push(Candidate { row, reason: Aside::Total, is_labelled: false });
        }
    }
    let rows: BTreeMap<u32, Aside> =
        candidates.iter().map(|candidate| (candidate.row.number, candidate.reason)).collect();
    let known = table.set_aside.iter().filter(|aside| is_sum(aside.reason));
    candidates.extend(known.map(|aside| Candidate {
        row: &aside.row,
        reason: aside.reason,
        is_labelled: true,
    }));
    candidates.sort_by_key(|candidate| candidate.row.number);
    let mut faults = Vec::new();
    let mut nobody: Vec<u32> = Vec::new();
    for (at, _) in &placed.paid {
        let read = |row: &Row| (row.number, money(*at, row).ok().map(Money::yuan));
        let counted = table.rows.iter().filter(|row| !rows.contains_key(&row.number));
        let mut above = Above::of(counted.map(read).collect(), Vec::new());
        for Candidate { row, reason, is_labelled } in &candidates {
            let (cell, number) = (row.cell(*at), row.number);
            let wrong = money(*at, row).ok().filter(|_| !cell.is_empty()).and_then(|stated| {
                let summed = above.other_than(stated.yuan(), number, *reason)?;
                Some((stated, Money::from_yuan(summed).ok()?))
            });
            let place = || table.place(number, table.columns.get(*at));
            match wrong {
                Some((stated, summed)) if *is_labelled => {
                    let reason = Reason::SumDiffers { stated, summed };
                    let fault = Fault { place: place(), value: cell.to_string(), reason };
                    faults.push(PayrollFault::Cell(fault));
                }
                Some(_) if !nobody.contains(&number) => {
                    nobody.push(number);
                    let reason = Reason::Nobody;
                    let fault = Fault { place: place(), value: cell.to_string(), reason };
                    faults.push(PayrollFault::Cell(fault));
                }
                _ => {}
            }
            above.begin_behind(number, label_of(row));
        }
    }
    let read = |row: &Row| -> Vec<Money> {
        placed.paid.iter().map(|(at, _)| money(*at, row).unwrap_or_default()).collect()
    };
    let counted: Vec<_> = table.rows.iter().filter(|row| !rows.contains_key(&row.number)).collect();
    let labelled = candidates.iter().filter(|candidate| candidate.is_labelled);
    let proven = proven(&counted, labelled.map(|candidate| candidate.row), &read);
    let ends: Vec<u32> = candidates.iter().map(|candidate| candidate.row.number).collect();
    faults.extend(unlabelled(table, &counted, &ends, &proven, &read));
    faults.extend(twice::people(table, placed, &people, counted.iter().copied(), read));
    Sums { rows, faults }
}

/// Returns the ranges of rows that a labelled sum below them counts as people: it is theirs in every column.
fn proven<'t>(
    counted: &[&Row],
    labelled: impl Iterator<Item = &'t Row>,
    read: &impl Fn(&Row) -> Vec<Money>,
) -> Vec<(u32, u32)> {
    let mut proven = Vec::new();
    let (mut all, mut since) = (Gathered::default(), Gathered::default());
    let mut rows = counted.iter().peekable();
    let mut start = 0;
    for sum in labelled {
        while let Some(row) = rows.next_if(|row| row.number < sum.number) {
            let amounts = read(row);
            all.add(&amounts);
            since.add(&amounts);
        }
        let stated = read(sum);
        if all.comes_to(&stated) {
            proven.push((0, sum.number));
        } else if since.comes_to(&stated) {
            proven.push((start, sum.number));
        }
        start = sum.number;
        since = Gathered::default();
    }
    proven
}

const fn is_sum(reason: Aside) -> bool {
    matches!(reason, Aside::Total | Aside::Subtotal)
}

/// Finds rows that name somebody and come in every paid column to the rows above them: since the last sum,
/// or all. One column may do so by chance, several do not.
fn unlabelled(
    table: &Table,
    counted: &[&Row],
    ends: &[u32],
    proven: &[(u32, u32)],
    read: &impl Fn(&Row) -> Vec<Money>,
) -> Vec<PayrollFault> {
    let mut faults = Vec::new();
    let (mut all, mut since) = (Gathered::default(), Gathered::default());
    let mut ends = ends.iter().peekable();
    for row in counted {
        while ends.next_if(|end| **end < row.number).is_some() {
            since = Gathered::default();
        }
        let amounts = read(row);
        let several = amounts.iter().filter(|amount| !amount.is_zero()).count() > 1;
        let is_counted = || proven.iter().any(|(start, end)| (*start..*end).contains(&row.number));
        let comes_to_one = || [&all, &since].iter().any(|sum| sum.comes_to(&amounts));
        if several && comes_to_one() && !is_counted() {
            let place = table.place(row.number, None);
            let (value, reason) = (String::new(), Reason::LikeSum);
            faults.push(PayrollFault::Cell(Fault { place, value, reason }));
            since = Gathered::default();
            continue;
        }
        all.add(&amounts);
        since.add(&amounts);
    }
    faults
}

/// What rows come to, column by column.
#[derive(Default)]
struct Gathered {
    sums: Vec<Money>,
    /// How many rows stated something.
    rows: usize,
}

impl Gathered {
    fn add(&mut self, amounts: &[Money]) {
        self.sums.resize(amounts.len(), Money::ZERO);
        for (sum, amount) in self.sums.iter_mut().zip(amounts) {
            *sum = sum.checked_add(*amount).unwrap_or(*sum);
        }
        let states = amounts.iter().any(|amount| !amount.is_zero());
        self.rows = self.rows.saturating_add(usize::from(states));
    }

    fn comes_to(&self, amounts: &[Money]) -> bool {
        self.rows > 1 && self.sums == amounts
    }
}

/// Where a payroll names people, and where labels of sums stand.
pub(super) struct People {
    /// The columns left of the first amount that is paid.
    words: Vec<usize>,
    /// The one column that is headed as one of names.
    headed: Option<usize>,
    /// The column of names, or all columns of words where none is headed so.
    names: Vec<usize>,
}

impl People {
    fn of(table: &Table, placed: &Placed<'_>) -> Self {
        let first = placed.paid.iter().map(|(at, _)| *at).min().unwrap_or_default();
        let taken = [placed.date, placed.voucher, placed.total];
        let is_free =
            |column: &&Column| column.position < first && !taken.contains(&Some(column.position));
        let words: Vec<&Column> = table.columns.iter().filter(is_free).collect();
        let is_named = |column: &&&Column| {
            let last = fold(column.last_part());
            last.contains("姓名") || PEOPLE.contains(&last.as_str())
        };
        let holds_words = |column: &&&Column| {
            let is_word = |row: &&Row| matches!(row.cell(column.position), Cell::Text(_));
            let count = table.rows.iter().filter(is_word).count();
            count.saturating_mul(2) > table.rows.len()
        };
        let mut names: Vec<usize> =
            words.iter().filter(is_named).map(|column| column.position).collect();
        let headed = if let [one] = names.as_slice() { Some(*one) } else { None };
        if names.is_empty() {
            names = words.iter().filter(holds_words).map(|column| column.position).collect();
        }
        Self { words: words.iter().map(|column| column.position).collect(), headed, names }
    }

    /// Returns the columns that say something of a person.
    pub(super) fn words(&self) -> &[usize] {
        &self.words
    }

    /// Returns the one column that is headed as one of names.
    pub(super) const fn column_of_names(&self) -> Option<usize> {
        self.headed
    }

    /// Tells why a row is no person, if its words say so.
    fn label(&self, row: &Row) -> Option<Aside> {
        self.words.iter().find_map(|at| match row.cell(*at) {
            cell @ Cell::Text(_) => sum_in(&words(cell)),
            _ => None,
        })
    }

    /// Tells whether a row names nobody.
    fn names_nobody(&self, table: &Table, row: &Row) -> bool {
        let is_empty = |at: &usize| {
            row.cell(*at).is_empty() && !table.covered.contains_key(&(row.number, *at))
        };
        !self.names.is_empty() && self.names.iter().all(is_empty)
    }
}

/// Tells what a cell says that names a sum with what it sums, or counts people: `办公室小计`, `小计：业务科`,
/// `共3人`.
fn sum_in(words: &str) -> Option<Aside> {
    if let Some(reason) = labelled(words) {
        return is_sum(reason).then_some(reason);
    }
    let by_part = words.split(BREAKS).filter(|part| !part.is_empty()).find_map(labelled);
    if let Some(reason) = by_part {
        return is_sum(reason).then_some(reason);
    }
    let ends = ENDS.iter().any(|end| words.trim_end_matches(BREAKS).ends_with(end));
    (ends || counts_people(words)).then_some(Aside::Subtotal)
}

fn counts_people(words: &str) -> bool {
    let bare = words.trim_start_matches(['共', '计', '合', '小', '总']);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < bare.len() && matches!(rest, "人" | "名" | "人次" | "位")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_sums_are_told_from_people() {
        let sub = Some(Aside::Subtotal);
        let cases = [
            ("办公室小计", sub),
            ("业务科合计", sub),
            ("小计（办公室）", sub),
            ("小计：业务科", sub),
            ("合计(共2人)", Some(Aside::Total)),
            ("2人", sub),
            ("共12人", sub),
            ("小计3人", sub),
            ("审计科", None),
            ("统计局", None),
            ("张三", None),
            ("人事科", None),
            ("2022", None),
            ("众人", None),
        ];
        for (words, reason) in cases {
            assert_eq!(sum_in(words), reason, "{words}");
        }
    }
}
