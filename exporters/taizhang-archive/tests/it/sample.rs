//! A small year with everything that a package can hold.

use taizhang_archive::ArchiveExporter;
use taizhang_export::{
    Artifact, EvidenceEntry, ExportContext, ExportError, ExportRequest, Exporter, InputFile,
};

/// SM3 of `abc`, the first example of GB/T 32905.
const ABC: &str = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

/// Folder of the package.
pub(crate) const ROOT: &str = "宁县科学技术协会2022年度档案";

/// A year with payments, a return and a reversal, and evidence for a payment and for an activity.
pub(crate) fn year() -> ExportContext {
    let mut context = taizhang_export::sample::year();
    let proof = |sequence, target, file_name: &str| EvidenceEntry {
        sequence,
        target,
        file_name: file_name.to_owned(),
        digest: ABC.to_owned(),
        bytes: 3,
        memo: "发票".to_owned(),
    };
    context.evidence = vec![
        proof(30, 13, "发票 #1.pdf"),
        proof(31, 20, "../照片:科普日.jpg"),
        proof(32, 13, "验收单.pdf"),
    ];
    context
}

/// The request with all inputs.
pub(crate) fn request(context: &ExportContext) -> ExportRequest<'_> {
    let file = |name: &str, bytes: &[u8]| InputFile {
        name: name.parse().expect("a safe name"),
        bytes: bytes.to_vec(),
    };
    let journal = format!("{{\"digest\":\"{ABC}\"}}\n");
    ExportRequest::new(context)
        .with_input("report", file("自评报告.docx", b"PK report"))
        .with_input("returns", file("支出明细.csv", b"a,b\r\n"))
        .with_input("returns", file("指标台账.csv", b"c\r\n"))
        .with_input("journal", file("000001.jsonl", journal.as_bytes()))
        .with_input("evidence", file(ABC, b"abc"))
        .with_input("settings", file("taizhang.toml", b"format = 1\n"))
        .with_input("settings", file("packs/own/pack.toml", b"id = \"own\"\n"))
}

pub(crate) fn export(request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
    ArchiveExporter.export(request)
}

/// Everything that the year's package holds.
pub(crate) fn package() -> Vec<Artifact> {
    let context = year();
    export(&request(&context)).expect("the year can be packed")
}

/// Finds a file by its path below the package's folder.
#[track_caller]
pub(crate) fn bytes<'a>(artifacts: &'a [Artifact], path: &str) -> &'a [u8] {
    let name = format!("{ROOT}/{path}");
    let found = artifacts.iter().find(|artifact| artifact.name.as_str() == name);
    &found.unwrap_or_else(|| panic!("no {path}")).bytes
}

#[track_caller]
pub(crate) fn text(artifacts: &[Artifact], path: &str) -> String {
    String::from_utf8(bytes(artifacts, path).to_vec()).expect("it is UTF-8")
}
