//! Refused and doubtful rows as a file to correct.

use std::path::Path;

use taizhang_ledger::ImportPreview;
use taizhang_ledger::Verdict;
use taizhang_ledger::import::draft::RowRef;
use taizhang_ledger::import::returned::{Mark, Marks, csv, workbook};

use super::preview::doubts;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::output::write_file;
use crate::session::Session;
use crate::wording;

/// Writes the rows that were not entered; nothing if there are none.
pub(super) fn write(
    found: &ImportPreview,
    path: &Path,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let mut marks: Vec<Marks> = found.sources.iter().map(|_| Marks::new()).collect();
    let mut mark = |row: RowRef, column: Option<String>, problem: &Problem| {
        if let Some(of_source) = marks.get_mut(row.source) {
            let text = format!("{}；办法：{}", problem.message, problem.remedy);
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
    let mut doubts = doubts(found);
    for row in &found.rows {
        match &row.verdict {
            Verdict::Refused(refusal) => mark(row.row, None, &wording::refusal_problem(refusal)),
            Verdict::Unmatched(unmatched) => {
                mark(row.row, None, &wording::unmatched_problem(unmatched));
            }
            Verdict::Doubtful(_) => {
                if let Some(problem) = doubts.next() {
                    mark(row.row, None, &problem);
                }
            }
            Verdict::New | Verdict::Known(_) => {}
        }
    }
    let count: usize = marks.iter().map(Marks::len).sum();
    if count == 0 {
        return Ok(());
    }
    let sources: Vec<_> =
        found.sources.iter().zip(marks).filter(|(_, marks)| !marks.is_empty()).collect();
    let is_csv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let bytes = match sources.as_slice() {
        [(source, marks)] if is_csv => csv(source, marks).map_err(|error| broken(&error))?,
        _ => workbook(&sources).map_err(|error| broken(&error))?,
    };
    write_file(path, &bytes)?;
    session.ui.hint(format!("{count} 行没有入账，连同原因写在 {}", path.display()));
    Ok(())
}

fn broken(error: &dyn std::error::Error) -> Failure {
    let problem =
        Problem::new("退回的文件没有写成", error.to_string(), "换一个文件名，或改用 .xlsx");
    Failure::new(ExitCode::Unavailable, problem)
}
