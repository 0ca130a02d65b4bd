//! Journals of hledger: what is read, what is refused, and that hledger comes to the same.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use taizhang_import::hledger::{AccountTable, HledgerFault, Journal};
use taizhang_import::table::Table;

const JOURNAL: &str = "\
; 县科协 2022 年
decimal-mark .
account 支出:办公费      ; 指标: 2022-002, 经济科目: 30201
account 资产:零余额账户
account 支出:项目
  ; 指标: 2022-008
Y2022

2022-01-25 * (记-001) 新华书店 | 办公用品  ; 支付方式: 财政授权支付
    支出:办公费              ¥1,960.50
    资产:零余额账户

01/28 ! (记-002) 县印刷厂 | 科普展板
    支出:项目:展板            3,200.00 元  ; 经济科目: 30202, 政府采购: 是
    支出:办公费               40 CNY
    资产:零余额账户          ¥-3,240 = ¥-5200.50
    (备忘)                    12

2022.2.1=2022.2.3 工资
    ; 指标: 2022-001
    支出:工资:基本工资        6000.00
    支出:工资:津贴            1500.5
    资产:零余额账户         -7500.50
~ monthly
    支出:办公费  ¥100
    资产
comment
2022-03-01 这里什么也不算
end comment
";

fn rows(table: &Table) -> String {
    let line = |cells: Vec<String>| cells.join(" | ");
    let header = line(table.columns.iter().map(|column| column.name.clone()).collect());
    let rows = table.rows.iter().map(|row| {
        format!("{}: {}", row.number, line(row.cells.iter().map(ToString::to_string).collect()))
    });
    std::iter::once(header).chain(rows).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_journal_of_a_unit() {
    let journal = Journal::read("a.journal", JOURNAL.as_bytes()).expect("it can be read");
    let table = AccountTable::parse("[\"支出:工资\"]\neconomic = \"30101\"\n").expect("it is TOML");
    insta::assert_snapshot!(rows(&journal.payments("a.journal", &table)));
}

#[test]
fn the_table_of_accounts_names_lines_from_below_upwards() {
    let journal = "2022-01-01 a\n  办公:文具  1\n  办公:水电  2\n  银行\n";
    let journal = Journal::read("a.journal", journal.as_bytes()).expect("it can be read");
    let table =
        "['办公']\nline = '2022-001'\neconomic = '302'\n['办公:水电']\neconomic = '30205'\n";
    let table = AccountTable::parse(table).expect("it is TOML");
    insta::assert_snapshot!(rows(&journal.payments("a.journal", &table)));
    assert!(AccountTable::parse("['办公']\naccount = '302'\n").is_err());
}

#[track_caller]
fn check_faults(journal: &str, expected: &[(u32, HledgerFault)]) {
    let error = Journal::read("a.journal", journal.as_bytes()).expect_err("it is refused");
    let found: Vec<(u32, HledgerFault)> =
        error.faults.into_iter().map(|fault| (fault.line, fault.fault)).collect();
    assert_eq!(found, expected, "{journal}");
}

#[test]
fn what_is_refused_is_named_with_its_line() {
    let text = str::to_owned;
    let cases: &[(&str, &[(u32, HledgerFault)])] = &[
        ("include other.journal\n", &[(1, HledgerFault::Directive(text("include")))]),
        ("!include /etc/passwd\n", &[(1, HledgerFault::Directive(text("!include")))]),
        ("alias a=b\n", &[(1, HledgerFault::Directive(text("alias")))]),
        ("apply account x\n", &[(1, HledgerFault::Directive(text("apply")))]),
        ("你好\n", &[(1, HledgerFault::Unreadable(text("你好")))]),
        ("2022-02/03 a\n  x  1\n  y\n", &[(1, HledgerFault::Date(text("2022-02/03")))]),
        ("2022-02-30 a\n  x  1\n  y\n", &[(1, HledgerFault::Date(text("2022-02-30")))]),
        ("02-03 a\n  x  1\n  y\n", &[(1, HledgerFault::Year(text("02-03")))]),
        ("2022-01-01 a\n", &[(1, HledgerFault::NoPosting)]),
        ("2022-01-01 a\n  x  1\n  y\n  z\n", &[(1, HledgerFault::SeveralElided)]),
        ("2022-01-01 a\n  x  1\n  y  -2\n", &[(1, HledgerFault::Unbalanced((-1).into()))]),
        ("2022-01-01 a\n  x  $1\n  y\n", &[(2, HledgerFault::Currency(text("$")))]),
        ("2022-01-01 a\n  x  1 万元\n  y\n", &[(2, HledgerFault::Currency(text("万元")))]),
        ("2022-01-01 a\n  x  1,234\n  y\n", &[(2, HledgerFault::Ambiguous(text("1,234")))]),
        ("2022-01-01 a\n  x  1.005\n  y\n", &[(2, HledgerFault::Ambiguous(text("1.005")))]),
        ("2022-01-01 a\n  x  0.0051\n  y\n", &[(2, HledgerFault::Fen(text("0.0051")))]),
        ("2022-01-01 a\n  x  --1\n  y\n", &[(2, HledgerFault::Amount(text("--1")))]),
        ("2022-01-01 a\n  x  1 @ ¥7\n  y\n", &[(2, HledgerFault::Unsupported(text("1 @ ¥7")))]),
        (
            "2022-01-01 a\n  x  = 5\n  y  1\n",
            &[(2, HledgerFault::Unsupported(text("= 5"))), (1, HledgerFault::Unbalanced(1.into()))],
        ),
        (
            "2022-01-01 a\n  x  1  ; date:2022-02-01\n  y\n",
            &[(2, HledgerFault::Unsupported(text("date:2022-02-01")))],
        ),
    ];
    for (journal, expected) in cases {
        let mut expected = expected.to_vec();
        expected.sort_by_key(|(line, _)| *line);
        let error = Journal::read("a.journal", journal.as_bytes()).expect_err("it is refused");
        let found: Vec<(u32, HledgerFault)> =
            error.faults.into_iter().map(|fault| (fault.line, fault.fault)).collect();
        // A refused posting leaves its transaction without it; the first fault is the cause.
        assert!(expected.iter().all(|fault| found.contains(fault)), "{journal}: {found:?}");
    }
}

#[test]
fn all_faults_are_said_at_once() {
    let journal = "include a\n2022-01-01 a\n  x  1\n  y  -2\n\n2022-13-01 b\n  x  1\n  y\n";
    check_faults(
        journal,
        &[
            (1, HledgerFault::Directive("include".to_owned())),
            (2, HledgerFault::Unbalanced((-1).into())),
            (6, HledgerFault::Date("2022-13-01".to_owned())),
        ],
    );
}

#[test]
fn assertions_count_in_the_order_of_dates() {
    let journal = "2022-02-01 b\n  x  1 = 3\n  y\n\n2022-01-01 a\n  x  2 = 2\n  y\n  x:z  0 =* 0\n";
    Journal::read("a.journal", journal.as_bytes()).expect("they hold");
    let fault =
        HledgerFault::Assertion { account: "x".to_owned(), actual: 3.into(), asserted: 4.into() };
    check_faults(&journal.replace("= 3", "= 4"), &[(2, fault)]);
}

#[test]
fn numbers_with_a_said_decimal_mark_have_one_reading() {
    for (mark, text, fen) in [
        (".", "1,234", 123_400),
        (",", "1.234", 123_400),
        (",", "1.234,5", 123_450),
        (".", "1,23,456.7", 0),
        (".", "12,3456.70", 12_345_670),
        (".", "1 234", 0),
    ] {
        let journal = format!("decimal-mark {mark}\n2022-01-01 a\n  x  {text}\n  y\n");
        let read = Journal::read("a.journal", journal.as_bytes()).ok();
        let total = read.map(|journal| journal.totals()["x"]);
        let expected = (fen != 0).then(|| rust_decimal::Decimal::new(fen, 2));
        assert_eq!(total, expected, "{mark} {text}");
    }
}

/// A journal and how many postings it has, in spellings that hledger reads as this program does.
fn journals() -> impl Strategy<Value = String> {
    let posting = (0_usize..5, -10_000_000_i64..10_000_000, 0_usize..4);
    let transaction = (1_u32..=365, prop::collection::vec(posting, 1..4));
    prop::collection::vec(transaction, 1..30).prop_map(|transactions| {
        let mut text = String::from("decimal-mark .\n");
        for (number, (day, postings)) in transactions.iter().enumerate() {
            let month = day % 12 + 1;
            let day = day % 28 + 1;
            let date = format!("2022-{month:02}-{day}").replace('-', ["-", "/", "."][number % 3]);
            text.extend([&date, " * (记-", &number.to_string(), ") 单位 | 事由\n"]);
            for (account, fen, spelling) in postings {
                let account =
                    ["支出:办公费", "支出:工资", "支出", "资产:库存", "expenses:a b"][*account];
                let sign = if *fen < 0 { "-" } else { "" };
                let (yuan, cents) = (fen.abs() / 100, fen.abs() % 100);
                let amount = match spelling {
                    0 => format!("{sign}{yuan}.{cents:02}"),
                    1 => format!("{sign}{yuan}.{cents:02}  ; 指标: 2022-001"),
                    2 if yuan >= 1000 => {
                        format!("{sign}{},{:03}.{cents:02}", yuan / 1000, yuan % 1000)
                    }
                    _ => format!("{sign}0{yuan}.{cents:02}"),
                };
                text.extend(["    ", account, "  ", &amount, "\n"]);
            }
            text.push_str("    资产:银行\n\n");
        }
        text
    })
}

/// What hledger says each account comes to; nothing where it is not installed.
fn hledger(journal: &str) -> Option<BTreeMap<String, String>> {
    let mut child = Command::new("hledger")
        .args(["-f", "-", "balance", "--flat", "--empty", "--no-total", "-O", "csv"])
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(journal.as_bytes()).ok()?;
    let output = child.wait_with_output().expect("hledger ends");
    assert!(output.status.success(), "hledger refuses {journal}");
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let rows = reader.records().map(|row| row.expect("it is CSV"));
    Some(rows.map(|row| (row[0].to_owned(), row[1].replace(',', ""))).collect())
}

fn totals(journal: &str) -> BTreeMap<String, String> {
    let journal = Journal::read("a.journal", journal.as_bytes()).expect("it can be read");
    let totals = journal.totals();
    totals
        .into_iter()
        .map(|(account, total)| (account.to_owned(), total.normalize().to_string()))
        .collect()
}

fn normal(totals: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let number = |text: String| {
        text.parse::<rust_decimal::Decimal>().expect("a number").normalize().to_string()
    };
    totals.into_iter().map(|(account, total)| (account, number(total))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn hledger_comes_to_the_same_totals(journal in journals()) {
        let ours = totals(&journal);
        if let Some(theirs) = hledger(&journal) {
            prop_assert_eq!(ours, normal(theirs));
        }
    }

    #[test]
    fn accounts_sum_to_zero(journal in journals()) {
        let journal = Journal::read("a.journal", journal.as_bytes()).expect("it can be read");
        let sum: rust_decimal::Decimal = journal.totals().values().copied().sum();
        prop_assert!(sum.is_zero());
    }

    #[test]
    fn nothing_makes_it_panic(text in "([0-9/=-]{1,10} .{0,12}\n( {2}.{0,20}\n){0,3}|.{0,20}\n){0,6}") {
        let _ = Journal::read("a.journal", text.as_bytes());
    }
}

/// What hledger 1.25 printed for [`JOURNAL`] without its virtual posting and other spellings.
#[test]
fn a_recorded_answer_of_hledger() {
    let journal = JOURNAL.replace("¥", "").replace(" 元", "").replace(" CNY", "");
    let expected = "支出:办公费=2000.50;支出:工资:基本工资=6000.00;支出:工资:津贴=1500.5;支出:项目:展板=3200.00;\
                    备忘=12;资产:零余额账户=-12701.00";
    let expected = expected.split(';').filter_map(|pair| pair.split_once('='));
    let expected =
        expected.map(|(account, total)| (account.to_owned(), total.to_owned())).collect();
    assert_eq!(totals(&journal), normal(expected));
    if let Some(theirs) = hledger(&journal) {
        assert_eq!(totals(&journal), normal(theirs));
    }
}
