//! Amounts of CSV with a comma between thousands and no quotes, which make two cells of one.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "日期,凭证号,摘要,收款人,指标,经济科目,金额";

fn counted(office: &Office, header: &str, rest: &str) -> [u64; 4] {
    let row = format!("2022-12-01,记-21,纸,甲,2022-001,30201,{rest}\n");
    office.file("支付.csv", format!("{HEAD},{header}\n{row}"));
    counts(office, "import payments 支付.csv --unit 元 --accept-columns")
}

/// The second piece stood in the column of remarks, and one yuan was entered.
#[test]
fn an_amount_in_two_pieces_is_refused() {
    let office = Office::at_year_end();
    for (header, rest) in
        [("备注", "1,234.50"), ("备注", "1,234"), ("用途说明", "12,000.00"), ("附言", "¥1,234.5")]
    {
        assert_eq!(counted(&office, header, rest), [0, 0, 0, 1], "{header} {rest}");
    }
    counted(&office, "备注", "1,234.50");
    let said = office.run("import payments 支付.csv --unit 元 --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    // As the remedy says.
    for (header, rest) in [("备注", "1234.50,"), ("备注", "\"1,234.50\","), ("备注", "1,第234号")]
    {
        assert_eq!(counted(&office, header, rest), [1, 0, 0, 0], "{header} {rest}");
    }
}

#[test]
fn two_numbers_are_two_cells() {
    let office = Office::at_year_end();
    for (header, rest) in [
        ("余额", "1,234.50"),
        ("附件张数", "1,234"),
        ("备注", "1,23"),
        ("备注", "1,2022"),
        ("备注", "1,234.505"),
        ("备注", "0,234"),
        ("备注", "1200,345"),
    ] {
        let [_, _, _, refused] = counted(&office, header, rest);
        let is_nothing = rest.starts_with("0,");
        assert_eq!(refused, u64::from(is_nothing), "{header} {rest}");
    }
}
