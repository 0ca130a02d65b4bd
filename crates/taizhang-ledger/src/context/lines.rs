//! Budget lines with each change and its document.

use taizhang_core::book::{Book, LineChange, Statement};
use taizhang_core::event::BudgetLine;
use taizhang_core::figure::Measure;
use taizhang_core::money::MoneyError;
use taizhang_core::{FiscalYear, Ratio};
use taizhang_export::{ChangeEntry, DocumentEntry, LineEntry};

use super::{economic_code, function_code};

pub(super) fn entries(book: &Book, year: FiscalYear) -> Result<Vec<LineEntry>, MoneyError> {
    book.lines().map(|line| entry(book, line, year)).collect()
}

fn entry(book: &Book, line: &BudgetLine, year: FiscalYear) -> Result<LineEntry, MoneyError> {
    let total = |measures| book.line_total(&line.id, measures);
    let final_budget = total(Measure::FINAL_BUDGET)?;
    let outturn = total(Measure::OUTTURN)?;
    let project = line.category.project();
    let mut changes: Vec<&Statement<LineChange>> = book
        .changes()
        .iter()
        .filter(|change| change.fact.line == line.id)
        .filter(|change| change.fact.measure != Measure::OriginalBudget)
        .collect();
    changes.sort_by_key(|change| change.sequence);
    Ok(LineEntry {
        id: line.id.to_string(),
        name: line.name.clone(),
        category: line.category.name().to_owned(),
        project_code: project.map(|project| project.code.clone()),
        project_name: project.map(|project| project.name.clone()),
        fund: line.fund,
        function: function_code(year, line.function.as_str()),
        economic: economic_code(year, line.economic.as_str()),
        original_budget: total(&[Measure::OriginalBudget])?,
        carry_over_in: total(&[Measure::CarryOverIn])?,
        approved_by: approval(book, line),
        carried_over_by: document(first(book, line, |measure| measure == Measure::CarryOverIn)),
        changes: changes.into_iter().map(change_entry).collect(),
        final_budget,
        frozen: total(&[Measure::Frozen])?,
        outturn,
        available: book.available(&line.id)?,
        execution_rate: Ratio::new(outturn.yuan(), final_budget.yuan(), "全年预算数"),
    })
}

/// Finds the document that first gave a line authority: that of 年初批复, else of the first change.
fn approval(book: &Book, line: &BudgetLine) -> Option<DocumentEntry> {
    let original = first(book, line, |measure| measure == Measure::OriginalBudget);
    document(original.or_else(|| first(book, line, |measure| measure != Measure::Frozen)))
}

/// Finds the first change of a line, in ledger order, whose measure is wanted.
fn first<'a>(
    book: &'a Book,
    line: &BudgetLine,
    is_wanted: fn(Measure) -> bool,
) -> Option<&'a Statement<LineChange>> {
    let changes = book.changes().iter().filter(|change| change.fact.line == line.id);
    changes.filter(|change| is_wanted(change.fact.measure)).min_by_key(|change| change.sequence)
}

fn document(change: Option<&Statement<LineChange>>) -> Option<DocumentEntry> {
    let document = &change?.fact.document;
    Some(DocumentEntry { number: document.number.to_string(), dated: document.dated })
}

fn change_entry(change: &Statement<LineChange>) -> ChangeEntry {
    let LineChange { measure, amount, .. } = &change.fact;
    let is_release = *measure == Measure::Frozen && amount.is_negative();
    ChangeEntry {
        sequence: change.sequence.get(),
        kind: if is_release { "解冻" } else { measure.name() }.to_owned(),
        document: change.fact.document.number.to_string(),
        date: change.on,
        amount: change.fact.amount,
    }
}
