//! Profiles: the returns under other people's column names, widths and codes.

use taizhang_csv::CsvExporter;
use taizhang_export::{
    Artifact, CellFaultKind, ExportError, ExportRequest, Exporter, Options, Profile,
};

use crate::sample::year;

/// A profile of one column of 10 bytes.
const OWN: &str = r#"
id = "own"
summary = "本县"
verified = false
source = "本县通知"
encoding = "utf-8"
line_end = "lf"
quoting = "always"
header = []
[[table]]
name = "A"
title = "甲"
sheet = "指标台账"
where = { column = "行别", is = "指标" }
columns = [{ name = "ID", from = "指标编号", width = 8 }, { name = "AMT", from = "全年预算数", unit = "wan", decimals = 2 }]
"#;

fn chosen(id: &str, definition: Option<&str>) -> Result<Vec<Artifact>, ExportError> {
    let context = year();
    let options: Options = std::iter::empty().collect();
    let mut request = ExportRequest::new(&context).with(options);
    request.profile =
        Some(Profile { id: id.to_owned(), definition: definition.map(str::to_owned) });
    CsvExporter.export(&request)
}

fn printed(artifacts: &[Artifact]) -> String {
    let print = |artifact: &Artifact| {
        let (text, _, damaged) = encoding_rs::GB18030.decode(&artifact.bytes);
        let text = if damaged || artifact.bytes.starts_with(b"\xEF\xBB\xBF") {
            String::from_utf8_lossy(&artifact.bytes).into_owned()
        } else {
            text.into_owned()
        };
        format!("=== {}\n{}", artifact.name, text.replace('\r', "␍"))
    };
    artifacts.iter().map(print).collect()
}

#[test]
fn the_integrated_system() {
    insta::assert_snapshot!(printed(&chosen("integrated", None).unwrap()));
}

#[test]
fn the_self_evaluation_tabs() {
    insta::assert_snapshot!(printed(&chosen("self-evaluation", None).unwrap()));
}

#[test]
fn the_plain_profile_is_the_default() {
    let default = CsvExporter.export(&ExportRequest::new(&year())).unwrap();
    assert_eq!(chosen("plain", None).unwrap(), default);
}

#[test]
fn a_profile_of_ones_own() {
    let own = chosen("own", Some(OWN)).unwrap();
    let text = String::from_utf8(own[0].bytes.clone()).unwrap();
    assert_eq!(own[0].name, "A（甲）.csv");
    assert!(text.starts_with("\"2022-001\",\"89.67\"\n"), "{text}");
}

/// All values that do not fit are told at once, with row and column; both sides of the boundary.
#[test]
fn a_value_that_is_too_long_is_refused() {
    let narrow = OWN.replace("width = 8", "width = 7");
    let Err(ExportError::Cells(faults)) = chosen("own", Some(&narrow)) else {
        panic!("nothing was refused");
    };
    let lines = year().lines.len();
    assert_eq!(faults.len(), lines);
    assert_eq!((faults[0].row, faults[0].column.as_str()), (1, "ID"));
    assert_eq!(faults[0].kind, CellFaultKind::TooLong { length: 8, width: 7 });
}

#[test]
fn a_profile_that_names_nothing_is_refused() {
    for wrong in [
        OWN.replace("指标台账", "没有的表"),
        OWN.replace("指标编号", "没有的列"),
        OWN.replace("verified", "verifed"),
    ] {
        let refused = chosen("own", Some(&wrong));
        assert!(matches!(refused, Err(ExportError::Profile { .. })), "{refused:?}");
    }
}
