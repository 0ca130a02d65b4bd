//! Posted imports and remembered profiles.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::event::ImportedList;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::profile::Profile;
use taizhang_ledger::import::table::MoneyUnit;
use taizhang_ledger::{Batch, NO_RECORD, file_name, profile_folder, read_profile};

use super::super::origin::ReadListJson;
use super::super::recorded::{EventJson, to_the_minute};
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::table::{Align, Table};

/// Arguments of `import undo`.
#[derive(Args, Debug)]
pub(super) struct UndoArgs {
    /// 批号，可以只写前几位（至少四位）
    #[arg(value_name = "批号")]
    batch: String,
    /// 原因
    #[arg(long, value_name = "原因", default_value = "撤销导入")]
    reason: String,
}

/// Arguments of `import profile`.
#[derive(Args, Debug)]
pub(super) struct ProfileArgs {
    #[command(subcommand)]
    what: ProfileWhat,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = "命令", subcommand_value_name = "命令")]
enum ProfileWhat {
    /// 列出记住的导入方案
    #[command(visible_alias = "列表")]
    List,
    /// 显示一个方案的内容，可存成文件给别的单位用
    #[command(visible_alias = "显示")]
    Show {
        /// 方案名
        #[arg(value_name = "方案")]
        name: String,
    },
    /// 采用一个方案文件
    #[command(visible_alias = "采用")]
    Add {
        /// 方案文件
        #[arg(value_name = "文件")]
        file: std::path::PathBuf,
    },
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct BatchJson {
    batch: String,
    /// What was imported, like `payroll`; null for an import before imports had a record.
    kind: Option<&'static str>,
    /// What it entered, by its events, like `payments`.
    kinds: Vec<&'static str>,
    first: u64,
    recorded_at: String,
    operator: String,
    events: usize,
    undone: usize,
    /// Whether the import was taken back.
    is_undone: bool,
    paid: Money,
    /// The event that says what was read; null for an import before imports had one.
    record: Option<u64>,
    /// What was read; empty where there is no record.
    files: Vec<ReadListJson>,
}

/// The JSON form of an import that was taken back.
#[derive(Serialize, JsonSchema)]
pub(crate) struct UndoJson {
    ok: bool,
    dry_run: bool,
    duplicate: bool,
    batch: String,
    events: Vec<EventJson>,
}

pub(super) fn list(session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let ledger = session.open_for_reading()?;
    let batches = ledger.batches()?;
    if session.ui.wants_json() {
        let json: Vec<BatchJson> = batches
            .iter()
            .map(|batch| BatchJson {
                batch: batch.id.to_string(),
                kind: batch.record.as_ref().map(|(_, record)| record.kind.key()),
                kinds: batch.kinds.iter().map(|kind| kind.key()).collect(),
                first: batch.first.get(),
                recorded_at: batch.recorded_at.to_string(),
                operator: batch.operator.to_string(),
                events: batch.events,
                undone: batch.undone,
                is_undone: batch.is_undone(),
                paid: batch.paid,
                record: batch.record.as_ref().map(|(place, _)| place.get()),
                files: lists(batch).iter().map(ReadListJson::from).collect(),
            })
            .collect();
        session.ui.json(&json)?;
        return Ok(ExitCode::Success);
    }
    if batches.is_empty() {
        session.ui.line("本年度还没有导入")?;
        return Ok(ExitCode::Success);
    }
    let right = Align::Right;
    let mut table = Table::new(&[
        ("批号", Align::Left),
        ("内容", Align::Left),
        ("文件", Align::Left),
        ("起始序号", right),
        ("笔数", right),
        ("已冲销", right),
        ("支付合计（元）", right),
        ("经办", Align::Left),
        ("入账时间", Align::Left),
    ]);
    for batch in batches {
        table.row([
            batch.id.to_string(),
            content(&batch),
            files(&batch),
            batch.first.to_string(),
            batch.events.to_string(),
            if batch.is_undone() {
                format!("{}（已撤销）", batch.undone)
            } else {
                "0".to_owned()
            },
            with_thousands(&batch.paid.to_string()),
            batch.operator.to_string(),
            to_the_minute(&batch.recorded_at),
        ]);
    }
    session.ui.table(&table)?;
    Ok(ExitCode::Success)
}

/// How many files of an import are listed.
const NAMED_FILES: usize = 3;

fn lists(batch: &Batch) -> &[ImportedList] {
    batch.record.as_ref().map_or(&[], |(_, record)| record.lists.as_slice())
}

/// Says what an import entered.
fn content(batch: &Batch) -> String {
    match &batch.record {
        Some((_, record)) => record.kind.name().to_owned(),
        None => batch.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join("、"),
    }
}

/// Names the files of an import, each once.
fn files(batch: &Batch) -> String {
    let Some((_, record)) = &batch.record else { return NO_RECORD.to_owned() };
    let mut lists: Vec<&ImportedList> = record.lists.iter().collect();
    lists.dedup_by(|list, before| list.file == before.file);
    let mut names: Vec<String> =
        lists.into_iter().map(|list| file_name(record.kind, list)).collect();
    let rest = names.len().saturating_sub(NAMED_FILES);
    names.truncate(NAMED_FILES);
    let text = names.join("、");
    if rest == 0 {
        text
    } else {
        format!("{text} 等 {} 个文件", rest.saturating_add(NAMED_FILES))
    }
}

/// The JSON form of a profile that was taken up.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ProfileAdded {
    ok: bool,
    dry_run: bool,
    profile: String,
}

