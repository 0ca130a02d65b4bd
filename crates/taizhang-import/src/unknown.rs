//! Columns that fill no field and whose headers say nothing that is known: they may tell which rows are another
//! unit's, what was really paid, or when. A person says once of each header that they do not count.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::amount_text::parse_number;
use taizhang_core::event::UnitProfile;

use crate::accounts;
use crate::draft::Source;
use crate::field::Field;
use crate::in_capitals::is_of_capitals;
use crate::kind::Kind;
use crate::mapping::{Mapping, header_of_words, unique_name, words_in_question};
use crate::other_unit::Own;
use crate::other_unit::columns::named;
use crate::table::{Cell, Column, Table};
use crate::telling;
use crate::value::states_nothing;
use crate::vocabulary::{Vocabulary, fold, is_of_others};
use words::{is_harmless, is_of_account, is_of_payer};

/// A column of which nobody knows what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownColumn {
    /// Its header, so that a person can name it.
    pub header: String,
    /// What stands in it, each once.
    pub says: Vec<String>,
}

/// How many words of a column are remembered; a column of more says something else in each row.
const FEW: usize = 12;

/// Finds the unknown columns of a table. Those that a person accepted before are asked about again where they
/// say a word that they did not say then.
pub fn look(source: &mut Source, unit: Option<&UnitProfile>, is_accepted: bool) {
    let before = source.profile.as_ref().map(|profile| profile.unused.clone()).unwrap_or_default();
    let (mut unknown, mut accepted) = (Vec::new(), BTreeMap::new());
    accepted.extend(accepted_words(source, &before));
    for mut column in unknown_columns(source, unit) {
        let words = before.get(&column.header);
        // How much came back of a payment was said of other payments.
        let is_of_return = source.mapping.kind.is_of_payments()
            && telling::is_of_returned_amount(&fold(&column.header));
        let is_returned = |text: &String| {
            is_of_return && parse_number(text).is_ok_and(|number| !number.is_zero())
        };
        let is_new = |text: &String| {
            is_returned(text)
                || words
                    .is_none_or(|words| !words.is_empty() && is_word(text) && !words.contains(text))
        };
        let is_answered = accepted.contains_key(&column.header);
        if is_accepted || is_answered || !column.says.iter().any(is_new) {
            accepted.insert(column.header.clone(), remembered(&column, words));
        } else {
            column.says.retain(is_new);
            unknown.push(column);
        }
    }
    source.mapping.accepted = accepted;
    source.mapping.unknown = unknown;
}

/// Returns the words beside numbers of vouchers of which a person says now whether they belong to the numbers, or said so
/// of an earlier file.
fn accepted_words(
    source: &Source,
    before: &BTreeMap<String, Vec<String>>,
) -> Option<(String, Vec<String>)> {
    let Source { table, mapping, .. } = source;
    let header = header_of_words(table)?;
    let words = before.get(&header);
    if !mapping.said.contains(&Field::Voucher) {
        let is_used = !mapping.unused.contains(&header);
        return words.filter(|_| is_used).map(|words| (header, words.clone()));
    }
    let says = words_in_question(table).unwrap_or_default();
    let column = UnknownColumn { header, says };
    let remembered = remembered(&column, words);
    Some((column.header, remembered))
}

/// Returns the words of a column by which it is known again; none where it may say anything.
fn remembered(column: &UnknownColumn, before: Option<&Vec<String>>) -> Vec<String> {
    if before.is_some_and(Vec::is_empty) {
        return Vec::new();
    }
    let words = column.says.iter().filter(|text| is_word(text));
    let words: BTreeSet<&String> = words.chain(before.into_iter().flatten()).collect();
    let is_few = words.len() <= FEW;
    words.into_iter().filter(|_| is_few).cloned().collect()
}

/// Tells whether a text is no number, no day and no code.
fn is_word(text: &str) -> bool {
    !text.is_ascii()
}

