//! What an import takes for entered already, what it asks about, and what is new: nothing is lost and
//! nothing entered twice without a word.

use taizhang_cli::ExitCode;

use crate::harness::{Office, root};

const HEAD: &str = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";

fn office() -> Office {
    Office::at_year_end()
}

/// Rows by verdict: new, known, doubtful, refused.
pub(crate) fn counts(office: &Office, line: &str) -> [u64; 4] {
    let counts = &office.run(&format!("{line} --dry-run --json")).json()["counts"];
    ["new", "known", "doubtful", "refused"].map(|verdict| {
        counts[verdict].as_u64().unwrap_or_else(|| panic!("{line}: a count of {verdict} rows"))
    })
}

/// The voucher of an office in which several people get the same: one number, and nothing else shared.
#[test]
fn a_number_alone_makes_no_payment_the_same() {
    let office = office();
    let row = |day: &str, payee: &str, memo: &str| {
        format!("2022-01-{day},记-11,2022-001,30226,200,{payee},{memo}\n")
    };
    let three = [row("05", "甲", "慰问费"), row("05", "乙", "慰问费"), row("05", "丙", "慰问费")];
    office.file("三人.csv", format!("{HEAD}{}", three.concat()));
    assert_eq!(counts(&office, "import payments 三人.csv"), [3, 0, 0, 0]);
    office.run("import payments 三人.csv --yes").done();
    assert_eq!(counts(&office, "import payments 三人.csv"), [0, 3, 0, 0]);
    office.file("丁.csv", format!("{HEAD}{}", row("25", "丁", "劳务费")));
    office.file("改.csv", format!("{HEAD}{}{}", row("05", "乙", "劳务费"), three[0]));
    office.file("重.csv", format!("{HEAD}{}{}", three[0], three[0]));
    let said = [
        office.run("import payments 丁.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 改.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 重.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 丁.csv --yes --accept-row 2").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(counts(&office, "import payments 丁.csv"), [0, 1, 0, 0]);
}

#[test]
fn a_document_number_alone_makes_no_change_of_authority_the_same() {
    let office = office();
    let head = "日期,变动类型,文号,指标,金额(元),备注\n";
    let row = |day: &str, memo: &str| {
        format!("2022-05-{day},追加,示财〔2022〕8号,2022-001,1000,{memo}\n")
    };
    office.file("追加.csv", format!("{head}{}", row("01", "培训")));
    office.file("会议.csv", format!("{head}{}", row("09", "会议")));
    office.file("两项.csv", format!("{head}{}{}", row("01", "培训"), row("09", "会议")));
    // What a row does not state does not make it another one.
    office.file("无备注.csv", format!("{head}{}", row("01", "")));
    office.run("import budget 追加.csv --yes").done();
    assert_eq!(counts(&office, "import budget 追加.csv"), [0, 1, 0, 0]);
    assert_eq!(counts(&office, "import budget 无备注.csv"), [0, 1, 0, 0]);
    let said = [
        office.run("import budget 会议.csv --yes").ended(ExitCode::Refused),
        office.run("import budget 两项.csv --yes").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// Nothing tells the rows of a copy from those of the original, where they have no numbers.
#[test]
fn a_file_that_is_given_twice_is_asked_about_as_a_whole() {
    let office = office();
    let head = "日期,指标,经济科目,金额(元),收款人,摘要\n";
    let rows = "2022-01-05,2022-001,30201,150,甲,纸\n2022-01-06,2022-001,30201,200,乙,笔\n";
    office.file("n.csv", format!("{head}{rows}"));
    office.file("n 副本.csv", format!("{head}{rows}"));
    office.file("到二月.csv", format!("{head}{rows}2022-02-01,2022-001,30201,7,丙,墨\n"));
    office.file(
        "退回.csv",
        "日期,凭证号,退回或红字,原凭证号,金额(元),收款人,摘要\n2022-02-02,记-3,退回,记-001,-30,甲,多付\n",
    );
    let copies = root().join("fixtures/import/两张相同的表.xlsx");
    office.file("m.xlsx", std::fs::read(copies).expect("the fixture is there"));
    office.file("补助.csv", "姓名,补助\n甲,10\n乙,20\n");
    office.file(
        "规则.toml",
        "payee = \"在职职工\"\nmemo = \"补助\"\n[[columns]]\nheader = \"补助\"\nline = \"2022-001\"\neconomic = \"30201\"\n",
    );
    let twice = "import payments n.csv 'n 副本.csv'";
    let payroll =
        "import payroll 补助.csv 补助.csv --rule 规则.toml --unit 元 --set 日期=2022-03-01";
    let said = [
        office.run("import payments n.csv n.csv --dry-run").ended(ExitCode::Refused),
        office.run(&format!("{twice} --yes")).ended(ExitCode::Refused),
        office.run("import payments n.csv 到二月.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments 退回.csv 退回.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments m.xlsx --dry-run").ended(ExitCode::Refused),
        office.run(&format!("{payroll} --dry-run")).ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(counts(&office, &format!("{twice} --accept-doubtful")), [4, 0, 0, 0]);
    assert_eq!(counts(&office, &format!("{twice} --accept-copies")), [4, 0, 0, 0]);
    office.run(&format!("{twice} --yes --only-new")).done();
    assert_eq!(counts(&office, "import payments n.csv"), [0, 2, 0, 0]);
}

/// Two tables may hold equal payments; what else is doubtful of them is asked about.
#[test]
fn a_copy_is_accepted_without_all_other_doubts() {
    let office = office();
    let head = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要,状态\n";
    let row = |number: &str, state: &str| {
        format!("2022-01-05,记-{number},2022-001,30201,150,甲,纸,{state}\n")
    };
    let (paid, failed) = (row("1", "已支付"), row("2", "失败"));
    office.file("一.csv", format!("{head}{paid}{failed}"));
    office.file("二.csv", format!("{head}{paid}{failed}"));
    office.file("三.csv", format!("{head}{paid}{paid}"));
    let line = "import payments 一.csv 二.csv --accept-copies";
    let said = office.run(&format!("{line} --yes")).ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    assert_eq!(counts(&office, line), [2, 0, 2, 0]);
    let both = "--accept-row 一.csv:3 --accept-row 二.csv:3";
    assert_eq!(counts(&office, &format!("{line} {both}")), [4, 0, 0, 0]);
    // A row that stands twice in one table does so whatever stands in others, which hold it, too.
    let within = "import payments 三.csv 三.csv --accept-copies";
    assert_eq!(counts(&office, within), [2, 0, 2, 0]);
    office.file("五.csv", format!("{head}{paid}{paid}{failed}"));
    let within = "import payments 三.csv 五.csv --accept-copies";
    assert_eq!(counts(&office, within), [2, 0, 3, 0]);
    office.run(&format!("{line} --yes --only-new")).done();
    assert_eq!(counts(&office, "import payments 一.csv"), [0, 1, 1, 0]);
}

/// Two equal payments without numbers that come in two commands: perhaps one, perhaps two.
#[test]
fn a_twin_without_a_number_is_known_only_with_its_whole_import() {
    let office = office();
    let head = "日期,指标,经济科目,金额(元),收款人,摘要\n";
    let wage = "2022-01-15,2022-001,30201,100,王五,劳务费\n";
    let pen = "2022-01-16,2022-001,30201,5,甲,笔\n";
    let ink = "2022-01-17,2022-001,30201,7,乙,墨\n";
    office.file("上半月.csv", format!("{head}{wage}{pen}"));
    office.file("下半月.csv", format!("{head}{wage}{ink}"));
    office.file("全月.csv", format!("{head}{wage}{pen}{wage}{ink}"));
    office.run("import payments 上半月.csv --yes").done();
    let said = [
        office.run("import payments 下半月.csv --yes").ended(ExitCode::Refused),
        office.run("import payments 下半月.csv --yes --accept-row 2").ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(counts(&office, "import payments 上半月.csv"), [0, 2, 0, 0]);
    assert_eq!(counts(&office, "import payments 下半月.csv"), [0, 2, 0, 0]);
    assert_eq!(counts(&office, "import payments 全月.csv"), [0, 4, 0, 0]);
    // Left out, it is asked about again, and the rest is known.
    let other = self::office();
    other.file("上半月.csv", format!("{head}{wage}{pen}"));
    other.file("下半月.csv", format!("{head}{wage}{ink}"));
    other.run("import payments 上半月.csv --yes").done();
    other.run("import payments 下半月.csv --yes --only-new").done();
    assert_eq!(counts(&other, "import payments 下半月.csv"), [0, 1, 1, 0]);
}

#[test]
fn a_number_in_another_spelling_is_asked_about() {
    let office = office();
    let row = |number: &str| format!("2022-01-05,{number},2022-001,30201,1234.56,甲,纸\n");
    office.file("own.csv", format!("{HEAD}{}", row("付-1")));
    let spellings: String = [" 付－1 ", "付1", "付-001", "付-10"].map(row).concat();
    office.file("fw.csv", format!("{HEAD}{spellings}"));
    let together = office.run("import payments own.csv fw.csv --dry-run").ended(ExitCode::Refused);
    office.run("import payments own.csv --yes").done();
    let said = [together, office.run("import payments fw.csv --yes").ended(ExitCode::Refused)];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_balance_is_carried_over_once_whatever_its_document() {
    let office = office();
    office.run("close year").done();
    office.on("2023-01-10");
    office.run("open").done();
    office.run("import carry-over --doc 示财预〔2023〕3号 --yes").done();
    assert_eq!(counts(&office, "import carry-over --doc 示财预〔2023〕3号"), [0, 1, 0, 0]);
    let head = "日期,文号,指标,来源年度,金额(元)\n";
    office.file("结转.csv", format!("{head}2023-01-12,示财预〔2023〕4号,2022-001,2022,100\n"));
    let mut said = vec![
        office.run("import carry-over --doc 示财预〔2023〕4号 --yes").ended(ExitCode::Refused),
        office.run("import opening 结转.csv --yes").ended(ExitCode::Refused),
    ];
    // Taken back, it can be carried over under the right number.
    let events = office.run("log --json").json();
    let carried = events.as_array().expect("a list").iter();
    let mut carried = carried.filter(|event| event["type"] == "carry_over_brought_in");
    let sequence = carried.next().expect("it is there")["sequence"].clone();
    office.run(&format!("correct {sequence} --reason 文号写错")).done();
    said.push(
        office.run("import carry-over --doc 示财预〔2023〕4号 --yes").ended(ExitCode::Success),
    );
    insta::assert_snapshot!(said.join("\n"));
}

/// A spreadsheet that took a number for something else has lost it; two payments would seem to have one.
#[test]
fn numbers_that_a_spreadsheet_ruined_are_refused() {
    let office = office();
    let row = |number: &str, economic: &str| {
        format!("2022-01-05,{number},2022-001,{economic},200.00,甲,a\n")
    };
    let rows = [
        row("2.02601E+11", "30201"),
        row("2022/1/2", "30201"),
        row("1月2日", "30201"),
        row("TRUE", "30201"),
        row("记-5", "3.02E+04"),
        row("2022-01-02", "30201"),
    ];
    office.file("坏号.csv", format!("{HEAD}{}", rows.concat()));
    let ruined = root().join("fixtures/import/改坏的号.xlsx");
    office.file("坏号.xlsx", std::fs::read(ruined).expect("the fixture is there"));
    let said = [
        office.run("import payments 坏号.csv --dry-run").ended(ExitCode::Refused),
        office.run("import payments 坏号.xlsx --dry-run").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// The number of a payment is kept beside that of the voucher, and tells a payment by itself.
#[test]
fn a_payment_is_known_by_its_own_number_too() {
    let office = office();
    let head = "支付单号,凭证号,日期,指标,经济科目,金额(元),收款人,摘要\n";
    let row = |id: &str, voucher: &str, payee: &str| {
        format!("{id},{voucher},2022-01-05,2022-001,30201,10,{payee},纸\n")
    };
    office.file("b1.csv", format!("{head}{}", row("Z1", "记-91", "甲")));
    office.run("import payments b1.csv --yes").done();
    let shown = office.run("show 记-91").ended(ExitCode::Success);
    // The same payment without its voucher, or under a number that was not known then.
    office.file("b2.csv", format!("{head}{}", row("Z1", "", "甲")));
    office.file("b3.csv", format!("{HEAD}2022-01-05,记-91,2022-001,30201,10,甲,纸\n"));
    assert_eq!(counts(&office, "import payments b2.csv"), [0, 1, 0, 0]);
    assert_eq!(counts(&office, "import payments b3.csv"), [0, 1, 0, 0]);
    office.file("乙.csv", format!("{head}{}", row("Z1", "", "乙")));
    office.file("另号.csv", format!("{head}{}", row("Z1", "记-92", "甲")));
    office.file("另单.csv", format!("{head}{}", row("Z2", "记-91", "甲")));
    office.file(
        "重单.csv",
        format!("{head}{}{}", row("Z3", "记-93", "丙"), row("Z3", "记-94", "丙")),
    );
    // Written down twice, each time with a number of another kind.
    office.file("own.csv", format!("{HEAD}2022-01-06,记-95,2022-001,30201,20,丁,笔\n"));
    office.run("import payments own.csv --yes").done();
    office.file("系统.csv", format!("{head}ZF0001,,2022-01-06,2022-001,30201,20,丁,笔\n"));
    // One voucher in two lists of one command, of which only one knows the number of the payment.
    office.file("自己.csv", format!("{HEAD}2022-01-07,记-96,2022-001,30201,30,戊,墨\n"));
    office.file("单号.csv", format!("{head}ZF0002,记-96,2022-01-07,2022-001,30201,30,戊,墨\n"));
    assert_eq!(counts(&office, "import payments 自己.csv 单号.csv"), [1, 0, 1, 0]);
    let refused = ["乙", "另号", "另单", "重单", "系统"].map(|name| {
        office.run(&format!("import payments {name}.csv --yes")).ended(ExitCode::Refused)
    });
    insta::assert_snapshot!(format!("{shown}\n{}", refused.join("\n")));
}
