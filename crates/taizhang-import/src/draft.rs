//! From mapped rows to commands. Nothing is checked against the ledger's rules yet.

use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use taizhang_core::book::{Book, Command};
use taizhang_core::{FiscalYear, Money};

use crate::fault::{Fault, Reason, Remark};
use crate::field::Field;
use crate::group_lines;
use crate::hidden;
use crate::kind::Kind;
use crate::mapping::Mapping;
use crate::months;
use crate::origin::OwnKind;
use crate::parent_lines;
use crate::profile::Profile;
use crate::question::Question;
use crate::repeated_sums;
use crate::sides;
use crate::sums::{self, Checked, Total};
use crate::table::{Row, Table};
use crate::take_back::{self, TakeBack};
use crate::tree;
use crate::value::{RowReader, states_nothing};
use crate::void;

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
    /// Which of several columns of amounts, by its place among the parts of the mapping.
    pub part: Option<usize>,
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
    /// What the row says of itself for which a person must say whether it is new.
    pub question: Option<Question>,
    /// The place of the row among those of its table, where these were made of other rows.
    pub made: Option<usize>,
}

impl Draft {
    /// Returns what one row asks for, of which nothing is to be asked.
    pub const fn of_row(row: RowRef, on: Date, command: Command, amount: Money) -> Self {
        Self { row, others: Vec::new(), on, command, amount, question: None, made: None }
    }
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

/// A sum that a file states, beside what is summed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedSum {
    /// The row of the sum; its part is the column that is summed.
    pub row: RowRef,
    /// Header of its column, where the row does not say which is summed.
    pub column: Option<String>,
    /// Header of the column of the sum, where it sums other columns of its row.
    pub across: Option<String>,
    /// What it states.
    pub stated: Total,
    /// What the rows before it, or the columns beside it, sum to.
    pub summed: Total,
}

/// A sum that a file states and that was not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadSum {
    /// The row of the sum.
    pub row: RowRef,
    /// Header of its column.
    pub column: String,
    /// What kept it from being checked.
    pub why: Unchecked,
}

/// What keeps a sum from being checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unchecked {
    /// It cannot be read itself; this stands there, nothing for a formula whose result is not stored.
    Sum(String),
    /// These rows of its table cannot be read, and it is not what the others come to.
    Rows {
        /// The rows.
        unread: Vec<u32>,
        /// What it states.
        stated: Total,
        /// What the other rows come to.
        readable: Total,
    },
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
    /// Sums in the files that cannot be read, and were not checked.
    pub unread_sums: Vec<UnreadSum>,
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
        let Checked { wrong, unread } = sums::check(index, source, around.year);
        drafts.wrong_sums.extend(wrong);
        drafts.unread_sums.extend(unread);
    }
    kind.draft(sources, around, &mut drafts);
    repeated_sums::ask(kind, sources, around, &mut drafts);
    parent_lines::ask(&mut drafts);
    months::ask(sources, &mut drafts);
    drafts
}

impl Drafts {
    /// Adds what further rows ask for.
    pub(crate) fn append(&mut self, further: Self) {
        let Self { drafts, take_backs, refused, remarks, wrong_sums, unread_sums } = further;
        self.drafts.extend(drafts);
        self.take_backs.extend(take_backs);
        self.refused.extend(refused);
        self.remarks.extend(remarks);
        self.wrong_sums.extend(wrong_sums);
        self.unread_sums.extend(unread_sums);
    }
}

impl Source {
    /// Tells whether all rows take the one day that a person said in a field.
    pub fn is_of_one_day(&self, field: Field) -> bool {
        let column = self.mapping.columns.get(&field);
        let has_day = |at: &usize| self.table.rows.iter().any(|row| !row.cell(*at).is_empty());
        self.mapping.constants.contains_key(&field) && !column.is_some_and(has_day)
    }

    /// Joins a table with its mapping. Rows that only sum the rows below them are set aside, as
    /// are parts of other rows, budget lines without money, income in a list of payments, void rows, and
    /// what is hidden.
    pub fn of(
        mut table: Table,
        mapping: Mapping,
        profile: Option<Profile>,
        year: FiscalYear,
    ) -> Self {
        hidden::divide(&mut table, &mapping, year);
        tree::divide(&mut table, &mapping, year);
        group_lines::divide(&mut table, &mapping, year);
        void::divide(&mut table, &mapping, year);
        sides::divide(&mut table, &mapping, year);
        Self { table, mapping, profile }
    }

