//! A user's own Word file as style master.

use std::io::{Cursor, Write};

use taizhang_docx::DocxExporter;
use taizhang_export::{
    Artifact, Attachment, ExportError, ExportRequest, Exporter, FileFault, Length,
};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::package::{export_request, part};
use crate::sample;

const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" Target="theme/theme1.xml"/></Relationships>"#;
const STYLES: &str = r#"<w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:rPr><w:rFonts w:eastAsia='华文 "中" 宋'/><w:b/><w:sz w:val="60"/></w:rPr></w:style>
</w:styles>"#;
const THEME: &str = r#"<a:theme xmlns:a="a"><a:themeElements><a:fontScheme name="x"><a:majorFont><a:latin typeface="M"/></a:majorFont>
<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Jpan" typeface="J"/><a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>"#;

fn document(section: &str) -> String {
    format!(
        "<w:document xmlns:w=\"w\"><w:body><w:p/><w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )
}

const A4: &str = r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/>"#;

fn archive<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).expect("memory takes a part");
        archive.write_all(text.as_bytes()).expect("memory takes a part");
    }
    archive.finish().expect("memory takes an archive").into_inner()
}

fn master(document: &str, styles: &str) -> Vec<u8> {
    archive([
        ("_rels/.rels", ROOT),
        ("word/_rels/document.xml.rels", PARTS),
        ("word/document.xml", document),
        ("word/styles.xml", styles),
        ("word/theme/theme1.xml", THEME),
    ])
}

fn export(bytes: Vec<u8>) -> Result<Artifact, ExportError> {
    let context = sample::context();
    let mut request = ExportRequest::new(&context).with_options([("master", "样式.docx")]);
    let file = Attachment { name: "样式.docx".to_owned(), bytes };
    request.options.files.insert("master".to_owned(), file);
    export_request(&request)
}

/// Returns the definition of one of our styles.
fn style(artifact: &Artifact, id: &str) -> String {
    let styles = part(artifact, "word/styles.xml");
    let (_, rest) = styles.split_once(&format!("w:styleId=\"{id}\"")).expect("the style exists");
    rest.split("</w:style>").next().expect("a style ends").to_owned()
}

#[test]
fn letters_come_from_the_master_through_its_theme_and_inheritance() {
    let artifact = export(master(&document(A4), STYLES)).unwrap();
    let styles = part(&artifact, "word/styles.xml");
    let defaults = styles.split("</w:docDefaults>").next().unwrap();
    assert!(defaults.contains("w:ascii=\"Calibri\""), "{defaults}");
    assert!(defaults.contains("w:eastAsia=\"等线\""), "{defaults}");
    assert!(defaults.contains("<w:sz w:val=\"28\"/>"), "{defaults}");
    // Off the grid of 28 characters nothing is drawn closer.
    assert!(!defaults.contains("w:val=\"-5\""), "{defaults}");
    let heading = style(&artifact, "Heading1");
    assert!(heading.contains("w:eastAsia=\"华文 &quot;中&quot; 宋\""), "{heading}");
    assert!(heading.contains("<w:b w:val=\"1\"/>"), "{heading}");
    // 30 pt need more than 28.95 pt from line to line.
    assert!(heading.contains("w:line=\"720\" w:lineRule=\"exact\""), "{heading}");
    assert!(heading.contains("w:firstLine=\"1200\""), "{heading}");
    assert!(style(&artifact, "BodyText").contains("w:firstLine=\"560\""));
    // What the master does not have stays as it is.
    assert!(style(&artifact, "TableText").contains("<w:sz w:val=\"21\"/>"));
}

#[test]
fn paper_and_margins_come_from_the_master_and_everything_follows() {
    let artifact = export(master(&document(A4), STYLES)).unwrap();
    let document = part(&artifact, "word/document.xml");
    assert!(document.contains("w:top=\"1440\" w:right=\"1800\" w:bottom=\"1440\" w:left=\"1800\""));
    // 8306 twips of text: so wide are the tables, and so far out the page numbers of the contents.
    assert!(document.contains("<w:tblW w:w=\"8306\" w:type=\"dxa\"/>"));
    assert!(style(&artifact, "TOC1").contains("w:pos=\"8305\""));
    // The turned foot follows the margins, too.
    let foot = part(&artifact, "word/footer3.xml");
    assert!(foot.contains("w:tblpX=\"975\" w:tblpY=\"1800\""), "{foot}");
    assert!(foot.contains("<w:trHeight w:val=\"8306\""), "{foot}");
}

