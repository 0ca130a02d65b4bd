//! Words that say of a row that its payment was held back, called off or written twice: 暂缓拨付, 下月发, 银行退单,
//! 重复登记, cancelled.
//!
//! **Where the line is.** Such words stand in what is said of real payments, too: 发放2月未发绩效, 取消航班退票费,
//! 偿还以前年度挂账. So they count only at the end of a clause, those of one meaning beside another only as a whole
//! clause, and none where a text says that something was paid all the same.

/// What holds back, and what is held back.
const HOLDS: [&str; 6] = ["暂缓", "暂不", "暂停", "不予", "不再", "待"];
const HELD: [&str; 9] = ["支付", "付款", "拨付", "拨款", "发放", "报销", "兑付", "付", "发"];

/// What is written twice.
const TWICE: [&str; 12] =
    ["登记", "录入", "报销", "支付", "付款", "发放", "申报", "入账", "记账", "导入", "付", "发"];

/// A time to come, and what is put off till then.
const LATER: [&str; 8] = ["下月", "次月", "下个月", "下季度", "下期", "下批", "下次", "明年"];
const PUT_OFF: [&str; 13] = [
    "支付", "付款", "拨付", "发放", "报销", "兑付", "补发", "再发", "补付", "再付", "付", "发",
    "补",
];

/// The same in one word.
const WORDS: [&str; 10] =
    ["退单", "撤单", "未发", "未拨", "未汇", "缓发", "缓付", "缓拨", "停发", "停付"];

/// With which characters each of these ends. Most clauses end with others, and are no further looked at.
const LAST: [char; 13] =
    ['付', '款', '拨', '放', '销', '发', '记', '入', '报', '账', '补', '单', '汇'];

/// Words that are of a payment that is held back only where a clause has no others.
const WHOLE: [&str; 10] =
    ["重复", "挂账", "暂挂账", "暂挂", "不发", "不付", "不拨", "撤销", "取消", "缓"];

/// What was called off, before the word for that.
const CALLED_OFF: [&str; 2] = ["取消", "撤销"];
const OF_CALLED_OFF: [&str; 14] = [
    "已", "活动", "会议", "培训", "项目", "订单", "采购", "申请", "支付", "付款", "出差", "业务",
    "任务", "计划",
];

/// What gives the reason of something.
const REASONS: [&str; 3] = ["因", "由于", "经"];

/// What stands before such a word and takes it back, or says that it was so once.
const TAKEN_BACK: [&str; 20] = [
    "未", "无", "非", "不", "没有", "避免", "防止", "扣除", "扣减", "核减", "剔除", "解除", "恢复",
    "补", "原", "此前", "前期", "以前", "曾", "清理",
];

/// What makes another word of 待: 公务接待付款.
const OTHER_BEFORE: [&str; 4] = ["接", "招", "款", "优"];

/// What begins a clause on what is paid now.
const PAYS: [&str; 11] =
    ["支付", "付", "补发", "补付", "补缴", "发放", "拨", "缴", "结清", "偿还", "报销"];

/// What says that something was paid all the same.
const PAID: [&str; 10] =
    ["实付", "实发", "已付", "已支付", "已发", "已补", "已拨", "违约", "损失", "赔偿"];

/// What ends a clause, as [`compact`](crate::vocabulary::compact) leaves it.
const ENDS: [char; 9] = [',', ';', '。', '、', '(', ')', ':', '!', '.'];

/// Cuts a compact text into its clauses.
pub(crate) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(ENDS).filter(|clause| !clause.is_empty())
}

/// Tells whether a compact remark says that a payment was held back, called off or written twice.
pub(crate) fn is_remark(text: &str) -> bool {
    let is_told =
        |clause: &str| WHOLE.contains(&clause) || is_held_back(clause) || is_called_off(clause);
    clauses(text).any(is_told) && !says_paid(text)
}

/// Tells the same of a compact text that says what a payment is for, which speaks of the matter as well.
pub(crate) fn is_memo(text: &str) -> bool {
    let pays = || clauses(text).any(pays_now);
    let is_told = || clauses(text).any(is_held_back) && !pays();
    (WHOLE.contains(&text) || is_told()) && !says_paid(text)
}

fn says_paid(text: &str) -> bool {
    PAID.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            !["由", "未"].iter().any(|other| before.ends_with(other))
        })
    })
}

fn is_held_back(clause: &str) -> bool {
    if !clause.ends_with(LAST) {
        return false;
    }
    if let Some(before) = ending(clause, &["重复"], &TWICE) {
        return is_undenied(before);
    }
    let before = WORDS.iter().find_map(|word| clause.strip_suffix(word));
    let before = before.or_else(|| ending(clause, &HOLDS, &HELD));
    let before = before.or_else(|| ending(clause, &LATER, &PUT_OFF));
    before.is_some_and(is_undenied) && !pays_now(clause)
}

