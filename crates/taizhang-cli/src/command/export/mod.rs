//! `export`: files for other systems.

pub(crate) mod compare;
mod inputs;
pub(crate) mod list;
mod profile;
mod registry;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::export::{ExportContext, ExportRequest, Options, check_artifacts};
use taizhang_plugin::Limits;

use self::registry::Source;
use super::report::{open_errors, out_folder, signed_context};
use crate::ExitCode;
use crate::attachment;
use crate::error::{Failure, Problem};
use crate::output_folder;
use crate::session::Session;

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

/// Arguments of `export`.
#[derive(Args, Debug)]
pub(crate) struct ExportArgs {
    /// 导出什么，如 csv、docx，或外部导出程序的名称
    #[arg(value_name = "格式", required_unless_present = "list")]
    name: Option<String>,
    /// 列出可用的格式、选项和表样（不运行任何外部程序）
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
    /// 不导出，把这个文件与台账逐格比较（只用于 csv）
    #[arg(long, value_name = "文件")]
    check: Option<PathBuf>,
    /// 覆盖他人改过的文件
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    limits: LimitArgs,
}

/// Limits of a plug-in.
#[derive(Args, Debug)]
struct LimitArgs {
    /// 外部导出程序的时限
    #[arg(long, value_name = "秒", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    time_limit: u64,
    /// 外部导出程序的输出上限
    #[arg(long, value_name = "兆字节", default_value_t = 256, value_parser = clap::value_parser!(u64).range(1..=4096))]
    size_limit: u64,
}

impl LimitArgs {
    const fn limits(&self) -> Limits {
        Limits { time: Duration::from_secs(self.time_limit), output: self.size_limit * 1_048_576 }
    }
}

pub(crate) fn run(args: &ExportArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    if args.list {
        return list::show(session);
    }
    let name = args.name.as_deref().unwrap_or_default();
    if let Some(file) = &args.check {
        return compare::run(name, file, args, session);
    }
    let source = registry::find(name, args.limits.limits(), session)?;
    let descriptor = source.exporter().descriptor();
    let mut options = options(&args.options)?;
    options.check(&descriptor)?;
    attachment::read_all(&descriptor, &mut options, &session.ui.world().current_dir)?;
    let (ledger, book, as_of) = session.open_book()?;
    let profile = match &args.profile {
        Some(id) => Some(profile::choose(id, &descriptor, ledger.root())?),
        None => None,
    };
    let mut context = signed_context(&ledger, &book, as_of, args.signed.as_deref())?;
    if descriptor.wants_trail {
        context.trail = Some(ledger.trail(&book, as_of)?);
    }
    let mut request = ExportRequest { profile, ..ExportRequest::new(&context).with(options) };
    inputs::gather(&descriptor, &ledger, &mut request)?;
    request.check(&descriptor)?;
    let made = source.exporter().export(&request);
    if let Source::Plugin(plugin) = &source {
        registry::pass_on(name, &plugin.take_messages(), session);
    }
    let artifacts = made?;
    check_artifacts(&artifacts)?;
    let folder = match &args.output {
        Some(output) => session.ui.world().current_dir.join(output),
        None => out_folder(&ledger, as_of),
    };
    let written = if session.global.dry_run {
        output_folder::check_all(&folder, &artifacts, args.force)?
    } else {
        output_folder::write_all(&folder, &artifacts, args.force)?
    };
    report_written(&written, &context, session)
}

/// Says what was written; the exit code is that of `report`: open errors make it a draft.
fn report_written(
    written: &[PathBuf],
    context: &ExportContext,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let errors = open_errors(context);
    let code = if errors == 0 { ExitCode::Success } else { ExitCode::Findings };
    if session.ui.wants_json() {
        let (dry_run, files) = (session.global.dry_run, written.to_vec());
        session.ui.json(&ExportWritten { ok: true, dry_run, files, errors })?;
        return Ok(code);
    }
    for path in written {
        let done = if session.global.dry_run { "可以导出（未写入）" } else { "已导出" };
        session.ui.done(format!("{done}：{}", path.display()));
    }
    if written.is_empty() {
        session.ui.done("导出程序没有给出文件");
    }
    if errors > 0 {
        session.ui.warn(format!(
            "还有 {errors} 个错误没有处理，导出的文件只能作草稿；运行 taizhang check 查看"
        ));
    }
    Ok(code)
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
