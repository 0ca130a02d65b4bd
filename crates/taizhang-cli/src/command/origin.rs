//! The JSON form of where an imported event came from.

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::Origin;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::event::{ImportedList, NamedFile, RowSpan};

/// Where an event came from that was read from files.
#[derive(Serialize, JsonSchema)]
pub(super) struct OriginJson {
    /// It in Chinese words.
    text: String,
    /// The event that says so; none of what was imported before imports had a record.
    record: Option<u64>,
    /// What was imported, like `payments`; `reconciliation` of a comparison with lists.
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
    /// First and last number of rows that follow each other; empty where it was not made of rows.
    rows: Vec<[u32; 2]>,
    /// Whether it was made of some of these rows only: where they are scattered over more than 32 places, the first and
    /// the last one are known.
    scattered: bool,
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

impl PlaceJson {
    fn of(list: &ImportedList, rows: &[RowSpan]) -> Self {
        let scattered = rows.iter().any(|span| span.is_loose);
        let rows = rows.iter().map(|span| [span.first, span.last]).collect();
        Self { file: (&list.file).into(), sheet: list.sheet.clone(), rows, scattered }
    }
}

/// The JSON form of a file, or a sheet of it, that was read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct ReadListJson {
    /// Name without folders.
    file: String,
    /// SM3 digest of its bytes, in hexadecimal.
    digest: Option<String>,
    sheet: Option<String>,
    /// How many of its rows were entered, or compared.
    rows: u64,
    /// What these rows state, in yuan.
    amount: Money,
}

impl From<&ImportedList> for ReadListJson {
    fn from(list: &ImportedList) -> Self {
        let ImportedList { file, sheet, rows, amount, .. } = list;
        let NamedFile { name, digest } = file;
        let (file, digest, sheet) = (name.clone(), digest.clone(), sheet.clone());
        Self { file, digest, sheet, rows: *rows, amount: *amount }
    }
}

impl OriginJson {
    pub(super) fn new(origin: &Origin) -> Self {
        let text = origin.to_string();
        let known = match origin {
            Origin::Recorded(known) => known,
            Origin::Compared { record, lists } => {
                let (record, kind) = (Some(record.get()), Some("reconciliation"));
                let place = |list: &ImportedList| PlaceJson::of(list, &[]);
                let places = lists.iter().map(place).collect();
                return Self { text, record, kind, places, rules: Vec::new() };
            }
            Origin::Unrecorded => {
                let (places, rules) = (Vec::new(), Vec::new());
                return Self { text, record: None, kind: None, places, rules };
            }
        };
        let places = known.places.iter().map(|(list, rows)| PlaceJson::of(list, rows));
        Self {
            text,
            record: Some(known.record.get()),
            kind: Some(known.kind.key()),
            places: places.collect(),
            rules: known.rules.iter().map(FileJson::from).collect(),
        }
    }
}
