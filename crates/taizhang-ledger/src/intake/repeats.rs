//! Rows of one import that have a number of another row of it.

use std::collections::BTreeMap;

use taizhang_core::book::{Command, LineChoice};
use taizhang_import::field::Field;
use taizhang_import::key::{self, Content};

use super::copies::{self, Copies};
use super::doubt::Doubt;
use super::keyed::{Keyed, KeyedRows};

/// Returns the rows that an earlier row makes doubtful, by their place in the order in which they are judged.
/// Rows of `copies` that were accepted do not repeat those of other tables.
pub(super) fn repeats(rows: &KeyedRows, copies: &Copies) -> BTreeMap<usize, Doubt> {
    let mut found = repeated_payments(rows);
    found.extend(repeated_numbers(rows));
    copies::keep_apart(copies, rows, &mut found);
    found
}

/// Finds the rows whose number an earlier row has too. One voucher may pay several lines, so of payments
/// only the very same one repeats.
fn repeated_numbers(rows: &KeyedRows) -> BTreeMap<usize, Doubt> {
    // Files mostly have the order of numbers already, which a sort sees at once.
    let numbers = rows.in_file_order();
    let mut numbers: Vec<(&str, usize, &Keyed)> =
        numbers.map(|(place, row)| (&*row.identity, place, row)).collect();
    numbers.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let several = numbers.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
    several.flat_map(repeats_of_number).collect()
}

/// What a row says, its place in the order in which it is judged, and the row.
type Said<'k> = (Content, usize, &'k Keyed);

/// Sorts rows by what they say, and by their places where that is the same.
fn said<'k>(rows: impl Iterator<Item = (usize, &'k Keyed)>) -> Vec<Said<'k>> {
    let mut said: Vec<Said<'k>> =
        rows.filter_map(|(place, row)| Some((row.key()?.content, place, row))).collect();
    said.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    said
}

/// Returns what repeats among the rows of one number, which are in the order in which they are judged.
fn repeats_of_number(same: &[(&str, usize, &Keyed)]) -> Vec<(usize, Doubt)> {
    let rows = said(same.iter().map(|(_, place, row)| (*place, *row)));
    let Some((of_first, first_place, first)) = rows.iter().min_by_key(|(_, place, _)| *place)
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for equal in rows.chunk_by(is_same) {
        let Some(((content, place, row), others)) = equal.split_first() else { continue };
        let may_share = matches!(row.draft.command, Command::Disburse(_));
        if !may_share && place != first_place {
            let differs = content.differing(of_first);
            let differs = differs.chain(lines_apart(&row.draft.command, &first.draft.command));
            let differs = differs.collect();
            found.push((*place, Doubt::SharesNumber { row: first.draft.row, differs }));
        }
        found.extend(others.iter().map(|(_, place, _)| (*place, Doubt::Repeats(row.draft.row))));
    }
    found
}

/// Tells whether two rows of one number say the same. A list without numbers of payments may name a payment
/// that another list names with it; sorted, the row without it comes first.
fn is_same(a: &Said<'_>, b: &Said<'_>) -> bool {
    if lines_apart(&a.2.draft.command, &b.2.draft.command).next().is_some() {
        return false;
    }
    let may_lack_id = matches!(a.2.draft.command, Command::Disburse(_));
    a.0 == b.0 || may_lack_id && a.0.is_said_by(&b.0)
}

/// Returns in what the lines differ that two commands register under one number.
fn lines_apart(one: &Command, other: &Command) -> impl Iterator<Item = Field> {
    let of = |command: &Command| match command {
        Command::ChangeBudget { line: LineChoice::New(line), .. }
        | Command::MoveBudget { to: LineChoice::New(line), .. } => Some(line.clone()),
        _ => None,
    };
    let differ = of(one).zip(of(other)).filter(|(one, other)| one.id == other.id);
    let differ = differ.map(|(one, other)| {
        [
            (Field::LineName, one.name != other.name),
            (Field::Category, one.category != other.category),
            (Field::Fund, one.fund != other.fund),
            (Field::Function, one.function != other.function),
            (Field::Economic, one.economic != other.economic),
        ]
    });
    differ.into_iter().flatten().filter_map(|(field, is_other)| is_other.then_some(field))
}

fn id_of(row: &Keyed) -> Option<&String> {
    key::payment_id_of(&row.draft.command)
}

/// Finds the rows that have the number of their payment from an earlier row and say the same. One payment
/// may be of several lines, as a voucher.
fn repeated_payments(rows: &KeyedRows) -> BTreeMap<usize, Doubt> {
    let mut numbers: Vec<(usize, &Keyed)> =
        rows.in_order().enumerate().filter(|(_, row)| id_of(row).is_some()).collect();
    numbers.sort_by(|(at, a), (other, b)| id_of(a).cmp(&id_of(b)).then(at.cmp(other)));
    let mut found = BTreeMap::new();
    let several = numbers.chunk_by(|a, b| id_of(a.1) == id_of(b.1)).filter(|same| same.len() > 1);
    for same in several {
        for equal in said(same.iter().copied()).chunk_by(|a, b| a.0 == b.0) {
            let Some(((_, _, first), others)) = equal.split_first() else { continue };
            let repeats =
                |(_, place, _): &Said<'_>| (*place, Doubt::RepeatsPayment(first.draft.row));
            found.extend(others.iter().map(repeats));
        }
    }
    found
}
