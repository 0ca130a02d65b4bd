//! The sample year as CSV.

use taizhang_csv::CsvExporter;
pub(crate) use taizhang_export::sample::{empty_year, year};
use taizhang_export::{Artifact, ExportContext, ExportError, ExportRequest, Exporter};

pub(crate) const FUNDS: &str = "2022_宁县科学技术协会_自评表-预算执行情况（元）.csv";
pub(crate) const INDICATORS: &str = "2022_宁县科学技术协会_自评表-指标完成情况.csv";
pub(crate) const EXPENDITURES: &str = "2022_宁县科学技术协会_支出明细.csv";
pub(crate) const BUDGET: &str = "2022_宁县科学技术协会_指标台账.csv";
pub(crate) const ACTIVITIES: &str = "2022_宁县科学技术协会_活动台账.csv";
pub(crate) const FIGURES: &str = "2022_宁县科学技术协会_取数说明.csv";

/// Replaces what GBK cannot hold in the sample year.
pub(crate) fn held_by_gbk(context: &ExportContext) -> ExportContext {
    let text = serde_json::to_string(context).expect("a context is JSON");
    let kept = text.chars().map(|c| if c > '\u{ffff}' { '某' } else { c });
    serde_json::from_str(&kept.collect::<String>()).expect("it is the same year")
}

/// Exports `context` under options given as pairs.
pub(crate) fn export(
    context: &ExportContext,
    options: &[(&str, &str)],
) -> Result<Vec<Artifact>, ExportError> {
    CsvExporter.export(&ExportRequest::new(context).with_options(options.iter().copied()))
}

/// Returns the bytes of one file of the export.
#[track_caller]
pub(crate) fn file(context: &ExportContext, options: &[(&str, &str)], name: &str) -> Vec<u8> {
    let artifacts = export(context, options).expect("the sample can be exported");
    let found = artifacts.into_iter().find(|artifact| artifact.name == name);
    found.expect("the export holds the file").bytes
}

/// Returns the cells of one UTF-8 file, header included.
#[track_caller]
pub(crate) fn cells(context: &ExportContext, unit: &str, name: &str) -> Vec<Vec<String>> {
    let bytes = file(context, &[("encoding", "utf-8"), ("unit", unit)], name);
    read(&bytes)
}

/// Reads UTF-8 CSV.
#[track_caller]
pub(crate) fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let records = reader.records().map(|record| record.expect("every row has all columns"));
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

/// Returns the cells below the header `name`.
#[track_caller]
pub(crate) fn column(cells: &[Vec<String>], name: &str) -> Vec<String> {
    let at = cells[0].iter().position(|header| header == name).expect("the column exists");
    cells[1..].iter().map(|row| row[at].clone()).collect()
}
