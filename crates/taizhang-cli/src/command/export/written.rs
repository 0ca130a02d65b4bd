//! What `export` says about the files that it wrote.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::export::ExportContext;

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Most files that are named one by one unless somebody asks for all.
const NAMED: usize = 12;

/// The JSON form of files that were written.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ExportWritten {
    /// Always true, also for drafts.
    ok: bool,
    /// Whether this was only tried, and nothing written.
    dry_run: bool,
    files: Vec<PathBuf>,
    /// Errors that nobody has accepted; with any the files are drafts.
    errors: usize,
}

/// The files of one export.
pub(super) struct Written<'a> {
    pub(super) folder: &'a Path,
    pub(super) files: &'a [PathBuf],
    pub(super) bytes: usize,
    /// The command that lists the open errors.
    pub(super) check: String,
}

impl Written<'_> {
    /// Says what was written; the exit code is that of `report`: open errors make it a draft.
    pub(super) fn report(
        &self,
        context: &ExportContext,
        names_all: bool,
        session: &mut Session<'_, '_>,
    ) -> Result<ExitCode, Failure> {
        let errors = context.open_errors();
        let code = if errors == 0 { ExitCode::Success } else { ExitCode::Findings };
        if session.ui.wants_json() {
            let (dry_run, files) = (session.global.dry_run, self.files.to_vec());
            session.ui.json(&ExportWritten { ok: true, dry_run, files, errors })?;
            return Ok(code);
        }
        let done = if session.global.dry_run { "可以导出（未写入）" } else { "已导出" };
        if self.files.is_empty() {
            session.ui.done("导出程序没有给出文件");
        } else if names_all || self.files.len() <= NAMED {
            for path in self.files {
                session.ui.done(format!("{done}：{}", path.display()));
            }
        } else {
            let (count, size) = (self.files.len(), size(self.bytes));
            session.ui.done(format!("{done} {count} 个文件（{size}）：{}", self.folder.display()));
            session.ui.hint(format!("链尾哈希  {} {}", context.head.algorithm, context.head.hash));
            session.ui.hint("加 --verbose 列出每个文件");
        }
        if errors > 0 {
            session.ui.warn(format!(
                "还有 {errors} 个错误没有处理，导出的文件只能作草稿；运行 {} 查看",
                self.check
            ));
        }
        Ok(code)
    }
}

/// Prints a size in the unit that people read.
fn size(bytes: usize) -> String {
    let tenths = bytes.saturating_mul(10) / 1_048_576;
    if tenths == 0 {
        format!("{} KB", bytes.div_ceil(1024))
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}
