//! Outlines: 一、 above （一） above 1., with a sum at each level. Only the deepest rows are entered.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const ROWS: [(&str, &str); 8] = [
    ("一、培训经费", "900"),
    ("（一）场地", "600"),
    ("1.会场租金", "350"),
    ("2.设备租金", "250"),
    ("（二）资料", "300"),
    ("1.手册", "180"),
    ("2.讲义", "120"),
    ("二、其他", "40"),
];

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// A list of one column of words and one of amounts, before which and behind which others stand.
fn list(header: &str, rows: &[(&str, &str)], beside: impl Fn(usize) -> String) -> String {
    let row = |(at, (words, amount)): (usize, &(&str, &str))| {
        format!("{words},{}{amount}\n", beside(at + 1))
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    format!("{header},{}金额（元）\n{rows}", beside(0))
}

const PAYMENTS: &str = "import payments 支出.csv --set 日期=2022-05-08 --set 收款人=各单位 \
    --set 指标=2022-001 --set 经济科目=30201 --dry-run";

fn paid(office: &Office, rest: &str) -> (String, u64) {
    posts(office, &format!("{PAYMENTS} {rest}"))
}

/// The sum and the number of the payments that an import would post, without a question.
pub(crate) fn posts(office: &Office, import: &str) -> (String, u64) {
    let said = office.run(&format!("{import} --json"));
    assert_eq!(said.code, ExitCode::Success, "{import}: {}", said.out);
    let preview = said.json();
    let count = preview["counts"]["new"].as_u64().expect("a count");
    (preview["sums"]["new"].as_str().expect("a sum").to_owned(), count)
}

#[test]
fn an_outline_is_one_under_whatever_header_it_stands() {
    let office = office();
    for header in ["项目", "开支项目", "费用项目", "用途", "摘要", "指标名称", "公开事项"]
    {
        office.file("支出.csv", list(header, &ROWS, |_| String::new()));
        let map = format!("--map 摘要={header}");
        assert_eq!(paid(&office, &map), ("940.00".to_owned(), 5), "{header}");
        // As remarks beside a name of one's own.
        if header == "公开事项" {
            assert_eq!(
                paid(&office, "--header 1 --set 摘要=公开 --accept-columns"),
                ("940.00".to_owned(), 5)
            );
        }
    }
    // Codes that only number the rows hold none of them.
    let code = |at: usize| if at == 0 { "代码,".to_owned() } else { format!("{at:02},") };
    office.file("支出.csv", list("指标名称", &ROWS, code));
    assert_eq!(paid(&office, "--map 摘要=指标名称"), ("940.00".to_owned(), 5));
}

/// Both levels are never entered: where the sums are wrong, it is asked.
#[test]
fn an_outline_whose_sums_are_wrong_is_asked_about() {
    let office = office();
    let mut rows = ROWS;
    rows[0].1 = "901";
    office.file("支出.csv", list("开支项目", &rows, |_| String::new()));
    let import = format!("{PAYMENTS} --map 摘要=开支项目");
    let asked = office.run(&import).ended(ExitCode::Refused);
    let accepted = office.run(&format!("{import} --accept-sums")).ended(ExitCode::Success);
    insta::assert_snapshot!(format!("{asked}\n{accepted}"));
}

/// A number before a memo is no outline where the amounts below do not make a sum.
#[test]
fn numbered_remarks_are_no_outline() {
    let office = office();
    let rows = [("一、租金", "35"), ("1.手册", "18"), ("2.讲义", "12")];
    office.file("支出.csv", list("说明事项", &rows, |_| String::new()));
    assert_eq!(
        paid(&office, "--header 1 --set 摘要=公开 --accept-columns"),
        ("65.00".to_owned(), 3)
    );
}

#[test]
fn a_part_of_one_row_ends_where_the_next_number_begins() {
    let office = office();
    for part in ["其中：投影仪", "    其中：投影仪", "其中投影仪"] {
        let mut rows = ROWS.to_vec();
        rows.insert(4, (part, "70"));
        office.file("支出.csv", list("项目", &rows, |_| String::new()));
        assert_eq!(paid(&office, "--map 摘要=项目"), ("940.00".to_owned(), 5), "{part}");
    }
}
