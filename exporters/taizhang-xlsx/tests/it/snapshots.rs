//! Whole workbooks, cell by cell.

use std::fmt::Write;

use calamine::{Data, Reader};
use taizhang_export::ExportContext;
use taizhang_export::sample::{empty_year, year};

use crate::book::{Book, book, bytes, cells, formulas};

/// Prints every worksheet: words in quotation marks, days by their date, formulas after the rows.
fn printed(context: &ExportContext, unit: &str) -> String {
    let mut book = book(context, unit);
    let mut text = String::new();
    for sheet in book.sheet_names() {
        writeln!(text, "== {sheet}").expect("a string takes all");
        text.push_str(&rows(&mut book, &sheet));
    }
    text
}

/// Prints one worksheet of a year in yuan.
pub(crate) fn printed_sheet(context: &ExportContext, sheet: &str) -> String {
    rows(&mut book(context, "yuan"), sheet)
}

fn rows(book: &mut Book, sheet: &str) -> String {
    let mut text = String::new();
    for row in cells(book, sheet).rows() {
        let cells: Vec<String> = row.iter().map(shown).collect();
        writeln!(text, "{}", cells.join(" | ").trim_end_matches([' ', '|'])).expect("it does");
    }
    for ((row, column), formula) in formulas(book, sheet) {
        writeln!(text, "({}, {}) {formula}", row + 1, column + 1).expect("it does");
    }
    text
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(words) => format!("{words:?}"),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

#[test]
fn a_year_in_yuan() {
    insta::assert_snapshot!(printed(&year(), "yuan"));
}

#[test]
fn a_year_in_wan() {
    insta::assert_snapshot!(printed(&year(), "wan"));
}

#[test]
fn a_year_in_which_nothing_happened() {
    insta::assert_snapshot!(printed(&empty_year(), "yuan"));
}

#[test]
fn the_same_context_gives_the_same_bytes() {
    assert_eq!(bytes(&year(), "yuan").unwrap(), bytes(&year(), "yuan").unwrap());
}