fn unknown_columns(source: &Source, unit: Option<&UnitProfile>) -> Vec<UnknownColumn> {
    let Source { table, mapping, .. } = source;
    if table.origin.is_some() || table.header.is_empty() {
        return Vec::new();
    }
    let vocabulary = Vocabulary::of(mapping.kind);
    let related = related(mapping.kind).map(Vocabulary::of);
    let is_of_related = |column: &Column| {
        related.as_ref().is_some_and(|related| related.field(&column.name).is_some())
    };
    let own = unit.map(Own::of);
    let is_known = |column: &Column| {
        is_harmless_by_header(mapping.kind, column)
            || is_in_vocabulary(&vocabulary, source, column)
            || is_of_related(column)
            || accounts::are_known(table, column)
            || mapping.is_net(table, column)
            || is_of_capitals(table, column)
            || mapping.kind.is_of_payments() && telling::is_judged(table, column, mapping)
            || repeats(table, mapping, column)
    };
    let is_open =
        |column: &&Column| !is_known(column) || has_other_words(&vocabulary, mapping, column);
    let of_column = |column: &Column| {
        let mut says = named(table, column.position);
        says.retain(|text| !states_nothing(&Cell::Text(text.clone())));
        let is_own = own.as_ref().is_some_and(|own| says.iter().all(|text| own.is_at_head(text)));
        let is_one_account = is_of_account(&fold(column.last_part())) && says.len() == 1;
        let header = unique_name(table, column.position);
        let says_nothing = says.is_empty() || is_own || is_one_account;
        (!says_nothing).then_some(UnknownColumn { header, says })
    };
    mapping.unused_columns(table).filter(is_open).filter_map(of_column).collect()
}

/// Tells whether a header means a field, and stands in no other group than the column that fills it; or is the
/// name of what a code says. Of two columns of numbers either may be the right one, unless a person chose.
fn is_in_vocabulary(vocabulary: &Vocabulary, source: &Source, column: &Column) -> bool {
    let Source { table, mapping, profile } = source;
    if let Some(field) = vocabulary.field(&column.name) {
        let is_chosen = !field.is_measured() || mapping.said.contains(&field) || profile.is_some();
        let is_of_group =
            |filling: &Column| column.group().is_none() || filling.group() == column.group();
        let filling = mapping.column(table, field);
        // 1 and 2 may be what was paid and what was received.
        let is_of_codes = field == Field::Direction && filling.is_none();
        if is_of_codes && !telling::tells_sides(mapping) {
            return false;
        }
        return filling.is_none_or(|filling| is_of_group(filling) && is_chosen);
    }
    let last = fold(column.last_part());
    let named = last.strip_suffix("名称").or_else(|| last.strip_suffix("名"));
    let Some(named) = named.filter(|named| !named.is_empty()) else { return false };
    ["", "编码", "代码", "编号"].iter().any(|code| {
        let field = vocabulary.field(&format!("{named}{code}"));
        field.is_some_and(|field| mapping.columns.contains_key(&field))
    })
}

/// Fields of a few words without which a row is entered as something else without a word.
const OF_WORDS: [Field; 3] = [Field::Fund, Field::ThreePublic, Field::Procurement];

/// Tells whether a column would fill a field if it said one of the words that this can hold: 资金性质 with 本级财力.
fn has_other_words(vocabulary: &Vocabulary, mapping: &Mapping, column: &Column) -> bool {
    let field = vocabulary.field(&column.name).filter(|field| OF_WORDS.contains(field));
    field.is_some_and(|field| {
        !mapping.columns.contains_key(&field) && !mapping.constants.contains_key(&field)
    })
}

/// Returns the kind whose fuller lists are read as this kind as well: of a statement only what is compared is
/// used, of an opening what a budget's line needs.
const fn related(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Statement => Some(Kind::Payments),
        Kind::Opening => Some(Kind::Budget),
        _ => None,
    }
}

fn is_harmless_by_header(kind: Kind, column: &Column) -> bool {
    let last = fold(column.last_part());
    let is_of_payee = column.group().is_some_and(is_of_others) || is_of_others(&last);
    !is_of_payer(&last) && (is_of_payee || is_harmless(kind, &last))
}

/// Tells whether a column says in each row what one that is used says too.
fn repeats(table: &Table, mapping: &Mapping, column: &Column) -> bool {
    let filled = |position: usize| {
        table.rows.iter().all(|row| {
            let cell = table.said(row, column.position);
            states_nothing(cell) || cell == table.said(row, position)
        })
    };
    let parts = mapping.parts.iter().map(|part| part.position);
    mapping.columns.values().copied().chain(parts).any(filled)
}
