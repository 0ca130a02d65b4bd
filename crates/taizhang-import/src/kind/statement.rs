//! The provincial system's list of payments, for comparing and not for entering.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::{FiscalYear, Money};

use super::{KnownColumn, names, optional, required};
use crate::draft::{RefusedRow, RowRef, Source, StatedSum, UnreadSum};
use crate::fault::Reason;
use crate::field::Field;
use crate::given_back::GivenBack;
use crate::group_lines;
use crate::mapping::Mapping;
use crate::no_payment::{Answer, NoPayment};
use crate::question::Question;
use crate::repeated_sums::{self, Line, Standing};
use crate::settled::{is_settled, is_taken_back, refuse_undated};
use crate::sides::require_direction;
use crate::sums::{self, Checked};
use crate::take_back::credited;
use crate::value::RowReader;
use crate::void;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, names::PAID_ON),
    optional(Field::Year, names::YEAR),
    optional(Field::BudgetYear, names::BUDGET_YEAR),
    optional(Field::Voucher, names::VOUCHER),
    optional(Field::PaymentId, names::PAYMENT_ID),
    optional(Field::OriginalVoucher, names::ORIGINAL_VOUCHER),
    optional(Field::Payee, names::PAYEE),
    required(Field::Amount, names::PAID),
    optional(Field::Income, &["收入金额"]),
    optional(Field::Direction, names::DIRECTION),
    optional(Field::Balance, names::BALANCE),
    optional(Field::Currency, names::CURRENCY),
    optional(Field::State, names::STATE),
    optional(Field::Void, names::VOID),
    optional(Field::BudgetUnit, names::BUDGET_UNIT),
    optional(Field::BudgetUnitCode, names::BUDGET_UNIT_CODE),
];

/// One payment as the other side shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// Its place.
    pub row: RowRef,
    /// Its day.
    pub on: Date,
    /// The number of its voucher, or else that of its payment; empty where there is none.
    pub number: String,
    /// The number of the payment in the system that paid it.
    pub payment_id: Option<String>,
    /// Yuan; negative for what came back.
    pub amount: Money,
    /// The number of what it takes back, where the list says so.
    pub target: String,
    /// The payee; empty where there is none.
    pub payee: String,
}

/// A row of which a person must say whether it is a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtfulRow {
    /// What it shows.
    pub shown: StatementRow,
    /// What it says of itself.
    pub question: Question,
}

/// What the other side shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Its payments.
    pub rows: Vec<StatementRow>,
    /// Rows whose state does not say that they were paid: returned, closed, failed, not paid yet.
    pub unsettled: Vec<StatementRow>,
    /// Rows that say elsewhere that nothing was paid, or that it came back; that state the sum of others; or that
    /// received what was paid to the same name before.
    pub doubtful: Vec<DoubtfulRow>,
    /// What cannot be read, or is of another year.
    pub refused: Vec<RefusedRow>,
    /// Sums that its rows do not come to: an export that was cut off shows itself so.
    pub wrong_sums: Vec<StatedSum>,
    /// Sums that cannot be read.
    pub unread_sums: Vec<UnreadSum>,
}

/// Reads statements of one year.
pub fn statement(sources: &[Source], year: FiscalYear) -> Statement {
    let mut statement = Statement::default();
    for (index, source) in sources.iter().enumerate() {
        let Checked { wrong, unread } = sums::check(index, source, year);
        statement.wrong_sums.extend(wrong);
        statement.unread_sums.extend(unread);
        let mut reader = RowReader::new(&source.table, &source.mapping, year);
        let no_payment = NoPayment::of(&source.table, &source.mapping);
        for row in &source.table.rows {
            for part in source.turns(row) {
                reader.turn_to_part(row, part);
                let place = RowRef { source: index, row: row.number, part };
                let (shown, is_done) = shown(&mut reader, place, &source.mapping, year);
                let received = received_again(&reader);
                let faults = std::mem::take(&mut reader.faults);
                let Some(shown) = shown.filter(|_| faults.is_empty()) else {
                    let amount = amount(&mut reader);
                    reader.faults.clear();
                    statement.refused.push(RefusedRow { row: place, amount, faults });
                    continue;
                };
                let answer = no_payment.answer(&reader, row, shown.amount, &shown.payee);
                match (answer, received) {
                    _ if !is_done => statement.unsettled.push(shown),
                    (Answer::Failed, _) => statement.unsettled.push(shown),
                    (Answer::Asked(question), _) | (Answer::Paid, Some(question)) => {
                        statement.doubtful.push(DoubtfulRow { shown, question });
                    }
                    (Answer::Paid, None) => statement.rows.push(shown),
                }
            }
        }
    }
    statement.ask_of_sums(sources, year);
    statement
}

