//! What the numbers of a report may come from besides its figures.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::event::Target;
use taizhang_ledger::core::figure::FigureValue;
use taizhang_ledger::evaluation::report::{Block, Inline};
use taizhang_ledger::evaluation::{IndicatorRow, Monitoring, Severity};
use taizhang_ledger::export::ExportContext;

use crate::demo::prints_of;

/// What numbers may come from.
pub(crate) struct Known {
    figures: BTreeMap<String, FigureValue>,
    /// Whole cells and whole paragraphs.
    wholes: BTreeSet<String>,
    /// Words with their number, the longest first.
    phrases: Vec<String>,
}

impl Known {
    pub(crate) fn of(context: &ExportContext) -> Self {
        let figures = context.figures.iter();
        let figures =
            figures.map(|entry| (entry.figure.key.to_string(), entry.figure.value.clone()));
        let mut wholes = Vec::new();
        let mut phrases = Vec::new();
        sources(context, &mut wholes, &mut phrases);
        evaluation(context, &mut wholes, &mut phrases);
        movements(context, &mut wholes, &mut phrases);
        pictures(context, &mut phrases);
        if let Some(watched) = &context.monitoring {
            monitoring(watched, &mut wholes, &mut phrases);
        }
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Self { figures: figures.collect(), wholes: wholes.into_iter().collect(), phrases }
    }

    /// Says why an inline's number is not explained; `alone` if it fills its cell or paragraph.
    pub(crate) fn objection(&self, inline: &Inline, alone: bool) -> Option<String> {
        match inline {
            Inline::Text(words) | Inline::Strong(words) => self.objection_to(words, alone),
            Inline::Figure { key, text } => {
                let value = self.figures.get(key.as_str());
                let prints = value.map(prints_of).unwrap_or_default();
                (!prints.contains(text)).then(|| format!("{text} is not {key}, {prints:?}"))
            }
        }
    }

    pub(crate) fn objection_to(&self, words: &str, alone: bool) -> Option<String> {
        if alone && self.wholes.contains(words) {
            return None;
        }
        let mut rest = without_numeral(words).to_owned();
        for phrase in &self.phrases {
            rest = without(&rest, phrase);
        }
        let rest = without_dates(&rest);
        let left = rest.contains(|character: char| character.is_ascii_digit());
        left.then(|| format!("{words}: {rest}"))
    }
}

/// Where the figures come from: keys, formulas and counts of the annex, ledger and head hash.
fn sources(context: &ExportContext, wholes: &mut Vec<String>, phrases: &mut Vec<String>) {
    for entry in &context.figures {
        let figure = &entry.figure;
        wholes.extend([figure.key.to_string(), figure.formula.clone(), figure.label.clone()]);
        wholes.push(entry.events.to_string());
        if let FigureValue::Ratio(ratio) = &figure.value {
            // A survey prints its answers beside their rate, the form the rate in its objective.
            let parts = [ratio.numerator(), ratio.denominator()].map(plain);
            if figure.key.as_str().starts_with("survey.") {
                phrases.extend(parts.iter().map(|part| format!("{part}份")));
                wholes.extend(parts);
            }
            if figure.key.as_str() == "rate.execution.total" {
                phrases.push(format!("为{}", ratio.percent_text(2)));
            }
        }
    }
    let annexes = context.report.annexes.iter().flat_map(|annex| &annex.blocks);
    for block in annexes {
        if let Block::Table(table) = block {
            phrases.push(format!("以上{}项数据", table.rows.len()));
        }
    }
    let head = &context.head;
    phrases.extend([head.hash.clone(), head.algorithm.clone()]);
    phrases.push(format!("台账共{}个事件", head.sequence));
    wholes.extend([head.sequence.to_string(), context.evaluation.pack.id.clone()]);
    let open = |severity| {
        let findings = context.findings.iter().filter(|found| found.severity == severity);
        findings.filter(|found| found.waived.is_none()).count()
    };
    phrases.push(format!("错误{}项", open(Severity::Error)));
    phrases.push(format!("提醒{}项", open(Severity::Warning)));
    // The pack's own words name its rules and their sources.
    wholes.extend(
        context
            .report
            .provenance
            .remarks
            .iter()
            .filter(|remark| remark.contains("未经核对原文"))
            .cloned(),
    );
    wholes.push(context.report.provenance.pack.clone());
}

