//! Workbooks of the ods format that come back with their wrong cells marked.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use taizhang_import::draft::Source;
use taizhang_import::kind::Kind;
use taizhang_import::read::{ReadError, ReadOptions, read_tables};
use taizhang_import::returned::{MarkError, Marks, REASON, is_signed, same_workbook};
use taizhang_import::table::Cell;
use taizhang_import::vocabulary::Vocabulary;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::came_back::{claiming, mapped, mark, marked, sources};

const ROOT: &str = "<office:document-content \
     xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
     xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
     xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
     xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
     xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
     xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\">";

const STYLES: &str = "<office:automatic-styles>\
     <style:style style:name=\"co1\" style:family=\"table-column\"/>\
     <style:style style:name=\"ce1\" style:family=\"table-cell\" style:parent-style-name=\"Default\">\
     <style:text-properties fo:font-weight=\"bold\"/></style:style>\
     <style:style style:name=\"ce2\" style:family=\"table-cell\" style:parent-style-name=\"Default\" \
     style:data-style-name=\"N4\"><style:table-cell-properties fo:background-color='#ffff00' \
     fo:border=\"0.5pt solid #000000\"/></style:style>\
     <style:style style:name=\"ce3\" style:family=\"table-cell\" style:parent-style-name=\"Default\"/>\
     </office:automatic-styles>";

/// A sheet with everything that a list of rows alone would lose: a merged title, formats, a formula, a
/// note of somebody, rows in a group, defaults of columns, equal rows and cells that stand once.
const SHEET: &str = "<table:table table:name=\"一季度 支付\" table:style-name=\"ta1\">\
     <office:forms/><table:table-column table:style-name=\"co1\" table:number-columns-repeated=\"4\"/>\
     <table:table-column table:number-columns-repeated=\"2\" table:default-cell-style-name=\"ce3\"/>\
     <table:table-header-rows>\
     <table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"7\" \
     table:number-rows-spanned=\"1\"><text:p>2022年支付明细</text:p></table:table-cell>\
     <table:covered-table-cell table:number-columns-repeated=\"6\"/></table:table-row>\
     <table:table-row><table:table-cell table:style-name=\"ce1\" office:value-type=\"string\">\
     <text:p>日期</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>凭证号\
     </text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>指标</text:p>\
     </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>经济科目</text:p>\
     </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>金额(元)</text:p>\
     </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>收款人</text:p>\
     </table:table-cell><table:table-cell table:style-name=\"ce1\" office:value-type=\"string\"><text:p>摘要\
     </text:p></table:table-cell></table:table-row></table:table-header-rows>\
     <table:table-row-group>\
     <table:table-row><table:table-cell office:value-type=\"string\"><text:p>2022-01-05</text:p>\
     </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>记-1</text:p>\
     </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>2022-001</text:p>\
     </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>30201</text:p>\
     </table:table-cell><table:table-cell table:style-name=\"ce2\" office:value-type=\"float\" \
     office:value=\"100\"><office:annotation><dc:creator>王会计</dc:creator><text:p>已核对</text:p>\
     </office:annotation><text:p>100.00</text:p></table:table-cell><table:table-cell \
     table:number-columns-repeated=\"2\" office:value-type=\"string\"><text:p>文具店</text:p>\
     </table:table-cell><table:table-cell table:number-columns-repeated=\"16377\"/></table:table-row>\
     <table:table-row><table:table-cell office:value-type=\"string\"><text:p>2022-13-05</text:p>\
     </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>记-2</text:p>\
     </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>2022-001</text:p>\
     </table:table-cell><table:table-cell/><table:table-cell table:style-name=\"ce2\" \
     office:value-type=\"float\" office:value=\"200\"><office:annotation><dc:creator>王会计</dc:creator>\
     <text:p>待查</text:p></office:annotation><text:p>200.00</text:p></table:table-cell>\
     <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"string\">\
     <text:p>文具店</text:p></table:table-cell><table:table-cell \
     table:number-columns-repeated=\"16377\"/></table:table-row>\
     <table:table-row table:number-rows-repeated=\"4\"><table:table-cell \
     office:value-type=\"string\"><text:p>2022-01-15</text:p></table:table-cell><table:table-cell/>\
     <table:table-cell office:value-type=\"string\"><text:p>2022-001</text:p></table:table-cell>\
     <table:table-cell office:value-type=\"string\"><text:p>30226</text:p></table:table-cell>\
     <table:table-cell office:value-type=\"float\" office:value=\"50\"><text:p>50</text:p>\
     </table:table-cell><table:table-cell table:number-columns-repeated=\"2\" \
     office:value-type=\"string\"><text:p>王五</text:p></table:table-cell></table:table-row>\
     </table:table-row-group>\
     <table:table-row><table:table-cell office:value-type=\"string\"><text:p>合计</text:p></table:table-cell>\
     <table:table-cell table:number-columns-repeated=\"3\"/><table:table-cell table:formula=\
     \"of:=SUM([.E3:.E8])\" office:value-type=\"float\" office:value=\"500\"><text:p>500</text:p>\
     </table:table-cell></table:table-row>\
     <table:table-row table:number-rows-repeated=\"1048566\"><table:table-cell \
     table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";

