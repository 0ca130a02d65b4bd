//! Words of failed exports.

use taizhang_ledger::export::profile::ProfileFault;
use taizhang_ledger::export::{CellFault, CellFaultKind, ExportError, LostCharacters, NameFault};

use super::attachment::attachment_problem;
use super::toml::toml_text;
use super::{chain, list, plugin_problem};
use crate::ExitCode;
use crate::error::Problem;

/// Words and exit code of a failed export.
#[expect(clippy::too_many_lines, reason = "a flat list of wordings, one per failure")]
pub(crate) fn export_problem(error: &ExportError) -> (ExitCode, Problem) {
    match error {
        ExportError::UnknownOption { name, known } => (
            ExitCode::Usage,
            Problem::new(
                format!("没有导出选项 {name}"),
                format!("可用的选项：{}", list(known)),
                "运行 taizhang export --list 查看",
            ),
        ),
        ExportError::OptionValue { name, value, allowed } => (
            ExitCode::Usage,
            Problem::new(
                format!("导出选项 {name} 不接受“{value}”"),
                format!("可用的值：{}", list(allowed)),
                "改正后重试",
            ),
        ),
        ExportError::OptionUnderProfile { option, profile } => (
            ExitCode::Usage,
            Problem::new(
                format!("导出选项 {option} 与表样 {profile} 不能一起用"),
                match profile.as_str() {
                    "plain" => "它只用于有代码的表样，各表原样导出时不起作用".to_owned(),
                    _ => "这个表样的每一列自己规定单位和小数位数".to_owned(),
                },
                "去掉这个选项，或用 --profile 换一个表样",
            ),
        ),
        ExportError::UnknownProfile { id, known } => (
            ExitCode::Usage,
            Problem::new(
                format!("没有表样 {id}"),
                match known.as_slice() {
                    [] => "这种格式不分表样".to_owned(),
                    known => format!("可用的表样：{}", list(known)),
                },
                "运行 taizhang export --list 查看",
            ),
        ),
        ExportError::Profile { id, faults } => (
            ExitCode::Refused,
            Problem::new(
                format!("表样 {id} 不能用"),
                faults.iter().map(|fault| profile_fault(id, fault)).collect::<Vec<_>>().join("；"),
                format!(
                    "改正台账文件夹 packs/profiles 下的 {id}.toml；写法见 docs/guide/exporters.md"
                ),
            ),
        ),
        ExportError::UnknownInput { name, known } => (
            ExitCode::Bug,
            Problem::new(
                format!("导出程序不接受附带文件 {name}"),
                format!("它接受：{}", list(known)),
                "请把命令和这段提示发给开发者",
            ),
        ),
        ExportError::MissingInput { name, summary } => (
            ExitCode::Refused,
            Problem::new(
                format!("缺少附带文件 {name}"),
                format!("没有它不能导出：{summary}"),
                "补齐后重试",
            ),
        ),
        ExportError::Unencodable { encoding, cells } => (
            ExitCode::Refused,
            Problem::new(
                format!("有 {} 处的字写不进 {encoding}，什么也没有写", cells.len()),
                cells.iter().map(lost_characters).collect::<Vec<_>>().join("；"),
                "改用 --option encoding=utf-8-bom 或 gb18030，或在台账里换掉这些字",
            ),
        ),
        ExportError::Attachment { option, file, fault } => {
            (ExitCode::Refused, attachment_problem(option, file, fault))
        }
        ExportError::Cells(faults) => (
            ExitCode::Refused,
            Problem::new(
                format!("有 {} 个值放不进表样，什么也没有写", faults.len()),
                faults.iter().map(cell_fault).collect::<Vec<_>>().join("；"),
                cell_remedy(faults),
            ),
        ),
        ExportError::Name(error) => (
            ExitCode::Bug,
            Problem::new(
                format!("导出程序给的文件名“{}”不能用", error.name.escape_debug()),
                name_fault(error.fault),
                "导出的文件只能放在输出文件夹里，并在各种系统上都能打开；请告诉导出程序的作者",
            ),
        ),
        ExportError::SameName(name) => (
            ExitCode::Bug,
            Problem::new(
                format!("导出程序把 {name} 做了两份，或既作文件又作文件夹"),
                "一份会盖住另一份",
                "请告诉导出程序的作者",
            ),
        ),
        ExportError::Refused { exporter, words } => (
            ExitCode::Refused,
            Problem::new(
                format!("导出程序 {exporter} 没有完成导出，什么也没有写"),
                format!("程序说明：{}", words.escape_debug()),
                "按它的说明改正后重试",
            ),
        ),
        ExportError::Plugin { exporter, source } => match source.downcast_ref() {
            Some(fault) => plugin_problem(exporter, fault),
            None => (
                ExitCode::Refused,
                Problem::new(format!("{exporter} 没有完成导出"), chain(error), "按提示改正后重试"),
            ),
        },
        ExportError::Format { exporter, artifact, .. } => (
            ExitCode::Bug,
            Problem::new(
                format!("{exporter} 没能生成 {artifact}"),
                chain(error),
                "请把这段提示发给开发者",
            ),
        ),
    }
}

