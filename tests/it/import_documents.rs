//! Lists of budget documents as offices keep them: what is still being approved, numbers in another width,
//! one number for two lines.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "日期,变动类型,文号,指标,指标名称,支出类别,功能科目,经济科目,金额(元)";

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// Money of a document that was not approved was entered.
#[test]
fn documents_that_are_not_approved_are_asked_about() {
    let office = office();
    let row = |state: &str, number: u32| {
        format!("2022-03-01,追加,示财预〔2022〕{number}号,2022-001,,,,,1000,{state}\n")
    };
    let states = ["审批中", "未通过", "退回", "已审批", "审批通过", ""];
    let rows: String = (8..).zip(states).map(|(number, state)| row(state, number)).collect();
    office.file("追加.csv", format!("{HEAD},审批状态\n{rows}"));
    let virement = |amount: &str, state: &str| {
        format!("2022-03-01,调剂,示财预〔2022〕20号,{amount},{state}\n")
    };
    let sides = [
        virement("2022-001,,,,,-50", "已审批"),
        virement("2022-007,培训费,公用经费,2060701,30216,50", "审批中"),
    ];
    office.file("调剂.csv", format!("{HEAD},状态\n{}", sides.concat()));
    office.file(
        "期初.csv",
        "日期,文号,指标,金额(元),审核状态\n2022-01-20,示财预〔2022〕2号,2022-001,77.70,待审核\n",
    );
    let said = [
        office.run("import budget 追加.csv --yes").ended(ExitCode::Refused),
        office.run("import budget 调剂.csv --yes").ended(ExitCode::Refused),
        office.run("import opening 期初.csv --yes").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(counts(&office, "import budget 追加.csv --accept-row 2"), [4, 0, 2, 0]);
    assert_eq!(counts(&office, "import budget 调剂.csv --accept-row 2"), [1, 0, 0, 0]);
    assert_eq!(counts(&office, "import opening 期初.csv --map 状态="), [1, 0, 0, 0]);
}

/// Offices write it into whatever column they keep for it.
#[test]
fn documents_that_do_not_hold_are_told_by_any_column() {
    let office = office();
    // The header, what a row says, and how many of new, known, doubtful and refused rows that makes.
    let cases = [
        ("备注", "作废", [0, 0, 1, 0]),
        ("备注", "项目已取消", [0, 0, 1, 0]),
        ("备注", "指标已收回", [0, 0, 1, 0]),
        ("备注", "已收回存量资金安排", [1, 0, 0, 0]),
        ("批复情况", "未批复", [0, 0, 1, 0]),
        ("落实情况", "暂缓安排", [0, 0, 1, 0]),
        ("是否批复", "否", [0, 0, 1, 0]),
        ("是否作废", "是", [0, 0, 0, 0]),
        ("是否取消", "已取消", [0, 0, 0, 0]),
        ("是否有效", "否", [0, 0, 0, 0]),
        ("是否作废", "也许", [0, 0, 0, 1]),
        ("备注", "未作废", [1, 0, 0, 0]),
        ("是否批复", "是", [1, 0, 0, 0]),
        ("批复情况", "已批复", [1, 0, 0, 0]),
    ];
    for (header, words, expected) in cases {
        let row = format!("2022-03-01,追加,示财预〔2022〕8号,2022-001,,,,,1000,{words}\n");
        office.file("追加.csv", format!("{HEAD},{header}\n{row}"));
        assert_eq!(counts(&office, "import budget 追加.csv"), expected, "{header} {words}");
        // What lessens a line was called off for a reason.
        if words == "项目已取消" {
            let row = row.replace("追加", "追减").replace("1000", "1");
            office.file("追减.csv", format!("{HEAD},{header}\n{row}"));
            assert_eq!(counts(&office, "import budget 追减.csv"), [1, 0, 0, 0]);
        }
    }
    let row = "2022-01-20,示财预〔2022〕2号,2022-001,77.70,已取消\n";
    office.file("期初.csv", format!("日期,文号,指标,金额(元),办理情况\n{row}"));
    let asked = office.run("import opening 期初.csv --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(asked);
    assert_eq!(counts(&office, "import opening 期初.csv --accept-row 2"), [1, 0, 0, 0]);
}

/// Two lines of one number were called identical.
#[test]
fn one_number_for_two_lines_is_no_repetition() {
    let office = office();
    let row = |name: &str| {
        format!("2022-03-01,追加,示财预〔2022〕8号,2022-007,{name},公用经费,2060701,30216,100\n")
    };
    office.file("追加.csv", format!("{HEAD}\n{}{}", row("定海区"), row("普陀区")));
    insta::assert_snapshot!(office.run("import budget 追加.csv --yes").ended(ExitCode::Refused));
    office.file(
        "追加.csv",
        format!("{HEAD}\n{}{}", row("定海区"), row("普陀区").replace("007", "008")),
    );
    assert_eq!(counts(&office, "import budget 追加.csv"), [2, 0, 0, 0]);
}

/// A list of codes whose names stand in a column that nobody knows.
#[test]
fn what_a_line_lacks_is_named() {
    let office = office();
    let columns = "日期,文号,变动类型,支出类别,功能科目,经济科目,金额(元),用到哪里";
    let row = "2022-03-01,示财预〔2022〕8号,追加,公用经费,2060701,30216,100,培训";
    office.file("追加.csv", format!("{columns}\n{row}\n"));
    insta::assert_snapshot!(
        office.run("import budget 追加.csv --dry-run").ended(ExitCode::Refused)
    );
    assert_eq!(counts(&office, "import budget 追加.csv --map 指标名称=用到哪里"), [1, 0, 0, 0]);
}

/// The line's own code is a class, and the list has no codes.
#[test]
fn payments_without_codes_are_told_how_to_state_them() {
    let office = office();
    office.file("支付.csv", "日期,指标,金额(元),收款人,摘要\n2022-02-01,2022-001,5,甲,纸\n");
    let said = office.run("import payments 支付.csv --dry-run").ended(ExitCode::Refused);
    assert!(said.contains("--set 经济科目=款"), "{said}");
    assert_eq!(counts(&office, "import payments 支付.csv --set 经济科目=30201"), [1, 0, 0, 0]);
}