/// Another sheet, of which nobody may change a byte.
const OTHER: &str = "<table:table table:name=\"说明\"><table:table-column/><table:table-row>\
     <table:table-cell office:value-type=\"string\"><text:p>由系统导出，&lt;请勿改动&gt;</text:p>\
     </table:table-cell></table:table-row></table:table>";

fn content(styles: &str, sheets: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{ROOT}{styles}<office:body><office:spreadsheet>\
         {sheets}<table:named-expressions/></office:spreadsheet></office:body>\
         </office:document-content>"
    )
}

const MANIFEST: &str = "<manifest:manifest \
     xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry \
     manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>\
     <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>";

fn package(content: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut put = |name: &str, text: &str, options| {
        writer.start_file(name, options).expect("a part");
        writer.write_all(text.as_bytes()).expect("in memory");
    };
    put("mimetype", "application/vnd.oasis.opendocument.spreadsheet", stored);
    put("styles.xml", "<office:document-styles/>", SimpleFileOptions::default());
    put("content.xml", content, SimpleFileOptions::default());
    put("Thumbnails/thumbnail.png", "picture", stored);
    for (name, text) in others {
        put(name, text, SimpleFileOptions::default());
    }
    if others.iter().all(|(name, _)| *name != "META-INF/manifest.xml") {
        let manifest = format!("{MANIFEST}</manifest:manifest>");
        put("META-INF/manifest.xml", &manifest, SimpleFileOptions::default());
    }
    writer.finish().expect("in memory").into_inner()
}

