//! RATE: “A a万元，占B的p%”.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{Agreement, agreement, percent, share};
use crate::extract::parts::{Parts, parts};
use crate::extract::passage::Passage;
use crate::extract::{Pattern, regex};

static SHARE: Pattern = Pattern::new(|| {
    regex(
        r"占(?P<base>[^，。；、（）()0-9%占]{2,16}?)(?:的)?(?:比例|比重|比)?(?:为|约|达)?(?P<percent>[0-9]+(?:\.[0-9]+)?%)",
    )
});

/// Bases are sought this many paragraphs back.
const REACH: usize = 6;

/// Names for the same total.
const TOTALS: &[&str] =
    &["总支出", "支出合计", "支出总计", "支出总额", "全年支出", "本年支出", "支出", "决算总支出"];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = case
        .passages
        .iter()
        .flat_map(|passage| parts(passage).into_iter().flat_map(|parts| of_whole(passage, &parts)))
        .collect();
    findings.extend(both_of_one(case));
    for (at, passage) in case.passages.iter().enumerate() {
        for captures in SHARE.captures_iter(&passage.text) {
            let (Some(whole), Some(base)) = (captures.get(0), captures.name("base")) else {
                continue;
            };
            let first = at.saturating_sub(REACH);
            let before = case.passages.get(first..at).unwrap_or_default();
            findings.extend(judge(passage, before, whole.start(), whole.end(), base.as_str()));
        }
    }
    findings
}

/// 基本支出 and 项目支出 as shares of one base, which has little else.
fn both_of_one(case: &Case<'_>) -> Option<Finding> {
    let mut stated: Vec<(&Passage, &Amount, &Amount, &str)> = Vec::new();
    for passage in &case.passages {
        for captures in SHARE.captures_iter(&passage.text) {
            let (Some(whole), Some(base)) = (captures.get(0), captures.name("base")) else {
                continue;
            };
            let printed = passage.amounts.iter().find(|amount| amount.span.end == whole.end());
            let part = passage.amounts.iter().rfind(|amount| amount.span.end <= whole.start());
            if let (Some(printed), Some(part)) = (printed, part) {
                stated.push((passage, part, printed, base.as_str()));
            }
        }
    }
    let of = |name: &str, base: &str| {
        let mut named = stated.iter().filter(|(_, part, _, own)| {
            *own == base && part.label.trim_end_matches("预算").ends_with(name)
        });
        let first = named.next()?;
        named.next().is_none().then_some(first)
    };
    let base = stated.iter().map(|(.., base)| *base).find(|base| base.contains("支出"))?;
    let (basic, project) = (of("基本支出", base)?, of("项目支出", base)?);
    let sum = basic.2.number.value + project.2.number.value;
    let others = stated.iter().any(|(_, part, _, own)| *own == base && part.label.contains("经营"));
    // 上缴上级支出 and the like may take a little; more than all is wrong in any case.
    if sum <= Decimal::ONE_HUNDRED + Decimal::ONE || others {
        return None;
    }
    let message = format!("基本支出和项目支出占{base}的百分比之和为{sum}%，超过100%");
    Some(
        Finding::new("RATE", Severity::Error, &project.0.place, message)
            .fact(format!("{}占{}", basic.1.fact(), basic.2.number.text))
            .fact(format!("{}占{}", project.1.fact(), project.2.number.text))
            .formula(format!("{}+{}＝{sum}＞100", basic.2.number.value, project.2.number.value))
            .remedy("两项占同一个支出的百分比之和不超过100%，核对分母。"),
    )
}

