//! Foreign money, which is never taken for yuan.

/// Names and signs of foreign currencies; what holds another comes before it.
const FOREIGN: [&str; 40] = [
    "US$",
    "HK$",
    "NT$",
    "A$",
    "C$",
    "S$",
    "USD",
    "HKD",
    "EUR",
    "GBP",
    "JPY",
    "KRW",
    "AUD",
    "CAD",
    "SGD",
    "TWD",
    "MOP",
    "CHF",
    "RUB",
    "美元",
    "美金",
    "港币",
    "港元",
    "欧元",
    "英镑",
    "日元",
    "日圆",
    "韩元",
    "澳元",
    "澳门元",
    "加元",
    "新加坡元",
    "新台币",
    "台币",
    "瑞士法郎",
    "卢布",
    "$",
    "€",
    "£",
    "₩",
];

/// What a column of currencies may say of yuan: names, and the code of GB/T 12406.
const YUAN: [&str; 14] = [
    "人民币",
    "人民币元",
    "CNY",
    "RMB",
    "156",
    "元",
    "本币",
    "¥",
    "￥",
    "CN",
    "CNY人民币",
    "人民币(CNY)",
    "YUAN",
    "RENMINBI",
];

/// Returns the foreign currency that a text names.
pub(crate) fn foreign(text: &str) -> Option<&'static str> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-')) {
        return None;
    }
    let text: String = text.chars().map(sign).collect::<String>().to_uppercase();
    FOREIGN.into_iter().find(|name| stands_in(&text, name))
}

/// Tells whether a name stands in a text; a code of letters must not be part of a longer word.
fn stands_in(text: &str, name: &str) -> bool {
    let is_code = name.bytes().all(|byte| byte.is_ascii_alphabetic());
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after =
            text.get(at.saturating_add(name.len())..).and_then(|after| after.chars().next());
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        !is_code || (!is_letter(before) && !is_letter(after))
    })
}

/// Tells whether a cell of a column of currencies says yuan.
pub(crate) fn is_yuan(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(sign).collect();
    let text = text.to_uppercase();
    // Some banks fill blank cells with a dash.
    text.trim_matches(['-', '—', '/']).is_empty() || YUAN.contains(&text.as_str())
}

fn sign(character: char) -> char {
    match character {
        '＄' => '$',
        '￡' => '£',
        '￦' => '₩',
        '（' => '(',
        '）' => ')',
        other => other,
    }
}