/// Words of one mistake in the file of a profile.
fn profile_fault(id: &str, fault: &ProfileFault) -> String {
    match fault {
        ProfileFault::Syntax { line, column, message } => {
            format!("{id}.toml 第 {line} 行第 {column} 列：{}", toml_text(message))
        }
        ProfileFault::Sheet { table, sheet, known } => {
            format!("表 {table}：没有数据表“{sheet}”，有的是 {}", list(known))
        }
        ProfileFault::Source { table, column: Some(column), source_name, known } => {
            format!("表 {table} 的列 {column}：没有来源“{source_name}”，有的是 {}", list(known))
        }
        ProfileFault::Source { table, column: None, source_name, known } => {
            format!("表 {table} 的 where：没有数据列“{source_name}”，有的是 {}", list(known))
        }
        ProfileFault::Sort { table, column } => {
            format!("表 {table} 的 sort：本表没有列 {column}")
        }
        ProfileFault::Codes { table, column, list } => {
            format!("表 {table} 的列 {column}：没有代码表 codes.{list}")
        }
        ProfileFault::Reason { table, column } => {
            format!("表 {table} 的列 {column}：from = \"@none\" 要写明 reason，别的来源不写 reason")
        }
        ProfileFault::FileName { table, place, known } => {
            format!("表 {table} 的 file：没有 {{{place}}}，有的是 {}", list(known))
        }
        ProfileFault::Twice { place, name } if place.is_empty() => {
            format!("表 {name} 写了两遍")
        }
        ProfileFault::Twice { place, name } => format!("表 {place} 的列 {name} 写了两遍"),
    }
}

fn lost_characters(cell: &LostCharacters) -> String {
    let LostCharacters { file, row, column, characters } = cell;
    let characters: String = characters.iter().collect();
    format!("{file} 第 {row} 行“{column}”里的“{characters}”")
}

/// What is recorded stays, so words that are too long are cut in the return; a code is not.
fn cell_remedy(faults: &[CellFault]) -> String {
    let is_long = |fault: &&CellFault| matches!(fault.kind, CellFaultKind::TooLong { .. });
    let long = faults.iter().filter(is_long).count();
    let cut = "摘要、名称等文字太长的，加 --option long=cut 截短到表样的宽度（逐处说明，台账不变）";
    let rest = "编码、号码改不短的，照系统的要求在自备表样里写明宽度和代码";
    match long {
        0 => "在自备表样里补上这些内容的代码".to_owned(),
        _ => format!("{cut}；{rest}"),
    }
}

/// Names words that a return has only in part.
pub(crate) fn cut_words(fault: &CellFault) -> String {
    let CellFault { file, row, column, value, kind } = fault;
    match kind {
        CellFaultKind::TooLong { length, width } => format!(
            "已截短：{file} 第 {row} 行“{column}”原有 {length} 字节，留下 {width} 字节以内；原文“{value}”"
        ),
        CellFaultKind::NoCode => cell_fault(fault),
    }
}

fn cell_fault(fault: &CellFault) -> String {
    let CellFault { file, row, column, value, kind } = fault;
    let reason = match kind {
        CellFaultKind::TooLong { length, width } => {
            format!("有 {length} 字节，只能放 {width} 字节")
        }
        CellFaultKind::NoCode => "没有对应的代码".to_owned(),
    };
    format!("{file} 第 {row} 行“{column}”的“{value}”{reason}")
}

pub(super) fn name_fault(fault: NameFault) -> String {
    match fault {
        NameFault::Empty => "其中有一段是空的".to_owned(),
        NameFault::LeadingPoint => "其中有一段以点开头".to_owned(),
        NameFault::Edge => "其中有一段以空格开头，或以空格、点结尾".to_owned(),
        NameFault::Character(character) => {
            format!("含有文件名里不能用的字符“{}”", character.escape_debug())
        }
        NameFault::Device => "其中有一段是 Windows 的设备名".to_owned(),
        NameFault::Length => "太长".to_owned(),
    }
}
