//! Money that comes back, and red-letter reversals.

use taizhang_core::book::{Command, Field, Refusal};
use taizhang_core::event::{
    ActivityCorrection, Event, MonthLock, Recorded, Submission, YearClosing, YearReopening,
};
use taizhang_testutils::builders::{
    Story, activity, cut, day, decimal, original, paid, personnel, reduced, returned, reversed,
    yuan,
};

use super::{accept, refuse};

/// A year with 100 yuan given (event 3) and 60 of them paid on 1 March (event 4).
fn with_payment() -> Story {
    Story::opened()
        .with("2022-01-10", original(personnel(), "100.00"))
        .with("2022-03-01", paid(personnel(), "30101", "60.00"))
}

fn give_back(target: &Recorded, amount: &str) -> Command {
    Command::ReturnDisbursement {
        target: Box::new(target.clone()),
        amount: yuan(amount),
        voucher: "0002".to_owned(),
        reason: "账号有误".to_owned(),
    }
}

fn reverse(target: &Recorded) -> Command {
    Command::Reverse { target: Box::new(target.clone()), reason: "记错".to_owned() }
}

#[test]
fn at_most_what_was_paid_comes_back() {
    let story = with_payment();
    let payment = story.event(4);
    accept(&story, "2022-03-05", give_back(payment, "60.00"), returned(payment, "60.00"));
    let refusal = |requested, outstanding| Refusal::ReturnExceedsPayment {
        target: payment.sequence,
        requested: yuan(requested),
        outstanding: yuan(outstanding),
    };
    refuse(&story, "2022-03-05", give_back(payment, "60.01"), refusal("60.01", "60.00"));
    let partly = story.clone().with("2022-03-04", returned(payment, "50.00"));
    accept(&partly, "2022-03-05", give_back(payment, "10.00"), returned(payment, "10.00"));
    refuse(&partly, "2022-03-05", give_back(payment, "10.01"), refusal("10.01", "10.00"));
}

#[test]
fn a_reversed_return_is_outstanding_again() {
    let story = with_payment();
    let payment = story.event(4).clone();
    let story = story
        .with("2022-03-04", returned(&payment, "50.00"))
        .then("2022-03-05", |story| reversed(story.last()));
    accept(&story, "2022-03-06", give_back(&payment, "60.00"), returned(&payment, "60.00"));
}

#[test]
fn returned_authority_can_be_spent_again() {
    let story = with_payment();
    let payment = story.event(4).clone();
    let story = story.with("2022-03-04", returned(&payment, "60.00"));
    assert_eq!(story.book().available(&personnel().id), Ok(yuan("100.00")));
}

#[test]
fn a_return_names_payment_voucher_and_reason() {
    let story = with_payment();
    let (grant, payment) = (story.event(3), story.event(4));
    let refusal = Refusal::NotAPayment(grant.sequence);
    refuse(&story, "2022-03-05", give_back(grant, "1.00"), refusal);
    let refusal = Refusal::AmountNotPositive(yuan("0.00"));
    refuse(&story, "2022-03-05", give_back(payment, "0.00"), refusal);
    let with = |voucher: &str, reason: &str| Command::ReturnDisbursement {
        target: Box::new(payment.clone()),
        amount: yuan("1.00"),
        voucher: voucher.to_owned(),
        reason: reason.to_owned(),
    };
    refuse(&story, "2022-03-05", with("", "账号有误"), Refusal::Empty(Field::Voucher));
    refuse(&story, "2022-03-05", with("0002", ""), Refusal::Empty(Field::Reason));
}

#[test]
fn what_follows_is_not_dated_before() {
    let story = with_payment();
    let payment = story.event(4);
    accept(&story, "2022-03-01", give_back(payment, "1.00"), returned(payment, "1.00"));
    accept(&story, "2022-03-01", reverse(payment), reversed(payment));
    let refusal = || Refusal::BeforeTarget {
        date: day("2022-02-28"),
        target: payment.sequence,
        target_date: day("2022-03-01"),
    };
    refuse(&story, "2022-02-28", give_back(payment, "1.00"), refusal());
    refuse(&story, "2022-02-28", reverse(payment), refusal());
}

/// Each event is reversed at most once, and a reversal is not reversed (会计基础工作规范 art. 51,
/// article number unverified; domain data 5, rule 4).
#[test]
fn nothing_is_reversed_twice() {
    let story = with_payment().then("2022-03-05", |story| reversed(story.event(4)));
    let payment = story.event(4);
    let refusal = || Refusal::AlreadyReversed(payment.sequence);
    refuse(&story, "2022-03-06", reverse(payment), refusal());
    refuse(&story, "2022-03-06", give_back(payment, "1.00"), refusal());
    let reversal = story.event(5);
    let refusal = Refusal::NotReversible { sequence: reversal.sequence, kind: "reversed" };
    refuse(&story, "2022-03-06", reverse(reversal), refusal);
}

