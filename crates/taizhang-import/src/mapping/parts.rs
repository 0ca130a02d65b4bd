//! Several columns of amounts side by side, as 基本支出 beside 项目支出: each says of its amounts what
//! their rows do not, and those that sum others (合计) are left out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::MapError;
use super::headers::{positions, unique_name};
use crate::field::Field;
use crate::kind::Kind;
use crate::table::{Column, Table};
use crate::vocabulary::{Vocabulary, fold};

/// Headers of columns that sum others.
const SUMS: [&str; 6] = ["合计", "小计", "总计", "共计", "合计金额", "金额合计"];

/// One of several columns of amounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Position of the column.
    pub position: usize,
    /// What its amounts are, besides what their rows say.
    pub constants: BTreeMap<Field, String>,
}

impl Part {
    /// Tells whether it says something of a field, be it the amount itself.
    pub(super) fn says(&self, field: Field) -> bool {
        field == Field::Amount || self.constants.contains_key(&field)
    }
}

/// A column that sums others of its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumColumn {
    /// The column.
    pub column: Part,
    /// Which parts it may sum, by their places among the parts; the likeliest first.
    pub of: Vec<Vec<usize>>,
}

/// What a person says of one of several columns of amounts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountColumn {
    /// Its header.
    pub header: String,
    /// What its amounts are, by the names of fields.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
}

impl AmountColumn {
    /// Reads `项目支出=2022-005` (a budget line), `公用经费=公用经费` (a category of expenditure),
    /// `办公费=指标:2022-001,经济科目:30201` (any fields) or `金额=` (nothing besides its rows).
    pub fn parse(text: &str) -> Option<Self> {
        let (header, said) = text.split_once(['=', '＝'])?;
        let header = header.trim().to_owned();
        let mut set = BTreeMap::new();
        for said in said.split([',', '，']).map(str::trim).filter(|said| !said.is_empty()) {
            let (field, value) = match said.split_once([':', '：']) {
                Some((name, value)) => (Field::named(name.trim())?, value.trim()),
                None if is_category(said) => (Field::Category, said),
                None => (Field::Line, said),
            };
            set.insert(field.name().to_owned(), value.to_owned());
        }
        (!header.is_empty()).then_some(Self { header, set })
    }

    /// Returns what is said, by field.
    pub(crate) fn constants(&self) -> BTreeMap<Field, String> {
        let named = self.set.iter();
        named.filter_map(|(name, text)| Some((Field::named(name)?, text.clone()))).collect()
    }
}

fn is_category(word: &str) -> bool {
    Kind::Budget.words(Field::Category).is_some_and(|words| words.contains(&word))
}

/// Finds the columns that a person named.
pub(super) fn asked(
    table: &Table,
    asked: &[AmountColumn],
    errors: &mut Vec<MapError>,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for column in asked {
        let header = column.header.clone();
        match positions(table, &header).as_slice() {
            [at] if parts.iter().any(|part| part.position == *at) => {
                errors.push(MapError::AmountTwice(header));
            }
            [at] => parts.push(Part { position: *at, constants: column.constants() }),
            [] => {
                let known = super::headers::headers(table);
                errors.push(MapError::NoAmountHeader { header, known });
            }
            several => {
                let headers = several.iter().map(|at| unique_name(table, *at)).collect();
                errors.push(MapError::SeveralColumns { field: Field::Amount, headers });
            }
        }
    }
    parts
}

/// Finds the columns of a budget whose headers are categories of expenditure, if there are two at
/// least, nothing else in the table says the category, and no category has two columns.
pub(super) fn by_category(table: &Table, kind: Kind, is_said: impl Fn(Field) -> bool) -> Vec<Part> {
    let vocabulary = Vocabulary::of(kind);
    let says = |field| {
        let names = |column: &Column| vocabulary.field(&column.name) == Some(field);
        is_said(field) || table.columns.iter().any(names)
    };
    let may_be = matches!(kind, Kind::Budget | Kind::Opening) && !table.header.is_empty();
    if !may_be || is_said(Field::Amount) || says(Field::Category) || says(Field::Line) {
        return Vec::new();
    }
    let words = kind.words(Field::Category).unwrap_or_default();
    let part = |column: &Column| {
        let last = fold(column.last_part());
        let word = words.iter().find(|word| fold(word) == last)?;
        let constants = BTreeMap::from([(Field::Category, (*word).to_owned())]);
        Some(Part { position: column.position, constants })
    };
    let parts: Vec<Part> = table.columns.iter().filter_map(part).collect();
    let different: BTreeSet<_> = parts.iter().map(|part| &part.constants).collect();
    if parts.len() < 2 || different.len() < parts.len() { Vec::new() } else { parts }
}

/// Refuses what a column and the rows both say.
pub(super) fn contradictions(
    table: &Table,
    parts: &[Part],
    columns: &BTreeMap<Field, usize>,
) -> Vec<MapError> {
    let name = |position: usize| table.columns.get(position).map(|column| column.name.clone());
    let said = parts.iter().flat_map(|part| {
        part.constants.keys().map(|field| (*field, name(part.position).unwrap_or_default()))
    });
    let twice = said.filter_map(|(field, header)| {
        let column = name(*columns.get(&field)?)?;
        Some(MapError::SaidTwice { field, header, column })
    });
    twice.collect()
}

/// Finds the columns that sum parts: those of the same group of headers, else all, else those that
/// stand beside.
pub(super) fn sums(
    table: &Table,
    parts: &[Part],
    columns: &BTreeMap<Field, usize>,
) -> Vec<SumColumn> {
    if parts.len() < 2 {
        return Vec::new();
    }
    let is_free = |column: &&Column| !columns.values().any(|at| *at == column.position);
    let sum = |column: &Column| {
        let group = column.group().unwrap_or_default();
        if !SUMS.contains(&fold(column.last_part()).as_str()) {
            return None;
        }
        let in_group = |at: &usize| {
            let part = parts.get(*at).and_then(|part| table.columns.get(part.position));
            let rest = part.and_then(|part| part.name.strip_prefix(group));
            group.is_empty() || rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let of: Vec<usize> = (0..parts.len()).filter(in_group).collect();
        if of.is_empty() {
            return None;
        }
        let beside = if group.is_empty() { beside(parts, column.position) } else { Vec::new() };
        let of = std::iter::once(of).chain(beside).collect();
        let column = Part { position: column.position, constants: BTreeMap::new() };
        Some(SumColumn { column, of })
    };
    table.columns.iter().filter(is_free).filter_map(sum).collect()
}

/// The parts that stand without a gap to the right, and to the left, of a column.
fn beside(parts: &[Part], position: usize) -> Vec<Vec<usize>> {
    let at = |position: usize| parts.iter().position(|part| part.position == position);
    let right: Vec<usize> = (position.saturating_add(1)..).map_while(at).collect();
    let left: Vec<usize> = (0..position).rev().map_while(at).collect();
    [right, left].into_iter().filter(|of| !of.is_empty()).collect()
}
