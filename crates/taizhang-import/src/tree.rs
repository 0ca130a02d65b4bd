//! Rows that sum the rows below them: 类 above 款 above 项, or 一、 above （一）. They are set aside, so
//! that no amount is entered twice, and their sums are checked.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use taizhang_core::{FiscalYear, Money};

use crate::code::Code;
use crate::field::Field;
use crate::kind::{Kind, asset_code_of};
use crate::mapping::Mapping;
use crate::of_which;
use crate::outline::{self, Names};
use crate::parents::{Levels, is_tree};
use crate::table::{Aside, Cell, Row, Table};
use crate::value::RowReader;
use crate::vocabulary::fold;

/// Headers of codes that form a tree, besides the columns of code fields.
pub(crate) const CODES: [&str; 5] = ["科目编码", "科目代码", "编码", "代码", "预算科目编码"];

/// Numerals of headings.
pub(crate) const NUMERALS: &str = "一二三四五六七八九十百";

/// How deep a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// By its codes, one for each column of codes.
    Codes(Vec<Code>),
    /// By its numbering or indentation.
    Level {
        /// From above.
        level: usize,
        /// Whether it says that it is a part of what stands above (其中).
        is_of_which: bool,
    },
}

impl Depth {
    /// Returns the level of a row that has one.
    pub(crate) const fn level(&self) -> Option<usize> {
        match self {
            Self::Level { level, .. } => Some(*level),
            Self::Codes(_) => None,
        }
    }

    /// Returns the level of a row that begins with 其中.
    pub(crate) const fn of_which(&self) -> Option<usize> {
        match self {
            Self::Level { level, is_of_which: true } => Some(*level),
            _ => None,
        }
    }

    /// Tells whether a row of this depth holds a following row of the other.
    fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Codes(mine), Self::Codes(others)) => {
                let pairs = || mine.iter().zip(others);
                mine.iter().any(|code| !code.is_empty())
                    && pairs().all(|(mine, other)| mine.begins(other))
                    && pairs().any(|(mine, other)| mine != other)
            }
            (Self::Level { level: mine, .. }, Self::Level { level: other, .. }) => other > mine,
            _ => false,
        }
    }

    /// Tells whether a row of this depth holds a row of the other wherever both stand: by codes alone, of
    /// which one that is not blank goes on in the other.
    pub(crate) fn surely_holds(&self, other: &Self) -> bool {
        let (Self::Codes(mine), Self::Codes(others)) = (self, other) else { return false };
        let pairs = || mine.iter().zip(others);
        pairs().all(|(mine, other)| mine.surely_begins(other))
            && pairs().any(|(mine, other)| !mine.is_empty() && mine != other)
    }
}

/// Sets parents, parts of other rows and lines without money aside.
pub(crate) fn divide(table: &mut Table, mapping: &Mapping, year: FiscalYear) {
    let amounts = LazyCell::new(|| amounts(table, mapping, year));
    let depths = depths(table, mapping, &amounts);
    let may_lack_money = matches!(mapping.kind, Kind::Budget | Kind::Opening);
    if !may_lack_money && depths.iter().all(Option::is_none) {
        return;
    }
    let amounts = LazyCell::force(&amounts);
    let of_which = of_which::find(&depths, amounts);
    let parts = &of_which.parts;
    let levels = Levels { rows: &table.rows, depths: &depths, amounts, parts };
    let mut reasons = levels.parents(&of_which.exceeded);
    for part in parts {
        reasons.get_mut(*part).into_iter().for_each(|reason| *reason = Some(Aside::OfWhich));
    }
    if may_lack_money {
        let nothing = reasons.iter_mut().zip(amounts).zip(&table.rows);
        for ((reason, amount), row) in nothing {
            let is_nothing =
                amount.is_some_and(Money::is_zero) && states_nothing(table, mapping, row);
            if reason.is_none() && is_nothing {
                *reason = Some(Aside::NoAmount);
            }
        }
    }
    table.set_rows_aside(reasons);
}

pub(crate) fn holds(upper: Option<&Depth>, lower: Option<&Depth>) -> bool {
    upper.zip(lower).is_some_and(|(upper, lower)| upper.holds(lower))
}

