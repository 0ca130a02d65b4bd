//! What a row says of itself besides its payment: that it is void, what it is charged to, whose it is.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额,收款人,摘要";

fn office() -> Office {
    Office::at_year_end()
}

/// A wrong total was not told while any row could not be read.
#[test]
fn a_total_is_held_against_what_can_be_read() {
    let office = office();
    let rows = format!("{}{}", row(1, ""), row(2, "").replace("2.50", "二元五角"));
    let list = |total: &str| format!("{HEAD}\n{rows}合计,,,,{total},,\n");
    office.file("支付.csv", list("999.99"));
    let import = "import payments 支付.csv --unit 元 --dry-run";
    let said = office.run(import).ended(ExitCode::Refused);
    let wanted =
        "第 4 行“金额”写的合计 999.99 元，读得出的各行相加 1.50 元，相差 998.49 元；第 3 行读不出";
    assert!(said.contains(wanted), "{said}");
    let unread = office.run(&format!("{import} --json")).json()["unread_sums"].to_string();
    assert!(unread.contains("998.49"), "{unread}");
    // What the readable rows come to needs no word.
    let below = row(4, "");
    office.file("支付.csv", format!("{HEAD}\n{rows}小计,,,,4.00,,\n{below}小计,,,,4.50,,\n"));
    let said = office.run(import).ended(ExitCode::Refused);
    assert!(said.contains("第 4 行“金额”写的合计 4.00 元，读得出的各行相加 1.50 元"), "{said}");
    assert!(!said.contains("第 6 行“金额”写的合计"), "{said}");
}

/// A row of that number, with what stands in the last columns.
fn row(number: u32, rest: &str) -> String {
    format!("2022-03-0{number},记-2{number},2022-001,30201,{number}.50,甲,纸{rest}\n")
}

/// The sums of new rows, of rows that are asked about, and of those set aside.
fn sums(office: &Office, file: &str, rest: &str) -> [String; 3] {
    let preview =
        office.run(&format!("import payments {file} --unit 元 --dry-run {rest} --json")).json();
    ["new", "doubtful", "set_aside"].map(|name| {
        preview["sums"][name].as_str().unwrap_or_else(|| panic!("{preview}")).to_owned()
    })
}

/// Lists of three rows whose last column says of the second one that it is no payment, with either total.
fn the_second_row_is_set_aside(office: &Office, cases: &[(&str, [&str; 3])]) {
    for (header, marks) in cases {
        let rows: String =
            (1..).zip(marks).map(|(at, mark)| row(at, &format!(",{mark}"))).collect();
        // The total counts what is set aside, or leaves it out.
        for total in ["7.50", "5.00"] {
            office.file("支付.csv", format!("{HEAD},{header}\n{rows}合计,,,,{total},,,\n"));
            assert_eq!(sums(office, "支付.csv", ""), ["5.00", "0.00", "2.50"], "{header} {total}");
        }
    }
}

/// What was not imported is no payment of the other side either.
fn the_second_row_is_no_payment(office: &Office, matched: &str) {
    let agreed = office.run("reconcile 支付.csv --unit 元 --dry-run").out;
    assert!(agreed.contains(matched), "{agreed}");
    assert!(!agreed.contains("记-22"), "{agreed}");
}

/// National lists write `IS_DELETED` with 1 and 2 for 是 and 否, others 1 and 0.
#[test]
fn void_rows_are_set_aside_with_their_sum() {
    let office = office();
    let cases = [
        ("是否作废", ["否", "是", ""]),
        ("作废标志", ["0", "1", ""]),
        ("IS_DELETED", ["2", "1", "2"]),
        ("是否有效", ["是", "否", "1"]),
        ("有效标志", ["有效", "无效", "有效"]),
    ];
    the_second_row_is_set_aside(&office, &cases);
    let rows = [row(1, ",否"), row(2, ",是"), row(3, ",看情况")].concat();
    office.file("支付.csv", format!("{HEAD},是否作废\n{rows}"));
    let refused = office.run("import payments 支付.csv --unit 元 --dry-run");
    let refused = refused.ended(ExitCode::Refused);
    office.file("支付.csv", format!("{HEAD},是否作废\n{}", rows.replace("看情况", "未作废")));
    let said = office.run("import payments 支付.csv --unit 元 --yes").ended(ExitCode::Success);
    insta::assert_snapshot!(format!("{refused}\n{said}"));
    the_second_row_is_no_payment(&office, "相符 2 号");
}

