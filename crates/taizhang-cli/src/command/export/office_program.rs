//! A document as PDF, by LibreOffice where it is installed.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::Path;

use taizhang_ledger::export::{ArtifactName, InputFile};
use taizhang_plugin::{Limits, PluginError, on_path};

use crate::wording::{io_text, status_text};

/// Names under which LibreOffice is found.
const PROGRAMS: [&str; 2] = ["soffice", "libreoffice"];
/// Most bytes that are read of a PDF.
const LARGEST: u64 = 256 * 1_048_576;

/// What came of a conversion.
pub(super) enum Conversion {
    /// The PDF, named as the document.
    Made(InputFile),
    /// There is no LibreOffice on `PATH`.
    NoProgram,
    /// Why there is no PDF, in words.
    Failed(String),
}

/// Converts a document in a folder of its own, with a profile of its own: a window of LibreOffice
/// that is open already is left alone, and nobody's settings or macros take part.
pub(super) fn convert(document: &InputFile, path: Option<&OsStr>, limits: Limits) -> Conversion {
    let Some(program) = PROGRAMS.into_iter().find_map(|name| on_path(name, path)) else {
        return Conversion::NoProgram;
    };
    match converted(document, &program, limits) {
        Ok(file) => Conversion::Made(file),
        Err(reason) => Conversion::Failed(reason),
    }
}

fn converted(document: &InputFile, program: &Path, limits: Limits) -> Result<InputFile, String> {
    let failed = |error: io::Error| format!("临时文件夹用不了（{}）", io_text(&error));
    let folder = tempfile::tempdir().map_err(failed)?;
    let source = folder.path().join("document.docx");
    fs::write(&source, &document.bytes).map_err(failed)?;
    let mut profile = OsString::from("-env:UserInstallation=file://");
    profile.push(slashed(&folder.path().join("profile")));
    let arguments: [&OsStr; 10] = [
        profile.as_ref(),
        "--headless".as_ref(),
        "--norestore".as_ref(),
        "--nologo".as_ref(),
        "--nodefault".as_ref(),
        "--convert-to".as_ref(),
        "pdf:writer_pdf_Export".as_ref(),
        "--outdir".as_ref(),
        folder.path().as_ref(),
        source.as_ref(),
    ];
    let ran = taizhang_plugin::run(program, &arguments, Vec::new(), limits);
    ran.output.map_err(|error| reason(&error))?;
    let target = folder.path().join("document.pdf");
    let size = fs::metadata(&target).map_err(|_| "没有生成文件".to_owned())?.len();
    if size > LARGEST {
        return Err(format!("生成的文件超过 {} MB", LARGEST / 1_048_576));
    }
    let bytes = fs::read(&target).map_err(failed)?;
    if !bytes.starts_with(b"%PDF-") {
        return Err("生成的文件不是 PDF".to_owned());
    }
    let stem = document.name.as_str().trim_end_matches(".docx");
    let name: ArtifactName = format!("{stem}.pdf").parse().map_err(|_| "文件名太长".to_owned())?;
    Ok(InputFile { name, bytes })
}

/// A path as it stands in a `file:` address, whose roots begin with a slash on every system.
fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/").replace(' ', "%20");
    if path.starts_with('/') { path } else { format!("/{path}") }
}

fn reason(error: &PluginError) -> String {
    match error {
        PluginError::Time(limit) => {
            format!("超过 {} 秒还没有完成，已终止；可用 --time-limit 放宽", limit.as_secs())
        }
        PluginError::Exit(status) => format!("以失败结束（{}）", status_text(*status)),
        PluginError::Start(error) => format!("启动不了（{}）", io_text(error)),
        _ => "输出太多，已终止".to_owned(),
    }
}
