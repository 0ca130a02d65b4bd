//! What holds for the files of an import: their encoding, how the rows are spread over them, and the
//! workbook in which the wrong rows come back.

use calamine::{Reader, Xlsx};
use taizhang_cli::ExitCode;

use crate::harness::Office;

const RULE: &str = r#"
payee = "在职职工（代发）"
memo = "1月工资"
ignore = ["养老保险"]

[[columns]]
header = "基本工资"
line = "2022-001"
economic = "30201"

[[columns]]
header = "绩效工资"
line = "2022-001"
economic = "30211"
"#;

/// A header, its rows, and the command that takes files of them.
const LISTS: &[(&str, &[&str], &str)] = &[
    (
        "姓名,基本工资,绩效工资,养老保险",
        &["甲,1000.50,200,80", "乙,900,100.25,70", "丙,900,100.25,70", "丁,0.01,,"],
        "import payroll --rule 规则.toml --set 日期=2022-01-31 --unit yuan",
    ),
    (
        "日期,变动类型,文号,指标,指标名称,支出类别,功能科目,经济科目,金额(元)",
        &[
            "2022-03-01,追加,示财预〔2022〕8号,2022-007,培训,公用经费,2060701,30216,1000.00",
            "2022-03-02,追减,示财预〔2022〕9号,2022-007,,,,,400.00",
            "2022-03-02,追加,示财预〔2022〕9号,2022-001,,,,,0.01",
            "2022-03-03,冻结,示财预〔2022〕10号,2022-007,,,,,100.00",
        ],
        "import budget",
    ),
    (
        "编号,名称,类型,开始日期,地点,计数项键,计数项名称,数量,计量单位",
        &[
            "2022-B1,讲座,培训,2022-04-01,礼堂,audience,受众人次,120,人次",
            "2022-B2,展览,宣传,2022-05-01,广场,audience,受众人次,300,人次",
            "2022-B3,展览,宣传,2022-05-01,广场,leaflets,发放资料,300,册",
        ],
        "import activities",
    ),
    (
        "日期,编制或实有,人员类别,人数",
        &["2022-12-31,编制,事业编制,6", "2022-12-31,实有,退休人员,3", "2022-11-30,实有,退休人员,2"],
        "import staff",
    ),
    (
        "日期,资产类别,原值（元）,净值（元）",
        &[
            "2022-12-31,通用设备,1000.00,400.00",
            "2022-12-31,专用设备,50.00,0.01",
            "2022-11-30,通用设备,900.00,400.00",
        ],
        "import assets",
    ),
];

fn office() -> Office {
    let office = Office::at_year_end();
    office.file("规则.toml", RULE);
    office
}

/// All figures after the rows came in as one import of files.
fn figures(header: &str, files: &[Vec<&str>], command: &str) -> String {
    let office = office();
    let (verb, options) = command.split_once(" --").unwrap_or((command, ""));
    let options = if options.is_empty() { String::new() } else { format!("--{options}") };
    let mut names = String::new();
    for (at, rows) in files.iter().enumerate() {
        let name = format!("{at}.csv");
        office.file(&name, format!("{header}\n{}\n", rows.join("\n")));
        names = format!("{names} {name}");
    }
    office.run(&format!("{verb}{names} {options} --yes")).done();
    office.run("list figures --json").json().to_string()
}

#[test]
fn any_split_of_a_list_into_two_files_gives_the_same_figures() {
    let nothing = office().run("list figures --json").json().to_string();
    for (header, rows, command) in LISTS {
        let whole = figures(header, &[rows.to_vec()], command);
        assert_ne!(whole, nothing, "{command} changes figures");
        // Each number is a choice of rows for the first file; the rest is the second.
        for choice in 1..(1_usize << rows.len()) - 1 {
            let part = |chosen: bool| {
                let rows = rows.iter().enumerate();
                let rows = rows.filter(|(at, _)| (choice >> at & 1 == 1) == chosen);
                rows.map(|(_, row)| *row).collect::<Vec<_>>()
            };
            let split = figures(header, &[part(true), part(false)], command);
            assert_eq!(split, whole, "{command}: rows {choice:b}");
        }
    }
}

