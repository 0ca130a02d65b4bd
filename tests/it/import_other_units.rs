//! Whose the rows of a list are: the money of other units is set aside or asked about, wherever the list says
//! whose it is. The ledger's unit is 示范县科学技术协会, code 062001, alias 县科协.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_tables::workbook;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额,收款人,摘要";
const COLUMNS: &str = "日期|凭证号|指标|经济科目|金额（元）|收款人|摘要";

fn office() -> Office {
    let office = Office::new();
    office.on("2022-12-31");
    let unit = "--unit 示范县科学技术协会 --alias 县科协 --code 062001 --bureau 示范县财政局";
    office.run(&format!("init {unit} --year 2022")).done();
    office.run("allocate 2万元 --line 2022-001 --name 日常公用经费 --category operating --function 2060701 --econ 302 --doc 示财预〔2022〕1号 --date 2022-01-04").done();
    office
}

/// A row of that number, with what stands in the last columns.
fn row(number: u32, rest: &str) -> String {
    format!("2022-03-0{number},记-2{number},2022-001,30201,{number}.50,甲,纸{rest}\n")
}

/// The same as cells of a workbook.
fn cells(number: u32, rest: &str) -> String {
    format!("2022-03-0{number}|记-2{number}|2022-001|30201|{number}.50|甲|纸{rest}")
}

/// The sums of new rows, of rows that are asked about, and of those set aside.
#[track_caller]
fn sums(office: &Office, line: &str) -> [String; 3] {
    let preview = office.run(&format!("{line} --dry-run --json")).json();
    ["new", "doubtful", "set_aside"].map(|name| {
        preview["sums"][name].as_str().unwrap_or_else(|| panic!("{line}: {preview}")).to_owned()
    })
}

/// The question that an import is stopped by, which is the same in words, for programs and where it was to
/// be posted; nothing is posted.
#[track_caller]
fn asks(office: &Office, line: &str) -> String {
    let said = office.run(&format!("{line} --dry-run")).ended(ExitCode::Refused);
    let errors = office.run(&format!("{line} --dry-run --json")).json()["errors"].clone();
    let errors = errors.as_array().unwrap_or_else(|| panic!("{errors}"));
    assert!(!errors.is_empty(), "{said}");
    for error in errors {
        let message = error["message"].as_str().expect("a message");
        assert!(said.contains(message), "{message} is not in {said}");
    }
    let posting = office.run(&format!("{line} --yes")).ended(ExitCode::Refused);
    let words = |said: &str| said.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&said), words(&posting));
    assert!(office.run("import list").out.contains("还没有导入"), "{said}");
    said
}

/// Tables of one kind: the columns behind the others, and what three rows say in them.
fn list(office: &Office, headers: &str, rows: [&str; 3]) {
    let rows: String = (1..).zip(rows).map(|(at, rest)| row(at, &format!(",{rest}"))).collect();
    office.file("支付.csv", format!("{HEAD},{headers}\n{rows}"));
}

const IMPORT: &str = "import payments 支付.csv --unit 元";

#[test]
fn columns_of_units_that_contradict_each_other_are_asked_about() {
    let office = office();
    let mixed = ["县科协,县科协", "县科协,示范县档案馆", "县科协,示范县气象局"];
    let cases = [
        ("单位名称,单位名称", mixed, "单位名称#1", "单位名称#2", "预算单位"),
        ("预算单位,预算单位", mixed, "预算单位#1", "预算单位#2", "预算单位"),
        ("预算单位,单位名称", mixed, "预算单位", "单位名称", "预算单位"),
        ("预算单位,单位", mixed, "预算单位", "单位", "预算单位"),
        (
            "单位编码,单位编码",
            ["062001,062001", "062001,063001", "062001,064001"],
            "单位编码#1",
            "单位编码#2",
            "预算单位编码",
        ),
    ];
    for (headers, rows, first, second, field) in cases {
        list(&office, headers, rows);
        let said = asks(&office, IMPORT);
        assert!(said.contains(&format!("“{first}”、“{second}”都可能")), "{said}");
        let remedies = [first, second, ""].map(|column| format!("--map {field}={column}"));
        let answered = [["7.50", "0.00"], ["1.50", "6.00"], ["7.50", "0.00"]];
        for (remedy, [new, aside]) in remedies.iter().zip(answered) {
            assert!(said.contains(remedy.as_str()), "{remedy} is not in {said}");
            assert_eq!(
                sums(&office, &format!("{IMPORT} {remedy}")),
                [new, "0.00", aside],
                "{said}"
            );
        }
    }
}

