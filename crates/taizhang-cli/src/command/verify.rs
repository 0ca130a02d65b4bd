//! `verify`: whether the ledger is what was once written.

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::VerifyReport;
use taizhang_ledger::store::{HashValue, Standing};

use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::ui::Mark;
use crate::wording;

/// Arguments of `verify`.
#[derive(Args, Debug)]
pub(crate) struct VerifyArgs {
    /// 纸质报告末页上的链尾哈希，核对那时的台账是不是本台账的一段
    #[arg(long, value_name = "哈希")]
    head: Option<String>,
}

pub(crate) fn run(args: &VerifyArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let head = match &args.head {
        None => None,
        Some(text) => Some(as_printed(text).parse::<HashValue>().map_err(|_| {
            Failure::refused(vec![Problem::new(
                format!("“{text}”不是哈希"),
                "哈希是 64 位十六进制数",
                "照报告末页抄全",
            )])
        })?),
    };
    let ledger = session.open_for_reading()?;
    let report = ledger.verify(head)?;
    // Only now was the index looked at.
    session.show_notices(&ledger);
    let code = if !report.log.damage.is_empty() {
        ExitCode::Damaged
    } else if report.is_sound() {
        ExitCode::Success
    } else {
        ExitCode::Findings
    };
    let end = ledger.head();
    if session.ui.wants_json() {
        session.ui.json(&json(&report, end.sequence.get(), &end.hash.to_string()))?;
        return Ok(code);
    }
    show_faults(session, &report)?;
    if report.is_sound() {
        session.ui.verdict(
            Mark::Good,
            format!("台账完整：{} 条，佐证 {} 份一致", end.sequence, report.evidence_sound),
        )?;
    }
    session.ui.line(format!("链尾哈希  SM3 {}", end.hash))?;
    Ok(code)
}

/// Names what is wrong, and what could not be looked at.
fn show_faults(session: &mut Session<'_, '_>, report: &VerifyReport) -> Result<(), Failure> {
    for damage in &report.log.damage {
        let place = wording::damage_text(damage);
        session.ui.verdict(Mark::Bad, format!("流水损坏或被改动：{place}"))?;
    }
    if let Some(fault) = &report.log.index {
        session.ui.verdict(
            Mark::Warning,
            format!("索引有问题：{}；运行 taizhang rebuild 重建", wording::index_fault(fault)),
        )?;
    }
    if report.log.index_unseen {
        let text =
            "索引没有核对：台账正被另一个程序占用；流水、佐证和数字已核对，等它结束后再运行一次";
        session.ui.verdict(Mark::Warning, text)?;
    }
    if let Some(fault) = report.log.note {
        let text = format!(
            "确认记号{}，末尾的登记有没有缺失，单看流水不能断定；请用 --head 核对纸上的哈希，\
             下次登记时记号会重新生成",
            wording::note_fault(fault)
        );
        session.ui.verdict(Mark::Warning, text)?;
    }
    for quote in &report.quotes {
        let text = format!("第 {quote} 号引用的年结哈希与本台账的流水不符");
        session.ui.verdict(Mark::Bad, text)?;
    }
    for fault in &report.evidence {
        let (_, problem) = wording::evidence_problem(&fault.error);
        session.ui.verdict(
            Mark::Bad,
            format!("第 {} 号佐证 {}：{}", fault.sequence, fault.file_name, problem.message),
        )?;
    }
    if report.log.damage.is_empty() && !report.figures_agree {
        session
            .ui
            .verdict(Mark::Warning, "快照与重新汇总的结果不符；运行 taizhang rebuild 重建")?;
    }
    if let Some(standing) = report.standing {
        let (mark, text) = standing_text(standing);
        session.ui.verdict(mark, text)?;
    }
    Ok(())
}

fn standing_text(standing: Standing) -> (Mark, String) {
    match standing {
        Standing::Unknown => {
            let text = "本台账从来没有过这个链尾：纸质报告不是由这本台账出的，或台账被改写";
            (Mark::Bad, text.to_owned())
        }
        Standing::Past { sequence, events_after: 0 } => {
            (Mark::Good, format!("与当前链尾一致（第 {sequence} 号）"))
        }
        Standing::Past { sequence, events_after } => {
            let text = format!("是第 {sequence} 号时的链尾，此后又登记了 {events_after} 条");
            (Mark::Good, text)
        }
    }
}

/// The JSON form of what was verified.
#[derive(Serialize, JsonSchema)]
pub(crate) struct VerifyJson {
    /// Whether everything agrees.
    ok: bool,
    /// Number of events.
    sequence: u64,
    algorithm: &'static str,
    /// Hash of the last event, in hexadecimal.
    head_hash: String,
    /// Damaged places of the journal.
    damage: Vec<String>,
    /// What is wrong with the index.
    index: Option<String>,
    /// Whether the index could not be looked at, because another program holds the ledger.
    index_unseen: bool,
    /// What is wrong with the note of what was acknowledged.
    acknowledgement: Option<String>,
    /// Events whose quoted closing hash is not the journal's.
    quotes: Vec<u64>,
    evidence: Vec<EvidenceJson>,
    /// Number of files of evidence that agree.
    evidence_sound: usize,
    /// Whether the checkpoints agree with the journal.
    figures_agree: bool,
    /// Where the hash of `--head` stands; null without one.
    standing: Option<StandingJson>,
}

/// A file of evidence that does not agree.
#[derive(Serialize, JsonSchema)]
struct EvidenceJson {
    sequence: u64,
    file_name: String,
    error: String,
}

/// Whether the ledger once ended with a hash, and what came after.
#[derive(Serialize, JsonSchema)]
struct StandingJson {
    known: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events_after: Option<u64>,
}

impl StandingJson {
    fn of(standing: Standing) -> Self {
        match standing {
            Standing::Unknown => Self { known: false, sequence: None, events_after: None },
            Standing::Past { sequence, events_after } => Self {
                known: true,
                sequence: Some(sequence.get()),
                events_after: Some(events_after),
            },
        }
    }
}

fn json(report: &VerifyReport, sequence: u64, hash: &str) -> VerifyJson {
    let evidence = report.evidence.iter().map(|fault| EvidenceJson {
        sequence: fault.sequence.get(),
        file_name: fault.file_name.clone(),
        error: wording::evidence_problem(&fault.error).1.message,
    });
    VerifyJson {
        ok: report.is_sound(),
        sequence,
        algorithm: "SM3",
        head_hash: hash.to_owned(),
        damage: report.log.damage.iter().map(wording::damage_text).collect(),
        index: report.log.index.as_ref().map(wording::index_fault),
        index_unseen: report.log.index_unseen,
        acknowledgement: report.log.note.map(|fault| wording::note_fault(fault).to_owned()),
        quotes: report.quotes.iter().map(|quote| quote.get()).collect(),
        evidence: evidence.collect(),
        evidence_sound: report.evidence_sound,
        figures_agree: report.figures_agree,
        standing: report.standing.map(StandingJson::of),
    }
}

/// Takes a hash as paper has it: behind the algorithm's name, broken into lines, in capitals.
fn as_printed(text: &str) -> String {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let lower = compact.to_ascii_lowercase();
    lower.strip_prefix("sm3").unwrap_or(&lower).trim_start_matches([':', '：']).to_owned()
}
