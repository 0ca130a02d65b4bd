//! Payments whose amount is the sum of the payments above or below them. A pivot table that repeats its labels, or a
//! list of vouchers, gives the row of a sum the day, the number and the payee of its rows, and often no word for it.
//!
//! Sums coincide, so that such a row is asked about and never left out. What it sums stands directly above it, or
//! below it where the list puts sums first:
//!
//! - rows of its day, number and payee, as far as they go, since the last sum;
//! - rows without a number of its day and payee, if it has one: the first line of a voucher, and what it is of;
//! - if it has no number, all rows with one since the last sum, or since the last payment without one.

mod run;

use std::borrow::Cow;

use taizhang_core::FiscalYear;
use taizhang_core::book::{Command, Payment};

use crate::draft::{Draft, Drafts, RefusedRow, Source, Surroundings};
use crate::field::Field;
use crate::kind::Kind;
use crate::question::Question;
use crate::read::{labelled, sum_of};
use crate::take_back::TakeBack;
use crate::value::RowReader;

pub(crate) use run::{Line, Standing};
use run::{Pass, Row, rows};

/// What 小计 or 合计 is of, in the memo of a row that sums its voucher.
const OF_SUMS: [&str; 6] = ["凭证", "本凭证", "本张凭证", "分录", "部门", "科目"];

/// Tells whether a memo has no other words than those of a sum.
pub(crate) fn is_sum(memo: &str) -> bool {
    labelled(memo).is_some() || sum_of(memo).is_some_and(|of| OF_SUMS.contains(&of))
}

/// Finds the lines that state the sum of those above or below them, by their places. The lines are in the order of
/// the files, those of one row behind each other.
pub(crate) fn find(lines: &[Line<'_>]) -> Vec<(usize, Question)> {
    let rows = rows(lines);
    let mut found: Vec<Option<Question>> = Vec::with_capacity(rows.len());
    let mut down = Pass::over(lines, &rows);
    found.extend((0..rows.len()).map(|at| down.step(at, false)));
    let mut up = Pass::over(lines, &rows);
    for (at, found) in found.iter_mut().enumerate().rev() {
        let is_made = rows.get(at).is_some_and(Row::is_made);
        let below = up.step(at, found.is_some());
        *found = found.or(below.filter(|_| !is_made));
    }
    let of_row = |(row, found): (&Row<'_>, Option<Question>)| {
        Some(row.lines.clone().zip(std::iter::repeat(found?)))
    };
    rows.iter().zip(found).filter_map(of_row).flatten().collect()
}

/// Asks about the payments that state the sum of those above or below them.
pub(crate) fn ask(kind: Kind, sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    if kind != Kind::Payments {
        return;
    }
    let Drafts { drafts, take_backs, refused, .. } = drafts;
    let paid = drafts.iter().enumerate().filter_map(|(at, draft)| Some((Some(at), paid(draft)?)));
    let mut lines: Vec<(Option<usize>, Line<'_>)> = paid.collect();
    if !take_backs.is_empty() || !refused.is_empty() {
        lines.extend(take_backs.iter().map(|row| (None, taken_back(row))));
        lines.extend(refused_lines(sources, around.year, refused).map(|line| (None, line)));
        lines.sort_by_key(|(_, line)| line.row);
    }
    let (places, lines): (Vec<Option<usize>>, Vec<Line<'_>>) = lines.into_iter().unzip();
    let found = find(&lines).into_iter();
    let found = found.filter_map(|(at, question)| Some(((*places.get(at)?)?, question)));
    let found: Vec<(usize, Question)> = found.collect();
    for (at, question) in found {
        if let Some(draft) = drafts.get_mut(at) {
            draft.question.get_or_insert(question);
        }
    }
}

fn paid(draft: &Draft) -> Option<Line<'_>> {
    let Command::Disburse(Payment { voucher, payee, .. }) = &draft.command else { return None };
    let standing = match draft.question {
        Some(Question::SaysSum(_)) => Standing::Sum,
        _ if draft.made.is_some() => Standing::Made,
        _ => Standing::Paid,
    };
    Some(Line {
        row: draft.row,
        standing,
        on: Some(draft.on),
        number: Some(Cow::from(voucher)),
        payee: Some(Cow::from(payee)),
        amount: Some(draft.amount),
    })
}

fn taken_back(row: &TakeBack) -> Line<'_> {
    let said = |text| Some(text).filter(|text: &&String| !text.is_empty()).map(Cow::from);
    Line {
        row: row.row,
        standing: Standing::TakenBack,
        on: Some(row.on),
        number: said(&row.voucher),
        payee: said(&row.payee),
        amount: Some(row.signed()),
    }
}

/// Reads of refused rows what can be read.
pub(crate) fn refused_lines<'s>(
    sources: &'s [Source],
    year: FiscalYear,
    refused: &'s [RefusedRow],
) -> impl Iterator<Item = Line<'s>> {
    let of_source = refused.chunk_by(|a, b| a.row.source == b.row.source);
    of_source.flat_map(move |refused| {
        let source = refused.first().and_then(|first| sources.get(first.row.source));
        let mut reader = source.map(|source| RowReader::new(&source.table, &source.mapping, year));
        refused.iter().map(move |refused| {
            let RefusedRow { row, amount, .. } = refused;
            let mut line = Line {
                row: *row,
                standing: Standing::Refused,
                on: None,
                number: None,
                payee: None,
                amount: *amount,
            };
            let cells = source.and_then(|source| source.table.row(row.row));
            if let Some((reader, cells)) = reader.as_mut().zip(cells) {
                reader.turn_to_part(cells, row.part);
                line.on = reader.date(Field::Date);
                line.number = number(reader).map(Cow::from);
                reader.faults.clear();
                line.payee = reader.optional_payee().map(Cow::from);
                reader.faults.clear();
                reader.remarks.clear();
            }
            line
        })
    })
}

/// Reads the number of the present row; empty where it has none, none where it cannot be read.
fn number(reader: &mut RowReader<'_>) -> Option<String> {
    reader.faults.clear();
    let number = reader.optional_text(Field::Voucher);
    let number = number.or_else(|| reader.optional_text(Field::PaymentId));
    number.or_else(|| reader.faults.is_empty().then(String::new))
}
