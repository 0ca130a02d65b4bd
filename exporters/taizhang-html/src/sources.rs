//! Where the figures come from: an entry for each figure, and one for each event.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;
use taizhang_export::{
    EventEntry, ExpenditureEntry, ExportContext, FigureEntry, FigureKey, FigureValue, Grounds,
    Money, Ratio, Trail, fixed, with_thousands,
};

use crate::anchor;

/// Most events that are told at a figure itself; more are given as spans of the list of events.
const TOLD: usize = 12;
/// Decimals of rates in per cent.
const RATE_PLACES: u32 = 2;

/// Which figures have an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selection {
    /// Those that the report prints.
    Printed,
    /// All that the ledger knows: every line, month and code.
    All,
}

/// A figure with what it rests on.
#[derive(Serialize)]
pub(crate) struct FigureView<'a> {
    anchor: String,
    key: &'a str,
    label: &'a str,
    value: String,
    /// What a rate is a rate of.
    base: &'a str,
    formula: &'a str,
    count: u64,
    /// Events told one by one; empty when there are many.
    told: Vec<EventView<'a>>,
    /// Events given as spans; empty when there are few.
    spans: Vec<Span>,
    /// Places of the report that print it.
    uses: Vec<String>,
}

/// A number that is no figure and rests on several figures or events.
#[derive(Serialize)]
pub(crate) struct NumberView<'a> {
    anchor: String,
    name: String,
    figures: Vec<Link<'a>>,
    count: usize,
    /// As for a figure.
    told: Vec<EventView<'a>>,
    /// As for a figure.
    spans: Vec<Span>,
    uses: Vec<String>,
}

/// Events that follow each other in the list of events.
#[derive(Serialize)]
pub(crate) struct Span {
    first: u64,
    last: u64,
    count: usize,
}

/// An event.
#[derive(Clone, Serialize)]
pub(crate) struct EventView<'a> {
    sequence: u64,
    anchor: String,
    date: String,
    sentence: &'a str,
    origin: Option<&'a str>,
    voucher: Option<&'a str>,
    amount: Option<String>,
    proofs: Vec<Proof<'a>>,
    /// Figures that the report prints and that rest on it.
    figures: Vec<Link<'a>>,
    /// How many other figures rest on it.
    others: usize,
}

/// A file that proves an event.
#[derive(Clone, Serialize)]
pub(crate) struct Proof<'a> {
    name: &'a str,
    digest: &'a str,
}

/// A link to an entry.
#[derive(Clone, Serialize)]
pub(crate) struct Link<'a> {
    anchor: String,
    words: &'a str,
}

/// The figures and events of a year, and what ties them.
pub(crate) struct Sources<'a> {
    context: &'a ExportContext,
    events: &'a [EventEntry],
    payments: BTreeMap<u64, &'a ExpenditureEntry>,
    uses: BTreeMap<&'a FigureKey, Vec<String>>,
}

impl<'a> Sources<'a> {
    /// Ties `context` to the places of the report that print its figures.
    pub(crate) fn new(
        context: &'a ExportContext,
        uses: BTreeMap<&'a FigureKey, Vec<String>>,
    ) -> Self {
        let events = context.trail.as_ref().map_or(&[][..], |trail| trail.events.as_slice());
        let payments = context.expenditures.iter().map(|entry| (entry.sequence, entry)).collect();
        Self { context, events, payments, uses }
    }

