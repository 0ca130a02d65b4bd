//! What the tests of returned workbooks have in common.

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
