//! Amounts: both units hold them exactly, and the files agree with the figures.

use taizhang_export::{ExportContext, FigureValue, Money, Wan};

use crate::sample::{
    ACTIVITIES, BUDGET, EXPENDITURES, FIGURES, FUNDS, INDICATORS, cells, column, year,
};

fn in_yuan(cell: &str) -> Money {
    Money::from_yuan(cell.parse().expect("an amount is a plain number")).expect("it is money")
}

fn in_wan(cell: &str) -> Money {
    Wan::new(cell.parse().expect("an amount is a plain number")).to_money().expect("it is money")
}

#[track_caller]
fn figure(context: &ExportContext, key: &str) -> Money {
    let figure =
        context.figure(&key.parse().expect("it is a key")).expect("the sample has the figure");
    figure.value.money().expect("the figure is money")
}

/// Checks that a column of the yuan file sums to a figure.
#[track_caller]
fn check_sum(file: &str, header: &str, key: &str) {
    let context = year();
    let amounts = column(&cells(&context, "yuan", file), header);
    let filled = amounts.iter().filter(|cell| !cell.is_empty());
    assert_eq!(Money::sum(filled.map(|cell| in_yuan(cell))), Ok(figure(&context, key)), "{header}");
}

#[test]
fn columns_sum_to_the_figures() {
    check_sum(EXPENDITURES, "金额（元）", "outturn.total");
    check_sum(BUDGET, "年初预算数（元）", "budget.original.total");
    check_sum(BUDGET, "变动金额（元）", "budget.adjustment.total");
    check_sum(BUDGET, "全年预算数（元）", "budget.final.total");
    check_sum(BUDGET, "全年执行数（元）", "outturn.total");
    check_sum(BUDGET, "可用余额（元）", "available.total");
}

#[test]
fn the_first_fund_row_equals_the_figures() {
    let context = year();
    let cells = cells(&context, "yuan", FUNDS);
    for (header, key) in [
        ("年初预算", "budget.original.total"),
        ("年度预算调整", "budget.adjustment.total"),
        ("调整后的预算", "budget.final.total"),
        ("全年执行数", "outturn.total"),
    ] {
        assert_eq!(in_yuan(&column(&cells, header)[0]), figure(&context, key), "{header}");
    }
}

#[test]
fn the_explanation_repeats_every_figure() {
    let context = year();
    for (unit, read) in [("yuan", in_yuan as fn(&str) -> Money), ("wan", in_wan)] {
        let cells = cells(&context, unit, FIGURES);
        let (keys, values) = (column(&cells, "键"), column(&cells, "数值"));
        for entry in &context.figures {
            let key = entry.figure.key.as_str();
            let at = keys.iter().position(|known| known == key).expect("every figure has a row");
            if let FigureValue::Money(amount) = entry.figure.value {
                assert_eq!(read(&values[at]), amount, "{key} in {unit}");
            }
        }
    }
}

/// 0.01 yuan is the sixth decimal of 万元 (domain data 2.4), so the six decimals lose nothing.
#[test]
fn wan_with_six_decimals_is_lossless() {
    let context = year();
    for (file_in_yuan, file_in_wan) in [
        (FUNDS, "2022_宁县科学技术协会_自评表-预算执行情况（万元）.csv"),
        (EXPENDITURES, EXPENDITURES),
        (BUDGET, BUDGET),
    ] {
        let yuan = cells(&context, "yuan", file_in_yuan);
        let wan = cells(&context, "wan", file_in_wan);
        let is_official = file_in_yuan == FUNDS;
        for (at, header) in yuan[0].iter().enumerate() {
            let is_amount = header.ends_with("（元）") || (is_official && (1..=4).contains(&at));
            for (exact, other) in yuan.iter().zip(&wan).skip(1) {
                if is_amount && !exact[at].is_empty() {
                    assert_eq!(in_wan(&other[at]), in_yuan(&exact[at]), "{header}");
                } else {
                    assert_eq!(other[at], exact[at], "{header}");
                }
            }
        }
    }
}

#[test]
fn files_without_money_do_not_depend_on_the_unit() {
    let context = year();
    for file in [INDICATORS, ACTIVITIES] {
        assert_eq!(cells(&context, "yuan", file), cells(&context, "wan", file));
    }
}
