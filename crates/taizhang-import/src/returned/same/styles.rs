//! The styles of a workbook, and those of its cells with the fill of a wrong one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::WRONG;
use super::super::edit::{Edits, Form, Tag, tags};

/// The styles of cells that a workbook has, and what is added to them.
pub(super) struct Styles<'x> {
    xml: &'x str,
    fills: List<'x>,
    formats: List<'x>,
    /// Index of the fill of a wrong cell, which an earlier return may have left.
    fill: usize,
    added: Vec<String>,
    filled: BTreeMap<usize, usize>,
    cleared: BTreeMap<usize, usize>,
}

/// An element of the styles whose children are counted.
#[derive(Default)]
struct List<'x> {
    open: Option<Tag<'x>>,
    close: Option<Tag<'x>>,
    children: Vec<Range<usize>>,
}

impl<'x> List<'x> {
    fn take(&mut self, tag: &Tag<'x>, name: &str) {
        match (tag.depth, tag.form) {
            (1, Form::Open) if tag.local() == name => self.open = Some(tag.clone()),
            (1, Form::Close) if tag.local() == name => self.close = Some(tag.clone()),
            (2, Form::Open | Form::Empty) if self.open.is_some() && self.close.is_none() => {
                self.children.push(tag.range.clone());
            }
            (2, Form::Close) if self.open.is_some() && self.close.is_none() => {
                if let Some(child) = self.children.last_mut() {
                    child.end = tag.range.end;
                }
            }
            _ => {}
        }
    }
}

impl<'x> Styles<'x> {
    /// Reads the styles.
    pub(super) fn of(xml: &'x str) -> Result<Self, quick_xml::Error> {
        let (mut fills, mut formats) = (List::default(), List::default());
        for tag in tags(xml) {
            let tag = tag?;
            fills.take(&tag, "fills");
            formats.take(&tag, "cellXfs");
        }
        let color = format!("rgb=\"{}\"", wrong());
        let ours =
            |range: &Range<usize>| xml.get(range.clone()).unwrap_or_default().contains(&color);
        let fill = fills.children.iter().position(ours).unwrap_or(fills.children.len());
        let (added, filled, cleared) = Default::default();
        Ok(Self { xml, fills, formats, fill, added, filled, cleared })
    }

    /// Returns the style like this one with the fill of a wrong cell.
    pub(super) fn filled(&mut self, style: usize) -> usize {
        if self.is_filled(style) {
            return style;
        }
        if let Some(known) = self.filled.get(&style) {
            return *known;
        }
        let new = self.like(style, self.fill);
        self.filled.insert(style, new);
        new
    }

    /// Returns the style like this one without the fill that an earlier return gave it; none if it
    /// has none.
    pub(super) fn cleared(&mut self, style: usize) -> Option<usize> {
        if !self.is_filled(style) {
            return None;
        }
        if let Some(known) = self.cleared.get(&style) {
            return Some(*known);
        }
        let new = self.like(style, 0);
        self.cleared.insert(style, new);
        Some(new)
    }

    fn is_filled(&self, style: usize) -> bool {
        let format = self.format(style).and_then(|text| tags(text).next()).and_then(Result::ok);
        let fill = format.and_then(|tag| tag.attribute("fillId")).and_then(|id| id.parse().ok());
        fill == Some(self.fill)
    }

    fn format(&self, style: usize) -> Option<&'x str> {
        self.formats.children.get(style).and_then(|range| self.xml.get(range.clone()))
    }

    fn like(&mut self, style: usize, fill: usize) -> usize {
        let text = self.format(style).unwrap_or("<xf/>");
        let new = match tags(text).next() {
            Some(Ok(tag)) => {
                let filled = tag.with("fillId", Some(&fill.to_string()));
                let applied = match tags(&filled).next() {
                    Some(Ok(tag)) => tag.with("applyFill", Some("1")),
                    _ => filled.clone(),
                };
                applied + text.get(tag.range.end..).unwrap_or_default()
            }
            _ => text.to_owned(),
        };
        self.added.push(new);
        self.formats.children.len().saturating_add(self.added.len()).saturating_sub(1)
    }

    /// Returns the styles with what was added.
    pub(super) fn written(&self) -> String {
        let mut edits = Edits::of(self.xml);
        let prefix = self.fills.open.as_ref().map_or("", Tag::prefix);
        let fill = format!(
            "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"{}\"/>\
             </{prefix}patternFill></{prefix}fill>",
            wrong()
        );
        let is_new = self.fill == self.fills.children.len() && !self.filled.is_empty();
        let fill = if is_new { vec![fill] } else { Vec::new() };
        let mut lists = [(&self.fills, fill.as_slice()), (&self.formats, self.added.as_slice())];
        lists.sort_by_key(|(list, _)| list.open.as_ref().map(|tag| tag.range.start));
        for (list, added) in lists {
            let (Some(open), Some(close)) = (&list.open, &list.close) else { continue };
            let count = list.children.len().saturating_add(added.len());
            edits.replace(open.range.clone(), &open.with("count", Some(&count.to_string())));
            edits.insert(close.range.start, &added.concat());
        }
        edits.done()
    }
}

fn wrong() -> String {
    format!("FF{WRONG:06X}")
}
