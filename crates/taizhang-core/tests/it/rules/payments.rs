//! Payments, and the comparison with the provincial system.

use taizhang_core::Money;
use taizhang_core::book::{Command, Compared, Field, Payment, Refusal};
use taizhang_core::code::CodeTable;
use taizhang_core::event::{ComparedNumbers, Disbursement, Event, PaymentMethod, Reconciliation};
use taizhang_testutils::builders::{
    Story, activity, cut, operating, original, paid, payment, personnel, project, year, yuan,
};

use super::{accept, refuse};

/// The day of every command here.
const ON: &str = "2022-06-30";

/// A year with 100 yuan on each of the personnel, operating and project lines.
fn funded() -> Story {
    Story::opened()
        .with("2022-01-10", original(personnel(), "100.00"))
        .with("2022-01-10", original(operating(), "100.00"))
        .with("2022-01-10", original(project(), "100.00"))
}

/// Asks for what `made` says was paid.
fn pay(made: &Disbursement) -> Payment {
    Payment {
        line: made.line.id.clone(),
        economic: Some(made.economic.clone()),
        amount: made.amount,
        payee: made.payee.clone(),
        voucher: made.voucher.clone(),
        payment_id: made.payment_id.clone(),
        memo: made.memo.clone(),
        method: made.method,
        three_public: made.three_public,
        procurement: made.procurement,
        activity: made.activity.clone(),
    }
}

fn wage(amount: &str) -> Disbursement {
    payment(personnel(), "30101", amount)
}

fn short_of(requested: &str, available: &str) -> Refusal {
    let (requested, available) = (yuan(requested), yuan(available));
    Refusal::InsufficientAllotment { line: personnel().id, requested, available }
}

/// 不得超指标支付 (design, rules never to break; domain data 5, rule 7).
#[test]
fn a_payment_stays_within_the_line() {
    let made = Event::DisbursementMade(wage("100.00"));
    accept(&funded(), ON, Command::Disburse(pay(&wage("100.00"))), made);
    let command = Command::Disburse(pay(&wage("100.01")));
    refuse(&funded(), ON, command, short_of("100.01", "100.00"));
}

#[test]
fn spent_and_frozen_authority_is_not_available() {
    let story = funded()
        .with("2022-02-01", paid(personnel(), "30101", "40.00"))
        .with("2022-03-01", Event::AllotmentFrozen(cut(personnel(), "25.00")));
    let made = Event::DisbursementMade(wage("35.00"));
    accept(&story, ON, Command::Disburse(pay(&wage("35.00"))), made);
    refuse(&story, ON, Command::Disburse(pay(&wage("35.01"))), short_of("35.01", "35.00"));
}

#[test]
fn amounts_are_above_zero() {
    let accepted = Event::DisbursementMade(wage("0.01"));
    accept(&funded(), ON, Command::Disburse(pay(&wage("0.01"))), accepted);
    for amount in ["0.00", "-0.01"] {
        let command = Command::Disburse(pay(&wage(amount)));
        refuse(&funded(), ON, command, Refusal::AmountNotPositive(yuan(amount)));
    }
}

#[test]
fn a_payment_names_payee_voucher_and_purpose() {
    let blank = || " ".to_owned();
    for (request, field) in [
        (Payment { payee: blank(), ..pay(&wage("1.00")) }, Field::Payee),
        (Payment { voucher: blank(), ..pay(&wage("1.00")) }, Field::Voucher),
        (Payment { memo: blank(), ..pay(&wage("1.00")) }, Field::Memo),
        (Payment { payment_id: Some(blank()), ..pay(&wage("1.00")) }, Field::PaymentId),
    ] {
        refuse(&funded(), ON, Command::Disburse(request), Refusal::Empty(field));
    }
}

/// A line break in a payee would break the lists, the CSV returns and the report.
#[test]
fn a_payments_words_stay_on_their_line() {
    for (payee, memo, field, character) in [
        ("张\n三", "办公", Field::Payee, '\n'),
        ("张三", "办公\u{7}", Field::Memo, '\u{7}'),
        ("张三", "办\t公", Field::Memo, '\t'),
    ] {
        let (payee, memo) = (payee.to_owned(), memo.to_owned());
        let request = Payment { payee, memo, ..pay(&wage("1.00")) };
        let refusal = Refusal::ControlCharacter { field, character };
        refuse(&funded(), ON, Command::Disburse(request), refusal);
    }
}

#[test]
fn a_payment_is_charged_to_a_known_line() {
    let request = Payment { line: "2022-404".parse().unwrap(), ..pay(&wage("1.00")) };
    let refusal = Refusal::UnknownLine {
        line: request.line.clone(),
        known: vec![personnel().id, operating().id, project().id],
    };
    refuse(&funded(), ON, Command::Disburse(request), refusal);
}

