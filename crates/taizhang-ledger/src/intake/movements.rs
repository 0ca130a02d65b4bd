//! Payments and returns that can be taken back, found by their numbers, places, payees and amounts.

use std::collections::BTreeMap;
use std::ops::RangeBounds;

use taizhang_core::Money;
use taizhang_core::event::{Disbursement, Event, Recorded};
use taizhang_core::ids::Sequence;
use taizhang_import::spelling::{Spelling, last_number};

use super::numbers_in_words::number_in;

/// Payments and returns, in the order in which they were added, with their places in it.
#[derive(Debug, Default)]
pub(super) struct Movements {
    events: Vec<Recorded>,
    by_number: BTreeMap<String, Vec<usize>>,
    /// The numbers, by what all their spellings share.
    numbers: BTreeMap<u64, Vec<String>>,
    by_sequence: BTreeMap<Sequence, usize>,
    by_payee: BTreeMap<String, BTreeMap<Money, Vec<usize>>>,
}

impl Movements {
    /// Adds an event; one that is neither payment nor return changes nothing.
    pub(super) fn add(&mut self, recorded: Recorded) {
        let Some(Movement { number, payment, amount }) = movement(&recorded.event) else { return };
        let place = self.events.len();
        let of_number = self.by_number.entry(number.to_owned()).or_default();
        if of_number.is_empty() {
            self.numbers.entry(last_number(number)).or_default().push(number.to_owned());
        }
        of_number.push(place);
        self.by_sequence.entry(recorded.sequence).or_insert(place);
        let of_payee = self.by_payee.entry(payment.payee.clone()).or_default();
        of_payee.entry(amount).or_default().push(place);
        self.events.push(recorded);
    }

    /// Returns the event at a place of the ledger.
    pub(super) fn at(&self, sequence: Sequence) -> Option<&Recorded> {
        self.events.get(*self.by_sequence.get(&sequence)?)
    }

    /// Returns the events with a number.
    pub(super) fn of_number(&self, number: &str) -> impl Iterator<Item = &Recorded> {
        self.in_places(self.by_number.get(number).into_iter().flatten())
    }

    /// Returns the events whose number stands to another one as `is_it` says.
    pub(super) fn of_spelling<'s>(
        &'s self,
        number: &str,
        is_it: fn(&Spelling, &Spelling) -> bool,
    ) -> impl Iterator<Item = &'s Recorded> {
        let own = Spelling::of(number);
        let numbers = self.numbers.get(&last_number(number)).into_iter().flatten();
        let numbers = numbers.filter(move |other| is_it(&own, &Spelling::of(other)));
        numbers.flat_map(|number| self.of_number(number))
    }

    /// Returns the events of a payee with such an amount.
    pub(super) fn of_payee(
        &self,
        payee: &str,
        amounts: impl RangeBounds<Money>,
    ) -> impl Iterator<Item = &Recorded> {
        let places = self.by_payee.get(payee).map(|of_payee| of_payee.range(amounts));
        self.in_places(places.into_iter().flatten().flat_map(|(_, places)| places))
    }

    fn in_places<'s>(
        &'s self,
        places: impl Iterator<Item = &'s usize>,
    ) -> impl Iterator<Item = &'s Recorded> {
        places.filter_map(|place| self.events.get(*place))
    }

    /// Returns the one number that a text names.
    pub(super) fn number_in(&self, text: &str) -> Option<&str> {
        number_in(&self.by_number, text)
    }
}

/// Something that can be taken back.
pub(super) struct Movement<'e> {
    pub(super) number: &'e str,
    pub(super) payment: &'e Disbursement,
    pub(super) amount: Money,
}

/// Returns what can be taken back of an event.
pub(super) fn movement(event: &Event) -> Option<Movement<'_>> {
    match event {
        Event::DisbursementMade(payment) => {
            Some(Movement { number: &payment.voucher, payment, amount: payment.amount })
        }
        Event::DisbursementReturned(back) => {
            let payment = &back.disbursement;
            Some(Movement { number: &back.voucher, payment, amount: back.amount })
        }
        _ => None,
    }
}
