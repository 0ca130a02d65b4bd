//! Rows of a list of payments that hold one label and money, and nothing else: 三月份, 办公费, 其中：印刷费. They head a
//! group, sum one, or are a part of a sum. They are no payments, of which somebody knows the day, the payee and
//! what for.
//!
//! A row that states the sum of the rows directly above or below it, up to another such row or a sum, is set
//! aside; one that states anything else is refused, once, whatever it lacks. Tables that count or value have
//! sums without any label, which are checked like others.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::{FiscalYear, Money};

use crate::fault::{Fault, Reason};
use crate::field::Field;
use crate::kind::Kind;
use crate::mapping::Mapping;
use crate::running_sums::{Before, RunningSums, Starts};
use crate::table::{Aside, Cell, Row, Table, is_space};
use crate::tree;
use crate::value::RowReader;

/// What begins a part of the row above.
const OF_WHICH: &str = "其中";

/// What stands in a row besides its money: nothing, or one cell.
struct Lone<'t> {
    cell: &'t Cell,
    field: Option<Field>,
}

impl<'t> Lone<'t> {
    /// Returns what stands besides the money of a row; none if that is more than one cell, or a merge says more.
    fn of(table: &Table, mapping: &Mapping, row: &'t Row) -> Option<Self> {
        const NOTHING: &Cell = &Cell::Empty;
        let fills = |at: usize| mapping.columns.iter().find(|(_, position)| **position == at);
        let field = |at: usize| fills(at).map(|(field, _)| *field);
        let is_money = |at: usize| {
            field(at).is_some_and(Field::is_measured)
                || mapping.parts.iter().any(|part| part.position == at)
        };
        let filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let mut others = filled.filter(|(at, _)| !is_money(*at));
        let one = others.next();
        let is_alone = others.next().is_none()
            && table.covered.range((row.number, 0)..=(row.number, usize::MAX)).next().is_none();
        let (cell, field) = one.map_or((NOTHING, None), |(at, cell)| (cell, field(at)));
        is_alone.then_some(Self { cell, field })
    }

    /// Tells whether it is a label, and no value of its column. A number or a payee of its own is none, and what
    /// was paid for may go on with the payment above.
    fn is_label(&self) -> bool {
        let Cell::Text(text) = self.cell else { return matches!(self.cell, Cell::Month(_)) };
        let is_worded = text.contains(char::is_alphabetic);
        match self.field {
            Some(Field::Date) => true,
            Some(field) if field == Field::Memo || field.is_own() || field.is_choice() => false,
            _ => is_worded && !text.contains(|c: char| c.is_ascii_digit()),
        }
    }
}

/// Tells whether the present row lacks what every record has.
fn lacks(reader: &mut RowReader<'_>, mapping: &Mapping) -> bool {
    let mut required = mapping.kind.required().filter(|field| !field.is_measured());
    let is_blank = |field| reader.has_column(field) && reader.is_blank(field);
    required.any(is_blank) || !is_dated(reader)
}

/// Tells whether the day of the present row can be read.
fn is_dated(reader: &mut RowReader<'_>) -> bool {
    let (faults, remarks) = (reader.faults.len(), reader.remarks.len());
    let is_dated = reader.date(Field::Date).is_some();
    reader.faults.truncate(faults);
    reader.remarks.truncate(remarks);
    is_dated
}

/// Sets rows aside that sum others without saying so, or head them, or are a part of what stands above.
pub(crate) fn divide(table: &mut Table, mapping: &Mapping, year: FiscalYear) {
    let is_of_payments = mapping.kind.is_of_payments() && mapping.parts.is_empty();
    let is_counted = matches!(mapping.kind, Kind::Indicators | Kind::Staff | Kind::Assets);
    if table.origin.is_some() || !(is_of_payments || is_counted) {
        return;
    }
    let mut reader = RowReader::new(table, mapping, year);
    let is_money = |field: &Field| field.is_measured();
    let most = mapping.columns.keys().filter(|field| is_money(field)).count().saturating_add(1);
    let lines = table.rows.iter().map(|row| {
        // Nearly all rows hold more.
        if row.cells.iter().filter(|cell| !cell.is_empty()).nth(most).is_some() {
            return false;
        }
        let Some(lone) = Lone::of(table, mapping, row) else { return false };
        reader.turn_to(row);
        let is_line = if is_counted {
            lone.cell.is_empty()
        } else {
            lone.is_label() && !(lone.field == Some(Field::Date) && is_dated(&mut reader))
        };
        is_line && lacks(&mut reader, mapping)
    });
    let lines: Vec<bool> = lines.collect();
    if !lines.contains(&true) {
        return;
    }
    let reasons = if is_counted {
        lines.iter().map(|is_line| is_line.then_some(Aside::Subtotal)).collect()
    } else {
        let amounts = tree::amounts(table, mapping, year);
        GroupLines { table, mapping, year, lines: &lines, amounts: &amounts }.reasons()
    };
    table.set_rows_aside(reasons);
}

