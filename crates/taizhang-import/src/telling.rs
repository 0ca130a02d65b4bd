//! Columns that fill no field and yet say of a row that it paid nothing, or is no payment: 处理结果 失败,
//! 是否支付 否, 业务类型 退款, 备注 已红冲. Banks and offices call such columns as they like, so that what they
//! say counts more than their headers.

use taizhang_core::amount_text::parse_number;

use crate::field::Field;
use crate::kind::MEMO;
use crate::mapping::Mapping;
use crate::paid_days;
use crate::settled::{is_settled, speaks_of_unsettled};
use crate::sides::{Direction, both_sides, direction_of};
use crate::table::{Cell, Column, Row, Table};
use crate::value::states_nothing;
use crate::vocabulary::{compact, fold};
use crate::withheld::{clauses, is_english, is_memo as is_withheld_memo, is_remark};

/// How long what such a column says is at most; what is longer tells a story.
pub(crate) const SHORT: usize = 20;

/// What a short text says of a row that paid nothing, came back, or is another kind of document.
const WORDS: [&str; 40] = [
    "失败",
    "退款",
    "退汇",
    "退票",
    "退回",
    "拒付",
    "拒绝",
    "作废",
    "红冲",
    "冲销",
    "冲正",
    "冲回",
    "冲账",
    "红字",
    "更正",
    "未付",
    "未支付",
    "未发放",
    "未到账",
    "未入账",
    "未清算",
    "未拨付",
    "未转账",
    "未成功",
    "不成功",
    "止付",
    "已撤销",
    "已取消",
    "取消支付",
    "额度下达",
    "额度到账",
    "额度收回",
    "额度注销",
    "额度调减",
    "账号错误",
    "账号不存在",
    "账户不存在",
    "户名不符",
    "账号不符",
    "无效",
];

/// The same of a memo, which speaks of the matter too: 退押金 is a payment, and so is 退学费.
const OF_MEMO: [&str; 16] = [
    "冲销",
    "红字",
    "红冲",
    "冲正",
    "冲账",
    "冲回",
    "退汇",
    "退票",
    "作废",
    "更正",
    "退回多付",
    "支付退回",
    "额度下达",
    "额度到账",
    "额度注销",
    "额度收回",
];

/// Memos on money that goes from the account to the cash box, or back.
const OF_CASH: [&str; 10] = [
    "提现",
    "取现",
    "提取现金",
    "支取现金",
    "提备用金",
    "提取备用金",
    "存现",
    "存入现金",
    "现金存入",
    "交存现金",
];

/// Characters of which each word of [`OF_MEMO`] holds one. Nearly all memos hold none, and nothing is looked for
/// in them.
const MARKS_OF_MEMO: [char; 6] = ['冲', '红', '退', '废', '更', '额'];

/// What ends a memo of money that came back, unless it is of money that others had left here.
const ENDS: [&str; 2] = ["退款", "退回"];
const LEFT_HERE: [&str; 6] = ["学费", "押金", "保证金", "报名费", "住宿费", "定金"];

/// What begins a memo on money that came back from somebody, with what he had got.
const CALLED_IN: [&str; 2] = ["收回", "收到退回"];
const LENT: [&str; 8] = ["借款", "备用金", "预付", "暂付", "垫付", "垫款", "多付", "周转金"];

/// What stands before a word and denies it.
const DENIALS: [&str; 7] = ["未", "无", "非", "不", "没有", "未发生", "可"];

/// What stands behind a word and makes another matter of it: 退票费 is paid to the railway.
const OTHER_MATTERS: [&str; 3] = ["费", "手续费", "公告"];

/// What says that a payment that came back was made again.
const AGAIN: [&str; 10] = [
    "重付",
    "重新支付",
    "重新付款",
    "重新发放",
    "再付",
    "重发",
    "补付",
    "再次支付",
    "补发",
    "重汇",
];

/// What stands before that and says that it will be, or should be.
const NOT_YET: [&str; 14] = [
    "待",
    "需",
    "未",
    "拟",
    "请",
    "应",
    "后续",
    "下月",
    "次月",
    "下个月",
    "下期",
    "下批",
    "下次",
    "明年",
];

/// What the header of a remark holds.
const REMARKS: [&str; 7] = ["备注", "附注", "说明", "意见", "remark", "note", "comment"];

