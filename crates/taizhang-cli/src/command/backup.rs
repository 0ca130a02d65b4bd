//! `backup`, `restore` and `rebuild`.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::FiscalYear;
use taizhang_ledger::store::Manifest;
use taizhang_ledger::{Environment, check_backup, check_empty, restore as restore_ledger};

use super::doctor::named;
use super::export::check_archive;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `backup`.
#[derive(Args, Debug)]
pub(crate) struct BackupArgs {
    /// 备份文件（不能已存在）
    #[arg(value_name = "文件")]
    file: PathBuf,
}

/// Arguments of `restore`.
#[derive(Args, Debug)]
pub(crate) struct RestoreArgs {
    /// 备份文件，或导出的年度档案包（文件夹或压缩包）
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 恢复到哪个文件夹（必须是空的）
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
}

/// Arguments of `rebuild`.
#[derive(Args, Debug)]
pub(crate) struct RebuildArgs {}

/// The JSON form of what a rebuilding, or a trial, looked at.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Counted {
    /// Always true.
    ok: bool,
    /// Whether this was only tried, and nothing written.
    dry_run: bool,
    /// Number of events.
    events: u64,
}

/// The JSON form of a backup.
#[derive(Serialize, JsonSchema)]
pub(crate) struct BackupContents {
    /// Version of the form of backups.
    format: u32,
    /// The ledger's id.
    ledger: String,
    /// Position of the last event, which is also their number.
    sequence: u64,
    /// Hash of the last event, in hexadecimal.
    head: String,
    files: Vec<BackedUpFile>,
}

/// One file of a backup.
#[derive(Serialize, JsonSchema)]
struct BackedUpFile {
    /// Path in the ledger's folder, with slashes.
    name: String,
    /// Size in bytes.
    size: u64,
    /// SM3 digest of the content, in hexadecimal.
    digest: String,
}

impl From<Manifest> for BackupContents {
    fn from(manifest: Manifest) -> Self {
        let files = manifest.files.into_iter().map(|file| BackedUpFile {
            name: file.name,
            size: file.size,
            digest: file.digest.to_string(),
        });
        Self {
            format: manifest.format,
            ledger: manifest.ledger.to_string(),
            sequence: manifest.sequence,
            head: manifest.head.to_string(),
            files: files.collect(),
        }
    }
}

pub(crate) fn backup(
    args: &BackupArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let ledger = session.open_for_reading()?;
    let path = session.ui.world().current_dir.join(&args.file);
    if session.global.dry_run {
        ledger.try_backup(&path)?;
        let events = ledger.head().sequence;
        return would(session, &format!("可以备份（未写入）：{events} 条"), events.get());
    }
    let manifest = ledger.backup(&path)?;
    let missing = ledger.missing_evidence()?;
    let code = if missing.is_empty() { ExitCode::Success } else { ExitCode::Findings };
    if session.ui.wants_json() {
        session.ui.json(&BackupContents::from(manifest))?;
        return Ok(code);
    }
    session.ui.done(format!("已备份并读回核对：{}（{} 条）", path.display(), manifest.sequence));
    session.ui.hint(format!("链尾哈希  SM3 {}", manifest.head));
    if !missing.is_empty() {
        let files = named(&missing);
        session
            .ui
            .warn(format!("备份里没有 {} 份佐证，因为台账里已经不见：{files}", missing.len()));
        session.ui.hint("从更早的备份找回 evidence 文件夹里的文件，或重新附上，再备份一次");
    }
    Ok(code)
}

pub(crate) fn restore(
    args: &RestoreArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let current = session.ui.world().current_dir.clone();
    let (file, folder) = (current.join(&args.file), current.join(&args.folder));
    let environment = session.environment()?;
    if is_package(&file) {
        return restore_package(&file, &folder, &environment, session);
    }
    if session.global.dry_run {
        let manifest = check_backup(&file)?;
        check_empty(&folder)?;
        let events = manifest.sequence;
        return would(session, &format!("备份完好，可以恢复（未写入）：{events} 条"), events);
    }
    let (manifest, year) = restore_ledger(&file, &folder, &environment)?;
    restored(manifest, year, &folder, session)
}

/// Tells whether this is an archive package, a folder or a ZIP file, and not a backup.
fn is_package(path: &Path) -> bool {
    let mut head = [0; 2];
    let mut is_zip = || {
        let mut file = fs::File::open(path)?;
        file.read_exact(&mut head).map(|()| head == *b"PK")
    };
    path.is_dir() || is_zip().unwrap_or(false)
}

/// Makes a ledger of an archive package, once its digests and the chain of its journal are found sound.
fn restore_package(
    file: &Path,
    folder: &Path,
    environment: &Environment,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let inspected = check_archive::inspect(file)?;
    let faults = check_archive::faults(&inspected);
    if !faults.is_empty() {
        return Err(Failure::refused(faults));
    }
    if session.global.dry_run {
        check_empty(folder)?;
        let events = inspected.head.sequence;
        return would(session, &format!("档案包完好，可以还原（未写入）：{events} 条"), events);
    }
    let (manifest, year) =
        check_archive::restore(file, folder, &inspected.head, environment, &mut |_, _| {})?;
    restored(manifest, year, folder, session)
}

fn restored(
    manifest: Manifest,
    year: FiscalYear,
    folder: &Path,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    if session.ui.wants_json() {
        session.ui.json(&BackupContents::from(manifest))?;
        return Ok(ExitCode::Success);
    }
    session.ui.done(format!(
        "已恢复：{}（{} 条，{year} 年度）",
        folder.display(),
        manifest.sequence
    ));
    session.ui.hint(format!("链尾哈希  SM3 {}", manifest.head));
    Ok(ExitCode::Success)
}

pub(crate) fn rebuild(_: &RebuildArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    if session.global.dry_run {
        let events = session.open_for_reading()?.head().sequence;
        return would(session, &format!("可以按流水重建（未写入）：{events} 条"), events.get());
    }
    let events = session.open_and_rebuild()?.head().sequence;
    if session.ui.wants_json() {
        session.ui.json(&Counted { ok: true, dry_run: false, events: events.get() })?;
        return Ok(ExitCode::Success);
    }
    session.ui.done(format!("已按流水重建索引和快照：{events} 条"));
    Ok(ExitCode::Success)
}

/// Says what a command that only tries would have done.
fn would(session: &mut Session<'_, '_>, text: &str, events: u64) -> Result<ExitCode, Failure> {
    if session.ui.wants_json() {
        session.ui.json(&Counted { ok: true, dry_run: true, events })?;
    } else {
        session.ui.done(text);
    }
    Ok(ExitCode::Success)
}
