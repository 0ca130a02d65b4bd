//! Where the table is in a sheet: below merged titles, above remarks, without its sums.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::amount_text::{parse_amount, parse_number};
use taizhang_core::date_text::parse_date;
use taizhang_core::parallel::in_chunks;

use super::totals::{currency_named, labelled, sum_of, sums, words};
use super::{Grid, Merge, ReadError, codes, numbered, split, totals, units, years};
use crate::day_order::TwoNumbers;
use crate::field::Field;
use crate::hidden::HiddenChoice;
use crate::kind;
use crate::outline::NAMES;
use crate::returned::REASON;
use crate::table::{Aside, Cell, Column, Covered, Row, SetAside, Table, is_space};
use crate::value::states_nothing;
use crate::vocabulary::{Vocabulary, fold};

/// How far down a header is looked for.
const DEEPEST_HEADER: usize = 120;

/// How many rows a header may have.
const TALLEST_HEADER: usize = 3;

/// How many rows below a header tell that values stand below its words.
const SAMPLE: usize = 20;

/// Rows that one thread looks at at a time.
const AT_A_TIME: usize = 2048;

/// Characters of the longest name of a column that nobody knows.
const LONGEST_NAME: usize = 30;

/// Characters of the longest office that signs.
const LONGEST_OFFICE: usize = 8;

/// Words that begin remarks and lines of signatures.
const REMARKS: [&str; 21] = [
    "注",
    "备注",
    "说明",
    "填表说明",
    "制表",
    "填报",
    "审核",
    "复核",
    "单位负责人",
    "负责人",
    "经办",
    "打印",
    "编制单位",
    "第",
    "共",
    "会计",
    "Note",
    "Remark",
    "Prepared",
    "Reviewed",
    "Approved",
];

/// Divides the rows around a header, which begins at a row and has so many.
pub(super) fn table(
    grid: Grid,
    (start, height): (usize, usize),
    vocabulary: &Vocabulary,
) -> Result<Table, ReadError> {
    let Grid { file, sheet, mut rows, merges, reading, hidden, shown, inks } = grid;
    let height = with_units(&rows, start, height);
    let mut body = rows.split_off(start.saturating_add(height));
    let mut header_rows = rows.split_off(start);
    if header_rows.len() > 1 && header_rows.last().is_some_and(numbered::says_so) {
        body.splice(..0, header_rows.pop());
    }
    let mut columns = columns_of(&header_rows);
    if hidden.choice == HiddenChoice::Skip {
        leave_out(&hidden.columns, &mut columns, &mut body);
    }
    let numbers = numbered::take_out(&mut body, &columns, |row| repeats(row, &header_rows));
    // What is joined below puts words into rows that the header does not have.
    let repeated = repetitions(&body, &header_rows);
    let merged = covered(&merges, &body);
    codes::join(&mut columns, &mut body, &merged);
    let years = years::around(sheet.as_deref(), &rows, &body);
    let around = split::Around { titles: &rows, years: &years, sheet: sheet.as_deref() };
    let lone_day = split::join(&mut columns, &mut body, (around, &merged), vocabulary);
    if let Some(row) = another_header(&body, &header_rows, vocabulary) {
        return Err(ReadError::AnotherTable { file, sheet, row });
    }
    let covered = covered(&merges, &body);
    let mut set_aside: Vec<SetAside> =
        rows.into_iter().map(|row| SetAside { row, reason: Aside::Title }).collect();
    let numbers = numbers.into_iter();
    set_aside.extend(numbers.map(|row| SetAside { row, reason: Aside::ColumnNumbers }));
    let header = Header::of(&repeated, &columns, vocabulary);
    let reasons = in_chunks(&body, AT_A_TIME, |rows| {
        rows.iter().map(|row| header.reason_aside(row)).collect::<Vec<Option<Aside>>>()
    });
    let mut reasons: Vec<Option<Aside>> = reasons.into_iter().flatten().collect();
    totals::of_the_year(&body, &mut reasons, vocabulary.knows(Field::Document));
    let mut data = Vec::with_capacity(body.len());
    for (row, reason) in body.drain(..).zip(reasons) {
        match reason {
            Some(reason) => set_aside.push(SetAside { row, reason }),
            None => data.push(row),
        }
    }
    set_aside.sort_by_key(|aside| aside.row.number);
    let currency = currency_named(set_aside.iter().map(|aside| &aside.row));
    let corners = units::corners(&header_rows);
    // In a narrow table a title further down looks like a row that is nearly empty.
    let is_alone = |row: &&Row| row.lone_cell().is_some();
    let around = set_aside.iter().map(|aside| &aside.row).chain(&corners);
    let around = around.chain(data.iter().filter(is_alone));
    let units::Units { named: units, strange: strange_unit } =
        units::stated(sheet.as_deref(), around);
    let header = header_rows.iter().map(|row| row.number).collect();
    Ok(Table {
        file,
        sheet,
        header,
        columns,
        rows: data,
        set_aside,
        covered,
        units,
        strange_unit,
        years,
        currency,
        reading,
        shown,
        inks,
        hidden,
        whole: None,
        origin: None,
        lone_day,
        given_back: BTreeMap::new(),
    })
}

