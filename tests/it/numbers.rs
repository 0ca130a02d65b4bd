//! Every number that a Word report prints is a figure of the ledger, or of another kind that is named in
//! [`Known`]: a date, a document number, a numeral, a fact of the evaluation, a place in the ledger.
//!
//! The walk goes through all words of `word/document.xml` and its pictures. What it cannot explain it
//! returns, so that a number that comes from nowhere cannot stand in a report. A report says itself of which
//! state of which ledger it was made, and by which form: the walk holds it against that.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use taizhang_cli::ExitCode;
use taizhang_docx::DocxExporter;
use taizhang_ledger::core::book::AsOf;
use taizhang_ledger::core::ids::Sequence;
use taizhang_ledger::evaluation::report::Inline;
use taizhang_ledger::export::{ExportContext, ExportRequest, Exporter};

use crate::demo::{runs, text_of};
use crate::docx::{self, Paragraph};
use crate::harness::{Files, Office, demo_files};
use crate::known_numbers::Known;

/// Styles of the paragraphs that hold the report's own runs, in order.
const RUNS: [&str; 3] = ["BodyText", "TableText", "TableHeading"];

/// A document and what it was made from.
struct Walk {
    context: ExportContext,
    paragraphs: Vec<(Paragraph, Place)>,
    pictures: Vec<String>,
}

/// What a paragraph of the document has to be.
enum Place {
    /// What the report has at this place.
    Run(Vec<Inline>),
    /// An entry of the table of contents, which ends with its page; Word computes it.
    Contents,
    /// Other words: headings, captions, lists, or the table that says where the numbers come from.
    Words,
}

impl Walk {
    fn of(context: ExportContext, document: &[u8]) -> Self {
        let xml = docx::document(&Files::from([(PathBuf::from("a.docx"), document.to_vec())]));
        let mut own = runs(&context.report).into_iter().filter(|run| !text_of(run).is_empty());
        let place = |paragraph: &Paragraph| match paragraph.style.as_str() {
            "TOC1" | "TOC2" => Place::Contents,
            style if RUNS.contains(&style) && !paragraph.text.is_empty() => {
                own.next().map_or(Place::Words, Place::Run)
            }
            _ => Place::Words,
        };
        let paragraphs = docx::paragraphs(&xml);
        let places: Vec<Place> = paragraphs.iter().map(place).collect();
        let paragraphs = paragraphs.into_iter().zip(places).collect();
        assert_eq!(own.count(), 0, "the document lacks something of the report");
        Self { context, paragraphs, pictures: described(&xml) }
    }

    /// Returns what is wrong with the numbers of the document.
    fn unexplained(&self) -> Vec<String> {
        let known = Known::of(&self.context);
        let places = self.paragraphs.iter();
        let mut wrong: Vec<String> =
            places.flat_map(|(paragraph, place)| faults(&known, place, &paragraph.text)).collect();
        wrong.extend(self.pictures.iter().filter_map(|words| known.objection_to(words, false)));
        wrong
    }

    /// Returns how many paragraphs were given another number, and those that were believed.
    fn believed(&self) -> (usize, Vec<String>) {
        let known = Known::of(&self.context);
        let mut count = 0;
        let mut believed = Vec::new();
        for (paragraph, place) in &self.paragraphs {
            if matches!(place, Place::Run(_)) && has_digit(&paragraph.text) {
                let wrong = falsified(&paragraph.text);
                count += 1;
                if faults(&known, place, &wrong).is_empty() {
                    believed.push(format!("{wrong} for {}", paragraph.text));
                }
            }
        }
        for inline in runs(&self.context.report).iter().flatten() {
            let Inline::Figure { key, text } = inline else { continue };
            if has_digit(text) {
                let wrong = Inline::Figure { key: key.clone(), text: falsified(text) };
                count += 1;
                if known.objection(&wrong, true).is_none() {
                    believed.push(format!("{wrong:?} for {text}"));
                }
            }
        }
        (count, believed)
    }
}

/// Returns what is wrong with `words` at a place.
fn faults(known: &Known, place: &Place, words: &str) -> Vec<String> {
    match place {
        Place::Run(run) => {
            let other = words != text_of(run);
            let other = other.then(|| format!("{words} is printed for {}", text_of(run)));
            let inlines = run.iter().filter_map(|inline| known.objection(inline, run.len() == 1));
            other.into_iter().chain(inlines).collect()
        }
        Place::Contents => {
            let words = words.trim_end_matches(|character: char| character.is_ascii_digit());
            known.objection_to(words, true).into_iter().collect()
        }
        Place::Words => known.objection_to(words, true).into_iter().collect(),
    }
}

