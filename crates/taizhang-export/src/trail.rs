//! From figures to events, for exporters that show it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use taizhang_core::figure::FigureKey;

/// Which events each figure rests on, and what those events say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Trail {
    /// Every event behind some figure or other number of report and form, by sequence.
    pub events: Vec<EventEntry>,
    /// Sequences of the events behind each figure, ascending; a figure without events is missing.
    pub sources: BTreeMap<FigureKey, Vec<u64>>,
}

/// An event as one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventEntry {
    /// Place in the ledger.
    pub sequence: u64,
    /// Business date.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub date: Date,
    /// What happened, in Chinese.
    pub sentence: String,
    /// Where it was imported from, in Chinese: file, sheet and rows; none if it was not.
    pub origin: Option<String>,
}

impl Trail {
    /// Returns the sequences behind a figure.
    pub fn sources(&self, key: &FigureKey) -> &[u64] {
        self.sources.get(key).map_or(&[], Vec::as_slice)
    }

    /// Finds an event by its sequence.
    pub fn event(&self, sequence: u64) -> Option<&EventEntry> {
        let at = self.events.binary_search_by_key(&sequence, |event| event.sequence).ok()?;
        self.events.get(at)
    }
}
