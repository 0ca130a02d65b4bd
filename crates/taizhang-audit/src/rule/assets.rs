//! ASSET: gross and net values in one list.

use taizhang_evaluation::{Finding, Severity};

use super::found;
use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{percent, plain, share};
use crate::extract::parts::parts;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in &case.passages {
        for parts in parts(passage) {
            let net = parts.members.iter().find(|part| part.label.contains("净值"));
            if let Some(net) = net.filter(|_| parts.whole.label.contains("原值")) {
                findings.push(mixed(&passage.place, parts.whole, net));
            }
        }
        findings.extend(net_above_gross(&passage.place, &passage.amounts));
    }
    findings
}

fn mixed(place: &str, gross: &Amount, net: &Amount) -> Finding {
    let written_off = gross.number.value - net.number.value;
    let rate = share(written_off, gross.number.value).map(percent).unwrap_or_default();
    let message = format!("{}是原值，“其中”的{}是净值", gross.fact(), net.fact());
    found("ASSET", Severity::Warning, place, message)
        .fact(gross.fact())
        .fact(net.fact())
        .formula(format!(
            "{}-{}＝{}，占{rate}，是折旧还是其他资产没有写明",
            gross.number.value,
            net.number.value,
            plain(written_off)
        ))
        .remedy("分别列出各类资产的原值、累计折旧和净值。")
}

fn net_above_gross(place: &str, amounts: &[Amount]) -> Option<Finding> {
    let called = |word: &str| {
        amounts.iter().find(|amount| amount.label.ends_with(word) && amount.number.is_money())
    };
    let (gross, net) = (called("原值")?, called("净值")?);
    let same_kind = gross.label.trim_end_matches("原值") == net.label.trim_end_matches("净值")
        || net.label == "净值";
    (same_kind && gross.number.unit == net.number.unit && net.number.value > gross.number.value)
        .then(|| {
            let message = format!("{}大于{}", net.fact(), gross.fact());
            found("ASSET", Severity::Error, place, message)
                .fact(gross.fact())
                .fact(net.fact())
                .formula(format!("{}＞{}", net.number.value, gross.number.value))
                .remedy("净值＝原值－累计折旧，核对资产账。")
        })
}
