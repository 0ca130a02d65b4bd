//! Refused and doubtful rows as files to correct: a workbook as it is, with its wrong cells marked,
//! else the rows alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use taizhang_ledger::ImportPreview;
use taizhang_ledger::Verdict;
use taizhang_ledger::import::draft::{RowRef, Source};
use taizhang_ledger::import::returned::{
    Mark, Marks, REASON, csv, is_signed, lines_above, same_workbook, sheet_of_rows,
    workbook_of_rows,
};

use super::doubts::doubt;
use super::obstacles::unmatched_words;
use super::{accepted, file_names, targets};
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::output::write_file;
use crate::session::Session;
use crate::wording;

/// Formats of workbooks that are changed in place.
const IN_PLACE: [&str; 3] = ["xlsx", "xls", "ods"];

/// The marked tables of a file.
type Tables<'t> = [(&'t Source, &'t Marks)];

/// The files that were imported, by the names that tell them apart.
type Named = BTreeMap<String, PathBuf>;

/// Writes the rows that were not entered; nothing if there are none. A folder takes each file
/// under its own name.
pub(super) fn write(
    found: &ImportPreview,
    files: &[PathBuf],
    path: &Path,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let marks = marks(found);
    let tables: Vec<_> = found.sources.iter().zip(&marks).collect();
    let count: usize = marks.iter().map(Marks::len).sum();
    if count == 0 {
        return Ok(());
    }
    let folder = session.ui.world().current_dir.clone();
    let files: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
    let named: Named = file_names::names(&files).into_iter().zip(files).collect();
    let is_folder = path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', '\\']);
    let by_file = tables.chunk_by(|(one, _), (other, _)| one.table.file == other.table.file);
    let by_file: Vec<&Tables<'_>> = by_file.filter(|tables| !marked(tables).is_empty()).collect();
    let written: Vec<(PathBuf, Vec<u8>)> = if is_folder {
        let each = by_file
            .iter()
            .map(|tables| bytes_of(found, tables, &named, path.join(name_of(tables)), session));
        each.collect::<Result<_, Failure>>()?
    } else {
        vec![bytes_of(found, &by_file.concat(), &named, path.to_owned(), session)?]
    };
    targets::check(&written, named.values())?;
    for (target, bytes) in &written {
        write_file(target, bytes)?;
    }
    let place = if is_folder { path } else { written.first().map_or(path, |(target, _)| target) };
    session.ui.hint(format!("{count} 行没有入账，连同原因写在 {}", place.display()));
    Ok(())
}

/// The tables of which rows were not entered.
fn marked<'t>(tables: &Tables<'t>) -> Vec<(&'t Source, &'t Marks)> {
    tables.iter().filter(|(_, marks)| !marks.is_empty()).copied().collect()
}

/// The tables to change in their workbook: those with marks, and those with marks of an earlier
/// return, which go.
fn changed<'t>(tables: &Tables<'t>) -> Vec<(&'t Source, &'t Marks)> {
    let came_back = |source: &Source| source.table.columns.iter().any(|at| at.name == REASON);
    let changed = tables.iter().filter(|(source, marks)| !marks.is_empty() || came_back(source));
    changed.copied().collect()
}

/// Collects what is wrong with the rows of each source.
fn marks(found: &ImportPreview) -> Vec<Marks> {
    let mut marks: Vec<Marks> = found.sources.iter().map(|_| Marks::new()).collect();
    let mut mark = |row: RowRef, column: Option<String>, problem: &Problem| {
        if let Some(of_source) = marks.get_mut(row.source) {
            // The reason stands in the row: its place need not be said.
            let table = &found.sources.get(row.source).map(|source| &source.table);
            let here = table.map(|table| wording::place_text(&table.place(row.row, None)));
            let message = here.and_then(|here| problem.message.strip_prefix(&here));
            let message = message.unwrap_or(&problem.message).trim_start_matches('：');
            let text = format!("{message}；办法：{}", problem.remedy);
            of_source.entry(row.row).or_default().push(Mark { column, text });
        }
    };
    for refused in &found.drafts.refused {
        for fault in &refused.faults {
            mark(refused.row, fault.place.column.clone(), &wording::fault_problem(fault));
        }
        if refused.faults.is_empty() {
            let problem = Problem::new("与本行同属一项的行有错", "", "改正那一行");
            mark(refused.row, None, &problem);
        }
    }
    for row in &found.rows {
        match &row.verdict {
            Verdict::Refused(refusal) => {
                mark(row.row, found.refused_column(row), &wording::refusal_problem(refusal));
            }
            Verdict::Unmatched(unmatched) => {
                mark(row.row, None, &unmatched_words(found, row.row, unmatched));
            }
            Verdict::Doubtful(_) => {
                if let Some(problem) = doubt(found, row) {
                    mark(row.row, None, &problem);
                }
            }
            Verdict::New | Verdict::Known(_) => {}
        }
    }
    marks
}

