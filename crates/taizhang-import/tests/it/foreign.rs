//! Files that are no tables, or no whole ones, by their bytes.

use rust_xlsxwriter::{Chart, ChartType, Workbook};
use taizhang_import::hidden::HiddenChoice;
use taizhang_import::kind::Kind;
use taizhang_import::read::{Foreign, ReadError, ReadOptions, read_tables};
use taizhang_import::table::Table;
use taizhang_import::vocabulary::Vocabulary;

fn read(bytes: &[u8]) -> Result<Vec<Table>, ReadError> {
    let vocabulary = Vocabulary::of(Kind::Payments);
    read_tables("支付.xls", bytes, &ReadOptions::default(), &vocabulary)
}

/// A packed file with empty parts of these names.
fn archive(names: &[&str]) -> Vec<u8> {
    let (mut parts, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let start = u32::try_from(parts.len()).expect("small").to_le_bytes();
        let length = u16::try_from(name.len()).expect("small").to_le_bytes();
        parts.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        parts.extend([&length[..], &[0, 0], name.as_bytes()].concat());
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        directory.extend([&length[..], &[0; 12], &start, name.as_bytes()].concat());
    }
    let count = u16::try_from(names.len()).expect("small").to_le_bytes();
    let size = u32::try_from(directory.len()).expect("small").to_le_bytes();
    let start = u32::try_from(parts.len()).expect("small").to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &start, &[0, 0]].concat();
    [parts, directory, end].concat()
}

/// An old office file: the table of chains, then the directory in sector 1, then the given sectors.
fn compound(streams: &[(&str, u32, u32)], table: &[u32], sectors: &[u8]) -> Vec<u8> {
    let mut header = vec![0_u8; 512];
    header[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    header[0x18..0x20].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0]);
    header[0x20] = 6;
    header[0x2c] = 1;
    header[0x30] = 1;
    header[0x38..0x40].copy_from_slice(&[0, 0x10, 0, 0, 0xfe, 0xff, 0xff, 0xff]);
    header[0x44..0x48].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    header[0x4c..].fill(0xff);
    header[0x4c..0x50].fill(0);
    let mut chains: Vec<u8> = table.iter().flat_map(|next| next.to_le_bytes()).collect();
    chains.resize(512, 0xff);
    let mut directory = Vec::new();
    for (name, start, length) in [("Root Entry", 0xffff_fffe, 0)].iter().chain(streams) {
        let mut entry = vec![0_u8; 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[0x40] = u8::try_from(units.len() + 2).expect("small");
        entry[0x42] = if directory.is_empty() { 5 } else { 2 };
        entry[0x74..0x78].copy_from_slice(&start.to_le_bytes());
        entry[0x78..0x7c].copy_from_slice(&length.to_le_bytes());
        directory.extend(entry);
    }
    directory.resize(512, 0);
    [&header, &chains, &directory, sectors].concat()
}

const END: u32 = 0xffff_fffe;
const TABLE: u32 = 0xffff_fffd;

#[test]
fn what_is_no_workbook_is_named() {
    let old = |name| compound(&[(name, END, 0)], &[TABLE, END], &[]);
    let cases: &[(Vec<u8>, Foreign)] = &[
        (archive(&["[Content_Types].xml", "xl/workbook.bin"]), Foreign::BinaryWorkbook),
        (archive(&["[Content_Types].xml", "word/document.xml"]), Foreign::Document),
        (archive(&["照片/1.jpg"]), Foreign::Archive),
        (old("WordDocument"), Foreign::Document),
        (old("VisioDocument"), Foreign::OldOffice),
        (b"%PDF-1.7".to_vec(), Foreign::Pdf),
        (b"\x89PNG\r\n".to_vec(), Foreign::Picture),
        (b"{\\rtf1".to_vec(), Foreign::Document),
    ];
    for (bytes, expected) in cases {
        match read(bytes) {
            Err(ReadError::Foreign { is, .. }) => assert_eq!(is, *expected),
            other => panic!("{expected:?}: {other:?}"),
        }
    }
}

