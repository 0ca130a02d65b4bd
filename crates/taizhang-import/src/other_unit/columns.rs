//! Which columns say whose the rows are, where headers leave that open: two with one header, one beside
//! another, one for each level of a department.

use std::collections::BTreeSet;

use super::stated::{self, Statement};
use super::whose::{Own, Whose, is_unit, may_be_unit};
use super::{FIELDS, UnitDoubt};
use crate::draft::Source;
use crate::field::Field;
use crate::mapping::unique_name;
use crate::table::{Column, Row, Table};
use crate::vocabulary::{Vocabulary, fold, is_of_others};

/// Headers of the unit that may as well be those of a measure or of whoever uses something.
const PERHAPS: [&str; 11] = [
    "单位",
    "所属单位",
    "使用单位",
    "填报单位",
    "支出单位",
    "资金使用单位",
    "报账单位",
    "申请单位",
    "经费单位",
    "部门单位",
    "单位部门",
];

/// Headers of who pays, or of a part of the unit, which are looked at only where they name the unit.
const SELDOM: [&str; 14] = [
    "付款人",
    "付款人名称",
    "付款人全称",
    "付款单位",
    "付款单位名称",
    "付款方",
    "付款方名称",
    "付款账户名称",
    "部门",
    "部门名称",
    "所属部门",
    "机构",
    "机构名称",
    "预算部门",
];

/// Words of headers of those who stand above the unit.
const TOP: [&str; 6] = ["一级", "主管部门", "主管单位", "主管预算", "上级单位", "上级主管"];

/// Words of headers of further levels, from above to below.
const LEVELS: [&[&str]; 5] = [&["二级"], &["三级"], &["四级"], &["五级"], &["基层", "末级"]];

/// Depth of a column that names no level: it is deeper than those that do, but for the last.
const NO_LEVEL: usize = 5;

/// A column of names, and how deep below the department it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) position: usize,
    depth: usize,
}

impl Level {
    /// Tells whether it names who stands above the units.
    pub(super) const fn is_top(self) -> bool {
        self.depth == 0
    }
}

/// A column that may say whose the rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnInDoubt {
    /// The field that it would fill.
    pub field: Field,
    /// Its header, so that a person can name it.
    pub header: String,
    /// What stands in it, each once.
    pub named: Vec<String>,
}

/// What a header says of the column's bearing on units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bearing {
    /// It is theirs.
    Surely,
    Perhaps,
    Seldom,
}

/// Returns how deep below the department the units of a header are.
pub(crate) fn depth(header: &str) -> usize {
    let says = |words: &[&str]| words.iter().any(|word| header.contains(word));
    if let Some(level) = LEVELS.iter().rposition(|words| says(words)) {
        let is_last = level.saturating_add(1) == LEVELS.len();
        return level.saturating_add(if is_last { 2 } else { 1 });
    }
    if says(&TOP) { 0 } else { NO_LEVEL }
}

/// Returns what a cell says, also where a merge says it for several rows.
pub(crate) fn text(table: &Table, row: &Row, position: usize) -> String {
    table.said(row, position).to_string().trim().to_owned()
}

/// Returns the columns of names, the deepest first: the one that was mapped, and those of levels above it.
pub(super) fn levels(source: &Source) -> Vec<Level> {
    let mapped = source.mapping.columns.get(&Field::BudgetUnit);
    let mapped = mapped.and_then(|at| source.table.columns.get(*at));
    let Some(mapped) = mapped else { return Vec::new() };
    let level = |column: &Column| Level { position: column.position, depth: depth(&column.name) };
    let deepest = level(mapped);
    let vocabulary = Vocabulary::of(source.mapping.kind);
    let is_above = |column: &&Column| {
        depth(&column.name) < deepest.depth
            && bearing(&vocabulary, column, Field::BudgetUnit).is_some()
    };
    let mut above: Vec<Level> = free(source).filter(is_above).map(level).collect();
    above.sort_by_key(|level| std::cmp::Reverse(level.depth));
    std::iter::once(deepest).chain(above).collect()
}

