//! The scored year and what the checks say.

use serde::Serialize;
use taizhang_export::{ExportContext, Finding, FundRow, GoalRow, IndicatorRow, SelfEvaluation};

use crate::sources::{Sources, plain, rate, yuan};

/// The scored year.
#[derive(Serialize)]
pub(crate) struct EvaluationView<'a> {
    form: &'a str,
    source: &'a str,
    verified: bool,
    objective: &'a str,
    outcome: &'a str,
    goals: Vec<GoalView<'a>>,
    funds: Vec<FundView<'a>>,
    indicators: Vec<IndicatorView<'a>>,
    execution_score: String,
    score: String,
    weight: String,
    grade: &'a str,
}

#[derive(Serialize)]
struct GoalView<'a> {
    number: u32,
    text: &'a str,
    indicators: String,
    outcome: &'a str,
    weight: String,
    score: String,
    events: Vec<u64>,
}

#[derive(Serialize)]
struct FundView<'a> {
    name: &'a str,
    original: String,
    adjustment: String,
    budget: String,
    outturn: String,
    rate: String,
    weight: String,
    score: String,
}

#[derive(Serialize)]
struct IndicatorView<'a> {
    level1: &'a str,
    level2: &'a str,
    name: &'a str,
    target: String,
    actual: &'a str,
    weight: String,
    score: String,
    rule: &'a str,
    basis: &'a str,
    reason: &'a str,
    action: &'a str,
    events: Vec<u64>,
}

/// What a check has to say.
#[derive(Serialize)]
pub(crate) struct FindingView<'a> {
    code: &'a str,
    severity: &'static str,
    place: &'a str,
    message: &'a str,
    facts: &'a [String],
    formula: &'a str,
    remedy: &'a str,
    waived: Option<&'a str>,
    events: Vec<u64>,
}

impl<'a> EvaluationView<'a> {
    /// Shows the scored year; the events that it names lead to their entries.
    pub(crate) fn of(evaluation: &'a SelfEvaluation, sources: &Sources<'_>) -> Self {
        Self {
            form: &evaluation.pack.title,
            source: &evaluation.pack.source,
            verified: evaluation.pack.verified,
            objective: &evaluation.objective,
            outcome: &evaluation.outcome,
            goals: evaluation.goals.iter().map(|row| goal(evaluation, row, sources)).collect(),
            funds: evaluation.funds.iter().map(fund).collect(),
            indicators: evaluation.indicators.iter().map(|row| indicator(row, sources)).collect(),
            execution_score: plain(evaluation.execution_score),
            score: plain(evaluation.total_score),
            weight: plain(evaluation.total_weight),
            grade: &evaluation.grade,
        }
    }
}

fn goal<'a>(scored: &SelfEvaluation, row: &'a GoalRow, sources: &Sources<'_>) -> GoalView<'a> {
    GoalView {
        number: row.number,
        text: &row.text,
        indicators: scored.names_of(row),
        outcome: &row.outcome,
        weight: plain(row.weight),
        score: plain(row.score),
        events: sources.known(&[row.sequence]),
    }
}

fn fund(row: &FundRow) -> FundView<'_> {
    let points = |points: Option<_>| points.map(plain).unwrap_or_default();
    FundView {
        name: &row.name,
        original: yuan(row.original_budget),
        adjustment: yuan(row.adjustment),
        budget: yuan(row.final_budget),
        outturn: yuan(row.outturn),
        rate: rate(&row.rate),
        weight: points(row.weight),
        score: points(row.score),
    }
}

fn indicator<'a>(row: &'a IndicatorRow, sources: &Sources<'_>) -> IndicatorView<'a> {
    IndicatorView {
        level1: &row.level1,
        level2: &row.level2,
        name: &row.name,
        target: row.target_text(),
        actual: &row.actual_text,
        weight: plain(row.weight),
        score: plain(row.score),
        rule: &row.rule,
        basis: &row.basis,
        reason: &row.variance_reason,
        action: &row.corrective_action,
        events: sources.known(&row.events),
    }
}

/// Shows the findings, the worst first.
pub(crate) fn findings<'a>(
    context: &'a ExportContext,
    sources: &Sources<'_>,
) -> Vec<FindingView<'a>> {
    let mut findings: Vec<&Finding> = context.findings.iter().collect();
    findings.sort_by_key(|finding| (finding.waived.is_some(), std::cmp::Reverse(finding.severity)));
    let views = findings.into_iter().map(|finding| FindingView {
        code: &finding.code,
        severity: finding.severity.name(),
        place: &finding.place,
        message: &finding.message,
        facts: &finding.facts,
        formula: &finding.formula,
        remedy: &finding.remedy,
        waived: finding.waived.as_deref(),
        events: sources.known(&finding.events),
    });
    views.collect()
}
