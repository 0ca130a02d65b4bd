//! TOTAL and SUM: points and scores added up.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::Section;
use crate::extract::indicator::{Indicator, is_total};
use crate::extract::number::{Number, cell, closes, plain};
use crate::extract::role::{Role, squeezed};
use crate::extract::{Pattern, regex};

static DECLARED: Pattern = Pattern::new(|| {
    regex(r"^(?P<name>[^0-9()]{2,8})(?:指标)?\(?(?P<points>[0-9]{1,3})(?:分)?\)?$")
});

static STATED: Pattern = Pattern::new(|| {
    regex(
        r"(?:自评(?:总|得)?分(?:数)?|自评总得分|综合得分|综合评分|自评总分|总得分|总分)(?:为|是|：|:|\s)*(?P<score>[0-9]{1,3}(?:\.[0-9]+)?)\s?分?",
    )
});

/// The points that a section's rows declare by the name of their first level.
pub(super) fn weights(case: &Case<'_>) -> Vec<Finding> {
    let mut groups: BTreeMap<(usize, &str), Vec<&Indicator>> = BTreeMap::new();
    for indicator in &case.indicators {
        groups.entry((indicator.table, &indicator.level_one)).or_default().push(indicator);
    }
    let mut findings = Vec::new();
    for ((_, name), rows) in groups {
        let Some(captures) = DECLARED.captures(name) else { continue };
        let Some(points) = captures.name("points").and_then(|m| cell(m.as_str())) else { continue };
        let weights: Vec<&Number> = rows.iter().filter_map(|row| row.weight.as_ref()).collect();
        let named = rows.iter().filter(|row| !row.name.is_empty()).count();
        let is_known = rows.iter().all(|row| !row.is_unread) && weights.len() == named;
        if !is_known || weights.is_empty() || closes(&weights, &points) {
            continue;
        }
        let sum: Decimal = weights.iter().map(|weight| weight.value).sum();
        let place = rows.first().map(|row| row.place.clone()).unwrap_or_default();
        let terms: Vec<String> = weights.iter().map(|weight| weight.value.to_string()).collect();
        findings.push(
            Finding::new(
                "SUM",
                Severity::Error,
                place,
                format!("“{name}”下各指标分值之和为{}", plain(sum)),
            )
            .fact(format!("一级指标：{name}"))
            .fact(format!("分值之和：{}", plain(sum)))
            .formula(format!("{}＝{}≠{}", terms.join("+"), plain(sum), points.value))
            .remedy("调整三级指标分值，使之等于一级指标分值。"),
        );
    }
    findings
}

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        case.sections.iter().filter_map(|s| of_table(case, s)).collect();
    findings.extend(stated(case));
    findings
}

/// A total row of an indicator table against its rows and the execution rate's points.
fn of_table(case: &Case<'_>, section: &Section<'_>) -> Option<Finding> {
    let total_row = section.rows.iter().find(|row| {
        is_total(&row.label) || row.cells.iter().any(|c| !c.covered && is_total(&squeezed(&c.text)))
    })?;
    let total = section.number(total_row, Role::Score)?;
    let rows: Vec<&Indicator> =
        case.indicators.iter().filter(|row| row.table == section.table.number).collect();
    let scores: Vec<&Number> = rows.iter().filter_map(|row| row.score.as_ref()).collect();
    if rows.iter().any(|row| row.is_unread || (row.weight.is_some() && row.score.is_none()))
        || scores.len() < 2
    {
        return None;
    }
    // The funds may stand in a table of their own.
    let execution =
        execution_score(case, section.table.number).or_else(|| execution_score(case, 0));
    let with: Vec<&Number> = scores.iter().copied().chain(&execution).collect();
    let weights: Decimal = rows.iter().filter_map(|row| row.weight.as_ref()).map(|n| n.value).sum();
    let sum: Decimal = scores.iter().map(|score| score.value).sum();
    let may_be_elsewhere = execution.is_none()
        && leaves_execution_out(weights, Decimal::ONE_HUNDRED)
        && total.value > sum
        && total.value - sum <= Decimal::ONE_HUNDRED - weights;
    if closes(&scores, &total) || closes(&with, &total) || may_be_elsewhere {
        return None;
    }
    let sum: Decimal = with.iter().map(|score| score.value).sum();
    let terms: Vec<String> = with.iter().map(|score| score.value.to_string()).collect();
    Some(
        Finding::new(
            "TOTAL",
            Severity::Error,
            section.place(total_row),
            format!("各指标得分之和为{}，总分为{}", plain(sum), total.text),
        )
        .fact(format!("总分：{}", total.text))
        .fact(format!("得分之和：{}", plain(sum)))
        .formula(format!("{}＝{}≠{}", terms.join("+"), plain(sum), total.value))
        .remedy("核对各指标得分和总分。"),
    )
}

