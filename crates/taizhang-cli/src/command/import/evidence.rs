//! A folder of evidence files, matched by their names.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::{EvidencePreview, Match, Verdict};

use super::super::recorded::business_date;
use super::files::{Intent, intent};
use super::preview;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::table::{Align, Table};
use crate::values::Reader;

/// Arguments of `import evidence`.
#[derive(Args, Debug)]
pub(super) struct EvidenceArgs {
    /// 放佐证的文件夹，可以有子文件夹
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 入账；不写这个选项只预览
    #[arg(long)]
    yes: bool,
}

/// The JSON form of one file.
#[derive(Serialize, JsonSchema)]
struct FileJson {
    file: String,
    number: Option<String>,
    numbers: Vec<String>,
    verdict: &'static str,
    event: Option<u64>,
}

/// The JSON form of a folder's preview.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FolderJson {
    ok: bool,
    dry_run: bool,
    posted: bool,
    kind: &'static str,
    new: usize,
    files: Vec<FileJson>,
}

pub(super) fn run(args: &EvidenceArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let intent = intent(args.yes, session)?;
    let mut ledger = intent.open(session)?;
    let mut reader = Reader::new(Some(ledger.year()));
    let on = business_date(&mut reader, &ledger, args.date.as_deref());
    let on = reader.finish_with(on)?;
    let folder = session.ui.world().current_dir.join(&args.folder);
    let mut found = ledger.preview_evidence(&folder, on)?;
    let problems: Vec<Problem> = preview::refusals(&found.preview).collect();
    if problems.is_empty() || !session.ui.wants_json() {
        show(&found, intent, session)?;
    }
    if !problems.is_empty() {
        return Err(Failure::refused(problems));
    }
    if found.preview.events.is_empty() && intent != Intent::Post {
        return Ok(ExitCode::Success);
    }
    let agrees = intent == Intent::Ask && session.ui.asks("附上吗？");
    if agrees {
        drop(ledger);
        ledger = session.open()?;
        found = ledger.preview_evidence(&folder, on)?.confirming(&found)?;
    }
    if intent == Intent::Post || agrees {
        let (batch, command_id) = (found.preview.batch, session.command_id()?);
        let outcome = ledger.post_evidence(found, command_id)?;
        session.show_notices(&ledger);
        preview::posted(batch, &outcome, Vec::new(), session)?;
    } else {
        session.ui.hint("没有写入；核对无误后加 --yes 附上");
    }
    Ok(ExitCode::Success)
}

/// Shows what each file is matched to.
fn show(
    found: &EvidencePreview,
    intent: Intent,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let rows: Vec<FileJson> = (0..found.files.len()).filter_map(|at| row(found, at)).collect();
    let count = |verdict: &str| rows.iter().filter(|row| row.verdict == verdict).count();
    if session.ui.wants_json() {
        if intent == Intent::Post {
            return Ok(());
        }
        let new = count("new");
        let json = FolderJson {
            ok: count("refused") == 0,
            dry_run: true,
            posted: false,
            kind: found.preview.kind.key(),
            new,
            files: rows,
        };
        return session.ui.json(&json);
    }
    let of_months = count("several_months") + count("other_month");
    let unclear = count("ambiguous") + of_months;
    session.ui.line(format!(
        "新增 {}  已附 {}  重复 {}  不明确 {}  对不上 {}  空文件 {}",
        count("new"),
        count("known"),
        count("repeated"),
        unclear,
        count("unmatched"),
        count("empty")
    ))?;
    let left = Align::Left;
    let mut table = Table::new(&[("文件", left), ("号", left), ("结果", left)]);
    for row in &rows {
        let numbers = row.number.clone().unwrap_or_else(|| row.numbers.join("、"));
        table.row([row.file.clone(), numbers, verdict_text(row)]);
    }
    session.ui.table(&table)?;
    if unclear + count("unmatched") > 0 {
        session.ui.hint("名字里有且只有一个凭证号或活动编号的才附上；其余改名后再来，或用 taizhang attach 单独附");
    }
    if of_months > 0 {
        session.ui.hint(
            "号每月从头编的，在名字里另写凭证的月份，如“2022-03 记-5.pdf”，或放进叫“3月”的文件夹",
        );
    }
    Ok(())
}

fn verdict_text(row: &FileJson) -> String {
    match (row.verdict, row.event) {
        ("new", _) => "新增".to_owned(),
        ("known", Some(event)) => format!("已附（第 {event} 号）"),
        ("repeated", _) => "与另一个文件内容相同".to_owned(),
        ("ambiguous", _) => "不明确：名字里有几个号".to_owned(),
        ("several_months", _) => "不明确：几个月都有这个号".to_owned(),
        ("other_month", _) => "不明确：名字写的月份没有这个号".to_owned(),
        ("unmatched", _) => "对不上：名字里没有台账里的号".to_owned(),
        ("empty", _) => "空文件".to_owned(),
        _ => "被拒绝".to_owned(),
    }
}

/// Joins a file's match with the verdicts on the events that it was matched to: the newest thing
/// about it counts, since one voucher may be several payments.
fn row(found: &EvidencePreview, at: usize) -> Option<FileJson> {
    let file = found.files.get(at)?;
    let path = file.path.to_string_lossy().into_owned();
    let plain = |verdict, numbers| FileJson {
        file: path.clone(),
        number: None,
        numbers,
        verdict,
        event: None,
    };
    let of_months = |verdict, number: &str, months: &BTreeSet<i8>| {
        let named = months.iter().map(|month| format!("{number}（{month}月）"));
        plain(verdict, named.collect())
    };
    let number = match &file.matched {
        Match::Ambiguous(numbers) => return Some(plain("ambiguous", numbers.clone())),
        Match::SeveralMonths { number, months } => {
            return Some(of_months("several_months", number, months));
        }
        Match::OtherMonth { number, months } => {
            return Some(of_months("other_month", number, months));
        }
        Match::Unmatched => return Some(plain("unmatched", Vec::new())),
        Match::Empty => return Some(plain("empty", Vec::new())),
        Match::Number(number) => number.clone(),
    };
    let rank = |verdict: &Verdict| match verdict {
        Verdict::Refused(_) | Verdict::Unmatched(_) => (3, "refused", None),
        Verdict::New => (2, "new", None),
        Verdict::Known(sequence) => (1, "known", Some(sequence.get())),
        Verdict::Doubtful(_) => (0, "repeated", None),
    };
    let (_, verdict, event) = found.verdicts(at).map(|judged| rank(&judged.verdict)).max()?;
    let numbers = vec![number.clone()];
    Some(FileJson { file: path.clone(), number: Some(number), numbers, verdict, event })
}
