//! Tables as others lay them out: several columns of amounts, hidden rows, sums of other sheets, rows below
//! zero, lists without ids. Made as XML of Excel 2003, which needs no program that writes workbooks.

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// A workbook of these sheets; a sheet is its name and its rows of cells, divided by `|`. A row that begins
/// with `~` is hidden.
pub(crate) fn workbook(sheets: &[(&str, &[&str])]) -> String {
    let cell = |text: &str| {
        let is_number = text.chars().all(|c| c.is_ascii_digit() || c == '.');
        let kind = if is_number { "Number" } else { "String" };
        match text {
            "" => "<Cell/>".to_owned(),
            text => format!("<Cell><Data ss:Type=\"{kind}\">{text}</Data></Cell>"),
        }
    };
    let row = |row: &&str| {
        let (hidden, row) =
            row.strip_prefix('~').map_or(("", *row), |row| (" ss:Hidden=\"1\"", row));
        format!("<Row{hidden}>{}</Row>", row.split('|').map(cell).collect::<String>())
    };
    let sheet = |(name, rows): &(&str, &[&str])| {
        let rows: String = rows.iter().map(row).collect();
        format!("<Worksheet ss:Name=\"{name}\"><Table>{rows}</Table></Worksheet>")
    };
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    let sheets: String = sheets.iter().map(sheet).collect();
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"{space}\" xmlns:ss=\"{space}\">{sheets}</Workbook>"
    )
}

fn office() -> Office {
    Office::at_year_end()
}

/// The sums of a preview in fen: of the file, new, known, doubtful, refused and set aside.
fn sums(office: &Office, line: &str) -> [i64; 6] {
    let preview = office.run(&format!("{line} --dry-run --json")).json();
    ["all", "new", "known", "doubtful", "refused", "set_aside"].map(|name| {
        let yuan = preview["sums"][name].as_str().expect("it is there");
        yuan.replace('.', "").parse().expect("yuan with two decimals")
    })
}

/// What the sums are of adds up, to the fen.
fn add_up(sums: [i64; 6]) {
    let [all, parts @ ..] = sums;
    assert_eq!(all, parts.iter().sum::<i64>(), "{sums:?}");
}

#[test]
fn several_columns_of_amounts_are_one_import() {
    let office = office();
    office.run(
        "allocate 2万元 --line 2022-009 --name 培训 --category operating --function 2060701 --econ 302 \
         --doc 示财预〔2022〕9号",
    )
    .done();
    office.file(
        "台账.csv",
        "日期,凭证号,摘要,收款人,办公费,培训费,合计\n\
         2022-03-01,记-21,纸,甲,10.01,,10.01\n2022-03-02,记-22,会,乙,20,30.05,50.05\n\
         2022-03-03,记-23,笔,丙,-,0,\n2022-03-04,记-24,墨,丁,1,99999999,100000000\n",
    );
    let line = "import payments 台账.csv --amount 办公费=指标:2022-001,经济科目:30201 \
                --amount 培训费=指标:2022-009,经济科目:30216 --unit yuan";
    let said = office.run(&format!("{line} --dry-run")).ended(ExitCode::Refused);
    let found = sums(&office, line);
    assert_eq!(found, [10_000_006_006, 6_106, 0, 0, 9_999_999_900, 0]);
    add_up(found);
    office.run(&format!("{line} --only-new --yes")).done();
    // The second time nothing is new, and the profile knows the columns.
    let again = sums(&office, "import payments 台账.csv");
    assert_eq!(again[1..3], [0, 6_106]);
    add_up(again);
    insta::assert_snapshot!(said);
}

const PAYMENTS: &str = "日期|凭证号|经济科目|金额|收款人|摘要|指标";

#[test]
fn hidden_rows_wait_for_an_answer() {
    let office = office();
    office.file(
        "隐藏.xls",
        workbook(&[(
            "3月",
            &[
                PAYMENTS,
                "2022-03-01|记-21|30201|1|甲|纸|2022-001",
                "~2022-03-02|记-22|30201|2|甲|纸|2022-001",
                "~2022-03-03|记-23|30201|4|甲|纸|2022-001",
                "合计|||7|||",
            ],
        )]),
    );
    let line = "import payments 隐藏.xls --unit yuan";
    let said = office.run(&format!("{line} --only-new --yes")).ended(ExitCode::Refused);
    let found = sums(&office, line);
    assert_eq!(found, [700, 100, 0, 0, 0, 600]);
    assert_eq!(sums(&office, &format!("{line} --hidden read")), [700, 700, 0, 0, 0, 0]);
    let skip = office.run(&format!("{line} --hidden skip --yes")).ended(ExitCode::Success);
    insta::assert_snapshot!(format!("{said}\n{skip}"));
}

