//! Which side of a list was paid, where balances prove it or nothing does; and daybooks, which hold both.

use taizhang_cli::ExitCode;

use crate::harness::Office;

fn office() -> Office {
    Office::at_year_end()
}

const IMPORT: &str = "--unit 元 --set 指标=2022-001 --set 经济科目=30201 --dry-run";

/// The money to be posted of a file; it is accepted.
fn paid(office: &Office, file: &str, rest: &str) -> String {
    let said = office.run(&format!("import payments {file} {IMPORT} {rest} --json"));
    assert_eq!(said.code, ExitCode::Success, "{}", said.out);
    said.json()["sums"]["new"].as_str().expect("a sum").to_owned()
}

/// In a bank's list 借 is what the customer paid, in the customer's own journal what came in. The balances of
/// either say which it is.
#[test]
fn balances_prove_which_side_was_paid() {
    let office = office();
    let head = "日期,凭证号,摘要,收款人,借方金额,贷方金额,余额\n";
    office.file(
        "银行.csv",
        format!("{head}2022-03-01,1,拨款,,,1000,2000\n2022-03-02,2,纸,甲,300,,1700\n2022-03-03,3,笔,乙,200,,1500\n"),
    );
    office.file(
        "自记.csv",
        format!("{head}2022-03-01,1,拨款,,1000,,2000\n2022-03-02,2,纸,甲,,300,1700\n2022-03-03,3,笔,乙,,200,1500\n"),
    );
    assert_eq!(paid(&office, "银行.csv", ""), "500.00");
    let said = office.run(&format!("import payments 自记.csv {IMPORT}")).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    assert_eq!(paid(&office, "自记.csv", "--map 金额=贷方金额"), "500.00");
}

/// Banks name both of their columns in their own ways, and with two words each.
#[test]
fn both_columns_of_a_bank_are_known() {
    let office = office();
    for (out, into) in [
        ("借方发生额", "贷方发生额"),
        ("借方发生额（支取）", "贷方发生额（收入）"),
        ("支出金额", "存入金额"),
        ("取出金额", "存入金额"),
        ("转出金额", "转入金额"),
        ("付出", "收入"),
    ] {
        let rows = "2022-03-01,1,拨款,局,0.00,1000,2000\n2022-03-02,2,纸,甲,300,0.00,1700\n";
        office.file("银行.csv", format!("日期,凭证号,摘要,收款人,{out},{into},余额\n{rows}"));
        assert_eq!(paid(&office, "银行.csv", ""), "300.00", "{out}, {into}");
    }
}

/// Accounts begin with what was left, and banks number that row like others; one bank ends with two sums in one row.
#[test]
fn what_is_carried_and_summed_by_banks_is_no_movement() {
    let office = office();
    let head = "日期,流水号,对方户名,摘要,收入,支出,余额\n";
    let rows = "2022-03-01,0002,甲,纸,,300,1700\n2022-03-02,0003,乙,笔,,200,1500\n";
    for (above, below) in [
        ("2022-01-01,0001,,期初结余,,,2000\n", ""),
        ("2022-01-01,,,期初结余,,,2000\n", ",0004,,期末结存,,,1500\n"),
        ("2022-01-01,0001,,上年结转,2000,0.00,2000\n", ""),
        (",0001,,承前页,,,2000\n", ",0004,,过次页,,500,1500\n"),
        ("", "汇总收入金额,0.00,汇总支出金额,500.00,,,\n"),
        ("", "汇总收入金额,,,,0.00,,\n汇总支出金额,,,,,500.00,\n"),
        ("", "汇总收入金额：0.00,,,汇总支出金额：500.00,,,\n"),
    ] {
        office.file("银行.csv", format!("{head}{above}{rows}{below}"));
        assert_eq!(paid(&office, "银行.csv", ""), "500.00", "{above}{below}");
    }
    // With a payee, or with money that went out, it is a payment like others, which may lack something.
    for row in
        ["2022-01-01,0001,县财政局,上年结余,,40,1960\n", "2022-01-01,0001,,上年结余,,40,1960\n"]
    {
        office.file("银行.csv", format!("{head}{row}{rows}"));
        let said = office.run(&format!("import payments 银行.csv {IMPORT} --json")).json();
        assert_eq!(said["files"][0]["set_aside"].as_array().map(Vec::len), Some(0), "{said}");
        assert_eq!(said["ok"], false, "{said}");
    }
    // A page whose sum is not that of its rows is told.
    office.file("银行.csv", format!("{head}{rows},0004,,过次页,,501,1500\n"));
    office.run(&format!("import payments 银行.csv {IMPORT}")).ended(ExitCode::Refused);
}

