//! Formula injection: what a spreadsheet would run gets an apostrophe, and nothing else does.

use taizhang_export::delimited::{guard_formula, unguard_formula};

use crate::sample::{EXPENDITURES, INDICATORS, cells, column, year};

#[track_caller]
fn check(text: &str, cell: &str) {
    assert_eq!(guard_formula(text), cell);
    assert_eq!(unguard_formula(cell), text);
}

#[test]
fn text_that_starts_a_formula_is_guarded() {
    check("=1+1", "'=1+1");
    check("+86 934", "'+86 934");
    check("-科普展板", "'-科普展板");
    check("@SUM(A1)", "'@SUM(A1)");
    check("\t=1", "'\t=1");
    check("\r=1", "'\r=1");
    check("\n=1", "'\n=1");
    check("\0=1", "'\0=1");
    check("＝1", "'＝1");
    check("＋1", "'＋1");
    check("－1", "'－1");
    check("＠A1", "'＠A1");
    check("=", "'=");
    check("-500.00", "'-500.00");
}

#[test]
fn other_text_stays_as_it_is() {
    check("", "");
    check("科普=提高", "科普=提高");
    check("0012", "0012");
    check("—", "—");
    check("'引号", "'引号");
    check("'", "'");
    check("〔2022〕-1", "〔2022〕-1");
}

/// Otherwise a text that was typed with an apostrophe could not be told from a guarded one.
#[test]
fn text_that_looks_guarded_is_guarded_once_more() {
    check("'=1", "''=1");
    check("''-1", "'''-1");
}

#[test]
fn typed_cells_are_guarded_and_numbers_are_not() {
    let cells_of = |file| cells(&year(), "yuan", file);
    let spending = cells_of(EXPENDITURES);
    assert_eq!(column(&spending, "收款人")[3], "'=HYPERLINK(\"http://example.com\")");
    assert_eq!(column(&spending, "摘要")[3], "'-科普展板");
    assert_eq!(column(&spending, "金额（元）")[4], "-0.01");
    let indicators = cells_of(INDICATORS);
    assert_eq!(column(&indicators, "指标值"), ["1", "10000", "-5", "'+持续提升"]);
    assert_eq!(column(&indicators, "实际完成值"), ["1", "12034", "-2.5", "达成年度指标"]);
    assert_eq!(column(&indicators, "偏差原因")[2], "'=雨天,减少一场");
}

/// The comparison sign comes from this program and must reach the provincial system unchanged; a
/// bare sign is no formula.
#[test]
fn the_comparison_sign_is_not_guarded() {
    let cells = cells(&year(), "yuan", INDICATORS);
    assert_eq!(column(&cells, "计算符号"), ["=", "≥", "≤", ""]);
}

/// Leading zeros are in the file; only an import that declares the column as text keeps them.
#[test]
fn codes_are_written_digit_by_digit() {
    let cells = cells(&year(), "yuan", EXPENDITURES);
    assert_eq!(column(&cells, "凭证号")[0], "0010");
    assert_eq!(column(&cells, "项目编码")[3], "062100000000000000001");
}
