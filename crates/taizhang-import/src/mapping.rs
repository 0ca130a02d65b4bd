//! Which column fills which field: the second of the four steps.

use std::collections::{BTreeMap, BTreeSet};

use crate::field::Field;
use crate::kind::Kind;
use crate::profile::Profile;
use crate::sides::{self, Signs, column_of_directions, counterpart, is_own_journal};
use crate::table::{Cell, Column, MoneyUnit, NamedUnit, Table, is_space};
use crate::tree::CODES;
use crate::vocabulary::{Vocabulary, fold, half_width, unit_in};

/// Columns and constants by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What the rows are.
    pub kind: Kind,
    /// Positions of columns by field.
    pub columns: BTreeMap<Field, usize>,
    /// What stands in where a cell is empty.
    pub constants: BTreeMap<Field, String>,
    /// Unit of bare numbers in columns of money.
    pub unit: Option<MoneyUnit>,
    /// Headers that fill no field.
    pub unused: Vec<String>,
    /// Fields that a person said no column fills.
    pub left_out: BTreeSet<Field>,
    /// Whether amounts below zero were paid and those above it received.
    pub negative_pays: bool,
}

/// What the user says about columns; it wins over the profile, and the profile over the headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapOptions {
    /// Headers by field; empty for a field that no column is to fill.
    pub columns: BTreeMap<Field, String>,
    /// Constants by field.
    pub constants: BTreeMap<Field, String>,
    /// Unit of bare numbers.
    pub unit: Option<MoneyUnit>,
}

/// Why columns cannot be mapped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// A field that every row needs has neither column nor constant.
    #[error("no column for {}", .field.name())]
    NoColumn {
        /// The field.
        field: Field,
        /// The headers that fill no field yet.
        unused: Vec<String>,
    },
    /// Two columns have the same header.
    #[error("several columns for {}", .field.name())]
    SeveralColumns {
        /// The field.
        field: Field,
        /// Their headers.
        headers: Vec<String>,
    },
    /// A header that the file does not have.
    #[error("no column {header}")]
    NoHeader {
        /// What was asked for.
        header: String,
        /// The headers there are.
        known: Vec<String>,
    },
    /// 借方 may be what was paid or what was received.
    #[error("{header} may be what was received")]
    OwnJournal {
        /// The column that would be the amount.
        header: String,
        /// The column of the other side.
        other: Option<String>,
    },
    /// Amounts with both signs, of which nothing says which were paid.
    #[error("the signs of {column} are not explained")]
    Signs {
        /// Header of the column.
        column: String,
        /// How many amounts have which sign.
        signs: Signs,
    },
    /// A word that does not say which sign was paid.
    #[error("{0:?} does not say which sign was paid")]
    PaidSign(String),
    /// Nobody has said in which unit the amounts are.
    #[error("the unit of {column} is not confirmed")]
    Unit {
        /// Header of a column of money.
        column: String,
        /// What the file says.
        named: Option<NamedUnit>,
    },
}

impl Mapping {
    /// Maps a table; all that is missing is said at once.
    pub fn of(
        table: &Table,
        kind: Kind,
        profile: Option<&Profile>,
        options: &MapOptions,
    ) -> Result<Self, Vec<MapError>> {
        let mut errors = Vec::new();
        let mut asked = profile.map(Profile::fields).unwrap_or_default();
        asked.extend(options.columns.clone());
        let is_left_out = |(_, header): &(&Field, &String)| header.is_empty();
        let left_out: BTreeSet<Field> =
            asked.iter().filter(is_left_out).map(|(field, _)| *field).collect();
        asked.retain(|_, header| !header.is_empty());
        let mut constants = profile.map(Profile::constant_fields).unwrap_or_default();
        constants.extend(options.constants.clone());
        let mut columns = BTreeMap::new();
        for (field, header) in &asked {
            match positions(table, header).as_slice() {
                [at] => {
                    columns.insert(*field, *at);
                }
                // A profile may know more columns than this file has.
                [] if options.columns.contains_key(field) => errors
                    .push(MapError::NoHeader { header: header.clone(), known: headers(table) }),
                [] => {}
                several => {
                    let headers = several.iter().map(|_| header.clone()).collect();
                    errors.push(MapError::SeveralColumns { field: *field, headers });
                }
            }
        }
        let is_said = columns.contains_key(&Field::Amount);
        by_headers(table, kind, &left_out, &mut columns, &mut errors);
        by_codes(table, kind, &left_out, &mut columns);
        by_sides(table, kind, &left_out, &mut columns);
        if !is_said {
            errors.extend(own_journal(table, kind, &columns));
        }
        let unused = unused(table, &columns);
        for known in kind.columns().iter().filter(|known| known.required) {
            if !columns.contains_key(&known.field) && !constants.contains_key(&known.field) {
                let (field, unused) = (known.field, unused.clone());
                errors.push(MapError::NoColumn { field, unused });
            }
        }
        let remembered = profile.and_then(|profile| profile.unit);
        let unit =
            options.unit.or_else(|| stated_unit(table, kind, &columns, remembered, &mut errors));
        let negative_pays = match negative_pays(table, kind, &columns, &constants) {
            Ok(negative_pays) => negative_pays,
            Err(error) => {
                errors.push(error);
                false
            }
        };
        let mapping = Self { kind, columns, constants, unit, unused, left_out, negative_pays };
        if errors.is_empty() { Ok(mapping) } else { Err(errors) }
    }

