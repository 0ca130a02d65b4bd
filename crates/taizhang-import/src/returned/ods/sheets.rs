//! The sheets of a document: the walk over their columns and rows, in groups or not.

use std::collections::BTreeMap;

use super::super::edit::{Edits, Form, Tag, tags};
use super::super::error::{MarkError, Missing, in_part, no_sheet};
use super::super::plan::Plan;
use super::CONTENT;
use super::cells::{COLUMNS, DEFAULT_STYLE, Row};
use super::columns::Columns;
use super::row::Pen;
use super::styles::Styles;
use crate::read::LAST_COLUMN;

/// Elements that hold columns, and elements that hold rows.
const OF_COLUMNS: [&str; 3] =
    ["table:table-columns", "table:table-header-columns", "table:table-column-group"];
const OF_ROWS: [&str; 3] = ["table:table-rows", "table:table-header-rows", "table:table-row-group"];

/// Writing runs of equal rows and cells out may take this many bytes more.
const MOST_WRITTEN_OUT: u64 = 1 << 28;

/// Plans by sheet; none once a sheet is marked.
type Plans = BTreeMap<String, Option<Plan>>;

/// Returns the content with the marks of the sheets.
pub(super) fn marked(xml: &str, plans: Plans) -> Result<String, MarkError> {
    let mut tags = tags(xml);
    let styles = Styles::before_body(xml, &mut tags)?;
    let is_marked = styles.are_filled();
    let edits = Edits::within(xml, styles.end()..xml.len());
    let spare = MOST_WRITTEN_OUT;
    let mut walk = Walk { xml, edits, styles, is_marked, plans, skipped: None, sheet: None, spare };
    for tag in tags {
        walk.take(&tag.map_err(in_part(CONTENT))?)?;
    }
    if let Some((name, _)) = walk.plans.iter().find(|(_, plan)| plan.is_some()) {
        return Err(no_sheet(name));
    }
    let mut out = walk.edits.done();
    out.insert_str(0, &walk.styles.written());
    Ok(out)
}

/// Where the walk is.
struct Walk<'x> {
    xml: &'x str,
    edits: Edits<'x>,
    styles: Styles<'x>,
    /// Whether there are fills of an earlier return.
    is_marked: bool,
    plans: Plans,
    /// How many elements are open around one that is not looked into.
    skipped: Option<usize>,
    sheet: Option<Sheet<'x>>,
    spare: u64,
}

/// The sheet that is being marked.
struct Sheet<'x> {
    plan: Plan,
    depth: usize,
    columns: Columns,
    /// Number of the next row, from 1.
    next: u32,
    row: Option<Row<'x>>,
}

impl<'x> Walk<'x> {
    fn take(&mut self, tag: &Tag<'x>) -> Result<(), MarkError> {
        if let Some(depth) = self.skipped {
            if tag.form == Form::Close && tag.depth == depth {
                self.skipped = None;
            }
            return Ok(());
        }
        let Some(mut sheet) = self.sheet.take() else { return self.look_for_sheet(tag) };
        if sheet.take(tag, self)? {
            self.sheet = Some(sheet);
        }
        Ok(())
    }

    fn look_for_sheet(&mut self, tag: &Tag<'x>) -> Result<(), MarkError> {
        if tag.name != "table:table" || tag.form != Form::Open {
            return Ok(());
        }
        let name = tag.attribute("table:name").unwrap_or_default();
        let Some(plan) = self.plans.get_mut(&name) else {
            self.skipped = Some(tag.depth);
            return Ok(());
        };
        let plan = plan.take().ok_or(MarkError::Twice { sheet: name })?;
        if plan.reasons > LAST_COLUMN {
            return Err(MarkError::Missing(Missing::Column));
        }
        let columns = Columns::default();
        self.sheet = Some(Sheet { plan, depth: tag.depth, columns, next: 1, row: None });
        Ok(())
    }
}

impl<'x> Sheet<'x> {
    /// Takes a tag; returns whether the sheet goes on.
    fn take(&mut self, tag: &Tag<'x>, walk: &mut Walk<'x>) -> Result<bool, MarkError> {
        if let Some(row) = &mut self.row {
            if tag.depth == row.tag.depth {
                (row.close, row.end) = (tag.range.start, tag.range.end);
                self.close_row(walk)?;
            } else {
                row.take(tag, walk.xml);
            }
            return Ok(true);
        }
        match (tag.name, tag.form) {
            ("table:table", Form::Close) => {
                self.widen(walk);
                return self.all_met().map(|()| false);
            }
            ("table:table-column", Form::Open | Form::Empty) => self.column(tag, walk)?,
            ("table:table-row", Form::Open | Form::Empty) => {
                self.widen(walk);
                self.row = Some(Row::open(tag, self.next));
                if tag.form == Form::Empty {
                    self.close_row(walk)?;
                }
            }
            (name, Form::Open) if OF_ROWS.contains(&name) => self.widen(walk),
            (name, Form::Open) if !OF_COLUMNS.contains(&name) => walk.skipped = Some(tag.depth),
            _ => {}
        }
        let is_of_columns = tag.name == "table:table-column" || OF_COLUMNS.contains(&tag.name);
        if is_of_columns && tag.form != Form::Open && tag.depth == self.depth.saturating_add(1) {
            self.columns.end = Some(tag.range.end);
        }
        Ok(true)
    }

    fn column(&mut self, tag: &Tag<'x>, walk: &mut Walk<'x>) -> Result<(), MarkError> {
        self.columns.add(tag);
        let style = tag.attribute(DEFAULT_STYLE).unwrap_or_default();
        if walk.styles.is_filled(&style) {
            let clear = walk.styles.cleared(&style)?;
            walk.edits.replace(tag.range.clone(), &tag.with(DEFAULT_STYLE, clear.as_deref()));
        }
        Ok(())
    }

    /// States as many columns as there are with that of reasons, once all are read.
    fn widen(&mut self, walk: &mut Walk<'x>) {
        let Some(end) = self.columns.end.take() else { return };
        let missing = self.plan.reasons.saturating_add(1).saturating_sub(self.columns.count());
        match missing {
            0 => {}
            1 => walk.edits.insert(end, "<table:table-column/>"),
            _ => {
                let columns = format!("<table:table-column {COLUMNS}=\"{missing}\"/>");
                walk.edits.insert(end, &columns);
            }
        }
    }

    fn close_row(&mut self, walk: &mut Walk<'x>) -> Result<(), MarkError> {
        let Some(mut row) = self.row.take() else { return Ok(()) };
        self.next = row.behind();
        row.close(walk.is_marked.then_some(&walk.styles));
        let mut pen = Pen {
            xml: walk.xml,
            plan: &self.plan,
            columns: &self.columns,
            styles: &mut walk.styles,
            spare: &mut walk.spare,
        };
        if let Some(text) = pen.row(&row)? {
            walk.edits.replace(row.tag.range.start..row.end, &text);
        }
        Ok(())
    }

    fn all_met(&self) -> Result<(), MarkError> {
        match self.plan.due.last_key_value() {
            Some(((row, _), _)) if *row >= self.next => Err(MarkError::Missing(Missing::Row(*row))),
            _ => Ok(()),
        }
    }
}