/// A list without a Chinese header, with a payee of these bytes.
fn list_paying(payee: &[u8]) -> Vec<u8> {
    [b"day,number,code,yuan,name,words\n2022-01-05,N-9,30201,5,", payee, b",paper\n"].concat()
}

const COLUMNS: &str = "--map 日期=day --map 凭证号=number --map 经济科目=code --map 金额=yuan \
    --map 收款人=name --map 摘要=words --set 指标=2022-001 --unit yuan";

#[test]
fn an_encoding_that_was_told_wrong_can_be_given() {
    // 一一 in GBK is Cyrillic in UTF-8, so nothing can tell them apart.
    let payee = [0xd2, 0xbb, 0xd2, 0xbb];
    for (encoding, expected) in [("", "һһ"), ("--encoding gbk", "一一")] {
        let office = office();
        office.file("支付.csv", list_paying(&payee));
        office.run(&format!("import payments 支付.csv {COLUMNS} {encoding} --yes")).done();
        let payments = office.run("list payments --json").json();
        let last = payments.as_array().and_then(|all| all.last()).expect("there is one").clone();
        assert_eq!(last["payee"], expected, "{encoding}");
    }
}

#[test]
fn a_wrong_encoding_is_refused() {
    let office = office();
    office.file("国标.csv", list_paying(&[0xc1, 0xaa, 0xcd, 0xa8]));
    office.file("通用.csv", list_paying("甲".as_bytes()));
    let journal = office.journal();
    let said = [
        format!("import payments 国标.csv {COLUMNS} --encoding utf-8 --yes"),
        format!("import payments 通用.csv {COLUMNS} --encoding gbk --yes"),
        format!("import payments 通用.csv {COLUMNS} --encoding big5 --yes"),
    ]
    .map(|line| office.run(&line).ended(ExitCode::Refused));
    assert_eq!(office.journal(), journal);
    insta::assert_snapshot!(said.join("\n"));
}

/// Bytes of no form at all, as of a file that was cut off or encrypted, are no text of a wrong encoding. Texts
/// without a mark of their encoding are, whose remedy is to name it.
#[test]
fn bytes_of_no_form_are_said_to_be_none() {
    let office = office();
    let noise: Vec<u8> = (1_u32..2000)
        .map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .chain([0, 0xff])
        .collect();
    office.file("加密.xlsx", noise);
    let said = office.run(&format!("import payments 加密.xlsx {COLUMNS} --dry-run"));
    insta::assert_snapshot!(said.ended(ExitCode::Refused));
    let text = String::from_utf8(list_paying("甲".as_bytes())).expect("it is UTF-8");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    office.file("无标记.csv", wide);
    let said = office.run(&format!("import payments 无标记.csv {COLUMNS} --dry-run"));
    assert!(said.err.contains("--encoding"), "{said}");
    let named = format!("import payments 无标记.csv {COLUMNS} --encoding utf-16le --dry-run");
    assert_eq!(office.run(&named).code, ExitCode::Success);
}

#[test]
fn wrong_rows_come_back_as_a_workbook_with_notes() {
    let office = office();
    office.file(
        "坏.csv",
        "日期,凭证号,经济科目,金额(元),收款人,摘要,指标\n\
         2022-6-31,0101,30201,10,甲,乙,2022-001\n\
         2022-01-05,0102,30201,10,甲,乙,2022-001\n\
         2022-01-05,0103,30201,十二,,乙,2022-001\n\
         2022-01-05,0104,30201,10,甲,没有的指标,2022-009\n\
         2022-01-05,0105,30101,10,甲,别的科目,2022-001\n",
    );
    office.run("import payments 坏.csv --yes --refused 退回.xlsx").ended(ExitCode::Refused);
    let bytes = std::fs::read(office.path().join("退回.xlsx")).expect("it was written");
    let mut book = Xlsx::new(std::io::Cursor::new(bytes.clone())).expect("it is a workbook");
    let (name, sheet) = book.worksheets().remove(0);
    let cells =
        sheet.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "));
    let mut said = vec![name];
    said.extend(cells);
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is a package");
    let mut part = |name: &str| {
        let file = package.by_name(name).expect(name);
        std::io::read_to_string(file).expect("it is text")
    };
    let words = |piece: &str| piece.split_once("</t>").map(|(words, _)| words.to_owned());
    for note in part("xl/comments1.xml").split("<comment ref=\"").skip(1) {
        let (cell, rest) = note.split_once('"').expect("the place ends");
        let words: Vec<String> = rest.split("<t>").skip(1).filter_map(words).collect();
        said.push(format!("{cell}: {}", words.concat()));
    }
    // The only fill besides the two that every workbook has marks the wrong cells.
    assert!(part("xl/styles.xml").contains("FFFFC7CD"), "the fill is there");
    let marked: Vec<String> = part("xl/worksheets/sheet1.xml")
        .split("<c r=\"")
        .filter_map(|cell| cell.split_once("\" s=\"2\"").map(|(place, _)| place.to_owned()))
        .collect();
    said.push(format!("marked: {}", marked.join(" ")));
    insta::assert_snapshot!(said.join("\n"));
    // The workbook is read like any other, and what is still wrong in it is said again.
    let again = office.run("import payments 退回.xlsx --dry-run --json").json();
    assert_eq!(again["counts"]["refused"], 4, "{again}");
}

