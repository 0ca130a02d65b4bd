//! Which column fills which field: the second of the four steps.

mod against_yuan;
mod daybook;
mod days;
mod error;
mod headers;
mod income;
mod not_carried;
mod parts;
mod rival_words;
mod rivals;
mod running;
mod spending;
mod taxed;
mod unit;
mod up_and_down;
mod word_and_number;

use std::collections::{BTreeMap, BTreeSet};

use rival_words::Changes;

use crate::day_order::DayOrder;
use crate::field::Field;
use crate::hidden;
use crate::kind::Kind;
use crate::profile::Profile;
use crate::read::is_offered;
use crate::returned::REASON;
use crate::table::{Column, MoneyUnit, Table};
use crate::unknown::UnknownColumn;

pub use against_yuan::AgainstYuan;
pub use error::MapError;
pub(crate) use headers::{positions, unique_name};
pub use parts::{AmountColumn, Part, SumColumn};
pub use spending::Credit;
pub(crate) use unit::contradictions;
pub(crate) use word_and_number::{header_of_words, words_in_question};

/// Columns and constants by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What the rows are.
    pub kind: Kind,
    /// Positions of columns by field; without the amount where there are several columns of them.
    pub columns: BTreeMap<Field, usize>,
    /// Several columns of amounts, each of which gives a record of its own; empty where there is one.
    pub parts: Vec<Part>,
    /// Columns that sum parts, and are no amounts of their own.
    pub sums: Vec<SumColumn>,
    /// What stands in where a cell is empty.
    pub constants: BTreeMap<Field, String>,
    /// Those of the constants that hold for later files of the same header too.
    pub standing: BTreeMap<Field, String>,
    /// Constants of the profile that describe another file, and were not applied.
    pub not_applied: BTreeMap<Field, String>,
    /// Unit of bare numbers in columns of money.
    pub unit: Option<MoneyUnit>,
    /// Units of columns that state another one, by position.
    pub units: BTreeMap<usize, MoneyUnit>,
    /// Whether a person said that each column is in the unit that it states.
    pub as_stated: bool,
    /// Whether nobody has said yet in which unit the amounts are, so that no sum means anything.
    pub is_unit_open: bool,
    /// Headers that fill no field, each so that its column is found by it alone.
    pub unused: Vec<String>,
    /// Those of them of which nobody has said yet that they do not count.
    pub unknown: Vec<UnknownColumn>,
    /// Those of which a person said so, with the few words that they said then; none for any words.
    pub accepted: BTreeMap<String, Vec<String>>,
    /// Fields that a person said no column fills.
    pub left_out: BTreeSet<Field>,
    /// Fields of which a person says now what fills them, be it nothing.
    pub said: BTreeSet<Field>,
    /// Whether amounts below zero were paid and those above it received.
    pub negative_pays: bool,
    /// What stands beside what was paid.
    pub credit: Credit,
    /// Which number of a day is the month, where a person says it of all days of the file.
    pub day_order: Option<DayOrder>,
}

/// What the user says about columns; it wins over the profile, and the profile over the headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapOptions {
    /// Headers by field; empty for a field that no column is to fill.
    pub columns: BTreeMap<Field, String>,
    /// Several columns of amounts; nothing where there is one.
    pub amounts: Vec<AmountColumn>,
    /// Constants by field.
    pub constants: BTreeMap<Field, String>,
    /// Unit of bare numbers.
    pub unit: Option<MoneyUnit>,
    /// Whether each column and each sheet is in the unit that it states.
    pub as_stated: bool,
    /// Which number of a day is the month.
    pub day_order: Option<DayOrder>,
    /// Whether a person handed in the profile for this file, so that its unit is an answer. One that is
    /// remembered by its header may be that of another file.
    pub is_profile_named: bool,
}

impl Mapping {
    /// Maps a table; all that is missing is said at once.
    pub fn of(
        table: &Table,
        kind: Kind,
        profile: Option<&Profile>,
        options: &MapOptions,
    ) -> Result<Self, Vec<MapError>> {
        let (mapping, errors) = Self::with_errors(table, kind, profile, options);
        if errors.is_empty() { Ok(mapping) } else { Err(errors) }
    }