/// Returns the height of a header with the row of units below it, if there is one.
fn with_units(rows: &[Row], start: usize, height: usize) -> usize {
    let below = rows.get(start.saturating_add(height));
    height.saturating_add(usize::from(below.is_some_and(units::are_named)))
}

/// Empties columns, so that nothing of them is found or read.
fn leave_out(positions: &BTreeSet<usize>, columns: &mut [Column], body: &mut [Row]) {
    for column in columns.iter_mut().filter(|column| positions.contains(&column.position)) {
        column.name.clear();
    }
    for row in body {
        let cells = row.cells.iter_mut().enumerate();
        for (_, cell) in cells.filter(|(position, _)| positions.contains(position)) {
            *cell = Cell::Empty;
        }
    }
}

/// Returns what merges say in rows below their first.
fn covered(merges: &[Merge], body: &[Row]) -> BTreeMap<(u32, usize), Covered> {
    let mut covered = BTreeMap::new();
    for Merge { first, last, position } in merges {
        let start = body.partition_point(|row| row.number < *first);
        let mut rows = body.iter().skip(start).take_while(|row| row.number <= *last);
        let Some(top) = rows.next().filter(|row| row.number == *first) else { continue };
        let cell = top.cell(*position);
        for row in rows.filter(|_| !cell.is_empty()) {
            covered.insert((row.number, *position), Covered { by: *first, cell: cell.clone() });
        }
    }
    covered
}

/// Returns where the rows with these numbers begin, and how many they are.
pub(super) fn rows_between(rows: &[Row], first: u32, last: u32) -> Option<(usize, usize)> {
    let start = rows.iter().position(|row| row.number >= first)?;
    let height = rows.iter().skip(start).take_while(|row| row.number <= last).count();
    (height > 0).then_some((start, height))
}

/// Returns the place and height of the rows that name the most different fields; the flattest and
/// then the first wins.
pub(super) fn find_header(rows: &[Row], vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    let mut best: Option<(usize, (usize, usize))> = None;
    for height in 1..=TALLEST_HEADER {
        let windows = rows.windows(height).take(DEEPEST_HEADER).enumerate();
        for (start, window) in windows.filter(|(_, window)| may_be_header(window)) {
            let columns = columns_of(window);
            let count = vocabulary.count(columns.iter().map(|column| column.name.as_str()));
            if best.is_none_or(|(most, _)| count > most) {
                best = Some((count, (start, height)));
            }
        }
    }
    let (_, (start, height)) = best.filter(|(count, _)| *count >= vocabulary.enough())?;
    let (above, below) = rows.split_at_checked(start.saturating_add(height))?;
    let header = above.get(start..).unwrap_or_default();
    let goes_on =
        |row| codes::are_named(row) || split::are_named(row) || divides(header, row, below);
    let goes_on = usize::from(below.first().is_some_and(goes_on));
    Some((start, height.saturating_add(goes_on)))
}