#[test]
fn one_column_of_a_doubtful_header_is_asked_about_by_its_values() {
    let office = office();
    for header in ["单位", "所属单位", "付款单位", "部门名称", "主管部门"] {
        list(&office, header, ["县科协", "示范县档案馆", "示范县气象局"]);
        let said = asks(&office, IMPORT);
        let remedy = format!("--map 预算单位={header}");
        assert!(said.contains(&remedy), "{said}");
        assert_eq!(sums(&office, &format!("{IMPORT} {remedy}")), ["1.50", "0.00", "6.00"]);
        assert_eq!(sums(&office, &format!("{IMPORT} --map 预算单位=")), ["7.50", "0.00", "0.00"]);
    }
    list(&office, "单位", ["示范县档案馆", "示范县档案馆", "示范县档案馆"]);
    asks(&office, IMPORT);
}

#[test]
fn columns_that_say_nothing_of_other_units_are_not_asked_about() {
    let office = office();
    let own = "县科协,示范县科学技术协会";
    let cases = [
        ("单位名称,单位名称", [own; 3]),
        ("单位名称,单位名称", [own, ",县科协", "县科协,"]),
        ("预算单位,单位名称", [own; 3]),
        // One name throughout is that of the list's maker.
        ("预算单位,单位名称", ["县科协,示范县科技局"; 3]),
        ("单位,单位", ["个,元", "箱,元", "只,元"]),
        ("部门,经办单位", ["办公室,办公室", "科普部,科普部", "县科协,办公室"]),
        (
            "付款人,供货单位",
            ["示范县财政局国库支付中心,县文具店", "示范县财政局国库支付中心,县科协", ","],
        ),
        // What repeats the payee is the payee's.
        ("单位名称,单位名称", ["县科协,甲"; 3]),
        // A code in each row needs no names.
        (
            "单位编码,单位名称,单位名称",
            ["062001,县科协,甲公司", "062001,县科协,乙公司", "062001,县科协,"],
        ),
    ];
    for (headers, rows) in cases {
        list(&office, headers, rows);
        assert_eq!(sums(&office, IMPORT), ["7.50", "0.00", "0.00"], "{headers} {rows:?}");
    }
}

