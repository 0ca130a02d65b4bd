//! `reconcile FILE` by the numbers that the system gave its payments.

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// The columns of a list, and what the ledger has before.
const HEAD: &str = "日期,凭证号,支付单号,原凭证号,金额(元)\n\
     2022-01-04,记-001,,,1200\n2022-01-04,记-002,,,800.50\n";

/// The small ledger with payments of a list.
fn office_with(rows: &[&str]) -> Office {
    let office = Office::at_year_end();
    let head = "日期,凭证号,支付单号,退回或红字,原凭证号,指标,经济科目,金额(元),收款人,摘要\n";
    office.file("支付.csv", format!("{head}{}\n", rows.join("\n")));
    office.run("import payments 支付.csv --yes").done();
    office
}

/// A ledger whose payments have both numbers: one voucher of two payments, one that was returned in part, one that
/// was cancelled.
fn office() -> Office {
    office_with(&[
        "2022-01-05,记-1,ZF1,,,2022-001,30201,100,甲,纸",
        "2022-01-05,记-1,ZF2,,,2022-001,30201,50,乙,笔",
        "2022-01-06,记-2,ZF3,,,2022-001,30201,70,丙,墨",
        "2022-02-07,记-1,ZF4,,,2022-001,30201,30,丁,尺",
        "2022-02-08,记-2,,退回,记-2,,,-20,丙,多付",
        "2022-02-09,记-3,,红字,记-1,,30201,-30,丁,重付",
    ])
}

