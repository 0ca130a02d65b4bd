//! Scores follow from the ledger, never from the keyboard.

use jiff::civil::date;
use taizhang_core::code::FundType;
use taizhang_core::event::{
    ActualSource, AssessedValue, BudgetLine, CarryOverIn, Event, IndicatorAdjustment,
    StaffCategory, Target, Tier,
};
use taizhang_core::figure::Figures;
use taizhang_evaluation::pack::Pack;
use taizhang_evaluation::{SelfEvaluation, evaluate};

use crate::ledger::{
    Ledger, activity, assessed, decimal, document, indicator, office, quantitative, salaries,
    science, survey, yuan,
};

fn scored(ledger: &Ledger, id: &str) -> SelfEvaluation {
    let pack = Pack::builtin(id).expect("a shipped pack");
    let book = ledger.book();
    let figures = Figures::of(&book).expect("the year is open");
    evaluate(&pack, &figures).expect("test amounts are small")
}

/// Scores one indicator and prints what is known and what it earns.
fn one(ledger: &mut Ledger, target: Target, source: ActualSource) -> String {
    ledger.add(indicator("9", ("产出指标", "数量指标"), "10", target, source));
    let evaluation = scored(ledger, Pack::DEFAULT);
    let row = evaluation.indicators.iter().find(|row| row.id.as_str() == "9");
    let row = row.expect("it was declared");
    format!("[{}] {} {:?}", row.actual_text, row.score, row.events)
}

fn figure(key: &str) -> ActualSource {
    ActualSource::Figure(key.parse().expect("a key"))
}

fn paid_year() -> Ledger {
    let mut ledger = Ledger::open();
    ledger.original(salaries(), "900000.00");
    ledger.pay(3, salaries(), "30101", "600000.00");
    ledger
}

#[test]
fn figures_count_in_the_unit_of_the_target() {
    let cases = [
        (quantitative("≥", "100", "%"), "rate.execution.total", "[66.67%] 6.67 []"),
        (quantitative("≤", "60", "万元"), "outturn.total", "[60.00万元] 10 []"),
        (quantitative("≤", "500000", "元"), "outturn.total", "[600000.00元] 8 []"),
        (quantitative("≤", "60", "件"), "outturn.total", "[] 0 []"),
        (quantitative("≥", "1", "次"), "activity_count", "[0次] 0 []"),
        (quantitative("≥", "1", "次"), "activity.unknown", "[] 0 []"),
        (quantitative("≤", "100", "%"), "rate.headcount", "[] 0 []"),
    ];
    for (target, key, expected) in cases {
        assert_eq!(one(&mut paid_year(), target, figure(key)), expected, "{key}");
    }
}

#[test]
fn activities_give_sum_count_and_last() {
    let year = || {
        let mut ledger = Ledger::open();
        ledger.on(date(2022, 3, 1), activity("A1", &[("audience", "受众", "300", "人次")]));
        ledger.on(date(2022, 9, 1), activity("A2", &[("audience", "受众", "200", "人次")]));
        ledger
    };
    let audience = || "audience".parse().expect("a measure");
    let target = |value| quantitative("≥", value, "人次");
    let sum = ActualSource::ResultSum(audience());
    assert_eq!(one(&mut year(), target("1000"), sum), "[500人次] 5 [3, 4]");
    let count = ActualSource::ResultCount(audience());
    assert_eq!(one(&mut year(), quantitative("=", "2", "场次"), count), "[2场次] 10 [3, 4]");
    let last = ActualSource::ResultLast(audience());
    assert_eq!(one(&mut year(), target("200"), last), "[200人次] 10 [4]");
}

#[test]
fn surveys_count_in_per_cent_and_the_latest_holds() {
    let mut ledger = Ledger::open();
    ledger.on(date(2022, 6, 1), survey("师生", 10, 1));
    ledger.on(date(2022, 9, 1), survey("师生", 3, 2));
    let source = ActualSource::Survey("师生".to_owned());
    assert_eq!(one(&mut ledger, quantitative("≥", "90", "%"), source), "[66.67%] 7.41 [4]");
}

#[test]
fn judgement_scores_within_its_tier_and_never_blank() {
    let state = || Target::Qualitative { description: "基层组织健全".to_owned() };
    let judged = |tier, percent| {
        let mut ledger = Ledger::open();
        ledger.add(assessed("9", AssessedValue::Tier { tier, percent: decimal(percent) }));
        one(&mut ledger, state(), ActualSource::Assessed)
    };
    assert_eq!(judged(Tier::Achieved, "95"), "[达成年度指标] 9.5 [3]");
    assert_eq!(judged(Tier::PartlyAchieved, "80"), "[部分达成年度指标并具有一定效果] 0 [3]");
    let unknown = one(&mut Ledger::open(), state(), ActualSource::Assessed);
    assert_eq!(unknown, "[] 0 []");
    let mut numbered = Ledger::open();
    numbered.add(assessed("9", AssessedValue::Actual(decimal("7"))));
    assert_eq!(
        one(&mut numbered, quantitative("≥", "10", "个"), ActualSource::Assessed),
        "[7个] 7 [3]"
    );
}

