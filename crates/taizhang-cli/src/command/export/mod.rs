//! `export`: files for other systems.

mod inputs;
mod registry;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use taizhang_ledger::export::{
    Descriptor, ExportRequest, OptionTakes, Options, Profile, check_artifacts,
};

use super::report::{out_folder, signed_context};
use crate::ExitCode;
use crate::attachment;
use crate::error::{Failure, Problem};
use crate::output::write_file;
use crate::session::Session;

/// Arguments of `export`.
#[derive(Args, Debug)]
pub(crate) struct ExportArgs {
    /// 导出什么，如 csv、docx
    #[arg(value_name = "格式", required_unless_present = "list")]
    name: Option<String>,
    /// 列出可用的格式和选项
    #[arg(long)]
    list: bool,
    /// 输出文件夹（默认台账的 out 文件夹）
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
    /// 导出选项，可重复，写作 名=值，如 encoding=gb18030
    #[arg(long = "option", value_name = "名=值")]
    options: Vec<String>,
    /// 表样（用 export --list 查看，默认第一个）
    #[arg(long, value_name = "表样")]
    profile: Option<String>,
    /// 落款日期（默认今天）
    #[arg(long, value_name = "日期")]
    signed: Option<String>,
}

pub(crate) fn run(args: &ExportArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    if args.list {
        return list(session);
    }
    let exporter = registry::find(args.name.as_deref().unwrap_or_default())?;
    let mut options = options(&args.options)?;
    let descriptor = exporter.descriptor();
    options.check(&descriptor)?;
    attachment::read_all(&descriptor, &mut options, &session.ui.world().current_dir)?;
    let profile = args.profile.clone().map(|id| Profile { id, definition: None });
    let (ledger, book, as_of) = session.open_book()?;
    let mut context = signed_context(&ledger, &book, as_of, args.signed.as_deref())?;
    if descriptor.wants_trail {
        context.trail = Some(ledger.trail(&book, as_of)?);
    }
    let mut request = ExportRequest { profile, ..ExportRequest::new(&context).with(options) };
    inputs::gather(&descriptor, &ledger, &mut request)?;
    request.check(&descriptor)?;
    let artifacts = exporter.export(&request)?;
    check_artifacts(&artifacts)?;
    let folder = match &args.output {
        Some(output) => session.ui.world().current_dir.join(output),
        None => out_folder(&ledger, as_of),
    };
    let mut written = Vec::new();
    for artifact in &artifacts {
        let path = folder.join(artifact.name.as_str());
        if !session.global.dry_run {
            write_file(&path, &artifact.bytes)?;
        }
        written.push(path);
    }
    if session.ui.wants_json() {
        session.ui.json(&serde_json::json!({
            "ok": true, "dry_run": session.global.dry_run, "files": written,
        }))?;
        return Ok(ExitCode::Success);
    }
    for path in &written {
        let done = if session.global.dry_run { "可以导出（未写入）" } else { "已导出" };
        session.ui.done(format!("{done}：{}", path.display()));
    }
    Ok(ExitCode::Success)
}

fn options(given: &[String]) -> Result<Options, Failure> {
    let mut options = BTreeMap::new();
    for text in given {
        let Some((name, value)) = text.split_once('=') else {
            let problem = Problem::new(
                format!("导出选项“{text}”看不懂"),
                "选项写作 名=值",
                "例如 --option encoding=gb18030",
            );
            return Err(Failure::new(ExitCode::Usage, problem));
        };
        options.insert(name.to_owned(), value.to_owned());
    }
    Ok(options.into_iter().collect())
}

fn list(session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let descriptors: Vec<Descriptor> =
        registry::LINKED.iter().map(|exporter| exporter.descriptor()).collect();
    if session.ui.wants_json() {
        session.ui.json(&descriptors)?;
        return Ok(ExitCode::Success);
    }
    for descriptor in descriptors {
        session.ui.line(format!("{}  {}", descriptor.name, descriptor.summary))?;
        for option in descriptor.options {
            let values = match option.takes {
                OptionTakes::Text => option.values.join("、"),
                OptionTakes::File => "文件".to_owned(),
            };
            session.ui.line(format!("    {}  {}：{values}", option.name, option.summary))?;
        }
        for profile in descriptor.profiles {
            let mark = if profile.verified { "" } else { "（未核对原文）" };
            session.ui.line(format!("    表样 {}  {}{mark}", profile.id, profile.summary))?;
        }
    }
    Ok(ExitCode::Success)
}
