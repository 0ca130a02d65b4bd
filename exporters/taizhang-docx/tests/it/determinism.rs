//! Same context, same bytes.

use jiff::civil::date;

use crate::package::{export, export_context, part, parts};
use crate::sample;

#[test]
fn the_same_context_gives_the_same_bytes() {
    let first = export_context(&sample::context(), &[]).unwrap();
    let second = export_context(&sample::context(), &[]).unwrap();
    assert!(first == second, "two exports of one context differ");
}

#[test]
fn dates_come_from_the_signature() {
    let mut report = sample::report();
    report.signature.date = date(2024, 2, 29);
    let core = part(&export(report, &[]).unwrap(), "docProps/core.xml");
    assert_eq!(core.matches("2024-02-29T00:00:00Z").count(), 2);
}

#[test]
fn the_package_holds_these_parts_and_no_time() {
    let artifact = export_context(&sample::context(), &[]).unwrap();
    let names: Vec<String> = parts(&artifact).into_keys().collect();
    insta::assert_snapshot!(names.join("\n"), @r"
    [Content_Types].xml
    _rels/.rels
    docProps/app.xml
    docProps/core.xml
    docProps/custom.xml
    word/_rels/document.xml.rels
    word/document.xml
    word/fontTable.xml
    word/footer1.xml
    word/footer2.xml
    word/footer3.xml
    word/footer4.xml
    word/media/rIdChart1.png
    word/media/rIdChart2.png
    word/settings.xml
    word/styles.xml
    word/theme/theme1.xml
    ");
}

#[test]
fn the_file_name_is_safe() {
    let mut context = sample::context();
    assert_eq!(
        export_context(&context, &[]).unwrap().name,
        "2022年度宁县科学技术协会部门整体支出绩效自评报告.docx"
    );
    context.unit.name = "../宁县\\科协:*?\u{7} ".to_owned();
    assert_eq!(
        export_context(&context, &[]).unwrap().name,
        "2022年度宁县科协部门整体支出绩效自评报告.docx"
    );
}
