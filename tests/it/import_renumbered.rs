//! Payments of the ledger that a file has under other numbers of vouchers.

use std::fmt::Write as _;

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";

/// Three payments with three numbers.
fn list(numbers: [u32; 3]) -> String {
    let mut text = String::new();
    for (at, (number, payee)) in numbers.iter().zip(["甲", "乙", "丙"]).enumerate() {
        writeln!(text, "2022-03-0{},记-{number},2022-001,30201,{}00,{payee},纸", at + 1, at + 1)
            .expect("a string takes any text");
    }
    text
}

/// An office whose ledger has 记-1 to 记-3.
fn office() -> Office {
    let office = Office::at_year_end();
    office.file("有号.csv", format!("{HEAD}{}", list([1, 2, 3])));
    office.run("import payments 有号.csv --yes").done();
    office
}

fn paid(office: &Office, payee: &str) -> usize {
    let payments = office.run("list payments --json").json();
    let payments = payments.as_array().expect("a list").iter();
    payments.filter(|payment| payment["payee"] == payee).count()
}

/// Missing numbers were closed up, or a voucher was taken in before: the sheet is told once.
#[test]
fn a_sheet_with_numbers_of_its_own_is_asked_about_once() {
    for numbers in [[11, 12, 13], [2, 3, 4], [3, 1, 2]] {
        let office = office();
        office.file("新号.csv", format!("{HEAD}{}", list(numbers)));
        let import = "import payments 新号.csv";
        assert_eq!(counts(&office, import), [0, 0, 3, 0], "{numbers:?}");
        let told = office.run(&format!("{import} --dry-run --json")).json();
        let problems = told["problems"].as_array().expect("a list");
        assert_eq!(problems.len(), 1, "{problems:?}");
        office.run(&format!("{import} --yes --only-new")).done();
        assert_eq!(paid(&office, "甲"), 1, "{numbers:?}");
        assert_eq!(counts(&office, &format!("{import} --accept-row 3")), [1, 0, 2, 0]);
        assert_eq!(counts(&office, &format!("{import} --accept-doubtful")), [3, 0, 0, 0]);
        // As the remedy says.
        let batch = office.run("import list --json").json()[0]["batch"].clone();
        let batch = batch.as_str().expect("an id");
        assert!(problems[0]["remedy"].as_str().expect("words").contains(batch), "{problems:?}");
        office.run(&format!("import undo {batch}")).done();
        assert_eq!(counts(&office, import), [3, 0, 0, 0]);
    }
    let office = office();
    office.file("新号.csv", format!("{HEAD}{}", list([11, 12, 13])));
    let said = office.run("import payments 新号.csv --yes").ended(ExitCode::Refused);
    // Ids of imports differ from run to run.
    let batch = office.run("import list --json").json()[0]["batch"].clone();
    insta::assert_snapshot!(said.replace(batch.as_str().expect("an id"), "批号"));
}

/// All numbers after the new voucher moved on by one: its own is another payment's in the ledger.
#[test]
fn of_numbers_that_moved_on_nothing_is_doubled_and_nothing_lost() {
    let office = office();
    let new = "2022-03-01,记-1,2022-001,30201,50,丁,墨\n";
    office.file("前插.csv", format!("{HEAD}{new}{}", list([2, 3, 4])));
    let import = "import payments 前插.csv";
    assert_eq!(counts(&office, import), [1, 0, 3, 0]);
    let said = office.run(&format!("{import} --yes")).ended(ExitCode::Refused);
    let entered = office.run(&format!("{import} --yes --only-new")).ended(ExitCode::Success);
    for (payee, count) in [("甲", 1), ("乙", 1), ("丙", 1), ("丁", 1)] {
        assert_eq!(paid(&office, payee), count, "{payee}");
    }
    assert!(entered.contains("第 2 行（支付 记-1）"), "{entered}");
    assert!(said.contains("只是凭证号不同"), "{said}");
    assert_eq!(counts(&office, import), [0, 1, 3, 0]);
    assert_eq!(counts(&office, "import payments 有号.csv"), [0, 3, 0, 0]);
    // The payment of the number is not in the file, so the row may be what it was put right to.
    office.file("改.csv", format!("{HEAD}2022-03-01,记-3,2022-001,30201,50,戊,墨\n"));
    assert_eq!(counts(&office, "import payments 改.csv"), [0, 0, 1, 0]);
}

/// Each payment stands for one row; equal ones of one file are as many payments.
#[test]
fn a_payment_is_held_against_one_row() {
    let office = Office::at_year_end();
    let row = |number: u32| format!("2022-03-01,记-{number},2022-001,30201,100,甲（本部）,工资\n");
    office.file("两笔.csv", format!("{HEAD}{}{}", row(1), row(2)));
    assert_eq!(counts(&office, "import payments 两笔.csv"), [2, 0, 0, 0]);
    office.file("一笔.csv", format!("{HEAD}{}", row(9)));
    office.run("import payments 一笔.csv --yes").done();
    assert_eq!(counts(&office, "import payments 两笔.csv"), [1, 0, 1, 0]);
    // The row that the ledger has is found first, whatever its place.
    office.file("三笔.csv", format!("{HEAD}{}{}{}", row(1), row(9), row(2)));
    assert_eq!(counts(&office, "import payments 三笔.csv"), [2, 1, 0, 0]);
    // Its own number goes before those of others.
    let written = row(9).replace('（', "(").replace('）', ")");
    office.file("写法.csv", format!("{HEAD}{}{written}", row(1)));
    assert_eq!(counts(&office, "import payments 写法.csv"), [1, 0, 1, 0]);
    // Another day, amount, payee or remark is another payment.
    for (from, to) in [("03-01", "03-02"), (",100,", ",100.01,"), ("甲", "乙"), ("工资", "奖金")]
    {
        office.file("别的.csv", format!("{HEAD}{}", row(7).replacen(from, to, 1)));
        assert_eq!(counts(&office, "import payments 别的.csv"), [1, 0, 0, 0], "{to}");
    }
}

/// The system that pays gives every payment a number of its own.
#[test]
fn payments_that_the_system_tells_apart_are_not_asked_about() {
    let office = Office::at_year_end();
    let head = "支付单号,日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";
    let row = |id: &str, number: u32| {
        format!("{head}{id},2022-03-01,记-{number},2022-001,30201,100,甲,房租\n")
    };
    office.file("一.csv", row("ZF1", 1));
    office.run("import payments 一.csv --yes").done();
    office.file("二.csv", row("ZF2", 2));
    assert_eq!(counts(&office, "import payments 二.csv"), [1, 0, 0, 0]);
    office.file("二.csv", row("ZF1", 2));
    assert_eq!(counts(&office, "import payments 二.csv"), [0, 0, 1, 0]);
    office.file("二.csv", row("", 2));
    assert_eq!(counts(&office, "import payments 二.csv"), [0, 0, 1, 0]);
}
