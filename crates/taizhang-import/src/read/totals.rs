//! Rows that sum others, and the currency that a sheet names in its corner.

use std::borrow::Cow;

use taizhang_core::Money;
use taizhang_core::capitals::parse_capitals;

use crate::currency;
use crate::table::{Aside, Cell, Row, is_space, without_spaces};
use crate::tree::NUMERALS;
use crate::vocabulary::half_width;

/// Words that alone say that a row sums everything before it.
const TOTALS: [&str; 19] = [
    "合计",
    "总计",
    "共计",
    "总合计",
    "合计金额",
    "合计数",
    "合计人民币",
    "总计金额",
    "共计金额",
    "以上共计",
    "总额",
    "总分",
    "总分值",
    "总金额",
    "Total",
    "TOTAL",
    "total",
    "Grandtotal",
    "GrandTotal",
];

/// Words that alone say that a row sums what came since the last sum.
const SUBTOTALS: [&str; 8] =
    ["Subtotal", "SubTotal", "小计", "承前页", "过次页", "转次页", "承上页", "转下页"];

/// What ends a label whose other words only say of which time or side it is, like `本月合计`.
const ENDS: [&str; 7] = ["合计", "小计", "累计", "总计", "合计金额", "发生额", "发生额合计"];

/// What begins a label whose other words only say what is summed, like `共计支出`.
const BEGINS: [(&str, Aside); 4] = [
    ("合计", Aside::Total),
    ("共计", Aside::Total),
    ("总计", Aside::Total),
    ("小计", Aside::Subtotal),
];

/// What spreadsheets write behind the value that a group of rows has in common (分类汇总).
const OF_GROUP: &str = "汇总";

/// Words of such labels; those of several characters come before their parts.
const QUALIFIERS: [&str; 32] = [
    "截至",
    "季度",
    "年度",
    "月份",
    "分页",
    "当前",
    "本页",
    "本日",
    "当日",
    "本月",
    "当月",
    "本季",
    "本年",
    "当年",
    "全年",
    "本期",
    "当期",
    "人民币",
    "交易",
    "支出",
    "收入",
    "借方",
    "贷方",
    "付款",
    "收款",
    "支付",
    "金额",
    "日",
    "月",
    "季",
    "年",
    "总",
];

/// Rows that carry a balance from one period to the next say what is left, and when.
const LEFT: [&str; 3] = ["余额", "结余", "结存"];
const TIMES: [&str; 11] =
    ["期初", "期末", "月初", "月末", "年初", "年末", "上月", "上年", "上期", "上季", "昨日"];

/// Rows that carry it over.
const CARRIED: [&str; 6] = ["上年结转", "上月结转", "上期结转", "上季结转", "结转下年", "结转下月"];

/// Rows that count the rows.
const COUNTS: [&str; 8] =
    ["记录数", "总记录数", "总条数", "总笔数", "笔数", "笔数合计", "合计笔数", "交易笔数"];

/// Characters of which each of these labels holds one. Nearly all cells hold none, and are no further looked at.
const MARKS: [char; 9] = ['计', '总', '额', '页', '结', '数', '写', 'o', 'O'];

/// Tells whether a text says how many entries there are of one side, as bills of online wallets end: 已支出:2笔.
fn counts_entries(words: &str) -> bool {
    let Some((label, count)) = words.split_once([':', '：']) else { return false };
    let count = count.trim_matches(is_space).strip_suffix('笔').unwrap_or_default();
    !label.is_empty() && !count.is_empty() && count.chars().all(|c| c.is_ascii_digit())
}

/// Tells whether a row is a sum by what it begins with.
pub(super) fn sums(row: &Row, width: usize) -> Option<Aside> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let cell = filled.next()?;
    let others = filled.clone().count();
    let first = words(cell);
    if let Some(reason) = labelled(&first).or_else(|| labelled(&in_two(&first, filled.next()?)?)) {
        return Some(reason);
    }
    if others <= 1 && counts_entries(&first) {
        return Some(Aside::Note);
    }
    // `基本支出小计`: a label of its own, in a row that says little else.
    let is_sparse = others.saturating_mul(2) <= width;
    let is_sum = || is_of_group(cell) || sum_of(&first).is_some();
    (is_sparse && is_sum()).then_some(Aside::Subtotal)
}

/// Returns of what a label like `基本支出小计` is the sum.
pub(crate) fn sum_of(words: &str) -> Option<&str> {
    ["小计", "合计"].iter().find_map(|word| bare(words).strip_suffix(word))
}

/// Joins a label that is spread over two cells: `合` and `计`.
fn in_two(first: &str, second: &Cell) -> Option<String> {
    let begins = ["合", "总", "共", "小"].contains(&first);
    let second = begins.then(|| words(second)).filter(|second| second == "计")?;
    Some([first, &second].concat())
}

