//! CARRY and TOTAL: balances that roll from one year into the next.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::number::{Number, closes, plain};
use crate::extract::role::Role;

const CLOSING: &[&str] =
    &["年末结转和结余", "年末结转结余", "年末结转结余资金", "年末结转", "年末结余", "结转下年"];

const OPENING: &[&str] = &[
    "年初结转和结余",
    "年初结转结余",
    "上年结转和结余",
    "上年结转结余",
    "年初结转",
    "年初结余",
    "上年结转",
];

const INCOME: &[&str] = &["本年收入合计", "收入合计", "本年收入", "当年收入", "全年收入", "总收入"];

const SPENT: &[&str] = &["本年支出合计", "支出合计", "本年支出", "当年支出", "全年支出", "总支出"];

/// Words before a name that leave it the name of the whole.
const WHOLE: &[&str] =
    &["", "本年", "本年度", "当年", "全年", "单位", "部门", "我单位", "本单位", "本部门", "我局"];

fn is_of_the_whole(before: &str) -> bool {
    WHOLE.contains(&before)
}

/// A named amount of the year, with its change against last year.
struct Item {
    name: String,
    /// Its name as printed, with what it is the amount of.
    called: String,
    place: String,
    current: Number,
    change: Option<Number>,
}

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    // Surpluses that are distributed, taken back or used open the identities.
    if case.says(&[
        "结余分配",
        "使用非财政拨款结余",
        "使用专用结余",
        "收回结余",
        "上缴结余",
        "年初结转调整",
    ]) {
        return Vec::new();
    }
    let closing = item(case, CLOSING, is_of_the_whole);
    let income = item(case, INCOME, is_of_the_whole);
    let spent = item(case, SPENT, is_of_the_whole);
    let printed = item(case, OPENING, is_of_the_whole);
    let derived = closing.as_ref().and_then(opening_of);
    let opening = printed.as_ref().or(derived.as_ref());
    let mut findings = Vec::new();
    let total = item(case, &["收入总计"], is_of_the_whole);
    if let (Some(total), Some(income), Some(opening)) = (&total, &income, opening) {
        findings.extend(exceeds(total, income, opening));
    }
    let total = item(case, &["支出总计"], is_of_the_whole);
    if let (Some(total), Some(spent), Some(closing)) = (&total, &spent, &closing) {
        findings.extend(exceeds(total, spent, closing));
    }
    if let (Some(opening), Some(income), Some(spent), Some(closing)) =
        (&printed, &income, &spent, &closing)
    {
        findings.extend(rolled(opening, income, spent, closing));
    }
    findings
}

/// Income and expenditure, each with its balance, are equal by construction.
pub(super) fn both_sides(case: &Case<'_>) -> Vec<Finding> {
    let (Some(income), Some(spent)) =
        (item(case, &["收入总计"], |_| true), item(case, &["支出总计"], |_| true))
    else {
        return Vec::new();
    };
    // 财政拨款收入总计 is not what 一般公共预算支出总计 must equal.
    let scope = |name: &str, word: &str| {
        let before = name.strip_suffix(word).unwrap_or_default();
        if is_of_the_whole(before) { String::new() } else { before.to_owned() }
    };
    if closes(&[&income.current], &spent.current)
        || income.current.kind() != spent.current.kind()
        || scope(&income.called, "收入总计") != scope(&spent.called, "支出总计")
    {
        return Vec::new();
    }
    let (left, right) = (&income.current, &spent.current);
    let message = format!("收入总计{}与支出总计{}不等", left.text, right.text);
    vec![
        Finding::new("TOTAL", Severity::Error, &income.place, message)
            .fact(format!("收入总计{}", left.text))
            .fact(format!("支出总计{}", right.text))
            .formula(format!("{}-{}＝{}", left.value, right.value, plain(left.value - right.value)))
            .remedy("收支总计含结转结余，两边必须相等。"),
    ]
}

fn opening_of(closing: &Item) -> Option<Item> {
    let change = closing.change.as_ref()?;
    let value = closing.current.value - change.value;
    let scale = closing.current.scale.max(change.scale);
    let current = Number {
        value,
        scale,
        text: format!("{value}{}", closing.current.unit),
        ..closing.current.clone()
    };
    let name = format!("年初结转（{}-{}）", closing.current.value, change.value);
    let called = name.clone();
    Some(Item { name, called, place: closing.place.clone(), current, change: None })
}

