//! GOAL: an objective and a result that say the same, or only the project's name.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::role::{Role, squeezed};

/// Shorter texts are values, like 完成.
const SENTENCE: usize = 6;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let name = project_name(case);
    let mut findings = Vec::new();
    for section in &case.sections {
        let (Some(target), Some(actual)) =
            (section.column(Role::Target), section.column(Role::Actual))
        else {
            continue;
        };
        if section.column(Role::Indicator).is_some() || section.column(Role::Weight).is_some() {
            continue;
        }
        for row in &section.rows {
            let (goal, result) = (squeezed(row.text(target)), squeezed(row.text(actual)));
            if goal.chars().count() < SENTENCE || goal != result {
                continue;
            }
            let is_name = name.as_ref().is_some_and(|name| *name == goal);
            let what = if is_name { "都只是项目名称" } else { "一字不差" };
            let message = format!("预期目标与实际完成情况{what}");
            findings.push(
                Finding::new("GOAL", Severity::Warning, section.place(row), message)
                    .fact(format!("预期目标：{}", row.text(target)))
                    .fact(format!("实际完成情况：{}", row.text(actual)))
                    .remedy("目标写要做到什么，完成情况写做到了什么，各有数字。"),
            );
        }
    }
    findings
}

fn project_name(case: &Case<'_>) -> Option<String> {
    case.document.tables().flat_map(|table| &table.rows).find_map(|row| {
        let at = row.iter().position(|cell| squeezed(&cell.text) == "项目名称")?;
        row.iter()
            .skip(at + 1)
            .find(|cell| !cell.covered && !cell.text.is_empty())
            .map(|cell| squeezed(&cell.text))
    })
}
