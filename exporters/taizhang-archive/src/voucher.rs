//! Movements of money grouped into vouchers.

use std::collections::BTreeMap;

use taizhang_export::{EvidenceEntry, ExpenditureEntry, ExportContext};

/// What a movement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Movement {
    Payment,
    Return,
    Reversal,
}

/// One voucher: the movements of one kind, number and day.
#[derive(Clone, Debug)]
pub(crate) struct Voucher<'a> {
    pub(crate) movement: Movement,
    /// In ledger order; there is at least one.
    pub(crate) entries: Vec<&'a ExpenditureEntry>,
    /// What the movements take back, one for each entry of a return or reversal.
    pub(crate) targets: Vec<Option<&'a ExpenditureEntry>>,
    /// Evidence of the movements, in ledger order.
    pub(crate) evidence: Vec<&'a EvidenceEntry>,
}

impl Movement {
    fn of(entry: &ExpenditureEntry) -> Self {
        match entry.kind.as_str() {
            "退回" => Self::Return,
            "红字" => Self::Reversal,
            _ => Self::Payment,
        }
    }
}

impl<'a> Voucher<'a> {
    /// Groups all movements of the year, in the order of each voucher's first movement.
    pub(crate) fn all(context: &'a ExportContext) -> Vec<Self> {
        let by_sequence: BTreeMap<u64, &ExpenditureEntry> =
            context.expenditures.iter().map(|entry| (entry.sequence, entry)).collect();
        let mut evidence: BTreeMap<u64, Vec<&EvidenceEntry>> = BTreeMap::new();
        for proof in &context.evidence {
            evidence.entry(proof.target).or_default().push(proof);
        }
        let mut places = BTreeMap::new();
        let mut vouchers: Vec<Self> = Vec::new();
        for entry in &context.expenditures {
            let movement = Movement::of(entry);
            let key = (movement, entry.voucher.as_str(), entry.date);
            let place = *places.entry(key).or_insert(vouchers.len());
            if place == vouchers.len() {
                vouchers.push(Self {
                    movement,
                    entries: Vec::new(),
                    targets: Vec::new(),
                    evidence: Vec::new(),
                });
            }
            let Some(voucher) = vouchers.get_mut(place) else { continue };
            voucher.entries.push(entry);
            voucher.targets.push(entry.target.and_then(|at| by_sequence.get(&at).copied()));
            voucher.evidence.extend(evidence.remove(&entry.sequence).unwrap_or_default());
        }
        vouchers
    }

    /// Returns the first movement, which gives the voucher its number, day and words.
    pub(crate) fn first(&self) -> &'a ExpenditureEntry {
        self.entries.first().copied().expect("a voucher is made for a movement")
    }
}
