//! The bare `taizhang`: how far the ledger is and the three most useful next commands.

use taizhang_cli::ExitCode;

use crate::harness::{Office, story};

/// Runs the bare command.
fn home(office: &Office) -> String {
    office.run_words([]).ended(ExitCode::Success)
}

#[test]
fn without_a_ledger() {
    let office = Office::new();
    let json = office.run("--json");
    insta::assert_snapshot!([home(&office), json.to_string()].join("\n"));
}

#[test]
fn through_the_year() {
    let office = Office::new();
    office.file("上报表.csv", "一张报表\n");
    let mut seen = Vec::new();
    for (day, lines) in [
        ("2022-01-04", "init --unit 示范县科学技术协会 --code 062001 --year 2022"),
        (
            "2022-01-20",
            "allocate 2万元 --line 2022-001 --name 日常公用经费 --category operating --function 2060701 --econ 302 --doc 示财预〔2022〕1号 --date 2022-01-10
             target objective 做好科普服务。
             target add --id I01 --level1 产出指标 --level2 数量指标 --name 受众人次 --sign >= --value 10 --unit 人次 --weight 90 --source sum:audience",
        ),
        (
            "2022-01-31",
            "disburse 1200元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-001 --memo 办公用品",
        ),
        (
            "2022-03-01",
            "disburse 800.50元 --line 2022-001 --econ 30211 --payee 张三 --voucher 记-002 --memo 下乡差旅费 --date 2022-02-28",
        ),
        (
            "2022-03-02",
            "reconcile --shown 2000.50元 --date 2022-02-28
             close month 1",
        ),
        (
            "2023-01-10",
            "narrate duties --text 开展科普。
             narrate goal --text 做好科普服务。",
        ),
        (
            "2023-01-11",
            "reconcile --shown 2000.50元 --date 2022-12-31
             narrate tasks --text 讲座。
             narrate management --text 按月核对。
             narrate fulfilment --text 全部完成。
             narrate effects --text 受众认可。
             narrate problems --text 无。
             narrate measures --text 无。",
        ),
        ("2023-01-12", "submit"),
        ("2023-01-13", "review --approve --operator 分管领导"),
        ("2023-01-14", "upload 上报表.csv"),
        ("2023-01-15", "receipt HZ-001\nscore 96.5 --remark 资料齐全"),
        ("2023-01-16", "close year"),
        ("2023-01-17", "open"),
    ] {
        office.on(day);
        for line in lines.lines() {
            office.run(line.trim()).done();
        }
        seen.push(format!("@ {day}\n{}", home(&office)));
    }
    insta::assert_snapshot!(seen.join("\n"));
}

/// What `status` says of the comparison, the home page does not deny.
#[test]
fn a_comparison_that_left_a_difference_or_is_out_of_date_is_told() {
    let office = Office::small();
    office.on("2022-03-01");
    let compared = |office: &Office, line: &str| {
        office.run(line).done();
        let home = home(office);
        let lines = home.lines().filter(|line| line.contains("对账"));
        format!("@ {line}\n{}", lines.collect::<Vec<_>>().join("\n"))
    };
    let said = [
        "reconcile --shown 2000.50元 --date 2022-01-31",
        "reconcile --shown 2001.50元 --date 2022-01-31 --explanation 待查",
        "disburse 5元 --line 2022-001 --econ 30201 --payee 甲 --voucher 手-1 --memo 纸 --date 2022-01-20",
        "reconcile --shown 2005.50元 --date 2022-02-28",
    ]
    .map(|line| compared(&office, line));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn as_json() {
    insta::assert_snapshot!(Office::small().on("2022-02-01").run("--json"));
}

#[test]
fn a_named_folder_that_is_no_ledger_is_an_error() {
    let said = story(&Office::new(), "--ledger 没有的");
    insta::assert_snapshot!(said);
}

#[test]
fn a_damaged_ledger_is_said_to_be_damaged() {
    let office = Office::small();
    let path = office.ledger().join("journal/000001.jsonl");
    let text = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(&path, text.replace("1200.00", "1900.00")).expect("it can be written");
    assert_eq!(office.run("").code, ExitCode::Damaged);
}
