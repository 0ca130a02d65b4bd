//! `packs`: the forms that a year can be scored by.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::evaluation::Tried;
use taizhang_ledger::evaluation::pack::{Pack, form_schema, outline_schema};
use taizhang_ledger::{Ledger, examine_pack_folder, own_pack_texts, pack_files};

use super::man::FolderWritten;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::output::write_file;
use crate::session::Session;
use crate::table::{Align, Table};
use crate::wording::{pack_problems, text_problem};

/// Arguments of `packs`.
#[derive(Args, Debug)]
pub(crate) struct PacksArgs {
    #[command(subcommand)]
    what: What,
}

/// What is done with packs.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = "命令", subcommand_value_name = "命令")]
enum What {
    /// 列出全部表样
    #[command(visible_alias = "列出")]
    List,
    /// 查看一个表样的内容和各条规则的出处
    #[command(visible_alias = "查看")]
    Show(ShowArgs),
    /// 检查一个表样文件夹，列出文件和行号
    #[command(visible_alias = "检查")]
    Check(CheckArgs),
    /// 输出表样文件的格式说明（JSON），供编辑器提示和检查
    #[command(visible_alias = "格式说明")]
    Schema(SchemaArgs),
    /// 以现有表样为底，在台账的 packs 文件夹里新建自己的表样
    #[command(visible_alias = "新建")]
    New(NewArgs),
}

#[derive(Args, Debug)]
struct ShowArgs {
    /// 表样
    #[arg(value_name = "表样")]
    id: String,
}

#[derive(Args, Debug)]
struct CheckArgs {
    /// 表样文件夹
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
}

#[derive(Args, Debug)]
struct SchemaArgs {
    /// 要提纲文件的，不要表样文件的
    #[arg(long)]
    outline: bool,
}

#[derive(Args, Debug)]
struct NewArgs {
    /// 新表样的编号；与随附表样同名即取代它
    #[arg(value_name = "编号")]
    id: String,
    /// 以哪个表样为底
    #[arg(long, value_name = "表样", default_value = "national-whole-unit-2020")]
    from: String,
}

/// The JSON form of a pack in the list.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PackJson {
    id: String,
    kind: &'static str,
    year: i16,
    last_year: Option<i16>,
    verified: bool,
    title: String,
    region: String,
    own: bool,
}

/// The JSON form of one pack with its rules.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PackInFull {
    pack: PackJson,
    /// Points that can be had, as a decimal number.
    total: String,
    rules: Vec<PackRule>,
}

/// A rule of a pack with its source.
#[derive(Serialize, JsonSchema)]
struct PackRule {
    subject: String,
    source: String,
    /// Whether it was checked against the source.
    verified: bool,
}

impl PackJson {
    fn new(pack: &Pack, own: bool) -> Self {
        let (year, last_year) = pack.years();
        Self {
            id: pack.id().to_owned(),
            kind: pack.kind().key(),
            year,
            last_year,
            verified: pack.is_verified(),
            title: pack.title().to_owned(),
            region: pack.region().to_owned(),
            own,
        }
    }
}

pub(crate) fn run(args: &PacksArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    match &args.what {
        What::List => list(session),
        What::Show(args) => show(args, session),
        What::Check(args) => check(args, session),
        What::Schema(args) => {
            let schema = if args.outline { outline_schema() } else { form_schema() };
            session.ui.json(&schema)?;
            Ok(ExitCode::Success)
        }
        What::New(args) => new(args, session),
    }
}

/// The packs there are, and what keeps others from being used.
struct Known {
    /// Each with whether it is the ledger's own.
    packs: Vec<(Pack, bool)>,
    broken: Vec<Problem>,
}

/// Returns the shipped packs and the ledger's own, which come in the place of shipped ones.
fn all(session: &mut Session<'_, '_>) -> Result<Known, Failure> {
    let mut packs = BTreeMap::new();
    for id in Pack::builtin_ids() {
        packs.insert(id.to_owned(), (Pack::builtin(id).map_err(Failure::pack)?, false));
    }
    let mut broken = Vec::new();
    if let Ok(ledger) = session.open_for_reading() {
        for pack in ledger.own_packs() {
            match pack {
                Ok(pack) => {
                    packs.insert(pack.id().to_owned(), (pack, true));
                }
                Err(error) => broken.extend_from_slice(Failure::from(error).problems()),
            }
        }
    }
    Ok(Known { packs: packs.into_values().collect(), broken })
}

/// Lists what can be used, and warns of what cannot: one bad pack hides no other.
fn list(session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let Known { packs, broken } = all(session)?;
    if session.ui.wants_json() {
        let rows: Vec<PackJson> =
            packs.iter().map(|(pack, own)| PackJson::new(pack, *own)).collect();
        session.ui.json(&rows)?;
    } else {
        print(session, &packs)?;
    }
    for problem in &broken {
        session.ui.warn(format!("{}：{}；{}", problem.message, problem.reason, problem.remedy));
    }
    Ok(if broken.is_empty() { ExitCode::Success } else { ExitCode::Findings })
}

fn print(session: &mut Session<'_, '_>, packs: &[(Pack, bool)]) -> Result<(), Failure> {
    let left = Align::Left;
    let mut table = Table::new(&[
        ("编号", left),
        ("年度", left),
        ("核对", left),
        ("来源", left),
        ("地区", left),
        ("名称", left),
    ]);
    for (pack, own) in packs {
        let (first, last) = pack.years();
        let years = last.map_or_else(|| format!("{first}—"), |last| format!("{first}—{last}"));
        table.row([
            pack.id().to_owned(),
            years,
            if pack.is_verified() { "已核对" } else { "待核对" }.to_owned(),
            if *own { "自建" } else { "随附" }.to_owned(),
            pack.region().to_owned(),
            pack.title().to_owned(),
        ]);
    }
    session.ui.table(&table)
}