/// What was aimed at, what came of it, and its points.
fn evaluation(context: &ExportContext, wholes: &mut Vec<String>, phrases: &mut Vec<String>) {
    let evaluation = &context.evaluation;
    let full = evaluation.indicators.iter().filter(|row| row.score == row.weight).count();
    phrases.push(format!("绩效指标{}项", evaluation.indicators.len()));
    phrases.push(format!("{full}项得满分"));
    phrases.push(format!("已达到年度指标值{full}项"));
    for row in &evaluation.indicators {
        let (score, weight) = (plain(row.score), plain(row.weight));
        phrases.push(format!("目标{}", row.target_text()));
        phrases.push(format!("目标为{}", row.target_text()));
        phrases.push(format!("实际{}", row.actual_text));
        phrases.push(format!("得{score}分（满分{weight}分）"));
        wholes.extend([score, weight, row.target_text(), row.actual_text.clone()]);
        // Some forms print sign and unit of a target in columns of their own.
        wholes.extend(evaluation.columns.iter().map(|it| row.content(*it, &evaluation.columns)));
        wholes.extend([row.basis.clone(), row.rule.clone(), row.events.len().to_string()]);
        wholes.extend(completion(row));
        // Some forms print the share of the points that was reached.
        wholes.extend(share(row.score, row.weight));
    }
    for fund in &evaluation.funds {
        let amounts = [fund.original_budget, fund.adjustment, fund.final_budget, fund.outturn];
        wholes.extend(amounts.map(wan));
        // Some forms print their funds in yuan.
        wholes.extend(amounts.map(|amount| amount.to_string()));
    }
    let funds = evaluation.funds.iter().find_map(|row| row.weight).unwrap_or_default();
    let (total, whole) = (evaluation.total_score, plain(evaluation.total_weight));
    let execution = evaluation.execution_score;
    wholes.extend(share(total, evaluation.total_weight));
    phrases.push(format!("得{execution:.2}分（满分{}分）", plain(funds)));
    phrases.push(format!("自评总分{total:.2}分（满分{whole}分）"));
    // Where the points declared are not the form's, of which every shipped form has 100.
    phrases.push(format!("自评总分{total:.2}分；各项分值合计{whole}分，与本表满分100分不符"));
    phrases.push(format!("{whole}分（本表满分100分）"));
    for points in [plain(funds), plain(execution), plain(total), whole] {
        phrases.push(format!("预算执行率{points}分"));
        phrases.push(format!("预算执行率满分{points}分"));
        phrases.push(format!("合计{points}分"));
        wholes.push(points);
    }
}

/// How much of its target an indicator reached.
fn completion(row: &IndicatorRow) -> Option<String> {
    let Target::Quantitative { value, .. } = &row.target else { return None };
    share(row.actual?, *value)
}

fn share(part: Decimal, whole: Decimal) -> Option<String> {
    Some(format!("{}%", two(part.checked_div(whole)? * Decimal::ONE_HUNDRED)))
}

fn two(value: Decimal) -> String {
    format!("{:.2}", value.round_dp_with_strategy(2, HALF_UP))
}

const HALF_UP: rust_decimal::RoundingStrategy =
    rust_decimal::RoundingStrategy::MidpointAwayFromZero;