fn list() -> Vec<u8> {
    package(&content(STYLES, &format!("{SHEET}{OTHER}")), &[])
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

/// The parts but the content: name, method, packed bytes, in order.
fn others(bytes: &[u8]) -> Vec<(String, CompressionMethod, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let all = (0..archive.len()).map(|index| {
        let mut part = archive.by_index_raw(index).expect("a part");
        let mut packed = Vec::new();
        part.read_to_end(&mut packed).expect("bytes");
        (part.name().expect("a name").into_owned(), part.compression(), packed)
    });
    let mut all: Vec<_> = all.collect();
    for (name, _, packed) in &mut all {
        if name == "content.xml" {
            packed.clear();
        }
    }
    all
}

fn wrong() -> Marks {
    let day = mark(Some("日期"), "没有13月 <2022-13-05>；办法：\n改正  日期");
    let amount = mark(Some("金额(元)"), "超过可用数");
    let payee = mark(Some("收款人"), "没有这个人");
    BTreeMap::from([
        (4, vec![day, amount, mark(Some("经济科目"), "没有写")]),
        (6, vec![payee, mark(None, "与第 5 行同号")]),
    ])
}

/// The lines that went and came between two texts, with a line around each; `…` for those that stayed.
fn differences(before: &str, after: &str) -> String {
    let split = |text: &str| -> Vec<String> {
        text.replace("><", ">\n<").lines().map(str::to_owned).collect()
    };
    let (before, after) = (split(before), split(after));
    // How many lines the ends of the texts have in common, by where they begin.
    let mut common = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for one in (0..before.len()).rev() {
        for other in (0..after.len()).rev() {
            common[one][other] = if before[one] == after[other] {
                common[one + 1][other + 1] + 1
            } else {
                common[one + 1][other].max(common[one][other + 1])
            };
        }
    }
    let (mut one, mut other) = (0, 0);
    let mut all = Vec::new();
    while one < before.len() || other < after.len() {
        if one < before.len() && other < after.len() && before[one] == after[other] {
            all.push((' ', &before[one]));
            (one, other) = (one + 1, other + 1);
        } else if other == after.len()
            || (one < before.len() && common[one + 1][other] >= common[one][other + 1])
        {
            all.push(('-', &before[one]));
            one += 1;
        } else {
            all.push(('+', &after[other]));
            other += 1;
        }
    }
    let is_near = |at: usize| {
        let around = at.saturating_sub(1)..(at + 2).min(all.len());
        all[around].iter().any(|(sign, _)| *sign != ' ')
    };
    let mut out = String::new();
    for (at, (sign, line)) in all.iter().enumerate() {
        if is_near(at) {
            let _ = writeln!(out, "{sign} {line}");
        } else if !out.ends_with("…\n") {
            out.push_str("…\n");
        }
    }
    out
}

#[test]
fn only_what_marks_a_row_changes_in_the_content() {
    let original = list();
    let returned = marked(&original, &wrong());
    assert_eq!(others(&original), others(&returned), "no other part changes");
    assert_eq!(original[..38 + 46], returned[..38 + 46], "the type is first and plain");
    let (before, after) = (part(&original, "content.xml"), part(&returned, "content.xml"));
    assert!(after.contains(OTHER));
    insta::assert_snapshot!(differences(&before, &after));
}

#[test]
fn a_returned_workbook_reads_as_before_with_a_column_of_reasons() {
    let original = list();
    let returned = marked(&original, &wrong());
    let (before, after) = (sources(&original), sources(&returned));
    let (before, after) = (&before[0].table, &after[0].table);
    let added = after.columns.last().expect("there are columns");
    assert_eq!(added.name, REASON);
    assert_eq!(before.rows.len(), after.rows.len());
    for (old, new) in before.rows.iter().zip(&after.rows) {
        assert_eq!(old.number, new.number);
        for column in &before.columns {
            assert_eq!(old.cell(column.position), new.cell(column.position));
        }
    }
    let reasons: Vec<(u32, &Cell)> =
        after.rows.iter().map(|row| (row.number, row.cell(added.position))).collect();
    insta::assert_debug_snapshot!(reasons);
}

#[test]
fn marks_of_an_earlier_return_go_when_the_row_is_right() {
    let original = list();
    let once = marked(&original, &wrong());
    let mut left = wrong();
    left.remove(&4);
    let twice = marked(&once, &left);
    assert_eq!(twice, marked(&twice, &left), "the same marks twice are one");
    let (once, twice) = (part(&once, "content.xml"), part(&twice, "content.xml"));
    assert!(twice.contains("已核对") && twice.contains("待查"), "notes of others stay");
    insta::assert_snapshot!(differences(&once, &twice));
}

#[test]
fn a_sheet_is_clean_once_its_rows_are_right() {
    let original = list();
    let once = marked(&original, &wrong());
    let clean = marked(&once, &Marks::new());
    insta::assert_snapshot!(differences(
        &part(&original, "content.xml"),
        &part(&clean, "content.xml")
    ));
}

/// A sheet of payments with these rows below its header.
fn sheet(rows: &str) -> Vec<u8> {
    let text = |words: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
        )
    };
    let header: String = ["日期", "金额(元)", "摘要", "收款人"].map(text).concat();
    let sheet = format!(
        "<table:table table:name=\"表\"><table:table-column table:number-columns-repeated=\"4\"/>\
         <table:table-row>{header}</table:table-row>{rows}</table:table>"
    );
    package(&content("", &sheet), &[])
}

