//! Workbooks whose rows were not entered come back as they are, marked, and are imported once they are
//! put right.

use std::io::{Cursor, Read, Write};

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// An ods workbook with one sheet for each list of rows.
fn ods(sheets: &[(&str, &[[&str; 7]])], others: &[(&str, &str)]) -> Vec<u8> {
    let cell = |words: &&str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &[&str; 7]| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let header = ["日期", "凭证号", "指标", "经济科目", "金额(元)", "收款人", "摘要"];
    let sheet = |(name, rows): &(&str, &[[&str; 7]])| {
        let rows: String = rows.iter().map(row).collect();
        format!(
            "<table:table table:name=\"{name}\"><table:table-column table:number-columns-repeated=\"7\"/>\
             {}{rows}</table:table>",
            row(&header)
        )
    };
    let space = "urn:oasis:names:tc:opendocument:xmlns";
    let sheets: String = sheets.iter().map(sheet).collect();
    let content = format!(
        "<office:document-content xmlns:office=\"{space}:office:1.0\" xmlns:table=\"{space}:table:1.0\" \
         xmlns:text=\"{space}:text:1.0\"><office:body><office:spreadsheet>{sheets}</office:spreadsheet>\
         </office:body></office:document-content>"
    );
    let manifest = format!("<manifest:manifest xmlns:manifest=\"{space}:manifest:1.0\"/>");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("in memory");
    };
    put("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    put("content.xml", &content);
    put("META-INF/manifest.xml", &manifest);
    for (name, text) in others {
        put(name, text);
    }
    writer.finish().expect("in memory").into_inner()
}

/// The workbook with another text in its sheets.
fn with(workbook: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a package");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let name = part.name().expect("a name").into_owned();
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.replacen(old, new, 1).as_bytes()).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

fn content(workbook: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a package");
    let part = archive.by_name("content.xml").expect("there is content");
    std::io::read_to_string(part).expect("it is text")
}

const RIGHT: [&str; 7] = ["2022-01-05", "记-91", "2022-001", "30201", "100", "甲", "乙"];
const WRONG: [&str; 7] = ["2022-13-05", "记-92", "2022-001", "30201", "50", "甲", "乙"];

