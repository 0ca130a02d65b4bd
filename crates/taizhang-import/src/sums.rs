//! The sums that a file states, held against what its rows and columns come to.

use std::collections::BTreeMap;

use taizhang_core::{FiscalYear, Money};

use crate::draft::{RowRef, Source, StatedSum};
use crate::field::Field;
use crate::mapping::SumColumn;
use crate::read::label_of;
use crate::sheets::WholeSheet;
use crate::table::{Aside, Cell, Row, SetAside};
use crate::value::RowReader;

/// Amounts by number of row; none for what cannot be read.
type Amounts = BTreeMap<u32, Option<Money>>;

/// Finds the sums that are wrong: those below rows, and those beside columns.
pub(crate) fn wrong(index: usize, source: &Source, year: FiscalYear) -> Vec<StatedSum> {
    let mut wrong = Vec::new();
    if source.table.whole.is_some_and(WholeSheet::is_certain) {
        return wrong;
    }
    let has_sums = source.table.set_aside.iter().any(is_sum);
    if has_sums && !source.mapping.kind.money_fields().is_empty() {
        let count = source.mapping.parts.len();
        let parts = (0..count).map(Some).chain((count == 0).then_some(None));
        wrong.extend(parts.flat_map(|part| down(index, source, part, year)));
    }
    if !source.mapping.sums.is_empty() {
        let rows = source.table.rows.iter();
        wrong.extend(rows.flat_map(|row| across(index, source, row, year)));
    }
    wrong
}

fn is_sum(aside: &SetAside) -> bool {
    matches!(aside.reason, Aside::Total | Aside::Subtotal | Aside::Parent { .. })
}

/// Compares each sum of a column with the rows it may sum: those it holds, or those since the last sum
/// of any label (the day's, the month's) or since the beginning, or all of the table.
fn down(index: usize, source: &Source, part: Option<usize>, year: FiscalYear) -> Vec<StatedSum> {
    let mut wrong = Vec::new();
    let mut last_sums: BTreeMap<String, u32> = BTreeMap::new();
    let Some(column) = column(source, part) else { return wrong };
    let amount = |row: &Row| (row.number, source.row_amount(row, part, year));
    let amounts: Amounts = source.table.rows.iter().map(amount).collect();
    // What rows state that are no payments: sums may count them.
    let beside = source.table.set_aside.iter().filter(|aside| is_beside(aside));
    let beside: Amounts = beside.map(|aside| amount(&aside.row)).collect();
    for aside in source.table.set_aside.iter().filter(|aside| is_sum(aside)) {
        let number = aside.row.number;
        if aside.row.cell(column) == &Cell::Empty {
            continue;
        }
        let last = last_sums.values().max().copied().unwrap_or_default();
        let earlier: Vec<u32> = last_sums.values().copied().collect();
        let sums = candidates(aside, last, &earlier, [&amounts, &beside]);
        if !matches!(aside.reason, Aside::Parent { .. }) {
            last_sums.insert(label_of(&aside.row), number);
        }
        let stated = source.row_amount(&aside.row, part, year);
        let Some((stated, sums)) = stated.zip(sums) else { continue };
        // A sum above its rows has none before it.
        let likely = if aside.reason == Aside::Total && sums.first() == Some(&Money::ZERO) {
            sums.get(2)
        } else {
            sums.first()
        };
        if let Some(summed) = likely.filter(|_| !sums.contains(&stated)) {
            let row = RowRef { source: index, row: number, part };
            wrong.push(StatedSum { row, across: None, stated, summed: *summed });
        }
    }
    wrong
}

/// Returns what a sum may be, the likeliest first; none if an amount cannot be read.
fn candidates(
    aside: &SetAside,
    last: u32,
    earlier: &[u32],
    [amounts, beside]: [&Amounts; 2],
) -> Option<Vec<Money>> {
    let number = aside.row.number;
    let of = |amounts: &Amounts, first: u32, end: u32| {
        let rows = amounts.range(first..end).map(|(_, amount)| *amount);
        rows.collect::<Option<Vec<Money>>>().and_then(|rows| Money::sum(rows).ok())
    };
    let sum = |first: u32, end: u32| of(amounts, first, end);
    // The rows beside payments alone, and with them.
    let with_beside = |first: u32, end: u32| {
        let beside = of(beside, first, end)?;
        Some([beside, sum(first, end)?.checked_add(beside).ok()?])
    };
    let mut sums = match aside.reason {
        Aside::Parent { last } => vec![sum(number, last.saturating_add(1))],
        Aside::Total => vec![sum(0, number), sum(last, number), sum(0, u32::MAX)],
        _ => vec![sum(last, number), sum(0, number), sum(0, u32::MAX)],
    };
    sums.extend(earlier.iter().map(|earlier| sum(*earlier, number)));
    if !beside.is_empty() {
        let starts = earlier.iter().copied().chain([0]).map(|start| (start, number));
        for (start, end) in starts.chain([(0, u32::MAX)]) {
            sums.extend(with_beside(start, end).unwrap_or_default().map(Some));
        }
    }
    sums.into_iter().collect()
}

/// Tells whether a row moved money that is not entered; sums may count it.
const fn is_beside(aside: &SetAside) -> bool {
    matches!(aside.reason, Aside::Income(_) | Aside::Neither(_) | Aside::Hidden(_))
}

/// Returns the column of amounts that is summed.
fn column(source: &Source, part: Option<usize>) -> Option<usize> {
    let mapping = &source.mapping;
    match part {
        Some(part) => mapping.parts.get(part).map(|part| part.position),
        None => mapping.columns.get(mapping.kind.money_fields().first()?).copied(),
    }
}

/// Compares the sums of a row with the columns that they sum.
fn across<'s>(index: usize, source: &'s Source, row: &'s Row, year: FiscalYear) -> Vec<StatedSum> {
    let mut reader = RowReader::new(&source.table, &source.mapping, year);
    reader.turn_to(row);
    let parts: Option<Vec<Money>> = (0..source.mapping.parts.len())
        .map(|part| source.row_amount(row, Some(part), year))
        .collect();
    let Some(parts) = parts else { return Vec::new() };
    let mut wrong = |sum: &'s SumColumn| {
        reader.turn_to_column(&sum.column);
        let stated = reader.optional_money(Field::Amount)??;
        let summed =
            |of: &Vec<usize>| Money::sum(of.iter().filter_map(|at| parts.get(*at)).copied());
        let summed: Vec<Money> = sum.of.iter().filter_map(|of| summed(of).ok()).collect();
        let likely = *summed.first()?;
        let across = source.table.columns.get(sum.column.position)?.name.clone();
        let row = RowRef { source: index, row: row.number, part: None };
        let is_wrong = !summed.contains(&stated);
        is_wrong.then_some(StatedSum { row, across: Some(across), stated, summed: likely })
    };
    source.mapping.sums.iter().filter_map(&mut wrong).collect()
}
