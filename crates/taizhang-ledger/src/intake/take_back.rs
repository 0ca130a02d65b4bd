//! Which payment a return or a reversal of a file is of. It is found by its number and what it says, among
//! the ledger's payments and those that the same import enters; of two that fit neither is taken.

use std::collections::BTreeMap;

use taizhang_core::Money;
use taizhang_core::book::{Book, Command};
use taizhang_core::event::{Disbursement, Event, Recorded};
use taizhang_core::ids::Sequence;
use taizhang_import::draft::RowRef;
use taizhang_import::field::Field;
use taizhang_import::take_back::{TakeBack, TakeBackKind};

use super::known::Undone;
use super::preview::Doubt;
use crate::LoggedEvent;

/// Why a row that takes a payment back has none to take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmatched {
    /// No standing payment of this number fits.
    Nothing {
        /// The number; empty where the file has none.
        number: String,
    },
    /// Several fit, and the file does not tell which is meant.
    Several {
        /// The number; empty where the file has none.
        number: String,
        /// Those of them that are in the ledger already.
        known: Vec<Sequence>,
    },
    /// The row that it takes back is not entered.
    NotEntered(RowRef),
}

/// What a row that takes back may be of the ledger.
pub(super) enum Recognised {
    /// It is this event.
    Known(Sequence),
    /// A person must say whether it is.
    Perhaps(Doubt),
}

/// What a row that takes back was found to be.
pub(super) enum Found {
    /// It takes this back; the number is missing, so a person must say whether it is right.
    Alike(Box<Recorded>),
    /// It takes this back.
    Target(Box<Recorded>),
    /// It takes nothing back.
    Nothing(Unmatched),
}

/// Everything that can be taken back, and what was.
#[derive(Debug, Default)]
pub(super) struct Takeable {
    /// Payments and returns by voucher number.
    by_number: BTreeMap<String, Vec<Recorded>>,
    /// Those that the import itself enters, by their row.
    by_row: BTreeMap<RowRef, Recorded>,
    /// Returns and reversals of the ledger that no row is yet.
    taken_back: Vec<Recorded>,
}

impl Takeable {
    /// Collects what the year holds.
    pub(super) fn of(events: &[LoggedEvent], undone: &Undone) -> Self {
        let mut takeable = Self::default();
        for logged in events {
            let recorded = &logged.recorded;
            let may_be_a_row =
                matches!(recorded.event, Event::DisbursementReturned(_) | Event::Reversed(_));
            if may_be_a_row && !undone.holds(logged) {
                takeable.taken_back.push(recorded.clone());
            }
            takeable.add(recorded.clone());
        }
        takeable
    }

    fn add(&mut self, recorded: Recorded) {
        if let Some((number, _)) = movement(&recorded.event) {
            self.by_number.entry(number.to_owned()).or_default().push(recorded);
        }
    }

    /// Adds what a row of the import entered, or was known to be.
    pub(super) fn add_row(&mut self, row: RowRef, recorded: Recorded, is_new: bool) {
        if is_new {
            self.add(recorded.clone());
        }
        self.by_row.insert(row, recorded);
    }

    /// Returns the event at a place.
    pub(super) fn at(&self, sequence: Sequence) -> Option<&Recorded> {
        self.by_number.values().flatten().find(|recorded| recorded.sequence == sequence)
    }

    /// Returns the row of the import that enters an event.
    pub(super) fn row_of(&self, recorded: &Recorded) -> Option<RowRef> {
        let found = self.by_row.iter().find(|(_, of_row)| of_row.id == recorded.id);
        found.map(|(row, _)| *row)
    }

