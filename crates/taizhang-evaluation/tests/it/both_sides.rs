//! Each rule with a bound, just on this side of it and just on the other.

use jiff::civil::date;
use taizhang_core::event::{
    ActualSource, AssessedValue, Disbursement, Event, ExpenditureCategory, Goal, Tier,
};

use crate::check::{clean_year, found};
use crate::ledger::{
    Ledger, activity, assessed, decimal, explained, indicator, line, narrative, office, payment,
    quantitative, salaries, science, survey,
};

/// Checks that `code` finds just what `expected` says (severity and place) after `happens`.
fn check(code: &str, happens: impl Fn(&mut Ledger), expected: &[&str]) {
    let mut ledger = clean_year();
    happens(&mut ledger);
    let findings = found(&ledger).into_iter().filter(|finding| finding.code == code);
    let said: Vec<String> =
        findings.map(|finding| format!("{} {}", finding.severity.name(), finding.place)).collect();
    assert_eq!(said, expected, "{code}");
}

/// Checks what `code` says about one narrative.
fn check_text(code: &str, text: &str, expected: &[&str]) {
    check(
        code,
        |ledger| {
            ledger.add(narrative("tasks", text));
        },
        expected,
    );
}

fn paid(month: i8, day: i8, change: impl Fn(&mut Disbursement)) -> impl Fn(&mut Ledger) {
    move |ledger| {
        let mut payment = payment(salaries(), "30102", "0.01");
        change(&mut payment);
        ledger.on(date(2022, month, day), Event::DisbursementMade(payment));
    }
}

#[test]
fn a_number_off_by_its_last_digit_is_told_from_others() {
    // 896700元＝89.67万元.
    check_text("ROUND", "支出89.6万元。", &["提醒 tasks#89.6万元"]);
    check_text("TYPED", "支出89.6万元。", &[]);
    check_text("ROUND", "支出89.7万元。", &[]);
    check_text("TYPED", "支出89.7万元。", &["说明 tasks#89.7万元"]);
    check_text("ROUND", "支出89.5万元。", &[]);
    check_text("TYPED", "支出89.5万元。", &["提醒 tasks#89.5万元"]);
    check_text("TYPED", "支出99.99 万元。", &["提醒 tasks#99.99万元"]);
}

#[test]
fn numbers_in_tables_are_held_against_the_ledger_too() {
    let table = |head: &str, cell: &str| format!("| 项目 | {head} |\n|---|---|\n| 甲 | {cell} |\n");
    let check = |head: &str, cell: &str, expected: &[&str]| {
        check_text("TYPED", &table(head, cell), expected);
    };
    // 896700元＝89.67万元.
    check("金额（万元）", "89.67", &["说明 tasks#89.67万元"]);
    check("金额（万元）", "89.50", &["提醒 tasks#89.50万元"]);
    check("金额（元）", "896,700.00", &["说明 tasks#896700.00元"]);
    check("金额", "89.67万元", &["说明 tasks#89.67万元"]);
    check("金额", "89.67", &["说明 tasks#89.67"]);
    check("金额", "89.50", &["说明 tasks#89.50"]);
    check("序号", "89.67", &[]);
    check("金额（万元）", "{{ fig(\"outturn.total\") | wan }}", &[]);
    check("金额（万元）", "—", &[]);
}

#[test]
fn markup_that_is_not_printed_is_told_and_what_is_printed_is_not() {
    check_text("FORMAT", "见下图。\n\n![统计图](图.png)", &["错误 tasks#![统计图](图.png)"]);
    check_text("FORMAT", "用`表`登记。", &["提醒 tasks#`表`"]);
    check_text("FORMAT", "*斜体*", &["说明 tasks#*斜体*"]);
    check_text("FORMAT", "**加粗**\n\n- 点\n\n> 引用\n\n| 甲 |\n|---|\n| 乙 |\n", &[]);
}

#[test]
fn amounts_that_print_apart_are_noted_and_others_are_not() {
    let more = |office_gets: &'static str, science_gets: &'static str| {
        move |ledger: &mut Ledger| {
            ledger.original(office(), office_gets);
            ledger.original(science(), science_gets);
        }
    };
    // 89.675万元 and 0.005万元 are both rounded up, 89.68万元 is exact.
    let apart = [
        "说明 budget.original.total",
        "说明 budget.final.total",
        "说明 funds.年初预算数",
        "说明 funds.全年预算数",
    ];
    check("ROUND", more("50.00", "50.00"), &apart);
    check("ROUND", more("100.00", "100.00"), &[]);
}

