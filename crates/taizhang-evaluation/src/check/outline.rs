//! OUTLINE: text without a place, and numerals typed by hand.

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "OUTLINE",
    title: "章节和序号",
    severity: Severity::Warning,
    inputs: &[Input::Narrative],
    explanation: "标题和条款的序号由程序连续编排，文字里不要手写“一、”“（一）”“1、”等序号，用Markdown标题和有序列表；\
                  提纲里没有的章节不会出现在报告中。\
                  标题一级一级往下，不能从#跳到###。",
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
                Finding::new(RULE.code, Severity::Warning, *section, message)
                    .fact(format!("文字的章节：{section}"))
                    .fact(format!("提纲的章节：{}", keys.join("、")))
                    .behind([*sequence])
                    .remedy("改用提纲里的章节名。"),
            );
        }
        findings.extend(heading_order(section, *sequence, markdown));
        for line in markdown.lines() {
            let line = line.trim_start().trim_start_matches('#').trim_start();
            if let Some(numeral) = typed_numeral(line) {
                let message = format!("“{section}”中手写了序号“{numeral}”");
                findings.push(
                    Finding::new(
                        RULE.code,
                        Severity::Warning,
                        format!("{section}#{numeral}"),
                        message,
                    )
                    .fact(format!("原文：{}", line.chars().take(20).collect::<String>()))
                    .fact("序号：由程序按层次编排")
                    .behind([*sequence])
                    .remedy("标题用“# ”开头，条款用“1. ”列表，序号由程序编排。"),
                );
            }
        }
    }
    findings
}

/// Finds headings that skip a level, and would be numbered under a heading that is not there.
fn heading_order(section: &str, sequence: u64, markdown: &str) -> Vec<Finding> {
    let headings = markdown.lines().filter_map(|line| {
        let words = line.trim_start_matches('#');
        let level = line.len().saturating_sub(words.len());
        (level > 0 && words.starts_with(' ')).then(|| (level, words.trim()))
    });
    let headings: Vec<(usize, &str)> = headings.collect();
    let Some(shallowest) = headings.iter().map(|(level, _)| *level).min() else {
        return Vec::new();
    };
    // The numerals of a text begin at its shallowest heading, so that is where it must start.
    let mut previous = shallowest.saturating_sub(1);
    let mut findings = Vec::new();
    for (level, words) in headings {
        let deepest = previous.saturating_add(1);
        if level > deepest {
            let (marks, expected) = ("#".repeat(level), "#".repeat(deepest));
            let message =
                format!("“{section}”的标题“{words}”跳级：用了{marks}，最深应为{expected}");
            let found =
                Finding::new(RULE.code, Severity::Warning, format!("{section}#{words}"), message);
            let before = if previous < shallowest {
                "上一个标题：没有".to_owned()
            } else {
                format!("上一个标题：第{previous}级")
            };
            findings.push(
                found
                    .fact(format!("这个标题：第{level}级"))
                    .fact(before)
                    .formula(format!("{level}＞{deepest}"))
                    .behind([sequence])
                    .remedy(format!("改为{expected}，或补上缺的上级标题。")),
            );
        }
        previous = level;
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
