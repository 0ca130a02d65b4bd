//! What is told before rows are posted and keeps none from it.

use taizhang_ledger::core::book::LineChange;
use taizhang_ledger::evaluation::Finding;
use taizhang_ledger::{ImportPreview, Judged, Verdict};

use super::obstacles::{place_of, placed};
use super::renumbered::shared_numbers;
use crate::error::Problem;
use crate::wording::{place_text, table_text};

/// Words of what a person should see before the new rows are posted.
pub(super) fn warnings(found: &ImportPreview) -> Vec<Problem> {
    let mut told = before_documents(found);
    told.extend(shared_numbers(found));
    told.extend(absent_columns(found));
    told.extend(red_amounts(found));
    told.extend(off_form(found));
    told
}

/// Words of columns of a rule that a payroll lacks, where nothing says that their money is not missed.
fn absent_columns(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    let lists = found.sources.iter().filter_map(|source| {
        let absent = &source.table.origin.as_ref()?.absent;
        (!absent.is_empty()).then(|| (&source.table, absent.join("、")))
    });
    lists.map(|(table, absent)| {
        Problem::new(
            format!("{} 里没有规则写的列：{absent}", table_text(table)),
            "这几列没有登记；表里也没有规则写明的合计列可以核对",
            "这次确实没有这几项的不用改；列名改了的，在规则里改成表里的列名，应发合计写成 total = \"列名\"，每行就会核对",
        )
    })
}

/// Words of indicators that are not those of the form, as the check WEIGHT has them later.
fn off_form(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    found.off_form.iter().map(|Finding { message, facts, remedy, .. }| {
        let reason = format!("{}；入账以后 taizhang check 也会提醒（WEIGHT）", facts.join("，"));
        Problem::new(message, reason, remedy.trim_end_matches('。'))
    })
}

/// Words of payments whose amount is red, which in accounts means below zero.
fn red_amounts(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    let is_red = |row: &&Judged| {
        let source = found.sources.get(row.row.source);
        row.verdict == Verdict::New
            && row.amount.is_positive()
            && source.is_some_and(|source| source.has_red_amount(row.row))
    };
    found.rows.iter().filter(is_red).map(|row| {
        let place = place_of(found, row);
        let problem = Problem::new(
            format!("{}：金额是红字，没有负号，按支付读", place_text(&place)),
            "账上红字是负数：可能是退回或冲销，也可能只是标了颜色",
            "是退回、冲销的，在文件里写成负数；只是标色的不用改",
        );
        placed(problem, found, row, &place)
    })
}

/// Words of payments that are dated before the document of their line, as the check DATE has them later.
fn before_documents(found: &ImportPreview) -> Vec<Problem> {
    let words = |(row, authority): (_, &LineChange)| {
        let place = place_of(found, row);
        let document = &authority.document;
        let problem = Problem::new(
            format!(
                "{}：支付日期早于指标 {} 的预算文件（{}，{} 发文）",
                place_text(&place),
                authority.line,
                document.number,
                document.dated
            ),
            "先支后批，或日期登记有误；入账以后 taizhang check 也会提醒（DATE）",
            "日期写错的在文件里改正；发文日期登记错的用 taizhang amend document 序号 改正；属实的入账后用 taizhang \
             waive DATE 凭证号 --reason 依据 豁免",
        );
        placed(problem, found, row, &place)
    };
    found.before_documents().into_iter().map(words).collect()
}
