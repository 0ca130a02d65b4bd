//! NAME: one name in two forms, and doubled characters.

use taizhang_evaluation::{Finding, Severity};

use super::found;
use crate::case::Case;
use crate::extract::{Pattern, regex};

static QUOTED: Pattern = Pattern::new(|| regex(r"[“「](?P<name>[^“”「」]{8,40})[”」]"));

static DOUBLED: Pattern = Pattern::new(|| regex(r"(?P<before>[^目])的的"));

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut names: Vec<(String, String)> = Vec::new();
    let mut findings = Vec::new();
    for passage in &case.passages {
        for captures in QUOTED.captures_iter(&passage.text) {
            let Some(name) = captures.name("name").map(|m| m.as_str()) else { continue };
            if names.iter().any(|(known, _)| known == name) {
                continue;
            }
            if let Some((known, _)) = names.iter().find(|(known, _)| is_variant(known, name)) {
                let message = format!("“{known}”与“{name}”像是同一个名称");
                findings.push(
                    found("NAME", Severity::Note, &passage.place, message)
                        .fact(known.clone())
                        .fact(name)
                        .remedy("名称全文一致。"),
                );
            }
            names.push((name.to_owned(), passage.place.clone()));
        }
        if let Some(doubled) = DOUBLED.find(&passage.text) {
            findings.push(
                found("NAME", Severity::Note, &passage.place, "叠字“的的”")
                    .fact(doubled.as_str())
                    .remedy("删去一个“的”。"),
            );
        }
    }
    findings
}

/// Tells whether two names have the same characters in another order, or differ in one.
fn is_variant(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters
    };
    let (a, b) = (sorted(one), sorted(other));
    let differing = one.chars().zip(other.chars()).filter(|(x, y)| x != y);
    let differing: Vec<(char, char)> = differing.collect();
    // A year or a number may well be the only difference between two names.
    let counts = |c: char| c.is_ascii_digit() || "一二三四五六七八九十上下前后".contains(c);
    a == b
        || (a.len() == b.len()
            && a.len() >= 10
            && matches!(differing.as_slice(), [(x, y)] if !counts(*x) && !counts(*y)))
}
