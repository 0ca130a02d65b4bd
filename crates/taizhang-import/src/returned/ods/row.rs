//! The marks of a row. Of a run of equal rows or cells those without a mark stay a run.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};

use super::super::REASON;
use super::super::edit::{Edits, Form};
use super::super::error::MarkError;
use super::super::plan::{Due, Plan};
use super::CONTENT;
use super::cells::{DEFAULT_STYLE, ROWS, Row};
use super::columns::Columns;
use super::styles::Styles;

/// Writes rows.
pub(super) struct Pen<'a, 'x> {
    pub(super) xml: &'x str,
    pub(super) plan: &'a Plan,
    pub(super) columns: &'a Columns,
    pub(super) styles: &'a mut Styles<'x>,
    /// How many bytes runs may still be longer than they were.
    pub(super) spare: &'a mut u64,
}

/// What is to be done with a cell.
pub(super) enum Job<'p> {
    /// It is filled and noted, unless there is nothing to note.
    Fill(String),
    /// It says something else.
    Say(&'p str, Ground),
    /// What an earlier return wrote goes.
    Empty,
}

/// What is behind the text of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// What the style of the cell says.
    Own,
    /// The fill of a wrong cell.
    Wrong,
}

/// What is to be done with the cells of a row, by column.
type Jobs<'p> = BTreeMap<u32, Job<'p>>;

impl<'a, 'x> Pen<'a, 'x> {
    /// Returns the text of a row, or of a run of rows; none where it stays.
    pub(super) fn row(&mut self, row: &Row<'x>) -> Result<Option<String>, MarkError> {
        let (plan, behind) = (self.plan, row.behind());
        let mut due: Vec<u32> =
            plan.due.range((row.first, 0)..(behind, 0)).map(|((row, _), _)| *row).collect();
        due.dedup();
        if due.is_empty() && !row.is_old && !self.has_old_reason(row, behind.saturating_sub(1)) {
            return Ok(None);
        }
        let mut out = String::new();
        let mut at = row.first;
        for number in due {
            self.run(row, at..number, &mut out)?;
            at = number.saturating_add(1);
            self.run(row, number..at, &mut out)?;
        }
        self.run(row, at..behind, &mut out)?;
        Ok(Some(out))
    }

    /// Whether a row below the header says what an earlier return wrote.
    fn has_old_reason(&self, row: &Row<'x>, number: u32) -> bool {
        self.plan.had_reasons
            && number > self.plan.header
            && row.cell(self.plan.reasons).is_some_and(|cell| cell.tag.form == Form::Open)
    }

    /// Writes rows that are equal in what they are and in what is done with them.
    fn run(&mut self, row: &Row<'x>, rows: Range<u32>, out: &mut String) -> Result<(), MarkError> {
        let count = rows.end.saturating_sub(rows.start);
        if count == 0 {
            return Ok(());
        }
        if count != row.repeat {
            self.charge(row.tag.range.start..row.end)?;
        }
        let jobs = self.jobs(row, rows.start);
        let last = row.next_column();
        let behind = self.behind(row, jobs.range(last..))?;
        let mut edits = Edits::within(self.xml, row.tag.range.start..row.end);
        let is_opened = row.tag.form == Form::Empty && !behind.is_empty();
        if let Some(tag) = self.tag(row, count, is_opened)? {
            edits.replace(row.tag.range.clone(), &tag);
        }
        for cell in &row.cells {
            let mut jobs = jobs.range(cell.first..cell.behind()).peekable();
            if cell.is_old || jobs.peek().is_some() {
                let text = self.cell(row, cell, jobs)?;
                edits.replace(cell.tag.range.start..cell.end, &text);
            }
        }
        edits.insert(row.close, &behind);
        if is_opened {
            edits.insert(row.close, &format!("</{}>", row.tag.name));
        }
        out.push_str(&edits.done());
        Ok(())
    }

    /// Returns the tag of so many rows where it is another one.
    fn tag(
        &mut self,
        row: &Row<'x>,
        count: u32,
        is_opened: bool,
    ) -> Result<Option<String>, MarkError> {
        let mut changes = Vec::new();
        let repeat = (count > 1).then(|| count.to_string());
        if count != row.repeat {
            changes.push((ROWS, repeat.as_deref()));
        }
        let style = row.tag.attribute(DEFAULT_STYLE).unwrap_or_default();
        let cleared = self.styles.cleared(&style)?;
        if self.styles.is_filled(&style) {
            changes.push((DEFAULT_STYLE, cleared.as_deref()));
        }
        Ok(if is_opened {
            Some(row.tag.changed_open(&changes))
        } else {
            (!changes.is_empty()).then(|| row.tag.changed(&changes))
        })
    }

    /// Counts what is written once more.
    pub(super) fn charge(&mut self, text: Range<usize>) -> Result<(), MarkError> {
        let spare = u64::try_from(text.len()).ok().and_then(|long| self.spare.checked_sub(long));
        *self.spare = spare.ok_or_else(|| MarkError::TooLong { part: CONTENT.to_owned() })?;
        Ok(())
    }

    /// What is to be done in a row.
    fn jobs(&self, row: &Row<'x>, number: u32) -> Jobs<'a> {
        let plan = self.plan;
        let cells = (Bound::Included((number, 0)), Bound::Included((number, u32::MAX)));
        let mut jobs = Jobs::new();
        let is_due = plan.due.range(cells).next().is_some();
        let spans = if is_due { row.spans() } else { Vec::new() };
        for ((_, column), due) in plan.due.range(cells) {
            let job = match due {
                Due::Fill => {
                    let shown = row.shown(*column, &spans);
                    let Job::Fill(text) =
                        jobs.entry(shown).or_insert_with(|| Job::Fill(String::new()))
                    else {
                        continue;
                    };
                    if let Some(note) = plan.notes.get(&(number, *column)) {
                        if !text.is_empty() {
                            text.push('\n');
                        }
                        text.push_str(note);
                    }
                    continue;
                }
                Due::Reason(text) => Job::Say(text, Ground::Wrong),
                Due::Heading => Job::Say(REASON, Ground::Own),
            };
            jobs.insert(*column, job);
        }
        if self.has_old_reason(row, number) {
            jobs.entry(plan.reasons).or_insert(Job::Empty);
        }
        jobs
    }
}