const EQUAL: &str = "<table:table-cell office:value-type=\"string\"><text:p>2022-01-05</text:p>\
     </table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"5\"/>\
     <table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"3\">\
     <text:p>甲</text:p></table:table-cell>";

/// A row as short signs: `2*` for two rows, `d` day, `a` amount, `3x` three other cells, `!` filled, `?`
/// noted, `R` reason.
fn signs(content: &str) -> Vec<String> {
    let rows = content.split("<table:table-row").skip(2);
    let count = |tag: &str, name: &str| {
        let stated = tag.split_once(name).and_then(|(_, rest)| rest.split('"').nth(1));
        stated.map(|count| format!("{count}*")).unwrap_or_default()
    };
    let shown = rows.map(|row| {
        let row = row.split("</table:table-row>").next().unwrap_or_default();
        let tag = row.split('>').next().unwrap_or_default();
        let mut out = count(tag, "rows-repeated");
        for cell in row.split("<table:table-cell").skip(1) {
            let tag = cell.split('>').next().unwrap_or_default();
            let said = match cell {
                _ if cell.contains("2022-01-05") => "d",
                _ if tag.contains("office:value=") => "a",
                _ if cell.contains("<text:p>甲") => "x",
                _ if cell.contains("<text:p>") && !cell.contains("annotation") => "R",
                _ => "_",
            };
            let _ = write!(out, " {}{said}", count(tag, "columns-repeated"));
            if tag.contains("style-name=\"taizhang") {
                out.push('!');
            }
            if cell.contains("annotation") {
                out.push('?');
            }
        }
        out
    });
    shown.collect()
}

/// The first, one in the middle and the last of equal rows and cells; several; all; none.
#[test]
fn equal_rows_and_cells_are_divided_where_they_are_marked() {
    let rows = |count: u32| {
        format!("<table:table-row table:number-rows-repeated=\"{count}\">{EQUAL}</table:table-row>")
    };
    let check = |count: u32, wrong: &[(u32, &'static str)]| {
        let original = sheet(&rows(count));
        let mut marks = Marks::new();
        for (row, column) in wrong {
            marks.entry(*row).or_default().push(mark(Some(column), "错"));
        }
        let returned = marked(&original, &marks);
        let (before, after) = (sources(&original), sources(&returned));
        for (old, new) in before[0].table.rows.iter().zip(&after[0].table.rows) {
            assert_eq!((old.number, &old.cells[..5]), (new.number, &new.cells[..5]));
        }
        (wrong.to_vec(), signs(&part(&returned, "content.xml")))
    };
    insta::assert_debug_snapshot!([
        check(1, &[(2, "日期")]),
        check(5, &[(2, "金额(元)")]),
        check(5, &[(4, "摘要")]),
        check(5, &[(6, "收款人")]),
        check(5, &[(3, "摘要"), (3, "收款人"), (4, "日期")]),
        check(2, &[(2, "日期"), (3, "日期")]),
        check(3, &[]),
    ]);
}

/// A cell below a merged one is marked where it is seen, on the merged cell of its row.
#[test]
fn a_covered_cell_is_marked_where_it_is_seen() {
    let spanned = |columns: u32| {
        let rows = format!(
            "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>2022-01-05</text:p>\
             </table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"5\" \
             table:number-columns-spanned=\"{columns}\"/><table:covered-table-cell \
             table:number-columns-repeated=\"2\"/></table:table-row>"
        );
        let original = sheet(&rows);
        let wrong =
            [mark(Some("金额(元)"), "一"), mark(Some("摘要"), "二"), mark(Some("收款人"), "三")];
        let returned = marked(&original, &BTreeMap::from([(2, wrong.to_vec())]));
        differences(&part(&original, "content.xml"), &part(&returned, "content.xml"))
    };
    insta::assert_snapshot!([spanned(3), spanned(2), spanned(1)].join("----\n"));
}

/// A run of a million rows is not written out, wherever in it a row is wrong.
#[test]
fn a_run_of_very_many_stays_a_run() {
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"900\">{EQUAL}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
         table:number-columns-repeated=\"4294967297\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"4294967295\"/>"
    );
    let original = sheet(&rows);
    let marks = BTreeMap::from([(400, vec![mark(Some("日期"), "错")])]);
    let returned = marked(&original, &marks);
    insta::assert_debug_snapshot!(signs(&part(&returned, "content.xml")));
}

