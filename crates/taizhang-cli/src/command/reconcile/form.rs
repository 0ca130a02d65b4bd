//! The JSON form of what `reconcile FILE` found.

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::Money;
use taizhang_ledger::import::kind::StatementRow;
use taizhang_ledger::{Comparison, Difference, Finding, ToldApart, ToldBy};

use super::super::recorded::EventJson;
use crate::ExitCode;
use crate::error::{Failure, Problem};

/// The JSON form of a comparison; amounts are yuan.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ComparisonJson {
    ok: bool,
    /// The exit code of the process.
    exit_code: u8,
    /// Why the comparison is not recorded, as a failure says it.
    errors: Vec<Problem>,
    dry_run: bool,
    shown: Money,
    ledger: Money,
    matched: usize,
    matched_amount: Money,
    /// Of the matched ones those whose number does not say the kind of its voucher, and may have been several.
    told_apart: Vec<ToldApartJson>,
    months: Vec<MonthJson>,
    differences: Vec<DifferenceJson>,
    /// Rows of the list after the day, which were not compared.
    later: LeftJson,
    /// Rows whose state does not say that they were paid, which were not compared.
    unsettled: LeftJson,
    /// Rows that say of themselves that they may be no payments, which a person left out.
    skipped: LeftJson,
    events: Vec<EventJson>,
}

/// Rows of a list that are not compared; the amount is yuan.
#[derive(Clone, Copy, Serialize, JsonSchema)]
pub(super) struct LeftJson {
    pub(super) rows: usize,
    pub(super) amount: Money,
}

impl LeftJson {
    pub(super) fn of<'r>(
        rows: impl Iterator<Item = &'r StatementRow> + Clone,
    ) -> Result<Self, Failure> {
        let amount = Money::sum(rows.clone().map(|row| row.amount))?;
        Ok(Self { rows: rows.count(), amount })
    }
}

/// What of a list is not compared.
#[derive(Clone, Copy)]
pub(super) struct Left {
    pub(super) later: LeftJson,
    pub(super) unsettled: LeftJson,
    pub(super) skipped: LeftJson,
}

#[derive(Serialize, JsonSchema)]
struct MonthJson {
    month: i8,
    shown: Money,
    ledger: Money,
}

#[derive(Serialize, JsonSchema)]
struct DifferenceJson {
    date: String,
    number: String,
    finding: &'static str,
    /// Where the number does not say the kind of its voucher: what it may be on the other side.
    may_be: Vec<String>,
    /// The ledger's day, where it has the number in another month.
    ledger_date: Option<String>,
    shown: Money,
    ledger: Money,
}

/// A number that does not say the kind of its voucher, and what it was found to be; amounts are yuan.
#[derive(Serialize, JsonSchema)]
struct ToldApartJson {
    date: String,
    /// The list's numbers.
    shown: Vec<String>,
    /// The ledger's numbers.
    ledger: Vec<String>,
    amount: Money,
    /// By what: `amount`, `payee`, `day`, `sum` or `lines`.
    by: &'static str,
}

impl From<&ToldApart> for ToldApartJson {
    fn from(found: &ToldApart) -> Self {
        let ToldApart { on, shown, ledger, amount, by } = found;
        let by = match by {
            ToldBy::Amount => "amount",
            ToldBy::Payee => "payee",
            ToldBy::Day => "day",
            ToldBy::Sum => "sum",
            ToldBy::Lines => "lines",
        };
        let (shown, ledger) = (shown.clone(), ledger.clone());
        Self { date: on.to_string(), shown, ledger, amount: *amount, by }
    }
}

impl From<&Difference> for DifferenceJson {
    fn from(row: &Difference) -> Self {
        let (finding, may_be) = match &row.finding {
            Finding::OnlyHere => ("only_here", &[][..]),
            Finding::OnlyThere => ("only_there", &[][..]),
            Finding::AmountDiffers => ("amount_differs", &[][..]),
            Finding::MonthDiffers(_) => ("month_differs", &[][..]),
            Finding::Unclear { .. } => ("unclear", &[][..]),
            Finding::MayBeHere(numbers) | Finding::MayBeThere(numbers) => {
                ("unclear", numbers.as_slice())
            }
        };
        let ledger_date = match row.finding {
            Finding::MonthDiffers(on) => Some(on.to_string()),
            _ => None,
        };
        Self {
            date: row.on.to_string(),
            number: row.number.clone(),
            finding,
            may_be: may_be.to_vec(),
            ledger_date,
            shown: row.shown,
            ledger: row.ledger,
        }
    }
}

pub(super) fn json(
    comparison: &Comparison,
    dry_run: bool,
    Left { later, unsettled, skipped }: Left,
    recorded: Result<Vec<EventJson>, Vec<Problem>>,
) -> ComparisonJson {
    ComparisonJson {
        ok: recorded.is_ok(),
        exit_code: if recorded.is_ok() { ExitCode::Success } else { ExitCode::Refused } as u8,
        errors: recorded.as_ref().err().cloned().unwrap_or_default(),
        dry_run,
        shown: comparison.shown,
        ledger: comparison.ledger,
        matched: comparison.matched,
        matched_amount: comparison.matched_amount,
        months: comparison
            .months
            .iter()
            .map(|(month, sums)| MonthJson {
                month: *month,
                shown: sums.shown,
                ledger: sums.ledger,
            })
            .collect(),
        told_apart: comparison.told_apart.iter().map(ToldApartJson::from).collect(),
        differences: comparison.differences.iter().map(DifferenceJson::from).collect(),
        later,
        unsettled,
        skipped,
        events: recorded.unwrap_or_default(),
    }
}
