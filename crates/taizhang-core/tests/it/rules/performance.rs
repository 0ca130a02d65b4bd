//! Objectives, indicators, activities, surveys, judgements and evidence.

use std::collections::BTreeSet;

use taizhang_core::book::{Command, Field, Refusal};
use taizhang_core::event::{
    Activity, ActivityCorrection, AssessedValue, Assessment, Deviation, DeviationSubject, Event,
    Evidence, Goal, Indicator, IndicatorAdjustment, Narrative, Objective, Target, Tier, Waiver,
};
use taizhang_core::ids::EventId;
use taizhang_testutils::builders::{
    Story, activity, counted, day, decimal, indicator, original, paid, personnel, reversed, survey,
};

use super::{accept, refuse};

/// The day of every command here.
const ON: &str = "2022-10-10";

fn with_indicator() -> Story {
    Story::opened().with("2022-01-10", Event::IndicatorDeclared(indicator("I1")))
}

fn with_activity() -> Story {
    Story::opened().with("2022-09-30", Event::ActivityRecorded(activity("A1", "100")))
}

fn described(text: &str) -> Target {
    Target::Qualitative { description: text.to_owned() }
}

fn unknown_indicator() -> Refusal {
    Refusal::UnknownIndicator {
        indicator: "I9".parse().expect("tests state valid ids"),
        known: vec!["I1".parse().expect("tests state valid ids")],
    }
}

#[test]
fn an_objective_has_words() {
    let objective = |text: &str| Objective { text: text.to_owned(), document: None };
    let command = Command::DeclareObjective(objective("提高科学素质"));
    accept(&Story::opened(), ON, command, Event::ObjectiveDeclared(objective("提高科学素质")));
    let command = Command::DeclareObjective(objective(" "));
    refuse(&Story::opened(), ON, command, Refusal::Empty(Field::Text));
}

#[test]
fn an_indicator_is_complete_and_declared_once() {
    let declare = |indicator: &Indicator| Command::DeclareIndicator(indicator.clone());
    let fresh = indicator("I2");
    accept(&with_indicator(), ON, declare(&fresh), Event::IndicatorDeclared(fresh.clone()));
    let taken = Refusal::IdTaken("I1".to_owned());
    refuse(&with_indicator(), ON, declare(&indicator("I1")), taken);
    let nameless = Indicator { name: String::new(), ..fresh.clone() };
    refuse(&with_indicator(), ON, declare(&nameless), Refusal::Empty(Field::Name));
    let undescribed = Indicator { target: described(""), ..fresh };
    refuse(&with_indicator(), ON, declare(&undescribed), Refusal::Empty(Field::Text));
}

#[test]
fn a_goal_has_points_and_indicators_of_its_own() {
    let goal = |number, weight: &str, indicators: &[&str]| Goal {
        number,
        text: "办好科普活动".to_owned(),
        weight: decimal(weight),
        indicators: indicators.iter().map(|id| id.parse().expect("a valid id")).collect(),
        document: None,
    };
    let declare = |goal: &Goal| Command::DeclareGoal(goal.clone());
    let good = goal(1, "40", &["I1"]);
    accept(&with_indicator(), ON, declare(&good), Event::GoalDeclared(good.clone()));
    let wordless = Goal { text: " ".to_owned(), ..good.clone() };
    refuse(&with_indicator(), ON, declare(&wordless), Refusal::Empty(Field::Text));
    for (number, weight) in [(0, "40"), (1, "0"), (1, "-1")] {
        let refused = goal(number, weight, &["I1"]);
        let reason = Refusal::GoalWithoutWeight(number);
        refuse(&with_indicator(), ON, declare(&refused), reason);
    }
    refuse(&with_indicator(), ON, declare(&goal(1, "40", &["I9"])), unknown_indicator());

    let in_goal = |goal| {
        let indicator = "I1".parse().expect("tests state valid ids");
        Refusal::IndicatorInGoal { indicator, goal }
    };
    refuse(&with_indicator(), ON, declare(&goal(1, "40", &["I1", "I1"])), in_goal(1));
    let declared = || with_indicator().with("2022-01-10", Event::GoalDeclared(good.clone()));
    refuse(&declared(), ON, declare(&goal(2, "40", &["I1"])), in_goal(1));
    // Stated anew, a goal may keep its indicators.
    let again = goal(1, "50", &["I1"]);
    accept(&declared(), ON, declare(&again), Event::GoalDeclared(again.clone()));
    let emptied = declared().with("2022-01-11", Event::GoalDeclared(goal(1, "40", &[])));
    let other = goal(2, "40", &["I1"]);
    accept(&emptied, ON, declare(&other), Event::GoalDeclared(other.clone()));
}