#[test]
fn a_payment_without_a_code_takes_that_of_its_line() {
    let made = payment(project(), "30201", "1.00");
    let request = Payment { economic: None, ..pay(&made) };
    accept(&funded(), ON, Command::Disburse(request), Event::DisbursementMade(made));
}

#[test]
fn a_payments_code_lies_within_its_line() {
    for (line, economic) in [(personnel(), "30101"), (project(), "30201"), (project(), "3020101")] {
        let made = payment(line, economic, "1.00");
        let command = Command::Disburse(pay(&made));
        accept(&funded(), ON, command, Event::DisbursementMade(made));
    }
    for (line, economic) in [(personnel(), "30201"), (project(), "30202"), (project(), "302")] {
        let command = Command::Disburse(pay(&payment(line.clone(), economic, "1.00")));
        let refusal = Refusal::EconomicOutsideLine {
            line: line.id,
            allowed: line.economic,
            economic: economic.parse().unwrap(),
        };
        refuse(&funded(), ON, command, refusal);
    }
}

/// A class (类) is too coarse for the books, whether it is typed or comes from the line.
#[test]
fn a_payment_carries_a_section() {
    let coarse = pay(&payment(personnel(), "301", "1.00"));
    let refusal = || Refusal::EconomicTooCoarse("301".parse().expect("tests state valid codes"));
    refuse(&funded(), ON, Command::Disburse(coarse.clone()), refusal());
    let inherited = Payment { economic: None, ..coarse };
    refuse(&funded(), ON, Command::Disburse(inherited), refusal());
}

#[test]
fn a_payments_code_is_in_the_years_list() {
    let unknown = CodeTable::economics().find(year(), "30277").expect_err("the list lacks it");
    let command = Command::Disburse(pay(&payment(operating(), "30277", "1.00")));
    refuse(&funded(), ON, command, Refusal::UnknownCode(unknown));
}

#[test]
fn a_payment_for_an_activity_needs_the_activity() {
    let made = Disbursement {
        activity: Some("A1".parse().unwrap()),
        method: PaymentMethod::Authorised,
        ..payment(project(), "30201", "1.00")
    };
    let refusal = Refusal::UnknownActivity("A1".parse().unwrap());
    refuse(&funded(), ON, Command::Disburse(pay(&made)), refusal);
    let story = funded().with("2022-06-01", Event::ActivityRecorded(activity("A1", "100")));
    accept(&story, ON, Command::Disburse(pay(&made)), Event::DisbursementMade(made));
}

#[test]
fn a_difference_to_the_provincial_system_is_explained() {
    let compare = |shown: Money, numbers: Option<ComparedNumbers>, explanation: &str| {
        Command::Reconcile(Compared {
            line: Some(personnel().id),
            shown_outturn: shown,
            ledger_outturn: yuan("100.00"),
            explanation: explanation.to_owned(),
            numbers,
            lists: Vec::new(),
        })
    };
    let recorded = |shown: Money, compared: Option<ComparedNumbers>, explanation: &str| {
        Event::Reconciled(Reconciliation {
            line: Some(personnel()),
            shown_outturn: shown,
            ledger_outturn: yuan("100.00"),
            explanation: explanation.to_owned(),
            compared,
            lists: Vec::new(),
        })
    };
    let (same, other) = (yuan("100.00"), yuan("99.99"));
    let matched = ComparedNumbers { matched: 3, ..ComparedNumbers::default() };
    // Two differing numbers whose amounts cancel out are a difference too.
    let crossed = ComparedNumbers { only_here: 1, only_there: 1, ..matched };
    for (shown, numbers, explanation) in [
        (same, None, ""),
        (other, None, "在途"),
        (same, Some(matched), ""),
        (same, Some(crossed), "换号"),
    ] {
        let event = recorded(shown, numbers, explanation);
        accept(&funded(), ON, compare(shown, numbers, explanation), event);
    }
    let refusal = Refusal::DifferenceUnexplained { ledger: yuan("100.00"), shown: other };
    refuse(&funded(), ON, compare(other, None, " "), refusal);
    refuse(&funded(), ON, compare(same, Some(crossed), " "), Refusal::NumbersUnexplained(2));
}

#[test]
fn a_comparison_concerns_known_lines_or_all() {
    let compare = |line| {
        Command::Reconcile(Compared {
            line,
            shown_outturn: Money::ZERO,
            ledger_outturn: Money::ZERO,
            explanation: String::new(),
            numbers: None,
            lists: Vec::new(),
        })
    };
    let all = Event::Reconciled(Reconciliation {
        line: None,
        shown_outturn: Money::ZERO,
        ledger_outturn: Money::ZERO,
        explanation: String::new(),
        compared: None,
        lists: Vec::new(),
    });
    accept(&Story::opened(), ON, compare(None), all);
    let refusal = Refusal::UnknownLine { line: personnel().id, known: Vec::new() };
    refuse(&Story::opened(), ON, compare(Some(personnel().id)), refusal);
}
