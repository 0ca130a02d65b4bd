//! Words of everything that `packs check` finds, each with its file, line and piece of text.

use std::collections::BTreeMap;

use taizhang_ledger::LedgerError;
use taizhang_ledger::evaluation::pack::{PackError, PackFault};
use taizhang_ledger::evaluation::{TemplatePlace, TextFault, TextFaultKind};

use super::form::{fault_text, pack_reason, template_text};
use super::ledger_problem;
use super::toml::toml_text;
use crate::error::Problem;

/// Lists why a pack cannot be read, each fault by itself.
pub(crate) fn pack_problems(error: &LedgerError, files: &BTreeMap<String, String>) -> Vec<Problem> {
    match error {
        LedgerError::OwnPack { source, .. } => pack_faults(source, files),
        other => vec![ledger_problem(other).1],
    }
}

fn pack_faults(error: &PackError, files: &BTreeMap<String, String>) -> Vec<Problem> {
    match error {
        PackError::Several(faults) => {
            faults.iter().flat_map(|fault| pack_faults(fault, files)).collect()
        }
        PackError::Invalid { location, fault } => {
            let line = files
                .get(&location.file)
                .and_then(|text| text.lines().nth(location.line.saturating_sub(1)).map(str::trim));
            let place = format!("{} 第 {} 行", location.file, location.line);
            let message = match line.filter(|line| !line.is_empty()) {
                Some(line) => format!("{place}：{line}"),
                None => place,
            };
            let reason = match fault {
                PackFault::Toml { column, message } => {
                    format!("第 {column} 列：{}", toml_text(message))
                }
                fault => fault_text(fault),
            };
            vec![Problem::new(message, reason, remedy(fault))]
        }
        PackError::UnknownPack { .. } | PackError::MissingFile { .. } => vec![Problem::new(
            "表样不完整",
            pack_reason(error),
            "补上这个文件，或在 pack.toml 里用 base 指明以哪个表样为底",
        )],
    }
}

const fn remedy(fault: &PackFault) -> &'static str {
    match fault {
        PackFault::Toml { .. } | PackFault::FormatVersion(_) => {
            "按 docs/guide/packs.md 的写法改；taizhang packs schema 输出全部名称"
        }
        PackFault::Syntax(_) => "核对花括号和 if、for 是否成对，写法见 docs/guide/packs.md",
        PackFault::Duplicate(_) => "删去或改名其中一个",
        PackFault::PointsNotPositive(_) | PackFault::PointsDoNotSum { .. } => "核对各项分值和满分",
        PackFault::UnscoredComparator(_) => "在 [[scoring]] 里给这个计算符号一条规则",
        PackFault::Bounds(_) | PackFault::Parameter(_) | PackFault::FundPoints => {
            "按出处核对后改正；各项的范围见 docs/guide/packs.md"
        }
        PackFault::LevelGap { .. } => "把这个标题的 level 改成上一级加一，或补上中间的标题",
        PackFault::Dangling { .. } => "核对名称，或补上所缺的文件",
    }
}

/// Words of something wrong in a text of a pack, or in a section of the unit's that goes into it.
pub(crate) fn text_problem(fault: &TextFault) -> Problem {
    let place = match &fault.place {
        TemplatePlace::PackFile(file) => format!("{file} 第 {} 行", fault.line),
        TemplatePlace::Narrative(section) => format!("章节 {section} 第 {} 行", fault.line),
    };
    let (reason, remedy) = match &fault.kind {
        TextFaultKind::UnknownFigure { key, near } => (
            format!("没有取数 {key}"),
            match near.first() {
                Some(near) => format!("是不是 {near}；全部取数名见 taizhang list figures"),
                None => "取数名见 taizhang list figures".to_owned(),
            },
        ),
        TextFaultKind::UnknownName(name) => {
            (format!("没有名称 {name}"), "能用的名称见 docs/guide/packs.md 的“文字模板”".to_owned())
        }
        TextFaultKind::UnknownField { field, known } => {
            (format!("这里没有 {field}"), format!("有的是：{}", known.join("、")))
        }
        TextFaultKind::UnknownFilter(name) => (
            format!("没有过滤器 {name}"),
            "取数用 wan、yuan、pct、count 之一；其余见 docs/guide/packs.md".to_owned(),
        ),
        TextFaultKind::UnknownTest(name) => {
            (format!("没有判断 is {name}"), "用 if 直接判断，或用 is defined".to_owned())
        }
        TextFaultKind::UnknownBlock(name) => (
            format!("没有名为 {name} 的表或图"),
            "表和图的名称列在 docs/guide/packs.md 末尾".to_owned(),
        ),
        TextFaultKind::UnknownSlot(name) => (
            format!("提纲里没有键为 {name} 的 [[slot]]"),
            "在 outline.toml 里加上这个 [[slot]]，或改用已有的键".to_owned(),
        ),
        TextFaultKind::WrongFilter { key, filter, right } => (
            format!("{filter} 印不出 {key}：金额用 wan、yuan，比率用 pct，数量用 count"),
            format!("改用 {right}"),
        ),
        TextFaultKind::NoFilter => {
            ("取数后面没有过滤器".to_owned(), "在后面加 | wan、| yuan、| pct 或 | count".to_owned())
        }
        TextFaultKind::Arithmetic => (
            "模板里不能计算：算出来的数没有出处，复核不了".to_owned(),
            "改用已经算好的取数键（taizhang list figures）".to_owned(),
        ),
        TextFaultKind::TypedNumber => (
            "模板里写了数字：换一年、换一个单位就错了".to_owned(),
            "改用取数键，如 {{ fig(\"outturn.total\") | wan }}；是规定、名称的，放进引号或书名号"
                .to_owned(),
        ),
        TextFaultKind::Unprinted(lost) => {
            (lost.words().to_owned(), lost.remedy().trim_end_matches('。').to_owned())
        }
        TextFaultKind::Template { kind, detail } => {
            (template_text(*kind, detail), "写法见 docs/guide/packs.md 的“文字模板”".to_owned())
        }
    };
    Problem::new(format!("{place}：{}", fault.piece), reason, remedy)
}
