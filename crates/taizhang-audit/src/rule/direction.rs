//! RATE: a share of the budget on one side of a hundred, and words that say the other side.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use super::found;
use crate::case::Case;
use crate::extract::passage::Passage;
use crate::extract::{Pattern, regex};

static SAID: Pattern = Pattern::new(|| {
    regex(
        r"完成(?:年初|全年|调整后?|本年|当年)?预算(?:数)?的?(?P<percent>[0-9]+(?:\.[0-9]+)?)%[，,；;。\s]{0,2}(?:其中[，,：:]?)?(?:支出)?决算数?(?P<way>大于|高于|超过|小于|低于|等于)(?:年初|全年|调整后?|本年|当年)?预算",
    )
});

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    case.passages.iter().flat_map(of_passage).collect()
}

fn of_passage(passage: &Passage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for captures in SAID.captures_iter(&passage.text) {
        let part = |name| captures.name(name).map_or("", |m| m.as_str());
        let Ok(percent) = part("percent").parse::<Decimal>() else { continue };
        let way = part("way");
        let hundred = Decimal::ONE_HUNDRED;
        let contradicts = match way {
            "小于" | "低于" => percent >= hundred,
            "等于" => percent != hundred,
            _ => percent <= hundred,
        };
        // Nothing of nothing is neither more nor less, and 100% may be rounded.
        if !contradicts || percent.is_zero() {
            continue;
        }
        let severity = if percent == hundred { Severity::Warning } else { Severity::Error };
        let message = format!("写完成预算的{percent}%，又写决算数{way}预算数");
        findings.push(
            found("RATE", severity, &passage.place, message)
                .fact(format!("完成预算的{percent}%"))
                .fact(format!("决算数{way}预算数"))
                .formula(match way {
                    "等于" => "决算数＝预算数，应为100%",
                    "小于" | "低于" => "决算数＜预算数，应低于100%",
                    _ => "决算数＞预算数，应高于100%",
                })
                .remedy("核对预算数、决算数和完成比例，说明原因的一句与数一致。"),
        );
    }
    findings
}
