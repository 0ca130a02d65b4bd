//! Tables cut into sections, each a header and the rows under it.

use crate::document::{Cell, Document, Table};

use super::number::{self, Number};
use super::role::{self, Role};

/// Distinct roles by which a row inside of a form is known as a header.
const ROLES_OF_A_HEADER: usize = 3;

/// A header and the rows under it.
#[derive(Clone, Debug)]
pub(crate) struct Section<'a> {
    pub(crate) table: &'a Table,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row<'a>>,
}

/// A column's header.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) header: String,
    pub(crate) role: Option<Role>,
    /// The year that the header names.
    pub(crate) year: Option<i32>,
}

/// A row of data.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    /// Its number in the table, from 1.
    pub(crate) number: usize,
    pub(crate) cells: &'a [Cell],
    /// The last words before its first number.
    pub(crate) label: String,
}

impl Section<'_> {
    /// Returns the columns with a role.
    pub(crate) fn with_role(&self, role: Role) -> impl Iterator<Item = usize> {
        (0..self.columns.len())
            .filter(move |at| self.columns.get(*at).is_some_and(|column| column.role == Some(role)))
    }

    /// Returns the first column with a role.
    pub(crate) fn column(&self, role: Role) -> Option<usize> {
        self.with_role(role).next()
    }

    /// Returns the header of a column.
    pub(crate) fn header(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", |column| column.header.as_str())
    }

    /// Returns the number of a row in the first column with a role that has one.
    pub(crate) fn number(&self, row: &Row<'_>, role: Role) -> Option<Number> {
        self.with_role(role).find_map(|column| row.number(column))
    }

    /// Names a row's place.
    pub(crate) fn place(&self, row: &Row<'_>) -> String {
        format!("表{}第{}行{}", self.table.number, row.number, row.remark())
    }

    /// Names a cell's place.
    pub(crate) fn place_of(&self, row: &Row<'_>, column: usize) -> String {
        let remark = row.remark();
        format!("表{}第{}行第{}列{remark}", self.table.number, row.number, column + 1)
    }

    /// Tells whether the numbers of a column may be added up.
    pub(crate) fn is_additive(&self, column: usize) -> bool {
        let Some(found) = self.columns.get(column) else { return false };
        found.role.is_none_or(Role::is_additive)
            && !["%", "率", "比", "单价", "均", "序号", "代码", "编码", "行次", "年份"]
                .iter()
                .any(|word| found.header.contains(word))
    }
}

impl Row<'_> {
    /// Returns the label in brackets, for a place.
    fn remark(&self) -> String {
        if self.label.is_empty() { String::new() } else { format!("（{}）", self.label) }
    }

    /// Returns the number in a column.
    pub(crate) fn number(&self, column: usize) -> Option<Number> {
        let cell = self.cells.get(column)?;
        if cell.covered { None } else { number::cell(&cell.text) }
    }

    /// Returns the text in a column, without a transcriber's remark.
    pub(crate) fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| unremarked(&cell.text))
    }
}

/// Returns the sections of all tables.
pub(crate) fn sections(document: &Document) -> Vec<Section<'_>> {
    document.tables().flat_map(of_table).collect()
}

fn of_table(table: &Table) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut after_header = false;
    for (at, cells) in table.rows.iter().enumerate() {
        let is_first = sections.is_empty();
        let joins = after_header && continues_header(cells);
        if joins && let Some(section) = sections.last_mut() {
            section.columns = columns(cells, Some(&section.columns));
            continue;
        }
        after_header = is_header(cells, is_first);
        if after_header {
            sections.push(Section { table, columns: columns(cells, None), rows: Vec::new() });
            continue;
        }
        if is_first {
            let columns =
                cells.iter().map(|_| Column { header: String::new(), role: None, year: None });
            sections.push(Section { table, columns: columns.collect(), rows: Vec::new() });
        }
        if let Some(section) = sections.last_mut() {
            let label = label(section, cells);
            // A row that numbers the columns holds no amounts.
            if matches!(label.as_str(), "行次" | "栏次" | "列次") {
                continue;
            }
            section.rows.push(Row { number: at + 1, cells, label });
        }
    }
    sections
}

fn has_number(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| number::cell(&cell.text).is_some_and(|_| !number::is_year(&cell.text)))
}

