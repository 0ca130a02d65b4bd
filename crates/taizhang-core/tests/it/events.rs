//! Stored events: every kind is read back as it was written, and nothing else is read.

use std::collections::BTreeSet;

use taizhang_core::event::{
    Activity, ActivityCorrection, ActualSource, AssessedValue, Assessment, AssetClass,
    AssetHolding, AuthorisedPosts, BalanceDisposal, BudgetLine, BureauScore, CarryOverIn,
    ClosingBalance, ComparedNumbers, DecodeError, Deviation, DeviationSubject, Disbursement,
    DocumentAmendment, Event, EventRows, Evidence, Goal, Headcount, ImportKind, ImportedList,
    ImportedLists, IndicatorAdjustment, LineAmendment, LineBalance, MonthLock, MonthReopening,
    NamedFile, Narrative, NarrativeReview, Objective, PostKind, PreviousClosing, Receipt,
    Reconciliation, ReturnSubmission, Review, ReviewOutcome, StaffCategory, Submission, Target,
    ThreePublic, Tier, Waiver, YearClosing, YearOpening, YearReopening,
};
use taizhang_core::{Money, PrintRule};
use taizhang_testutils::builders::{
    Story, activity, assets, cut, decimal, document, indicator, operating, original, payment,
    personnel, project, reduced, returned, reversed, supplemented, survey, unit, virement, year,
    yuan,
};

/// Returns one event of every kind, in the order of [`Event::kinds`], with its optional parts.
fn one_of_each() -> Vec<Event> {
    [of_the_year(), of_the_budget(), of_performance(), of_the_proceedings()].concat()
}

fn of_the_year() -> Vec<Event> {
    let carry_over = vec![LineBalance { line: personnel().id, amount: yuan("0.01") }];
    let last_year = "2021".parse().expect("it is a year");
    let closing_hash = "ab".to_owned();
    let previous = PreviousClosing { year: last_year, closing_hash, carry_over };
    let balances = vec![ClosingBalance {
        line: personnel().id,
        amount: Money::ZERO,
        disposal: BalanceDisposal::Surplus,
    }];
    vec![
        Event::UnitRegistered(unit()),
        Event::YearOpened(YearOpening { year: year(), previous: Some(previous.clone()) }),
        Event::PreviousClosingQuoted(previous),
        Event::MonthLocked(MonthLock { month: 12 }),
        Event::MonthReopened(MonthReopening { month: 12, reason: "漏记".to_owned() }),
        Event::YearClosed(YearClosing { head_hash: "cd".to_owned(), balances }),
        Event::YearReopened(YearReopening { reason: "漏记".to_owned() }),
        Event::AuthorisedPostsSet(AuthorisedPosts {
            kind: PostKind::Institution,
            count: 6,
            document: Some(document()),
        }),
        Event::HeadcountRecorded(Headcount {
            category: StaffCategory::CivilServiceManaged,
            count: 7,
        }),
        Event::AssetsRecorded(assets("100.00", "40.00")),
    ]
}

fn of_the_budget() -> Vec<Event> {
    let paid = Event::DisbursementMade(Disbursement {
        three_public: Some(ThreePublic::OfficialReception),
        procurement: true,
        activity: Some("A1".parse().expect("it is an id")),
        payment_id: Some("ZF0001".to_owned()),
        ..payment(operating(), "30217", "12.30")
    });
    let target = Story::new().with("2022-03-01", paid.clone());
    let target = target.last();
    vec![
        original(personnel(), "100.00"),
        supplemented(project(), "20.00"),
        reduced(operating(), "5.00"),
        virement(personnel(), operating(), "1.00"),
        Event::CarryOverBroughtIn(CarryOverIn {
            line: personnel(),
            amount: yuan("3.00"),
            origin_year: "2021".parse().expect("it is a year"),
            document: document(),
            memo: "结转".to_owned(),
        }),
        Event::AllotmentFrozen(cut(personnel(), "2.00")),
        Event::AllotmentReleased(cut(personnel(), "1.00")),
        Event::AllotmentWithdrawn(cut(personnel(), "0.50")),
        Event::BudgetLineAmended(LineAmendment {
            was: personnel(),
            now: BudgetLine { name: "人员经费".to_owned(), ..personnel() },
            reason: "写错".to_owned(),
        }),
        Event::BudgetDocumentAmended(DocumentAmendment {
            target: target.id,
            lines: vec![personnel().id, operating().id],
            was: document(),
            now: document(),
            reason: "写错".to_owned(),
        }),
        paid,
        returned(target, "2.30"),
        reversed(target),
        Event::Reconciled(Reconciliation {
            line: Some(personnel()),
            shown_outturn: yuan("10.00"),
            ledger_outturn: Money::ZERO,
            explanation: "在途".to_owned(),
            compared: Some(ComparedNumbers {
                matched: 1,
                only_here: 2,
                only_there: 3,
                amount_differs: 4,
                unclear: 5,
            }),
            lists: vec![list("系统.csv", None)],
        }),
    ]
}