#[test]
fn a_list_without_vouchers_or_with_others_is_compared_by_payments() {
    let office = office();
    // The return has a number of its own, or that of its payment; the red row names the payment.
    let ids = [
        "2022-01-05,,ZF1,,100",
        "2022-01-05,,ZF2,,50",
        "2022-01-06,,ZF3,,70",
        "2022-02-07,,ZF4,,30",
        "2022-02-08,,ZF9,ZF3,-20",
        "2022-02-09,,ZF8,ZF4,-30",
    ];
    office.file("单号.csv", format!("{HEAD}{}\n", ids.join("\n")));
    let others = [
        "2022-01-05,支-21,ZF1,,100",
        "2022-01-05,支-21,ZF2,,50",
        "2022-01-06,记-1,ZF3,,70",
        "2022-02-07,支-23,ZF4,,30",
        "2022-02-08,支-24,ZF3,,-20",
        "2022-02-09,支-25,ZF4,,-30",
    ];
    office.file("别的凭证.csv", format!("{HEAD}{}\n", others.join("\n")));
    let said = [
        office.run("reconcile 单号.csv --dry-run").ended(ExitCode::Success),
        office.run("reconcile 别的凭证.csv --dry-run").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    office.run("reconcile 单号.csv").done();
    let compared = office.run("reconcile 别的凭证.csv --dry-run --json").json();
    assert_eq!(compared["differences"].as_array().map(Vec::len), Some(0), "{compared}");
}

#[test]
fn differences_of_payments_are_told_by_their_vouchers() {
    let office = office();
    let rows = [
        // A fen more; another month; one that is here alone and one that is there alone.
        "2022-01-05,,ZF1,,100.01",
        "2022-01-06,,ZF3,,70",
        "2022-03-07,,ZF4,,30",
        "2022-02-08,,ZF9,,-20",
        "2022-01-07,,ZF7,,50",
    ];
    office.file("系统.csv", format!("{HEAD}{}\n", rows.join("\n")));
    insta::assert_snapshot!(office.run("reconcile 系统.csv --dry-run").ended(ExitCode::Refused));
}

/// Compares a list of these columns and tells how many numbers match, and the differences as number, finding, the
/// list's amount and the ledger's.
fn compared(office: &Office, columns: &str, rows: &[&str]) -> (u64, Vec<String>) {
    let own = "2022-01-04,记-001,1200,\n2022-01-04,记-002,800.50,\n";
    office.file("系统.csv", format!("{columns}\n{own}{}\n", rows.join("\n")));
    let found = office.run("reconcile 系统.csv --dry-run --json").json();
    let text = |of: &serde_json::Value| of.as_str().expect("a text").to_owned();
    let said = |of: &serde_json::Value| {
        ["number", "finding", "shown", "ledger"].map(|part| text(&of[part])).join(" ")
    };
    let differences = found["differences"].as_array().expect("a list").iter().map(said).collect();
    (found["matched"].as_u64().expect("a count") - 2, differences)
}

const COLUMNS: &str = "日期,凭证号,金额(元),收款人";

#[test]
fn numbers_in_other_spellings_are_one() {
    let office = office_with(&[
        "2022-01-05,记-11,,,,2022-001,30201,100,甲,纸",
        "2022-01-05,记-12,,,,2022-001,30201,50,甲,笔",
        "2022-01-05,记-12,,,,2022-001,30201,20,乙,墨",
        "2022-01-06,付-12,,,,2022-001,30201,7,丙,尺",
    ]);
    for [one, other, third] in [
        ["记字第11号", "记字第12号", "付字第12号"],
        ["记账凭证-11", "记-0012", "付款凭证12号"],
        ["11", "记12", "付－12"],
    ] {
        // One line of a voucher may stand for several.
        let rows = [
            format!("2022-01-05,{one},100,"),
            format!("2022-01-05,{other},70,"),
            format!("2022-01-06,{third},7,"),
        ];
        let rows = rows.each_ref().map(String::as_str);
        assert_eq!(compared(&office, COLUMNS, &rows), (3, vec![]), "{one}");
    }
    // Other amounts are told under the ledger's number.
    let rows = ["2022-01-05,记字第11号,100.01,", "2022-01-05,12,70,", "2022-01-06,付-12,8,"];
    let (matched, differences) = compared(&office, COLUMNS, &rows);
    assert_eq!(matched, 1, "{differences:?}");
    assert_eq!(
        differences,
        ["记-11 amount_differs 100.01 100.00", "付-12 amount_differs 8.00 7.00"]
    );
    // A bare 12 may be either voucher.
    let rows = ["2022-01-05,11,100,", "2022-01-05,12,70.5,", "2022-01-06,13,7,"];
    let (matched, differences) = compared(&office, COLUMNS, &rows);
    assert_eq!(matched, 1);
    assert_eq!(differences, ["12 unclear 70.50 77.00", "13 only_there 7.00 0.00"]);
    // Beside the very number it is the other one.
    let rows = ["2022-01-05,记字第11号,100,", "2022-01-05,记字第12号,70,", "2022-01-06,12,7,"];
    assert_eq!(compared(&office, COLUMNS, &rows), (3, vec![]));
}

/// Two kinds of vouchers have a number 1, and one side has it without its kind.
#[test]
fn a_number_without_its_kind_is_told_apart_by_what_it_paid_or_not_at_all() {
    let office = office_with(&[
        "2022-02-05,记-1,,,,2022-001,30201,100,甲,纸",
        "2022-02-20,付-1,,,,2022-001,30201,60,乙,笔",
        "2022-02-05,记-2,,,,2022-001,30201,30,丙,墨",
        "2022-02-20,付-2,,,,2022-001,30201,30,丁,尺",
        "2022-02-21,收-2,,,,2022-001,30201,9,丁,尺",
    ]);
    let told = |rows: &[&str]| {
        let (_, differences) = compared(&office, COLUMNS, rows);
        let found = office.run("reconcile 系统.csv --dry-run --json").json();
        let text = |of: &serde_json::Value| of.as_str().expect("a text").to_owned();
        let numbers = |of: &serde_json::Value| {
            let numbers = of.as_array().expect("a list").iter().map(text);
            numbers.collect::<Vec<_>>().join("+")
        };
        let apart = found["told_apart"].as_array().expect("a list").iter().map(|told| {
            let (shown, ledger) = (numbers(&told["shown"]), numbers(&told["ledger"]));
            format!("{shown} = {ledger} by {}", text(&told["by"]))
        });
        let may_be = found["differences"].as_array().expect("a list").iter();
        let may_be = may_be.map(|row| numbers(&row["may_be"])).filter(|may_be| !may_be.is_empty());
        (apart.collect::<Vec<_>>(), differences, may_be.collect::<Vec<_>>())
    };
    let (apart, differences, may_be) = told(&["2022-02-06,1,60,", "2022-02-06,2,30,丙"]);
    assert_eq!(apart, ["1 = 付-1 by amount", "2 = 记-2 by payee"]);
    let left =
        ["记-1 only_here 0.00 100.00", "付-2 only_here 0.00 30.00", "收-2 only_here 0.00 9.00"];
    assert_eq!((differences, may_be.len()), (left.map(str::to_owned).to_vec(), 0));
    // Both together, one by one, and by the day.
    assert_eq!(told(&["2022-02-06,1,160,"]).0, ["1 = 付-1+记-1 by sum"]);
    assert_eq!(told(&["2022-02-20,2,30,"]).0, ["2 = 付-2 by day"]);
    let rows = ["2022-02-20,2,30,丁", "2022-02-28,2,9,"];
    assert_eq!(told(&rows).0, ["2 = 付-2+收-2 by lines"]);
    // Another payee, another amount, or two that fit: nothing is guessed.
    for row in ["2022-02-06,1,60,甲", "2022-02-06,1,61,", "2022-02-06,2,30,"] {
        let (apart, differences, may_be) = told(&[row]);
        assert!(
            apart.is_empty() && differences.iter().any(|told| told.contains("unclear")),
            "{row}"
        );
        assert!(may_be.len() == 1 && may_be[0].starts_with("付-"), "{row}: {may_be:?}");
    }
    let rows = ["2022-02-06,1,60,", "2022-02-06,2,30,"];
    assert_eq!(told(&rows).2, ["付-2+记-2"]);
    insta::assert_snapshot!(office.run("reconcile 系统.csv --dry-run").ended(ExitCode::Refused));
    // The ledger may be the side that has it without its kind.
    let office = office_with(&["2022-02-05,1,,,,2022-001,30201,100,甲,纸"]);
    let rows = ["2022-02-05,记-1,100,", "2022-02-20,付-1,60,"];
    let left = "付-1 only_there 60.00 0.00";
    assert_eq!(compared(&office, COLUMNS, &rows), (1, vec![left.into()]));
    let rows = ["2022-02-05,记-1,99,", "2022-02-20,付-1,60,"];
    assert_eq!(compared(&office, COLUMNS, &rows), (0, vec!["1 unclear 159.00 100.00".into()]));
}

#[test]
fn without_numbers_day_amount_and_payee_are_compared() {
    let office = office_with(&[
        "2022-01-05,记-11,,,,2022-001,30201,100,甲,纸",
        "2022-01-05,记-12,,,,2022-001,30201,100,乙,纸",
        // Two equal ones of the ledger without a number.
        "2022-01-06,,,,,2022-001,30201,30,丙,墨",
        "2022-01-06,,,,,2022-001,30201,30,丙,墨",
    ]);
    let all =
        ["2022-01-05,,100,", "2022-01-05,,100,", "2022-01-06,记-21,30,", "2022-01-06,记-22,30,丙"];
    assert_eq!(compared(&office, COLUMNS, &all), (4, vec![]));
    // The payee tells which of two is there.
    let rows = ["2022-01-05,,100,乙", "2022-01-06,,30,丙"];
    let (matched, differences) = compared(&office, COLUMNS, &rows);
    assert_eq!(matched, 2);
    assert_eq!(differences[0], "记-11 only_here 0.00 100.00");
    assert!(differences[1].ends_with(" only_here 0.00 30.00"), "{differences:?}");
    // Without it nothing tells, and another payee's is another payment.
    let rows = ["2022-01-05,,100,", "2022-01-06,,30,", "2022-01-06,,30,丁"];
    let (matched, differences) = compared(&office, COLUMNS, &rows);
    assert_eq!(matched, 1);
    let told = ["记-11、记-12 unclear 100.00 200.00", " only_there 30.00 0.00"];
    assert_eq!(differences[..2], told, "{differences:?}");
    insta::assert_snapshot!(office.run("reconcile 系统.csv --dry-run").ended(ExitCode::Refused));
}

/// A voucher of several payments, which a list without numbers has one by one, or as one, or in part.
#[test]
fn rows_without_a_number_are_held_against_each_payment_of_a_voucher() {
    let office = office_with(&[
        "2022-01-05,记-11,,,,2022-001,30201,50,甲,纸",
        "2022-01-06,记-11,,,,2022-001,30201,20,乙,笔",
        "2022-01-05,记-12,,,,2022-001,30201,50,丙,墨",
    ]);
    let each = ["2022-01-05,,50,甲", "2022-01-06,,20,乙", "2022-01-05,,50,丙"];
    assert_eq!(compared(&office, COLUMNS, &each), (3, vec![]));
    // Which of the two of 50 the other row is, their sums tell.
    let sum = ["2022-01-05,,70,", "2022-01-05,,50,"];
    assert_eq!(compared(&office, COLUMNS, &sum), (2, vec![]));
    // Of a voucher that is there in part the rest is told under its number.
    let part = ["2022-01-05,,50,甲", "2022-01-05,,50,丙"];
    assert_eq!(compared(&office, COLUMNS, &part), (2, vec!["记-11 only_here 0.00 20.00".into()]));
    let unclear = ["2022-01-06,,20,乙", "2022-01-05,,50,"];
    let told = "记-11、记-12 unclear 50.00 100.00";
    assert_eq!(compared(&office, COLUMNS, &unclear), (1, vec![told.into()]));
    // The list may be the one whose voucher has several, and the ledger the one without numbers.
    let office = office_with(&[
        "2022-01-05,,,,,2022-001,30201,50,甲,纸",
        "2022-01-05,,,,,2022-001,30201,20,乙,笔",
    ]);
    let one_voucher = ["2022-01-05,支-1,20,乙", "2022-01-05,支-1,50,甲"];
    assert_eq!(compared(&office, COLUMNS, &one_voucher), (2, vec![]));
}

#[test]
fn what_one_side_paid_and_took_back_is_no_difference() {
    let office = office_with(&[
        "2022-02-05,记-11,,,,2022-001,30201,100,甲,纸",
        "2022-02-08,记-12,,退回,记-11,,,-100,甲,退货",
        "2022-02-06,记-13,,,,2022-001,30201,50,甲,纸",
        "2022-02-09,记-14,,红字,记-13,,,-50,甲,重付",
    ]);
    assert_eq!(compared(&office, COLUMNS, &[]), (0, vec![]));
    let columns = "日期,凭证号,金额(元),原凭证号";
    let rows = ["2022-03-01,支-1,60,", "2022-03-02,支-2,-60,支-1"];
    assert_eq!(compared(&office, columns, &rows), (0, vec![]));
    let rows = ["2022-03-01,支-1,60,", "2022-03-02,支-2,-60,支字第001号"];
    assert_eq!(compared(&office, columns, &rows), (0, vec![]));
    // In part, or in another month, it is one.
    let rows = ["2022-03-01,支-1,60,", "2022-03-02,支-2,-59,支-1", "2022-05-02,支-3,-60,支-1"];
    assert_eq!(compared(&office, columns, &rows).1.len(), 3);
}

/// The ledger's reversal has no number of its own; the list's red row says in its own spelling what it takes back.
#[test]
fn a_red_row_names_what_it_takes_back_in_any_spelling() {
    let office = office_with(&[
        "2022-02-05,记-11,,,,2022-001,30201,100,甲,纸",
        "2022-02-06,付-11,,,,2022-001,30201,100,乙,笔",
        "2022-02-09,记-12,,红字,记-11,,,-100,甲,重付",
    ]);
    let columns = "日期,凭证号,金额(元),原凭证号";
    let paid = ["2022-02-05,记-11,100,", "2022-02-06,付-11,100,"];
    for target in ["记-11", "记字第11号", "记-0011", "11", ""] {
        let red = format!("2022-02-20,红-7,-100,{target}");
        assert_eq!(compared(&office, columns, &[paid[0], paid[1], &red]), (3, vec![]), "{target}");
    }
    let red = "2022-02-20,红-7,-100,付-11";
    assert_eq!(compared(&office, columns, &[paid[0], paid[1], red]).1.len(), 2);
}

/// Whoever looks at a comparison a year later sees which file it was made with, and what was left open.
#[test]
fn a_comparison_says_which_lists_it_was_made_with() {
    let office = office_with(&[
        "2022-02-05,记-1,,,,2022-001,30201,100,甲,纸",
        "2022-02-06,付-1,,,,2022-001,30201,100,乙,笔",
    ]);
    std::fs::create_dir(office.path().join("下载")).expect("the folder can be written");
    office.file(
        "下载/一月.csv",
        "日期,凭证号,金额(元)\n2022-01-04,记-001,1200\n2022-01-04,记-002,800.5\n",
    );
    office.file("二月.csv", "日期,凭证号,金额(元)\n2022-02-20,1,100\n2022-03-01,记-9,7\n");
    office.run("reconcile --shown 2200.50元 --date 2022-02-28").done();
    let plain = office.run("status --json").json();
    assert_eq!(plain["last_reconciliation"]["files"].as_array().map(Vec::len), Some(0), "{plain}");
    let line = "reconcile 下载/一月.csv 二月.csv --date 2022-02-28 --explanation 待查";
    let said = [
        office.run(line).ended(ExitCode::Success),
        office.run("log --from 10").ended(ExitCode::Success),
        office.run("status").ended(ExitCode::Success),
        office.run("show 10").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    let status = office.run("status --json").json();
    let last = &status["last_reconciliation"];
    assert_eq!(
        (&last["numbers"]["unclear"], &last["numbers"]["amount_differs"]),
        (&1.into(), &0.into())
    );
    let digest = |name: &str| {
        let bytes = std::fs::read(office.path().join(name)).expect("it is there");
        taizhang_ledger::store::HashValue::of(&bytes).to_string()
    };
    let shown = office.run("show 10 --json").json();
    for (at, (path, name, rows, amount)) in
        [("下载/一月.csv", "一月.csv", 2, "2000.50"), ("二月.csv", "二月.csv", 1, "100.00")]
            .into_iter()
            .enumerate()
    {
        let file = &last["files"][at];
        assert_eq!((&file["file"], &file["digest"]), (&name.into(), &digest(path).into()));
        // The row after the day was not compared.
        assert_eq!((&file["rows"], &file["amount"]), (&rows.into(), &amount.into()));
        let place = &shown["origin"]["places"][at];
        assert_eq!((&place["file"], &place["digest"]), (&name.into(), &digest(path).into()));
    }
    assert_eq!(
        (&shown["origin"]["kind"], &shown["origin"]["record"]),
        (&"reconciliation".into(), &10.into())
    );
}
