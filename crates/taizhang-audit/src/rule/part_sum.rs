//! SUM: a whole and its parts in running text, and “A、B，共N”.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::amount::Amount;
use crate::extract::number::{Number, half, plain};
use crate::extract::parts::{Parts, below, named, parts, some_close};
use crate::extract::passage::Passage;

/// Shares that make a hundred prove that a list is complete.
const SHARES_SLACK: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

const REMEDY: &str = "逐项核对，改正合计或分项。";

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, passage) in case.passages.iter().enumerate() {
        findings.extend(parts(passage).iter().filter_map(judge));
        findings.extend(named(&case.passages, at).iter().filter_map(judge));
        findings.extend(list_below(case, at).as_ref().and_then(judge));
        findings.extend(together(passage));
    }
    findings
}

fn list_below<'a>(case: &'a Case<'_>, at: usize) -> Option<Parts<'a>> {
    below(&case.passages, at, |number| {
        let mut headings = case.headings.iter();
        headings.find(|heading| heading.paragraph == number).map(|heading| heading.level)
    })
}

/// Names whose parts, when all are named, leave nothing out.
const COMPLETE: &[(&[&str], &[&[&str]])] = &[
    (&["支出"], &[&["基本支出"], &["项目支出"]]),
    (&["支出"], &[&["人员经费", "人员支出"], &["公用经费", "公用支出"], &["项目支出"]]),
    (&["基本支出"], &[&["人员经费", "人员支出"], &["公用经费", "公用支出"]]),
    (&["编制"], &[&["行政编制"], &["事业编制"]]),
    (&["人员", "在职", "职工"], &[&["管理"], &["专业技术"], &["工勤"]]),
    (&["公务用车购置及运行", "公务用车购置和运行"], &[&["购置"], &["运行"]]),
];

/// Parts that leave nothing out, whatever the whole is called.
const PARTITIONS: &[&[&[&str]]] = &[
    &[&["出国"], &["公务用车", "公车"], &["公务接待", "接待费"]],
    &[&["货物"], &["工程"], &["服务"]],
];

/// Tells whether the names of whole and parts say that nothing is left out.
fn is_partition(parts: &Parts<'_>) -> bool {
    let whole = &parts.whole.label;
    let called = |words: &[&str]| {
        parts.members.iter().any(|part| words.iter().any(|word| part.label.contains(word)))
    };
    let is_named_by_parts =
        PARTITIONS.iter().any(|groups| groups.iter().all(|words| called(words)));
    is_named_by_parts
        || COMPLETE.iter().any(|(wholes, groups)| {
            let is_part_itself = groups.concat().iter().any(|word| whole.contains(word));
            wholes.iter().any(|word| whole.contains(word))
                && !is_part_itself
                && !["总计", "预算收入"].iter().any(|word| whole.contains(word))
                && groups.iter().all(|words| called(words))
        })
}

fn judge(parts: &Parts<'_>) -> Option<Finding> {
    let whole = &parts.whole.number;
    // More people than posts is another rule's matter, and so are gross and net values.
    let of_posts = |part: &&Amount| part.label.contains("编制") || part.label.contains('编');
    let is_other = parts.whole.label.contains("原值")
        || (parts.whole.label.contains("编制") && !parts.members.iter().all(of_posts));
    if parts.members.is_empty() || is_other || parts.close() || parts.whole.label.is_empty() {
        return None;
    }
    let sum = parts.sum();
    // Where the amounts come first, “30万元用于审计”, the words before one belong to the last.
    let is_named_before = parts.members.first().is_some_and(|part| !part.label.is_empty());
    let mixes =
        is_named_before && parts.members.iter().any(|part| is_of_another_kind(part, parts.whole));
    let exceeds = sum > whole.value && !mixes && parts.members.len() > 1;
    let falls_short = sum < whole.value && !mixes && (is_partition(parts) || is_complete(parts));
    if !exceeds && !falls_short {
        return None;
    }
    let message = format!("{}，其中各项之和为{}{}", parts.whole.fact(), plain(sum), whole.unit);
    Some(
        Finding::new("SUM", Severity::Error, &parts.passage.place, message)
            .fact(parts.whole.fact())
            .facts(parts.members.iter().map(|part| part.fact()))
            .formula(format!("{}＝{}≠{}", parts.sum_text(), plain(sum), whole.value))
            .remedy(REMEDY),
    )
}

