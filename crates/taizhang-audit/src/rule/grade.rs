//! SCORE: a grade that the score beside it cannot have.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::passage::Passage;
use crate::extract::{Pattern, regex};

static GRADED: Pattern = Pattern::new(|| {
    regex(
        r"(?:得分|评分|总分|自评分)(?:为|是|：|:)?(?P<score>[0-9]{1,3}(?:\.[0-9]+)?)分?[，,；;、（(]?[^。0-9]{0,16}?(?:等级|评价结果|评定|结论|级别)(?:为|是|：|:)*[“‘]?(?P<grade>优秀|优|良好|良|中|差)",
    )
});

/// Grades with the scores that no bureau's bounds put outside of them: 财预〔2020〕10号 has 90, 80
/// and 60 (unverified), and other forms lie within five points of these.
const GRADES: &[(&str, i64, i64)] =
    &[("优", 85, 100), ("良", 75, 95), ("中", 55, 85), ("差", 0, 65)];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    case.passages.iter().flat_map(of_passage).collect()
}

fn of_passage(passage: &Passage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for captures in GRADED.captures_iter(&passage.text) {
        let part = |name| captures.name(name).map_or("", |m| m.as_str());
        let Ok(score) = part("score").parse::<Decimal>() else { continue };
        let grade = part("grade");
        let bounds = GRADES.iter().find(|(name, ..)| grade.starts_with(name));
        let Some((_, low, high)) = bounds else { continue };
        if score >= Decimal::from(*low) && score <= Decimal::from(*high) {
            continue;
        }
        findings.push(
            Finding::new(
                "SCORE",
                Severity::Warning,
                &passage.place,
                format!("得分{score}分，等级却为“{grade}”"),
            )
            .fact(format!("得分{score}"))
            .fact(format!("等级{grade}"))
            .formula("90分以上为优，80至90分为良，60至80分为中，60分以下为差")
            .remedy("核对得分和等级；分档与此不同的写明依据。"),
        );
    }
    findings
}