/// Tells whether a cell is the label of a group, like `30201 汇总`.
fn is_of_group(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let group = text.trim_matches(is_space).strip_suffix(OF_GROUP);
    group.is_some_and(|group| group.ends_with(is_space) && !group.trim_matches(is_space).is_empty())
}

/// Tells what a cell says of its row that holds nothing but a label of sums, balances or counts.
pub(crate) fn labelled(words: &str) -> Option<Aside> {
    if !words.contains(MARKS) {
        return None;
    }
    let label = before_amount(bare(words));
    if TOTALS.contains(&label) || labels_capitals(words) {
        return Some(Aside::Total);
    }
    if SUBTOTALS.contains(&label) {
        return Some(Aside::Subtotal);
    }
    if label == "累计" {
        return Some(Aside::Running);
    }
    if CARRIED.contains(&label) || says_left(label) {
        return Some(Aside::Balance);
    }
    // Banks state at the end what went each way, a label and an amount beside each other (汇总收入金额).
    let is_of_sides =
        label.strip_prefix(OF_GROUP).is_some_and(|of| !of.is_empty() && only_qualifies(of));
    if COUNTS.contains(&label) || is_of_sides {
        return Some(Aside::Note);
    }
    let begin =
        BEGINS.iter().find(|(begin, _)| label.strip_prefix(begin).is_some_and(only_qualifies));
    if let Some((_, reason)) = begin {
        return Some(*reason);
    }
    let end = ENDS.iter().find(|end| {
        label.strip_suffix(**end).is_some_and(|rest| !rest.is_empty() && only_qualifies(rest))
    })?;
    let is_of_year = label.contains(['年', '季']) && !label.contains(['月', '日']);
    Some(match *end {
        "累计" => Aside::Running,
        _ if is_of_year => Aside::Running,
        "总计" => Aside::Total,
        _ if label.contains('总') => Aside::Total,
        _ => Aside::Subtotal,
    })
}

/// Tells whether a label says what is left at some time: 期初结余.
fn says_left(label: &str) -> bool {
    LEFT.iter().any(|left| label.strip_suffix(left).is_some_and(|time| TIMES.contains(&time)))
}

/// Tells whether a label is of a page, or says what is left, so that its row moves no money though it is numbered.
pub(super) fn is_carried(words: &str, reason: Aside) -> bool {
    reason == Aside::Balance || bare(words).ends_with('页')
}

/// Takes sums of the year (本年支出合计) for totals where they can be no more: in a budget, which is of one
/// year, and where no other sum or balance says that the table is a part of the year.
pub(super) fn of_the_year(rows: &[Row], reasons: &mut [Option<Aside>], is_budget: bool) {
    let is_of_year = |row: &Row| {
        let label = label_of(row);
        let label = before_amount(bare(&label));
        label.contains('年')
            && !label.contains('季')
            && !label.contains("截至")
            && !label.ends_with("累计")
    };
    let sums = reasons.iter().zip(rows).filter_map(|(reason, row)| Some((reason.as_ref()?, row)));
    let is_other = |(reason, row): (&Aside, &Row)| match reason {
        Aside::Running => !is_of_year(row),
        Aside::Total | Aside::Subtotal | Aside::Balance => true,
        _ => false,
    };
    if !is_budget && sums.into_iter().any(is_other) {
        return;
    }
    for (reason, row) in reasons.iter_mut().zip(rows) {
        if *reason == Some(Aside::Running) && is_of_year(row) {
            *reason = Some(Aside::Total);
        }
    }
}

/// Returns the label that a row of a sum carries; empty where it is none of the usual ones.
pub(crate) fn label_of(row: &Row) -> String {
    let label = row.cells.iter().map(words).find(|words| labelled(words).is_some());
    // Groups in groups have their labels in the columns of what they have in common.
    let of_group = || Some(format!("{OF_GROUP}{}", row.cells.iter().position(is_of_group)?));
    label.map(Cow::into_owned).or_else(of_group).unwrap_or_default()
}

/// What may stand behind a label without changing it: its unit, or its amount in capitals.
const AMOUNT: &str = "大小写人民币元圆角分整正千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟（）():：¥￥";

/// Labels of an amount in capitals, without brackets and colons.
const IN_CAPITALS: [&str; 13] = [
    "人民币大写",
    "大写人民币",
    "大写",
    "大写金额",
    "金额大写",
    "金额大写人民币",
    "合计大写",
    "大写合计",
    "总计大写",
    "合计金额大写",
    "合计人民币大写",
    "人民币合计大写",
    "人民币金额大写",
];

/// One of these is in every amount in capitals.
const CAPITALS: [char; 14] =
    ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '貳', '參', '陸'];

/// Splits a text before the amount in capitals with which it ends.
fn before_capitals(text: &str) -> Option<(&str, Money)> {
    let is_end =
        text.ends_with(['元', '圆', '圓', '整', '正', '角', '分']) && text.contains(CAPITALS);
    let mut places = text.char_indices().filter(|_| is_end);
    places.find_map(|(at, _)| {
        let (before, capitals) = text.split_at_checked(at)?;
        Some((before, parse_capitals(capitals)?))
    })
}

