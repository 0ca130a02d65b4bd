//! MISSING: what the form or the report asks for and nobody gave.

use taizhang_core::figure::FigureError;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pack::PackKind;

pub(super) const RULE: Rule = Rule {
    code: "MISSING",
    title: "必填内容缺失",
    severity: Severity::Error,
    inputs: &[Input::Ledger, Input::Narrative],
    explanation: "报告的必要章节没有文字，没有年度目标或绩效指标，没有满意度调查，没有编制、人员或资产登记的，\
                  报告不完整。“三公”经费没有预算数，控制率无从计算。",
    source: "种子报告缺自评得分、满意度、三公经费、采购等；各地报告提纲",
    due: Due::Report,
    run: Run::Computing(run),
};

/// The two facts behind every finding of this rule.
const ASKED: [&str; 2] = ["表式：须有", "台账：没有"];

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let mut findings = Vec::new();
    let mut missing = |severity, place: &str, message: &str, remedy: &str| {
        let found = Finding::new(RULE.code, severity, place, message);
        findings.push(found.facts(ASKED.map(str::to_owned)).remedy(remedy));
    };
    for slot in case.pack.outline().slots.iter().filter(|slot| slot.required) {
        let written = case.narratives.get(slot.key.as_str());
        if written.is_none_or(|(_, markdown)| markdown.trim().is_empty()) {
            let message = format!("章节“{}”没有文字", slot.title);
            missing(Severity::Error, &slot.key, &message, &slot.hint);
        }
    }
    if case.evaluation.objective.is_empty() {
        let remedy = "登记年度目标及其申报文件。";
        missing(Severity::Error, "objective", "没有登记年度总体目标", remedy);
    }
    if case.evaluation.indicators.is_empty() {
        missing(Severity::Error, "indicators", "没有申报绩效指标", "登记绩效指标及目标值。");
    }
    let asks_satisfaction = case.pack.tree().iter().any(|b| b.name.contains("满意度"));
    if asks_satisfaction && case.book.surveys().iter().next().is_none() {
        let remedy = "登记调查对象、有效样本数和满意份数。";
        missing(Severity::Warning, "surveys", "没有登记满意度调查", remedy);
    }
    if case.pack.kind() == PackKind::WholeUnit {
        if case.book.posts().iter().next().is_none() {
            missing(Severity::Warning, "posts", "没有登记编制数", "按批文登记各类编制。");
        }
        if case.book.headcount().iter().next().is_none() {
            missing(Severity::Warning, "headcount", "没有登记实有人数", "登记年末各类人员。");
        }
        if case.book.assets().iter().next().is_none() {
            missing(Severity::Warning, "assets", "没有登记资产", "登记年末各类资产的原值和净值。");
        }
        if !case.money("outturn.three_public.total")?.is_zero() {
            missing(
                Severity::Note,
                "outturn.three_public.total",
                "有“三公”经费支出，但台账不记“三公”经费预算，控制率无从计算",
                "对照批复的“三公”经费预算人工核对。",
            );
        }
    }
    Ok(findings)
}
