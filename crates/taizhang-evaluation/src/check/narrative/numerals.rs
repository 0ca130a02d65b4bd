//! NUMERAL: Chinese and Arabic numerals for the same kind of count in one paragraph.

use super::scan::{without_quotes, without_slots};
use crate::check::case::Case;
use crate::check::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    code: "NUMERAL",
    title: "数字写法不一",
    severity: Severity::Note,
    inputs: &[Input::Narrative],
    explanation: "同一段里计数一律用阿拉伯数字，不要“二等奖2名、三等奖二名”混写。固定词语（四星级、五个提升行动）不在此列，\
                  但同一个词语、同一个引号内的名称须一种写法：“五个提升行动”与“五项提升行动”、“5个提升行动”不并用。",
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
                Finding::new(RULE.code, Severity::Note, format!("{section}#{written}"), message)
                    .fact(format!("汉字：{written}"))
                    .fact(format!("同段的阿拉伯数字：{}", beside(paragraph)))
                    .behind([*sequence])
                    .remedy("计数改用阿拉伯数字，最好用取数键。"),
            );
        }
    }
    findings.extend(two_forms(case));
    findings
}

/// Names what stands in Arabic numerals in a paragraph.
fn beside(paragraph: &str) -> String {
    let digits = paragraph.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty());
    digits.map_or_else(|| "取数键".to_owned(), str::to_owned)
}

/// A fixed expression that begins with a number, like 五个提升行动.
struct Expression {
    number: String,
    measure: char,
    named: String,
    section: String,
    sequence: u64,
}

impl Expression {
    fn text(&self) -> String {
        format!("{}{}{}", self.number, self.measure, self.named)
    }

    /// Tells whether this is the other expression with another numeral or measure word.
    fn is_form_of(&self, other: &Self) -> bool {
        self.named == other.named
            && arabic(&self.number) == arabic(&other.number)
            && (self.number != other.number || self.measure != other.measure)
    }
}

/// Finds expressions that the narratives write in two ways, in names or outside.
fn two_forms(case: &Case<'_>) -> Vec<Finding> {
    let mut seen: Vec<Expression> = Vec::new();
    let mut findings = Vec::new();
    for (section, (sequence, markdown)) in &case.narratives {
        let text = without_slots(markdown);
        for expression in expressions(&text, section, *sequence) {
            if let Some(first) = seen.iter().find(|first| expression.is_form_of(first)) {
                let (one, other) = (first.text(), expression.text());
                let message =
                    format!("“{section}”中“{other}”与“{}”中“{one}”写法不一", first.section);
                findings.push(
                    Finding::new(RULE.code, Severity::Note, format!("{section}#{other}"), message)
                        .fact(format!("先写作：{one}"))
                        .fact(format!("后写作：{other}"))
                        .behind([first.sequence, *sequence])
                        .remedy("查对正式名称，全文用一种写法。"),
                );
            }
            seen.push(expression);
        }
    }
    findings
}

/// Characters after the measure word that make an expression.
const NAMED: usize = 4;

fn expressions(text: &str, section: &str, sequence: u64) -> Vec<Expression> {
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |c: &char| c.is_ascii_digit() || *c == '一' || DIGITS.contains(*c);
    let found = characters.iter().enumerate().filter(|(_, c)| "个项大条种".contains(**c));
    let found = found.filter_map(|(at, measure)| {
        let before = characters.get(..at)?;
        let length = before.iter().rev().take_while(|c| is_digit(c)).count();
        let number: String = before.iter().skip(at.saturating_sub(length)).collect();
        let named = characters.iter().skip(at.saturating_add(1)).take(NAMED);
        let named: Vec<char> = named.copied().take_while(|c| c.is_alphabetic()).collect();
        (length > 0 && named.len() == NAMED).then(|| Expression {
            number,
            measure: *measure,
            named: named.into_iter().collect(),
            section: section.to_owned(),
            sequence,
        })
    });
    found.collect()
}

/// Writes a Chinese numeral up to ten in Arabic digits; others stay.
fn arabic(number: &str) -> String {
    const CHINESE: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let value = CHINESE.iter().position(|digit| *digit == number);
    value.map_or_else(|| number.to_owned(), |at| at.saturating_add(1).to_string())
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
