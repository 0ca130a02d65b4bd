//! What the tests of returned workbooks have in common.

use std::collections::BTreeMap;

use rust_xlsxwriter::Workbook;
use taizhang_core::FiscalYear;
use taizhang_import::draft::Source;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapError, MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::returned::{Mark, Marks, same_workbook};
use taizhang_import::vocabulary::Vocabulary;

/// Reads the payments of a workbook.
pub(crate) fn sources(bytes: &[u8]) -> Vec<Source> {
    mapped(bytes).expect("it maps")
}

/// Reads the payments of a workbook, if it can be told which columns are which.
pub(crate) fn mapped(bytes: &[u8]) -> Result<Vec<Source>, Vec<MapError>> {
    let vocabulary = Vocabulary::of(Kind::Payments);
    let tables = read_tables("支付明细", bytes, &ReadOptions::default(), &vocabulary);
    let year = FiscalYear::try_from(2022).expect("a year");
    let tables = tables.expect("it is a workbook").into_iter();
    let mapped = tables.map(|table| {
        let mapping = Mapping::of(&table, Kind::Payments, None, &MapOptions::default())?;
        Ok(Source::of(table, mapping, None, year))
    });
    mapped.collect()
}

pub(crate) fn mark(column: Option<&str>, text: &str) -> Mark {
    Mark { column: column.map(str::to_owned), text: text.to_owned() }
}

/// Marks all tables of a workbook alike.
pub(crate) fn marked(bytes: &[u8], marks: &Marks) -> Vec<u8> {
    let sources = sources(bytes);
    let marks: Vec<_> = sources.iter().map(|source| (source, marks)).collect();
    same_workbook(bytes, &marks).expect("it is marked")
}

/// A package whose directory says that a part unpacks to more than it does.
pub(crate) fn claiming(bytes: &[u8], part: &str, size: u32) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let is_entry = |at: &usize| {
        bytes[*at..].starts_with(b"PK\x01\x02") && bytes[at + 46..].starts_with(part.as_bytes())
    };
    let entry = (0..bytes.len() - 46).find(is_entry).expect("the part");
    bytes[entry + 24..entry + 28].copy_from_slice(&size.to_le_bytes());
    bytes
}

/// What people write above, beside and below a table is no part of it, and stays none when a column of reasons
/// stands beyond it.
#[test]
fn strays_around_a_table_stay_strays_when_it_comes_back() {
    let rows: [&[&str]; 8] = [
        &["", "", "", "", "", "", "", "", "", "", "", "右上"],
        &["支付明细", "", "", "", "", "", "", "单位：元"],
        &["", "日期", "凭证号", "指标", "经济科目", "金额", "收款人", "摘要"],
        &["左", "2022-01-05", "记-91", "2022-001", "30201", "1", "甲", "乙", "", "旁注", "7"],
        &["", "2022-13-05", "记-92", "2022-001", "30201", "2", "甲", "乙", "", "", "8"],
        &["", "合计", "", "", "", "3"],
        &["", "", "", "", "", "", "", "", "", "", "5"],
        &["注：手工补的"],
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(row) {
            match text.parse::<u32>() {
                Ok(number) => sheet.write_number(at, column, number).map(drop),
                Err(_) if text.is_empty() => Ok(()),
                Err(_) => sheet.write_string(at, column, *text).map(drop),
            }
            .expect("a cell");
        }
    }
    let xlsx = book.save_to_buffer().expect("a workbook");
    let numbered = |bytes: &[u8]| -> Vec<u32> {
        sources(bytes).iter().flat_map(|source| &source.table.rows).map(|row| row.number).collect()
    };
    let wrong = BTreeMap::from([(5, vec![mark(Some("日期"), "没有13月；办法：改正日期")])]);
    assert_eq!(numbered(&xlsx), [4, 5]);
    let again = marked(&marked(&xlsx, &wrong), &wrong);
    assert_eq!(numbered(&again), [4, 5]);
    for source in sources(&again) {
        assert!(source.mapping.unused.is_empty(), "{:?}", source.mapping.unused);
        let print = |bytes| {
            sources(bytes)
                .iter()
                .map(|source| source.mapping.profile(&source.table).header)
                .collect::<Vec<_>>()
        };
        assert_eq!(print(&again), print(&xlsx));
    }
}
