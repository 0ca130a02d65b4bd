//! Every rule fires on a year with its fault and stays silent on a clean one.

use std::collections::BTreeSet;

use jiff::civil::date;
use taizhang_core::event::{
    Activity, ActivityCorrection, ActualSource, AssessedValue, AssetClass, CarryOverIn, Deviation,
    DeviationSubject, Event, ExpenditureCategory, LineBalance, PreviousClosing, StaffCategory,
    Submission, Target, Tier, Waiver, YearOpening,
};
use taizhang_core::figure::Figures;
use taizhang_evaluation::pack::Pack;
use taizhang_evaluation::{Finding, RULES, SelfEvaluation, check, evaluate, rule};

use crate::ledger::{
    Ledger, activity, assessed, decimal, document, explained, grant, indicator, line, narrative,
    office, payment, quantitative, salaries, science, survey, year, yuan,
};

/// A year in which nothing is to be found.
pub(crate) fn clean_year() -> Ledger {
    let mut ledger = Ledger::open();
    fill(&mut ledger);
    ledger
}

fn fill(ledger: &mut Ledger) {
    ledger.posts(7);
    ledger.headcount(StaffCategory::CivilServiceManaged, 7);
    ledger.asset(AssetClass::GeneralEquipment, "200000.00", "99300.00");
    ledger.objective("普及科学知识，提高公众科学素质。");
    ledger.original(salaries(), "896700.00");
    let paid = ledger.pay(3, salaries(), "30101", "896700.00");
    ledger.prove(paid);
    let sum = ActualSource::ResultSum("lectures".parse().expect("a measure"));
    let output = ("产出指标", "数量指标");
    ledger.add(indicator("1", output, "50", quantitative("≥", "6", "场次"), sum));
    let state = Target::Qualitative {
        description: "青少年科普活动覆盖全县中小学".to_owned()
    };
    let benefit = ("效益指标", "社会效益指标");
    ledger.add(indicator("2", benefit, "30", state, ActualSource::Assessed));
    let pleased = ActualSource::Survey("师生".to_owned());
    let satisfaction = ("满意度指标", "服务对象满意度指标");
    ledger.add(indicator("3", satisfaction, "10", quantitative("≥", "90", "%"), pleased));
    let held = ledger.add(activity("A1", &[("lectures", "讲座", "6", "场次")]));
    ledger.prove(held);
    let tier = AssessedValue::Tier { tier: Tier::Achieved, percent: decimal("100") };
    let judged = ledger.add(assessed("2", tier));
    ledger.prove(judged);
    let asked = ledger.add(survey("师生", 200, 190));
    ledger.prove(asked);
    for slot in Pack::builtin(Pack::DEFAULT).expect("a pack").outline().slots.clone() {
        ledger.add(narrative(&slot.key, "按年度安排开展工作。"));
    }
}

fn scored(ledger: &Ledger, pack: &Pack, tamper: fn(&mut SelfEvaluation)) -> Vec<Finding> {
    let book = ledger.book();
    let figures = Figures::of(&book).expect("the year is open");
    let mut evaluation = evaluate(pack, &figures).expect("test amounts are small");
    tamper(&mut evaluation);
    check(pack, &figures, &evaluation, &ledger.events, date(2022, 12, 31))
        .expect("test amounts are small")
}

pub(crate) fn found(ledger: &Ledger) -> Vec<Finding> {
    scored(ledger, &Pack::builtin(Pack::DEFAULT).expect("a pack"), |_| {})
}

