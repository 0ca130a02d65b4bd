//! Returns and reversals in a list of payments: each is of one payment, which is found or asked for, and
//! never guessed.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "日期,凭证号,退回或红字,原凭证号,指标,经济科目,金额(元),收款人,摘要\n";

fn office_with(rows: &[&str]) -> Office {
    let office = Office::at_year_end();
    office.file("支付.csv", format!("{HEAD}{}\n", rows.join("\n")));
    office
}

/// What is spent by kind of movement, and the sum of each line.
fn outturn(office: &Office) -> (String, Vec<String>) {
    let figures = office.run("list figures --json").json();
    let figures = figures.as_array().expect("a list").iter();
    let total = figures.filter(|figure| figure["key"] == "outturn.total");
    let total: Vec<String> = total.map(|figure| figure["value"].to_string()).collect();
    let payments = office.run("list payments --json").json();
    let text = |payment: &serde_json::Value| {
        format!(
            "{} {} {} {}",
            payment["date"], payment["kind"], payment["voucher"], payment["amount"]
        )
    };
    let mut payments: Vec<String> = payments.as_array().expect("a list").iter().map(text).collect();
    payments.sort();
    (total.concat(), payments)
}

#[test]
fn returns_and_reversals_find_their_payments() {
    let office = office_with(&[
        "2022-02-01,记-021,,,2022-001,30201,100.00,甲,纸",
        "2022-02-02,记-022,退回,记-021,,,-40.00,甲,多付",
        "2022-02-03,记-023,红字,记-002,,,-800.50,,作废",
    ]);
    let mut said = vec![
        office.run("import payments 支付.csv --dry-run").ended(ExitCode::Success),
        office.run("import payments 支付.csv --yes").ended(ExitCode::Success),
        office.run("import payments 支付.csv --yes").ended(ExitCode::Success),
        office.run("import list").ended(ExitCode::Success),
    ];
    // The reversal is of a payment that this import did not enter; a reversal stays.
    let batches = office.run("import list --json").json();
    let batch = batches[0]["batch"].as_str().expect("there is a batch").to_owned();
    let journal = office.journal();
    said.push(office.run(&format!("import undo {batch}")).ended(ExitCode::Refused));
    assert_eq!(office.journal(), journal);
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_cannot_be_told_is_refused_or_asked() {
    let office = office_with(&[
        "2022-02-01,记-021,,,2022-001,30201,100.00,甲,纸",
        "2022-02-01,记-021,,,2022-001,30201,60.00,甲,墨盒",
        "2022-02-02,记-022,退回,记-021,,,-40.00,甲,哪一笔",
        "2022-02-02,记-023,退回,记-099,,,-40.00,甲,没有这笔",
        "2022-02-02,记-024,退回,记-001,,,-1200.01,县文具店,多于原支付",
        "2022-02-02,记-025,红字,记-001,,,-1199.99,县文具店,不是全额",
        "2022-02-02,记-026,退回,记-001,,,40.00,县文具店,写成正数",
        "2022-01-03,记-027,退回,记-001,,,-40.00,县文具店,早于原支付",
        "2022-02-02,记-028,退回,,,,-40.00,张三,没有号",
        "2022-02-03,记-029,红字,记-021,,,-60.00,甲,金额说明是哪一笔",
    ]);
    let journal = office.journal();
    let said = office.run("import payments 支付.csv --yes").ended(ExitCode::Refused);
    assert_eq!(office.journal(), journal);
    insta::assert_snapshot!(said);
    office.run("import payments 支付.csv --yes --only-new --accept-row 10").done();
    let (_, payments) = outturn(&office);
    assert_eq!(payments.len(), 6, "{payments:?}");
    // 2000.50 + 100 + 60 less 40 without a number, which a person accepted, less the 60.
    let spent = office.run("status --json").json();
    assert_eq!(spent["rows"][4]["outturn"], "2060.50");
}

/// What stands for very many is not listed whole.
#[test]
fn of_many_payments_that_may_be_meant_some_are_named() {
    let said = |count: u32| {
        let paid = |number| format!("2022-02-01,记-{number},,,2022-001,30201,1.00,甲,纸\n");
        let rows: String = (1..=count).map(|number| paid(number + 20)).collect();
        let red = "2022-02-02,记-99,红字,,,,-1.00,甲,作废\n";
        let office = office_with(&[&rows, red]);
        let new = office.run("import payments 支付.csv --dry-run").ended(ExitCode::Refused);
        office.file("付.csv", format!("{HEAD}{rows}"));
        office.run("import payments 付.csv --yes").done();
        office.file("红字.csv", format!("{HEAD}{red}"));
        let posted = office.run("import payments 红字.csv --dry-run").ended(ExitCode::Refused);
        [new, posted]
    };
    let [new, posted] = said(20);
    assert!(new.contains("程序不猜；都在这次导入的文件里\n"), "{new}");
    assert_eq!(posted.matches("号、第 ").count(), 19, "{posted}");
    assert!(!posted.contains("很多笔"), "{posted}");
    let [new, posted] = said(21);
    assert!(new.contains("程序不猜；有很多笔，不一一列出\n"), "{new}");
    assert_eq!(posted.matches("号、第 ").count(), 19, "{posted}");
    assert!(posted.contains(" 号 等很多笔\n"), "{posted}");
}

#[test]
fn money_that_comes_back_on_a_day_can_be_spent_on_it() {
    let rows = [
        "2022-03-01,记-031,,,2022-001,30201,17999.50,甲,错付",
        "2022-03-01,记-031,红字,记-031,,,-17999.50,甲,冲销",
        "2022-03-01,记-031,,,2022-001,30201,17000.00,甲,重付",
        "2022-03-01,记-032,退回,记-031,,,-16999.00,甲,退回",
        "2022-03-01,记-030,,,2022-001,30201,17000.50,乙,用退回的钱",
    ];
    let mut results = Vec::new();
    for first in 0..rows.len() {
        let mut turned = rows;
        turned.rotate_left(first);
        for backward in [false, true] {
            if backward {
                turned.reverse();
            }
            let office = office_with(&turned);
            office.run("import payments 支付.csv --yes").done();
            results.push(outturn(&office));
            let again = office.run("import payments 支付.csv --dry-run --json").json();
            assert_eq!(again["counts"]["known"], 5, "{turned:?}: {again}");
        }
    }
    results.dedup();
    assert_eq!(results.len(), 1, "{results:?}");
}

#[test]
fn an_import_with_its_own_take_backs_is_undone_and_done_again() {
    let office = office_with(&[
        "2022-02-01,记-021,,,2022-001,30201,100.00,甲,纸",
        "2022-02-02,记-022,退回,记-021,,,-40.00,甲,多付",
        "2022-02-01,记-023,,,2022-001,30201,7.00,甲,笔",
        "2022-02-03,记-023,红字,记-023,,,-7.00,甲,作废",
    ]);
    let before = outturn(&office).0;
    office.run("import payments 支付.csv --yes").done();
    let once = outturn(&office).0;
    let batches = office.run("import list --json").json();
    let batch = batches[0]["batch"].as_str().expect("there is a batch").to_owned();
    assert_eq!(batches[0]["paid"], "60.00");
    office.run(&format!("import undo {batch}")).done();
    assert_eq!(outturn(&office).0, before);
    let again = office.run("import payments 支付.csv --yes --json").json();
    assert_eq!(again["events"], 4);
    assert_eq!(outturn(&office).0, once);
    let twice = office.run("import payments 支付.csv --yes --json").json();
    assert_eq!(twice["events"], 0);
}

/// Numbers begin anew each month: a cancelled payment of February does not make January's known.
#[test]
fn a_red_row_is_known_only_through_the_payment_that_it_means() {
    let office = office_with(&[
        "2022-01-05,记-1,,,2022-001,30201,100.00,甲,纸",
        "2022-02-05,记-1,,,2022-001,30201,100.00,甲,纸",
    ]);
    office.run("import payments 支付.csv --yes").done();
    let payments = office.run("list payments --json").json();
    let of_february = payments.as_array().expect("a list").iter();
    let mut of_february = of_february.filter(|payment| payment["date"] == "2022-02-05");
    let sequence = of_february.next().expect("it is there")["sequence"].clone();
    office.run(&format!("correct {sequence} --reason 作废 --date 2022-02-28")).done();
    let red = "2022-02-20,记-21,红字,记-1,,,-100.00,甲,冲销";
    office.file("红字.csv", format!("{HEAD}{red}\n"));
    let said = [
        office.run("import payments 红字.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 红字.csv --yes --accept-row 2").ended(ExitCode::Success),
        office.run("import payments 红字.csv --yes").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// A return is known by everything that its row says, as a payment is.
#[test]
fn a_second_return_of_one_number_is_asked_about() {
    let office = office_with(&["2022-02-02,记-022,退回,记-001,,,-40.00,甲,多付"]);
    office.run("import payments 支付.csv --yes").done();
    let again = office.run("import payments 支付.csv --dry-run --json").json();
    assert_eq!(again["counts"]["known"], 1);
    let march = "2022-03-02,记-022,退回,记-001,,,-40.00,甲,又多付";
    office.file("三月.csv", format!("{HEAD}{march}\n"));
    let said = office.run("import payments 三月.csv --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    office.run("import payments 三月.csv --yes --accept-row 2").done();
    let again = office.run("import payments 三月.csv --dry-run --json").json();
    assert_eq!(again["counts"]["known"], 1);
}

/// A refund that failed did not lower what was spent.
#[test]
fn a_return_that_was_not_carried_out_is_asked_about() {
    let office = Office::at_year_end();
    let states = ["退款失败", "已关闭", "处理中", "退款", "已退款", "成功", ""];
    let head = "日期,凭证号,退回或红字,原凭证号,金额(元),收款人,摘要,状态\n";
    let row = |(at, state): (usize, &&str)| {
        format!("2022-02-0{},记-02{at},退回,记-001,-{},甲,多付,{state}\n", at + 1, at + 1)
    };
    let returns: String = states.iter().enumerate().map(row).collect();
    let red = "2022-02-09,记-029,红字,记-002,-800.50,乙,作废,失败\n";
    // An amount below zero says the same without the column.
    let negative = "2022-02-10,记-030,,记-001,-9,甲,多付,交易关闭\n";
    office.file("退回.csv", format!("{head}{returns}{red}{negative}"));
    let mut said = vec![office.run("import payments 退回.csv --yes").ended(ExitCode::Refused)];
    office.run("import payments 退回.csv --yes --only-new").done();
    assert_eq!(outturn(&office).0, "{\"money\":\"1982.50\"}", "5, 6 and 7 came back");
    // What the ledger has is not asked about, and what a person accepts is entered.
    said.push(office.run("import payments 退回.csv --yes --accept-row 9").ended(ExitCode::Refused));
    office.run("import payments 退回.csv --yes --accept-row 9 --only-new").done();
    assert_eq!(outturn(&office).0, "{\"money\":\"1182.00\"}");
    let again = office.run("import payments 退回.csv --dry-run --json").json();
    assert_eq!((&again["counts"]["known"], &again["counts"]["doubtful"]), (&4.into(), &5.into()));
    insta::assert_snapshot!(said.join("\n"));
}

/// The direction of a row that takes back, its currency, and money on its other side, are read as a payment's are.
#[test]
fn a_row_that_takes_back_says_which_way_money_went() {
    let office = Office::at_year_end();
    let head = "日期,凭证号,退回或红字,原凭证号,金额(元)";
    let directions = [
        "2022-02-01,记-021,退回,记-001,-1,收入,,甲,自己说是退回",
        "2022-02-02,记-022,退回,记-001,-2,支出,CNY,甲,负的支出",
        "2022-02-03,记-023,,记-001,-4,支出,,甲,负的支出",
        "2022-02-04,记-024,,记-001,-8,收入,,甲,负的收入",
        "2022-02-05,记-025,退回,记-001,-16,,,甲,没有方向",
        "2022-02-06,记-026,,记-001,-32,蓝色,,甲,不是方向",
        "2022-02-07,记-027,退回,记-001,-64,支出,USD,甲,外币",
        "2022-02-08,记-028,退回,记-001,-1,28,支出,,甲,格数多了",
    ];
    office
        .file("方向.csv", format!("{head},收支方向,币种,收款人,摘要\n{}\n", directions.join("\n")));
    let sides = [
        "2022-02-07,记-031,退回,记-001,-256,3,甲,两边都有",
        "2022-02-08,记-032,退回,记-001,,512,甲,写在收入里",
    ];
    let head = head.replace("金额(元)", "支出,收入");
    office.file("两列.csv", format!("{head},收款人,摘要\n{}\n", sides.join("\n")));
    let line = "import payments 方向.csv 两列.csv --unit 元 --yes";
    let said = office.run(line).ended(ExitCode::Refused);
    office.run(&format!("{line} --only-new")).done();
    assert_eq!(outturn(&office).0, "{\"money\":\"1993.50\"}", "1, 2 and 4 came back");
    insta::assert_snapshot!(said);
}

/// A row that was copied within its list would take back twice.
#[test]
fn a_return_that_stands_twice_is_asked_about() {
    let office = Office::at_year_end();
    let back = "2022-02-01,记-9,退回,记-001,,,-100,县文具店,退货\n";
    let other = "2022-02-01,记-9,退回,记-001,,,-100,县文具店,又退货\n";
    office.file("退回.csv", format!("{HEAD}{back}{back}{other}"));
    let said = office.run("import payments 退回.csv --yes").ended(ExitCode::Refused);
    assert!(said.contains("退回.csv 第 3 行") && said.contains("第 2 行重复"), "{said}");
    assert_eq!(counts(&office, "import payments 退回.csv")[..3], [2, 0, 1]);
    assert_eq!(counts(&office, "import payments 退回.csv --accept-row 3")[..3], [3, 0, 0]);
    office.run("import payments 退回.csv --yes --only-new").done();
    assert_eq!(counts(&office, "import payments 退回.csv")[..3], [0, 2, 1]);
}

/// 记-0001, 记字第1号 and 记-1 are one number wherever numbers are compared; a bare 1 may be another one.
#[test]
fn the_original_voucher_is_known_in_other_spellings() {
    let paid = [
        "2022-02-01,记-21,,,2022-001,30201,100.00,甲,纸",
        "2022-02-01,付-21,,,2022-001,30201,70.00,乙,笔",
    ];
    let taken_back = |number: &str| {
        [
            format!("2022-02-02,记-22,退回,{number},,,-40.00,甲,多付"),
            format!("2022-02-03,记-23,红字,{number},,,-70.00,乙,作废"),
        ]
    };
    for [of_return, of_red] in [["记-0021", "付字第21号"], ["记账凭证-21", "付款凭证021号"]]
    {
        let [back, _] = taken_back(of_return);
        let [_, red] = taken_back(of_red);
        // In one import, which puts both on one day in the order in which they are possible, and in two.
        let office = office_with(&[&red.replace("02-03", "02-01"), paid[0], paid[1], &back]);
        assert_eq!(counts(&office, "import payments 支付.csv"), [4, 0, 0, 0], "{of_return}");
        office.run("import payments 支付.csv --yes").done();
        assert_eq!(counts(&office, "import payments 支付.csv"), [0, 4, 0, 0], "{of_return}");
        let office = office_with(&paid);
        office.run("import payments 支付.csv --yes").done();
        office.file("退回.csv", format!("{HEAD}{back}\n{red}\n"));
        assert_eq!(counts(&office, "import payments 退回.csv"), [2, 0, 0, 0], "{of_return}");
        office.run("import payments 退回.csv --yes").done();
        assert_eq!(counts(&office, "import payments 退回.csv"), [0, 2, 0, 0], "{of_return}");
        // The list itself agrees with what was entered of it.
        let own = "2022-01-04,记-001,,,,,1200,,\n2022-01-04,记-002,,,,,800.5,,\n";
        office.file("都有.csv", format!("{HEAD}{own}{}\n{back}\n{red}\n", paid.join("\n")));
        let found = office.run("reconcile 都有.csv --dry-run --json").json();
        assert_eq!(found["differences"].as_array().map(Vec::len), Some(0), "{found}");
    }
    // What does not say of what kind it is fits one only, and is asked about; once entered it is known.
    let office = office_with(&paid);
    office.run("import payments 支付.csv --yes").done();
    office.file("退回.csv", format!("{HEAD}{}\n", taken_back("21").join("\n")));
    insta::assert_snapshot!(office.run("import payments 退回.csv --yes").ended(ExitCode::Refused));
    office.run("import payments 退回.csv --yes --accept-row 2 --accept-row 3").done();
    assert_eq!(counts(&office, "import payments 退回.csv"), [0, 2, 0, 0]);
    let (total, _) = outturn(&office);
    assert!(total.contains("2060.50"), "{total}");
    // Another kind or another number is another voucher, and of two that fit neither is taken.
    for number in ["收-21", "记-210", "记-21-1"] {
        let office = office_with(&paid);
        office.run("import payments 支付.csv --yes").done();
        office.file("退回.csv", format!("{HEAD}{}\n", taken_back(number).join("\n")));
        assert_eq!(counts(&office, "import payments 退回.csv"), [0, 0, 0, 2], "{number}");
    }
    let office = office_with(&[paid[0], &paid[0].replace("记-21", "记字第21号")]);
    office.run("import payments 支付.csv --yes --accept-doubtful").done();
    office.file("退回.csv", format!("{HEAD}{}\n", taken_back("记-0021")[0]));
    assert_eq!(counts(&office, "import payments 退回.csv"), [0, 0, 0, 1]);
}
