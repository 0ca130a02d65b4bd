//! NAME: one name in two forms, and doubled characters.

use taizhang_evaluation::lexicon::is_name_variant;
use taizhang_evaluation::{Finding, Severity};

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
            if let Some((known, _)) = names.iter().find(|(known, _)| is_name_variant(known, name)) {
                let message = format!("“{known}”与“{name}”像是同一个名称");
                findings.push(
                    Finding::new("NAME", Severity::Note, &passage.place, message)
                        .fact(known.clone())
                        .fact(name)
                        .remedy("名称全文一致。"),
                );
            }
            names.push((name.to_owned(), passage.place.clone()));
        }
        if let Some(doubled) = DOUBLED.find(&passage.text) {
            findings.push(
                Finding::new("NAME", Severity::Note, &passage.place, "叠字“的的”")
                    .fact(doubled.as_str())
                    .remedy("删去一个“的”。"),
            );
        }
    }
    findings
}