#[test]
fn an_indicators_weight_is_above_zero() {
    let weighing = |weight: &str| Indicator { weight: decimal(weight), ..indicator("I2") };
    let light = weighing("0.01");
    let command = Command::DeclareIndicator(light.clone());
    accept(&Story::opened(), ON, command, Event::IndicatorDeclared(light));
    for weight in ["0", "-1"] {
        let command = Command::DeclareIndicator(weighing(weight));
        let refusal = Refusal::WeightNotPositive("I2".parse().unwrap());
        refuse(&Story::opened(), ON, command, refusal);
    }
}

#[test]
fn a_target_changes_with_a_reason() {
    let change = |id: &str, text: &str, reason: &str| IndicatorAdjustment {
        indicator: id.parse().expect("tests state valid ids"),
        target: described(text),
        document: None,
        reason: reason.to_owned(),
    };
    let adjust = |change: &IndicatorAdjustment| Command::AdjustIndicator(change.clone());
    let good = change("I1", "明显提升", "疫情");
    accept(&with_indicator(), ON, adjust(&good), Event::IndicatorAdjusted(good.clone()));
    let without_reason = change("I1", "明显提升", "");
    refuse(&with_indicator(), ON, adjust(&without_reason), Refusal::Empty(Field::Reason));
    refuse(&with_indicator(), ON, adjust(&change("I1", "", "疫情")), Refusal::Empty(Field::Text));
    refuse(&with_indicator(), ON, adjust(&change("I9", "提升", "疫情")), unknown_indicator());
}

/// An indicator that was taken back and declared anew starts with its own target.
#[test]
fn a_new_declaration_forgets_earlier_adjustments() {
    let adjustment = IndicatorAdjustment {
        indicator: "I1".parse().unwrap(),
        target: described("明显提升"),
        document: None,
        reason: "疫情".to_owned(),
    };
    let adjusted = with_indicator().with("2022-05-01", Event::IndicatorAdjusted(adjustment));
    let targets = |story: &Story| -> Vec<Target> {
        story.book().indicators().into_iter().map(|indicator| indicator.target).collect()
    };
    assert_eq!(targets(&adjusted), [described("明显提升")]);
    let anew = adjusted
        .then("2022-05-02", |story| reversed(story.event(3)))
        .with("2022-05-03", Event::IndicatorDeclared(indicator("I1")));
    assert_eq!(targets(&anew), [indicator("I1").target]);
}

#[test]
fn an_activity_is_complete_and_recorded_once() {
    let record = |activity: &Activity| Command::RecordActivity(activity.clone());
    let fresh = activity("A2", "0");
    accept(&with_activity(), ON, record(&fresh), Event::ActivityRecorded(fresh.clone()));
    let taken = Refusal::IdTaken("A1".to_owned());
    refuse(&with_activity(), ON, record(&activity("A1", "1")), taken);
    let nameless = Activity { name: String::new(), ..fresh.clone() };
    refuse(&with_activity(), ON, record(&nameless), Refusal::Empty(Field::Name));
    let mut uncounted = counted("audience", "1", "人次");
    uncounted.name = String::new();
    let unnamed = Activity { results: vec![uncounted], ..fresh.clone() };
    refuse(&with_activity(), ON, record(&unnamed), Refusal::Empty(Field::Name));
    let unitless = Activity { results: vec![counted("audience", "1", " ")], ..fresh.clone() };
    refuse(&with_activity(), ON, record(&unitless), Refusal::Empty(Field::Unit));
    let negative = activity("A2", "-1");
    let refusal = Refusal::NegativeCount("audience".to_owned());
    refuse(&with_activity(), ON, record(&negative), refusal);
}