/// The file's own name; what does not come back in its format becomes xlsx.
fn name_of(tables: &Tables<'_>) -> String {
    let name = tables.first().map(|(source, _)| source.table.file.as_str()).unwrap_or_default();
    if IN_PLACE.iter().any(|format| ends(Path::new(name), format)) || ends(Path::new(name), "csv") {
        return name.to_owned();
    }
    format!("{name}.xlsx")
}

fn ends(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

/// The file to correct and its name: the workbook itself where the rows come from one, else the rows
/// alone, which are of xlsx and so end like that.
fn bytes_of(
    found: &ImportPreview,
    tables: &Tables<'_>,
    named: &Named,
    target: PathBuf,
    session: &mut Session<'_, '_>,
) -> Result<(PathBuf, Vec<u8>), Failure> {
    let (marked, changed) = (marked(tables), changed(tables));
    if let [(source, marks)] = marked.as_slice()
        && ends(&target, "csv")
    {
        let alone = renumbered(found, &marked);
        let bytes = csv(source, alone.first().unwrap_or(marks)).map_err(|error| broken(&error))?;
        return Ok((target, bytes));
    }
    if let Some(original) = original(&changed, named, &target) {
        let bytes = fs::read(original).map_err(|error| Failure::input(original, &error))?;
        match same_workbook(&bytes, &changed) {
            Ok(marked) => {
                if is_signed(&bytes) {
                    session.ui.hint(format!(
                        "{} 带数字签名，改过的文件签名不再成立，退回的文件不带签名",
                        original.display()
                    ));
                }
                return Ok((target, marked));
            }
            Err(error) => session.ui.hint(format!(
                "{} 不能原样退回（{}），只写出没有入账的行",
                original.display(),
                wording::unmarked_text(&error)
            )),
        }
    }
    let alone = renumbered(found, &marked);
    let rows = marked.iter().zip(&alone).map(|((source, _), marks)| (*source, marks));
    let rows: Vec<_> = rows.collect();
    let bytes = workbook_of_rows(&rows).map_err(|error| broken(&error))?;
    let is_other = IN_PLACE.iter().any(|format| *format != "xlsx" && ends(&target, format));
    let mut target = target.into_os_string();
    if is_other {
        target.push(".xlsx");
    }
    Ok((PathBuf::from(target), bytes))
}

/// Marks for a file that holds the rows alone: each is accepted by its place there, and says where it
/// stood.
fn renumbered(found: &ImportPreview, tables: &Tables<'_>) -> Vec<Marks> {
    let of_table = |(at, (source, marks)): (usize, &(&Source, &Marks))| {
        let place = found.sources.iter().position(|other| std::ptr::eq(other, *source));
        let sheet = sheet_of_rows(source, at);
        let above = u32::try_from(lines_above(source).len()).unwrap_or(u32::MAX);
        let each = (above.saturating_add(2)..).zip(marks.iter()).map(|(line, (row, marks))| {
            let old = RowRef { source: place.unwrap_or_default(), row: *row, part: None };
            let old = format!("--accept-row {}（", accepted::name(&found.sources, old));
            let new = match tables {
                [_] => line.to_string(),
                _ => accepted::quoted(format!("{sheet}:{line}")),
            };
            let new = format!("--accept-row {new}（");
            let mut said = marks.clone();
            for mark in &mut said {
                mark.text = mark.text.replace(&old, &new);
            }
            if let Some(first) = said.first_mut() {
                first.text.insert_str(0, &format!("原文件第 {row} 行："));
            }
            (*row, said)
        });
        each.collect()
    };
    tables.iter().enumerate().map(of_table).collect()
}

/// The workbook that all the tables come from as they stand in it, if `target` is of its format.
fn original<'f>(tables: &Tables<'_>, named: &'f Named, target: &Path) -> Option<&'f PathBuf> {
    let name = tables.first()?.0.table.file.as_str();
    let is_part = |source: &Source| {
        let table = &source.table;
        let format = table.reading.format;
        let is_in_place = IN_PLACE.contains(&format) && ends(target, format);
        table.file == name && is_in_place && !table.header.is_empty()
    };
    named.get(name).filter(|_| tables.iter().all(|(source, _)| is_part(source)))
}

fn broken(error: &dyn std::error::Error) -> Failure {
    let problem =
        Problem::new("退回的文件没有写成", error.to_string(), "换一个文件名，或改用 .xlsx");
    Failure::new(ExitCode::Unavailable, problem)
}
