//! STALE: words that belong to another year.

use taizhang_evaluation::lexicon::stale_terms;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::{Pattern, regex};

/// The title's year is sought in this many paragraphs.
const HEAD: usize = 8;

static TITLE: Pattern = Pattern::new(|| {
    regex(r"(?P<year>20[0-9]{2})年(?:度)?(?:部门|单位|我单位|我局|整体|项目)*(?:支出)?绩效自评")
});

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(year) = case.year else { return findings };
    let is_report = case.head.contains("自评") || case.head.contains("绩效");
    let Ok(short) = i16::try_from(year) else { return findings };
    for term in stale_terms().iter().filter(|term| is_report && term.is_out_of_place(short)) {
        let uses = case.passages.iter().filter(|passage| term.is_in(&passage.text));
        let places: Vec<&str> = uses.map(|passage| passage.place.as_str()).collect();
        let Some(first) = places.first() else { continue };
        let severity = if term.is_relative() { Severity::Note } else { Severity::Warning };
        let message = format!("{year}年度的报告写了“{}”，共{}处", term.text, places.len());
        findings.push(
            Finding::new("STALE", severity, *first, message)
                .fact(format!("报告年度{year}"))
                .fact(term.why.clone())
                .remedy("核对是否沿用了往年文字，改为本年度的提法并写明年份。"),
        );
    }
    findings.extend(other_title(case, year));
    findings
}

/// The first paragraphs name the evaluation of another year.
fn other_title(case: &Case<'_>, year: i32) -> Option<Finding> {
    case.passages.iter().filter(|passage| passage.paragraph.is_some()).take(HEAD).find_map(
        |passage| {
            let captures = TITLE.captures(&passage.text)?;
            let named: i32 = captures.name("year")?.as_str().parse().ok()?;
            (named != year).then(|| {
                let message = format!("标题是{year}年，这里写{named}年度绩效自评");
                Finding::new("STALE", Severity::Warning, &passage.place, message)
                    .fact(format!("标题年度{year}"))
                    .fact(captures.get(0).map_or("", |m| m.as_str()))
                    .formula(format!("{named}≠{year}"))
                    .remedy("改为本年度。")
            })
        },
    )
}
