//! SUM and TOTAL: parts that do not make their whole.

use rust_decimal::Decimal;
use taizhang_core::Money;
use taizhang_core::figure::{FigureError, Measure};

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pack::FundSelection;
use crate::self_evaluation::FundRow;

pub(super) const SUM: Rule = Rule {
    code: "SUM",
    title: "分项之和不等于合计",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
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

/// Amounts that make a whole, each as the report shows it.
pub(super) struct Group {
    pub(super) place: String,
    /// What the parts are, in words.
    pub(super) name: String,
    pub(super) parts: Vec<Money>,
    pub(super) total: Money,
}

impl Group {
    fn new(place: &str, name: &str, parts: Vec<Money>, total: Money) -> Self {
        Self { place: place.to_owned(), name: name.to_owned(), parts, total }
    }
}

fn sum(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let mut all = groups(case)?;
    let lines = case.book.lines().map(|line| case.book.line_total(&line.id, Measure::OUTTURN));
    let lines: Vec<Money> = lines.collect::<Result<_, _>>()?;
    let total = case.money("outturn.total")?;
    all.push(Group::new("outturn.line", "各预算指标执行数", lines, total));
    let mut findings = Vec::new();
    for group in &all {
        findings.extend(unclosed(group)?);
    }
    Ok(findings)
}

/// Lists the sums that the report prints.
pub(super) fn groups(case: &Case<'_>) -> Result<Vec<Group>, FigureError> {
    let mut groups = Vec::new();
    for head in ["budget.original", "budget.final", "outturn"] {
        let parts =
            vec![case.money(&format!("{head}.basic"))?, case.money(&format!("{head}.project"))?];
        let place = format!("{head}.total");
        let total = case.money(&place)?;
        groups.push(Group::new(&place, "基本支出＋项目支出", parts, total));
    }
    let total = case.money("outturn.total")?;
    let classes = economic_classes(case)?;
    groups.push(Group::new("outturn.economic", "各经济分类执行数", classes, total));
    groups.extend(fund_rows(case));
    Ok(groups)
}

fn economic_classes(case: &Case<'_>) -> Result<Vec<Money>, FigureError> {
    let is_class = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    let keys = case
        .figures
        .keys()
        .filter(|key| key.as_str().strip_prefix("outturn.economic.").is_some_and(is_class));
    keys.map(|key| case.money(key.as_str())).collect()
}

fn fund_rows(case: &Case<'_>) -> Vec<Group> {
    let rules = &case.pack.funds().rows;
    let rows: Vec<_> = rules.iter().zip(&case.evaluation.funds).collect();
    let Some((_, total)) = rows.first() else { return Vec::new() };
    let mut groups = Vec::new();
    for (selections, name) in [(BY_SOURCE, "资金来源各行"), (BY_CATEGORY, "支出类别各行")]
    {
        let members: Vec<&FundRow> = rows
            .iter()
            .filter(|(rule, _)| selections.contains(&rule.counts))
            .map(|(_, row)| *row)
            .collect();
        if members.is_empty() {
            continue;
        }
        for (column, amount) in COLUMNS {
            let parts: Vec<Money> = members.iter().map(|row| amount(row)).collect();
            let place = format!("funds.{column}");
            groups.push(Group::new(&place, &format!("{name}{column}"), parts, amount(total)));
        }
    }
    groups
}

fn unclosed(group: &Group) -> Result<Option<Finding>, FigureError> {
    let Group { place, name, parts, total } = group;
    let sum = Money::sum(parts.iter().copied())?;
    if sum == *total {
        return Ok(None);
    }
    let terms: Vec<String> = parts.iter().map(ToString::to_string).collect();
    let message = format!("{name}之和{sum}元不等于合计{total}元");
    let found = Finding::new(SUM.code, Severity::Error, place.as_str(), message)
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
    inputs: &[Input::Ledger],
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
        Finding::new(TOTAL.code, Severity::Error, "total_score", message)
            .fact(format!("执行率得分：{}", evaluation.execution_score))
            .fact(format!("指标得分合计：{earned}"))
            .formula(format!("{}＋{earned}＝{sum}", evaluation.execution_score))
            .remedy("重新计算自评。"),
    ]
}
