//! Review of texts, submission, approval, upload, receipt and the bureau's score.

use taizhang_core::book::{Act, Command, Field, Refusal, Step};
use taizhang_core::event::{
    BureauScore, Event, Narrative, NarrativeReview, Receipt, ReturnSubmission, Review,
    ReviewOutcome, Submission,
};
use taizhang_testutils::builders::{Story, day, decimal, operator};

use super::{accept, asked, check, refuse};

/// The day of every command here.
const ON: &str = "2023-01-20";

fn submission() -> Submission {
    Submission { pack: "national".to_owned(), score: decimal("98") }
}

fn review(outcome: ReviewOutcome, remark: &str) -> Review {
    Review { outcome, remark: remark.to_owned() }
}

fn upload() -> ReturnSubmission {
    ReturnSubmission { profile: "national".to_owned(), digest: "ab".to_owned() }
}

fn receipt(number: &str) -> Receipt {
    Receipt { number: number.to_owned() }
}

fn score() -> BureauScore {
    BureauScore { score: decimal("95"), remark: String::new() }
}

/// A year that 张三 submitted.
fn submitted() -> Story {
    Story::opened().with("2023-01-10", Event::SelfEvaluationSubmitted(submission()))
}

/// A year that 李四 answered.
fn answered(outcome: ReviewOutcome) -> Story {
    let mut story = submitted();
    let event = Event::SelfEvaluationReviewed(review(outcome, "见批注"));
    story.push_by("李四", day("2023-01-11"), event);
    story
}

fn by(name: &str, command: Command) -> Act {
    Act { by: operator(name), ..asked(ON, command) }
}

fn too_early(step: Step, needs: Step) -> Refusal {
    Refusal::StepTooEarly { step, needs }
}

#[test]
fn a_written_section_is_reviewed() {
    let text = Narrative { section: "duties".parse().unwrap(), markdown: "职责。".to_owned() };
    let story = Story::opened().with("2023-01-10", Event::NarrativeWritten(text));
    let reviewed = |section: &str| NarrativeReview {
        section: section.parse().expect("tests state valid keys"),
        remark: String::new(),
    };
    let command = Command::ReviewNarrative(reviewed("duties"));
    accept(&story, ON, command, Event::NarrativeReviewed(reviewed("duties")));
    let command = Command::ReviewNarrative(reviewed("outlook"));
    refuse(&story, ON, command, Refusal::Empty(Field::Text));
}

/// 经办 and 复核 are two people (会计法, article unverified; domain data 5, rule 6).
#[test]
fn the_reviewer_is_another_person() {
    let approval = || review(ReviewOutcome::Approved, "");
    let approved = Event::SelfEvaluationReviewed(approval());
    check(&submitted(), &by("李四", Command::Review(approval())), &Ok(vec![approved]));
    let refusal = Refusal::ReviewerIsSubmitter(operator("张三"));
    check(&submitted(), &by("张三", Command::Review(approval())), &Err(refusal));
}

#[test]
fn a_return_for_revision_says_why() {
    let act = |remark| by("李四", Command::Review(review(ReviewOutcome::Returned, remark)));
    let event = Event::SelfEvaluationReviewed(review(ReviewOutcome::Returned, "金额有误"));
    check(&submitted(), &act("金额有误"), &Ok(vec![event]));
    check(&submitted(), &act(""), &Err(Refusal::Empty(Field::Reason)));
}

#[test]
fn a_review_follows_a_submission() {
    let act = by("李四", Command::Review(review(ReviewOutcome::Approved, "")));
    let refusal = too_early(Step::Approval, Step::Submission);
    check(&Story::opened(), &act, &Err(refusal));
    let command = Command::Submit(submission());
    accept(&Story::opened(), ON, command, Event::SelfEvaluationSubmitted(submission()));
}

#[test]
fn an_upload_follows_an_approval() {
    let note = || Command::NoteReturn(upload());
    let refusal = || too_early(Step::ReturnSubmission, Step::Approval);
    accept(&answered(ReviewOutcome::Approved), ON, note(), Event::ReturnSubmitted(upload()));
    refuse(&Story::opened(), ON, note(), refusal());
    refuse(&submitted(), ON, note(), refusal());
    refuse(&answered(ReviewOutcome::Returned), ON, note(), refusal());
}

/// A new submission starts the proceedings anew, so an old approval does not cover it.
#[test]
fn a_new_submission_needs_a_new_approval() {
    let again = answered(ReviewOutcome::Approved)
        .with("2023-01-12", Event::SelfEvaluationSubmitted(submission()));
    let refusal = too_early(Step::ReturnSubmission, Step::Approval);
    refuse(&again, ON, Command::NoteReturn(upload()), refusal);
}

#[test]
fn receipt_and_score_follow_the_upload() {
    let uploaded =
        answered(ReviewOutcome::Approved).with("2023-01-12", Event::ReturnSubmitted(upload()));
    let command = Command::NoteReceipt(receipt("HZ-1"));
    accept(&uploaded, ON, command, Event::ReceiptRecorded(receipt("HZ-1")));
    let command = Command::NoteReceipt(receipt(" "));
    refuse(&uploaded, ON, command, Refusal::Empty(Field::Name));
    accept(&uploaded, ON, Command::NoteBureauScore(score()), Event::BureauScored(score()));
    for (value, is_a_score) in [("0", true), ("100", true), ("-0.01", false), ("100.01", false)] {
        let score = BureauScore { score: decimal(value), ..score() };
        let command = Command::NoteBureauScore(score.clone());
        if is_a_score {
            accept(&uploaded, ON, command, Event::BureauScored(score));
        } else {
            refuse(&uploaded, ON, command, Refusal::ScoreOutOfRange(decimal(value)));
        }
    }
    let before = answered(ReviewOutcome::Approved);
    let refusal = |step| too_early(step, Step::ReturnSubmission);
    refuse(&before, ON, Command::NoteReceipt(receipt("HZ-1")), refusal(Step::Receipt));
    refuse(&before, ON, Command::NoteBureauScore(score()), refusal(Step::BureauScore));
}