/// Provincial exports name a department, the units below it, and those below them.
#[test]
fn the_deepest_of_several_levels_says_whose_a_row_is() {
    let office = office();
    let levels = "一级预算单位,二级预算单位,基层预算单位";
    let cases = [
        // The department is the unit itself; what is below it is another unit.
        (
            levels,
            ["县科协,县科协,县科协", "县科协,县科协,县科技馆", "县科协,县科协,"],
            ["5.00", "2.50"],
        ),
        // The unit is below a department.
        (
            levels,
            ["县教体局,县科协,", "县教体局,县科技馆,", "县教体局,县教体局,县科协"],
            ["5.00", "2.50"],
        ),
        (
            levels,
            ["县教体局,县科协,县科协", "县教体局,,", "县教体局,县科协,县科协"],
            ["5.00", "2.50"],
        ),
        (
            "主管部门,预算单位",
            ["县教体局,县科协", "县教体局,县科技馆", "县教体局,县科协"],
            ["5.00", "2.50"],
        ),
        (
            "二级预算单位,预算单位,一级预算单位",
            ["甲局,县科协,甲局", "甲局,乙馆,甲局", "县科协,县科协,甲局"],
            ["5.00", "2.50"],
        ),
    ];
    for (headers, rows, [new, aside]) in cases {
        list(&office, headers, rows);
        assert_eq!(sums(&office, IMPORT), [new, "0.00", aside], "{headers} {rows:?}");
    }
    let head = ",,,,,,,预算单位,,\n";
    let rows = [row(1, ",甲局,甲局,县科协"), row(2, ",甲局,甲局,乙馆"), row(3, ",甲局,县科协,")];
    office.file("支付.csv", format!("{head}{HEAD},一级,二级,基层\n{}", rows.concat()));
    assert_eq!(sums(&office, &format!("{IMPORT} --header 1-2")), ["5.00", "0.00", "2.50"]);
    // A department alone says nothing, unless there are several.
    list(&office, "一级预算单位", ["甲局", "甲局", "甲局"]);
    assert_eq!(sums(&office, IMPORT), ["7.50", "0.00", "0.00"]);
}

/// An answer that all rows are the unit's own is of one file; which column says it is asked where columns
/// contradict each other again.
#[test]
fn what_was_said_of_one_list_is_asked_of_the_next() {
    let office = office();
    list(&office, "单位名称", ["示范县科协", "示范县科协", "示范县科协"]);
    office.run(&format!("{IMPORT} --map 预算单位= --yes")).done();
    list(&office, "单位名称", ["示范县档案馆", "示范县档案馆", "示范县档案馆"]);
    let said = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    assert!(said.contains("没有一行写着本单位"), "{said}");
    let twice = |rows: [(u32, &str); 2]| {
        let rows = rows.map(|(at, second)| row(at, &format!(",县科协,{second}")));
        office.file("两列.csv", format!("{HEAD},单位名称,单位名称\n{}", rows.concat()));
        office.run("import payments 两列.csv --unit 元 --yes")
    };
    twice([(4, "县科协"), (5, "县科协")]).done();
    let said = twice([(6, "县科协"), (7, "示范县档案馆")]).ended(ExitCode::Refused);
    assert!(said.contains("“单位名称#1”、“单位名称#2”都可能"), "{said}");
}

fn sheet<'r>(title: &'r str, rows: &'r [String]) -> Vec<&'r str> {
    let title = (!title.is_empty()).then_some(title);
    title.into_iter().chain([COLUMNS]).chain(rows.iter().map(String::as_str)).collect()
}

#[test]
fn a_sheet_for_each_unit_is_asked_about() {
    let office = office();
    let rows = [[cells(1, "")], [cells(2, "")], [cells(3, "")]];
    let import = "import payments 支付.xls";
    let file = |names: [&str; 3]| {
        let sheets = rows.each_ref().map(|rows| sheet("", rows));
        let sheets: Vec<(&str, &[&str])> =
            names.into_iter().zip(&sheets).map(|(name, rows)| (name, rows.as_slice())).collect();
        office.file("支付.xls", workbook(&sheets));
    };
    file(["县科协", "示范县档案馆", "总工会"]);
    let said = asks(&office, import);
    for (sheets, sum) in
        [("--sheet 县科协", "1.50"), ("--sheet 县科协 --sheet 示范县档案馆 --sheet 总工会", "7.50")]
    {
        assert!(said.contains(sheets), "{sheets} is not in {said}");
        assert_eq!(sums(&office, &format!("{import} {sheets}"))[0], sum);
    }
    file(["档案馆", "气象局", "3月"]);
    assert!(asks(&office, import).contains("--sheet 3月 --sheet 档案馆 --sheet 气象局"));
    for names in [
        ["1月", "2月", "3月"],
        ["县科协1月", "县科协2月", "科协"],
        ["公用", "项目", "Sheet3"],
        ["办公室", "科普部", "财务"],
    ] {
        file(names);
        assert_eq!(sums(&office, import)[0], "7.50", "{names:?}");
    }
}

