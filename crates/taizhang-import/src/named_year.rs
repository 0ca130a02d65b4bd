//! Tables that name another year than the ledger's, and whose rows all take one day that a person said: what
//! was counted or planned in another year would be entered as of this one.

use jiff::civil::Date;
use taizhang_core::FiscalYear;
use taizhang_core::date_text::parse_date;

use crate::draft::Source;
use crate::field::Field;
use crate::kind::Kind;
use crate::read::{year_alone, years_of_file_name};
use crate::table::{NamedYear, Table};
use crate::value::year_of_column;

/// A year that is not the ledger's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherYear {
    /// The year, with the words that name it.
    pub named: NamedYear,
    /// Where they stand.
    pub place: YearPlace,
    /// The field by which a person says the year of the rows.
    pub field: Field,
    /// Whether the rows count what there is at a day, so that the end of a year is the beginning of the next.
    pub is_of_a_day: bool,
}

/// Where a year is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearPlace {
    /// In a row around the table, or in the name of its sheet.
    Around,
    /// In a column of the table.
    Column,
    /// In the name of the file.
    File,
}

/// Finds the other year that a table names, unless a person or the table itself says that its rows are of
/// the ledger's. Rows with days of their own are of these days.
pub fn other(source: &Source, year: FiscalYear) -> Option<OtherYear> {
    let mapping = &source.mapping;
    let (day_field, field) = match mapping.kind {
        Kind::Assets | Kind::Staff | Kind::Indicators => (Field::Date, Field::Year),
        Kind::Activities => (Field::Start, Field::Year),
        Kind::Opening | Kind::Budget => (Field::Date, Field::BudgetYear),
        // What is paid this year may be for the last.
        Kind::Payments | Kind::Statement | Kind::Evidence => return None,
    };
    let said = mapping.constants.get(&day_field).filter(|_| source.is_of_one_day(day_field))?;
    let own = year.get();
    if mapping.constants.get(&field).is_some_and(|said| year_alone(said) == Some(own)) {
        return None;
    }
    let (named, place) = named(source, field, own)?;
    // What was left of the year before is what the year opens with.
    let is_left = mapping.kind == Kind::Opening && named.year.checked_add(1) == Some(own);
    let is_of_a_day = matches!(mapping.kind, Kind::Assets | Kind::Staff);
    let day = parse_date(said, Some(year)).ok();
    let is_end = is_of_a_day && day.is_some_and(|day| is_end_of(named.year, day));
    (!is_left && !is_end).then_some(OtherYear { named, place, field, is_of_a_day })
}

/// Returns what names another year than the ledger's, nearest first; nothing where one and the same place
/// names the ledger's too.
fn named(source: &Source, field: Field, own: i16) -> Option<(NamedYear, YearPlace)> {
    let Source { table, mapping, .. } = source;
    let column = mapping.columns.get(&field);
    if let Some((at, year)) = column.and_then(|at| Some((*at, year_of_column(table, *at)?))) {
        let text = table.columns.get(at).map(|column| column.name.clone()).unwrap_or_default();
        let named = NamedYear { year, text, row: None };
        return (year != own).then_some((named, YearPlace::Column));
    }
    let (years, place) = if table.years.is_empty() {
        (of_file(table), YearPlace::File)
    } else {
        (table.years.clone(), YearPlace::Around)
    };
    let names_own = years.iter().any(|named| named.year == own);
    years.into_iter().next().filter(|_| !names_own).map(|named| (named, place))
}

fn of_file(table: &Table) -> Vec<NamedYear> {
    let years = years_of_file_name(&table.file).into_iter();
    years.map(|year| NamedYear { year, text: table.file.clone(), row: None }).collect()
}

/// Tells whether what there is at a day is what there was at the end of a year.
fn is_end_of(year: i16, day: Date) -> bool {
    let is_last = day.year() == year && (day.month(), day.day()) == (12, 31);
    let is_next = Some(day.year()) == year.checked_add(1) && (day.month(), day.day()) == (1, 1);
    is_last || is_next
}
