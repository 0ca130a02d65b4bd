//! The year of a day that is written without one: that of its row, else the ledger's, unless the column or
//! the table names another.

use taizhang_core::FiscalYear;

use super::{RowReader, Source};
use crate::fault::Reason;
use crate::field::Field;
use crate::read::{year_alone, year_in};
use crate::table::{NamedYear, Table};

/// What a column of years says as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) enum YearOfColumn {
    /// Nothing.
    Unsaid,
    /// This year, wherever it says something.
    One(i16),
    /// Several years, or what is none.
    Several,
}

impl YearOfColumn {
    fn of(table: &Table, position: usize) -> Self {
        let cells = table.rows.iter().map(|row| row.cell(position));
        let mut years =
            cells.filter(|cell| !cell.is_empty()).map(|cell| year_alone(&cell.to_string()));
        match years.next() {
            None => Self::Unsaid,
            Some(Some(first)) if years.all(|year| year == Some(first)) => Self::One(first),
            Some(_) => Self::Several,
        }
    }
}

/// Returns the one year that a column of years says, wherever it says something.
pub(crate) fn year_of_column(table: &Table, position: usize) -> Option<i16> {
    match YearOfColumn::of(table, position) {
        YearOfColumn::One(year) => Some(year),
        YearOfColumn::Unsaid | YearOfColumn::Several => None,
    }
}

impl RowReader<'_> {
    /// Returns the year of a day without one; a refusal where what is said of it has two readings.
    pub(super) fn year_of_day(&self, field: Field) -> Result<FiscalYear, Reason> {
        if let Some(year) = self.year_of_row()? {
            let named = self.named_years(field);
            let other = named.iter().find(|named| named.year != year);
            return match other.filter(|_| named.iter().all(|named| named.year != year)) {
                Some(named) => Err(Reason::YearOfTable(named.clone())),
                None => FiscalYear::try_from(year).map_err(Reason::Year),
            };
        }
        let own = self.year.get();
        if let Some(text) = self.year_text(Field::BudgetYear) {
            match year_alone(&text) {
                Some(year) if year == own => {}
                Some(year) => return Err(Reason::OtherBudgetYear(year)),
                None => return Err(Reason::UnreadYear(text)),
            }
        }
        match self.named_years(field).into_iter().find(|named| named.year != own) {
            Some(named) => Err(Reason::YearOfTable(named)),
            None => Ok(self.year),
        }
    }

    /// Returns the year that the row states, or where it is blank, the one that all others state.
    fn year_of_row(&self) -> Result<Option<i16>, Reason> {
        if let Some(text) = self.year_text(Field::Year) {
            return match year_alone(&text) {
                Some(year) => Ok(Some(year)),
                None => Err(Reason::UnreadYear(text)),
            };
        }
        let Some(position) = self.position(Field::Year) else { return Ok(None) };
        match self.year_of_column.get_or_init(|| YearOfColumn::of(self.table, position)) {
            YearOfColumn::Unsaid => Ok(None),
            YearOfColumn::One(year) => Ok(Some(*year)),
            YearOfColumn::Several => Err(Reason::NoYearOfRow),
        }
    }

    fn year_text(&self, field: Field) -> Option<String> {
        match self.source(field) {
            Source::Cell(cell) if cell.is_empty() => None,
            Source::Cell(cell) => Some(cell.to_string()),
            Source::Constant(text) => Some(text.to_owned()),
        }
    }

    /// Returns the year that the header of the column names, else those that the table names.
    fn named_years(&self, field: Field) -> Vec<NamedYear> {
        let column = self.position(field).and_then(|position| self.table.columns.get(position));
        let of_column = column.and_then(|column| {
            let (year, text) = (year_in(&column.name)?, column.name.clone());
            let row = self.table.header.last().copied();
            Some(NamedYear { year, text, row })
        });
        of_column.map_or_else(|| self.table.years.clone(), |named| vec![named])
    }
}
