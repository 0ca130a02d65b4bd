//! The four steps for files of rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use taizhang_ledger::import::draft::Source;
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::hledger::AccountTable;
use taizhang_ledger::import::kind::Kind;
use taizhang_ledger::import::mapping::{MapOptions, Mapping};
use taizhang_ledger::import::profile::{Profile, header_fingerprint};
use taizhang_ledger::import::read::{Encoding, ReadOptions, read_tables};
use taizhang_ledger::import::table::MoneyUnit;
use taizhang_ledger::import::vocabulary::Vocabulary;
use taizhang_ledger::{Accept, ImportPreview, Ledger, profile_folder, read_profile};

use super::structured::Structure;
use super::{preview, returned};
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::wording;

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
    /// 有被拒绝或需确认的行时，只把新增的行入账
    #[arg(long)]
    only_new: bool,
    /// 需确认的行都按新增处理
    #[arg(long)]
    accept_doubtful: bool,
    /// 这一行按新增处理，可重复
    #[arg(long = "accept-row", value_name = "行号")]
    accept_rows: Vec<u32>,
    /// 接受文件里与各行不符的合计数
    #[arg(long)]
    accept_sums: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    /// 把被拒绝和需确认的行连同原因写成文件（xlsx 或 csv）
    #[arg(long, value_name = "文件")]
    refused: Option<PathBuf>,
}

/// How files are read and their columns mapped.
#[derive(Args, Debug)]
pub(crate) struct ReadingArgs {
    /// 金额的单位
    #[arg(long, value_name = "单位")]
    unit: Option<ImportUnitArg>,
    /// 指明一列，可重复，如 摘要=用途说明
    #[arg(long = "map", value_name = "字段=列名")]
    maps: Vec<String>,
    /// 整个文件都相同、或空格里代填的值，可重复，如 指标=2022-001
    #[arg(long = "set", value_name = "字段=值")]
    constants: Vec<String>,
    /// 导入方案：台账里记住的方案名，或一个方案文件
    #[arg(long, value_name = "方案")]
    profile: Option<PathBuf>,
    /// hledger 科目与指标、经济科目的对照表（TOML 文件）
    #[arg(long, value_name = "文件")]
    accounts: Option<PathBuf>,
    /// 文字编码（默认自动识别）
    #[arg(long, value_name = "编码")]
    encoding: Option<String>,
    /// 分隔符（默认自动识别）
    #[arg(long, value_name = "字符")]
    delimiter: Option<char>,
    /// 只读这一张表（默认读所有认得出表头的表）
    #[arg(long, value_name = "表名")]
    sheet: Option<String>,
    /// 表头的行号，几行写作 3-4（默认自动识别）
    #[arg(long, value_name = "行号")]
    header: Option<String>,
}

/// Units of money on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ImportUnitArg {
    /// 元
    #[value(alias = "元")]
    Yuan,
    /// 千元
    #[value(alias = "千元")]
    Thousand,
    /// 万元
    #[value(alias = "万元")]
    Wan,
    /// 亿元
    #[value(alias = "亿元")]
    Yi,
}

impl From<ImportUnitArg> for MoneyUnit {
    fn from(unit: ImportUnitArg) -> Self {
        match unit {
            ImportUnitArg::Yuan => Self::Yuan,
            ImportUnitArg::Thousand => Self::Thousand,
            ImportUnitArg::Wan => Self::Wan,
            ImportUnitArg::Yi => Self::Yi,
        }
    }
}

pub(super) fn run(
    kind: Kind,
    args: &FileArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let dry_run = is_dry(args.yes, session)?;
    let mut ledger = if dry_run { session.open_for_reading()? } else { session.open()? };
    let command_id = session.command_id()?;
    let folder = session.ui.world().current_dir.clone();
    let Read { sources, left } = read(kind, &args.files, &args.reading, &ledger, &folder)?;
    let accept =
        Accept { all: args.accept_doubtful, rows: BTreeSet::from_iter(args.accept_rows.clone()) };
    let found = ledger.preview_import(kind, sources, &accept)?;
    // A file with a fixed structure has no header to remember.
    let with_header = found.sources.iter().filter(|source| !source.table.header.is_empty());
    let profiles: Vec<Profile> =
        with_header.map(|source| source.mapping.profile(&source.table)).collect();
    if let Some(path) = &args.refused {
        let path = session.ui.world().current_dir.join(path);
        returned::write(&found, &path, session)?;
    }
    let obstacles = obstacles(&found, args);
    let posts = !dry_run && obstacles.is_empty();
    preview::show(&found, posts, session)?;
    for words in left {
        session.ui.hint(words);
    }
    if !posts {
        return conclude_preview(&found, obstacles, dry_run, session);
    }
    let batch = found.batch;
    let outcome = ledger.post_import(found, command_id)?;
    session.show_notices(&ledger);
    for profile in profiles {
        ledger.remember_profile(&profile)?;
    }
    preview::posted(batch, &outcome, session)?;
    Ok(ExitCode::Success)
}

