//! First levels of indicators that are not those of the form, or have other points; a part of WEIGHT.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use taizhang_core::event::Indicator;
use taizhang_core::quotation::quoted;

use super::weights::RULE;
use crate::finding::{Finding, Severity};
use crate::pack::Pack;

/// Compares indicators with the first levels of the form and their points before they are scored: what WEIGHT
/// finds later, a name that the form does not have once for all its indicators.
pub fn levels(pack: &Pack, indicators: &[Indicator]) -> Vec<Finding> {
    let mut findings = names_of_levels(pack, indicators);
    findings.extend(points_of_levels(pack, indicators));
    findings
}

fn names_of_levels(pack: &Pack, indicators: &[Indicator]) -> Vec<Finding> {
    let known: Vec<&str> = pack.tree().iter().map(|branch| branch.name.as_str()).collect();
    let mut unknown: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for indicator in indicators.iter().filter(|row| !known.contains(&row.level1.as_str())) {
        unknown.entry(&indicator.level1).or_default().push(&indicator.name);
    }
    let found = |(level, names): (&str, Vec<&str>)| {
        let message = format!("{}个指标的一级指标{}不在表式之内", names.len(), quoted(level));
        let names: Vec<String> = names.into_iter().map(quoted).collect();
        Finding::new(RULE.code, Severity::Error, level, message)
            .fact(format!("指标：{}", names.join("、")))
            .fact(format!("表式“{}”的一级指标：{}", pack.title(), known.join("、")))
            .remedy("改用表式的一级指标名称；表式不对的，把 taizhang.toml 里的 pack 改成要用的表式（taizhang packs list 列出）。")
    };
    unknown.into_iter().map(found).collect()
}

/// Compares the points below each first level with those of the form.
pub(super) fn points_of_levels(pack: &Pack, indicators: &[Indicator]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for branch in pack.tree() {
        let members = indicators.iter().filter(|row| row.level1 == branch.name);
        let sum: Decimal = members.map(|row| row.weight).sum();
        let Some(points) = branch.points else { continue };
        if sum != points {
            let message = format!("{}的分值合计{sum}，表式为{points}", branch.name);
            findings.push(
                Finding::new(RULE.code, Severity::Error, &branch.name, message)
                    .fact(format!("已申报指标分值合计：{sum}"))
                    .fact(format!("表式分值：{points}（{}）", branch.source))
                    .formula(format!("Σ分值＝{points}"))
                    .remedy("调整指标分值，使合计与表式一致。"),
            );
        }
    }
    findings
}
