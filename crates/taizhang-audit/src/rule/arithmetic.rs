//! SUM: a sum or difference that is written out.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::number::{Number, cell, half, plain};
use crate::extract::{Pattern, regex};

static WRITTEN: Pattern = Pattern::new(|| {
    regex(
        r"(?P<left>[0-9][0-9,.]*(?:万元|亿元|元|人|名|个)?(?:\s?[+＋\-－−]\s?[0-9][0-9,.]*(?:万元|亿元|元|人|名|个)?)+)\s?[=＝]\s?(?P<right>[0-9][0-9,.]*)(?P<after>\s?[%×xX*/÷+＋\-－−]?)",
    )
});

static TERM: Pattern =
    Pattern::new(|| regex(r"(?P<sign>[+＋\-－−])?\s?(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)"));

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in &case.passages {
        for captures in WRITTEN.captures_iter(&passage.text) {
            let before = captures.get(0).and_then(|m| passage.text.get(..m.start())).unwrap_or("");
            let goes_on =
                captures.name("after").is_some_and(|after| !after.as_str().trim().is_empty());
            let comes_from = before
                .trim_end()
                .ends_with(['×', 'x', '*', '/', '÷', '(', '（', '+', '-', '=', '.', '±']);
            if goes_on || comes_from {
                continue;
            }
            let side = |name| captures.name(name).map_or("", |m| m.as_str());
            let Some(right) = cell(side("right").trim_end_matches(['.', ','])) else { continue };
            let Some(terms) = terms(side("left")) else { continue };
            let sum: Decimal = terms.iter().map(|term| term.value).sum();
            let scale = terms.iter().map(|term| term.scale).max().unwrap_or_default();
            let slack = half(scale) * Decimal::from(terms.len()) + right.half(0);
            if (sum - right.value).abs() < slack || terms.len() < 2 {
                continue;
            }
            let message = format!("算式“{}＝{}”应得{}", side("left"), right.value, plain(sum));
            findings.push(
                Finding::new("SUM", Severity::Error, &passage.place, message)
                    .fact(side("left"))
                    .fact(right.text.clone())
                    .formula(format!("{}＝{}≠{}", side("left"), plain(sum), right.value))
                    .remedy("核对算式各项和得数。"),
            );
        }
    }
    findings
}

fn terms(text: &str) -> Option<Vec<Number>> {
    TERM.captures_iter(text)
        .map(|captures| {
            let mut number = cell(captures.name("number")?.as_str())?;
            let sign = captures.name("sign").map_or("", |sign| sign.as_str());
            if matches!(sign, "-" | "－" | "−") {
                number.value = -number.value;
            }
            Some(number)
        })
        .collect()
}
