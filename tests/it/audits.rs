//! `audit` on a folder of others' reports: one table, one exit code, and every file that could not
//! be read with 原因 and 办法.

use std::fs;

use taizhang_cli::ExitCode;

use crate::harness::Office;

fn folder() -> Office {
    let office = Office::new();
    fs::create_dir(office.path().join("报告")).expect("the folder can be made");
    office.file("报告/对.txt", "全年预算200万元，实际支出190万元，预算执行率95%。\n");
    office.file("报告/错.txt", "全年预算200万元，实际支出190万元，预算执行率98%。\n");
    office
}

#[test]
fn a_folder_is_one_table() {
    let office = folder();
    insta::assert_snapshot!(office.run("audit 报告").ended(ExitCode::Findings));
}

#[test]
fn what_cannot_be_read_is_named_beside_the_rest() {
    let office = folder();
    office.file("报告/旧.doc", [0xd0, 0xcf, 0x11, 0xe0]);
    office.file("报告/密.docx", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]);
    office.file("报告/空.xlsx", []);
    office.file("报告/扫描.pdf", "%PDF");
    insta::assert_snapshot!(office.run("audit 报告").ended(ExitCode::Refused));
}
