//! What keeps rows from being posted, in words.

use rust_decimal::Decimal;
use taizhang_ledger::core::book::Refusal;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::draft::{RowRef, Source, StatedSum, Unchecked, UnreadSum};
use taizhang_ledger::import::origin::Origin;
use taizhang_ledger::import::sums::Total;
use taizhang_ledger::import::table::Place;
use taizhang_ledger::{ImportPreview, Judged, Unmatched, Verdict};

use super::doubts::is_given_back;
use crate::error::Problem;
use crate::wording::{self, place_text};

/// Tells whether rows of this kind have amounts.
pub(super) const fn has_money(found: &ImportPreview) -> bool {
    !found.kind.money_fields().is_empty()
}

/// Returns the place of a row.
pub(super) fn place(found: &ImportPreview, row: RowRef) -> Place {
    place_in(&found.sources, row)
}

/// Returns the place of what was judged; of a row that was made of others, by their own columns.
pub(super) fn place_of(found: &ImportPreview, row: &Judged) -> Place {
    let own = origin_of(found, row).map(|(origin, at)| origin.names(at));
    let place = place(found, row.row);
    let own = own.filter(|names| !names.is_empty());
    // Of a row that the rules refuse, the cell that they speak of.
    let column = own.or_else(|| found.refused_column(row)).or(place.column);
    Place { column, ..place }
}

/// Says for programs where a problem of a row is; what comes out of a ledger has no file.
pub(super) fn placed(
    problem: Problem,
    found: &ImportPreview,
    row: &Judged,
    place: &Place,
) -> Problem {
    let Some(source) = found.sources.get(row.row.source) else { return problem };
    let columns = &source.table.columns;
    let column = columns.iter().find(|column| Some(&column.name) == place.column.as_ref());
    let cells = source.table.row(place.row);
    let value = column.zip(cells).map(|(column, cells)| cells.cell(column.position).to_string());
    problem.at(place, value)
}

/// Returns what a row was made of, with its place there.
pub(super) fn origin_of<'f>(found: &'f ImportPreview, row: &Judged) -> Option<(&'f Origin, usize)> {
    let table = &found.sources.get(row.row.source)?.table;
    let origin = table.origin.as_ref()?;
    // What takes a payment back is known by its row.
    let by_number = || table.place_of_row(row.row.row);
    Some((origin, row.made.or_else(by_number)?))
}

/// Returns the rows of its sheet that a row stands for, the first of them first.
pub(super) fn rows_of(found: &ImportPreview, row: &Judged) -> Vec<u32> {
    let made_of = origin_of(found, row).and_then(|(origin, at)| origin.rows.get(at));
    if let Some(cells) = made_of.filter(|cells| !cells.rows.is_empty()) {
        return cells.rows.clone();
    }
    let others = row.others.iter().filter(|other| other.source == row.row.source);
    std::iter::once(row.row.row).chain(others.map(|other| other.row)).collect()
}

fn place_in(sources: &[Source], row: RowRef) -> Place {
    let source = sources.get(row.source);
    source.map(|source| &source.table).map_or_else(
        || Place { file: String::new(), sheet: None, row: row.row, column: None },
        |table| {
            let position = row.part.and_then(|part| source?.mapping.parts.get(part));
            let column = position.and_then(|part| table.columns.get(part.position));
            table.place(row.row, column)
        },
    )
}

/// Words of all rows that cannot be entered.
pub(super) fn refusals(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    let faults = found.drafts.refused.iter().flat_map(|refused| &refused.faults);
    let by_rules = found.rows.iter().filter_map(|row| {
        let mut problem = match &row.verdict {
            Verdict::Refused(refusal) => wording::refusal_problem(refusal),
            Verdict::Unmatched(unmatched) => unmatched_words(found, row.row, unmatched),
            Verdict::New | Verdict::Known(_) | Verdict::Doubtful(_) => return None,
        };
        if let Verdict::Refused(refusal) = &row.verdict
            && matches!(**refusal, Refusal::EconomicTooCoarse(_))
        {
            let how = "都是同一款的用 --set 经济科目=款，各行不同的加一列“经济科目”";
            problem.remedy = format!("{}；{how}", problem.remedy);
        }
        let place = place_of(found, row);
        problem.message =
            format!("{}（{}）：{}", place_text(&place), row.identity, problem.message);
        Some(placed(problem, found, row, &place))
    });
    faults.map(wording::fault_problem).chain(by_rules)
}

