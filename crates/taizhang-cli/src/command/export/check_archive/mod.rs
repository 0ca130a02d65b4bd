//! `export archive --check`: a package against its own lists of digests, its journal's chain, and
//! where there is a ledger, its head against the ledger's events. No ledger is needed.

mod again;
mod folder;
mod journal;

use std::fs;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::FiscalYear;
use taizhang_ledger::core::ids::Sequence;
use taizhang_ledger::export::LedgerHead;
use taizhang_ledger::export::package::{
    Damage, Handed, InspectError, Inspected, Inspection, MANIFEST, unpack,
};

use taizhang_ledger::store::Manifest;
use taizhang_ledger::{Config, Environment, PackageRestore};

use self::again::MadeAgain;
use self::journal::JournalCheck;

use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::ui::Mark;
use crate::wording::json_text;

/// The exporter whose packages are checked.
pub(super) const NAME: &str = "archive";

/// The JSON form of a package against its lists.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PackageCheck<'a> {
    /// Whether all is as the lists say, the journal's chain leads to the head, and the ledger here,
    /// if there is one, knows the head.
    ok: bool,
    /// Files that were looked at.
    files: usize,
    /// The ledger's last event as the manifest states it.
    head: HeadJson<'a>,
    /// What the journal in the package proves.
    journal: &'a JournalCheck,
    /// What came of making the package anew from its own journal.
    again: &'a MadeAgain,
    /// How the head stands to the ledger; absent where there is no ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<&'a HeadInLedger>,
    differences: Vec<DamageJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct HeadJson<'a> {
    sequence: u64,
    algorithm: &'a str,
    hash: &'a str,
}

/// How the package's head stands to the ledger that is open here.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
enum HeadInLedger {
    /// It is the ledger's last event.
    Equal,
    /// The ledger has gone on since.
    Older {
        /// Events that the ledger has more.
        newer_events: u64,
    },
    /// The ledger has no such event: it is another ledger, or its history was changed.
    Unknown,
    /// There is a ledger that cannot be opened, so nothing was looked for.
    Unopened {
        /// Why.
        errors: Vec<Problem>,
    },
}

#[derive(Serialize, JsonSchema)]
struct DamageJson<'a> {
    /// `changed`, `missing`, `extra`, `no_file` where a link or the like stands in its place,
    /// `unreadable` where it cannot be unpacked, `unrecorded` where no event names the evidence, or
    /// `list` where a list of sums says something else.
    kind: &'a str,
    path: &'a str,
}

pub(super) fn run(given: &Path, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let path = session.ui.world().current_dir.join(given);
    let inspected = inspect(&path)?;
    show(&path, &inspected, session)
}

/// Computes the digests of a package and holds them against its lists.
pub(crate) fn inspect(path: &Path) -> Result<Inspected, Failure> {
    let mut inspection = Inspection::default();
    hand_over(path, &mut |name, handed| inspection.take(name, handed))?;
    inspection.finish().map_err(|error| Failure::refused(vec![problem(path, &error)]))
}

/// Hands everything in a package over, be it a folder or a ZIP file.
fn hand_over(path: &Path, take: &mut dyn FnMut(&str, Handed<'_>)) -> Result<(), Failure> {
    if !path.is_file() {
        return folder::hand_over(path, take);
    }
    let bytes = fs::read(path).map_err(|source| Failure::input(path, &source))?;
    unpack(&bytes, take).map_err(|error| Failure::refused(vec![problem(path, &error)]))
}

/// Makes a ledger of a package whose lists and journal are sound; `see` is shown each file of it.
pub(crate) fn restore(
    path: &Path,
    folder: &Path,
    head: &LedgerHead,
    environment: &Environment,
    see: &mut dyn FnMut(&str, &[u8]),
) -> Result<(Manifest, FiscalYear), Failure> {
    let mut restore = PackageRestore::begin(folder)?;
    let mut failed = None;
    hand_over(path, &mut |name, handed| {
        let Handed::File(bytes) = handed else { return };
        see(name, bytes);
        if failed.is_none() {
            failed = restore.file(name, bytes).err();
        }
    })?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(restore.finish(head, environment)?),
    }
}

/// Lists what is wrong with a package of which a ledger is to be made.
pub(crate) fn faults(inspected: &Inspected) -> Vec<Problem> {
    let remedy = "重新取得档案包，或用 taizhang backup 的备份恢复";
    let mut faults: Vec<Problem> = inspected
        .damages
        .iter()
        .map(|damage| Problem::new(in_words(damage), "档案包不是原来的样子", remedy))
        .collect();
    let wrong = match JournalCheck::of(&inspected.journal, &inspected.head) {
        JournalCheck::Sound => None,
        JournalCheck::Absent => Some("包里没有流水".to_owned()),
        JournalCheck::Damaged { reason } => Some(reason),
        JournalCheck::OtherEnd { sequence, .. } => Some(format!(
            "流水的末条是第 {sequence} 号，清单写的是第 {} 号",
            inspected.head.sequence
        )),
    };
    faults.extend(wrong.map(|reason| Problem::new("档案包里的流水不能用", reason, remedy)));
    faults
}

