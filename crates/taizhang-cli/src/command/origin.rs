//! The JSON form of where an imported event came from.

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::Origin;
use taizhang_ledger::core::event::{NamedFile, RowSpan};

/// Where an imported event came from.
#[derive(Serialize, JsonSchema)]
pub(super) struct OriginJson {
    /// It in Chinese words.
    text: String,
    /// The event that says so; none of what was imported before imports had a record.
    record: Option<u64>,
    /// What was imported, like `payments`.
    kind: Option<&'static str>,
    /// The lists it came out of.
    places: Vec<PlaceJson>,
    /// What said how the lists were to be read, like the rule of a payroll.
    rules: Vec<FileJson>,
}

/// Rows of one list.
#[derive(Serialize, JsonSchema)]
struct PlaceJson {
    #[serde(flatten)]
    file: FileJson,
    sheet: Option<String>,
    /// First and last number of rows that follow each other; empty where it was not made of rows. Of rows
    /// that are scattered over many places only these two are known, as `text` says.
    rows: Vec<[u32; 2]>,
}

/// A file by its name and content.
#[derive(Serialize, JsonSchema)]
pub(super) struct FileJson {
    /// Name without folders.
    file: String,
    /// SM3 digest of its bytes, in hexadecimal.
    digest: Option<String>,
}

impl From<&NamedFile> for FileJson {
    fn from(file: &NamedFile) -> Self {
        Self { file: file.name.clone(), digest: file.digest.clone() }
    }
}

impl OriginJson {
    pub(super) fn new(origin: &Origin) -> Self {
        let text = origin.to_string();
        let Origin::Recorded(known) = origin else {
            let (places, rules) = (Vec::new(), Vec::new());
            return Self { text, record: None, kind: None, places, rules };
        };
        let span = |span: &RowSpan| [span.first, span.last];
        let places = known.places.iter().map(|(list, rows)| PlaceJson {
            file: (&list.file).into(),
            sheet: list.sheet.clone(),
            rows: rows.iter().map(span).collect(),
        });
        Self {
            text,
            record: Some(known.record.get()),
            kind: Some(known.kind.key()),
            places: places.collect(),
            rules: known.rules.iter().map(FileJson::from).collect(),
        }
    }
}
