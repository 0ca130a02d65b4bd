//! SUM and RATE: one total shown by income and by expenditure.

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::{Row, Section};
use crate::extract::indicator::is_total;
use crate::extract::number::{Number, closes, percent, plain, share};
use crate::extract::role::{Role, squeezed};

/// A row that holds the totals of both sides.
struct Sides<'s, 'a> {
    section: &'s Section<'a>,
    row: &'s Row<'a>,
    income: Number,
    expenditure: Number,
}

fn all<'s, 'a>(case: &'s Case<'a>) -> Vec<Sides<'s, 'a>> {
    case.sections.iter().filter_map(of_section).collect()
}

fn of_section<'s, 'a>(section: &'s Section<'a>) -> Option<Sides<'s, 'a>> {
    let headed = |words: &[&str]| {
        (0..section.columns.len()).find(|at| words.iter().any(|w| section.header(*at).contains(w)))
    };
    let income_at = headed(&["收入性质", "资金性质", "收入", "income"])?;
    let expenditure_at = headed(&["支出性质", "支出", "expenditure"])?;
    if income_at >= expenditure_at {
        return None;
    }
    let row = section.rows.iter().find(|row| {
        let is_total_at =
            |at: usize| row.cells.get(at).is_some_and(|c| is_total(&squeezed(&c.text)));
        is_total_at(income_at) && is_total_at(expenditure_at)
    })?;
    let number = |from: usize, to: usize| (from..to).find_map(|at| row.number(at));
    Some(Sides {
        section,
        row,
        income: number(income_at, expenditure_at)?,
        expenditure: number(expenditure_at, section.columns.len())?,
    })
}

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sides in all(case) {
        let (income, expenditure) = (&sides.income, &sides.expenditure);
        // Income may exceed expenditure by what is carried over, if that is shown.
        if closes(&[income], expenditure) || case.says(&["结转", "结余分配"]) {
            continue;
        }
        let difference = income.value - expenditure.value;
        let message = format!(
            "按收入的合计{}与按支出的合计{}相差{}",
            income.text,
            expenditure.text,
            plain(difference.abs())
        );
        findings.push(
            Finding::new("SUM", Severity::Error, sides.section.place(sides.row), message)
                .fact(format!("按收入：{}", income.text))
                .fact(format!("按支出：{}", expenditure.text))
                .formula(format!("{}-{}＝{}", income.value, expenditure.value, plain(difference)))
                .remedy("同一个全年执行数只能有一个合计；核对两边的明细，或写明年末结转。"),
        );
    }
    findings
}

/// The execution rate that follows from the expenditure side.
pub(super) fn rate(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sides in all(case) {
        if closes(&[&sides.income], &sides.expenditure) || case.says(&["结转", "结余分配"]) {
            continue;
        }
        let funds = case.sections.iter().flat_map(|section| {
            section.rows.iter().filter_map(move |row| {
                let number = |role| section.number(row, role);
                Some((
                    section,
                    row,
                    number(Role::Final)?,
                    number(Role::Executed)?,
                    number(Role::Rate)?,
                ))
            })
        });
        for (section, row, budget, executed, printed) in funds {
            if executed.value != sides.income.value {
                continue;
            }
            let Some(rate) = share(sides.expenditure.value, budget.value) else { continue };
            let points = section.number(row, Role::Weight).map(|weight| {
                let points = weight.value * rate / Decimal::ONE_HUNDRED;
                format!("（得{}分）", points.round_dp_with_strategy(2, MidpointAwayFromZero))
            });
            let message = format!(
                "若支出为{}，执行率应为{}{}，表中为{}",
                sides.expenditure.text,
                percent(rate),
                points.unwrap_or_default(),
                printed.text
            );
            findings.push(
                Finding::new("RATE", Severity::Error, section.place(row), message)
                    .fact(format!("全年预算{}", budget.text))
                    .fact(format!("按支出的合计{}", sides.expenditure.text))
                    .fact(format!("执行率{}", printed.text))
                    .formula(format!(
                        "{}÷{}＝{}",
                        sides.expenditure.value,
                        budget.value,
                        percent(rate)
                    ))
                    .remedy("先查清全年执行数，再算执行率和得分。"),
            );
        }
    }
    findings
}