/// Where a cell has no style, its row's or its column's default counts, and so does that of an earlier
/// return.
#[test]
fn defaults_of_rows_and_columns_are_the_styles_of_their_cells() {
    let style = |name: &str, color: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"table-cell\"><style:table-cell-properties \
             fo:background-color=\"{color}\" fo:padding=\"1pt\"/></style:style>"
        )
    };
    let styles = format!(
        "<office:automatic-styles>{}{}{}</office:automatic-styles>",
        style("row", "#00ff00"),
        style("column", "#0000ff"),
        style("old", "#FFC7CD")
    );
    let text = |words: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
        )
    };
    let header: String = ["日期", "金额(元)", "摘要", "收款人"].map(text).concat();
    let default = "table:default-cell-style-name";
    let row = |attributes: &str| {
        let cells: String = ["2022-01-05", "5", "甲"].map(text).concat();
        format!("<table:table-row{attributes}>{cells}</table:table-row>")
    };
    let sheet = format!(
        "<table:table table:name=\"表\"><table:table-columns><table:table-column/><table:table-column \
         {default}=\"column\"/><table:table-column {default}=\"old\"/></table:table-columns>\
         <table:table-row>{header}</table:table-row>{}{}{}{}</table:table>",
        row(""),
        row(&format!(" {default}=\"row\"")),
        row(&format!(" {default}=\"old\"")),
        "<table:table-row><table:covered-table-cell/><table:covered-table-cell office:value-type=\"float\" \
         office:value=\"7\"/></table:table-row>",
    );
    let original = package(&content(&styles, &sheet), &[]);
    let all = ["日期", "金额(元)", "摘要"].map(|column| mark(Some(column), "错"));
    let marks = (2..=5).map(|row| (row, all.to_vec())).collect();
    let returned = marked(&original, &marks);
    insta::assert_snapshot!(differences(
        &part(&original, "content.xml"),
        &part(&returned, "content.xml")
    ));
}

/// A document that declares and holds no more than it must.
#[test]
fn what_a_document_does_not_declare_comes_with_the_mark() {
    let text = |words: &str| {
        format!("<table:table-cell office:value-type=\"string\" office:string-value=\"{words}\"/>")
    };
    let rows = [["日期", "金额(元)", "摘要", "收款人"], ["2022-13-05", "5", "甲", "乙"]]
        .map(|cells| format!("<table:table-row>{}</table:table-row>", cells.map(text).concat()));
    let xml = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:dc='other'><office:body>\
         <office:spreadsheet><table:table table:name=\"表\">{}</table:table></office:spreadsheet>\
         </office:body></office:document-content>",
        rows.concat()
    );
    let original = package(&xml, &[]);
    let returned = marked(&original, &BTreeMap::from([(2, vec![mark(Some("日期"), "错")])]));
    insta::assert_snapshot!(differences(&xml, &part(&returned, "content.xml")));
}