/// What a column asks with 是否 or 标志, of which 否 says that nothing was paid. Nothing else may be asked:
/// whether it was paid 直接 or 一次 is another matter.
const OF_PAYING: [&str; 18] = [
    "支付",
    "付款",
    "付",
    "成功",
    "支付成功",
    "付款成功",
    "交易成功",
    "转账成功",
    "发放成功",
    "代发成功",
    "处理成功",
    "清算",
    "到账",
    "入账",
    "发放",
    "划款",
    "拨付",
    "兑付",
];

/// Words beside what is asked.
const ASKING: [&str; 8] = ["是否", "已", "完成", "标志", "标识", "标记", "与否", "否"];

/// What a column asks, or tells the reason or the day of, that is no payment any more.
const OF_RETURN: [&str; 10] =
    ["退票", "退款", "退汇", "退回", "作废", "冲销", "红冲", "红字", "失败", "拒付"];

/// What such a column is called that tells more than yes or no.
const FURTHER: [&str; 4] = ["原因", "日期", "时间", "理由"];

/// What the header of a result speaks of, and how.
const OF_RESULT: [&str; 17] = [
    "支付", "付款", "处理", "交易", "银行", "清算", "到账", "入账", "发放", "代发", "转账", "汇款",
    "划款", "拨付", "返回", "反馈", "回执",
];
const RESULTS: [&str; 9] = ["结果", "反馈", "返回", "回执", "状态", "标志", "标识", "情况", "信息"];

const NO: [&str; 10] = ["否", "0", "2", "N", "NO", "F", "FALSE", "×", "没有", "不"];
const YES: [&str; 7] = ["是", "1", "Y", "YES", "T", "TRUE", "√"];

/// What a column says by its header, besides what its words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// Nothing.
    Nothing,
    /// Nothing; whoever wrote the list remarks there what he likes.
    Remark,
    /// What a payment is for.
    Memo,
    /// Whether it was paid.
    WhetherPaid,
    /// Whether it came back.
    WhetherBack,
    /// Why or when it came back.
    WhyBack,
    /// What became of it.
    Result,
    /// Whether it was paid or received.
    Side,
    /// The day on which it was paid, which most rows have.
    DayPaid,
}

impl Asks {
    fn of(table: &Table, column: &Column, mapping: &Mapping) -> Self {
        let header = fold(column.last_part());
        let holds = |words: &[&str]| words.iter().any(|word| header.contains(word));
        let asked = what_is_asked(&header);
        let asks_of_paying = asked.is_some_and(|asked| OF_PAYING.contains(&asked.as_str()));
        if is_memo(&header) {
            Self::Memo
        } else if paid_days::are_in(table, column, &header) {
            Self::DayPaid
        } else if asks_of_paying {
            let says_all = !header.contains("是否") && is_one_digit(table, column);
            if says_all { Self::Nothing } else { Self::WhetherPaid }
        } else if holds(&OF_RETURN) && holds(&FURTHER) {
            Self::WhyBack
        } else if holds(&OF_RETURN) && !holds(&["金额", "数", "号"]) {
            Self::WhetherBack
        } else if holds(&OF_RESULT) && holds(&RESULTS) {
            Self::Result
        } else if !tells_sides(mapping) && both_sides(table, column).is_some() {
            Self::Side
        } else if holds(&REMARKS) {
            Self::Remark
        } else {
            Self::Nothing
        }
    }

    /// Tells whether words alone answer, which no number, day or code is.
    const fn is_of_words(self) -> bool {
        matches!(self, Self::Nothing | Self::Remark | Self::Memo | Self::Result)
    }

    /// Tells whether a column of words says that a row is no payment. A long text tells a story; what holds of the
    /// row stands in a short clause of a remark.
    fn is_told_in_words(self, text: &str) -> bool {
        if text.is_ascii() {
            return is_english(text);
        }
        let is_short = |text: &str| text.chars().count() <= SHORT;
        let text = compact(text);
        let tells_stories = matches!(self, Self::Remark | Self::Memo | Self::Result);
        if is_short(&text) {
            self.is_told(&text)
        } else {
            tells_stories
                && !is_paid_again(&text)
                && clauses(&text).any(|clause| is_short(clause) && self.is_told(clause))
        }
    }

