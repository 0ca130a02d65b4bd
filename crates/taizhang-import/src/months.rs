//! Months that names name: of tables that a person gave one day, and of files and folders.

use std::collections::BTreeSet;

use jiff::civil::Date;
use taizhang_core::FiscalYear;

use crate::draft::{Drafts, RowRef, Source};
use crate::field::Field;
use crate::kind::Kind;
use crate::question::Question;
use crate::read::month::Named;
use crate::table::{Aside, Cell, Table, is_space};

/// Lists the tables, each with the words of its month, whose rows all take the one day that a person said,
/// if sheets or titles put them into different months. Nothing where none or one month is named.
pub fn apart(sources: &[Source]) -> Vec<(&Table, String)> {
    let of_one_day = sources.iter().filter(|source| {
        source.mapping.kind == Kind::Payments && source.is_of_one_day(Field::Date)
    });
    let named = of_one_day.filter_map(|source| {
        let NamedMonth { month, words, .. } = month_of(&source.table)?;
        Some((&source.table, month, words))
    });
    let named: Vec<(&Table, i8, String)> = named.collect();
    let months: BTreeSet<i8> = named.iter().map(|(_, month, _)| *month).collect();
    if months.len() < 2 {
        return Vec::new();
    }
    named.into_iter().map(|(table, _, words)| (table, words)).collect()
}

/// Asks about all that tables lead to on the one day that a person said of each, if the table names another
/// month.
pub(crate) fn ask(sources: &[Source], drafts: &mut Drafts) {
    let named: Vec<Option<Wanted>> = sources.iter().map(Wanted::of).collect();
    if named.iter().all(Option::is_none) {
        return;
    }
    let asks = |row: RowRef, on: Date, question: &mut Option<Question>| {
        let wanted = named.get(row.source).and_then(Option::as_ref);
        if wanted.is_some_and(|wanted| !wanted.holds(on)) {
            question.get_or_insert(Question::OtherMonth);
        }
    };
    for draft in &mut drafts.drafts {
        asks(draft.row, draft.on, &mut draft.question);
    }
    for row in &mut drafts.take_backs {
        asks(row.row, row.on, &mut row.question);
    }
}

/// The month that the one day of a table must be in.
struct Wanted {
    named: NamedMonth,
    /// Whether its rows are of a day, as what there was at the end of a month.
    is_of_a_day: bool,
}

impl Wanted {
    /// Reads what a table names, if a person said the one day of all its rows.
    fn of(source: &Source) -> Option<Self> {
        let named = source.is_of_one_day(Field::Date).then(|| named_month(&source.table)).flatten();
        let mut named = named?;
        // A person who says the year was asked about the one that is named.
        if [Field::Year, Field::BudgetYear]
            .iter()
            .any(|field| source.mapping.constants.contains_key(field))
        {
            named.years.clear();
        }
        let is_of_a_day = matches!(source.mapping.kind, Kind::Assets | Kind::Staff);
        Some(Self { named, is_of_a_day })
    }

    fn holds(&self, on: Date) -> bool {
        // What there was at the end of a month is what the next begins with.
        let is_next = || {
            let before = on.yesterday().ok().filter(|_| self.is_of_a_day && on.day() == 1);
            before.is_some_and(|day| self.named.holds(day))
        };
        self.named.holds(on) || is_next()
    }
}

/// Returns the words by which a table names one month: those of its sheet, its titles or its file.
pub fn words_of(table: &Table) -> Option<String> {
    named_month(table).map(|named| named.words)
}

fn named_month(table: &Table) -> Option<NamedMonth> {
    let of_file = || {
        let mut by_file = Named::default();
        by_file.read(table.file.rsplit_once('.').map_or(table.file.as_str(), |(name, _)| name));
        NamedMonth::of(by_file)
    };
    month_of(table).or_else(of_file)
}

/// The one month that words name.
struct NamedMonth {
    month: i8,
    /// The years that they name with it.
    years: BTreeSet<i16>,
    words: String,
}

impl NamedMonth {
    fn of(named: Named) -> Option<Self> {
        let Named { years, months, is_range, words } = named;
        let mut months = months.into_iter();
        let month = months.next().filter(|_| !is_range)?;
        let only = months.next().is_none();
        let words = words.into_iter().next()?;
        only.then_some(Self { month, years, words })
    }

    fn holds(&self, day: Date) -> bool {
        self.month == day.month() && (self.years.is_empty() || self.years.contains(&day.year()))
    }
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
fn month_of(table: &Table) -> Option<NamedMonth> {
    let mut by_sheet = Named::default();
    table.sheet.iter().for_each(|sheet| by_sheet.read(sheet));
    let mut by_titles = Named::default();
    let titles = table.set_aside.iter().filter(|aside| aside.reason == Aside::Title);
    for cell in titles.flat_map(|aside| &aside.row.cells) {
        if let Cell::Text(text) = cell {
            by_titles.read(text);
        }
    }
    [by_sheet, by_titles].into_iter().find_map(NamedMonth::of)
}
