//! Which words of a header say that its column, and not the one that was chosen, is what was paid or what a
//! budget changed by.

use std::collections::BTreeMap;

use crate::field::Field;
use crate::kind::Kind;
use crate::table::{Column, Table};
use crate::vocabulary::{compact, fold};

/// Words of what was really paid.
const REALLY: [&str; 12] = [
    "实付",
    "实际",
    "实支",
    "实报",
    "实发",
    "实领",
    "已付",
    "已支付",
    "已报销",
    "净额",
    "净付",
    "净支",
];

/// Words of what was held good, and may be more than was paid.
const APPROVED: [&str; 4] = ["审定", "核定", "核准", "审核金额"];

/// Words of what this document, or this month, alone gives.
const THIS_TIME: [&str; 5] = ["本次", "此次", "本期", "本月", "当月"];

/// Words that hold one of [`OTHERS`] and speak of no date.
const THIS_MONTH: [&str; 2] = ["本月", "当月"];
const THIS_YEAR: [&str; 4] = ["本年度", "本年", "当年", "今年"];

/// Words of what a budget changed by.
const CHANGED: [&str; 10] =
    ["本次", "此次", "调整", "调增", "调减", "追加", "追减", "变动", "增减", "下达"];

/// Words of changes of a budget that stands already.
const LATER: [&str; 9] = ["追加", "追减", "调剂", "调整", "调增", "调减", "收回", "冻结", "解冻"];

/// How a header of money ends.
const MONEY: [&str; 12] =
    ["额", "款", "付", "支付", "支出", "报销", "数", "费", "发", "下达", "追加", "追减"];

/// What a header holds whose numbers are not what was paid or changed by this row.
const OTHERS: [&str; 42] = [
    "累计",
    "未",
    "欠",
    "余",
    "退",
    "扣",
    "收",
    "标准",
    "编制",
    "应",
    "拟",
    "计划",
    "税",
    "罚",
    "其中",
    "前",
    "后",
    "已下达",
    "已追加",
    "已调整",
    "人数",
    "天数",
    "次数",
    "个数",
    "张数",
    "件数",
    "份数",
    "户数",
    "笔数",
    "单价",
    "率",
    "比",
    "年",
    "月",
    "日",
    "号",
    "码",
    "人员",
    "面积",
    "完成",
    "读数",
    "示数",
];

/// What the rows of a budget change, in the words of the file or of a person.
pub(super) struct Changes(Vec<String>);

impl Changes {
    /// Reads the words of all rows; nothing where the kind has none.
    pub(super) fn of(
        table: &Table,
        kind: Kind,
        columns: &BTreeMap<Field, usize>,
        constants: &BTreeMap<Field, String>,
    ) -> Self {
        if kind != Kind::Budget {
            return Self(Vec::new());
        }
        let column = columns.get(&Field::Change);
        let constant = constants.get(&Field::Change).map(|word| compact(word));
        let cells = column.into_iter().flat_map(|at| table.rows.iter().map(|row| row.cell(*at)));
        let said = cells.filter(|cell| !cell.is_empty()).map(|cell| compact(&cell.to_string()));
        Self(said.chain(constant).collect())
    }

    /// Returns a word for a change of a budget that stands already.
    pub(super) fn later(&self) -> Option<&str> {
        let is_later = |word: &&String| LATER.iter().any(|later| word.contains(later));
        self.0.iter().find(is_later).map(String::as_str)
    }
}

/// Returns the words of headers that speak against a column that was chosen for the amount.
pub(super) fn words_against(kind: Kind, chosen: &str, changes: &Changes) -> Vec<&'static str> {
    let says = |words: &[&str]| words.iter().any(|word| chosen.contains(word));
    if kind.is_of_payments() {
        let is_paid = says(&["付"]) && !says(&["应付", "垫付"]);
        return match () {
            () if says(&REALLY) => Vec::new(),
            () if says(&THIS_TIME) => REALLY.to_vec(),
            () if is_paid => [&REALLY[..], &THIS_TIME].concat(),
            () => [&REALLY[..], &THIS_TIME, &APPROVED].concat(),
        };
    }
    let is_later = changes.later().is_some();
    match () {
        () if kind != Kind::Budget || changes.0.is_empty() || says(&THIS_TIME) => Vec::new(),
        () if !is_later && says(&["年初", "批复"]) => Vec::new(),
        () if !is_later || says(&CHANGED) => THIS_TIME.to_vec(),
        () => CHANGED.to_vec(),
    }
}

/// Tells whether a header of money holds one of the words. What was paid this year is a running total; what a
/// budget changed by this year is not.
pub(super) fn is_said_to_be_paid(kind: Kind, column: &Column, words: &[&str]) -> bool {
    let name = compact(&column.name);
    let has = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
    let of_year = if kind == Kind::Budget { &THIS_YEAR[..] } else { &[] };
    let times = THIS_MONTH.iter().chain(of_year);
    let timeless = times.fold(name.clone(), |name, time| name.replace(time, ""));
    let last = fold(column.last_part());
    has(&name, words) && !has(&timeless, &OTHERS) && MONEY.iter().any(|end| last.ends_with(end))
}