#[test]
fn an_activity_ends_on_or_after_its_first_day() {
    let ending = |end: &str| Activity { end: day(end), ..activity("A1", "1") };
    let one_day = ending("2022-09-15");
    let command = Command::RecordActivity(one_day.clone());
    accept(&Story::opened(), ON, command, Event::ActivityRecorded(one_day));
    let command = Command::RecordActivity(ending("2022-09-14"));
    let (start, end) = (day("2022-09-15"), day("2022-09-14"));
    refuse(&Story::opened(), ON, command, Refusal::EndsBeforeStart { start, end });
}

/// Figures sum by measure, so a measure has one unit.
#[test]
fn a_measure_is_counted_in_one_unit() {
    let refusal = |known: &str, given: &str| Refusal::UnitDiffers {
        measure: "audience".to_owned(),
        known: known.to_owned(),
        given: given.to_owned(),
    };
    let in_heads =
        |id: &str| Activity { results: vec![counted("audience", "1", "人")], ..activity(id, "1") };
    let command = Command::RecordActivity(in_heads("A2"));
    refuse(&with_activity(), ON, command, refusal("人次", "人"));
    let results = vec![counted("audience", "1", "人"), counted("audience", "1", "人")];
    let twice = Activity { results, ..activity("A2", "1") };
    let measure = "audience".parse().expect("it is a measure");
    let refusal = Refusal::MeasureTwice(measure);
    refuse(&Story::opened(), ON, Command::RecordActivity(twice), refusal);
    let corrected = in_heads("A1");
    let command = Command::CorrectActivity { now: corrected.clone(), reason: "单位".to_owned() };
    let correction = ActivityCorrection {
        target: with_activity().last().id,
        was: activity("A1", "100"),
        now: corrected,
        reason: "单位".to_owned(),
    };
    accept(&with_activity(), ON, command, Event::ActivityCorrected(correction));
}

#[test]
fn a_correction_needs_the_activity_and_a_reason() {
    let correct = |id: &str, reason: &str| Command::CorrectActivity {
        now: activity(id, "120"),
        reason: reason.to_owned(),
    };
    refuse(&with_activity(), ON, correct("A1", ""), Refusal::Empty(Field::Reason));
    let refusal = Refusal::UnknownActivity("A9".parse().unwrap());
    refuse(&with_activity(), ON, correct("A9", "漏计"), refusal);
}

#[test]
fn at_most_the_sample_is_satisfied() {
    for (sample, satisfied) in [(1, 0), (1, 1), (100, 100)] {
        let held = survey(sample, satisfied);
        let command = Command::RecordSurvey(held.clone());
        accept(&Story::opened(), ON, command, Event::SurveyHeld(held));
    }
    for (sample, satisfied) in [(0, 0), (100, 101)] {
        let command = Command::RecordSurvey(survey(sample, satisfied));
        let refusal = Refusal::SurveyImpossible { sample, satisfied };
        refuse(&Story::opened(), ON, command, refusal);
    }
    let mut subjectless = survey(1, 1);
    subjectless.subject = String::new();
    let command = Command::RecordSurvey(subjectless);
    refuse(&Story::opened(), ON, command, Refusal::Empty(Field::Name));
}

