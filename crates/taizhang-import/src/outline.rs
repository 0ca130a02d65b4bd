//! Outlines by words: 一、 above （一） above 1., by numbering or indentation, in whatever column they stand.

use std::collections::BTreeSet;

use crate::code::Code;
use crate::field::Field;
use crate::mapping::Mapping;
use crate::table::{Cell, Column, Row, Table, is_space};
use crate::tree::{Depth, NUMERALS};
use crate::vocabulary::fold;

/// Headers of names whose numbering or indentation forms a tree.
pub(crate) const NAMES: [&str; 9] = [
    "项目",
    "科目",
    "科目名称",
    "预算科目",
    "支出项目",
    "名称",
    "功能分类科目名称",
    "支出内容",
    "内容",
];

/// What headers of accounts say.
const ACCOUNT: &str = "科目";

/// How headers of codes end.
const CODES: [&str; 4] = ["编码", "代码", "编号", "号"];

/// Headers of the numbers of an outline: 1 above 1.1.
const NUMBERS: [&str; 3] = ["编号", "序号", "项目编号"];

/// What begins a part of the row above.
const OF_WHICH: &str = "其中";

/// The level of what is not numbered, where others are: below all of those.
const BELOW_NUMBERED: usize = 5;

/// A column whose words may be an outline.
pub(crate) struct Names {
    position: usize,
    /// Whether its words are names, so that their indentation tells as well as their numbering.
    pub(crate) tells_by_indent: bool,
    /// Whether it fills a field, so that an outline in it is that of the table.
    pub(crate) is_mapped: bool,
}

/// Lists the columns that may hold an outline, the likeliest first; what gives a row an identity of its own
/// does not.
pub(crate) fn columns(table: &Table, mapping: &Mapping, taken: &[usize]) -> Vec<Names> {
    let fields = [Field::LineName, Field::ProjectName, Field::Name, Field::Memo];
    // Cards name their classes in any order.
    let of_classes = (!mapping.is_of_cards()).then_some(&Field::AssetClass);
    let fields = fields.iter().chain(of_classes);
    let mapped = fields.filter_map(|field| Some((*field, *mapping.columns.get(field)?)));
    let mapped = mapped.map(|(field, position)| Names {
        position,
        tells_by_indent: field != Field::Memo || is_named(table, position),
        is_mapped: true,
    });
    let known = table.columns.iter().filter(|column| says_name(column)).map(|column| Names {
        position: column.position,
        tells_by_indent: true,
        is_mapped: true,
    });
    let others = table.columns.iter().map(|column| Names {
        position: column.position,
        tells_by_indent: false,
        is_mapped: false,
    });
    let mut seen: BTreeSet<usize> = taken.iter().copied().collect();
    mapped.chain(known).chain(others).filter(|names| seen.insert(names.position)).collect()
}

fn says_name(column: &Column) -> bool {
    let last = column.last_part();
    NAMES.contains(&fold(last).as_str())
}

/// Tells whether a column is one of names that may form a tree, or of accounts.
pub(crate) fn may_be_tree(column: &Column) -> bool {
    says_name(column) || fold(column.last_part()).contains(ACCOUNT)
}

fn is_named(table: &Table, position: usize) -> bool {
    table.columns.get(position).is_some_and(says_name)
}

impl Names {
    /// Tells whether it is one of some columns.
    pub(crate) fn is_any_of(&self, positions: &[usize]) -> bool {
        positions.contains(&self.position)
    }

    /// Tells whether its header says that codes before its words are those of accounts, or that it numbers
    /// an outline in which some number has several parts.
    pub(crate) fn tells_by_code(&self, table: &Table) -> bool {
        let header = self.header(table);
        let is_divided = |row: &Row| Code::of(&row.cell(self.position).to_string()).is_divided();
        self.is_mapped
            || header.contains(ACCOUNT)
            || NUMBERS.contains(&header.as_str()) && table.rows.iter().any(is_divided)
    }