#[test]
fn refused_imports_print_one_json_value() {
    let office = office();
    office.run("close year").done();
    office.on("2023-01-10");
    office.run("open").done();
    office.run("allocate 2万元 --line 2022-001 --name 别的 --category operating --function 2060702 --econ 302 --doc 示财预〔2023〕1号").done();
    office.file("坏.csv", "日期,金额(元),收款人,摘要,指标\n2023-6-31,10,甲,乙,2022-001\n");
    let carry = "import carry-over --doc 示财预〔2023〕2号 --date 2023-01-10";
    for line in [carry, "import payments 坏.csv"] {
        for how in ["--dry-run", "--yes"] {
            let said = office.run(&format!("{line} {how} --json"));
            assert_eq!(said.code, ExitCode::Refused, "{said}");
            assert_eq!(said.json()["ok"], false, "{said}");
        }
    }
}

#[test]
fn income_in_a_list_of_payments_is_set_aside_and_counted() {
    let office = office();
    office.file(
        "流水.csv",
        "交易日期,业务参考号,摘要,对方户名,借方金额(元),贷方金额(元),指标,经济科目\r\n\
         2022-03-01,A1,纸,甲,100.10,,2022-001,30201\r\n\
         2022-03-01,A2,拨款,乙,,50.05,,\r\n\
         2022-03-02,A3,利息,乙,0.00,7.50,,\r\n\
         2022-03-03,A4,拨款,乙,,1.00,,\r\n\
         2022-03-04,A5,笔,甲,3.00,,2022-001,30201\r\n\
         本月合计,,,,103.10,58.55,,\r\n",
    );
    office.file(
        "微信.csv",
        "交易时间,商品,交易对方,金额(元),收/支,当前状态,支付方式,交易单号\n\
         2022-03-05 10:00:00,纸,甲,1,支出,支付成功,零钱,B1\n\
         2022-03-05 11:00:00,红包,乙,2,收入,已存入零钱,零钱,B2\n\
         2022-03-05 12:00:00,提现,乙,4,/,提现已到账,零钱,B3\n\
         2022-03-05 13:00:00,纸,甲,8,支出,已全额退款,零钱,B4\n",
    );
    let both = "import payments 流水.csv 微信.csv --set 指标=2022-001 --set 经济科目=30201";
    let said = office.run(&format!("{both} --dry-run")).ended(ExitCode::Refused);
    let sums = office.run(&format!("{both} --dry-run --json")).json();
    let fen = |name: &str| -> i64 {
        let yuan = sums["sums"][name].as_str().expect("it is there");
        yuan.replace('.', "").parse().expect("yuan with two decimals")
    };
    let parts = ["new", "known", "doubtful", "refused", "set_aside"].map(fen);
    assert_eq!(parts, [10_410, 0, 800, 0, 6_455]);
    assert_eq!(fen("all"), parts.iter().sum::<i64>());
    office.run(&format!("{both} --only-new --yes")).done();
    insta::assert_snapshot!(said);
}

