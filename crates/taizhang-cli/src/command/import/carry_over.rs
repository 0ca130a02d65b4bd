//! Last year's balances out of its ledger.

use std::path::{Path, PathBuf};

use clap::Args;
use taizhang_ledger::core::SourceDocument;
use taizhang_ledger::{ConfigError, Ledger, LedgerError};

use super::super::recorded::{business_date, document_date};
use super::accepted::quoted;
use super::files::{Intent, conclude_refused, intent};
use super::preview::{self, Listed};
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `import carry-over`.
#[derive(Args, Debug)]
pub(super) struct CarryOverArgs {
    /// 上年台账的文件夹（默认就是这本台账的上一年度）
    #[arg(value_name = "上年台账")]
    previous: Option<PathBuf>,
    /// 结转的文号
    #[arg(long, value_name = "文号")]
    doc: String,
    /// 发文日期（默认同业务日期）
    #[arg(long, value_name = "日期")]
    doc_date: Option<String>,
    /// 业务日期（默认同发文日期，都不写就是今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 上年台账是另一个单位的也取：单位改了编码，或几个单位合并了
    #[arg(long)]
    accept_unit: bool,
    /// 入账；不写这个选项只预览
    #[arg(long)]
    yes: bool,
    /// 预览列出全部新增的行；不写这个选项只列前 20 行
    #[arg(long)]
    all_rows: bool,
}

pub(super) fn run(
    args: &CarryOverArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let intent = intent(args.yes, session)?;
    let mut ledger = intent.open(session)?;
    let mut reader = Reader::new(Some(ledger.year()));
    let number = reader.document(&args.doc);
    let dated = document_date(&mut reader, &ledger, args.doc_date.as_deref(), args.date.as_deref());
    let on = match args.date.as_deref() {
        None => dated,
        date => business_date(&mut reader, &ledger, date),
    };
    let document = number.zip(dated).map(|(number, dated)| SourceDocument { number, dated });
    let said = reader.finish_with(on.zip(document));
    let folder = args.previous.as_ref().map(|path| session.ui.world().current_dir.join(path));
    let folder = folder.unwrap_or_else(|| ledger.root().to_owned());
    let previous =
        Ledger::open_for_reading(&folder, ledger.year().previous(), session.environment()?);
    let previous = previous.map_err(|error| not_a_ledger(error, args.previous.as_deref()));
    let ((on, document), previous) = Failure::both(said, previous)?;
    let named = args.previous.as_deref();
    let mut found = ledger
        .preview_carry_over(&previous, on, &document)
        .map_err(|error| still_open(error, named))?;
    let mut problems: Vec<Problem> = Vec::new();
    if !args.accept_unit {
        problems.extend(other_unit(&ledger, &previous, &folder)?);
    }
    problems.extend(preview::refusals(&found).chain(preview::doubts(&found)));
    let posts = intent == Intent::Post && problems.is_empty();
    if !(intent == Intent::Post && session.ui.wants_json()) {
        let listed = Listed::of(args.all_rows);
        let outlook = preview::Outlook { posts, accepts_sums: false, obstacles: &problems, listed };
        preview::show(&found, outlook, session)?;
    }
    if !problems.is_empty() {
        return conclude_refused(problems, intent, session);
    }
    let has_new = !found.events.is_empty();
    let agrees = has_new && intent == Intent::Ask && session.ui.asks("入账吗？");
    if agrees {
        drop(ledger);
        ledger = session.open()?;
        found = ledger.preview_carry_over(&previous, on, &document)?.confirming(&found)?;
    }
    if posts || agrees {
        let (batch, command_id) = (found.batch, session.command_id()?);
        let outcome = ledger.post_import(found, command_id)?;
        session.show_notices(&ledger);
        preview::posted(batch, &outcome, Vec::new(), session)?;
    } else if has_new {
        session.ui.hint("没有写入；核对无误后加 --yes 入账");
    }
    Ok(ExitCode::Success)
}

/// Words of a ledger of the year before that is another unit's. Units are known by their codes; names are
/// written in several ways.
fn other_unit(
    ledger: &Ledger,
    previous: &Ledger,
    folder: &Path,
) -> Result<Option<Problem>, LedgerError> {
    let (own, before) = (ledger.book()?.unit(), previous.book()?.unit());
    let other = own.zip(before).filter(|(own, before)| own.code != before.code);
    Ok(other.map(|(own, before)| {
        Problem::new(
            format!("上年台账 {} 是 {}（{}）的", folder.display(), before.name, before.code),
            format!("这本台账是 {}（{}）的，别的单位的结转不能记在这里", own.name, own.code),
            "拿错了的换上年台账的文件夹；单位改了编码，或几个单位合并了：加 --accept-unit",
        )
    }))
}

/// Names the folder of last year's ledger, which is not the one of `--ledger`.
fn not_a_ledger(error: LedgerError, named: Option<&Path>) -> Failure {
    let (LedgerError::Config(ConfigError::NotALedger { folder }), Some(_)) = (&error, named) else {
        return error.into();
    };
    let problem = Problem::new(
        format!("上年台账 {} 不是台账文件夹", folder.display()),
        "里面没有 taizhang.toml",
        "改正上年台账的文件夹；上年就记在这本台账里的，不用写",
    );
    Failure::new(ExitCode::Unavailable, problem)
}

/// Names the ledger that somebody named where its year is not closed yet.
fn still_open(error: LedgerError, named: Option<&Path>) -> Failure {
    let (LedgerError::PreviousYearOpen(year), Some(folder)) = (&error, named) else {
        return error.into();
    };
    let folder = folder.display().to_string();
    Failure::refused(vec![Problem::new(
        format!("上年台账 {folder} 的 {year} 年度尚未年结"),
        "结转数取自上年的年结",
        format!("先运行 taizhang close year --year {year} --ledger {}", quoted(folder)),
    )])
}
