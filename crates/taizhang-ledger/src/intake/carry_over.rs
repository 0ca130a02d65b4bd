//! What last year's closing carried over, as drafts for this year.

use jiff::civil::Date;
use taizhang_core::SourceDocument;
use taizhang_core::book::{BudgetChange, Command, LineChoice, YearStatus};
use taizhang_core::event::BalanceDisposal;
use taizhang_import::draft::{Draft, Drafts, RowRef};
use taizhang_import::kind::Kind;

use super::preview::{Accept, ImportPreview};
use super::provenance::Provenance;
use crate::{Ledger, LedgerError};

impl Ledger {
    /// Judges the balances that the closed year of `previous` carried over, each with its line.
    pub fn preview_carry_over(
        &self,
        previous: &Self,
        on: Date,
        document: &SourceDocument,
    ) -> Result<ImportPreview, LedgerError> {
        let book = previous.book()?;
        if book.status() == YearStatus::Unopened {
            return Err(LedgerError::NoPreviousYear(previous.year()));
        }
        let (YearStatus::Closed, Some(closing)) = (book.status(), book.closing()) else {
            return Err(LedgerError::PreviousYearOpen(previous.year()));
        };
        let carried = closing.balances.iter().filter(|balance| {
            balance.disposal == BalanceDisposal::CarryOver && balance.amount.is_positive()
        });
        let change = BudgetChange::CarryOverIn(previous.year());
        let drafts = (1_u32..).zip(carried).filter_map(|(row, balance)| {
            let line = LineChoice::New(book.line(&balance.line)?.clone());
            let (amount, document) = (balance.amount, document.clone());
            let memo = format!("{} 年度结转", previous.year());
            let command = Command::ChangeBudget { change, line, amount, document, memo };
            let row = RowRef { source: 0, row, part: None };
            Some(Draft::of_row(row, on, command, amount))
        });
        let (rows, batch, (book, events)) =
            self.judge_drafts(drafts.collect(), &Accept::default(), &mut |_, _| ())?;
        let drafts = Drafts::default();
        let mut preview =
            self.previewed(Kind::Opening, Vec::new(), drafts, rows, batch, (book, events));
        // A closed year takes no event, so its last event is its closing.
        let closed_at = previous.book()?.last();
        preview.provenance =
            Provenance::of_ledger(previous.root(), previous.year(), previous.hash_at(closed_at));
        Ok(preview)
    }
}
