//! Everything in an event that a person could remember: its sentence, and what the sentence leaves
//! out.

use taizhang_ledger::core::code::CodeTable;
use taizhang_ledger::core::event::{BudgetLine, Event};
use taizhang_ledger::core::{FiscalYear, Money};
use taizhang_ledger::{LoggedEvent, sentence};

/// Returns the searchable text of an event.
pub(super) fn text_of(logged: &LoggedEvent) -> String {
    let recorded = &logged.recorded;
    let mut text = format!("{} {} ", recorded.occurred_on, recorded.operator);
    text.push_str(&sentence(&recorded.event));
    add(&mut text, &recorded.event, logged.stream.year);
    text
}

fn add(text: &mut String, event: &Event, year: FiscalYear) {
    let mut push = |more: &str| {
        text.push(' ');
        text.push_str(more);
    };
    match event {
        Event::OriginalBudgetApproved(grant) | Event::BudgetSupplemented(grant) => {
            push(&grant.memo);
            push(&line(&grant.line, year));
        }
        Event::CarryOverBroughtIn(carried) => {
            push(&carried.memo);
            push(&line(&carried.line, year));
        }
        Event::BudgetReduced(cut)
        | Event::AllotmentWithdrawn(cut)
        | Event::AllotmentFrozen(cut)
        | Event::AllotmentReleased(cut) => {
            push(&cut.memo);
            push(&line(&cut.line, year));
        }
        Event::VirementMade(moved) => {
            push(&moved.memo);
            push(&line(&moved.from, year));
            push(&line(&moved.to, year));
        }
        Event::DisbursementMade(payment) => {
            push(&payment.line.name);
            push(CodeTable::economics().name(year, payment.economic.as_str()));
            push(payment.three_public.map_or("", |kind| kind.name()));
            push(payment.activity.as_ref().map_or("", |activity| activity.as_str()));
        }
        Event::DisbursementReturned(back) => {
            push(&back.disbursement.memo);
            push(&back.disbursement.payee);
            push(&back.disbursement.line.name);
        }
        Event::Reversed(reversal) => add(text, &reversal.event, year),
        Event::NarrativeWritten(narrative) => push(&narrative.markdown),
        Event::NarrativeReviewed(review) => push(&review.remark),
        Event::ActivityRecorded(activity) => {
            push(&activity.kind);
            push(&activity.place);
        }
        Event::ActivityCorrected(correction) => {
            push(&correction.now.kind);
            push(&correction.now.place);
        }
        Event::IndicatorDeclared(indicator) => {
            push(&indicator.level1);
            push(&indicator.level2);
            push(&indicator.document.as_ref().map_or_else(String::new, |d| d.number.to_string()));
        }
        Event::DeviationExplained(deviation) => push(&deviation.corrective_action),
        Event::EvidenceAttached(evidence) => push(&evidence.memo),
        Event::BureauScored(score) => push(&score.remark),
        Event::SelfEvaluationReviewed(review) => push(&review.remark),
        _ => {}
    }
}

fn line(line: &BudgetLine, year: FiscalYear) -> String {
    format!(
        "{} {} {} {} {} {}",
        line.name,
        line.category.project().map_or("", |project| project.name.as_str()),
        line.function,
        CodeTable::functions().name(year, line.function.as_str()),
        line.economic,
        CodeTable::economics().name(year, line.economic.as_str()),
    )
}

/// Returns the amounts an event states, in yuan.
pub(super) fn amounts_of(event: &Event) -> Vec<Money> {
    match event {
        Event::OriginalBudgetApproved(grant) | Event::BudgetSupplemented(grant) => {
            vec![grant.amount]
        }
        Event::CarryOverBroughtIn(carried) => vec![carried.amount],
        Event::BudgetReduced(cut)
        | Event::AllotmentWithdrawn(cut)
        | Event::AllotmentFrozen(cut)
        | Event::AllotmentReleased(cut) => vec![cut.amount],
        Event::VirementMade(moved) => vec![moved.amount],
        Event::DisbursementMade(payment) => vec![payment.amount],
        Event::DisbursementReturned(back) => vec![back.amount],
        Event::Reversed(reversal) => amounts_of(&reversal.event),
        Event::AssetsRecorded(holding) => vec![holding.gross_value, holding.net_book_value],
        Event::Reconciled(compared) => vec![compared.shown_outturn, compared.ledger_outturn],
        _ => Vec::new(),
    }
}