    fn is_told(self, text: &str) -> bool {
        let is_one_of = |words: &[&str]| words.contains(&text.to_uppercase().as_str());
        match self {
            Self::Nothing | Self::Remark => says_so(text, &WORDS) || is_withheld(text),
            Self::Memo => is_of_memo(text),
            Self::WhetherPaid => says_no(text) || speaks_of_unsettled(text),
            Self::WhetherBack => is_one_of(&YES) || says_so(text, &WORDS),
            Self::WhyBack => !["无", "否", "0", "-", "—", "/", "正常"].contains(&text),
            Self::Result => says_so(text, &WORDS) || is_withheld(text) || speaks_of_unsettled(text),
            Self::DayPaid => false,
            Self::Side => direction_of(text) == Some(Direction::In) || says_so(text, &WORDS),
        }
    }
}

/// Tells whether a folded header is that of what a payment is for.
pub(crate) fn is_memo(header: &str) -> bool {
    MEMO.iter().any(|name| fold(name) == header)
}

/// Tells whether what a column says is judged row by row, and not only where it holds a word that is known.
pub(crate) fn is_judged(table: &Table, column: &Column, mapping: &Mapping) -> bool {
    match Asks::of(table, column, mapping) {
        Asks::Nothing | Asks::Remark => false,
        Asks::Result => table.rows.iter().all(|row| {
            let text = compact(&table.said(row, column.position).to_string());
            text.is_empty() || is_settled(&text) || Asks::Result.is_told(&text)
        }),
        // 成功退款 may say how much came back, which is no answer.
        Asks::WhetherPaid | Asks::WhetherBack => table.rows.iter().all(|row| {
            let text = compact(&table.said(row, column.position).to_string());
            let is_number = parse_number(&text).is_ok_and(|number| !number.is_zero());
            !is_number || YES.contains(&text.as_str()) || NO.contains(&text.as_str())
        }),
        Asks::Memo | Asks::WhyBack | Asks::Side | Asks::DayPaid => true,
    }
}

/// The columns of a table that fill no field, and may say that a row is no payment.
#[derive(Debug)]
pub(crate) struct Telling<'t> {
    table: &'t Table,
    columns: Vec<(usize, Asks)>,
}

impl<'t> Telling<'t> {
    /// Looks at the headers.
    pub(crate) fn of(table: &'t Table, mapping: &Mapping) -> Self {
        let columns = mapping.unused_columns(table);
        let columns = columns.map(|column| (column.position, Asks::of(table, column, mapping)));
        Self { table, columns: columns.collect() }
    }

    /// Returns the position of the first column that says that a row is no payment.
    pub(crate) fn told(&self, row: &Row) -> Option<usize> {
        self.first(row, |_| true)
    }

    /// Returns the position of the first column that is of what came back, and says that a row did.
    pub(crate) fn came_back(&self, row: &Row) -> Option<usize> {
        self.first(row, |asks| matches!(asks, Asks::WhetherBack | Asks::WhyBack))
    }

    fn first(&self, row: &Row, is_meant: impl Fn(Asks) -> bool) -> Option<usize> {
        let is_told = |(position, asks): &&(usize, Asks)| {
            if !is_meant(*asks) {
                return false;
            }
            let cell = self.table.said(row, *position);
            if asks.is_of_words() {
                return matches!(cell, Cell::Text(text) if asks.is_told_in_words(text));
            }
            if *asks == Asks::DayPaid {
                return states_nothing(cell);
            }
            let text = compact(&cell.to_string());
            !text.is_empty() && text.chars().count() <= SHORT && asks.is_told(&text)
        };
        self.columns.iter().find(is_told).map(|(position, _)| *position)
    }
}

/// Tells whether columns say already what was paid and what received, or a person says that none does.
pub(crate) fn tells_sides(mapping: &Mapping) -> bool {
    let telling = [Field::Direction, Field::Income, Field::TakesBack];
    telling.iter().any(|field| mapping.columns.contains_key(field))
        || mapping.left_out.contains(&Field::Direction)
        || mapping.negative_pays
}

/// Tells whether all cells of a column hold the same digit, which may be a code of anything.
fn is_one_digit(table: &Table, column: &Column) -> bool {
    let cells = table.rows.iter().map(|row| row.cell(column.position));
    let mut said = cells.filter(|cell| !cell.is_empty()).map(ToString::to_string);
    let first = said.next();
    first.is_some_and(|first| ["0", "2"].contains(&first.trim()) && said.all(|text| text == first))
}

/// Returns what a header asks: 批复 of 是否批复; nothing where it asks nothing.
pub(crate) fn what_is_asked(header: &str) -> Option<String> {
    let asked = ASKING.iter().fold(header.to_owned(), |rest, word| rest.replace(word, ""));
    (asked.len() < header.len()).then_some(asked)
}

