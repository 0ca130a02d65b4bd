//! A workbook of which one part is anything: where its rows can be read, they are marked and read again,
//! or the marking is refused; never a panic.
#![no_main]

use std::io::{Cursor, Read, Write};

use libfuzzer_sys::fuzz_target;
use taizhang_core::FiscalYear;
use taizhang_import::draft::Source;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::returned::{Mark, Marks, same_workbook};
use taizhang_import::vocabulary::Vocabulary;

const WORKBOOK: &[u8] = include_bytes!("../../fixtures/import/支付明细-带格式.xlsx");

const OPEN_DOCUMENT: &[u8] = include_bytes!("../../fixtures/import/tables/工资表.ods");

const OLD: &[u8] = include_bytes!("../../fixtures/import/支付明细-旧版.xls");

/// The parts that marking follows or changes.
const PARTS: [(&[u8], &str); 10] = [
    (WORKBOOK, "xl/worksheets/sheet1.xml"),
    (WORKBOOK, "xl/comments/comment1.xml"),
    (WORKBOOK, "xl/drawings/commentsDrawing1.vml"),
    (WORKBOOK, "xl/styles.xml"),
    (WORKBOOK, "xl/worksheets/_rels/sheet1.xml.rels"),
    (WORKBOOK, "xl/workbook.xml"),
    (WORKBOOK, "[Content_Types].xml"),
    (OPEN_DOCUMENT, "content.xml"),
    (OPEN_DOCUMENT, "META-INF/manifest.xml"),
    (OLD, "Workbook"),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((chosen, text)) = bytes.split_first() else { return };
    let (workbook, part) = PARTS[usize::from(*chosen) % PARTS.len()];
    let workbook = with_part(workbook, part, text);
    let Some(sources) = sources(&workbook) else { return };
    let marks: Vec<Marks> = sources.iter().map(marks).collect();
    let marked: Vec<_> = sources.iter().zip(&marks).collect();
    if let Ok(returned) = same_workbook(&workbook, &marked) {
        assert!(sources_are_there(&returned, sources.len()), "a marked workbook is read again");
    }
});

fn sources_are_there(workbook: &[u8], count: usize) -> bool {
    let vocabulary = Vocabulary::of(Kind::Payments);
    read_tables("a.xlsx", workbook, &ReadOptions::default(), &vocabulary)
        .is_ok_and(|tables| tables.len() >= count)
}

fn sources(workbook: &[u8]) -> Option<Vec<Source>> {
    let vocabulary = Vocabulary::of(Kind::Payments);
    let tables = read_tables("a.xlsx", workbook, &ReadOptions::default(), &vocabulary).ok()?;
    let year = FiscalYear::try_from(2022).ok()?;
    let mapped = tables.into_iter().map(|table| {
        let mapping = Mapping::of(&table, Kind::Payments, None, &MapOptions::default()).ok()?;
        Some(Source::of(table, mapping, None, year))
    });
    mapped.collect()
}

fn marks(source: &Source) -> Marks {
    let mark = |column: &str| Mark { column: Some(column.to_owned()), text: "<错>".to_owned() };
    let columns = source.table.columns.iter().map(|column| mark(&column.name));
    let columns: Vec<Mark> = columns.collect();
    source.table.rows.iter().map(|row| (row.number, columns.clone())).collect()
}

fn with_part(workbook: &[u8], part: &str, text: &[u8]) -> Vec<u8> {
    if !workbook.starts_with(b"PK") {
        let mut container =
            cfb::CompoundFile::open(Cursor::new(workbook.to_vec())).expect("the fixture");
        container.create_stream(part).expect("in memory").write_all(text).expect("in memory");
        container.flush().expect("in memory");
        return container.into_inner().into_inner();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("the fixture");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it unpacks");
        let bytes = if name == part { text } else { bytes.as_slice() };
        writer.start_file(name, options).expect("a part");
        writer.write_all(bytes).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}
