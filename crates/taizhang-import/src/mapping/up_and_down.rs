//! Two columns of what a budget changed by, of which one adds and one takes away: 调增 beside 调减. Read as one
//! amount, what the other one holds would be lost without a word.

use std::collections::BTreeMap;

use super::MapError;
use super::headers::unique_name;
use super::rival_words::Changes;
use crate::field::Field;
use crate::kind::Kind;
use crate::table::{Column, Table};
use crate::unused::amount as number;
use crate::vocabulary::fold;

const UP: [&str; 5] = ["调增", "追加", "核增", "增加", "调入"];
const DOWN: [&str; 6] = ["调减", "追减", "核减", "减少", "压减", "调出"];

/// What follows such a word in the header of its amounts.
const BEHIND: [&str; 8] = ["", "数", "额", "金额", "预算", "预算数", "指标", "指标数"];

/// Asks for both columns, also where a person names one of them alone as the amount.
pub(super) fn up_and_down(
    table: &Table,
    kind: Kind,
    columns: &BTreeMap<Field, usize>,
    changes: &Changes,
    is_said: bool,
) -> Option<MapError> {
    if kind != Kind::Budget || table.header.is_empty() {
        return None;
    }
    let only = |words: &[&str]| {
        let mut found = table.columns.iter().filter(|column| is_of(table, column, words));
        found.next().filter(|_| found.next().is_none())
    };
    let (up, down) = (only(&UP)?, only(&DOWN)?);
    let amount = columns.get(&Field::Amount);
    let is_one = amount.is_none_or(|at| [up.position, down.position].contains(at));
    (is_one || !is_said && changes.later().is_some()).then(|| MapError::UpAndDown {
        up: unique_name(table, up.position),
        down: unique_name(table, down.position),
        has_changes: columns.contains_key(&Field::Change),
    })
}

/// Tells whether a column is of what is added or taken away, and holds some of it.
fn is_of(table: &Table, column: &Column, words: &[&str]) -> bool {
    let last = fold(column.last_part());
    let last = ["本次", "本年"].iter().fold(last, |last, word| last.replace(word, ""));
    let rest = words.iter().find_map(|word| last.strip_prefix(word));
    let cells = || table.rows.iter().filter_map(|row| number(row.cell(column.position)));
    rest.is_some_and(|rest| BEHIND.contains(&rest)) && cells().any(|number| !number.is_zero())
}
