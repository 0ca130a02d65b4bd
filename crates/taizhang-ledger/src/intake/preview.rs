//! Every row judged: new, known, doubtful or refused. Nothing is written.

use std::collections::BTreeSet;

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::book::{Book, Command, LineChange, Refusal};
use taizhang_core::event::{Event, Recorded};
use taizhang_core::ids::{BatchId, CommandId, Sequence};
use taizhang_core::money::MoneyError;
use taizhang_evaluation::{Finding, levels};
use taizhang_import::draft::{Draft, Drafts, RowRef, Source, Surroundings, draft};
use taizhang_import::key;
use taizhang_import::kind::Kind;
use taizhang_import::table::Aside;
use taizhang_import::take_back::TakeBack;

use super::doubt::{Doubt, states_all};
use super::keyed::{Keyed, KeyedRows};
use super::known::{Beside, Known};
use super::magnitude::Magnitudes;
use super::paid::Paid;
use super::provenance::Provenance;
use super::settling::Settling;
use super::sought::Sought;
use super::take_back::Unmatched;
use super::undone::Undone;
use super::{copies, small};
use crate::{Ledger, LedgerError, Outcome};

/// After how many rows the progress is told.
const PROGRESS_STEP: usize = 1_000;

/// What a person said about doubtful rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accept {
    /// Whether all of them are new.
    pub all: bool,
    /// Whether tables that hold the same rows are different ones; what else is doubtful of their rows is
    /// asked about.
    pub copies: bool,
    /// Rows that are new.
    pub rows: BTreeSet<RowRef>,
}

impl Accept {
    /// Tells whether a person said that this row is new.
    pub(super) fn takes(&self, row: RowRef) -> bool {
        self.all || self.rows.contains(&RowRef { part: None, ..row })
    }
}

/// A row with its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The row.
    pub row: RowRef,
    /// Further rows that belong to it.
    pub others: Vec<RowRef>,
    /// Business date.
    pub on: Date,
    /// The money that it states.
    pub amount: Money,
    /// The key it was looked for by, in words.
    pub identity: String,
    /// What it asks for, where amount and key do not say it.
    pub facts: Option<Box<Command>>,
    /// The place of the row among those of its table, where these were made of other rows.
    pub made: Option<usize>,
    /// What became of it.
    pub verdict: Verdict,
    /// The place of its event among those that posting records, if it is new.
    pub event: Option<usize>,
    /// An event that has its number, too, if it is new all the same.
    pub beside: Option<Beside>,
}

impl Judged {
    /// Returns a draft with a verdict that does not rest on its key.
    pub(super) fn of_draft(draft: Draft, verdict: Verdict) -> Self {
        let Draft { row, others, on, command, amount, made, .. } = draft;
        let identity = key::identity_of_command(&command, on).unwrap_or_default();
        let facts = facts(&command);
        let (event, beside) = (None, None);
        Self { row, others, on, amount, identity, facts, made, verdict, event, beside }
    }

    /// Tells whether the row states all of a class at a day, so that a later one takes the place of an
    /// earlier one.
    pub fn states_all(&self) -> bool {
        self.facts.as_deref().is_some_and(states_all)
    }
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It leads to events.
    New,
    /// It is this event already.
    Known(Sequence),
    /// A person must say whether it is new.
    Doubtful(Doubt),
    /// The rules refuse it.
    Refused(Box<Refusal>),
    /// It takes a payment back, and which one cannot be told.
    Unmatched(Unmatched),
}

impl Verdict {
    /// Tells whether the row cannot be entered as it is.
    pub const fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Unmatched(_))
    }
}

/// Sums of a file by verdict, in yuan; the first is the sum of the others, to the fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All rows whose amount can be read.
    pub all: Money,
    /// New rows.
    pub new: Money,
    /// Known rows.
    pub known: Money,
    /// Doubtful rows.
    pub doubtful: Money,
    /// Refused rows whose amount can be read.
    pub refused: Money,
    /// Rows that received money, and are no payments.
    pub income: Money,
    /// Rows that neither paid nor received.
    pub neither: Money,
    /// Rows that are void.
    pub void: Money,
    /// Rows of other units.
    pub other_units: Money,
    /// Rows that are hidden and were not read.
    pub hidden: Money,
    /// Refused rows whose amount cannot be read.
    pub unreadable: usize,
}