    /// Finds the event of the ledger that a row is, once for each row. Numbers may begin anew each month, so
    /// a number alone does not do.
    pub(super) fn take_known(&mut self, row: &TakeBack, book: &Book) -> Option<Recognised> {
        let alike =
            |recorded: &&Recorded| is_same(row, &recorded.event) || is_same_reversal(row, recorded);
        let is_it = |recorded: &&Recorded| {
            alike(recorded) && recorded.occurred_on == row.on && is_said(row, &recorded.event)
        };
        let found = self.taken_back.iter().find(is_it);
        if let Some(sequence) = found.map(|recorded| recorded.sequence) {
            self.taken_back.retain(|recorded| recorded.sequence != sequence);
            return Some(Recognised::Known(sequence));
        }
        let like = self.taken_back.iter().find(alike)?;
        let sequence = like.sequence;
        if row.kind == TakeBackKind::Return {
            let day = (like.occurred_on != row.on).then_some(Field::Date);
            let memo = (!is_said(row, &like.event)).then_some(Field::Memo);
            let differs = day.into_iter().chain(memo).collect();
            return Some(Recognised::Perhaps(Doubt::SameNumber { sequence, differs }));
        }
        // What stands and fits as well may be what the row means.
        if !matches!(self.find(row, book), Found::Nothing(Unmatched::Nothing { .. })) {
            return Some(Recognised::Perhaps(Doubt::TakenBackBefore(sequence)));
        }
        self.taken_back.retain(|recorded| recorded.sequence != sequence);
        Some(Recognised::Known(sequence))
    }

    /// Finds what a row takes back.
    pub(super) fn find(&self, row: &TakeBack, book: &Book) -> Found {
        if let Some(target) = row.target_row {
            let target = RowRef { source: row.row.source, row: target, part: None };
            return match self.by_row.get(&target) {
                Some(recorded) => Found::Target(Box::new(recorded.clone())),
                None => Found::Nothing(Unmatched::NotEntered(target)),
            };
        }
        let number = row.target.clone();
        let of_number = || self.by_number.get(&number).into_iter().flatten();
        let all = || self.by_number.values().flatten();
        let fitting: Vec<&Recorded> = if number.is_empty() {
            all()
                .filter(|recorded| fits(row, recorded, book) && same_payee(row, recorded))
                .collect()
        } else {
            of_number().filter(|recorded| fits(row, recorded, book)).collect()
        };
        let of_payee: Vec<&Recorded> =
            fitting.iter().copied().filter(|recorded| same_payee(row, recorded)).collect();
        match (fitting.as_slice(), of_payee.as_slice()) {
            ([], _) => Found::Nothing(Unmatched::Nothing { number }),
            ([only], _) | (_, [only]) if number.is_empty() => {
                Found::Alike(Box::new((*only).clone()))
            }
            ([only], _) | (_, [only]) => Found::Target(Box::new((*only).clone())),
            _ => {
                // What the import itself enters has a place in the ledger only when it is posted.
                let entered = fitting.iter().filter(|recorded| self.row_of(recorded).is_none());
                let known = entered.map(|recorded| recorded.sequence);
                Found::Nothing(Unmatched::Several { number, known: known.collect() })
            }
        }
    }
}

impl Takeable {
    /// Finds the one voucher number that a row without one names in its words, as in 冲销记-012号凭证.
    pub(super) fn number_in(&self, row: &TakeBack) -> String {
        let stands_alone = |number: &str| {
            let bounds = row.reason.match_indices(number).map(|(at, _)| {
                let before = row.reason.get(..at).and_then(|text| text.chars().next_back());
                let end = at.saturating_add(number.len());
                (before, row.reason.get(end..).and_then(|text| text.chars().next()))
            });
            let goes_on =
                |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-');
            bounds.into_iter().any(|(before, after)| !goes_on(before) && !goes_on(after))
        };
        // A bare number could as well be a count or a day.
        let is_telling = |number: &&String| number.contains(|c: char| !c.is_ascii_digit());
        let mut named =
            self.by_number.keys().filter(is_telling).filter(|number| stands_alone(number));
        match (named.next(), named.next()) {
            (Some(only), None) => only.clone(),
            _ => String::new(),
        }
    }
}

/// Returns the command that takes `target` back.
pub(super) fn command(row: &TakeBack, target: Recorded) -> Command {
    let (target, reason) = (Box::new(target), row.reason.clone());
    match row.kind {
        TakeBackKind::Return => Command::ReturnDisbursement {
            target,
            amount: row.amount,
            voucher: row.voucher.clone(),
            reason,
        },
        TakeBackKind::Reversal | TakeBackKind::ReversalOfReturn => {
            Command::Reverse { target, reason }
        }
    }
}

