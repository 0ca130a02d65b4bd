//! The sums that a file states, held against what its rows and columns come to.

use std::fmt;

use rust_decimal::Decimal;
use taizhang_core::{FiscalYear, Money};

use crate::draft::{RowRef, Source, StatedSum, Unchecked, UnreadSum};
use crate::field::Field;
use crate::kind::Kind;
use crate::mapping::SumColumn;
use crate::may_sum::{Above, Amounts};
use crate::other_unit::columns::text as unit_text;
use crate::read::{capitals_in, label_of, sum_of, words};
use crate::sheets::WholeSheet;
use crate::table::{Aside, Cell, Row, SetAside, without_spaces};
use crate::value::RowReader;

/// What the sums of a table were held against.
#[derive(Default)]
pub(crate) struct Checked {
    /// Sums that are wrong.
    pub(crate) wrong: Vec<StatedSum>,
    /// Sums that cannot be read, and were not checked.
    pub(crate) unread: Vec<UnreadSum>,
}

/// Checks the sums of a table: those below rows, and those beside columns.
pub(crate) fn check(index: usize, source: &Source, year: FiscalYear) -> Checked {
    let mut checked = Checked::default();
    if source.table.whole.as_ref().is_some_and(WholeSheet::is_certain) {
        return checked;
    }
    if source.table.set_aside.iter().any(is_sum) {
        for summed in summed(source) {
            down(index, source, summed, year, &mut checked);
        }
    }
    for aside in &source.table.set_aside {
        upper(index, source, aside, year, &mut checked);
    }
    if !source.mapping.sums.is_empty() {
        let rows = source.table.rows.iter();
        checked.wrong.extend(rows.flat_map(|row| across(index, source, row, year)));
    }
    checked
}

/// A column that sums stand in.
#[derive(Clone, Copy)]
enum Summed {
    /// Of amounts; which one, where there are several.
    Amount(Option<usize>),
    /// Of other money, like 净值.
    Money(Field),
    /// Of points, people or counts.
    Number(Field),
}

/// Lists the columns of a table that sums are checked in.
fn summed(source: &Source) -> Vec<Summed> {
    let (kind, count) = (source.mapping.kind, source.mapping.parts.len());
    let amounts = match (kind.money_fields(), count) {
        ([], _) => Vec::new(),
        (_, 0) => vec![Summed::Amount(None)],
        (_, count) => (0..count).map(|part| Summed::Amount(Some(part))).collect(),
    };
    let others: &[Summed] = match kind {
        Kind::Assets => &[Summed::Money(Field::Net), Summed::Money(Field::Depreciation)],
        Kind::Indicators => &[Summed::Number(Field::Weight)],
        Kind::Staff => &[Summed::Number(Field::People)],
        Kind::Activities => &[Summed::Number(Field::Count), Summed::Number(Field::People)],
        Kind::Budget | Kind::Opening | Kind::Payments | Kind::Statement | Kind::Evidence => &[],
    };
    amounts.into_iter().chain(others.iter().copied()).collect()
}

impl Summed {
    /// Which of several columns of amounts it is.
    const fn part(self) -> Option<usize> {
        match self {
            Self::Amount(part) => part,
            Self::Money(_) | Self::Number(_) => None,
        }
    }

    /// Returns its position.
    fn column(self, source: &Source) -> Option<usize> {
        let mapping = &source.mapping;
        match self {
            Self::Amount(Some(part)) => mapping.parts.get(part).map(|part| part.position),
            Self::Amount(None) => {
                mapping.columns.get(mapping.kind.money_fields().first()?).copied()
            }
            Self::Money(field) | Self::Number(field) => mapping.columns.get(&field).copied(),
        }
    }

    /// Reads what a row states; nothing is nought.
    fn of_row(self, source: &Source, row: &Row, year: FiscalYear) -> Option<Decimal> {
        let mut reader = RowReader::new(&source.table, &source.mapping, year);
        let field = match self {
            Self::Amount(part) => return source.row_amount(row, part, year).map(Money::yuan),
            Self::Money(field) | Self::Number(field) => field,
        };
        reader.turn_to(row);
        let read = match self {
            Self::Number(_) if reader.is_blank(field) => Some(Decimal::ZERO),
            Self::Number(_) => reader.measured(field).map(|(number, _)| number),
            Self::Amount(_) | Self::Money(_) => {
                reader.optional_money(field)?.map_or(Some(Decimal::ZERO), |read| Some(read.yuan()))
            }
        };
        read.filter(|_| reader.faults.is_empty())
    }