#[test]
fn a_title_that_names_another_unit_is_asked_about() {
    let office = office();
    let rows = [cells(1, ""), cells(2, "")];
    let import = "import payments 支付.xls";
    let own = "--set 预算单位=示范县科学技术协会";
    for title in [
        "单位：示范县档案馆",
        "单位： 示范县档案馆|||||金额单位：元",
        "编制单位：示范县档案馆",
        "编 制 单 位：示范县档案馆（盖章）  2022年3月  金额单位：元",
        "2022年3月 单位：示范县档案馆2022年3月",
        "预算单位：063001-示范县档案馆",
        "预算单位：062001001-示范县科学技术协会科技馆",
        "单位名称：某单位",
        "单位名称|示范县档案馆",
        "填报单位（公章）：|示范县档案馆",
        "户名：示范县气象局",
        "示范县档案馆",
    ] {
        office.file("支付.xls", workbook(&[("1", &sheet(title, &rows))]));
        let said = asks(&office, import);
        assert!(said.contains("第 3、4 行在") && said.contains(own), "{title}: {said}");
        assert_eq!(sums(&office, &format!("{import} {own}")), ["4.00", "0.00", "0.00"], "{title}");
    }
    for title in [
        "单位：元",
        "单位：人、元",
        "单位：个",
        "编制单位：示范县科学技术协会（062001）",
        "单位：县科协2022年3月",
        "编制单位：示范县 科学技术协会 2022年3月",
        "填报单位：科协  金额单位：元",
        "编制单位：示范县财政局",
        "单位负责人：张三",
        "2022年3月支付明细表",
    ] {
        office.file("支付.xls", workbook(&[("1", &sheet(title, &rows))]));
        assert_eq!(sums(&office, import), ["4.00", "0.00", "0.00"], "{title}");
    }
    // A column says more than a title.
    let with_unit = [cells(1, "|县科协"), cells(2, "|县科协")];
    let head = format!("{COLUMNS}|预算单位");
    let rows = ["编制单位：示范县档案馆", &head, &with_unit[0], &with_unit[1]];
    office.file("支付.xls", workbook(&[("1", &rows)]));
    assert_eq!(sums(&office, import), ["4.00", "0.00", "0.00"]);
}

/// 青山县水利站2022年支付明细: no label says that it is the unit, and the title decides nothing.
#[test]
fn a_title_that_begins_with_the_name_of_another_unit_is_asked_about() {
    let office = office();
    let rows = [cells(1, ""), cells(2, "")];
    let import = "import payments 支付.xls";
    let own = "--set 预算单位=示范县科学技术协会";
    for title in [
        "示范县水利站2022年支付明细",
        "示范县档案馆支出明细表",
        "附件1：示范县水利站2022年支付明细|||||单位：元",
        "2022年度示范县水利站支付明细（单位：元）",
    ] {
        office.file("支付.xls", workbook(&[("1", &sheet(title, &rows))]));
        let said = asks(&office, import);
        assert!(said.contains("标题开头像是别的单位的名称") && said.contains(own), "{said}");
        assert_eq!(sums(&office, &format!("{import} {own}")), ["4.00", "0.00", "0.00"], "{title}");
    }
    for title in [
        "示范县科学技术协会2022年支付明细",
        "县科协支付明细",
        "示范县科学技术协会机关零余额账户支付明细",
        "示范县财政局2022年支付明细",
        "示范县2022年支付明细",
        "2022年支付明细",
        "县财政局下达2022年支出指标",
        "关于示范县水利站2022年支出的批复",
        "一般公共预算支出表",
        "办公室支出明细",
    ] {
        office.file("支付.xls", workbook(&[("1", &sheet(title, &rows))]));
        assert_eq!(sums(&office, import), ["4.00", "0.00", "0.00"], "{title}");
    }
    // A label says more than a title.
    let label = "编制单位：示范县科学技术协会";
    let title = "示范县水利站2022年支付明细";
    office.file("支付.xls", workbook(&[("1", &[title, label, COLUMNS, &rows[0], &rows[1]])]));
    assert_eq!(sums(&office, import), ["4.00", "0.00", "0.00"]);
}

