//! `export`: files for other systems.

pub(crate) mod check_archive;
pub(crate) mod compare;
pub(crate) mod conformance;
mod inputs;
pub(crate) mod list;
mod office_program;
mod profile;
mod registry;
mod schema;
pub(crate) mod written;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use taizhang_ledger::export::{ExportRequest, Options, check_artifacts};
use taizhang_plugin::Limits;

use self::registry::Source;
use self::schema::Part;
use super::report::{check_command, out_folder, signed_context};
use crate::ExitCode;
use crate::attachment;
use crate::error::{Failure, Problem};
use crate::output_folder;
use crate::session::Session;
use crate::wording;

/// Arguments of `export`.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag on the command line")]
pub(crate) struct ExportArgs {
    /// 导出什么，如 csv、docx，或外部导出程序的名称
    #[arg(value_name = "格式", required_unless_present_any = ["list", "schema"])]
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
    /// 不导出，只核对：csv 的文件与台账逐格比较，档案包核对摘要
    #[arg(long, value_name = "文件")]
    check: Option<PathBuf>,
    /// 不导出，用样例年度检查这个导出程序是否符合约定
    #[arg(long, conflicts_with = "check")]
    conformance: bool,
    /// 输出外部导出程序接口的格式说明（JSON）
    #[arg(long, value_name = "哪一种", num_args = 0..=1, default_missing_value = "question",
          conflicts_with_all = ["check", "conformance", "list"])]
    schema: Option<Part>,
    /// 逐个列出写入的文件
    #[arg(long)]
    verbose: bool,
    /// 不用 LibreOffice 另存 PDF
    #[arg(long)]
    no_pdf: bool,
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
    if let Some(part) = args.schema {
        return schema::show(part, session);
    }
    if args.list {
        return list::show(session);
    }
    let name = args.name.as_deref().unwrap_or_default();
    if args.conformance {
        return conformance::run(name, args.limits.limits(), session);
    }
    match &args.check {
        Some(path) if name == check_archive::NAME => check_archive::run(path, session),
        Some(file) => compare::run(name, file, args, session),
        None => export(name, args, session),
    }
}

fn export(
    name: &str,
    args: &ExportArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
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
        context.trail = Some(ledger.trail(&context, &book, as_of)?);
    }
    let mut request = ExportRequest { profile, ..ExportRequest::new(&context).with(options) };
    let pdf = (!args.no_pdf).then(|| args.limits.limits());
    inputs::gather(&descriptor, &ledger, &mut request, pdf, session)?;
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
    for cut in taizhang_ledger::export::profile::cuts(&request)? {
        session.ui.hint(wording::cut_words(&cut));
    }
    let bytes = artifacts.iter().map(|artifact| artifact.bytes.len()).sum();
    let check = check_command(&ledger, as_of);
    let written = written::Written { folder: &folder, files: &written, bytes, check };
    written.report(&context, args.verbose, session)
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