#[test]
fn a_state_that_does_not_say_paid_is_asked_about_whatever_its_header() {
    let office = office();
    for header in ["状态", "单据状态", "凭证状态", "审核状态"] {
        let rows = [row(1, ",已支付"), row(2, ",已作废"), row(3, ",审核中"), row(4, ",未支付")];
        office.file("支付.csv", format!("{HEAD},{header}\n{}", rows.concat()));
        assert_eq!(sums(&office, "支付.csv", ""), ["1.50", "10.50", "0.00"], "{header}");
        let accepted = sums(&office, "支付.csv", "--accept-row 3");
        assert_eq!(accepted, ["4.00", "8.00", "0.00"], "{header}");
    }
}

#[test]
fn codes_that_contradict_the_line_of_their_row_are_refused() {
    let office = office();
    office
        .run(
            "allocate 100元 --line 2022-005 --name 科普 --category project \
             --project-code 621026220000000000001 --project 科普 --function 2060702 --econ 302 \
             --doc 示财预〔2022〕9号 --date 2022-01-05",
        )
        .done();
    let head = HEAD.replace("指标,", "指标,功能分类,项目编码,");
    let row = |line: &str, function: &str, project: &str| {
        format!("2022-03-01,记-2{},{line},{function},{project},30201,1,甲,纸\n", line.len())
    };
    let refused =
        [row("2022-001", "2010101", ""), row("2022-005", "2060702", "621026220000000000009")];
    office.file("支付.csv", format!("{head}\n{}", refused.concat()));
    let import = "import payments 支付.csv --unit 元 --dry-run";
    let said = [
        office.run(import).ended(ExitCode::Refused),
        office
            .run(&format!("{import} --map 指标= --set 指标=2022-001 --map 项目编码="))
            .ended(ExitCode::Refused),
        // As the remedy says.
        office
            .run(&format!("{import} --map 功能科目= --map 项目编码= --accept-doubtful"))
            .ended(ExitCode::Success),
    ];
    insta::assert_snapshot!(said.join("\n"));
    // A class alone, a line without a project, and blanks contradict nothing.
    let fits = [row("2022-001", "206", "621026220000000000009"), row("2022-005", "2060702", "")];
    office.file("支付.csv", format!("{head}\n{}", fits.concat().replacen("记-28", "记-29", 1)));
    office.run(import).done();
}

/// hledger counts virtual postings and rules only where it is asked to; `!` marks what is pending.
#[test]
fn of_a_journal_only_real_postings_are_payments() {
    let office = office();
    office.file("对照.toml", "[\"支出:公用\"]\nline = \"2022-001\"\neconomic = \"30201\"\n");
    office.file(
        "账.journal",
        "2022-03-01 * (记-41) 甲 | 纸\n    支出:公用  10 CNY\n    资产:零余额\n\n\
         2022-03-02 ! (记-42) 甲 | 笔\n    支出:公用  20 CNY\n    资产:零余额\n\n\
         2022-03-03 * (记-43) 甲 | 墨\n    支出:公用  30 CNY\n    资产:零余额  -30 CNY\n    \
         (支出:公用)  3 CNY\n    [支出:公用]  5 CNY\n    [预算:公用]  -5 CNY\n\n\
         2022-03-04 (记-44) 甲 | 砚\n    ! 支出:公用  40 CNY\n    资产:零余额\n\n\
         = 支出:公用\n    支出:公用  *1\n    资产:零余额  *-1\n\n\
         ~ monthly\n    支出:公用  50 CNY\n    资产:零余额\n",
    );
    let import = "import payments 账.journal --accounts 对照.toml --dry-run";
    insta::assert_snapshot!(office.run(import).ended(ExitCode::Refused));
    office.run(&format!("{import} --accept-row 6 --accept-row 17")).done();
}

/// What was to be paid and what was paid differ by what was kept back.
#[test]
fn a_second_column_of_what_was_paid_is_asked_about() {
    let office = office();
    let rows = [row(1, ",1.50"), row(2, ",2.00"), row(3, ",")].concat();
    office.file("支付.csv", format!("{HEAD},实付\n{rows}"));
    office.file("相同.csv", format!("{HEAD},实付\n{}", [row(1, ",1.5"), row(2, ",2.5")].concat()));
    office.file("单价.csv", format!("{HEAD},单价\n{}", [row(1, ",1"), row(2, ",1")].concat()));
    let import = "import payments 支付.csv --unit 元 --dry-run";
    insta::assert_snapshot!(office.run(import).ended(ExitCode::Refused));
    assert_eq!(sums(&office, "支付.csv", "--map 金额=金额")[0], "7.50");
    let first_two = "--map 金额=实付 --only-new";
    assert_eq!(sums(&office, "支付.csv", first_two)[0], "3.50");
    assert_eq!(sums(&office, "相同.csv", "")[0], "4.00");
    assert_eq!(sums(&office, "单价.csv", "")[0], "4.00");
}

