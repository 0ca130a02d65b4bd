//! Workbooks that come back with their wrong cells marked.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Color, Format, Note, Workbook};
use taizhang_import::returned::{Marks, REASON, is_signed, same_workbook};
use taizhang_import::table::Cell;

use crate::came_back::{mark, marked, sources};

/// A list with everything that a list of rows alone would lose: a merged title, formats, a formula,
/// a note of somebody, a column to the right of the table, a sheet that is no table.
fn list() -> Vec<u8> {
    let mut book = Workbook::new();
    let money = Format::new().set_num_format("#,##0.00").set_background_color(Color::Yellow);
    let sheet = book.add_worksheet().set_name("一季度 支付").expect("a name");
    let title = Format::new().set_bold();
    sheet.merge_range(0, 1, 0, 7, "2022年支付明细", &title).expect("a title");
    let heads = ["日期", "凭证号", "指标", "经济科目", "金额(元)", "收款人", "摘要"];
    sheet.write_row(2, 1, heads).expect("a header");
    for (row, day, voucher, amount) in [
        (3, "2022-01-05", "记-1", 100.0),
        (4, "2022-13-05", "记-2", 200.0),
        (5, "2022-01-07", "记-3", 300.5),
    ] {
        let texts = [day, voucher, "2022-001", "30201"];
        sheet.write_row(row, 1, texts).expect("texts");
        sheet.write_number_with_format(row, 5, amount, &money).expect("an amount");
        sheet.write_row(row, 6, ["文具店", "办公用品"]).expect("texts");
    }
    sheet.insert_note(3, 5, &Note::new("已核对").set_author("王会计")).expect("a note");
    sheet.write_string(6, 1, "合计").expect("a label");
    sheet.write_formula(6, 5, "=SUM(F4:F6)").expect("a formula");
    let other = book.add_worksheet().set_name("说明").expect("a name");
    other.write_string(0, 0, "由系统导出，<请勿改动>").expect("a text");
    book.save_to_buffer().expect("a workbook")
}

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let all = (0..archive.len()).map(|index| {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        (part.name().expect("a name").into_owned(), text)
    });
    all.collect()
}

fn wrong() -> Marks {
    let day = mark(Some("日期"), "没有13月 <2022-13-05>；办法：改正日期");
    let amount = mark(Some("金额(元)"), "超过可用数");
    BTreeMap::from([(5, vec![day, amount]), (6, vec![mark(None, "与第 4 行同号")])])
}

#[test]
fn only_what_marks_a_row_changes_in_the_workbook() {
    let original = list();
    let returned = marked(&original, &wrong());
    let (before, after) = (parts(&original), parts(&returned));
    let changed = after.iter().filter(|(name, text)| before.get(*name) != Some(*text));
    let shown: Vec<String> =
        changed.map(|(name, text)| format!("== {name}\n{}", text.replace("><", ">\n<"))).collect();
    insta::assert_snapshot!(shown.join("\n"));
    assert!(before.keys().all(|name| after.contains_key(name)), "no part is lost");
}

