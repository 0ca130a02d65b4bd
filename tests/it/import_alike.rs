//! Payments that two lists wrote down with numbers of different kinds: one command asks about them as two do.

use std::fmt::Write as _;

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "支付单号,凭证号,日期,指标,经济科目,金额(元),收款人,摘要\n";

/// The payment that all lists have: the office's own with a voucher, the system's with the number that it gave, the
/// cashier's without any.
const LISTS: [(&str, &str); 3] = [("自己", ",记-95"), ("系统", "ZF0001,"), ("出纳", ",")];

fn office() -> Office {
    let office = Office::at_year_end();
    // Each list has a payment that the others have not, so that none is a copy of another.
    for (at, (name, numbers)) in LISTS.iter().enumerate() {
        let shared = format!("{numbers},2022-01-06,2022-001,30201,20,丁,笔\n");
        let own = format!("ZF900{at},记-90{at},2022-01-0{},2022-001,30201,7,戊,墨\n", at + 1);
        office.file(&format!("{name}.csv"), format!("{HEAD}{shared}{own}"));
    }
    office
}

/// The vouchers that the ledger has of a payee.
fn vouchers(office: &Office, payee: &str) -> Vec<String> {
    let payments = office.run("list payments --json").json();
    let of_payee = payments.as_array().expect("a list").iter();
    let of_payee = of_payee.filter(|payment| payment["payee"] == payee);
    let mut vouchers: Vec<String> =
        of_payee.map(|payment| payment["voucher"].as_str().expect("a text").to_owned()).collect();
    vouchers.sort();
    vouchers
}

#[test]
fn one_command_asks_as_two_do_in_either_order() {
    for (at, (first, _)) in LISTS.iter().enumerate() {
        for (second, _) in LISTS.iter().skip(at + 1) {
            for (one, other) in [(first, second), (second, first)] {
                let office = office();
                let together = format!("import payments {one}.csv {other}.csv");
                assert_eq!(counts(&office, &together), [3, 0, 1, 0], "{together}");
                office.run(&format!("{together} --yes --only-new")).done();
                // The number that says more stays.
                let kept = vouchers(&office, "丁");
                let wanted = if *first == "自己" { "记-95" } else { "ZF0001" };
                assert_eq!(kept, [wanted], "{together}");
                assert_eq!(counts(&office, &together), [0, 3, 1, 0], "{together}, again");

                let office = self::office();
                office.run(&format!("import payments {one}.csv --yes")).done();
                let then = format!("import payments {other}.csv");
                assert_eq!(counts(&office, &then), [1, 0, 1, 0], "{one}, then {other}");
                assert_eq!(counts(&office, &together), [1, 2, 1, 0], "{one}, then both");
            }
        }
    }
}

