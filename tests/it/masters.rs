//! A unit's own Word file as style master, from the command line.

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
