//! A package made anew from its own journal: what was changed together with every list of digests is found,
//! because the journal, whose chain holds, gives other bytes.

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::Ledger;
use taizhang_ledger::core::FiscalYear;
use taizhang_ledger::core::book::AsOf;
use taizhang_ledger::export::digest::sm3;
use taizhang_ledger::export::package::{Inspected, Made};
use taizhang_ledger::export::{Artifact, Attachment, ExportRequest, InputFile, Options};

use super::journal::JournalCheck;
use super::{NAME, restore};
use crate::command::export::{inputs, registry};
use crate::error::Failure;
use crate::session::Session;
use crate::ui::Mark;

/// Folder of the report in a package, and the option for its PDF.
const REPORT: &str = "报告/";
const PDF: &str = "pdf";

/// What came of making a package anew.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum MadeAgain {
    /// Every file that can be made anew has the same bytes.
    Equal {
        /// How many.
        files: usize,
    },
    /// Some do not.
    Differs {
        /// Their paths.
        paths: Vec<String>,
    },
    /// It was not made anew.
    NotTried {
        /// Why, in words.
        reason: String,
    },
}

impl MadeAgain {
    /// Makes the package at `path` anew, if its lists and its journal are sound and this is the program that
    /// made it.
    pub(super) fn of(
        path: &Path,
        inspected: &Inspected,
        journal: &JournalCheck,
        session: &mut Session<'_, '_>,
    ) -> Self {
        let not_tried = |reason: &str| Self::NotTried { reason: reason.to_owned() };
        if !inspected.damages.is_empty() || !matches!(journal, JournalCheck::Sound) {
            return not_tried("文件、清单或流水已经对不上");
        }
        let Some(made) = &inspected.made else {
            return not_tried("包里没有记它是怎样做的");
        };
        if made.program != Made::PROGRAM {
            let (program, own) = (&made.program, Made::PROGRAM);
            return not_tried(&format!("包由 {program} 版做成，本程序是 {own} 版，要用那一版核对"));
        }
        match anew(path, inspected, made, session) {
            Ok(paths) if paths.is_empty() => Self::Equal { files: inspected.reproducible.len() },
            Ok(paths) => Self::Differs { paths },
            Err(failure) => {
                let problem = failure.problems().first();
                let reason =
                    problem.map(|problem| format!("{}（{}）", problem.message, problem.reason));
                Self::NotTried { reason: reason.unwrap_or_default() }
            }
        }
    }

    /// Tells whether something in the package is not what its journal gives.
    pub(super) const fn differs(&self) -> bool {
        matches!(self, Self::Differs { .. })
    }

    pub(super) fn show(&self, session: &mut Session<'_, '_>) -> Result<(), Failure> {
        match self {
            Self::Equal { files } => {
                session.ui.hint(format!("由包里的流水重新做了一遍，{files} 个文件逐字节相同"));
            }
            Self::Differs { paths } => {
                for path in paths {
                    let words = format!("{path}：与包里的流水重新得出的不同，改过之后又改了清单");
                    session.ui.verdict(Mark::Bad, words)?;
                }
            }
            Self::NotTried { reason } => {
                session.ui.hint(format!("没有由流水重新做一遍来比较：{reason}"));
            }
        }
        Ok(())
    }
}

/// Returns the paths of the files that the package's journal gives otherwise.
fn anew(
    path: &Path,
    inspected: &Inspected,
    made: &Made,
    session: &mut Session<'_, '_>,
) -> Result<Vec<String>, Failure> {
    let folder = tempfile::tempdir()
        .map_err(|source| Failure::file(&std::env::temp_dir(), "使用", &source))?;
    let folder = folder.path().join("ledger");
    let mut pdf = None;
    restore(path, &folder, &inspected.head, &session.environment()?, &mut |name, bytes| {
        let is_pdf = Path::new(name).extension().is_some_and(|ending| ending == PDF);
        if name.starts_with(REPORT) && is_pdf {
            pdf = Some((name.to_owned(), bytes.to_vec()));
        }
    })?;
    let year: Option<FiscalYear> = made.year.parse().ok();
    let ledger = Ledger::open_for_reading(&folder, year, session.environment()?)?;
    let date = made.as_of.parse().ok();
    let last_day = year.map(FiscalYear::last_day);
    // The whole year and the year up to its last day are written alike.
    let views = if date == last_day { vec![None, date] } else { vec![date] };
    let mut least: Option<Vec<String>> = None;
    for date in views {
        let again =
            packed(&ledger, AsOf { date, sequence: None }, made, pdf.as_ref(), inspected, session)?;
        let differing = differing(inspected, &again);
        if least.as_ref().is_none_or(|least| differing.len() < least.len()) {
            least = Some(differing);
        }
        if least.as_ref().is_some_and(Vec::is_empty) {
            break;
        }
    }
    Ok(least.unwrap_or_default())
}

/// Makes the package of a ledger as `made` says.
fn packed(
    ledger: &Ledger,
    as_of: AsOf,
    made: &Made,
    pdf: Option<&(String, Vec<u8>)>,
    inspected: &Inspected,
    session: &mut Session<'_, '_>,
) -> Result<Vec<Artifact>, Failure> {
    let Some(exporter) = registry::linked(NAME) else { return Ok(Vec::new()) };
    let book = ledger.book_as_of(as_of)?;
    let signed = made.signed.parse().unwrap_or_else(|_| ledger.year().last_day());
    let context = ledger.export_context(&book, as_of, signed)?;
    let mut options: Options = made.options.clone().into_iter().collect();
    let mut converted = None;
    if let Some((path, bytes)) = pdf {
        let name = path.trim_start_matches(REPORT).to_owned();
        // A PDF of the user's own is listed as such.
        if inspected.reproducible.contains_key(path) {
            options.values.insert(PDF.to_owned(), name.clone());
            options.files.insert(PDF.to_owned(), Attachment { name, bytes: bytes.clone() });
        } else if let Ok(name) = name.parse() {
            converted = Some(InputFile { name, bytes: bytes.clone() });
        }
    }
    let mut request = ExportRequest::new(&context).with(options);
    inputs::gather(&exporter.descriptor(), ledger, &mut request, None, session)?;
    request.inputs.add(PDF, converted);
    Ok(exporter.export(&request)?)
}

fn differing(inspected: &Inspected, again: &[Artifact]) -> Vec<String> {
    let made: BTreeMap<&str, String> = again
        .iter()
        .filter_map(|artifact| {
            Some((artifact.name.as_str().split_once('/')?.1, sm3(&artifact.bytes)))
        })
        .collect();
    let listed = inspected.reproducible.iter();
    let other = listed.filter(|(path, sm3)| made.get(path.as_str()) != Some(*sm3));
    other.map(|(path, _)| path.clone()).collect()
}