    /// Returns an entry for each figure of the selection.
    pub(crate) fn figures(&self, selection: Selection) -> Vec<FigureView<'a>> {
        let selected = self.context.figures.iter().filter(|entry| match selection {
            Selection::Printed => self.is_printed(&entry.figure.key),
            Selection::All => true,
        });
        selected.map(|entry| self.figure(entry)).collect()
    }

    /// Returns an entry for each of the numbers that rest on several things.
    pub(crate) fn numbers(&self, numbers: Vec<(Grounds, Vec<String>)>) -> Vec<NumberView<'a>> {
        let views = numbers.into_iter().enumerate().map(|(index, (grounds, uses))| {
            let entries = self.context.figures.iter().map(|entry| &entry.figure);
            let figures = entries.filter(|figure| grounds.figures.contains(&figure.key));
            let (told, spans) = self.listed(&grounds.events);
            NumberView {
                anchor: anchor::of_number(index + 1),
                name: grounds.name,
                figures: figures
                    .map(|figure| Link {
                        anchor: anchor::of_figure(&figure.key),
                        words: &figure.label,
                    })
                    .collect(),
                count: grounds.events.len(),
                told,
                spans,
                uses,
            }
        });
        views.collect()
    }

    /// Tells events one by one where they are few, else as spans.
    fn listed(&self, sequences: &[u64]) -> (Vec<EventView<'a>>, Vec<Span>) {
        if sequences.len() > TOLD {
            return (Vec::new(), self.spans(sequences));
        }
        let events =
            sequences.iter().filter_map(|sequence| self.events.get(self.position(*sequence)?));
        (events.map(|event| self.event(event)).collect(), Vec::new())
    }

    /// Returns an entry for each event behind some figure or other number.
    pub(crate) fn events(&self) -> Vec<EventView<'a>> {
        let mut behind: BTreeMap<u64, Vec<&FigureEntry>> = BTreeMap::new();
        if let Some(trail) = &self.context.trail {
            for entry in &self.context.figures {
                for sequence in trail.sources(&entry.figure.key) {
                    behind.entry(*sequence).or_default().push(entry);
                }
            }
        }
        let list = self.events.iter().map(|event| {
            let figures = behind.get(&event.sequence).map_or(&[][..], Vec::as_slice);
            let printed = figures.iter().filter(|entry| self.is_printed(&entry.figure.key));
            let links: Vec<Link<'a>> = printed
                .map(|entry| Link {
                    anchor: anchor::of_figure(&entry.figure.key),
                    words: &entry.figure.label,
                })
                .collect();
            let others = figures.len().saturating_sub(links.len());
            EventView { figures: links, others, ..self.event(event) }
        });
        list.collect()
    }

    /// Returns those of `sequences` that have an entry, once each.
    pub(crate) fn known(&self, sequences: &[u64]) -> Vec<u64> {
        let wanted: BTreeSet<u64> = sequences.iter().copied().collect();
        wanted.into_iter().filter(|sequence| self.position(*sequence).is_some()).collect()
    }

    fn is_printed(&self, key: &FigureKey) -> bool {
        self.uses.contains_key(key)
    }

    fn position(&self, sequence: u64) -> Option<usize> {
        self.events.binary_search_by_key(&sequence, |event| event.sequence).ok()
    }

    fn figure(&self, entry: &'a FigureEntry) -> FigureView<'a> {
        let figure = &entry.figure;
        let trail = self.context.trail.as_ref();
        let sequences = trail.map_or(&[][..], |trail: &Trail| trail.sources(&figure.key));
        let (told, spans) = self.listed(sequences);
        FigureView {
            anchor: anchor::of_figure(&figure.key),
            key: figure.key.as_str(),
            label: &figure.label,
            value: value(&figure.value),
            base: figure.value.ratio().map_or("", |ratio| ratio.base()),
            formula: &figure.formula,
            count: entry.events,
            told,
            spans,
            uses: self.uses.get(&figure.key).cloned().unwrap_or_default(),
        }
    }

    /// Joins events that follow each other in the list.
    fn spans(&self, sequences: &[u64]) -> Vec<Span> {
        let mut spans: Vec<(usize, Span)> = Vec::new();
        for sequence in sequences {
            let Some(at) = self.position(*sequence) else { continue };
            match spans.last_mut() {
                Some((before, span)) if *before + 1 == at => {
                    *before = at;
                    span.last = *sequence;
                    span.count += 1;
                }
                _ => spans.push((at, Span { first: *sequence, last: *sequence, count: 1 })),
            }
        }
        spans.into_iter().map(|(_, span)| span).collect()
    }

    fn event(&self, event: &'a EventEntry) -> EventView<'a> {
        let payment = self.payments.get(&event.sequence);
        let proofs = self.context.evidence.iter().filter(|file| file.target == event.sequence);
        EventView {
            sequence: event.sequence,
            anchor: anchor::of_event(event.sequence),
            date: event.date.to_string(),
            sentence: &event.sentence,
            origin: event.origin.as_deref(),
            voucher: payment.map(|payment| payment.voucher.as_str()),
            amount: payment.map(|payment| yuan(payment.amount)),
            proofs: proofs
                .map(|file| Proof { name: &file.file_name, digest: &file.digest })
                .collect(),
            figures: Vec::new(),
            others: 0,
        }
    }
}

/// Prints a figure's value with its unit.
fn value(value: &FigureValue) -> String {
    match value {
        FigureValue::Money(amount) => format!("{}元", yuan(*amount)),
        FigureValue::Quantity(quantity) => {
            format!("{}{}", with_thousands(&plain(quantity.value)), quantity.unit)
        }
        FigureValue::Ratio(ratio) => rate(ratio),
    }
}

/// Prints a rate in per cent, or `—` where there is nothing to divide by.
pub(crate) fn rate(ratio: &Ratio) -> String {
    ratio
        .percent(RATE_PLACES)
        .map_or_else(|| "—".to_owned(), |rate| format!("{}%", fixed(rate, RATE_PLACES)))
}

/// Prints an amount in yuan.
pub(crate) fn yuan(amount: Money) -> String {
    with_thousands(&fixed(amount.yuan(), 2))
}

/// Prints a number without needless zeros.
pub(crate) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}