pub(super) fn undo(args: &UndoArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let mut ledger = session.open()?;
    let batch = ledger.find_batch(&args.batch)?;
    let (command_id, dry_run) = (session.command_id()?, session.global.dry_run);
    let outcome = ledger.undo_import(batch.id, &args.reason, command_id, dry_run)?;
    session.show_notices(&ledger);
    if session.ui.wants_json() {
        session.ui.json(&UndoJson {
            ok: true,
            dry_run,
            duplicate: outcome.duplicate,
            batch: batch.id.to_string(),
            events: outcome.events.iter().map(EventJson::new).collect(),
        })?;
    } else if dry_run {
        let count = outcome.events.len();
        session.ui.done(format!("可以撤销（未写入）：红字冲销 {count} 笔"));
    } else {
        let count = outcome.events.len();
        session.ui.done(format!("已撤销导入 {}：红字冲销 {count} 笔", batch.id));
        if let Some((record, _)) = &batch.record {
            session.ui.hint(format!("第 {record} 号导入记录留着：读过哪些文件仍查得到"));
        }
        session.ui.hint("原文件改正后可以重新导入");
    }
    Ok(ExitCode::Success)
}

/// The JSON form of a remembered profile.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ProfileJson {
    /// Name of its file.
    file: String,
    /// Kind of import.
    kind: String,
    /// Unit of bare numbers, in Chinese.
    unit: Option<&'static str>,
    /// Headers by field.
    columns: BTreeMap<String, String>,
    /// Several columns of amounts, each with what it says of them by field.
    amounts: Vec<(String, BTreeMap<String, String>)>,
    /// What stands in where a cell is empty, by field.
    constants: BTreeMap<String, String>,
    /// Headers of columns that do not count, each with the few words that it said.
    unused: BTreeMap<String, Vec<String>>,
}

impl ProfileJson {
    fn new((file, profile): (String, Profile)) -> Self {
        let Profile { kind, unit, columns, amounts, constants, unused, .. } = profile;
        let amounts = amounts.into_iter().map(|column| (column.header, column.set)).collect();
        Self { file, kind, unit: unit.map(MoneyUnit::name), columns, amounts, constants, unused }
    }
}

pub(super) fn profile(
    args: &ProfileArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let ledger = session.open_for_reading()?;
    match &args.what {
        ProfileWhat::List => {
            let profiles = ledger.profiles()?;
            if session.ui.wants_json() {
                session.ui.json(&profiles.into_iter().map(ProfileJson::new).collect::<Vec<_>>())?;
                return Ok(ExitCode::Success);
            }
            let mut table =
                Table::new(&[("方案", Align::Left), ("单位", Align::Left), ("各列", Align::Left)]);
            for (name, profile) in &profiles {
                let columns = profile.columns.iter();
                let columns = columns.map(|(field, header)| format!("{field}←{header}"));
                let amounts = profile.amounts.iter();
                let amounts = amounts.map(|column| format!("金额←{}", column.header));
                let columns: Vec<String> = columns.chain(amounts).collect();
                table.row([
                    name.trim_end_matches(".toml").to_owned(),
                    profile.unit.map_or("—", |unit| unit.name()).to_owned(),
                    columns.join(" "),
                ]);
            }
            if table.is_empty() {
                session.ui.line("还没有记住的导入方案；第一次入账后自动记住")?;
            } else {
                session.ui.table(&table)?;
            }
        }
        ProfileWhat::Show { name } => {
            let path = profile_folder(ledger.root()).join(name).with_extension("toml");
            let profile = read_profile(&path)?;
            let text = profile.to_text().map_err(|error| {
                Failure::new(
                    ExitCode::Bug,
                    Problem::new("方案写不出来", error.to_string(), "请把这段提示发给开发者"),
                )
            })?;
            session.ui.raw(text.as_bytes())?;
        }
        ProfileWhat::Add { file } => {
            let profile = read_profile(&session.ui.world().current_dir.join(file))?;
            let dry_run = session.global.dry_run;
            if !dry_run {
                ledger.remember_profile(&profile)?;
            }
            if session.ui.wants_json() {
                let profile = profile.file_name();
                session.ui.json(&ProfileAdded { ok: true, dry_run, profile })?;
            } else if dry_run {
                session.ui.done(format!("可以采用（未写入）：{}", profile.file_name()));
            } else {
                session.ui.done(format!("已记住导入方案 {}", profile.file_name()));
            }
        }
    }
    Ok(ExitCode::Success)
}
