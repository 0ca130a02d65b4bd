//! SUM and TOTAL: parts that do not make their whole.

use rust_decimal::Decimal;
use taizhang_core::Money;
use taizhang_core::figure::{FigureError, Measure};

use super::case::{Case, finding};
use super::{Due, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pack::FundSelection;
use crate::self_evaluation::FundRow;

pub(super) const SUM: Rule = Rule {
    code: "SUM",
    title: "分项之和不等于合计",
    severity: Severity::Error,
    explanation: "基本支出＋项目支出＝总支出；各预算指标之和、各经济分类之和＝总支出；\
                  资金表各分行之和＝年度资金总额。按元核对，不受四舍五入影响。",
    source: "财政复核要点：金额汇总、附表与正文一致",
    due: Due::Always,
    run: Run::Computing(sum),
};

/// A column of the funds block.
type Column = (&'static str, fn(&FundRow) -> Money);

const COLUMNS: [Column; 3] = [
    ("年初预算数", |row| row.original_budget),
    ("全年预算数", |row| row.final_budget),
    ("全年执行数", |row| row.outturn),
];

/// Groups of fund rows that each make the whole.
const BY_SOURCE: &[FundSelection] = &[
    FundSelection::CurrentFiscal,
    FundSelection::CarryOver,
    FundSelection::SpecialAccount,
    FundSelection::OwnSource,
    FundSelection::Other,
];
const BY_CATEGORY: &[FundSelection] =
    &[FundSelection::Personnel, FundSelection::Operating, FundSelection::Projects];

fn sum(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let mut findings = Vec::new();
    for head in ["budget.original", "budget.final", "outturn"] {
        let parts =
            [case.money(&format!("{head}.basic"))?, case.money(&format!("{head}.project"))?];
        let total = case.money(&format!("{head}.total"))?;
        findings.extend(unclosed(&format!("{head}.total"), "基本支出＋项目支出", &parts, total)?);
    }
    let total = case.money("outturn.total")?;
    let lines: Vec<Money> = case
        .book
        .lines()
        .map(|line| case.book.line_total(&line.id, Measure::OUTTURN))
        .collect::<Result<_, _>>()?;
    findings.extend(unclosed("outturn.line", "各预算指标执行数", &lines, total)?);
    let classes = economic_classes(case)?;
    findings.extend(unclosed("outturn.economic", "各经济分类执行数", &classes, total)?);
    findings.extend(fund_rows(case)?);
    Ok(findings)
}

fn economic_classes(case: &Case<'_>) -> Result<Vec<Money>, FigureError> {
    let is_class = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    let keys = case
        .figures
        .keys()
        .filter(|key| key.as_str().strip_prefix("outturn.economic.").is_some_and(is_class));
    keys.map(|key| case.money(key.as_str())).collect()
}

fn fund_rows(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let rules = &case.pack.funds().rows;
    let rows: Vec<_> = rules.iter().zip(&case.evaluation.funds).collect();
    let Some((_, total)) = rows.first() else { return Ok(Vec::new()) };
    let mut findings = Vec::new();
    for (group, name) in [(BY_SOURCE, "资金来源各行"), (BY_CATEGORY, "支出类别各行")] {
        let members: Vec<&FundRow> = rows
            .iter()
            .filter(|(rule, _)| group.contains(&rule.counts))
            .map(|(_, row)| *row)
            .collect();
        if members.is_empty() {
            continue;
        }
        for (column, amount) in COLUMNS {
            let parts: Vec<Money> = members.iter().map(|row| amount(row)).collect();
            let place = format!("funds.{column}");
            findings.extend(unclosed(&place, &format!("{name}{column}"), &parts, amount(total))?);
        }
    }
    Ok(findings)
}

fn unclosed(
    place: &str,
    parts_name: &str,
    parts: &[Money],
    total: Money,
) -> Result<Option<Finding>, FigureError> {
    let sum = Money::sum(parts.iter().copied())?;
    if sum == total {
        return Ok(None);
    }
    let terms: Vec<String> = parts.iter().map(ToString::to_string).collect();
    let message = format!("{parts_name}之和{sum}元不等于合计{total}元");
    let found = finding(SUM.code, Severity::Error, place, message)
        .fact(format!("分项之和：{sum}元"))
        .fact(format!("合计：{total}元"))
        .formula(format!("{}＝{sum}≠{total}", terms.join("＋")))
        .remedy("金额由台账计算，不应出现此项；请导出数据并报告程序问题。");
    Ok(Some(found))
}

pub(super) const TOTAL: Rule = Rule {
    code: "TOTAL",
    title: "总分不等于各项得分之和",
    severity: Severity::Error,
    explanation: "自评总分＝预算执行率得分＋各指标得分；有总分上限的，取上限。",
    source: "财政绩效管理系统的计算规则",
    due: Due::Always,
    run: Run::Plain(total),
};

fn total(case: &Case<'_>) -> Vec<Finding> {
    let evaluation = case.evaluation;
    let earned: Decimal = evaluation.indicators.iter().map(|row| row.score).sum();
    let sum = earned.saturating_add(evaluation.execution_score);
    // A cap can only lower the total.
    let is_capped = !case.pack.caps().is_empty() && evaluation.total_score < sum;
    if evaluation.total_score == sum || is_capped {
        return Vec::new();
    }
    let message = format!("总分{}不等于各项得分之和{sum}", evaluation.total_score);
    vec![
        finding(TOTAL.code, Severity::Error, "total_score", message)
            .fact(format!("执行率得分：{}", evaluation.execution_score))
            .fact(format!("指标得分合计：{earned}"))
            .formula(format!("{}＋{earned}＝{sum}", evaluation.execution_score))
            .remedy("重新计算自评。"),
    ]
}
