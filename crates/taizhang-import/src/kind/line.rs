//! Which budget line a payment is charged to.

use taizhang_core::book::Book;
use taizhang_core::code::{EconomicCode, FunctionCode};
use taizhang_core::ids::LineId;

use crate::fault::Reason;
use crate::field::Field;
use crate::value::RowReader;

/// Reads the line a row names, or finds the only one that its codes fit.
pub(super) fn line_of(
    reader: &mut RowReader<'_>,
    book: &Book,
    economic: Option<&EconomicCode>,
) -> Option<LineId> {
    let named: Option<LineId> = reader.optional_id(Field::Line)?;
    let function: Option<FunctionCode> = reader.optional_code(Field::Function)?;
    let before = reader.faults.len();
    let project = reader.optional_text(Field::ProjectCode);
    if reader.faults.len() > before {
        return None;
    }
    if let Some(named) = named {
        return Some(named);
    }
    if economic.is_none() && function.is_none() && project.is_none() {
        return reader.refuse(Field::Line, "", Reason::Missing(Field::Line));
    }
    let fits = |line: &&taizhang_core::event::BudgetLine| {
        economic.is_none_or(|code| code.is_within(&line.economic))
            && function.as_ref().is_none_or(|code| code.is_within(&line.function))
            && project.as_ref().is_none_or(|code| {
                line.category.project().is_some_and(|project| project.code == *code)
            })
    };
    let lines: Vec<LineId> = book.lines().filter(fits).map(|line| line.id.clone()).collect();
    let shown = [
        function.as_ref().map(FunctionCode::as_str),
        economic.map(EconomicCode::as_str),
        project.as_deref(),
    ];
    let shown = shown.into_iter().flatten().collect::<Vec<_>>().join(" ");
    match lines.as_slice() {
        [only] => Some(only.clone()),
        [] => reader.refuse(Field::Line, &shown, Reason::NoLine),
        _ => reader.refuse(Field::Line, &shown, Reason::SeveralLines(lines)),
    }
}