#[test]
fn a_reversal_has_a_reason() {
    let story = with_payment();
    let target = Box::new(story.event(4).clone());
    let command = Command::Reverse { target, reason: " ".to_owned() };
    refuse(&story, "2022-03-05", command, Refusal::Empty(Field::Reason));
}

#[test]
fn milestones_and_proceedings_are_not_reversed() {
    let close = YearClosing { head_hash: String::new(), balances: Vec::new() };
    let reopening = YearReopening { reason: "漏记".to_owned() };
    let submission = Submission { pack: "national".to_owned(), score: decimal("98") };
    let story = Story::opened()
        .with("2022-12-30", Event::MonthLocked(MonthLock { month: 1 }))
        .with("2022-12-31", Event::YearClosed(close))
        .with("2023-01-05", Event::YearReopened(reopening))
        .with("2023-01-06", Event::SelfEvaluationSubmitted(submission));
    for (at, kind) in [
        (1, "unit_registered"),
        (2, "year_opened"),
        (3, "month_locked"),
        (4, "year_closed"),
        (5, "year_reopened"),
        (6, "self_evaluation_submitted"),
    ] {
        let target = story.event(at);
        let refusal = Refusal::NotReversible { sequence: target.sequence, kind };
        refuse(&story, "2023-01-07", reverse(target), refusal);
    }
}

/// A payment part of which came back is taken back step by step.
#[test]
fn a_payment_with_returns_is_not_reversed_whole() {
    let story = with_payment();
    let payment = story.event(4).clone();
    let story = story.with("2022-03-04", returned(&payment, "10.00"));
    let refusal = Refusal::HasReturns { target: payment.sequence, returned: yuan("10.00") };
    refuse(&story, "2022-03-05", reverse(&payment), refusal);
    let story = story.then("2022-03-05", |story| reversed(story.last()));
    accept(&story, "2022-03-06", reverse(&payment), reversed(&payment));
}

/// Authority that was spent cannot vanish by a reversal either (不得超指标支付).
#[test]
fn a_reversal_leaves_no_line_below_zero() {
    let story = with_payment();
    let refusal = Refusal::InsufficientAllotment {
        line: personnel().id,
        requested: yuan("100.00"),
        available: yuan("40.00"),
    };
    refuse(&story, "2022-03-05", reverse(story.event(3)), refusal);
    let cut_back = with_payment().with("2022-04-01", reduced(personnel(), "40.00"));
    let cut_event = cut_back.last();
    accept(&cut_back, "2022-04-02", reverse(cut_event), reversed(cut_event));
}

/// What was released cannot be released again by reversing the freeze: that would make 60 yuan
/// of authority out of nothing.
#[test]
fn a_reversed_freeze_frees_no_more_than_is_frozen() {
    let story = Story::opened()
        .with("2022-01-10", original(personnel(), "100.00"))
        .with("2022-02-01", Event::AllotmentFrozen(cut(personnel(), "100.00")))
        .with("2022-02-02", Event::AllotmentReleased(cut(personnel(), "60.00")));
    let freeze = story.event(4);
    let refusal = Refusal::InsufficientFrozen {
        line: personnel().id,
        requested: yuan("100.00"),
        frozen: yuan("40.00"),
    };
    refuse(&story, "2022-02-03", reverse(freeze), refusal);
    let untouched = Story::opened()
        .with("2022-01-10", original(personnel(), "100.00"))
        .with("2022-02-01", Event::AllotmentFrozen(cut(personnel(), "100.00")));
    accept(&untouched, "2022-02-03", reverse(untouched.event(4)), reversed(untouched.event(4)));
    let release = story.event(5);
    accept(&story, "2022-02-03", reverse(release), reversed(release));
}

#[test]
fn a_reversal_falls_into_an_unlocked_month() {
    let story = with_payment().with("2022-04-01", Event::MonthLocked(MonthLock { month: 3 }));
    let payment = story.event(4);
    refuse(&story, "2022-03-31", reverse(payment), Refusal::MonthLocked(3));
    accept(&story, "2022-04-02", reverse(payment), reversed(payment));
}

/// A correction is corrected once more; the activity itself is taken back by its first event.
#[test]
fn a_corrected_activity_can_still_be_taken_back() {
    let first = Story::opened().with("2022-09-30", Event::ActivityRecorded(activity("A1", "100")));
    let correction = ActivityCorrection {
        target: first.last().id,
        was: activity("A1", "100"),
        now: activity("A1", "120"),
        reason: "漏计".to_owned(),
    };
    let story = first.with("2022-10-01", Event::ActivityCorrected(correction));
    let (recorded, corrected) = (story.event(3), story.event(4));
    let refusal =
        Refusal::NotReversible { sequence: corrected.sequence, kind: "activity_corrected" };
    refuse(&story, "2022-10-02", reverse(corrected), refusal);
    accept(&story, "2022-10-02", reverse(recorded), reversed(recorded));
    let gone = story.clone().with("2022-10-02", reversed(recorded));
    assert_eq!(gone.book().activities().iter().count(), 0);
}
