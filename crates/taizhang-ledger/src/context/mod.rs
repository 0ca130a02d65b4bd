//! The finished year for exporters: figures, tables, score, findings and report in one value.

mod activities;
mod evidence;
mod expenditures;
mod lines;
mod trail;

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::FiscalYear;
use taizhang_core::book::{AsOf, Book};
use taizhang_core::code::CodeTable;
use taizhang_core::event::{Event, Recorded};
use taizhang_core::figure::{Cell, FigureError, FigureKey, Figures, postings, trace};
use taizhang_core::ids::SectionKey;
use taizhang_evaluation::pack::Pack;
use taizhang_evaluation::{
    Finding, Monitoring, RULES, ReportInputs, Rule, SelfEvaluation, check, compose, evaluate,
    monitor, preview_narrative,
};
use taizhang_export::{
    ActivityEntry, CONTEXT_VERSION, ExpenditureEntry, ExportContext, FigureEntry, LedgerHead,
    LineEntry, NamedCode,
};

use crate::{Ledger, LedgerError, LoggedEvent};

/// Name of the chain's hash algorithm (GB/T 32905-2016).
const ALGORITHM: &str = "SM3";

impl Ledger {
    /// Scores the year as `book` has it.
    pub fn evaluate(&self, book: &Book) -> Result<SelfEvaluation, LedgerError> {
        let pack = self.pack()?;
        Ok(evaluate(&pack, &Figures::of(book)?)?)
    }

    /// Composes one section as it would stand in the report; a wrong figure key is named with its
    /// line.
    pub fn preview_narrative(
        &self,
        section: &SectionKey,
        markdown: &str,
    ) -> Result<(), LedgerError> {
        let (pack, book) = (self.pack()?, self.book()?);
        let figures = Figures::of(book)?;
        let evaluation = evaluate(&pack, &figures)?;
        let as_of = self.year().last_day();
        preview_narrative(&pack, &figures, &evaluation, as_of, section, markdown)?;
        Ok(())
    }

    /// Runs all checks on the year as `book`, folded as of `as_of`, has it.
    pub fn check(&self, book: &Book, as_of: AsOf) -> Result<Vec<Finding>, LedgerError> {
        let pack = self.pack()?;
        let figures = Figures::of(book)?;
        let evaluation = evaluate(&pack, &figures)?;
        let events = self.events_as_of(as_of)?;
        Ok(check(&pack, &figures, &evaluation, &events, self.day_of(as_of))?)
    }