/// A fault: the code that must find it, and how it comes about.
type Fault = (&'static str, fn(&mut Ledger));

const FAULTS: &[Fault] = &[
    ("MISSING", |ledger| {
        ledger.add(narrative("duties", "  "));
    }),
    ("DOCNO", |ledger| {
        ledger.original(office(), "100.00");
        let late = grant(science(), "200000.00", "甘财科〔2020〕2号");
        ledger.add(Event::BudgetSupplemented(late));
    }),
    ("DATE", |ledger| {
        let early = payment(salaries(), "30101", "0.01");
        ledger.on(date(2022, 1, 19), Event::DisbursementMade(early));
        ledger.add(narrative("tasks", "2022年2月30日开展，2021年6月起筹备。"));
    }),
    ("DUP", |ledger| {
        ledger.on(date(2022, 3, 16), Event::DisbursementMade(payment(salaries(), "30102", "0.01")));
        ledger.add(Event::ActivityRecorded(lecture("A9")));
        ledger.add(Event::ActivityRecorded(lecture("A10")));
    }),
    ("CLASS", |ledger| {
        let mut services = line("2022-004", "编外人员经费", ExpenditureCategory::Personnel, "302");
        ledger.original(services.clone(), "100.00");
        services.economic = "30299".parse().expect("an economic code");
        let mut paid = payment(salaries(), "30101", "0.01");
        "3月退休费".clone_into(&mut paid.memo);
        ledger.on(date(2022, 3, 15), Event::DisbursementMade(paid));
        ledger.add(named("4", ("产出指标", "数量指标"), "资料发放及时率"));
    }),
    ("ROUND", |ledger| {
        ledger.original(office(), "50.00");
        ledger.original(science(), "50.00");
        ledger.add(narrative("basic", "年初批复89.6万元。"));
    }),
    ("APPROX", |ledger| {
        ledger.add(narrative("tasks", "讲座约6场次、近7 场次，资料12000余册。"));
    }),
    ("FORMAT", |ledger| {
        ledger.add(narrative("tasks", "见下图。\n\n![统计图](图.png)\n\n用`表`登记，*重点*突出。"));
    }),
    ("NAME", |ledger| {
        ledger.add(narrative("goal", "宁县科学技术学会做好服务，县科协牵头，我局督促。"));
        ledger.add(narrative(
            "tasks",
            "开展“百名志愿者千场科普惠民”、“百名志愿者千场惠民科普”的的活动。",
        ));
    }),
    ("STAFF", |ledger| ledger.headcount(StaffCategory::SupportWorker, 1)),
    ("ASSET", |ledger| ledger.asset(AssetClass::Intangible, "10.00", "20.00")),
    ("BASE", |ledger| {
        let more = grant(salaries(), "100000.00", "宁财预〔2022〕9号");
        ledger.add(Event::BudgetSupplemented(more));
        ledger.pay(12, salaries(), "30102", "100000.00");
    }),
    ("RATE", |ledger| {
        let more = grant(salaries(), "400000.00", "宁财预〔2022〕9号");
        ledger.add(Event::BudgetSupplemented(more));
        ledger.pay(12, salaries(), "30102", "400000.00");
    }),
    ("ADJ", |ledger| {
        let more = grant(salaries(), "400000.00", "宁财预〔2022〕9号");
        ledger.add(Event::BudgetSupplemented(more));
        ledger.add(narrative("adjustment", ""));
    }),
    ("HEADING", |ledger| {
        ledger.add(narrative("goal", "支出{{ fig(\"outturn.total\") | wan }}。"));
    }),
    ("COUNT", |ledger| {
        ledger.add(narrative("measures", "从以下三个方面整改：\n\n1. 其一\n2. 其二\n"));
        ledger.add(narrative("tasks", "完成2项任务：\n\n1. 其一\n2. 其二\n"));
    }),
    ("CARRY", |ledger| {
        ledger.add(Event::CarryOverBroughtIn(CarryOverIn {
            line: science(),
            amount: yuan("5000.00"),
            origin_year: 2021.try_into().expect("a fiscal year"),
            document: document("宁财预〔2021〕30号"),
            memo: String::new(),
        }));
    }),
    ("WEIGHT", |ledger| {
        let one = quantitative("=", "0", "起");
        ledger.add(indicator("4", ("满意度指标", "其他"), "1", one, ActualSource::Assessed));
    }),
    ("BLANK", |ledger| {
        let none = ActualSource::ResultSum("nothing".parse().expect("a measure"));
        let six = quantitative("≥", "6", "次");
        ledger.add(indicator("4", ("产出指标", "质量指标"), "1", six, none));
    }),
    ("VAGUE", |ledger| {
        let state = Target::Qualitative { description: "效果显著、有所提高".to_owned() };
        ledger.add(indicator("4", ("产出指标", "质量指标"), "1", state, ActualSource::Assessed));
    }),
    ("SCORE", |ledger| {
        ledger.add(survey("师生", 200, 100));
    }),
    ("OVER", |ledger| {
        ledger.add(activity("A2", &[("lectures", "讲座", "2", "场次")]));
    }),
    ("UNIT", |ledger| {
        ledger.add(narrative("basic", "共{{ fig(\"outturn.basic\") | wan }}万元。"));
    }),
    ("EVID", |ledger| {
        ledger.original(office(), "100.00");
        ledger.pay(5, office(), "30201", "100.00");
        let tier = AssessedValue::Tier { tier: Tier::Achieved, percent: decimal("100") };
        ledger.add(assessed("2", tier));
    }),
    ("CROSS", |ledger| {
        let pack = Pack::DEFAULT.to_owned();
        ledger.add(Event::SelfEvaluationSubmitted(Submission { pack, score: decimal("88") }));
    }),
    ("OUTLINE", |ledger| {
        ledger.add(narrative("tasks", "（二）加强科普\n\n1、宣传"));
        ledger.add(narrative("somewhere", "文字。"));
        ledger.add(narrative("problems", "## 车辆\n\n# 场地\n\n### 设备"));
    }),
    ("TYPED", |ledger| {
        ledger.add(narrative(
            "basic",
            "支出89.67 万元，讲座6场次，发放资料12000册，结余99.99 万元。",
        ));
    }),
    ("NUMERAL", |ledger| {
        ledger.add(narrative(
            "tasks",
            "获二等奖{{ fig(\"activity.lectures\") | count }}、三等奖二名。实施“五个提升行动”。",
        ));
        ledger.add(narrative("problems", "“五项提升行动”进展不平衡。"));
    }),
    ("PREC", |ledger| {
        ledger.add(narrative("basic", "占总支出的83.4%。"));
    }),
    ("STALE", |ledger| {
        ledger.add(narrative("goal", "今年全力参与脱贫攻坚。"));
    }),
];

/// A lecture of the same name, day and place each time.
fn lecture(id: &str) -> Activity {
    let Event::ActivityRecorded(mut held) = activity(id, &[]) else {
        panic!("an activity is recorded");
    };
    "科普讲座".clone_into(&mut held.name);
    held
}

fn named(id: &str, levels: (&str, &str), name: &str) -> Event {
    let event = indicator(id, levels, "1", quantitative("≥", "90", "%"), ActualSource::Assessed);
    let Event::IndicatorDeclared(mut declared) = event else {
        panic!("an indicator is declared");
    };
    name.clone_into(&mut declared.name);
    Event::IndicatorDeclared(declared)
}

#[test]
fn a_clean_year_has_no_findings() {
    assert_eq!(found(&clean_year()), []);
}

#[test]
fn every_fault_is_found_by_its_rule() {
    let mut report = String::new();
    for (code, spoil) in FAULTS {
        let mut ledger = clean_year();
        spoil(&mut ledger);
        let findings = found(&ledger);
        let hits: Vec<&Finding> = findings.iter().filter(|f| f.code == *code).collect();
        assert!(!hits.is_empty(), "{code} is silent; found {findings:#?}");
        for hit in hits {
            assert!(hit.facts.len() >= 2, "{code} names no two facts: {hit:#?}");
            assert!(!hit.remedy.is_empty(), "{code} says no remedy: {hit:#?}");
            report.push_str(&printed(hit));
        }
    }
    insta::assert_snapshot!("faults", report);
}

fn printed(finding: &Finding) -> String {
    let Finding { code, severity, place, message, facts, formula, events, remedy, waived: _ } =
        finding;
    format!(
        "{code} {} {place}\n  {message}\n  事实：{}\n  算式：{formula}\n  台账号：{events:?}\n  处理：{remedy}\n",
        severity.name(),
        facts.join("；")
    )
}

#[test]
fn a_tampered_evaluation_does_not_close() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("a pack");
    let codes = |tamper| {
        let mut codes: Vec<String> =
            scored(&clean_year(), &pack, tamper).into_iter().map(|f| f.code).collect();
        codes.dedup();
        codes
    };
    assert_eq!(codes(|scored| scored.total_score += decimal("1")), ["TOTAL"]);
    let spend_more = |scored: &mut SelfEvaluation| {
        let row = scored.funds.get_mut(1).expect("a second fund row");
        row.outturn = row.outturn.checked_add(yuan("0.01")).expect("a small amount");
    };
    assert_eq!(codes(spend_more), ["SUM"]);
    let blank_with_points = |scored: &mut SelfEvaluation| {
        scored.indicators.first_mut().expect("an indicator").actual_text.clear();
    };
    assert_eq!(codes(blank_with_points), ["BLANK", "SCORE"]);
}

