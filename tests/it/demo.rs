//! The sample year: every number that the seed's report prints comes out of the ledger, can be
//! traced, and stands in the Word report as the ledger has it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Deserialize;
use taizhang_cli::ExitCode;
use taizhang_ledger::core::book::AsOf;
use taizhang_ledger::core::figure::{Figure, FigureValue, Figures, trace};
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::evaluation::report::{Block, Inline, Report};
use taizhang_ledger::export::ExportContext;

use crate::docx;
use crate::harness::{Files, Office, build_demo, demo_files, demo_said, project_file};

/// `expected.toml` of the fixture.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    execution_score: Decimal,
    total_score: Decimal,
    grade: String,
    events_of_outturn_basic_sum: String,
    findings: Vec<ExpectedFinding>,
    figure: Vec<ExpectedFigure>,
    score: Vec<ExpectedScore>,
}

#[derive(Deserialize)]
struct ExpectedFinding {
    code: String,
    place: String,
}

#[derive(Deserialize)]
struct ExpectedFigure {
    key: String,
    value: Decimal,
    kind: String,
    unit: Option<String>,
    prints: Option<String>,
}

#[derive(Deserialize)]
struct ExpectedScore {
    indicator: String,
    score: Decimal,
}

fn expected() -> Expected {
    toml::from_str(&project_file("fixtures/ningxian-kexie-2022/expected.toml"))
        .expect("the expectation can be read")
}

#[test]
fn demo_says_where_to_look() {
    insta::assert_snapshot!(demo_said());
    let names: Vec<_> = demo_files()
        .keys()
        .map(|path| path.to_string_lossy().into_owned())
        .filter(|name| !name.starts_with("index.sled") && !name.starts_with("evidence"))
        .collect();
    insta::assert_snapshot!("demo_files", names.join("\n"));
}

#[test]
fn the_sample_year_is_entered_by_import() {
    let batches = Office::demo().run("import list --json").json();
    let batches = batches.as_array().expect("batches are a list");
    let paid = batches.iter().map(|batch| -> Decimal {
        batch["paid"].as_str().expect("money is text").parse().expect("it is a decimal")
    });
    let mut table = csv_of("payments.csv");
    let listed: Vec<Decimal> = table
        .deserialize::<BTreeMap<String, String>>()
        .map(|row| row.expect("a row")["金额(元)"].parse().expect("it is a decimal"))
        .collect();
    assert_eq!(paid.sum::<Decimal>(), listed.iter().sum::<Decimal>());
    let events: u64 = batches.iter().filter_map(|batch| batch["events"].as_u64()).sum();
    let tables = ["staff", "assets", "budget-documents", "indicators", "activities", "payments"];
    let rows: usize =
        tables.iter().map(|table| csv_of(&format!("{table}.csv")).records().count()).sum();
    assert_eq!(usize::try_from(events), Ok(rows), "each row is one event of an import");
}

fn csv_of(name: &str) -> csv::Reader<std::io::Cursor<String>> {
    let text = project_file(&format!("fixtures/ningxian-kexie-2022/{name}"));
    csv::Reader::from_reader(std::io::Cursor::new(text))
}

