//! Which budget line a payment is charged to.

use taizhang_core::book::Book;
use taizhang_core::code::{EconomicCode, FunctionCode};
use taizhang_core::event::BudgetLine;
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
        let agrees = agrees(reader, book.line(&named), function.as_ref(), project.as_deref());
        return agrees.then_some(named);
    }
    if economic.is_none() && function.is_none() && project.is_none() {
        return reader.refuse(Field::Line, "", Reason::Missing(Field::Line));
    }
    let fits = |line: &&BudgetLine| {
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

/// Refuses a row whose codes are not those of the line that it names: one of them is wrong. The economic
/// code is judged with the payment.
fn agrees(
    reader: &mut RowReader<'_>,
    line: Option<&BudgetLine>,
    function: Option<&FunctionCode>,
    project: Option<&str>,
) -> bool {
    let Some(line) = line else { return true };
    let before = reader.faults.len();
    let of_line = |own: &str| Reason::AgainstLine { line: line.id.clone(), own: own.to_owned() };
    // A row may name the class alone that the line's code is in.
    let differs =
        |code: &&FunctionCode| !code.is_within(&line.function) && !line.function.is_within(code);
    if let Some(code) = function.filter(differs) {
        reader.refuse::<()>(Field::Function, code.as_str(), of_line(line.function.as_str()));
    }
    let own = line.category.project().map(|project| project.code.as_str());
    if let Some((code, own)) = project.zip(own).filter(|(code, own)| code != own) {
        reader.refuse::<()>(Field::ProjectCode, code, of_line(own));
    }
    reader.faults.len() == before
}
