//! Notes on wrong cells: the part with their texts, and its place in the package.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::escape::unescape;

use super::super::AUTHOR;
use super::super::edit::{Edits, Form, content, tags};
use super::super::error::{MarkError, in_part};
use super::super::package::Package;
use super::super::plan::At;
use super::boxes::{drawn_on, empty_drawing};
use super::content_types::{declare, declare_ending};
use super::relationships::{WorkbookParts, relate, relationships};
use crate::xlsx_names::{place, reference};

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// Writes the notes of a sheet; a cell that has a note of somebody else keeps it.
pub(super) fn add(
    package: &mut Package<'_>,
    workbook: &WorkbookParts,
    sheet: &str,
    notes: &BTreeMap<At, String>,
) -> Result<(), MarkError> {
    let known = relationships(package, sheet)?;
    let target =
        |kind: &str| known.iter().find(|found| found.is(kind)).map(|found| found.target.clone());
    let (comments, drawing) = (target("comments"), target("vmlDrawing"));
    if notes.is_empty() && comments.is_none() {
        return Ok(());
    }
    let texts = if let Some(part) = &comments {
        let xml = package.need(part)?;
        let texts = Texts::added_to(&xml, notes).map_err(in_part(part))?;
        package.put(part, texts.xml.clone());
        texts
    } else {
        let texts = Texts::new(notes);
        let (_, part) = package.free(|number| format!("xl/comments{number}.xml"));
        declare(package, &part, COMMENTS)?;
        package.put(&part, texts.xml.clone());
        relate(package, sheet, &format!("{}comments", workbook.types), &part)?;
        texts
    };
    if let Some(part) = drawing {
        let xml = package.need(&part)?;
        package.put(&part, drawn_on(&xml, &texts.added, &texts.removed));
        return Ok(());
    }
    let (number, part) = package.free(|number| format!("xl/drawings/vmlDrawing{number}.vml"));
    declare_ending(package, "vml", DRAWING)?;
    package.put(&part, drawn_on(&empty_drawing(number), &texts.added, &texts.removed));
    let id = relate(package, sheet, &format!("{}vmlDrawing", workbook.types), &part)?;
    let xml = package.need(sheet)?;
    let xml = with_drawing(&xml, &id, &workbook.types).map_err(in_part(sheet))?;
    package.put(sheet, xml);
    Ok(())
}

/// The texts of a sheet's notes, and which came and went.
struct Texts {
    xml: String,
    added: BTreeSet<At>,
    removed: BTreeSet<At>,
}

impl Texts {
    fn new(notes: &BTreeMap<At, String>) -> Self {
        let all: String = notes.iter().map(|(at, text)| note("", *at, 0, text)).collect();
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments \
             xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>\
             {AUTHOR}</author></authors><commentList>{all}</commentList></comments>"
        );
        Self { xml, added: notes.keys().copied().collect(), removed: BTreeSet::new() }
    }

    fn added_to(xml: &str, notes: &BTreeMap<At, String>) -> Result<Self, quick_xml::Error> {
        let mut edits = Edits::of(xml);
        let (mut authors, mut ours, mut opened) = (0_usize, None, 0);
        let (mut others, mut removed) = (BTreeSet::new(), BTreeSet::new());
        let mut dropped = None;
        let mut added = BTreeSet::new();
        for tag in tags(xml) {
            let tag = tag?;
            let prefix = tag.prefix();
            match (tag.local(), tag.form) {
                ("author", Form::Open) => opened = tag.range.end,
                ("author", Form::Empty) => authors = authors.saturating_add(1),
                ("author", Form::Close) => {
                    let name = xml.get(opened..tag.range.start).unwrap_or_default();
                    if unescape(name).is_ok_and(|name| name == AUTHOR) {
                        ours = Some(authors);
                    }
                    authors = authors.saturating_add(1);
                }
                ("authors", Form::Close | Form::Empty) if ours.is_none() => {
                    ours = Some(authors);
                    let author = format!("<{prefix}author>{AUTHOR}</{prefix}author>");
                    edits.insert_last(&tag, &author);
                }
                ("comment", Form::Open) => {
                    let at = tag.attribute("ref").and_then(|at| place(&at));
                    let author = tag.attribute("authorId").and_then(|id| id.parse().ok());
                    if author.is_some() && author == ours {
                        dropped = Some(tag.range.start);
                        removed.extend(at);
                    } else {
                        others.extend(at);
                    }
                }
                ("comment", Form::Close) => {
                    if let Some(start) = dropped.take() {
                        edits.replace(start..tag.range.end, "");
                    }
                }
                ("commentList", Form::Close | Form::Empty) => {
                    let free = notes.iter().filter(|(at, _)| !others.contains(*at));
                    let mut all = String::new();
                    for (at, text) in free {
                        all.push_str(&note(prefix, *at, ours.unwrap_or_default(), text));
                        added.insert(*at);
                    }
                    edits.insert_last(&tag, &all);
                }
                _ => {}
            }
        }
        Ok(Self { xml: edits.done(), added, removed })
    }
}

fn note(prefix: &str, (row, column): At, author: usize, text: &str) -> String {
    format!(
        "<{prefix}comment ref=\"{}\" authorId=\"{author}\"><{prefix}text><{prefix}r><{prefix}t \
         xml:space=\"preserve\">{}</{prefix}t></{prefix}r></{prefix}text></{prefix}comment>",
        reference(row, column),
        content(text)
    )
}

/// Elements of a worksheet that stand behind the drawing of its notes (ECMA-376 part 1, 18.3.1.99).
const BEHIND: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// Names the drawing of the notes in the sheet.
fn with_drawing(xml: &str, id: &str, types: &str) -> Result<String, quick_xml::Error> {
    let mut edits = Edits::of(xml);
    let (mut is_done, mut prefix) = (false, "");
    for tag in tags(xml) {
        let tag = tag?;
        if tag.depth == 0 {
            prefix = tag.prefix();
        }
        let is_behind = tag.depth == 1 && tag.form != Form::Close && BEHIND.contains(&tag.local());
        let is_end = tag.depth == 0 && tag.form == Form::Close;
        if !is_done && (is_behind || is_end) {
            let namespace = types.trim_end_matches('/');
            let drawing = format!("<{prefix}legacyDrawing xmlns:r=\"{namespace}\" r:id=\"{id}\"/>");
            edits.insert(tag.range.start, &drawing);
            is_done = true;
        }
    }
    Ok(edits.done())
}
