//! Rules of putting right what was recorded wrongly about a line, without moving money.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::budget::check_particulars;
use super::required;
use crate::book::{Book, Field, Refusal};
use crate::code::EconomicCode;
use crate::event::{BudgetLine, DocumentAmendment, Event, LineAmendment, Recorded};
use crate::figure::{Measure, postings};
use crate::ids::LineId;
use crate::money::MoneyError;
use crate::{FiscalYear, Money, SourceDocument};

impl Book {
    /// Amends a line. Its payments must still fall under its economic code: money that was spent
    /// on something else is moved by a red letter, not by another name of the line.
    pub(super) fn decide_line_amendment(
        &self,
        now: &BudgetLine,
        reason: &str,
        year: FiscalYear,
    ) -> Result<Event, Refusal> {
        required(reason, Field::Reason)?;
        let was = self.existing_line(&now.id)?.clone();
        if was == *now {
            return Err(Refusal::NothingChanges);
        }
        check_particulars(now, year)?;
        for (economic, spent) in self.spent_by_code(&now.id)? {
            if !spent.is_zero() && !economic.is_within(&now.economic) {
                return Err(Refusal::EconomicOutsideLine {
                    line: now.id.clone(),
                    allowed: now.economic.clone(),
                    economic: economic.clone(),
                });
            }
        }
        Ok(Event::BudgetLineAmended(LineAmendment {
            was,
            now: now.clone(),
            reason: reason.to_owned(),
        }))
    }

    /// Sums what was spent from a line under each economic code.
    fn spent_by_code(&self, line: &LineId) -> Result<BTreeMap<&EconomicCode, Money>, MoneyError> {
        let mut spent: BTreeMap<&EconomicCode, Money> = BTreeMap::new();
        for (cell, amount) in &self.cells {
            if cell.line == *line && Measure::OUTTURN.contains(&cell.measure) {
                let total = spent.entry(&cell.economic).or_default();
                *total = total.checked_add(*amount)?;
            }
        }
        Ok(spent)
    }

    /// Amends the document behind a change of authority that holds.
    pub(super) fn decide_document_amendment(
        &self,
        on: Date,
        target: &Recorded,
        now: &SourceDocument,
        reason: &str,
    ) -> Result<Event, Refusal> {
        required(reason, Field::Reason)?;
        self.check_follow_up(on, target)?;
        let Some(was) = self.document_behind(target.id) else {
            return Err(Refusal::NotABudgetChange(target.sequence));
        };
        if was == now {
            return Err(Refusal::NothingChanges);
        }
        let changed = postings(&target.event, target.occurred_on);
        Ok(Event::BudgetDocumentAmended(DocumentAmendment {
            target: target.id,
            lines: changed.into_iter().map(|posting| posting.cell.line).collect(),
            was: was.clone(),
            now: now.clone(),
            reason: reason.to_owned(),
        }))
    }
}