/// The words for the pictures of a document.
fn described(xml: &str) -> Vec<String> {
    let pictures = xml.split("descr=\"").skip(1);
    pictures.filter_map(|rest| rest.split_once('"')).map(|(words, _)| words.to_owned()).collect()
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

/// Makes the context anew of which a report says it was made, from the office's ledger `folder`.
fn behind(office: &Office, folder: &Path, document: &[u8]) -> ExportContext {
    let properties = docx::part(document, "docProps/custom.xml");
    let value = |name: &str| {
        let named = properties.split_once(&format!("name=\"ledger.{name}\"><vt:lpwstr>"));
        let value = named.and_then(|(_, rest)| rest.split_once('<')).map(|(value, _)| value);
        value.unwrap_or_else(|| panic!("the report does not say its {name}")).to_owned()
    };
    let core = docx::part(document, "docProps/core.xml");
    let (_, signed) = core.split_once("W3CDTF\">").expect("the file has a date");
    let signed = signed[..10].parse().expect("it is a date");
    let ledger = office.open_at(folder);
    let sequence = value("sequence").parse().expect("it is a number");
    // The year's last day stands for a year that is not cut off: texts are written after it.
    let as_of: Date = value("as_of").parse().expect("it is a date");
    let date = (as_of != ledger.year().last_day()).then_some(as_of);
    let as_of = AsOf { date, sequence: Some(Sequence::new(sequence)) };
    let book = ledger.book_as_of(as_of).expect("the year can be folded");
    let pack = ledger.pack_named(&value("pack")).expect("the form is there");
    let context = ledger.export_context_by(&pack, &book, as_of, signed);
    let context = context.expect("the report composes");
    assert_eq!(context.head.hash, value("head"), "the report is of another ledger");
    context
}

/// Walks a report that a test has made from `ledger`: each number has to be explained, and none may be
/// changed unnoticed.
#[track_caller]
pub(crate) fn explain_file(office: &Office, ledger: &Path, file: &Path) {
    let document = fs::read(file).expect("the report was written");
    explain(&file.display().to_string(), behind(office, ledger, &document), &document);
}

/// Walks the reports that the sample ledger has in a folder.
#[track_caller]
fn explain_all(office: &Office, folder: &str) {
    let mut count = 0;
    for entry in fs::read_dir(office.path().join(folder)).expect("the folder was made") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_some_and(|ending| ending == "docx") {
            explain_file(office, &office.ledger(), &path);
            count += 1;
        }
    }
    assert!(count > 0, "{folder} holds no report");
}

#[track_caller]
fn explain(name: &str, context: ExportContext, document: &[u8]) -> usize {
    let walk = Walk::of(context, document);
    assert_eq!(walk.unexplained(), Vec::<String>::new(), "{name}");
    let (count, believed) = walk.believed();
    assert!(count > 0, "{name} has no number");
    assert_eq!(believed, Vec::<String>::new(), "{name}");
    count
}

fn demo_document() -> Vec<u8> {
    let (_, document) = demo_files()
        .iter()
        .find(|(path, _)| path.extension().is_some_and(|ending| ending == "docx"))
        .expect("there is a report");
    document.clone()
}

#[test]
fn every_number_of_the_sample_years_report_is_explained() {
    let office = Office::demo();
    let document = demo_document();
    let context = behind(&office, &office.ledger(), &document);
    assert_eq!(Walk::of(context.clone(), &document).pictures.len(), 3);
    let count = explain("the sample year", context, &document);
    assert!(count > 1500, "only {count} numbers");
}

#[test]
fn every_number_is_explained_at_any_time() {
    let office = Office::demo();
    for (view, folder) in [
        ("--as-of 2022-06-30", "半年"),
        ("--as-of 2022-09-30", "三季度"),
        ("--as-of-seq 100", "早先"),
        ("", "全年"),
    ] {
        let line = format!("report --signed 2023-02-15 -o {folder}/报告.docx {view}");
        let said = office.run(&line);
        assert!(matches!(said.code, ExitCode::Success | ExitCode::Findings), "{said}");
        explain_all(&office, folder);
    }
}

#[test]
fn every_number_of_monitoring_forms_is_explained() {
    let office = Office::demo();
    for pack in ["national-monitoring-2019", "sichuan-monitoring-2025"] {
        for day in ["2022-03-31", "2022-06-30", "2022-10-31"] {
            let folder = format!("{pack}-{day}");
            let line = format!("monitor --pack {pack} --as-of {day} --output {folder}");
            let said = office.run(&line);
            assert!(matches!(said.code, ExitCode::Success | ExitCode::Findings), "{said}");
            explain_all(&office, &folder);
        }
    }
}

#[test]
fn every_number_is_explained_by_any_form() {
    let office = Office::demo();
    let ledger = office.open();
    let book = ledger.book().expect("the year can be folded");
    let packs = office.run("packs list --json").json();
    let mut counts = BTreeMap::new();
    for pack in packs.as_array().expect("packs are a list") {
        let id = pack["id"].as_str().expect("a pack has an id");
        let pack = ledger.pack_named(id).expect("the form is there");
        let signed = "2023-02-15".parse().expect("it is a date");
        let context = ledger.export_context_by(&pack, book, AsOf::default(), signed);
        let context = context.expect("the report composes");
        let written = DocxExporter.export(&ExportRequest::new(&context)).expect("it can be set");
        counts.insert(id.to_owned(), explain(id, context, &written[0].bytes));
    }
    assert!(counts.len() >= 10, "{counts:?}");
}

#[test]
fn numbers_from_nowhere_are_found() {
    let office = Office::demo();
    let known = Known::of(&behind(&office, &office.ledger(), &demo_document()));
    for (right, wrong) in [
        ("设定绩效指标17项，13项得满分", "设定绩效指标18项，13项得满分"),
        ("得6.3分（满分7分）", "得6.4分（满分7分）"),
        ("目标≥40所，实际46所", "目标≥40所，实际47所"),
        ("年内调整12笔", "年内调整112笔"),
        ("宣传17次", "宣传7次"),
        ("甘财科〔2020〕2号", "甘财科〔2020〕21号"),
        ("2022年12月31日", "2022年13月31日"),
        ("1.主要职责", "1.5主要职责"),
        ("台账共310个事件", "台账共312个事件"),
        ("回收有效样本160份", "回收有效样本161份"),
    ] {
        assert_eq!(known.objection_to(right, false), None);
        assert!(known.objection_to(wrong, false).is_some(), "{wrong}");
    }
}