#[test]
fn length_limits_come_from_the_pack() {
    let files = Pack::builtin_files(Pack::DEFAULT).expect("a shipped pack");
    let files = files.iter().map(|(name, text)| {
        let limits = if *name == "pack.toml" { "\n[limits]\nindicator_name = 2\n" } else { "" };
        (*name, format!("{text}{limits}"))
    });
    let pack = Pack::from_files(files).expect("the limits are valid");
    let findings = scored(&clean_year(), &pack, |_| {});
    assert!(findings.iter().all(|finding| finding.code == "LENGTH"));
    assert_eq!(findings.len(), 3);
}

#[test]
fn pace_is_watched_by_monitoring_forms_only() {
    let mut ledger = clean_year();
    ledger.original(office(), "1000000.00");
    let paces = |ledger: &Ledger, pack: &str| {
        let pack = Pack::builtin(pack).expect("a shipped pack");
        let findings = scored(ledger, &pack, |_| {}).into_iter();
        findings.filter(|finding| finding.code == "PACE").map(|finding| finding.message).collect()
    };
    let monitoring = "national-monitoring-2019";
    let lagging: Vec<String> = paces(&ledger, monitoring);
    assert_eq!(lagging, ["截至12月红灯：执行率只到时间进度的47.28%"]);
    assert_eq!(paces(&ledger, Pack::DEFAULT), Vec::<String>::new());
    ledger.pay(12, office(), "30201", "1000000.00");
    assert_eq!(paces(&ledger, monitoring), Vec::<String>::new());
}

