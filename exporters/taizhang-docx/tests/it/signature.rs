//! A signature never stands on a page without text.

use taizhang_export::report::{Block, Orientation, Report};

use crate::package::{export, part};
use crate::sample;

/// Returns the paragraphs of the document, with their properties, up to the signature's date.
fn paragraphs_to_the_date(report: Report) -> Vec<String> {
    let artifact = export(report, &[("contents", "never")]).expect("the report can be set");
    let document = part(&artifact, "word/document.xml");
    let (before, _) = document.split_once("2023年1月15日").expect("the date is printed");
    before.split("<w:p>").skip(1).map(str::to_owned).collect()
}

/// Asserts that from the first paragraph with `words` on each is kept with the next, but for the
/// date, which comes last.
#[track_caller]
fn assert_kept_from(paragraphs: &[String], words: &str) {
    let first = paragraphs.iter().rposition(|paragraph| paragraph.contains(words));
    let first = first.unwrap_or_else(|| panic!("{words} is not printed"));
    let (date, kept) = paragraphs[first..].split_last().expect("the date is there");
    assert!(kept.len() >= 4, "{kept:?}");
    for paragraph in kept {
        // An annex list is kept together by its style.
        let is_kept = paragraph.contains("<w:keepNext/>") || paragraph.contains("\"AnnexList\"");
        assert!(is_kept, "{paragraph}");
    }
    assert!(!date.contains("<w:keepNext/>"), "{date}");
}

#[test]
fn it_stays_with_the_last_lines_of_the_text() {
    let mut report = sample::report();
    let last = "以上为自评的全部内容。";
    report.blocks.push(Block::Paragraph(vec![taizhang_export::report::Inline::Text(last.into())]));
    assert_kept_from(&paragraphs_to_the_date(report.clone()), last);
    report.annexes.clear();
    assert_kept_from(&paragraphs_to_the_date(report), last);
}

#[test]
fn it_stays_with_the_last_row_of_a_table() {
    for orientation in [Orientation::Portrait, Orientation::Landscape] {
        assert_kept_from(&paragraphs_to_the_date(ending_with_a_table(orientation)), "末行");
    }
}

/// A report whose text ends with a table that lies so, the last row of which begins with 末行.
fn ending_with_a_table(orientation: Orientation) -> Report {
    let mut report = sample::report();
    let with_notes = |block: &&Block| match block {
        Block::Table(table) => !table.rows.is_empty() && !table.notes.is_empty(),
        Block::Heading(_) | Block::Paragraph(_) | Block::Quotation(_) | Block::Chart(_) => false,
    };
    let mut table = report.blocks.iter().find(with_notes).cloned().expect("a table with notes");
    if let Block::Table(table) = &mut table {
        table.orientation = orientation;
        "末表".clone_into(&mut table.caption);
        let row = table.rows.last_mut().expect("it has rows");
        row[0].content = vec![taizhang_export::report::Inline::Text("末行".to_owned())];
    }
    report.blocks.push(table);
    report
}

/// A last paragraph that fills the page together with the signature is not kept with it as a whole: it
/// would move to a page of its own.
#[test]
fn a_last_paragraph_as_long_as_a_page_is_not_moved_as_a_whole() {
    let document = |lines: usize| {
        let mut report = sample::report();
        let words = "永".repeat(lines * 28 - 2);
        report.blocks.push(Block::Paragraph(vec![taizhang_export::report::Inline::Text(words)]));
        part(&export(report, &[]).expect("the report can be set"), "word/document.xml")
    };
    let last = |document: &str| {
        let (before, _) = document.split_once("附件：").expect("annexes are listed");
        let paragraphs: Vec<&str> = before.split("</w:p>").collect();
        paragraphs
            .iter()
            .rfind(|paragraph| paragraph.contains("永"))
            .expect("it is set")
            .to_string()
    };
    // 22 lines are a page; two annexes, two empty lines with one above, unit and date take seven.
    let closing = 7;
    let short = last(&document(22 - closing));
    assert!(short.contains("<w:keepNext") && !short.contains("w:widowControl"), "{short}");
    let long = last(&document(22 - closing + 1));
    assert!(!long.contains("<w:keepNext") && long.contains("w:widowControl"), "{long}");
}

/// A unit whose name takes two lines of the body, as joined organs have.
const LONG: &str = "某某自治州某某自治县人民政府政务服务和公共资源交易监督管理中心（某某自治县行政审批服务管理办公室）";

#[test]
fn the_date_of_a_unit_with_a_long_name_keeps_to_one_line() {
    let mut report = sample::report();
    LONG.clone_into(&mut report.signature.unit);
    let paragraphs = paragraphs_to_the_date(report);
    let date = paragraphs.last().expect("the date is there");
    let (_, indent) = date.split_once("w:right=\"").expect("the date is indented");
    let indent: u32 = indent.split('"').next().and_then(|it| it.parse().ok()).expect("a number");
    // Ten characters of 315 twips on a line of 8845.
    assert!(indent <= 8845 - 10 * 315, "{indent}");
}

#[test]
fn a_long_title_breaks_between_unit_and_year_and_within_no_number() {
    let lines = title_lines(LONG, &format!("{LONG}{KIND}"));
    let (last, unit) = lines.split_last().expect("it has lines");
    assert_eq!(*last, KIND);
    assert_eq!(unit.concat(), LONG);
    assert!(unit.len() > 2 && unit.iter().all(|line| !line.starts_with('）')), "{unit:?}");
}

/// What follows the unit in the title of a report.
const KIND: &str = "2025年度部门整体支出绩效自评报告";

/// Returns the lines of a title that begins with `unit`.
fn title_lines(unit: &str, title: &str) -> Vec<String> {
    let mut report = sample::report();
    unit.clone_into(&mut report.signature.unit);
    title.clone_into(&mut report.title);
    let artifact = export(report, &[("contents", "never")]).expect("the report can be set");
    let document = part(&artifact, "word/document.xml");
    let title = document.split("</w:p>").find(|paragraph| paragraph.contains("\"Title\""));
    let texts = title.expect("there is a title").split("<w:t").skip(1);
    let texts = texts
        .filter_map(|text| text.split_once('>').and_then(|(_, text)| text.split_once("</w:t>")));
    texts.map(|(text, _)| text.to_owned()).collect()
}

#[test]
fn a_title_leaves_no_character_alone_whatever_the_length_of_the_units_name() {
    // A line holds twenty characters and two points more. The year has a gap of 5.5 points on either
    // side, or on one where the title begins with it.
    for (unit, lines) in [
        ("科协", 1),
        ("县党校", 1),
        ("宁县科协", 2),
        ("宁县财政局", 2),
        ("宁县科学技术协会", 2),
        ("示范自治县科学技术普及工作服务中心", 2),
    ] {
        let set = title_lines(unit, &format!("{unit}{KIND}"));
        assert_eq!(set.concat(), format!("{unit}{KIND}"));
        assert_eq!(set.len(), lines, "{set:?}");
        assert!(lines == 1 || set == [unit, KIND], "{set:?}");
    }
    // Without digits twenty characters fit, and twenty-one do not.
    let twenty = "关于开展科学技术普及活动情况的绩效自评报";
    assert_eq!(title_lines("宁县科协", twenty), [twenty]);
    let lines = title_lines("宁县科协", &format!("{twenty}告"));
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.chars().count() >= 10), "{lines:?}");
}