/// Refuses the present row, which is refused, for one cause alone, if that is that it holds one cell besides its
/// money.
pub(crate) fn refuse_once(reader: &mut RowReader<'_>, mapping: &Mapping) {
    let lone = reader.row().and_then(|row| Lone::of(reader.table(), mapping, row));
    if let Some(lone) = lone.filter(|_| !reader.faults.is_empty())
        && lacks(reader, mapping)
    {
        let (place, value) = (reader.place(None), lone.cell.to_string());
        reader.faults = vec![Fault { place, value, reason: Reason::GroupLine }];
    }
}

/// The rows of a table of payments, some of which are lines of groups.
struct GroupLines<'t> {
    table: &'t Table,
    mapping: &'t Mapping,
    year: FiscalYear,
    lines: &'t [bool],
    amounts: &'t [Option<Money>],
}

impl GroupLines<'_> {
    fn reasons(&self) -> Vec<Option<Aside>> {
        let sums = self.sums();
        let mut reasons: Vec<Option<Aside>> = Vec::with_capacity(self.lines.len());
        // The row of which the last lines are parts.
        let mut whole = None;
        for (at, row) in self.table.rows.iter().enumerate() {
            let is_line = self.lines.get(at) == Some(&true);
            let stated = self.amounts.get(at).copied().flatten().filter(|_| is_line);
            let reason = stated.and_then(|stated| {
                let goes_on = reasons.last() == Some(&Some(Aside::OfWhich));
                let above = self.above(at, row.number, whole.filter(|_| goes_on));
                let is_part = self.says_of_which(row) || goes_on && above == whole;
                if is_part && above.is_some_and(|(_, most)| (Money::ZERO..=most).contains(&stated))
                {
                    whole = above;
                    return Some(Aside::OfWhich);
                }
                if stated.is_zero() {
                    return Some(Aside::NoAmount);
                }
                let is_sum = sums.contains(&row.number);
                is_sum.then_some(Aside::Upper { stated, sum: stated, is_read: true })
            });
            reasons.push(reason);
        }
        reasons
    }

    fn says_of_which(&self, row: &Row) -> bool {
        let lone = Lone::of(self.table, self.mapping, row);
        lone.is_some_and(|lone| {
            lone.cell.to_string().trim_start_matches(is_space).starts_with(OF_WHICH)
        })
    }

    /// Returns the number and the amount of what stands above a row: a sum, the row before, or the one of which
    /// that is a part.
    fn above(&self, at: usize, number: u32, whole: Option<(u32, Money)>) -> Option<(u32, Money)> {
        let before = at.checked_sub(1);
        let row = before.and_then(|at| {
            Some((self.table.rows.get(at)?.number, self.amounts.get(at).copied().flatten()?))
        });
        let row = whole.or(row);
        let set_aside = &self.table.set_aside;
        let end = set_aside.partition_point(|aside| aside.row.number < number);
        let sum = set_aside.get(..end)?.iter().rev().find(|aside| is_sum(aside.reason));
        let sum = sum.filter(|sum| row.is_none_or(|(number, _)| number < sum.row.number));
        let Some(sum) = sum else { return row };
        let mut reader = RowReader::new(self.table, self.mapping, self.year);
        reader.turn_to(&sum.row);
        Some((sum.row.number, reader.whole_money(Field::Amount)??))
    }

    /// Returns the numbers of the lines that state the sum of the rows above or below them, up to another line,
    /// a sum or the end.
    fn sums(&self) -> BTreeSet<u32> {
        let rows = || self.table.rows.iter().zip(self.lines).zip(self.amounts);
        let data = rows().filter(|((_, is_line), _)| !**is_line);
        let sums =
            RunningSums::of(data.map(|((row, _), amount)| (row.number, amount.map(Money::yuan))));
        let lines = rows().filter(|((_, is_line), _)| **is_line);
        let lines = lines.map(|((row, _), amount)| (row.number, *amount));
        let others = self.table.set_aside.iter().filter(|aside| is_sum(aside.reason));
        let others = others.map(|aside| (aside.row.number, None));
        let ends: BTreeMap<u32, Option<Money>> = others.chain(lines).collect();
        let mut found = BTreeSet::new();
        let mut look = |starts: &mut Starts, number: u32, stated: Option<Money>| {
            let here = sums.before(number);
            if stated.is_some_and(|stated| starts.come_to(stated.yuan(), here)) {
                found.insert(number);
            }
            starts.add(here);
        };
        let mut starts = Starts::default();
        starts.add(Before::default());
        for (number, stated) in &ends {
            look(&mut starts, *number, *stated);
        }
        let mut starts = Starts::default();
        starts.add(sums.at_end());
        for (number, stated) in ends.iter().rev() {
            look(&mut starts, *number, stated.map(Money::negated));
        }
        found
    }
}

/// Tells whether a row that was set aside is a sum, so that groups end there.
const fn is_sum(reason: Aside) -> bool {
    matches!(
        reason,
        Aside::Total
            | Aside::Subtotal
            | Aside::Running
            | Aside::Parent { .. }
            | Aside::Upper { .. }
    )
}
