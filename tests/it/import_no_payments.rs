//! Rows of a list of payments that are none, or may be none: they are asked about or refused, never posted
//! without a word.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额,收款人,摘要";

fn office() -> Office {
    Office::at_year_end()
}

/// A row of that number, to that payee and for that.
fn row(number: u32, payee: &str, memo: &str) -> String {
    format!("2022-12-0{number},记-2{number},2022-001,30201,{number}.50,{payee},{memo}\n")
}

/// The sums of new rows and of rows that are asked about.
fn sums(office: &Office, rest: &str) -> [String; 2] {
    let preview =
        office.run(&format!("import payments 支付.csv --unit 元 --dry-run {rest} --json")).json();
    ["new", "doubtful"].map(|name| {
        preview["sums"][name].as_str().unwrap_or_else(|| panic!("{preview}")).to_owned()
    })
}

#[test]
fn what_is_carried_over_or_handed_back_is_asked_about() {
    let office = office();
    for (payee, memo) in [
        ("示范县科学技术协会", "结转下年"),
        ("示范县科学技术协会", "年末结转"),
        ("示范县财政局", "2022年结余上缴财政"),
        ("示范县财政局", "公用经费结余收回财政"),
        ("本年结转", "公用经费"),
    ] {
        office.file("支付.csv", format!("{HEAD}\n{}{}", row(1, "甲", "纸"), row(2, payee, memo)));
        assert_eq!(sums(&office, ""), ["1.50", "2.50"], "{payee} {memo}");
        assert_eq!(sums(&office, "--accept-row 3"), ["4.00", "0.00"], "{payee} {memo}");
    }
    // The money is that of last year, or of the rest nothing is said to be paid.
    let memos = ["支付结转资金项目款", "上年结转项目印刷费", "付印刷费，余款结转下年"];
    let rows: String =
        (1..).zip(memos).map(|(at, memo)| row(at, "甲", &format!("\"{memo}\""))).collect();
    office.file("支付.csv", format!("{HEAD}\n{rows}"));
    assert_eq!(sums(&office, ""), ["7.50", "0.00"]);
    let rows = [row(1, "甲", "纸"), row(2, "县科协", "结转下年"), row(3, "收回财政", "公用经费")];
    office.file("支付.csv", format!("{HEAD}\n{}", rows.concat()));
    let import = "import payments 支付.csv --unit 元";
    let asked = office.run(&format!("{import} --yes")).ended(ExitCode::Refused);
    let left_out = office.run(&format!("{import} --yes --only-new")).ended(ExitCode::Success);
    let accepted = office.run(&format!("{import} --yes --accept-row 3 --only-new"));
    let accepted = accepted.ended(ExitCode::Success);
    insta::assert_snapshot!([asked, left_out, accepted].join("\n"));
}

/// What a bank closed has no day; that was told as a day that nobody filled in, beside all else that it lacked.
#[test]
fn what_was_closed_and_has_no_day_is_told_by_its_state() {
    let office = office();
    let head = "日期,凭证号,指标,经济科目,收款人,摘要,金额,交易状态";
    let paid = "2022-12-01,记-21,2022-001,30201,甲,纸,1.50,交易成功";
    let list = |row: &str| office.file("支付.csv", format!("{head}\n{paid}\n{row}\n"));
    let look = || office.run("import payments 支付.csv --unit 元 --dry-run --json").json();
    for (row, is_told) in [
        (",记-22,2022-001,30201,乙,笔,2.50,交易关闭", true),
        ("—,,,,,,2.50,交易失败", true),
        (",,,,,,2.50,已撤销", true),
        (",,,,,,-2.50,已关闭", true),
        (",记-22,2022-001,30201,乙,笔,2.50,交易成功", false),
        (",记-22,2022-001,30201,乙,笔,2.50,", false),
        ("2022-13-01,记-22,2022-001,30201,乙,笔,2.50,交易关闭", false),
    ] {
        list(row);
        let said = look();
        let errors = said["errors"].as_array().expect("there are errors");
        let told = errors.iter().filter(|error| error.to_string().contains("没有办成的不是支付"));
        assert_eq!((errors.len(), told.count()), (1, usize::from(is_told)), "{row}: {said}");
    }
    // As the remedy says.
    list("");
    assert_eq!(sums(&office, ""), ["1.50", "0.00"]);
    list("2022-12-02,记-22,2022-001,30201,乙,笔,2.50,交易成功");
    assert_eq!(sums(&office, ""), ["4.00", "0.00"]);
    // So does a statement.
    list(",记-22,2022-001,30201,乙,笔,2.50,交易关闭");
    let said = office.run("reconcile 支付.csv --unit 元 --date 2022-12-31");
    assert!(said.ended(ExitCode::Refused).contains("“交易关闭”，这一行没有日期"));
}