#[test]
fn what_is_due_at_year_end_is_no_fault_before() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("a shipped pack");
    let ledger = Ledger::open();
    let codes = |day| {
        let book = ledger.book();
        let figures = Figures::of(&book).expect("the year is open");
        let evaluation = evaluate(&pack, &figures).expect("test amounts are small");
        let found = check(&pack, &figures, &evaluation, &ledger.events, day);
        let mut codes: Vec<String> =
            found.expect("test amounts are small").into_iter().map(|f| f.code).collect();
        codes.dedup();
        codes
    };
    assert_eq!(codes(date(2022, 1, 1)), Vec::<String>::new());
    assert_eq!(codes(date(2022, 12, 30)), Vec::<String>::new());
    assert_eq!(codes(date(2022, 12, 31)), ["MISSING", "SCORE"]);
}

#[test]
fn a_closing_that_is_carried_over_whole_is_in_order() {
    let mut ledger = Ledger::default();
    let opened = Ledger::open();
    ledger.events.extend(opened.events.into_iter().take(1));
    let carried = LineBalance { line: science().id, amount: yuan("5000.00") };
    ledger.on(
        date(2022, 1, 1),
        Event::YearOpened(YearOpening {
            year: year(),
            previous: Some(PreviousClosing {
                year: 2021.try_into().expect("a fiscal year"),
                closing_hash: "00".to_owned(),
                carry_over: vec![carried],
            }),
        }),
    );
    fill(&mut ledger);
    let carry = |ledger: &Ledger| {
        found(ledger).into_iter().filter(|finding| finding.code == "CARRY").count()
    };
    assert_eq!(carry(&ledger), 1);
    ledger.add(Event::CarryOverBroughtIn(CarryOverIn {
        line: science(),
        amount: yuan("5000.00"),
        origin_year: 2021.try_into().expect("a fiscal year"),
        document: document("宁财预〔2021〕30号"),
        memo: String::new(),
    }));
    assert_eq!(carry(&ledger), 0);
}

