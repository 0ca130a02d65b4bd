//! TYPED: numbers typed by hand into a narrative.

use taizhang_core::figure::{Figure, FigureError, FigureValue};
use taizhang_core::money::round_half_up;

use super::scan::{TypedNumber, typed_numbers};
use crate::check::case::{Case, finding};
use crate::check::{Due, Rule, Run};
use crate::finding::{Finding, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    code: "TYPED",
    title: "手写数字",
    severity: Severity::Warning,
    explanation: "报告里的数字应当用取数键引用，由台账计算。手写的数字与台账数据相同的，建议换成取数键；\
                  与任何数据都不相同的，可能有误，请核对或补登。目标值（不少于、每月等）和文号、日期、届次不在此列。",
    source: "财政复核要点：正文与附表一致；公开报告常见错误",
    due: Due::Always,
    run: Run::Computing(run),
};

/// Slots offered for one number.
const OFFERED: usize = 3;

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let typed: Vec<_> = case
        .narratives
        .iter()
        .flat_map(|(section, (sequence, markdown))| {
            typed_numbers(markdown).into_iter().map(move |typed| (*section, *sequence, typed))
        })
        .collect();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let figures = case.figures.all()?;
    let judged = typed.iter().map(|(section, sequence, typed)| {
        let mut equal: Vec<(&Figure, &str)> = figures
            .iter()
            .filter_map(|figure| matching_filter(typed, &figure.value).map(|f| (figure, f)))
            .collect();
        equal.sort_by_key(|(figure, _)| figure.key.as_str().len());
        judge(section, *sequence, typed, &equal)
    });
    Ok(judged.collect())
}

fn judge(section: &str, sequence: u64, typed: &TypedNumber, equal: &[(&Figure, &str)]) -> Finding {
    let place = format!("{section}#{}", typed.text);
    let where_typed = format!("“{section}”第{}行手写了“{}”", typed.line, typed.text);
    let Some((nearest, _)) = equal.first() else {
        let message = format!("{where_typed}，与台账的任何数据都不相同");
        return finding(RULE.code, Severity::Warning, place, message)
            .behind([sequence])
            .remedy("核对数字；属实的，先登记相应的支付、活动或调查，再用取数键引用。");
    };
    let message = format!("{where_typed}，与“{}”相同，建议改用取数键", nearest.label);
    let mut found = finding(RULE.code, Severity::Note, place, message).behind([sequence]);
    let mut slots = Vec::new();
    for (figure, filter) in equal.iter().take(OFFERED) {
        found = found.fact(format!("{}：{}", figure.key, figure.label));
        slots.push(format!("{{{{ fig(\"{}\") | {filter} }}}}", figure.key));
    }
    found.remedy(format!("改写为 {}", slots.join(" 或 ")))
}

/// Returns the filter that prints `value` as it was typed, if it is the same number.
fn matching_filter(typed: &TypedNumber, value: &FigureValue) -> Option<&'static str> {
    if typed.value.is_zero() {
        return None;
    }
    match value {
        FigureValue::Money(money) => {
            let (amount, filter) = match typed.unit {
                "万元" => (money.to_wan().rounded(typed.decimals).parse().ok()?, "wan"),
                "元" => (round_half_up(money.yuan(), typed.decimals), "yuan"),
                _ => return None,
            };
            (amount == typed.value).then_some(filter)
        }
        FigureValue::Ratio(ratio) => {
            let is_percent = matches!(typed.unit, "%" | "％");
            let same = ratio.percent(typed.decimals) == Some(typed.value);
            (is_percent && same).then_some("pct")
        }
        FigureValue::Quantity(quantity) => {
            let printed = quantity.to_string();
            let same = quantity.value == typed.value && quantity.unit == typed.unit;
            (same || printed == typed.text).then_some("count")
        }
    }
}
