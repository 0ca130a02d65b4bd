//! Which budget line a payment is charged to.

use taizhang_core::book::Book;
use taizhang_core::code::{EconomicCode, FunctionCode};
use taizhang_core::event::BudgetLine;
use taizhang_core::ids::LineId;

use crate::fault::Reason;
use crate::field::Field;
use crate::key::DASHES;
use crate::same_words::{bare, bare_characters};
use crate::table::is_space;
use crate::value::RowReader;
use crate::vocabulary::half_width;

/// Reads the line a row names, or finds the only one that its codes fit and that is called as it says.
pub(super) fn line_of(
    reader: &mut RowReader<'_>,
    book: &Book,
    economic: Option<&EconomicCode>,
) -> Option<LineId> {
    let named = optional_line(reader, book, Field::Line)?;
    let function: Option<FunctionCode> = reader.optional_code(Field::Function)?;
    let before = reader.faults.len();
    let project = reader.optional_text(Field::ProjectCode);
    if reader.faults.len() > before {
        return None;
    }
    if let Some(named) = named {
        let name = name_of_one(reader, book);
        let said = Said { function: function.as_ref(), project: project.as_deref(), name };
        return agrees(reader, book.line(&named), said).then_some(named);
    }
    let name = name_of_one(reader, book);
    if economic.is_none() && function.is_none() && project.is_none() && name.is_none() {
        return reader.refuse(Field::Line, "", Reason::Missing(Field::Line));
    }
    let fits = |line: &&BudgetLine| {
        economic.is_none_or(|code| code.is_within(&line.economic))
            && function.as_ref().is_none_or(|code| code.is_within(&line.function))
            && project.as_ref().is_none_or(|code| {
                line.category.project().is_some_and(|project| project.code == *code)
            })
            && name.as_ref().is_none_or(|(_, name)| is_called(line, name))
    };
    let lines: Vec<LineId> = book.lines().filter(fits).map(|line| line.id.clone()).collect();
    let shown = [
        function.as_ref().map(FunctionCode::as_str),
        economic.map(EconomicCode::as_str),
        project.as_deref(),
        name.as_ref().map(|(_, name)| name.as_str()),
    ];
    let shown = shown.into_iter().flatten().collect::<Vec<_>>().join(" ");
    match lines.as_slice() {
        [only] => Some(only.clone()),
        [] => reader.refuse(Field::Line, &shown, Reason::NoLine),
        _ => reader.refuse(Field::Line, &shown, Reason::SeveralLines(lines)),
    }
}

/// Reads the line a field names, which must be there.
pub(super) fn named_line(reader: &mut RowReader<'_>, book: &Book, field: Field) -> Option<LineId> {
    optional_line(reader, book, field)?.or_else(|| reader.missing(field))
}

/// Reads the line a field names by its number, its name or both, if it names one. The outer option is a fault.
#[expect(clippy::option_option, reason = "the two absences mean different things")]
pub(crate) fn optional_line(
    reader: &mut RowReader<'_>,
    book: &Book,
    field: Field,
) -> Option<Option<LineId>> {
    let before = reader.faults.len();
    let named: Option<Option<LineId>> = reader.optional_id(field);
    if let Some(Some(id)) = &named
        && book.line(id).is_some()
    {
        return named;
    }
    let read = reader.faults.len();
    let said = reader.optional_text(field).unwrap_or_default();
    reader.faults.truncate(read);
    let Some(meant) = meant(book, &said) else { return named };
    reader.faults.truncate(before);
    Some(Some(meant))
}

/// Finds the only line that a cell means which is no line's number as it stands.
fn meant(book: &Book, said: &str) -> Option<LineId> {
    let said = in_half_width(said);
    let name = bare(&said);
    let is_it = |line: &&BudgetLine| {
        let number = in_half_width(line.id.as_str());
        let is_number = said.trim_matches(|c: char| "()".contains(c) || is_space(c)) == number;
        is_number || is_called(line, &name) || is_both(&said, &number, line)
    };
    let mut found = book.lines().filter(is_it);
    let only = found.next().filter(|_| !name.is_empty())?;
    found.next().is_none().then(|| only.id.clone())
}

/// Tells whether a cell holds a line's number and its name, in either order, be it in brackets.
fn is_both(said: &str, number: &str, line: &BudgetLine) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric();
    let after = said.trim_start_matches(is_mark).strip_prefix(number);
    let before = said.trim_end_matches(is_mark).strip_suffix(number);
    [before, after]
        .into_iter()
        .flatten()
        .any(|name| !bare(name).is_empty() && is_called(line, name))
}

/// Writes a text in half-width, brackets round and all dashes the same.
fn in_half_width(text: &str) -> String {
    let narrow = |c| if DASHES.contains(&c) { '-' } else { half_width(c) };
    text.chars().map(narrow).collect()
}

/// Returns what a row calls its line or its project, if any line is called so; other names tell no line.
fn name_of_one(reader: &mut RowReader<'_>, book: &Book) -> Option<(Field, String)> {
    let is_one = |name: &String| book.lines().any(|line| is_called(line, name));
    [Field::LineName, Field::ProjectName].into_iter().find_map(|field| {
        let name = reader.optional_text(field).filter(is_one)?;
        Some((field, name))
    })
}

fn is_called(line: &BudgetLine, name: &str) -> bool {
    let is_it = |own: &str| bare_characters(own).eq(bare_characters(name));
    is_it(&line.name) || line.category.project().is_some_and(|project| is_it(&project.name))
}

/// What a row says of its line besides the number.
struct Said<'r> {
    function: Option<&'r FunctionCode>,
    project: Option<&'r str>,
    name: Option<(Field, String)>,
}

/// Refuses a row whose codes or name are not those of the line that it names: one of them is wrong. The
/// economic code is judged with the payment.
fn agrees(reader: &mut RowReader<'_>, line: Option<&BudgetLine>, said: Said<'_>) -> bool {
    let Said { function, project, name } = said;
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
    if let Some((field, name)) = name.filter(|(_, name)| !is_called(line, name)) {
        reader.refuse::<()>(field, &name, of_line(&line.name));
    }
    reader.faults.len() == before
}