/// What an import would do.
#[derive(Debug)]
pub struct ImportPreview {
    /// What the rows are.
    pub kind: Kind,
    /// The tables.
    pub sources: Vec<Source>,
    /// What was read; its drafts have become `rows`.
    pub drafts: Drafts,
    /// The verdicts, in the order in which they were judged.
    pub rows: Vec<Judged>,
    /// The batch that posting gives its events.
    pub batch: BatchId,
    /// The events that posting records.
    pub events: Vec<Recorded>,
    /// Where the indicators that the ledger then has are not those of its form, or have other points: what
    /// WEIGHT finds once they are recorded. Empty where no row is a new indicator.
    pub off_form: Vec<Finding>,
    /// What the rows came from.
    pub(super) provenance: Provenance,
    book: Book,
    /// The ledger's last event when it was judged.
    head: Sequence,
}

impl Ledger {
    /// Judges the rows of all sources, which are of one kind. Availability is that of the book
    /// which the rows before leave; rows are judged by date, then by number, so the order of files
    /// does not matter. `progress` is told now and then how many of how many were judged.
    pub fn preview_import(
        &self,
        kind: Kind,
        sources: Vec<Source>,
        accept: &Accept,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<ImportPreview, LedgerError> {
        let around = Surroundings { book: self.book()?, year: self.year() };
        let mut drafts = draft(kind, &sources, around);
        let asked = std::mem::take(&mut drafts.drafts);
        let take_backs = std::mem::take(&mut drafts.take_backs);
        let asked = Asked { drafts: asked, take_backs, sources: &sources };
        let (rows, batch, judge) = self.judge_all(asked, accept, progress)?;
        let mut found = self.previewed(kind, sources, drafts, rows, batch, judge);
        if kind == Kind::Indicators && !found.events.is_empty() {
            found.off_form = levels(&self.pack()?, &found.book.indicators());
        }
        Ok(found)
    }

    pub(super) fn previewed(
        &self,
        kind: Kind,
        sources: Vec<Source>,
        drafts: Drafts,
        rows: Vec<Judged>,
        batch: BatchId,
        (book, events): (Book, Vec<Recorded>),
    ) -> ImportPreview {
        let head = self.head().sequence;
        let provenance = Provenance::of_tables(kind, &sources);
        let off_form = Vec::new();
        ImportPreview {
            kind,
            sources,
            drafts,
            rows,
            batch,
            events,
            off_form,
            provenance,
            book,
            head,
        }
    }

    /// Judges drafts whatever they come from.
    pub(crate) fn judge_drafts(
        &self,
        drafts: Vec<Draft>,
        accept: &Accept,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Verdicts, LedgerError> {
        let asked = Asked { drafts, take_backs: Vec::new(), sources: &[] };
        self.judge_all(asked, accept, progress)
    }

    /// Judges drafts and what takes payments back.
    fn judge_all(
        &self,
        asked: Asked<'_>,
        accept: &Accept,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Verdicts, LedgerError> {
        let Asked { mut drafts, mut take_backs, sources } = asked;
        let (copies, set_apart) = copies::set_apart(accept, &mut drafts, &mut take_backs);
        let events = self.year_events()?;
        let undone = Undone::of(&events);
        let reentry = self.entered_before(&events, &undone, sources)?;
        let mut settling = Settling::of(&events, &undone, take_backs, accept, &copies, &reentry);
        let paid = Paid::of(&events, &undone);
        let mut known = Known::of(events, &undone);
        let mut keyed = KeyedRows::of(drafts, &settling);
        let mut sought = Sought::of(&mut keyed, &mut known, reentry, &copies, sources);
        let known_rows = sought.known_rows();
        let small = small::find(&paid, &keyed, &known_rows);
        let magnitudes = Magnitudes::of(paid, &keyed, &known_rows);
        let batch = BatchId::new(self.environment.ids.fresh());
        let mut judge = self.judge(Some(batch))?;
        let count = keyed.len();
        judge.events.reserve(count);
        let mut rows = Vec::with_capacity(count);
        for (place, keyed) in keyed.into_order().enumerate() {
            if rows.len().is_multiple_of(PROGRESS_STEP) {
                progress(rows.len(), count);
            }
            settling.settle_before(keyed.draft.on, &mut judge, &mut rows);
            let taken = sought.entry(place);
            let mut doubt = || {
                let Draft { row, on, command, .. } = &keyed.draft;
                let doubt = sought.doubt(place, &keyed, &known);
                // What the rules refuse is refused, and not asked about first.
                let doubt = doubt.or_else(|| {
                    let far = magnitudes.far_above(command).map(Doubt::Magnitude);
                    let is_paid = matches!(command, Command::Disburse(_));
                    let small = || small.get(&row.source).filter(|_| is_paid).cloned();
                    far.or_else(small).filter(|_| judge.allows(*on, command))
                });
                doubt.filter(|doubt| doubt.is_firm(command) || !accept.takes(*row))
            };
            // What the ledger has is not asked about.
            let doubt = if taken.is_none() { doubt() } else { None };
            let Keyed { draft, identity, .. } = keyed;
            let Draft { row, others, on, command, amount, made, .. } = draft;
            let facts = facts(&command);
            let place = judge.events.len();
            let verdict = match (taken, doubt) {
                (Some(sequence), _) => {
                    settling.knows(row, sequence);
                    Verdict::Known(sequence)
                }
                (None, Some(doubt)) => Verdict::Doubtful(doubt),
                (None, None) => settling.decide(row, on, command, rows.len(), &mut judge),
            };
            let event = (verdict == Verdict::New).then_some(place);
            let beside = event.and_then(|_| known.beside(&identity));
            let judged =
                Judged { row, others, on, amount, identity, facts, made, verdict, event, beside };
            rows.push(judged);
        }
        settling.settle_all(&mut judge, &mut rows);
        rows.extend(set_apart);
        let (book, events) = (judge.book, judge.events);
        Ok((rows, batch, (book, events)))
    }

    /// Records what a preview found new, as one batch and one append, which ends with the record of where
    /// it came from.
    pub fn post_import(
        &mut self,
        preview: ImportPreview,
        command_id: Option<CommandId>,
    ) -> Result<Outcome, LedgerError> {
        if let Some(known) = self.known_outcome(command_id)? {
            // The same file again holds nothing new.
            return match known.events.first() {
                Some(first) if !preview.events.is_empty() || first.batch.is_none() => {
                    Err(LedgerError::CommandReused(first.sequence))
                }
                _ => Ok(known),
            };
        }
        if preview.head != self.head().sequence {
            return Err(LedgerError::PreviewOutdated);
        }
        if preview.events.is_empty() {
            return Ok(Outcome { events: Vec::new(), duplicate: false });
        }
        let records = preview.records()?;
        let ImportPreview { sources, drafts, rows, events, book, batch, .. } = preview;
        // The tables take as much room as the lines of the events will.
        drop((sources, drafts, rows));
        let mut judge = self.judge_after(book, events, batch);
        for record in records {
            judge.decide(judge.today, Command::NoteImport(record))?;
        }
        let (book, events) = (judge.book, judge.events);
        self.append(book, &events, command_id)?;
        Ok(Outcome { events, duplicate: false })
    }
}

impl ImportPreview {
    /// Returns the event that posting records for a new row.
    pub fn event_of(&self, row: &Judged) -> Option<&Event> {
        self.events.get(row.event?).map(|recorded| &recorded.event)
    }

    /// Returns the new payments that are dated before the earliest document of their line, with what that
    /// document gave. The rules allow them; the check DATE finds them once they are recorded.
    pub fn before_documents(&self) -> Vec<(&Judged, &LineChange)> {
        let authorities = self.book.authorities();
        let before = |row| {
            let Event::DisbursementMade(payment) = self.event_of(row)? else { return None };
            let made = authorities.get(&payment.line.id)?;
            (row.on < made.fact.document.dated).then_some((row, &made.fact))
        };
        self.rows.iter().filter_map(before).collect()
    }

    /// Sums the rows by verdict.
    pub fn totals(&self) -> Result<Totals, MoneyError> {
        let mut totals = Totals::default();
        for row in &self.rows {
            let part = match row.verdict {
                Verdict::New => &mut totals.new,
                Verdict::Known(_) => &mut totals.known,
                Verdict::Doubtful(_) => &mut totals.doubtful,
                Verdict::Refused(_) | Verdict::Unmatched(_) => &mut totals.refused,
            };
            *part = part.checked_add(row.amount)?;
            totals.all = totals.all.checked_add(row.amount)?;
        }
        let set_aside = self.sources.iter().flat_map(|source| &source.table.set_aside);
        for aside in set_aside {
            let (part, amount) = match aside.reason {
                Aside::Income(amount) => (&mut totals.income, amount),
                Aside::Neither(amount) => (&mut totals.neither, amount),
                Aside::Void(Some(amount)) => (&mut totals.void, amount),
                Aside::OtherUnit(Some(amount)) => (&mut totals.other_units, amount),
                Aside::Hidden(Some(amount)) => (&mut totals.hidden, amount),
                Aside::Void(None) | Aside::OtherUnit(None) | Aside::Hidden(None) => {
                    totals.unreadable = totals.unreadable.saturating_add(1);
                    continue;
                }
                _ => continue,
            };
            *part = part.checked_add(amount)?;
            totals.all = totals.all.checked_add(amount)?;
        }
        for refused in &self.drafts.refused {
            match refused.amount {
                Some(amount) => {
                    totals.refused = totals.refused.checked_add(amount)?;
                    totals.all = totals.all.checked_add(amount)?;
                }
                None => totals.unreadable = totals.unreadable.saturating_add(1),
            }
        }
        Ok(totals)
    }

    /// Takes this preview in the place of one that a person saw and agreed to. It must say the same of
    /// every row and lead to the same events: what has become known, doubtful or refused since, or
    /// stands differently in the file, is no longer what the person agreed to.
    pub fn confirming(self, seen: &Self) -> Result<Self, LedgerError> {
        fn acts(preview: &ImportPreview) -> impl Iterator<Item = (Date, &Event)> {
            preview.events.iter().map(|recorded| (recorded.occurred_on, &recorded.event))
        }
        let same_rows = self.rows == seen.rows && self.drafts == seen.drafts;
        if same_rows && acts(&self).eq(acts(seen)) {
            Ok(self)
        } else {
            Err(LedgerError::PreviewOutdated)
        }
    }

    /// Counts the rows with a verdict.
    pub fn count(&self, is_it: impl Fn(&Verdict) -> bool) -> usize {
        self.rows.iter().filter(|row| is_it(&row.verdict)).count()
    }

    /// Tells whether every row was understood and allowed; only then may it be posted.
    pub fn is_clean(&self) -> bool {
        self.drafts.refused.is_empty()
            && !self
                .rows
                .iter()
                .any(|row| row.verdict.is_refused() || matches!(row.verdict, Verdict::Doubtful(_)))
    }
}

/// What an import asks for, with the tables that it stands in.
struct Asked<'s> {
    drafts: Vec<Draft>,
    take_backs: Vec<TakeBack>,
    sources: &'s [Source],
}

/// The verdicts on rows, the batch that posting gives its events, and what posting records.
pub(crate) type Verdicts = (Vec<Judged>, BatchId, (Book, Vec<Recorded>));

/// Returns what is shown of a row besides its amount. The rows of lists, of which there may be a hundred
/// thousand, are known by their events.
fn facts(command: &Command) -> Option<Box<Command>> {
    let has_facts = matches!(
        command,
        Command::RecordActivity(_)
            | Command::DeclareIndicator(_)
            | Command::RecordAssets(_)
            | Command::SetAuthorisedPosts(_)
            | Command::RecordHeadcount(_)
            | Command::MoveBudget { .. }
    );
    has_facts.then(|| Box::new(command.clone()))
}
