//! `narrate`: a section of the report in the unit's own words.

use std::path::PathBuf;

use clap::Args;
use taizhang_ledger::Ledger;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{Narrative, NarrativeReview};
use taizhang_ledger::core::ids::SectionKey;
use taizhang_ledger::evaluation::{Unprinted, unprinted};

use super::near::near;
use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::text_file;
use crate::values::Reader;

/// Arguments of `narrate`.
#[derive(Args, Debug)]
pub(crate) struct NarrateArgs {
    /// 章节，如 duties
    #[arg(value_name = "章节")]
    section: String,
    /// 正文（Markdown；数字写成取数槽，如 {{ fig("outturn.total") | wan }}）
    #[arg(long, value_name = "正文", required_unless_present_any = ["file", "review"])]
    text: Option<String>,
    /// 从文件读正文
    #[arg(long, value_name = "文件", conflicts_with = "text")]
    file: Option<PathBuf>,
    /// 复核该章节（不写正文），可附意见
    #[arg(long, value_name = "意见", num_args = 0..=1, default_missing_value = "",
          conflicts_with_all = ["text", "file"])]
    review: Option<String>,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &NarrateArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let from_file = match &args.file {
        None => None,
        Some(file) => {
            let path = session.ui.world().current_dir.join(file);
            Some(text_file::read(&path)?)
        }
    };
    let markdown = from_file.or_else(|| args.text.clone()).unwrap_or_default();
    let lost = unprinted(&markdown);
    let recorded = record_and_report(session, args.date.as_deref(), |reader, ledger| {
        let section = reader.id(&args.section)?;
        refuse_unknown_section(reader, ledger, &section)?;
        if let Some(remark) = &args.review {
            let review = NarrativeReview { section, remark: remark.clone() };
            return Some(vec![Command::ReviewNarrative(review)]);
        }
        let preview = ledger.preview_narrative(&section, &markdown);
        reader.answer(preview)?;
        Some(vec![Command::WriteNarrative(Narrative { section, markdown: markdown.clone() })])
    })?;
    for Unprinted { line, piece, lost } in lost {
        let (words, remedy) = (lost.words(), lost.remedy());
        session.ui.warn(format!("第 {line} 行“{piece}”：{words}；{remedy}"));
    }
    Ok(recorded)
}

/// A text for a section that the report does not have would never be printed.
fn refuse_unknown_section(
    reader: &mut Reader,
    ledger: &Ledger,
    section: &SectionKey,
) -> Option<()> {
    let pack = reader.answer(ledger.pack())?;
    let slots = &pack.outline().slots;
    if slots.iter().any(|slot| slot.key == section.as_str()) {
        return Some(());
    }
    let known: Vec<String> =
        slots.iter().map(|slot| format!("{} {}", slot.key, slot.title)).collect();
    let nearest = near(section.as_str(), slots.iter().map(|slot| slot.key.as_str()));
    reader.refuse(Problem::new(
        format!("报告没有章节 {section}"),
        format!("表样 {} 的章节：{}", pack.id(), known.join("、")),
        match nearest {
            Some(key) => format!("是不是想写：{key}"),
            None => "照上面的章节名填写".to_owned(),
        },
    ));
    None
}
