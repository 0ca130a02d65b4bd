//! The returns of a profile as worksheets: codes are text, amounts are numbers, totals are proved.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use taizhang_export::{
    ExportContext, ExportRequest, Exporter, FigureValue, LineEntry, Money, sample,
};
use taizhang_xlsx::XlsxExporter;

use crate::book::{Book, cells, formulas};

fn book(context: &ExportContext, profile: &str) -> Book {
    let request = ExportRequest::new(context).with_profile(profile);
    let mut artifacts = XlsxExporter.export(&request).expect("the sample can be exported");
    let artifact = artifacts.remove(0);
    let name = format!("2022年度宁县科学技术协会上报表（{profile}）.xlsx");
    assert_eq!(artifact.name.as_str(), name);
    Xlsx::new(Cursor::new(artifact.bytes)).expect("it is a workbook")
}

#[test]
fn every_table_is_a_worksheet() {
    let context = sample::year();
    assert_eq!(
        book(&context, "integrated").sheet_names(),
        ["BGT_PM_ANNUAL", "BA_BGT_INFO", "PAY_VOUCHER", "PAY_DETAIL", "BA_BGT_CARRYOVERS"]
    );
    let tabs = book(&context, "self-evaluation").sheet_names();
    assert!(tabs.contains(&"PERF_T_SELFPERFINDEX".to_owned()), "{tabs:?}");
}

/// What Excel would ruin in a CSV file is text here: leading zeros, 21 digits, formulas.
#[test]
fn codes_are_text_and_amounts_are_numbers() {
    let context = sample::year();
    let mut book = book(&context, "integrated");
    let range = cells(&mut book, "PAY_VOUCHER");
    let header: Vec<String> =
        range.rows().nth(2).expect("a header").iter().map(Data::to_string).collect();
    let at = |field: &str| {
        let column = header.iter().position(|name| name.ends_with(&format!("\n{field}")));
        column.unwrap_or_else(|| panic!("no {field} in {header:?}"))
    };
    let row = |at: usize| range.rows().nth(3 + at).expect("a row");
    assert_eq!(row(0)[at("AGENCY_CODE")], Data::String("062001".to_owned()));
    assert_eq!(row(0)[at("PAY_APP_NO")], Data::String("0010".to_owned()));
    assert_eq!(row(3)[at("PRO_CODE")], Data::String("062100000000000000001".to_owned()));
    assert_eq!(
        row(3)[at("PAYEE_ACCT_NAME")],
        Data::String("=HYPERLINK(\"http://example.com\")".to_owned())
    );
    assert_eq!(row(0)[at("XPAY_AMT")], Data::Float(896_700.0));
    assert_eq!(row(0)[at("IS_DELETED")], Data::String("2".to_owned()));
}

/// Adds the figures by which changes, carried balances and freezes are proved.
fn with_figures(mut context: ExportContext) -> ExportContext {
    let entry = context.figures.iter().find(|entry| entry.figure.key.as_str() == "outturn.total");
    let entry = entry.expect("the year has it").clone();
    let changes = context.lines.iter().flat_map(|line| &line.changes);
    let of = |is_meant: fn(&str) -> bool| {
        let meant = changes.clone().filter(|change| is_meant(&change.kind));
        Money::sum(meant.map(|change| change.amount)).expect("a sum")
    };
    let lines = |amount: fn(&LineEntry) -> Money| {
        Money::sum(context.lines.iter().map(amount)).expect("a sum")
    };
    let figures = [
        ("budget.adjustment.total", of(|kind| !matches!(kind, "冻结" | "解冻"))),
        ("budget.virement.total", of(|kind| kind == "调剂")),
        ("budget.carry_over_in.total", lines(|line| line.carry_over_in)),
        ("frozen.total", lines(|line| line.frozen)),
    ];
    for (key, amount) in figures {
        let mut entry = entry.clone();
        entry.figure.key = key.parse().expect("a key");
        entry.figure.value = FigureValue::Money(amount);
        context.figures.push(entry);
    }
    context.figures.sort_by(|a, b| a.figure.key.cmp(&b.figure.key));
    context
}

/// Sums are formulas; below stands what the ledger says, and the difference, which is nothing.
#[test]
fn totals_are_proved() {
    let context = with_figures(sample::year());
    let mut book = book(&context, "integrated");
    for (sheet, proved) in
        [("BGT_PM_ANNUAL", 4), ("BA_BGT_INFO", 3), ("PAY_VOUCHER", 2), ("PAY_DETAIL", 2)]
    {
        let formulas = formulas(&mut book, sheet);
        let differences: Vec<_> =
            formulas.iter().filter(|(_, formula)| !formula.contains("SUM")).collect();
        assert_eq!(differences.len(), proved, "{sheet}: {formulas:?}");
        let range = cells(&mut book, sheet);
        for ((row, column), _) in differences {
            assert_eq!(range.get_value((*row, *column)), Some(&Data::Float(0.0)), "{sheet}");
        }
    }
    // Only lines with a carried balance are in this table. Their carried balances are the year's;
    // of their budget the ledger has no figure, so the sum of its own amounts stands there.
    let mut carried = sample::year();
    carried.lines[0].carry_over_in = carried.lines[0].original_budget;
    let carried = with_figures(carried);
    let mut book = self::book(&carried, "integrated");
    let formulas = formulas(&mut book, "BA_BGT_CARRYOVERS");
    let range = cells(&mut book, "BA_BGT_CARRYOVERS");
    let proved = formulas.iter().filter(|(_, formula)| !formula.contains("SUM"));
    let known: Vec<_> = proved
        .map(|((row, column), _)| {
            assert_eq!(range.get_value((*row, *column)), Some(&Data::Float(0.0)));
            range.get_value((row - 1, *column)).cloned()
        })
        .collect();
    assert_eq!(known, [Some(Data::Float(896_700.0)), Some(Data::Float(700_000.0))]);
}
