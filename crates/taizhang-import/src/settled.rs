//! What a column of states says: whether a payment was made, and whether money of one did come back.

use crate::fault::Reason;
use crate::field::Field;
use crate::value::RowReader;

/// What a state says of a payment that was not made, or came back.
const UNSETTLED: [&str; 17] = [
    "退", "关闭", "失败", "作废", "撤销", "撤回", "取消", "冲", "未", "待", "中", "拒", "异常",
    "驳回", "挂起", "止付", "不",
];

/// What a state says of a payment that was made.
const SETTLED: [&str; 18] = [
    "成功",
    "已支付",
    "支付",
    "已付",
    "完成",
    "已收",
    "已入账",
    "已清算",
    "已转账",
    "已存入",
    "已到账",
    "正常",
    "有效",
    "已记账",
    "已结算",
    "已扣款",
    "已审",
    "已复核",
];

/// The same in English, where it is the whole state: `unpaid` is none.
const ENGLISH: [&str; 6] = ["paid", "completed", "complete", "success", "successful", "settled"];

/// Tells whether a state says that the payment was made; an unknown word does not say so.
pub(crate) fn is_settled(state: &str) -> bool {
    let is_english = || ENGLISH.contains(&state.trim().to_lowercase().as_str());
    !UNSETTLED.iter().any(|word| state.contains(word))
        && (SETTLED.iter().any(|word| state.contains(word)) || is_english())
}

/// What a state says of a document that holds, besides what it says of a payment that was made.
const APPROVED: [&str; 9] =
    ["通过", "已批", "批复", "下达", "生效", "终审", "同意", "发布", "可用"];

/// Tells whether a state says that a document holds; an unknown word does not say so.
pub(crate) fn is_approved(state: &str) -> bool {
    !UNSETTLED.iter().any(|word| state.contains(word))
        && SETTLED.iter().chain(&APPROVED).any(|word| state.contains(word))
}

/// Tells whether what a bank or an office answers says that a payment was not made; that it says nothing of it
/// does not.
pub(crate) fn speaks_of_unsettled(answer: &str) -> bool {
    const HARMLESS: [&str; 8] =
        ["无异常", "未退", "无退", "未作废", "未冲", "未撤销", "未见异常", "不退"];
    let rest = HARMLESS.iter().fold(answer.to_owned(), |rest, word| rest.replace(word, ""));
    // 中 stands in names of banks, too.
    let holds = |word: &str| if word == "中" { rest.ends_with(word) } else { rest.contains(word) };
    UNSETTLED.iter().any(|word| holds(word))
}

/// Words of what takes a payment back, the longer before those that they hold.
const BACK: [&str; 8] = ["退款", "退回", "退汇", "冲销", "冲正", "红冲", "退", "冲"];

/// Tells whether a state of a row that takes a payment back says that this was done: what is 已退款 of a
/// payment is done of its return.
pub(crate) fn is_taken_back(state: &str) -> bool {
    let rest = BACK.iter().fold(state.to_owned(), |rest, word| rest.replace(word, ""));
    let is_done = rest.len() < state.len() && rest.contains('已');
    !UNSETTLED.iter().any(|word| rest.contains(word))
        && (is_done || SETTLED.iter().any(|word| rest.contains(word)))
}

/// Refuses the present row for its state, if it has no day and the state does not say that it was carried out: what
/// was closed or failed has none. Tells whether it did.
pub(crate) fn refuse_undated(reader: &mut RowReader<'_>) -> bool {
    if !reader.has_column(Field::State) || !reader.says_nothing(Field::Date) {
        return false;
    }
    let before = reader.faults.len();
    let state = reader.optional_text(Field::State);
    reader.faults.truncate(before);
    let is_open = |state: &String| !is_settled(state) && !is_taken_back(state);
    let Some(state) = state.filter(is_open) else { return false };
    reader.refuse::<()>(Field::State, &state, Reason::Unsettled);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_settles_a_payment_or_its_return() {
        // The state, whether a payment of it was made, and whether a return of it was.
        let cases = [
            ("支付成功", true, true),
            ("已支付", true, true),
            ("正常", true, true),
            ("已退款", false, true),
            ("已全额退款", false, true),
            ("退款成功", false, true),
            ("已退回", false, true),
            ("已冲销", false, true),
            ("红冲已记账", false, true),
            ("退款", false, false),
            ("退款中", false, false),
            ("待退款", false, false),
            ("未退款", false, false),
            ("退款失败", false, false),
            ("退款已关闭", false, false),
            ("已关闭", false, false),
            ("失败", false, false),
            ("处理中", false, false),
            ("已撤销", false, false),
            ("已提交", false, false),
            ("不成功", false, false),
            ("蓝色", false, false),
            ("Paid", true, false),
            ("Unpaid", false, false),
            ("Failed", false, false),
        ];
        for (state, is_paid, is_back) in cases {
            assert_eq!((is_settled(state), is_taken_back(state)), (is_paid, is_back), "{state}");
        }
    }

    #[test]
    fn a_state_approves_a_document() {
        let held =
            ["审批通过", "已审批", "已通过", "已批复", "已下达", "已生效", "终审", "正常", "有效"];
        let open = [
            "审批中",
            "未通过",
            "审批不通过",
            "退回",
            "已退回",
            "待审批",
            "草稿",
            "已作废",
            "已驳回",
        ];
        assert!(held.into_iter().all(is_approved));
        assert!(!open.into_iter().any(is_approved));
    }
}
