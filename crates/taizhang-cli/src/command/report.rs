//! `report`: the self-evaluation report as a Word document.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use taizhang_docx::DocxExporter;
use taizhang_ledger::Ledger;
use taizhang_ledger::core::book::{AsOf, Book};
use taizhang_ledger::evaluation::Severity;
use taizhang_ledger::export::{ExportContext, ExportRequest, Exporter};

use crate::ExitCode;
use crate::error::Failure;
use crate::output::write_file;
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
}

pub(crate) fn run(args: &ReportArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let (ledger, book, as_of) = session.open_book()?;
    let context = signed_context(&ledger, &book, as_of, args.signed.as_deref())?;
    let mut written = Vec::new();
    for artifact in DocxExporter.export(&ExportRequest::new(&context))? {
        let path = match &args.output {
            Some(output) => session.ui.world().current_dir.join(output),
            None => out_folder(&ledger, as_of).join(artifact.name.as_str()),
        };
        if !session.global.dry_run {
            write_file(&path, &artifact.bytes)?;
        }
        written.push(path);
    }
    let errors = context
        .findings
        .iter()
        .filter(|finding| finding.waived.is_none() && finding.severity == Severity::Error)
        .count();
    let code = if errors == 0 { ExitCode::Success } else { ExitCode::Findings };
    if session.ui.wants_json() {
        session.ui.json(&serde_json::json!({
            "ok": true, "dry_run": session.global.dry_run, "files": written,
            "score": context.evaluation.total_score, "grade": context.evaluation.grade,
            "errors": errors, "head_hash": context.head.hash,
        }))?;
        return Ok(code);
    }
    for path in &written {
        let done = if session.global.dry_run {
            "自评报告可以生成（未写入）"
        } else {
            "自评报告已生成"
        };
        session.ui.done(format!("{done}：{}", path.display()));
    }
    let (score, grade) = (context.evaluation.total_score, &context.evaluation.grade);
    session.ui.hint(format!("自评得分  {score}（{grade}）"));
    session.ui.hint(format!("链尾哈希  {} {}", context.head.algorithm, context.head.hash));
    if errors > 0 {
        session.ui.warn(format!(
            "还有 {errors} 个错误没有处理，这份报告只能作草稿；运行 taizhang check 查看"
        ));
    }
    Ok(code)
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
