//! The ledger: folder, disk, lock, clock, journal, index, forms, evidence, backups.

use std::fs;
use std::path::{Path, PathBuf};

use taizhang_ledger::core::ids::Sequence;
use taizhang_ledger::store::{LockError, check_lock};
use taizhang_ledger::{Config, Ledger, LedgerError};

use super::{Check, Level};
use crate::ExitCode;
use crate::error::{Failure, notice_text};
use crate::session::Session;
use crate::wording::{self, io_text};

/// Below this much free space one should act, in MiB.
const LOW_MIB: u64 = 200;
/// Below this much free space recording may fail at any time, in MiB.
const EMPTY_MIB: u64 = 10;
/// After how many days without a backup one is reminded.
const BACKUP_DAYS: i32 = 30;
/// How many events a checkpoint may be behind before starting gets slower.
const CHECKPOINT_LAG: u64 = 1000;
/// Parts of paths that name folders which other programs synchronise.
const SYNCHRONISED: &[&str] = &[
    "OneDrive",
    "Dropbox",
    "坚果云",
    "Nutstore",
    "百度网盘",
    "BaiduNetdisk",
    "WeChat Files",
    "iCloud",
];

pub(super) fn checks(session: &Session<'_, '_>) -> Vec<Check> {
    let named = session.global.ledger.is_some();
    let folder = match session.ledger_folder() {
        Ok(folder) if named || Config::is_ledger(&folder) => folder,
        _ => {
            let remedy = "用 --ledger 指明台账，或运行 taizhang init 建账";
            return vec![Check::warning("台账", "这里还没有台账", remedy)];
        }
    };
    let mut checks = vec![place(&folder), writable(&folder), disk(session, &folder), lock(&folder)];
    match session.open_silently() {
        Err(failure) => checks.push(unreadable(&failure)),
        Ok(ledger) => checks.extend(contents(&ledger)),
    }
    checks
}

fn place(folder: &Path) -> Check {
    const NAME: &str = "台账文件夹";
    let text = folder.display().to_string();
    match SYNCHRONISED.iter().find(|part| text.contains(*part)) {
        None => Check::good(NAME, text),
        Some(part) => Check::warning(
            NAME,
            format!("{text} 像是在 {part} 的同步文件夹里"),
            "把整个台账文件夹移到本机磁盘的普通文件夹；同步程序会在写到一半时复制它",
        ),
    }
}

fn writable(folder: &Path) -> Check {
    const NAME: &str = "写入";
    let probe = folder.join(format!("doctor-{}.tmp", std::process::id()));
    let tried = fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe));
    match tried {
        Ok(()) => Check::good(NAME, "文件夹可以写"),
        Err(error) => Check::bad(
            NAME,
            format!("文件夹写不了（{}）", io_text(&error)),
            "检查权限；在U盘或光盘上的，先复制到本机磁盘",
        ),
    }
}

fn disk(session: &Session<'_, '_>, folder: &Path) -> Check {
    const NAME: &str = "磁盘";
    let free = match (session.ui.world().machine.free_bytes)(folder) {
        Ok(bytes) => bytes / (1024 * 1024),
        Err(error) => {
            let text = format!("问不到剩余空间（{}）", io_text(&error));
            return Check::warning(NAME, text, "自己看一下磁盘还剩多少");
        }
    };
    let text = format!("剩余 {free} MiB");
    if free < EMPTY_MIB {
        Check::bad(NAME, text, "马上清理磁盘；写不下的登记会被拒绝，已登记的不受影响")
    } else if free < LOW_MIB {
        Check::warning(NAME, text, "清理磁盘")
    } else {
        Check::good(NAME, text)
    }
}

fn lock(folder: &Path) -> Check {
    const NAME: &str = "占用";
    match check_lock(folder) {
        Ok(()) => Check::good(NAME, "没有别的程序在写"),
        Err(LockError::Held { holder, .. }) => {
            let who = holder.map_or_else(
                || "另一个进程".to_owned(),
                |by| format!("进程 {}（{}）自 {} 起", by.pid, by.command, by.since),
            );
            Check::warning(NAME, format!("{who} 正在写"), "等它结束再登记；查询不受影响")
        }
        Err(LockError::Io { source, .. }) => {
            let text = format!("锁文件用不了（{}）", io_text(&source));
            Check::bad(NAME, text, "把台账放到本机磁盘的可写文件夹")
        }
    }
}

fn unreadable(failure: &Failure) -> Check {
    let first = failure.problems().first();
    let text = first.map_or_else(String::new, |p| format!("{}：{}", p.message, p.reason));
    let remedy = first.map_or_else(String::new, |problem| problem.remedy.clone());
    let damaged = failure.exit_code() == ExitCode::Damaged;
    let level = if damaged { Level::Damaged } else { Level::Bad };
    Check { level, name: JOURNAL, text, remedy }
}

fn contents(ledger: &Ledger) -> Vec<Check> {
    let mut checks = vec![journal(ledger)];
    if let Some(damaged) = checks.first().filter(|check| check.level != Level::Good) {
        let damaged =
            Check { text: damaged.text.clone(), remedy: damaged.remedy.clone(), ..*damaged };
        return vec![damaged];
    }
    checks.extend([clock(ledger), index(ledger), forms(ledger), evidence(ledger), backups(ledger)]);
    // The book may come from a checkpoint; what is damaged before it is found by whoever reads on.
    if let Some(at) =
        checks.iter().position(|check| check.level == Level::Damaged && check.name != INDEX)
    {
        let damaged = checks.remove(at);
        checks.retain(|check| check.name != JOURNAL);
        checks.insert(0, Check { name: JOURNAL, ..damaged });
    }
    checks
}

