//! The package: parts, content types, relationships and properties in one archive.

use quick_xml::escape::escape;
use taizhang_export::package::ZipFile;
use taizhang_export::report::Report;

use crate::error::DocxError;
use crate::foot::Foot;
use crate::master::Master;
use crate::text::printable;

const DOCUMENT: &str = "word/document.xml";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Stores the body and its pictures with the parts that are always the same.
pub(crate) fn pack(
    body: &str,
    pictures: &[Vec<u8>],
    master: &Master,
    report: &Report,
) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipFile::default();
    let mut add = |part: &str, bytes: &[u8]| {
        let added = archive.add(part, bytes);
        added.map_err(|source| DocxError::Zip { part: part.to_owned(), source })
    };
    add("[Content_Types].xml", content_types().as_bytes())?;
    add("_rels/.rels", root_relationships().as_bytes())?;
    add("docProps/core.xml", core_properties(report).as_bytes())?;
    add("docProps/app.xml", application_properties(report).as_bytes())?;
    add("docProps/custom.xml", ledger_properties(report).as_bytes())?;
    add("word/_rels/document.xml.rels", relationships(pictures.len()).as_bytes())?;
    add(DOCUMENT, body.as_bytes())?;
    add("word/styles.xml", master.styles.as_bytes())?;
    add("word/settings.xml", include_bytes!("../assets/settings.xml"))?;
    add("word/fontTable.xml", include_bytes!("../assets/font-table.xml"))?;
    add("word/theme/theme1.xml", include_bytes!("../assets/theme.xml"))?;
    for foot in Foot::ALL {
        add(&format!("word/{}", foot.part()), foot.xml(&master.sheet).as_bytes())?;
    }
    for (index, png) in pictures.iter().enumerate() {
        add(&format!("word/media/{}.png", picture_id(index + 1)), png)?;
    }
    let part = "the archive".to_owned();
    archive.finish().map_err(|source| DocxError::Zip { part, source })
}

fn content_types() -> String {
    let part =
        |name: &str, kind: &str| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    let custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
    let extended = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    let relationships = "application/vnd.openxmlformats-package.relationships+xml";
    [
        DECLARATION.to_owned(),
        format!("<Types xmlns=\"{PACKAGE}/content-types\">"),
        format!("<Default Extension=\"rels\" ContentType=\"{relationships}\"/>"),
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>".to_owned(),
        "<Default Extension=\"png\" ContentType=\"image/png\"/>".to_owned(),
        part(DOCUMENT, &format!("{WORD}.document.main+xml")),
        part("word/styles.xml", &format!("{WORD}.styles+xml")),
        part("word/settings.xml", &format!("{WORD}.settings+xml")),
        part("word/fontTable.xml", &format!("{WORD}.fontTable+xml")),
        part("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
        Foot::ALL
            .map(|foot| part(&format!("word/{}", foot.part()), &format!("{WORD}.footer+xml")))
            .concat(),
        part("docProps/core.xml", core),
        part("docProps/app.xml", extended),
        part("docProps/custom.xml", custom),
        "</Types>".to_owned(),
    ]
    .concat()
}

fn relationship(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn relationship_list(relationships: &[String]) -> String {
    let list = relationships.concat();
    format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{list}</Relationships>")
}

fn root_relationships() -> String {
    let kind = |name: &str| format!("{OFFICE}/relationships/{name}");
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    relationship_list(&[
        relationship("rId1", &kind("officeDocument"), DOCUMENT),
        relationship("rId2", &core, "docProps/core.xml"),
        relationship("rId3", &kind("extended-properties"), "docProps/app.xml"),
        relationship("rId4", &kind("custom-properties"), "docProps/custom.xml"),
    ])
}

/// Returns the relationship of a picture, counted from 1.
pub(crate) fn picture_id(number: usize) -> String {
    format!("rIdChart{number}")
}

fn relationships(pictures: usize) -> String {
    let kind = |name: &str| format!("{OFFICE}/relationships/{name}");
    let mut list = vec![
        relationship("rId1", &kind("styles"), "styles.xml"),
        relationship("rId2", &kind("settings"), "settings.xml"),
        relationship("rId3", &kind("fontTable"), "fontTable.xml"),
        relationship("rId4", &kind("theme"), "theme/theme1.xml"),
    ];
    list.extend(Foot::ALL.map(|foot| relationship(foot.id(), &kind("footer"), foot.part())));
    list.extend(
        (1..=pictures)
            .map(picture_id)
            .map(|id| relationship(&id, &kind("image"), &format!("media/{id}.png"))),
    );
    relationship_list(&list)
}

fn clean(text: &str) -> String {
    escape(printable(text)).into_owned()
}

/// Dates come from the signature, so that the same report gives the same bytes.
fn core_properties(report: &Report) -> String {
    let unit = clean(&report.signature.unit);
    let title = clean(&report.title);
    let subject = title.rsplit_once("年度").map_or(title.as_str(), |(_, kind)| kind);
    let moment = format!("{}T00:00:00Z", report.signature.date);
    let stamp = |name: &str| {
        format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:{name}>")
    };
    [
        DECLARATION.to_owned(),
        format!("<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\""),
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"".to_owned(),
        " xmlns:dcterms=\"http://purl.org/dc/terms/\"".to_owned(),
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">".to_owned(),
        format!("<dc:title>{title}</dc:title>"),
        format!("<dc:subject>{subject}</dc:subject>"),
        format!("<dc:creator>{unit}</dc:creator>"),
        format!("<cp:lastModifiedBy>{unit}</cp:lastModifiedBy>"),
        "<cp:revision>1</cp:revision>".to_owned(),
        stamp("created"),
        stamp("modified"),
        "<dc:language>zh-CN</dc:language>".to_owned(),
        "</cp:coreProperties>".to_owned(),
    ]
    .concat()
}

fn application_properties(report: &Report) -> String {
    let unit = clean(&report.signature.unit);
    format!(
        "{DECLARATION}<Properties xmlns=\"{OFFICE}/extended-properties\">\
         <Application>taizhang</Application><Company>{unit}</Company></Properties>"
    )
}

/// Writes what ties the report to the ledger where a program finds it.
fn ledger_properties(report: &Report) -> String {
    let provenance = &report.provenance;
    let values = [
        ("ledger.as_of", provenance.as_of.to_string()),
        ("ledger.sequence", provenance.sequence.to_string()),
        ("ledger.algorithm", provenance.algorithm.clone()),
        ("ledger.head", provenance.head_hash.clone()),
        ("ledger.pack", provenance.pack.clone()),
    ];
    let list: Vec<String> = values
        .iter()
        .zip(2..)
        .map(|((name, value), id)| {
            format!(
                "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{id}\" \
                 name=\"{name}\"><vt:lpwstr>{}</vt:lpwstr></property>",
                clean(value)
            )
        })
        .collect();
    let list = list.concat();
    format!(
        "{DECLARATION}<Properties xmlns=\"{OFFICE}/custom-properties\" \
         xmlns:vt=\"{OFFICE}/docPropsVTypes\">{list}</Properties>"
    )
}
