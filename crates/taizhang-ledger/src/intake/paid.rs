//! What the ledger has paid so far, which tells what is usual.

use std::collections::BTreeMap;

use taizhang_core::Money;
use taizhang_core::event::Event;
use taizhang_core::ids::LineId;
use taizhang_import::same_words::bare;

use super::undone::Undone;
use crate::LoggedEvent;

/// The amounts of each payee and of each budget line, in order.
pub(super) struct Paid {
    /// By names without what is written differently.
    pub(super) payees: BTreeMap<String, Vec<Money>>,
    pub(super) lines: BTreeMap<LineId, Vec<Money>>,
}

impl Paid {
    /// Collects the ledger's payments, less those of undone imports.
    pub(super) fn of(events: &[LoggedEvent], undone: &Undone) -> Self {
        let mut payees: BTreeMap<String, Vec<Money>> = BTreeMap::new();
        let mut lines: BTreeMap<LineId, Vec<Money>> = BTreeMap::new();
        for logged in events.iter().filter(|logged| !undone.holds(logged)) {
            if let Event::DisbursementMade(payment) = &logged.recorded.event {
                payees.entry(bare(&payment.payee)).or_default().push(payment.amount);
                lines.entry(payment.line.id.clone()).or_default().push(payment.amount);
            }
        }
        payees.values_mut().chain(lines.values_mut()).for_each(|amounts| amounts.sort_unstable());
        Self { payees, lines }
    }
}