#[test]
fn a_sheet_that_sums_the_others_is_left_out_or_asked_for() {
    let office = office();
    let month =
        |number: &str, amount: &str| format!("2022-03-01|{number}|30201|{amount}|甲|纸|2022-001");
    let (first, second, third) = (month("记-21", "1"), month("记-22", "2"), month("记-23", "3"));
    let parts: [(&str, &[&str]); 2] = [("1月", &[PAYMENTS, &first]), ("2月", &[PAYMENTS, &second])];
    let whole: &[&str] = &[PAYMENTS, &first, &second];
    office.file("全.xls", workbook(&[parts[0], parts[1], ("汇总", whole)]));
    office.file("疑.xls", workbook(&[parts[0], parts[1], ("汇总", &[PAYMENTS, &third, &first])]));
    let said = [
        office.run("import payments 全.xls --unit yuan --dry-run").ended(ExitCode::Success),
        office.run("import payments 疑.xls --unit yuan --dry-run").ended(ExitCode::Refused),
    ];
    assert_eq!(sums(&office, "import payments 全.xls --unit yuan"), [300, 300, 0, 0, 0, 0]);
    let named = "import payments 疑.xls --unit yuan --sheet 1月 --sheet 2月";
    assert_eq!(sums(&office, named), [300, 300, 0, 0, 0, 0]);
    insta::assert_snapshot!(said.join("\n"));
}

/// Own ledgers keep a sheet for each month, with the day alone in the rows, and a sheet for the quarter.
#[test]
fn sheets_of_months_give_their_days_the_month() {
    let office = office();
    let head = "日|凭证号|经济科目|金额|收款人|摘要|指标";
    let row = |day: u32, number: u32| format!("{day}|记-{number}|30201|1.5|甲|纸|2022-001");
    let (first, second, third) = (row(5, 21), row(28, 22), row(31, 23));
    let months: [(&str, &[&str]); 3] =
        [("1月", &[head, &first]), ("二月份", &[head, &second]), ("2022年3月", &[head, &third])];
    let [january, february, march] = months;
    let quarter = ("一季度", &[head, &first as &str, &second, &third] as &[&str]);
    office.file("季.xls", workbook(&[january, february, march, quarter]));
    // The quarter has more than its months: nobody can tell which days those are.
    office.file("多.xls", workbook(&[january, february, quarter]));
    let none = ("台账", january.1);
    office.file("无月.xls", workbook(&[none]));
    let said = [
        office.run("import payments 季.xls --unit yuan --dry-run").ended(ExitCode::Success),
        office.run("import payments 多.xls --unit yuan --dry-run").ended(ExitCode::Refused),
        office.run("import payments 无月.xls --unit yuan --dry-run").ended(ExitCode::Refused),
    ];
    office.file("月.xls", workbook(&months));
    let posted =
        office.run("import payments 月.xls --unit yuan --dry-run").ended(ExitCode::Success);
    insta::assert_snapshot!(format!("{}\n{posted}", said.join("\n")));
}

/// A row of another table is named with its table.
#[test]
fn a_row_that_takes_back_a_row_of_another_file_names_the_file() {
    let office = office();
    let head = "日期,凭证号,经济科目,金额(元),收款人,摘要,指标\n";
    let paid = "2022-03-01,记-21,30201,100,甲,纸,2022-001\n";
    office.file("支付.csv", format!("{head}{paid}"));
    let back =
        "2022-03-05,记-23,30201,-40,甲,多付,2022-001\n2022-03-05,记-24,30201,7,乙,笔,2022-001\n";
    office.file("退款.csv", format!("{head}{back}"));
    let line = "import payments 支付.csv 退款.csv --dry-run";
    let said = office.run(line).ended(ExitCode::Refused);
    assert!(said.contains("没有写明是哪张原凭证，像是冲回 支付.csv 第 2 行\n"), "{said}");
}

