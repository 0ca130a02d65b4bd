//! What is in the package, and where.

use std::io::{Cursor, Read};

use taizhang_export::{Attachment, ExportRequest, check_artifacts};

use crate::sample::{ROOT, export, package, request, text, year};

#[test]
fn every_file_has_its_place() {
    let artifacts = package();
    check_artifacts(&artifacts).expect("no name takes another's place");
    let tree: Vec<String> = artifacts
        .iter()
        .map(|artifact| artifact.name.as_str().strip_prefix(ROOT).unwrap_or("?").to_owned())
        .collect();
    insta::assert_snapshot!(tree.join("\n"));
}

#[test]
fn the_page_for_people() {
    insta::assert_snapshot!(text(&package(), "index.html"));
}

#[test]
fn the_manifest() {
    insta::assert_snapshot!(text(&package(), "manifest.json"));
}

#[test]
fn without_inputs_the_package_says_what_is_missing() {
    let context = year();
    let artifacts = export(&ExportRequest::new(&context)).expect("it can be packed");
    let manifest: serde_json::Value =
        serde_json::from_str(&text(&artifacts, "manifest.json")).expect("it is JSON");
    let missing: Vec<&str> =
        manifest["missing"].as_array().unwrap().iter().map(|what| what.as_str().unwrap()).collect();
    assert_eq!(missing.len(), 8, "{missing:?}");
    assert!(missing[6].starts_with("流水"), "{missing:?}");
    assert!(text(&artifacts, "index.html").contains("<h2>包内没有</h2>"));
}

#[test]
fn the_pdf_has_the_name_of_the_report() {
    let context = year();
    let mut request = request(&context);
    let pdf = Attachment { name: "x.pdf".to_owned(), bytes: b"%PDF-1.7".to_vec() };
    request.options.files.insert("pdf".to_owned(), pdf);
    let artifacts = export(&request).expect("it can be packed");
    assert_eq!(text(&artifacts, "报告/自评报告.pdf"), "%PDF-1.7");
}

#[test]
fn the_zip_holds_the_same_files() {
    let context = year();
    let folder = export(&request(&context)).expect("it can be packed");
    let zip = export(&request(&context).with_options([("form", "zip")])).expect("it can be packed");
    assert_eq!(zip.len(), 1);
    assert_eq!(zip[0].name.as_str(), format!("{ROOT}.zip"));
    let mut archive = zip::ZipArchive::new(Cursor::new(&zip[0].bytes)).expect("it is a zip");
    assert_eq!(archive.len(), folder.len());
    for artifact in &folder {
        let mut file = archive.by_name(artifact.name.as_str()).expect("it is in the zip");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it can be unpacked");
        assert_eq!(bytes, artifact.bytes, "{}", artifact.name.as_str());
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let context = year();
    for form in ["folder", "zip"] {
        let once = export(&request(&context).with_options([("form", form)])).expect("packed");
        let again = export(&request(&context).with_options([("form", form)])).expect("packed");
        assert_eq!(once, again, "{form}");
    }
}
