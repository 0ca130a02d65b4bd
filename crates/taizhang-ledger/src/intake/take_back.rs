//! Which payment a return or a reversal of a file is of. It is found by its number and what it says, among
//! the ledger's payments and those that the same import enters; of two that fit neither is taken.

use std::collections::BTreeMap;
use std::ops::Bound;

use taizhang_core::Money;
use taizhang_core::book::{Book, Command};
use taizhang_core::event::{Disbursement, Event, Recorded};
use taizhang_core::ids::{EventId, Sequence};
use taizhang_import::draft::RowRef;
use taizhang_import::field::Field;
use taizhang_import::spelling::{Spelling, may_be_same};
use taizhang_import::take_back::{TakeBack, TakeBackKind};

use super::doubt::Doubt;
use super::movements::{Movements, movement};
use super::undone::Undone;
use crate::LoggedEvent;

/// How many payments are looked at that a row may take back, where it is one of several anyway.
const MOST_NAMED: usize = 20;

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
        /// Whether there are more than were looked at.
        has_more: bool,
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
    /// It takes this back; the number is missing or says too little, so a person must say whether it is right.
    Alike(Box<Recorded>),
    /// It takes this back.
    Target(Box<Recorded>),
    /// It takes nothing back.
    Nothing(Unmatched),
}

/// Everything that can be taken back, and what was.
#[derive(Debug, Default)]
pub(super) struct Takeable {
    /// Payments and returns.
    movements: Movements,
    /// Those that the import itself enters, by their row.
    by_row: BTreeMap<RowRef, Recorded>,
    /// Their rows, by what they enter.
    rows: BTreeMap<EventId, RowRef>,
    /// Returns and reversals of the ledger that no row is yet, by what they take back.
    taken_back: BTreeMap<Money, Vec<Recorded>>,
}

impl Takeable {
    /// Collects what the year holds.
    pub(super) fn of(events: &[LoggedEvent], undone: &Undone) -> Self {
        let mut takeable = Self::default();
        for logged in events {
            let recorded = &logged.recorded;
            let amount = taken_back(&recorded.event).filter(|_| !undone.holds(logged));
            if let Some(amount) = amount {
                takeable.taken_back.entry(amount).or_default().push(recorded.clone());
            }
            takeable.movements.add(recorded.clone());
        }
        takeable
    }

    /// Adds what a row of the import entered, or was known to be.
    pub(super) fn add_row(&mut self, row: RowRef, recorded: Recorded, is_new: bool) {
        if is_new {
            self.movements.add(recorded.clone());
        }
        self.rows.insert(recorded.id, row);
        self.by_row.insert(row, recorded);
    }

    /// Returns the event at a place.
    pub(super) fn at(&self, sequence: Sequence) -> Option<&Recorded> {
        self.movements.at(sequence)
    }

    /// Returns the row of the import that enters an event.
    pub(super) fn row_of(&self, recorded: &Recorded) -> Option<RowRef> {
        self.rows.get(&recorded.id).copied()
    }

    /// Finds the event of the ledger that a row is, once for each row. Numbers may begin anew each month, so
    /// a number alone does not do.
    pub(super) fn take_known(&mut self, row: &TakeBack, book: &Book) -> Option<Recognised> {
        let alike =
            |recorded: &&Recorded| is_same(row, &recorded.event) || is_same_reversal(row, recorded);
        let is_it = |recorded: &&Recorded| {
            alike(recorded) && recorded.occurred_on == row.on && is_said(row, &recorded.event)
        };
        let of_amount = self.taken_back.get(&row.amount)?;
        let found = of_amount.iter().find(is_it);
        if let Some(sequence) = found.map(|recorded| recorded.sequence) {
            self.take(row.amount, sequence);
            return Some(Recognised::Known(sequence));
        }
        let like = of_amount.iter().find(alike)?;
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
        self.take(row.amount, sequence);
        Some(Recognised::Known(sequence))
    }

    /// Keeps that a row is what takes back so much.
    fn take(&mut self, amount: Money, sequence: Sequence) {
        if let Some(of_amount) = self.taken_back.get_mut(&amount) {
            of_amount.retain(|recorded| recorded.sequence != sequence);
        }
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
        let fits = |recorded: &&Recorded| fits(row, recorded, book);
        if row.target.is_empty() {
            let most = match row.kind {
                TakeBackKind::Return => Bound::Unbounded,
                TakeBackKind::Reversal | TakeBackKind::ReversalOfReturn => {
                    Bound::Included(row.amount)
                }
            };
            let amounts = (Bound::Included(row.amount), most);
            self.choose(row, self.movements.of_payee(&row.payee, amounts).filter(fits))
        } else {
            self.find_numbered(row, book)
        }
    }

