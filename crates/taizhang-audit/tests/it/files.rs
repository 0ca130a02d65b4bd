//! Every kind of file says the same.

use std::io::{Cursor, Write};

use taizhang_audit::document::Document;
use taizhang_audit::{ReadError, audit, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A Word file with these body elements.
pub(crate) fn word(body: &str) -> Vec<u8> {
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    packed(&[("word/document.xml", &xml)])
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("the file is well formed");
        archive.write_all(text.as_bytes()).expect("the file is well formed");
    }
    archive.finish().expect("the file is well formed").into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
}

fn rows(document: &Document) -> Vec<Vec<(String, bool)>> {
    let table = document.tables().next().expect("the file is well formed");
    let row = |row: &Vec<_>| {
        row.iter().map(|c: &taizhang_audit::document::Cell| (c.text.clone(), c.covered)).collect()
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn word_tables_have_merged_cells() {
    let first = format!(
        "<w:tr>{}{}</w:tr>",
        cell("<w:gridSpan w:val=\"2\"/>", "横"),
        cell("<w:vMerge w:val=\"restart\"/>", "纵")
    );
    let second =
        format!("<w:tr>{}{}{}</w:tr>", cell("", "甲"), cell("", "１２％"), cell("<w:vMerge/>", ""));
    let bytes = word(&format!("{}<w:tbl>{first}{second}</w:tbl>", paragraph("标题 &amp; 说明")));
    let document = read("甲.docx", &bytes).expect("the file is well formed");
    assert_eq!(document.paragraphs().next().expect("the file is well formed").text, "标题 & 说明");
    let own = |text: &str| (text.to_owned(), false);
    let covered = |text: &str| (text.to_owned(), true);
    assert_eq!(
        rows(&document),
        [[own("横"), covered("横"), own("纵")], [own("甲"), own("12%"), covered("纵")]]
    );
}

#[test]
fn numerals_that_word_counts_are_not_judged() {
    let numbered = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>自动编号</w:t></w:r></w:p>";
    let body = ["一、甲", "三、乙"].map(paragraph).join("");
    let codes = |bytes: &[u8]| {
        let findings = audit(&read("甲.docx", bytes).expect("the file is well formed"));
        findings.into_iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&word(&body)), ["OUTLINE"]);
    assert!(codes(&word(&format!("{body}{numbered}"))).is_empty());
}

#[test]
fn csv_is_read_in_both_encodings() {
    let text = "项目,预算,支出\n甲,10.00,9.50\n乙,20.00,18.20\n合计,30.00,27.80\n";
    let (national, _, _) = encoding_rs::GB18030.encode(text);
    for bytes in [text.as_bytes(), &national] {
        let findings = audit(&read("表.csv", bytes).expect("the file is well formed"));
        let found: Vec<(&str, &str)> =
            findings.iter().map(|f| (f.code.as_str(), f.place.as_str())).collect();
        assert_eq!(found, [("SUM", "表1第4行第3列（合计）")]);
    }
}

#[test]
fn workbooks_are_read_cell_by_cell() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>项目</t></is></c><c r="B1" t="inlineStr"><is><t>预算数</t></is></c><c r="C1" t="inlineStr"><is><t>执行数</t></is></c><c r="D1" t="inlineStr"><is><t>执行率</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><v>10</v></c><c r="C2"><v>8.4000000000000004</v></c><c r="D2"><v>0.94</v></c></row></sheetData></worksheet>"#;
    let bytes = packed(&[
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="自评表" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    let document = read("表.xlsx", &bytes).expect("the file is well formed");
    assert_eq!(document.tables().next().expect("the file is well formed").title, "自评表");
    let findings = audit(&document);
    assert_eq!(findings.len(), 1);
    assert_eq!(
        (findings[0].code.as_str(), findings[0].formula.as_str()),
        ("RATE", "8.4÷10＝84.00%")
    );
}

#[test]
fn other_files_are_refused_in_words() {
    let refused = |name: &str, bytes: &[u8]| read(name, bytes).unwrap_err();
    assert!(matches!(refused("图.png", b"PNG"), ReadError::UnknownKind { .. }));
    for end in taizhang_audit::FOREIGN {
        assert!(matches!(refused(&format!("甲.{end}"), b"?"), ReadError::Foreign { .. }), "{end}");
    }
    let old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
    assert!(matches!(refused("甲.docx", &old), ReadError::Wrapped));
    assert!(matches!(refused("甲.xlsx", &old), ReadError::Wrapped));
    assert!(matches!(refused("甲.docx", b""), ReadError::Empty));
    assert!(matches!(refused("甲.docx", b"not an archive"), ReadError::Word { .. }));
    assert!(matches!(refused("甲.docx", &packed(&[("x", "")])), ReadError::Word { .. }));
    assert!(matches!(refused("甲.xlsx", b"PK"), ReadError::Workbook { .. }));
    assert!(matches!(refused("甲.xls", &[0xd0, 0xcf, 0x11, 0xe0]), ReadError::Workbook { .. }));
    assert!(matches!(refused("甲.txt", b"\xff\xff\xff"), ReadError::Encoding));
    assert!(matches!(refused("甲.md", b" \n"), ReadError::Blank));
}

/// The reader of ods waits without end for the end of a sheet.
#[test]
fn an_ods_workbook_that_breaks_off_is_damaged() {
    let space = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<office:document-content xmlns:office=\"{space}:office:1.0\" xmlns:table=\"{space}:table:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"表\"><table:table-row>\
         <table:table-cell office:value-type=\"float\" office:value=\"5\"/></table:table-row>"
    );
    let whole = "</table:table></office:spreadsheet></office:body></office:document-content>";
    let ods = |content: &str| {
        packed(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content),
            ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ])
    };
    assert!(read("表.ods", &ods(&format!("{content}{whole}"))).is_ok());
    for name in ["断.ods", "断.xls"] {
        let torn = read(name, &ods(&content));
        assert!(torn.is_err(), "{torn:?}");
    }
}