/// The bill of an online wallet ends with lines that count its entries. Their shape is that of real ones.
#[test]
fn lines_that_count_entries_are_no_data() {
    let office = office();
    office.file(
        "账单.csv",
        "交易号,付款时间,交易对方,商品名称,金额（元）,收/支\n001,2022-03-02,甲,纸,100.00,支出\n\
         共1笔记录\n已收入:0笔,0.00元\n已支出:1笔,100.00元\n",
    );
    assert_eq!(paid(&office, "账单.csv", ""), "100.00");
}

/// A column that grows by what was paid is a running sum: who says so has it left alone.
#[test]
fn directions_that_the_balances_contradict_are_asked_about() {
    let office = office();
    let rows = "2022-03-01,1,拨款,,{in},1000,2000\n2022-03-02,2,纸,甲,{out},300,1700\n\
        2022-03-03,3,笔,乙,{out},200,1500\n";
    let list = |into: &str, out: &str| {
        let rows = rows.replace("{in}", into).replace("{out}", out);
        format!("日期,凭证号,摘要,收款人,借贷,金额,余额\n{rows}")
    };
    office.file("银行.csv", list("贷", "借"));
    office.file("自记.csv", list("借", "贷"));
    office.file("改写.csv", list("收", "付"));
    office.file(
        "累计.csv",
        "日期,凭证号,摘要,收款人,借方,贷方,余额\n2022-03-01,1,纸,甲,100,,100\n2022-03-02,2,笔,乙,30,,130\n\
         2022-03-03,3,墨,乙,20,,150\n",
    );
    assert_eq!(paid(&office, "银行.csv", ""), "500.00");
    let said = [
        office.run(&format!("import payments 自记.csv {IMPORT}")).ended(ExitCode::Refused),
        office.run(&format!("import payments 累计.csv {IMPORT}")).ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(paid(&office, "改写.csv", ""), "500.00");
    assert_eq!(paid(&office, "累计.csv", "--map 余额="), "150.00");
}

/// Headers like these are everybody's: what was said of one program's list may be untrue of another's.
#[test]
fn the_sign_that_was_said_of_one_file_is_proved_again_for_the_next() {
    let office = office();
    let head = "日期,凭证号,摘要,收款人,金额,余额";
    let file = |name: &str, month: u8, amounts: &[&str]| {
        let row = |(at, amount): (usize, &&str)| {
            format!("2022-{month:02}-0{},记-{month}0{at},纸,甲{at},{amount}\n", at + 1)
        };
        let rows: String = amounts.iter().enumerate().map(row).collect();
        office.file(name, format!("{head}\n{rows}"));
    };
    file("三月.csv", 3, &["-100,", "-50,", "20,"]);
    file("四月.csv", 4, &["100,", "50,", "-20,"]);
    let negative = "--set 金额正负=负数是支付";
    let said = format!("{negative} --yes");
    let import = IMPORT.replace(" --dry-run", "");
    office.run(&format!("import payments 三月.csv {import} {said}")).ended(ExitCode::Success);
    let asked = office.run(&format!("import payments 四月.csv {IMPORT}")).ended(ExitCode::Refused);
    insta::assert_snapshot!(asked);
    // Who says it of this file has said it.
    let received = |rest: &str| {
        let said = office.run(&format!("import payments 四月.csv {IMPORT} {rest} --json"));
        said.json()["sums"]["set_aside"].clone()
    };
    assert_eq!(received(negative), "-150.00");
    assert_eq!(received("--set 金额正负=正数是支付"), "0.00");
    // A list of the kind that it was said of is read as it was, and so is one whose balances prove it.
    file("五月.csv", 5, &["-30,", "-40,", "9,"]);
    assert_eq!(paid(&office, "五月.csv", ""), "70.00");
    file("六月.csv", 6, &["100,600", "50,650", "-20,630"]);
    assert_eq!(paid(&office, "六月.csv", ""), "20.00");
    file("七月.csv", 7, &["-100,600", "-50,650", "20,630"]);
    office.run(&format!("import payments 七月.csv {IMPORT}")).ended(ExitCode::Refused);
}

/// Number, account, and what stands in 借 and in 贷.
type Entry = (&'static str, &'static str, &'static str, &'static str);

/// Vouchers with both of their sides, with the accounts of 《政府会计制度》 (财会〔2017〕25号).
#[test]
fn daybooks_are_no_lists_of_payments() {
    let office = office();
    let rows: [Entry; 4] = [
        ("记-21", "业务活动费用", "300", ""),
        ("记-21", "零余额账户用款额度", "", "300"),
        ("记-22", "业务活动费用", "200", ""),
        ("记-22", "银行存款", "", "200"),
    ];
    let file = |name: &str, head: &str, row: &dyn Fn(&Entry) -> String| {
        let rows: String = rows.iter().map(row).collect();
        office.file(name, format!("{head}\n{rows}"));
    };
    file(
        "序时账.csv",
        "日期,凭证号,会计科目,摘要,收款人,借方金额,贷方金额",
        &|(number, account, one, other)| {
            format!("2022-03-01,{number},{account},纸,甲,{one},{other}\n")
        },
    );
    file("无科目.csv", "日期,凭证号,摘要,收款人,借方金额,贷方金额", &|(
        number,
        _,
        one,
        other,
    )| {
        format!("2022-03-01,{number},纸,甲,{one},{other}\n")
    });
    file(
        "方向.csv",
        "日期,凭证号,科目名称,摘要,收款人,借贷方向,金额",
        &|(number, account, one, other)| {
            let side = if one.is_empty() { "贷" } else { "借" };
            format!("2022-03-01,{number},{account},纸,甲,{side},{one}{other}\n")
        },
    );
    let refused = |file: &str, rest: &str| {
        office.run(&format!("import payments {file} {IMPORT} {rest}")).ended(ExitCode::Refused)
    };
    let said = [
        refused("序时账.csv", ""),
        refused("无科目.csv", ""),
        refused("方向.csv", ""),
        // Who names one of the two columns has not said which rows are payments.
        refused("序时账.csv", "--map 金额=借方金额"),
    ];
    insta::assert_snapshot!(said.join("\n"));
    // What the remedies tell to export instead.
    office.file(
        "日记账.csv",
        "银行存款日记账,,,,,\n日期,凭证号,摘要,收款人,借方金额,贷方金额\n2022-03-01,记-20,拨款,,900,\n\
         2022-03-01,记-22,纸,甲,,200\n",
    );
    assert_eq!(paid(&office, "日记账.csv", "--map 金额=贷方金额"), "200.00");
    office.file(
        "明细账.csv",
        "日期,凭证号,科目名称,摘要,收款人,借方金额,贷方金额\n2022-03-01,记-21,业务活动费用,纸,甲,300,\n\
         2022-03-01,记-22,业务活动费用,纸,甲,200,\n",
    );
    assert_eq!(paid(&office, "明细账.csv", ""), "500.00");
}

/// The ledger of an account of spending, as an accounting system prints it.
const SPENDING: &str = "示范县科学技术协会,,,,,,,\n单位管理费用明细账,,,,,,,\n科目：5101 单位管理费用,,,,期间：2022年3月,,,\n\
    日期,凭证号,摘要,收款人,借方金额,贷方金额,方向,余额\n2022-03-01,,期初余额,,,,借,12000\n\
    2022-03-02,记-21,付办公用品,甲,320,,借,12320\n2022-03-10,记-22,付差旅费,乙,1860.5,,借,14180.5\n";

/// What is credited to an account of spending came back of what was paid, or closes the account; as income it
/// would be left out of what was spent.
#[test]
fn what_is_credited_to_an_account_of_spending_takes_back() {
    let office = office();
    let rest = "2022-03-15,记-23,收回多付差旅费,乙,,60.5,借,14120\n\
        2022-03-31,记-30,期末结转,,,14120,平,0\n2022-03-31,,本月合计,,2180.5,14180.5,平,0\n";
    office.file("明细账.csv", format!("{SPENDING}{rest}"));
    let import = format!("import payments 明细账.csv {IMPORT}");
    let said = [
        office.run(&import).ended(ExitCode::Refused),
        // The side that would post what came back as paid.
        office.run(&format!("{import} --map 金额=贷方金额")).ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let said = office.run(&format!("{import} --accept-doubtful --json")).json();
    assert_eq!((&said["sums"]["new"], &said["counts"]["new"]), (&"2120.00".into(), &3.into()));
}

/// A column of accounts says it too; a cashier's list of what was paid for is read as it was.
#[test]
fn an_account_of_spending_is_known_by_title_or_column() {
    let office = office();
    let head = "日期,凭证号,会计科目,摘要,收款人,借方金额,贷方金额\n";
    let row = |number: u8, account: &str, one: &str, other: &str| {
        format!("2022-03-0{number},记-2{number},{account},纸,甲,{one},{other}\n")
    };
    let list = |rows: &[String]| office.file("表.csv", format!("{head}{}", rows.concat()));
    let sums = |flags: &str| {
        let json = office.run(&format!("import payments 表.csv {IMPORT} {flags} --json")).json();
        ["new", "doubtful", "refused"]
            .map(|kind| json["sums"][kind].as_str().unwrap_or_default().to_owned())
    };
    let spending = "5001 业务活动费用";
    list(&[row(1, spending, "300", ""), row(2, spending, "200", ""), row(3, spending, "", "50")]);
    assert_eq!(sums("--accept-doubtful"), ["500.00", "0.00", "-50.00"]);
    list(&[row(1, spending, "300", ""), row(3, spending, "", "300")]);
    // As a list of what was paid and received: what came in is the same amount of the same payee.
    let received = "--map 金额=借方金额 --set 金额正负=正数是支付";
    assert_eq!(sums(received), ["300.00", "-300.00", "0.00"]);
    list(&[row(1, spending, "300", ""), row(3, spending, "", "290")]);
    assert_eq!(sums(received), ["300.00", "0.00", "0.00"]);
    list(&[row(1, "", "900", ""), row(2, spending, "", "200"), row(3, spending, "", "100")]);
    assert_eq!(sums("--map 金额=贷方金额"), ["300.00", "0.00", "0.00"]);
}

/// Without 科目： before it, too: a title that begins with the code of the account, and cells of a label and the account.
#[test]
fn an_account_of_spending_is_known_by_its_code_in_a_title() {
    let office = office();
    let rows = "日期,凭证号,摘要,收款人,借方金额,贷方金额\n2022-03-02,记-21,纸,甲,600,\n\
        2022-03-03,记-22,墨,甲,400,\n2022-03-09,记-23,印刷费,乙,,200\n";
    let sums = |title: &str| {
        office.file("明细账.csv", format!("{title}\n{rows}"));
        let json = office.run(&format!("import payments 明细账.csv {IMPORT} --json")).json();
        ["new", "refused"].map(|kind| json["sums"][kind].as_str().unwrap_or_default().to_owned())
    };
    for title in ["5001 业务活动费用 明细账,,,,,", "科目代码,7101020101,科目名称,行政支出,,"]
    {
        // What takes back says of no payment which it takes back, and is refused until it does.
        assert_eq!(sums(title), ["1000.00", "-200.00"], "{title}");
    }
    assert_eq!(sums("1002 银行存款明细账,,,,,"), ["1000.00", "0.00"]);
}
