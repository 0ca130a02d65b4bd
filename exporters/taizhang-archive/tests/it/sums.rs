//! The lists of digests, checked by other programs than the one that wrote them.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::sample::{ROOT, package, text};

fn unpack(folder: &Path) {
    for artifact in package() {
        let path = folder.join(artifact.name.as_str());
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("it can be made");
        fs::write(path, &artifact.bytes).expect("it can be written");
    }
}

fn sha256sum(folder: &Path) -> (bool, String) {
    let output = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
        .current_dir(folder.join(ROOT))
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("coreutils are there");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn sha256sum_finds_a_changed_and_a_lost_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    unpack(folder.path());
    assert_eq!(sha256sum(folder.path()), (true, String::new()));
    let csv = folder.path().join(ROOT).join("报表/支出明细.csv");
    fs::write(&csv, "a,c\r\n").expect("it can be written");
    assert_eq!(sha256sum(folder.path()), (false, "报表/支出明细.csv: FAILED\n".to_owned()));
    fs::remove_file(&csv).expect("it can be removed");
    let (is_whole, said) = sha256sum(folder.path());
    assert!(!is_whole && said.contains("FAILED open or read"), "{said}");
}

#[test]
fn both_lists_and_the_manifest_name_every_file_once() {
    let artifacts = package();
    let names: Vec<&str> = artifacts
        .iter()
        .filter_map(|artifact| artifact.name.as_str().strip_prefix(ROOT)?.strip_prefix('/'))
        .filter(|name| !name.ends_with("SUMS"))
        .collect();
    for list in ["SHA256SUMS", "SM3SUMS"] {
        let text = text(&artifacts, list);
        let listed: Vec<&str> = text.lines().map(|line| &line[66..]).collect();
        assert_eq!(listed, names, "{list}");
    }
    let manifest: serde_json::Value =
        serde_json::from_str(&text(&artifacts, "manifest.json")).expect("it is JSON");
    let files = manifest["files"].as_array().expect("it lists files");
    assert_eq!(files.len() + 1, names.len());
}

#[test]
fn digests_are_those_of_the_standards() {
    // `abc` is the first example of GB/T 32905 and of FIPS 180-4.
    let artifacts = package();
    let path = "凭证/000013_0013/电子原始凭证/02_验收单.pdf";
    let sm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert!(text(&artifacts, "SM3SUMS").contains(&format!("{sm3}  {path}\n")));
    assert!(text(&artifacts, "SHA256SUMS").contains(&format!("{sha256}  {path}\n")));
}
