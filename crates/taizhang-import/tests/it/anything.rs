//! Whatever the bytes are, reading ends in rows or in an error, and an entered amount is one that
//! the cell spells.

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use taizhang_core::FiscalYear;
use taizhang_core::amount_text::parse_number;
use taizhang_core::book::Book;
use taizhang_import::draft::{Source, Surroundings, draft};
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::read::{ReadError, ReadOptions, read_grids, read_tables};
use taizhang_import::vocabulary::Vocabulary;

/// Beginnings that lead into the readers of workbooks and of encodings.
const BEGINNINGS: &[&[u8]] = &[b"", b"PK\x03\x04", &[0xd0, 0xcf, 0x11, 0xe0], &[0xff, 0xfe], b"\""];

/// Found by fuzzing: a stream of an old workbook whose length is no multiple of four.
#[test]
fn a_damaged_old_workbook_is_an_error() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/import/damaged.xls");
    let bytes = std::fs::read(folder).expect("the fixture is there");
    assert!(read_grids("坏.xls", &bytes, &ReadOptions::default()).is_err());
}

/// Found by fuzzing: a cell beyond the last column of the format, for which room was made: 23 GB.
#[test]
fn a_damaged_column_does_not_fill_the_memory() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/import/damaged-column.xls");
    let bytes = std::fs::read(file).expect("the fixture is there");
    let refused = read_grids("坏.xls", &bytes, &ReadOptions::default());
    assert!(matches!(refused, Err(ReadError::TooManyCells { .. })), "{refused:?}");
}

/// A sheet that states a range of 68,719,472,640 cells is refused wherever it stands: in a stream of the
/// small sectors, and behind a record whose length leads past the beginning of the sheet.
#[test]
fn a_stated_range_beyond_the_format_does_not_fill_the_memory() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/import/支付明细-旧版.xls");
    let bytes = std::fs::read(file).expect("the fixture is there");
    let mut container = cfb::CompoundFile::open(Cursor::new(&bytes)).expect("a container");
    let mut stream = Vec::new();
    container.open_stream("Workbook").expect("it").read_to_end(&mut stream).expect("it is read");
    let is_range = |window: &[u8]| window == [0x00, 0x02, 14, 0];
    let range = stream.windows(4).rposition(is_range).expect("the range of the second sheet");
    stream[range + 8..range + 16].copy_from_slice(&[0xff, 0xff, 0x0f, 0, 0, 0, 0xff, 0xff]);
    let end = range - 24;
    assert_eq!(stream[end..end + 4], [0x0a, 0, 0, 0], "the first sheet ends");
    let mut beyond = stream.clone();
    beyond[end + 2] = 60;
    let small = stream.get(..0x820).expect("the rest is empty").to_vec();
    for stream in [stream, beyond, small] {
        let whole = Cursor::new(bytes.clone());
        let mut container = cfb::CompoundFile::open(whole).expect("a container");
        container.create_stream("Workbook").expect("it").write_all(&stream).expect("in memory");
        container.flush().expect("in memory");
        let bytes = container.into_inner().into_inner();
        let refused = read_grids("坏.xls", &bytes, &ReadOptions::default());
        assert!(matches!(refused, Err(ReadError::TooManyCells { .. })), "{refused:?}");
    }
}