/// Returns the depth of each row; a row with an identity of its own has none. Words that may be no outline,
/// since codes stand beside them or they are remarks, are believed where the amounts say so too.
fn depths<'t, F: FnOnce() -> Vec<Option<Money>> + 't>(
    table: &'t Table,
    mapping: &Mapping,
    amounts: &LazyCell<Vec<Option<Money>>, F>,
) -> Vec<Option<Depth>> {
    if let Some(classes) = class_column(mapping) {
        let code = |row: &Row| asset_code_of(&row.cell(classes).to_string()).unwrap_or_default();
        let depth = |row| Some(Depth::Codes(vec![Code::of_digits(&code(row))]));
        // Without codes the names may be an outline like others.
        if table.rows.iter().any(|row| !code(row).is_empty()) {
            return table.rows.iter().map(depth).collect();
        }
    }
    let codes = code_columns(table, mapping);
    let own = own_columns(table, mapping, &codes);
    let has_own = |row: &Row| own.iter().any(|position| !row.cell(*position).is_empty());
    let none = || vec![None; table.rows.len()];
    if table.rows.iter().all(has_own) {
        return none();
    }
    let code = |row: &Row, position: &usize| Code::of(&row.cell(*position).to_string());
    let codes_of = |row: &Row| codes.iter().map(|position| code(row, position)).collect();
    let of_codes = |row: &Row| (!has_own(row)).then(|| Depth::Codes(codes_of(row)));
    let by_codes: Vec<_> = table.rows.iter().map(of_codes).collect();
    if is_tree(&by_codes) {
        return by_codes;
    }
    let has_codes =
        table.rows.iter().any(|row| codes.iter().any(|position| !code(row, position).is_empty()));
    let are_sums = |depths: &[Option<Depth>]| {
        let none = BTreeSet::new();
        of_which::is_of_sums(depths, amounts)
            || Levels { rows: &table.rows, depths, amounts, parts: &none }.are_proven()
    };
    let believed = |depths: Option<Vec<_>>, is_certain: &dyn Fn() -> bool| {
        let depths = depths.filter(|depths| is_tree(depths))?;
        ((!has_codes && is_certain()) || are_sums(&depths)).then_some(depths)
    };
    let outlines = outline::columns(table, mapping, &own);
    let by_code =
        |names: &Names| believed(names.codes(table, has_own), &|| names.tells_by_code(table));
    let by_one_code = outlines.iter().find_map(by_code);
    let by_words = || {
        let mut outlines = outlines.iter().filter(|names| !names.is_any_of(&codes));
        outlines.find_map(|names| believed(names.depths(table, has_own), &|| names.is_mapped))
    };
    by_one_code.or_else(by_words).unwrap_or_else(none)
}

/// The column of classes in a table of assets by class; cards are no sums of each other.
fn class_column(mapping: &Mapping) -> Option<usize> {
    let is_of_classes = mapping.kind == Kind::Assets && !mapping.is_of_cards();
    mapping.columns.get(&Field::AssetClass).copied().filter(|_| is_of_classes)
}

/// Columns whose codes extend each other.
fn code_columns(table: &Table, mapping: &Mapping) -> Vec<usize> {
    let fields = [Field::Function, Field::Economic, Field::ProjectCode];
    let mut codes: Vec<usize> =
        fields.iter().filter_map(|field| mapping.columns.get(field).copied()).collect();
    let named = table.columns.iter().filter(|column| {
        let last = column.last_part();
        CODES.contains(&fold(last).as_str())
    });
    codes.extend(named.map(|column| column.position));
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Columns that give a row an identity of its own, so that it is no mere sum. What all rows say alike, and
/// names of accounts, are none.
fn own_columns(table: &Table, mapping: &Mapping, codes: &[usize]) -> Vec<usize> {
    let fields: &[Field] = match mapping.kind {
        Kind::Budget | Kind::Opening => &[Field::Line],
        _ => &[Field::Date, Field::Voucher, Field::PaymentId, Field::Payee, Field::Line, Field::Id],
    };
    let columns = fields.iter().filter_map(|field| mapping.columns.get(field).copied());
    let is_own = |position: &usize| {
        let is_name = table.columns.get(*position).is_some_and(outline::may_be_tree);
        !codes.contains(position) && !is_name && !is_alike(table, *position)
    };
    columns.filter(is_own).collect()
}

/// Tells whether several rows all say the same in a column.
fn is_alike(table: &Table, position: usize) -> bool {
    let mut pairs = table.rows.iter().zip(table.rows.iter().skip(1)).peekable();
    pairs.peek().is_some() && pairs.all(|(row, next)| row.cell(position) == next.cell(position))
}

/// Reads what each row states; nothing is nought.
pub(crate) fn amounts(table: &Table, mapping: &Mapping, year: FiscalYear) -> Vec<Option<Money>> {
    let field = mapping.kind.money_fields().first().copied();
    let mut reader = RowReader::new(table, mapping, year);
    let read = |row| {
        reader.faults.clear();
        reader.turn_to(row);
        let amount = reader.whole_money(field?)?;
        Some(amount.unwrap_or(Money::ZERO))
    };
    table.rows.iter().map(read).collect()
}

/// Tells whether the row's amount is blank, a dash or zero, and no merge says otherwise.
fn states_nothing(table: &Table, mapping: &Mapping, row: &Row) -> bool {
    let parts = mapping.parts.iter().map(|part| &part.position);
    let mut columns = mapping.columns.get(&Field::Amount).into_iter().chain(parts).peekable();
    columns.peek().is_some()
        && columns.all(|position| {
            !table.covered.contains_key(&(row.number, *position))
                && !matches!(row.cell(*position), Cell::Fault(_))
        })
}