    /// Finds what a row takes back by the number that it names: that very number, or another spelling of it. One
    /// that does not say of what kind the voucher is may be meant otherwise, so it is asked about.
    fn find_numbered(&self, row: &TakeBack, book: &Book) -> Found {
        let fits = |recorded: &&Recorded| fits(row, recorded, book);
        let exact = self.choose(row, self.movements.of_number(&row.target).filter(fits));
        if !matches!(exact, Found::Nothing(Unmatched::Nothing { .. })) {
            return exact;
        }
        let spelled = self.movements.of_spelling(&row.target, Spelling::eq).filter(fits);
        let spelled = self.choose(row, spelled);
        if !matches!(spelled, Found::Nothing(Unmatched::Nothing { .. })) {
            return spelled;
        }
        let perhaps = self.movements.of_spelling(&row.target, Spelling::may_be).filter(fits);
        let perhaps = perhaps.filter(|recorded| row.payee.is_empty() || same_payee(row, recorded));
        match self.choose(row, perhaps) {
            Found::Target(target) => Found::Alike(target),
            other => other,
        }
    }

    /// Returns the one voucher number that words name.
    pub(super) fn number_in(&self, words: &str) -> Option<&str> {
        self.movements.number_in(words)
    }

    /// Chooses among what fits a row; several of which one is of its payee do not hinder each other.
    fn choose<'r>(&self, row: &TakeBack, all: impl Iterator<Item = &'r Recorded>) -> Found {
        let mut all = all.peekable();
        let (mut fitting, mut of_payee) = (Vec::new(), Vec::new());
        while of_payee.len() < 2 || fitting.len() < MOST_NAMED {
            let Some(recorded) = all.next() else { break };
            fitting.push(recorded);
            of_payee.extend(Some(recorded).filter(|recorded| same_payee(row, recorded)));
        }
        let number = row.target.clone();
        match (fitting.as_slice(), of_payee.as_slice()) {
            ([], _) => Found::Nothing(Unmatched::Nothing { number }),
            ([only], _) | (_, [only]) if number.is_empty() => {
                Found::Alike(Box::new((*only).clone()))
            }
            ([only], _) | (_, [only]) => Found::Target(Box::new((*only).clone())),
            _ => {
                // What the import itself enters has a place in the ledger only when it is posted.
                let entered = fitting.iter().filter(|recorded| self.row_of(recorded).is_none());
                let known = entered.map(|recorded| recorded.sequence).collect();
                let has_more = all.peek().is_some();
                Found::Nothing(Unmatched::Several { number, known, has_more })
            }
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

/// Returns what an event took back.
fn taken_back(event: &Event) -> Option<Money> {
    match event {
        Event::DisbursementReturned(_) => movement(event),
        Event::Reversed(reversal) => movement(&reversal.event),
        _ => None,
    }
    .map(|movement| movement.amount)
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
        && movement(&recorded.event).is_some_and(|found| same_account(row, found.payment))
}

fn same_account(row: &TakeBack, payment: &Disbursement) -> bool {
    row.line.as_ref().is_none_or(|line| *line == payment.line.id)
        && row.economic.as_ref().is_none_or(|economic| *economic == payment.economic)
}

fn same_payee(row: &TakeBack, recorded: &Recorded) -> bool {
    movement(&recorded.event).is_some_and(|found| found.payment.payee == row.payee)
}

/// Tells whether an event is what a row asks for.
fn is_same(row: &TakeBack, event: &Event) -> bool {
    let (number, payment, amount): (&str, &Disbursement, Money) = match (row.kind, event) {
        (TakeBackKind::Return, Event::DisbursementReturned(back)) => {
            let paid = &back.disbursement.voucher;
            if !row.target.is_empty() && !may_be_same(&row.target, paid) {
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
    let has_number = match row.kind {
        TakeBackKind::Return => row.voucher == number,
        _ if row.target.is_empty() => row.voucher == number,
        _ => may_be_same(&row.target, number),
    };
    has_number && amount == row.amount && same_account(row, payment)
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