#[test]
fn a_protected_workbook_is_told_from_a_damaged_one() {
    let locked = compound(&[("EncryptedPackage", END, 0)], &[TABLE, END], &[]);
    let old = old_workbook(0x002f, &[1, 0, 1, 0]);
    for bytes in [locked, old] {
        assert!(matches!(read(&bytes), Err(ReadError::Protected { .. })));
    }
    // The chain of the directory runs in a circle.
    let circle = compound(&[("Workbook", END, 0)], &[TABLE, 1], &[]);
    assert!(matches!(read(&circle), Err(ReadError::Workbook { .. })));
    // The chain of the workbook does.
    let circle = compound(&[("Workbook", 2, 4096)], &[TABLE, END, 2], &[0; 512]);
    assert!(matches!(read(&circle), Err(ReadError::Workbook { .. })));
}

/// Further sectors of the allocation table that lead to themselves name the same sectors again and again:
/// 4 MB of them filled 16 GB.
#[test]
fn a_list_of_sectors_that_leads_to_itself_is_damaged() {
    // Sector 2 lists further sectors of the table; what comes behind is free.
    let with_list = |first: u32, behind: u32| {
        let mut list = [first.to_le_bytes(), 0xffff_ffff_u32.to_le_bytes()].concat();
        list.resize(508, 0xff);
        list.extend(behind.to_le_bytes());
        list.resize(4 * 512, 0);
        let mut bytes = compound(&[("VisioDocument", END, 0)], &[TABLE, END, TABLE - 1], &list);
        bytes[0x44..0x48].copy_from_slice(&2_u32.to_le_bytes());
        bytes[0x48] = 1;
        bytes
    };
    let is_old = |bytes: &[u8]| {
        matches!(read(bytes), Err(ReadError::Foreign { is: Foreign::OldOffice, .. }))
    };
    assert!(is_old(&with_list(0, END)));
    assert!(is_old(&with_list(u32::MAX, END)));
    // Whether it names sectors or none.
    for first in [0, u32::MAX] {
        let refused = read(&with_list(first, 2));
        assert!(matches!(refused, Err(ReadError::Workbook { .. })), "{refused:?}");
    }
}

/// An old workbook with one record after its beginning.
fn old_workbook(record: u16, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("small");
    let begin = [0x0809_u16.to_le_bytes(), 4_u16.to_le_bytes(), [0, 6], [0x10, 0]].concat();
    let record = [&record.to_le_bytes(), &length.to_le_bytes(), bytes].concat();
    let mut stream = [begin, record].concat();
    stream.resize(4096, 0);
    let chain: Vec<u32> = [TABLE, END].into_iter().chain(3..10).chain([END]).collect();
    compound(&[("Workbook", 2, 4096)], &chain, &stream)
}

#[test]
fn what_the_reader_of_old_workbooks_would_lose_is_refused() {
    let formula = old_workbook(0x0406, &[0; 22]);
    assert!(matches!(read(&formula), Err(ReadError::OldFormulas { .. })));
    // One number in the last corner of a sheet.
    let corner = old_workbook(0x0203, &[0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let cells = match read(&corner) {
        Err(ReadError::TooManyCells { cells, .. }) => cells,
        other => panic!("{other:?}"),
    };
    assert_eq!(cells, 65_536 * 256);
}

#[test]
fn sheets_that_are_no_tables_or_hidden_are_not_read() {
    let mut book = Workbook::new();
    for (name, is_hidden) in [("3月", false), ("备份", true), ("4月", false)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name").set_hidden(is_hidden);
        for (column, words) in (0..).zip(["日期", "金额", "收款人", "摘要"]) {
            sheet.write(0, column, words).expect("a header");
        }
        sheet.write(1, 1, 5).expect("an amount");
    }
    let mut chart = Chart::new(ChartType::Pie);
    chart.add_series().set_values("'3月'!$B$2:$B$2");
    book.add_chartsheet().insert_chart(0, 0, &chart).expect("a chart");
    let bytes = book.save_to_buffer().expect("it can be written");
    let options = ReadOptions { hidden: HiddenChoice::Skip, ..ReadOptions::default() };
    let tables = read_tables("支付.xlsx", &bytes, &options, &Vocabulary::of(Kind::Payments));
    let tables = tables.expect("it can be read");
    let names: Vec<_> = tables.iter().filter_map(|table| table.sheet.as_deref()).collect();
    assert_eq!(names, ["3月", "4月"]);
    assert_eq!(tables[0].reading.hidden_sheets, ["备份"]);
    let options = ReadOptions { sheets: vec!["备份".to_owned()], ..ReadOptions::default() };
    let tables = read_tables("支付.xlsx", &bytes, &options, &Vocabulary::of(Kind::Payments));
    assert_eq!(tables.expect("it can be read").len(), 1);
}