/// Returns the amount in capitals with which one of the cells of a row ends.
pub(crate) fn capitals_in(row: &Row) -> Option<Money> {
    let mut words = row.cells.iter().filter(|cell| matches!(cell, Cell::Text(_))).map(words);
    words.find_map(|words| before_capitals(&words).map(|(_, amount)| amount))
}

/// Tells whether words label an amount in capitals, which may stand behind them.
fn labels_capitals(words: &str) -> bool {
    if !words.contains("大写") {
        return false;
    }
    let label = before_capitals(words).map_or(words, |(label, _)| label);
    let is_mark = |c: char| matches!(c, '（' | '）' | '(' | ')' | ':' | '：');
    let label: String = label.chars().filter(|c| !is_mark(*c)).collect();
    IN_CAPITALS.contains(&label.as_str())
}

/// Cuts off what says the unit, the amount or the count of a sum: `合计（元）`, `合计（大写）：壹拾肆元整`, `合计：2笔`.
fn before_amount(label: &str) -> &str {
    let label = match before_capitals(label) {
        Some((before, _)) if !before.is_empty() => bare(before),
        _ => label,
    };
    let parts = label.find(['（', '(', '：', ':']).and_then(|at| label.split_at_checked(at));
    let parts =
        parts.filter(|(_, rest)| rest.chars().all(|c| AMOUNT.contains(c)) || is_count(rest));
    parts.map_or(label, |(before, _)| before)
}

/// Tells whether what stands behind a label counts its rows: `：2笔`.
fn is_count(rest: &str) -> bool {
    let number = rest.strip_prefix(['：', ':']).and_then(|rest| rest.strip_suffix(['笔', '条']));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn bare(words: &str) -> &str {
    words.trim_matches(['：', ':', '—', '-', '(', ')', '（', '）'])
}

/// Tells whether words name no more than a time or a side, like `2022年3月` or `一季度`.
fn only_qualifies(mut words: &str) -> bool {
    while !words.is_empty() {
        let number = words.trim_start_matches(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
        let word = QUALIFIERS.iter().find_map(|word| number.strip_prefix(word));
        match word {
            Some(rest) => words = rest,
            None => return false,
        }
    }
    true
}

/// Finds `单位：美元` or `币种:USD` above a table.
pub(super) fn currency_named<'r>(rows: impl Iterator<Item = &'r Row>) -> Option<(u32, String)> {
    let mut cells = rows.flat_map(|row| (0..row.cells.len()).map(move |at| (row, at)));
    cells.find_map(|(row, at)| {
        let text = [row.cell(at), row.cell(at.saturating_add(1))].map(words).concat();
        let compact: String = text.chars().map(half_width).collect();
        let mut labels =
            ["单位:", "币种:", "币别:", "货币:", "单位为", "单位是", "币种为", "币种是"]
                .into_iter();
        let after = labels.find_map(|label| Some(compact.split_once(label)?.1))?;
        let named = after.split([',', ';', ' ']).next().unwrap_or_default();
        currency::foreign(named)?;
        Some((row.number, text))
    })
}

/// Returns what a cell says, without spaces.
pub(crate) fn words(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) if !text.contains(is_space) => Cow::Borrowed(text),
        cell => Cow::Owned(without_spaces(&cell.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_label_holds_a_mark() {
        let begins = BEGINS.iter().map(|(begin, _)| *begin);
        let words = [
            TOTALS.as_slice(),
            &SUBTOTALS,
            &ENDS,
            &LEFT,
            &CARRIED,
            &COUNTS,
            &IN_CAPITALS,
            &["累计"],
        ];
        for label in words.concat().into_iter().chain(begins) {
            assert!(label.contains(MARKS), "{label}");
        }
    }

    #[test]
    fn labels_are_told_from_words_with_their_marks() {
        for (words, reason) in [
            ("合计", Aside::Total),
            ("本月合计", Aside::Subtotal),
            ("TOTAL", Aside::Total),
            ("过次页", Aside::Subtotal),
            ("年初余额", Aside::Balance),
            ("期初结余", Aside::Balance),
            ("上年结转", Aside::Balance),
            ("汇总支出金额", Aside::Note),
            ("交易笔数", Aside::Note),
            ("金额大写", Aside::Total),
            ("累计", Aside::Running),
        ] {
            assert_eq!(labelled(words), Some(reason), "{words}");
        }
        for words in [
            "",
            "办公用品",
            "2022-03-01",
            "统计局",
            "总务科",
            "数据线",
            "写作培训",
            "Toner",
            "年末结转",
            "项目结余",
            "汇总表",
        ] {
            assert_eq!(labelled(words), None, "{words}");
        }
    }
}
