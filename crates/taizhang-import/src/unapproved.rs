//! Columns that fill no field of a document, and its memo, where they say that a row does not hold: 备注 作废,
//! 是否批复 否, 批复情况 暂缓; of an activity 因疫情取消.

use crate::field::Field;
use crate::kind::Kind;
use crate::mapping::Mapping;
use crate::table::{Cell, Column, Row, Table};
use crate::telling::{SHORT, says_no, says_so, what_is_asked};
use crate::vocabulary::{Vocabulary, compact, fold};

/// What a short text says of a row that was not approved, or holds no longer.
const OPEN: [&str; 29] = [
    "作废",
    "无效",
    "失效",
    "未批",
    "未审",
    "未通过",
    "不通过",
    "未下达",
    "未生效",
    "未同意",
    "不同意",
    "不予",
    "待批",
    "待审",
    "待下达",
    "待定",
    "审批中",
    "审核中",
    "驳回",
    "否决",
    "草稿",
    "已删除",
    "暂不",
    "未落实",
    "未到位",
    "未开展",
    "未举办",
    "未举行",
    "停办",
];

/// The same of what was called off. Documents that lessen a line give it as their reason.
const CALLED_OFF: [&str; 6] = ["取消", "撤销", "撤回", "退回", "暂缓", "停止执行"];

/// What ends a text on what was taken back since; before other words it is the money of another document.
const TAKEN_BACK: &str = "已收回";

/// What a column asks with 是否 or 标志, of which 否 says that a row does not hold.
const OF_APPROVAL: [&str; 11] =
    ["批复", "审批", "批准", "下达", "通过", "生效", "同意", "有效", "审定", "审核", "落实"];

/// What a column asks of an activity with 是否, of which 否 says that it was not held.
const OF_HOLDING: [&str; 6] = ["完成", "开展", "举办", "举行", "实施", "召开"];

/// What a short text says of an activity that was put off, so that the day of its row is not its own.
const PUT_OFF: [&str; 5] = ["推迟", "延期", "改期", "延后", "择期"];

/// The columns of a table that may say that a row does not hold.
pub(crate) struct Unapproved<'t> {
    table: &'t Table,
    /// Their positions, and whether each asks about the approval.
    columns: Vec<(usize, bool)>,
    /// Whether its rows are activities.
    is_of_activities: bool,
}

impl<'t> Unapproved<'t> {
    /// Looks at the headers. A column that a person said not to use says nothing.
    pub(crate) fn of(table: &'t Table, mapping: &Mapping) -> Self {
        let memo = mapping.columns.get(&Field::Memo);
        let known = Vocabulary::of(mapping.kind);
        let is_left_out = |column: &Column| {
            known.field(&column.name).is_some_and(|field| mapping.left_out.contains(&field))
        };
        let columns = table.columns.iter().filter(|column| {
            let is_free = mapping.is_unused(table, column) && !is_left_out(column);
            is_free || memo == Some(&column.position)
        });
        let is_of_activities = mapping.kind == Kind::Activities;
        let asks = |header: &str| {
            let of_holding = || {
                let asked = header.strip_prefix("是否");
                asked.is_some_and(|asked| OF_HOLDING.iter().any(|word| asked.ends_with(word)))
            };
            what_is_asked(header).is_some_and(|asked| OF_APPROVAL.contains(&asked.as_str()))
                || is_of_activities && of_holding()
        };
        let columns = columns.map(|column| (column.position, asks(&fold(column.last_part()))));
        Self { table, columns: columns.collect(), is_of_activities }
    }

    /// Returns the position of the first column that says that a row does not hold; `lessens` tells whether its
    /// document takes something from the line.
    pub(crate) fn told(&self, row: &Row, lessens: bool) -> Option<usize> {
        let is_told = |(position, asks): &&(usize, bool)| {
            let cell = self.table.said(row, *position);
            let text = compact(&cell.to_string());
            let is_in_words = matches!(cell, Cell::Text(_)) && text.chars().count() <= SHORT;
            let is_no = || *asks && says_no(&text);
            let is_off = || !lessens && (says_so(&text, &CALLED_OFF) || text.ends_with(TAKEN_BACK));
            let is_put_off = || self.is_of_activities && says_so(&text, &PUT_OFF);
            is_no() || (is_in_words && (says_so(&text, &OPEN) || is_off() || is_put_off()))
        };
        self.columns.iter().find(is_told).map(|(position, _)| *position)
    }
}
