//! What every rule looks at.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::book::Book;
use taizhang_core::event::{DeviationSubject, Event, Recorded};
use taizhang_core::figure::{FigureError, FigureKey, FigureValue, Figures};
use taizhang_core::ids::{EventId, IndicatorId, LineId};
use taizhang_core::{FiscalYear, Money, Ratio};

use crate::pack::Pack;
use crate::self_evaluation::SelfEvaluation;

/// A scored year under check.
pub(super) struct Case<'a> {
    pub(super) pack: &'a Pack,
    pub(super) figures: &'a Figures<'a>,
    pub(super) book: &'a Book,
    pub(super) year: FiscalYear,
    /// The day on which the year is looked at.
    pub(super) on: Date,
    pub(super) evaluation: &'a SelfEvaluation,
    /// Events in ledger order.
    pub(super) events: Vec<&'a Recorded>,
    /// The last text of each narrative section, in order of the keys.
    pub(super) narratives: BTreeMap<&'a str, (u64, &'a str)>,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        pack: &'a Pack,
        figures: &'a Figures<'a>,
        evaluation: &'a SelfEvaluation,
        events: Vec<&'a Recorded>,
        on: Date,
    ) -> Result<Self, FigureError> {
        let book = figures.book();
        let year = book.year().ok_or(FigureError::YearNotOpen)?;
        let mut narratives = BTreeMap::new();
        for written in book.narratives().iter() {
            let text = (written.sequence.get(), written.fact.markdown.as_str());
            narratives.insert(written.fact.section.as_str(), text);
        }
        Ok(Self { pack, figures, book, year, on, evaluation, events, narratives })
    }

    /// Returns the events that hold: those that were not reversed.
    pub(super) fn standing(&self) -> impl Iterator<Item = &'a Recorded> + '_ {
        self.events.iter().copied().filter(|recorded| !self.book.is_reversed(recorded.id))
    }

    /// Returns the events that spent from a line.
    pub(super) fn spending(&self, line: &LineId) -> Vec<u64> {
        let spends = |recorded: &&Recorded| matches!(&recorded.event, Event::DisbursementMade(paid) if paid.line.id == *line);
        self.standing().filter(spends).map(|recorded| recorded.sequence.get()).collect()
    }

    /// Returns the event that declared an indicator.
    pub(super) fn declared(&self, indicator: &IndicatorId) -> Option<u64> {
        let declares = |recorded: &&Recorded| matches!(&recorded.event, Event::IndicatorDeclared(declared) if declared.id == *indicator);
        self.standing().find(declares).map(|recorded| recorded.sequence.get())
    }

    pub(super) fn has_evidence(&self, event: EventId) -> bool {
        !self.book.evidence(event).is_empty()
    }

    fn value(&self, key: &str) -> Result<Option<FigureValue>, FigureError> {
        let Ok(key) = key.parse::<FigureKey>() else { return Ok(None) };
        match self.figures.value(&key) {
            Ok(value) => Ok(Some(value)),
            Err(FigureError::Unknown { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns an amount; nothing is zero.
    pub(super) fn money(&self, key: &str) -> Result<Money, FigureError> {
        Ok(self.value(key)?.and_then(|value| value.money()).unwrap_or_default())
    }

    pub(super) fn ratio(&self, key: &str) -> Result<Option<Ratio>, FigureError> {
        Ok(self.value(key)?.and_then(|value| value.ratio().cloned()))
    }

    /// Returns why a figure deviates, where somebody explained it.
    pub(super) fn explained(&self, key: &str) -> Option<&'a str> {
        let deviation = self.book.deviations().latest(|deviation| {
            matches!(&deviation.subject, DeviationSubject::Figure(about) if about.as_str() == key)
        });
        deviation.map(|statement| statement.fact.reason.as_str())
    }
}

/// Prints an amount as findings do.
pub(super) fn wan(money: Money) -> String {
    format!("{}万元", money.to_wan().rounded(2))
}