#[test]
fn what_a_bank_calls_paid_is_not_guessed() {
    let office = office();
    let header = "日期,摘要,收款人,指标,经济科目";
    office.file(
        "日记账.csv",
        format!(
            "{header},对方科目,借方金额(元),贷方金额(元)\n2022-03-01,a,甲,2022-001,30201,5001,,10\n"
        ),
    );
    office.file(
        "正负.csv",
        format!(
            "{header},交易金额(元)\n2022-03-01,a,甲,2022-001,30201,-10\n\
             2022-03-02,a,甲,2022-001,30201,-5\n2022-03-03,a,甲,2022-001,30201,+1\n"
        ),
    );
    let said = [
        "import payments 日记账.csv --dry-run",
        "import payments 正负.csv --dry-run",
        "import payments 正负.csv --set 金额正负=负的 --dry-run",
    ]
    .map(|line| office.run(line).ended(ExitCode::Refused));
    let read = [
        "import payments 日记账.csv --map 金额=贷方金额 --dry-run",
        "import payments 正负.csv --set 金额正负=负数是支付 --dry-run",
    ]
    .map(|line| office.run(line).ended(ExitCode::Success));
    insta::assert_snapshot!(said.into_iter().chain(read).collect::<Vec<_>>().join("\n"));
}

/// Evidence that is new, known and matched to nothing: every way prints one value.
#[test]
fn evidence_prints_one_json_value() {
    let office = office();
    std::fs::create_dir(office.path().join("佐证")).expect("a folder");
    office.file("佐证/记-001 发票.txt", "发票一");
    office.file("佐证/合影.txt", "合影");
    let said = office.run("import evidence 佐证 --dry-run --json");
    let found = said.json();
    assert_eq!((&found["posted"], &found["new"]), (&false.into(), &1.into()), "{said}");
    assert_eq!(found["files"].as_array().map(Vec::len), Some(2), "{said}");
    for events in [1, 0] {
        let said = office.run("import evidence 佐证 --yes --json");
        let posted = said.json();
        assert_eq!(posted["posted"], true, "{said}");
        assert_eq!(posted["events"], events, "{said}");
    }
    let said = office.run("import evidence 佐证 --dry-run --json");
    assert_eq!(said.json()["new"], 0, "{said}");
    // What cannot be posted is one value too, on every way.
    office.run("close year").done();
    office.file("佐证/记-002 发票.txt", "发票二");
    for how in ["--dry-run", "--yes"] {
        let said = office.run(&format!("import evidence 佐证 {how} --json"));
        assert_eq!(said.code, ExitCode::Refused, "{said}");
        assert_eq!(said.json()["ok"], false, "{said}");
    }
    let said = office.run("import evidence 没有这个文件夹 --dry-run --json");
    assert_eq!(said.json()["ok"], false, "{said}");
    for line in ["import list --json", "import profile list --json"] {
        assert!(office.run(line).json().is_array(), "{line}");
    }
}

#[test]
fn a_preview_that_somebody_overtook_is_refused_whole() {
    let pay = |number: &str, amount: &str| {
        format!(
            "disburse {amount} --line 2022-001 --econ 30201 --payee 甲 --voucher {number} --memo 纸 \
             --date 2022-03-01"
        )
    };
    let list = "日期,凭证号,经济科目,金额(元),收款人,摘要,指标\n\
         2022-03-01,记-021,30201,10,甲,纸,2022-001\n2022-03-01,记-022,30201,20,甲,纸,2022-001\n";
    // A row has become known, doubtful, refused; last, something that no row is concerned with.
    let cases = [
        (pay("记-021", "10元"), ExitCode::Refused),
        (pay("记-021", "11元"), ExitCode::Refused),
        (pay("记-030", "17990元"), ExitCode::Refused),
        (pay("记-030", "1元"), ExitCode::Success),
    ];
    for (meanwhile, ends) in cases {
        let office = office();
        office.file("支付.csv", list);
        office.answering("y").while_asked(&meanwhile);
        let said = office.run("import payments 支付.csv").ended(ends);
        let events = office.run("list payments --json").json().as_array().map(Vec::len);
        let is_refused = ends == ExitCode::Refused;
        assert_eq!(events, Some(if is_refused { 3 } else { 5 }), "{meanwhile}\n{said}");
        assert_eq!(said.contains("预览已经过时，整批没有入账"), is_refused, "{said}");
        assert!(!is_refused || said.contains("办法：重新运行同一条命令"), "{said}");
        let profiles = office.run("import profile list --json").json();
        assert_eq!(
            profiles.as_array().map(Vec::len),
            Some(usize::from(!is_refused)),
            "{meanwhile}"
        );
    }
}