/// Words of a row whose payment cannot be told; one that received money may be no return at all.
pub(super) fn unmatched_words(
    found: &ImportPreview,
    row: RowRef,
    unmatched: &Unmatched,
) -> Problem {
    let receipt = is_given_back(found, row).then(|| wording::unmatched_receipt(unmatched));
    receipt.flatten().unwrap_or_else(|| wording::unmatched_problem(unmatched))
}

/// Words of hidden rows, sums of other sheets, unknown columns and sheets without a header that nobody has
/// decided on.
pub(super) fn questions(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    open_questions(&found.sources, has_money(found))
}

/// Words of what of some tables nobody has decided on.
pub(in crate::command) fn open_questions(
    sources: &[Source],
    has_money: bool,
) -> impl Iterator<Item = Problem> + '_ {
    sources.iter().flat_map(move |source| {
        let table = &source.table;
        let of_file = sources.iter().filter(|other| other.table.file == table.file);
        let read: Vec<&str> = of_file.filter_map(|other| other.table.sheet.as_deref()).collect();
        let hidden = wording::hidden_in_question(table, has_money);
        let whole = wording::whole_sheet(table);
        let whole = whole.map(|problem| problem.of_table(&table.file, table.sheet.as_deref()));
        let unknown = wording::unknown_columns(source);
        hidden.into_iter().chain(whole).chain(unknown).chain(wording::unread_sheets(table, &read))
    })
}

/// Returns the header of the amounts of a table that has one column of them; people need not be told which.
fn amounts_header(sources: &[Source], row: RowRef) -> Option<String> {
    let Source { table, mapping, .. } = sources.get(row.source)?;
    let column = mapping.column(table, *mapping.kind.money_fields().first()?)?;
    Some(column.name.clone())
}

/// Words of sums in the file that its rows do not come to.
pub(in crate::command) fn wrong_sums(sources: &[Source], sums: &[StatedSum]) -> Vec<Problem> {
    let words = |sum: &StatedSum| {
        let words = |number: Decimal| total_text(&sum.stated, number);
        let (stated, summed) = (sum.stated.number(), sum.summed.number());
        let off = stated.saturating_sub(summed);
        let mut place = place_in(sources, sum.row);
        place.column = place.column.or_else(|| sum.column.clone());
        let (what, reason) = match &sum.across {
            None => ("各行", "文件的合计与明细对不上：可能漏了行，也可能有行没有被认作数据"),
            Some(header) => {
                place.column = Some(header.clone());
                ("各列", "合计列与各金额列对不上：可能有一列金额没有写进来，也可能填错了")
            }
        };
        let words_of_place = place_text(&place);
        place.column = place.column.or_else(|| amounts_header(sources, sum.row));
        Problem::new(
            format!(
                "{}写的合计 {}，{what}相加 {}，相差 {}",
                words_of_place,
                words(stated),
                words(summed),
                words(off)
            ),
            reason,
            "核对文件；确认明细无误的加 --accept-sums",
        )
        .at(&place, Some(stated.normalize().to_string()))
    };
    sums.iter().map(words).collect()
}

/// Writes a number as what it is like: yuan, or points, people, counts.
fn total_text(like: &Total, number: Decimal) -> String {
    match like {
        Total::Money(_) => format!("{} 元", with_thousands(&format!("{number:.2}"))),
        Total::Number(_) => number.normalize().to_string(),
    }
}

/// Says of each sum that was not checked why it was not.
pub(in crate::command) fn unread_sums(sources: &[Source], sums: &[UnreadSum]) -> Vec<String> {
    let words = |sum: &UnreadSum| {
        let mut place = place_in(sources, sum.row);
        place.column = Some(sum.column.clone());
        let place_text = place_text(&place);
        let what = match &sum.why {
            Unchecked::Sum(value) if value.is_empty() => "是公式，文件里没有存结果".to_owned(),
            Unchecked::Sum(value) => format!("是“{value}”，读不出"),
            Unchecked::Rows { unread, stated, readable } => {
                let off = stated.number().saturating_sub(readable.number());
                return format!(
                    "{place_text}写的合计 {}，读得出的各行相加 {}，相差 {}；第 {}读不出，改正以后再核对",
                    total_text(stated, stated.number()),
                    total_text(stated, readable.number()),
                    total_text(stated, off),
                    wording::row_numbers(unread)
                );
            }
        };
        format!("{place_text}的合计{what}，没有核对；请自己核对各行相加")
    };
    sums.iter().map(words).collect()
}
