//! RATE: “比上年增加d万元，增长p%”, in text and in columns.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use super::found;
use crate::case::Case;
use crate::extract::grid::{Row, Section};
use crate::extract::number::{Agreement, Number, agreement, percent, share};
use crate::extract::passage::Passage;
use crate::extract::role::Role;
use crate::extract::{Pattern, regex};

static CHANGE: Pattern = Pattern::new(|| {
    regex(
        r"(?P<way>增加|减少|增长|下降|上升|降低)(?:了)?(?P<amount>[0-9][0-9,]*(?:\.[0-9]+)?(?:亿元|万元|元|人次|场次|万人次|人|名|个|场|次|份|件|户|家|期|辆|台))[，,、（(]?\s?(?:同比|比上年)?(?:增加|减少|增长|下降|上升|降低|增幅|降幅)(?:率)?(?:为|了|达|约)?(?P<percent>[0-9]+(?:\.[0-9]+)?%)",
    )
});

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = case.passages.iter().flat_map(in_text).collect();
    findings.extend(in_tables(case));
    findings
}

fn in_text(passage: &Passage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for captures in CHANGE.captures_iter(&passage.text) {
        let (Some(whole), Some(way)) = (captures.get(0), captures.name("way")) else { continue };
        let Some(amount) = captures.name("amount") else { continue };
        let at = |end: usize| passage.amounts.iter().find(move |found| found.span.end == end);
        let (Some(change), Some(printed)) = (at(amount.end()), at(whole.end())) else { continue };
        let earlier: Vec<&Number> = passage
            .amounts
            .iter()
            .filter(|found| found.span.end <= whole.start())
            .map(|found| &found.number)
            .filter(|number| number.unit == change.number.unit)
            .collect();
        let Some(current) = earlier.last() else { continue };
        let falls = matches!(way.as_str(), "减少" | "下降" | "降低");
        let Some(base) = prior(current, &change.number, falls) else { continue };
        let agrees =
            |base: &Number| agreement(&change.number, base, &printed.number) != Agreement::None;
        if agrees(&base) || earlier.iter().any(|number| agrees(number)) {
            continue;
        }
        let Some(computed) = share(change.number.value, base.value) else { continue };
        let message = format!(
            "{}{}，比率应为{}，文中为{}",
            way.as_str(),
            change.number.text,
            percent(computed),
            printed.number.text
        );
        findings.push(
            found("RATE", Severity::Error, &passage.place, message)
                .fact(format!("本年{}", current.text))
                .fact(format!("{}{}", way.as_str(), change.number.text))
                .fact(format!("比率{}", printed.number.text))
                .formula(format!("{}÷{}＝{}", change.number.value, base.value, percent(computed)))
                .remedy("增减率以上年数为基数，核对本年数、增减额和比率。"),
        );
    }
    findings
}

/// Returns last year's amount as it follows from this year's and the change.
fn prior(current: &Number, change: &Number, falls: bool) -> Option<Number> {
    let value = if falls { current.value + change.value } else { current.value - change.value };
    let scale = current.scale.max(change.scale);
    (value > Decimal::ZERO).then(|| Number { value, scale, ..current.clone() })
}

fn in_tables(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for section in &case.sections {
        findings.extend(section.rows.iter().filter_map(|row| between_years(section, row)));
        let (Some(change_at), Some(rate_at)) =
            (section.column(Role::Change), section.column(Role::ChangeRate))
        else {
            continue;
        };
        for row in &section.rows {
            let (Some(change), Some(rate)) = (row.number(change_at), row.number(rate_at)) else {
                continue;
            };
            let others: Vec<Number> = (0..change_at).filter_map(|at| row.number(at)).collect();
            let Some(current) = others.last() else { continue };
            let Some(base) = prior(current, &change, false) else { continue };
            let agrees = |base: &Number| {
                let magnitude = Number { value: rate.value.abs(), ..rate.clone() };
                let change = Number { value: change.value.abs(), ..change.clone() };
                agreement(&change, base, &magnitude) != Agreement::None
            };
            if agrees(&base) || others.iter().any(agrees) {
                continue;
            }
            let Some(computed) = share(change.value, base.value) else { continue };
            let message =
                format!("“{}”的增减率应为{}，表中为{}", row.label, percent(computed), rate.text);
            findings.push(
                found("RATE", Severity::Error, section.place_of(row, rate_at), message)
                    .fact(format!("{}{}", section.header(change_at), change.text))
                    .fact(format!("本年{}", current.text))
                    .formula(format!("{}÷{}＝{}", change.value, base.value, percent(computed)))
                    .remedy("增减率以上年数为基数，核对本年数、增减额和比率。"),
            );
        }
    }
    findings
}

/// Last year, this year and the rate between them, without a column for the difference.
fn between_years(section: &Section<'_>, row: &Row<'_>) -> Option<Finding> {
    let headed = |words: &[&str]| {
        let mut columns = (0..section.columns.len())
            .filter(|at| words.iter().any(|w| section.header(*at).contains(w)));
        let first = columns.next()?;
        columns.next().is_none().then_some(first)
    };
    if section.column(Role::Change).is_some() {
        return None;
    }
    let rate_at = section.column(Role::ChangeRate)?;
    let (prior_at, current_at) = (headed(&["上年", "去年"])?, headed(&["本年", "当年"])?);
    if prior_at == rate_at || current_at == rate_at {
        return None;
    }
    let (prior, current) = (row.number(prior_at)?, row.number(current_at)?);
    let printed = row.number(rate_at).filter(|rate| rate.unit == "%")?;
    let scale = prior.scale.max(current.scale);
    let change = Number { value: current.value - prior.value, scale, ..current.clone() };
    let signless = Number { value: printed.value.abs(), ..printed.clone() };
    let magnitude = Number { value: change.value.abs(), ..change.clone() };
    let fits = agreement(&change, &prior, &printed) != Agreement::None
        || agreement(&magnitude, &prior, &signless) != Agreement::None
        || agreement(&current, &prior, &printed) != Agreement::None;
    if fits || prior.value <= Decimal::ZERO {
        return None;
    }
    let computed = share(change.value, prior.value)?;
    let message =
        format!("“{}”的变动率应为{}，表中为{}", row.label, percent(computed), printed.text);
    Some(
        found("RATE", Severity::Error, section.place_of(row, rate_at), message)
            .fact(format!("上年{}", prior.text))
            .fact(format!("本年{}", current.text))
            .formula(format!(
                "({}-{})÷{}＝{}",
                current.value,
                prior.value,
                prior.value,
                percent(computed)
            ))
            .remedy("变动率＝（本年－上年）÷上年，核对三个数。"),
    )
}
