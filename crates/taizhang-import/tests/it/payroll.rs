//! Payrolls become payments by a rule; no fen is lost on the way.

use std::fmt::Write as _;

use proptest::prelude::*;
use taizhang_core::{FiscalYear, Money};
use taizhang_import::payroll::{PayrollFault, PayrollRule, PayrollRuleError};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::table::{Cell, Table};

const RULE: &str = r#"
payee = "在职职工（代发）"
memo = "3月工资"
ignore = ["养老保险", "个人所得税", "实发合计"]

[[columns]]
header = "基本工资"
line = "2022-001"
economic = "30101"

[[columns]]
header = "津贴补贴"
line = "2022-001"
economic = "30102"

[[columns]]
header = "奖金"
line = "2022-001"
economic = "30102"
"#;

fn year() -> FiscalYear {
    FiscalYear::try_from(2022).expect("a year")
}

fn payments(rule: &PayrollRule, file: &str, bytes: &[u8]) -> Result<Table, Vec<PayrollFault>> {
    let tables = read_tables(file, bytes, &ReadOptions::default(), &rule.vocabulary());
    rule.payments(&tables.expect("it can be read").remove(0), year())
}

fn shown(table: &Table) -> Vec<String> {
    let row = |row: &taizhang_import::table::Row| {
        row.cells.iter().map(Cell::to_string).collect::<Vec<_>>().join("|")
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn a_payroll_of_libreoffice_becomes_two_payments() {
    let rule = PayrollRule::parse(RULE).expect("a rule");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/import/tables/");
    let bytes = std::fs::read(format!("{folder}工资表.ods")).expect("the fixture is there");
    let table = payments(&rule, "工资表.ods", &bytes).expect("it is paid whole");
    assert_eq!(
        shown(&table),
        [
            "||2022-001|30101||11420.50|在职职工（代发）|3月工资|",
            "||2022-001|30102||6250.00|在职职工（代发）|3月工资|",
        ]
    );
}

#[test]
fn what_the_rule_does_not_cover_is_refused() {
    let rule = PayrollRule::parse(&format!("total = \"应发合计\"\n{RULE}")).expect("a rule");
    let head = "姓名,基本工资,津贴补贴,奖金,应发合计,工会补助\n";
    let cases = [
        ("甲,10,20,5,35,0\n合计,10,20,5,35,0\n", vec![]),
        ("甲,10,20,5,35,3.5\n", vec!["the rule does not name its column"]),
        ("甲,10,20,5,36,\n", vec!["it states 36.00 and its cells come to 35.00"]),
        ("甲,10,20,5,35,\n合计,10,20,6,36,\n", vec!["it states 6.00 and its cells come to 5.00"]),
        ("甲,10,2O,5,15,\n", vec!["amount \"2O\" cannot be read: it holds the character 'O'"]),
    ];
    for (rows, expected) in cases {
        let found = payments(&rule, "工资.csv", format!("{head}{rows}").as_bytes());
        let faults = found.err().unwrap_or_default();
        let said: Vec<String> = faults
            .iter()
            .map(|fault| match fault {
                PayrollFault::Absent { headers, .. } => format!("lacks {headers:?}"),
                PayrollFault::Cell(fault) => fault.reason.to_string(),
                PayrollFault::Columns(error) => error.to_string(),
                PayrollFault::OtherUnit { .. } => "it states another unit".to_owned(),
            })
            .collect();
        assert_eq!(said, expected, "{rows}");
    }
}

#[test]
fn a_payroll_in_another_unit_or_without_its_columns_is_refused() {
    let rule = PayrollRule::parse(RULE).expect("a rule");
    let wan = "单位：万元,,\n姓名,基本工资,奖金\n甲,0.3,0.1\n";
    assert!(payments(&rule, "工资.csv", wan.as_bytes()).is_err());
    let twice = "姓名,基本工资,奖金,奖金\n甲,3,1,1\n";
    assert!(payments(&rule, "工资.csv", twice.as_bytes()).is_err());
}

#[test]
fn rules_that_leave_a_question_are_refused() {
    let start = "payee = \"甲\"\nmemo = \"乙\"\n";
    let form = |rule: &str| PayrollRule::parse(&format!("{start}{rule}"));
    assert!(matches!(form("columns = []"), Err(PayrollRuleError::NoColumn)));
    let nowhere = "[[columns]]\nheader = \"奖金\"\n";
    assert!(matches!(form(nowhere), Err(PayrollRuleError::Nowhere(_))));
    let twice = "ignore = [\"奖金\"]\n[[columns]]\nheader = \"奖金\"\nline = \"1\"\n";
    assert!(matches!(form(twice), Err(PayrollRuleError::Twice(_))));
    assert!(matches!(form("colums = []"), Err(PayrollRuleError::Form(_))));
}

proptest! {
    #[test]
    fn the_payments_sum_to_the_paid_columns(
        people in prop::collection::vec([0..3_000_000_i64, 0..3_000_000, -5_000..100_000], 1..30),
    ) {
        let rule = PayrollRule::parse(RULE).expect("a rule");
        let mut text = String::from("姓名,基本工资,津贴补贴,奖金,养老保险\n");
        for fen in &people {
            let [basic, extra, bonus] = fen.map(Money::from_fen);
            writeln!(text, "甲,{basic},{extra},{bonus},99.99").expect("a string takes any text");
        }
        let table = payments(&rule, "工资.csv", text.as_bytes()).expect("it is paid whole");
        let paid = table.rows.iter().map(|row| row.cell(5).to_string());
        let paid: Vec<Money> = paid
            .map(|amount| Money::from_yuan(amount.parse().expect("a number")).expect("money"))
            .collect();
        let stated = people.iter().flatten().map(|fen| Money::from_fen(*fen));
        prop_assert_eq!(Money::sum(paid), Money::sum(stated));
        prop_assert!(table.rows.len() <= 2);
    }
}