/// Tells whether a row divides a column of the header into several, like 合计 and 基本支出 under 预算数: it
/// has nothing but words, also in columns without a name of their own, where values stand below.
fn divides(header: &[Row], row: &Row, from_row: &[Row]) -> bool {
    let is_named = |at: &usize| header.iter().any(|above| !above.cell(*at).is_empty());
    let is_word = |cell: &Cell| match cell {
        Cell::Text(text) => text.chars().count() <= LONGEST_NAME && !is_value(cell),
        cell => cell.is_empty(),
    };
    let below = from_row.iter().skip(1).take(SAMPLE);
    let has_values = |at: usize| below.clone().any(|row| is_value(row.cell(at)));
    let is_part = |at: usize| {
        let group = (0..at).rev().find(is_named);
        let is_filled = |at: usize| !row.cell(at).is_empty();
        !is_named(&at) && group.is_some_and(|group| (group..=at).all(is_filled)) && has_values(at)
    };
    row.cells.iter().all(is_word) && (0..row.cells.len()).any(is_part)
}

/// Finds the row of words above values whose words nobody knows: the one with the most different words
/// of those that rows of values follow in the same columns.
pub(super) fn find_by_shape(rows: &[Row]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    for (start, row) in rows.iter().enumerate().take(DEEPEST_HEADER) {
        let below = rows.get(start.saturating_add(1)..).unwrap_or_default();
        let Some(count) = words_above_values(row, below) else { continue };
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, start));
        }
    }
    best.map(|(_, start)| (start, 1))
}

/// Counts the different words of a row that has nothing but short words, at least three, and values
/// below some of them in most of the next rows.
fn words_above_values(row: &Row, below: &[Row]) -> Option<usize> {
    let is_short = |cell: &Cell| {
        matches!(cell, Cell::Text(text)
            if text.chars().count() <= LONGEST_NAME && !text.contains(['：', ':']))
    };
    let filled: Vec<usize> = (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).collect();
    if !filled.iter().all(|at| is_short(row.cell(*at)) && !is_value(row.cell(*at))) {
        return None;
    }
    let mut names: Vec<_> = filled.iter().map(|at| words(row.cell(*at))).collect();
    names.sort_unstable();
    names.dedup();
    let next = below.iter().take(SAMPLE);
    let has_values = |row: &&Row| filled.iter().any(|at| is_value(row.cell(*at)));
    let with_values = next.clone().filter(has_values).count();
    let is_above = with_values > 0 && with_values.saturating_mul(2) >= next.count();
    (names.len() >= 3 && is_above).then_some(names.len())
}

/// Finds a row that names as many known columns as the header, and others: another table begins.
fn another_header(body: &[Row], header: &[Row], vocabulary: &Vocabulary) -> Option<u32> {
    let names = |row: &Row| {
        let words: Vec<_> = row.cells.iter().map(words).collect();
        vocabulary.count(words.iter().map(AsRef::as_ref))
    };
    let most = header.iter().map(names).max().unwrap_or_default();
    // The first row below may go on with the header, as 类, 款, 项 do.
    let mut below = body.iter().skip(1).filter(|row| !row.cells.iter().any(is_value));
    below
        .find(|row| {
            let count = row.cells.iter().filter(|cell| !cell.is_empty()).count();
            count >= 3 && names(row) >= most.div_ceil(2).max(3) && !repeats(row, header)
        })
        .map(|row| row.number)
}

/// Tells whether a row says the same as one of the header.
fn repeats(row: &Row, header: &[Row]) -> bool {
    let width = |above: &Row| row.cells.len().max(above.cells.len());
    let same =
        |above: &Row| (0..width(above)).all(|at| words(row.cell(at)) == words(above.cell(at)));
    header.iter().any(same)
}

/// Returns the numbers of the rows that say the same as one of the header.
fn repetitions(body: &[Row], header: &[Row]) -> BTreeSet<u32> {
    let repeated = in_chunks(body, AT_A_TIME, |rows| {
        let repeated = rows.iter().filter(|row| repeats(row, header));
        repeated.map(|row| row.number).collect::<Vec<u32>>()
    });
    repeated.into_iter().flatten().collect()
}

/// Tells whether the rows below the first could continue a header: no numbers and no dates.
fn may_be_header(window: &[Row]) -> bool {
    window.iter().skip(1).all(|row| !row.cells.iter().any(is_value))
}

