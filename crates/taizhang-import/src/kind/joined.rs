//! Rows of one table that are of one class of the ledger, like those of several departments. A class has one
//! number a day, so they are summed; a person says so where the rows do not name their departments.

use std::collections::BTreeSet;

use crate::draft::{Draft, RowRef};
use crate::field::Field;
use crate::question::Question;
use crate::value::RowReader;

pub(super) const DEPARTMENTS: &[&str] = &[
    "部门",
    "部门名称",
    "所在部门",
    "所属部门",
    "使用部门",
    "管理部门",
    "科室",
    "科室名称",
    "所属科室",
    "使用科室",
    "处室",
    "股室",
    "内设机构",
    "内设机构名称",
];

/// The rows of one class.
#[derive(Debug, Default)]
pub(super) struct Joined {
    rows: Vec<RowRef>,
    departments: BTreeSet<String>,
    /// How many rows name a department.
    named: usize,
}

impl Joined {
    /// Adds the present row.
    pub(super) fn add(&mut self, reader: &mut RowReader<'_>, row: RowRef) {
        self.rows.push(row);
        if let Some(department) = reader.optional_text(Field::Department) {
            self.departments.insert(department);
            self.named = self.named.saturating_add(1);
        }
    }

    /// Returns the rows in their order.
    pub(super) fn rows(&self) -> &[RowRef] {
        &self.rows
    }

    /// Asks about several rows, unless each names a department of its own.
    pub(super) fn question(&self) -> Option<Question> {
        let are_apart = self.named == self.rows.len() && self.departments.len() == self.named;
        (self.rows.len() > 1 && !are_apart).then_some(Question::SeveralRows)
    }

    /// Gives a draft the rows that it is of, with the question that they leave open.
    pub(super) fn draft(&self, draft: Draft) -> Draft {
        let others = self.rows.iter().skip(1).copied().collect();
        Draft { others, question: self.question(), ..draft }
    }
}