#[test]
fn a_master_on_its_side_is_turned_upright() {
    let section = r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1600" w:right="2000" w:bottom="1400" w:left="1900" w:footer="992" w:gutter="0"/>"#;
    let artifact = export(master(&document(section), STYLES)).unwrap();
    let document = part(&artifact, "word/document.xml");
    assert!(document.contains("w:top=\"2000\" w:right=\"1400\" w:bottom=\"1900\" w:left=\"1600\""));
}

/// The body of most reports stands upright before the tables at the end that lie on their side.
#[test]
fn the_first_upright_section_is_taken_and_the_gutter_is_at_the_binding_edge() {
    let lying = r#"<w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:top="1600" w:right="2000" w:bottom="1400" w:left="1900" w:gutter="200"/>"#;
    let upright = r#"<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1500" w:right="1501" w:bottom="1502" w:left="1503" w:gutter="100"/>"#;
    let sections = |before: &str, last: &str| {
        format!(
            "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:sectPr>{before}</w:sectPr></w:pPr></w:p>\
             <w:sectPr>{last}</w:sectPr></w:body></w:document>"
        )
    };
    let check = |before: &str, last: &str, margins: &str| {
        let artifact = export(master(&sections(before, last), STYLES)).unwrap();
        let document = part(&artifact, "word/document.xml");
        assert!(document.contains(margins), "{before} {last}");
    };
    let of_upright = "w:top=\"1500\" w:right=\"1501\" w:bottom=\"1502\" w:left=\"1603\"";
    check(upright, lying, of_upright);
    check(lying, upright, of_upright);
    check("<w:pgMar w:top=\"999\"/>", upright, of_upright);
    check(lying, lying, "w:top=\"2000\" w:right=\"1400\" w:bottom=\"1900\" w:left=\"1800\"");
}

/// 25 characters of 22 pt are two lines of 156 mm; of 30 pt, 14 to a line, they are two as well, and of 36 pt,
/// 12 to a line, three.
#[test]
fn a_title_is_broken_by_the_size_of_the_masters_letters() {
    let lines = |half_points: &str| {
        let title = format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"Title\"/><w:rPr><w:sz w:val=\"{half_points}\"/></w:rPr></w:style></w:styles>"
        );
        let mut context = sample::context();
        context.report.title = "关于开展科学技术普及活动情况的自我评价和绩效报告书".to_owned();
        let mut request = ExportRequest::new(&context).with_options([("master", "样式.docx")]);
        let section = r#"<w:pgSz w:w="11906" w:h="16838"/>"#;
        let bytes = master(&document(section), &STYLES.replace("</w:styles>", &title));
        let file = Attachment { name: "样式.docx".to_owned(), bytes };
        request.options.files.insert("master".to_owned(), file);
        let artifact = export_request(&request).expect("the master is sound");
        let annex = style(&artifact, "AnnexTitle");
        let document = part(&artifact, "word/document.xml");
        let (_, title) = document.split_once("<w:pStyle w:val=\"Title\"/>").expect("a title");
        let title = title.split("</w:p>").next().expect("a paragraph ends");
        (title.matches("<w:br").count() + 1, annex)
    };
    assert_eq!(lines("44").0, 2);
    assert_eq!(lines("60").0, 2);
    let (count, annex) = lines("72");
    assert_eq!(count, 3);
    // 36 pt need more than 35 pt from line to line, in the titles of annexes, too.
    assert!(annex.contains("w:line=\"864\""), "{annex}");
}

#[test]
fn a_document_with_a_password_is_named_as_such() {
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let stream = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let file = |name: &str| [compound.clone(), vec![0; 504], stream(name)].concat();
    check(file("EncryptedPackage"), &FileFault::Protected);
    // An old .doc is a compound file, too.
    check(file("WordDocument"), &FileFault::Format { format: "docx" });
    check(compound, &FileFault::Format { format: "docx" });
}

#[test]
fn the_standard_as_master_changes_nothing_on_the_page() {
    let plain = crate::package::export_context(&sample::context(), &[]).unwrap();
    let same = export(plain.bytes.clone()).unwrap();
    for name in ["word/document.xml", "word/footer1.xml", "word/footer3.xml"] {
        assert_eq!(part(&plain, name), part(&same, name), "{name}");
    }
    let twice = export(same.bytes.clone()).unwrap();
    assert!(twice == same, "a report as master for itself gives the same again");
    // A line of exact height would show one line's height of each chart.
    let picture = style(&same, "ChartPicture");
    assert!(picture.contains("w:lineRule=\"auto\""), "{picture}");
}