#[test]
fn a_payment_below_zero_is_a_return_or_a_reversal() {
    let office = office();
    office.file(
        "负数.csv",
        "日期,凭证号,经济科目,金额(元),收款人,摘要,指标\n\
         2022-03-01,记-21,30201,100,甲,纸,2022-001\n2022-03-02,记-22,30201,60,乙,笔,2022-001\n\
         2022-03-02,记-26,30201,1,丙,笔,2022-001\n2022-03-02,记-27,30201,2,丙,笔,2022-001\n\
         2022-03-05,记-23,30201,-40,甲,退回多付的纸款,2022-001\n\
         2022-03-06,记-24,30201,-60,乙,冲销记-22号凭证,2022-001\n\
         2022-03-07,记-25,30201,-5,丁,退款,2022-001\n",
    );
    let line = "import payments 负数.csv";
    let said = office.run(&format!("{line} --dry-run")).ended(ExitCode::Refused);
    let found = sums(&office, line);
    assert_eq!(found, [5_800, 10_300, 0, -4_000, -500, 0]);
    add_up(found);
    office.run(&format!("{line} --accept-row 6 --only-new --yes")).done();
    let again = sums(&office, line);
    assert_eq!(again, [5_800, 0, 6_300, 0, -500, 0]);
    insta::assert_snapshot!(said);
}

#[test]
fn lists_without_ids_are_known_the_second_time() {
    let office = office();
    office.file(
        "活动.csv",
        "活动名称,时间,地点,参加人数,经费\n讲座,2022年3月5日至7日,礼堂,50人,1000\n展览,4月5日,广场,120,\n",
    );
    office.file(
        "目标.csv",
        "一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,讲座,≥12场次\n,,展览,≥1场\n",
    );
    office.file(
        "卡片.csv",
        "资产编号,资产名称,资产类别,原值（元）,净值（元）\nA1,甲,通用设备,2,1\nA2,乙,通用设备,3,1\n",
    );
    for line in [
        "import activities 活动.csv --accept-columns",
        "import indicators 目标.csv --set 日期=2022-01-20 --set 分值=10",
        "import assets 卡片.csv --set 日期=2022-12-31",
    ] {
        office.run(&format!("{line} --yes")).done();
        let again = office.run(&format!("{line} --yes --json")).json();
        assert_eq!(again["events"], 0, "{line}");
    }
    let held = office.run("list figures --json").json().to_string();
    assert!(held.contains("5.00"), "{held}");
}

#[test]
fn units_that_differ_are_taken_as_stated_or_refused() {
    let office = office();
    let header = |amount: &str| format!("日期|凭证号|经济科目|{amount}|收款人|摘要|指标");
    let (wan, yuan) = (header("金额（万元）"), header("金额（元）"));
    office.file(
        "单位.xls",
        workbook(&[
            ("甲", &[&wan, "2022-03-01|记-21|30201|0.1|甲|纸|2022-001"]),
            ("乙", &[&yuan, "2022-03-02|记-22|30201|5|甲|纸|2022-001"]),
        ]),
    );
    office.file("美元.csv", "日期,凭证号,经济科目,金额（美元）,收款人,摘要,指标\n2022-03-02,记-22,30201,5,甲,纸,2022-001\n");
    let said = [
        office.run("import payments 单位.xls --dry-run").ended(ExitCode::Refused),
        office.run("import payments 单位.xls --unit wan --dry-run").ended(ExitCode::Refused),
        office.run("import payments 美元.csv --unit yuan --dry-run").ended(ExitCode::Refused),
    ];
    let stated = "import payments 单位.xls --unit stated";
    assert_eq!(sums(&office, stated), [100_500, 100_500, 0, 0, 0, 0]);
    office.run(&format!("{stated} --yes")).done();
    assert_eq!(sums(&office, "import payments 单位.xls"), [100_500, 0, 100_500, 0, 0, 0]);
    insta::assert_snapshot!(said.join("\n"));
}

