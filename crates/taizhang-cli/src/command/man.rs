//! `completions` and `man`: made from the grammar itself.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ExitCode;
use crate::args;
use crate::completion;
use crate::error::Failure;
use crate::help::in_chinese_words;
use crate::output::write_file;
use crate::session::Session;

/// Arguments of `completions`.
#[derive(Args, Debug)]
pub(crate) struct CompletionsArgs {
    /// 命令行环境
    #[arg(value_name = "环境")]
    shell: Shell,
    /// 把脚本写到这个文件；PowerShell 的带字节顺序标记，5.1 也认得其中的汉字
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
}

/// Arguments of `man`.
#[derive(Args, Debug)]
pub(crate) struct ManArgs {
    /// 把全部手册页写到这个文件夹（默认只输出总页）
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
}

/// What tells PowerShell 5.1 that a script is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The JSON form of a file that was written.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FileWritten {
    /// Always true.
    ok: bool,
    /// Whether this was only tried, and nothing written.
    dry_run: bool,
    file: PathBuf,
}

/// The JSON form of a folder that was filled.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FolderWritten {
    /// Always true.
    pub(super) ok: bool,
    /// Whether this was only tried, and nothing written.
    pub(super) dry_run: bool,
    pub(super) folder: PathBuf,
}

pub(crate) fn completions(
    args: &CompletionsArgs,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    let script = completion::script(args.shell);
    let Some(file) = &args.output else {
        session.ui.raw(&script)?;
        return Ok(ExitCode::Success);
    };
    let path = session.ui.world().current_dir.join(file);
    let mark = if args.shell == Shell::PowerShell { BYTE_ORDER_MARK } else { b"" };
    let dry_run = session.global.dry_run;
    if !dry_run {
        write_file(&path, &[mark, &script].concat())?;
    }
    if session.ui.wants_json() {
        session.ui.json(&FileWritten { ok: true, dry_run, file: path })?;
    } else {
        let done = if dry_run { "可以写到（未写入）" } else { "已写到" };
        session.ui.done(format!("补全脚本{done} {}", path.display()));
    }
    Ok(ExitCode::Success)
}

pub(crate) fn run(args: &ManArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let mut grammar = args::command();
    // Only a built grammar knows that global options are options of every command.
    grammar.build();
    let Some(folder) = &args.output else {
        session.ui.raw(&page(grammar)?)?;
        return Ok(ExitCode::Success);
    };
    let folder = session.ui.world().current_dir.join(folder);
    let dry_run = session.global.dry_run;
    let mut pages = Vec::new();
    collect(&mut pages, "taizhang".to_owned(), grammar);
    for (name, grammar) in pages {
        let page = page(grammar)?;
        if !dry_run {
            write_file(&folder.join(format!("{name}.1")), &page)?;
        }
    }
    if session.ui.wants_json() {
        session.ui.json(&FolderWritten { ok: true, dry_run, folder })?;
    } else if dry_run {
        session.ui.done(format!("手册页可以写到 {}（未写入）", folder.display()));
    } else {
        session.ui.done(format!("手册页已写到 {}", folder.display()));
    }
    Ok(ExitCode::Success)
}

/// Adds the page of a command and those of the commands below it.
fn collect(pages: &mut Vec<(String, clap::Command)>, name: String, command: clap::Command) {
    for below in command.get_subcommands() {
        collect(pages, format!("{name}-{}", below.get_name()), below.clone());
    }
    pages.push((name.clone(), command.name(name)));
}

/// The headings that the renderer writes by itself, and what Chinese manual pages call them.
const HEADINGS: [(&str, &str); 5] = [
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("EXTRA", "另见"),
    ("VERSION", "版本"),
];

fn page(mut grammar: clap::Command) -> Result<Vec<u8>, Failure> {
    // The renderer's own synopsis lists all global options, and says of none of them what it takes.
    let usage = in_chinese_words(&grammar.render_usage().to_string());
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let mut page = Vec::new();
    clap_mangen::Man::new(grammar.override_usage(usage))
        .manual("台账手册")
        .render(&mut page)
        .map_err(|error| Failure::output(&error))?;
    let page = in_chinese_words(&String::from_utf8_lossy(&page));
    let heading = |line: &str| {
        let known = HEADINGS.iter().find(|(english, _)| line.strip_prefix(".SH ") == Some(english));
        match known {
            Some((_, chinese)) => format!(".SH {chinese}\n"),
            // Chinese has few spaces, which would have to fill a line that is set to both margins.
            None if line.starts_with(".TH ") => format!("{line}\n.ad l\n"),
            None => format!("{line}\n"),
        }
    };
    Ok(page.lines().map(heading).collect::<String>().into_bytes())
}
