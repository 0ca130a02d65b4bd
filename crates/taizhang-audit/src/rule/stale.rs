//! STALE: words that belong to another year.

use std::sync::LazyLock;

use serde::Deserialize;
use taizhang_evaluation::{Finding, Severity};

use super::found;
use crate::case::Case;
use crate::extract::{Pattern, regex};

/// The title's year is sought in this many paragraphs.
const HEAD: usize = 8;

static TITLE: Pattern = Pattern::new(|| {
    regex(r"(?P<year>20[0-9]{2})年(?:度)?(?:部门|单位|我单位|我局|整体|项目)*(?:支出)?绩效自评")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    term: Vec<Term>,
}

/// A phrase that belongs to some years only.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    text: String,
    /// Last year whose report may use it; none for words that never say which year.
    #[serde(default)]
    last_year: Option<i32>,
    /// First year whose report can know it.
    #[serde(default)]
    first_year: Option<i32>,
    /// Longer phrases that hold the term and are fine.
    #[serde(default)]
    except: Vec<String>,
    why: String,
}

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let terms: Terms = toml::from_str(include_str!("../../data/stale.toml"))
        .expect("the shipped list is read by a test");
    terms.term
});

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(year) = case.year else { return findings };
    let is_report = case.head.contains("自评") || case.head.contains("绩效");
    for term in TERMS.iter().filter(|_| is_report) {
        let is_late = term.last_year.is_some_and(|last| year > last);
        let is_early = term.first_year.is_some_and(|first| year < first);
        let is_relative = term.last_year.is_none() && term.first_year.is_none();
        if !(is_late || is_early || is_relative) {
            continue;
        }
        let uses = case.passages.iter().filter(|passage| term.is_in(&passage.text));
        let places: Vec<&str> = uses.map(|passage| passage.place.as_str()).collect();
        let Some(first) = places.first() else { continue };
        let severity = if is_relative { Severity::Note } else { Severity::Warning };
        let message = format!("{year}年度的报告写了“{}”，共{}处", term.text, places.len());
        findings.push(
            found("STALE", severity, *first, message)
                .fact(format!("报告年度{year}"))
                .fact(term.why.clone())
                .remedy("核对是否沿用了往年文字，改为本年度的提法并写明年份。"),
        );
    }
    findings.extend(other_title(case, year));
    findings
}

impl Term {
    fn is_in(&self, text: &str) -> bool {
        if !text.contains(&self.text) {
            return false;
        }
        let mut text = text.to_owned();
        for fine in &self.except {
            text = text.replace(fine.as_str(), "");
        }
        text.contains(&self.text)
    }
}

/// The first paragraphs name the evaluation of another year.
fn other_title(case: &Case<'_>, year: i32) -> Option<Finding> {
    case.passages.iter().filter(|passage| passage.paragraph.is_some()).take(HEAD).find_map(
        |passage| {
            let captures = TITLE.captures(&passage.text)?;
            let named: i32 = captures.name("year")?.as_str().parse().ok()?;
            (named != year).then(|| {
                let message = format!("标题是{year}年，这里写{named}年度绩效自评");
                found("STALE", Severity::Warning, &passage.place, message)
                    .fact(format!("标题年度{year}"))
                    .fact(captures.get(0).map_or("", |m| m.as_str()))
                    .formula(format!("{named}≠{year}"))
                    .remedy("改为本年度。")
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_and_gives_its_reasons() {
        assert!(TERMS.len() > 8);
        assert!(TERMS.iter().all(|term| !term.why.is_empty()));
    }
}
