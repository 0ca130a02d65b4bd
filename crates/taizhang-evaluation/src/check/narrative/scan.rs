//! Finds numbers that were typed by hand into a text.

use rust_decimal::Decimal;

/// Units that make a number a fact; the longest match wins.
pub(super) const UNITS: [&str; 44] = [
    "万元",
    "亿元",
    "元",
    "%",
    "％",
    "万人次",
    "人次",
    "场次",
    "人",
    "名",
    "场",
    "次",
    "所",
    "册",
    "份",
    "套",
    "面",
    "件",
    "支",
    "个",
    "户",
    "家",
    "项",
    "期",
    "篇",
    "条",
    "亩",
    "只",
    "辆",
    "台",
    "张",
    "块",
    "天",
    "小时",
    "学时",
    "村",
    "乡镇",
    "余册",
    "余份",
    "多名",
    "余名",
    "余人",
    "多人",
    "余人次",
];

/// Words before a number that make it a target or a norm, not a result.
const NORMS: [&str; 10] =
    ["不少于", "不低于", "不超过", "不高于", "不多于", "至少", "最多", "达到或超过", "每", "≥"];

/// A number typed into a text, with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TypedNumber {
    /// The number.
    pub(super) value: Decimal,
    /// Decimals as typed.
    pub(super) decimals: u32,
    /// The unit.
    pub(super) unit: &'static str,
    /// As typed, with its unit.
    pub(super) text: String,
    /// Line within the text, from 1.
    pub(super) line: usize,
}

/// Replaces slots and template tags by one ideographic space each, so that lines stay in place.
pub(super) fn without_slots(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let (before, tag) = rest.split_at(start);
        text.push_str(before);
        text.push('\u{3000}');
        let closing = if tag.starts_with("{{") { "}}" } else { "%}" };
        match tag.split_once(closing) {
            None => return text,
            Some((inside, after)) => {
                text.extend(inside.chars().filter(|c| *c == '\n'));
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// Leaves out what stands in quotation marks or title marks: names may hold numbers.
pub(super) fn without_quotes(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|character| match character {
            '“' | '《' => {
                depth = depth.saturating_add(1);
                false
            }
            '”' | '》' => {
                depth = depth.saturating_sub(1);
                false
            }
            // A mark that is never closed must not swallow the rest of the text.
            '\n' => {
                depth = 0;
                true
            }
            _ => depth == 0,
        })
        .collect()
}

/// Lists the numbers with a unit that stand outside slots and names.
pub(super) fn typed_numbers(markdown: &str) -> Vec<TypedNumber> {
    let text = without_quotes(&without_slots(markdown));
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        scan_line(line, at.saturating_add(1), &mut found);
    }
    found
}

fn scan_line(line: &str, line_number: usize, found: &mut Vec<TypedNumber>) {
    let mut rest = line;
    let mut before = String::new();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (skipped, number_on) = rest.split_at(start);
        before.push_str(skipped);
        let end = number_on
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .unwrap_or(number_on.len());
        let (number, after) = number_on.split_at(end);
        if let Some(typed) = typed(&before, number, after, line_number) {
            found.push(typed);
        }
        before.push_str(number);
        rest = after;
    }
}

fn typed(before: &str, number: &str, after: &str, line: usize) -> Option<TypedNumber> {
    // 5G, A4, 第12届 and 〔2020〕2号 are names, not counts.
    let named_by_what_precedes = before
        .ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '第' | '〔' | '[' | '-' | '—'));
    let tail: String = before.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    if named_by_what_precedes || NORMS.iter().any(|norm| tail.contains(norm)) {
        return None;
    }
    let digits = number.trim_end_matches(['.', ',']).replace(',', "");
    let value: Decimal = digits.parse().ok()?;
    let unit = UNITS.iter().filter(|unit| after.starts_with(**unit)).max_by_key(|u| u.len())?;
    Some(TypedNumber {
        value,
        decimals: value.scale(),
        unit,
        text: format!("{digits}{unit}"),
        line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(markdown: &str) -> Vec<String> {
        typed_numbers(markdown).into_iter().map(|typed| typed.text).collect()
    }

    #[test]
    fn numbers_with_units_are_found_and_names_are_not() {
        assert_eq!(
            texts("发放资料12000余册，学习用品162套，占83.4%"),
            ["12000余册", "162套", "83.4%"]
        );
        let names = "2022年6月2日以甘财科〔2020〕2号下达，第12届大赛，5G和3D，A4纸，每月不少于1次。\n1. 第一项";
        assert!(texts(names).is_empty());
        assert_eq!(texts("“百名志愿者5场次”活动和《3项规定》，\n“未完3场\n共4场"), ["4场"]);
    }

    #[test]
    fn slots_are_not_typed_numbers() {
        assert!(
            texts("共{{ fig(\"activity.a1\") | count }}，{% if x > 5 %}见{% endif %}表").is_empty()
        );
        assert_eq!(texts("共{{ fig(\"a\") | count }}和5人"), ["5人"]);
    }
}
