//! STAFF: more people in post than authorised posts.

use taizhang_core::event::{PostKind, StaffCategory};
use taizhang_core::figure::FigureError;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

const KEY: &str = "rate.headcount";

pub(super) const RULE: Rule = Rule {
    code: "STAFF",
    title: "在职人数超过编制",
    severity: Severity::Warning,
    inputs: &[Input::Ledger],
    explanation: "在职人员控制率＝在职实有人数÷编制总数，超过100%即超编，多数地区的整体支出评价要扣分。\
                  离退休人员不占编制。已说明原因的只作说明。",
    source: "各地整体支出评价指标“在职人员控制率”；种子报告编制6名、在职7人",
    due: Due::Always,
    run: Run::Computing(run),
};

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let Some(rate) = case.ratio(KEY)? else { return Ok(Vec::new()) };
    let (people, posts) = (rate.numerator(), rate.denominator());
    // Without any authorised posts on record, that itself is what is missing.
    if posts.is_zero() || people <= posts {
        return Ok(Vec::new());
    }
    let reason = case.explained(KEY);
    let severity = if reason.is_some() { Severity::Note } else { Severity::Warning };
    let message =
        format!("在职{people}人超过编制{posts}名，在职人员控制率{}", rate.percent_text(2));
    let mut found = Finding::new(RULE.code, severity, KEY, message)
        .fact(format!("在职实有人数：{people}人"))
        .fact(format!("编制总数：{posts}名"))
        .formula(format!("{people}÷{posts}＝{}", rate.percent_text(2)))
        .behind(PostKind::ALL.iter().filter_map(|kind| {
            let stated = case.book.posts().latest(|posts| posts.kind == *kind);
            stated.map(|statement| statement.sequence.get())
        }))
        .behind(StaffCategory::ALL.iter().filter(|category| category.is_in_post()).filter_map(
            |category| {
                let stated = case.book.headcount().latest(|people| people.category == *category);
                stated.map(|statement| statement.sequence.get())
            },
        ))
        .remedy("核对编制批文和人员登记；属实的，说明超编原因和消化办法。");
    if let Some(reason) = reason {
        found = found.fact(format!("已说明：{reason}"));
    }
    Ok(vec![found])
}
