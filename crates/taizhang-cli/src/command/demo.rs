//! `demo`: the sample year.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ExitCode;
use crate::demo;
use crate::error::{Failure, Problem};
use crate::session::Session;

/// Arguments of `demo`.
#[derive(Args, Debug)]
pub(crate) struct DemoArgs {
    /// 放演示台账的文件夹（必须是空的或不存在）
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
}

/// The JSON form of a sample ledger that was made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct DemoBuilt {
    /// Always true.
    ok: bool,
    /// Whether this was only tried, and nothing written.
    dry_run: bool,
    /// The ledger's folder.
    ledger: PathBuf,
    /// Where its report and returns are; missing where nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    out: Option<PathBuf>,
    /// How many commands were run; missing where nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    commands: Option<usize>,
}

impl DemoBuilt {
    const fn tried(ledger: PathBuf) -> Self {
        Self { ok: true, dry_run: true, ledger, out: None, commands: None }
    }
}

pub(crate) fn run(args: &DemoArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let folder = session.ui.world().current_dir.join(&args.folder);
    if fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) {
        let problem = Problem::new(
            format!("文件夹 {} 不是空的", folder.display()),
            "演示台账只建在空文件夹里，以免覆盖已有文件",
            "换一个文件夹名",
        );
        return Err(Failure::refused(vec![problem]));
    }
    if session.global.dry_run && session.ui.wants_json() {
        session.ui.json(&DemoBuilt::tried(folder))?;
        return Ok(ExitCode::Success);
    }
    if session.global.dry_run {
        session.ui.done(format!("可以建演示台账（未写入）：{}", folder.display()));
        return Ok(ExitCode::Success);
    }
    let steps = demo::build(&folder)?;
    let out = folder.join("out");
    if session.ui.wants_json() {
        session.ui.json(&DemoBuilt {
            ok: true,
            dry_run: false,
            ledger: folder,
            out: Some(out),
            commands: Some(steps),
        })?;
        return Ok(ExitCode::Success);
    }
    session.ui.done(format!("演示台账已建好：{}（执行了 {steps} 条命令）", folder.display()));
    session.ui.hint(format!("报告和报表  {}", out.display()));
    let ledger = folder.display();
    session.ui.hint(format!("看总览      taizhang --ledger {ledger} status"));
    session.ui.hint(format!("查一个数    taizhang --ledger {ledger} trace outturn.basic"));
    session.ui.hint(format!("做检查      taizhang --ledger {ledger} check"));
    Ok(ExitCode::Success)
}