    /// Lists the rules that [`Self::check`] leaves out because their facts are due later.
    pub fn checks_not_due(
        &self,
        book: &Book,
        as_of: AsOf,
    ) -> Result<Vec<&'static Rule>, LedgerError> {
        let (pack, on) = (self.pack()?, self.day_of(as_of));
        Ok(RULES.iter().filter(|rule| !rule.is_due(&pack, book, on)).collect())
    }

    /// Returns the day on which the year is looked at: the one asked for, else today, else the
    /// nearest day of the year.
    pub fn day_of(&self, as_of: AsOf) -> Date {
        let (first, last) = (self.year().first_day(), self.year().last_day());
        as_of.date.unwrap_or_else(|| self.now().civil().date()).clamp(first, last)
    }

    /// Watches the year as `book` has it by the rules of `pack`; nothing if it has none.
    pub fn monitor(
        &self,
        pack: &Pack,
        book: &Book,
        as_of: AsOf,
    ) -> Result<Option<Monitoring>, LedgerError> {
        let figures = Figures::of(book)?;
        let evaluation = evaluate(pack, &figures)?;
        Ok(monitor(pack, &figures, &evaluation, self.day_of(as_of))?)
    }

    /// Returns the budget lines with each change and its document.
    pub fn lines(&self, book: &Book) -> Result<Vec<LineEntry>, LedgerError> {
        Ok(lines::entries(book, self.year())?)
    }

    /// Returns every movement of money, in ledger order.
    pub fn expenditures(
        &self,
        book: &Book,
        as_of: AsOf,
    ) -> Result<Vec<ExpenditureEntry>, LedgerError> {
        let events = self.logged_as_of(as_of)?;
        expenditures::entries(&events, book, self.year(), &mut self.origins())
    }

    /// Returns the activities with their counted results, by start date.
    pub fn activities(&self, book: &Book) -> Vec<ActivityEntry> {
        activities::entries(book)
    }

    /// Assembles what exporters need; the report is signed on `signed`.
    pub fn export_context(
        &self,
        book: &Book,
        as_of: AsOf,
        signed: Date,
    ) -> Result<ExportContext, LedgerError> {
        self.export_context_by(&self.pack()?, book, as_of, signed)
    }

    /// Assembles what exporters need, by another form than the year's own.
    pub fn export_context_by(
        &self,
        pack: &Pack,
        book: &Book,
        as_of: AsOf,
        signed: Date,
    ) -> Result<ExportContext, LedgerError> {
        let figures = Figures::of(book)?;
        let logged = self.logged_as_of(as_of)?;
        let expenditures = expenditures::entries(&logged, book, self.year(), &mut self.origins())?;
        let events: Vec<Recorded> = logged.into_iter().map(|event| event.recorded).collect();
        let evaluation = evaluate(pack, &figures)?;
        let entries = figure_entries(&figures, &events)?;
        let head = self.head_as_of(as_of);
        let last_date = as_of.date.unwrap_or_else(|| self.year().last_day());
        let findings = check(pack, &figures, &evaluation, &events, last_date)?;
        let counts: BTreeMap<&FigureKey, u64> =
            entries.iter().map(|entry| (&entry.figure.key, entry.events)).collect();
        let inputs = ReportInputs {
            as_of: last_date,
            sequence: head.sequence,
            algorithm: &head.algorithm,
            head_hash: &head.hash,
            signed_on: signed,
            event_count: &|key| counts.get(key).copied().unwrap_or_default(),
        };
        let report = compose(pack, &figures, &evaluation, &findings, &inputs)?;
        Ok(ExportContext {
            version: CONTEXT_VERSION,
            unit: book.unit().cloned().ok_or(FigureError::YearNotOpen)?,
            year: self.year(),
            as_of: last_date,
            head,
            lines: self.lines(book)?,
            expenditures,
            activities: self.activities(book),
            evidence: evidence::entries(&events),
            figures: entries,
            monitoring: monitor(pack, &figures, &evaluation, last_date)?,
            evaluation,
            report,
            findings,
            trail: None,
        })
    }

    fn head_as_of(&self, as_of: AsOf) -> LedgerHead {
        let head = self.head();
        let sequence = as_of.sequence.unwrap_or(head.sequence);
        let hash = self.hash_at(sequence).unwrap_or(head.hash);
        LedgerHead {
            sequence: sequence.get(),
            algorithm: ALGORITHM.to_owned(),
            hash: hash.to_string(),
        }
    }

    fn events_as_of(&self, as_of: AsOf) -> Result<Vec<Recorded>, LedgerError> {
        let logged = self.logged_as_of(as_of)?;
        Ok(logged.into_iter().map(|event| event.recorded).collect())
    }

    pub(crate) fn logged_as_of(&self, as_of: AsOf) -> Result<Vec<LoggedEvent>, LedgerError> {
        let counts = |event: &LoggedEvent| {
            as_of.sequence.is_none_or(|last| event.recorded.sequence <= last)
                && as_of.date.is_none_or(|last| event.recorded.occurred_on <= last)
        };
        let mut events = self.year_events()?;
        events.retain(counts);
        Ok(events)
    }
}

/// Computes every figure and counts the events behind each.
///
/// Events with the same effect are asked about once: a year of payments has few kinds of effect.
fn figure_entries(
    figures: &Figures<'_>,
    events: &[Recorded],
) -> Result<Vec<FigureEntry>, FigureError> {
    let mut entries = Vec::new();
    let kinds = kinds_of_effect(events);
    for key in figures.keys() {
        let sources = figures.sources(key)?;
        let is_source = |event| !trace(figures, &sources, [event], AsOf::default()).is_empty();
        let counts = kinds.iter().filter(|(event, _)| is_source(*event)).map(|(_, count)| count);
        entries.push(FigureEntry { figure: figures.get(key)?, events: counts.sum() });
    }
    Ok(entries)
}

/// Returns one event of each kind of effect, with the number of its kind. An event without money
/// effect is a kind of its own, since figures name such events one by one.
fn kinds_of_effect(events: &[Recorded]) -> Vec<(&Recorded, u64)> {
    let mut moving: BTreeMap<Vec<Cell>, (&Recorded, u64)> = BTreeMap::new();
    let mut kinds = Vec::new();
    for event in events.iter().filter(|recorded| is_countable(&recorded.event)) {
        let effects = postings(&event.event, event.occurred_on);
        if effects.is_empty() {
            kinds.push((event, 1));
        } else {
            let cells = effects.into_iter().map(|posting| posting.cell).collect();
            let (_, count) = moving.entry(cells).or_insert((event, 0));
            *count = count.saturating_add(1);
        }
    }
    kinds.extend(moving.into_values());
    kinds
}

/// Tells whether any figure can rest on an event.
const fn is_countable(event: &Event) -> bool {
    !matches!(
        event,
        Event::NarrativeWritten(_)
            | Event::NarrativeReviewed(_)
            | Event::EvidenceAttached(_)
            | Event::ListImported(_)
    )
}

fn function_code(year: FiscalYear, code: &str) -> NamedCode {
    named(CodeTable::functions(), year, code)
}

fn economic_code(year: FiscalYear, code: &str) -> NamedCode {
    named(CodeTable::economics(), year, code)
}

fn named(table: &CodeTable, year: FiscalYear, code: &str) -> NamedCode {
    NamedCode { code: code.to_owned(), name: table.name(year, code).to_owned() }
}
