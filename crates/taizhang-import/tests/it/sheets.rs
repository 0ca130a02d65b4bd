//! Sheets that sum the others of their workbook.

use rust_xlsxwriter::Workbook;
use taizhang_core::FiscalYear;
use taizhang_import::draft::Source;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::sheets;
use taizhang_import::table::MoneyUnit;
use taizhang_import::vocabulary::Vocabulary;

/// What is thought of each sheet: how many rows stay, and the sums where it seems to sum the others.
fn divided(sheets: &[(&str, &[u32])]) -> Vec<(usize, String)> {
    let mut book = Workbook::new();
    for (name, amounts) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (column, words) in (0..).zip(["日期", "金额", "收款人", "摘要", "指标"]) {
            sheet.write(0, column, words).expect("a header");
        }
        for (row, amount) in (1..).zip(*amounts) {
            sheet.write(row, 0, "2022-03-01").expect("a day");
            sheet.write(row, 1, *amount).expect("an amount");
            for (column, words) in [(2, "甲"), (3, "纸"), (4, "2022-001")] {
                sheet.write(row, column, words).expect("words");
            }
        }
    }
    let bytes = book.save_to_buffer().expect("it can be written");
    let vocabulary = Vocabulary::of(Kind::Payments);
    let tables = read_tables("台账.xlsx", &bytes, &ReadOptions::default(), &vocabulary);
    let year = FiscalYear::try_from(2022).expect("a year");
    let options = MapOptions { unit: Some(MoneyUnit::Yuan), ..MapOptions::default() };
    let source = |table| {
        let mapping =
            Mapping::of(&table, Kind::Payments, None, &options).expect("it can be mapped");
        Source::of(table, mapping, None, year)
    };
    let mut sources: Vec<Source> =
        tables.expect("it can be read").into_iter().map(source).collect();
    sheets::divide(&mut sources, year);
    let thought = |source: &Source| {
        let whole = source.table.whole.as_ref().map(|whole| {
            let mark = if whole.is_certain() { "" } else { "?" };
            let parts = whole.parts.join(" ");
            format!("{} of {} {parts}{mark}", whole.stated, whole.others).replace(" ?", "?")
        });
        (source.table.rows.len(), whole.unwrap_or_default().trim_end().to_owned())
    };
    sources.iter().map(thought).collect()
}

fn expected(sheets: &[(usize, &str)]) -> Vec<(usize, String)> {
    sheets.iter().map(|(rows, whole)| (*rows, (*whole).to_owned())).collect()
}

#[test]
fn a_sheet_is_left_out_where_its_name_and_its_sum_say_that_it_sums_the_others() {
    let found = divided(&[("1月", &[1, 2]), ("2月", &[4]), ("全年汇总", &[3, 4])]);
    assert_eq!(found, expected(&[(2, ""), (1, ""), (0, "7.00 of 7.00 1月 2月")]));
}

#[test]
fn a_sheet_is_asked_for_where_only_one_of_them_says_so() {
    let by_name = divided(&[("汇总", &[3, 5]), ("1月", &[1, 2]), ("2月", &[4])]);
    assert_eq!(by_name, expected(&[(2, "8.00 of 7.00?"), (2, ""), (1, "")]));
    let by_sum = divided(&[("1月", &[1, 2]), ("2月", &[4]), ("台账", &[7])]);
    assert_eq!(by_sum, expected(&[(2, ""), (1, ""), (1, "7.00 of 7.00?")]));
}

#[test]
fn equal_months_and_sheets_that_are_all_called_totals_are_data() {
    let two = divided(&[("1月", &[5]), ("2月", &[5])]);
    assert_eq!(two, expected(&[(1, ""), (1, "")]));
    let three = divided(&[("1月汇总", &[5]), ("2月汇总", &[5]), ("3月汇总", &[5])]);
    assert_eq!(three, expected(&[(1, ""), (1, ""), (1, "")]));
    let alone = divided(&[("汇总", &[5])]);
    assert_eq!(alone, expected(&[(1, "")]));
}

#[test]
fn a_quarter_beside_its_months_is_left_out_or_asked_for() {
    let found = divided(&[
        ("1月", &[1, 2]),
        ("2月", &[4]),
        ("3月", &[8]),
        ("一季度", &[1, 2, 4, 8]),
        ("4月", &[16]),
        ("1-4月", &[31]),
    ]);
    let months = "15.00 of 15.00 1月 2月 3月";
    let all = "31.00 of 31.00 1月 2月 3月 4月";
    let sheets = [(2, ""), (1, ""), (1, ""), (0, months), (1, ""), (0, all)];
    assert_eq!(found, expected(&sheets));
    // March stands in the quarter only: not what its parts come to.
    let asked = divided(&[("1月", &[1]), ("2月", &[4]), ("第一季度", &[1, 4, 8])]);
    assert_eq!(asked, expected(&[(1, ""), (1, ""), (3, "13.00 of 5.00 1月 2月?")]));
    // Quarters sum months, halves sum quarters, and a year sums halves: each is of the deepest parts.
    let nested = divided(&[
        ("一季度", &[1, 2]),
        ("2季度", &[4]),
        ("上半年", &[7]),
        ("下半年", &[9]),
        ("2022年度", &[16]),
    ]);
    let half = "7.00 of 7.00 一季度 2季度";
    let year = "16.00 of 16.00 一季度 2季度 下半年";
    assert_eq!(nested, expected(&[(2, ""), (1, ""), (0, half), (1, ""), (0, year)]));
    let no_parts = divided(&[("一季度", &[5]), ("4月", &[5])]);
    assert_eq!(no_parts, expected(&[(1, ""), (1, "")]));
    let with_total = divided(&[("1月", &[1]), ("2月", &[2]), ("1-2月", &[3]), ("汇总", &[3])]);
    assert_eq!(
        with_total,
        expected(&[(1, ""), (1, ""), (0, "3.00 of 3.00 1月 2月"), (0, "3.00 of 3.00")])
    );
}
