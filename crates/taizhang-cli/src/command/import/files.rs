//! The four steps for files of rows.

use std::path::PathBuf;

use clap::Args;
use taizhang_ledger::core::event::NamedFile;
use taizhang_ledger::import::hledger::AccountTable;
use taizhang_ledger::import::kind::Kind;
use taizhang_ledger::import::payroll::PayrollRule;
use taizhang_ledger::import::profile::Profile;
use taizhang_ledger::{Accept, ImportPreview, Ledger};

use super::preview::Listed;
use super::reading::{Read, ReadBy, ReadingArgs, read};
use super::{accepted, preview, returned};
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::{text_file, wording};

/// Arguments of an import of files.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct FileArgs {
    /// 文件：xlsx、xls、ods、csv，可以几个一起；支付还可以是 hledger 账（.journal）和凭证 XML（.xml）
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 入账；不写这个选项只预览
    #[arg(long)]
    yes: bool,
    /// 预览列出全部新增的行；不写这个选项只列前 20 行
    #[arg(long)]
    all_rows: bool,
    /// 有被拒绝或需确认的行时，只把新增的行入账
    #[arg(long)]
    only_new: bool,
    /// 需确认的行都按新增处理
    #[arg(long)]
    accept_doubtful: bool,
    /// 与另一张表相同的表，各行按不同的款项处理；别的要确认的照样问
    #[arg(long)]
    accept_copies: bool,
    /// 这一行按新增处理，可重复；几张表的写明哪张，如 支付.csv:8、1月:8
    #[arg(long = "accept-row", value_name = "行号")]
    accept_rows: Vec<String>,
    /// 接受文件里与各行不符的合计数
    #[arg(long)]
    accept_sums: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    /// 把被拒绝和需确认的行标在原来的工作簿里退回；其他格式写成 xlsx 或 csv；文件有几个就写文件夹；已经有的别的文件不覆盖
    #[arg(long, value_name = "文件")]
    refused: Option<PathBuf>,
}

/// Arguments of `import payments`.
#[derive(Args, Debug)]
pub(super) struct PaymentArgs {
    #[command(flatten)]
    files: FileArgs,
    /// hledger 科目与指标、经济科目的对照表（TOML 文件）
    #[arg(long, value_name = "文件")]
    accounts: Option<PathBuf>,
}

/// Arguments of `import payroll`.
#[derive(Args, Debug)]
pub(super) struct PayrollArgs {
    /// 工资分录规则：各列由哪个指标、哪个经济科目、哪个项目列支（TOML 文件）
    #[arg(long, value_name = "规则")]
    rule: PathBuf,
    #[command(flatten)]
    files: FileArgs,
}

/// Whether rows are to be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    /// Only to be looked at.
    Look,
    /// To be entered.
    Post,
    /// To be looked at by a person, who then says.
    Ask,
}

impl Intent {
    /// Opens the ledger; nobody has to wait while somebody reads a preview.
    pub(super) fn open(self, session: &mut Session<'_, '_>) -> Result<Ledger, Failure> {
        match self {
            Self::Post => session.open(),
            Self::Look | Self::Ask => session.open_for_reading(),
        }
    }
}

/// What says how files are to be read, with the file it stands in.
type NamedBy<'a> = (ReadBy<'a>, Option<&'a NamedFile>);

pub(super) fn run(
    kind: Kind,
    args: &FileArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    import(kind, (ReadBy::Columns, None), args, session)
}

