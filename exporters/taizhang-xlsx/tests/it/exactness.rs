//! No number changes, no word becomes a formula, and what does not fit is named.

use calamine::{Data, Reader};
use taizhang_export::sample::year;
use taizhang_export::sheet::{Cell, of_year};
use taizhang_export::{AmountUnit, ExportContext, ExportError, Money};

use crate::book::{book, bytes, cells, formulas};

/// Rows above the first row of data.
const ABOVE: u32 = 3;

#[test]
fn every_cell_of_every_return_reads_back_exactly() {
    for (option, unit) in [("yuan", AmountUnit::Yuan), ("wan", AmountUnit::Wan)] {
        let context = year();
        let mut book = book(&context, option);
        let mut compared = 0;
        for sheet in of_year(&context, Vec::new()).iter().filter(|sheet| sheet.title != "取数说明")
        {
            let range = cells(&mut book, &sheet.title);
            for (row, written) in (ABOVE..).zip(&sheet.rows) {
                for (column, cell) in (0..).zip(written) {
                    let read = range.get_value((row, column)).unwrap_or(&Data::Empty);
                    let place = format!("{} ({row}, {column})", sheet.title);
                    assert!(is_same(cell, read, unit), "{place}: {cell:?} became {read:?}");
                    compared += 1;
                }
            }
        }
        assert!(compared > 300, "only {compared} cells were compared");
    }
}

fn is_same(cell: &Cell, read: &Data, unit: AmountUnit) -> bool {
    let words = |words: &str| matches!(read, Data::String(read) if read == words);
    let number = |number: rust_decimal::Decimal| match read {
        Data::Float(_) | Data::Int(_) => read.to_string().parse() == Ok(number),
        _ => false,
    };
    match cell {
        Cell::Text(typed) if typed.is_empty() => *read == Data::Empty,
        Cell::Text(typed) => words(typed),
        Cell::Mark(word) => words(word),
        Cell::Number { value, .. } => number(*value),
        Cell::Amount(amount) => number(unit.of_yuan(amount.yuan())),
        Cell::Percent(rate) => number(*rate / rust_decimal::Decimal::ONE_HUNDRED),
        Cell::Date(date) => match read {
            Data::DateTime(day) => {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02}") == date.to_string()
            }
            _ => false,
        },
        Cell::AmountUnit => words(unit.name()),
        Cell::Blank => *read == Data::Empty,
    }
}

#[test]
fn typed_words_are_never_a_formula() {
    let mut book = book(&year(), "yuan");
    let mut count = 0;
    for sheet in book.sheet_names() {
        for (place, formula) in formulas(&mut book, &sheet) {
            assert!(formula.starts_with("ROUND("), "{sheet} {place:?}: {formula}");
            count += 1;
        }
    }
    assert!(count > 10, "only {count} formulas");
    let spending = cells(&mut book, "支出明细");
    let hostile = "=HYPERLINK(\"http://example.com\")";
    assert!(spending.used_cells().any(|(_, _, cell)| *cell == Data::String(hostile.to_owned())));
}

#[test]
fn differences_from_the_ledger_are_zero_and_appear_where_there_is_one() {
    let mut context = year();
    let difference = |context: &ExportContext| -> Vec<Data> {
        let range = cells(&mut book(context, "yuan"), "支出明细");
        let row = range.rows().find(|row| row[0] == Data::String("差额".to_owned()));
        let row = row.expect("the sheet has sums");
        row[1..].iter().filter(|cell| **cell != Data::Empty).cloned().collect()
    };
    assert_eq!(difference(&context), [Data::Float(0.into())]);
    context.expenditures[0].amount = Money::from_fen(89_670_001);
    assert_eq!(difference(&context)[0].to_string(), "0.01");
}

/// Checks why `context` cannot become a workbook.
#[track_caller]
fn check_refused(context: &ExportContext, expected: &str) {
    let Err(ExportError::Format { source, .. }) = bytes(context, "yuan") else {
        panic!("it was exported")
    };
    assert_eq!(source.to_string(), expected);
}

#[test]
fn an_amount_of_more_than_15_digits_is_named_with_its_cell() {
    let mut context = year();
    context.expenditures[1].amount = Money::from_fen(1_000_000_000_000_001);
    check_refused(
        &context,
        "sheet \"支出明细\", cell N5: 10000000000000.01 has more than 15 significant digits",
    );
}

#[test]
fn a_text_longer_than_a_cell_takes_is_named_with_its_cell() {
    let mut context = year();
    context.expenditures[1].memo = "长".repeat(32_768);
    check_refused(&context, "sheet \"支出明细\", cell P5 could not be written");
}
