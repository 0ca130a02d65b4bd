//! RATE: an execution rate in running text against the amounts that it can be of.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{Agreement, agreement, percent, share};
use crate::extract::passage::Passage;
use crate::extract::role::Role;
use crate::extract::{Pattern, regex};

static RATE: Pattern = Pattern::new(|| {
    regex(
        r"(?P<name>[^，。；：、（）()0-9%]{0,16}?)(?:执行率|支出进度|执行进度|完成(?:年初|全年|调整后|调整)?预算(?:数)?的)(?:均)?(?:为|达到|达|是|约|：)?(?P<percent>[0-9]+(?:\.[0-9]+)?%)",
    )
});

/// A rate of a part of the budget is not compared with the whole.
const PARTIAL: &[&str] =
    &["项目", "基本", "三公", "公用", "采购", "人员", "经费", "专项", "政府", "接待", "车"];

/// Names of the year's spending.
const SPENT: &[&str] = &[
    "总支出",
    "支出合计",
    "支出总计",
    "支出总额",
    "决算支出",
    "支出决算",
    "全年支出",
    "全年执行",
    "执行数",
    "实际支出",
];

/// Names of the year's budget.
const BUDGET: &[&str] = &[
    "预算支出",
    "预算收入",
    "年初预算",
    "全年预算",
    "调整后预算",
    "调整预算",
    "预算数",
    "预算总额",
    "部门预算",
];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in &case.passages {
        for captures in RATE.captures_iter(&passage.text) {
            let (Some(whole), Some(name)) = (captures.get(0), captures.name("name")) else {
                continue;
            };
            let printed = passage.amounts.iter().find(|amount| amount.span.end == whole.end());
            let Some(printed) = printed.filter(|amount| amount.number.unit == "%") else {
                continue;
            };
            let (budgets, spent) = in_sentence(passage, whole.start(), whole.end());
            let found = if budgets.is_empty() || spent.is_empty() {
                let is_partial = PARTIAL.iter().any(|word| name.as_str().contains(word));
                if is_partial { None } else { of_the_year(case, passage, printed) }
            } else {
                near(passage, printed, &budgets, &spent)
            };
            findings.extend(found);
        }
    }
    findings
}

fn in_sentence(passage: &Passage, start: usize, end: usize) -> (Vec<&Amount>, Vec<&Amount>) {
    let money = passage
        .sentence(start)
        .filter(|amount| amount.number.is_money() && amount.span.end <= end)
        .filter(|amount| !amount.is_comparison());
    let is_budget = |label: &str| {
        (label.contains("预算") || label.contains("下达") || label.contains("安排"))
            && !label.contains("执行")
            && !label.contains("决算")
    };
    let is_spent = |label: &str| {
        ["支出", "执行", "决算", "使用", "支付"].iter().any(|word| label.contains(word))
    };
    let (budgets, rest): (Vec<&Amount>, Vec<&Amount>) =
        money.partition(|amount| is_budget(&amount.label));
    (budgets, rest.into_iter().filter(|amount| is_spent(&amount.label)).collect())
}

/// A rate beside one budget and one amount spent.
fn near(
    passage: &Passage,
    printed: &Amount,
    budgets: &[&Amount],
    spent: &[&Amount],
) -> Option<Finding> {
    let agrees = |spent: &Amount, budget: &Amount| {
        spent.number.kind() == budget.number.kind()
            && agreement(&spent.number, &budget.number, &printed.number) != Agreement::None
    };
    if spent.iter().any(|spent| budgets.iter().any(|budget| agrees(spent, budget))) {
        return None;
    }
    // With several budgets, none of which fits, the adjusted one is what the rate should be of.
    let [spent] = spent else { return None };
    let adjusted = budgets.iter().find(|b| b.label.contains("全年") || b.label.contains("调整"));
    let budget = match budgets {
        [budget] => budget,
        _ => adjusted?,
    };
    (spent.number.kind() == budget.number.kind())
        .then(|| contradiction(passage, printed, spent, budget))
        .flatten()
}

/// A rate of the whole year, whose amounts stand elsewhere.
fn of_the_year(case: &Case<'_>, passage: &Passage, printed: &Amount) -> Option<Finding> {
    let all = || case.passages.iter().flat_map(|passage| &passage.amounts);
    let money = || all().filter(|amount| amount.number.is_money() && !amount.is_comparison());
    let called = |amount: &&Amount, names: &[&str]| {
        names.iter().any(|name| amount.label == *name || amount.label.ends_with(name))
            && !PARTIAL.iter().any(|word| amount.label.contains(word))
    };
    let budgets: Vec<&Amount> = money().filter(|amount| called(amount, BUDGET)).collect();
    let spent: Vec<&Amount> =
        money().filter(|amount| called(amount, SPENT) && !amount.label.contains("预算")).collect();
    let agrees = |spent: &Amount, budget: &Amount| {
        spent.number.kind() == budget.number.kind()
            && agreement(&spent.number, &budget.number, &printed.number) != Agreement::None
    };
    if spent.iter().any(|spent| budgets.iter().any(|budget| agrees(spent, budget))) {
        return None;
    }
    // What a table holds may be the base; then the table is judged instead.
    if case.sections.iter().any(|section| section.column(Role::Executed).is_some()) {
        return None;
    }
    let finals = |amount: &&&Amount| {
        ["全年预算", "调整后", "调整预算"].iter().any(|word| amount.label.contains(word))
    };
    let adjusted: Vec<&Amount> = budgets.iter().filter(finals).copied().collect();
    let bases = if adjusted.is_empty() { budgets } else { adjusted };
    let (spent, budget) = (only_value(&spent)?, only_value(&bases)?);
    (spent.number.kind() == budget.number.kind())
        .then(|| contradiction(passage, printed, spent, budget))
        .flatten()
}

/// Returns the amount that all of them state.
fn only_value<'a>(amounts: &[&'a Amount]) -> Option<&'a Amount> {
    let first = amounts.first()?;
    amounts.iter().all(|other| other.number.value == first.number.value).then_some(*first)
}

fn contradiction(
    passage: &Passage,
    printed: &Amount,
    spent: &Amount,
    budget: &Amount,
) -> Option<Finding> {
    let computed = share(spent.number.value, budget.number.value)?;
    let message = format!(
        "执行率写为{}，而{}、{}，相除为{}，没有写明其他基数",
        printed.number.text,
        spent.fact(),
        budget.fact(),
        percent(computed)
    );
    Some(
        Finding::new("RATE", Severity::Error, &passage.place, message)
            .fact(spent.fact())
            .fact(budget.fact())
            .fact(format!("执行率{}", printed.number.text))
            .formula(format!(
                "{}÷{}＝{}",
                spent.number.value,
                budget.number.value,
                percent(computed)
            ))
            .remedy("写明全年（调整后）预算数和每次调整的文号，执行率以全年预算数为基数重算。"),
    )
}
