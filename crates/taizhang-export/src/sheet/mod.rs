//! The returns as sheets of typed cells: what every tabular exporter writes and none computes.
//!
//! A sheet says what its cells are; how an amount, a date or a code is written is the exporter's
//! affair.

mod activities;
mod budget;
mod expenditures;
mod figures;
mod integrated;
mod monitoring;
mod self_evaluation;

use jiff::civil::Date;
use rust_decimal::Decimal;
use taizhang_core::{Money, Ratio};

use crate::{AmountUnit, ExportContext, fixed};

pub use activities::activities;
pub use budget::budget;
pub use expenditures::expenditures;
pub use figures::{Fact, figures};
pub use integrated::of_profiles;
pub use monitoring::{monitored_funds, monitored_indicators};
pub use self_evaluation::{funds, goals, indicators};

/// Decimals of rates in per cent: those of the provincial form.
const RATE_PLACES: u32 = 2;
/// What stands for a rate of which the base is nought.
pub(crate) const NO_RATE: &str = "—";

/// One return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Name, like 支出明细.
    pub title: String,
    /// Whether the column names are those of the provincial form, to which nothing may be added.
    pub is_official: bool,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Rows from top to bottom, with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// Sets of rows, each of which sums to what the columns' totals say; most sheets have one with
    /// all rows.
    pub wholes: Vec<Whole>,
}

/// Rows that make up the whole year, without what says the same money twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// What its sum is called, like 合计.
    pub name: String,
    /// Its rows, counted from 0, ascending.
    pub rows: Vec<usize>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name without a unit.
    pub name: String,
    /// What its cells hold.
    pub holds: Holds,
    /// What the column must sum to.
    pub total: Option<Total>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words, and codes made of digits, which are words too.
    Words,
    /// Numbers whose unit the column's name or another column says.
    Numbers,
    /// Money.
    Amounts,
    /// Rates in per cent.
    Percent,
    /// Days.
    Dates,
    /// Now this, now that.
    Any,
    /// Nothing: a return wants the column, and the ledger does not know it.
    Nothing,
}

/// What a column must sum to, as the ledger has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// What it is, like 全年执行数.
    pub name: String,
    /// Its value; money is in yuan.
    pub value: Decimal,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words that somebody typed; they may look like a formula.
    Text(String),
    /// A word out of this program.
    Mark(&'static str),
    /// A number with the decimals it is printed with.
    Number {
        /// Value.
        value: Decimal,
        /// Decimals.
        places: u32,
    },
    /// Money.
    Amount(Money),
    /// A rate in per cent, rounded to the decimals of the form.
    Percent(Decimal),
    /// A day.
    Date(Date),
    /// The name of the unit in which the exporter writes amounts.
    AmountUnit,
    /// Nothing.
    Blank,
}

/// Returns every sheet that the year has, in the order of reading; `more` is what the exporter has
/// to say about its files.
pub fn of_year(context: &ExportContext, more: Vec<Fact>) -> Vec<Sheet> {
    let mut sheets = vec![
        funds(context),
        indicators(context),
        expenditures(context),
        budget(context),
        activities(context),
        figures(context, more),
    ];
    if !context.evaluation.goals.is_empty() {
        sheets.insert(1, goals(context));
    }
    if context.monitoring.is_some() {
        sheets.push(monitored_funds(context));
        sheets.push(monitored_indicators(context));
    }
    sheets
}

impl Sheet {
    /// Makes a sheet of rows that each column can be asked about.
    fn of<R>(
        title: &'static str,
        columns: Vec<Source<R>>,
        rows: impl IntoIterator<Item = R>,
    ) -> Self {
        let rows = rows.into_iter();
        let rows = rows.map(|row| columns.iter().map(|column| (column.cell)(&row)).collect());
        let rows: Vec<Vec<Cell>> = rows.collect();
        let columns = columns.into_iter().map(|source| source.column).collect();
        let wholes = vec![Whole { name: "合计".to_owned(), rows: (0..rows.len()).collect() }];
        Self { title: title.to_owned(), is_official: false, columns, rows, wholes }
    }

    /// States which rows make up the whole, where not all of them together do.
    fn made_up_of(mut self, wholes: Vec<Whole>) -> Self {
        self.wholes = wholes;
        self
    }

    /// Marks the column names as those of the provincial form.
    fn official(mut self) -> Self {
        self.is_official = true;
        self
    }

    /// States what the column `name` sums to, if the year knows it.
    fn summing(mut self, name: &str, total: impl Into<Option<Total>>) -> Self {
        if let Some(column) = self.columns.iter_mut().find(|column| column.name == name) {
            column.total = total.into();
        }
        self
    }
}

/// Returns a figure of money as the total of a column.
fn figure(context: &ExportContext, key: &str) -> Option<Total> {
    let figure = context.figure(&key.parse().ok()?)?;
    Some(Total { name: figure.label.clone(), value: figure.value.money()?.yuan() })
}

/// Returns figures of money, added or taken away, as the total of a column.
fn combined(context: &ExportContext, plus: &[&str], minus: &[&str]) -> Option<Total> {
    let added = plus.iter().map(|key| (key, Decimal::ONE));
    let taken = minus.iter().map(|key| (key, Decimal::NEGATIVE_ONE));
    let mut total = Total { name: String::new(), value: Decimal::ZERO };
    for (key, sign) in added.chain(taken) {
        let part = figure(context, key)?;
        let mark = match (total.name.is_empty(), sign.is_sign_negative()) {
            (_, true) => "−",
            (true, false) => "",
            (false, false) => "+",
        };
        total.name.extend([mark, part.name.as_str()]);
        total.value += sign * part.value;
    }
    Some(total)
}

/// A column and where its cells come from.
struct Source<R> {
    column: Column,
    cell: fn(&R) -> Cell,
}

impl<R> Source<R> {
    fn new(name: &'static str, holds: Holds, cell: fn(&R) -> Cell) -> Self {
        Self { column: Column { name: name.to_owned(), holds, total: None }, cell }
    }

    fn words(name: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self::new(name, Holds::Words, cell)
    }

    fn numbers(name: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self::new(name, Holds::Numbers, cell)
    }

    fn amounts(name: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self::new(name, Holds::Amounts, cell)
    }

    fn percent(name: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self::new(name, Holds::Percent, cell)
    }

    fn dates(name: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self::new(name, Holds::Dates, cell)
    }
}

impl Cell {
    /// Prints the cell without thousands separators, amounts in `unit`.
    pub fn print(&self, unit: AmountUnit) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Mark(word) => (*word).to_owned(),
            Self::Number { value, places } => fixed(*value, *places),
            Self::Amount(amount) => unit.print(*amount),
            Self::Percent(rate) => fixed(*rate, RATE_PLACES),
            Self::Date(date) => date.to_string(),
            Self::AmountUnit => unit.name().to_owned(),
            Self::Blank => String::new(),
        }
    }

    /// Makes a cell of typed words.
    fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// Makes a cell of words, or nothing.
    fn words(text: Option<&String>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    /// Makes a cell of a number without needless zeros.
    fn plain(number: impl Into<Decimal>) -> Self {
        let value = number.into().normalize();
        Self::Number { value, places: value.scale() }
    }

    /// Makes a cell of a rate, or of `—` where there is nothing to divide by.
    fn rate(ratio: &Ratio) -> Self {
        ratio.percent(RATE_PLACES).map_or(Self::Mark(NO_RATE), Self::Percent)
    }
}
