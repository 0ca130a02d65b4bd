//! Whether the words beside numbers of vouchers belong to the numbers: 记 and 付 do, and without them 记-1 and 付-1
//! are taken for one; what 财务 and 预算 say of the two halves of one voucher does not.

use std::collections::BTreeMap;

use super::{MapError, MapOptions, unique_name};
use crate::field::Field;
use crate::profile::Profile;
use crate::read::{is_offered, says_word};
use crate::spelling::{Spelling, kind_word};
use crate::table::{Column, Table, without_spaces};
use crate::value::states_nothing;

/// Words for kinds of vouchers.
const KINDS: [&str; 9] = ["", "记", "收", "付", "转", "银收", "银付", "现收", "现付"];

/// The two halves of a voucher of a public unit, which have one number.
const HALVES: [&str; 6] = ["财务", "预算", "财务会计", "预算会计", "财", "预"];

/// What repeats the word above it.
const DITTO: [&str; 2] = ["同上", "同前"];

/// Characters of the longest word that is put before numbers.
const LONGEST: usize = 4;

/// What the words of a column are to the numbers beside.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Words {
    /// No number lacks one of them.
    Needless,
    /// They say of which half of its voucher a row is.
    Halves(Vec<String>),
    /// They belong to the numbers.
    Parts,
    /// Some of them may, or may not.
    Open(Vec<String>),
}

/// Finds the column that may be a number of vouchers or its word and number apart.
fn offered(table: &Table) -> Option<(&Column, &Column, &Column)> {
    let joined = table.columns.iter().find(|column| is_offered(column))?;
    let [word, number] = joined.joins.as_slice() else { return None };
    Some((joined, table.columns.get(*word)?, table.columns.get(*number)?))
}

impl Words {
    fn of(table: &Table, word: &Column, number: &Column) -> Self {
        let (mut is_needed, mut has_kinds) = (false, false);
        let mut open: Vec<String> = Vec::new();
        for row in &table.rows {
            let said = |column: &Column| table.said(row, column.position);
            if states_nothing(said(word)) || said(number).is_empty() {
                continue;
            }
            let text = without_spaces(&said(word).to_string());
            let kind = kind_word(&text);
            let own = Spelling::of(&without_spaces(&said(number).to_string()));
            let is_bare = own.word().is_empty();
            let is_kind = if is_bare { is_kind(kind, word) } else { own.word() == kind };
            is_needed |= is_bare && !kind.is_empty();
            has_kinds |= is_kind;
            if !is_kind && !open.contains(&text) {
                open.push(text);
            }
        }
        let is_of_half = |text: &String| HALVES.contains(&kind_word(text));
        match (is_needed, open.is_empty()) {
            (false, _) => Self::Needless,
            (true, true) => Self::Parts,
            (true, false) if !has_kinds && open.iter().all(is_of_half) => Self::Halves(open),
            (true, false) => Self::Open(open),
        }
    }
}

/// Tells whether a word is one for a kind of voucher. A column that is called 字 holds any short word.
fn is_kind(kind: &str, column: &Column) -> bool {
    let is_short = || {
        kind.chars().count() <= LONGEST
            && kind.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
            && !HALVES.contains(&kind)
            && !DITTO.contains(&kind)
    };
    KINDS.contains(&kind) || says_word(column) && is_short()
}

/// Leaves out, of the columns that may be numbers of vouchers, the joined one where its words do not belong to it, else
/// what it joins.
pub(super) fn without_parts<'t>(
    table: &'t Table,
    field: Field,
    mut candidates: Vec<&'t Column>,
) -> Vec<&'t Column> {
    if field != Field::Voucher {
        return candidates;
    }
    let Some((joined, word, number)) = offered(table) else { return candidates };
    let words = Words::of(table, word, number);
    let is_apart = matches!(words, Words::Needless | Words::Halves(_));
    candidates.retain(|column| {
        if is_apart {
            column.position != joined.position
        } else {
            !joined.joins.contains(&column.position)
        }
    });
    candidates
}

/// Asks about words of which nobody said whether they belong to the numbers.
pub(super) fn open_words(
    table: &Table,
    columns: &BTreeMap<Field, usize>,
    profile: Option<&Profile>,
    options: &MapOptions,
) -> Option<MapError> {
    let (joined, word, number) = offered(table)?;
    let is_used = columns.get(&Field::Voucher) == Some(&joined.position);
    if !is_used || options.columns.contains_key(&Field::Voucher) {
        return None;
    }
    let column = unique_name(table, word.position);
    let known = profile.and_then(|profile| profile.unused.get(&column));
    let is_known =
        |text: &String| known.is_some_and(|known| known.is_empty() || known.contains(text));
    let mut words = words_in_question(table)?;
    words.retain(|text| !is_known(text));
    (!words.is_empty()).then(|| MapError::VoucherWords {
        column,
        words,
        number: unique_name(table, number.position),
        joined: joined.name.clone(),
    })
}

/// Returns the words of which only a person knows whether they belong to the numbers.
pub(crate) fn words_in_question(table: &Table) -> Option<Vec<String>> {
    let (_, word, number) = offered(table)?;
    match Words::of(table, word, number) {
        Words::Open(words) | Words::Halves(words) => Some(words),
        Words::Needless | Words::Parts => None,
    }
}

/// Returns the header of the words beside numbers of vouchers.
pub(crate) fn header_of_words(table: &Table) -> Option<String> {
    offered(table).map(|(_, word, _)| unique_name(table, word.position))
}
