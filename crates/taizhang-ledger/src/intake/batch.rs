//! Imports that were posted, and their undoing.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_core::event::{Event, ImportedLists, Recorded};
use taizhang_core::ids::{BatchId, CommandId, EventId, Operator, Sequence};
use taizhang_import::kind::Kind;
use taizhang_store::RecordedAt;

use super::undone::posting_commands;
use crate::{Ledger, LedgerError, LoggedEvent, Outcome};

/// One posted import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// The place of its first event.
    pub first: Sequence,
    /// When it was posted.
    pub recorded_at: RecordedAt,
    /// Who posted it.
    pub operator: Operator,
    /// What it entered, by its events; an import of several kinds of rows has several.
    pub kinds: BTreeSet<Kind>,
    /// How many events it entered.
    pub events: usize,
    /// How many of them an undo took back.
    pub undone: usize,
    /// What its payments sum to, less what it took back of payments, in yuan.
    pub paid: Money,
    /// What its record says, with its place; nothing of an import that was posted before imports had one.
    pub record: Option<(Sequence, ImportedLists)>,
}

impl Batch {
    /// Tells whether it was taken back.
    pub const fn is_undone(&self) -> bool {
        self.undone > 0
    }
}

impl Ledger {
    /// Returns the imports of the year, the earliest first.
    pub fn batches(&self) -> Result<Vec<Batch>, LedgerError> {
        let events = self.year_events()?;
        let posted_by = posting_commands(&events);
        let mut batches: BTreeMap<BatchId, Batch> = BTreeMap::new();
        for logged in events {
            let LoggedEvent { recorded, recorded_at, command, .. } = logged;
            let Some(id) = recorded.batch else { continue };
            let batch = batches.entry(id).or_insert_with(|| Batch {
                id,
                first: recorded.sequence,
                recorded_at,
                operator: recorded.operator.clone(),
                kinds: BTreeSet::new(),
                events: 0,
                undone: 0,
                paid: Money::ZERO,
                record: None,
            });
            if let Event::ListImported(record) = recorded.event {
                match &mut batch.record {
                    Some((_, known)) => known.lists.extend(record.lists),
                    None => batch.record = Some((recorded.sequence, record)),
                }
            } else if posted_by.get(&id) == Some(&command) {
                batch.kinds.extend(kind_of(&recorded.event));
                batch.events = batch.events.saturating_add(1);
                batch.paid = batch.paid.checked_add(paid(&recorded.event))?;
            } else {
                batch.undone = batch.undone.saturating_add(1);
            }
        }
        let mut batches: Vec<Batch> = batches.into_values().collect();
        batches.sort_by_key(|batch| batch.first);
        Ok(batches)
    }

    /// Finds an import by its id, or by the beginning or the end of it, at least four characters. Ids
    /// of one year begin alike; their ends tell them apart.
    pub fn find_batch(&self, text: &str) -> Result<Batch, LedgerError> {
        let is_meant = |id: String| id.starts_with(text) || id.ends_with(text);
        let mut named = self.batches()?;
        named.retain(|batch| text.len() >= 4 && is_meant(batch.id.to_string()));
        match named.pop() {
            Some(batch) if named.is_empty() => Ok(batch),
            None => Err(LedgerError::NoSuchBatch(text.to_owned())),
            Some(last) => Err(LedgerError::SeveralBatches {
                text: text.to_owned(),
                found: named.iter().chain([&last]).map(|batch| batch.id).collect(),
            }),
        }
    }

    /// Takes back what an import entered and nobody took back before, the last event first. Each
    /// reversal has the business date of its event, so the figures of every month are as before.
    pub fn undo_import(
        &mut self,
        batch: BatchId,
        reason: &str,
        command_id: Option<CommandId>,
        dry_run: bool,
    ) -> Result<Outcome, LedgerError> {
        if let Some(known) = self.known_outcome(command_id)? {
            return match known.events.first() {
                Some(first) if first.batch != Some(batch) || !is_reversal(first) => {
                    Err(LedgerError::CommandReused(first.sequence))
                }
                _ => Ok(known),
            };
        }
        let events = self.year_events()?;
        let posted_by = posting_commands(&events).remove(&batch);
        let exists = posted_by.is_some();
        let book = self.book()?;
        let of_batch = |logged: &&LoggedEvent| {
            logged.recorded.batch == Some(batch) && Some(logged.command) == posted_by
        };
        let own: BTreeSet<EventId> =
            events.iter().filter(of_batch).map(|logged| logged.recorded.id).collect();
        // A reversal that the import entered can itself not be reversed. With its own payment it
        // comes to nothing; one of another payment keeps the import from being undone.
        let stands = |recorded: &&Recorded| match &recorded.event {
            Event::Reversed(reversal) => !own.contains(&reversal.target),
            Event::ListImported(_) => false,
            _ => !book.is_reversed(recorded.id),
        };
        let entered = events.iter().filter(of_batch).map(|logged| &logged.recorded);
        let entered: Vec<Recorded> = entered.filter(stands).cloned().collect();
        if !exists {
            return Err(LedgerError::NoSuchBatch(batch.to_string()));
        }
        if entered.is_empty() {
            return Err(LedgerError::BatchUndone(batch));
        }
        // Evidence and payments go before the activities and lines that they rest on.
        let mut judge = self.judge(Some(batch))?;
        for target in entered.iter().rev() {
            let command =
                Command::Reverse { target: Box::new(target.clone()), reason: reason.to_owned() };
            judge.decide(target.occurred_on, command).map_err(|source| LedgerError::Undo {
                sequence: target.sequence,
                source: Box::new(source),
            })?;
        }
        let (book, events) = (judge.book, judge.events);
        if !dry_run {
            self.append(book, &events, command_id)?;
        }
        Ok(Outcome { events, duplicate: false })
    }
}

/// Returns the kind of rows that lead to such an event.
const fn kind_of(event: &Event) -> Option<Kind> {
    Some(match event {
        Event::OriginalBudgetApproved(_)
        | Event::BudgetSupplemented(_)
        | Event::BudgetReduced(_)
        | Event::VirementMade(_)
        | Event::AllotmentFrozen(_)
        | Event::AllotmentReleased(_)
        | Event::AllotmentWithdrawn(_) => Kind::Budget,
        Event::CarryOverBroughtIn(_) => Kind::Opening,
        Event::DisbursementMade(_) | Event::DisbursementReturned(_) | Event::Reversed(_) => {
            Kind::Payments
        }
        Event::ActivityRecorded(_) => Kind::Activities,
        Event::IndicatorDeclared(_) => Kind::Indicators,
        Event::AssetsRecorded(_) => Kind::Assets,
        Event::AuthorisedPostsSet(_) | Event::HeadcountRecorded(_) => Kind::Staff,
        Event::EvidenceAttached(_) => Kind::Evidence,
        _ => return None,
    })
}

/// What an event pays; what takes a payment back pays less than nothing.
fn paid(event: &Event) -> Money {
    match event {
        Event::DisbursementMade(payment) => payment.amount,
        Event::DisbursementReturned(back) => back.amount.negated(),
        Event::Reversed(reversal) => paid(&reversal.event).negated(),
        _ => Money::ZERO,
    }
}

fn is_reversal(recorded: &Recorded) -> bool {
    matches!(recorded.event, Event::Reversed(_))
}
