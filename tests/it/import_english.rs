//! Lists with English or mixed headers, and with headers far down.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

fn office() -> Office {
    Office::at_year_end()
}

#[test]
fn english_headers_are_mapped_by_their_words() {
    let office = office();
    office.file(
        "List.csv",
        "Payment list,,,,,,,Unit: yuan\n\
         Date,Voucher No.,Payee,Description,Budget line,Economic code,Function code,Amount\n\
         2022-02-01,记-1,甲,纸,2022-001,30201,2060701,\"1,200.50\"\n\
         2022-02-02,记-2,乙,笔,2022-001,30201,2060701,０．５\n\
         Total,,,,,,,1201.00\n\
         Prepared by: 甲,,,,,,,\n",
    );
    office.file(
        "混合.csv",
        "Payment_Date,凭证号,Payee Name,Purpose,指标,Amount (RMB yuan),Status\n\
         2022-02-03,记-3,甲,纸,2022-001,1,Paid\n\
         2022-02-04,记-4,甲,纸,2022-001,2,Failed\n",
    );
    office.file(
        "Bank.csv",
        "Transaction date,Transaction ID,Counterparty,Summary,Withdrawal amount,Deposit amount,Balance\n\
         2022-02-05,T1,甲,纸,30,,70\n2022-02-06,T2,乙,款,,50,120\n",
    );
    office.file(
        "Type.csv",
        "Date,Payee,Description,Type,Amount (yuan)\n\
         2022-02-05,甲,纸,Expense,30\n2022-02-06,乙,款,Income,50\n",
    );
    let said = [
        office.run("import payments List.csv --dry-run").ended(ExitCode::Success),
        office.run("import payments 混合.csv --set 经济科目=30201 --dry-run").ended(ExitCode::Refused),
        office.run("import payments Bank.csv --dry-run").ended(ExitCode::Refused),
        office
            .run("import payments Bank.csv --map '金额=Withdrawal amount' --unit 元 --set 指标=2022-001 --set 经济科目=30201 --dry-run")
            .ended(ExitCode::Success),
        office
            .run("import payments Type.csv --set 指标=2022-001 --set 经济科目=30201 --dry-run")
            .ended(ExitCode::Success),
        office.run("reconcile List.csv --date 2-28 --dry-run").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// A list of both sides of its vouchers is one in English, too.
#[test]
fn an_english_daybook_is_no_list_of_payments() {
    let office = office();
    office.file(
        "Book.csv",
        "Date,Voucher No.,Description,Account,Debit,Credit,Payee\n\
         2022-02-01,记-1,纸,业务活动费用,100,,甲\n2022-02-01,记-1,纸,银行存款,,100,甲\n\
         2022-02-02,记-2,笔,业务活动费用,30,,乙\n2022-02-02,记-2,笔,银行存款,,30,乙\n",
    );
    let said = office
        .run("import payments Book.csv --map 金额=Debit --unit 元 --set 指标=2022-001 --dry-run")
        .ended(ExitCode::Refused);
    assert!(said.contains("序时账"), "{said}");
}

/// What is written in the letters and digits of Chinese type is read as any other.
#[test]
fn full_width_letters_and_digits_are_read() {
    let office = office();
    let rows = [
        "Ｄａｔｅ|凭证号|Ｐａｙｅｅ|摘要|指标|经济科目|Ａｍｏｕｎｔ（元）",
        "２０２２－０２－０１|记-1|甲|纸|２０２２－００１|３０２０１|１，２００．５０",
        "２０２２年２月２日|记-2|乙|纸|2022-001|30201|￥３０．００",
        "2022/2/3|记-3|乙|纸|2022-001|30201|（２０．００）",
        "合计||||||１，２１０．５０",
    ];
    office.file("表.xls", workbook(&[("1", &rows)]));
    let said = office.run("import payments 表.xls --accept-row 4 --dry-run");
    insta::assert_snapshot!(said.ended(ExitCode::Success));
}

/// Forms have their instructions above the table.
#[test]
fn a_header_below_many_lines_is_found() {
    let office = office();
    for lines in [11, 25, 50, 100] {
        let mut rows: Vec<String> =
            (1..=lines).map(|line| format!("{line}．填表说明：第{line}条，按要求填写")).collect();
        rows.extend(["单位：元", "日期|凭证号|收款人|摘要|指标|经济科目|金额"].map(str::to_owned));
        rows.extend(["2022-02-01|记-1|甲|纸|2022-001|30201|5"].map(str::to_owned));
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        office.file("表.xls", workbook(&[("1", &rows)]));
        let json = office.run("import payments 表.xls --dry-run --json").json();
        assert_eq!(json["sums"]["new"], "5.00", "{lines} lines: {json}");
    }
}