#[test]
fn what_is_explained_is_no_longer_a_warning() {
    let mut ledger = clean_year();
    ledger.headcount(StaffCategory::SupportWorker, 1);
    ledger.add(Event::DeviationExplained(Deviation {
        subject: DeviationSubject::Figure("rate.headcount".parse().expect("a key")),
        reason: "自然减员消化".to_owned(),
        corrective_action: "不再新增".to_owned(),
        causes: BTreeSet::new(),
    }));
    ledger.add(activity("A2", &[("lectures", "讲座", "2", "场次")]));
    ledger.add(explained("1"));
    let findings = found(&ledger);
    let codes: Vec<(&str, &str)> =
        findings.iter().map(|f| (f.code.as_str(), f.severity.name())).collect();
    assert_eq!(codes, [("STAFF", "说明"), ("EVID", "提醒")]);
}

#[test]
fn an_accepted_finding_carries_its_reason() {
    let mut ledger = clean_year();
    ledger.headcount(StaffCategory::SupportWorker, 1);
    ledger.add(Event::FindingWaived(Waiver {
        code: "STAFF".to_owned(),
        place: "rate.headcount".to_owned(),
        reason: "县编委已批准过渡".to_owned(),
    }));
    let waived: Vec<Option<String>> = found(&ledger).into_iter().map(|f| f.waived).collect();
    assert_eq!(waived, [Some("县编委已批准过渡".to_owned())]);
}

#[test]
fn money_announced_in_advance_is_only_noted() {
    let mut ledger = clean_year();
    let mut advance = grant(office(), "100.00", "甘财预〔2021〕120号");
    advance.document.dated = date(2021, 11, 20);
    ledger.add(Event::OriginalBudgetApproved(advance));
    let paid = ledger.pay(12, office(), "30201", "100.00");
    ledger.prove(paid);
    let findings: Vec<(String, &str)> =
        found(&ledger).into_iter().map(|f| (f.code, f.severity.name())).collect();
    assert_eq!(findings, [("DOCNO".to_owned(), "说明")]);
}

#[test]
fn every_rule_explains_itself_under_its_own_code() {
    for one in RULES {
        assert!(std::ptr::eq(rule(one.code).expect("the table holds it"), one), "{}", one.code);
        assert!(one.explanation.chars().count() > 20, "{} explains nothing", one.code);
        assert!(!one.source.is_empty() && !one.title.is_empty(), "{}", one.code);
        let tested = FAULTS.iter().any(|(code, _)| *code == one.code)
            || ["SUM", "TOTAL", "LENGTH", "PACE"].contains(&one.code);
        assert!(tested, "no test makes {} fire", one.code);
    }
}

#[test]
fn indicators_that_the_form_names_must_be_declared() {
    let pack = Pack::builtin("chongqing-whole-unit-2021").expect("a shipped pack");
    let findings = scored(&clean_year(), &pack, |_| {});
    let undeclared = findings.iter().filter(|finding| finding.message.contains("没有申报"));
    assert_eq!(undeclared.count(), 14);
}