/// The rows below the second title are the ledger's; those below the first are not set aside for that.
#[test]
fn each_table_of_a_sheet_has_its_own_title() {
    let office = office();
    let import = "import payments 支付.xls";
    let rows = [cells(1, ""), cells(2, "")];
    let (other, own) = ("示范县水利站2022年支付明细", "示范县科学技术协会2022年支付明细");
    office
        .file("支付.xls", workbook(&[("1", &[other, COLUMNS, &rows[0], own, COLUMNS, &rows[1]])]));
    let said = asks(&office, import);
    assert!(said.contains("第 3 行在“示范县水利站2022年支付明细”下面"), "{said}");
    assert_eq!(sums(&office, &format!("{import} --set 预算单位=县科协"))[0], "4.00");
    office
        .file("支付.xls", workbook(&[("1", &[own, COLUMNS, &rows[0], other, COLUMNS, &rows[1]])]));
    let said = asks(&office, import);
    assert!(said.contains("第 6 行在“示范县水利站2022年支付明细”下面"), "{said}");
}

#[test]
fn the_tables_of_others_in_a_workbook_with_ones_own_are_set_aside() {
    let office = office();
    let (first, second) = ([cells(1, "")], [cells(2, "")]);
    let own = sheet("预算单位：县科协", &first);
    let other = sheet("预算单位：示范县档案馆", &second);
    office.file("支付.xls", workbook(&[("1", &own), ("2", &other)]));
    let import = "import payments 支付.xls";
    assert_eq!(sums(&office, import), ["1.50", "0.00", "2.50"]);
    // Below each other, with or without a label.
    office.file("支付.xls", workbook(&[("1", &[own.as_slice(), &other].concat())]));
    assert_eq!(sums(&office, import), ["1.50", "0.00", "2.50"]);
    for [own, other] in
        [["062001 示范县科学技术协会", "063001 示范县档案馆"], ["县科协", "示范县档案馆"]]
    {
        let rows = [COLUMNS, own, &first[0], other, &second[0]];
        office.file("支付.xls", workbook(&[("1", &rows)]));
        assert_eq!(sums(&office, import), ["1.50", "0.00", "2.50"], "{other}");
    }
    let said = office.run(&format!("{import} --yes")).ended(ExitCode::Success);
    assert!(said.contains("别的单位 1 行 2.50 元"), "{said}");
}

/// A unit that is named once: merged down, or with blanks below it.
#[test]
fn a_unit_that_is_named_once_holds_for_the_rows_of_its_merge_and_blanks_are_asked_about() {
    let office = office();
    let rows = ["|县科协", "", "|示范县档案馆", ""];
    let rows: Vec<String> = (1..).zip(rows).map(|(at, rest)| cells(at, rest)).collect();
    let head = format!("{COLUMNS}|单位名称");
    let rows: Vec<&str> =
        std::iter::once(head.as_str()).chain(rows.iter().map(String::as_str)).collect();
    let plain = workbook(&[("1", &rows)]);
    let mut merged = plain.clone();
    for name in ["县科协", "示范县档案馆"] {
        let cell = format!("<Cell><Data ss:Type=\"String\">{name}<");
        assert!(merged.contains(&cell), "{merged}");
        merged = merged.replace(&cell, &cell.replace("<Cell>", "<Cell ss:MergeDown=\"1\">"));
    }
    let import = "import payments 支付.xls";
    office.file("支付.xls", merged);
    assert_eq!(sums(&office, import), ["4.00", "0.00", "8.00"]);
    office.file("支付.xls", &plain);
    let said = asks(&office, import);
    insta::assert_snapshot!(said);
    for (remedy, new, aside) in [
        ("--set 预算单位=同上", "4.00", "8.00"),
        ("--set 预算单位=示范县科学技术协会", "8.50", "3.50"),
    ] {
        assert!(said.contains(remedy), "{said}");
        assert_eq!(sums(&office, &format!("{import} {remedy}")), [new, "0.00", aside], "{remedy}");
    }
    list(&office, "单位名称", ["县科协", "示范县档案馆", "同上"]);
    assert_eq!(sums(&office, IMPORT), ["1.50", "0.00", "6.00"]);
}

