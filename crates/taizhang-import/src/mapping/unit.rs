//! In which unit bare numbers are. Each column and each sheet is taken by what it states.

use std::collections::BTreeMap;

use super::against_yuan::against_yuan;
use super::{MapError, MapOptions, Part};
use crate::currency;
use crate::currency_unit::{StatedUnit, of_header, whole};
use crate::field::Field;
use crate::kind::Kind;
use crate::profile::Profile;
use crate::read::UNIT_LABELS;
use crate::shown::{self, Made, ShownColumn};
use crate::table::{Cell, Column, MoneyUnit, NamedUnit, StrangeUnit, Table};
use crate::vocabulary::{compact, fold};

/// The unit of most columns of money, and that of columns that state another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Units {
    pub(super) unit: Option<MoneyUnit>,
    pub(super) by_column: BTreeMap<usize, MoneyUnit>,
    /// Whether a person said that each column is taken by what it states.
    pub(super) as_stated: bool,
}

/// Finds the unit of every column of money: what a person says, if the file does not contradict; else
/// what needs no question, since it was confirmed before, or the file says 元, or the format is a
/// program's own.
pub(super) fn units(
    table: &Table,
    kind: Kind,
    (columns, parts): (&BTreeMap<Field, usize>, &[Part]),
    (profile, options): (Option<&Profile>, &MapOptions),
    errors: &mut Vec<MapError>,
) -> Units {
    let remembered = profile.filter(|_| options.unit.is_none());
    let said = Said {
        unit: options.unit,
        remembered: remembered.and_then(|profile| profile.unit),
        as_stated: options.as_stated || remembered.is_some_and(|profile| profile.as_stated),
        is_handed_in: options.is_profile_named,
    };
    let money = kind.money_fields().iter().filter_map(|field| columns.get(field).copied());
    let money: Vec<usize> = money.chain(parts.iter().map(|part| part.position)).collect();
    let beside = [Field::Income, Field::Balance, Field::Net];
    let beside = beside.iter().filter_map(|field| columns.get(field).copied());
    let beside: Vec<usize> = beside.collect();
    let mut units = Units { as_stated: said.as_stated, ..Units::default() };
    let around = if money.is_empty() { Vec::new() } else { around(table, &money, columns, errors) };
    let mut found = Vec::new();
    for position in money.iter().copied() {
        let Some(column) = table.columns.get(position) else { continue };
        match said.unit_of(table, column, &around) {
            Ok(unit) => found.push((position, unit)),
            Err(error) if errors.iter().any(|known| asks_the_same(known, &error)) => {}
            Err(error) => errors.push(error),
        }
    }
    errors.extend(foreign(table, money.iter().chain(&beside)));
    let depreciation = columns.get(&Field::Depreciation);
    let signed = money.iter().chain(&beside).chain(depreciation);
    let signed = signed.filter_map(|position| table.columns.get(*position));
    errors.extend(signed.filter_map(|column| MapError::of_sign(table, column)));
    units.unit = found.first().and_then(|(_, unit)| *unit);
    errors.extend(shown_beside(table, &beside, units.unit));
    // What stands beside amounts is in their unit, unless it states its own.
    let own = beside.iter().filter_map(|position| {
        let column = table.columns.get(*position)?;
        Some((*position, Some(unit_in(&column.name)?)))
    });
    let differs = |(_, unit): &(usize, Option<MoneyUnit>)| *unit != units.unit;
    let other = found.iter().copied().chain(own).filter(differs);
    units.by_column = other.filter_map(|(position, unit)| Some((position, unit?))).collect();
    units
}

/// Finds columns beside amounts whose numbers show another unit than that of the amounts.
fn shown_beside(table: &Table, beside: &[usize], unit: Option<MoneyUnit>) -> Vec<MapError> {
    let columns = beside.iter().filter_map(|position| table.columns.get(*position));
    let shown = columns.filter_map(|column| {
        let ShownColumn { shown, row, fits_yuan, .. } = shown::of_column(table, column)?;
        let own = unit_in(&column.name).or(unit);
        let agrees = match shown.made {
            Made::Named(named) => own == Some(named),
            Made::Scaled(..) => own == Some(MoneyUnit::Yuan) && fits_yuan,
            Made::Unclear => false,
        };
        let (column, shown) = (column.name.clone(), shown.clone());
        (!agrees).then_some(MapError::Shown { column, row, shown })
    });
    shown.collect()
}

