//! Monitoring: pace, forecast, lights, and both sides of every warning line.

use jiff::civil::{Date, date};
use taizhang_core::event::{ActualSource, AssessedValue, Event, Target, Tier};
use taizhang_core::figure::Figures;
use taizhang_evaluation::pack::Pack;
use taizhang_evaluation::{Monitoring, evaluate, monitor};

use crate::ledger::{
    Ledger, activity, assessed, decimal, explained, indicator, office, quantitative, science,
    survey,
};

const NATIONAL: &str = "national-monitoring-2019";
const SICHUAN: &str = "sichuan-monitoring-2025";

fn watched(ledger: &Ledger, pack: &str, on: Date) -> Monitoring {
    let pack = Pack::builtin(pack).expect("a shipped pack");
    let book = ledger.book();
    let figures = Figures::of(&book).expect("the year is open");
    let evaluation = evaluate(&pack, &figures).expect("test amounts are small");
    let watched = monitor(&pack, &figures, &evaluation, on).expect("test amounts are small");
    watched.expect("a monitoring form has warning lines")
}

/// A year of 1,000,000 yuan of which `spent` is spent by January.
fn spent(spent: &str) -> Ledger {
    let mut ledger = Ledger::open();
    ledger.original(science(), "1000000.00");
    ledger.pay(1, science(), "30201", spent);
    ledger
}

/// Light, pace, forecast and reasons of the total.
fn total(ledger: &Ledger, pack: &str, on: Date) -> String {
    let watched = watched(ledger, pack, on);
    let row = watched.funds.first().expect("the first row is the total");
    let light = row.light.map_or("无", |light| light.name());
    let share = row.pace.map(|pace| pace.to_string()).unwrap_or_default();
    format!("{light} {share}% {} {}", row.forecast, row.reasons.join("；")).trim_end().to_owned()
}

#[test]
fn lights_change_at_sixty_and_eighty_per_cent_of_the_time() {
    // 财政绩效管理系统的监控预警：<60红，60—80黄，≥80绿; June is half the year.
    let june = date(2022, 6, 30);
    let cases = [
        ("299999.99", "红灯 60% 599999.98 执行率只到时间进度的60.00%"),
        ("300000.00", "黄灯 60% 600000.00 执行率只到时间进度的60.00%"),
        ("300000.01", "黄灯 60% 600000.02 执行率只到时间进度的60.00%"),
        ("399999.99", "黄灯 80% 799999.98 执行率只到时间进度的80.00%"),
        ("400000.00", "绿灯 80% 800000.00"),
        // What is spent fast is not foreseen to exceed its budget.
        ("650000.00", "绿灯 130% 1000000.00"),
        ("0.01", "红灯 0% 0.02 执行率只到时间进度的0.00%"),
    ];
    for (amount, expected) in cases {
        assert_eq!(total(&spent(amount), NATIONAL, june), expected, "{amount}");
    }
}

#[test]
fn a_month_that_has_begun_counts_whole() {
    let paces = [date(2022, 1, 1), date(2022, 1, 31), date(2022, 2, 1), date(2022, 12, 31)]
        .map(|day| watched(&spent("100000.00"), NATIONAL, day).funds[0].pace);
    let expected = ["120", "120", "60", "10"].map(|pace| Some(decimal(pace)));
    assert_eq!(paces, expected);
}

#[test]
fn a_year_without_money_has_no_light() {
    let ledger = Ledger::open();
    assert_eq!(total(&ledger, NATIONAL, date(2022, 6, 30)), "无 % 0.00");
}

#[test]
fn warning_lines_hold_from_their_month_on() {
    // 川财绩〔2025〕10号（摘要）：<25%（1—4月）、<40%（1—6）、<60%（1—8）、<80%（1—10）。
    let lines = [(4, "250000"), (6, "400000"), (8, "600000"), (10, "800000")];
    for (month, line) in lines {
        let on = date(2022, month, 28);
        let below = spent(&format!("{}", decimal(line) - decimal("0.01")));
        let said = total(&below, SICHUAN, on);
        assert!(
            said.starts_with("红灯") && said.contains(&format!("{month}月底的预警线")),
            "{said}"
        );
        let on_line = total(&spent(&format!("{line}.00")), SICHUAN, on);
        assert!(!on_line.contains("预警线"), "{on_line}");
    }
    // Before April there is no line; in May April's still holds.
    assert_eq!(total(&spent("200000.00"), SICHUAN, date(2022, 3, 31)), "绿灯 80% 800000.00");
    let may = total(&spent("240000.00"), SICHUAN, date(2022, 5, 31));
    assert!(may.contains("执行率24.00%低于4月底的预警线25%"), "{may}");
}