    /// Makes a total of a sum.
    fn total(self, sum: Decimal) -> Option<Total> {
        match self {
            Self::Number(_) => Some(Total::Number(sum)),
            Self::Amount(_) | Self::Money(_) => Money::from_yuan(sum).ok().map(Total::Money),
        }
    }
}

/// What something sums to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Yuan.
    Money(Money),
    /// Points, people or counts.
    Number(Decimal),
}

impl Total {
    /// Returns the number.
    pub const fn number(self) -> Decimal {
        match self {
            Self::Money(money) => money.yuan(),
            Self::Number(number) => number,
        }
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(money) => money.fmt(f),
            Self::Number(number) => number.normalize().fmt(f),
        }
    }
}

/// What an amount in capitals is called, which has no column of its own.
const CAPITALS: &str = "大写";

fn is_sum(aside: &SetAside) -> bool {
    matches!(aside.reason, Aside::Total | Aside::Subtotal | Aside::Parent { .. })
}

/// Compares each sum of a column with the rows it may sum: those it holds, or those since the last sum
/// of any label (the day's, the month's) or since the beginning, or all of the table.
fn down(index: usize, source: &Source, summed: Summed, year: FiscalYear, checked: &mut Checked) {
    let Some(column) = summed.column(source) else { return };
    let is_amount = matches!(summed, Summed::Amount(_));
    let (amounts, beside) = stated(source, summed, year);
    let unread: Vec<u32> =
        amounts.iter().filter(|(_, amount)| amount.is_none()).map(|(row, _)| *row).collect();
    // What those rows come to that can be read.
    let mut readable = (!unread.is_empty()).then(|| {
        let nought = amounts.iter().map(|(row, amount)| (*row, amount.or(Some(Decimal::ZERO))));
        Above::of(nought.collect(), Vec::new())
    });
    let mut above = Above::of(amounts, beside);
    let name = || {
        let column = source.table.columns.get(column);
        column.map(|column| column.name.clone()).unwrap_or_default()
    };
    for aside in source.table.set_aside.iter().filter(|aside| is_sum(aside)) {
        let number = aside.row.number;
        let row = RowRef { source: index, row: number, part: summed.part() };
        let in_figures = summed.of_row(source, &aside.row, year);
        let is_blank = aside.row.cell(column) == &Cell::Empty;
        let capitals = matches!(summed, Summed::Amount(None)).then(|| capitals_in(&aside.row));
        let capitals = capitals.flatten();
        if let Some(stated) = capitals {
            let likely = above.other_than(stated.yuan(), number, aside.reason);
            let figures = in_figures.filter(|_| !is_blank);
            let differs = figures.filter(|figures| *figures != stated.yuan());
            // What the figure says is held against the rows below.
            let other =
                if figures.is_some() { differs.map(|own| likely.unwrap_or(own)) } else { likely };
            if let Some(summed) = other.and_then(|other| summed.total(other)) {
                let (column, stated) = (Some(CAPITALS.to_owned()), Total::Money(stated));
                checked.wrong.push(StatedSum { row, column, across: None, stated, summed });
            }
        }
        // A heading states nothing. What parts of it are named for should have been stated.
        let is_missing = matches!(aside.reason, Aside::Parent { is_exceeded: true, .. });
        let is_heading = is_blank && !is_missing;
        if is_heading || (in_figures.is_none() && capitals.is_some()) {
            continue;
        }
        if let Some(stated) = in_figures {
            let is_of_unit = || of_unit(source, summed, &aside.row, year) == Some(stated);
            let other = |above: &Above| {
                let likely = above.other_than(stated, number, aside.reason);
                likely.filter(|_| !is_of_unit())
            };
            let likely = other(&above);
            let partly = readable.as_ref().filter(|_| likely.is_none()).and_then(other);
            let total = |sum: Option<Decimal>| sum.and_then(|sum| summed.total(sum));
            if let Some((summed, stated)) = total(likely).zip(summed.total(stated)) {
                let own = source.table.columns.get(column).filter(|_| !is_amount);
                let column = own.map(|column| column.name.clone());
                checked.wrong.push(StatedSum { row, column, across: None, stated, summed });
            } else if let Some((readable, stated)) = total(partly).zip(summed.total(stated)) {
                let why = Unchecked::Rows { unread: unread.clone(), stated, readable };
                checked.unread.push(UnreadSum { row, column: name(), why });
            }
        } else {
            let why = Unchecked::Sum(aside.row.cell(column).to_string());
            checked.unread.push(UnreadSum { row, column: name(), why });
        }
        if !matches!(aside.reason, Aside::Parent { .. }) {
            let label = label_of(&aside.row);
            if let Some(readable) = &mut readable {
                readable.begin_behind(number, label.clone());
            }
            above.begin_behind(number, label);
        }
    }
}