impl HeadInLedger {
    /// Looks for a head in the ledger here, if there is one.
    fn find(head: &LedgerHead, session: &Session<'_, '_>) -> Option<Self> {
        let folder = session.ledger_folder().ok()?;
        // A folder that only the environment names need not be there; one that was typed must.
        if session.global.ledger.is_none() && !folder.join(Config::FILE_NAME).is_file() {
            return None;
        }
        let ledger = match session.open_silently() {
            Ok(ledger) => ledger,
            Err(failure) => return Some(Self::Unopened { errors: failure.problems().to_vec() }),
        };
        let known = ledger.hash_at(Sequence::new(head.sequence));
        if known.is_none_or(|hash| hash.to_string() != head.hash) {
            return Some(Self::Unknown);
        }
        Some(match ledger.head().sequence.get().saturating_sub(head.sequence) {
            0 => Self::Equal,
            newer_events => Self::Older { newer_events },
        })
    }

    /// Tells whether the package belongs to the ledger here.
    const fn is_known(&self) -> bool {
        matches!(self, Self::Equal | Self::Older { .. })
    }

    fn show(&self, session: &mut Session<'_, '_>) -> Result<(), Failure> {
        match self {
            Self::Equal => session.ui.hint("与台账对照：链尾相同，台账此后没有新事件"),
            Self::Older { newer_events } => session.ui.hint(format!(
                "与台账对照：档案包出自这本台账，台账此后又有 {newer_events} 条事件；要最新的，重新导出"
            )),
            Self::Unknown => session.ui.verdict(
                Mark::Bad,
                "与台账对照：台账里没有清单所记的链尾；档案包出自另一本台账，或者台账的历史被改过\
                 （只核对档案包本身，到台账文件夹以外运行；查台账，运行 taizhang verify）",
            )?,
            Self::Unopened { errors } => {
                session.ui.verdict(Mark::Bad, "与台账对照：没有对照，这里的台账打不开")?;
                for Problem { message, reason, remedy, .. } in errors {
                    session.ui.hint(format!("{message}。原因：{reason}。办法：{remedy}"));
                }
                session.ui.hint("只核对档案包本身，到台账文件夹以外运行");
            }
        }
        Ok(())
    }
}

fn show(
    path: &Path,
    inspected: &Inspected,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let Inspected { files, head, damages, journal, .. } = inspected;
    let journal = JournalCheck::of(journal, head);
    let again = MadeAgain::of(path, inspected, &journal, session);
    let ledger = HeadInLedger::find(head, session);
    let is_strange = ledger.as_ref().is_some_and(|ledger| !ledger.is_known());
    let is_whole = damages.is_empty() && !journal.is_wrong() && !again.differs();
    let code = if is_whole && !is_strange { ExitCode::Success } else { ExitCode::Findings };
    if session.ui.wants_json() {
        let differences =
            damages.iter().map(|damage| DamageJson { kind: damage.kind(), path: damage.path() });
        session.ui.json(&PackageCheck {
            ok: is_whole && !is_strange,
            files: *files,
            head: HeadJson {
                sequence: head.sequence,
                algorithm: &head.algorithm,
                hash: &head.hash,
            },
            journal: &journal,
            again: &again,
            ledger: ledger.as_ref(),
            differences: differences.collect(),
        })?;
        return Ok(code);
    }
    for damage in damages {
        session.ui.verdict(Mark::Bad, in_words(damage))?;
    }
    journal.show(head, session)?;
    again.show(session)?;
    if is_whole {
        session.ui.done(format!("档案包完好：{files} 个文件与清单一致（{}）", path.display()));
        session.ui.hint(format!("链尾哈希（第 {} 条）：{}", head.sequence, head.hash));
    } else if damages.is_empty() && again.differs() {
        session.ui.warn(format!(
            "档案包的文件与清单一致，其中有的却不是从包里的流水得出的：{}",
            path.display()
        ));
    } else if damages.is_empty() {
        session.ui.warn(format!("档案包的文件与清单一致，流水却不是原来的：{}", path.display()));
    } else {
        session.ui.warn(format!("档案包有 {} 处与清单不符：{}", damages.len(), path.display()));
    }
    if let Some(ledger) = ledger {
        ledger.show(session)?;
    }
    Ok(code)
}

fn in_words(damage: &Damage) -> String {
    match damage {
        Damage::Changed(path) => format!("{path}：内容改过，与清单的摘要不符"),
        Damage::Missing(path) => format!("{path}：清单里有，包里没有"),
        Damage::Extra(path) => format!("{path}：包里有，清单里没有"),
        Damage::NoFile(path) => format!("{path}：不是文件（链接或设备），内容不在包里"),
        Damage::Unreadable(path) => format!("{path}：压缩包里的这个文件坏了，解不出来"),
        Damage::Unrecorded(path) => format!("{path}：流水里没有登记过这个佐证"),
        Damage::List { list, path } => format!("{list}：其中 {path} 的一行与文件不符"),
    }
}

fn problem(path: &Path, error: &InspectError) -> Problem {
    let what = format!("{} 不能核对", path.display());
    match error {
        InspectError::NoManifest => Problem::new(
            what,
            format!("里面没有 {MANIFEST}（链接不算）"),
            "指明 export archive 导出的文件夹或压缩包",
        ),
        InspectError::Manifest(source) => Problem::new(
            what,
            format!("{MANIFEST} 读不懂（{}）", json_text(source)),
            "清单被改坏了；用 sha256sum --check SHA256SUMS 核对，或重新导出",
        ),
        InspectError::Version(version) => {
            Problem::new(what, format!("清单是第 {version} 版，本程序不认识"), "升级本程序")
        }
        InspectError::Entries { found, limit } => Problem::new(
            what,
            format!("压缩包里有 {found} 个文件，最多核对 {limit} 个"),
            "先解开，再核对解开的文件夹",
        ),
        InspectError::Zip(_) => {
            Problem::new(what, "压缩包打不开：它不是 ZIP 文件，或者不完整", "重新取得这个压缩包")
        }
    }
}
