//! The form of packs that lay out the indicator block in their own way.

use calamine::{Data, Reader};
use taizhang_export::sample::year;
use taizhang_export::{Comparator, ExportContext, GoalRow, IndicatorColumn, Target};

use crate::book::{book, formulas};
use crate::snapshots::printed_sheet;

/// The columns of Chongqing's form; one target was adjusted, one indicator is a core one.
fn chongqing() -> ExportContext {
    use IndicatorColumn as C;
    let mut context = year();
    context.evaluation.columns = vec![
        C::Level1,
        C::Level2,
        C::Name,
        C::Unit,
        C::Nature,
        C::OriginalTarget,
        C::AdjustedTarget,
        C::Actual,
        C::Coefficient,
        C::Weight,
        C::Score,
        C::Core,
    ];
    let rows = &mut context.evaluation.indicators;
    rows[0].is_core = true;
    rows[1].declared = Some(Target::Quantitative {
        comparator: Comparator::AtLeast,
        value: 20_000.into(),
        unit: "人次".to_owned(),
    });
    context
}

/// The columns of Hubei's form, which has no weights of indicators but two goals with points.
fn hubei() -> ExportContext {
    use IndicatorColumn as C;
    let mut context = year();
    context.evaluation.columns =
        vec![C::Level1, C::Level2, C::Name, C::Target, C::Actual, C::Score, C::Explanation];
    let ids: Vec<_> = context.evaluation.indicators.iter().map(|row| row.id.clone()).collect();
    let goal = |number: u32, text: &str, score: &str, indicators: &[_]| GoalRow {
        number,
        text: text.to_owned(),
        outcome: "已完成".to_owned(),
        weight: 20.into(),
        score: score.parse().expect("a number"),
        indicators: indicators.to_vec(),
        sequence: 3,
    };
    context.evaluation.goals =
        vec![goal(1, "提高全民科学素质", "20", &ids[..2]), goal(2, "控制成本", "17.5", &ids[2..])];
    context
}

#[test]
fn adjusted_targets_coefficients_and_core_indicators() {
    insta::assert_snapshot!(printed_sheet(&chongqing(), "自评表"));
}

#[test]
fn several_goals_with_points() {
    insta::assert_snapshot!(printed_sheet(&hubei(), "自评表"));
    let book = book(&hubei(), "yuan");
    assert!(book.sheet_names().contains(&"自评表-年度绩效目标".to_owned()));
}

/// Whatever the columns, the sums of points, and the amounts on the total row, are the ledger's.
#[test]
fn the_totals_are_proved_in_every_layout() {
    for (context, proved) in [(year(), 5), (chongqing(), 5), (hubei(), 4)] {
        let mut book = book(&context, "yuan");
        let range = book.worksheet_range("自评表").expect("the worksheet exists");
        let formulas = formulas(&mut book, "自评表");
        let is_difference = |formula: &str| formula.contains('-');
        let differences: Vec<_> =
            formulas.iter().filter(|(_, formula)| is_difference(formula)).collect();
        assert_eq!(differences.len(), proved, "{formulas:?}");
        for ((row, column), _) in differences {
            assert_eq!(range.get_value((*row, *column)), Some(&Data::Float(0.0)));
        }
    }
}
