//! Every failure in Chinese, with 原因 and 办法. This module is what to review for wording.
//!
//! The matches have no catch-all arm: a new failure does not compile until it has its words.

mod attachment;
mod conformance;
mod day_order;
mod export;
mod form;
mod given_back;
mod import;
mod input;
mod io;
mod kinds;
mod not_carried;
mod other_unit;
mod other_year;
mod pack;
mod payments;
mod plugin;
mod profile;
mod refusal;
mod returned;
mod rivals;
mod row_numbers;
mod storage;
mod structured;
mod toml;
mod unknown_columns;
mod unmapped;
mod unmatched;
mod unreadable;
mod voucher_words;
mod year;

use std::error::Error;

use taizhang_ledger::LedgerError;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::book::Refusal;
use taizhang_ledger::core::event::DecodeError;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::store::BackupError;

use crate::ExitCode;
use crate::error::Problem;

pub(crate) use conformance::{check_name, conformance_problem};
pub(crate) use export::{cut_words, export_problem};
pub(crate) use given_back::{GIVES_BACK, RECEIVED_AGAIN, given_back_remedy, unmatched_receipt};
pub(crate) use import::{
    HIDDEN, INCOME, NEITHER, OTHER_UNIT, VOID, aside_text, correction_of, fault_problem, grouped,
    place_text, refused_rule, table_text,
};
pub(crate) use input::{
    amount_problem, code_problem, date_problem, document_problem, id_problem, money_problem,
    no_standard_input, number_problem, year_problem,
};
pub(crate) use io::io_text;
pub(crate) use other_unit::unit_in_question;
pub(crate) use other_year::other_year;
pub(crate) use pack::{pack_problems, text_problem};
pub(crate) use payments::STRUCK_OUT;
pub(crate) use plugin::{json_text, plugin_problem, status_text};
pub(crate) use refusal::refusal_problem;
pub(crate) use returned::unmarked_text;
pub(crate) use row_numbers::{row_numbers, runs};
pub(crate) use storage::{damage_text, evidence_problem, index_fault, note_fault, notice_text};
pub(crate) use structured::{refused_accounts, refused_journal, refused_vouchers};
pub(crate) use unknown_columns::unknown_columns;
pub(crate) use unmapped::{
    hidden_in_question, hidden_sheet, months_of_one_day, payroll_lacks, payroll_unit, sheet_beside,
    unmapped, unread_sheets, whole_parts, whole_sheet,
};
pub(crate) use unmatched::unmatched_problem;
pub(crate) use unreadable::{unreadable_file, unreadable_text};

use form::{form_problem, own_pack_problem};
use input::figure_problem;
use storage::{
    append_problem, backup_problem, config_problem, open_problem, read_problem, restore_problem,
};

fn yuan(amount: Money) -> String {
    format!("{} 元", with_thousands(&amount.to_string()))
}

fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join("、")
}

/// Lists what may be written; where a name holds the mark that sets names apart, by a stronger one.
fn choices(names: &[&str]) -> String {
    let mark = if names.iter().any(|name| name.contains('、')) { "；" } else { "、" };
    names.join(mark)
}

/// Words of a failure with its causes, for those who look into the program.
fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        words = match source.downcast_ref::<std::io::Error>() {
            Some(error) => format!("{words}: {}", io_text(error)),
            None => format!("{words}: {source}"),
        };
        cause = source.source();
    }
    words
}