#[test]
fn rows_of_one_table_are_asked_about_and_accepted() {
    let office = Office::at_year_end();
    let rows = [
        "ZF0001,,2022-01-06,2022-001,30201,20,丁,笔",
        ",记-95,2022-01-06,2022-001,30201,20,丁,笔",
        ",,2022-01-06,2022-001,30201,20,丁,笔",
        // Another day, amount or payee, or a kind of number in common: nothing to ask.
        "ZF0002,,2022-01-07,2022-001,30201,20,丁,笔",
        "ZF0003,,2022-01-06,2022-001,30201,20.01,丁,笔",
        "ZF0004,,2022-01-06,2022-001,30201,20,戊,笔",
        "ZF0005,记-96,2022-01-06,2022-001,30201,20,丁,笔",
    ];
    office.file("一张.csv", format!("{HEAD}{}\n", rows.join("\n")));
    let said = [
        office.run("import payments 一张.csv --yes").ended(ExitCode::Refused),
        office
            .run("import payments 一张.csv --yes --accept-row 2 --only-new")
            .ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(vouchers(&office, "丁"), ["ZF0001", "ZF0002", "ZF0003", "记-95", "记-96"]);
}

/// Two equal payments of two vouchers are two, however their rows are mixed with those of the system.
#[test]
fn of_several_payments_none_is_lost() {
    let office = Office::at_year_end();
    let row = |numbers: &str| format!("{numbers},2022-01-06,2022-001,30201,20,丁,笔\n");
    let rows = ["A1,", ",B1", "Z1,", ",记-1"].map(row).concat();
    office.file("混.csv", format!("{HEAD}{rows}"));
    assert_eq!(counts(&office, "import payments 混.csv"), [2, 0, 2, 0]);
    office.run("import payments 混.csv --yes --only-new").done();
    assert_eq!(vouchers(&office, "丁"), ["B1", "记-1"]);
}

/// What the ledger has stands, so the voucher of the same payment is asked about.
#[test]
fn a_known_row_makes_the_other_one_doubtful() {
    let office = office();
    office.run("import payments 系统.csv --yes").done();
    let said = office.run("import payments 自己.csv 系统.csv --yes").ended(ExitCode::Refused);
    assert_eq!(vouchers(&office, "丁"), ["ZF0001"]);
    // The same with one number in two spellings, of which the ledger has the later one.
    office.file("付1.csv", format!("{HEAD},付1,2022-01-05,2022-001,30201,30,己,纸\n"));
    office.run("import payments 付1.csv --yes").done();
    let both = format!(
        "{HEAD},付-1,2022-01-05,2022-001,30201,30,己,纸\n,付1,2022-01-05,2022-001,30201,30,己,纸\n"
    );
    office.file("两种写法.csv", both);
    let spelled = office.run("import payments 两种写法.csv --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(format!("{said}\n{spelled}"));
    assert_eq!(vouchers(&office, "己"), ["付1"]);
}

/// One list three times: with vouchers, with the numbers of the payments besides, and with these alone.
#[test]
fn a_list_that_only_names_other_numbers_is_a_copy() {
    let office = Office::at_year_end();
    for (name, has_voucher, has_id) in [
        ("凭证", true, false),
        ("两种号", true, true),
        ("单号", false, true),
        ("没有号", false, false),
    ] {
        let mut text = HEAD.to_owned();
        for at in 1..=3 {
            let id = if has_id { format!("ZF{at}") } else { String::new() };
            let voucher = if has_voucher { format!("记-{at}") } else { String::new() };
            writeln!(text, "{id},{voucher},2022-01-0{at},2022-001,30201,{at}0,甲,纸")
                .expect("a string takes any text");
        }
        office.file(&format!("{name}.csv"), text);
    }
    let said = [
        office.run("import payments 凭证.csv 两种号.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 单号.csv 凭证.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 没有号.csv 两种号.csv --yes").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    // Accepted, the payments of the two lists are different ones; within a list it is asked as ever.
    for lists in ["凭证.csv 单号.csv", "单号.csv 凭证.csv", "没有号.csv 两种号.csv"] {
        assert_eq!(
            counts(&office, &format!("import payments {lists} --accept-copies")),
            [6, 0, 0, 0]
        );
    }
    let shared = "2022-01-01,2022-001,30201,10,甲,纸\n";
    office.file("混.csv", format!("{HEAD},记-1,{shared},,{shared},记1,{shared}"));
    assert_eq!(counts(&office, "import payments 混.csv"), [1, 0, 2, 0]);
    assert_eq!(counts(&office, "import payments 混.csv 混.csv --accept-copies"), [2, 0, 4, 0]);
    // With another number of its own a row is another payment, and so the table no copy.
    let other = "ZF9,记-1,2022-01-01,2022-001,30201,10,甲,纸\n";
    office.file("另一笔.csv", format!("{HEAD}{other}"));
    assert_eq!(counts(&office, "import payments 两种号.csv 另一笔.csv"), [4, 0, 0, 0]);
    office.run("import payments 凭证.csv 两种号.csv --yes --only-new").done();
    assert_eq!(vouchers(&office, "甲"), ["记-1", "记-2", "记-3"]);
}

/// What a cashier's list calls 1, another one 记字第1号: of one month and amount it may be the ledger's 记-1.
#[test]
fn a_number_in_another_spelling_is_asked_about() {
    let office = Office::at_year_end();
    let row = |number: &str, day: &str, amount: &str, payee: &str| {
        format!("{HEAD},{number},{day},2022-001,30201,{amount},{payee},笔\n")
    };
    office.file("记账.csv", row("记-7", "2022-01-06", "20", "丁"));
    office.run("import payments 记账.csv --yes").done();
    for spelled in ["记字第7号", "记账凭证-7", "7", "第7号", "记-0007", "凭证7号"] {
        office.file("出纳.csv", row(spelled, "2022-01-06", "20", "丁"));
        assert_eq!(counts(&office, "import payments 出纳.csv"), [0, 0, 1, 0], "{spelled}");
        office.file("出纳.csv", row(spelled, "2022-01-09", "20", "丁记文具店"));
        assert_eq!(counts(&office, "import payments 出纳.csv"), [0, 0, 1, 0], "{spelled}, later");
    }
    let said = office.run("import payments 出纳.csv --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    // Another month, or another kind of voucher, is another payment.
    for (spelled, day, amount) in [
        ("记字第7号", "2022-02-06", "20"),
        ("付字第7号", "2022-01-07", "20"),
        ("ZF7", "2022-01-07", "20"),
        ("17", "2022-01-07", "20"),
    ] {
        office.file("别的.csv", row(spelled, day, amount, "丁"));
        assert_eq!(counts(&office, "import payments 别的.csv"), [1, 0, 0, 0], "{spelled} {day}");
    }
    office.run("import payments 出纳.csv --yes --accept-row 2").done();
    assert_eq!(vouchers(&office, "丁记文具店"), ["凭证7号"]);
    // Within one import, too.
    let other = row("记字第8号", "2022-03-06", "30", "丁");
    let other = other.strip_prefix(HEAD).expect("the columns");
    office.file("两行.csv", format!("{}{other}", row("8", "2022-03-06", "30", "丁")));
    assert_eq!(counts(&office, "import payments 两行.csv"), [1, 0, 1, 0]);
    for (spelled, day, amount, asked) in [
        ("8", "2022-03-09", "30", 1),
        ("记账凭证-08", "2022-03-01", "30", 1),
        ("付-8", "2022-03-06", "30", 0),
        ("记字第8号", "2022-03-06", "30", 0),
        ("8", "2022-04-06", "30", 0),
        ("8", "2022-03-06", "30.01", 0),
        ("ZF8", "2022-03-06", "30", 0),
    ] {
        let one = row(spelled, day, amount, "丁记文具店");
        // In one table, or in two.
        office.file("一表.csv", format!("{one}{other}"));
        office.file("甲表.csv", one);
        office.file("乙表.csv", format!("{HEAD}{other}"));
        for files in ["一表.csv", "甲表.csv 乙表.csv", "乙表.csv 甲表.csv"] {
            let found = counts(&office, &format!("import payments {files}"));
            assert_eq!(found, [2 - asked, 0, asked, 0], "{spelled} {day} {amount}: {files}");
        }
    }
    // What the ledger has stands, and so the other one is asked about.
    office.file("记账.csv", row("记-9", "2022-03-06", "30", "丁"));
    office.run("import payments 记账.csv --yes").done();
    let known = row("记-9", "2022-03-06", "30", "丁");
    let known = known.strip_prefix(HEAD).expect("the columns");
    office.file("两行.csv", format!("{}{known}", row("9", "2022-03-02", "30", "丁记文具店")));
    assert_eq!(counts(&office, "import payments 两行.csv"), [0, 1, 1, 0]);
}

/// The file was put right since it was imported, and writes its numbers in another way.
#[test]
fn an_amount_put_right_under_a_number_in_another_spelling_is_asked_about() {
    let office = Office::at_year_end();
    let row = |number: &str, day: &str, amount: &str, payee: &str| {
        format!("{HEAD},{number},{day},2022-001,30201,{amount},{payee},笔\n")
    };
    office.file("原.csv", row("记-71", "2022-01-06", "300", "甲"));
    office.run("import payments 原.csv --yes").done();
    for (number, day, amount, payee, asked) in [
        // Day or payee is the same.
        ("记-0071", "2022-01-06", "350", "甲", 1),
        ("记字第71号", "2022-01-06", "350", "乙", 1),
        ("记账凭证-71", "2022-01-09", "350", "甲", 1),
        ("记－７１", "2022-01-09", "350", "乙", 0),
        ("记-0071", "2022-02-06", "350", "甲", 0),
        ("付-0071", "2022-01-06", "350", "甲", 0),
        ("记-00710", "2022-01-06", "350", "甲", 0),
        // Cashiers count from 1, too.
        ("71", "2022-01-06", "350", "甲", 1),
        ("0071", "2022-01-06", "350", "乙", 0),
        ("71", "2022-01-09", "350", "甲", 0),
    ] {
        office.file("改.csv", row(number, day, amount, payee));
        let found = counts(&office, "import payments 改.csv");
        assert_eq!(found, [1 - asked, 0, asked, 0], "{number} {day} {payee}");
    }
    office.file("改.csv", row("记-0071", "2022-01-06", "350", "甲"));
    let said = office.run("import payments 改.csv --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    // A voucher of several rows: each is held against the one that it is most like.
    let both = row("记-0071", "2022-01-06", "300", "甲");
    let more = row("记-0071", "2022-01-08", "80", "乙");
    office.file("两行.csv", format!("{both}{}", more.strip_prefix(HEAD).expect("the columns")));
    assert_eq!(counts(&office, "import payments 两行.csv"), [1, 0, 1, 0]);
    office.run("import payments 改.csv --yes --accept-row 2").done();
    assert_eq!(vouchers(&office, "甲"), ["记-0071", "记-71"]);
    assert_eq!(counts(&office, "import payments 改.csv"), [0, 1, 0, 0]);
    // What the system gave two numbers is two payments.
    office.file("系统.csv", format!("{HEAD}ZF1,记-88,2022-03-06,2022-001,30201,9,丙,笔\n"));
    office.run("import payments 系统.csv --yes").done();
    office.file("系统.csv", format!("{HEAD}ZF2,记-088,2022-03-06,2022-001,30201,8,丙,笔\n"));
    assert_eq!(counts(&office, "import payments 系统.csv"), [1, 0, 0, 0]);
}

/// Two exports of overlapping times both have what lies between, and nothing but its words tells it.
#[test]
fn rows_without_numbers_of_overlapping_lists_are_asked_about() {
    let office = Office::at_year_end();
    let row = |day: &str, payee: &str| format!(",,{day},2022-001,30201,20,{payee},工资\n");
    let (early, middle, late) =
        (row("2022-01-10", "甲"), row("2022-01-20", "甲"), row("2022-02-10", "甲"));
    office.file("一月.csv", format!("{HEAD}{early}{middle}"));
    office.file("二月.csv", format!("{HEAD}{middle}{late}"));
    let both = "import payments 一月.csv 二月.csv";
    insta::assert_snapshot!(office.run(&format!("{both} --yes")).ended(ExitCode::Refused));
    assert_eq!(counts(&office, &format!("{both} --accept-row 二月.csv:2")), [4, 0, 0, 0]);
    // Equal salaries of one list are two, and stand where the other list has one of them.
    office.file("两份.csv", format!("{HEAD}{middle}{middle}{late}"));
    assert_eq!(counts(&office, "import payments 两份.csv"), [3, 0, 0, 0]);
    assert_eq!(counts(&office, "import payments 一月.csv 两份.csv"), [4, 0, 1, 0]);
    // Another payee or day is another payment.
    office
        .file("别人.csv", format!("{HEAD}{}{}", row("2022-01-20", "乙"), row("2022-01-21", "甲")));
    assert_eq!(counts(&office, "import payments 一月.csv 别人.csv"), [4, 0, 0, 0]);
    // What the ledger has is not asked about again.
    office.run(&format!("{both} --yes --only-new")).done();
    assert_eq!(counts(&office, both), [0, 3, 1, 0]);
    assert_eq!(counts(&office, "import payments 一月.csv"), [0, 0, 2, 0]);
}

/// Width, brackets and spaces are a matter of who wrote it; nothing else tells these two apart.
#[test]
fn a_payee_in_other_writing_is_asked_about() {
    let office = Office::at_year_end();
    let row = |number: &str, payee: &str, memo: &str| {
        format!("{HEAD},{number},2022-01-06,2022-001,30201,20,{payee},{memo}\n")
    };
    let list = |number: &str, payee: &str, memo: &str| {
        office.file("出纳.csv", row(number, payee, memo));
        counts(&office, "import payments 出纳.csv")
    };
    office.file("有号.csv", row("记-95", "甲公司（本部）", "办公费"));
    office.run("import payments 有号.csv --yes").done();
    for payee in ["甲公司(本部)", "甲公司（本部） ", "甲公司 【本部】"] {
        assert_eq!(list("", payee, "办公费"), [0, 0, 1, 0], "{payee}");
    }
    assert_eq!(list("", "甲公司（分部）", "办公费"), [1, 0, 0, 0]);
    // In one command, too.
    let other = row("记-96", "乙公司（本部）", "办公费");
    let other = other.strip_prefix(HEAD).expect("the columns");
    office.file("一张.csv", format!("{}{other}", row("", "乙公司(本部)", "办公费")));
    assert_eq!(counts(&office, "import payments 一张.csv"), [1, 0, 1, 0]);
    // Neither has a number.
    office.file("无号.csv", row("", "丙公司（本部）", "办公费"));
    office.run("import payments 无号.csv --yes").done();
    assert_eq!(list("", "丙公司(本部)", "办公费。"), [0, 0, 1, 0]);
    assert_eq!(list("", "丙公司(本部)", "水费"), [1, 0, 0, 0]);
    assert_eq!(list("", "丙公司（本部）", "办公费"), [0, 1, 0, 0]);
}