fn is_value(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => false,
        Cell::Text(text) => text.chars().any(|c| c.is_ascii_digit()) && is_numeric(text),
        _ => true,
    }
}

fn is_numeric(text: &str) -> bool {
    text.trim_matches(is_space).chars().all(|c| c.is_ascii_digit() || "-./,:".contains(c))
}

/// Names each column by the words above it. A cell that was merged over several columns counts for
/// all of them up to the next words in its row.
fn columns_of(header: &[Row]) -> Vec<Column> {
    if let [above @ .., units] = header
        && !above.is_empty()
        && units::are_named(units)
    {
        let mut columns = columns_of(above);
        for column in &mut columns {
            column.name.extend(units::suffix(units.cell(column.position)));
        }
        return columns;
    }
    let width = header.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let last = header.len().saturating_sub(1);
    let mut above: Vec<String> = vec![String::new(); header.len()];
    let mut columns = Vec::with_capacity(width);
    for position in 0..width {
        let mut parts: Vec<String> = Vec::new();
        let mut ends_group = false;
        for (level, (row, carried)) in header.iter().zip(&mut above).enumerate() {
            let words = header_words(&row.cell(position).to_string());
            if !words.is_empty() {
                *carried = words;
                ends_group = true;
            } else if level == last || ends_group {
                carried.clear();
            }
            if !carried.is_empty() && parts.last() != Some(carried) {
                parts.push(carried.clone());
            }
        }
        columns.push(Column { position, name: parts.join("/"), joins: Vec::new() });
    }
    columns
}

/// Returns the words of a header; spaces that only set Chinese characters apart are left out.
fn header_words(text: &str) -> String {
    let parts: Vec<&str> = text.split(is_space).filter(|part| !part.is_empty()).collect();
    let mut words = String::new();
    for part in parts {
        let is_apart = words.ends_with(|c: char| c.is_ascii_graphic())
            && part.starts_with(|c: char| c.is_ascii_graphic());
        if is_apart {
            words.push(' ');
        }
        words.push_str(part);
    }
    words
}

/// Returns the last position that the header names. The reasons of an earlier return stand beyond what is
/// written beside the table, which they do not make a part of it.
fn edge(columns: &[Column]) -> usize {
    let is_named = |column: &&Column| {
        !column.name.is_empty() && column.name != REASON && column.joins.is_empty()
    };
    columns.iter().filter(is_named).map(|column| column.position).max().unwrap_or_default()
}

/// The header, as the rows below it are held against it.
struct Header<'t> {
    /// Numbers of the rows that repeat it.
    repeated: &'t BTreeSet<u32>,
    /// The columns, each with the field that its header means.
    columns: Vec<(&'t Column, Option<Field>)>,
    /// The last position that it names.
    edge: usize,
    vocabulary: &'t Vocabulary,
}

impl<'t> Header<'t> {
    fn of(repeated: &'t BTreeSet<u32>, columns: &'t [Column], vocabulary: &'t Vocabulary) -> Self {
        let field = |column: &'t Column| (column, vocabulary.field(&column.name));
        let edge = edge(columns);
        Self { repeated, columns: columns.iter().map(field).collect(), edge, vocabulary }
    }

    /// Tells why a row below the header is no data.
    fn reason_aside(&self, row: &Row) -> Option<Aside> {
        let width = self.edge.saturating_add(1);
        if self.repeated.contains(&row.number) {
            return Some(Aside::RepeatedHeader);
        }
        let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
        let first = filled.next().map(words).unwrap_or_default();
        let others = filled.count();
        let begins = sums(row, width).filter(|reason| *reason != Aside::Balance);
        if let Some(reason) = begins.or_else(|| self.label_within(row)) {
            return Some(reason);
        }
        let is_remark =
            REMARKS.iter().any(|word| first.starts_with(word)) && first.chars().count() > 1;
        let says_who = first.contains(['：', ':']);
        let alone = others == 0 && width > 2;
        let may_be_note = alone || (is_remark && says_who);
        ((may_be_note || is_signed(row)) && !self.is_data(row)).then_some(Aside::Note)
    }