/// Budget documents, payments and activities: their numbers, codes, counts and places in the ledger.
fn movements(context: &ExportContext, wholes: &mut Vec<String>, phrases: &mut Vec<String>) {
    let changes = || context.lines.iter().flat_map(|line| &line.changes);
    let sequences: BTreeSet<u64> = changes().map(|change| change.sequence).collect();
    phrases.push(format!("年内调整{}笔", changes().count()));
    phrases.extend(changes().map(|change| change.document.clone()));
    wholes.extend(sequences.iter().map(u64::to_string));
    // A line that changed more than once has no key for each change; its events are the source.
    wholes.extend(changes().map(|change| wan(change.amount)));
    wholes.extend(changes().map(|change| change.amount.to_string()));
    let projects: BTreeSet<_> =
        context.lines.iter().filter_map(|line| line.project_code.as_ref()).collect();
    phrases.push(format!("本年度有项目{}个", projects.len()));
    for payment in &context.expenditures {
        let code = &payment.economic.code;
        wholes.extend([code.clone(), code.chars().take(3).collect()]);
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for activity in &context.activities {
        *kinds.entry(&activity.kind).or_default() += 1;
        wholes.push(activity.sequence.to_string());
        let results = activity.results.iter();
        phrases.extend(results.map(|result| format!("{}{}", result.name, result.quantity)));
    }
    phrases.extend(kinds.into_iter().map(|(kind, count)| format!("{kind}{count}次")));
    // Time progress is a twelfth for each month.
    for month in 1..=12 {
        let progress = Decimal::from(month * 100) / Decimal::from(12);
        wholes.push(format!("{}%", two(progress)));
    }
}

/// What was watched within the year, and how it was computed.
fn monitoring(watched: &Monitoring, wholes: &mut Vec<String>, phrases: &mut Vec<String>) {
    let months = watched.months;
    phrases.push(format!("（1—{months}月）"));
    phrases.extend(watched.methods.iter().cloned());
    wholes.extend(watched.warnings.iter().map(|warning| format!("预警：{warning}。")));
    for row in watched.funds.iter().chain(&watched.projects).chain(&watched.lines) {
        let amounts = [row.original_budget, row.final_budget, row.outturn, row.forecast];
        wholes.extend(amounts.map(wan));
        wholes.extend([row.rate.percent_text(2), row.reasons.join("；")]);
        wholes.extend(row.pace.map(|pace| format!("{}%", two(pace))));
        wholes.push(format!("{} {}", row.id, row.name));
    }
    for row in &watched.indicators {
        wholes.extend([row.actual_text.clone(), row.forecast_text.clone(), row.reason.clone()]);
        let ratios = [&row.progress, &row.deviation].into_iter().flatten();
        wholes.extend(ratios.map(|ratio| ratio.percent_text(2)));
    }
}

/// What the words for the pictures say of what is drawn.
fn pictures(context: &ExportContext, phrases: &mut Vec<String>) {
    for (words, key) in [("累计执行", "outturn.total"), ("全年预算", "budget.final.total")]
    {
        let entry = context.figures.iter().find(|entry| entry.figure.key.as_str() == key);
        let money = entry.and_then(|entry| entry.figure.value.money());
        phrases.extend(money.map(|money| format!("{words}{}万元", wan(money))));
    }
    for block in &context.report.blocks {
        let Block::Chart(chart) = block else { continue };
        let values = chart.series.iter().flat_map(|series| &series.values);
        phrases.extend(values.clone().map(|value| format!("{}{}", two(*value), chart.unit)));
        phrases.push(format!("横条为{}个", chart.categories.len()));
        phrases.push(format!("横条为{}项", chart.categories.len()));
        let reached = values.filter(|value| **value >= Decimal::ONE_HUNDRED).count();
        phrases.push(format!("{reached}项达到或超过100%"));
    }
}

fn wan(money: Money) -> String {
    money.to_wan().rounded(2)
}

fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Takes the numeral away that a heading, an item or an annex begins with.
fn without_numeral(words: &str) -> &str {
    for (before, after) in [("", "."), ("（", "）"), ("附件：", "."), ("附件", ""), ("说明", "")]
    {
        let Some(rest) = words.strip_prefix(before) else { continue };
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        let Some(rest) = rest.get(digits..).and_then(|rest| rest.strip_prefix(after)) else {
            continue;
        };
        // 2022.5 is no numeral, and neither is 附件 before other words.
        if (1..=2).contains(&digits) && !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return rest;
        }
    }
    words
}

/// Takes `phrase` out of `words` wherever its numbers are not part of longer ones.
fn without(words: &str, phrase: &str) -> String {
    let part = |character: char| character.is_ascii_digit() || character == '.';
    let mut rest = words;
    let mut kept = String::new();
    while let Some((before, after)) =
        (!phrase.is_empty()).then(|| rest.split_once(phrase)).flatten()
    {
        let longer = (phrase.starts_with(part) && before.ends_with(part))
            || (phrase.ends_with(part) && after.starts_with(part));
        kept.push_str(before);
        if longer {
            kept.push_str(phrase);
        }
        rest = after;
    }
    kept + rest
}

/// Takes away years, months and days.
fn without_dates(words: &str) -> String {
    let mut kept = String::new();
    let mut rest = words;
    while let Some(at) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let digits = from.chars().take_while(|c| c.is_ascii_digit() || *c == '.').count();
        let (number, after) = from.split_at(digits);
        let value = number.parse::<u32>().unwrap_or_default();
        let is_date = match after.chars().next() {
            Some('年') => (1900..2100).contains(&value),
            Some('月') => (1..=12).contains(&value),
            Some('日') => (1..=31).contains(&value),
            _ => false,
        };
        kept.push_str(before);
        if !is_date {
            kept.push_str(number);
        }
        rest = after;
    }
    kept + rest
}