    /// Reads all rows one by one; `read` gives the commands of a row, or none after a fault.
    pub(crate) fn each_row<'t, D: IntoIterator<Item = Draft>>(
        &'t self,
        index: usize,
        around: Surroundings<'_>,
        drafts: &mut Drafts,
        read: impl FnMut(&mut RowReader<'t>, RowRef) -> Option<D>,
    ) {
        self.each_of(0..self.table.rows.len(), index, around, drafts, read);
    }

    /// Reads the rows at these places one by one.
    pub(crate) fn each_of<'t, D: IntoIterator<Item = Draft>>(
        &'t self,
        rows: Range<usize>,
        index: usize,
        around: Surroundings<'_>,
        drafts: &mut Drafts,
        mut read: impl FnMut(&mut RowReader<'t>, RowRef) -> Option<D>,
    ) {
        drafts.drafts.reserve(rows.len());
        let mut reader = RowReader::new(&self.table, &self.mapping, around.year);
        let (origin, inks) = (self.table.origin.as_ref(), &self.table.inks);
        for (at, row) in self.table.rows.iter().enumerate().take(rows.end).skip(rows.start) {
            let made = origin.map(|_| at);
            for part in self.turns(row) {
                let place = RowRef { source: index, row: row.number, part };
                reader.turn_to_part(row, part);
                reader.require_yuan();
                let read = read(&mut reader, place);
                let struck_out = if inks.is_empty() { None } else { reader.struck_out() };
                let struck_out = struck_out.map(Question::StruckOut);
                match read {
                    Some(found) if reader.faults.is_empty() => {
                        drafts.drafts.extend(found.into_iter().map(|draft| Draft {
                            made,
                            question: struck_out.or(draft.question),
                            ..draft
                        }));
                    }
                    _ => {
                        let mut faults = std::mem::take(&mut reader.faults);
                        for fault in faults.iter_mut().filter(|_| made.is_some()) {
                            // No column of a payroll holds it, whichever is paid.
                            if let Reason::NoColumn { origin: OwnKind::Columns, .. } = fault.reason
                            {
                                continue;
                            }
                            let field = fault.place.column.as_deref().and_then(Field::named);
                            fault.place.column = origin.map(|origin| origin.column_of(at, field));
                        }
                        let credited = take_back::credited(&mut reader).map(Money::negated);
                        let amount = credited.or_else(|| self.row_amount(row, part, around.year));
                        drafts.refused.push(RefusedRow { row: place, amount, faults });
                    }
                }
            }
        }
        drafts.remarks.append(&mut reader.remarks);
    }

    /// Returns what is read of a row: the row itself, or one by one its columns of amounts that state
    /// something. A row of which none does is read once, so that the amount is missed.
    pub(crate) fn turns<'s>(&'s self, row: &'s Row) -> impl Iterator<Item = Option<usize>> + 's {
        let parts = self.mapping.parts.as_slice();
        let is_filled = move |at: &usize| {
            parts.get(*at).is_some_and(|part| {
                self.table.covered.contains_key(&(row.number, part.position))
                    || !states_nothing(row.cell(part.position))
            })
        };
        let once = match parts {
            [] => Some(None),
            parts if (0..parts.len()).any(|at| is_filled(&at)) => None,
            _ => Some(Some(0)),
        };
        once.into_iter().chain((0..parts.len()).filter(is_filled).map(Some))
    }

    /// Reads the money of a row, or of one of its columns of amounts, if it can be read.
    pub(crate) fn row_amount(
        &self,
        row: &Row,
        part: Option<usize>,
        year: FiscalYear,
    ) -> Option<Money> {
        let mut reader = RowReader::new(&self.table, &self.mapping, year);
        reader.turn_to_part(row, part);
        reader.require_yuan();
        let fields = self.mapping.kind.money_fields();
        let amounts = fields.iter().map(|field| match part {
            Some(_) => reader.optional_money(*field),
            None => reader.whole_money(*field),
        });
        let amounts: Option<Vec<Option<Money>>> = amounts.collect();
        if !reader.faults.is_empty() {
            return None;
        }
        Money::sum(amounts?.into_iter().flatten()).ok()
    }
}

/// Sums what all rows state; rows without a readable amount do not count.
pub fn stated_total(drafts: &Drafts) -> Decimal {
    let read = drafts.drafts.iter().map(|draft| draft.amount);
    let refused = drafts.refused.iter().filter_map(|refused| refused.amount);
    read.chain(refused).map(Money::yuan).fold(Decimal::ZERO, Decimal::saturating_add)
}
