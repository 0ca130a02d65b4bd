//! OVER: results far above their target, and spending far above its budget.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::{Row, Section, is_blank};
use crate::extract::indicator::{Direction, Indicator};
use crate::extract::number::{Number, percent, share};
use crate::extract::role::Role;

/// From this share of its target on, a result asks for a reason.
const FACTOR: Decimal = Decimal::from_parts(130, 0, 0, false, 0);

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        case.indicators.iter().filter(|row| !row.is_unread).filter_map(above_target).collect();
    for section in &case.sections {
        findings.extend(section.rows.iter().filter_map(|row| above_budget(section, row)));
    }
    findings
}

fn above_target(row: &Indicator) -> Option<Finding> {
    let (target, actual) = (row.target.as_ref()?, row.actual.as_ref()?);
    let rises = match target.direction {
        Direction::AtLeast => true,
        Direction::Unsaid | Direction::Equal => !row.is_reverse(),
        Direction::AtMost => false,
    };
    let has_reason = row.reason.as_deref().is_some_and(|reason| !is_blank(reason));
    let rate = share(actual.value, target.number.value)?;
    if !rises || has_reason || rate < FACTOR || row.is_met().is_none_or(|is_met| !is_met) {
        return None;
    }
    // A share cannot rise much; a low target for it is a matter of taste.
    let severity = if actual.unit == "%" { Severity::Note } else { Severity::Warning };
    let message = format!("“{}”完成值为目标的{}，没有说明", row.name, percent(rate));
    Some(
        Finding::new("OVER", severity, &row.place, message)
            .fact(format!("目标：{}", row.target_text))
            .fact(format!("完成：{}", row.actual_text))
            .formula(format!("{}÷{}＝{}", actual.value, target.number.value, percent(rate)))
            .remedy("说明超额的原因；目标定得偏低的，写明下年如何测算。"),
    )
}

/// Budget and outturn of one year side by side, without a column for the adjusted budget.
fn above_budget(section: &Section<'_>, row: &Row<'_>) -> Option<Finding> {
    if section.column(Role::Final).is_some() || section.column(Role::Rate).is_some() {
        return None;
    }
    let (budget, spent) = of_one_year(section, row)?;
    let is_capped =
        ["三公", "接待", "出国", "公务用车", "公车"].iter().any(|w| row.label.contains(w));
    let rate = share(spent.value, budget.value)?;
    let is_over = rate >= FACTOR || (is_capped && rate > Decimal::ONE_HUNDRED);
    if !is_over || row.label.contains("收入") {
        return None;
    }
    let message =
        format!("“{}”决算{}为预算{}的{}", row.label, spent.text, budget.text, percent(rate));
    Some(
        Finding::new("OVER", Severity::Warning, section.place(row), message)
            .fact(format!("预算{}", budget.text))
            .fact(format!("决算{}", spent.text))
            .formula(format!("{}÷{}＝{}", spent.value, budget.value, percent(rate)))
            .remedy("说明超预算的原因和批准文件。"),
    )
}

fn of_one_year(section: &Section<'_>, row: &Row<'_>) -> Option<(Number, Number)> {
    let year = |at: usize| section.columns.get(at).and_then(|column| column.year);
    let budgets = section.with_role(Role::Budget).chain(section.with_role(Role::Original));
    budgets
        .flat_map(|budget| section.with_role(Role::Executed).map(move |spent| (budget, spent)))
        .find(|(budget, spent)| year(*budget).is_some() && year(*budget) == year(*spent))
        .and_then(|(budget, spent)| Some((row.number(budget)?, row.number(spent)?)))
}