/// Compares what a row states with the rows whose codes begin with its own. One of nought is a heading.
fn upper(index: usize, source: &Source, aside: &SetAside, year: FiscalYear, checked: &mut Checked) {
    let Aside::Upper { stated, sum, is_read } = aside.reason else { return };
    if stated == sum || stated.is_zero() {
        return;
    }
    let row = RowRef { source: index, row: aside.row.number, part: None };
    let (stated, summed) = (Total::Money(stated), Total::Money(sum));
    if is_read {
        checked.wrong.push(StatedSum { row, column: None, across: None, stated, summed });
        return;
    }
    let rows = source.table.rows.iter();
    let is_unread = |row: &&Row| source.row_amount(row, None, year).is_none();
    let unread = rows.filter(is_unread).map(|row| row.number).collect();
    let why = Unchecked::Rows { unread, stated, readable: summed };
    let column = Summed::Amount(None).column(source).and_then(|at| source.table.columns.get(at));
    let column = column.map(|column| column.name.clone()).unwrap_or_default();
    checked.unread.push(UnreadSum { row, column, why });
}

/// Reads what rows state, and what those state that are no payments, or receipts: sums may count them.
fn stated(source: &Source, summed: Summed, year: FiscalYear) -> (Amounts, Amounts) {
    let table = &source.table;
    let read = |row: &Row| (row.number, summed.of_row(source, row, year));
    let (receipts, rows): (Vec<&Row>, Vec<&Row>) =
        table.rows.iter().partition(|row| table.given_back.contains_key(&row.number));
    let aside = table.set_aside.iter().filter(|aside| aside.reason.moves_money());
    let aside = aside.map(|aside| &aside.row);
    let mut beside: Amounts = aside.chain(receipts).map(read).collect();
    beside.sort_by_key(|(row, _)| *row);
    (rows.into_iter().map(read).collect(), beside)
}

/// Sums the rows of the unit that a row of a sum names, wherever they stand.
fn of_unit(source: &Source, summed: Summed, sum: &Row, year: FiscalYear) -> Option<Decimal> {
    let table = &source.table;
    let at = *source.mapping.columns.get(&Field::BudgetUnit)?;
    let units: Vec<String> = sum
        .cells
        .iter()
        .map(words)
        .map(|words| sum_of(&words).unwrap_or(&words).to_owned())
        .collect();
    let beside = table.set_aside.iter().filter(|aside| aside.reason.moves_money());
    let rows = table.rows.iter().chain(beside.map(|aside| &aside.row));
    let unit_of = |row: &Row| without_spaces(&unit_text(table, row, at));
    let is_its = |row: &&Row| {
        let unit = unit_of(row);
        !unit.is_empty() && units.contains(&unit)
    };
    let mut rows = rows.filter(is_its).peekable();
    rows.peek()?;
    rows.try_fold(Decimal::ZERO, |sum, row| sum.checked_add(summed.of_row(source, row, year)?))
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
        let (stated, summed) = (Total::Money(stated), Total::Money(likely));
        is_wrong.then_some(StatedSum { row, column: None, across: Some(across), stated, summed })
    };
    source.mapping.sums.iter().filter_map(&mut wrong).collect()
}
