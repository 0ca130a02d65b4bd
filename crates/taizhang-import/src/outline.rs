//! Outlines by words: 一、 above （一） above 1., by numbering or indentation, in whatever column they stand.

use std::collections::BTreeSet;

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
    let mapped = fields.iter().filter_map(|field| Some((*field, *mapping.columns.get(field)?)));
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

fn is_named(table: &Table, position: usize) -> bool {
    table.columns.get(position).is_some_and(says_name)
}

impl Names {
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
