//! A package is inspected: whole, changed, with a file less and a file more, and as one ZIP file.

use taizhang_export::Artifact;
use taizhang_export::package::{Damage, Handed, InspectError, Inspected, Inspection, inspect_zip};

use crate::sample::{ROOT, export, package, request, year};

const CSV: &str = "报表/支出明细.csv";

/// The package as files below its folder.
fn files() -> Vec<(String, Vec<u8>)> {
    let below = |artifact: Artifact| {
        let name = artifact.name.as_str().strip_prefix(ROOT).expect("all is in the folder");
        (name.trim_start_matches('/').to_owned(), artifact.bytes)
    };
    package().into_iter().map(below).collect()
}

fn inspect(files: &[(String, Vec<u8>)]) -> Result<Inspected, InspectError> {
    let mut inspection = Inspection::default();
    for (path, bytes) in files {
        inspection.take(path, Handed::File(bytes));
    }
    inspection.finish()
}

#[track_caller]
fn damages(edit: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<Damage> {
    let mut files = files();
    edit(&mut files);
    inspect(&files).expect("it can be inspected").damages
}

fn at<'a>(files: &'a mut [(String, Vec<u8>)], path: &str) -> &'a mut Vec<u8> {
    &mut files.iter_mut().find(|(name, _)| name == path).expect("the file is there").1
}

#[test]
fn a_whole_package_has_no_damage() {
    let files = files();
    let inspected = inspect(&files).expect("it can be inspected");
    assert_eq!(inspected.damages, []);
    assert_eq!(inspected.files, files.len());
    assert_eq!(inspected.head, year().head);
}

#[test]
fn what_is_changed_missing_or_extra_is_named() {
    let changed = damages(|files| at(files, CSV).push(b'x'));
    assert!(changed.contains(&Damage::Changed(CSV.to_owned())), "{changed:?}");
    assert!(changed.iter().all(|damage| damage.path() == CSV));
    let missing = damages(|files| files.retain(|(path, _)| path != CSV));
    assert_eq!(missing, [Damage::Missing(CSV.to_owned())]);
    let extra = damages(|files| files.push(("报表/另一份.csv".to_owned(), Vec::new())));
    assert_eq!(extra, [Damage::Extra("报表/另一份.csv".to_owned())]);
}

/// Who changes a file and the manifest to fit still has both lists of sums against them.
#[test]
fn a_manifest_that_was_made_to_fit_is_found() {
    let found = damages(|files| {
        let other = b"a,c\r\n".to_vec();
        let mut inspection = Inspection::default();
        inspection.take(CSV, Handed::File(&other));
        *at(files, CSV) = other;
        let manifest = at(files, "manifest.json");
        let text = String::from_utf8(manifest.clone()).expect("it is text");
        *manifest = text.replace("\"as_of\": \"2022-12-31\"", "\"as_of\": \"2022-12-30\"").into();
    });
    let lists: Vec<&str> = found.iter().filter(|d| d.kind() == "list").map(Damage::path).collect();
    assert_eq!(lists, ["manifest.json", CSV, "manifest.json", CSV]);
    let lost = damages(|files| files.retain(|(path, _)| path != "SM3SUMS"));
    assert_eq!(lost, [Damage::Missing("SM3SUMS".to_owned())]);
}

#[test]
fn what_is_no_package_is_refused() {
    assert!(matches!(inspect(&[]), Err(InspectError::NoManifest)));
    let broken = [("manifest.json".to_owned(), b"{".to_vec())];
    assert!(matches!(inspect(&broken), Err(InspectError::Manifest(_))));
    let mut newer = files();
    let manifest = at(&mut newer, "manifest.json");
    let text = String::from_utf8(manifest.clone()).expect("it is text");
    *manifest = text.replace("\"version\": 1", "\"version\": 2").into();
    assert!(matches!(inspect(&newer), Err(InspectError::Version(2))));
    assert!(matches!(inspect_zip(b"PK"), Err(InspectError::Zip(_))));
}

#[test]
fn a_package_in_one_file_is_inspected_too() {
    let context = year();
    let made = export(&request(&context).with_options([("form", "zip")])).expect("it is packed");
    let inspected = inspect_zip(&made[0].bytes).expect("it can be inspected");
    assert_eq!(inspected.damages, []);
    assert_eq!(inspected.files, files().len());
}

/// What stands in a file's place is told once, as what it is.
#[test]
fn a_link_in_the_place_of_a_file_is_named() {
    let mut inspection = Inspection::default();
    for (path, bytes) in files().iter().filter(|(path, _)| path != CSV) {
        inspection.take(path, Handed::File(bytes));
    }
    inspection.take(CSV, Handed::NoFile);
    let inspected = inspection.finish().expect("it can be inspected");
    assert_eq!(inspected.damages, [Damage::NoFile(CSV.to_owned())]);
}

/// A damaged part of a ZIP file is named, and the rest is looked at all the same.
#[test]
fn a_changed_byte_in_one_file_names_the_part() {
    let context = year();
    let made = export(&request(&context).with_options([("form", "zip")])).expect("it is packed");
    let mut bytes = made[0].bytes.clone();
    let name = "支出明细.csv".as_bytes();
    let header = bytes.windows(name.len()).position(|part| part == name).expect("it is in there");
    bytes[header + name.len()] ^= 0x40;
    let inspected = inspect_zip(&bytes).expect("it can be inspected");
    assert_eq!(inspected.damages, [Damage::Unreadable(CSV.to_owned())]);
}

/// Evidence that was exchanged together with all lists is not that which the journal names.
#[test]
fn evidence_that_no_event_names_is_found() {
    let mut files = files();
    let path = files.iter().map(|(path, _)| path.clone()).find(|path| path.contains("/01_"));
    let path = path.expect("a payment has evidence");
    *at(&mut files, &path) = b"abd".to_vec();
    let found = inspect(&files).expect("it can be inspected").damages;
    assert!(found.contains(&Damage::Unrecorded(path)), "{found:?}");
    files.retain(|(path, _)| !path.starts_with("流水/"));
    let found = inspect(&files).expect("it can be inspected").damages;
    assert!(found.iter().all(|damage| damage.kind() != "unrecorded"), "{found:?}");
}

/// A PDF that a program made says of itself that it is not the same twice; one's own does not.
#[test]
fn a_pdf_that_was_converted_is_marked() {
    let context = year();
    let file = taizhang_export::InputFile {
        name: "自评报告.pdf".parse().expect("a name"),
        bytes: b"%PDF-1.7".to_vec(),
    };
    let made = export(&request(&context).with_input("pdf", file)).expect("it is packed");
    let manifest: serde_json::Value =
        serde_json::from_slice(crate::sample::bytes(&made, "manifest.json")).expect("JSON");
    let marked: Vec<&str> = manifest["files"]
        .as_array()
        .expect("it lists files")
        .iter()
        .filter(|file| file["reproducible"] == false)
        .map(|file| file["path"].as_str().expect("a path"))
        .collect();
    assert_eq!(marked, ["报告/自评报告.pdf"]);
    assert!(!manifest["missing"].to_string().contains("PDF"));
}
