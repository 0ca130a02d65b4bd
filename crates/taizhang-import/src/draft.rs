//! From mapped rows to commands. Nothing is checked against the ledger's rules yet.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use taizhang_core::book::{Book, Command};
use taizhang_core::{FiscalYear, Money};

use crate::fault::{Fault, Remark};
use crate::kind::Kind;
use crate::mapping::Mapping;
use crate::profile::Profile;
use crate::read::label_of;
use crate::sides;
use crate::table::{Aside, Cell, Row, SetAside, Table};
use crate::take_back::TakeBack;
use crate::tree;
use crate::value::RowReader;

/// A table with its mapping.
#[derive(Clone, Debug)]
pub struct Source {
    /// The table.
    pub table: Table,
    /// Which column fills which field.
    pub mapping: Mapping,
    /// The profile it was mapped by, where one was.
    pub profile: Option<Profile>,
}

/// A row of one of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowRef {
    /// Index of the source.
    pub source: usize,
    /// The row's number in its file.
    pub row: u32,
}

/// A command that a row asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The row that asks for it first.
    pub row: RowRef,
    /// Further rows that belong to it.
    pub others: Vec<RowRef>,
    /// Business date.
    pub on: Date,
    /// What is asked.
    pub command: Command,
    /// The money that the row states.
    pub amount: Money,
    /// Whether the row says that it was not carried out, so that a person must say whether it is new.
    pub is_unsettled: bool,
}

/// A row that cannot be a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// The row.
    pub row: RowRef,
    /// The money that it states, where that can be read.
    pub amount: Option<Money>,
    /// Everything that is wrong with it.
    pub faults: Vec<Fault>,
}

/// A sum that a file states, beside what its rows sum to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedSum {
    /// The row of the sum.
    pub row: RowRef,
    /// What it states.
    pub stated: Money,
    /// What the rows before it sum to.
    pub summed: Money,
}

/// What the rows of all tables ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// The commands, in the order of the files.
    pub drafts: Vec<Draft>,
    /// The rows that take payments back, in the order of the files.
    pub take_backs: Vec<TakeBack>,
    /// The rows that cannot be commands.
    pub refused: Vec<RefusedRow>,
    /// What was read as something else than it looks.
    pub remarks: Vec<Remark>,
    /// Sums in the files that their rows do not come to.
    pub wrong_sums: Vec<StatedSum>,
}

/// What the drafting of rows may look at.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'b> {
    /// The year's book, for finding lines by their codes.
    pub book: &'b Book,
    /// The year, for dates without one.
    pub year: FiscalYear,
}

/// Drafts the commands of all sources, which are of one kind.
pub fn draft(kind: Kind, sources: &[Source], around: Surroundings<'_>) -> Drafts {
    let mut drafts = Drafts::default();
    for (index, source) in sources.iter().enumerate() {
        let sums = source.row_amounts(kind, around.year);
        let beside = source.amounts_beside(around.year);
        drafts.wrong_sums.extend(wrong_sums(index, source, kind, [&sums, &beside], around.year));
    }
    kind.draft(sources, around, &mut drafts);
    drafts
}

impl Source {
    /// Joins a table with its mapping. Rows that only sum the rows below them are set aside, as
    /// are parts of other rows, budget lines without money, and income in a list of payments.
    pub fn of(
        mut table: Table,
        mapping: Mapping,
        profile: Option<Profile>,
        year: FiscalYear,
    ) -> Self {
        tree::divide(&mut table, &mapping, year);
        sides::divide(&mut table, &mapping, year);
        Self { table, mapping, profile }
    }

    /// Reads the rows one by one; `read` gives the commands of a row, or none after a fault.
    pub(crate) fn each_row<'t>(
        &'t self,
        index: usize,
        around: Surroundings<'_>,
        drafts: &mut Drafts,
        mut read: impl FnMut(&mut RowReader<'t>, RowRef) -> Option<Vec<Draft>>,
    ) {
        let mut reader = RowReader::new(&self.table, &self.mapping, around.year);
        drafts.drafts.reserve(self.table.rows.len());
        for row in &self.table.rows {
            let place = RowRef { source: index, row: row.number };
            reader.turn_to(row);
            let read = read(&mut reader, place);
            match read {
                Some(found) if reader.faults.is_empty() => drafts.drafts.extend(found),
                _ => {
                    let faults = std::mem::take(&mut reader.faults);
                    let amount = self.row_amount(row, around.year);
                    drafts.refused.push(RefusedRow { row: place, amount, faults });
                }
            }
        }
        drafts.remarks.append(&mut reader.remarks);
    }