/// Tells whether two columns are asked for one and the same unit, which one answer confirms.
fn asks_the_same(known: &MapError, error: &MapError) -> bool {
    match (known, error) {
        (MapError::Unit { named: Some(one), .. }, MapError::Unit { named: Some(other), .. }) => {
            one.unit == other.unit
        }
        (MapError::Unit { named: None, .. }, MapError::Unit { named: None, .. })
        | (MapError::RememberedUnit { .. }, MapError::RememberedUnit { .. })
        | (MapError::SeveralUnits { .. }, MapError::SeveralUnits { .. }) => true,
        _ => false,
    }
}

/// What is known of units besides the file.
struct Said {
    unit: Option<MoneyUnit>,
    remembered: Option<MoneyUnit>,
    as_stated: bool,
    /// Whether what is remembered was handed in for this very file.
    is_handed_in: bool,
}

impl Said {
    /// Finds the unit of one column; none where every cell says its own.
    fn unit_of(
        &self,
        table: &Table,
        column: &Column,
        around: &[NamedUnit],
    ) -> Result<Option<MoneyUnit>, MapError> {
        if table.header.is_empty() {
            return Ok(Some(self.unit.unwrap_or(MoneyUnit::Yuan)));
        }
        let (stated, other) = stated(table, column, around)?;
        let stated = match shown::of_column(table, column) {
            Some(shown) => self.with_formats(stated, &shown, column)?,
            None => stated,
        };
        if let Some((named, other)) = stated.clone().zip(other)
            && !(self.as_stated || self.unit == Some(named.unit))
        {
            let column = column.name.clone();
            return Err(MapError::OwnUnit { column, named, other });
        }
        let open = |named| MapError::Unit { column: column.name.clone(), named };
        match (stated, self.unit, self.remembered) {
            (Some(named), Some(unit), _) if named.unit != unit => {
                let column = column.name.clone();
                Err(MapError::OtherUnit { column, named, said: unit })
            }
            (_, Some(unit), _) => Ok(Some(unit)),
            (Some(named), None, _) if self.as_stated => Ok(Some(named.unit)),
            (Some(named), None, Some(unit)) if named.unit == unit => Ok(Some(unit)),
            (Some(named), None, None) if named.unit == MoneyUnit::Yuan => Ok(Some(MoneyUnit::Yuan)),
            (None, None, unit) if cells_have_units(table, column) => Ok(unit),
            (None, None, Some(unit)) if !self.as_stated => self.remembered(table, column, unit),
            (named, ..) => Err(open(named)),
        }
    }

    /// Takes the unit of an earlier file with the same header for one that states none: if a person handed
    /// it in for this file, or if it is 元 and nothing speaks against that. Lists of other units, and of
    /// other systems, have the same headers in 元 and in 万元.
    fn remembered(
        &self,
        table: &Table,
        column: &Column,
        unit: MoneyUnit,
    ) -> Result<Option<MoneyUnit>, MapError> {
        let against = match unit {
            _ if self.is_handed_in => return Ok(Some(unit)),
            MoneyUnit::Yuan => match against_yuan(table, column) {
                None => return Ok(Some(unit)),
                against => against,
            },
            _ => None,
        };
        Err(MapError::RememberedUnit { column: column.name.clone(), unit, against })
    }
}

impl Said {
    /// Joins what a header or a sheet states with what the numbers below show. Where they show the stored
    /// digits with a unit, it is stated by the file; where they show other digits, only who says that
    /// the stored ones are yuan is believed, since who looks at the sheet sees the others.
    fn with_formats(
        &self,
        stated: Option<NamedUnit>,
        found: &ShownColumn<'_>,
        column: &Column,
    ) -> Result<Option<NamedUnit>, MapError> {
        let ShownColumn { shown, row, is_whole, fits_yuan } = *found;
        let contradiction = || {
            let (column, shown) = (column.name.clone(), shown.clone());
            MapError::Shown { column, row, shown }
        };
        let stated_unit = stated.as_ref().map(|named| named.unit);
        match shown.made {
            Made::Named(unit) if stated_unit.is_some_and(|stated| stated != unit) => {
                Err(contradiction())
            }
            Made::Named(MoneyUnit::Yuan) if !is_whole => match self.unit.or(self.remembered) {
                Some(MoneyUnit::Yuan) | None => Ok(stated),
                Some(_) => Err(contradiction()),
            },
            Made::Named(_) if !is_whole => Err(contradiction()),
            Made::Named(unit) => {
                Ok(Some(NamedUnit { unit, text: shown.format.to_string(), row: Some(row) }))
            }
            Made::Scaled(power, _) => {
                let is_shown_unit =
                    |unit: MoneyUnit| is_whole && 10_u32.checked_pow(power) == Some(unit.yuan());
                let agrees =
                    stated_unit.is_none_or(|unit| unit == MoneyUnit::Yuan || is_shown_unit(unit));
                let is_said = self.unit == Some(MoneyUnit::Yuan);
                // The stored digits are in yuan, whatever is shown and stated.
                if is_said && agrees && fits_yuan { Ok(None) } else { Err(contradiction()) }
            }
            Made::Unclear => Err(contradiction()),
        }
    }
}