/// Returns the columns that fill no field; what a thing is measured in may be a unit as well.
fn free(source: &Source) -> impl Iterator<Item = &Column> {
    let mapping = &source.mapping;
    let is_used = |position: usize| {
        mapping.columns.iter().any(|(field, at)| *at == position && *field != Field::Unit)
            || mapping.parts.iter().any(|part| part.position == position)
    };
    source.table.columns.iter().filter(move |column| !is_used(column.position))
}

fn bearing(vocabulary: &Vocabulary, column: &Column, field: Field) -> Option<Bearing> {
    if vocabulary.field(&column.name) == Some(field) {
        return Some(Bearing::Surely);
    }
    let last = fold(column.last_part());
    if field != Field::BudgetUnit || column.group().is_some_and(is_of_others) {
        return None;
    }
    let is_top = depth(&column.name) == 0 && !last.ends_with("编码") && !last.ends_with("代码");
    match last.as_str() {
        last if PERHAPS.contains(&last) => Some(Bearing::Perhaps),
        last if is_top || SELDOM.contains(&last) => Some(Bearing::Seldom),
        _ => None,
    }
}

/// A column beside those that were mapped.
struct Rival {
    position: usize,
    bearing: Bearing,
    said: Vec<Whose>,
    /// What stands in it, each once.
    named: Vec<String>,
    /// Whether the name of another unit is among them.
    has_units: bool,
}

impl Rival {
    fn has(&self, is_it: impl Fn(Whose) -> bool) -> bool {
        self.said.iter().any(|whose| is_it(*whose))
    }

    /// Tells whether the column says of a row what others do not.
    fn contradicts(&self, decided: &[Whose]) -> bool {
        let mut rows = self.said.iter().zip(decided);
        let has_own = self.has(|whose| whose == Whose::Own);
        rows.any(|(said, decided)| match said {
            Whose::Unsaid | Whose::Unclear => false,
            Whose::Own => decided.is_of_others(),
            Whose::Other | Whose::Longer => {
                let varies = has_own || self.named.len() > 1;
                varies && !decided.is_of_others()
            }
        })
    }

    /// Tells whether the column may say of a table whose its rows are of which nothing else says it.
    fn may_decide(&self) -> bool {
        let has_own = self.has(|whose| whose == Whose::Own);
        let has_others = self.has(Whose::is_of_others);
        match self.bearing {
            Bearing::Surely => has_others || self.has(|whose| whose == Whose::Unclear),
            Bearing::Perhaps if has_own => has_others,
            Bearing::Seldom if has_own => self.has_units,
            Bearing::Perhaps => self.named.iter().all(|name| may_be_unit(name)),
            Bearing::Seldom => false,
        }
    }
}

/// Fills the fields of units where the values of ambiguous columns leave no doubt; returns the doubts.
pub(super) fn settle(source: &mut Source, own: &Own) -> Vec<UnitDoubt> {
    let mut doubts = Vec::new();
    for field in FIELDS {
        if source.mapping.said.contains(&field) || has_codes(source, field) {
            continue;
        }
        let rivals = rivals(source, field, own);
        if rivals.is_empty() {
            continue;
        }
        let is_decided = FIELDS.iter().any(|field| source.mapping.columns.contains_key(field));
        let doubt = if is_decided {
            let decided = stated::of_rows(source, own);
            beside(source, field, &rivals, &decided)
        } else {
            among(source, field, &rivals)
        };
        doubts.extend(doubt);
    }
    doubts
}

/// Tells whether a code stands in each row, so that no name is needed.
fn has_codes(source: &Source, field: Field) -> bool {
    let code = source.mapping.columns.get(&Field::BudgetUnitCode);
    field == Field::BudgetUnit
        && code.is_some_and(|at| {
            source.table.rows.iter().all(|row| !text(&source.table, row, *at).is_empty())
        })
}