/// Tells whether a text denies what a column asks.
pub(crate) fn says_no(text: &str) -> bool {
    NO.contains(&text.to_uppercase().as_str())
}

/// Tells whether a memo says that a payment is cancelled, or that money of it came back.
pub(crate) fn is_of_memo(memo: &str) -> bool {
    if memo.is_ascii() {
        return is_english(memo);
    }
    let memo = compact(memo);
    let is_end = ENDS.iter().any(|word| memo.ends_with(word));
    let is_here = || LEFT_HERE.iter().any(|word| memo.contains(word));
    let is_withheld = || is_withheld_memo(&memo) && !is_paid_again(&memo);
    let is_told = || memo.contains(MARKS_OF_MEMO) && says_so(&memo, &OF_MEMO);
    let is_lent = || LENT.iter().any(|word| memo.contains(word));
    let is_called_in = CALLED_IN.iter().any(|word| memo.starts_with(word));
    is_told()
        || OF_CASH.contains(&memo.as_str())
        || (is_end && !is_here() && says_so(&memo, &ENDS))
        || is_called_in && is_lent()
        || is_withheld()
}

/// How headers end of columns that say how much came back.
const HOW_MUCH: [&str; 6] = ["金额", "额", "退款", "退回", "退票", "退汇"];

/// Tells whether a folded header is that of how much came back.
pub(crate) fn is_of_returned_amount(header: &str) -> bool {
    OF_RETURN.iter().any(|word| header.contains(word))
        && HOW_MUCH.iter().any(|end| header.ends_with(end))
}

/// Tells whether a compact text says that a payment was held back or called off, and not made after all.
fn is_withheld(text: &str) -> bool {
    is_remark(text) && !is_paid_again(text)
}

/// Tells whether a text says that what came back was paid again.
fn is_paid_again(text: &str) -> bool {
    let is_said = |(at, _): (usize, &str)| {
        let before = text.get(..at).unwrap_or_default();
        !NOT_YET.iter().any(|word| before.ends_with(word))
    };
    AGAIN.iter().any(|word| text.match_indices(word).any(is_said))
}

/// Tells whether a text holds one of these words, undenied, and does not say that it was paid again.
pub(crate) fn says_so(text: &str, words: &[&str]) -> bool {
    says(text, words) && !is_paid_again(text)
}

/// Tells whether a text holds one of these words, undenied.
pub(crate) fn says(text: &str, words: &[&str]) -> bool {
    let is_said = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let behind = text.get(at.saturating_add(word.len())..).unwrap_or_default();
            let is_denied = DENIALS.iter().any(|denial| before.ends_with(denial));
            let is_other = OTHER_MATTERS.iter().any(|other| behind.starts_with(other));
            let is_done = word == "更正" && before.ends_with('已');
            !is_denied && !is_other && !is_done
        })
    };
    words.iter().any(|word| is_said(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_a_memo_holds_one_of_the_marks() {
        assert!(OF_MEMO.iter().all(|word| word.contains(MARKS_OF_MEMO)));
    }

    #[test]
    fn short_texts_tell_what_is_no_payment() {
        for text in ["退款", "授权支付退款通知书", "已红冲,见记-9", "退票,未付", "更正", "额度下达"]
        {
            assert!(says_so(text, &WORDS), "{text}");
        }
        for text in
            ["正常", "成功", "已支付", "授权支付凭证", "未作废", "退票费", "退汇重付", "已更正"]
        {
            assert!(!says_so(text, &WORDS), "{text}");
        }
        for memo in ["冲销记-1办公费", "红字冲回", "退回多付办公费", "办公费退款"]
        {
            assert!(is_of_memo(memo), "{memo}");
        }
        for memo in ["退押金", "学费退款", "退回押金", "火车退票费", "更正公告费", "退汇后重新支付"]
        {
            assert!(!is_of_memo(memo), "{memo}");
        }
        // What should be paid again was not yet.
        for (text, is_told) in [
            ("账号错误退回,下月补发", true),
            ("退汇,待重新支付", true),
            ("账号错误退回,已补发", false),
            ("停发,下月补发", true),
            ("停发,已重新发放", false),
        ] {
            assert_eq!(says_so(text, &WORDS) || is_withheld(text), is_told, "{text}");
        }
    }
}