/// Asks about a row that received what was paid before, and says nothing of a return.
fn received_again(reader: &RowReader<'_>) -> Option<Question> {
    let GivenBack { told, of, .. } = reader.given_back()?;
    told.is_none().then_some(Question::GivesBack { told, of })
}

impl Statement {
    /// Asks about the rows that state the sum of those above or below them.
    fn ask_of_sums(&mut self, sources: &[Source], year: FiscalYear) {
        let rows = self.rows.iter().map(line);
        let doubtful = self.doubtful.iter().map(|doubtful| {
            let standing = match doubtful.question {
                Question::SaysSum(_) => Standing::Sum,
                _ => standing(&doubtful.shown),
            };
            Line { standing, ..line(&doubtful.shown) }
        });
        let refused = repeated_sums::refused_lines(sources, year, &self.refused);
        let mut lines: Vec<Line<'_>> = rows.chain(doubtful).chain(refused).collect();
        lines.sort_by_key(|line| line.row);
        let found = repeated_sums::find(&lines).into_iter();
        let found = found.filter_map(|(at, question)| Some((lines.get(at)?.row, question)));
        let found: BTreeMap<RowRef, Question> = found.collect();
        if found.is_empty() {
            return;
        }
        let rows = std::mem::take(&mut self.rows).into_iter();
        for shown in rows {
            match found.get(&shown.row) {
                Some(question) => {
                    self.doubtful.push(DoubtfulRow { shown, question: *question });
                }
                None => self.rows.push(shown),
            }
        }
        self.doubtful.sort_by_key(|doubtful| doubtful.shown.row);
    }
}

fn standing(shown: &StatementRow) -> Standing {
    if shown.amount.is_negative() { Standing::TakenBack } else { Standing::Paid }
}

fn line(shown: &StatementRow) -> Line<'_> {
    let StatementRow { row, on, number, amount, payee, .. } = shown;
    let standing = standing(shown);
    // What takes something back need not name what it is of.
    let said = |text| {
        let text =
            Some(text).filter(|text: &&String| standing != Standing::TakenBack || !text.is_empty());
        text.map(Cow::from)
    };
    let (number, payee) = (said(number), said(payee));
    Line { row: *row, standing, on: Some(*on), number, payee, amount: Some(*amount) }
}

/// Reads the present row, and tells whether its state says that it was done.
fn shown(
    reader: &mut RowReader<'_>,
    row: RowRef,
    mapping: &Mapping,
    year: FiscalYear,
) -> (Option<StatementRow>, bool) {
    reader.require_yuan();
    if refuse_undated(reader) {
        return (None, false);
    }
    let on = reader.date(Field::Date).and_then(|on| of_year(reader, on, year));
    let amount = amount(reader);
    if reader.has_column(Field::Direction) {
        require_direction(reader);
    }
    void::is_void(reader);
    let number = reader.optional_text(Field::Voucher);
    let payment_id = reader.optional_text(Field::PaymentId);
    let number = number.or_else(|| payment_id.clone()).unwrap_or_default();
    let target = reader.optional_text(Field::OriginalVoucher).unwrap_or_default();
    let payee = reader.optional_text(Field::Payee).unwrap_or_default();
    let state = reader.optional_text(Field::State);
    let (Some(on), Some(amount)) = (on, amount) else {
        group_lines::refuse_once(reader, mapping);
        return (None, false);
    };
    let is_done = if amount.is_negative() { is_taken_back } else { is_settled };
    let is_done = state.is_none_or(|state| is_done(&state));
    (Some(StatementRow { row, on, number, payment_id, amount, target, payee }), is_done)
}

/// Reads what was paid; below zero for what came back.
fn amount(reader: &mut RowReader<'_>) -> Option<Money> {
    let credited = credited(reader).map(Money::negated);
    credited.or_else(|| reader.money(Field::Amount))
}

/// A month is compared by its number, so a row of another year would count in the wrong one.
fn of_year(reader: &mut RowReader<'_>, on: Date, year: FiscalYear) -> Option<Date> {
    if on.year() == year.get() {
        return Some(on);
    }
    reader.refuse(Field::Date, &on.to_string(), Reason::OtherYear(year))
}
