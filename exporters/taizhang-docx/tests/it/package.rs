//! Reading back what was written, for the other tests.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use taizhang_docx::DocxExporter;
use taizhang_export::report::Report;
use taizhang_export::{Artifact, ExportContext, ExportError, ExportRequest, Exporter};
use taizhang_testutils::documents;

use crate::sample;

/// Exports `report` in the sample's context.
pub(crate) fn export(report: Report, options: &[(&str, &str)]) -> Result<Artifact, ExportError> {
    export_context(&ExportContext { report, ..sample::context() }, options)
}

/// Exports a context to its one artifact.
pub(crate) fn export_context(
    context: &ExportContext,
    options: &[(&str, &str)],
) -> Result<Artifact, ExportError> {
    export_request(&ExportRequest::new(context).with_options(options.iter().copied()))
}

/// Exports to the one artifact; what the tests make goes to the validator.
pub(crate) fn export_request(request: &ExportRequest<'_>) -> Result<Artifact, ExportError> {
    let mut artifacts = DocxExporter.export(request)?;
    assert_eq!(artifacts.len(), 1);
    let artifact = artifacts.remove(0);
    documents::keep(&artifact.bytes);
    Ok(artifact)
}

/// Returns the parts of a package by name.
pub(crate) fn parts(artifact: &Artifact) -> BTreeMap<String, Vec<u8>> {
    let bytes = Cursor::new(&artifact.bytes);
    let mut archive = zip::ZipArchive::new(bytes).expect("the artifact is an archive");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("the archive lists its entries");
        let name = file.name().expect("part names are text").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("the entry is intact");
        parts.insert(name, bytes);
    }
    parts
}

/// Returns one part as text.
pub(crate) fn part(artifact: &Artifact, name: &str) -> String {
    let bytes = parts(artifact).remove(name).expect("the part is in the package");
    String::from_utf8(bytes).expect("the part is text")
}

/// Returns the sample's `document.xml` without a table of contents.
pub(crate) fn sample_body() -> String {
    let artifact = export(sample::report(), &[("contents", "never")]);
    part(&artifact.expect("the sample can be set"), "word/document.xml")
}

/// Returns the document as readable lines: one per paragraph, with its style.
pub(crate) fn outline(document: &str) -> String {
    let mut reader = Reader::from_str(document);
    let mut outline = Outline::default();
    loop {
        match reader.read_event().expect("the document is well formed") {
            Event::Eof => return outline.lines.concat(),
            Event::Start(tag) | Event::Empty(tag) => outline.open(&tag),
            Event::Text(text) if outline.in_text => outline.words.push_str(&text),
            Event::GeneralRef(name) if outline.in_text => {
                outline.words.extend(["&", &name, ";"]);
            }
            Event::End(tag) => outline.close(tag.name().as_ref()),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Outline {
    lines: Vec<String>,
    style: String,
    words: String,
    in_text: bool,
}

impl Outline {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let value = |name: &str| {
            let mut attributes = tag.attributes().flatten();
            let attribute = attributes.find(|attribute| attribute.key.as_ref() == name);
            attribute.map(|attribute| attribute.value.into_owned()).unwrap_or_default()
        };
        match tag.name().as_ref() {
            "w:pStyle" => self.style = value("w:val"),
            "w:t" | "w:instrText" => self.in_text = true,
            "w:tab" => self.words.push('→'),
            "w:br" => self.words.push('↵'),
            "w:pageBreakBefore" => self.words.push_str("[新页]"),
            "w:pgSz" => self.words.extend(["[节 ", &value("w:w"), "×", &value("w:h"), "]"]),
            "w:gridSpan" => self.words.extend(["[跨", &value("w:val"), "列]"]),
            "w:vMerge" => self.words.extend(["[", &value("w:val"), "]"]),
            "wp:docPr" => self.words.extend(["[图：", &value("descr"), "]"]),
            "w:tbl" => self.lines.push("[表]\n".to_owned()),
            "w:tr" => self.lines.push("  [行]\n".to_owned()),
            "w:tblHeader" => self.lines.push("  [表头]\n".to_owned()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "w:t" | "w:instrText" => self.in_text = false,
            "w:p" => {
                self.lines.push(format!("{}: {}\n", self.style, self.words));
                self.style.clear();
                self.words.clear();
            }
            _ => {}
        }
    }
}
