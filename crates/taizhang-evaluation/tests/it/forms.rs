//! The annexed form of each province, with its own unit of money, rows and columns.

use taizhang_core::event::{ActualSource, Event, Goal, IndicatorAdjustment};
use taizhang_evaluation::pack::Pack;

use crate::ledger::{Ledger, decimal, grant, indicator, quantitative, science};
use crate::report::{composed, printed, small_year};

/// Prints the first annex of the small year, with one target adjusted in the year.
fn form(pack: &str) -> String {
    form_of(small_year(), pack)
}

fn form_of(mut ledger: Ledger, pack: &str) -> String {
    ledger.add(Event::IndicatorAdjusted(IndicatorAdjustment {
        indicator: "2".parse().expect("an indicator id"),
        target: quantitative("≥", "2500", "人次"),
        document: None,
        reason: "线下活动减少".to_owned(),
    }));
    let pack = Pack::builtin(pack).expect("a shipped pack");
    let report = printed(&composed(&ledger, &pack).expect("the report composes"));
    let (_, form) = report.split_once("附件1").expect("the form is annexed");
    form.split("附件2").next().unwrap_or_default().to_owned()
}

#[test]
fn chongqing_counts_in_yuan_and_shows_adjusted_targets() {
    insta::assert_snapshot!(form("chongqing-whole-unit-2021"));
}

/// 2300 ÷ 3100 × 3 is 2.2258, printed 2.23, and 2.23 ÷ 3 is not what was achieved; of the execution rate,
/// 83.333 % of 10 points is 8.33.
#[test]
fn a_coefficient_is_computed_from_exact_points_and_rounded_once() {
    let mut ledger = small_year();
    let output = ("产出指标", "数量指标");
    let audience = ActualSource::ResultSum("audience".parse().expect("a measure"));
    ledger.add(indicator("5", output, "3", quantitative("≥", "3100", "人次"), audience));
    ledger.on(
        jiff::civil::date(2022, 3, 11),
        Event::BudgetSupplemented(grant(science(), "165800.00", "甘财科〔2022〕3号")),
    );
    let form = form_of(ledger, "chongqing-whole-unit-2021");
    let row = form.lines().find(|line| line.contains("3100")).expect("the indicator is listed");
    assert!(row.contains("74.19%") && row.contains("2.23") && !row.contains("74.33%"), "{row}");
    let rate = form.lines().find(|line| line.contains("| 预算执行率")).expect("the rate is listed");
    assert!(rate.contains("83.33%") && rate.contains("8.33") && !rate.contains("83.30%"), "{rate}");
}

#[test]
fn hubei_has_no_column_of_points() {
    insta::assert_snapshot!(form("hubei-project-2022"));
}

#[test]
fn hubei_lists_its_goals_with_their_points() {
    let mut ledger = small_year();
    for (number, text, weight, indicators) in
        [(1, "办好科普活动", "50", &["1", "2"][..]), (2, "提高满意度", "30", &["3"][..])]
    {
        let indicators = indicators.iter().map(|id| id.parse().expect("an indicator id"));
        ledger.add(Event::GoalDeclared(Goal {
            number,
            text: text.to_owned(),
            weight: decimal(weight),
            indicators: indicators.collect(),
            document: None,
        }));
    }
    insta::assert_snapshot!(form_of(ledger, "hubei-project-2022"));
}

#[test]
fn hunan_begins_with_its_base_data() {
    insta::assert_snapshot!(form("hunan-whole-unit-2020"));
}
