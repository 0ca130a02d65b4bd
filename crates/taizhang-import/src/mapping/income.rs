//! Which columns tell payments from income.

use std::collections::BTreeMap;

use super::daybook::daybook;
use super::spending::Side;
use super::{MapError, MapOptions, Mapping, Taken};
use crate::balances::{self, Proof};
use crate::field::Field;
use crate::kind::Kind;
use crate::sides::{
    self, BothSides, Signs, both_sides, column_of_directions, counterpart, is_own_journal,
};
use crate::table::Table;
use crate::telling::tells_sides;

/// Fills the fields that tell payments from income: the other column of money, else the column of
/// directions. A direction beside two columns of money is that of the balance.
pub(super) fn by_sides(
    table: &Table,
    kind: Kind,
    spoken_for: Taken<'_>,
    columns: &mut BTreeMap<Field, usize>,
) {
    let knows = |field| kind.columns().iter().any(|known| known.field == field);
    if !knows(Field::Income) || table.header.is_empty() {
        return;
    }
    let amount = columns.get(&Field::Amount).and_then(|position| table.columns.get(*position));
    let other = amount.and_then(|column| counterpart(table, column));
    let other = other.filter(|position| !columns.values().any(|taken| taken == position));
    let other = other.filter(|position| !spoken_for.has(*position));
    if let Some(position) = other.filter(|_| !spoken_for.holds(Field::Income)) {
        columns.entry(Field::Income).or_insert(position);
    }
    if columns.contains_key(&Field::Income) {
        columns.remove(&Field::Direction);
    } else if !spoken_for.holds(Field::Direction) && !columns.contains_key(&Field::Direction) {
        let position = column_of_directions(table);
        let free = position.filter(|at| !columns.values().any(|taken| taken == at));
        columns.extend(free.map(|position| (Field::Direction, position)));
    }
}

/// Asks which side was paid where the balances move the other way, or where they prove nothing and the table
/// holds both sides of its vouchers, or may be a unit's own journal of which nobody said which column it is.
pub(super) fn misread(
    table: &Table,
    kind: Kind,
    is_said: bool,
    columns: &BTreeMap<Field, usize>,
    of_spending: Option<Side>,
) -> Option<MapError> {
    if table.header.is_empty() || !kind.is_of_payments() {
        return None;
    }
    let name = |field| {
        let position = columns.get(&field)?;
        table.columns.get(*position).map(|column| column.name.clone())
    };
    let (header, other) = (name(Field::Amount)?, name(Field::Income));
    match of_spending {
        Some(Side::Debit) => return daybook(table, columns),
        Some(Side::Credit) => return Some(MapError::CreditOfSpending { header, other }),
        None => {}
    }
    match balances::proof(table, columns) {
        Proof::Agrees => None,
        Proof::Contradicts => {
            let balance = name(Field::Balance)?;
            Some(MapError::AgainstBalance { header, other, balance })
        }
        // The balances of one account run through its own ledger only.
        Proof::Silent => daybook(table, columns).or_else(|| {
            let is_asked = !is_said && header.contains('借') && is_own_journal(table);
            is_asked.then_some(MapError::OwnJournal { header, other })
        }),
    }
}

/// Asks whether a column that fills no field tells what was paid from what was received, where it holds words
/// of both and nothing else does: 往账 and 来账.
pub(super) fn untold_sides(table: &Table, mapping: &Mapping) -> Option<MapError> {
    let is_said = mapping.constants.contains_key(&Field::Direction) || !mapping.parts.is_empty();
    if is_said || table.header.is_empty() || !mapping.kind.is_of_payments() || tells_sides(mapping)
    {
        return None;
    }
    let free = mapping.unused_columns(table);
    let mut found = free.filter_map(|column| {
        let sides = both_sides(table, column).filter(|sides| sides.is_every)?;
        let BothSides { paid, received, .. } = sides;
        Some(MapError::UntoldSides { column: column.name.clone(), paid, received })
    });
    found.next()
}

/// Tells whether amounts below zero were paid: as a person says, else as the balances prove.
pub(super) fn negative_pays(
    table: &Table,
    kind: Kind,
    columns: &BTreeMap<Field, usize>,
    constants: &BTreeMap<Field, String>,
    options: &MapOptions,
) -> Result<bool, MapError> {
    if let Some(word) = constants.get(&Field::PaidSign) {
        let said = match word.as_str() {
            "负数是支付" => true,
            "正数是支付" => false,
            other => return Err(MapError::PaidSign(other.to_owned())),
        };
        let is_of_this_file =
            options.constants.contains_key(&Field::PaidSign) || options.is_profile_named;
        let against = if is_of_this_file { None } else { against_remembered(table, columns, said) };
        return match against {
            Some((column, signs)) => {
                Err(MapError::Signs { column, signs, remembered: Some(word.clone()) })
            }
            None => Ok(said),
        };
    }
    let telling = [Field::Direction, Field::Income, Field::TakesBack];
    let is_told = telling.iter().any(|field| columns.contains_key(field));
    let Some(amount) = columns.get(&Field::Amount).filter(|_| !is_told) else { return Ok(false) };
    if !kind.is_of_payments() || table.header.is_empty() {
        return Ok(false);
    }
    let header = table.columns.get(*amount);
    if let Some(said) = header.and_then(|column| sides::sign_in_header(&column.name)) {
        return Ok(said);
    }
    let signs = sides::signs(table, *amount);
    let balance = columns.get(&Field::Balance);
    let proven = balance.and_then(|balance| sides::negative_pays(table, *amount, *balance));
    match (proven, table.columns.get(*amount)) {
        (Some(proven), _) => Ok(proven),
        (None, Some(column))
            if signs.negative.saturating_sub(signs.in_brackets) > signs.positive
                || signs.has_plus =>
        {
            let column = column.name.clone();
            Err(MapError::Signs { column, signs, remembered: None })
        }
        _ => Ok(false),
    }
}

/// Holds what was said of an earlier file of this header against the amounts of this one. Headers like 日期, 摘要 and
/// 金额 are those of many programs, which do not all write payments with the same sign.
fn against_remembered(
    table: &Table,
    columns: &BTreeMap<Field, usize>,
    negative_pays: bool,
) -> Option<(String, Signs)> {
    let amount = *columns.get(&Field::Amount)?;
    let signs = sides::signs(table, amount);
    let below = signs.negative.saturating_sub(signs.in_brackets);
    let balance = columns.get(&Field::Balance);
    let is_against = match balance.and_then(|at| sides::negative_pays(table, amount, *at)) {
        Some(proven) => proven != negative_pays,
        None if negative_pays => signs.positive > 0 && signs.positive >= below,
        None => below > signs.positive || signs.has_plus,
    };
    let column = table.columns.get(amount).filter(|_| is_against)?;
    Some((column.name.clone(), signs))
}
