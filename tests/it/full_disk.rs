//! A disk that is full in the middle of an import, and has space again afterwards.
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use taizhang_cli::ExitCode;

use crate::harness::Office;

/// A small file system in memory, gone when it is dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts one of 4 MiB; `None`, with the reason printed, where that is not permitted.
    #[expect(clippy::print_stderr, reason = "a test that is left out says why")]
    fn mount(at: &Path) -> Option<Self> {
        fs::create_dir_all(at).expect("the folder can be made");
        let options = ["-t", "tmpfs", "-o", "size=4m", "tmpfs"];
        match Command::new("mount").args(options).arg(at).output() {
            Ok(output) if output.status.success() => Some(Self(at.to_owned())),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                eprintln!("left out: a file system cannot be mounted here ({said})");
                None
            }
            Err(error) => {
                eprintln!("left out: `mount` cannot be started ({error})");
                None
            }
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

/// A list of so many payments of one fen each.
fn list(payments: u32) -> String {
    let mut text = "日期,凭证号,经济科目,金额(元),收款人,摘要,指标\n".to_owned();
    for number in 0..payments {
        writeln!(text, "2022-06-30,批-{number:05},30201,0.01,县文具店,办公用品,2022-001")
            .expect("text can be written");
    }
    text
}

#[test]
fn an_import_on_a_full_disk_writes_nothing_and_goes_on_when_there_is_space() {
    let office = Office::new();
    let Some(disk) = SmallDisk::mount(&office.ledger()) else { return };
    office.furnish();
    office.on("2022-12-31");
    office.file("支付.csv", list(2000));
    let journal = office.journal();
    let status = office.run("status").ended(ExitCode::Success);
    let ballast = disk.0.join("占地方");
    // Less than the import needs is left, and more than a look at the ledger needs.
    fs::write(&ballast, vec![1; 3_300_000]).expect("there is space for it");

    let said = office.run("import payments 支付.csv --yes");
    let told = said.ended(ExitCode::Unavailable);
    assert!(told.contains("原因：") && told.contains("办法："), "{told}");
    assert!(office.journal() == journal, "something of the import was written");
    assert_eq!(office.run("status").ended(ExitCode::Success), status);

    fs::remove_file(&ballast).expect("it can be removed");
    office.run("import payments 支付.csv --yes").done();
    assert_eq!(office.run("verify --json").json()["ok"], true);
    let batches = office.run("import list --json").json();
    assert_eq!(batches.as_array().map(Vec::len), Some(1), "{batches}");
}
