//! The year's archive package and data package, as they leave the sample ledger.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::harness::{Files, Office, demo_files, files_in};

const ROOT: &str = "宁县科学技术协会2022年度档案";

/// Exports and returns what was written.
fn export(office: &Office, command: &str) -> Files {
    office.run(&format!("export {command} -o 导出")).done();
    files_in(&office.path().join("导出"))
}

fn below<'a>(files: &'a Files, folder: &str) -> BTreeMap<&'a Path, &'a Vec<u8>> {
    let folder = Path::new(ROOT).join(folder);
    let found = files
        .iter()
        .filter_map(|(path, bytes)| path.strip_prefix(&folder).ok().map(|name| (name, bytes)));
    found.collect()
}

#[test]
fn the_archive_of_the_sample_year_checks_itself() {
    let office = Office::demo();
    let files = export(&office, "archive");
    let list = String::from_utf8(files[&Path::new(ROOT).join("SHA256SUMS")].clone());
    let packed = files.keys().filter(|path| path.starts_with(ROOT)).count();
    assert_eq!(list.expect("it is text").lines().count() + 2, packed);
    let checked = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
        .current_dir(office.path().join("导出").join(ROOT))
        .output()
        .expect("coreutils are there");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[test]
fn the_archive_holds_the_journal_and_the_evidence_byte_for_byte() {
    let files = export(&Office::demo(), "archive");
    let journal = below(&files, "流水");
    assert_eq!(journal.len(), 1);
    assert_eq!(
        journal[Path::new("000001.jsonl")],
        &demo_files()[Path::new("journal/000001.jsonl")]
    );
    let kept: Vec<&Vec<u8>> = demo_files()
        .iter()
        .filter(|(path, _)| path.starts_with("evidence"))
        .map(|(_, bytes)| bytes)
        .collect();
    let packed: Vec<&Vec<u8>> = files
        .iter()
        .filter(|(path, _)| path.to_string_lossy().contains("电子原始凭证"))
        .map(|(_, bytes)| bytes)
        .chain(below(&files, "佐证").into_values())
        .collect();
    assert!(!kept.is_empty());
    assert_eq!(packed.len(), kept.len());
    assert!(kept.iter().all(|bytes| packed.contains(bytes)));
}

#[test]
fn the_archive_names_the_head_of_the_ledger() {
    let office = Office::demo();
    let files = export(&office, "archive");
    let manifest: serde_json::Value =
        serde_json::from_slice(&files[&Path::new(ROOT).join("manifest.json")]).expect("JSON");
    assert_eq!(manifest["ledger_head"]["hash"], office.head());
    let page = String::from_utf8(files[&Path::new(ROOT).join("index.html")].clone());
    assert!(page.expect("it is text").contains(&office.head()));
}

#[test]
fn packages_are_the_same_every_time() {
    for command in ["archive", "archive --option form=zip", "fdp"] {
        let (once, again) = (export(&Office::demo(), command), export(&Office::demo(), command));
        assert!(!once.is_empty() && once == again, "{command}");
    }
}

#[test]
fn the_data_package_comes_to_the_figures_of_the_ledger() {
    let files = export(&Office::demo(), "fdp");
    let mut reader = csv::Reader::from_reader(files[Path::new("data/payments.csv")].as_slice());
    let headers = reader.headers().expect("it is CSV").clone();
    let at = headers.iter().position(|name| name == "amount").expect("it has amounts");
    let fen = reader
        .records()
        .map(|row| row.expect("it is CSV")[at].replace('.', "").parse::<i64>().expect("an amount"));
    // 120.53 万元, the outturn of the sample year.
    assert_eq!(fen.sum::<i64>(), 120_530_000);
}

#[test]
fn a_past_view_is_packed_as_it_was() {
    let office = Office::demo();
    let files = export(&office, "archive --as-of 2022-06-30");
    let manifest: serde_json::Value =
        serde_json::from_slice(&files[&Path::new(ROOT).join("manifest.json")]).expect("JSON");
    assert_eq!(manifest["as_of"], "2022-06-30");
    let all = String::from_utf8(files[&Path::new(ROOT).join("凭证/全部凭证.xml")].clone());
    let all = all.expect("it is text");
    assert!(all.contains("<VOUCHER_DATE>2022-06-") && !all.contains("<VOUCHER_DATE>2022-07-"));
}
