//! Rows that sum the rows below them: 类 above 款 above 项, or 一、 above （一）. They are set aside, so
//! that no amount is entered twice, and their sums are checked.

use std::cell::OnceCell;

use taizhang_core::{FiscalYear, Money};

use crate::field::Field;
use crate::kind::{Kind, asset_code_of};
use crate::mapping::Mapping;
use crate::table::{Aside, Cell, Row, Table, is_space};
use crate::value::RowReader;
use crate::vocabulary::fold;
use crate::{of_which, outline};

/// Headers of codes that form a tree, besides the columns of code fields.
pub(crate) const CODES: [&str; 5] = ["科目编码", "科目代码", "编码", "代码", "预算科目编码"];

/// Numerals of headings.
pub(crate) const NUMERALS: &str = "一二三四五六七八九十百";

/// How deep a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// By its codes, one for each column of codes.
    Codes(Vec<String>),
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
                    && pairs().all(|(mine, other)| other.starts_with(mine.as_str()))
                    && pairs().any(|(mine, other)| other.len() > mine.len())
            }
            (Self::Level { level: mine, .. }, Self::Level { level: other, .. }) => other > mine,
            _ => false,
        }
    }
}

/// Sets parents, parts of other rows and lines without money aside.
pub(crate) fn divide(table: &mut Table, mapping: &Mapping, year: FiscalYear) {
    let depths = depths(table, mapping, year);
    let may_lack_money = matches!(mapping.kind, Kind::Budget | Kind::Opening);
    if !may_lack_money && depths.iter().all(Option::is_none) {
        return;
    }
    let amounts = amounts(table, mapping, year);
    let of_which = of_which::find(&depths, &amounts);
    let mut reasons: Vec<Option<Aside>> = vec![None; table.rows.len()];
    for (at, (depth, reason)) in depths.iter().zip(&mut reasons).enumerate() {
        if of_which.parts.contains(&at) {
            *reason = Some(Aside::OfWhich);
            continue;
        }
        let below = depths.iter().enumerate().skip(at.saturating_add(1));
        let held = below.take_while(|(_, other)| holds(depth.as_ref(), other.as_ref()));
        let held = held.map(|(place, _)| place).filter(|place| !of_which.parts.contains(place));
        let last = held.last().and_then(|last| table.rows.get(last));
        let is_exceeded = of_which.exceeded.contains(&at);
        *reason = last.map(|last| Aside::Parent { last: last.number, is_exceeded });
    }
    if may_lack_money {
        let nothing = reasons.iter_mut().zip(&amounts).zip(&table.rows);
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

/// Tells whether some row holds the next.
fn is_tree(depths: &[Option<Depth>]) -> bool {
    let mut pairs = depths.iter().zip(depths.iter().skip(1));
    pairs.any(|(upper, lower)| holds(upper.as_ref(), lower.as_ref()))
}

/// Returns the depth of each row; a row with an identity of its own has none. Words that may be no outline,
/// since codes stand beside them or they are remarks, are believed where the amounts say so too.
fn depths(table: &Table, mapping: &Mapping, year: FiscalYear) -> Vec<Option<Depth>> {
    if let Some(classes) = class_column(mapping) {
        let code = |row: &Row| asset_code_of(&row.cell(classes).to_string()).unwrap_or_default();
        return table.rows.iter().map(|row| Some(Depth::Codes(vec![code(row)]))).collect();
    }
    let codes = code_columns(table, mapping);
    let own = own_columns(mapping, &codes);
    let has_own = |row: &Row| own.iter().any(|position| !row.cell(*position).is_empty());
    let none = || vec![None; table.rows.len()];
    if table.rows.iter().all(has_own) {
        return none();
    }
    let depth = |row: &Row| Depth::Codes(codes_of(row, &codes));
    let by_codes: Vec<_> =
        table.rows.iter().map(|row| (!has_own(row)).then(|| depth(row))).collect();
    if is_tree(&by_codes) {
        return by_codes;
    }
    let has_codes =
        table.rows.iter().any(|row| codes_of(row, &codes).iter().any(|c| !c.is_empty()));
    let taken = [own.as_slice(), codes.as_slice()].concat();
    let amounts = OnceCell::new();
    let outline = outline::columns(table, mapping, &taken).into_iter().find_map(|names| {
        let depths = names.depths(table, has_own).filter(|depths| is_tree(depths))?;
        let is_certain = !has_codes && names.is_mapped;
        let amounts = || amounts.get_or_init(|| self::amounts(table, mapping, year));
        (is_certain || of_which::is_of_sums(&depths, amounts())).then_some(depths)
    });
    outline.unwrap_or_else(none)
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

/// Columns that give a row an identity of its own, so that it is no mere sum.
fn own_columns(mapping: &Mapping, codes: &[usize]) -> Vec<usize> {
    let fields: &[Field] = match mapping.kind {
        Kind::Budget | Kind::Opening => &[Field::Line],
        _ => &[Field::Date, Field::Voucher, Field::PaymentId, Field::Payee, Field::Line, Field::Id],
    };
    let columns = fields.iter().filter_map(|field| mapping.columns.get(field).copied());
    columns.filter(|position| !codes.contains(position)).collect()
}

fn codes_of(row: &Row, codes: &[usize]) -> Vec<String> {
    let code = |position: &usize| {
        let text = row.cell(*position).to_string();
        let text = text.trim_matches(is_space);
        text.chars().take_while(char::is_ascii_digit).collect::<String>()
    };
    codes.iter().map(code).collect()
}

fn amounts(table: &Table, mapping: &Mapping, year: FiscalYear) -> Vec<Option<Money>> {
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
