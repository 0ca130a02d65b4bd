//! `report`: the self-evaluation report as a Word document.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_docx::DocxExporter;
use taizhang_ledger::Ledger;
use taizhang_ledger::core::book::{AsOf, Book};
use taizhang_ledger::export::{
    Artifact, ExportContext, ExportError, ExportRequest, Exporter, Options,
};

use crate::ExitCode;
use crate::attachment;
use crate::error::Failure;
use crate::output_folder;
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `report`.
#[derive(Args, Debug)]
pub(crate) struct ReportArgs {
    /// 输出文件（默认写到台账的 out 文件夹）
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 落款日期（默认今天）
    #[arg(long, value_name = "日期")]
    signed: Option<String>,
    /// 覆盖他人改过的文件
    #[arg(long)]
    force: bool,
    /// 版式样本：取这份 Word 文件的字体、字号、纸张和页边距
    #[arg(long, value_name = "文件")]
    master: Option<String>,
}

/// The JSON form of a report that was written.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ReportWritten {
    /// Always true, also for a draft.
    ok: bool,
    /// Whether this was only tried, and nothing written.
    dry_run: bool,
    files: Vec<PathBuf>,
    /// Points, as a decimal number; null for a form that gives none.
    score: Option<String>,
    /// Grade; null for a form that gives none.
    grade: Option<String>,
    /// Errors that nobody has accepted; with any the report is a draft.
    errors: usize,
    /// Hash of the ledger's last event, in hexadecimal.
    head_hash: String,
}

pub(crate) fn run(args: &ReportArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let master = args.master.iter().map(|file| ("master".to_owned(), file.clone()));
    let mut options: Options = master.collect();
    let folder = &session.ui.world().current_dir;
    attachment::read_all(&DocxExporter.descriptor(), &mut options, folder)?;
    let (ledger, book, as_of) = session.open_book()?;
    let context = signed_context(&ledger, &book, as_of, args.signed.as_deref())?;
    let mut artifacts = DocxExporter.export(&ExportRequest::new(&context).with(options))?;
    let folder = match &args.output {
        Some(output) => named(&session.ui.world().current_dir.join(output), &mut artifacts)?,
        None => out_folder(&ledger, as_of),
    };
    let written = if session.global.dry_run {
        output_folder::check_all(&folder, &artifacts, args.force)?
    } else {
        output_folder::write_all(&folder, &artifacts, args.force)?
    };
    let errors = context.open_errors();
    let code = if errors == 0 { ExitCode::Success } else { ExitCode::Findings };
    let kind = context.evaluation.pack.kind;
    let (score, grade) = (context.evaluation.total_score.to_string(), context.evaluation.grade);
    let scored = Some((score, grade)).filter(|_| kind.is_scored());
    if session.ui.wants_json() {
        let (score, grade) = scored.unzip();
        session.ui.json(&ReportWritten {
            ok: true,
            dry_run: session.global.dry_run,
            files: written,
            score,
            grade,
            errors,
            head_hash: context.head.hash,
        })?;
        return Ok(code);
    }
    for path in &written {
        let done = if session.global.dry_run { "可以生成（未写入）" } else { "已生成" };
        session.ui.done(format!("{}{done}：{}", kind.document(), path.display()));
    }
    if let Some((score, grade)) = scored {
        session.ui.hint(format!("自评得分  {score}（{grade}）"));
    }
    session.ui.hint(format!("链尾哈希  {} {}", context.head.algorithm, context.head.hash));
    if errors > 0 {
        session.ui.warn(format!(
            "还有 {errors} 个错误没有处理，这份报告只能作草稿；运行 {} 查看",
            check_command(&ledger, as_of)
        ));
    }
    Ok(code)
}

/// Gives the document the name that the user chose, and returns its folder.
fn named(path: &Path, artifacts: &mut [Artifact]) -> Result<PathBuf, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    for artifact in artifacts {
        artifact.name = name.parse().map_err(ExportError::Name)?;
    }
    Ok(path.parent().unwrap_or(path).to_owned())
}

/// Returns the command that lists the errors of an output: outputs are judged as of the year's end, a
/// running year by what is due now.
pub(super) fn check_command(ledger: &Ledger, as_of: AsOf) -> String {
    let last = ledger.year().last_day();
    let day = as_of.date.or_else(|| (ledger.day_of(as_of) < last).then_some(last));
    let day = day.map(|day| format!(" --as-of {day}")).unwrap_or_default();
    let sequence = as_of.sequence.map(|last| format!(" --as-of-seq {last}")).unwrap_or_default();
    format!("taizhang check{day}{sequence}")
}

/// Returns where outputs go unless a place is named; a view of the past never takes the place of
/// the year's own files.
pub(super) fn out_folder(ledger: &Ledger, as_of: AsOf) -> PathBuf {
    let mut folder = ledger.root().join("out");
    if let Some(date) = as_of.date {
        folder.push(format!("截至{date}"));
    }
    if let Some(sequence) = as_of.sequence {
        folder.push(format!("至第{sequence}号"));
    }
    folder
}

/// Assembles the export context with its date of signature, today if none is given.
pub(super) fn signed_context(
    ledger: &Ledger,
    book: &Book,
    as_of: AsOf,
    signed: Option<&str>,
) -> Result<ExportContext, Failure> {
    let mut reader = Reader::new(Some(ledger.year()));
    let signed: Option<Date> = match signed {
        Some(text) => reader.date("--signed", text),
        None => Some(ledger.now().civil().date()),
    };
    let signed = reader.finish_with(signed)?;
    Ok(ledger.export_context(book, as_of, signed)?)
}
