//! Words of exporters that are programs of their own.

use std::process::ExitStatus;

use serde_json::error::Category;
use taizhang_plugin::{MOST_FILES, PluginError};

use super::{chain, io_text};
use crate::ExitCode;
use crate::error::Problem;

/// Words and exit code of a plug-in that did not do its work.
pub(crate) fn plugin_problem(name: &str, error: &PluginError) -> (ExitCode, Problem) {
    let refused = |reason: String, remedy: &str| {
        let message = format!("外部导出程序 {name} 没有完成导出，什么也没有写");
        (ExitCode::Refused, Problem::new(message, reason, remedy))
    };
    let author = "把这段提示告诉这个程序的作者；格式见 docs/guide/exporters.md";
    match error {
        PluginError::Start(source) => refused(
            format!("程序启动不了或中途断开（{}）", io_text(source)),
            "检查它是否可执行、所需的解释器是否已安装",
        ),
        PluginError::Time(limit) => refused(
            format!("超过 {} 秒还没有完成，已终止", limit.as_secs()),
            "若确实需要更久，用 --time-limit 放宽",
        ),
        PluginError::Output(limit) => refused(
            format!("输出超过 {} MB，已终止", limit / 1_048_576),
            "若确实需要更多，用 --size-limit 放宽",
        ),
        PluginError::Files(count) => refused(
            format!("一次做了 {count} 个文件，最多 {MOST_FILES} 个"),
            "请程序的作者把它们打成一个压缩包，或按月份分开导出",
        ),
        PluginError::Exit(status) => {
            let status = status_text(*status);
            refused(format!("程序以失败结束（{status}）"), "看上面它自己的提示，改正后重试")
        }
        PluginError::Refused(words) => {
            refused(format!("程序说明：{}", words.escape_debug()), "按它的说明改正后重试")
        }
        PluginError::Json(source) => {
            refused(format!("输出不是约定的 JSON（{}）", json_text(source)), author)
        }
        PluginError::SameName(name) => {
            refused(format!("文件 {name} 做了两份，或既作文件又作文件夹"), author)
        }
        PluginError::Question(_) => (
            ExitCode::Bug,
            Problem::new("全年数据无法转成 JSON", chain(error), "请把这段提示发给开发者"),
        ),
        PluginError::Version { spoken, known } => refused(
            format!("它用的是第 {spoken} 版接口，本程序用第 {known} 版"),
            if spoken > known { "升级本程序" } else { "升级这个导出程序" },
        ),
        PluginError::OtherName(found) => {
            refused(format!("它自称“{}”，与文件名不符", found.escape_debug()), author)
        }
        PluginError::Content { artifact, .. } => {
            refused(format!("文件“{}”的内容不是 Base64", artifact.escape_debug()), author)
        }
        PluginError::Name(fault) => refused(
            format!(
                "文件名“{}”不能用（{}）",
                fault.name.escape_debug(),
                super::export::name_fault(fault.fault)
            ),
            author,
        ),
    }
}

/// What is wrong with JSON, and where.
pub(crate) fn json_text(error: &serde_json::Error) -> String {
    let fault = match error.classify() {
        Category::Io => "读不出来",
        Category::Syntax => "写法不是 JSON",
        Category::Data => "缺字段、多字段，或值的类型不对",
        Category::Eof => "没有写完",
    };
    match error.line() {
        0 => fault.to_owned(),
        line => format!("第 {line} 行第 {} 列：{fault}", error.column()),
    }
}

/// How a program ended.
pub(crate) fn status_text(status: ExitStatus) -> String {
    status.code().map_or_else(|| "被系统终止".to_owned(), |code| format!("退出代码 {code}"))
}