    /// Returns the column that fills a field.
    pub fn column<'t>(&self, table: &'t Table, field: Field) -> Option<&'t Column> {
        self.columns.get(&field).and_then(|position| table.columns.get(*position))
    }

    /// Returns the profile that maps this header the same way again.
    pub fn profile(&self, table: &Table) -> Profile {
        Profile::of(self, table)
    }
}

/// Fills fields by the headers' own words; of several names of one field the kind's first wins.
fn by_headers(
    table: &Table,
    kind: Kind,
    left_out: &BTreeSet<Field>,
    columns: &mut BTreeMap<Field, usize>,
    errors: &mut Vec<MapError>,
) {
    let vocabulary = Vocabulary::of(kind);
    let mut found: BTreeMap<Field, Vec<&Column>> = BTreeMap::new();
    for column in &table.columns {
        let taken = columns.values().any(|position| *position == column.position);
        if let Some(field) = vocabulary.field(&column.name).filter(|_| !taken) {
            found.entry(field).or_default().push(column);
        }
    }
    for (field, candidates) in found {
        let is_said = |error: &MapError| matches!(error, MapError::SeveralColumns { field: said, .. } if *said == field);
        if columns.contains_key(&field) || left_out.contains(&field) || errors.iter().any(is_said) {
            continue;
        }
        let candidates = likely(table, kind, field, candidates);
        let rank = |column: &&&Column| rank(kind, field, &column.name);
        let best = candidates.iter().map(|column| rank(&column)).min();
        let mut first = candidates.iter().filter(|column| Some(rank(column)) == best);
        let (Some(column), more) = (first.next(), first.next().is_some()) else { continue };
        // What a row can do without is not guessed, and stops nobody.
        if more && !is_required(kind, field) {
            continue;
        }
        if more {
            let headers = candidates.iter().map(|column| column.name.clone()).collect();
            errors.push(MapError::SeveralColumns { field, headers });
        }
        columns.insert(field, column.position);
    }
}

/// Leaves out the columns of a field that by their cells cannot fill it: names where a column of codes
/// stands beside, words where none is one of the few that are possible, what was received in a column
/// of amounts.
fn likely<'t>(
    table: &'t Table,
    kind: Kind,
    field: Field,
    candidates: Vec<&'t Column>,
) -> Vec<&'t Column> {
    let texts = |position: usize| {
        let cells = table.rows.iter().map(move |row| row.cell(position));
        let filled = cells.filter(|cell| !cell.is_empty());
        filled.map(|cell| cell.to_string().trim_matches(is_space).to_owned())
    };
    if let Some(words) = kind.words(field).filter(|_| !table.header.is_empty()) {
        let knows = |column: &&Column| {
            let mut texts = texts(column.position).peekable();
            texts.peek().is_none() || texts.any(|text| words.contains(&text.as_str()))
        };
        return candidates.into_iter().filter(knows).collect();
    }
    let preferred: Vec<&Column> = match field {
        Field::Function | Field::Economic | Field::ProjectCode if candidates.len() > 1 => {
            let is_code = |text: String| text.starts_with(|c: char| c.is_ascii_digit());
            let has_codes = |column: &&&Column| texts(column.position).any(is_code);
            candidates.iter().filter(has_codes).copied().collect()
        }
        Field::Amount if candidates.len() > 1 => {
            let is_paid = |column: &&&Column| !is_received(&column.name);
            candidates.iter().filter(is_paid).copied().collect()
        }
        _ => Vec::new(),
    };
    if preferred.is_empty() { candidates } else { preferred }
}

