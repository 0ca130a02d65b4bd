//! Numbers in running text with the words that name them.

use super::number::{Number, Span, numbers};

/// Words that part a name from what stands before it.
const BREAKS: &[char] = &[
    '，', '。', '；', '：', '、', '（', '）', '(', ')', '“', '”', '《', '》', ',', ';', ':', ' ',
    '\n', '|', '！', '=', '＝', '+', '＋', '！',
];

/// Words between a name and its number.
const LINKS: &[&str] = &[
    "均为",
    "分别为",
    "共计",
    "合计为",
    "共有",
    "总计为",
    "达到",
    "为",
    "是",
    "共",
    "约",
    "达",
    "近",
    "有",
    "了",
    "仅",
    "各",
];

/// A number in running text.
#[derive(Clone, Debug)]
pub(crate) struct Amount {
    pub(crate) number: Number,
    pub(crate) span: Span,
    /// The words that name it, like 基本支出.
    pub(crate) label: String,
    /// How many brackets are open around it.
    pub(crate) depth: usize,
}

impl Amount {
    /// Prints name and number as one fact.
    pub(crate) fn fact(&self) -> String {
        format!("{}{}", self.label, self.number.text)
    }

    /// Tells whether the amount is of another time, or a difference, or a plan.
    pub(crate) fn is_comparison(&self) -> bool {
        ["上年", "去年", "同比", "较", "比", "增加", "减少", "增长", "下降", "其他年度"]
            .iter()
            .any(|word| self.label.contains(word))
    }
}

/// Returns the numbers with a unit, each with its name.
pub(crate) fn amounts(text: &str) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut last_end = 0;
    for (number, span) in numbers(text) {
        if number.unit.is_empty() {
            continue;
        }
        let before = text.get(last_end..span.start).unwrap_or_default();
        let depth = depth(text.get(..span.start).unwrap_or_default());
        // 因公出国（境）费 is one name.
        let before = before.replace("（境）", "").replace("(境)", "");
        found.push(Amount { label: label(&before), number, span, depth });
        last_end = span.end;
    }
    found
}

fn depth(text: &str) -> usize {
    text.chars().fold(0, |depth, c| match c {
        '（' | '(' => depth + 1,
        '）' | ')' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Takes the last words of `before` that can name a number.
fn label(before: &str) -> String {
    let mut rest = before.trim_end_matches(BREAKS);
    let mut words = rest.rsplit(BREAKS).next().unwrap_or_default();
    // A name may be one link word only when something stands before a colon.
    while unlinked(words).is_empty() && rest.len() > words.len() {
        rest = rest.get(..rest.len() - words.len()).unwrap_or_default().trim_end_matches(BREAKS);
        words = rest.rsplit(BREAKS).next().unwrap_or_default();
    }
    let words = without_year(unlinked(words));
    ["其中", "包括", "共有"]
        .iter()
        .find_map(|word| words.strip_prefix(word))
        .unwrap_or(words)
        .to_owned()
}

fn unlinked(words: &str) -> &str {
    let mut words = words.trim();
    while let Some(rest) = LINKS.iter().find_map(|link| words.strip_suffix(link)) {
        words = rest.trim_end();
    }
    words
}

/// Takes the year off the front; 年初 is no year.
fn without_year(words: &str) -> &str {
    let words = words.trim_start_matches(|c: char| !c.is_alphabetic() || c.is_ascii_alphanumeric());
    let stripped = ["年度", "年末", "年底", "月末", "年全年", "年我单位", "年"]
        .iter()
        .find_map(|year| words.strip_prefix(year));
    match stripped {
        Some(rest) if !words.starts_with("年初") && !words.starts_with("年末结") => rest,
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_named() {
        let text = "2022年总支出120.53万元。基本支出为100.53万元，占总支出83.4%（其中：工资福利支出89.67万元）。2022年初预算78.62万元";
        let found: Vec<(String, String, usize)> =
            amounts(text).into_iter().map(|a| (a.label, a.number.text, a.depth)).collect();
        let expected = [
            ("总支出", "120.53万元", 0),
            ("基本支出", "100.53万元", 0),
            ("占总支出", "83.4%", 0),
            ("工资福利支出", "89.67万元", 1),
            ("年初预算", "78.62万元", 0),
        ];
        assert_eq!(found, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c)));
    }
}
