//! The report in the order of GB/T 9704: title, addressee, body, list of annexes, signature,
//! annexes, and the page that says where the numbers come from.

use docx_rs::{Paragraph, SpecialIndentType};
use taizhang_export::half_ems;
use taizhang_export::report::{
    Align, Annex, Block, Cell, Column, Orientation, Provenance, Report, Signature, Table,
};

use crate::contents::Entry;
use crate::error::DocxError;
use crate::master::Master;
use crate::measure::{self, quarter_ems};
use crate::page::{CHARACTER, LINE};
use crate::story::{Story, Turn, add_lines};
use crate::table;
use crate::text;

/// Characters between a sealed date and the right edge.
const SEAL_INDENT: u32 = 4;
/// Empty lines above the signature, so that a 42 mm seal over it stays within one line of the text.
const SEAL_LINES: usize = 2;

/// Space under the title of an annex.
const ANNEX_SPACE: u32 = 120;

/// Sets the whole report.
pub(crate) fn compose(report: &Report, master: &Master) -> Result<Story, DocxError> {
    let mut story = Story::new(master.sheet, master.title);
    title(&mut story, "Title", Turn::Done, &report.title, &report.signature.unit);
    if !report.addressee.is_empty() {
        story.blank(false);
        let words = format!("{}：", report.addressee);
        let paragraph = Paragraph::new().style("Salutation").add_run(text::run(&words));
        let lines = story.body_lines(&words, 0);
        story.paragraph(paragraph, lines, LINE);
    }
    story.blocks(&report.blocks)?;
    let closing = report.annexes.len() + usize::from(!report.annexes.is_empty()) + SEAL_LINES + 2;
    story.keep_last(u32::try_from(closing).unwrap_or(u32::MAX).saturating_mul(LINE));
    annex_list(&mut story, &report.annexes);
    signature(&mut story, &report.signature);
    for (index, annex) in report.annexes.iter().enumerate() {
        set_annex(&mut story, annex, &annex_label(index, report.annexes.len()))?;
    }
    provenance(&mut story, &report.provenance)?;
    Ok(story)
}

/// Sets a title; if it needs two lines, it breaks after the unit's name or in the middle.
fn title(story: &mut Story, style: &str, turn: Turn, words: &str, unit: &str) {
    let letters = story.title;
    let room = story.text_width() * 4 / letters.character;
    let lines = title_lines(words, unit, room);
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let paragraph = add_lines(turn.start(Paragraph::new().style(style)), &lines);
    story.paragraph(paragraph, count, letters.line);
}

/// Breaks a title that needs several lines of `room` quarter ems: after the unit's name if it begins
/// with that, and else into lines about as long as each other.
fn title_lines(words: &str, unit: &str, room: u32) -> Vec<String> {
    if quarter_ems(words) <= room {
        return vec![words.to_owned()];
    }
    match words.strip_prefix(unit).filter(|rest| !rest.is_empty() && !unit.is_empty()) {
        Some(rest) => [unit, rest].into_iter().flat_map(|part| even_lines(part, room)).collect(),
        None => even_lines(words, room),
    }
}

/// Splits words into the fewest lines, about as long as each other.
fn even_lines(words: &str, room: u32) -> Vec<String> {
    let lines = quarter_ems(words).div_ceil(room.max(4)).max(1);
    let target = quarter_ems(words).div_ceil(lines);
    let mut split = vec![String::new()];
    for part in measure::unbroken(words) {
        let full = split.last().is_some_and(|line| {
            let longer = || quarter_ems(&format!("{line}{part}"));
            quarter_ems(line) >= target || !line.is_empty() && longer() > room
        });
        // A year stays with its number.
        if full && part != "年" {
            split.push(String::new());
        }
        if let Some(line) = split.last_mut() {
            line.push_str(part);
        }
    }
    split
}

/// Returns 附件, with its number if there are several.
fn annex_label(index: usize, count: usize) -> String {
    if count == 1 { "附件".to_owned() } else { format!("附件{}", index + 1) }
}

/// Sets the lines under the body that name the annexes (附件说明).
fn annex_list(story: &mut Story, annexes: &[Annex]) {
    if annexes.is_empty() {
        return;
    }
    story.blank(true);
    let several = annexes.len() > 1;
    for (index, annex) in annexes.iter().enumerate() {
        let lead = if index == 0 { "附件：" } else { "" };
        let number = if several { format!("{}.", index + 1) } else { String::new() };
        // 附件： is three characters, the number with its full stop two.
        let hanging = if several { CHARACTER * 2 } else { 0 };
        let left = CHARACTER * 5 + hanging;
        let first = if index == 0 { CHARACTER * 3 + hanging } else { hanging };
        let mut paragraph = Paragraph::new().style("AnnexList").indent(
            Some(signed(left)),
            Some(SpecialIndentType::Hanging(signed(first))),
            None,
            None,
        );
        paragraph = paragraph.add_run(text::run(&format!("{lead}{number}")));
        if several {
            paragraph = paragraph.add_run(docx_rs::Run::new().add_tab());
        }
        let lines = story.body_lines(&annex.title, left * 2 / CHARACTER);
        story.paragraph(paragraph.add_run(text::run(&annex.title)), lines, LINE);
    }
}