    /// Maps a table whose unit is asked for, so that what else is wrong with its rows can be told beside
    /// the question. Its amounts are in a unit that stands in, and must not be shown. None where the unit is
    /// not all that keeps the table from being mapped, besides columns that say no day and no amount.
    pub fn with_open_unit(
        table: &Table,
        kind: Kind,
        profile: Option<&Profile>,
        options: &MapOptions,
    ) -> Option<Self> {
        let (mapping, errors) = Self::with_errors(table, kind, profile, options);
        let can_do_without = |error: &MapError| match error {
            MapError::NoColumn { field, .. } => !field.is_day() && !field.is_measured(),
            error => error.is_of_unit(),
        };
        let is_unit_open = errors.iter().any(MapError::is_of_unit);
        let is_readable = is_unit_open && errors.iter().all(can_do_without);
        // Amounts in 万元 may have more decimals than those in 元.
        let (unit, units) = (Some(MoneyUnit::Wan), BTreeMap::new());
        is_readable.then_some(Self { unit, units, is_unit_open, ..mapping })
    }

    fn with_errors(
        table: &Table,
        kind: Kind,
        profile: Option<&Profile>,
        options: &MapOptions,
    ) -> (Self, Vec<MapError>) {
        let mut errors = Vec::new();
        let mut asked = profile.map(Profile::fields).unwrap_or_default();
        // That rows are the unit's own was said of another file.
        asked.retain(|field, header| !(field.says_unit() && header.is_empty()));
        asked.extend(options.columns.clone());
        let is_left_out = |(_, header): &(&Field, &String)| header.is_empty();
        let left_out: BTreeSet<Field> =
            asked.iter().filter(is_left_out).map(|(field, _)| *field).collect();
        asked.retain(|_, header| !header.is_empty());
        let Constants { all: constants, standing, not_applied } = Constants::of(profile, options);
        let amounts = amounts(kind, profile, options, &mut asked, &mut errors);
        let mut parts = parts::asked(table, &amounts, &mut errors);
        if amounts.is_empty() {
            let is_left_out = |field: &Field| left_out.contains(field);
            let is_said = |field| {
                asked.contains_key(&field) || constants.contains_key(&field) || is_left_out(&field)
            };
            parts = parts::by_category(table, kind, is_said);
        }
        let mut columns = headers::asked(table, &asked, options, &mut errors);
        let is_said = columns.contains_key(&Field::Amount);
        let taken = Taken { left_out: &left_out, parts: &parts };
        headers::by_headers(table, kind, taken, &mut columns, &mut errors);
        headers::by_codes(table, kind, taken, &mut columns);
        income::by_sides(table, kind, taken, &mut columns);
        let of_spending = spending::side(table, kind, &columns);
        errors.extend(income::misread(table, kind, is_said, &columns, of_spending));
        errors.extend(rows_in_question(table, kind, &columns, options));
        errors.extend(word_and_number::open_words(table, &columns, profile, options));
        errors.extend(parts::contradictions(table, &parts, &columns));
        let used = columns.values().copied().chain(parts.iter().map(|part| part.position));
        errors.extend(hidden::columns_in_question(table, used).map(MapError::HiddenColumns));
        let sums = parts::sums(table, &parts, &columns);
        let unused = unused(table, &columns, &parts, &sums);
        let found = (&columns, &constants);
        let asked = amount_in_question(table, kind, found, (&unused, &parts), is_said);
        let is_both = matches!(asked, Some(MapError::UpAndDown { .. }));
        errors.extend(asked);
        let missing = missing(kind, found, &parts, is_both);
        errors.extend(missing.map(|field| MapError::NoColumn { field, unused: unused.clone() }));
        let unit::Units { unit, by_column: units, as_stated } =
            unit::units(table, kind, (&columns, &parts), (profile, options), &mut errors);
        let negative_pays = income::negative_pays(table, kind, &columns, &constants, options);
        let negative_pays = negative_pays.unwrap_or_else(|error| {
            errors.push(error);
            false
        });
        let mapping = Self {
            kind,
            columns,
            parts,
            sums,
            constants,
            standing,
            not_applied,
            unit,
            units,
            as_stated,
            is_unit_open: false,
            unused,
            unknown: Vec::new(),
            accepted: BTreeMap::new(),
            left_out,
            said: options.columns.keys().copied().collect(),
            negative_pays,
            credit: Credit::beside(of_spending),
            day_order: options.day_order,
        };
        errors.extend(income::untold_sides(table, &mapping));
        (mapping, errors)
    }

