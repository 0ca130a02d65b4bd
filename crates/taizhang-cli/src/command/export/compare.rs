//! `export csv --check`: a written or edited file against the ledger.

use std::fs;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_csv::CsvExporter;
use taizhang_ledger::export::delimited::{
    CompareError, Comparison, Difference, SearchError, compare_with,
};
use taizhang_ledger::export::{ExportRequest, Exporter};

use super::{ExportArgs, options, profile, signed_context};
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;

/// The JSON form of a file beside the ledger.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FileComparison<'a> {
    /// Whether nothing differs.
    ok: bool,
    /// The exported file that it was compared with.
    against: &'a str,
    /// Rows that were compared, without the header.
    rows: usize,
    differences: Vec<DifferenceJson<'a>>,
}

/// One difference; rows are counted from 1, the header among them where the file has one.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum DifferenceJson<'a> {
    Cell {
        row: usize,
        column: &'a str,
        file: &'a str,
        ledger: &'a str,
    },
    MissingRow {
        row: usize,
        cells: &'a [String],
    },
    ExtraRow {
        row: usize,
        cells: &'a [String],
    },
    MissingColumn {
        column: &'a str,
    },
    ExtraColumn {
        column: &'a str,
    },
    /// A column of a file without header rows, counted from 1.
    ExtraPlace {
        place: usize,
    },
}

pub(super) fn run(
    name: &str,
    file: &Path,
    args: &ExportArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let descriptor = CsvExporter.descriptor();
    if name != descriptor.name {
        let problem = Problem::new(
            format!("--check 不能用于 {name}"),
            "只有 CSV 文件可以读回来逐格比较",
            "运行 taizhang export csv --check 文件",
        );
        return Err(Failure::new(ExitCode::Usage, problem));
    }
    let path = session.ui.world().current_dir.join(file);
    let bytes = fs::read(&path).map_err(|source| Failure::input(&path, &source))?;
    let (ledger, book, as_of) = session.open_book()?;
    let context = signed_context(&ledger, &book, as_of, args.signed.as_deref())?;
    let chosen = match &args.profile {
        Some(id) => Some(profile::choose(id, &descriptor, ledger.root())?),
        None => None,
    };
    let request = ExportRequest {
        profile: chosen,
        ..ExportRequest::new(&context).with(options(&args.options)?)
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match compare_with(&CsvExporter, &request, &name, &bytes) {
        Ok(compared) => show(&compared, session),
        Err(SearchError::Export(error)) => Err(error.into()),
        Err(SearchError::Compare(error)) => Err(Failure::refused(vec![problem(&path, error)])),
    }
}

fn show(compared: &Comparison, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let is_same = compared.differences.is_empty();
    let code = if is_same { ExitCode::Success } else { ExitCode::Findings };
    if session.ui.wants_json() {
        session.ui.json(&FileComparison {
            ok: is_same,
            against: &compared.against,
            rows: compared.rows,
            differences: compared.differences.iter().map(DifferenceJson::of).collect(),
        })?;
        return Ok(code);
    }
    if is_same {
        let (name, rows) = (&compared.against, compared.rows);
        session.ui.done(format!("与台账一致：{name}，共 {rows} 行"));
        return Ok(code);
    }
    session.ui.line(format!(
        "与 {} 比较，有 {} 处不同：",
        compared.against,
        compared.differences.len()
    ))?;
    for difference in &compared.differences {
        session.ui.line(format!("  {}", in_words(difference)))?;
    }
    Ok(code)
}

fn in_words(difference: &Difference) -> String {
    match difference {
        Difference::Cell { row, column, file, ledger } => {
            format!("第 {row} 行“{column}”：文件为“{file}”，台账为“{ledger}”")
        }
        Difference::Missing { row, cells } => {
            format!("缺一行（导出文件的第 {row} 行）：{}", cells.join("，"))
        }
        Difference::Extra { row, cells } => {
            format!("第 {row} 行是多出来的：{}", cells.join("，"))
        }
        Difference::MissingColumn(name) => format!("缺“{name}”列"),
        Difference::ExtraColumn(name) => format!("“{name}”列是多出来的"),
        Difference::ExtraPlace(place) => format!("第 {place} 列是多出来的"),
    }
}

impl<'a> DifferenceJson<'a> {
    fn of(difference: &'a Difference) -> Self {
        match difference {
            Difference::Cell { row, column, file, ledger } => {
                Self::Cell { row: *row, column, file, ledger }
            }
            Difference::Missing { row, cells } => Self::MissingRow { row: *row, cells },
            Difference::Extra { row, cells } => Self::ExtraRow { row: *row, cells },
            Difference::MissingColumn(column) => Self::MissingColumn { column },
            Difference::ExtraColumn(column) => Self::ExtraColumn { column },
            Difference::ExtraPlace(place) => Self::ExtraPlace { place: *place },
        }
    }
}

fn problem(path: &Path, error: CompareError) -> Problem {
    let (reason, remedy) = match error {
        CompareError::Encoding => {
            ("既不是 UTF-8、UTF-16，也不是 GB18030", "另存为 CSV（UTF-8）后再比较")
        }
        CompareError::Csv => ("没有内容，或不是 CSV", "另存为 CSV 后再比较"),
        CompareError::Unrecognised => {
            ("表头不是本程序导出的任何一张表", "保留表头行；自己的表样用 --profile 指明")
        }
        CompareError::UnrecognisedRows => (
            "这个表样不写表头，文件名和多数单元格又都对不上其中任何一张表",
            "把文件名改回导出时的名字再比较",
        ),
    };
    Problem::new(format!("{} 不能与台账比较", path.display()), reason, remedy)
}
