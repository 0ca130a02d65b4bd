//! STALE: words of another year.

use std::sync::LazyLock;

use serde::Deserialize;

use super::scan::without_slots;
use crate::check::case::{Case, finding};
use crate::check::{Due, Rule, Run};
use crate::finding::{Finding, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    code: "STALE",
    title: "过时的提法",
    severity: Severity::Warning,
    explanation: "文字里有只属于别的年度的提法，可能是沿用了往年的报告；“今年”“目前”这类相对时间，过后读不清是哪一年。\
                  提法与年度的对照是一份数据，见data/stale-terms.toml。",
    source: "种子报告2022年仍写脱贫攻坚、党史学习教育",
    due: Due::Always,
    run: Run::Plain(run),
};

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
    /// Last year in which a report may use it; none for words that never say which year.
    #[serde(default)]
    last_year: Option<i16>,
    /// Longer phrases that hold the term and are fine.
    #[serde(default)]
    except: Vec<String>,
    why: String,
}

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let terms: Terms = toml::from_str(include_str!("../../../data/stale-terms.toml"))
        .expect("the shipped list is read by a test");
    terms.term
});

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, (sequence, markdown)) in &case.narratives {
        let text = without_slots(markdown);
        for term in TERMS.iter().filter(|term| is_stale(term, case.year.get(), &text)) {
            let severity =
                if term.last_year.is_some() { Severity::Warning } else { Severity::Note };
            let place = format!("{section}#{}", term.text);
            let message = format!("{}年度报告的“{section}”中写了“{}”", case.year, term.text);
            findings.push(
                finding(RULE.code, severity, place, message)
                    .fact(term.why.clone())
                    .behind([*sequence])
                    .remedy("核对是否沿用了往年文字，改为本年度的提法并写明年份。"),
            );
        }
    }
    findings
}

fn is_stale(term: &Term, year: i16, text: &str) -> bool {
    if term.last_year.is_some_and(|last| year <= last) {
        return false;
    }
    let mut text = text.to_owned();
    for fine in &term.except {
        text = text.replace(fine.as_str(), "");
    }
    text.contains(&term.text)
}