/// Tells whether a header like `交易金额(收入)` says that money was received.
fn is_received(header: &str) -> bool {
    let compact: String = header.chars().filter(|c| !is_space(*c)).map(half_width).collect();
    let bracket = compact.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    matches!(bracket, Some("收入" | "收" | "贷" | "贷方" | "存入" | "转入"))
}

fn is_required(kind: Kind, field: Field) -> bool {
    kind.columns().iter().any(|known| known.required && known.field == field)
}

/// Fills the fields that tell payments from income: the other column of money, else the column of
/// directions. A direction beside two columns of money is that of the balance.
fn by_sides(
    table: &Table,
    kind: Kind,
    left_out: &BTreeSet<Field>,
    columns: &mut BTreeMap<Field, usize>,
) {
    let knows = |field| kind.columns().iter().any(|known| known.field == field);
    if !knows(Field::Income) || table.header.is_empty() {
        return;
    }
    let amount = columns.get(&Field::Amount).and_then(|position| table.columns.get(*position));
    let other = amount.and_then(|column| counterpart(table, column));
    let other = other.filter(|position| !columns.values().any(|taken| taken == position));
    if let Some(position) = other.filter(|_| !left_out.contains(&Field::Income)) {
        columns.entry(Field::Income).or_insert(position);
    }
    if columns.contains_key(&Field::Income) {
        columns.remove(&Field::Direction);
    } else if !left_out.contains(&Field::Direction) && !columns.contains_key(&Field::Direction) {
        let position = column_of_directions(table);
        let free = position.filter(|at| !columns.values().any(|taken| taken == at));
        columns.extend(free.map(|position| (Field::Direction, position)));
    }
}

/// Asks which side of a unit's own journal was paid, where nobody said which column it is.
fn own_journal(table: &Table, kind: Kind, columns: &BTreeMap<Field, usize>) -> Option<MapError> {
    let header = |field| {
        let position = columns.get(&field)?;
        table.columns.get(*position).map(|column| column.name.clone())
    };
    let amount = header(Field::Amount).filter(|name| name.contains('借'))?;
    let is_asked = matches!(kind, Kind::Payments | Kind::Statement) && is_own_journal(table);
    is_asked.then(|| MapError::OwnJournal { header: amount, other: header(Field::Income) })
}

/// Tells whether amounts below zero were paid: as a person says, else as the balances prove.
fn negative_pays(
    table: &Table,
    kind: Kind,
    columns: &BTreeMap<Field, usize>,
    constants: &BTreeMap<Field, String>,
) -> Result<bool, MapError> {
    match constants.get(&Field::PaidSign).map(String::as_str) {
        Some("负数是支付") => return Ok(true),
        Some("正数是支付") => return Ok(false),
        Some(other) => return Err(MapError::PaidSign(other.to_owned())),
        None => {}
    }
    let telling = [Field::Direction, Field::Income, Field::TakesBack];
    let is_told = telling.iter().any(|field| columns.contains_key(field));
    let Some(amount) = columns.get(&Field::Amount).filter(|_| !is_told) else { return Ok(false) };
    if !matches!(kind, Kind::Payments | Kind::Statement) || table.header.is_empty() {
        return Ok(false);
    }
    let signs = sides::signs(table, *amount);
    let balance = columns.get(&Field::Balance);
    let proven = balance.and_then(|balance| sides::negative_pays(table, *amount, *balance));
    match (proven, table.columns.get(*amount)) {
        (Some(proven), _) => Ok(proven),
        (None, Some(column)) if signs.negative > signs.positive => {
            Err(MapError::Signs { column: column.name.clone(), signs })
        }
        _ => Ok(false),
    }
}