/// Tells whether an amount in a list is no part of the whole, but a total or another account.
fn is_of_another_kind(part: &Amount, whole: &Amount) -> bool {
    // 一般公共预算财政拨款收入 is an income; the word 预算 in it names where it comes from.
    let label = ["一般公共预算", "政府性基金预算", "国有资本经营预算"]
        .iter()
        .fold(part.label.clone(), |label, source| label.replace(source, ""));
    let is_total = ["总", "合计", "年末", "年初", "预算", "结转", "收入", "执行", "完成"]
        .iter()
        .any(|word| label.contains(word) && !whole.label.contains(word));
    // 工资福利支出 is a part of 人员经费; 支出 alone is what became of a budget or an income.
    let is_spending = part.label.contains("支出")
        && (["支出", "已支出", "实际支出", "全年支出", "累计支出", "决算支出"]
            .contains(&part.label.as_str())
            || ["收入", "预算", "下达", "到位"].iter().any(|word| whole.label.contains(word)));
    is_total || (is_spending && !whole.label.contains("支出"))
}

/// Tells whether every part of one passage prints its share and the shares make a hundred.
fn is_complete(parts: &Parts<'_>) -> bool {
    let (Some(first), Some(last)) = (parts.members.first(), parts.members.last()) else {
        return false;
    };
    if !parts.passage.amounts.iter().any(|amount| std::ptr::eq(amount, *first)) {
        return false;
    }
    let shares: Vec<Decimal> = parts
        .passage
        .amounts
        .iter()
        .filter(|amount| amount.number.unit == "%" && amount.span.start > first.span.start)
        .filter(|amount| amount.depth >= first.depth)
        .filter(|amount| {
            parts
                .passage
                .text
                .get(last.span.end..amount.span.start)
                .is_none_or(|between| !between.contains('。'))
        })
        .take(parts.members.len())
        .map(|amount| amount.number.value)
        .collect();
    let sum: Decimal = shares.iter().sum();
    parts.members.len() > 1
        && shares.len() == parts.members.len()
        && (sum - Decimal::ONE_HUNDRED).abs() <= SHARES_SLACK
}

/// “甲30万元、乙30万元、丙29.99万元，共89.97万元”.
fn together(passage: &Passage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for total in &passage.amounts {
        let before = passage.text.get(..total.span.start).unwrap_or_default().trim_end();
        let is_total = ["共", "共计", "合计", "总计", "合计为", "共计为"].iter().any(|word| {
            before.ends_with(word)
                && before.trim_end_matches(word).ends_with(['，', '、', '；', ','])
        });
        if !is_total || total.number.unit == "%" {
            continue;
        }
        let terms = terms(passage, total);
        let numbers: Vec<&Number> = terms.iter().map(|term| &term.number).collect();
        if terms.len() < 2 || some_close(&numbers, &total.number) {
            continue;
        }
        let sum: Decimal = numbers.iter().map(|number| number.value).sum();
        // Far apart, they are not parts of that total.
        let far = Decimal::from(if terms.len() > 2 { 2 } else { 3 });
        if (sum - total.number.value).abs() * far > total.number.value {
            continue;
        }
        let printed: Vec<String> = numbers.iter().map(|number| number.value.to_string()).collect();
        let message =
            format!("各项之和为{}{}，文中共{}", plain(sum), total.number.unit, total.number.text);
        findings.push(
            Finding::new("SUM", Severity::Error, &passage.place, message)
                .facts(terms.iter().map(|term| term.fact()))
                .fact(format!("共{}", total.number.text))
                .formula(format!(
                    "{}＝{}≠{}（印出精度允许差{}）",
                    printed.join("+"),
                    plain(sum),
                    total.number.value,
                    plain(half(total.number.scale) * Decimal::from(terms.len() + 1)),
                ))
                .remedy(REMEDY),
        );
    }
    findings
}

/// Returns the amounts of one kind that stand right before a total in its sentence.
fn terms<'a>(passage: &'a Passage, total: &Amount) -> Vec<&'a Amount> {
    let mut found: Vec<&Amount> = Vec::new();
    let before = passage.sentence(total.span.start);
    let before: Vec<&Amount> =
        before.filter(|amount| amount.span.end <= total.span.start).collect();
    for amount in before.into_iter().rev() {
        let is_term = amount.number.kind() == total.number.kind()
            && amount.depth == total.depth
            && !amount.is_comparison()
            && !["预算", "结转", "共", "合计", "余"].iter().any(|word| amount.label.contains(word));
        if !is_term {
            break;
        }
        found.push(amount);
    }
    found.reverse();
    found
}
