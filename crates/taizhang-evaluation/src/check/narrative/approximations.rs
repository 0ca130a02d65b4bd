//! APPROX: numbers that are said to be about right.

use rust_decimal::Decimal;
use taizhang_core::figure::{Figure, FigureError, FigureValue};
use taizhang_core::quotation::quoted;

use super::typed::{Typed, offer, typed};
use crate::check::case::Case;
use crate::check::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

/// Part of a typed number by which the count behind it may differ.
const NEAR: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

pub(in crate::check) const RULE: Rule = Rule {
    code: "APPROX",
    title: "手写约数",
    severity: Severity::Warning,
    inputs: &[Input::Narrative],
    explanation: "“约”“近”“左右”“余”“多”盖住了准确数，复核时对不上签到表、发放登记。台账记准确数，\
                  要印“12000余册”这样的写法，登记时给打印规则，由程序从准确数得出。“约”后面跟着准确数的，自相矛盾。\
                  台账里有相近数的是说明，没有的是提醒。",
    source: "种子报告：22600多名、12000余册、1600余份、近500册",
    due: Due::Always,
    run: Run::Computing(run),
};

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let about: Vec<Typed<'_>> =
        typed(case).into_iter().filter(|typed| typed.number.is_about).collect();
    if about.is_empty() {
        return Ok(Vec::new());
    }
    let figures = case.figures.all()?;
    Ok(about.iter().map(|typed| judge(typed, &figures)).collect())
}

fn judge(typed: &Typed<'_>, figures: &[Figure]) -> Finding {
    let equal = typed.equal(figures);
    if let Some((figure, _)) = equal.first() {
        let message = format!("{}，{}有准确数", typed.words(), quoted(&figure.label));
        return typed
            .finding(RULE.code, Severity::Note, message)
            .facts(equal.iter().map(|(figure, _)| fact(figure)))
            .remedy(offer(&equal));
    }
    if let Some(figure) = figures.iter().find(|figure| is_near(typed, &figure.value)) {
        let message = format!("{}，台账的{}有准确数", typed.words(), quoted(&figure.label));
        return typed
            .finding(RULE.code, Severity::Note, message)
            .fact(fact(figure))
            .remedy(format!("核对是不是这个数；是的，{}。", offer(&[(figure, "count")])));
    }
    let message = format!("{}，台账没有相近的准确数", typed.words());
    typed
        .finding(RULE.code, Severity::Warning, message)
        .fact("台账：没有同一单位的相近数")
        .remedy("按签到表、发放登记登记准确数和打印规则，再用取数键引用。")
}

fn fact(figure: &Figure) -> String {
    let value = match &figure.value {
        FigureValue::Money(money) => format!("{money}元"),
        FigureValue::Ratio(ratio) => ratio.percent_text(2),
        FigureValue::Quantity(quantity) => {
            format!("{}{}", quantity.value.normalize(), quantity.unit)
        }
    };
    format!("台账：{}（{}）{value}", figure.key, figure.label)
}

/// Tells whether a count in the same unit could be what the number stands for.
fn is_near(typed: &Typed<'_>, value: &FigureValue) -> bool {
    let FigureValue::Quantity(quantity) = value else { return false };
    let off = quantity.value.saturating_sub(typed.number.value).abs();
    quantity.unit == typed.number.unit && off <= typed.number.value.saturating_mul(NEAR)
}
