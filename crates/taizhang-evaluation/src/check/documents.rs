//! DOCNO: a document number whose year is not the year of its money.

use taizhang_core::SourceDocument;
use taizhang_core::event::{Event, Recorded};
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

/// First month of the season in which next year's money is announced (提前下达).
const ADVANCE_NOTICE_FROM: i8 = 10;

pub(super) const RULE: Rule = Rule {
    code: "DOCNO",
    title: "文号年份与资金年度不符",
    severity: Severity::Warning,
    inputs: &[Input::Ledger],
    explanation: "年初预算和追加的文号年份应当是本年度；上年结转的文号年份应当是资金的来源年度或本年度。\
                  上年四季度发文、提前下达本年度资金的，只作说明。文号年份不符，可能是文号写错，\
                  也可能是以前年度资金没有按上年结转登记。",
    source: "《预算法》年度预算原则；种子报告2022年资金使用2020年文号",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.standing().filter_map(|recorded| judge(case, recorded)).collect()
}

fn judge(case: &Case<'_>, recorded: &Recorded) -> Option<Finding> {
    let document = case.book.document_behind(recorded.id)?;
    match &recorded.event {
        Event::OriginalBudgetApproved(grant) | Event::BudgetSupplemented(grant) => {
            if document.number.year() == case.year {
                return None;
            }
            let remedy = "核对文号；如属以前年度资金，红字冲销后按上年结转登记。";
            let line = (&grant.line.id.to_string(), grant.line.name.as_str());
            Some(mismatch(case, recorded, line, document).remedy(remedy))
        }
        Event::CarryOverBroughtIn(carried) => {
            let fits = [case.year, carried.origin_year].contains(&document.number.year());
            if fits {
                return None;
            }
            let line = (&carried.line.id.to_string(), carried.line.name.as_str());
            let found = mismatch(case, recorded, line, document)
                .fact(format!("登记的资金来源年度为{}年", carried.origin_year))
                .remedy("核对文号和资金来源年度。");
            Some(found)
        }
        _ => None,
    }
}

fn mismatch(
    case: &Case<'_>,
    recorded: &Recorded,
    (id, name): (&String, &str),
    document: &SourceDocument,
) -> Finding {
    let number = &document.number;
    let is_advance_notice = Some(number.year()) == case.year.previous()
        && number.year().contains(document.dated)
        && document.dated.month() >= ADVANCE_NOTICE_FROM;
    let severity = if is_advance_notice { Severity::Note } else { Severity::Warning };
    let (year, written) = (case.year, number.year());
    let message = format!("{year}年度预算指标{}的文号{number}是{written}年的", quoted(name));
    Finding::new(RULE.code, severity, id.as_str(), message)
        .fact(format!("预算年度：{}", case.year))
        .fact(format!("文号：{number}（{}）", document.dated))
        .behind([recorded.sequence.get()])
}