    /// Reads the money of a row, if it can be read.
    fn row_amount(&self, row: &Row, year: FiscalYear) -> Option<Money> {
        let mut reader = RowReader::new(&self.table, &self.mapping, year);
        reader.turn_to(row);
        let fields = self.mapping.kind.money_fields();
        let amounts = fields.iter().map(|field| reader.optional_money(*field));
        let amounts: Option<Vec<Option<Money>>> = amounts.collect();
        if !reader.faults.is_empty() {
            return None;
        }
        Money::sum(amounts?.into_iter().flatten()).ok()
    }

    /// Reads the money of all rows, for checking the sums between them.
    fn row_amounts(&self, kind: Kind, year: FiscalYear) -> BTreeMap<u32, Option<Money>> {
        let has_sums = self.table.set_aside.iter().any(is_sum);
        if !has_sums || kind.money_fields().is_empty() {
            return BTreeMap::new();
        }
        let rows = self.table.rows.iter();
        rows.map(|row| (row.number, self.row_amount(row, year))).collect()
    }

    /// Reads what rows that are no payments state in the column of amounts: sums may count them.
    fn amounts_beside(&self, year: FiscalYear) -> BTreeMap<u32, Option<Money>> {
        let beside = self.table.set_aside.iter();
        let beside =
            beside.filter(|aside| matches!(aside.reason, Aside::Income(_) | Aside::Neither(_)));
        beside.map(|aside| (aside.row.number, self.row_amount(&aside.row, year))).collect()
    }
}

fn is_sum(aside: &SetAside) -> bool {
    matches!(aside.reason, Aside::Total | Aside::Subtotal | Aside::Parent { .. })
}

/// Compares each sum with the rows it may sum: those it holds, or those since the last sum of any
/// label (the day's, the month's) or since the beginning, or all of the table.
fn wrong_sums(
    index: usize,
    source: &Source,
    kind: Kind,
    [amounts, beside]: [&BTreeMap<u32, Option<Money>>; 2],
    year: FiscalYear,
) -> Vec<StatedSum> {
    let mut wrong = Vec::new();
    let mut last_sums: BTreeMap<String, u32> = BTreeMap::new();
    let column = kind.money_fields().first().and_then(|field| source.mapping.columns.get(field));
    let Some(column) = column else { return wrong };
    let of = |amounts: &BTreeMap<u32, Option<Money>>, first: u32, end: u32| {
        let rows = amounts.range(first..end).map(|(_, amount)| *amount);
        rows.collect::<Option<Vec<Money>>>().and_then(|rows| Money::sum(rows).ok())
    };
    let sum = |first: u32, end: u32| of(amounts, first, end);
    // The rows beside payments alone, and with them.
    let with_beside = |first: u32, end: u32| {
        let beside = of(beside, first, end)?;
        Some([beside, sum(first, end)?.checked_add(beside).ok()?])
    };
    for aside in source.table.set_aside.iter().filter(|aside| is_sum(aside)) {
        let number = aside.row.number;
        if aside.row.cell(*column) == &Cell::Empty {
            continue;
        }
        let last = last_sums.values().max().copied().unwrap_or_default();
        let sums = match aside.reason {
            Aside::Parent { last } => vec![sum(number, last.saturating_add(1))],
            Aside::Total => vec![sum(0, number), sum(last, number), sum(0, u32::MAX)],
            _ => vec![sum(last, number), sum(0, number), sum(0, u32::MAX)],
        };
        let mut sums: Vec<Option<Money>> = sums;
        sums.extend(last_sums.values().map(|earlier| sum(*earlier, number)));
        if !beside.is_empty() {
            let starts = last_sums.values().copied().chain([0]).map(|start| (start, number));
            for (start, end) in starts.chain([(0, u32::MAX)]) {
                sums.extend(with_beside(start, end).unwrap_or_default().map(Some));
            }
        }
        let sums: Option<Vec<Money>> = sums.into_iter().collect();
        if !matches!(aside.reason, Aside::Parent { .. }) {
            last_sums.insert(label_of(&aside.row), number);
        }
        let Some((stated, sums)) = source.row_amount(&aside.row, year).zip(sums) else { continue };
        // A sum above its rows has none before it.
        let likely = if aside.reason == Aside::Total && sums.first() == Some(&Money::ZERO) {
            sums.get(2)
        } else {
            sums.first()
        };
        if let Some(summed) = likely.filter(|_| !sums.contains(&stated)) {
            let row = RowRef { source: index, row: number };
            wrong.push(StatedSum { row, stated, summed: *summed });
        }
    }
    wrong
}

/// Sums what all rows state; rows without a readable amount do not count.
pub fn stated_total(drafts: &Drafts) -> Decimal {
    let read = drafts.drafts.iter().map(|draft| draft.amount);
    let refused = drafts.refused.iter().filter_map(|refused| refused.amount);
    read.chain(refused).map(Money::yuan).fold(Decimal::ZERO, Decimal::saturating_add)
}