fn show(args: &ShowArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let known = all(session)?;
    let Some((pack, own)) = known.packs.iter().find(|(pack, _)| pack.id() == args.id) else {
        return Err(unknown(&args.id, known));
    };
    if session.ui.wants_json() {
        let citations: Vec<_> = pack
            .citations()
            .iter()
            .map(|rule| PackRule {
                subject: rule.subject.clone(),
                source: rule.source.to_owned(),
                verified: rule.verified,
            })
            .collect();
        session.ui.json(&PackInFull {
            pack: PackJson::new(pack, *own),
            total: pack.total().to_string(),
            rules: citations,
        })?;
        return Ok(ExitCode::Success);
    }
    session.ui.line(format!("{}  {}", pack.id(), pack.title()))?;
    session.ui.line(format!(
        "{}  {}  单位：{}  满分 {}",
        pack.kind().name(),
        pack.region(),
        pack.unit().name(),
        pack.total().normalize()
    ))?;
    for branch in pack.tree() {
        session.ui.line(format!("  {}", branch_text(branch)))?;
    }
    session.ui.line("规则出处")?;
    for rule in pack.citations() {
        let mark = if rule.verified { "已核对" } else { "待核对" };
        session.ui.line(format!("  {mark}  {}：{}", rule.subject, rule.source))?;
    }
    Ok(ExitCode::Success)
}

fn branch_text(branch: &taizhang_ledger::evaluation::pack::Branch) -> String {
    let points = branch.points.map_or_else(String::new, |points| format!(" {points} 分"));
    format!("{}{points}：{}", branch.name, branch.children.join("、"))
}

fn check(args: &CheckArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let folder = session.ui.world().current_dir.join(&args.folder);
    fs::read_dir(&folder).map_err(|source| Failure::input(&folder, &source))?;
    // A pack can be checked where there is no ledger.
    let book = session.open_silently().ok().and_then(|ledger| ledger.book().ok().cloned());
    let examined = examine_pack_folder(&folder, book.as_ref())?;
    let mut problems = match &examined.pack {
        Ok(_) => Vec::new(),
        Err(error) => pack_problems(error, &examined.files),
    };
    let texts = examined.faults.iter().map(text_problem);
    // What cannot be parsed was named when the pack was read.
    problems.extend(
        texts
            .filter(|text| !problems.iter().any(|told: &Problem| told.message == text.message))
            .collect::<Vec<_>>(),
    );
    if !problems.is_empty() {
        return Err(Failure::refused(problems));
    }
    let pack = examined.pack?;
    if session.ui.wants_json() {
        session.ui.json(&PackJson::new(&pack, true))?;
        return Ok(ExitCode::Success);
    }
    session.ui.done(format!("表样 {} {} 可以使用", pack.id(), pack.title()));
    session.ui.hint(match examined.tried {
        Tried::OwnYear => format!("文字已按本台账 {} 年度试排", examined.year),
        Tried::SampleYear => {
            "文字已按样例年度试排；指标、项目、活动、调查各自的取数要在台账文件夹里再检查一次"
                .to_owned()
        }
    });
    Ok(ExitCode::Success)
}

fn new(args: &NewArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let known = all(session)?;
    let Some((from, own)) = known.packs.iter().find(|(pack, _)| pack.id() == args.from) else {
        return Err(unknown(&args.from, known));
    };
    let ledger = session.open_for_reading()?;
    let folder = ledger.own_pack_folder(&args.id)?;
    let texts = texts(&ledger, from, *own)?;
    if fs::read_dir(&folder).is_ok() {
        let problem = Problem::new(
            format!("表样 {} 已经存在", args.id),
            format!("文件夹 {} 里已有文件", folder.display()),
            "直接修改它，或换一个编号",
        );
        return Err(Failure::refused(vec![problem]));
    }
    let dry_run = session.global.dry_run;
    if !dry_run {
        let files = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        for (name, text) in pack_files(files, &args.id) {
            write_file(&folder.join(name), text.as_bytes())?;
        }
    }
    if session.ui.wants_json() {
        session.ui.json(&FolderWritten { ok: true, dry_run, folder })?;
        return Ok(ExitCode::Success);
    }
    if dry_run {
        session.ui.done(format!("可以新建（未写入）：{}", folder.display()));
        return Ok(ExitCode::Success);
    }
    session.ui.done(format!("已新建表样 {}：{}", args.id, folder.display()));
    session.ui.hint(format!("改好后    taizhang packs check {}", folder.display()));
    session.ui.hint("启用      把 taizhang.toml 里的 pack 改成这个编号");
    Ok(ExitCode::Success)
}

/// Returns the files of a pack, the ledger's own or a shipped one.
fn texts(ledger: &Ledger, pack: &Pack, own: bool) -> Result<BTreeMap<String, String>, Failure> {
    if own {
        return Ok(own_pack_texts(&ledger.own_pack_folder(pack.id())?)?);
    }
    let shipped = Pack::builtin_files(pack.id()).unwrap_or_default();
    Ok(shipped.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

/// No pack has this id; one that cannot be used may be the one that was meant.
fn unknown(id: &str, known: Known) -> Failure {
    let ids: Vec<&str> = known.packs.iter().map(|(pack, _)| pack.id()).collect();
    let problem = Problem::new(
        format!("没有表样 {id}"),
        format!("可用的表样：{}", ids.join("、")),
        "核对编号后重试",
    );
    Failure::refused(std::iter::once(problem).chain(known.broken).collect())
}
