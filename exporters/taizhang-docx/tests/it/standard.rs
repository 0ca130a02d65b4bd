//! What GB/T 9704-2012 and a reader of the file's properties ask for, one by one.

use taizhang_export::report::{Align, Block, Inline, Table};

use crate::package::{export, part, parts, sample_body};
use crate::sample;

fn sample_part(name: &str) -> String {
    part(&export(sample::report(), &[]).expect("the sample can be set"), name)
}

/// Returns what stands between two marks.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before}"));
    rest.split_once(after).map_or_else(|| panic!("no {after}"), |(inside, _)| inside)
}

/// Returns the paragraphs of a style.
fn paragraphs<'a>(document: &'a str, style: &str) -> Vec<&'a str> {
    let style = format!("<w:pStyle w:val=\"{style}\"/>");
    let closed = document.split("</w:p>");
    let begun = closed.filter_map(|part| Some(&part[part.rfind("<w:p>")?..]));
    begun.filter(|paragraph| paragraph.contains(&style)).collect()
}

#[test]
fn a_quotation_is_body_text_in_its_own_letters() {
    let mut report = sample::report();
    let words = vec![Inline::Text("科普是国之大者。".to_owned())];
    report.blocks.push(Block::Quotation(words));
    let artifact = export(report, &[]).expect("the report can be set");
    let document = part(&artifact, "word/document.xml");
    let quotations = paragraphs(&document, "Quote");
    assert!(matches!(&quotations[..], [one] if one.contains("科普是国之大者。")), "{quotations:?}");
    let styles = part(&artifact, "word/styles.xml");
    let quote = between(&styles, "w:styleId=\"Quote\"", "</w:style>");
    assert!(quote.contains("<w:basedOn w:val=\"BodyText\"/>"), "{quote}");
    assert!(quote.contains("w:eastAsia=\"楷体_GB2312\""), "{quote}");
}

#[test]
fn each_part_of_the_text_has_its_letters() {
    let styles = sample_part("word/styles.xml");
    for (style, font, half_points) in [
        ("Title", "方正小标宋简体", Some(44)),
        ("Heading1", "黑体", None),
        ("Heading2", "楷体_GB2312", None),
        ("AnnexLabel", "黑体", None),
    ] {
        let definition = between(&styles, &format!("w:styleId=\"{style}\""), "</w:style>");
        assert!(definition.contains(&format!("w:eastAsia=\"{font}\"")), "{style}: {definition}");
        let size = half_points.map(|size| format!("<w:sz w:val=\"{size}\"/>"));
        assert!(size.is_none_or(|size| definition.contains(&size)), "{style}: {definition}");
        assert!(!definition.contains("<w:b/>"), "{style} is not bold");
    }
    // Body and the lower headings are the default: 3 号仿宋, digits in Times New Roman.
    let defaults = between(&styles, "<w:docDefaults>", "</w:docDefaults>");
    for setting in
        ["w:eastAsia=\"仿宋_GB2312\"", "w:ascii=\"Times New Roman\"", "<w:sz w:val=\"32\"/>"]
    {
        assert!(defaults.contains(setting), "{setting}");
    }
    for style in ["Heading3", "Heading4"] {
        let definition = between(&styles, &format!("w:styleId=\"{style}\""), "</w:style>");
        assert!(!definition.contains("w:rFonts"), "{style}");
    }
}

#[test]
fn each_font_names_what_may_stand_in_for_it() {
    let (styles, fonts) = (sample_part("word/styles.xml"), sample_part("word/fontTable.xml"));
    let named = styles.split("w:eastAsia=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut count = 0;
    for font in named.filter(|font| *font != "zh-CN") {
        let entry = between(&fonts, &format!("<w:font w:name=\"{font}\">"), "</w:font>");
        assert!(font == "宋体" || entry.contains("<w:altName w:val=\""), "{font}: {entry}");
        count += 1;
    }
    assert!(count >= 5, "{count} fonts are named");
}

#[test]
fn headings_have_literal_numerals_and_outline_levels() {
    let artifact = export(sample::report(), &[]).expect("the sample can be set");
    let parts = parts(&artifact);
    assert!(!parts.contains_key("word/numbering.xml"));
    let styles = part(&artifact, "word/styles.xml");
    let document = part(&artifact, "word/document.xml");
    assert!(!document.contains("<w:numPr>") && !styles.contains("<w:numPr>"));
    for (level, numeral) in [(1, "一、"), (2, "（一）"), (3, "1."), (4, "（1）")] {
        let style = format!("Heading{level}");
        let definition = between(&styles, &format!("w:styleId=\"{style}\""), "</w:style>");
        let outline = format!("<w:outlineLvl w:val=\"{}\"/>", level - 1);
        assert!(definition.contains(&outline), "{definition}");
        let first = paragraphs(&document, &style)[0];
        let words = between(first, "<w:t xml:space=\"preserve\">", "</w:t>");
        assert!(words.starts_with(numeral), "{words}");
    }
    let annex = between(&styles, "w:styleId=\"AnnexTitle\"", "</w:style>");
    assert!(annex.contains("<w:outlineLvl w:val=\"0\"/>"));
}

#[test]
fn numbers_of_tables_stand_at_the_right_under_their_unit() {
    let report = sample::report();
    let document = sample_body();
    let mut count = 0;
    for block in &report.blocks {
        let Block::Table(table) = block else { continue };
        for text in right_figures(table) {
            let (before, _) = document
                .split_once(&format!(">{text}</w:t></w:r></w:p></w:tc>"))
                .unwrap_or_else(|| panic!("{text} has no cell"));
            let paragraph = &before[before.rfind("<w:p>").expect("it is in a paragraph")..];
            assert!(paragraph.contains("<w:jc w:val=\"right\"/>"), "{text}: {paragraph}");
            count += 1;
        }
        if let Some(unit) = &table.unit {
            assert!(paragraphs(&document, "TableUnit").iter().any(|line| line.contains(unit)));
        }
    }
    assert!(count > 25, "only {count} numbers");
    let styles = sample_part("word/styles.xml");
    let unit = between(&styles, "w:styleId=\"TableUnit\"", "</w:style>");
    assert!(unit.contains("<w:jc w:val=\"right\"/>") && unit.contains("<w:keepNext/>"), "{unit}");
}

/// The figures of columns whose numbers stand at the right.
fn right_figures(table: &Table) -> Vec<String> {
    let cells = table.rows.iter().filter(|row| row.len() == table.columns.len());
    let cells = cells.flat_map(|row| row.iter().zip(&table.columns));
    let right = cells.filter(|(cell, column)| {
        cell.align.unwrap_or(column.align) == Align::Right && !cell.content.is_empty()
    });
    right.map(|(cell, _)| words(&cell.content)).collect()
}

fn words(content: &[Inline]) -> String {
    let texts = content.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Figure { text, .. } => text.as_str(),
    });
    texts.collect()
}

