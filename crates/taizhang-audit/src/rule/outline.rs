//! OUTLINE: numerals of headings that skip, repeat, nest in themselves or mix.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::outline::{Heading, Level};
use crate::extract::passage::place;
use crate::extract::{Pattern, regex};

const DIGITS: [&str; 11] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

static ORPHAN: Pattern = Pattern::new(|| regex(r"^[（(][0-9一二三四五六七八九十]{1,2}[）)]是"));

static PART: Pattern =
    Pattern::new(|| regex(r"^第[一二三四五六七八九十0-9]{1,3}(?:部分|章|节|条)"));

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    // Numerals that the program counts are right, and gaps between typed ones are theirs.
    if case.document.numbered_by_program {
        return Vec::new();
    }
    let mut findings = sequence(case);
    findings.extend(mixed(case, Level::Third, &["、", "."]));
    findings.extend(mixed(case, Level::Fourth, &["（", "("]));
    findings.extend(orphans(case));
    findings
}

fn sequence(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut last: [Option<&Heading>; 4] = [None; 4];
    let mut previous: usize = 0;
    for heading in &case.headings {
        let depth = heading.level as usize;
        if plain_heading_between(case, previous, heading.paragraph) {
            last = [None; 4];
        }
        previous = heading.paragraph;
        let has_parent = depth == 1 && last.first().is_some_and(Option::is_some);
        let before = last.get(depth).copied().flatten();
        let restarts_whole = heading.level == Level::First && heading.value == 1;
        if !restarts_whole
            && let Some(fault) = fault(heading, before, has_parent)
            && !is_within_text(case, heading, before)
        {
            findings.push(finding(heading, before, fault));
        }
        for deeper in last.iter_mut().skip(depth) {
            *deeper = None;
        }
        if let Some(own) = last.get_mut(depth) {
            *own = Some(heading);
        }
    }
    findings
}

/// A heading without a numeral begins a new count.
fn plain_heading_between(case: &Case<'_>, after: usize, before: usize) -> bool {
    case.document.paragraphs().any(|paragraph| {
        let is_annex = paragraph.text.starts_with("附件") || PART.is_match(&paragraph.text);
        paragraph.number > after
            && (paragraph.number < before && (paragraph.is_heading || is_annex))
            && !case.headings.iter().any(|heading| heading.paragraph == paragraph.number)
    })
}

fn fault(heading: &Heading, before: Option<&Heading>, has_parent: bool) -> Option<&'static str> {
    let is_upper = heading.level <= Level::Second;
    match before {
        None if heading.level == Level::Second && has_parent && heading.value > 1 => {
            Some("不从一开始")
        }
        None => None,
        Some(before) if heading.value == before.value + 1 => None,
        Some(_) if heading.value == 1 && !is_upper => None,
        Some(_) if heading.value == 1 && !has_parent => None,
        Some(_) if heading.value == 1 => Some("下一级与上一级同形"),
        Some(before) if heading.value > before.value => Some("跳号"),
        Some(before) if heading.value == before.value => Some("重号"),
        Some(_) => Some("倒退"),
    }
}

/// A numeral that seems to be missing may stand inside of a paragraph.
fn is_within_text(case: &Case<'_>, heading: &Heading, before: Option<&Heading>) -> bool {
    let value = heading.value.saturating_sub(1);
    if value == 0 {
        return false;
    }
    // A count that goes back has begun again after the last numeral; one that skips may have gone
    // on in that numeral's own paragraph.
    let skips = before.is_none_or(|before| heading.value > before.value);
    let first = before.map_or(1, |before| before.paragraph + usize::from(!skips));
    let chinese = DIGITS.get(value).copied().unwrap_or("零");
    let forms = match heading.level {
        Level::First => vec![format!("{chinese}、")],
        Level::Second => vec![format!("（{chinese}）"), format!("({chinese})")],
        Level::Third => vec![format!("{value}."), format!("{value}、")],
        Level::Fourth => vec![format!("（{value}）"), format!("({value})")],
    };
    case.document
        .paragraphs()
        .filter(|paragraph| (first..heading.paragraph).contains(&paragraph.number))
        .any(|paragraph| forms.iter().any(|form| paragraph.text.contains(form)))
}

fn finding(heading: &Heading, before: Option<&Heading>, fault: &str) -> Finding {
    let severity = if heading.level <= Level::Second { Severity::Warning } else { Severity::Note };
    let numeral = heading.numeral.trim();
    let where_from = before.map(|before| before.numeral.trim().to_owned()).unwrap_or_default();
    let message = if where_from.is_empty() {
        format!("“{numeral}”{fault}")
    } else {
        format!("“{where_from}”之后是“{numeral}”：{fault}")
    };
    let parent = heading.parents.last().cloned().unwrap_or_default();
    Finding::new("OUTLINE", severity, place(heading.paragraph, &parent), message)
        .facts(before.map(|before| format!("{}{}", before.numeral, before.title)))
        .fact(format!("{}{}", heading.numeral, heading.title))
        .remedy("同级序号连续；下一级用下一种序号（一、→（一）→1.→（1））；缺的章节补上。")
}

/// One level printed in two ways.
fn mixed(case: &Case<'_>, level: Level, ways: &[&str; 2]) -> Option<Finding> {
    let of = |way: &str| {
        case.headings.iter().find(|heading| heading.level == level && heading.numeral.contains(way))
    };
    let [first, second] = ways;
    let (one, other) = (of(first)?, of(second)?);
    let later = if one.paragraph > other.paragraph { one } else { other };
    let message =
        format!("同一级序号有“{}”和“{}”两种写法", one.numeral.trim(), other.numeral.trim());
    let parent = later.parents.last().cloned().unwrap_or_default();
    Some(
        Finding::new("OUTLINE", Severity::Note, place(later.paragraph, &parent), message)
            .fact(format!("{}{}", one.numeral, one.title))
            .fact(format!("{}{}", other.numeral, other.title))
            .remedy("三级序号用“1.”，四级用“（1）”，全文一致。"),
    )
}

/// “（1）是…”: the word belongs to “一是”.
fn orphans(case: &Case<'_>) -> Option<Finding> {
    let paragraph = case.document.paragraphs().find(|p| ORPHAN.is_match(&p.text))?;
    let words: String = paragraph.text.chars().take(12).collect();
    Some(
        Finding::new("OUTLINE", Severity::Note, place(paragraph.number, ""), "序号之后多了“是”")
            .fact(words)
            .remedy("“（1）”与“一是”只用一种。"),
    )
}
