//! Every number that the Word report prints is a figure of the ledger, or of another kind that is
//! named here: a date, a document number, a numeral, a fact of the evaluation, a place in the ledger.
//!
//! The walk goes through all words of `word/document.xml` and its pictures. What it cannot explain it
//! returns, so that a number that comes from nowhere cannot stand in the report.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::event::Target;
use taizhang_ledger::core::figure::FigureValue;
use taizhang_ledger::evaluation::report::{Block, Inline};
use taizhang_ledger::evaluation::{IndicatorRow, Severity};
use taizhang_ledger::export::ExportContext;

use crate::demo::{prints_of, report_and_document, runs, text_of};
use crate::docx::{self, Paragraph};
use crate::harness::demo_files;

/// Styles of the paragraphs that hold the report's own runs, in order.
const RUNS: [&str; 3] = ["BodyText", "TableText", "TableHeading"];

/// Returns what is wrong with the numbers of a document; `pictures` are the words for its pictures.
fn unexplained(
    context: &ExportContext,
    paragraphs: &[Paragraph],
    pictures: &[String],
) -> Vec<String> {
    let known = Known::of(context);
    let mut wrong = Vec::new();
    let (text, frame): (Vec<&Paragraph>, Vec<&Paragraph>) =
        paragraphs.iter().partition(|paragraph| RUNS.contains(&paragraph.style.as_str()));
    let mut text = text.into_iter().filter(|paragraph| !paragraph.text.is_empty());
    for run in runs(&context.report).iter().filter(|run| !text_of(run).is_empty()) {
        let printed = text.next().map(|paragraph| paragraph.text.as_str()).unwrap_or_default();
        if printed != text_of(run) {
            wrong.push(format!("{printed} is printed for {}", text_of(run)));
        }
        let alone = run.len() == 1;
        wrong.extend(run.iter().filter_map(|inline| known.objection(inline, alone)));
    }
    // After the report comes the table that says where the numbers come from.
    wrong.extend(text.filter_map(|paragraph| known.objection_to(&paragraph.text, true)));
    for paragraph in frame {
        let words = match paragraph.style.as_str() {
            // An entry of the table of contents ends with its page, which Word computes.
            "TOC1" | "TOC2" => paragraph.text.trim_end_matches(|c: char| c.is_ascii_digit()),
            _ => &paragraph.text,
        };
        wrong.extend(known.objection_to(words, true));
    }
    wrong.extend(pictures.iter().filter_map(|words| known.objection_to(words, false)));
    wrong
}

/// What numbers may come from.
struct Known {
    figures: BTreeMap<String, FigureValue>,
    /// Whole cells and whole paragraphs.
    wholes: BTreeSet<String>,
    /// Words with their number, the longest first.
    phrases: Vec<String>,
}

impl Known {
    fn of(context: &ExportContext) -> Self {
        let figures = context.figures.iter();
        let figures =
            figures.map(|entry| (entry.figure.key.to_string(), entry.figure.value.clone()));
        let mut wholes = Vec::new();
        let mut phrases = Vec::new();
        sources(context, &mut wholes, &mut phrases);
        evaluation(context, &mut wholes, &mut phrases);
        movements(context, &mut wholes, &mut phrases);
        pictures(context, &mut phrases);
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Self { figures: figures.collect(), wholes: wholes.into_iter().collect(), phrases }
    }

    /// Says why an inline's number is not explained; `alone` if it fills its cell or paragraph.
    fn objection(&self, inline: &Inline, alone: bool) -> Option<String> {
        match inline {
            Inline::Text(words) | Inline::Strong(words) => self.objection_to(words, alone),
            Inline::Figure { key, text } => {
                let value = self.figures.get(key.as_str());
                let prints = value.map(prints_of).unwrap_or_default();
                (!prints.contains(text)).then(|| format!("{text} is not {key}, {prints:?}"))
            }
        }
    }

    fn objection_to(&self, words: &str, alone: bool) -> Option<String> {
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
    for row in &evaluation.indicators {
        let (score, weight) = (plain(row.score), plain(row.weight));
        phrases.push(format!("目标{}", row.target_text()));
        phrases.push(format!("目标为{}", row.target_text()));
        phrases.push(format!("实际{}", row.actual_text));
        phrases.push(format!("得{score}分（满分{weight}分）"));
        wholes.extend([score, weight, row.target_text(), row.actual_text.clone()]);
        wholes.extend([row.basis.clone(), row.rule.clone(), row.events.len().to_string()]);
        wholes.extend(completion(row));
    }
    for fund in &evaluation.funds {
        let amounts = [fund.original_budget, fund.adjustment, fund.final_budget, fund.outturn];
        wholes.extend(amounts.map(wan));
    }
    let funds = evaluation.funds.iter().find_map(|row| row.weight).unwrap_or_default();
    let (total, whole) = (evaluation.total_score, plain(evaluation.total_weight));
    let execution = evaluation.execution_score;
    phrases.push(format!("得{execution:.2}分（满分{}分）", plain(funds)));
    phrases.push(format!("自评总分{total:.2}分（满分{whole}分）"));
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
    let rate = row.actual?.checked_div(*value)? * Decimal::ONE_HUNDRED;
    Some(format!("{:.2}%", rate.round_dp_with_strategy(2, HALF_UP)))
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
        wholes.push(format!("{:.2}%", progress.round_dp_with_strategy(2, HALF_UP)));
    }
}