/// Sheets of one cell in each row, the last of the format, that a few bytes state.
fn far_cells(sheets: u32, rows: u32) -> [(&'static str, Vec<u8>); 3] {
    let mut book = rust_xlsxwriter::Workbook::new();
    for _ in 0..sheets {
        let sheet = book.add_worksheet();
        for row in 0..rows {
            sheet.write(row, 16_383, 1).expect("a cell");
        }
    }
    let row = "<Row><Cell ss:Index='16384'><Data ss:Type='Number'>1</Data></Cell></Row>";
    let rows_of = |row: &str| row.repeat(usize::try_from(rows).expect("few"));
    let repeated = |text: String| text.repeat(usize::try_from(sheets).expect("few"));
    let sheet = format!("<Worksheet ss:Name='表'><Table>{}</Table></Worksheet>", rows_of(row));
    let spaces = "urn:schemas-microsoft-com:office:spreadsheet";
    let xml = format!(
        "<?xml version='1.0'?><Workbook xmlns='{spaces}' xmlns:ss='{spaces}'>{}</Workbook>",
        repeated(sheet)
    );
    let above = "<td colspan='1000' rowspan='9999'></td>".repeat(16);
    let table = format!("<table><tr>{above}</tr>{}</table>", rows_of("<tr><td>1</td></tr>"));
    [
        ("a.xlsx", book.save_to_buffer().expect("a workbook")),
        ("a.xls", xml.into_bytes()),
        ("b.xls", format!("<html>{}</html>", repeated(table)).into_bytes()),
    ]
}

/// Room is made for no more than the first row that is too much, in whatever form and on however many
/// sheets it stands: 50,000 such rows are 800 million cells.
#[test]
fn far_cells_do_not_fill_the_memory() {
    for (file, bytes) in far_cells(1, 300).into_iter().chain(far_cells(3, 100)) {
        match read_grids(file, &bytes, &ReadOptions::default()) {
            Err(ReadError::TooManyCells { cells, .. }) => {
                assert!((4_000_001..=4_016_384).contains(&cells), "{file}: {cells}");
            }
            other => panic!("{file}: {:?}", other.map(|grids| grids.len())),
        }
    }
    for (file, bytes) in far_cells(2, 100) {
        let read = read_grids(file, &bytes, &ReadOptions::default());
        assert_eq!(read.map(|grids| grids.len()), Ok(2), "{file}");
    }
}

/// Each cell counts once, and not as all that stand before it in its row.
#[test]
fn a_wide_table_is_not_taken_for_a_large_one() {
    let cells = "<td>1</td>".repeat(630);
    let page = format!("<table>{}</table>", format!("<tr>{cells}</tr>").repeat(101));
    let read = read_grids("宽.xls", page.as_bytes(), &ReadOptions::default());
    assert_eq!(read.map(|grids| grids[0].rows.len()), Ok(101));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(
        begin in 0..BEGINNINGS.len(),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [BEGINNINGS[begin], &rest].concat();
        for kind in Kind::ALL {
            let vocabulary = Vocabulary::of(kind);
            let _ = read_tables("x", &bytes, &ReadOptions::default(), &vocabulary);
        }
        let _ = read_grids("x", &bytes, &ReadOptions::default());
    }

    #[test]
    fn no_amount_and_no_date_is_silently_another(
        amount in "[0-9０-９,，.。 ()（）￥元万eE+-]{0,12}",
        day in "[0-9０-９年月日/. -]{0,12}",
    ) {
        let text = format!(
            "日期\t金额(元)\t收款人\t摘要\t指标\n{day}\t{amount}\t甲\t乙\t2022-001\n"
        );
        let vocabulary = Vocabulary::of(Kind::Payments);
        let tables = read_tables("x.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
        let Ok(mut tables) = tables else { return Ok(()) };
        let table = tables.remove(0);
        let Ok(mapping) = Mapping::of(&table, Kind::Payments, None, &MapOptions::default()) else {
            return Ok(());
        };
        let year = FiscalYear::try_from(2022).expect("a year");
        let source = Source { table, mapping, profile: None };
        let book = Book::default();
        let drafts = draft(Kind::Payments, &[source], Surroundings { book: &book, year });
        for draft in &drafts.drafts {
            let bare = amount.trim().trim_start_matches(['(', '（']).trim_end_matches([')', '）']);
            if !bare.ends_with('元') {
                let spelt = parse_number(bare).expect("what was entered can be read");
                prop_assert_eq!(spelt.abs(), draft.amount.yuan().abs());
            }
            let digits: String = day.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(digits.len() <= 8 || day.contains(' '), "{} as {}", day, draft.on);
        }
    }
}
