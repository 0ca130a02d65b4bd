//! NUMERAL: Chinese and Arabic numerals for the same kind of count in one paragraph.

use super::scan::{without_quotes, without_slots};
use crate::check::case::{Case, finding};
use crate::check::{Due, Rule, Run};
use crate::finding::{Finding, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    code: "NUMERAL",
    title: "数字写法不一",
    severity: Severity::Note,
    explanation: "同一段里计数一律用阿拉伯数字，不要“二等奖2名、三等奖二名”混写。固定词语（四星级、五个提升行动）和引号内的名称不在此列。",
    source: "GB/T 15835-2011；种子报告",
    due: Due::Always,
    run: Run::Plain(run),
};

const DIGITS: &str = "二三四五六七八九十百千";
/// Round numbers that stand for "many" when they stand alone.
const MANY: [&str; 3] = ["百", "千", "十"];
/// Units that count people or things; 个 and 项 belong to fixed words as often as not.
const COUNTED: [&str; 12] =
    ["人次", "场次", "名", "人", "册", "件", "份", "套", "所", "支", "场", "面"];

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, (sequence, markdown)) in &case.narratives {
        for paragraph in without_quotes(&without_slots(markdown)).split("\n\n") {
            let counts_in_digits =
                paragraph.contains('\u{3000}') || paragraph.contains(|c: char| c.is_ascii_digit());
            let Some(written) = chinese_count(paragraph).filter(|_| counts_in_digits) else {
                continue;
            };
            let message = format!("“{section}”中“{written}”与同段的阿拉伯数字写法不一");
            findings.push(
                finding(RULE.code, Severity::Note, format!("{section}#{written}"), message)
                    .fact(format!("写法：{written}"))
                    .behind([*sequence])
                    .remedy("计数改用阿拉伯数字，最好用取数键。"),
            );
        }
    }
    findings
}

/// Returns the first count in Chinese numerals.
fn chinese_count(text: &str) -> Option<String> {
    let mut previous = None;
    for (at, character) in text.char_indices() {
        let begins = DIGITS.contains(character)
            && previous.is_none_or(|before: char| !DIGITS.contains(before) && before != '第');
        previous = Some(character);
        if !begins {
            continue;
        }
        let rest = text.get(at..)?;
        let end = rest.find(|c: char| !DIGITS.contains(c)).unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        let unit = COUNTED.iter().find(|unit| after.starts_with(**unit));
        if let Some(unit) = unit.filter(|_| !MANY.contains(&number)) {
            return Some(format!("{number}{unit}"));
        }
    }
    None
}
