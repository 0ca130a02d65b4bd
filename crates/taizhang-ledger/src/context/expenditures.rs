//! Every movement of money: payments, returns and red-letter reversals.

use std::collections::BTreeMap;

use taizhang_core::book::Book;
use taizhang_core::event::{Disbursement, Event};
use taizhang_core::ids::EventId;
use taizhang_core::{FiscalYear, Money};
use taizhang_export::ExpenditureEntry;

use super::{economic_code, function_code};
use crate::{LedgerError, LoggedEvent, Origins};

/// Lists the movements with their lines as `book` has them today, put right where that was done.
pub(super) fn entries(
    events: &[LoggedEvent],
    book: &Book,
    year: FiscalYear,
    origins: &mut Origins<'_>,
) -> Result<Vec<ExpenditureEntry>, LedgerError> {
    let sequences: BTreeMap<EventId, u64> =
        events.iter().map(|event| (event.recorded.id, event.recorded.sequence.get())).collect();
    let mut entries = Vec::new();
    for logged in events {
        if let Some(entry) = entry(logged, book, year, &sequences) {
            let origin = origins.of(logged)?.map(|origin| origin.to_string());
            entries.push(ExpenditureEntry { origin, ..entry });
        }
    }
    Ok(entries)
}

/// A movement as its event tells it: kind, payment, signed amount, voucher and words.
struct Movement<'a> {
    kind: &'static str,
    payment: &'a Disbursement,
    amount: Money,
    voucher: &'a str,
    memo: &'a str,
}

fn movement(event: &Event) -> Option<Movement<'_>> {
    match event {
        Event::DisbursementMade(payment) => Some(Movement {
            kind: "支付",
            payment,
            amount: payment.amount,
            voucher: &payment.voucher,
            memo: &payment.memo,
        }),
        Event::DisbursementReturned(back) => Some(Movement {
            kind: "退回",
            payment: &back.disbursement,
            amount: back.amount.negated(),
            voucher: &back.voucher,
            memo: &back.reason,
        }),
        Event::Reversed(reversal) => movement(&reversal.event).map(|reversed| Movement {
            kind: "红字",
            amount: reversed.amount.negated(),
            memo: &reversal.reason,
            ..reversed
        }),
        _ => None,
    }
}

/// Returns the event that a return or reversal takes back.
const fn target(event: &Event) -> Option<EventId> {
    match event {
        Event::DisbursementReturned(back) => Some(back.target),
        Event::Reversed(reversal) => Some(reversal.target),
        _ => None,
    }
}

fn entry(
    logged: &LoggedEvent,
    book: &Book,
    year: FiscalYear,
    sequences: &BTreeMap<EventId, u64>,
) -> Option<ExpenditureEntry> {
    let recorded = &logged.recorded;
    let movement = movement(&recorded.event)?;
    let payment = movement.payment;
    let line = book.line(&payment.line.id).unwrap_or(&payment.line);
    let project = line.category.project();
    Some(ExpenditureEntry {
        sequence: recorded.sequence.get(),
        id: recorded.id.to_string(),
        date: recorded.occurred_on,
        kind: movement.kind.to_owned(),
        voucher: movement.voucher.to_owned(),
        line: line.id.to_string(),
        category: line.category.name().to_owned(),
        project_code: project.map(|project| project.code.clone()),
        project_name: project.map(|project| project.name.clone()),
        fund: line.fund,
        function: function_code(year, line.function.as_str()),
        economic: economic_code(year, payment.economic.as_str()),
        amount: movement.amount,
        payee: payment.payee.clone(),
        memo: movement.memo.to_owned(),
        method: payment.method.name().to_owned(),
        three_public: payment.three_public.map(|kind| kind.name().to_owned()),
        procurement: payment.procurement,
        operator: recorded.operator.to_string(),
        recorded_on: logged.recorded_at.civil().date(),
        target: target(&recorded.event).and_then(|id| sequences.get(&id).copied()),
        origin: None,
    })
}