/// A header that divides a column in its second row, as budget documents do.
#[test]
fn a_divided_header_is_found_or_asked_about_and_never_a_wrong_column() {
    let office = office();
    let group = |words: &str| format!("日期|凭证号|经济科目|{words}|收款人|摘要|指标");
    let parts = |words: &str| format!("|||{words}|||");
    let row = |amounts: &str| format!("2022-02-01|记-1|30201|{amounts}|甲|纸|2022-001");
    // The group, its parts, the amounts, and the column that is named to answer.
    let cases = [
        ("支付金额|", "累计|本月", "40|10", "支付金额/本月"),
        ("支付金额||", "合计|基本支出|项目支出", "10|4|6", "支付金额/合计"),
        ("累计支付|支付金额|", "|申请|实付", "40|15|10", "支付金额/实付"),
        ("一般公共预算||政府性基金|", "累计|本月|累计|本月", "40|10|0|0", "一般公共预算/本月"),
    ];
    for (words, below, amounts, answer) in cases {
        let rows = ["单位：元".to_owned(), group(words), parts(below), row(amounts)];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        office.file("表.xls", workbook(&[("1", &rows)]));
        let json = office.run("import payments 表.xls --dry-run --json").json();
        assert_eq!(json["ok"], false, "{below}: it is asked");
        let [all, new, ..] = sums(&office, &format!("import payments 表.xls --map 金额={answer}"));
        assert_eq!((all, new), (1000, 1000), "{below}");
    }
    // 合计 below a group of budgets is the whole, whatever stands beside it.
    let head = "日期|变动类型|文号|指标|预算数|";
    let row = "2022-03-01|追加|示财预〔2022〕9号|2022-001|100|40";
    for parts in ["||||合计|其中：基本支出", "||||其中：基本支出|合计"] {
        let row = if parts.ends_with("合计") {
            row.replace("100|40", "40|100")
        } else {
            row.to_owned()
        };
        office.file("预算.xls", workbook(&[("1", &["单位：元", head, parts, &row])]));
        let [all, new, ..] = sums(&office, "import budget 预算.xls");
        assert_eq!((all, new), (10_000, 10_000), "{parts}");
    }
    // Words in a column without a name are no second header where no values stand below.
    let rows = ["单位：元", &(group("金额") + "|"), "2022-02-01|记-1|30201|10|甲|纸|2022-001|急"];
    office.file("表.xls", workbook(&[("1", &rows)]));
    let found = sums(&office, "import payments 表.xls");
    add_up(found);
    assert_eq!((found[0], found[1]), (1000, 1000));
}

/// Labels of sums in other words, and with the amount in capitals.
#[test]
fn sums_in_other_words_are_checked_and_left_out() {
    let office = office();
    let header = "日期|凭证号|经济科目|金额（元）|收款人|摘要|指标";
    let row = "2022-02-01|记-1|30201|14.5|甲|纸|2022-001";
    let labels = [
        "以上共计",
        "总额",
        "总 计",
        "合计数",
        "合计（元）",
        "合计：",
        "合计金额（大写）：壹拾肆元伍角整",
        "合计人民币（大写）壹拾肆元伍角整",
        "Total",
        "Grand total",
        "TOTAL",
        "Subtotal",
        "本页小计",
        "过次页",
    ];
    for label in labels {
        for (stated, is_right) in [("14.5", true), ("99", false)] {
            let sum = format!("{label}|||{stated}|||");
            office.file("表.xls", workbook(&[("1", &[header, row, &sum])]));
            let json = office.run("import payments 表.xls --dry-run --json").json();
            assert_eq!(json["ok"], is_right, "{label} {stated}");
            assert_eq!(json["sums"]["all"], "14.50", "{label}");
        }
    }
    // Words that only begin like a label are one where they state the sum.
    for (stated, refused) in [("14.5", 0), ("14.6", 1)] {
        let sum = format!("合计（3 人）|||{stated}|||");
        office.file("表.xls", workbook(&[("1", &[header, row, &sum])]));
        let json = office.run("import payments 表.xls --dry-run --json").json();
        assert_eq!(json["counts"]["refused"], refused);
    }
}