#[test]
fn numbers_about_right_are_found_where_they_hide_an_exact_one() {
    check_text("APPROX", "讲座约6场次。", &["说明 tasks#约6场次"]);
    check_text("APPROX", "讲座近7场次。", &["提醒 tasks#近7场次"]);
    check_text("APPROX", "讲座6场次左右。", &["说明 tasks#6场次左右"]);
    check_text("APPROX", "讲座6场次，最近5场次在乡镇。", &[]);
    check_text("APPROX", "支出约89.67万元。", &["说明 tasks#约89.67万元"]);
}

#[test]
fn money_is_spent_from_the_day_of_its_document_on() {
    check("DATE", paid(1, 19, |_| ()), &["提醒 记-1"]);
    check("DATE", paid(1, 20, |_| ()), &[]);
}

#[test]
fn days_in_texts_exist_and_lie_in_the_year() {
    check_text("DATE", "2022年2月28日和2022年6月开展。", &[]);
    check_text("DATE", "2022年2月29日开展。", &["提醒 tasks#2022年2月29日"]);
    check_text("DATE", "2022年13月开展。", &["提醒 tasks#2022年13月"]);
    check_text("DATE", "2021年12月开展。", &["说明 tasks#2021年12月"]);
    check_text("DATE", "2020年12月启用，2015年配置。", &[]);
    check_text("DATE", "计划2023年3月完成。", &[]);
    check_text("DATE", "计划2024年1月完成。", &["提醒 tasks#2024年1月"]);
}

#[test]
fn a_voucher_has_one_day_and_holds_each_entry_once() {
    // The clean year has voucher 记-1 of 15 March: 896700.00 on 30101.
    check("DUP", paid(3, 16, |_| ()), &["提醒 记-1"]);
    check("DUP", paid(3, 15, |_| ()), &[]);
    check("DUP", paid(4, 15, |_| ()), &[]);
    let again = |ledger: &mut Ledger| {
        for _ in 0..2 {
            paid(5, 15, |payment| "记-2".clone_into(&mut payment.voucher))(ledger);
        }
    };
    check("DUP", again, &["提醒 记-2"]);
}

#[test]
fn lines_and_payments_are_classed_by_their_codes() {
    let serves = |function: &'static str| {
        move |ledger: &mut Ledger| {
            let mut line = line("2022-004", "其他", ExpenditureCategory::Operating, "302");
            line.function = function.parse().expect("a code");
            ledger.original(line, "100.00");
        }
    };
    check("CLASS", serves("2050202"), &["说明 2022-004"]);
    check("CLASS", serves("2060702"), &[]);
    let line = |category: ExpenditureCategory, economic: &'static str| {
        move |ledger: &mut Ledger| {
            ledger.original(line("2022-004", "其他", category.clone(), economic), "100.00");
        }
    };
    check("CLASS", line(ExpenditureCategory::Personnel, "302"), &["提醒 2022-004"]);
    check("CLASS", line(ExpenditureCategory::Personnel, "303"), &[]);
    check("CLASS", line(ExpenditureCategory::Operating, "301"), &["提醒 2022-004"]);
    check("CLASS", line(ExpenditureCategory::Operating, "310"), &[]);
    let memo = |text: &'static str| paid(3, 15, move |payment| text.clone_into(&mut payment.memo));
    check("CLASS", memo("3月退休费"), &["提醒 记-1"]);
    check("CLASS", memo("3月津贴补贴"), &[]);
    check("CLASS", memo("3月工资"), &[]);
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    check_text("OUTLINE", "# 一\n\n## 二\n\n# 三", &[]);
    check_text("OUTLINE", "## 一\n\n### 二", &[]);
    check_text("OUTLINE", "# 一\n\n### 三", &["提醒 tasks#三"]);
    check_text("OUTLINE", "## 二\n\n# 一", &["提醒 tasks#二"]);
}

#[test]
fn one_expression_has_one_form() {
    check_text("NUMERAL", "实施五个提升行动，“五个提升行动”见效。", &[]);
    check_text("NUMERAL", "实施五个提升行动，五项提升行动见效。", &["说明 tasks#五项提升行动"]);
    check_text("NUMERAL", "实施五个提升行动，5个提升行动见效。", &["说明 tasks#5个提升行动"]);
    check_text("NUMERAL", "实施五个提升行动，六项提升行动见效。", &[]);
}

