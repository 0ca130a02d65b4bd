//! Months that names name: of tables that a person gave one day, and of files and folders.

use std::collections::BTreeSet;

use taizhang_core::FiscalYear;

use crate::draft::Source;
use crate::field::Field;
use crate::kind::Kind;
use crate::read::month::Named;
use crate::table::{Aside, Cell, Table, is_space};

/// Lists the tables, each with the words of its month, whose rows all take the one day that a person said,
/// if sheets or titles put them into different months. Nothing where none or one month is named.
pub fn apart(sources: &[Source]) -> Vec<(&Table, String)> {
    let of_one_day = sources.iter().filter(|source| {
        let Source { table, mapping, .. } = source;
        let column = mapping.columns.get(&Field::Date);
        let has_day = |at: &usize| table.rows.iter().any(|row| !row.cell(*at).is_empty());
        mapping.kind == Kind::Payments
            && mapping.constants.contains_key(&Field::Date)
            && !column.is_some_and(has_day)
    });
    let named = of_one_day.filter_map(|source| {
        let (month, words) = month_of(&source.table)?;
        Some((&source.table, month, words))
    });
    let named: Vec<(&Table, i8, String)> = named.collect();
    let months: BTreeSet<i8> = named.iter().map(|(_, month, _)| *month).collect();
    if months.len() < 2 {
        return Vec::new();
    }
    named.into_iter().map(|(table, _, words)| (table, words)).collect()
}

/// Returns the months of a year that the name of a folder names; nothing if it names none. Of a name that
/// names other years alone there is no month.
pub fn of_folder(name: &str, year: FiscalYear) -> Option<BTreeSet<i8>> {
    let mut named = Named::default();
    named.read(name);
    let (first, last) = (named.months.first().copied()?, named.months.last().copied()?);
    let of_year = named.years.is_empty() || named.years.contains(&year.get());
    Some(match (of_year, named.is_range) {
        (false, _) => BTreeSet::new(),
        (true, true) => (first..=last).collect(),
        (true, false) => named.months,
    })
}

/// Returns the months that the name of a file names by words of their own: `2022-03 记-5` is of March, and
/// `记-5 3月水费` may be of any month.
pub fn of_file(name: &str, year: FiscalYear) -> Option<BTreeSet<i8>> {
    const PARTS: [char; 12] = ['_', '（', '）', '(', ')', '【', '】', '[', ']', '，', ',', '+'];
    const OF_MONTHS: &str = "0123456789０１２３４５６７８９年月份至-—.一二三四五六七八九十元正";
    let words = name.split(|c: char| is_space(c) || PARTS.contains(&c));
    let is_month = |word: &&str| !word.is_empty() && word.chars().all(|c| OF_MONTHS.contains(c));
    words.filter(is_month).find_map(|word| of_folder(word, year))
}

/// Finds the one month that the name of a sheet, or else its titles, name.
fn month_of(table: &Table) -> Option<(i8, String)> {
    let mut by_sheet = Named::default();
    table.sheet.iter().for_each(|sheet| by_sheet.read(sheet));
    let mut by_titles = Named::default();
    let titles = table.set_aside.iter().filter(|aside| aside.reason == Aside::Title);
    for cell in titles.flat_map(|aside| &aside.row.cells) {
        if let Cell::Text(text) = cell {
            by_titles.read(text);
        }
    }
    [by_sheet, by_titles].into_iter().find_map(|named| {
        let mut months = named.months.into_iter();
        let month = months.next().filter(|_| !named.is_range)?;
        let only = months.next().is_none();
        only.then_some((month, named.words.into_iter().next()?))
    })
}