/// A time of day is not looked at, and a month is no day.
#[test]
fn times_are_left_out_and_months_are_refused() {
    let office = office();
    let header = "日期|凭证号|经济科目|金额（元）|收款人|摘要|指标";
    let [times, months]: [&[&str]; 2] = [
        &[
            "2022-03-05 14:32:10",
            "2022-03-05T14:32:10",
            "20220305143210",
            "202203051432",
            "20220305 143210",
            "2022年3月5日 14时32分",
            "2022/3/5 8:05",
        ],
        &["2022-03", "202203", "2022年3月", "2022/3", "2022.03", "2022年03月份", "20221305143210"],
    ];
    for (texts, is_day) in [(times, true), (months, false)] {
        for text in texts {
            let row = format!("{text}|记-1|30201|14.5|甲|纸|2022-001");
            let csv = [header, &row].join("\n").replace('|', ",");
            office.file("表.xls", workbook(&[("1", &[header, &row])]));
            office.file("表.csv", csv);
            for file in ["表.xls", "表.csv"] {
                let said = office.run(&format!("import payments {file} --dry-run"));
                assert_eq!(said.code == ExitCode::Success, is_day, "{text} {said:?}");
                assert_eq!(said.out.contains("2022-03-05  14.50"), is_day, "{text} {said:?}");
            }
        }
    }
    office.file(
        "表.csv",
        format!("{}\n2022年3月,记-1,30201,1,甲,纸,2022-001\n", header.replace('|', ",")),
    );
    let said = office.run("import payments 表.csv --dry-run").ended(ExitCode::Refused);
    assert!(said.contains("只有年月，没有日"), "{said}");
}

/// Days without a year are not those of the ledger where anything around the table names another.
#[test]
fn years_around_a_table_are_heard() {
    let office = office();
    let header = "日期|凭证号|经济科目|金额（元）|收款人|摘要|指标";
    let row = "2-1|记-1|30201|14.5|甲|纸|2022-001";
    let own_row = "2022-02-02|记-2|30201|1|甲|纸|2022-001";
    for year in ["2021", "2022"] {
        let written = if year == "2021" { "二〇二一年" } else { "二〇二二年" };
        let (period, month) = (format!("会计期间：{year}.01"), format!("会计期间：{year}02"));
        let between = format!("{year}年||||||");
        let cases: [(&str, Vec<&str>); 6] = [
            (year, vec![header, row]),
            (&format!("{year}年支付"), vec![header, row]),
            ("1", vec![&period, header, row]),
            ("1", vec![&month, header, row]),
            ("1", vec![written, header, row]),
            ("1", vec![header, own_row, &between, row]),
        ];
        for (sheet, rows) in cases {
            office.file("表.xls", workbook(&[(sheet, &rows)]));
            let json = office.run("import payments 表.xls --dry-run --json").json();
            assert_eq!(json["ok"], year == "2022", "{sheet} {rows:?}");
        }
    }
}

/// An amount in capitals says the sum once more; where it differs from the figure or from the rows, it is told.
#[test]
fn a_total_in_capitals_is_held_against_its_rows() {
    let office = office();
    let header = "日期|凭证号|经济科目|金额（元）|收款人|摘要|指标";
    let row = "2022-02-01|记-1|30201|14.5|甲|纸|2022-001";
    let right = [
        "合计（大写）：壹拾肆元伍角整|||14.5|||",
        "合计壹拾肆元伍角|||14.5|||",
        "合计|人民币（大写）：壹拾肆元伍角整||14.5|||",
        "人民币大写|壹拾肆元伍角整|||||",
        "人民币（大写）：壹拾肆元伍角整||||||",
        "合计|||壹拾肆元伍角整|||",
        "大写|人民币壹拾肆元伍角整||14.5|||",
    ];
    for sum in right {
        office.file("表.xls", workbook(&[("1", &[header, row, sum])]));
        let json = office.run("import payments 表.xls --dry-run --json").json();
        assert_eq!(
            (&json["ok"], &json["sums"]["all"]),
            (&true.into(), &"14.50".into()),
            "{sum} {json}"
        );
        let wrong = sum.replace("拾肆元伍角", "佰肆拾元零伍角");
        office.file("表.xls", workbook(&[("1", &[header, row, &wrong])]));
        let json = office.run("import payments 表.xls --dry-run --json").json();
        assert_eq!(json["problems"].as_array().map(Vec::len), Some(1), "{wrong} {json}");
        assert_eq!(json["problems"][0]["place"]["value"], "140.5", "{wrong}");
        let accepted = office.run("import payments 表.xls --dry-run --accept-sums");
        assert_eq!(accepted.code, ExitCode::Success, "{wrong}");
    }
    let sum = "合计|人民币（大写）：壹佰肆拾元零伍角||14.5|||";
    office.file("表.xls", workbook(&[("1", &[header, row, sum])]));
    let told = office.run("import payments 表.xls --dry-run").ended(ExitCode::Refused);
    assert!(
        told.contains("第 3 行“大写”写的合计 140.50 元，各行相加 14.50 元，相差 126.00 元"),
        "{told}"
    );
}
