//! Budget lines with each change and its document.

use taizhang_core::book::{Book, LineChange, Statement};
use taizhang_core::event::BudgetLine;
use taizhang_core::figure::Measure;
use taizhang_core::money::MoneyError;
use taizhang_core::{FiscalYear, Ratio};
use taizhang_export::{ChangeEntry, LineEntry};

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
        changes: changes.into_iter().map(change_entry).collect(),
        final_budget,
        frozen: total(&[Measure::Frozen])?,
        outturn,
        available: book.available(&line.id)?,
        execution_rate: Ratio::new(outturn.yuan(), final_budget.yuan(), "全年预算数"),
    })
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
