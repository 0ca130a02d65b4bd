//! Events that tests give or expect.

use taizhang_core::event::{
    BudgetCut, BudgetGrant, BudgetLine, Disbursement, DisbursementReturn, Event, PaymentMethod,
    Recorded, Reversal, Virement,
};

use super::{document, yuan};

/// Returns authority of `amount` yuan given to `line`.
#[track_caller]
pub fn grant(line: BudgetLine, amount: &str) -> BudgetGrant {
    BudgetGrant { line, amount: yuan(amount), document: document(), memo: String::new() }
}

/// Returns authority of `amount` yuan taken from, or suspended on, `line`.
#[track_caller]
pub fn cut(line: BudgetLine, amount: &str) -> BudgetCut {
    BudgetCut { line, amount: yuan(amount), document: document(), memo: String::new() }
}

/// The original budget of a line.
#[track_caller]
pub fn original(line: BudgetLine, amount: &str) -> Event {
    Event::OriginalBudgetApproved(grant(line, amount))
}

/// A supplement.
#[track_caller]
pub fn supplemented(line: BudgetLine, amount: &str) -> Event {
    Event::BudgetSupplemented(grant(line, amount))
}

/// A reduction.
#[track_caller]
pub fn reduced(line: BudgetLine, amount: &str) -> Event {
    Event::BudgetReduced(cut(line, amount))
}

/// A virement.
#[track_caller]
pub fn virement(from: BudgetLine, to: BudgetLine, amount: &str) -> Event {
    let (amount, document) = (yuan(amount), document());
    Event::VirementMade(Virement { from, to, amount, document, memo: String::new() })
}

/// Returns a payment of `amount` yuan under `economic`.
#[track_caller]
pub fn payment(line: BudgetLine, economic: &str, amount: &str) -> Disbursement {
    Disbursement {
        line: line.into(),
        economic: economic.parse().expect("tests state valid codes"),
        amount: yuan(amount),
        payee: "县科协职工".to_owned(),
        voucher: "0001".to_owned(),
        payment_id: None,
        memo: "工资".to_owned(),
        method: PaymentMethod::Direct,
        three_public: None,
        procurement: false,
        activity: None,
    }
}

/// A payment.
#[track_caller]
pub fn paid(line: BudgetLine, economic: &str, amount: &str) -> Event {
    Event::DisbursementMade(payment(line, economic, amount))
}

/// The return of `amount` yuan of the payment `target`.
#[track_caller]
pub fn returned(target: &Recorded, amount: &str) -> Event {
    let Event::DisbursementMade(disbursement) = &target.event else {
        panic!("event {} is no payment", target.sequence.get());
    };
    Event::DisbursementReturned(DisbursementReturn {
        target: target.id,
        disbursement: disbursement.clone(),
        amount: yuan(amount),
        voucher: "0002".to_owned(),
        reason: "账号有误".to_owned(),
    })
}

/// The red-letter reversal of `target`.
pub fn reversed(target: &Recorded) -> Event {
    Event::Reversed(Reversal {
        target: target.id,
        target_occurred_on: target.occurred_on,
        event: Box::new(target.event.clone()),
        reason: "记错".to_owned(),
    })
}
