//! Rows of a list of payments that hold one label and an amount: they head a group, sum it, or are a part of it.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "日期,凭证号,指标,经济科目,收款人,摘要,金额";
const IMPORT: &str = "import payments 支付.csv --unit 元";

fn row(day: &str, number: u32, amount: &str) -> String {
    format!("2022-{day},记-{number},2022-001,30201,甲,纸,{amount}")
}

/// What is new and what is refused of a list in which March has payments of 1 and 2, and April one of 4.
fn sums(office: &Office, rows: &[&str]) -> [String; 2] {
    office.file("支付.csv", format!("{HEAD}\n{}\n", rows.join("\n")));
    let preview = office.run(&format!("{IMPORT} --dry-run --json")).json();
    ["new", "refused"].map(|name| preview["sums"][name].as_str().unwrap_or_default().to_owned())
}

#[test]
fn lines_of_groups_are_left_out_where_they_say_what_their_rows_come_to() {
    let office = Office::at_year_end();
    let [paper, pen, tea] =
        [row("03-01", 11, "1.00"), row("03-02", 12, "2.00"), row("04-02", 13, "4.00")];
    for (march, april) in [
        ("2022年3月,,,,,,", "2022年4月,,,,,,"),
        ("2022年3月,,,,,,3.00", "2022年4月,,,,,,4.00"),
        ("三月份,,,,,,3.00", "四月份,,,,,,4.00"),
        ("2022-03,,,,,,3.00", "2022-04,,,,,,4.00"),
        ("办公费,,,,,,3.00", "差旅费,,,,,,4.00"),
        ("办公费,,,,,,0.00", "差旅费,,,,,,0.00"),
        (",,,办公费,,,3.00", ",,,差旅费,,,4.00"),
        ("2022年3月,,,小计,,,3.00", "2022年4月,,,小计,,,4.00"),
    ] {
        let found = sums(&office, &[march, &paper, &pen, april, &tea]);
        assert_eq!(found, ["7.00", "0.00"], "{march} above");
        let found = sums(&office, &[&paper, &pen, march, &tea, april]);
        assert_eq!(found, ["7.00", "0.00"], "{march} below");
    }
    // Groups in groups.
    let found = sums(
        &office,
        &[
            "一季度,,,,,,3.00",
            "办公费,,,,,,1.00",
            &paper,
            "差旅费,,,,,,2.00",
            &pen,
            "二季度,,,,,,4.00",
            &tea,
        ],
    );
    assert_eq!(found, ["7.00", "0.00"]);
    // A part of the row above, or of a sum; it may have several.
    for (above, part) in [
        (pen.as_str(), "其中：办公费,,,,,,2.00"),
        (&pen, "其中：办公费,,,,,,0.50\n印刷费,,,,,,1.50"),
        ("小计,,,,,,3.00", "其中：办公费,,,,,,2.50"),
        ("合计,,,,,,3.00", "其中：办公费,,,,,,3.00"),
    ] {
        let found =
            sums(&office, &[&paper, &pen, above, part].map(|row| row)[usize::from(above == pen)..]);
        assert!(found[1] == "0.00", "{above} {part}: {found:?}");
    }
}

/// Such a row was told three or four times, each time with another remedy.
#[test]
fn what_is_no_sum_is_told_once() {
    let office = Office::at_year_end();
    let [paper, pen] = [row("03-01", 11, "1.00"), row("03-02", 12, "2.00")];
    for line in [
        "2022年3月,,,,,,3.01",
        "办公费,,,,,,5.00",
        "其中：办公费,,,,,,2.01",
        ",,,,县文具店,,3.00",
        ",,,,,纸,3.00",
        ",,2022-001,,,,3.00",
        ",,,30201,,,3.00",
        ",,,,,,3.00",
        "2022-03-02,,,,,,3.00",
        ",记-14,,,,,3.00",
    ] {
        let amount = line.rsplit(',').next().unwrap_or_default();
        let rows = [paper.as_str(), &pen, line];
        assert_eq!(sums(&office, &rows), ["3.00", amount], "{line}");
        let preview = office.run(&format!("{IMPORT} --dry-run --json")).json();
        let told = preview.to_string().matches("除金额外").count();
        assert_eq!(preview["errors"].as_array().map(Vec::len), Some(1), "{line}: {preview}");
        assert!(told > 0, "{line}: {preview}");
    }
    // Two cells are no label, and each that is missing is told.
    assert_eq!(sums(&office, &[&paper, &pen, "2022-03-02,,,,乙,,3.00"]), ["3.00", "3.00"]);
    let preview = office.run(&format!("{IMPORT} --dry-run")).ended(ExitCode::Refused);
    assert!(preview.contains("“摘要”是必填项") && !preview.contains("除金额外"), "{preview}");
    // As the remedy says.
    sums(&office, &[&paper, &pen, "办公费,,,,,,5.00"]);
    insta::assert_snapshot!(office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused));
    assert_eq!(sums(&office, &[&paper, &pen]), ["3.00", "0.00"]);
    let whole = row("03-03", 14, "5.00");
    assert_eq!(sums(&office, &[&paper, &pen, &whole]), ["8.00", "0.00"]);
}

/// Lists whose days and payees are said of the whole file have rows of one word and an amount.
#[test]
fn rows_that_lack_nothing_are_payments() {
    let office = Office::at_year_end();
    office.file("支付.csv", "摘要,科目名称,金额\n纸,,1.00\n笔,,2.00\n文具,,3.00\n,办公费,6.00\n");
    let said = "--set 日期=2022-03-01 --set 收款人=甲 --set 指标=2022-001 --set 经济科目=30201";
    assert_eq!(counts(&office, &format!("{IMPORT} {said}")), [3, 0, 0, 0]);
    assert_eq!(counts(&office, &format!("{IMPORT} {said} --set 摘要=文具")), [4, 0, 0, 0]);
}

#[test]
fn a_statement_has_lines_of_groups_too() {
    let office = Office::at_year_end();
    let list = |line: &str| {
        office.file(
            "系统.csv",
            format!("日期,凭证号,收款人,金额\n{line}\n2022-01-04,记-001,县文具店,1200.00\n2022-01-04,记-002,张三,800.50\n"),
        );
        office.run("reconcile 系统.csv --unit 元 --date 2022-01-31")
    };
    list("2022年1月,,,2000.50").ended(ExitCode::Success);
    let said = list("2022年1月,,,2000.51").ended(ExitCode::Refused);
    assert!(said.contains("除金额外只写了“2022年1月”"), "{said}");
}
