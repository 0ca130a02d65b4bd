//! SCORE: points against the rule that their own row prints, like
//! “以100%为标准，计5分；每超过一个百分点扣0.5分，扣完为止”.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::{Row, Section};
use crate::extract::number::{Number, cell, plain};
use crate::extract::role::Role;
use crate::extract::{Pattern, regex};

/// Full points up to a bound, and less for each point of per cent beyond it.
static STEPS: Pattern = Pattern::new(|| {
    regex(
        r"(?:≤|≦|<=|小于等于|小于或等于|不超过|=)\s?(?P<bound>[0-9]+(?:\.[0-9]+)?)%?[，,](?:计|得)(?P<full>[0-9]+(?:\.[0-9]+)?)分[；;，,].{0,24}?每(?:超过|超|高出|增加)(?:一|1)个百分点扣(?P<step>[0-9]+(?:\.[0-9]+)?)分",
    )
});

/// Full points at a hundred per cent, and less for each so many below it.
static SHORTFALL: Pattern = Pattern::new(|| {
    regex(
        r"100%(?:的)?[，,]?(?:计|得)(?P<full>满分|[0-9]+(?:\.[0-9]+)?分).{0,12}?每(?:低于|低|减少|降低)(?P<each>[0-9]+(?:\.[0-9]+)?)(?:%|个百分点)扣(?P<step>[0-9]+(?:\.[0-9]+)?)分",
    )
});

/// A range with its points: “10-20%（含），计4分”.
static TIER: Pattern = Pattern::new(|| {
    regex(
        r"(?P<low>[0-9]+)%?\s?[-—~～至]\s?(?P<high>[0-9]+)%(?:[（(]含[）)])?[，,]?(?:计|得)(?P<points>[0-9]+(?:\.[0-9]+)?)分",
    )
});

static BEYOND: Pattern = Pattern::new(|| {
    regex(r"(?:大于|超过|高于|>|＞)(?P<bound>[0-9]+)%[，,]?(?:不得分|计0分|得0分)")
});

static NOTHING: Pattern =
    Pattern::new(|| regex(r"[=＝]0%?[，,](?:计|得)(?P<points>[0-9]+(?:\.[0-9]+)?)分"));

/// The value that a row works out: “…÷32＝98.31%”, “比率为95.10%”.
static WORKED_OUT: Pattern =
    Pattern::new(|| regex(r"(?:[=＝为是])\s?(?P<value>-?[0-9]+(?:\.[0-9]+)?)%[。.；;]?\s*$"));

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for section in &case.sections {
        findings.extend(section.rows.iter().filter_map(|row| judge(section, row)));
    }
    findings
}

/// The fewest and the most points that a rule gives, with the rule.
struct Points {
    fewest: Decimal,
    most: Decimal,
    rule: String,
}

fn judge(section: &Section<'_>, row: &Row<'_>) -> Option<Finding> {
    let texts: Vec<&str> =
        row.cells.iter().filter(|c| !c.covered).map(|c| c.text.as_str()).collect();
    let score = section.number(row, Role::Score).or_else(|| last_number(row))?;
    let value = section.number(row, Role::Actual).filter(|actual| actual.unit == "%");
    let value = value.or_else(|| texts.iter().find_map(|text| worked_out(text)))?;
    let full = section.number(row, Role::Weight);
    let points = texts.iter().find_map(|text| {
        by_steps(text, &value)
            .or_else(|| by_shortfall(text, &value, full.as_ref()))
            .or_else(|| by_tiers(text, &value))
    })?;
    let slack = score.half(0) / Decimal::TEN;
    if score.value >= points.fewest - slack && score.value <= points.most + slack {
        return None;
    }
    let expected = if points.fewest == points.most {
        plain(points.most)
    } else {
        format!("{}至{}", plain(points.fewest), plain(points.most))
    };
    let label = &row.label;
    let message =
        format!("“{label}”为{}，按自己的规则应得{expected}分，表中得{}分", value.text, score.value);
    Some(
        Finding::new("SCORE", Severity::Error, section.place(row), message)
            .fact(format!("完成值{}", value.text))
            .fact(format!("评分规则：{}", points.rule))
            .fact(format!("得分{}", score.text))
            .formula(format!("应得{expected}≠{}", score.value))
            .remedy("按表中印出的评分规则重算得分。"),
    )
}

/// The score of a form whose last column has no header that tells it.
fn last_number(row: &Row<'_>) -> Option<Number> {
    let at = (0..row.cells.len()).rev().find(|at| !row.text(*at).is_empty())?;
    row.number(at)
}

fn worked_out(text: &str) -> Option<Number> {
    let captures = WORKED_OUT.captures(text)?;
    cell(&format!("{}%", captures.name("value")?.as_str()))
}

fn number(text: &str) -> Option<Decimal> {
    text.trim_end_matches('分').parse().ok()
}

/// Points may be taken off for each full point of per cent, for each that was begun, or in
/// proportion; what lies between these is right.
fn between(full: Decimal, steps: Decimal, step: Decimal, rule: &str) -> Points {
    let fewest = (full - steps.ceil() * step).max(Decimal::ZERO);
    let most = (full - steps.floor() * step).max(Decimal::ZERO);
    Points { fewest, most, rule: rule.to_owned() }
}

fn by_steps(text: &str, value: &Number) -> Option<Points> {
    let captures = STEPS.captures(text)?;
    let part = |name| number(captures.name(name)?.as_str());
    let (bound, full, step) = (part("bound")?, part("full")?, part("step")?);
    let over = (value.value - bound).max(Decimal::ZERO);
    Some(between(full, over, step, captures.get(0)?.as_str()))
}

fn by_shortfall(text: &str, value: &Number, weight: Option<&Number>) -> Option<Points> {
    let captures = SHORTFALL.captures(text)?;
    let full = number(captures.name("full")?.as_str()).or_else(|| Some(weight?.value))?;
    let each = number(captures.name("each")?.as_str()).filter(|each| !each.is_zero())?;
    let step = number(captures.name("step")?.as_str())?;
    let short = (Decimal::ONE_HUNDRED - value.value).max(Decimal::ZERO);
    Some(between(full, short / each, step, captures.get(0)?.as_str()))
}

fn by_tiers(text: &str, value: &Number) -> Option<Points> {
    let of = |name: &str, captures: &regex::Captures<'_>| number(captures.name(name)?.as_str());
    let exactly = |points: Decimal, rule: &str| Points {
        fewest: points,
        most: points,
        rule: rule.to_owned(),
    };
    let beyond = BEYOND.captures(text)?;
    if value.value > of("bound", &beyond)? {
        return Some(exactly(Decimal::ZERO, beyond.get(0)?.as_str()));
    }
    if value.value <= Decimal::ZERO {
        let nothing = NOTHING.captures(text)?;
        return Some(exactly(of("points", &nothing)?, nothing.get(0)?.as_str()));
    }
    TIER.captures_iter(text).find_map(|tier| {
        let (low, high) = (of("low", &tier)?, of("high", &tier)?);
        let is_in = value.value > low && value.value <= high;
        is_in.then(|| Some(exactly(of("points", &tier)?, tier.get(0)?.as_str()))).flatten()
    })
}