fn judge(
    passage: &Passage,
    before: &[Passage],
    start: usize,
    end: usize,
    base: &str,
) -> Option<Finding> {
    let printed = passage
        .amounts
        .iter()
        .find(|amount| amount.span.end == end && amount.number.unit == "%")?;
    let part = passage.amounts.iter().rfind(|amount| amount.span.end <= start)?;
    let between = passage.text.get(part.span.end..start)?;
    // The share must be said of the amount right before it.
    if part.number.unit == "%" || between.chars().count() > 2 || between.contains(['。', '；']) {
        return None;
    }
    // “分别为a、b和c，占…的p、q和r”: the first share is of the first amount.
    let part = first_of_list(passage, part, printed)?;
    let own = passage.amounts.iter().filter(|amount| amount.span.end <= part.span.start);
    let bases: Vec<&Amount> = before
        .iter()
        .flat_map(|passage| &passage.amounts)
        .chain(own)
        .filter(|amount| amount.number.kind() == part.number.kind() && names(&amount.label, base))
        .collect();
    let agrees = |whole: &&&Amount| {
        agreement(&part.number, &whole.number, &printed.number) != Agreement::None
    };
    let whole = bases.last()?;
    if bases.iter().any(|whole| agrees(&whole)) {
        return None;
    }
    let computed = share(part.number.value, whole.number.value)?;
    let message =
        format!("{}占{base}应为{}，文中为{}", part.fact(), percent(computed), printed.number.text);
    Some(
        Finding::new("RATE", Severity::Error, &passage.place, message)
            .fact(part.fact())
            .fact(whole.fact())
            .fact(format!("占{base}{}", printed.number.text))
            .formula(format!("{}÷{}＝{}", part.number.value, whole.number.value, percent(computed)))
            .remedy("核对分子、分母和百分比，改正其一。"),
    )
}

/// Returns the amount that the first of as many shares is of; none when they are not as many.
fn first_of_list<'a>(
    passage: &'a Passage,
    last: &'a Amount,
    printed: &Amount,
) -> Option<&'a Amount> {
    let is_joined = |before: &Amount, after: &Amount| {
        let between = passage.text.get(before.span.end..after.span.start).unwrap_or_default();
        matches!(between, "、" | "和" | "，" | "及" | "," | "以及")
            && before.number.kind() == after.number.kind()
    };
    let at =
        |wanted: &Amount| passage.amounts.iter().position(|amount| std::ptr::eq(amount, wanted));
    let (last_at, printed_at) = (at(last)?, at(printed)?);
    let pairs: Vec<bool> = passage
        .amounts
        .windows(2)
        .map(|pair| matches!(pair, [before, after] if is_joined(before, after)))
        .collect();
    let shares = pairs.get(printed_at..)?.iter().take_while(|joined| **joined).count();
    let amounts = pairs.get(..last_at)?.iter().rev().take_while(|joined| **joined).count();
    match (shares, amounts) {
        (0, _) => Some(last),
        (shares, amounts) if shares == amounts => passage.amounts.get(last_at - amounts),
        _ => None,
    }
}

/// Shares that name no base are of the whole whose part they follow, or of an earlier amount.
fn of_whole(passage: &Passage, parts: &Parts<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sum = parts.sum();
    // Parts that exceed the whole are wrong themselves.
    if sum > parts.whole.number.value {
        return findings;
    }
    for part in &parts.members {
        let shares = passage.amounts.iter().find(|amount| amount.span.start >= part.span.end);
        let Some(printed) = shares.filter(|amount| amount.number.unit == "%") else { continue };
        let between = passage.text.get(part.span.end..printed.span.start).unwrap_or_default();
        let says = between.trim_start_matches(['，', '（', '(', ',', '、']);
        if !matches!(says, "占" | "占比" | "占比为" | "占比例" | "占比约" | "占比达")
        {
            continue;
        }
        let bases = passage.amounts.iter().filter(|amount| {
            amount.span.end <= part.span.start
                && amount.number.kind() == part.number.kind()
                && !amount.number.value.is_zero()
        });
        let fits = |whole: &Amount| {
            agreement(&part.number, &whole.number, &printed.number) != Agreement::None
        };
        if bases.chain([parts.whole]).any(fits) {
            continue;
        }
        let Some(computed) = share(part.number.value, parts.whole.number.value) else { continue };
        let message = format!(
            "{}占{}应为{}，文中为{}",
            part.fact(),
            parts.whole.label,
            percent(computed),
            printed.number.text
        );
        let formula =
            format!("{}÷{}＝{}", part.number.value, parts.whole.number.value, percent(computed));
        findings.push(
            Finding::new("RATE", Severity::Error, &passage.place, message)
                .fact(part.fact())
                .fact(parts.whole.fact())
                .fact(format!("占{}", printed.number.text))
                .formula(formula)
                .remedy("核对分子、分母和百分比，改正其一。"),
        );
    }
    findings
}

/// Tells whether an amount's label is what a share calls its base.
fn names(label: &str, base: &str) -> bool {
    let base = base.trim_start_matches("全部").trim_start_matches("年度");
    if label.is_empty() || base.is_empty() {
        return false;
    }
    label == base
        || label.ends_with(base)
        || (TOTALS.contains(&base) && base != "支出" && TOTALS.contains(&label))
}
