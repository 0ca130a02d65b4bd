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
