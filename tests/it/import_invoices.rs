//! Lists of invoices: what is paid is 价税合计, and a cancelled invoice is no payment.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "开票日期,凭证号,收款人,摘要,金额(元),税率,税额(元),价税合计(元)";
const IMPORT: &str = "--set 指标=2022-001 --set 经济科目=30201 --map 日期=开票日期 --dry-run";

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// The sums of new rows, of rows that are asked about, and of those set aside.
fn sums(office: &Office, file: &str) -> [String; 3] {
    let said = office.run(&format!("import payments {file} {IMPORT} --json"));
    let preview = said.json();
    ["new", "doubtful", "set_aside"].map(|name| {
        preview["sums"][name].as_str().unwrap_or_else(|| panic!("{preview}")).to_owned()
    })
}

/// 《增值税暂行条例》第六条: 销售额 is all that is charged without the 销项税额, which the buyer pays besides.
#[test]
fn of_an_invoice_the_amount_with_its_tax_is_paid() {
    let office = office();
    let rows = "2022-03-01,记-31,甲店,纸,100,13%,13,113\n2022-03-02,记-32,乙店,笔,50,,,50\n";
    office.file("发票.csv", format!("{HEAD}\n{rows}合计,,,,150,,13,163\n"));
    assert_eq!(sums(&office, "发票.csv"), ["163.00", "0.00", "0.00"]);
    let only = HEAD.replace("金额(元),", "");
    office.file("发票.csv", format!("{only}\n2022-03-01,记-31,甲店,纸,13%,13,113\n"));
    assert_eq!(sums(&office, "发票.csv"), ["113.00", "0.00", "0.00"]);
    // Where 金额 and 税额 do not come to it, nobody knows which of the two was paid.
    office.file("发票.csv", format!("{HEAD}\n{}", rows.replace("113", "112")));
    let import = format!("import payments 发票.csv {IMPORT}");
    let asked = office.run(&import).ended(ExitCode::Refused);
    let answered = [
        office.run(&format!("{import} --map 金额=价税合计(元)")).ended(ExitCode::Success),
        office.run(&format!("{import} --map 金额=金额(元)")).ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(format!("{asked}\n{}", answered.join("\n")));
}

/// The states of 数电发票. A red row that takes back a whole invoice goes with it; one that takes back a
/// part is asked about, as any row that does not name what it takes back.
#[test]
fn cancelled_invoices_are_set_aside_with_their_red_rows() {
    let office = office();
    let list = |rows: &[(&str, &str)]| {
        let row = |(at, (amounts, state)): (usize, &(&str, &str))| {
            format!("2022-03-{:02},记-3{at},甲店,纸,{amounts},{state}\n", at + 1)
        };
        let rows: String = rows.iter().enumerate().map(row).collect();
        format!("{HEAD},发票状态\n{rows}")
    };
    let paid = ("100,13%,13,113", "正常");
    office.file(
        "发票.csv",
        list(&[paid, ("50,13%,6.50,56.50", "已红冲-全额"), ("-50,13%,-6.50,-56.50", "正常")]),
    );
    assert_eq!(sums(&office, "发票.csv"), ["113.00", "0.00", "0.00"]);
    office.file("发票.csv", list(&[paid, ("50,13%,6.50,56.50", "已作废"), paid]));
    assert_eq!(sums(&office, "发票.csv"), ["226.00", "0.00", "56.50"]);
    office.file(
        "发票.csv",
        list(&[("100,13%,13,113", "已红冲-部分"), ("-50,13%,-6.50,-56.50", "正常")]),
    );
    assert_eq!(sums(&office, "发票.csv"), ["113.00", "-56.50", "0.00"]);
    // Lists of payments say there whether the invoice has come.
    office.file("发票.csv", list(&[("100,13%,13,113", "已收到"), ("50,13%,6.50,56.50", "未到")]));
    assert_eq!(sums(&office, "发票.csv"), ["169.50", "0.00", "0.00"]);
    office.file("发票.csv", list(&[paid, ("50,13%,6.50,56.50", "红冲待确认")]));
    let said = office.run(&format!("import payments 发票.csv {IMPORT}")).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
}
