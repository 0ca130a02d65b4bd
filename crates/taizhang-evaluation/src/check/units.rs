//! UNIT: a result counted in another unit than its target.

use taizhang_core::event::{ActualSource, Indicator, Target};
use taizhang_core::figure::{FigureError, FigureKey, FigureValue};
use taizhang_core::ids::MeasureKey;
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "UNIT",
    title: "计量单位不一致",
    severity: Severity::Warning,
    inputs: &[Input::Ledger, Input::Narrative],
    explanation: "目标与完成值须用同一计量单位：人次与人、件与人不能相比；金额类目标的单位须是元或万元，比率须是%。\
                  正文里取数键后面不要再写单位，单位由数据带出。",
    source: "公开报告常见错误：作品件数与人数混用",
    due: Due::Always,
    run: Run::Computing(run),
};

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let mut findings = Vec::new();
    for indicator in case.book.indicators() {
        let Target::Quantitative { unit, .. } = &indicator.target else { continue };
        if let Some(counted) = counted_in(case, &indicator)?
            && !counted.iter().any(|counted| counted == unit)
        {
            let counted = counted.join("或");
            let name = quoted(&indicator.name);
            let message = format!("指标{name}的目标以“{unit}”计，完成值以“{counted}”计");
            findings.push(
                Finding::new(RULE.code, Severity::Warning, indicator.id.to_string(), message)
                    .fact(format!("目标的单位：{unit}"))
                    .fact(format!("完成值的单位：{counted}"))
                    .behind(case.declared(&indicator.id))
                    .remedy("统一计量单位，或改用相应的活动计数。"),
            );
        }
    }
    for (section, (sequence, markdown)) in &case.narratives {
        for unit in doubled_units(markdown) {
            let message = format!("“{section}”中取数键后重复写了单位“{unit}”");
            findings.push(
                Finding::new(RULE.code, Severity::Warning, format!("{section}#{unit}"), message)
                    .fact(format!("取数键印出：数值和单位（含“{unit}”）"))
                    .fact(format!("文中在后面又写：{unit}"))
                    .behind([*sequence])
                    .remedy("删去取数键后面的单位，单位由数据带出。"),
            );
        }
    }
    Ok(findings)
}

/// Returns the units that the result comes in, or nothing where any unit will do.
fn counted_in(case: &Case<'_>, indicator: &Indicator) -> Result<Option<Vec<String>>, FigureError> {
    let percent = || Ok(Some(vec!["%".to_owned()]));
    match &indicator.source {
        ActualSource::ResultSum(measure) | ActualSource::ResultLast(measure) => {
            Ok(measured_in(case, measure).map(|unit| vec![unit]))
        }
        ActualSource::Figure(key) => match figure(case, key)? {
            Some(FigureValue::Money(_)) => Ok(Some(vec!["万元".to_owned(), "元".to_owned()])),
            Some(FigureValue::Ratio(_)) => percent(),
            Some(FigureValue::Quantity(quantity)) => Ok(Some(vec![quantity.unit])),
            None => Ok(None),
        },
        ActualSource::Survey(_) => percent(),
        ActualSource::ResultCount(_) | ActualSource::Assessed => Ok(None),
    }
}

fn measured_in(case: &Case<'_>, measure: &MeasureKey) -> Option<String> {
    let results = case.book.activities().iter().flat_map(|activity| &activity.fact.results);
    let mut counted = results.filter(|result| result.measure == *measure);
    counted.next().map(|result| result.quantity.unit.clone())
}

fn figure(case: &Case<'_>, key: &FigureKey) -> Result<Option<FigureValue>, FigureError> {
    match case.figures.value(key) {
        Ok(value) => Ok(Some(value)),
        Err(FigureError::Unknown { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the units that are written again after a slot that already prints them.
fn doubled_units(markdown: &str) -> Vec<&'static str> {
    let mut doubled = Vec::new();
    for after in markdown.split("}}").skip(1) {
        let unit = ["万元", "元", "%", "％"].into_iter().find(|unit| after.starts_with(unit));
        if let Some(unit) = unit.filter(|unit| !doubled.contains(unit)) {
            doubled.push(unit);
        }
    }
    doubled
}
