//! COUNT: “三个方面：一是…二是…” counts two, or skips one.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::outline::chinese;
use crate::extract::passage::Passage;
use crate::extract::{Pattern, regex};

static ORDINAL: Pattern =
    Pattern::new(|| regex(r"(?:^|[，。；：、,;:\s])(?P<ordinal>[一二三四五六七八九十]{1,3})是"));

static STATED: Pattern = Pattern::new(|| {
    regex(
        r"(?P<count>[两三四五六七八九]|[2-9])(?:个方面|个问题|方面问题|点问题|项措施|条措施|个不足|点不足|点建议|条建议|项工作|个环节)[^。一]{0,12}[：:，。]?$",
    )
});

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let passages: Vec<&Passage> =
        case.passages.iter().filter(|passage| passage.paragraph.is_some()).collect();
    let mut findings = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let next = passages.get(at + 1).map_or("", |next| next.text.as_str());
        findings.extend(of_passage(passage, next));
    }
    findings
}

/// Judges each run of 一是, 二是 in a passage.
fn of_passage(passage: &Passage, next: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut run: Vec<(usize, usize)> = Vec::new();
    let mut runs = Vec::new();
    for captures in ORDINAL.captures_iter(&passage.text) {
        let Some(ordinal) = captures.name("ordinal") else { continue };
        let Some(value) = chinese(ordinal.as_str()) else { continue };
        if value == 1 && !run.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
        run.push((value, ordinal.start()));
    }
    runs.push(run);
    for run in runs {
        findings.extend(skips(passage, &run));
        // A list may go on in the paragraph that follows.
        if !next.starts_with(&numeral(run.len() + 1)) {
            findings.extend(differs(passage, &run));
        }
    }
    findings
}

fn skips(passage: &Passage, run: &[(usize, usize)]) -> Option<Finding> {
    let (first, _) = run.first()?;
    let pair = run.windows(2).find_map(|pair| match pair {
        [(before, from), (after, to)] if *first == 1 && *after != before + 1 => {
            // “一是…二要…三是” has its second in other words.
            let between = passage.text.get(*from..*to).unwrap_or_default();
            (!between.contains(&numeral(before + 1))).then_some((*before, *after))
        }
        _ => None,
    })?;
    let word = |value: usize| format!("“{}是”", numeral(value));
    let message = format!("{}之后是{}", word(pair.0), word(pair.1));
    Some(
        Finding::new("COUNT", Severity::Warning, &passage.place, message)
            .fact(word(pair.0))
            .fact(word(pair.1))
            .remedy("各点依次编号，缺的补上。"),
    )
}

fn differs(passage: &Passage, run: &[(usize, usize)]) -> Option<Finding> {
    let (value, start) = run.first()?;
    let before = passage.text.get(..*start)?;
    let captures = STATED.captures(before.trim_end_matches(['：', ':', '，', '。', ' ']))?;
    let count = captures.name("count")?.as_str();
    let stated = count.parse().ok().or_else(|| chinese(count))?;
    let is_whole = *value == 1 && run.iter().zip(1..).all(|((value, _), at)| *value == at);
    if !is_whole || run.len() == stated || run.len() < 2 {
        return None;
    }
    let message = format!("写{stated}点，列出{}点", run.len());
    Some(
        Finding::new("COUNT", Severity::Warning, &passage.place, message)
            .fact(captures.get(0).map_or("", |m| m.as_str()))
            .fact(format!("列到“{}是”", numeral(run.len())))
            .formula(format!("{stated}≠{}", run.len()))
            .remedy("补齐或改正个数。"),
    )
}

fn numeral(value: usize) -> String {
    "零一二三四五六七八九十".chars().nth(value).map(String::from).unwrap_or_default()
}