fn exceeds(total: &Item, flow: &Item, balance: &Item) -> Option<Finding> {
    let sum = flow.current.value + balance.current.value;
    let closing = closes(&[&flow.current, &balance.current], &total.current);
    if closing || sum <= total.current.value || balance.current.value <= Decimal::ZERO {
        return None;
    }
    let message = format!(
        "{}{}＋{}{}＝{}，{}却为{}",
        flow.name,
        flow.current.text,
        balance.name,
        balance.current.text,
        plain(sum),
        total.name,
        total.current.text
    );
    Some(
        Finding::new("CARRY", Severity::Error, &total.place, message)
            .fact(format!("{}{}", total.name, total.current.text))
            .fact(format!("{}{}", flow.name, flow.current.text))
            .fact(format!("{}{}", balance.name, balance.current.text))
            .formula(format!(
                "{}+{}＝{}≠{}",
                flow.current.value,
                balance.current.value,
                plain(sum),
                total.current.value
            ))
            .remedy("结转结余要滚动进入总计；若已被财政收回，写明金额和依据。"),
    )
}

fn rolled(opening: &Item, income: &Item, spent: &Item, closing: &Item) -> Option<Finding> {
    let expected = opening.current.value + income.current.value - spent.current.value;
    let mut outgoing = spent.current.clone();
    outgoing.value = -outgoing.value;
    // The income may already hold what was carried in, unless it says that it is of this year.
    let may_hold = ["全年收入", "总收入"].contains(&income.name.as_str());
    if closes(&[&opening.current, &income.current, &outgoing], &closing.current)
        || (may_hold && closes(&[&income.current, &outgoing], &closing.current))
    {
        return None;
    }
    let message = format!(
        "年初结转{}＋收入{}－支出{}＝{}，年末结转结余却为{}",
        opening.current.text,
        income.current.text,
        spent.current.text,
        plain(expected),
        closing.current.text
    );
    Some(
        Finding::new("CARRY", Severity::Error, &closing.place, message)
            .fact(format!("{}{}", opening.name, opening.current.text))
            .fact(format!("{}{}", closing.name, closing.current.text))
            .formula(format!(
                "{}+{}-{}＝{}≠{}",
                opening.current.value,
                income.current.value,
                spent.current.value,
                plain(expected),
                closing.current.value
            ))
            .remedy("核对年初数、收支和年末数。"),
    )
}

/// Finds an amount by its first matching name, in tables and then in text.
/// What stands before the name in running text must fit.
fn item(case: &Case<'_>, names: &[&str], fits: fn(&str) -> bool) -> Option<Item> {
    names.iter().find_map(|name| in_tables(case, name).or_else(|| in_text(case, name, fits)))
}

fn in_tables(case: &Case<'_>, name: &str) -> Option<Item> {
    case.sections.iter().find_map(|section| {
        let row = section.rows.iter().find(|row| row.label.starts_with(name))?;
        let mut counted = (0..section.columns.len()).filter(|at| section.is_additive(*at));
        let current = counted.find_map(|at| row.number(at))?;
        let change = section.number(row, Role::Change);
        let called = name.to_owned();
        Some(Item { name: called.clone(), called, place: section.place(row), current, change })
    })
}

fn in_text(case: &Case<'_>, name: &str, fits: fn(&str) -> bool) -> Option<Item> {
    case.passages.iter().find_map(|passage| {
        let at = passage.amounts.iter().position(|amount| {
            amount.number.is_money() && amount.label.strip_suffix(name).is_some_and(fits)
        })?;
        let amount = passage.amounts.get(at)?;
        let change = passage
            .amounts
            .get(at + 1)
            .filter(|next| next.is_comparison() && next.number.unit == amount.number.unit);
        let change = change.and_then(|next| {
            let mut number = next.number.clone();
            if ["减少", "下降"].iter().any(|word| next.label.contains(word)) {
                number.value = -number.value;
            } else if !["增加", "增长"].iter().any(|word| next.label.contains(word)) {
                return None;
            }
            Some(number)
        });
        Some(Item {
            name: name.to_owned(),
            called: amount.label.clone(),
            place: passage.place.clone(),
            current: amount.number.clone(),
            change,
        })
    })
}