#[test]
fn full_marks_by_judgement_need_evidence() {
    let judged = |tier: Tier, percent: &'static str| {
        move |ledger: &mut Ledger| {
            let percent = decimal(percent);
            ledger.add(assessed("2", AssessedValue::Tier { tier, percent }));
        }
    };
    check("EVID", judged(Tier::Achieved, "100"), &["错误 2", "提醒 assessments"]);
    check("EVID", judged(Tier::Achieved, "99.9"), &["提醒 assessments"]);
    let proved = |ledger: &mut Ledger| {
        let tier = AssessedValue::Tier { tier: Tier::Achieved, percent: decimal("100") };
        let id = ledger.add(assessed("2", tier));
        ledger.prove(id);
    };
    check("EVID", proved, &[]);
}

#[test]
fn points_are_lost_with_a_reason_only() {
    let asked = |satisfied: u32| {
        move |ledger: &mut Ledger| {
            ledger.add(survey("师生", 1000, satisfied));
        }
    };
    check("SCORE", asked(900), &[]);
    check("SCORE", asked(899), &["错误 3"]);
    let excused = |ledger: &mut Ledger| {
        asked(899)(ledger);
        ledger.add(explained("3"));
    };
    check("SCORE", excused, &[]);
}

#[test]
fn goals_have_the_points_of_their_indicators() {
    let goal = |number, weight: &str, indicators: &[&str]| {
        Event::GoalDeclared(Goal {
            number,
            text: "办好科普".to_owned(),
            weight: decimal(weight),
            indicators: indicators.iter().map(|id| id.parse().expect("an id")).collect(),
            document: None,
        })
    };
    let declared = |goals: Vec<Event>| {
        move |ledger: &mut Ledger| {
            for goal in &goals {
                ledger.add(goal.clone());
            }
        }
    };
    check("WEIGHT", declared(vec![goal(1, "50", &["1"]), goal(2, "40", &["2", "3"])]), &[]);
    let too_light = vec![goal(1, "50", &["1"]), goal(2, "39.99", &["2", "3"])];
    check("WEIGHT", declared(too_light), &["错误 goal#2", "错误 goals"]);
    check("WEIGHT", declared(vec![goal(1, "90", &["1", "2"])]), &["错误 goal#1", "错误 3"]);
    let stated_anew = vec![goal(1, "1", &["1"]), goal(1, "90", &["1", "2", "3"])];
    check("WEIGHT", declared(stated_anew), &[]);
}

#[test]
fn no_points_without_a_value() {
    let source = || ActualSource::ResultSum("books".parse().expect("a measure"));
    let declared = move |ledger: &mut Ledger| {
        let target = quantitative("≥", "10", "册");
        ledger.add(indicator("4", ("产出指标", "数量指标"), "1", target, source()));
    };
    check("BLANK", declared, &["错误 4"]);
    let counted = move |ledger: &mut Ledger| {
        declared(ledger);
        ledger.add(activity("A2", &[("books", "赠书", "10", "册")]));
    };
    check("BLANK", counted, &[]);
}

#[test]
fn far_above_the_target_wants_a_reason() {
    let given = |target: &'static str, actual: &'static str| {
        move |ledger: &mut Ledger| {
            let source = ActualSource::ResultSum("books".parse().expect("a measure"));
            let target = quantitative("≥", target, "册");
            ledger.add(indicator("4", ("产出指标", "数量指标"), "1", target, source));
            ledger.add(activity("A2", &[("books", "赠书", actual, "册")]));
        }
    };
    check("OVER", given("10", "12.99"), &[]);
    check("OVER", given("10", "13"), &["提醒 4"]);
    check("OVER", given("0", "29.99"), &[]);
    check("OVER", given("0", "30"), &["提醒 4"]);
    let excused = move |ledger: &mut Ledger| {
        given("10", "13")(ledger);
        ledger.add(explained("4"));
    };
    check("OVER", excused, &[]);
}

#[test]
fn a_large_adjustment_names_each_event_once() {
    let ledger = {
        let mut ledger = clean_year();
        let more = crate::ledger::grant(salaries(), "400000.00", "宁财预〔2022〕9号");
        ledger.add(Event::BudgetSupplemented(more));
        ledger.add(narrative("adjustment", ""));
        ledger
    };
    let found = found(&ledger);
    let adjusted = found.iter().find(|finding| finding.code == "ADJ").expect("ADJ is found");
    let mut once = adjusted.events.clone();
    once.dedup();
    assert_eq!(adjusted.events, once);
}
