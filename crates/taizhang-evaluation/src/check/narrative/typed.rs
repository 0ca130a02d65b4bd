//! TYPED: numbers typed by hand into a narrative.

use taizhang_core::figure::{Figure, FigureError, FigureValue};
use taizhang_core::money::round_half_up;
use taizhang_core::quotation::quoted;

use super::scan::{TypedNumber, typed_numbers};
use crate::check::case::Case;
use crate::check::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    code: "TYPED",
    title: "手写数字",
    severity: Severity::Warning,
    inputs: &[Input::Narrative],
    explanation: "报告里的数字应当用取数键引用，由台账计算。手写的数字与台账数据相同的，建议换成取数键；\
                  与任何数据都不相同的，可能有误，请核对或补登。目标值（不少于、每月等）和文号、日期、届次不在此列。\
                  约数见APPROX，只差末位的见ROUND。",
    source: "财政复核要点：正文与附表一致；公开报告常见错误",
    due: Due::Always,
    run: Run::Computing(run),
};

/// Slots offered for one number.
const OFFERED: usize = 3;

/// A number typed into a narrative, and where.
pub(super) struct Typed<'a> {
    pub(super) section: &'a str,
    /// The event that wrote the narrative.
    pub(super) sequence: u64,
    pub(super) number: TypedNumber,
}

impl Typed<'_> {
    pub(super) fn place(&self) -> String {
        format!("{}#{}", self.section, self.number.text)
    }

    /// Says where what was written.
    pub(super) fn words(&self) -> String {
        format!("“{}”第{}行手写了“{}”", self.section, self.number.line, self.number.text)
    }

    /// Starts a finding about the number with what was written as its first fact.
    pub(super) fn finding(&self, code: &str, severity: Severity, message: String) -> Finding {
        Finding::new(code, severity, self.place(), message)
            .fact(format!("文中：{}", self.number.text))
            .behind([self.sequence])
    }

    /// Lists the figures that print like the number, nearest key first, with their filters.
    pub(super) fn equal<'f>(&self, figures: &'f [Figure]) -> Vec<(&'f Figure, &'static str)> {
        let equal = figures.iter().filter_map(|figure| {
            matching_filter(&self.number, &figure.value).map(|filter| (figure, filter))
        });
        let mut equal: Vec<(&Figure, &str)> = equal.collect();
        equal.sort_by_key(|(figure, _)| figure.key.as_str().len());
        equal.truncate(OFFERED);
        equal
    }
}

/// Lists the numbers typed into all narratives.
pub(super) fn typed<'a>(case: &Case<'a>) -> Vec<Typed<'a>> {
    let narratives = case.narratives.iter();
    let numbers = narratives.flat_map(|(section, (sequence, markdown))| {
        let numbers = typed_numbers(markdown).into_iter();
        numbers.map(|number| Typed { section, sequence: *sequence, number })
    });
    numbers.collect()
}

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let typed = typed(case);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let figures = case.figures.all()?;
    let told_here = |typed: &&Typed<'_>| {
        !typed.number.is_about && super::last_digit::slip(typed, &figures).is_none()
    };
    Ok(typed.iter().filter(told_here).map(|typed| judge(typed, &figures)).collect())
}

fn judge(typed: &Typed<'_>, figures: &[Figure]) -> Finding {
    let equal = typed.equal(figures);
    if equal.is_empty() && typed.number.unit.is_empty() {
        let message = format!("{}，表头没有单位，不能与台账核对", typed.words());
        return typed
            .finding(RULE.code, Severity::Note, message)
            .fact("表头：没有单位")
            .remedy("在表头写明单位，如“金额（万元）”；台账里有的数用取数键引用。");
    }
    let Some((nearest, _)) = equal.first() else {
        let message = format!("{}，与台账的任何数据都不相同", typed.words());
        return typed
            .finding(RULE.code, Severity::Warning, message)
            .fact("台账：没有同一单位、同一数值的数据")
            .remedy("核对数字；属实的，先登记相应的支付、活动或调查，再用取数键引用。");
    };
    let message = format!("{}，与{}相同，建议改用取数键", typed.words(), quoted(&nearest.label));
    typed
        .finding(RULE.code, Severity::Note, message)
        .facts(equal.iter().map(|(figure, _)| format!("{}：{}", figure.key, figure.label)))
        .remedy(offer(&equal))
}

/// Offers slots in the place of a typed number.
pub(super) fn offer(figures: &[(&Figure, &str)]) -> String {
    let slots = figures.iter().map(|(figure, filter)| slot(figure, filter));
    format!("改写为 {}", slots.collect::<Vec<_>>().join(" 或 "))
}

/// Returns the slot that prints a figure.
pub(super) fn slot(figure: &Figure, filter: &str) -> String {
    format!("{{{{ fig(\"{}\") | {filter} }}}}", figure.key)
}

/// Returns the filter that prints `value` as it was typed, if it is the same number.
fn matching_filter(typed: &TypedNumber, value: &FigureValue) -> Option<&'static str> {
    if typed.value.is_zero() {
        return None;
    }
    match value {
        FigureValue::Money(money) => {
            let in_wan = || money.to_wan().rounded(typed.decimals).parse() == Ok(typed.value);
            let in_yuan = || round_half_up(money.yuan(), typed.decimals) == typed.value;
            match typed.unit {
                "万元" | "" if in_wan() => Some("wan"),
                "元" | "" if in_yuan() => Some("yuan"),
                _ => None,
            }
        }
        FigureValue::Ratio(ratio) => {
            let is_percent = matches!(typed.unit, "%" | "％" | "");
            let same = ratio.percent(typed.decimals) == Some(typed.value);
            (is_percent && same).then_some("pct")
        }
        FigureValue::Quantity(quantity) => {
            let printed = quantity.to_string();
            let counts_this = typed.unit.is_empty() || quantity.unit == typed.unit;
            let same = quantity.value == typed.value && counts_this;
            ((same && !typed.is_about) || printed == typed.text).then_some("count")
        }
    }
}