#[test]
fn what_a_person_says_of_the_unit_is_held_against_the_ledgers() {
    let office = office();
    office.file("支付.csv", format!("{HEAD}\n{}", row(1, "")));
    for said in ["示范县档案馆", "063001", "示范县科学技术协会本级"] {
        let words = asks(&office, &format!("{IMPORT} --set 预算单位={said}"));
        assert!(words.contains("--set 预算单位=示范县科学技术协会"), "{words}");
    }
    for said in ["", "--set 预算单位=示范县科学技术协会", "--set 预算单位编码=062001"]
    {
        assert_eq!(sums(&office, &format!("{IMPORT} {said}"))[0], "1.50", "{said}");
    }
}

/// Lists of the integrated budget system write codes of units with the code of their region before them.
#[test]
fn a_code_with_its_region_is_the_units_own_where_the_name_is() {
    let office = office();
    let (own, below) = ("示范县科学技术协会", "示范县科学技术协会科技馆");
    let rows = [(own, "062001"), ("示范县档案馆", "063001"), (below, "062001")];
    let rows = rows.map(|(name, code)| format!("420999{code},{name}"));
    list(&office, "单位编码,单位名称", rows.each_ref().map(String::as_str));
    assert_eq!(sums(&office, IMPORT), ["1.50", "0.00", "6.00"]);
    list(&office, "单位编码", ["420999062001", "420999063001", "420999063001"]);
    let said = asks(&office, IMPORT);
    assert!(said.contains("420999062001") && !said.contains("第 3 行"), "{said}");
    // A code of which only the head is the unit's is one below it.
    list(&office, "单位编码,单位名称", [&format!("062001001,{own}"); 3].map(String::as_str));
    asks(&office, IMPORT);
}

/// Subtotals of units are held against the rows of their unit, and are no rows themselves.
#[test]
fn subtotals_of_units_are_checked_and_not_posted() {
    let office = office();
    let import = "import payments 支付.csv --unit 元";
    let sum = |label: &str, amount: &str, unit: &str| format!("{label},,,,{amount},,,{unit}\n");
    let (own, other) = (",县科协", ",示范县档案馆");
    let blocks = |own_sum: &str, other_sum: &str| {
        let rows =
            [row(1, own), row(2, own), own_sum.to_owned(), row(3, other), other_sum.to_owned()];
        format!("{HEAD},单位名称\n{}{}", rows.concat(), sum("合计", "7.50", ""))
    };
    let good = [
        (sum("小计", "4.00", ""), sum("小计", "3.50", "")),
        (sum("小计", "4.00", "县科协"), sum("小计", "3.50", "示范县档案馆")),
        (sum("县科协小计", "4.00", ""), sum("示范县档案馆小计", "3.50", "")),
        (sum("", "4.00", "小计"), sum("", "3.50", "小计")),
        (sum("", "4.00", "县科协小计"), sum("", "3.50", "示范县档案馆 小计")),
        (sum("", "4.00", "县科协合计"), sum("", "3.50", "示范县档案馆合计")),
    ];
    for (own_sum, other_sum) in &good {
        office.file("支付.csv", blocks(own_sum, other_sum));
        assert_eq!(sums(&office, import), ["4.00", "0.00", "3.50"], "{own_sum}");
        office.run(&format!("{import} --dry-run")).done();
        for wrong in [
            blocks(&own_sum.replace("4.00", "4.01"), other_sum),
            blocks(own_sum, &other_sum.replace("3.50", "3.51")),
        ] {
            office.file("支付.csv", wrong);
            assert!(asks(&office, import).contains("--accept-sums"));
        }
    }
    // Rows of units among each other, their sums below.
    let mixed = |own_sum: &str| {
        let rows = [row(1, own), row(3, other), row(2, own)];
        let sums = [sum("县科协小计", own_sum, ""), sum("示范县档案馆小计", "3.50", "")];
        format!("{HEAD},单位名称\n{}{}", rows.concat(), sums.concat())
    };
    office.file("支付.csv", mixed("4.00"));
    office.run(&format!("{import} --dry-run")).done();
    office.file("支付.csv", mixed("1.50"));
    assert!(asks(&office, import).contains("--accept-sums"));
}