/// Fills the fields of codes from columns whose header says no more than 科目编码: functional codes
/// begin with 2, economic ones with 3 and have at most five digits.
fn by_codes(
    table: &Table,
    kind: Kind,
    left_out: &BTreeSet<Field>,
    columns: &mut BTreeMap<Field, usize>,
) {
    for column in &table.columns {
        let last = column.name.rsplit('/').next().unwrap_or_default();
        let is_taken = columns.values().any(|position| *position == column.position);
        if is_taken || !CODES.contains(&fold(last).as_str()) {
            continue;
        }
        let texts = table.rows.iter().map(|row| row.cell(column.position).to_string());
        let codes: Vec<String> = texts
            .map(|text| text.trim().chars().take_while(char::is_ascii_digit).collect())
            .filter(|code: &String| !code.is_empty())
            .collect();
        let all = |first: char, longest: usize| {
            !codes.is_empty()
                && codes.iter().all(|code| code.starts_with(first) && code.len() <= longest)
        };
        let field = match (all('2', 7), all('3', 5)) {
            (true, _) => Field::Function,
            (_, true) => Field::Economic,
            _ => continue,
        };
        let is_known = kind.columns().iter().any(|known| known.field == field);
        if is_known && !left_out.contains(&field) {
            columns.entry(field).or_insert(column.position);
        }
    }
}

fn rank(kind: Kind, field: Field, header: &str) -> usize {
    let known = kind.columns().iter().find(|known| known.field == field);
    let names = known.map(|known| known.names).unwrap_or_default();
    let at = |text: &str| names.iter().position(|name| fold(name) == fold(text));
    at(header)
        .or_else(|| header.rsplit('/').next().and_then(at))
        .or_else(|| header.split('/').next().and_then(at))
        .unwrap_or(names.len())
}

/// The unit that needs no question: it was confirmed before and the file does not contradict, or
/// the file says 元, or the format is a program's own.
fn stated_unit(
    table: &Table,
    kind: Kind,
    columns: &BTreeMap<Field, usize>,
    remembered: Option<MoneyUnit>,
    errors: &mut Vec<MapError>,
) -> Option<MoneyUnit> {
    let money = kind.money_fields().iter().filter_map(|field| columns.get(field));
    let money: Vec<&Column> = money.filter_map(|position| table.columns.get(*position)).collect();
    let column = money.first()?;
    if table.header.is_empty() {
        return Some(MoneyUnit::Yuan);
    }
    let in_headers = money.iter().find_map(|column| unit_in(&column.name));
    let header_unit = in_headers.map(|unit| NamedUnit {
        unit,
        text: column.name.clone(),
        row: table.header.last().copied().unwrap_or(1),
    });
    let named = header_unit.or_else(|| table.unit.clone());
    match (named, remembered) {
        (Some(named), Some(unit)) if named.unit == unit => return Some(unit),
        (Some(named), None) if named.unit == MoneyUnit::Yuan => return Some(MoneyUnit::Yuan),
        (None, Some(unit)) => return Some(unit),
        (None, None) if cells_have_units(table, &money) => return None,
        (named, _) => errors.push(MapError::Unit { column: column.name.clone(), named }),
    }
    None
}

/// Tells whether every amount says its own unit, like `200元`.
fn cells_have_units(table: &Table, money: &[&Column]) -> bool {
    let has_unit = |cell: &Cell| match cell {
        Cell::Text(text) => text.trim().ends_with('元'),
        other => other.is_empty(),
    };
    table.rows.iter().all(|row| money.iter().all(|column| has_unit(row.cell(column.position))))
}

/// Returns the columns with this header: those that have it to the letter, else those that have it
/// folded, else those whose last part it is.
pub(crate) fn positions(table: &Table, header: &str) -> Vec<usize> {
    let all = |is_it: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let found = table.columns.iter().filter(|column| is_it(&column.name));
        found.map(|column| column.position).collect()
    };
    let last = |name: &str| name.rsplit('/').next().is_some_and(|part| fold(part) == fold(header));
    [all(&|name| name == header), all(&|name| fold(name) == fold(header)), all(&last)]
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn headers(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| column.name.clone()).filter(|name| !name.is_empty()).collect()
}

fn unused(table: &Table, columns: &BTreeMap<Field, usize>) -> Vec<String> {
    let is_free = |column: &&Column| {
        !column.name.is_empty() && !columns.values().any(|position| *position == column.position)
    };
    table.columns.iter().filter(is_free).map(|column| column.name.clone()).collect()
}