#[test]
fn a_signature_does_not_come_back_where_it_would_be_no_longer_true() {
    let signatures = ["META-INF/documentsignatures.xml", "META-INF/macrosignatures.xml"];
    let entry = |name: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{name}\" manifest:media-type=\"\"/>")
    };
    let entries: String = signatures.map(entry).concat();
    let manifest = format!("{MANIFEST}{entries}</manifest:manifest>");
    let mut parts = signatures.map(|name| (name, "<signatures/>")).to_vec();
    parts.push(("META-INF/manifest.xml", &manifest));
    let signed = package(&content(STYLES, SHEET), &parts);
    let returned = marked(&signed, &wrong());
    assert!(is_signed(&signed) && !is_signed(&returned) && !is_signed(&list()));
    let names: Vec<String> = others(&returned).into_iter().map(|(name, ..)| name).collect();
    assert!(
        !names.contains(&signatures[0].to_owned()) && names.contains(&signatures[1].to_owned())
    );
    let left = part(&returned, "META-INF/manifest.xml");
    assert_eq!(left, manifest.replace(&entry(signatures[0]), ""));
}

#[test]
fn what_is_no_such_workbook_is_told() {
    let original = list();
    let sources = sources(&original);
    let marks = wrong();
    let refused = |bytes: &[u8], sources: &[Source], marks: &Marks| {
        let marks: Vec<_> = sources.iter().map(|source| (source, marks)).collect();
        same_workbook(bytes, &marks).expect_err("it is refused")
    };
    let of = |content: &str| package(content, &[]);
    let mut renamed = sources.clone();
    renamed[0].table.sheet = Some("没有".to_owned());
    let mut wide = sources.clone();
    wide[0].table.columns[6].position = 16_383;
    let beyond = BTreeMap::from([(1_048_576, vec![mark(None, "错")])]);
    let said = [
        refused(b"no package", &sources, &marks),
        refused(&original[..original.len() / 2], &sources, &marks),
        refused(&original, &renamed, &marks),
        refused(&original, &wide, &marks),
        refused(&original, &sources, &beyond),
        refused(&of("<office:document-content/>"), &sources, &marks),
        refused(&of("<a></b>"), &sources, &marks),
        refused(&of(&content(STYLES, &format!("{SHEET}{SHEET}"))), &sources, &marks),
        refused(&of(&content(STYLES, &SHEET.replace("</table:table-row>", ""))), &sources, &marks),
    ];
    insta::assert_debug_snapshot!(said.map(|error| error.to_string()));
}

/// A workbook under a password is refused when it is read; its content is no text either.
#[test]
fn a_workbook_under_a_password_is_refused() {
    let manifest = format!(
        "{MANIFEST}<manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/>\
         </manifest:file-entry></manifest:manifest>"
    );
    let locked = package(&content(STYLES, SHEET), &[("META-INF/manifest.xml", &manifest)]);
    let vocabulary = Vocabulary::of(Kind::Payments);
    let read = read_tables("密.ods", &locked, &ReadOptions::default(), &vocabulary);
    assert!(matches!(read, Err(ReadError::Protected { .. })), "{read:?}");
}

/// A small file may say that a long row stands many times; marks on them all would write it out.
#[test]
fn a_row_that_is_too_long_for_its_many_copies_is_refused() {
    let long = "甲".repeat(100_000);
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"1000\">{EQUAL}<table:table-cell><text:p>{long}\
         </text:p></table:table-cell></table:table-row>"
    );
    let original = sheet(&rows);
    let sources = sources(&original);
    let of_rows = |last: u32| (2..last).map(|row| (row, vec![mark(None, "错")])).collect();
    let few: Marks = of_rows(800);
    let many: Marks = of_rows(1000);
    assert!(same_workbook(&original, &[(&sources[0], &few)]).is_ok());
    let refused = same_workbook(&original, &[(&sources[0], &many)]);
    assert!(matches!(refused, Err(MarkError::TooLong { .. })), "{:?}", refused.map(|_| ()));
}