/// What the words for the pictures say of what is drawn.
fn pictures(context: &ExportContext, phrases: &mut Vec<String>) {
    for block in &context.report.blocks {
        let Block::Chart(chart) = block else { continue };
        let values = chart.series.iter().flat_map(|series| &series.values);
        phrases.extend(values.clone().map(|value| format!("{value:.2}{}", chart.unit)));
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

/// The words for the pictures of a document.
fn described(xml: &str) -> Vec<String> {
    let pictures = xml.split("descr=\"").skip(1);
    pictures.filter_map(|rest| rest.split_once('"')).map(|(words, _)| words.to_owned()).collect()
}

fn demo() -> (ExportContext, Vec<Paragraph>, Vec<String>) {
    let (context, paragraphs) = report_and_document();
    (context, paragraphs, described(&docx::document(demo_files())))
}

#[test]
fn every_number_of_the_document_is_explained() {
    let (context, paragraphs, pictures) = demo();
    let numbers = paragraphs.iter().filter(|paragraph| has_digit(&paragraph.text)).count();
    assert!(numbers > 1500, "only {numbers} paragraphs hold a number");
    assert_eq!(pictures.len(), 3);
    assert_eq!(unexplained(&context, &paragraphs, &pictures), Vec::<String>::new());
}

fn has_digit(words: &str) -> bool {
    words.contains(|character: char| character.is_ascii_digit())
}

/// Counts the last digit of `words` up by one; 9 becomes 0.
fn falsified(words: &str) -> String {
    let at = words.rfind(|character: char| character.is_ascii_digit()).expect("there is a digit");
    let digit = words[at..].chars().next().and_then(|c| c.to_digit(10)).expect("it is one");
    format!("{}{}{}", &words[..at], (digit + 1) % 10, &words[at + 1..])
}

#[test]
fn a_number_that_the_document_changes_is_found() {
    let (context, mut paragraphs, pictures) = demo();
    let held: Vec<usize> = (0..paragraphs.len())
        .filter(|at| {
            RUNS.contains(&paragraphs[*at].style.as_str()) && has_digit(&paragraphs[*at].text)
        })
        .collect();
    for at in held.into_iter().step_by(41) {
        let right = paragraphs[at].text.clone();
        paragraphs[at].text = falsified(&right);
        let found = unexplained(&context, &paragraphs, &pictures);
        assert!(!found.is_empty(), "{} for {right}", paragraphs[at].text);
        paragraphs[at].text = right;
    }
}

#[test]
fn a_figure_that_the_report_itself_has_wrong_is_found() {
    let (context, _, _) = demo();
    let known = Known::of(&context);
    let mut count = 0_usize;
    for inline in runs(&context.report).iter().flatten() {
        let Inline::Figure { key, text } = inline else { continue };
        if has_digit(text) {
            let wrong = Inline::Figure { key: key.clone(), text: falsified(text) };
            assert!(known.objection(&wrong, true).is_some(), "{wrong:?} for {text}");
            count += 1;
        }
    }
    assert!(count > 300, "only {count} figures");
}

#[test]
fn numbers_from_nowhere_are_found() {
    let (context, _, _) = demo();
    let known = Known::of(&context);
    for (right, wrong) in [
        ("设定绩效指标17项，13项得满分", "设定绩效指标18项，13项得满分"),
        ("得6.3分（满分7分）", "得6.4分（满分7分）"),
        ("目标≥40所，实际46所", "目标≥40所，实际47所"),
        ("年内调整12笔", "年内调整112笔"),
        ("宣传17次", "宣传7次"),
        ("甘财科〔2020〕2号", "甘财科〔2020〕21号"),
        ("2022年12月31日", "2022年13月31日"),
        ("1.主要职责", "1.5主要职责"),
        ("台账共273个事件", "台账共271个事件"),
        ("回收有效样本160份", "回收有效样本161份"),
    ] {
        assert_eq!(known.objection_to(right, false), None);
        assert!(known.objection_to(wrong, false).is_some(), "{wrong}");
    }
}