#[track_caller]
fn check(bytes: Vec<u8>, expected: &FileFault) {
    match export(bytes) {
        Err(ExportError::Attachment { option, file, fault }) => {
            assert_eq!((option.as_str(), file.as_str()), ("master", "样式.docx"));
            assert_eq!(&fault, expected);
        }
        other => panic!("expected {expected:?}, got {:?}", other.map(|artifact| artifact.name)),
    }
}

#[test]
fn what_is_no_word_file_is_refused() {
    let format = FileFault::Format { format: "docx" };
    check(b"PK\x03\x04".to_vec(), &format);
    check("甲乙丙丁".as_bytes().to_vec(), &format);
    check(archive([("a.txt", "x")]), &format);
    check(master("<x:workbook/>", STYLES), &format);
    let missing = archive([("_rels/.rels", ROOT)]);
    check(missing, &FileFault::PartMissing { part: "word/document.xml".to_owned() });
}

#[test]
fn damaged_parts_are_named() {
    for styles in ["<w:styles>", "<w:styles></w:x>", "<w:other/>"] {
        let fault = match export(master(&document(A4), styles)) {
            Err(ExportError::Attachment { fault, .. }) => fault,
            other => panic!("{styles}: {:?}", other.map(|artifact| artifact.name)),
        };
        let is_named =
            matches!(&fault, FileFault::PartDamaged { part, .. } if part == "word/styles.xml");
        assert!(is_named, "{fault:?}");
    }
    let deep = format!("<w:styles>{}{}</w:styles>", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let detail = "its elements are nested more than 64 deep".to_owned();
    let part = "word/styles.xml".to_owned();
    check(master(&document(A4), &deep), &FileFault::PartDamaged { part, detail });
}

#[test]
fn a_part_that_unpacks_beyond_the_limit_is_refused() {
    let bomb = format!("<w:styles><!--{}--></w:styles>", " ".repeat(17 * 1_048_576));
    let part = "word/styles.xml".to_owned();
    let bytes = master(&document(A4), &bomb);
    assert!(bytes.len() < 100_000, "it is small when packed");
    check(bytes, &FileFault::TooLarge { part, limit: 16 * 1_048_576 });
}

#[test]
fn margins_and_sizes_that_leave_no_room_are_refused() {
    let section = |margins: &str| {
        document(&format!("<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar {margins}/>"))
    };
    let range = |name: &str, value: i64, low: i64, high: i64| FileFault::Range {
        name: name.to_owned(),
        value,
        low,
        high,
        length: Length::Twips,
    };
    let cases = [
        ("w:left=\"-1\"", range("w:pgMar/@w:left", -1, 0, 5670)),
        ("w:left=\"5671\"", range("w:pgMar/@w:left", 5671, 0, 5670)),
        ("w:left=\"3402\" w:right=\"3403\"", range("版心宽度", 5101, 5102, 11906)),
    ];
    for (margins, fault) in cases {
        check(master(&section(margins), STYLES), &fault);
    }
    assert!(export(master(&section("w:left=\"3402\" w:right=\"3402\""), STYLES)).is_ok());
    let huge = STYLES.replace("w:val=\"60\"", "w:val=\"146\"");
    let name = "w:sz/@w:val".to_owned();
    let length = Length::HalfPoints;
    check(
        master(&document(A4), &huge),
        &FileFault::Range { name, value: 146, low: 2, high: 144, length },
    );
}

#[test]
fn a_style_based_on_itself_comes_to_an_end() {
    let circle = STYLES.replace("<w:basedOn w:val=\"a\"/>", "<w:basedOn w:val=\"1\"/>");
    assert!(export(master(&document(A4), &circle)).is_ok());
}

#[test]
fn a_named_file_that_was_not_handed_over_is_refused() {
    let context = sample::context();
    let request = ExportRequest::new(&context).with_options([("master", "样式.docx")]);
    let error = DocxExporter.export(&request).expect_err("there are no bytes");
    assert!(matches!(error, ExportError::Attachment { fault: FileFault::Absent, .. }), "{error:?}");
}