fn problem_check(name: &'static str, error: &LedgerError) -> Check {
    let (code, problem) = wording::ledger_problem(error);
    let level = if code == ExitCode::Damaged { Level::Damaged } else { Level::Bad };
    let text = format!("{}：{}", problem.message, problem.reason);
    Check { level, name, text, remedy: problem.remedy }
}

/// The check of the journal itself.
const JOURNAL: &str = "流水";
/// The check of what is made from the journal, and can be made again.
const INDEX: &str = "索引和快照";

fn journal(ledger: &Ledger) -> Check {
    const NAME: &str = JOURNAL;
    match ledger.book() {
        Err(error) => problem_check(NAME, &error),
        Ok(_) => Check::good(
            NAME,
            format!("{} 条，读得懂；逐字核对用 taizhang verify", ledger.head().sequence),
        ),
    }
}

fn clock(ledger: &Ledger) -> Check {
    const NAME: &str = "电脑时间";
    let last = match last_moment(ledger) {
        Ok(last) => last,
        Err(error) => return problem_check(NAME, &error),
    };
    let now = ledger.now();
    match last {
        Some(last) if now < last => Check::bad(
            NAME,
            format!("{now}，早于最后一次登记的 {last}"),
            "校准电脑时间；在此之前的登记会被拒绝",
        ),
        _ => Check::good(NAME, now.to_string()),
    }
}

fn last_moment(ledger: &Ledger) -> Result<Option<taizhang_ledger::store::RecordedAt>, LedgerError> {
    let head = ledger.head().sequence;
    if head == Sequence::ORIGIN {
        return Ok(None);
    }
    Ok(Some(ledger.event_at(head)?.recorded_at))
}

fn index(ledger: &Ledger) -> Check {
    const NAME: &str = INDEX;
    let remedy = "运行 taizhang rebuild";
    if let Err(error) = ledger.check_index() {
        return problem_check(NAME, &error);
    }
    let notices = ledger.take_notices();
    let is_fault = |notice: &&taizhang_ledger::store::Notice| {
        !matches!(notice, taizhang_ledger::store::Notice::IndexCaughtUp { .. })
    };
    if let Some(notice) = notices.iter().find(is_fault) {
        return Check::warning(NAME, notice_text(notice), remedy);
    }
    match ledger.checkpoint_lag() {
        Err(error) => problem_check(NAME, &error),
        Ok(lag) if lag > CHECKPOINT_LAG => {
            Check::warning(NAME, format!("快照落后 {lag} 条，启动会慢"), remedy)
        }
        Ok(lag) => Check::good(NAME, format!("快照落后 {lag} 条")),
    }
}

fn forms(ledger: &Ledger) -> Check {
    const NAME: &str = "表样";
    let packs = ledger.own_packs();
    if let Some(error) = packs.iter().find_map(|pack| pack.as_ref().err()) {
        return problem_check(NAME, error);
    }
    let own = packs.len();
    match ledger.pack() {
        Err(error) => problem_check(NAME, &error),
        Ok(pack) if pack.is_verified() => {
            Check::good(NAME, format!("{}（{}），自有表样 {own} 个", pack.id(), pack.title()))
        }
        Ok(pack) => Check::warning(
            NAME,
            format!("{}（{}）有规则没有见到正式文件", pack.id(), pack.title()),
            format!("运行 taizhang packs show {} 看是哪几条，与当地文件核对", pack.id()),
        ),
    }
}

fn evidence(ledger: &Ledger) -> Check {
    const NAME: &str = "佐证";
    match ledger.missing_evidence() {
        Err(error) => problem_check(NAME, &error),
        Ok(missing) if missing.is_empty() => Check::good(NAME, "登记过的文件都在"),
        Ok(missing) => Check::bad(
            NAME,
            format!("不见了 {} 份：{}", missing.len(), named(&missing)),
            "从备份恢复 evidence 文件夹，或重新附上原文件",
        ),
    }
}

/// Names the first files that are missing.
pub(in crate::command) fn named(missing: &[taizhang_ledger::MissingEvidence]) -> String {
    let shown = missing.iter().take(3);
    let names: Vec<String> =
        shown.map(|file| format!("第 {} 号 {}", file.sequence, file.file_name)).collect();
    let more = if missing.len() > 3 { "……" } else { "" };
    format!("{}{more}", names.join("、"))
}

fn backups(ledger: &Ledger) -> Check {
    const NAME: &str = "备份";
    const REMEDY: &str = "运行 taizhang backup 文件，放到U盘或另一台电脑";
    let Some(last) = ledger.last_backup() else {
        return Check::warning(NAME, "没有备份记录", REMEDY);
    };
    let day = last.at.civil().date();
    let age = day.until(ledger.now().civil().date()).map_or(0, |span| span.get_days());
    let since = ledger.head().sequence.get().saturating_sub(last.sequence);
    let path: &PathBuf = &last.path;
    let text = format!("{day} 备份到 {}，此后又登记了 {since} 条", path.display());
    if !path.is_file() {
        return Check::warning(NAME, format!("{text}；那个文件现在看不到"), REMEDY);
    }
    if age > BACKUP_DAYS && since > 0 {
        return Check::warning(NAME, format!("{text}；已过 {age} 天"), REMEDY);
    }
    Check::good(NAME, text)
}
