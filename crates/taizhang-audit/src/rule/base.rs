//! BASE: a rate that fits only another base, or one of two.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::number::{Agreement, agreement, percent, share};
use crate::extract::role::Role;
use crate::extract::{Pattern, regex};

static UNSAID: Pattern = Pattern::new(|| {
    regex(
        r"(?:^|[，。；])(?:[0-9]{4}年(?:度)?)?(?:我单位|本单位|单位|部门|整体|总体|全年|年度|本年)?(?:部门|整体)?预算执行率(?:为|达到|达|是)?(?P<percent>[0-9]+(?:\.[0-9]+)?%)",
    )
});

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = unstated(case);
    for section in &case.sections {
        for row in &section.rows {
            let number = |role| section.number(row, role);
            let (Some(original), Some(last), Some(spent)) =
                (number(Role::Original), number(Role::Final), number(Role::Executed))
            else {
                continue;
            };
            if !is_whole(&row.label) || original.value == last.value || last.value.is_zero() {
                continue;
            }
            for passage in &case.passages {
                for captures in UNSAID.captures_iter(&passage.text) {
                    let end = captures.get(0).map_or(0, |found| found.end());
                    let printed = passage.amounts.iter().find(|amount| amount.span.end == end);
                    let Some(printed) = printed else { continue };
                    let fits = |base| agreement(&spent, base, &printed.number);
                    if fits(&original) != Agreement::Exact || fits(&last) != Agreement::None {
                        continue;
                    }
                    let Some(right) = share(spent.value, last.value) else { continue };
                    let message = format!(
                        "执行率{}以年初预算为基数；以全年预算为基数应为{}",
                        printed.number.text,
                        percent(right)
                    );
                    findings.push(
                        Finding::new("BASE", Severity::Warning, &passage.place, message)
                            .fact(format!("年初预算{}", original.text))
                            .fact(format!("全年预算{}", last.text))
                            .fact(format!("执行{}", spent.text))
                            .formula(format!("{}÷{}＝{}", spent.value, last.value, percent(right)))
                            .remedy("执行率以全年（调整后）预算数为基数，或写明基数。"),
                    );
                }
            }
        }
    }
    findings
}

fn is_whole(label: &str) -> bool {
    ["资金总额", "合计", "总计", "总额"].iter().any(|word| label.contains(word))
}

/// A rate of the whole in a document that states no budget at all.
fn unstated(case: &Case<'_>) -> Vec<Finding> {
    let is_budget = |label: &str| {
        ["预算", "下达", "安排", "指标", "到位"].iter().any(|word| label.contains(word))
    };
    let mut amounts = case.passages.iter().flat_map(|passage| &passage.amounts);
    let in_text = amounts.any(|amount| amount.number.is_money() && is_budget(&amount.label));
    let in_tables = case.sections.iter().any(|section| {
        section.columns.iter().any(|column| is_budget(&column.header))
            || section.rows.iter().any(|row| is_budget(&row.label))
    });
    if in_text || in_tables {
        return Vec::new();
    }
    let passages = case.passages.iter().filter(|passage| passage.paragraph.is_some());
    passages
        .filter_map(|passage| {
            let stated = UNSAID.captures(&passage.text)?.name("percent")?;
            Some(
                Finding::new(
                    "BASE",
                    Severity::Warning,
                    &passage.place,
                    format!("预算执行率{}，全文没有预算数，无法核对", stated.as_str()),
                )
                .fact(format!("预算执行率{}", stated.as_str()))
                .fact("全文没有年初预算数和全年预算数")
                .formula("执行率＝全年执行数÷全年预算数")
                .remedy("写明全年（调整后）预算数和全年执行数。"),
            )
        })
        .collect()
}