#[test]
fn each_annex_has_its_page_and_its_line_under_the_text() {
    let document = sample_body();
    let labels = paragraphs(&document, "AnnexLabel");
    assert_eq!(labels.len(), 2);
    for (label, number) in labels.iter().zip(1..) {
        assert!(label.contains(&format!(">附件{number}<")), "{label}");
        let (before, _) = document.split_once(*label).expect("it is in the document");
        let ends_section = before.rsplit("<w:p>").next().is_some_and(|p| p.contains("<w:sectPr>"));
        assert!(ends_section || label.contains("<w:pageBreakBefore/>"), "{label}");
    }
    let list = paragraphs(&document, "AnnexList");
    assert!(list[0].contains(">附件：1.<") && list[1].contains(">2.<"), "{list:?}");
}

/// The right indents of the two lines of a signature, in twips.
fn indents(unit: &str) -> (u32, u32) {
    let mut report = sample::report();
    unit.clone_into(&mut report.signature.unit);
    let artifact = export(report, &[("contents", "never")]).expect("it can be set");
    let document = part(&artifact, "word/document.xml");
    let lines = paragraphs(&document, "Signature");
    let right = |line: &str| {
        between(line, "w:right=\"", "\"").parse().expect("an indent is a number of twips")
    };
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains(unit) && lines[1].contains(">2023年1月15日<"), "{lines:?}");
    (right(lines[0]), right(lines[1]))
}

#[test]
fn the_date_leaves_four_characters_and_the_unit_is_centred_over_it() {
    const CHARACTER: u32 = 315;
    // 2023年1月15日 is seven digits and three characters wide.
    let date = (7 + 3 * 2) * CHARACTER / 2;
    for unit in ["宁县科协", "宁县科学技术协会"] {
        let wide = u32::try_from(unit.chars().count()).expect("a name is short") * CHARACTER;
        let (unit_indent, date_indent) = indents(unit);
        assert!(date_indent.abs_diff(4 * CHARACTER) <= 1, "{date_indent}");
        assert!((unit_indent + wide / 2).abs_diff(date_indent + date / 2) <= 1, "{unit_indent}");
    }
    // A long name keeps two characters from the edge, and the date moves in under its middle.
    let name = "中共示范县委宣传部（示范县精神文明建设指导委员会）";
    let (unit_indent, date_indent) = indents(name);
    assert_eq!(unit_indent, 2 * CHARACTER);
    let wide = u32::try_from(name.chars().count()).expect("a name is short") * CHARACTER;
    assert!((unit_indent + wide / 2).abs_diff(date_indent + date / 2) <= 1, "{date_indent}");
}

#[test]
fn the_file_says_what_it_is_and_in_which_language() {
    let core = sample_part("docProps/core.xml");
    for property in [
        "<dc:title>宁县科学技术协会2022年度部门整体支出绩效自评报告</dc:title>",
        "<dc:subject>部门整体支出绩效自评报告</dc:subject>",
        "<dc:creator>宁县科学技术协会</dc:creator>",
        "<dc:language>zh-CN</dc:language>",
    ] {
        assert!(core.contains(property), "{core}");
    }
    let custom = sample_part("docProps/custom.xml");
    let provenance = sample::report().provenance;
    for value in [&provenance.head_hash, &provenance.sequence.to_string(), &provenance.algorithm] {
        assert!(custom.contains(&format!("<vt:lpwstr>{value}</vt:lpwstr>")), "{custom}");
    }
    let styles = sample_part("word/styles.xml");
    assert!(styles.contains("<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\""));
    assert!(sample_part("word/settings.xml").contains("<w:themeFontLang"));
}