/// Each kind of list, with a column or a title that says whose it is, and the figure that its first row moves.
const KINDS: &[(&str, &str, [&str; 2])] = &[
    (
        "budget",
        "日期|变动类型|文号|指标|指标名称|支出类别|功能科目|经济科目|金额（元）",
        [
            "2022-03-01|追加|示财预〔2022〕8号|2022-007|培训|公用经费|2060701|30216|1000.00",
            "2022-03-01|追加|示财预〔2022〕8号|2022-008|会议|公用经费|2060701|30215|500.00",
        ],
    ),
    (
        "opening",
        "日期|文号|指标|指标名称|支出类别|功能科目|经济科目|金额（元）",
        [
            "2022-01-20|示财预〔2022〕2号|2022-006|结转|公用经费|2060701|302|77.70",
            "2022-01-20|示财预〔2022〕2号|2022-009|结转二|公用经费|2060701|302|22.30",
        ],
    ),
    (
        "activities",
        "编号|名称|类型|开始日期|地点|计数项键|计数项名称|数量|计量单位",
        [
            "2022-B1|讲座|培训|2022-04-01|礼堂|audience|受众人次|120|人次",
            "2022-B2|展览|展览|2022-04-02|广场|audience|受众人次|60|人次",
        ],
    ),
    (
        "indicators",
        "日期|编号|一级指标|二级指标|三级指标|指标性质|指标值|计量单位|分值",
        [
            "2022-01-20|I09|产出指标|数量指标|讲座场次|≥|3|场次|10",
            "2022-01-20|I10|产出指标|数量指标|展览场次|≥|2|场次|10",
        ],
    ),
    (
        "assets",
        "日期|资产类别|原值（元）|净值（元）",
        ["2022-12-31|通用设备|1000.00|400.00", "2022-12-31|专用设备|500.00|300.00"],
    ),
    (
        "staff",
        "日期|编制或实有|人员类别|人数",
        ["2022-12-31|编制|事业编制|6", "2022-12-31|实有|退休人员|3"],
    ),
];

