//! The scored year and what the checks say.

use serde::Serialize;
use taizhang_export::{
    ExportContext, Finding, FundRow, GoalRow, Grounds, IndicatorRow, SelfEvaluation,
};

use crate::report::{InlineView, Setter};
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
    weight: InlineView<'a>,
    score: InlineView<'a>,
    events: Vec<u64>,
}

#[derive(Serialize)]
struct FundView<'a> {
    name: &'a str,
    /// Amounts, rate and points, from left to right.
    numbers: Vec<InlineView<'a>>,
}

#[derive(Serialize)]
struct IndicatorView<'a> {
    level1: &'a str,
    level2: &'a str,
    name: &'a str,
    target: InlineView<'a>,
    actual: InlineView<'a>,
    weight: InlineView<'a>,
    score: InlineView<'a>,
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
    pub(crate) fn of(
        evaluation: &'a SelfEvaluation,
        setter: &mut Setter<'a>,
        sources: &Sources<'_>,
    ) -> Self {
        let goals = evaluation.goals.iter();
        let goals = goals.map(|row| goal(evaluation, row, setter, sources)).collect();
        let funds = evaluation.funds.iter().map(|row| fund(evaluation, row, setter)).collect();
        let indicators = evaluation.indicators.iter();
        let indicators = indicators.map(|row| indicator(row, setter, sources)).collect();
        Self {
            form: &evaluation.pack.title,
            source: &evaluation.pack.source,
            verified: evaluation.pack.verified,
            objective: &evaluation.objective,
            outcome: &evaluation.outcome,
            goals,
            funds,
            indicators,
            execution_score: plain(evaluation.execution_score),
            score: plain(evaluation.total_score),
            weight: plain(evaluation.total_weight),
            grade: &evaluation.grade,
        }
    }
}

fn goal<'a>(
    scored: &SelfEvaluation,
    row: &'a GoalRow,
    setter: &mut Setter<'a>,
    sources: &Sources<'_>,
) -> GoalView<'a> {
    GoalView {
        number: row.number,
        text: &row.text,
        indicators: scored.names_of(row),
        outcome: &row.outcome,
        weight: setter.number(plain(row.weight), &scored.goal_weight_grounds(row)),
        score: setter.number(plain(row.score), &scored.goal_score_grounds(row)),
        events: sources.known(&[row.sequence]),
    }
}

fn fund<'a>(scored: &SelfEvaluation, row: &'a FundRow, setter: &mut Setter<'a>) -> FundView<'a> {
    let points = |points: Option<_>| points.map(plain).unwrap_or_default();
    let of = |head, what| scored.fund_grounds(row, head, what);
    let numbers = [
        (yuan(row.original_budget), of("budget.original", "年初预算数")),
        (yuan(row.adjustment), of("budget.adjustment", "预算调整数")),
        (yuan(row.final_budget), of("budget.final", "全年预算数")),
        (yuan(row.outturn), of("outturn", "全年执行数")),
        (rate(&row.rate), of("rate.execution", "执行率")),
        // The form sets these points, not the ledger.
        (points(row.weight), Grounds::default()),
        (points(row.score), scored.execution_grounds()),
    ];
    let numbers = numbers.into_iter().map(|(words, grounds)| setter.number(words, &grounds));
    FundView { name: &row.name, numbers: numbers.collect() }
}

fn indicator<'a>(
    row: &'a IndicatorRow,
    setter: &mut Setter<'a>,
    sources: &Sources<'_>,
) -> IndicatorView<'a> {
    IndicatorView {
        level1: &row.level1,
        level2: &row.level2,
        name: &row.name,
        target: setter.number(row.target_text(), &row.target_grounds()),
        actual: setter.number(row.actual_text.as_str(), &row.actual_grounds()),
        weight: setter.number(plain(row.weight), &row.target_grounds()),
        score: setter.number(plain(row.score), &row.score_grounds()),
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