/// Prints what is said about indicator 1 at the end of June.
fn one(target: Target, source: ActualSource, events: Vec<Event>) -> String {
    let mut ledger = Ledger::open();
    ledger.original(office(), "1000000.00");
    ledger.add(indicator("1", ("产出指标", "数量指标"), "10", target, source));
    for event in events {
        ledger.on(date(2022, 6, 1), event);
    }
    let watched = watched(&ledger, NATIONAL, date(2022, 6, 30));
    let row = watched.indicators.first().expect("it was declared");
    let percent = |ratio: &Option<taizhang_core::Ratio>| {
        ratio.as_ref().map_or("—".to_owned(), |ratio| ratio.percent_text(2))
    };
    let light = row.light.map_or("无灯", |light| light.name());
    let likelihood = row.likelihood.map_or("—", |likelihood| likelihood.name());
    format!(
        "[{}] 进度{} 预计[{}] 偏离{} {likelihood} {light} {}",
        row.actual_text,
        percent(&row.progress),
        row.forecast_text,
        percent(&row.deviation),
        row.reason
    )
    .trim_end()
    .to_owned()
}

fn lectures(count: &str) -> Vec<Event> {
    vec![activity("A1", &[("lectures", "讲座", count, "场次")])]
}

#[test]
fn indicators_are_foreseen_by_their_kind() {
    let sum = || ActualSource::ResultSum("lectures".parse().expect("a measure"));
    let tier = |tier| vec![assessed("1", AssessedValue::Tier { tier, percent: decimal("80") })];
    let state = || Target::Qualitative { description: "覆盖全县中小学".to_owned() };
    let pleased = || ActualSource::Survey("师生".to_owned());
    let many = |sign, value| quantitative(sign, value, "场次");
    let cases = [
        // Counted: June is half the year, so 3 of 10 is 60 % of the time.
        one(many("≥", "10"), sum(), lectures("2.99")),
        one(many("≥", "10"), sum(), lectures("3")),
        one(many("≥", "10"), sum(), lectures("4")),
        one(many("≥", "10"), sum(), lectures("5")),
        one(many("≥", "10"), sum(), Vec::new()),
        // A ceiling on what only grows.
        one(many("≤", "10"), sum(), lectures("5")),
        one(many("≤", "10"), sum(), lectures("6")),
        one(many("≤", "10"), sum(), lectures("10.01")),
        one(many("≤", "10"), sum(), Vec::new()),
        // A target of zero.
        one(many("=", "0"), sum(), Vec::new()),
        one(many("=", "0"), sum(), lectures("1")),
        // What does not grow with time.
        one(quantitative("≥", "90", "%"), pleased(), vec![survey("师生", 100, 90)]),
        one(quantitative("≥", "90", "%"), pleased(), vec![survey("师生", 100, 80)]),
        one(quantitative("≥", "90", "%"), pleased(), vec![survey("师生", 100, 50)]),
        one(quantitative("≥", "90", "%"), pleased(), Vec::new()),
        // Judgements.
        one(state(), ActualSource::Assessed, tier(Tier::Achieved)),
        one(state(), ActualSource::Assessed, tier(Tier::PartlyAchieved)),
        one(state(), ActualSource::Assessed, tier(Tier::NotAchieved)),
        one(state(), ActualSource::Assessed, Vec::new()),
    ];
    insta::assert_snapshot!("monitored_indicators", cases.join("\n"));
}

#[test]
fn goals_and_spending_more_than_ten_points_apart_are_named() {
    let sum = ActualSource::ResultSum("lectures".parse().expect("a measure"));
    let warnings = |amount: &str| {
        let mut ledger = spent(amount);
        let target = quantitative("≥", "10", "场次");
        ledger.add(indicator("1", ("产出指标", "数量指标"), "10", target, sum.clone()));
        ledger.on(date(2022, 6, 1), activity("A1", &[("lectures", "讲座", "6", "场次")]));
        watched(&ledger, SICHUAN, date(2022, 6, 30)).warnings
    };
    assert_eq!(warnings("500000.00"), Vec::<String>::new());
    assert_eq!(warnings("499900.00"), ["目标完成进度60.00%与预算执行率49.99%相差超过10个百分点"]);
}

#[test]
fn the_form_ticks_off_the_classes_of_a_reason() {
    // 财预〔2019〕136号（凭记忆）：经费、制度、人员、硬件条件保障和其他。
    let classes = ["经费保障", "制度保障", "人员保障", "硬件条件保障", "其他"];
    let mut ledger = spent("100000.00");
    let target = quantitative("≥", "10", "场次");
    let source = ActualSource::ResultSum("lectures".parse().expect("a measure"));
    ledger.add(indicator("1", ("产出指标", "数量指标"), "50", target, source));
    let Event::DeviationExplained(mut reason) = explained("1") else {
        panic!("a deviation is explained");
    };
    reason.causes = ["人员保障", "经费保障"].map(str::to_owned).into();
    ledger.add(Event::DeviationExplained(reason));
    for pack in [NATIONAL, SICHUAN] {
        let watched = watched(&ledger, pack, date(2022, 6, 30));
        assert_eq!(watched.cause_classes, classes, "{pack}");
        let row = watched.indicators.first().expect("one indicator");
        assert_eq!(row.causes, ["人员保障", "经费保障"]);
    }
}
