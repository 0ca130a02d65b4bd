//! One sheet: cells that are filled, and the column of reasons.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::super::REASON;
use super::super::edit::{Edits, Form, Tag, content, tags};
use super::super::plan::{Due, Plan};
use super::styles::Styles;
use crate::xlsx_names::{place, reference};

/// Returns the sheet with its marks.
pub(super) fn mark(
    xml: &str,
    plan: &Plan,
    styles: &mut Styles<'_>,
) -> Result<String, quick_xml::Error> {
    let edits = Edits::of(xml);
    let mut walk = Walk {
        edits,
        plan,
        styles,
        row: 0,
        column: 0,
        style: 0,
        due: BTreeMap::new(),
        dropped: None,
    };
    for tag in tags(xml) {
        walk.take(&tag?);
    }
    Ok(walk.edits.done())
}

/// Where the walk over the cells is.
struct Walk<'x, 'p, 's> {
    edits: Edits<'x>,
    plan: &'p Plan,
    styles: &'p mut Styles<'s>,
    /// The row, from 1.
    row: u32,
    /// The next column, from 0.
    column: u32,
    /// Style of the last cell in the row.
    style: usize,
    /// What is still to be done in the row, by column.
    due: BTreeMap<u32, &'p Due>,
    /// Start of a cell that is left out.
    dropped: Option<usize>,
}

impl Walk<'_, '_, '_> {
    fn take(&mut self, tag: &Tag<'_>) {
        match (tag.depth, tag.local(), tag.form) {
            (1, "dimension", Form::Open | Form::Empty) => self.dimension(tag),
            (2, "row", Form::Open | Form::Empty) => self.open_row(tag),
            (2, "row", Form::Close) => self.fill_up(u32::MAX, tag.range.start, tag.prefix()),
            (3, "c", Form::Open | Form::Empty) => self.cell(tag),
            (3, "c", Form::Close) => {
                if let Some(start) = self.dropped.take() {
                    self.edits.replace(start..tag.range.end, "");
                }
            }
            _ => {}
        }
    }

    /// Readers that trust the stated range would not see the column of reasons.
    fn dimension(&mut self, tag: &Tag<'_>) {
        let range = tag.attribute("ref").unwrap_or_default();
        let (first, last) = range.split_once(':').unwrap_or((&range, &range));
        let Some((row, column)) = place(last) else { return };
        let last = reference(row, column.max(self.plan.reasons));
        self.edits.replace(tag.range.clone(), &tag.with("ref", Some(&format!("{first}:{last}"))));
    }

    fn open_row(&mut self, tag: &Tag<'_>) {
        let stated = tag.attribute("r").and_then(|row| row.parse().ok());
        self.row = stated.unwrap_or_else(|| self.row.saturating_add(1));
        (self.column, self.style) = (0, 0);
        let row = (Bound::Included((self.row, 0)), Bound::Included((self.row, u32::MAX)));
        self.due = self.plan.due.range(row).map(|((_, column), due)| (*column, due)).collect();
        if self.due.is_empty() {
            return;
        }
        let plain = tag.with("spans", None);
        if tag.form == Form::Empty {
            let open = plain.trim_end_matches("/>");
            self.edits.replace(tag.range.clone(), &format!("{open}>"));
            self.fill_up(u32::MAX, tag.range.end, tag.prefix());
            self.edits.insert(tag.range.end, &format!("</{}>", tag.name));
        } else {
            self.edits.replace(tag.range.clone(), &plain);
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) {
        let stated = tag.attribute("r").and_then(|at| place(&at));
        let column = stated.map_or(self.column, |(_, column)| column);
        self.fill_up(column, tag.range.start, tag.prefix());
        self.column = column.saturating_add(1);
        self.style = tag.attribute("s").and_then(|style| style.parse().ok()).unwrap_or_default();
        match self.due.remove(&column) {
            Some(Due::Fill) => {
                let style = self.styles.filled(self.style);
                self.edits.replace(tag.range.clone(), &tag.with("s", Some(&style.to_string())));
            }
            Some(due) => {
                let cell = self.written(column, due, tag.prefix());
                self.edits.insert(tag.range.start, &cell);
                self.drop_cell(tag);
            }
            None if self.is_old_reason(column) => self.drop_cell(tag),
            None => {
                if let Some(style) = self.styles.cleared(self.style) {
                    self.edits.replace(tag.range.clone(), &tag.with("s", Some(&style.to_string())));
                }
            }
        }
    }

    fn is_old_reason(&self, column: u32) -> bool {
        self.plan.had_reasons && column == self.plan.reasons && self.row > self.plan.header
    }

    fn drop_cell(&mut self, tag: &Tag<'_>) {
        if tag.form == Form::Empty {
            self.edits.replace(tag.range.clone(), "");
        } else {
            self.dropped = Some(tag.range.start);
        }
    }

    /// Writes the cells that are due before a column and do not stand in the sheet.
    fn fill_up(&mut self, before: u32, at: usize, prefix: &str) {
        while let Some(next) = self.due.first_entry() {
            if *next.key() >= before {
                return;
            }
            let (column, due) = next.remove_entry();
            let cell = self.written(column, due, prefix);
            self.edits.insert(at, &cell);
        }
    }

    fn written(&mut self, column: u32, due: &Due, prefix: &str) -> String {
        let at = reference(self.row, column);
        let (style, text) = match due {
            Due::Fill => {
                let style = self.styles.filled(self.style);
                return format!("<{prefix}c r=\"{at}\" s=\"{style}\"/>");
            }
            Due::Reason(text) => (self.styles.filled(self.style), text.as_str()),
            Due::Heading => (self.style, REASON),
        };
        let text = content(text);
        format!(
            "<{prefix}c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><{prefix}is>\
             <{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{prefix}c>"
        )
    }
}