    /// Maps one column of amounts, and nothing else.
    pub(crate) fn of_amounts(position: usize, unit: MoneyUnit) -> Self {
        Self {
            kind: Kind::Payments,
            columns: BTreeMap::from([(Field::Amount, position)]),
            parts: Vec::new(),
            sums: Vec::new(),
            constants: BTreeMap::new(),
            standing: BTreeMap::new(),
            not_applied: BTreeMap::new(),
            unit: Some(unit),
            units: BTreeMap::new(),
            as_stated: false,
            is_unit_open: false,
            unused: Vec::new(),
            unknown: Vec::new(),
            accepted: BTreeMap::new(),
            left_out: BTreeSet::new(),
            said: BTreeSet::new(),
            negative_pays: false,
            credit: Credit::Received,
            day_order: None,
        }
    }

    /// Returns the column that fills a field.
    pub fn column<'t>(&self, table: &'t Table, field: Field) -> Option<&'t Column> {
        self.columns.get(&field).and_then(|position| table.columns.get(*position))
    }

    /// Returns the columns that fill no field.
    pub(crate) fn unused_columns<'t>(&self, table: &'t Table) -> impl Iterator<Item = &'t Column> {
        table.columns.iter().filter(|column| self.is_unused(table, column))
    }

    /// Tells whether a column fills no field.
    pub(crate) fn is_unused(&self, table: &Table, column: &Column) -> bool {
        self.unused.contains(&unique_name(table, column.position))
    }

    /// Tells whether a column is the net amount of the one that is read, which with the tax comes to it.
    pub(crate) fn is_net(&self, table: &Table, column: &Column) -> bool {
        let gross = self.column(table, Field::Amount);
        gross.and_then(|gross| taxed::net_of(table, gross)) == Some(column.position)
    }

    /// Tells whether the rows of a list of assets are cards, and not classes.
    pub fn is_of_cards(&self) -> bool {
        [Field::Id, Field::Name].iter().any(|field| self.columns.contains_key(field))
    }

    /// Fills a field with a column that filled none.
    pub(crate) fn fill(&mut self, table: &Table, field: Field, position: usize) {
        self.columns.insert(field, position);
        self.unused = unused(table, &self.columns, &self.parts, &self.sums);
    }

    /// Returns the profile that maps this header the same way again.
    pub fn profile(&self, table: &Table) -> Profile {
        Profile::of(self, table)
    }
}

/// Asks about columns whose cells say what the rows are not, or may say two things.
fn rows_in_question(
    table: &Table,
    kind: Kind,
    columns: &BTreeMap<Field, usize>,
    options: &MapOptions,
) -> impl Iterator<Item = MapError> {
    let not_carried = not_carried::not_carried(table, kind, columns);
    let open = days::open_orders(table, columns, options.day_order);
    not_carried.into_iter().chain(open)
}

/// Returns the fields that rows cannot do without and that nothing fills. Where two columns are asked for as
/// amounts, these are to say what their rows change.
fn missing(
    kind: Kind,
    (columns, constants): (&BTreeMap<Field, usize>, &BTreeMap<Field, String>),
    parts: &[Part],
    is_both: bool,
) -> impl Iterator<Item = Field> {
    let is_there = move |field: Field| {
        let is_by_parts = !parts.is_empty() && parts.iter().all(|part| part.says(field));
        let is_asked = is_both && matches!(field, Field::Amount | Field::Change);
        is_by_parts || is_asked || columns.contains_key(&field) || constants.contains_key(&field)
    };
    kind.required().filter(move |field| !is_there(*field))
}