#[test]
fn an_ods_workbook_goes_and_comes_until_it_is_right() {
    let office = Office::at_year_end();
    let signature = ("META-INF/documentsignatures.xml", "<signatures/>");
    office.file("支付.ods", ods(&[("1月", &[RIGHT, WRONG])], &[signature]));
    let mut said = vec![
        office
            .run("import payments 支付.ods --only-new --yes --refused 退回.ods")
            .ended(ExitCode::Success),
    ];
    let returned = std::fs::read(office.path().join("退回.ods")).expect("it was written");
    said.push(content(&returned).replace("><", ">\n<"));
    office.file("改好.ods", with(&returned, "2022-13-05</text:p>", "2022-01-06</text:p>"));
    let again = office.run("import payments 改好.ods --dry-run --json").json();
    said.push(again["counts"].to_string());
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_workbook_keeps_its_own_name_in_a_folder() {
    let office = Office::at_year_end();
    office.file("甲.ods", ods(&[("1月", &[WRONG])], &[]));
    office.file("乙.ods", ods(&[("1月", &[WRONG])], &[]));
    office.run("import payments 甲.ods 乙.ods --dry-run --refused 退回/").ended(ExitCode::Refused);
    let names = ["甲.ods", "乙.ods"].map(|name| {
        let returned = std::fs::read(office.path().join("退回").join(name));
        content(&returned.expect("it was written")).contains("未入账原因")
    });
    assert_eq!(names, [true, true]);
}

/// What comes back of a file with refused rows.
pub(crate) fn returned(office: &Office, file: &str) -> Vec<u8> {
    let line = format!("import payments {file} --dry-run --refused 退回/");
    office.run(&line).ended(ExitCode::Refused);
    std::fs::read(office.path().join("退回").join(file)).expect("it was written")
}

/// Of two sheets one is put right, the other not: the marks of the first go, too.
#[test]
fn marks_go_from_a_sheet_whose_rows_are_all_right() {
    let office = Office::at_year_end();
    office.file("支付.ods", ods(&[("1月", &[WRONG]), ("2月", &[RIGHT, WRONG])], &[]));
    let both = returned(&office, "支付.ods");
    assert_eq!(content(&both).matches("<dc:creator>台账").count(), 2);
    office.file("改好.ods", with(&both, "2022-13-05</text:p>", "2022-01-06</text:p>"));
    let one = content(&returned(&office, "改好.ods"));
    let sheets: Vec<&str> = one.split("<table:table ").collect();
    let [_, first, second] = sheets.as_slice() else { panic!("there are two sheets: {one}") };
    assert!(!first.contains("台账") && !first.contains("taizhang"), "{first}");
    assert!(first.contains("未入账原因"), "{first}");
    assert!(second.contains("<dc:creator>台账"), "{second}");
}

/// An old workbook with one wrong day, and a row without payee and memo.
const OLD: &[u8] = include_bytes!("../../fixtures/import/支付明细-旧版.xls");

#[test]
fn an_old_workbook_goes_and_comes_until_it_is_right() {
    let office = Office::at_year_end();
    office.file("支付.xls", OLD);
    // The office has a 记-001 of this payee in this month, and the workbook a 记-1.
    let line = "import payments 支付.xls --only-new --yes --accept-row 3 --refused 退回.xls";
    let mut said = vec![office.run(line).ended(ExitCode::Success)];
    let mut returned = std::fs::read(office.path().join("退回.xls")).expect("it was written");
    let (wrong, right) = (b"2022-13-05", b"2022-01-06");
    let at = returned.windows(wrong.len()).position(|window| window == wrong).expect("the day");
    returned[at..at + right.len()].copy_from_slice(right);
    office.file("改好.xls", &returned);
    let line = "import payments 改好.xls --only-new --yes --refused 再退/";
    said.push(office.run(line).ended(ExitCode::Success));
    let again = office.run("import payments 再退/改好.xls --dry-run --json").json();
    said.push(again["counts"].to_string());
    insta::assert_snapshot!(said.join("\n"));
}

/// What is called xls is not always a workbook that can be changed, and rows alone are never called so.
#[test]
fn rows_of_a_page_called_xls_come_back_as_xlsx() {
    let office = Office::at_year_end();
    let line = |cells: [&str; 7]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let header = ["日期", "凭证号", "指标", "经济科目", "金额(元)", "收款人", "摘要"];
    let page = format!("<html><table>{}{}</table></html>", line(header), line(WRONG));
    office.file("网页.xls", page);
    let said = ["退回.xls", "退回/"].map(|place| {
        let line = format!("import payments 网页.xls --dry-run --refused {place}");
        office.run(&line).ended(ExitCode::Refused)
    });
    let names = ["退回.xls.xlsx", "退回/网页.xls.xlsx"];
    for name in names {
        let bytes = std::fs::read(office.path().join(name)).expect("it was written");
        assert!(bytes.starts_with(b"PK"), "{name}");
    }
    assert!(said[0].contains("退回.xls.xlsx"), "{}", said[0]);
}

/// Whoever corrects returned rows keeps what he did, though the list is looked at again.
#[test]
fn a_returned_file_is_not_written_over() {
    let office = Office::at_year_end();
    let head = "日期,凭证号,指标,经济科目,金额(元),收款人,摘要\n";
    let wrong = WRONG.join(",");
    office.file("支付.csv", format!("{head}{wrong}\n"));
    let line = "import payments 支付.csv --dry-run --refused 退回.csv";
    office.run(line).ended(ExitCode::Refused);
    let returned = std::fs::read(office.path().join("退回.csv")).expect("it was written");
    // Looking once more writes the same, which takes nothing away.
    let again = office.run(line).ended(ExitCode::Refused);
    assert!(again.contains("连同原因写在"), "{again}");
    let corrected = String::from_utf8(returned).expect("UTF-8").replace("2022-13-05", "2022-01-05");
    office.file("退回.csv", corrected.as_str());
    let journal = office.journal();
    office.file("支付.txt", format!("{head}{wrong}\n"));
    office.file("支付.txt.xlsx", ods(&[("1月", &[WRONG])], &[]));
    let said = [
        office.run(line).ended(ExitCode::Refused),
        office
            .run("import payments 支付.csv --yes --only-new --refused 退回.csv")
            .ended(ExitCode::Refused),
        office
            .run("import payments 支付.txt 支付.txt.xlsx --dry-run --refused 再退/")
            .ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(office.journal(), journal, "nothing is entered of which the rest is lost");
    let kept = std::fs::read(office.path().join("退回.csv")).expect("it is there");
    assert_eq!(String::from_utf8(kept).expect("UTF-8"), corrected);
    assert!(!office.path().join("再退").exists());
    office
        .run("import payments 支付.csv --yes --only-new --refused 再退/")
        .ended(ExitCode::Success);
}
