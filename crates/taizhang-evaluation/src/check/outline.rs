//! OUTLINE: text without a place, and numerals typed by hand.

use super::case::{Case, finding};
use super::{Due, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "OUTLINE",
    title: "章节和序号",
    severity: Severity::Warning,
    explanation: "标题和条款的序号由程序连续编排，文字里不要手写“一、”“（一）”“1、”等序号，用Markdown标题和有序列表；\
                  提纲里没有的章节不会出现在报告中。",
    source: "种子报告标题序号由（三）跳到（二）再到（五）",
    due: Due::Always,
    run: Run::Plain(run),
};

const CHINESE_DIGITS: &str = "一二三四五六七八九十";

fn run(case: &Case<'_>) -> Vec<Finding> {
    let slots = &case.pack.outline().slots;
    let mut findings = Vec::new();
    for (section, (sequence, markdown)) in &case.narratives {
        if !slots.iter().any(|slot| slot.key == *section) {
            let keys: Vec<&str> = slots.iter().map(|slot| slot.key.as_str()).collect();
            let message = format!("文字“{section}”在提纲里没有位置，不会出现在报告中");
            findings.push(
                finding(RULE.code, Severity::Warning, *section, message)
                    .fact(format!("提纲的章节：{}", keys.join("、")))
                    .behind([*sequence])
                    .remedy("改用提纲里的章节名。"),
            );
        }
        for line in markdown.lines() {
            let line = line.trim_start().trim_start_matches('#').trim_start();
            if let Some(numeral) = typed_numeral(line) {
                let message = format!("“{section}”中手写了序号“{numeral}”");
                findings.push(
                    finding(RULE.code, Severity::Warning, format!("{section}#{numeral}"), message)
                        .fact(format!("原文：{}", line.chars().take(20).collect::<String>()))
                        .behind([*sequence])
                        .remedy("标题用“# ”开头，条款用“1. ”列表，序号由程序编排。"),
                );
            }
        }
    }
    findings
}

/// Returns the numeral that a line starts with, unless it is Markdown's own `1.`.
fn typed_numeral(line: &str) -> Option<&str> {
    let is_number = |text: &str| {
        !text.is_empty()
            && (text.chars().all(|c| c.is_ascii_digit())
                || text.chars().all(|c| CHINESE_DIGITS.contains(c)))
    };
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let (number, after) = rest.split_once(['）', ')'])?;
        return is_number(number)
            .then(|| line.strip_suffix(after).unwrap_or(line))
            .filter(|numeral| !numeral.is_empty());
    }
    let (number, after) = line.split_once('、')?;
    is_number(number).then(|| line.strip_suffix(after).unwrap_or(line))
}
