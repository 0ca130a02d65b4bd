//! Words of form packs, section texts and TOML that cannot be used.

use std::path::Path;

use taizhang_ledger::LedgerError;
use taizhang_ledger::evaluation::pack::{PackError, PackFault};
use taizhang_ledger::evaluation::{ComposeError, TemplateErrorKind, TemplatePlace};

use super::toml::toml_text;
use super::{chain, figure_problem};
use crate::error::Problem;

/// Words of a form that cannot be used, or of a text in it.
pub(super) fn form_problem(error: &LedgerError) -> Problem {
    let reason = match error {
        LedgerError::Pack(error) => pack_reason(error),
        LedgerError::Compose(error) => text_reason(error),
        other => chain(other),
    };
    Problem::new(
        "表样或章节有错，报告没有生成",
        reason,
        "按提示的文件和行号改正；章节里的取数名可用 taizhang list figures 核对",
    )
}

/// Words of a pack of the user's own that cannot be used.
pub(super) fn own_pack_problem(folder: &Path, error: &PackError) -> Problem {
    Problem::new(
        format!("表样 {} 不能使用", folder.display()),
        pack_reason(error),
        "按所列文件和行号改正，再运行 taizhang packs check；写法见 docs/guide/packs.md",
    )
}

/// Words of a text, of the form or of the unit, that cannot become part of the report.
fn text_reason(error: &ComposeError) -> String {
    match error {
        ComposeError::UnitNotRegistered => "单位还没有登记".to_owned(),
        ComposeError::Figure(error) => figure_problem(error).message,
        ComposeError::UnknownFigure { place, line, key, suggestions } => {
            let near = match suggestions.first() {
                Some(near) => format!("，是不是 {near}"),
                None => String::new(),
            };
            format!("{}第 {line} 行：没有取数 {key}{near}", place_text(place))
        }
        ComposeError::Template { place, line, source } => {
            let (kind, detail) = (source.kind(), source.detail().unwrap_or_default());
            format!("{}第 {line} 行：{}", place_text(place), template_text(kind, detail))
        }
    }
}

fn place_text(place: &TemplatePlace) -> String {
    match place {
        TemplatePlace::PackFile(file) => format!("表样文件 {file} "),
        TemplatePlace::Narrative(section) => format!("章节 {section} "),
    }
}

/// Words of a mistake in a template; of the engine's own words only names are kept.
pub(super) fn template_text(kind: TemplateErrorKind, detail: &str) -> String {
    let name = || detail.split_whitespace().nth(1).unwrap_or_default();
    match kind {
        TemplateErrorKind::SyntaxError => {
            "取数标记的写法不对，应为 {{ fig(\"取数名\") | wan }}，两对花括号要成对".to_owned()
        }
        TemplateErrorKind::UnknownFilter => {
            format!("没有格式 {}，能用的有 wan、yuan、pct、count", name())
        }
        TemplateErrorKind::UnknownFunction | TemplateErrorKind::UndefinedError => {
            "用了没有的名称，取数写作 fig(\"取数名\")".to_owned()
        }
        TemplateErrorKind::MissingArgument | TemplateErrorKind::TooManyArguments => {
            "括号里的参数个数不对，取数写作 fig(\"取数名\")".to_owned()
        }
        TemplateErrorKind::InvalidOperation => {
            "这个数不能用这个格式：金额用 wan、yuan，比率用 pct，数量用 count".to_owned()
        }
        _ => "取数标记不能排成文字，核对写法".to_owned(),
    }
}

pub(super) fn pack_reason(error: &PackError) -> String {
    match error {
        PackError::UnknownPack { id, known } => {
            format!("没有表样 {id}；随附的表样：{}", known.join("、"))
        }
        PackError::MissingFile { file } => format!("表样缺少文件 {file}"),
        PackError::Invalid { location, fault } => {
            let (file, line) = (&location.file, location.line);
            match fault {
                PackFault::Toml { column, message } => {
                    format!("{file} 第 {line} 行第 {column} 列：{}", toml_text(message))
                }
                fault => format!("{file} 第 {line} 行：{}", fault_text(fault)),
            }
        }
        PackError::Several(faults) => faults.iter().map(pack_reason).collect::<Vec<_>>().join("；"),
    }
}

pub(super) fn fault_text(fault: &PackFault) -> String {
    match fault {
        PackFault::Toml { message, .. } | PackFault::Syntax(message) => toml_text(message),
        PackFault::FormatVersion(version) => format!("第 {version} 版格式是本程序不认识的"),
        PackFault::Duplicate(name) => format!("“{name}”写了两遍"),
        PackFault::PointsNotPositive(name) => format!("“{name}”的分值不大于零"),
        PackFault::PointsDoNotSum { sum, total } => {
            format!("各项分值合计 {sum}，不等于满分 {total}")
        }
        PackFault::UnscoredComparator(sign) => format!("计算符号 {sign} 没有计分规则"),
        PackFault::Bounds(name) => format!("{name} 的分档没有从高到低首尾相接"),
        PackFault::Parameter(name) => format!("参数 {name} 超出范围"),
        PackFault::FundPoints => "资金表应当只有第一行有分值".to_owned(),
        PackFault::LevelGap { previous, found } => {
            format!("第 {previous} 级标题下面直接跳到第 {found} 级")
        }
        PackFault::Dangling { kind, name } => match *kind {
            "file" => format!("没有文件 {name}"),
            "pack" => format!("没有表样 {name}"),
            "table" => format!("缺少 [{name}] 一节"),
            _ => format!("缺少编号 {name}"),
        },
    }
}
