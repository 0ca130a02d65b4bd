//! ASSET: gross and net values in one list.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{closes, percent, plain, share};
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
        findings.extend(written_off(&passage.place, &passage.amounts));
    }
    findings
}

fn mixed(place: &str, gross: &Amount, net: &Amount) -> Finding {
    let written_off = gross.number.value - net.number.value;
    let rate = share(written_off, gross.number.value).map(percent).unwrap_or_default();
    let message = format!("{}是原值，“其中”的{}是净值", gross.fact(), net.fact());
    Finding::new("ASSET", Severity::Warning, place, message)
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
            Finding::new("ASSET", Severity::Error, place, message)
                .fact(gross.fact())
                .fact(net.fact())
                .formula(format!("{}＞{}", net.number.value, gross.number.value))
                .remedy("净值＝原值－累计折旧，核对资产账。")
        })
}

/// Gross value, depreciation and net value of one class, each stated once.
fn written_off(place: &str, amounts: &[Amount]) -> Option<Finding> {
    let only = |word: &str| {
        let mut called = amounts.iter().filter(|a| a.label.ends_with(word) && a.number.is_money());
        let first = called.next()?;
        called.next().is_none().then_some(first)
    };
    let (gross, net) = (only("原值")?, only("净值")?);
    let depreciation = only("累计折旧").filter(|found| found.label == "累计折旧")?;
    let units = [&gross.number.unit, &depreciation.number.unit];
    if net.label != "净值"
        || units.iter().any(|unit| **unit != net.number.unit)
        || closes(&[&depreciation.number, &net.number], &gross.number)
    {
        return None;
    }
    let expected = gross.number.value - depreciation.number.value;
    let message =
        format!("{}减{}应为{}，{}", gross.fact(), depreciation.fact(), plain(expected), net.fact());
    Some(
        Finding::new("ASSET", Severity::Error, place, message)
            .facts([gross.fact(), depreciation.fact(), net.fact()])
            .formula(format!(
                "{}-{}＝{}≠{}",
                gross.number.value,
                depreciation.number.value,
                plain(expected),
                net.number.value
            ))
            .remedy("净值＝原值－累计折旧，核对资产账。"),
    )
}
