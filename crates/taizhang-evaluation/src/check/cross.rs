//! CROSS: what was said elsewhere differs from what the ledger says now.

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "CROSS",
    title: "前后不一致",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
    explanation: "送审的得分与现在计算的不同，说明送审后数据有变，须重新送审；对账有差额而没有解释的，须查明；\
                  财政评分与自评不同的只作说明。",
    source: "财政复核要点：附表与正文一致、自评与系统一致",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let computed = case.evaluation.total_score;
    let proceedings = case.book.proceedings();
    if let Some((_, submitted)) = &proceedings.submission
        && submitted.pack == case.pack.id()
        && submitted.score != computed
    {
        let message = format!("送审得分{}，现在计算为{computed}", submitted.score);
        findings.push(
            Finding::new(RULE.code, Severity::Error, "submission", message)
                .fact(format!("送审得分：{}", submitted.score))
                .fact(format!("现算得分：{computed}"))
                .remedy("核对送审后的变动，重新送审。"),
        );
    }
    if let Some(bureau) = &proceedings.bureau_score
        && bureau.score != computed
    {
        let message = format!("财政评分{}，自评{computed}", bureau.score);
        let found = Finding::new(RULE.code, Severity::Note, "bureau_score", message)
            .fact(format!("财政评分：{}", bureau.score))
            .fact(format!("自评得分：{computed}"));
        findings.push(found.remedy("按财政意见整改，下年改进自评。"));
    }
    for statement in case.book.reconciliations().iter() {
        let compared = &statement.fact;
        if compared.shown_outturn == compared.ledger_outturn || !compared.explanation.is_empty() {
            continue;
        }
        let about = compared.line.as_ref().map_or("全部指标".to_owned(), |l| l.id.to_string());
        let message = format!(
            "{}对账：{about}系统支出{}元，台账{}元，没有解释",
            statement.on, compared.shown_outturn, compared.ledger_outturn
        );
        findings.push(
            Finding::new(RULE.code, Severity::Warning, format!("reconciliation#{about}"), message)
                .fact(format!("系统支出：{}元", compared.shown_outturn))
                .fact(format!("台账支出：{}元", compared.ledger_outturn))
                .behind([statement.sequence.get()])
                .remedy("查明差额，登记解释或补登支付。"),
        );
    }
    findings
}