pub(super) fn run_payments(
    args: &PaymentArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let Some(path) = &args.accounts else { return run(Kind::Payments, &args.files, session) };
    let path = session.ui.world().current_dir.join(path);
    let (text, named) = text_file::read_named(&path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let accounts = AccountTable::parse(&text)
        .map_err(|error| Failure::refused(vec![wording::refused_accounts(&name, &error)]))?;
    import(Kind::Payments, (ReadBy::Accounts(&accounts), Some(&named)), &args.files, session)
}

pub(super) fn run_payroll(
    args: &PayrollArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let path = session.ui.world().current_dir.join(&args.rule);
    let (text, named) = text_file::read_named(&path)?;
    let rule = PayrollRule::parse(&text)
        .map_err(|error| Failure::refused(vec![wording::refused_rule(&path, &error)]))?;
    import(Kind::Payments, (ReadBy::Rule(&rule), Some(&named)), &args.files, session)
}

fn import(
    kind: Kind,
    by: NamedBy<'_>,
    args: &FileArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let intent = intent(args.yes, session)?;
    let mut ledger = intent.open(session)?;
    let command_id = session.command_id()?;
    let (found, left) = previewed(kind, by, args, &ledger, session).inspect_err(|_| {
        if args.refused.is_some() {
            session.ui.hint(
                "没有写 --refused 的文件：表还没有读懂，没有可以标出的行；改正以上各项后再试",
            );
        }
    })?;
    if let Some(path) = &args.refused {
        let path = session.ui.world().current_dir.join(path);
        returned::write(&found, &args.files, &path, session)?;
    }
    let obstacles = obstacles(&found, args);
    let posts = intent == Intent::Post && obstacles.is_empty();
    // What is refused when it was to be posted is said once, as the failure.
    if !(intent == Intent::Post && session.ui.wants_json()) {
        let (accepts_sums, obstacles) = (args.accept_sums, obstacles.as_slice());
        let listed = Listed::of(args.all_rows);
        let outlook = preview::Outlook { posts, accepts_sums, obstacles, listed };
        preview::show(&found, outlook, session)?;
    }
    for words in left {
        session.ui.hint(words);
    }
    if !obstacles.is_empty() {
        return conclude_refused(obstacles, intent, session);
    }
    let mut found = found;
    match intent {
        Intent::Post => {}
        _ if found.events.is_empty() => return Ok(ExitCode::Success),
        Intent::Ask if session.ui.asks("入账吗？") => {
            drop(ledger);
            ledger = session.open()?;
            let (fresh, _) = previewed(kind, by, args, &ledger, session)?;
            found = fresh.confirming(&found)?;
        }
        Intent::Look | Intent::Ask => {
            session.ui.hint("没有写入；核对无误后加 --yes 入账");
            return Ok(ExitCode::Success);
        }
    }
    // A file with a fixed structure has no header to remember.
    let with_header = found.sources.iter().filter(|source| !source.table.header.is_empty());
    let profiles: Vec<Profile> =
        with_header.map(|source| source.mapping.profile(&source.table)).collect();
    let batch = found.batch;
    session.ui.progress("正在写入", found.events.len(), found.events.len());
    let warnings = preview::warnings(&found);
    let outcome = ledger.post_import(found, command_id)?;
    session.ui.end_progress();
    session.show_notices(&ledger);
    for profile in profiles {
        ledger.remember_profile(&profile)?;
    }
    preview::posted(batch, &outcome, warnings, session)?;
    Ok(ExitCode::Success)
}

/// Reads, maps and judges the files; also says what they hold besides rows.
fn previewed(
    kind: Kind,
    (by, named): NamedBy<'_>,
    args: &FileArgs,
    ledger: &Ledger,
    session: &mut Session<'_, '_>,
) -> Result<(ImportPreview, Vec<String>), Failure> {
    let folder = session.ui.world().current_dir.clone();
    let Read { sources, left } = read(kind, by, &args.files, &args.reading, ledger, &folder)
        .map_err(|failure| failure.grouped_for(session))?;
    let rows = accepted::rows(&args.accept_rows, &sources)?;
    let copies = args.accept_doubtful || args.accept_copies;
    let accept = Accept { all: args.accept_doubtful, copies, rows };
    let found = ledger.preview_import(kind, sources, &accept, &mut |done, all| {
        session.ui.progress("正在检查", done, all);
    })?;
    session.ui.end_progress();
    let found = found.read_by(named.cloned().into_iter().collect());
    Ok((if by.rule().is_some() { found.of_payroll() } else { found }, left))
}

/// Looking comes first for people, who are then asked; a script must say which it wants.
pub(super) fn intent(yes: bool, session: &Session<'_, '_>) -> Result<Intent, Failure> {
    if session.global.dry_run {
        return Ok(Intent::Look);
    }
    if yes {
        return Ok(Intent::Post);
    }
    if session.ui.may_ask() {
        return Ok(Intent::Ask);
    }
    let problem = Problem::new(
        "没有写明是预览还是入账",
        "在脚本里运行时，导入要写明 --dry-run（只预览）或 --yes（入账）",
        "先用 --dry-run 看清楚，再换成 --yes",
    );
    Err(Failure::new(ExitCode::Usage, problem))
}

/// What keeps the rows from being posted.
fn obstacles(found: &ImportPreview, args: &FileArgs) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !args.only_new {
        problems.extend(preview::refusals(found));
        problems.extend(preview::doubts(found));
    }
    problems.extend(preview::questions(found));
    if !args.accept_sums {
        problems.extend(preview::wrong_sums(&found.sources, &found.drafts.wrong_sums));
    }
    problems
}

/// Says what keeps rows from being posted, unless the preview said it.
pub(super) fn conclude_refused(
    obstacles: Vec<Problem>,
    intent: Intent,
    session: &Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    // The preview's JSON holds the problems already.
    if intent == Intent::Look && session.ui.wants_json() {
        return Ok(ExitCode::Refused);
    }
    // A program gets every row, a person each problem once with its rows.
    let is_shown = !session.ui.wants_json();
    Err(Failure::refused(if is_shown { wording::grouped(obstacles) } else { obstacles }))
}