#[test]
fn an_adjusted_target_is_the_one_that_counts() {
    let mut ledger = Ledger::open();
    ledger.on(date(2022, 3, 1), activity("A1", &[("audience", "受众", "300", "人次")]));
    let source = ActualSource::ResultSum("audience".parse().expect("a measure"));
    let before = one(&mut ledger, quantitative("≥", "600", "人次"), source);
    assert_eq!(before, "[300人次] 5 [3]");
    ledger.add(Event::IndicatorAdjusted(IndicatorAdjustment {
        indicator: "9".parse().expect("an id"),
        target: quantitative("≥", "300", "人次"),
        document: None,
        reason: "疫情影响".to_owned(),
    }));
    let evaluation = scored(&ledger, Pack::DEFAULT);
    let row = evaluation.indicators.first().expect("it was declared");
    assert_eq!((row.target_text().as_str(), row.score), ("≥300人次", decimal("10")));
}

#[test]
fn fund_rows_close_and_carried_over_money_is_spent_first() {
    let own = BudgetLine { fund: FundType::OwnSource, ..office() };
    let mut ledger = Ledger::open();
    ledger.original(salaries(), "100.00");
    ledger.original(own.clone(), "50.00");
    ledger.original(science(), "30.00");
    ledger.add(Event::CarryOverBroughtIn(CarryOverIn {
        line: science(),
        amount: yuan("20.00"),
        origin_year: 2021.try_into().expect("a fiscal year"),
        document: document("宁财预〔2021〕30号"),
        memo: String::new(),
    }));
    ledger.pay(3, salaries(), "30101", "100.00");
    ledger.pay(4, own, "30201", "10.00");
    ledger.pay(5, science(), "30226", "25.00");
    let rows: Vec<String> = scored(&ledger, Pack::DEFAULT)
        .funds
        .into_iter()
        .map(|row| {
            let rate = row.rate.percent_text(2);
            let score = row.score.map(|score| score.to_string()).unwrap_or_default();
            format!(
                "{} {} {} {} {} {rate} {score}",
                row.name, row.original_budget, row.adjustment, row.final_budget, row.outturn
            )
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @r"
    年度资金总额 180.00 20.00 200.00 135.00 67.50% 6.75
    其中：当年财政资金 130.00 0.00 130.00 105.00 80.77% 
    上年结转资金 0.00 20.00 20.00 20.00 100.00% 
    其他资金 50.00 0.00 50.00 10.00 20.00% 
    按类别：人员类 100.00 0.00 100.00 100.00 100.00% 
    运转类公用经费 50.00 0.00 50.00 10.00 20.00% 
    其他运转类和特定目标类项目 30.00 20.00 50.00 25.00 50.00%
    ");
}

#[test]
fn the_project_form_counts_projects_only() {
    let mut ledger = paid_year();
    ledger.original(science(), "100.00");
    ledger.pay(5, science(), "30226", "25.00");
    let evaluation = scored(&ledger, "national-project-2020");
    let total = evaluation.funds.first().expect("a total row");
    assert_eq!((total.final_budget, total.outturn), (yuan("100.00"), yuan("25.00")));
    assert_eq!(evaluation.execution_score, decimal("2.5"));
}

#[test]
fn a_year_without_budget_scores_nothing() {
    let evaluation = scored(&Ledger::open(), Pack::DEFAULT);
    assert_eq!(evaluation.execution_score, decimal("0"));
    assert_eq!((evaluation.total_score, evaluation.grade.as_str()), (decimal("0"), "不评定"));
}

#[test]
fn indicators_follow_the_form_not_the_order_of_declaration() {
    let mut ledger = Ledger::open();
    let six = || quantitative("≥", "6", "次");
    for (id, level1, level2) in [
        ("a", "满意度指标", "服务对象满意度指标"),
        ("b", "产出指标", "时效指标"),
        ("c", "别的", "别的"),
        ("d", "产出指标", "数量指标"),
        ("e", "效益指标", "社会效益指标"),
    ] {
        ledger.add(indicator(id, (level1, level2), "10", six(), ActualSource::Assessed));
    }
    let evaluation = scored(&ledger, Pack::DEFAULT);
    let order: Vec<&str> = evaluation.indicators.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(order, ["d", "b", "e", "a", "c"]);
}

/// Scores one indicator by another province's form.
fn by(pack: &str, name: &str, target: Target, key: &str, ledger: &mut Ledger) -> String {
    let Event::IndicatorDeclared(mut declared) =
        indicator("9", ("产出指标", "数量指标"), "5", target, figure(key))
    else {
        unreachable!("it declares an indicator")
    };
    name.clone_into(&mut declared.name);
    ledger.add(Event::IndicatorDeclared(declared));
    let evaluation = scored(ledger, pack);
    let row = evaluation.indicators.first().expect("it was declared");
    format!("[{}] {}", row.actual_text, row.score)
}

#[test]
fn one_result_scores_differently_by_province() {
    let overstaffed = || {
        let mut ledger = Ledger::open();
        ledger.posts(6);
        ledger.headcount(StaffCategory::CivilServiceManaged, 7);
        ledger
    };
    let rate = || quantitative("≤", "100", "%");
    let score = |pack, name| by(pack, name, rate(), "rate.headcount", &mut overstaffed());
    // 7 in post on 6 posts: 16.67 points over.
    assert_eq!(score("hunan-whole-unit-2020", "在职人员控制率"), "[116.67%] 0");
    assert_eq!(score(Pack::DEFAULT, "在职人员控制率"), "[116.67%] 4.17");
    assert_eq!(score("hubei-project-2022", "在职人员控制率"), "[116.67%] 4.29");
}

#[test]
fn hubei_gives_the_execution_rate_twenty_points() {
    let mut ledger = Ledger::open();
    ledger.original(science(), "100.00");
    ledger.pay(5, science(), "30226", "83.58");
    assert_eq!(scored(&ledger, "hubei-project-2022").execution_score, decimal("16.72"));
    assert_eq!(scored(&ledger, "national-project-2020").execution_score, decimal("8.36"));
}

/// The default pack with `rules` added.
fn with_rules(rules: &str) -> Pack {
    let files = Pack::builtin_files(Pack::DEFAULT).expect("a shipped pack");
    let files = files.iter().map(|(name, text)| {
        let rules = if *name == "pack.toml" { rules } else { "" };
        (*name, format!("{text}\n{rules}"))
    });
    Pack::from_files(files).expect("the rules are valid")
}

fn scored_by(ledger: &Ledger, pack: &Pack) -> SelfEvaluation {
    let book = ledger.book();
    let figures = Figures::of(&book).expect("the year is open");
    evaluate(pack, &figures).expect("test amounts are small")
}

#[test]
fn a_low_execution_rate_caps_the_total() {
    let pack = with_rules(
        "[[caps]]\nexecution_below = 80\ntotal = 89\nsource = \"测试\"\nverified = false\n\
         [[caps]]\nexecution_below = 60\ntotal = 59\nsource = \"测试\"\nverified = false\n",
    );
    let total = |spent: &str| {
        let mut ledger = Ledger::open();
        ledger.original(salaries(), "1000000.00");
        ledger.pay(3, salaries(), "30101", spent);
        ledger.add(indicator(
            "1",
            ("产出指标", "数量指标"),
            "90",
            quantitative("≥", "1", "次"),
            ActualSource::ResultCount("lectures".parse().expect("a measure")),
        ));
        ledger.add(activity("A1", &[("lectures", "讲座", "1", "场次")]));
        let scored = scored_by(&ledger, &pack);
        format!("{} {}", scored.total_score, scored.grade)
    };
    assert_eq!(total("800000.00"), "98 优");
    assert_eq!(total("799999.99"), "89 良");
    assert_eq!(total("600000.00"), "89 良");
    assert_eq!(total("599999.99"), "59 差");
}

#[test]
fn far_above_the_target_without_a_reason_loses_the_forms_points() {
    let files = Pack::builtin_files(Pack::DEFAULT).expect("a shipped pack");
    let files = files.iter().map(|(name, text)| {
        (*name, text.replace("zero_target_from = 30", "zero_target_from = 30\ndeduct = \"1.5\""))
    });
    let pack = Pack::from_files(files).expect("the rule is valid");
    let points = |count: &str, explain: bool| {
        let mut ledger = Ledger::open();
        let sum = ActualSource::ResultSum("lectures".parse().expect("a measure"));
        let output = ("产出指标", "数量指标");
        ledger.add(indicator("1", output, "10", quantitative("≥", "10", "场次"), sum));
        ledger.add(activity("A1", &[("lectures", "讲座", count, "场次")]));
        if explain {
            ledger.add(crate::ledger::explained("1"));
        }
        scored_by(&ledger, &pack).indicators[0].score.to_string()
    };
    assert_eq!(points("12.99", false), "10");
    assert_eq!(points("13", false), "8.5");
    assert_eq!(points("13", true), "10");
}
