//! The marks of cells.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::super::edit::{Edits, Form, one_spelling};
use super::super::error::MarkError;
use super::cells::{COLUMNS, Cell, DEFAULT_STYLE, Row, STYLE};
use super::notes::{note, paragraphs};
use super::row::{Ground, Job, Pen};

const TYPE: &str = "office:value-type";

/// Attributes of what a cell says, besides its text.
const VALUE: [&str; 9] = [
    TYPE,
    "office:value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "office:string-value",
    "office:currency",
    "table:formula",
    "calcext:value-type",
];

impl<'x> Pen<'_, 'x> {
    /// Returns the text of a cell, or of what becomes of a run of cells.
    pub(super) fn cell<'j>(
        &mut self,
        row: &Row<'x>,
        cell: &Cell<'x>,
        jobs: impl Iterator<Item = (&'j u32, &'j Job<'j>)>,
    ) -> Result<String, MarkError> {
        let mut out = String::new();
        let mut at = cell.first;
        for (column, job) in jobs {
            self.kept(cell, column.saturating_sub(at), &mut out)?;
            if cell.repeat > 1 {
                self.charge(cell.tag.range.start..cell.end)?;
            }
            let text = match job {
                Job::Fill(text) => self.filled(row, cell, *column, text)?,
                Job::Say(text, ground) => {
                    let style = self.ground(row, *ground)?;
                    self.saying(cell, text, style.as_deref())
                }
                Job::Empty => self.emptied(cell)?,
            };
            out.push_str(&text);
            at = column.saturating_add(1);
        }
        self.kept(cell, cell.behind().saturating_sub(at), &mut out)?;
        Ok(out)
    }

    /// Writes so many of a run of cells, without the marks of earlier returns.
    fn kept(&mut self, cell: &Cell<'x>, count: u32, out: &mut String) -> Result<(), MarkError> {
        if count == 0 {
            return Ok(());
        }
        let mut changes = Vec::new();
        let repeat = (count > 1).then(|| count.to_string());
        if count != cell.repeat {
            self.charge(cell.tag.range.start..cell.end)?;
            changes.push((COLUMNS, repeat.as_deref()));
        }
        let style = cell.tag.attribute(STYLE).unwrap_or_default();
        let cleared = self.styles.cleared(&style)?;
        if self.styles.is_filled(&style) {
            changes.push((STYLE, cleared.as_deref()));
        }
        out.push_str(&self.text(cell, &changes, ""));
        Ok(())
    }

    /// Fills a cell and notes it; one that has a note of somebody else keeps that.
    fn filled(
        &mut self,
        row: &Row<'x>,
        cell: &Cell<'x>,
        column: u32,
        text: &str,
    ) -> Result<String, MarkError> {
        let style = self.style(row, Some(cell), column);
        let style = self.styles.filled(style.as_deref())?;
        let text = if cell.others.is_empty() { text } else { "" };
        Ok(self.text(cell, &[(STYLE, Some(&style)), (COLUMNS, None)], text))
    }

    /// Returns the text of a cell with another tag and another note, or none.
    fn text(&self, cell: &Cell<'x>, changes: &[(&str, Option<&str>)], text: &str) -> String {
        let mut edits = Edits::within(self.xml, cell.tag.range.start..cell.end);
        let note = note(text, &self.styles.spaces);
        if cell.tag.form == Form::Empty && !note.is_empty() {
            let open = cell.tag.changed_open(changes);
            return format!("{open}{note}</{}>", cell.tag.name);
        }
        if !changes.is_empty() {
            edits.replace(cell.tag.range.clone(), &cell.tag.changed(changes));
        }
        edits.insert(cell.note_at, &note);
        for note in &cell.ours {
            edits.replace(note.clone(), "");
        }
        if cell.ours.is_empty() { edits.done() } else { one_spelling(edits.done()) }
    }

    /// Returns a cell that says something else; notes of others stay.
    fn saying(&self, cell: &Cell<'x>, text: &str, style: Option<&str>) -> String {
        let mut changes: Vec<_> = VALUE.iter().map(|name| (*name, None)).collect();
        changes.extend([(COLUMNS, None), (STYLE, style), (TYPE, Some("string"))]);
        let open = cell.tag.changed_open(&changes);
        format!("{open}{}{}</{}>", self.others(cell), self.said(text), cell.tag.name)
    }

    /// Returns a cell that says nothing any more; notes of others stay.
    fn emptied(&mut self, cell: &Cell<'x>) -> Result<String, MarkError> {
        let style = cell.tag.attribute(STYLE);
        let style = style.map(|style| self.styles.cleared(&style)).transpose()?.flatten();
        let mut changes: Vec<_> = VALUE.iter().map(|name| (*name, None)).collect();
        changes.extend([(COLUMNS, None), (STYLE, style.as_deref())]);
        let open = cell.tag.changed_open(&changes);
        Ok(one_spelling(format!("{open}{}</{}>", self.others(cell), cell.tag.name)))
    }

    fn others(&self, cell: &Cell<'x>) -> String {
        let notes = cell.others.iter().map(|note| self.xml.get(note.clone()));
        notes.map(Option::unwrap_or_default).collect()
    }

    fn said(&self, text: &str) -> String {
        paragraphs(text, &self.styles.spaces.needed(&["text"]))
    }

    /// Writes the cells that do not stand in a row, which ends before them.
    pub(super) fn behind<'j>(
        &mut self,
        row: &Row<'x>,
        jobs: impl Iterator<Item = (&'j u32, &'j Job<'j>)>,
    ) -> Result<String, MarkError> {
        let mut out = String::new();
        let mut at = row.next_column();
        for (column, job) in jobs {
            let (style, inner) = match job {
                Job::Fill(text) => {
                    let style = self.style(row, None, *column);
                    let style = self.styles.filled(style.as_deref())?;
                    (Some(style), note(text, &self.styles.spaces))
                }
                Job::Say(text, ground) => (self.ground(row, *ground)?, self.said(text)),
                Job::Empty => continue,
            };
            match column.saturating_sub(at) {
                0 => {}
                1 => out.push_str("<table:table-cell/>"),
                gap => {
                    let gap = format!("<table:table-cell {COLUMNS}=\"{gap}\"/>");
                    out.push_str(&gap);
                }
            }
            out.push_str("<table:table-cell");
            if let Some(style) = style {
                let _ = write!(out, " {STYLE}=\"{}\"", escape(style.as_str()));
            }
            if matches!(job, Job::Say(..)) {
                let _ = write!(out, " {TYPE}=\"string\"");
            }
            let _ = write!(out, ">{inner}</table:table-cell>");
            at = column.saturating_add(1);
        }
        Ok(out)
    }

    /// The style of a cell: its own, or that of its row or column.
    fn style(&self, row: &Row<'x>, cell: Option<&Cell<'x>>, column: u32) -> Option<String> {
        let own = cell.and_then(|cell| cell.tag.attribute(STYLE));
        own.or_else(|| row.tag.attribute(DEFAULT_STYLE))
            .or_else(|| self.columns.style(column).map(str::to_owned))
    }

    /// The style of the cell in the column of reasons: what it had in an earlier return, else that of
    /// its neighbour.
    fn ground(&mut self, row: &Row<'x>, ground: Ground) -> Result<Option<String>, MarkError> {
        let reasons = self.plan.reasons;
        let own = row.cell(reasons).filter(|_| self.plan.had_reasons);
        let own = own.and_then(|cell| cell.tag.attribute(STYLE));
        let left = reasons.saturating_sub(1);
        let base = own.or_else(|| self.style(row, row.cell(left), left));
        match (ground, base) {
            (Ground::Wrong, base) => self.styles.filled(base.as_deref()).map(Some),
            (Ground::Own, Some(base)) => self.styles.cleared(&base),
            (Ground::Own, None) => Ok(None),
        }
    }
}