    fn is_data(&self, row: &Row) -> bool {
        let is_of_table =
            |column: &Column| column.position <= self.edge || !column.joins.is_empty();
        let mut of_table = self.columns.iter().filter(|(column, _)| is_of_table(column));
        of_table.any(|(column, field)| states_value(row, column, *field, self.vocabulary))
    }

    /// Finds a label like `本日合计` behind other cells, as journals print it behind the day. A row with a
    /// number or a payee of its own is data whatever it says.
    fn label_within(&self, row: &Row) -> Option<Aside> {
        let says = |(column, field): &(&Column, Option<Field>)| match row.cell(column.position) {
            cell @ Cell::Text(_) => {
                let words = words(cell);
                let of_unit = || {
                    let is_unit = *field == Some(Field::BudgetUnit);
                    (is_unit && sum_of(&words).is_some()).then_some(Aside::Subtotal)
                };
                let reason = labelled(&words).or_else(of_unit)?;
                let is_told = reason != Aside::Balance || self.tells_balances(column, *field);
                let is_carried = totals::is_carried(&words, reason);
                (is_told && !field.is_some_and(Field::is_choice)).then_some((reason, is_carried))
            }
            _ => None,
        };
        let mut columns = self.columns.iter();
        let (at, (reason, is_carried)) =
            columns.find_map(|known @ (column, _)| Some((column.position, says(known)?)))?;
        let is_filled = |wanted: fn(Field) -> bool| {
            let mut columns = self
                .columns
                .iter()
                .filter(|(column, field)| column.position != at && field.is_some_and(wanted));
            columns.any(|(column, _)| !states_nothing(row.cell(column.position)))
        };
        // Lists that number all their rows number what is carried, too; it pays nobody.
        let names_payees = self.columns.iter().any(|(_, field)| *field == Some(Field::Payee));
        let may_be_numbered = is_carried
            && names_payees
            && (reason != Aside::Balance || !is_filled(|field| field == Field::Amount));
        let own = if may_be_numbered { |field| field == Field::Payee } else { Field::is_own };
        let has_own = is_filled(own);
        (!has_own).then_some(reason)
    }

    /// Tells whether `上年结转` in a column is a balance that is carried: where a row says what it is for. In
    /// a table of budget documents it is money.
    fn tells_balances(&self, column: &Column, field: Option<Field>) -> bool {
        let last = fold(column.last_part());
        let is_for = matches!(field, Some(Field::Memo | Field::Date | Field::Voucher));
        let is_named = || NAMES.contains(&last.as_str()) || kind::MEMO.contains(&last.as_str());
        !self.vocabulary.knows(Field::Document) && (is_for || is_named())
    }
}

/// Tells whether each cell of a row says who has signed as what: `负责人：`, `经办：张三`.
fn is_signed(row: &Row) -> bool {
    let signs = |cell: &Cell| {
        let said = words(cell);
        let office = said.split_once(['：', ':']).map(|(office, _)| office);
        let is_office = |office: &str| {
            (2..=LONGEST_OFFICE).contains(&office.chars().count())
                && office.chars().all(char::is_alphabetic)
        };
        matches!(cell, Cell::Text(_)) && office.is_some_and(is_office)
    };
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(signs)
}

/// Tells whether a cell holds a value, so that its row is data. In a column of amounts or days, text
/// that reads as one is a value too: CSV has nothing but text.
fn states_value(row: &Row, column: &Column, field: Option<Field>, vocabulary: &Vocabulary) -> bool {
    match row.cell(column.position) {
        Cell::Empty => false,
        Cell::Text(text) => {
            let bare = text.trim_matches(is_space);
            let is_counted =
                field.is_some_and(Field::is_measured) || vocabulary.names(&column.name);
            (is_counted && (parse_number(bare).is_ok() || parse_amount(bare).is_ok()))
                || (field.is_some_and(Field::is_day) && is_whole_day(bare))
        }
        _ => true,
    }
}

/// Tells whether a text is a day with its year, whichever of its numbers is the month.
fn is_whole_day(text: &str) -> bool {
    parse_date(text, None).is_ok()
        || TwoNumbers::of(text).is_some_and(|numbers| numbers.year.is_some())
}