/// Reading is the default for people; a script must say which it wants.
pub(super) fn is_dry(yes: bool, session: &Session<'_, '_>) -> Result<bool, Failure> {
    let dry_run = session.global.dry_run;
    if yes || dry_run || session.ui.world().interactive {
        return Ok(dry_run || !yes);
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
    if !args.accept_sums {
        problems.extend(preview::wrong_sums(found));
    }
    problems
}

fn conclude_preview(
    found: &ImportPreview,
    obstacles: Vec<Problem>,
    dry_run: bool,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    if obstacles.is_empty() {
        if !found.events.is_empty() {
            session.ui.hint("没有写入；核对无误后加 --yes 入账");
        }
        return Ok(ExitCode::Success);
    }
    if dry_run && session.ui.wants_json() {
        return Ok(ExitCode::Refused);
    }
    Err(Failure::refused(obstacles))
}

/// What the files hold.
pub(crate) struct Read {
    /// The tables, mapped.
    pub(crate) sources: Vec<Source>,
    /// What they hold besides rows, in words.
    pub(crate) left: Vec<String>,
}

/// Reads and maps all files; what is wrong with any of them is said at once.
pub(crate) fn read(
    kind: Kind,
    files: &[PathBuf],
    args: &ReadingArgs,
    ledger: &Ledger,
    folder: &Path,
) -> Result<Read, Failure> {
    let mut problems = Vec::new();
    let read_options = read_options(args, &mut problems);
    let map_options = MapOptions {
        columns: pairs("--map", &args.maps, &mut problems),
        constants: pairs("--set", &args.constants, &mut problems),
        unit: args.unit.map(Into::into),
    };
    let named =
        args.profile.as_ref().map(|name| named_profile(name, ledger, folder)).transpose()?;
    let remembered = ledger.profiles()?;
    let known = named.iter().chain(remembered.iter().map(|(_, profile)| profile));
    let known: Vec<&Profile> = known.filter(|profile| profile.kind == kind.key()).collect();
    let headers = known.iter().flat_map(|profile| profile.headers());
    let asked = map_options.columns.iter().map(|(field, header)| (header.as_str(), *field));
    let vocabulary = Vocabulary::of(kind).with(headers.chain(asked));
    let accounts = account_table(args, folder)?;
    let (mut sources, mut left) = (Vec::new(), Vec::new());
    for path in files {
        let path = folder.join(path);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).map_err(|error| Failure::file(&path, "读取", &error))?;
        let tables = match Structure::of(kind, &path) {
            Some(structure) => structure.read(&name, &bytes, &accounts).map(|structured| {
                left.extend(structured.left);
                vec![structured.table]
            }),
            None => read_tables(&name, &bytes, &read_options, &vocabulary)
                .map_err(|error| vec![wording::unreadable_file(&error)]),
        };
        let tables = match tables {
            Ok(tables) => tables,
            Err(found) => {
                problems.extend(found);
                continue;
            }
        };
        for table in tables {
            let print = header_fingerprint(&table);
            let by_header = known.iter().find(|profile| profile.header == print).copied();
            let profile = named.as_ref().or(by_header);
            match Mapping::of(&table, kind, profile, &map_options) {
                Ok(mapping) => {
                    let profile = profile.cloned();
                    sources.push(Source::of(table, mapping, profile, ledger.year()));
                }
                Err(errors) => {
                    problems.extend(errors.iter().map(|error| wording::unmapped(&table, error)));
                }
            }
        }
    }
    if problems.is_empty() { Ok(Read { sources, left }) } else { Err(Failure::refused(problems)) }
}

/// Reads the table of accounts, if one is named.
fn account_table(args: &ReadingArgs, folder: &Path) -> Result<AccountTable, Failure> {
    let Some(path) = &args.accounts else { return Ok(AccountTable::default()) };
    let path = folder.join(path);
    let text = fs::read_to_string(&path).map_err(|error| Failure::file(&path, "读取", &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    AccountTable::parse(&text)
        .map_err(|error| Failure::refused(vec![wording::refused_accounts(&name, &error)]))
}

fn read_options(args: &ReadingArgs, problems: &mut Vec<Problem>) -> ReadOptions {
    let encoding = args.encoding.as_ref().and_then(|text| {
        text.parse::<Encoding>()
            .map_err(|()| {
                problems.push(Problem::new(
                    format!("没有编码 {text}"),
                    "可用的编码：utf-8、gb18030（含 gbk、gb2312）、utf-16le、utf-16be",
                    "改正 --encoding，或去掉它由程序识别",
                ));
            })
            .ok()
    });
    let header = args.header.as_ref().and_then(|text| {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let rows = first.trim().parse().ok().zip(last.trim().parse().ok());
        if rows.is_none() {
            problems.push(Problem::new(
                format!("--header“{text}”看不懂"),
                "表头写行号，从 1 数起",
                "例如 --header 3 或 --header 3-4",
            ));
        }
        rows
    });
    ReadOptions { encoding, delimiter: args.delimiter, sheet: args.sheet.clone(), header }
}

/// Reads `字段=值` pairs.
fn pairs(flag: &str, given: &[String], problems: &mut Vec<Problem>) -> BTreeMap<Field, String> {
    let mut read = BTreeMap::new();
    for pair in given {
        let parts = pair.split_once(['=', '＝']);
        match parts.and_then(|(name, value)| Some((Field::named(name.trim())?, value.trim()))) {
            Some((field, value)) => {
                read.insert(field, value.to_owned());
            }
            None => problems.push(Problem::new(
                format!("{flag}“{pair}”看不懂"),
                "要写成 字段=内容，字段如 日期、凭证号、指标、经济科目、金额、收款人、摘要",
                "字段名见 docs/guide/import.md 的字段表",
            )),
        }
    }
    read
}

/// Finds a profile by its name in the ledger, or reads the file.
fn named_profile(name: &Path, ledger: &Ledger, folder: &Path) -> Result<Profile, Failure> {
    let remembered = profile_folder(ledger.root()).join(name).with_extension("toml");
    let path = if remembered.is_file() { remembered } else { folder.join(name) };
    Ok(read_profile(&path)?)
}
