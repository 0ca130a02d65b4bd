//! Doubtful rows that a person says are new: by number, or by file or sheet and number.

use std::collections::BTreeSet;

use taizhang_ledger::import::draft::{RowRef, Source};

use crate::error::{Failure, Problem};

/// Reads the rows that were named; what is no row, or a row of several tables, is said at once.
pub(in crate::command) fn rows(
    named: &[String],
    sources: &[Source],
) -> Result<BTreeSet<RowRef>, Failure> {
    let mut rows = BTreeSet::new();
    let mut problems = Vec::new();
    for text in named {
        match row(text, sources) {
            Ok(row) => {
                rows.insert(row);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(Failure::refused(problems)) }
}

/// Names a row so that [`rows`] finds it: its number, with sheet, file or both where there are several
/// tables.
pub(in crate::command) fn name(sources: &[Source], row: RowRef) -> String {
    quoted(plain_name(sources, row))
}

/// Quotes a name that a command line would take apart.
pub(super) fn quoted(text: String) -> String {
    if text.contains(' ') { format!("'{text}'") } else { text }
}

/// Names a row as [`name`] does, for reading and not for a command line.
pub(super) fn plain_name(sources: &[Source], row: RowRef) -> String {
    let table = sources.get(row.source).filter(|_| sources.len() > 1);
    let Some(source) = table else { return row.row.to_string() };
    let names = names(source);
    let is_own =
        |name: &&String| sources.iter().filter(|other| is_called(other, name)).count() == 1;
    let name = names.iter().find(is_own).or(names.last()).cloned().unwrap_or_default();
    format!("{name}:{}", row.row)
}

fn row(text: &str, sources: &[Source]) -> Result<RowRef, Problem> {
    let (table, number) = match text.rsplit_once([':', '：']) {
        Some((table, number)) => (Some(table), number),
        None => (None, text),
    };
    let unreadable = || {
        Problem::new(
            format!("--accept-row “{text}”看不懂"),
            "要写行号，几张表的写表名或文件名和行号",
            "例如 --accept-row 8、--accept-row 支付.csv:8、--accept-row 1月:8",
        )
    };
    let number: u32 = number.trim().parse().map_err(|_| unreadable())?;
    let is_meant = |source: &(usize, &Source)| {
        table.is_none_or(|table| is_called(source.1, table.trim()))
            && source.1.table.row(number).is_some()
    };
    let found: Vec<(usize, &Source)> = sources.iter().enumerate().filter(is_meant).collect();
    let of_table = |source: usize| RowRef { source, row: number, part: None };
    match found.as_slice() {
        [(source, _)] => Ok(of_table(*source)),
        [] => Err(Problem::new(
            format!("--accept-row {text} 没有这一行"),
            "文件里没有这个行号的数据行",
            "照预览里的写法写",
        )),
        several => {
            let tables: Vec<String> =
                several.iter().filter_map(|(_, source)| names(source).pop()).collect();
            let each: Vec<String> =
                several.iter().map(|(source, _)| name(sources, of_table(*source))).collect();
            Err(Problem::new(
                format!("--accept-row {text} 说的不止一行"),
                format!("{} 都有第 {number} 行", tables.join("、")),
                format!("写明是哪一张：--accept-row {}", each.join(" 或 --accept-row ")),
            ))
        }
    }
}

/// What a table may be called, from the shortest to the one that tells most.
fn names(source: &Source) -> Vec<String> {
    let file = &source.table.file;
    match &source.table.sheet {
        None => vec![file.clone()],
        Some(sheet) => vec![sheet.clone(), file.clone(), format!("{file}!{sheet}")],
    }
}

fn is_called(source: &Source, name: &str) -> bool {
    names(source).iter().any(|known| known == name)
}