fn is_header(cells: &[Cell], is_first: bool) -> bool {
    let filled = cells.iter().filter(|cell| !cell.text.is_empty() && !cell.covered).count();
    if filled < 2 || has_number(cells) {
        return false;
    }
    let mut roles: Vec<Role> = Vec::new();
    for found in cells.iter().filter_map(|cell| role::role(&cell.text)) {
        if !roles.contains(&found) {
            roles.push(found);
        }
    }
    // A label with its value is no header, even in the first row.
    let has_sentence = cells.iter().any(|cell| cell.text.chars().count() > 30);
    let compares = roles.contains(&Role::Target) && roles.contains(&Role::Actual);
    (is_first && !has_sentence && (filled > 2 || !roles.is_empty() || cells.len() == 2))
        || compares
        || roles.len() >= ROLES_OF_A_HEADER
}

/// A second row of headers stands under a merged or blank first cell.
fn continues_header(cells: &[Cell]) -> bool {
    let first = cells.first().is_some_and(|cell| cell.covered || cell.text.is_empty());
    let filled = cells.iter().filter(|cell| !cell.text.is_empty() && !cell.covered).count();
    let roles = cells.iter().filter(|cell| role::role(&cell.text).is_some()).count();
    first && filled > 0 && roles >= 2 && !has_number(cells)
}

fn columns(cells: &[Cell], above: Option<&[Column]>) -> Vec<Column> {
    let mut found = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let over = above.and_then(|above| above.get(at)).map(|column| column.header.as_str());
        let text = role::squeezed(&cell.text);
        let header = match over {
            Some(over) if !text.contains(over) && !over.contains(&text) => format!("{over}{text}"),
            Some(over) if text.is_empty() => over.to_owned(),
            _ => text,
        };
        // The lower header is the special one.
        let role = role::role(&cell.text).or_else(|| role::role(&header));
        found.push(Column { role, year: role::year(&header), header });
    }
    found
}

/// Returns the last words of a row before its first number, or before its first value.
fn label(section: &Section<'_>, cells: &[Cell]) -> String {
    let names = |column: &Column| {
        matches!(column.role, None | Some(Role::LevelOne | Role::LevelTwo | Role::Indicator))
    };
    let indicator = section.column(Role::Indicator).and_then(|at| cells.get(at));
    if let Some(cell) = indicator.filter(|cell| !cell.text.is_empty()) {
        return role::squeezed(&cell.text);
    }
    let leading = cells
        .iter()
        .zip(&section.columns)
        .take_while(|(cell, column)| number::cell(&cell.text).is_none() && names(column))
        .filter(|(cell, _)| !cell.text.is_empty());
    let last = leading.last().map(|(cell, _)| cell).or_else(|| {
        cells.iter().find(|cell| !cell.text.is_empty() && number::cell(&cell.text).is_none())
    });
    last.map(|cell| role::squeezed(&cell.text)).unwrap_or_default()
}

/// Takes off what a transcriber says about the copy, like “(scan shows 26次)”.
fn unremarked(text: &str) -> &str {
    let text = text.trim();
    let remark = ["(scan", "（scan", "(blank", "(empty", "（空", "（扫描", "(扫描"]
        .iter()
        .filter_map(|word| text.find(word))
        .min();
    remark.and_then(|at| text.get(..at)).map_or(text, str::trim)
}

/// Tells whether a transcriber could not read a cell.
pub(crate) fn is_unread(text: &str) -> bool {
    ["cut", "scan", "unread", "?", "？", "看不清", "扫描"].iter().any(|word| text.contains(word))
}

/// Tells whether a cell holds nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    matches!(unremarked(text), "" | "-" | "—" | "——" | "/" | "－" | "无")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_cut_at_its_headers() {
        let mut document = Document::default();
        let rows = [
            vec!["项目名称", "某项目", "主管部门", "某局"],
            vec!["资金", "年初预算数", "全年执行数", "执行率"],
            vec!["年度资金总额", "10", "8", "80%"],
            vec!["一级指标", "三级指标", "分值", "得分"],
            vec!["产出", "次数", "10", "10"],
        ];
        let rows = rows.map(|row| row.into_iter().map(Cell::new).collect());
        document.table(None, rows.into());
        let found = sections(&document);
        let labels: Vec<&str> =
            found.iter().flat_map(|s| s.rows.iter().map(|row| row.label.as_str())).collect();
        assert!(labels.ends_with(&["年度资金总额", "次数"]), "{labels:?}");
        let funds = &found[found.len() - 2];
        assert_eq!(funds.number(&funds.rows[0], Role::Rate).unwrap().text, "80%");
    }
}