#[test]
fn evidence_and_balances_that_somebody_overtook_are_refused() {
    let office = office();
    std::fs::create_dir(office.path().join("佐证")).expect("a folder");
    office.file("佐证/记-001 发票.txt", "发票一");
    office.file("发票.txt", "发票一");
    office.answering("y").while_asked("attach 记-001 发票.txt");
    let said = office.run("import evidence 佐证").ended(ExitCode::Refused);
    assert!(said.contains("预览已经过时"), "{said}");
    assert_eq!(office.run("import list --json").json(), serde_json::json!([]));
    let office = self::office();
    office.run("close year").done();
    office.on("2023-01-10");
    office.run("open").done();
    let line = "import carry-over --doc 示财预〔2023〕1号";
    office.answering("y").while_asked(&format!("{line} --yes"));
    let said = office.run(line).ended(ExitCode::Refused);
    assert!(said.contains("预览已经过时"), "{said}");
    assert_eq!(office.run("import list --json").json().as_array().map(Vec::len), Some(1));
}

/// Where voucher numbers begin anew each month, an equal payment of another month is asked for, never
/// left out without a word.
#[test]
fn a_voucher_number_of_another_month_is_asked_for() {
    let office = office();
    let header = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要";
    for month in ["01", "02"] {
        let row = format!("2022-{month}-10,记-51,2022-001,30201,100.00,县文具店,办公用品");
        office.file(&format!("{month}月.csv"), format!("{header}\n{row}\n"));
    }
    office.run("import payments 01月.csv --yes").done();
    let again = office.run("import payments 01月.csv --dry-run").ended(ExitCode::Success);
    assert!(again.contains("已入账 1 行 100.00 元"), "{again}");
    let said = office.run("import payments 02月.csv --dry-run");
    assert!(said.out.contains("需确认 1 行 100.00 元"), "{said}");
    assert!(said.to_string().contains("同号，日期不同"), "{said}");
    office.run("import payments 02月.csv --yes --accept-row 2").done();
}

/// A preview lists twenty new rows, or all where that is asked for.
#[test]
fn all_new_rows_are_listed_where_they_are_asked_for() {
    let office = Office::at_year_end();
    let listed = |rows: u32, more: &str| {
        let row = |number| format!("2022-03-01,记-{number},2022-001,30201,1.00,甲,纸\n");
        let rows: String = (1..=rows).map(|number| row(number + 100)).collect();
        let head = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";
        office.file("支付.csv", format!("{head}{rows}"));
        let said = office.run(&format!("import payments 支付.csv --dry-run{more}"));
        let said = said.ended(ExitCode::Success);
        let left = said.lines().filter(|line| line.starts_with("……")).map(str::to_owned);
        (said.matches("支付 记-").count(), left.collect::<Vec<_>>())
    };
    assert_eq!(listed(20, ""), (20, vec![]));
    let left = |more: u32| vec![format!("……还有 {more} 行新增（加 --all-rows 全部列出）")];
    assert_eq!(listed(21, ""), (20, left(1)));
    assert_eq!(listed(200, ""), (20, left(180)));
    assert_eq!(listed(200, " --all-rows"), (200, vec![]));
}

/// Given a `-` in the place of a file, then it is said that it is no standard input, and what to write.
#[test]
fn a_hyphen_is_no_standard_input() {
    let office = Office::at_year_end();
    let said = office.run("import payments - --dry-run").ended(ExitCode::Refused);
    assert!(said.contains("“-”不表示标准输入") && said.contains("/dev/stdin"), "{said}");
    let rows = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n\
                2022-03-01,记-9,2022-001,30201,1.00,甲,纸\n";
    office.file("-", rows);
    office.run("import payments - --dry-run").done();
}