/// Asks about a column of amounts that may not be what its rows paid or changed by.
fn amount_in_question(
    table: &Table,
    kind: Kind,
    (columns, constants): (&BTreeMap<Field, usize>, &BTreeMap<Field, String>),
    (unused, parts): (&[String], &[Part]),
    is_said: bool,
) -> Option<MapError> {
    let changes = &Changes::of(table, kind, columns, constants);
    let both = up_and_down::up_and_down(table, kind, columns, changes, is_said);
    if both.is_some() && parts.is_empty() {
        return both;
    }
    let running = running::running(table, kind, columns, is_said);
    if running.is_some() || is_said {
        return running;
    }
    rivals::rival(table, kind, columns, changes, unused)
        .or_else(|| running::before_change(table, columns, changes))
}

/// What stands in where a cell is empty.
struct Constants {
    all: BTreeMap<Field, String>,
    /// Those that later files get too.
    standing: BTreeMap<Field, String>,
    /// Those of the profile that describe another file.
    not_applied: BTreeMap<Field, String>,
}

impl Constants {
    /// Joins what a person says of this file with what the profile says of every file. Of what a person
    /// says, only the way of reading is remembered: days, numbers and amounts of one file must not fill
    /// the blanks of the next.
    fn of(profile: Option<&Profile>, options: &MapOptions) -> Self {
        let mut standing = profile.map(Profile::standing).unwrap_or_default();
        let mut not_applied = profile.map(Profile::of_one_file).unwrap_or_default();
        not_applied.retain(|field, _| !options.constants.contains_key(field));
        let mut all = standing.clone();
        all.extend(options.constants.clone());
        let ways = options.constants.iter().filter(|(field, _)| field.is_way_of_reading());
        standing.extend(ways.map(|(field, text)| (*field, text.clone())));
        Self { all, standing, not_applied }
    }
}

/// Columns and fields that are spoken for.
#[derive(Clone, Copy)]
struct Taken<'a> {
    /// Fields that a person said no column fills.
    left_out: &'a BTreeSet<Field>,
    /// Columns of amounts.
    parts: &'a [Part],
}

impl Taken<'_> {
    /// Tells whether no column is to be looked for.
    fn holds(&self, field: Field) -> bool {
        self.left_out.contains(&field) || (field == Field::Amount && !self.parts.is_empty())
    }

    /// Tells whether a column is one of amounts.
    fn has(&self, position: usize) -> bool {
        self.parts.iter().any(|part| part.position == position)
    }
}

/// Returns the columns of amounts that a person or the profile names; one column that is named wins over
/// several that the profile knows.
fn amounts(
    kind: Kind,
    profile: Option<&Profile>,
    options: &MapOptions,
    asked: &mut BTreeMap<Field, String>,
    errors: &mut Vec<MapError>,
) -> Vec<AmountColumn> {
    let amounts = match profile {
        Some(profile)
            if options.amounts.is_empty() && !options.columns.contains_key(&Field::Amount) =>
        {
            profile.amount_columns()
        }
        _ => options.amounts.clone(),
    };
    if !amounts.is_empty() {
        asked.remove(&Field::Amount);
        if !kind.money_fields().contains(&Field::Amount) {
            errors.push(MapError::NoAmounts(kind));
        }
    }
    amounts
}

fn unused(
    table: &Table,
    columns: &BTreeMap<Field, usize>,
    parts: &[Part],
    sums: &[SumColumn],
) -> Vec<String> {
    let joined = columns.values().filter_map(|position| table.columns.get(*position));
    let used_up: BTreeSet<usize> = joined.flat_map(|column| &column.joins).copied().collect();
    let is_free = |column: &&Column| {
        let is_it = |position: usize| position == column.position;
        !column.name.is_empty()
            && column.name != REASON
            && !is_offered(column)
            && !columns.values().any(|position| is_it(*position))
            && !parts.iter().any(|part| is_it(part.position))
            && !sums.iter().any(|sum| is_it(sum.column.position))
            && !used_up.contains(&column.position)
    };
    let free = table.columns.iter().filter(is_free);
    free.map(|column| unique_name(table, column.position)).collect()
}
