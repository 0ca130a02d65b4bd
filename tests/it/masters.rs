//! A unit's own Word file as style master, from the command line.

use std::io::{Cursor, Read, Write};

use taizhang_cli::ExitCode;

use crate::docx::{document, paragraphs};
use crate::harness::{Office, files_in};

#[test]
fn a_report_may_serve_as_master_and_its_words_are_not_taken() {
    let office = Office::demo();
    office.run("report --signed 2023-02-15 -o 样本/报告.docx").done();
    office.run("report --signed 2023-02-15 --master 样本/报告.docx -o 甲/报告.docx").done();
    let line = "export docx --signed 2023-02-15 --option master=样本/报告.docx -o 乙";
    office.run(line).done();
    let words = |folder: &str| {
        let document = document(&files_in(&office.path().join(folder)));
        let paragraphs = paragraphs(&document);
        paragraphs.into_iter().map(|paragraph| paragraph.text).collect::<Vec<_>>()
    };
    let plain = words("样本");
    assert!(plain.len() > 500);
    assert_eq!(words("甲"), plain);
    assert_eq!(words("乙"), plain);
}

#[test]
fn a_file_that_cannot_serve_is_refused_with_its_reason_and_nothing_is_written() {
    let office = Office::demo();
    office.file("说明.docx", "这不是 Word 文件");
    let said = office.run("report --master 说明.docx -o 甲/报告.docx").ended(ExitCode::Refused);
    assert!(said.contains("选项 master 指定的文件 说明.docx 不能用"), "{said}");
    assert!(said.contains("它不是 docx 文件"), "{said}");
    let said = office.run("export docx --option master=没有.docx -o 甲").ended(ExitCode::Refused);
    assert!(said.contains("没有.docx"), "{said}");
    assert!(!office.path().join("甲").exists());
}

/// In the units and by the names that Word and WPS show.
#[test]
fn what_is_wrong_with_the_page_setup_is_told_as_word_shows_it() {
    let office = Office::demo();
    office.run("report --signed 2023-02-15 -o 样本/报告.docx").done();
    let bytes = std::fs::read(office.path().join("样本/报告.docx")).expect("it was written");
    let check = |name: &str, from: &str, to: &str, expected: &str| {
        edited(&office, &bytes, name, from, to);
        let said =
            office.run(&format!("report --master {name} -o 甲/报告.docx")).ended(ExitCode::Refused);
        assert!(said.contains(expected), "{said}");
        assert!(!said.contains("1/20"), "{said}");
    };
    check(
        "边距.docx",
        "w:left=\"1587\"",
        "w:left=\"5671\"",
        "左边距为 100.03 毫米，应在 0 至 100 毫米之间",
    );
    check(
        "纸张.docx",
        "w:w=\"11906\"",
        "w:w=\"5669\"",
        "纸张宽度为 99.99 毫米，应在 100 至 420 毫米之间",
    );
    let compound = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &utf16("EncryptedPackage")].concat();
    std::fs::write(office.path().join("密码.docx"), compound).expect("it can be written");
    let said = office.run("report --master 密码.docx -o 甲/报告.docx").ended(ExitCode::Refused);
    assert!(said.contains("它设了打开密码"), "{said}");
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Writes a copy of a document whose every section says `to` for `from`.
fn edited(office: &Office, bytes: &[u8], name: &str, from: &str, to: &str) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a document is an archive");
    let mut copy = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("the archive lists its parts");
        let part_name = part.name().expect("part names are text").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("the part is intact");
        if part_name == "word/document.xml" {
            let text = String::from_utf8(content).expect("the part is text");
            assert!(text.contains(from), "{from}");
            content = text.replace(from, to).into_bytes();
        }
        copy.start_file(part_name, zip::write::SimpleFileOptions::default())
            .expect("memory takes it");
        copy.write_all(&content).expect("memory takes it");
    }
    let copy = copy.finish().expect("memory takes it").into_inner();
    std::fs::write(office.path().join(name), copy).expect("it can be written");
}
