//! The events behind a figure.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{FigureError, FigureKey, Figures, Formula, Selector, Sign, postings};
use crate::book::{AsOf, Statement};
use crate::event::{BalanceDisposal, Event, LineAmendment, Recorded};
use crate::ids::{EventId, Sequence};

/// Where a figure's inputs are found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Conditions on the money effects of events, and whether their amounts add or subtract.
    selectors: Vec<(Sign, Selector)>,
    /// Events named outright.
    events: BTreeSet<EventId>,
}

/// What one event contributes to a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The event's place.
    pub sequence: Sequence,
    /// Signed yuan; for a money figure they sum to its value, for a rate they are the amounts of
    /// its two parts. Nothing where the event states a fact.
    pub amount: Option<Decimal>,
}

impl Figures<'_> {
    /// Returns where the inputs of a figure are found.
    pub fn sources(&self, key: &FigureKey) -> Result<Sources, FigureError> {
        let mut sources = Sources::default();
        self.collect_sources(Sign::Plus, key, &mut sources)?;
        Ok(sources)
    }

    fn collect_sources(
        &self,
        sign: Sign,
        key: &FigureKey,
        into: &mut Sources,
    ) -> Result<(), FigureError> {
        let book = self.book();
        match self.formula(key)? {
            Formula::Sum(selector) => {
                into.selectors.push((sign, selector.clone()));
            }
            Formula::Combination(parts) => {
                for (part_sign, part) in parts {
                    self.collect_sources(sign.times(*part_sign), part, into)?;
                }
            }
            Formula::Share { part, whole, .. } => {
                self.collect_sources(sign, part, into)?;
                self.collect_sources(sign, whole, into)?;
            }
            Formula::Closing(disposal) => {
                for part in self.closing_parts(*disposal) {
                    self.collect_sources(sign, &part, into)?;
                }
            }
            Formula::Results(measure) => {
                let counting = book.activities().iter().filter(|activity| {
                    activity.fact.results.iter().any(|result| result.measure == *measure)
                });
                into.events.extend(counting.map(|statement| statement.event));
            }
            Formula::ActivityCount => {
                into.events.extend(book.activities().iter().map(|statement| statement.event));
            }
            Formula::Staff(category) => {
                into.name(book.headcount().latest(|fact| fact.category == *category));
            }
            Formula::Posts(kind) => into.name(book.posts().latest(|fact| fact.kind == *kind)),
            Formula::Asset(class, _) => {
                into.name(book.assets().latest(|fact| fact.class == *class));
            }
            Formula::Survey(subject) => {
                into.name(book.surveys().latest(|fact| fact.subject == *subject));
            }
        }
        Ok(())
    }
}

impl Figures<'_> {
    /// Returns the unspent amounts that carry over or are surplus: whole before the year is
    /// closed, line by line afterwards.
    fn closing_parts(&self, disposal: BalanceDisposal) -> Vec<FigureKey> {
        match (self.book().closing(), disposal) {
            (Some(closing), _) => {
                let balances = closing.balances.iter().filter(|b| b.disposal == disposal);
                let lines = balances.map(|balance| balance.line.as_str());
                lines.map(|line| FigureKey::of(&["unspent", "line", line])).collect()
            }
            (None, BalanceDisposal::CarryOver) => vec![FigureKey::of(&["unspent.total"])],
            (None, BalanceDisposal::Surplus) => Vec::new(),
        }
    }
}

impl Sources {
    fn name<T>(&mut self, statement: Option<&Statement<T>>) {
        self.events.extend(statement.map(|statement| statement.event));
    }

    /// Returns what `recorded` contributes, or nothing if it is no source.
    fn contribution(&self, figures: &Figures<'_>, recorded: &Recorded) -> Option<Contribution> {
        let sequence = recorded.sequence;
        if self.events.contains(&recorded.id) {
            return Some(Contribution { sequence, amount: None });
        }
        let effects = postings(&recorded.event, recorded.occurred_on);
        let mut amount = None;
        for posting in &effects {
            let Some(line) = figures.book().line(&posting.cell.line) else { continue };
            for (sign, selector) in &self.selectors {
                if selector.selects(&posting.cell, line) {
                    let signed = match sign {
                        Sign::Plus => posting.amount,
                        Sign::Minus => posting.amount.negated(),
                    };
                    let so_far: Decimal = amount.unwrap_or_default();
                    amount = Some(so_far.saturating_add(signed.yuan()));
                }
            }
        }
        amount.map(|amount| Contribution { sequence, amount: Some(amount) })
    }

    /// Tells whether an amendment of `was` to `now` changed what these sources sum, or is about the
    /// very line or project that they are about.
    fn is_amended_by(&self, amendment: &LineAmendment) -> bool {
        self.selectors.iter().any(|(_, selector)| selector.scope.is_amended_by(amendment))
    }
}

/// Lists what each of `events` contributes to the figure's `sources`, up to `as_of`.
pub fn trace<'a>(
    figures: &Figures<'_>,
    sources: &Sources,
    events: impl IntoIterator<Item = &'a Recorded>,
    as_of: AsOf,
) -> Vec<Contribution> {
    let counts = |recorded: &&Recorded| {
        as_of.sequence.is_none_or(|last| recorded.sequence <= last)
            && as_of.date.is_none_or(|last| recorded.occurred_on <= last)
    };
    events
        .into_iter()
        .filter(counts)
        .filter_map(|recorded| sources.contribution(figures, recorded))
        .collect()
}

/// Lists the amendments that bear on `sources`: of lines, and of documents behind `contributing`
/// events. They move no money, so no contribution shows them.
pub fn amendments<'a>(
    sources: &Sources,
    contributing: &BTreeSet<EventId>,
    events: impl IntoIterator<Item = &'a Recorded>,
) -> Vec<Sequence> {
    let bears = |recorded: &&Recorded| match &recorded.event {
        Event::BudgetLineAmended(amendment) => sources.is_amended_by(amendment),
        Event::BudgetDocumentAmended(amendment) => contributing.contains(&amendment.target),
        _ => false,
    };
    events.into_iter().filter(bears).map(|recorded| recorded.sequence).collect()
}
