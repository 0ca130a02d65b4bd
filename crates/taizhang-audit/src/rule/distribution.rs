//! RATE: amounts of one sentence with their shares of what they make together.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{Agreement, Number, agreement, percent, plain, share};
use crate::extract::parts::{Parts, parts};
use crate::extract::passage::Passage;

/// Printed shares that make this near to a hundred are of one whole.
const SLACK: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// An amount and the share that is printed after it.
type Pair<'a> = (&'a Amount, &'a Amount);

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    case.passages.iter().filter_map(of_passage).collect()
}

fn of_passage(passage: &Passage) -> Option<Finding> {
    let pairs = pairs(passage);
    let amounts: Vec<&Amount> = pairs.iter().map(|(amount, _)| *amount).collect();
    let first = *amounts.first()?;
    // Parts of a whole that is named have that as their base.
    let has_base = |parts: &Parts<'_>| parts.members.iter().any(|part| std::ptr::eq(*part, first));
    if parts(passage).iter().any(has_base) {
        return None;
    }
    let filled = amounts.iter().filter(|amount| !amount.number.value.is_zero()).count();
    if filled < 2 || amounts.iter().any(|a| a.number.kind() != first.number.kind()) {
        return None;
    }
    let sum: Decimal = amounts.iter().map(|a| a.number.value_as(&first.number)).sum();
    let scale = amounts.iter().map(|a| a.number.scale).max()?;
    let whole = Number { value: sum, scale, ..first.number.clone() };
    let fits = |(amount, printed): &Pair<'_>| {
        agreement(&amount.number, &whole, &printed.number) != Agreement::None
    };
    let wrong: Vec<&Pair<'_>> = pairs.iter().filter(|pair| !fits(pair)).collect();
    let shares: Decimal = pairs.iter().map(|(_, printed)| printed.number.value).sum();
    let is_whole = (shares - Decimal::ONE_HUNDRED).abs() <= SLACK;
    let agreeing = pairs.iter().filter(|pair| !pair.0.number.value.is_zero() && fits(pair)).count();
    // One share that is off among others that are right, or amounts that are off under shares
    // that make a hundred.
    let (amount, printed) = match wrong.as_slice() {
        [one] if agreeing + 1 >= filled && agreeing > 0 => *one,
        [first, ..] if is_whole && fits_no_other(passage, &wrong) => *first,
        _ => return None,
    };
    let right = share(amount.number.value_as(&first.number), sum)?;
    let message =
        format!("{}占各项之和应为{}，文中为{}", amount.fact(), percent(right), printed.number.text);
    let terms: Vec<String> = amounts.iter().map(|a| a.number.value.to_string()).collect();
    Some(
        Finding::new("RATE", Severity::Error, &passage.place, message)
            .facts(amounts.iter().map(|amount| amount.fact()))
            .fact(format!("占{}", printed.number.text))
            .formula(format!(
                "{}÷({})＝{}",
                plain(amount.number.value),
                terms.join("+"),
                percent(right)
            ))
            .remedy("核对各项金额和百分比，各项百分比之和应为100%。"),
    )
}

/// Tells whether no earlier amount of the passage is the base of the shares.
fn fits_no_other(passage: &Passage, pairs: &[&Pair<'_>]) -> bool {
    let is_base = |whole: &&Amount| whole.number.unit != "%" && !whole.number.value.is_zero();
    !passage.amounts.iter().filter(is_base).any(|whole| {
        pairs.iter().all(|(amount, printed)| {
            whole.number.kind() == amount.number.kind()
                && agreement(&amount.number, &whole.number, &printed.number) != Agreement::None
        })
    })
}

/// Returns the amounts of the longest run that each have a share without a named base.
fn pairs(passage: &Passage) -> Vec<Pair<'_>> {
    let mut runs: Vec<Vec<Pair<'_>>> = vec![Vec::new()];
    let mut last_end = 0;
    for pair in passage.amounts.windows(2) {
        let [amount, printed] = pair else { continue };
        let between = passage.text.get(amount.span.end..printed.span.start).unwrap_or_default();
        let says = between.trim_start_matches(['，', '（', '(', ',', '、', ' ']);
        let is_pair = printed.number.unit == "%"
            && amount.number.unit != "%"
            && !amount.is_comparison()
            && matches!(says, "占" | "占比" | "占比为" | "占比例" | "占比约" | "占比达");
        if !is_pair {
            continue;
        }
        let before = passage.text.get(last_end..amount.span.start).unwrap_or_default();
        if before.contains('。') {
            runs.push(Vec::new());
        }
        last_end = printed.span.end;
        if let Some(run) = runs.last_mut() {
            run.push((amount, printed));
        }
    }
    runs.into_iter().max_by_key(Vec::len).unwrap_or_default()
}