#[test]
fn every_expected_figure_comes_out() {
    let said = Office::demo().run("list figures --json");
    let figures: Vec<Figure> = serde_json::from_str(&said.out).expect("figures are JSON");
    let by_key: BTreeMap<String, Figure> =
        figures.into_iter().map(|figure| (figure.key.to_string(), figure)).collect();
    let mut wrong = Vec::new();
    for expected in expected().figure {
        let found = by_key.get(&expected.key).map(|figure| described(&figure.value));
        let wanted = wanted(&expected);
        if found.as_ref() != Some(&wanted) {
            wrong.push(format!("{}: {wanted} expected, {found:?} found", expected.key));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Kind, exact value and print of a figure, as `expected.toml` states them.
fn described(value: &FigureValue) -> String {
    match value {
        FigureValue::Money(money) => format!("money {money}"),
        FigureValue::Ratio(ratio) => format!("percent {}", ratio.percent_text(2)),
        FigureValue::Quantity(quantity) => format!("count {} {quantity}", quantity.value),
    }
}

fn wanted(figure: &ExpectedFigure) -> String {
    match figure.kind.as_str() {
        "money" => format!("money {}", figure.value),
        "percent" => format!("percent {}%", figure.value),
        _ => {
            let unit = figure.unit.as_deref().unwrap_or_default();
            let plain = format!("{}{unit}", figure.value);
            format!("count {} {}", figure.value, figure.prints.as_ref().unwrap_or(&plain))
        }
    }
}

#[test]
fn every_expected_score_comes_out() {
    let evaluation = Office::demo().run("list indicators --json").json();
    let decimal = |value: &serde_json::Value| -> Decimal {
        value.as_str().expect("decimals are text").parse().expect("it is a decimal")
    };
    let expected = expected();
    let found: BTreeMap<&str, Decimal> = evaluation["indicators"]
        .as_array()
        .expect("indicators are a list")
        .iter()
        .map(|row| (row["id"].as_str().unwrap_or_default(), decimal(&row["score"])))
        .collect();
    let wanted: BTreeMap<&str, Decimal> =
        expected.score.iter().map(|row| (row.indicator.as_str(), row.score)).collect();
    assert_eq!(found, wanted);
    assert_eq!(decimal(&evaluation["execution_score"]), expected.execution_score);
    assert_eq!(decimal(&evaluation["total_score"]), expected.total_score);
    assert_eq!(evaluation["grade"], expected.grade);
}

#[test]
fn every_expected_finding_is_found() {
    let said = Office::demo().run("check --json");
    let findings = said.json();
    assert_eq!(said.code, ExitCode::Findings, "{said}");
    for wanted in expected().findings {
        let is_there = findings
            .as_array()
            .into_iter()
            .flatten()
            .any(|found| found["code"] == wanted.code && found["place"] == wanted.place);
        assert!(is_there, "{} [{}] is not among\n{said}", wanted.code, wanted.place);
    }
}

#[test]
fn basic_outturn_is_the_sum_of_its_events() {
    let trace = Office::demo().run("trace outturn.basic --json").json();
    let events = trace["events"].as_array().expect("a trace lists events");
    let sum: Decimal = events
        .iter()
        .filter_map(|event| event["amount"].as_str())
        .map(|amount| amount.parse::<Decimal>().expect("amounts are decimals"))
        .sum();
    let expected = expected().events_of_outturn_basic_sum;
    assert_eq!(sum.to_string(), expected);
    assert_eq!(trace["total"], expected);
    assert_eq!(trace["figure"]["value"]["money"], expected);
}

#[test]
fn every_sum_of_money_is_the_sum_of_its_events() {
    let office = Office::demo();
    let ledger = office.open();
    let figures = Figures::of(ledger.book().expect("the year can be folded"));
    let figures = figures.expect("the year is open");
    let events = ledger.year_events().expect("the log can be read");
    let events: Vec<_> = events.into_iter().map(|event| event.recorded).collect();
    let mut wrong = Vec::new();
    let mut sums = 0_usize;
    for figure in figures.all().expect("figures can be computed") {
        let Some(money) = figure.value.money() else { continue };
        let key = &figure.key;
        let sources = figures.sources(key).expect("the key is known");
        let contributions = trace(&figures, &sources, &events, AsOf::default());
        let amounts: Vec<Decimal> =
            contributions.iter().filter_map(|contribution| contribution.amount).collect();
        let total: Decimal = amounts.iter().sum();
        if key.as_str().starts_with("assets.") {
            // Asset values are states, not sums; the events that state them are listed.
            assert!(money.is_zero() || !contributions.is_empty(), "{key} has no event");
        } else if total == money.yuan() {
            sums += amounts.len().min(1);
        } else {
            wrong.push(format!("{key} is {money}, its events sum to {total}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(sums > 200, "only {sums} figures were sums of events");
}

#[test]
fn the_demo_is_the_same_bytes_every_time() {
    // Checkpoints, index and lock follow from the journal; everything else is a promise.
    let promised = |files: &Files| -> Files {
        let mut files = files.clone();
        files.retain(|path, _| {
            ["journal", "evidence", "out", "taizhang.toml"]
                .iter()
                .any(|name| path.starts_with(name))
        });
        files
    };
    let (first, second) = (promised(demo_files()), promised(&build_demo().0));
    let names = |files: &Files| files.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&first), names(&second));
    let differing: Vec<_> = first.iter().filter(|(path, bytes)| second[*path] != **bytes).collect();
    let differing: Vec<_> = differing.iter().map(|(path, _)| path.display().to_string()).collect();
    assert_eq!(differing, Vec::<String>::new());
    assert!(first.keys().any(|path| path.extension().is_some_and(|ending| ending == "docx")));
    assert!(first.keys().filter(|path| path.extension().is_some_and(|e| e == "csv")).count() >= 5);
}

#[test]
fn the_report_says_what_the_ledger_says() {
    let (context, paragraphs) = report_and_document();
    let figures: BTreeMap<String, &FigureValue> = context
        .figures
        .iter()
        .map(|entry| (entry.figure.key.to_string(), &entry.figure.value))
        .collect();
    let printed: BTreeSet<&str> =
        paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    let mut wrong = Vec::new();
    let mut count = 0_usize;
    for run in runs(&context.report) {
        for inline in &run {
            let Inline::Figure { key, text } = inline else { continue };
            count += 1;
            let prints = figures.get(key.as_str()).map(|value| prints_of(value));
            if !prints.is_some_and(|prints| prints.contains(text)) {
                wrong.push(format!("{key} is printed as {text}"));
            }
        }
        let text = text_of(&run);
        if !text.is_empty() && !printed.contains(text.as_str()) {
            wrong.push(format!("the document lacks: {text}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(count > 300, "only {count} figures in the report");
}

/// All ways in which a value may be printed.
pub(crate) fn prints_of(value: &FigureValue) -> Vec<String> {
    match value {
        // What was taken from a line is printed without its sign: 调出0.18万元.
        FigureValue::Money(money) => [*money, money.negated()]
            .into_iter()
            .flat_map(|money| {
                let (yuan, wan) = (money.to_string(), money.to_wan().rounded(2));
                let thousands = with_thousands(&yuan);
                let with_unit =
                    [format!("{yuan}元"), format!("{thousands}元"), format!("{wan}万元")];
                with_unit.into_iter().chain([yuan, thousands, wan])
            })
            .collect(),
        FigureValue::Ratio(ratio) => vec![ratio.percent_text(2)],
        FigureValue::Quantity(quantity) => {
            vec![quantity.to_string(), quantity.value.normalize().to_string()]
        }
    }
}

/// Every paragraph and cell of a report, as runs of text.
pub(crate) fn runs(report: &Report) -> Vec<Vec<Inline>> {
    let annexes = report.annexes.iter().flat_map(|annex| &annex.blocks);
    let mut runs = Vec::new();
    for block in report.blocks.iter().chain(annexes) {
        match block {
            Block::Paragraph(run) | Block::Quotation(run) => runs.push(run.clone()),
            Block::Table(table) => {
                let cells = table.header.iter().chain(&table.rows).flatten();
                runs.extend(cells.map(|cell| cell.content.clone()));
            }
            Block::Heading(_) | Block::Chart(_) => {}
        }
    }
    runs
}

pub(crate) fn text_of(run: &[Inline]) -> String {
    run.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Strong(text) | Inline::Figure { text, .. } => {
                text.as_str()
            }
        })
        .collect()
}

pub(crate) fn report_and_document() -> (ExportContext, Vec<docx::Paragraph>) {
    let office = Office::demo();
    let ledger = office.open();
    let book = ledger.book().expect("the year can be folded");
    let signed = "2023-02-15".parse().expect("it is a date");
    let context =
        ledger.export_context(book, AsOf::default(), signed).expect("the report composes");
    let paragraphs = docx::paragraphs(&docx::document(demo_files()));
    (context, paragraphs)
}

#[test]
fn headings_are_numbered_without_a_gap() {
    let paragraphs = docx::paragraphs(&docx::document(demo_files()));
    let mut counts = [0_usize; 4];
    let mut wrong = Vec::new();
    for paragraph in &paragraphs {
        let Some(level) = paragraph.style.strip_prefix("Heading") else { continue };
        let level: usize = level.parse().expect("a heading has a level");
        if paragraph.text.starts_with("附件") {
            continue;
        }
        counts[level - 1] += 1;
        counts[level..].fill(0);
        let numeral = numeral(level, counts[level - 1]);
        if !paragraph.text.starts_with(&numeral) {
            wrong.push(format!("{numeral} expected: {}", paragraph.text));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(counts[0] >= 3, "the report has three parts");
}

fn numeral(level: usize, count: usize) -> String {
    let chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match level {
        1 => format!("{}、", chinese[count - 1]),
        2 => format!("（{}）", chinese[count - 1]),
        3 => format!("{count}."),
        _ => format!("（{count}）"),
    }
}

#[test]
fn items_in_text_are_numbered_without_a_gap() {
    let paragraphs = docx::paragraphs(&docx::document(demo_files()));
    let mut last = 0_usize;
    let mut wrong = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.style == "BodyText") {
        let inside = paragraph.text.strip_prefix('（').and_then(|text| text.split_once('）'));
        match inside.and_then(|(number, _)| number.parse::<usize>().ok()) {
            Some(number) if number == last + 1 || number == 1 => last = number,
            Some(_) => wrong.push(paragraph.text.clone()),
            None => last = 0,
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn rates_name_their_base_and_have_one_precision() {
    let paragraphs = docx::paragraphs(&docx::document(demo_files()));
    let mut wrong = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.style == "BodyText") {
        let text = paragraph.text.as_str();
        // An indicator's own name and target stand as they were declared.
        if text.starts_with('“') {
            continue;
        }
        let mut rates = percentages(text).into_iter().peekable();
        if text.contains("执行率") && rates.peek().is_some() && !text.contains("全年预算") {
            wrong.push(format!("no base: {text}"));
        }
        let coarse =
            rates.filter(|rate| rate.split_once('.').map(|(_, cents)| cents.len()) != Some(2));
        wrong.extend(coarse.map(|rate| format!("{rate}% in: {text}")));
    }
    let headings: Vec<_> = paragraphs.iter().filter(|p| p.style == "TableHeading").collect();
    for heading in headings.iter().filter(|heading| heading.text.contains("执行率")) {
        // （B/A） names the columns of the official form, where A is 全年预算数.
        if !heading.text.contains('÷') && !heading.text.contains("（B/A）") {
            wrong.push(format!("no base in a table's head: {}", heading.text));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The numbers before each per cent sign.
fn percentages(text: &str) -> Vec<&str> {
    let before = text.split('%').rev().skip(1);
    let number = |part: &str| part.rfind(|c: char| !(c.is_ascii_digit() || c == '.'));
    before
        .map(|part| match number(part) {
            Some(at) => {
                let after = part[at..].chars().next().map_or(0, char::len_utf8);
                &part[at + after..]
            }
            None => part,
        })
        .filter(|number| !number.is_empty())
        .collect()
}

#[test]
fn the_last_page_carries_the_head_hash() {
    let office = Office::demo();
    let (paragraphs, head) = (docx::paragraphs(&docx::document(demo_files())), office.head());
    let last = paragraphs.iter().rev().take(12).any(|paragraph| paragraph.text.contains(&head));
    let everywhere: String = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    assert!(last || everywhere.contains(&head), "the report does not print {head}");
    let companion = demo_files()
        .iter()
        .find(|(path, _)| path.ends_with("2022_宁县科学技术协会_取数说明.csv"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    assert!(companion.expect("the companion file is there").contains(&head));
}