fn of_performance() -> Vec<Event> {
    let target = Story::new().with("2022-09-30", Event::ActivityRecorded(activity("A1", "100")));
    let mut corrected = activity("A1", "492");
    corrected.results[0].quantity.print = PrintRule::Nearly(100);
    let described = Target::Qualitative { description: "持续提升".to_owned() };
    let indicator_id = indicator("I1").id;
    vec![
        Event::ObjectiveDeclared(Objective {
            text: "提高科学素质".to_owned(),
            document: Some(document()),
        }),
        Event::GoalDeclared(Goal {
            number: 1,
            text: "办好科普活动".to_owned(),
            weight: decimal("40"),
            indicators: vec![indicator_id.clone()],
            document: Some(document()),
        }),
        Event::IndicatorDeclared(taizhang_core::event::Indicator {
            source: ActualSource::Survey("服务对象".to_owned()),
            ..indicator("I1")
        }),
        Event::IndicatorAdjusted(IndicatorAdjustment {
            indicator: indicator_id.clone(),
            target: described,
            document: None,
            reason: "疫情".to_owned(),
        }),
        Event::ActivityRecorded(Activity { results: Vec::new(), ..activity("A2", "0") }),
        Event::ActivityCorrected(ActivityCorrection {
            target: target.last().id,
            was: activity("A1", "100"),
            now: corrected,
            reason: "漏计".to_owned(),
        }),
        Event::SurveyHeld(survey(100, 98)),
        Event::IndicatorAssessed(Assessment {
            indicator: indicator_id,
            finding: AssessedValue::Tier { tier: Tier::PartlyAchieved, percent: decimal("75.5") },
            reason: "座谈记录".to_owned(),
        }),
        Event::DeviationExplained(Deviation {
            subject: DeviationSubject::Figure("rate.execution.total".parse().expect("a key")),
            reason: "年底下达".to_owned(),
            corrective_action: "提前申报".to_owned(),
            causes: ["经费保障".to_owned()].into(),
        }),
        Event::EvidenceAttached(Evidence {
            target: target.last().id,
            file_name: "签到表.pdf".to_owned(),
            digest: "ef".to_owned(),
            bytes: 1024,
            memo: "签到".to_owned(),
        }),
    ]
}

fn of_the_proceedings() -> Vec<Event> {
    let section = || "duties".parse().expect("it is a key");
    vec![
        Event::NarrativeWritten(Narrative {
            section: section(), markdown: "职责。\n".to_owned()
        }),
        Event::NarrativeReviewed(NarrativeReview { section: section(), remark: String::new() }),
        Event::SelfEvaluationSubmitted(Submission {
            pack: "national".to_owned(),
            score: decimal("97.5"),
        }),
        Event::SelfEvaluationReviewed(Review {
            outcome: ReviewOutcome::Returned,
            remark: "金额有误".to_owned(),
        }),
        Event::ReturnSubmitted(ReturnSubmission {
            profile: "national".to_owned(),
            digest: "ef".to_owned(),
        }),
        Event::ReceiptRecorded(Receipt { number: "HZ-1".to_owned() }),
        Event::BureauScored(BureauScore { score: decimal("95"), remark: String::new() }),
        Event::FindingWaived(Waiver {
            code: "DOCNO".to_owned(),
            place: "2022-003".to_owned(),
            reason: "延用".to_owned(),
        }),
        Event::ListImported(ImportedLists {
            kind: ImportKind::Payroll,
            lists: vec![list("工资.xlsx", Some("1月"))],
            rules: vec![file("规则.toml")],
            rows: "2*2 5-6+9 1:3~40 0:8 -".parse().expect("it names rows"),
        }),
    ]
}

