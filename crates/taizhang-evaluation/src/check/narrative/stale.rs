//! STALE: words of another year.

use super::scan::without_slots;
use crate::check::case::Case;
use crate::check::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::lexicon::{StaleTerm, stale_terms};

pub(in crate::check) const RULE: Rule = Rule {
    code: "STALE",
    title: "过时的提法",
    severity: Severity::Warning,
    inputs: &[Input::Narrative],
    explanation: "文字里有只属于别的年度的提法，可能是沿用了往年的报告；“今年”“目前”这类相对时间，过后读不清是哪一年。\
                  提法与年度的对照是一份数据，见data/stale-terms.toml。",
    source: "种子报告2022年仍写脱贫攻坚、党史学习教育",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let year = case.year.get();
    let mut findings = Vec::new();
    for (section, (sequence, markdown)) in &case.narratives {
        let text = without_slots(markdown);
        let used = stale_terms().iter().filter(|term| term.is_out_of_place(year));
        for term in used.filter(|term| term.is_in(&text)) {
            let severity = if term.is_relative() { Severity::Note } else { Severity::Warning };
            let place = format!("{section}#{}", term.text);
            let message = format!("{year}年度报告的“{section}”中写了“{}”", term.text);
            findings.push(
                Finding::new(RULE.code, severity, place, message)
                    .fact(format!("报告年度：{year}"))
                    .fact(term.why.clone())
                    .formula(comparison(term, year))
                    .behind([*sequence])
                    .remedy("核对是否沿用了往年文字，改为本年度的提法并写明年份。"),
            );
        }
    }
    findings
}

fn comparison(term: &StaleTerm, year: i16) -> String {
    match (term.first_year, term.last_year) {
        (Some(first), _) if year < first => format!("{year}＜{first}"),
        (_, Some(last)) if year > last => format!("{year}＞{last}"),
        _ => String::new(),
    }
}
