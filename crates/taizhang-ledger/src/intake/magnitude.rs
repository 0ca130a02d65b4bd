//! Payments that are far larger than the others of their budget line: 元 where 万元 stood, a nought too many.

use std::collections::BTreeMap;

use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_core::ids::LineId;

use super::keyed::KeyedRows;
use super::paid::Paid;

/// How many times the median of its line a payment must be to be asked about.
const FAR: u32 = 1_000;

/// The amounts of each line, in order.
pub(super) struct Magnitudes {
    lines: BTreeMap<LineId, Vec<Money>>,
}

impl Magnitudes {
    /// Joins what the ledger has paid and the payments of an import; `is_known` tells, in the order of judging, which
    /// of them the ledger has.
    pub(super) fn of(paid: Paid, rows: &KeyedRows, is_known: &[bool]) -> Self {
        let Paid { mut lines, .. } = paid;
        for (row, is_known) in rows.in_order().zip(is_known) {
            match &row.draft.command {
                Command::Disburse(payment) if !is_known => {
                    let amounts = lines.entry(payment.line.clone()).or_default();
                    amounts.push(payment.amount);
                }
                _ => {}
            }
        }
        for amounts in lines.values_mut() {
            amounts.sort_unstable();
        }
        Self { lines }
    }

    /// Returns the median of the other payments of a line, if a payment of the import is at least
    /// a thousand times that. Of an even number the lower one of the middle counts.
    pub(super) fn far_above(&self, command: &Command) -> Option<Money> {
        let Command::Disburse(payment) = command else { return None };
        let amounts = self.lines.get(&payment.line)?;
        // The payment itself is above the median, so taking it out moves nothing below.
        let middle = amounts.len().checked_sub(2)?.checked_div(2)?;
        let median = amounts.get(middle).filter(|median| median.is_positive())?;
        let is_far = payment.amount.yuan() >= median.yuan().saturating_mul(FAR.into());
        is_far.then_some(*median)
    }
}