/// The ledger's unit is 示范县科学技术协会, code 062001, alias 县科协.
#[test]
fn rows_of_other_units_are_set_aside_with_their_sum() {
    let office = Office::new();
    office.on("2022-12-31");
    let unit = "--unit 示范县科学技术协会 --alias 县科协 --code 062001";
    office.run(&format!("init {unit} --year 2022")).done();
    office.run("allocate 2万元 --line 2022-001 --name 日常公用经费 --category operating --function 2060701 --econ 302 --doc 示财预〔2022〕1号 --date 2022-01-04").done();
    let cases = [
        ("单位名称", ["示范县科学技术协会", "示范县档案馆", "县科协"]),
        ("预算单位", ["062001-示范县科学技术协会", "063001-示范县档案馆", "示范县 科学技术协会"]),
        ("单位编码", ["062001", "063001", "62001"]),
        ("AGENCY_CODE", ["062001", "063001", "062001"]),
    ];
    the_second_row_is_set_aside(&office, &cases);
    // Nothing said is the ledger's own.
    let rows = [row(1, ","), row(2, ",示范县科学技术协会"), row(3, ",")].concat();
    office.file("支付.csv", format!("{HEAD},单位名称\n{rows}"));
    assert_eq!(sums(&office, "支付.csv", ""), ["7.50", "0.00", "0.00"]);
    let rows = [row(1, ",县科协"), row(2, ",示范县档案馆")].concat();
    office.file("支付.csv", format!("{HEAD},单位名称\n{rows}"));
    let said = office.run("import payments 支付.csv --unit 元 --yes").ended(ExitCode::Success);
    assert!(said.contains("别的单位 1 行 2.50 元"), "{said}");
    the_second_row_is_no_payment(&office, "相符 1 号");
}

#[test]
fn units_that_may_not_be_ones_own_are_asked_about() {
    let office = office();
    let cases = [
        [",示范县档案馆", ",示范县气象局"],
        // A blank may go on with the row above.
        [",示范县档案馆", ","],
        [",示范县科学技术协会", ",示范县科学技术协会（本级）"],
        [",示范县科学技术协会", ",科学技术协会"],
    ];
    for [first, second] in cases {
        office.file("支付.csv", format!("{HEAD},单位名称\n{}{}", row(1, first), row(2, second)));
        let said = office.run("import payments 支付.csv --unit 元 --yes");
        let said = said.ended(ExitCode::Refused);
        assert!(said.contains("--map 预算单位="), "{said}");
        let left_out = sums(&office, "支付.csv", "--map 预算单位=");
        assert_eq!(left_out, ["4.00", "0.00", "0.00"], "{second}");
    }
    office.file(
        "支付.csv",
        format!("{HEAD},单位名称,单位编码\n{}", row(1, ",示范县科学技术协会,063001")),
    );
    let refused = office.run("import payments 支付.csv --unit 元 --yes");
    insta::assert_snapshot!(refused.ended(ExitCode::Refused));
    let rest = "--map 预算单位= --map 预算单位编码=";
    assert_eq!(sums(&office, "支付.csv", rest), ["1.50", "0.00", "0.00"]);
}

/// 单位 is a unit of measure, and 收款单位 the payee.
#[test]
fn a_payee_or_a_measure_is_no_unit_of_ones_own() {
    let office = office();
    let head = HEAD.replace("收款人", "收款单位");
    office.file("支付.csv", format!("{head},单位\n{}{}", row(1, ",个"), row(2, ",箱")));
    assert_eq!(sums(&office, "支付.csv", ""), ["4.00", "0.00", "0.00"]);
    let head = HEAD.replace("收款人", "单位名称");
    office.file("支付.csv", format!("{head}\n{}{}", row(1, ""), row(2, "")));
    let payee = sums(&office, "支付.csv", "--map 收款人=单位名称");
    assert_eq!(payee, ["4.00", "0.00", "0.00"]);
    let above = ",,,,,收款人,\n";
    office.file("支付.csv", format!("{above}{head}\n{}{}", row(1, ""), row(2, "")));
    let payee = sums(&office, "支付.csv", "--header 1-2");
    assert_eq!(payee, ["4.00", "0.00", "0.00"]);
}