fn list(name: &str, sheet: Option<&str>) -> ImportedList {
    ImportedList {
        file: file(name),
        sheet: sheet.map(str::to_owned),
        header: Some("0123456789abcdef".to_owned()),
        rows: 2,
        amount: yuan("15.50"),
    }
}

fn file(name: &str) -> NamedFile {
    NamedFile { name: name.to_owned(), digest: Some("ef".to_owned()) }
}

/// Returns what is stored otherwise than in [`one_of_each`]: words that a later version brought in, and
/// payloads without what is left out where it is not known.
fn other_shapes() -> Vec<Event> {
    let paid = Event::DisbursementMade(payment(operating(), "30217", "12.30"));
    let target = Story::new().with("2022-03-01", paid.clone());
    let equipment = AssetHolding { class: AssetClass::Equipment, ..assets("100.00", "40.00") };
    let target = target.last();
    let folder = ImportedList {
        file: NamedFile { name: "佐证".to_owned(), digest: None },
        sheet: None,
        header: None,
        rows: 1,
        amount: Money::ZERO,
    };
    let imported = ImportKind::ALL.map(|kind| {
        let (lists, rules, rows) = (vec![folder.clone()], Vec::new(), EventRows::default());
        Event::ListImported(ImportedLists { kind, lists, rules, rows })
    });
    let mut others =
        vec![Event::AssetsRecorded(equipment), paid, returned(target, "2.30"), reversed(target)];
    others.extend(imported);
    others
}

#[track_caller]
fn stored(event: &Event) -> String {
    event.payload().expect("every payload has a JSON form").to_string()
}

#[track_caller]
fn read_back(event: &Event) -> Event {
    let kind = event.kind();
    Event::decode(kind.name, kind.version, &stored(event)).expect("what is written can be read")
}

#[test]
fn the_sample_holds_every_kind() {
    let kinds: Vec<_> = one_of_each().iter().map(Event::kind).collect();
    assert_eq!(kinds, Event::kinds());
}

#[test]
fn every_event_is_read_back_as_it_was_written() {
    for event in one_of_each().into_iter().chain(other_shapes()) {
        assert_eq!(read_back(&event), event);
    }
}

/// Equal events are equal bytes: what is read and written again does not change.
#[test]
fn writing_again_changes_nothing() {
    for event in one_of_each() {
        assert_eq!(stored(&read_back(&event)), stored(&event), "{}", event.kind());
    }
}