/// Lists the columns that may fill a field and do not; what repeats the payee is the payee's.
fn rivals(source: &Source, field: Field, own: &Own) -> Vec<Rival> {
    let mapped = source.mapping.column(&source.table, field);
    let deepest = mapped.map(|column| depth(&column.name));
    let payee = source.mapping.columns.get(&Field::Payee).copied();
    let vocabulary = Vocabulary::of(source.mapping.kind);
    let rival = |column: &Column| {
        let bearing = bearing(&vocabulary, column, field)?;
        if deepest.is_some_and(|deepest| depth(&column.name) < deepest) {
            return None;
        }
        let rows = || source.table.rows.iter();
        let text = |row: &Row, at: usize| text(&source.table, row, at);
        let named = named(&source.table, column.position);
        let repeats = |payee: usize| {
            let mut filled = rows().filter(|row| !text(row, column.position).is_empty());
            filled.all(|row| text(row, column.position) == text(row, payee))
        };
        if named.is_empty() || payee.is_some_and(repeats) {
            return None;
        }
        let said = stated::of_column(source, column.position, own);
        let mut others = rows().zip(&said).filter(|(_, said)| said.is_of_others());
        let has_units = others.any(|(row, _)| is_unit(&text(row, column.position)));
        Some(Rival { position: column.position, bearing, said, named, has_units })
    };
    free(source).filter_map(rival).collect()
}

/// Decides between columns where none was mapped.
fn among(source: &mut Source, field: Field, rivals: &[Rival]) -> Option<UnitDoubt> {
    let surely: Vec<&Rival> =
        rivals.iter().filter(|rival| rival.bearing == Bearing::Surely).collect();
    if let [first, others @ ..] = surely.as_slice()
        && others.iter().all(|other| other.said == first.said)
    {
        source.mapping.fill(&source.table, field, first.position);
        return None;
    }
    if surely.is_empty() {
        return in_doubt(source, field, rivals.iter().filter(|rival| rival.may_decide()));
    }
    if surely.iter().any(|rival| rival.may_decide()) {
        return in_doubt(source, field, surely.into_iter());
    }
    // All are the unit's own, and some leave rows blank.
    None
}

/// Holds further columns against what was decided by those that were mapped.
fn beside(
    source: &Source,
    field: Field,
    rivals: &[Rival],
    decided: &[Statement],
) -> Option<UnitDoubt> {
    let decided: Vec<Whose> = decided.iter().map(|statement| statement.whose).collect();
    let is_against = |rival: &&Rival| {
        let has_own = rival.has(|whose| whose == Whose::Own);
        let counts = match rival.bearing {
            Bearing::Surely => true,
            Bearing::Perhaps => has_own,
            Bearing::Seldom => has_own && rival.has_units,
        };
        counts && rival.contradicts(&decided)
    };
    let against: Vec<&Rival> = rivals.iter().filter(is_against).collect();
    let mut doubt = in_doubt(source, field, against.into_iter())?;
    if let UnitDoubt::Columns(columns) = &mut doubt {
        let mapped = source.mapping.columns.get(&field);
        columns.splice(0..0, mapped.map(|at| column(source, field, *at)));
    }
    Some(doubt)
}

fn in_doubt<'r>(
    source: &Source,
    field: Field,
    rivals: impl Iterator<Item = &'r Rival>,
) -> Option<UnitDoubt> {
    let columns: Vec<ColumnInDoubt> =
        rivals.map(|rival| column(source, field, rival.position)).collect();
    (!columns.is_empty()).then_some(UnitDoubt::Columns(columns))
}

fn column(source: &Source, field: Field, position: usize) -> ColumnInDoubt {
    let header = unique_name(&source.table, position);
    ColumnInDoubt { field, header, named: named(&source.table, position) }
}

/// Returns what stands in a column, each once.
pub(crate) fn named(table: &Table, position: usize) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let texts = table.rows.iter().map(|row| text(table, row, position));
    texts.filter(|text| !text.is_empty() && seen.insert(text.clone())).collect()
}
