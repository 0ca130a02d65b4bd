//! Rows of other units: lists of a bureau or a department hold several, of which one is the ledger's.

mod around;
pub(crate) mod columns;
mod sheets;
mod stated;
mod titles;
mod whose;

use taizhang_core::FiscalYear;
use taizhang_core::event::UnitProfile;

use crate::draft::Source;
use crate::field::Field;
use crate::mapping::Mapping;
use crate::table::{Aside, Row, Table};
use crate::value::RowReader;
pub use columns::ColumnInDoubt;
pub use sheets::ask as ask_of_sheets;
pub use stated::Stated;
use stated::{Statement, Words};
pub(crate) use whose::Own;
use whose::Whose;

/// Columns that say whose a row is.
pub(crate) const FIELDS: [Field; 2] = [Field::BudgetUnit, Field::BudgetUnitCode];

/// Something of one table of which nobody can say whether it is the ledger's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitQuestion {
    /// Place of the table among the sources; of several, the first.
    pub source: usize,
    /// What is in doubt.
    pub doubt: UnitDoubt,
}

/// What is in doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitDoubt {
    /// Rows that may be others'.
    Rows(RowsInDoubt),
    /// Several columns, or one whose header does not say enough, that may say whose the rows are.
    Columns(Vec<ColumnInDoubt>),
    /// Sheets that are named as other units are.
    Sheets {
        /// Their names.
        others: Vec<String>,
        /// The names of the other sheets that are read.
        rest: Vec<String>,
    },
}

/// Rows that may be others'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsInDoubt {
    /// What says whose they are.
    pub stated: Stated,
    /// The columns that say it, where columns do.
    pub fields: Vec<Field>,
    /// Numbers of the rows.
    pub rows: Vec<u32>,
    /// What they say, each once.
    pub named: Vec<String>,
    /// Whether they are surely others', and asked about only because no row of the file is the ledger's.
    pub are_others: bool,
}

/// Sets rows of other units aside where rows of the same file name the ledger's unit; returns what a
/// person must decide.
pub fn divide(sources: &mut [Source], unit: &UnitProfile, year: FiscalYear) -> Vec<UnitQuestion> {
    let own = Own::of(unit);
    let mut questions = Vec::new();
    for (source, at) in sources.iter_mut().zip(0..) {
        let doubts = columns::settle(source, &own).into_iter();
        questions.extend(doubts.map(|doubt| UnitQuestion { source: at, doubt }));
    }
    let stated: Vec<Vec<Statement>> =
        sources.iter().map(|source| stated::of_rows(source, &own)).collect();
    let has_own = stated.iter().flatten().any(|statement| statement.whose == Whose::Own);
    for (at, (source, stated)) in sources.iter_mut().zip(stated).enumerate() {
        if stated.is_empty() {
            continue;
        }
        let settled = settled(stated, has_own);
        let asked = [Some(Whose::Unclear), (!has_own).then_some(Whose::Other)];
        for whose in asked.into_iter().flatten() {
            let doubts = Stated::ALL
                .into_iter()
                .filter_map(|stated| in_doubt(source, &settled, Statement { whose, stated }, &own));
            let question = |rows| UnitQuestion { source: at, doubt: UnitDoubt::Rows(rows) };
            questions.extend(doubts.map(question));
        }
        if has_own {
            set_aside(&mut source.table, &source.mapping, &settled, year);
        }
    }
    questions
}

/// Decides what the other rows decide. A blank below another unit's row may go on with that unit.
fn settled(stated: Vec<Statement>, has_own: bool) -> Vec<Statement> {
    let mut above = Statement { whose: Whose::Unsaid, stated: Stated::Nowhere };
    let settle = |statement: Statement| {
        let whose = match statement.whose {
            Whose::Longer if has_own => Whose::Other,
            Whose::Longer => Whose::Unclear,
            Whose::Unsaid if statement.stated == Stated::Above => return above,
            Whose::Unsaid if above.whose == Whose::Other => {
                return Statement { whose: Whose::Unclear, stated: Stated::Nowhere };
            }
            whose => whose,
        };
        above = Statement { whose, ..statement };
        above
    };
    stated.into_iter().map(settle).collect()
}

/// Returns the rows of which the same is said in the same way, if there are any.
fn in_doubt(
    source: &Source,
    settled: &[Statement],
    asked: Statement,
    own: &Own,
) -> Option<RowsInDoubt> {
    let rows = source.table.rows.iter().zip(settled);
    let rows: Vec<&Row> =
        rows.filter(|(_, statement)| **statement == asked).map(|(row, _)| row).collect();
    if rows.is_empty() {
        return None;
    }
    let words = Words::of(source, own);
    let mut named: Vec<String> = Vec::new();
    for row in &rows {
        let said = words.shown(row, asked.stated);
        if !said.is_empty() && !named.contains(&said) {
            named.push(said);
        }
    }
    let fields = FIELDS.into_iter().filter(|field| source.mapping.columns.contains_key(field));
    Some(RowsInDoubt {
        stated: asked.stated,
        fields: fields.collect(),
        rows: rows.iter().map(|row| row.number).collect(),
        named,
        are_others: asked.whose == Whose::Other,
    })
}

fn set_aside(table: &mut Table, mapping: &Mapping, settled: &[Statement], year: FiscalYear) {
    let mut reader = RowReader::new(table, mapping, year);
    let reasons = table.rows.iter().zip(settled).map(|(row, statement)| {
        (statement.whose == Whose::Other).then(|| Aside::OtherUnit(reader.money_of(row)))
    });
    let reasons = reasons.collect();
    table.set_rows_aside(reasons);
}