/// Sets unit and date for a seal: the date four characters from the right edge, the unit centred
/// over it; a unit too long for that stays two characters from the edge and the date moves in, and a
/// unit of several lines has the date under its middle.
fn signature(story: &mut Story, signature: &Signature) {
    for _ in 0..SEAL_LINES {
        story.blank(true);
    }
    let date = chinese_date(signature);
    let whole = story.text_width();
    let (unit_width, date_width) =
        ((half_ems(&signature.unit) * CHARACTER / 2).min(whole), half_ems(&date) * CHARACTER / 2);
    let centre = SEAL_INDENT * CHARACTER + date_width / 2;
    let room = whole.saturating_sub(unit_width);
    let unit_indent = centre.saturating_sub(unit_width / 2).max(2 * CHARACTER).min(room);
    let date_indent = (unit_indent + unit_width / 2).saturating_sub(date_width / 2);
    for (words, indent, keep) in
        [(signature.unit.as_str(), unit_indent, true), (date.as_str(), date_indent, false)]
    {
        let paragraph = Paragraph::new()
            .style("Signature")
            .keep_next(keep)
            .indent(None, None, Some(signed(indent)), None)
            .add_run(text::run(words));
        let lines = story.body_lines(words, 0);
        story.paragraph(paragraph, lines, LINE);
    }
}

fn chinese_date(signature: &Signature) -> String {
    let date = signature.date;
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// Sets an annex on a page of its own: the label on the first line, the title on the third.
///
/// An annex that begins with a wide table lies on its side and saves the line under the label; one
/// that has no other tables takes its words along.
fn set_annex(story: &mut Story, annex: &Annex, label: &str) -> Result<(), DocxError> {
    let tables = || {
        annex.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    };
    let all_lie = tables().next().is_some() && tables().all(table::lies);
    let begins = matches!(annex.blocks.first(), Some(Block::Table(table)) if table::lies(table));
    let orientation =
        if all_lie || begins { Orientation::Landscape } else { Orientation::Portrait };
    let turn = story.turn_page(orientation);
    let entry = Entry::new(
        story.entries.len(),
        1,
        &format!("{label}\u{3000}{}", annex.title),
        story.pages(),
    );
    let words = turn.start(Paragraph::new().style("AnnexLabel")).add_run(text::run(label));
    let words = entry.hidden_field().into_iter().fold(words, Paragraph::add_run);
    story.paragraph(entry.mark(words), 1, LINE);
    story.entries.push(entry);
    if orientation == Orientation::Portrait {
        story.blank(true);
    }
    annex_title(story, Turn::Done, &annex.title);
    if all_lie {
        story.words_lie(orientation);
    }
    match annex.blocks.split_first() {
        Some((Block::Table(table), rest)) if table.caption == annex.title => {
            story.table(table, "")?;
            story.blocks(rest)?;
        }
        _ => story.blocks(&annex.blocks)?,
    }
    story.words_lie(Orientation::Portrait);
    Ok(())
}

fn annex_title(story: &mut Story, turn: Turn, words: &str) {
    title(story, "AnnexTitle", turn, words, "");
    story.space(ANNEX_SPACE);
}

/// Sets the last page: what ties the report to the ledger.
fn provenance(story: &mut Story, provenance: &Provenance) -> Result<(), DocxError> {
    let turn = story.turn_page(Orientation::Portrait);
    annex_title(story, turn, "数据来源说明");
    let as_of = provenance.as_of;
    let row = |name: &str, value: String| vec![Cell::text(name), Cell::text(value)];
    let mut rows = vec![
        row("取数截止日", format!("{}年{}月{}日", as_of.year(), as_of.month(), as_of.day())),
        row("台账事件数", provenance.sequence.to_string()),
        row(&format!("台账链尾哈希（{}）", provenance.algorithm), provenance.head_hash.clone()),
        row("评分表单", provenance.pack.clone()),
    ];
    let remarks = provenance.remarks.iter().enumerate();
    rows.extend(remarks.map(|(index, remark)| row(&format!("说明{}", index + 1), remark.clone())));
    let table = Table {
        caption: String::new(),
        unit: None,
        columns: vec![
            Column { width: 22, align: Align::Left },
            Column { width: 78, align: Align::Left },
        ],
        header: Vec::new(),
        rows,
        notes: vec![
            "本报告所列数字由台账逐笔记录计算得出；用同一台账可核对上列哈希并重新生成本报告。"
                .to_owned(),
        ],
        orientation: Orientation::Portrait,
    };
    story.table(&table, "")
}

fn signed(twips: u32) -> i32 {
    i32::try_from(twips).unwrap_or(i32::MAX)
}