/// A workbook whose payees are what a spreadsheet holds, with the names in another column.
fn workbook(write: impl Fn(&mut Worksheet, u32, u16)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = HEAD.split(',').chain(["开户名"]);
    for (column, words) in (0_u16..).zip(head) {
        sheet.write(0, column, words).expect("a header");
    }
    for (column, text) in [(0, "2022-12-01"), (1, "记-21"), (2, "2022-001"), (3, "30201")] {
        sheet.write(1, column, text).expect("a text");
    }
    sheet.write(1, 4, 1.5).expect("an amount");
    write(sheet, 1, 5);
    sheet.write(1, 6, "纸").expect("a text");
    sheet.write(1, 7, "甲").expect("a text");
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_day_or_a_number_is_no_payee() {
    let office = office();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let books = [
        workbook(|sheet, row, column| {
            let date = ExcelDateTime::from_ymd(2022, 2, 1).expect("a day");
            sheet.write_with_format(row, column, &date, &day).expect("a day");
        }),
        workbook(|sheet, row, column| {
            sheet.write(row, column, 12_000.0).expect("a number");
        }),
        workbook(|sheet, row, column| {
            sheet.write(row, column, true).expect("a truth value");
        }),
    ];
    for book in books {
        office.file("支付.xlsx", book);
        let import = "import payments 支付.xlsx --unit 元 --dry-run";
        let refused = office.run(import).ended(ExitCode::Refused);
        assert!(
            refused.contains("第 2 行“收款人”：") && refused.contains("不是收款人"),
            "{refused}"
        );
        // As the remedy says.
        let named = office.run(&format!("{import} --map 收款人=开户名")).ended(ExitCode::Success);
        assert!(named.contains("甲，纸"), "{named}");
    }
    let payees = ["2022-02-01", "12000.00", "甲", "3M中国"];
    let rows: String = (1..).zip(payees).map(|(at, payee)| row(at, payee, "纸")).collect();
    let back = "2022-12-05,记-31,2022-001,30201,-1.00,2022-02-01,退款\n";
    office.file("支付.csv", format!("{HEAD}\n{rows}{back}"));
    let said = office.run("import payments 支付.csv --unit 元 --yes");
    insta::assert_snapshot!(said.ended(ExitCode::Refused));
}

/// Clerks strike out what is void; what stands before a correction is struck out, too, and reads as one.
#[test]
fn what_is_struck_out_is_asked_about() {
    let office = office();
    let struck = Format::new().set_font_strikethrough();
    let book = workbook(|sheet, row, column| {
        sheet.write(row, column, "县文具店").expect("a payee");
        for (column, text) in [(0, "2022-12-02"), (1, "记-22"), (2, "2022-001"), (3, "30201")] {
            sheet.write_with_format(row + 1, column, text, &struck).expect("a text");
        }
        sheet.write_with_format(row + 1, 4, 2.5, &struck).expect("an amount");
        sheet.write_with_format(row + 1, 5, "甲", &struck).expect("a payee");
        sheet.write_with_format(row + 1, 6, "纸", &struck).expect("a memo");
    });
    office.file("支付.xlsx", book);
    let import = "import payments 支付.xlsx --unit 元 --accept-columns";
    let asked = office.run(&format!("{import} --yes")).ended(ExitCode::Refused);
    // As the remedy says.
    let left_out = office.run(&format!("{import} --yes --only-new")).ended(ExitCode::Success);
    let accepted = office.run(&format!("{import} --yes --accept-row 3")).ended(ExitCode::Success);
    insta::assert_snapshot!([asked, left_out, accepted].join("\n"));
}