#[test]
fn every_kind_of_list_is_asked_whose_it_is() {
    for (kind, head, [first, second]) in KINDS {
        let office = office();
        let import = format!("import {kind} 表.xls");
        let new = |rest: &str| {
            let preview = office.run(&format!("{import} --dry-run --json {rest}")).json();
            preview["counts"]["new"].as_u64().unwrap_or_else(|| panic!("{kind} {rest}: {preview}"))
        };
        let plain = [*head, first, second];
        office.file("表.xls", workbook(&[("1", &plain)]));
        let all = new("");
        for title in ["编制单位：示范县档案馆", "单位：示范县档案馆"] {
            office.file("表.xls", workbook(&[("1", &[title, head, first, second])]));
            asks(&office, &import);
            assert_eq!(new("--set 预算单位=示范县科学技术协会"), all);
        }
        office.file("表.xls", workbook(&[("示范县档案馆", &plain)]));
        asks(&office, &import);
        assert_eq!(new("--sheet 示范县档案馆"), all);
        let with = |own: &str, other: &str| {
            let rows =
                [format!("{head}|单位名称"), format!("{first}|{own}"), format!("{second}|{other}")];
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            office.file("表.xls", workbook(&[("1", &rows)]));
        };
        with("示范县气象局", "示范县档案馆");
        assert!(asks(&office, &import).contains("--map 预算单位="));
        assert_eq!(new("--map 预算单位="), all);
        with("县科协", "示范县档案馆");
        assert!(new("") > 0 && new("") < all, "{kind}");
        let said = office.run(&format!("{import} --yes")).ended(ExitCode::Success);
        assert!(said.contains("不是本单位的、没有导入：别的单位 1 行"), "{said}");
        // The other unit's row alone.
        office.file(
            "表.xls",
            workbook(&[("1", &[&format!("{head}|单位名称"), &format!("{second}|示范县档案馆")])]),
        );
        office.run(&format!("{import} --yes")).ended(ExitCode::Refused);
    }
}

/// Voucher XML after DA/T 95-2022, table C.1: `AGENCY_CODE` is the code of the unit whose the voucher is.
#[test]
fn vouchers_of_another_agency_are_asked_about() {
    let office = office();
    let voucher = |number: u32, agency: &str| {
        let entry = |account: &str, side: &str| {
            format!(
                "<VOU_DET><GOV_ACCT_CLS_CODE>{account}</GOV_ACCT_CLS_CODE><DR_CR>{side}</DR_CR><AMT>{number}.50</AMT>\
                 <DEP_BGT_ECO_CODE>30201</DEP_BGT_ECO_CODE><FUND_TRA_OBJ_NAME>甲</FUND_TRA_OBJ_NAME>\
                 <REMARK>指标=2022-001</REMARK></VOU_DET>\n"
            )
        };
        format!(
            "<VOUCHER><VOUCHER_NO>记-2{number}</VOUCHER_NO><VOUCHER_DATE>2022-03-0{number}</VOUCHER_DATE>\
             <VOUCHER_ABS>纸</VOUCHER_ABS>{agency}\n{}{}</VOUCHER>\n",
            entry("7101", "借"),
            entry("6001", "贷")
        )
    };
    let file = |agencies: [&str; 2]| {
        let vouchers: String =
            (1..).zip(agencies).map(|(at, agency)| voucher(at, agency)).collect();
        office.file("凭证.xml", format!("<VOUCHERS>\n{vouchers}</VOUCHERS>\n"));
    };
    let import = "import payments 凭证.xml";
    let code = |code: &str| format!("<AGENCY_CODE>{code}</AGENCY_CODE>");
    let (own, other) = (code("062001"), code("063001"));
    file([&other, &other]);
    let said = asks(&office, import);
    insta::assert_snapshot!(said);
    let own_name = "<AGENCY_NAME>示范县科学技术协会</AGENCY_NAME>";
    file([&other, own_name]);
    assert_eq!(sums(&office, import), ["2.50", "0.00", "1.50"]);
    file([&format!("{other}{own_name}"), &own]);
    asks(&office, import);
    let answer = "--map 预算单位= --map 预算单位编码=";
    assert!(said.contains(answer), "{said}");
    assert_eq!(sums(&office, &format!("{import} {answer}")), ["4.00", "0.00", "0.00"]);
    for agencies in [[own.as_str(), &own], ["", &own], ["", ""], [&own, own_name]] {
        file(agencies);
        assert_eq!(sums(&office, import), ["4.00", "0.00", "0.00"], "{agencies:?}");
    }
    file([&own, &other]);
    let said = office.run(&format!("{import} --yes")).ended(ExitCode::Success);
    assert!(said.contains("别的单位 1 行 2.50 元"), "{said}");
}