/// Words and exit code of a failed use case.
#[expect(clippy::too_many_lines, reason = "a flat list of wordings, one per failure")]
pub(crate) fn ledger_problem(error: &LedgerError) -> (ExitCode, Problem) {
    match error {
        LedgerError::Refused(refusal) => (ExitCode::Refused, refusal_problem(refusal)),
        LedgerError::Config(error) => config_problem(error),
        LedgerError::Open(error) => open_problem(error),
        LedgerError::Read(error) => read_problem(error),
        LedgerError::Append(error) => append_problem(error),
        LedgerError::Money(error) => (ExitCode::Refused, money_problem(error)),
        LedgerError::Figure(error) => (ExitCode::Refused, figure_problem(error)),
        LedgerError::Pack(_) | LedgerError::Evaluation(_) | LedgerError::Compose(_) => {
            (ExitCode::Refused, form_problem(error))
        }
        LedgerError::OwnPack { folder, source } => {
            (ExitCode::Refused, own_pack_problem(folder, source))
        }
        LedgerError::PackFolder { folder, id } => (
            ExitCode::Refused,
            Problem::new(
                format!("表样 {} 不能使用", folder.display()),
                format!("文件夹的名称与 pack.toml 里的 id “{id}”不同"),
                format!("把文件夹改名为 {id}，或把 id 改成文件夹的名称"),
            ),
        ),
        LedgerError::PackName(id) => (
            ExitCode::Refused,
            Problem::new(
                format!("“{id}”不能作表样编号"),
                "编号同时是文件夹名，不能含斜杠",
                "用字母、数字和连字符，例如 gansu-2023",
            ),
        ),
        LedgerError::Decode { sequence, source } => (
            ExitCode::Damaged,
            Problem::new(
                format!("第 {sequence} 号事件读不懂"),
                decode_text(source),
                "台账可能由更新版本的程序写入，请升级；否则请用备份恢复",
            ),
        ),
        LedgerError::Encode(_) => (
            ExitCode::Bug,
            Problem::new("事件无法写成存储格式", chain(error), "请把这段提示发给开发者"),
        ),
        error @ (LedgerError::NoSuchBatch(_)
        | LedgerError::SeveralBatches { .. }
        | LedgerError::BatchUndone(_)
        | LedgerError::Undo { .. }
        | LedgerError::PreviewOutdated
        | LedgerError::Profile { .. }
        | LedgerError::ProfileFile { .. }) => (ExitCode::Refused, batch_problem(error)),
        LedgerError::CommandReused(sequence) => (
            ExitCode::Refused,
            Problem::new(
                format!("这个命令编号已用于第 {sequence} 号，内容与这次不同"),
                "--command-id 只用来重试同一条命令，一个编号不能登记两件事",
                "重试请照抄原来的命令；新的登记请换一个编号，或不写 --command-id",
            ),
        ),
        LedgerError::NoSuchEvent(place) => (
            ExitCode::Refused,
            Problem::new(
                format!("没有第 {place} 号事件"),
                "台账中没有这个序号",
                "运行 taizhang log 查看各事件的序号",
            ),
        ),
        LedgerError::UnknownEvent(id) => (
            ExitCode::Refused,
            Problem::new(
                format!("没有编号为 {id} 的事件"),
                "台账中没有这个编号",
                "运行 taizhang log 查看各事件",
            ),
        ),
        LedgerError::OtherYear { sequence, year } => (
            ExitCode::Refused,
            Problem::new(
                format!("第 {sequence} 号事件属于 {year} 年度"),
                "一条命令只处理一个年度",
                format!("加上 --year {year} 再运行"),
            ),
        ),
        LedgerError::PreviousYearOpen(year) => (
            ExitCode::Refused,
            Problem::new(
                format!("{year} 年度尚未年结"),
                "新年度的开账要引用上年的年结哈希和结转数",
                format!(
                    "先运行 taizhang close year --year {year}；上年还要等，先记新年度的，用 taizhang open --before-closing"
                ),
            ),
        ),
        LedgerError::NoPreviousYear(year) => (
            ExitCode::Refused,
            Problem::new(
                format!("台账里没有 {year} 年度"),
                "结转数取自上年的年结，这个文件夹里上年没有开过账",
                "上年另有台账的，写上它的文件夹：taizhang import carry-over 上年台账的文件夹 --doc 文号；\
                 上年没有用本程序记账的，用 taizhang import opening 期初结转表 导入",
            ),
        ),
        LedgerError::ClosedBefore { year, before } => (
            ExitCode::Refused,
            Problem::new(
                format!("{before} 年度还没有年结，{year} 年度不能先年结"),
                "上年转入多少，要等上年年结才定得下来",
                format!("先运行 taizhang close year --year {before}"),
            ),
        ),
        LedgerError::LedgerThere(folder) => (
            ExitCode::Refused,
            Problem::new(
                format!("文件夹 {} 里已经有一本台账", folder.display()),
                "一个文件夹只放一本台账，已有的流水不能覆盖",
                "用 --ledger 指明一个新的文件夹；这本台账打不开的，运行 taizhang doctor 看原因",
            ),
        ),
        LedgerError::FolderNotEmpty(folder) => (
            ExitCode::Refused,
            Problem::new(
                format!("文件夹 {} 不是空的", folder.display()),
                "新台账只建在空文件夹里，以免覆盖已有文件",
                "用 --ledger 指明一个新的文件夹名，或先清空该文件夹",
            ),
        ),
        LedgerError::EvidenceSource { path, source } => (
            ExitCode::Refused,
            Problem::new(
                format!("佐证文件 {} 读不出来（{}）", path.display(), io_text(source)),
                "文件不存在或没有读取权限",
                "检查文件路径后重试",
            ),
        ),
        LedgerError::ExportInput { path, source } => (
            ExitCode::Unavailable,
            Problem::new(
                format!("台账文件 {} 读不出来（{}）", path.display(), io_text(source)),
                "导出要带上这个文件",
                "检查台账文件夹的权限后重试，并运行 taizhang verify",
            ),
        ),
        LedgerError::PackageIncomplete(name) => (
            ExitCode::Refused,
            Problem::new(
                "档案包还原不成台账",
                format!("包里没有还原要用的 {name}；较早版本导出的包没有“还原”文件夹"),
                "用 taizhang backup 的备份恢复，或从原来的台账重新导出档案包",
            ),
        ),
        LedgerError::EmptyEvidence(path) => (
            ExitCode::Refused,
            Problem::new(
                format!("佐证文件 {} 是空的", path.display()),
                "空文件不能证明任何事项",
                "确认文件内容后重新附上",
            ),
        ),
        LedgerError::Evidence(error) => evidence_problem(error),
        LedgerError::Backup(BackupError::Damage(damage)) => (
            ExitCode::Damaged,
            Problem::new(
                "备份没有通过读回核对，没有留下备份文件",
                damage_text(damage),
                "先运行 taizhang verify 核对台账；台账完好的，换一个磁盘再备份",
            ),
        ),
        LedgerError::Backup(error) => backup_problem(error),
        LedgerError::Restore(error) => restore_problem(error),
    }
}