/// The unit that the header of a column states, with one around the table that differs from it; else the
/// one around the table.
fn stated(
    table: &Table,
    column: &Column,
    around: &[NamedUnit],
) -> Result<(Option<NamedUnit>, Option<NamedUnit>), MapError> {
    let row = table.header.last().copied();
    let own = header_units(&column.name)
        .map(|unit| NamedUnit { unit, text: column.name.clone(), row })
        .collect::<Vec<_>>();
    match (own.as_slice(), around) {
        ([], []) => Ok((None, None)),
        ([own], _) => {
            let other = around.iter().find(|named| named.unit != own.unit);
            Ok((Some(own.clone()), other.cloned()))
        }
        ([], [one]) => Ok((Some(one.clone()), None)),
        ([], several) | (several, _) => Err(MapError::SeveralUnits { named: several.to_vec() }),
    }
}

/// Finds all that a table states of the unit of some columns and is not this unit.
pub(crate) fn contradictions(
    table: &Table,
    money: &[usize],
    unit: MoneyUnit,
) -> (Vec<NamedUnit>, Vec<MapError>) {
    let mut errors = Vec::new();
    let mut named = around(table, money, &BTreeMap::new(), &mut errors);
    let row = table.header.last().copied();
    let columns = money.iter().filter_map(|position| table.columns.get(*position));
    let own = columns.flat_map(|column| {
        header_units(&column.name).map(|unit| NamedUnit { unit, text: column.name.clone(), row })
    });
    named.extend(own);
    named.retain(|named| named.unit != unit);
    (named, errors)
}

/// Returns the units that a header states, of those that amounts can be read in.
fn header_units(header: &str) -> impl Iterator<Item = MoneyUnit> {
    of_header(&compact(header)).into_iter().filter_map(|unit| match unit {
        StatedUnit::Known(unit) => Some(unit),
        StatedUnit::Strange => None,
    })
}

/// Returns the one unit that a header states.
fn unit_in(header: &str) -> Option<MoneyUnit> {
    header_units(header).last()
}

/// Lists the units that are stated around a table and in its columns of units, each once.
fn around(
    table: &Table,
    money: &[usize],
    columns: &BTreeMap<Field, usize>,
    errors: &mut Vec<MapError>,
) -> Vec<NamedUnit> {
    let mut named = table.units.clone();
    let mut strange = table.strange_unit.clone();
    let is_of_units = |column: &&Column| {
        let last = column.last_part();
        let is_measure = columns.get(&Field::Unit) == Some(&column.position);
        UNIT_LABELS.contains(&fold(last).as_str()) && !is_measure
    };
    for column in table.columns.iter().filter(is_of_units) {
        for row in &table.rows {
            let Cell::Text(text) = row.cell(column.position) else { continue };
            let row = Some(row.number);
            match whole(&compact(text)) {
                Some(StatedUnit::Known(unit)) if named.iter().all(|known| known.unit != unit) => {
                    named.push(NamedUnit { unit, text: text.clone(), row });
                }
                Some(StatedUnit::Strange) => {
                    strange.get_or_insert_with(|| StrangeUnit { text: text.clone(), row });
                }
                _ => {}
            }
        }
    }
    let header = table.columns.iter().find(|column| {
        money.contains(&column.position)
            && of_header(&compact(&column.name)).contains(&StatedUnit::Strange)
    });
    let of_header = header
        .map(|column| StrangeUnit { text: column.name.clone(), row: table.header.last().copied() });
    errors.extend(strange.or(of_header).map(MapError::StrangeUnit));
    named
}

/// Tells whether every amount says its own unit, like `200元`.
fn cells_have_units(table: &Table, column: &Column) -> bool {
    let has_unit = |cell: &Cell| match cell {
        Cell::Text(text) => text.trim().ends_with('元'),
        other => other.is_empty(),
    };
    table.rows.iter().all(|row| has_unit(row.cell(column.position)))
}

/// Finds columns of money that state a foreign currency, and sheets that do.
fn foreign<'p>(table: &Table, money: impl Iterator<Item = &'p usize>) -> Vec<MapError> {
    let columns = money.filter_map(|position| table.columns.get(*position));
    let header = table.header.last().copied().unwrap_or(1);
    let of_headers = columns.filter_map(|column| {
        currency::foreign(&column.name)?;
        Some(MapError::Currency { row: header, text: column.name.clone() })
    });
    let of_sheet = table.currency.clone().map(|(row, text)| MapError::Currency { row, text });
    of_headers.chain(of_sheet).collect()
}
