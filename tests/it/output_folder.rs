//! Exported files: all or none, and never over what somebody changed.

use std::fs;

use taizhang_cli::ExitCode;

use crate::harness::{Office, files_in};

#[test]
fn what_somebody_changed_is_not_overwritten() {
    let office = Office::small();
    let first = office.run("export csv -o out");
    office.run("disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 2022-01-04").done();
    let again = office.run("export csv -o out");
    assert_eq!((first.code, again.code), (again.code, first.code), "own files are replaced");
    let path = office.path().join("out/2022_示范县科学技术协会_支出明细.csv");
    fs::write(&path, "改过").expect("the file can be written");
    let before = files_in(&office.path().join("out"));
    office.run("disburse 2元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-004 --memo 笔 --date 2022-01-04").done();
    let dry = office.run("export csv -o out --dry-run").ended(ExitCode::Refused);
    let refused = office.run("export csv -o out").ended(ExitCode::Refused);
    assert!(files_in(&office.path().join("out")) == before, "a refused export wrote something");
    let forced = office.run("export csv -o out --force");
    assert_eq!(forced.code, first.code, "{forced}");
    assert_ne!(fs::read(&path).expect("it is there"), "改过".as_bytes());
    insta::assert_snapshot!(format!("{dry}\n{refused}\n{forced}"));
}

/// A file that was there before the first export was not written by it.
#[test]
fn a_file_that_was_there_first_stays() {
    let office = Office::small();
    fs::create_dir(office.path().join("out")).expect("folders can be made");
    office.file("out/2022_示范县科学技术协会_指标台账.csv", "别人的");
    office.run("export csv -o out").ended(ExitCode::Refused);
    let files = files_in(&office.path().join("out"));
    assert_eq!(files.len(), 1, "{files:?}");
}

/// A dry run fails where the real one would: under a file, and in a folder that takes no files.
#[test]
fn a_dry_run_sees_that_nothing_can_be_written() {
    let office = Office::small();
    office.file("文件", "x");
    let dry = office.run("export csv -o 文件/out --dry-run");
    let real = office.run("export csv -o 文件/out");
    assert_eq!(dry.code, real.code, "{dry}\n{real}");
    assert_ne!(dry.code, ExitCode::Success, "{dry}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = office.path().join("只读");
        fs::create_dir(&folder).expect("folders can be made");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).expect("it is ours");
        // Whoever may do everything may write here all the same.
        let is_refused = fs::write(folder.join("x"), "x").is_err();
        let (dry, real) =
            (office.run("export csv -o 只读 --dry-run"), office.run("export csv -o 只读"));
        assert_eq!(dry.code, real.code, "{dry}\n{real}");
        assert_eq!(dry.code == ExitCode::Unavailable, is_refused, "{dry}");
    }
}

/// Half of the files cannot be put in place, so none is, and those that were there come back.
#[test]
fn all_files_are_placed_or_none() {
    let office = Office::small();
    let first = office.run("export csv -o out");
    let out = office.path().join("out");
    // The old file cannot step aside, since its place is taken.
    fs::create_dir_all(out.join(".2022_示范县科学技术协会_取数说明.csv.replaced/占位"))
        .expect("folders can be made");
    office.run("disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 笔 --date 2022-01-04").done();
    let before = files_in(&out);
    let failed = office.run("export csv -o out --force");
    assert_eq!(failed.code, ExitCode::Unavailable, "{failed} after {first}");
    assert!(files_in(&out) == before, "half an export was left: {:?}", files_in(&out).keys());
}

#[cfg(unix)]
#[test]
fn a_report_leaves_a_changed_document_alone() {
    let office = Office::demo();
    let first = office.run("report -o a.docx");
    office.file("a.docx", "改过");
    let refused = office.run("report -o a.docx").ended(ExitCode::Refused);
    let forced = office.run("report -o a.docx --force");
    assert_eq!(forced.code, first.code);
    insta::assert_snapshot!(refused);
}