/// A total row's points against the points of all rows and of the execution rate.
pub(super) fn total_weight(case: &Case<'_>) -> Vec<Finding> {
    case.sections.iter().filter_map(|section| weight_of_table(case, section)).collect()
}

fn weight_of_table(case: &Case<'_>, section: &Section<'_>) -> Option<Finding> {
    let total_row = section.rows.iter().find(|row| is_total(&row.label))?;
    let total = section.number(total_row, Role::Weight)?;
    let rows: Vec<&Indicator> =
        case.indicators.iter().filter(|row| row.table == section.table.number).collect();
    let weights: Vec<&Number> = rows.iter().filter_map(|row| row.weight.as_ref()).collect();
    let is_complete =
        rows.iter().all(|row| !row.is_unread && (row.weight.is_some() || row.name.is_empty()));
    if !is_complete || weights.len() < 2 {
        return None;
    }
    let execution = execution_weights(case);
    let of_one = |weight: &Number| {
        let all: Vec<&Number> = weights.iter().copied().chain([weight]).collect();
        closes(&all, &total)
    };
    let sum: Decimal = weights.iter().map(|weight| weight.value).sum();
    if closes(&weights, &total)
        || execution.iter().any(of_one)
        || (execution.is_empty() && leaves_execution_out(sum, total.value))
    {
        return None;
    }
    let all: Vec<&Number> = weights.iter().copied().chain(execution.first()).collect();
    let sum: Decimal = all.iter().map(|weight| weight.value).sum();
    let terms: Vec<String> = all.iter().map(|weight| weight.value.to_string()).collect();
    Some(
        Finding::new(
            "SUM",
            Severity::Error,
            section.place(total_row),
            format!("各项分值之和为{}，合计分值为{}", plain(sum), total.text),
        )
        .fact(format!("合计分值：{}", total.text))
        .fact(format!("各项分值之和：{}", plain(sum)))
        .formula(format!("{}＝{}≠{}", terms.join("+"), plain(sum), total.value))
        .remedy("调整分值，使各项之和等于合计，总分一般为100分。"),
    )
}

/// The points of the execution rate, 10 or 20, may stand where the document does not show them.
fn leaves_execution_out(points: Decimal, total: Decimal) -> bool {
    [10, 20].iter().any(|execution| points + Decimal::from(*execution) == total)
}

/// Returns the points that funds rows have.
fn execution_weights(case: &Case<'_>) -> Vec<Number> {
    let funds = case.sections.iter().filter(|section| {
        section.column(Role::Rate).is_some() && section.column(Role::Indicator).is_none()
    });
    funds
        .filter_map(|section| section.rows.iter().find_map(|row| section.number(row, Role::Weight)))
        .collect()
}

/// Returns the points of the funds row.
fn execution_score(case: &Case<'_>, table: usize) -> Option<Number> {
    case.sections
        .iter()
        .filter(|section| section.table.number == table || table == 0)
        .filter(|section| {
            section.column(Role::Rate).is_some() && section.column(Role::Indicator).is_none()
        })
        .find_map(|section| section.rows.iter().find_map(|row| section.number(row, Role::Score)))
}

/// The score that the text states against all rows of all tables, when every one can be read.
fn stated(case: &Case<'_>) -> Option<Finding> {
    let rows: Vec<&Indicator> = case.indicators.iter().filter(|row| row.weight.is_some()).collect();
    let weights: Decimal = rows.iter().filter_map(|row| row.weight.as_ref()).map(|n| n.value).sum();
    let execution = execution_score(case, 0);
    let full = if execution.is_some() { Decimal::from(90) } else { Decimal::ONE_HUNDRED };
    // Only a complete table says what the total is.
    if weights != full || rows.iter().any(|row| row.is_unread || row.score.is_none()) {
        return None;
    }
    let scores: Vec<&Number> =
        rows.iter().filter_map(|row| row.score.as_ref()).chain(&execution).collect();
    let sum: Decimal = scores.iter().map(|score| score.value).sum();
    for passage in case.passages.iter().filter(|passage| passage.paragraph.is_some()) {
        let Some(captures) = STATED.captures(&passage.text) else { continue };
        let Some(total) = captures.name("score").and_then(|m| cell(m.as_str())) else { continue };
        if closes(&scores, &total) || total.value == Decimal::ONE_HUNDRED {
            continue;
        }
        return Some(
            Finding::new(
                "TOTAL",
                Severity::Error,
                &passage.place,
                format!("文中自评{}分，表中各项得分之和为{}", total.text, plain(sum)),
            )
            .fact(format!("文中：{}分", total.text))
            .fact(format!("表中：{}分", plain(sum)))
            .formula(format!("Σ得分＝{}≠{}", plain(sum), total.value))
            .remedy("以表为准改正文，或改正表中得分。"),
        );
    }
    None
}
