//! The annexed form of each province, with its own unit of money, rows and columns.

use taizhang_core::event::{Event, Goal, IndicatorAdjustment};
use taizhang_evaluation::pack::Pack;

use crate::ledger::{Ledger, decimal, quantitative};
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