/// A package with signatures as Office writes them.
fn signed(original: &[u8]) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature";
    let related = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let relationships = |related: String| {
        let space = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("<Relationships xmlns=\"{space}\">{related}</Relationships>")
    };
    let mut parts = parts(original);
    let package = "application/vnd.openxmlformats-package.digital-signature";
    let types = format!(
        "<Default Extension=\"sigs\" ContentType=\"{package}-origin\"/><Override \
         PartName=\"/_xmlsignatures/sig1.xml\" ContentType=\"{package}-xmlsignature+xml\"></Override></Types>"
    );
    let put_last = |text: &mut String, end: &str, piece: &str| *text = text.replace(end, piece);
    put_last(parts.get_mut("[Content_Types].xml").expect("it"), "</Types>", &types);
    let origin = related("rIdS", &format!("{kind}/origin"), "_xmlsignatures/origin.sigs");
    let root = parts.get_mut("_rels/.rels").expect("it");
    put_last(root, "</Relationships>", &format!("{origin}</Relationships>"));
    let of_origin = relationships(related("rId1", &format!("{kind}/signature"), "sig1.xml"));
    let of_signature =
        relationships(related("rId1", &format!("{kind}/certificate"), "/证书/a.cer"));
    let further = [
        ("_xmlsignatures/origin.sigs", String::new()),
        ("_xmlsignatures/_rels/origin.sigs.rels", of_origin),
        ("_xmlsignatures/sig1.xml", "<Signature/>".to_owned()),
        ("_xmlsignatures/_rels/sig1.xml.rels", of_signature),
        ("证书/a.cer", "certificate".to_owned()),
        ("xl/vbaProjectSignature.bin", "of macros alone".to_owned()),
    ];
    parts.extend(further.map(|(name, text)| (name.to_owned(), text)));
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in &parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

#[test]
fn a_signature_of_the_package_does_not_come_back() {
    let original = list();
    let signed = signed(&original);
    assert!(is_signed(&signed) && !is_signed(&original));
    let returned = marked(&signed, &wrong());
    assert!(!is_signed(&returned));
    let mut left = parts(&returned);
    assert_eq!(left.remove("xl/vbaProjectSignature.bin").as_deref(), Some("of macros alone"));
    // Nothing else tells that there was one.
    assert_eq!(left, parts(&marked(&original, &wrong())));
}

#[test]
fn a_returned_workbook_reads_as_before_with_a_column_of_reasons() {
    let original = list();
    let returned = marked(&original, &wrong());
    let (before, after) = (sources(&original), sources(&returned));
    let (before, after) = (&before[0].table, &after[0].table);
    let added = after.columns.last().expect("there are columns");
    assert_eq!(added.name, REASON);
    for (old, new) in before.rows.iter().zip(&after.rows) {
        assert_eq!(old.number, new.number);
        for column in &before.columns {
            assert_eq!(old.cell(column.position), new.cell(column.position));
        }
    }
    let reasons: Vec<&Cell> = after.rows.iter().map(|row| row.cell(added.position)).collect();
    insta::assert_debug_snapshot!(reasons);
}

#[test]
fn marks_of_an_earlier_return_go_when_the_row_is_right() {
    let original = list();
    let once = marked(&original, &wrong());
    let mut left = wrong();
    left.remove(&5);
    let twice = marked(&once, &left);
    let again = marked(&twice, &left);
    let (once, twice, again) = (parts(&once), parts(&twice), parts(&again));
    let (sheet, comments) = ("xl/worksheets/sheet1.xml", "xl/comments1.xml");
    assert!(once[comments].contains("没有13月") && !twice[comments].contains("没有13月"));
    assert!(twice[comments].contains("已核对"), "the note of somebody else stays");
    assert!(once[sheet].contains("改正日期") && !twice[sheet].contains("改正日期"));
    assert!(twice[sheet].contains("与第 4 行同号"));
    assert_eq!(twice, again, "the same marks twice are one");
}

#[test]
fn what_is_no_such_workbook_is_told() {
    let original = list();
    let sources = sources(&original);
    let marks = wrong();
    let marks: Vec<_> = sources.iter().map(|source| (source, &marks)).collect();
    let mut renamed = sources.clone();
    renamed[0].table.sheet = Some("没有".to_owned());
    let of_renamed: Vec<_> = renamed.iter().map(|source| (source, marks[0].1)).collect();
    let said = [
        same_workbook(b"no package", &marks).map(|_| ()),
        same_workbook(&original[..original.len() / 2], &marks).map(|_| ()),
        same_workbook(&original, &of_renamed).map(|_| ()),
    ]
    .map(|result| result.expect_err("it is refused").to_string());
    insta::assert_debug_snapshot!(said);
}