/// A tag of very many attributes is gone through once, not once for each of them.
#[test]
fn very_many_attributes_are_copied() {
    let mut many = String::new();
    for number in 0..300_000 {
        let _ = write!(many, " a{number}=\"\"");
    }
    let rows = format!("<table:table-row{many}>{EQUAL}</table:table-row>");
    let original = sheet(&rows.replace("<table:table-cell ", &format!("<table:table-cell{many} ")));
    let marks = BTreeMap::from([(2, vec![mark(Some("日期"), "错"), mark(Some("收款人"), "错")])]);
    let returned = part(&marked(&original, &marks), "content.xml");
    assert_eq!(
        returned.matches(" a299999=").count(),
        part(&original, "content.xml").matches(" a299999=").count() + 2
    );
}

/// Some programs lay their XML out for people; white space between elements says nothing.
#[test]
fn a_workbook_laid_out_for_people_is_read_and_comes_back() {
    let plain = list();
    let spaced = part(&plain, "content.xml").replace("><", ">\n\t <");
    let spaced = package(&spaced, &[]);
    let read = |bytes: &[u8]| sources(bytes).remove(0).table;
    assert_eq!(read(&plain), read(&spaced));
    let returned = marked(&spaced, &wrong());
    assert_eq!(read(&marked(&plain, &wrong())).rows, read(&returned).rows);
    // Words between cells are damage.
    let torn =
        part(&spaced, "content.xml").replacen("</table:table-cell>", "</table:table-cell>字", 1);
    let vocabulary = Vocabulary::of(Kind::Payments);
    let torn = read_tables("坏.ods", &package(&torn, &[]), &ReadOptions::default(), &vocabulary);
    assert!(matches!(torn, Err(ReadError::Workbook { .. })), "{torn:?}");
}

/// A part of more than 1 GiB is refused, and no piece of it is taken for the whole.
#[test]
fn a_part_that_is_too_long_is_never_cut() {
    let spaced = part(&list(), "content.xml").replace("><", ">\n<");
    let spaced = package(&spaced, &[]);
    let read = |size: u32| {
        let bytes = claiming(&spaced, "content.xml", size);
        let vocabulary = Vocabulary::of(Kind::Payments);
        read_tables("长.ods", &bytes, &ReadOptions::default(), &vocabulary).map(|_| ())
    };
    assert_eq!(read(1 << 30), Ok(()));
    let too_long =
        ReadError::LongPart { file: "长.ods".to_owned(), part: "content.xml".to_owned() };
    assert_eq!(read((1 << 30) + 1), Err(too_long));
    let original = list();
    let (sources, marks) = (sources(&original), wrong());
    let returned = |size: u32| {
        let bytes = claiming(&original, "content.xml", size);
        same_workbook(&bytes, &[(&sources[0], &marks)]).map(|_| ())
    };
    assert!(returned(1 << 30).is_ok());
    let refused = returned((1 << 30) + 1);
    assert!(
        matches!(&refused, Err(MarkError::LongPart { part }) if part == "content.xml"),
        "{refused:?}"
    );
}

/// An element that is not closed is damage; the reader of the format waits for its end without end.
#[test]
fn a_workbook_that_breaks_off_is_refused() {
    let whole = content(STYLES, SHEET);
    let vocabulary = Vocabulary::of(Kind::Payments);
    let torn = [
        whole.replacen("</office:annotation>", "</office:annotatin>", 1),
        whole.replacen("</office:annotation>", "", 1),
        whole[..whole.find("<table:table-row-group>").expect("there is one")].to_owned(),
        whole.replace("</table:table>", "</table:tables>"),
        whole.replace("</office:document-content>", ""),
    ];
    for torn in torn {
        let read =
            read_tables("断.ods", &package(&torn, &[]), &ReadOptions::default(), &vocabulary);
        assert!(matches!(read, Err(ReadError::Workbook { .. })), "{torn}");
    }
}

/// A cell of a generated table: what it says, its style, how often it stands.
type Piece = (u8, u8, u8);

