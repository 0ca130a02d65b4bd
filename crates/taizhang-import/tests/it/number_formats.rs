//! Numbers that a workbook shows otherwise than it stores them.

use rust_xlsxwriter::{Format, Workbook};
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapError, MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::shown::{Made, Seen};
use taizhang_import::table::{Cell, MoneyUnit, Table};
use taizhang_import::vocabulary::Vocabulary;

const HEADER: [&str; 6] = ["日期", "凭证号", "金额(元)", "收款人", "摘要", "指标"];

fn table(name: &str, bytes: &[u8]) -> Table {
    let options = ReadOptions::default();
    let tables = read_tables(name, bytes, &options, &Vocabulary::of(Kind::Payments));
    tables.expect("it can be read").remove(0)
}

/// What is asked of a list of one payment of this amount with this format.
fn asked(amount: &str, format: &str) -> Vec<MapError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, words) in (0..).zip(HEADER) {
        sheet.write(0, column, words).expect("a cell");
    }
    for (column, words) in (0..).zip(["2022-03-01", "记-1", "", "甲", "纸", "2022-001"]) {
        sheet.write(1, column, words).expect("a cell");
    }
    let amount: i32 = amount.parse().expect("a number");
    let format = Format::new().set_num_format(format);
    sheet.write_with_format(1, 2, amount, &format).expect("a cell");
    let table = table("支付.xlsx", &book.save_to_buffer().expect("it can be written"));
    Mapping::of(&table, Kind::Payments, None, &MapOptions::default()).err().unwrap_or_default()
}

#[test]
fn a_sign_that_is_shown_and_not_stored_is_told() {
    let cases = [
        ("5", "-#,##0.00", Some(Seen::OtherSign)),
        ("-5", "-#,##0.00", None),
        ("5", "\"(\"0.00\")\"", Some(Seen::OtherSign)),
        ("-5", "#,##0.00;#,##0.00", Some(Seen::OtherSign)),
        ("5", "#,##0.00;#,##0.00", None),
        ("5", ";;;", Some(Seen::Nothing)),
        ("0", ";;;", None),
        ("-5", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", None),
        ("-5", "#,##0.00;[Red]-#,##0.00", None),
        ("-5", "#,##0.00_);(#,##0.00)", None),
        ("-5", "0.00;[Red]0.00", None),
    ];
    for (amount, format, expected) in cases {
        let mut asked = asked(amount, format);
        // Whether a list of what is below zero pays is asked apart.
        asked.retain(|asked| !matches!(asked, MapError::Signs { .. }));
        let seen = match asked.as_slice() {
            [] => None,
            [MapError::ShownSign { row: 2, stored, format: said, seen, .. }] => {
                assert_eq!((stored.as_str(), said.as_str()), (amount, format));
                Some(*seen)
            }
            others => panic!("{others:?}"),
        };
        assert_eq!(seen, expected, "{amount} {format}");
    }
}

/// Formats of old workbooks were not looked at.
#[test]
fn formats_of_an_old_workbook_are_seen() {
    let bytes = include_bytes!("../../../../fixtures/import/数值格式-旧版.xls");
    let table = table("支付.xls", bytes);
    let shown: Vec<_> = table
        .shown
        .iter()
        .map(|((row, _), shown)| {
            (*row, shown.unit.as_ref().map(|unit| unit.made), shown.above, shown.below)
        })
        .collect();
    let wan = MoneyUnit::Wan;
    let (plain, other) = (Seen::AsStored, Seen::OtherSign);
    let expected = [
        (3, None, other, plain),
        (4, None, plain, other),
        (5, Some(Made::Named(wan)), plain, plain),
        (6, Some(Made::Scaled(4, Some(wan))), plain, plain),
    ];
    assert_eq!(shown, expected);
    let percent = table.rows.iter().find(|row| row.number == 7).map(|row| row.cell(4));
    assert_eq!(percent, Some(&Cell::Percent("12".to_owned())));
}