#[test]
fn points_left_to_the_unit_must_fill_the_total() {
    let pack = Pack::builtin("sichuan-project-2023").expect("a shipped pack");
    let weights = |ledger: &Ledger| {
        let findings = scored(ledger, &pack, |_| {}).into_iter();
        findings.filter(|finding| finding.code == "WEIGHT").map(|f| f.message).collect::<Vec<_>>()
    };
    let mut ledger = clean_year();
    assert_eq!(weights(&ledger), Vec::<String>::new());
    let six = quantitative("≥", "6", "次");
    ledger.add(indicator("4", ("产出指标", "质量指标"), "5", six, ActualSource::Assessed));
    assert_eq!(weights(&ledger), ["全部分值合计105，表式满分100"]);
}

#[test]
fn a_low_execution_rate_is_explained_where_the_form_asks() {
    let rates = |pack: &str, spent: &str| {
        let pack = Pack::builtin(pack).expect("a shipped pack");
        let mut ledger = clean_year();
        ledger.original(science(), "100000.00");
        ledger.original(office(), "896700.00");
        ledger.pay(5, office(), "30201", spent);
        let findings = scored(&ledger, &pack, |_| {}).into_iter();
        findings
            .filter(|finding| finding.code == "RATE" && finding.place == "rate.execution.total")
            .count()
    };
    assert_eq!(rates("sichuan-project-2023", "700000.00"), 1);
    assert_eq!(rates("sichuan-project-2023", "896700.00"), 0);
    assert_eq!(rates(Pack::DEFAULT, "700000.00"), 0);
}

#[test]
fn sichuan_wants_adjustments_explained_and_texts_short() {
    let pack = Pack::builtin("sichuan-project-2023").expect("a shipped pack");
    let places = |ledger: &Ledger, code: &str| {
        let findings = scored(ledger, &pack, |_| {}).into_iter();
        findings.filter(|finding| finding.code == code).map(|f| f.place).collect::<Vec<_>>()
    };
    let mut ledger = clean_year();
    ledger.add(narrative("problems", &"字".repeat(200)));
    assert_eq!(places(&ledger, "LENGTH"), Vec::<String>::new());
    ledger.add(narrative("problems", &"字".repeat(201)));
    assert_eq!(places(&ledger, "LENGTH"), ["problems"]);

    // Any adjustment wants its reason, however small.
    ledger.add(narrative("adjustment", ""));
    ledger.add(Event::BudgetSupplemented(grant(office(), "1.00", "宁财预〔2022〕9号")));
    assert_eq!(places(&ledger, "ADJ"), ["budget.adjustment.total"]);
    ledger.add(Event::DeviationExplained(Deviation {
        subject: DeviationSubject::Figure("budget.adjustment.total".parse().expect("a key")),
        reason: "追加办公经费".to_owned(),
        corrective_action: String::new(),
        causes: BTreeSet::new(),
    }));
    assert_eq!(places(&ledger, "ADJ"), Vec::<String>::new());
}

#[test]
fn evidence_of_a_correction_proves_the_activity() {
    let mut ledger = clean_year();
    let recorded = activity("A2", &[("audience", "受众", "2600", "人次")]);
    let corrected = activity("A2", &[("audience", "受众", "2300", "人次")]);
    let target = ledger.add(recorded.clone());
    let (Event::ActivityRecorded(was), Event::ActivityRecorded(now)) = (recorded, corrected) else {
        panic!("an activity is recorded");
    };
    let reason = "人数有误".to_owned();
    let correction = ActivityCorrection { target, was, now, reason };
    let corrected = ledger.add(Event::ActivityCorrected(correction));
    let bare = |ledger: &Ledger| found(ledger).iter().any(|finding| finding.code == "EVID");
    assert!(bare(&ledger));
    ledger.prove(corrected);
    assert!(!bare(&ledger));
}
