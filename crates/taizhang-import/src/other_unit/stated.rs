//! What says whose a row is: its cells, what a person says of the file, what stands above the table.

use super::FIELDS;
use super::around::{self, Owner};
use super::columns::{self, Level};
use super::whose::{Own, Said, Whose, judge};
use crate::draft::Source;
use crate::field::Field;
use crate::kind::Kind;
use crate::table::Row;

/// Words of a row that has the unit of the row above it.
const ABOVE: [&str; 6] = ["同上", "〃", "″", "\"", "”", "同前"];

/// Where it stands whose a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// In a column of the table.
    InColumn,
    /// In what a person says of the whole file.
    ByPerson,
    /// In the rows around the table.
    Around,
    /// In the title of the table, which begins with a name.
    InTitle,
    /// In the row above.
    Above,
    /// Nowhere.
    Nowhere,
}

impl Stated {
    /// All of them.
    pub(super) const ALL: [Self; 6] =
        [Self::InColumn, Self::ByPerson, Self::Around, Self::InTitle, Self::Above, Self::Nowhere];
}

/// What is said of a row, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) whose: Whose,
    pub(super) stated: Stated,
}

/// Returns what is said of each row; nothing where nothing is said of any.
pub(super) fn of_rows(source: &Source, own: &Own) -> Vec<Statement> {
    let words = Words::of(source, own);
    if words.are_none() {
        return Vec::new();
    }
    source.table.rows.iter().map(|row| words.statement(row, own)).collect()
}

/// The words of a table that say whose its rows are.
pub(super) struct Words<'s> {
    source: &'s Source,
    /// The columns of names, the deepest first.
    levels: Vec<Level>,
    /// What stands around the table, by rising row; nothing where columns say it.
    owners: Vec<Owner>,
}

impl<'s> Words<'s> {
    pub(super) fn of(source: &'s Source, own: &Own) -> Self {
        let has_columns = FIELDS.iter().any(|field| source.mapping.columns.contains_key(field));
        let owners = if has_columns { Vec::new() } else { owners(source, own) };
        Self { source, levels: columns::levels(source), owners }
    }

    fn are_none(&self) -> bool {
        let mapping = &self.source.mapping;
        let is_said =
            |field| mapping.columns.contains_key(field) || mapping.constants.contains_key(field);
        self.owners.iter().all(Owner::is_no_news) && !FIELDS.iter().any(is_said)
    }

    fn statement(&self, row: &Row, own: &Own) -> Statement {
        let (level, name) = self.name(row);
        let code = self.code(row);
        if ABOVE.contains(&name.as_str()) || ABOVE.contains(&code.as_str()) {
            return Statement { whose: Whose::Unsaid, stated: Stated::Above };
        }
        let said = Said::join(&code, &name).judge(own);
        let whose = match level {
            Some(level) if level.is_top() && code.is_empty() => of_top(said, &name, own),
            _ => said,
        };
        if whose != Whose::Unsaid {
            return Statement { whose, stated: Stated::InColumn };
        }
        let [name, code] = FIELDS.map(|field| self.constant(field));
        if ABOVE.contains(&name) {
            return Statement { whose: Whose::Unsaid, stated: Stated::Above };
        }
        let whose = Said::join(code, name).judge(own);
        if whose != Whose::Unsaid {
            return Statement { whose, stated: Stated::ByPerson };
        }
        match self.owner(row) {
            Some(owner) => {
                let stated = if owner.is_in_title() { Stated::InTitle } else { Stated::Around };
                Statement { whose: owner.judge(own), stated }
            }
            None => Statement { whose, stated: Stated::Nowhere },
        }
    }

    /// Returns what a row says in the deepest column of names that is filled.
    fn name(&self, row: &Row) -> (Option<&Level>, String) {
        let text = |level: &Level| columns::text(&self.source.table, row, level.position);
        let said = self.levels.iter().map(|level| (Some(level), text(level)));
        let mut filled = said.filter(|(_, text)| !text.is_empty());
        filled.next().unwrap_or_default()
    }

    fn code(&self, row: &Row) -> String {
        let at = self.source.mapping.columns.get(&Field::BudgetUnitCode);
        at.map(|at| columns::text(&self.source.table, row, *at)).unwrap_or_default()
    }

    fn constant(&self, field: Field) -> &'s str {
        self.source.mapping.constants.get(&field).map(String::as_str).unwrap_or_default()
    }

    /// Returns what stands last above a row; of one table a label says more than its title.
    fn owner(&self, row: &Row) -> Option<&Owner> {
        let last = self.owners.iter().rfind(|owner| owner.row < row.number)?;
        if !last.is_in_title() {
            return Some(last);
        }
        let is_label = |owner: &&Owner| owner.row < last.row && !owner.is_in_title();
        let label = self.owners.iter().rfind(is_label);
        let rows = &self.source.table.rows;
        let is_of_table = |label: &&Owner| {
            !rows.iter().any(|row| label.row < row.number && row.number < last.row)
        };
        Some(label.filter(is_of_table).unwrap_or(last))
    }

    /// Returns the words that say whose a row is, as a person reads them.
    pub(super) fn shown(&self, row: &Row, stated: Stated) -> String {
        match stated {
            Stated::InColumn => {
                let words = format!("{} {}", self.name(row).1, self.code(row));
                words.trim().to_owned()
            }
            Stated::ByPerson => {
                let words = FIELDS.map(|field| self.constant(field)).join(" ");
                words.trim().to_owned()
            }
            Stated::Around | Stated::InTitle => {
                self.owner(row).map(|owner| owner.text.clone()).unwrap_or_default()
            }
            Stated::Above | Stated::Nowhere => String::new(),
        }
    }
}

/// Returns what names units around a table, by rising row. Titles of activities and indicators name others' too.
fn owners(source: &Source, own: &Own) -> Vec<Owner> {
    let mut owners = around::owners(&source.table, own);
    if matches!(source.mapping.kind, Kind::Activities | Kind::Indicators) {
        return owners;
    }
    let titled = around::titled(&source.table, source.mapping.kind, own).into_iter();
    let titled: Vec<Owner> =
        titled.filter(|title| owners.iter().all(|owner| owner.row != title.row)).collect();
    owners.extend(titled);
    owners.sort_by_key(|owner| owner.row);
    owners
}

/// Judges the name of the department at the top, where nothing below it is named.
fn of_top(said: Whose, name: &str, own: &Own) -> Whose {
    if own.is_above(name) { Whose::Unclear } else { said }
}

/// Judges the cells of one column.
pub(super) fn of_column(source: &Source, position: usize, own: &Own) -> Vec<Whose> {
    let text = |row| columns::text(&source.table, row, position);
    let said = |text: String| {
        if ABOVE.contains(&text.as_str()) { Whose::Unsaid } else { judge(&text, own) }
    };
    source.table.rows.iter().map(|row| said(text(row))).collect()
}
