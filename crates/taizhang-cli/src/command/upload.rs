//! `upload`: which file went to the provincial system.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::ReturnSubmission;
use taizhang_ledger::store::HashValue;

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;

/// Arguments of `upload`.
#[derive(Args, Debug)]
pub(crate) struct UploadArgs {
    /// 上报的文件；台账记下它的摘要，以后可以核对
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 报的是什么，如报表名称（默认为文件名）
    #[arg(long, value_name = "名称")]
    profile: Option<String>,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

pub(crate) fn run(args: &UploadArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let path = session.ui.world().current_dir.join(&args.file);
    let content = fs::read(&path).map_err(|source| Failure::input(&path, &source))?;
    if content.is_empty() {
        let reason = "空文件不能上报";
        let problem = Problem::new(format!("文件 {} 是空的", path.display()), reason, "核对文件");
        return Err(Failure::refused(vec![problem]));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let profile = args.profile.clone().unwrap_or(name);
    let digest = HashValue::of(&content).to_string();
    record_and_report(session, args.date.as_deref(), |_, _| {
        Some(vec![Command::NoteReturn(ReturnSubmission { profile, digest })])
    })
}