fn row_of((repeat, cells): &(u8, Vec<Piece>)) -> String {
    let cells = cells.iter().map(|(kind, style, repeat)| {
        let style = ["", " table:style-name=\"ce1\"", " table:style-name=\"ce2\""][usize::from(*style)];
        let repeat = match repeat {
            1 => String::new(),
            _ => format!(" table:number-columns-repeated=\"{repeat}\""),
        };
        match kind {
            0 => format!("<table:table-cell{style}{repeat}/>"),
            1 => format!("<table:covered-table-cell{repeat}{style}/>"),
            2 => format!(
                "<table:table-cell{repeat} office:value-type='float' office:value='7'{style}><text:p>7\
                 </text:p></table:table-cell>"
            ),
            _ => format!(
                "<table:table-cell{style} office:value-type=\"string\"{repeat}><office:annotation>\
                 <dc:creator>甲</dc:creator></office:annotation><text:p>字</text:p></table:table-cell>"
            ),
        }
    });
    let cells: String = cells.collect();
    match repeat {
        1 => format!("<table:table-row>{cells}</table:table-row>"),
        _ => format!(
            "<table:table-row table:number-rows-repeated=\"{repeat}\">{cells}</table:table-row>"
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the runs: nothing else of the package changes, rows without a mark stay byte for byte,
    /// every cell reads as before, and a return of nothing takes every mark away.
    #[test]
    fn whatever_is_marked_the_rest_stays(
        rows in prop::collection::vec(
            (1_u8..4, prop::collection::vec((0_u8..4, 0_u8..3, 1_u8..4), 0..5)),
            1..6,
        ),
        wrong in prop::collection::btree_map(0_u32..12, 0_usize..5, 0..6),
    ) {
        let last = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>末</text:p>\
                    </table:table-cell></table:table-row>";
        let texts: Vec<String> = rows.iter().map(row_of).collect();
        let original = sheet(&format!("{}{last}", texts.concat())).clone();
        // Words in the first row may be a second row of names, in which two are alike.
        prop_assume!(mapped(&original).is_ok());
        let before = sources(&original);
        let known = ["日期", "金额(元)", "摘要", "收款人"];
        let count: u32 = rows.iter().map(|(repeat, _)| u32::from(*repeat)).sum();
        let marks: Marks = wrong
            .iter()
            .filter(|(row, _)| **row < count)
            .map(|(row, column)| {
                (row + 2, vec![mark(known.get(*column).copied(), "错")])
            })
            .collect();
        let returned = same_workbook(&original, &[(&before[0], &marks)]).expect("it is marked");
        prop_assert_eq!(others(&original), others(&returned));
        let xml = part(&returned, "content.xml");
        let mut number = 2;
        let mut rest = xml.as_str();
        for (text, (repeat, _)) in texts.iter().zip(&rows) {
            let next = number + u32::from(*repeat);
            if marks.range(number..next).next().is_none() {
                let found = rest.find(text.as_str());
                prop_assert!(found.is_some(), "{text} stays in {rest}");
                rest = &rest[found.unwrap_or_default() + text.len()..];
            }
            number = next;
        }
        let after = sources(&returned);
        let cell = |source: &Source, number: u32, column: usize| {
            let aside = source.table.set_aside.iter().map(|aside| &aside.row);
            let mut all = source.table.rows.iter().chain(aside);
            let row = all.find(|row| row.number == number);
            row.map(|row| row.cell(column).clone()).unwrap_or_default()
        };
        let reasons = after[0].table.columns.iter().find(|column| column.name == REASON);
        let reasons = reasons.expect("there are reasons").position;
        for number in 2..=count + 2 {
            for column in 0..reasons {
                prop_assert_eq!(cell(&before[0], number, column), cell(&after[0], number, column));
            }
            let reason = cell(&after[0], number, reasons);
            prop_assert_eq!(marks.contains_key(&number), !reason.is_empty());
        }
        let clean = same_workbook(&returned, &[(&after[0], &Marks::new())]).expect("it is marked");
        let clean = part(&clean, "content.xml");
        let body = clean.split_once("<office:body>").expect("there is a body").1;
        prop_assert!(!body.contains("taizhang") && !body.contains("台账") && !body.contains("错"), "{body}");
    }
}