/// Says why a stored event is not understood.
fn decode_text(error: &DecodeError) -> String {
    match error {
        DecodeError::UnknownName { name } => format!("本程序不认识事件 {name}"),
        DecodeError::TooNew { name, version, newest } => {
            format!("事件 {name} 是第 {version} 版，本程序只认到第 {newest} 版")
        }
        DecodeError::Old { name, version } => {
            format!("事件 {name} 的第 {version} 版转不成后来的写法")
        }
        DecodeError::Payload { name, source } => {
            format!("事件 {name} 的内容不合写法（{}）", json_text(source))
        }
    }
}

/// What helps where an import cannot be undone; none where the rule's own remedy does.
fn undo_remedy(refusal: &Refusal) -> Option<String> {
    let remedy = match refusal {
        Refusal::NotReversible { .. } => {
            "含有红字的导入不能整批撤销：其余各笔用 taizhang correct 序号 逐笔冲销；\
             红字冲错了的，被冲的那一笔用 taizhang disburse 重新登记"
        }
        Refusal::InsufficientAllotment { .. } | Refusal::InsufficientFrozen { .. } => {
            "这批预算后来已经用掉：先撤销用了它的导入（taizhang import list 查看批号），\
             或用 taizhang correct 序号 冲销用了它的支付、调剂，再撤销这一批"
        }
        _ => return None,
    };
    Some(remedy.to_owned())
}

/// Words of an import that cannot be posted or undone; other failures have theirs elsewhere.
fn batch_problem(error: &LedgerError) -> Problem {
    match error {
        LedgerError::BatchUndone(batch) => Problem::new(
            format!("导入 {batch} 已经撤销"),
            "它登记的事项都已冲销",
            "要重新导入的，直接再导入原文件",
        ),
        LedgerError::SeveralBatches { text, found } => Problem::new(
            format!("有 {} 次导入的批号以 {text} 开头或结尾", found.len()),
            list(found),
            "多写几位；同一年的批号开头都相同，写最后几位最省事",
        ),
        LedgerError::Undo { sequence, source } => {
            let inner = refusal::refusal_problem(source);
            let message = format!("第 {sequence} 号不能冲销，整批没有撤销：{}", inner.message);
            Problem::new(message, inner.reason, undo_remedy(source).unwrap_or(inner.remedy))
        }
        LedgerError::PreviewOutdated => Problem::new(
            "预览已经过时，整批没有入账",
            "看预览的时候台账又有新的登记，或文件改过，有的行结论与刚才看到的不同",
            "重新运行同一条命令，看过新的预览再入账",
        ),
        LedgerError::Profile { path, source } => Problem::new(
            format!("导入方案 {} 不能用", path.display()),
            profile::profile_reason(source),
            "改正后重试，或删去这个文件重新确认各列",
        ),
        LedgerError::ProfileFile { path, source } => Problem::new(
            format!("导入方案 {} 读写出错（{}）", path.display(), io_text(source)),
            "文件不存在或没有权限",
            "运行 taizhang import profile list 查看已有的方案",
        ),
        _ => Problem::new(
            "没有这次导入",
            "台账里没有一次导入的批号是这样开头或结尾的",
            "运行 taizhang import list 查看各次导入的批号（可以只写前几位或后几位，至少四位）",
        ),
    }
}