#[test]
fn a_judgement_rests_on_a_reason_and_a_share_of_at_most_100() {
    let judged = |id: &str, percent: &str, reason: &str| Assessment {
        indicator: id.parse().expect("tests state valid ids"),
        finding: AssessedValue::Tier { tier: Tier::Achieved, percent: decimal(percent) },
        reason: reason.to_owned(),
    };
    let assess = |judgement: &Assessment| Command::Assess(judgement.clone());
    for percent in ["0", "100"] {
        let good = judged("I1", percent, "群众反映良好");
        accept(&with_indicator(), ON, assess(&good), Event::IndicatorAssessed(good.clone()));
    }
    for percent in ["-0.01", "100.01"] {
        let bad = judged("I1", percent, "群众反映良好");
        refuse(&with_indicator(), ON, assess(&bad), Refusal::TierShare);
    }
    let without_reason = judged("I1", "90", " ");
    refuse(&with_indicator(), ON, assess(&without_reason), Refusal::Empty(Field::Reason));
    refuse(&with_indicator(), ON, assess(&judged("I9", "90", "良好")), unknown_indicator());
    let number = Assessment {
        finding: AssessedValue::Actual(decimal("-3")),
        ..judged("I1", "0", "统计局数据")
    };
    accept(&with_indicator(), ON, assess(&number), Event::IndicatorAssessed(number.clone()));
}

#[test]
fn a_deviation_is_explained() {
    let explained = |subject, reason: &str| Deviation {
        subject,
        reason: reason.to_owned(),
        corrective_action: String::new(),
        causes: BTreeSet::new(),
    };
    let explain = |deviation: &Deviation| Command::ExplainDeviation(deviation.clone());
    let about = |id: &str| DeviationSubject::Indicator(id.parse().expect("tests state valid ids"));
    let rate = DeviationSubject::Figure("rate.execution.total".parse().unwrap());
    for subject in [about("I1"), rate] {
        let good = explained(subject, "疫情");
        accept(&with_indicator(), ON, explain(&good), Event::DeviationExplained(good.clone()));
    }
    let classed = |cause: &str| Deviation {
        causes: [cause.to_owned()].into(),
        ..explained(about("I1"), "疫情")
    };
    let good = classed("经费保障");
    accept(&with_indicator(), ON, explain(&good), Event::DeviationExplained(good.clone()));
    refuse(&with_indicator(), ON, explain(&classed(" ")), Refusal::Empty(Field::Reason));
    let without_reason = explained(about("I1"), "");
    refuse(&with_indicator(), ON, explain(&without_reason), Refusal::Empty(Field::Reason));
    let unknown = explained(about("I9"), "疫情");
    refuse(&with_indicator(), ON, explain(&unknown), unknown_indicator());
}

#[test]
fn evidence_has_a_name_and_proves_what_holds() {
    let story = Story::opened()
        .with("2022-01-10", original(personnel(), "100.00"))
        .with("2022-03-01", paid(personnel(), "30101", "60.00"))
        .then("2022-03-02", |story| reversed(story.last()));
    let file = |target: EventId, name: &str| Evidence {
        target,
        file_name: name.to_owned(),
        digest: "ab".to_owned(),
        bytes: 3,
        memo: String::new(),
    };
    let attach = |evidence: &Evidence| Command::AttachEvidence(evidence.clone());
    let (grant, payment) = (story.event(3).id, story.event(4).id);
    let good = file(grant, "批复.pdf");
    accept(&story, ON, attach(&good), Event::EvidenceAttached(good.clone()));
    refuse(&story, ON, attach(&file(grant, " ")), Refusal::Empty(Field::Name));
    refuse(&story, ON, attach(&file(payment, "回单.pdf")), Refusal::UnknownEvent(payment));
}

#[test]
fn texts_and_waivers_say_something() {
    let written = |markdown: &str| Narrative {
        section: "duties".parse().expect("tests state valid keys"),
        markdown: markdown.to_owned(),
    };
    let command = Command::WriteNarrative(written("职责。"));
    accept(&Story::opened(), ON, command, Event::NarrativeWritten(written("职责。")));
    let command = Command::WriteNarrative(written("\n"));
    refuse(&Story::opened(), ON, command, Refusal::Empty(Field::Text));
    let waived = |reason: &str| Waiver {
        code: "DOCNO".to_owned(),
        place: "2022-003".to_owned(),
        reason: reason.to_owned(),
    };
    let command = Command::WaiveFinding(waived("上年文件延用"));
    accept(&Story::opened(), ON, command, Event::FindingWaived(waived("上年文件延用")));
    let command = Command::WaiveFinding(waived(""));
    refuse(&Story::opened(), ON, command, Refusal::Empty(Field::Reason));
}