/// The stored shapes are a promise; a change here needs a new payload version.
#[test]
fn stored_shapes() {
    let all = one_of_each().into_iter().chain(other_shapes());
    let lines: Vec<String> =
        all.map(|event| format!("{} {}", event.kind(), stored(&event))).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn unknown_names_and_versions_are_refused() {
    let error = Event::decode("budget_deleted", 1, "{}").expect_err("the name is unknown");
    assert!(matches!(error, DecodeError::UnknownName { name } if name == "budget_deleted"));
    for version in [0, 2] {
        let error = Event::decode("month_locked", version, r#"{"month":3}"#);
        let error = error.expect_err("the version is unknown");
        assert!(matches!(error, DecodeError::TooNew { newest: 1, version: v, .. } if v == version));
    }
}

#[test]
fn payloads_of_another_shape_are_refused() {
    for payload in [
        "",
        "{}",
        r#"{"month":"3"}"#,
        r#"{"month":3,"by":"张三"}"#,
        r#"{"month":3} "#,
        r#"{"month":3}{}"#,
    ] {
        let decoded = Event::decode("month_locked", 1, payload);
        let is_valid = payload.trim_end() == r#"{"month":3}"#;
        assert_eq!(decoded.is_ok(), is_valid, "{payload}");
        if let Err(error) = decoded {
            assert!(matches!(error, DecodeError::Payload { name: "month_locked", .. }), "{error}");
        }
    }
}

/// Version 1 knew no classes of reasons.
#[test]
fn an_old_deviation_is_read_without_classes() {
    let old =
        r#"{"subject":{"figure":"rate.execution.total"},"reason":"疫情","corrective_action":""}"#;
    let decoded = Event::decode("deviation_explained", 1, old).expect("version 1 is read for ever");
    let expected = Deviation {
        subject: DeviationSubject::Figure("rate.execution.total".parse().expect("a key")),
        reason: "疫情".to_owned(),
        corrective_action: String::new(),
        causes: BTreeSet::new(),
    };
    assert_eq!(decoded, Event::DeviationExplained(expected));
    let error = Event::decode("deviation_explained", 2, old).expect_err("version 2 states them");
    assert!(matches!(error, DecodeError::Payload { .. }), "{error}");
    let error = Event::decode("deviation_explained", 1, "[]").expect_err("it is no deviation");
    assert!(matches!(error, DecodeError::Old { version: 1, .. }), "{error}");
}

/// Version 1 kept the sums only.
#[test]
fn an_old_comparison_is_read_without_numbers() {
    let old = r#"{"shown_outturn":"10.00","ledger_outturn":"9.00","explanation":"在途"}"#;
    let decoded = Event::decode("reconciled", 1, old).expect("version 1 is read for ever");
    let expected = Reconciliation {
        line: None,
        shown_outturn: yuan("10.00"),
        ledger_outturn: yuan("9.00"),
        explanation: "在途".to_owned(),
        compared: None,
        lists: Vec::new(),
    };
    assert_eq!(decoded, Event::Reconciled(expected.clone()));
    // Version 2 named no lists, and no number that nothing told apart.
    let newer = old.replace(
        '}',
        r#","compared":{"matched":1,"only_here":0,"only_there":2,"amount_differs":3}}"#,
    );
    let decoded = Event::decode("reconciled", 2, &newer).expect("version 2 is read for ever");
    let numbers =
        ComparedNumbers { matched: 1, only_there: 2, amount_differs: 3, ..Default::default() };
    let with_numbers = Reconciliation { compared: Some(numbers), ..expected };
    assert_eq!(decoded, Event::Reconciled(with_numbers));
    let error = Event::decode("reconciled", 3, &newer).expect_err("version 3 states them");
    assert!(matches!(error, DecodeError::Payload { .. }), "{error}");
    let error = Event::decode("reconciled", 2, "[]").expect_err("it is no comparison");
    assert!(matches!(error, DecodeError::Old { version: 2, .. }), "{error}");
    let error = Event::decode("reconciled", 1, "[]").expect_err("it is no comparison");
    assert!(matches!(error, DecodeError::Old { version: 1, .. }), "{error}");
}

/// What a newer program must not slip in: an amount that is no money.
#[test]
fn payloads_hold_valid_values() {
    let good = stored(&original(personnel(), "1.00"));
    assert!(Event::decode("original_budget_approved", 1, &good).is_ok());
    for (valid, invalid) in [
        (r#""1.00""#, r#""1.001""#),
        (r#""1.00""#, "1.00"),
        ("2060702", "20607x2"),
        ("宁财预〔2022〕1号", "宁财预2022年1号"),
        ("2022-01-10", "2022-02-30"),
    ] {
        let bad = good.replace(valid, invalid);
        assert!(bad.contains(invalid), "{bad}");
        assert!(Event::decode("original_budget_approved", 1, &bad).is_err(), "{invalid}");
    }
}

/// A reversal stored before embedded events had a version of their own is read for ever.
#[test]
fn a_reversal_of_version_1_is_brought_to_version_2() {
    let lock = r#"{"event":{"data":{"month":3},"type":"month_locked"},"reason":"记错","#;
    let tail =
        r#""target":"00000000-0000-0000-0000-000000000001","target_occurred_on":"2022-03-01"}"#;
    let old = format!("{lock}{tail}");
    let decoded = Event::decode("reversed", 1, &old).expect("version 1 is read for ever");
    let Event::Reversed(reversal) = decoded else { panic!("the name decides the event") };
    assert_eq!(*reversal.event, Event::MonthLocked(MonthLock { month: 3 }));
    let error = Event::decode("reversed", 2, &old).expect_err("version 2 states the version");
    assert!(matches!(error, DecodeError::Payload { name: "reversed", .. }));
    let error = Event::decode("reversed", 1, "{}").expect_err("there is no event to raise");
    assert!(matches!(error, DecodeError::Old { version: 1, .. }));
}
