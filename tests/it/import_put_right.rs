//! Lists without numbers in which a payment was put right since they were imported.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "日期,指标,经济科目,金额(元),收款人,摘要\n";

const LIST: &str = "2022-03-01,2022-001,30201,10,甲,a\n2022-03-01,2022-001,30201,10,甲,a\n\
    2022-03-02,2022-001,30201,20,乙,b\n2022-03-03,2022-001,30201,30,丙,c\n";

/// An office whose ledger has the list.
fn office() -> Office {
    let office = Office::at_year_end();
    office.file("原.csv", format!("{HEAD}{LIST}"));
    office.run("import payments 原.csv --yes").done();
    office
}

/// The id of the last import.
fn last_batch(office: &Office) -> String {
    let batches = office.run("import list --json").json();
    let last = batches.as_array().and_then(|batches| batches.last()).expect("there is one");
    last["batch"].as_str().expect("it has an id").to_owned()
}

fn asked(office: &Office, rows: &str) -> [u64; 4] {
    office.file("改.csv", format!("{HEAD}{rows}"));
    counts(office, "import payments 改.csv")
}

#[test]
fn a_row_that_was_put_right_is_asked_about() {
    let office = office();
    for (from, to) in [(",30,丙", ",35,丙"), ("丙", "丙公司"), (",c\n", ",纸\n")] {
        assert_eq!(asked(&office, &LIST.replace(from, to)), [0, 0, 4, 0], "{to}");
        let new = office.run("import payments 改.csv --only-new --yes").ended(ExitCode::Success);
        assert!(!new.contains("已入账 1 笔"), "{new}");
    }
    office.file("改.csv", format!("{HEAD}{}", LIST.replace(",30,丙", ",35,丙")));
    let said = office.run("import payments 改.csv --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(said.replace(&last_batch(&office), "批号"));
    assert_eq!(counts(&office, "import payments 改.csv --accept-row 5"), [1, 0, 3, 0]);
    // As the remedy says.
    office.run(&format!("import undo {}", last_batch(&office))).done();
    assert_eq!(counts(&office, "import payments 改.csv"), [4, 0, 0, 0]);
    // What was entered beside it is known the next time.
    let office = self::office();
    assert_eq!(asked(&office, &LIST.replace(",30,丙", ",35,丙")), [0, 0, 4, 0]);
    office.run("import payments 改.csv --yes --only-new --accept-row 5").done();
    assert_eq!(counts(&office, "import payments 改.csv"), [0, 1, 3, 0]);
}

/// Another day, and several things at once; the first and the last row may get a day outside those of the list.
#[test]
fn a_row_of_which_several_things_were_put_right_is_asked_about() {
    let office = office();
    let cases = [
        ("03-03", "03-04", "日期"),
        ("03-03", "03-01", "日期"),
        ("03-03", "12-30", "日期"),
        (",30,丙", ",35,丁", "金额、收款人"),
        (",30,丙,c", ",35,丙,x", "金额、摘要"),
        ("03,2022-001,30201,30,丙,c", "02,2022-001,30201,35,丁,x", "金额、日期、收款人、摘要"),
    ];
    for (from, to, differs) in cases {
        assert_eq!(asked(&office, &LIST.replacen(from, to, 1)), [0, 0, 4, 0], "{to}");
        let said = office.run("import payments 改.csv --yes").ended(ExitCode::Refused);
        assert!(said.contains(&format!("改过的，{differs}不同")), "{to}: {said}");
        assert_eq!(counts(&office, "import payments 改.csv --accept-row 5")[0], 1, "{to}");
    }
    // As the remedy says.
    office.run(&format!("import undo {}", last_batch(&office))).done();
    office.run("import payments 改.csv --yes").done();
    assert_eq!(counts(&office, "import payments 改.csv"), [0, 4, 0, 0]);
}

/// Those that are most like what is missing are asked about.
#[test]
fn as_many_rows_are_asked_about_as_are_missing() {
    let office = office();
    let kept = "2022-03-01,2022-001,30201,10,甲,a\n2022-03-01,2022-001,30201,10,甲,a\n";
    let new = "2022-03-01,2022-001,30201,3,子,x\n2022-03-02,2022-001,30201,29,丑,y\n\
        2022-03-03,2022-001,30201,30,寅,c\n";
    assert_eq!(asked(&office, &format!("{kept}{new}")), [1, 0, 4, 0]);
    let said = office.run("import payments 改.csv --yes").ended(ExitCode::Refused);
    assert!(said.contains("像是第 9 号") && said.contains("改过的，收款人不同"), "{said}");
    // A row of which less is the same may be anything.
    assert_eq!(said.matches("可能是第 8 号").count(), 1, "{said}");
    let reversed: Vec<&str> = new.lines().rev().collect();
    assert_eq!(asked(&office, &format!("{}\n{kept}", reversed.join("\n"))), [1, 0, 4, 0]);
    assert_eq!(
        office
            .run("import payments 改.csv --yes")
            .ended(ExitCode::Refused)
            .matches("第 8 号")
            .count(),
        1
    );
}

/// Of the payments that are missing in the file each stands for one row; all else is new.
#[test]
fn other_lists_are_not_asked_about() {
    let office = office();
    // The list went on.
    let more = "2022-03-03,2022-001,30201,35,丙,c\n";
    assert_eq!(asked(&office, &format!("{LIST}{more}")), [1, 4, 0, 0]);
    let put_right = LIST.replace(",30,丙", ",35,丙");
    assert_eq!(asked(&office, &format!("{put_right}{}", more.replace("35", "36"))), [1, 0, 4, 0]);
    // It went on after its last day, and one payment is no longer in it.
    let (kept, last) = LIST.trim_end().rsplit_once('\n').expect("rows");
    let later = last.replace("03-03", "03-04").replace("30,丙", "31,丙");
    assert_eq!(asked(&office, &format!("{kept}\n{later}\n")), [1, 0, 3, 0]);
    // The rent of each month is the same: the earlier one is no longer in the file, whose days begin after it.
    let rent = |month: u32| format!("2022-0{month}-01,2022-001,30201,7,房东,房租\n");
    let others = "2022-02-02,2022-001,30201,20,乙,b\n2022-02-03,2022-001,30201,30,丙,c\n";
    office.file("二月.csv", format!("{HEAD}{}{others}", rent(2)));
    office.run("import payments 二月.csv --yes").done();
    assert_eq!(asked(&office, &format!("{others}{}", rent(3))), [1, 0, 2, 0]);
    let from_first = format!("2022-02-01,2022-001,30201,9,戊,e\n{others}{}", rent(3));
    assert_eq!(asked(&office, &from_first), [1, 0, 3, 0]);
    assert_eq!(asked(&office, &format!("{}{others}{}", rent(2), rent(3))), [1, 3, 0, 0]);
    // The same is paid in the next month, and as much to others on the same day.
    let office = self::office();
    assert_eq!(asked(&office, &LIST.replace("-03-", "-04-")), [4, 0, 0, 0]);
    assert_eq!(asked(&office, &LIST.replace('甲', "子").replace('丙', "丑")), [3, 0, 1, 0]);
}

/// One list of subsidies after the other: the payments of the first are not found again.
#[test]
fn equal_payments_to_other_people_are_new() {
    let office = Office::at_year_end();
    let list = |people: &[&str]| {
        let row = |who: &&str| format!("2022-03-01,2022-001,30201,5,{who},补助\n");
        people.iter().map(row).collect::<String>()
    };
    office.file("原.csv", format!("{HEAD}{}", list(&["甲", "乙", "丙", "丁"])));
    office.run("import payments 原.csv --yes").done();
    assert_eq!(asked(&office, &list(&["子", "丑", "寅"])), [3, 0, 0, 0]);
    // One of them is in both lists.
    assert_eq!(asked(&office, &list(&["甲", "子", "丑"])), [2, 0, 1, 0]);
}

/// A voucher was taken in before, and an amount was put right: the number tells neither.
#[test]
fn a_row_put_right_among_numbers_that_moved_on_is_asked_about() {
    let office = Office::at_year_end();
    let head = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";
    let row = |day: u32, number: u32, amount: u32, payee: &str| {
        format!("2022-03-0{day},记-{number},2022-001,30201,{amount},{payee},纸\n")
    };
    let list = |numbers: [u32; 3], last: u32| {
        let [one, two, three] = numbers;
        [row(1, one, 10, "甲"), row(2, two, 20, "乙"), row(3, three, last, "丙")].concat()
    };
    office.file("原.csv", format!("{head}{}", list([91, 92, 93], 30)));
    office.run("import payments 原.csv --yes").done();
    let new = row(1, 91, 5, "丁");
    for numbers in [[92, 93, 94], [191, 192, 193]] {
        office.file("改.csv", format!("{head}{new}{}", list(numbers, 35)));
        let found = counts(&office, "import payments 改.csv");
        // The number of the new row is that of a payment in the ledger that has another one now.
        assert_eq!(found, [1, 0, 3, 0], "{numbers:?}");
    }
    // Where the other numbers stand, another number is another payment.
    let kept = format!("{}{}", list([91, 92, 93], 30), row(3, 94, 35, "丙"));
    office.file("续.csv", format!("{head}{kept}"));
    assert_eq!(counts(&office, "import payments 续.csv"), [1, 3, 0, 0]);
}
