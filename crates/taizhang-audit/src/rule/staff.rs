//! STAFF: people against authorised posts.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::grid::Section;
use crate::extract::number::{Number, percent, share};
use crate::extract::parts::parts;
use crate::extract::passage::Passage;
use crate::extract::role::Role;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = case.passages.iter().filter_map(over_in_text).collect();
    for section in &case.sections {
        for row in &section.rows {
            let number = |role| section.number(row, role);
            if let (Some(posts), Some(people)) = (number(Role::Posts), number(Role::InPost)) {
                findings.extend(over(&section.place(row), &posts, &people));
            }
        }
        findings.extend(over_in_rows(section));
    }
    findings.extend(case.passages.iter().flat_map(retired_in_text));
    findings.extend(retired_in_tables(case));
    findings
}

fn over(place: &str, posts: &Number, people: &Number) -> Option<Finding> {
    if people.value <= posts.value || posts.value <= Decimal::ZERO {
        return None;
    }
    let rate = percent(share(people.value, posts.value)?);
    let message = format!("在职{}人超过编制{}名", people.value, posts.value);
    Some(
        Finding::new("STAFF", Severity::Warning, place, message)
            .fact(format!("编制{}", posts.text))
            .fact(format!("在职{}", people.text))
            .formula(format!("{}÷{}＝{rate}", people.value, posts.value))
            .remedy("说明超编的原因和批准文件，“在职人员控制率”按规定扣分。"),
    )
}

/// Posts and people that stand in two rows of one column.
fn over_in_rows(section: &Section<'_>) -> Option<Finding> {
    let row_of =
        |is_wanted: &dyn Fn(&str) -> bool| section.rows.iter().find(|row| is_wanted(&row.label));
    let posts =
        row_of(&|label| ["编制数", "编制人数", "核定编制", "编制", "事业编制"].contains(&label))?;
    let people = row_of(&|label| {
        [
            "在职",
            "在职人数",
            "在职人员",
            "实有人数",
            "实际在职",
            "实际在职人数",
            "实有在职",
            "在职职工",
        ]
        .contains(&label)
    })?;
    (0..section.columns.len()).find_map(|column| {
        let (posts, number) = (posts.number(column)?, people.number(column)?);
        over(&section.place(people), &posts, &number)
    })
}

/// Posts and people that one paragraph states.
fn over_in_text(passage: &Passage) -> Option<Finding> {
    // People outside of the posts are no excess.
    if ["编外", "临聘", "聘用", "派遣", "公益性岗位", "合同制"]
        .iter()
        .any(|word| passage.text.contains(word))
    {
        return None;
    }
    let of_people = || passage.amounts.iter().filter(|a| matches!(a.number.kind(), "人" | "个"));
    let posts: Vec<&Amount> = of_people()
        .filter(|a| {
            a.label.contains("编制") && !a.label.contains("预算") && !a.label.contains("超编")
        })
        .collect();
    let people = of_people().find(|a| {
        ["在职", "实有", "在编", "在岗"].iter().any(|word| a.label.contains(word))
            && !["退休", "编外", "聘", "编制"].iter().any(|word| a.label.contains(word))
    })?;
    let posts = total_posts(&posts)?;
    over(&passage.place, &posts, &people.number)
}

/// Returns the total if one is stated, else the sum of the kinds.
fn total_posts(posts: &[&Amount]) -> Option<Number> {
    let largest = posts.iter().max_by_key(|post| post.number.value)?;
    let sum: Decimal = posts.iter().map(|post| post.number.value).sum();
    let states_total = sum == largest.number.value + largest.number.value;
    if posts.len() == 1 || states_total {
        return Some(largest.number.clone());
    }
    Some(Number { value: sum, text: format!("{sum}名"), ..largest.number.clone() })
}

fn retired(place: &str, whole: &str, retired: &[String], formula: String) -> Finding {
    Finding::new(
        "STAFF",
        Severity::Warning,
        place,
        format!("{whole}中算进了{}", retired.join("、")),
    )
    .fact(whole)
    .facts(retired.iter().cloned())
    .formula(formula)
    .remedy("离退休人员不占编制，编制人数只含在职人员。")
}

fn is_retired(label: &str) -> bool {
    label.contains("离休") || label.contains("退休")
}

fn retired_in_text(passage: &Passage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for parts in parts(passage) {
        let inside: Vec<&&Amount> =
            parts.members.iter().filter(|part| is_retired(&part.label)).collect();
        if inside.is_empty() || !parts.whole.label.contains("编制") || !parts.close() {
            continue;
        }
        let facts: Vec<String> = inside.iter().map(|part| part.fact()).collect();
        let formula = format!("{}＝{}", parts.sum_text(), parts.whole.number.value);
        findings.push(retired(&passage.place, &parts.whole.fact(), &facts, formula));
    }
    findings
}

/// A column in which the posts are the sum of the rows below, retired people among them.
fn retired_in_tables(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for section in &case.sections {
        let Some(at) = section.rows.iter().position(|row| row.label.contains("编制")) else {
            continue;
        };
        let Some(whole) = section.rows.get(at) else { continue };
        for column in 0..section.columns.len() {
            let Some(total) = whole.number(column) else { continue };
            let parts: Vec<(String, Number)> = section
                .rows
                .iter()
                .skip(at + 1)
                .filter_map(|row| Some((row.label.clone(), row.number(column)?)))
                .collect();
            let sum: Decimal = parts.iter().map(|(_, number)| number.value).sum();
            let inside: Vec<String> = parts
                .iter()
                .filter(|(label, number)| is_retired(label) && number.value > Decimal::ZERO)
                .map(|(label, number)| format!("{label}{}", number.text))
                .collect();
            if inside.is_empty() || sum != total.value {
                continue;
            }
            let terms: Vec<String> = parts.iter().map(|(_, n)| n.value.to_string()).collect();
            let formula = format!("{}＝{}", terms.join("+"), total.value);
            let fact = format!("{}{}", whole.label, total.text);
            findings.push(retired(&section.place(whole), &fact, &inside, formula));
        }
    }
    findings
}
