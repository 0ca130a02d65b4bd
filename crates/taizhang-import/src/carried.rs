//! Rows of a list that say that nothing was paid: what is left is carried over, or handed back.
//!
//! **Where the line is.** Such words stand in the memos of real payments too: 上年结转 says from which
//! money 印刷费 was paid. So a text says that nothing was paid only
//!
//! - where it has no other words than these: `结转下年`, `2022年项目结余资金上缴财政`, also `上年结转`;
//! - or where a part of it ends with words of what becomes of the money later (`培训费结余结转下年`,
//!   `公用经费（收回财政）`), and it does not speak of paying besides (`付印刷费，余款结转下年`).
//!
//! `上年结转项目印刷费`, `印刷费（上年结转）` and `支付结转资金项目款` are payments. What a payee is called is
//! held against the first rule alone.

use crate::vocabulary::half_width;

/// What a character of every such text is; most texts have none of them.
const TELLING: [char; 7] = ['转', '余', '回', '缴', '交', '销', '存'];

/// What is left.
const LEFT: [&str; 4] = ["结转", "结余", "结存", "存量"];

/// What hands it back.
const HANDED_BACK: [&str; 6] = ["收回", "缴回", "交回", "上缴", "上交", "注销"];

/// What is handed back, and to whom: with these, those words speak of no payment.
const OF_BUDGET: [&str; 7] = ["结转", "结余", "结存", "存量", "财政", "指标", "额度"];

/// What hands money over to a time to come, and such times.
const TURNED: [&str; 3] = ["结转", "结余转", "转入"];
const LATER: [&str; 5] = ["下年", "次年", "明年", "下一年", "以后年"];

/// The end of a year, before 结转.
const AT_THE_END: [&str; 6] = ["本年", "当年", "年末", "年终", "年底", "期末"];

/// What else such a text may say, the longer before those that they begin with.
const BESIDE: [&str; 56] = [
    "以前年度",
    "零余额账户",
    "基本支出",
    "项目支出",
    "授权支付",
    "直接支付",
    "账务处理",
    "未使用",
    "可用余额",
    "剩余",
    "未用",
    "上一年",
    "往年",
    "上年",
    "今年",
    "全年",
    "年度",
    "财政",
    "国库",
    "拨款",
    "预算",
    "指标",
    "额度",
    "用款",
    "资金",
    "经费",
    "项目",
    "专项",
    "公用",
    "人员",
    "余额",
    "余款",
    "继续",
    "使用",
    "安排",
    "全部",
    "统一",
    "予以",
    "退回",
    "部分",
    "处理",
    "年",
    "度",
    "数",
    "的",
    "和",
    "及",
    "与",
    "并",
    "由",
    "已",
    "至",
    "到",
    "入",
    "转",
    "于",
];

/// Words of paying.
const PAYS: [&str; 9] = ["付", "购", "买", "报销", "发放", "补发", "缴纳", "补缴", "采购"];

/// What begins a remark on the rest of a payment.
const REST: [&str; 3] = ["余款", "其余", "剩余"];

/// Tells whether a memo says that nothing was paid.
pub(crate) fn is_told(memo: &str) -> bool {
    if !memo.contains(TELLING) {
        return false;
    }
    let memo: String = memo.chars().map(half_width).collect();
    if says_nothing_else(&memo) {
        return true;
    }
    let mut parts = memo.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let is_rest = |at: usize, part: &str| at > 0 && REST.iter().any(|word| part.starts_with(word));
    !PAYS.iter().any(|word| memo.contains(word))
        && parts.by_ref().enumerate().any(|(at, part)| !is_rest(at, part) && ends_so(part))
}

/// Tells whether a payee is none, but says that nothing was paid.
pub(crate) fn is_no_payee(payee: &str) -> bool {
    payee.contains(TELLING) && {
        let payee: String = payee.chars().map(half_width).collect();
        says_nothing_else(&payee)
    }
}

/// Tells whether a text holds no other words, and at least one of those that tell.
fn says_nothing_else(text: &str) -> bool {
    let is_core = LEFT.iter().chain(&HANDED_BACK).any(|word| text.contains(word));
    (is_core || goes_on(text)) && has_only_such_words(text)
}

/// Tells whether a part of a text ends with words of what becomes of the money later.
fn ends_so(part: &str) -> bool {
    let mut ends = part.char_indices().filter_map(|(at, _)| part.get(at..));
    ends.any(|end| (goes_on(end) || goes_back(end)) && has_only_such_words(end))
}

/// Tells whether words carry what is left over to a later year.
fn goes_on(words: &str) -> bool {
    let turned = TURNED.iter().filter_map(|word| words.split_once(word));
    let to_later = turned.clone().any(|(_, after)| {
        let to = after.trim_start_matches(['至', '到', '入', '于']);
        LATER.iter().any(|word| to.starts_with(word)) || begins_with_year(to)
    });
    to_later
        || words.contains("转下年")
        || turned.into_iter().any(|(before, _)| AT_THE_END.iter().any(|end| before.ends_with(end)))
}

fn begins_with_year(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    words.len().saturating_sub(rest.len()) == 4 && rest.starts_with('年')
}

/// Tells whether words hand what is left back.
fn goes_back(words: &str) -> bool {
    HANDED_BACK.iter().any(|word| words.contains(word))
        && OF_BUDGET.iter().any(|word| words.contains(word))
}

/// Tells whether a text is made of the words above, of numbers and of marks alone.
fn has_only_such_words(mut text: &str) -> bool {
    let words = || {
        let left = LEFT.iter().chain(&HANDED_BACK).chain(&TURNED);
        left.chain(&LATER).chain(&AT_THE_END).chain(&BESIDE)
    };
    while let Some(first) = text.chars().next() {
        let rest = words().find_map(|word| text.strip_prefix(word));
        text = match rest {
            Some(rest) => rest,
            None if first.is_ascii_digit() || !first.is_alphanumeric() => {
                text.strip_prefix(first).unwrap_or_default()
            }
            None => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_tells_that_nothing_was_paid_only_where_it_says_so() {
        for told in [
            "结转下年",
            "结转下年使用",
            "本年结转",
            "年末结转",
            "上年结转",
            "结转结余",
            "结余上缴",
            "收回财政",
            "财政收回",
            "结转至2023年",
            "2022年项目结余资金上缴财政",
            "年终注销财政授权支付额度",
            "零余额账户用款额度注销",
            "结余转入下年度",
            "结转　下年",
            "培训费结余结转下年",
            "公用经费（收回财政）",
            "结转下年：培训费",
            "科普活动费-结转2023年度",
            "办公费年末结转",
        ] {
            assert!(is_told(told), "{told}");
        }
        for paid in [
            "印刷费",
            "支付结转资金项目款",
            "上年结转项目印刷费",
            "印刷费（上年结转）",
            "付印刷费，余款结转下年",
            "印刷费，余款结转下年",
            "购置设备（本年结转资金）",
            "上缴工会经费",
            "上缴国库个人所得税",
            "退回多收的资料费",
            "收回垫付款",
            "结余资金购打印机",
            "项目经费",
            "财政拨款",
            "2022年",
            "",
        ] {
            assert!(!is_told(paid), "{paid}");
        }
    }

    #[test]
    fn a_payee_is_none_only_where_it_has_no_other_words() {
        for none in ["结转下年", "本年结转", "收回财政", "财政收回", "结余上缴"]
        {
            assert!(is_no_payee(none), "{none}");
        }
        for payee in ["示范县财政局", "结余商贸公司", "张余", "国库", "甲", "上交大"]
        {
            assert!(!is_no_payee(payee), "{payee}");
        }
    }
}