fn is_called_off(clause: &str) -> bool {
    let before = CALLED_OFF.iter().find_map(|word| clause.strip_suffix(word));
    before.is_some_and(|before| {
        REASONS.iter().any(|reason| before.starts_with(reason))
            || OF_CALLED_OFF.iter().any(|matter| before.ends_with(matter))
    })
}

/// Returns what stands before two words at the end of a clause.
fn ending<'c>(clause: &'c str, first: &[&str], second: &[&str]) -> Option<&'c str> {
    let rests = second.iter().filter_map(|word| clause.strip_suffix(word));
    rests.flat_map(|rest| first.iter().filter_map(|word| rest.strip_suffix(word))).next()
}

fn is_undenied(before: &str) -> bool {
    !TAKEN_BACK.iter().chain(&OTHER_BEFORE).any(|word| before.ends_with(word))
}

/// Tells whether a clause begins with what is paid now: 发放2月未发.
fn pays_now(clause: &str) -> bool {
    let is_time =
        |c: char| c.is_ascii_digit() || ['年', '月', '日', '已', '现', '于', '-'].contains(&c);
    let rest = clause.trim_start_matches(is_time);
    PAYS.iter().any(|word| rest.starts_with(word))
}

/// What English says of such a payment, or of one that came back.
const ENGLISH: [&str; 12] = [
    "failed",
    "rejected",
    "refunded",
    "returned",
    "cancelled",
    "canceled",
    "voided",
    "void",
    "reversed",
    "declined",
    "bounced",
    "unpaid",
];

/// What may stand before and behind: `Payment was returned by the bank`.
const BEFORE: [&str; 6] = ["payment", "transaction", "transfer", "was", "has", "been"];
const BEHIND: [&str; 9] = ["by", "on", "in", "due", "because", "at", "after", "as", "since"];

/// Tells whether an English text says that a payment was not made, or came back.
pub(crate) fn is_english(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = text.split_whitespace().skip_while(|word| BEFORE.contains(word));
    let mut words = words.map(|word| (word, word.trim_end_matches(|c: char| !c.is_alphanumeric())));
    let Some((written, first)) = words.next() else { return false };
    let is_end = written.len() > first.len();
    let next = words.next().map(|(_, next)| next);
    let alone = first.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ENGLISH.contains(&alone)
        && (is_end
            || alone.len() < first.len()
            || next.is_none_or(|next| next.is_empty() || BEHIND.contains(&next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_back_ends_as_said() {
        for word in [HELD.as_slice(), &TWICE, &PUT_OFF, &WORDS].concat() {
            assert!(word.ends_with(LAST), "{word}");
        }
    }

    #[test]
    fn remarks_say_that_a_payment_was_held_back() {
        for text in [
            "死亡,未发",
            "暂缓拨付",
            "待付",
            "待支付",
            "已死亡停发",
            "重复,见第2行",
            "重复登记",
            "不予报销",
            "暂不支付",
            "挂账",
            "银行退单",
            "撤销",
            "取消",
            "本月未发",
            "缓发",
            "下月发",
            "下月补发",
            "因疫情取消",
            "培训取消",
            "3月补贴未发",
            "2月未发",
            "已停付",
        ] {
            assert!(is_remark(text), "{text}");
        }
        for text in [
            "未发生退款",
            "取消航班退票费",
            "偿还以前年度挂账",
            "发放2月未发绩效",
            "补发2月停发",
            "恢复停发",
            "避免重复支付",
            "扣除重复支付",
            "实付9人,1人未发",
            "前期停发",
            "停发人员补助",
            "不予报销部分",
            "会议取消违约金",
            "违约金(活动取消)",
            "代扣代缴",
            "支付2021年度未发",
            "撤销机构资产清查费",
            "未重复支付",
            "公务接待付款",
            "2022年3月发放2月未发",
            "未发现问题",
            "航班取消",
        ] {
            assert!(!is_remark(text), "{text}");
        }
    }

    #[test]
    fn memos_say_it_in_fewer_words() {
        for text in ["取消", "重复登记", "3月工资缓发", "办公费,不予报销", "补贴(下月发)"]
        {
            assert!(is_memo(text), "{text}");
        }
        for text in ["培训取消", "付张三工资,李四停发", "补发停发", "挂账处理", "发放2月未发"]
        {
            assert!(!is_memo(text), "{text}");
        }
    }

    #[test]
    fn english_says_so_in_its_first_word() {
        for text in [
            "Failed",
            "REJECTED",
            "refunded",
            "Returned by bank",
            "Failed: account closed",
            "Failed - closed",
            "Cancelled.",
            "Payment was reversed",
            "Void",
            "failed(closed)",
        ] {
            assert!(is_english(text), "{text}");
        }
        for text in
            ["Paid", "Not refunded", "Returned goods freight", "Void fill", "", "refund fee"]
        {
            assert!(!is_english(text), "{text}");
        }
    }
}