/// Returns what a row is called where rows are listed.
pub(super) fn identity(row: &TakeBack) -> String {
    let number = if row.target.is_empty() { &row.voucher } else { &row.target };
    match row.kind {
        TakeBackKind::Return if row.target.is_empty() => format!("退回 {}", row.voucher),
        TakeBackKind::Return => format!("退回 {}（原凭证 {}）", row.voucher, row.target),
        TakeBackKind::Reversal | TakeBackKind::ReversalOfReturn => format!("红字 {number}"),
    }
}

/// Number and payment of something that can be taken back.
fn movement(event: &Event) -> Option<(&str, &Disbursement)> {
    match event {
        Event::DisbursementMade(payment) => Some((&payment.voucher, payment)),
        Event::DisbursementReturned(back) => Some((&back.voucher, &back.disbursement)),
        _ => None,
    }
}

/// Tells whether a standing event can be what a row takes back, whatever its number.
fn fits(row: &TakeBack, recorded: &Recorded, book: &Book) -> bool {
    let amount_fits = match (row.kind, &recorded.event) {
        (TakeBackKind::Return, Event::DisbursementMade(payment)) => {
            let returned = book.returned(recorded.id);
            payment.amount.checked_sub(returned).is_ok_and(|left| row.amount <= left)
        }
        (TakeBackKind::Reversal, Event::DisbursementMade(payment)) => row.amount == payment.amount,
        (TakeBackKind::ReversalOfReturn, Event::DisbursementReturned(back)) => {
            row.amount == back.amount
        }
        _ => false,
    };
    amount_fits
        && recorded.occurred_on <= row.on
        && !book.is_reversed(recorded.id)
        && movement(&recorded.event).is_some_and(|(_, payment)| same_account(row, payment))
}

fn same_account(row: &TakeBack, payment: &Disbursement) -> bool {
    row.line.as_ref().is_none_or(|line| *line == payment.line.id)
        && row.economic.as_ref().is_none_or(|economic| *economic == payment.economic)
}

fn same_payee(row: &TakeBack, recorded: &Recorded) -> bool {
    movement(&recorded.event).is_some_and(|(_, payment)| payment.payee == row.payee)
}

/// Tells whether an event is what a row asks for.
fn is_same(row: &TakeBack, event: &Event) -> bool {
    let (number, payment, amount): (&str, &Disbursement, Money) = match (row.kind, event) {
        (TakeBackKind::Return, Event::DisbursementReturned(back)) => {
            let is_target = row.target.is_empty() || row.target == back.disbursement.voucher;
            if !is_target {
                return false;
            }
            (&back.voucher, &back.disbursement, back.amount)
        }
        (kind, Event::Reversed(reversal)) => match (kind, &*reversal.event) {
            (TakeBackKind::Reversal, Event::DisbursementMade(payment)) => {
                (&payment.voucher, payment, payment.amount)
            }
            (TakeBackKind::ReversalOfReturn, Event::DisbursementReturned(back)) => {
                (&back.voucher, &back.disbursement, back.amount)
            }
            _ => return false,
        },
        _ => return false,
    };
    let own = match row.kind {
        TakeBackKind::Return => &row.voucher,
        _ if row.target.is_empty() => &row.voucher,
        _ => &row.target,
    };
    own == number && amount == row.amount && same_account(row, payment)
}

/// Tells whether an event gives the reason that a row gives.
fn is_said(row: &TakeBack, event: &Event) -> bool {
    match event {
        Event::DisbursementReturned(back) => back.reason == row.reason,
        Event::Reversed(reversal) => reversal.reason == row.reason,
        _ => false,
    }
}

/// Tells whether a reversal of the ledger is a row that does not name what it cancels.
fn is_same_reversal(row: &TakeBack, recorded: &Recorded) -> bool {
    let Event::Reversed(reversal) = &recorded.event else { return false };
    let Event::DisbursementMade(payment) = &*reversal.event else { return false };
    row.kind == TakeBackKind::Reversal
        && row.target.is_empty()
        && recorded.occurred_on == row.on
        && payment.amount == row.amount
        && payment.payee == row.payee
        && same_account(row, payment)
}