    fn says_codes(&self, table: &Table) -> bool {
        let header = self.header(table);
        let is_code = CODES.iter().any(|end| header.ends_with(end)) && header.contains(ACCOUNT);
        is_code || NUMBERS.contains(&header.as_str())
    }

    fn header(&self, table: &Table) -> String {
        let column = table.columns.get(self.position);
        column.map(|column| fold(column.last_part())).unwrap_or_default()
    }

    /// Returns the depth of each row by the code that it begins with: alone, or before a name. None for rows
    /// with an identity of their own, and nothing where a row has no code.
    pub(crate) fn codes(
        &self,
        table: &Table,
        has_own: impl Fn(&Row) -> bool,
    ) -> Option<Vec<Option<Depth>>> {
        let is_bare = self.says_codes(table);
        let code = |row: &Row| {
            let text = row.cell(self.position).to_string();
            if is_bare { Code::of(&text) } else { Code::before_name(&text) }
        };
        let depths = table.rows.iter().map(|row| {
            if has_own(row) {
                return Some(None);
            }
            let code = Some(code(row)).filter(|code| !code.is_empty())?;
            Some(Some(Depth::Codes(vec![code])))
        });
        depths.collect()
    }

    /// Returns the depth of each row by its words; none for rows with an identity of their own. Nothing where
    /// the column tells no depths.
    pub(crate) fn depths(
        &self,
        table: &Table,
        has_own: impl Fn(&Row) -> bool,
    ) -> Option<Vec<Option<Depth>>> {
        let words = |row: &Row| match row.cell(self.position) {
            Cell::Text(text) => text.clone(),
            cell => cell.to_string(),
        };
        let is_numbered = table.rows.iter().any(|row| {
            let Cell::Text(text) = row.cell(self.position) else { return false };
            numbering(bare(text)).is_some()
        });
        let depth = |row: &Row| (!has_own(row)).then(|| level_of(&words(row), is_numbered));
        (is_numbered || self.tells_by_indent).then(|| table.rows.iter().map(depth).collect())
    }
}

fn bare(words: &str) -> &str {
    let words = words.trim_matches(is_space);
    words.strip_prefix(OF_WHICH).map_or(words, |rest| rest.trim_start_matches([':', '：']))
}

/// The level of a name: its numbering, else deeper than all numbered ones by its indentation.
fn level_of(words: &str, is_numbered: bool) -> Depth {
    let is_of_which = words.trim_matches(is_space).starts_with(OF_WHICH);
    let indent: usize = words
        .chars()
        .take_while(|c| is_space(*c))
        .map(|c| if c == '\u{3000}' { 2 } else { 1 })
        .sum();
    let level = match numbering(bare(words)) {
        Some(level) => level,
        None if is_numbered => indent.saturating_add(BELOW_NUMBERED),
        // 其中 is a part of what stands above, even without an indentation.
        None => indent.saturating_add(usize::from(is_of_which)),
    };
    Depth::Level { level, is_of_which }
}

/// Returns the level of `一、`, `（一）`, `1.`, `(1)`: 1 to 4.
fn numbering(words: &str) -> Option<usize> {
    let (words, in_brackets) = match words.strip_prefix(['(', '（']) {
        Some(rest) => (rest, true),
        None => (words, false),
    };
    let is_word = words.starts_with(|c| NUMERALS.contains(c));
    let is_part = |c: char| if is_word { NUMERALS.contains(c) } else { c.is_ascii_digit() };
    let rest = words.trim_start_matches(is_part);
    let ends: &[char] = if in_brackets { &[')', '）'] } else { &['、', '.', '．'] };
    if rest.len() == words.len() || !rest.starts_with(ends) {
        return None;
    }
    // `1.5吨设备` is no numbering.
    let after = rest.chars().nth(1);
    if !in_brackets && after.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    Some(match (is_word, in_brackets) {
        (true, false) => 1,
        (true, true) => 2,
        (false, false) => 3,
        (false, true) => 4,
    })
}
