//! RATE: a share of the budget on one side of a hundred, and words that say the other side.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::number::{Agreement, agreement, percent, share};
use crate::extract::passage::Passage;
use crate::extract::{Pattern, regex};

static SAID: Pattern = Pattern::new(|| {
    regex(
        r"完成(?:年初|全年|调整后?|本年|当年)?预算(?:数)?的?(?P<percent>[0-9]+(?:\.[0-9]+)?)%[，,；;。\s]{0,2}(?:其中[，,：:]?)?(?:支出)?决算数?(?P<way>大于|高于|超过|小于|低于|等于)(?:年初|全年|调整后?|本年|当年)?预算",
    )
});

static OF_BUDGET: Pattern = Pattern::new(|| {
    regex(
        r"[，,]完成(?:了)?(?:年初|全年|调整后?|本年|当年)?预算(?:数)?(?P<base>[0-9][0-9,.]*(?:亿元|万元|元))的(?P<percent>[0-9][0-9,.]*%)",
    )
});

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let passages = case.passages.iter();
    passages.flat_map(|passage| of_passage(passage).into_iter().chain(of_budget(passage))).collect()
}

/// “决算a万元，完成预算b万元的p%”.
fn of_budget(passage: &Passage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for captures in OF_BUDGET.captures_iter(&passage.text) {
        let (Some(whole), Some(base)) = (captures.get(0), captures.name("base")) else { continue };
        let at = |end: usize| passage.amounts.iter().find(move |amount| amount.span.end == end);
        let (Some(budget), Some(printed)) = (at(base.end()), at(whole.end())) else { continue };
        let spent = passage.amounts.iter().find(|amount| amount.span.end == whole.start());
        let Some(spent) = spent.filter(|spent| spent.number.kind() == budget.number.kind()) else {
            continue;
        };
        if agreement(&spent.number, &budget.number, &printed.number) != Agreement::None {
            continue;
        }
        let Some(right) = share(spent.number.value_as(&budget.number), budget.number.value) else {
            continue;
        };
        let message = format!(
            "{}完成预算{}应为{}，文中为{}",
            spent.fact(),
            budget.number.text,
            percent(right),
            printed.number.text
        );
        findings.push(
            Finding::new("RATE", Severity::Error, &passage.place, message)
                .fact(spent.fact())
                .fact(format!("预算{}", budget.number.text))
                .fact(printed.number.text.clone())
                .formula(format!(
                    "{}÷{}＝{}",
                    spent.number.value,
                    budget.number.value,
                    percent(right)
                ))
                .remedy("核对决算数、预算数和完成比例。"),
        );
    }
    findings
}

fn of_passage(passage: &Passage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for captures in SAID.captures_iter(&passage.text) {
        let part = |name| captures.name(name).map_or("", |m| m.as_str());
        let Ok(stated) = part("percent").parse::<Decimal>() else { continue };
        let way = part("way");
        let hundred = Decimal::ONE_HUNDRED;
        let contradicts = match way {
            "小于" | "低于" => stated >= hundred,
            "等于" => stated != hundred,
            _ => stated <= hundred,
        };
        // Nothing of nothing is neither more nor less, and 100% may be rounded.
        if !contradicts || stated.is_zero() {
            continue;
        }
        let severity = if stated == hundred { Severity::Warning } else { Severity::Error };
        let message = format!("写完成预算的{stated}%，又写决算数{way}预算数");
        findings.push(
            Finding::new("RATE", severity, &passage.place, message)
                .fact(format!("完成预算的{stated}%"))
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
