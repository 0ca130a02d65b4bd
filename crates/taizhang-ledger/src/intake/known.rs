//! What the ledger holds already, by the keys of its events.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_core::event::{Event, ImportKind, Recorded};
use taizhang_core::ids::{BatchId, CommandId, EventId, Sequence};
use taizhang_import::field::Field;
use taizhang_import::key::{self, Key, NumberKinds};
use taizhang_import::spelling::Spelling;

use super::doubt::Doubt;
use super::keyed::Keyed;
use super::spellings::Spellings;
use super::twins::MadeEntry;
use super::undone::Undone;
use crate::LoggedEvent;

/// Among how many entries of one number the one most like a row is looked for.
const NEAREST_AMONG: usize = 64;

/// The entries of a year that rows can be found among.
#[derive(Debug, Default)]
pub(super) struct Known {
    entries: Vec<Entry>,
    /// Places of the entries, by identity and content.
    by_identity: Vec<usize>,
    /// Places of those with a number of the payment, by it.
    by_payment: Vec<usize>,
    /// Places of those that others may look like, by likeness.
    by_likeness: Vec<usize>,
    /// Places of those with a number of a voucher, by what its spellings share.
    spellings: Spellings,
    /// Whether a row with another number is asked about for one of them.
    has_moved: bool,
}

/// What an entry is to the rows of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Held {
    /// No row is it.
    #[default]
    Free,
    /// A row is it.
    Taken,
    /// A row with its number is asked about as this entry.
    Asked,
    /// A row with another number is asked about as this entry.
    Moved,
}

/// One event that a row may be.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) sequence: Sequence,
    /// The import it came with, if any.
    pub(super) batch: Option<BatchId>,
    pub(super) key: Key,
    /// Day and amount of a payment.
    paid: Option<(Date, Money)>,
    /// Whether it is a sum over a payroll.
    pub(super) is_payroll: bool,
    held: Held,
    /// Whether a person took it back.
    is_reversed: bool,
}

impl Entry {
    pub(super) fn is_free(&self) -> bool {
        self.held == Held::Free
    }

    /// Tells whether nobody took it back.
    pub(super) const fn stands(&self) -> bool {
        !self.is_reversed
    }

    /// Tells whether a row with another number is asked about as this entry.
    pub(super) fn is_moved(&self) -> bool {
        self.held == Held::Moved
    }

    /// Returns the day of a payment.
    pub(super) fn on(&self) -> Option<Date> {
        self.paid.map(|(on, _)| on)
    }
}

/// An event with the number of a new row, which the file has under another number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The event.
    pub sequence: Sequence,
    /// The import it came with, if it came with one.
    pub batch: Option<BatchId>,
}

fn paid(recorded: &Recorded) -> Option<(Date, Money)> {
    match &recorded.event {
        Event::DisbursementMade(payment) => Some((recorded.occurred_on, payment.amount)),
        _ => None,
    }
}

/// Returns the events that were taken back.
fn reversed(events: &[LoggedEvent]) -> BTreeSet<EventId> {
    let target = |logged: &LoggedEvent| match &logged.recorded.event {
        Event::Reversed(reversal) => Some(reversal.target),
        _ => None,
    };
    events.iter().filter_map(target).collect()
}

/// Returns the commands that posted payrolls.
fn payrolls(events: &[LoggedEvent]) -> BTreeSet<CommandId> {
    let is_payroll = |logged: &&LoggedEvent| matches!(&logged.recorded.event, Event::ListImported(of) if of.kind == ImportKind::Payroll);
    events.iter().filter(is_payroll).map(|logged| logged.command).collect()
}

impl Known {
    /// Collects the entries of the year. An event that an undone import entered is none; an event
    /// that a person reversed stays one. A change of authority whose document was amended is known
    /// by either document.
    pub(super) fn of(events: Vec<LoggedEvent>, undone: &Undone) -> Self {
        let mut known = Self::default();
        let mut changes: BTreeMap<EventId, Recorded> = BTreeMap::new();
        let (reversed, payrolls) = (reversed(&events), payrolls(&events));
        for logged in events.into_iter().filter(|logged| !undone.holds(logged)) {
            let is_payroll = payrolls.contains(&logged.command);
            let recorded = logged.recorded;
            let entered = match &recorded.event {
                Event::BudgetDocumentAmended(amendment) => {
                    let Some(change) = changes.get(&amendment.target) else { continue };
                    let event = change.event.clone().with_budget_document(amendment.now.clone());
                    Recorded { event, ..change.clone() }
                }
                _ => recorded,
            };
            if let Some(key) = key::of_event(&entered) {
                let (sequence, batch) = (entered.sequence, entered.batch);
                let is_reversed = reversed.contains(&entered.id);
                let (paid, held) = (paid(&entered), Held::Free);
                let entry = Entry { sequence, batch, key, paid, is_payroll, held, is_reversed };
                known.entries.push(entry);
            }
            if entered.event.budget_document().is_some() {
                changes.insert(entered.id, entered);
            }
        }
        known.sort();
        known
    }

    fn sort(&mut self) {
        let Self { entries, by_identity, by_payment, by_likeness, spellings, .. } = self;
        let key = |at: &usize| entries.get(*at).map(|entry| &entry.key);
        by_identity.extend(0..entries.len());
        by_identity.sort_by_key(|at| (key(at).map(|key| (&key.identity, &key.content)), *at));
        let payment_id = |at: &usize| key(at).and_then(|key| key.payment_id.as_deref());
        by_payment.extend((0..entries.len()).filter(|at| payment_id(at).is_some()));
        by_payment.sort_by_key(|at| (payment_id(at), *at));
        by_likeness.extend(
            (0..entries.len()).filter(|at| key(at).is_some_and(|key| !key.likeness.is_empty())),
        );
        by_likeness.sort_by_key(|at| (key(at).map(|key| &key.likeness), *at));
        *spellings = Spellings::of(entries.iter().map(|entry| &entry.key));
    }

    /// Returns an entry.
    pub(super) fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at)
    }

    /// Returns the entries with their places, the earliest first.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate()
    }

    /// Returns the places of the entries of which a part of the key is `wanted`, of those that are
    /// sorted by it.
    fn among<'k, P: Ord>(
        &'k self,
        sorted: &'k [usize],
        part: impl Fn(&'k Key) -> P,
        wanted: &P,
    ) -> &'k [usize] {
        let order = |at: &usize| self.entry(*at).map(|entry| part(&entry.key).cmp(wanted));
        let start = sorted.partition_point(|at| order(at) == Some(Ordering::Less));
        let rest = sorted.get(start..).unwrap_or_default();
        let end = rest.partition_point(|at| order(at) == Some(Ordering::Equal));
        rest.get(..end).unwrap_or_default()
    }

    fn of_identity(&self, identity: &str) -> &[usize] {
        self.among(&self.by_identity, |key| key.identity.as_str(), &identity)
    }

    /// Returns the places of the entries that have the number of the row's payment.
    fn of_payment(&self, row: &Keyed) -> &[usize] {
        let id = key::payment_id_of(&row.draft.command).filter(|_| !self.by_payment.is_empty());
        let wanted = id.map(String::as_str);
        wanted
            .map_or(&[], |_| self.among(&self.by_payment, |key| key.payment_id.as_deref(), &wanted))
    }

    /// Finds the entry that a row is, once for each row.
    pub(super) fn take(&mut self, row: &Keyed) -> Option<Sequence> {
        let (of_number, of_payment) = (self.of_identity(&row.identity), self.of_payment(row));
        if of_number.is_empty() && of_payment.is_empty() {
            return None;
        }
        let row = row.key()?;
        let equal = self.among(of_number, |key| &key.content, &&row.content);
        // What a row does not state does not tell it from an entry.
        let firm = row.content.firm();
        let looser = self.among(of_number, |key| key.content.firm(), &firm);
        let is_free = |at: &&usize| self.entry(**at).is_some_and(Entry::is_free);
        let is_it =
            |at: &&usize| self.entry(**at).is_some_and(|entry| is_said_by(&row, &entry.key));
        let found = equal.iter().find(is_free);
        let found = found.or_else(|| looser.iter().filter(is_free).find(is_it));
        let at = *found.or_else(|| of_payment.iter().filter(is_free).find(is_it))?;
        let entry = self.entries.get_mut(at)?;
        entry.held = Held::Taken;
        Some(entry.sequence)
    }

    /// Returns the payments that no row is and whose number was made from what they say, the earliest first.
    pub(super) fn made(&self) -> impl Iterator<Item = MadeEntry<'_>> {
        let free = self.entries.iter().enumerate().filter(|(_, entry)| entry.is_free());
        free.filter_map(|(at, Entry { sequence, batch, key, .. })| {
            let (stem, occurrence) = key::made_parts(&key.identity)?;
            Some(MadeEntry { at, sequence: *sequence, batch: *batch, stem, occurrence })
        })
    }

    /// Keeps what an entry is to the rows.
    pub(super) fn hold(&mut self, at: usize, held: Held) {
        if let Some(entry) = self.entries.get_mut(at) {
            entry.held = held;
            self.has_moved |= held == Held::Moved;
        }
    }

    /// Returns the places of the payments with a number of a voucher that no row is, with their day and amount,
    /// the earliest first.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, (Date, Money))> {
        let free = self.entries.iter().enumerate().filter(|(_, entry)| entry.is_free());
        let numbered = free.filter(|(_, entry)| entry.key.kinds.voucher);
        numbered.filter_map(|(at, entry)| Some((at, entry.paid?)))
    }

    /// Returns the key of an entry.
    pub(super) fn key_at(&self, at: usize) -> Option<&Key> {
        self.entry(at).map(|entry| &entry.key)
    }

    /// Returns why a row is asked about that may be this entry by a number of its own.
    pub(super) fn doubt_of_own(&self, at: usize, row: &Key) -> Option<Doubt> {
        let Entry { sequence, key, .. } = self.entry(at)?;
        let (sequence, differs) = (*sequence, differing(row, key).collect());
        Some(if row.identity == key.identity {
            Doubt::SameNumber { sequence, differs }
        } else if row.payment_id.is_some() && row.payment_id == key.payment_id {
            Doubt::SamePayment { sequence, differs }
        } else {
            Doubt::OtherSpelling {
                sequence,
                differs: row.content.differing(&key.content).collect(),
            }
        })
    }

    /// Returns why a row is asked about that says what this entry says under another number.
    pub(super) fn other_number(&self, at: usize) -> Option<Doubt> {
        let Entry { sequence, batch, key, .. } = self.entry(at)?;
        let voucher = key::voucher_of(&key.identity)?.to_owned();
        Some(Doubt::OtherNumber { sequence: *sequence, voucher, batch: *batch })
    }

    /// Returns an entry with a number that another number's row is asked about for, if all of its number are
    /// some row of the import: the number was given to another payment.
    pub(super) fn beside(&self, identity: &str) -> Option<Beside> {
        if !self.has_moved {
            return None;
        }
        let entries = || self.of_identity(identity).iter().filter_map(|at| self.entry(*at));
        let is_of_others = entries().all(|entry| matches!(entry.held, Held::Taken | Held::Moved));
        let moved = entries().find(|entry| is_of_others && entry.held == Held::Moved)?;
        Some(Beside { sequence: moved.sequence, batch: moved.batch })
    }

    /// Finds the entry with a number of the row and other content, and what it says otherwise; none where the
    /// number is another payment's by now.
    pub(super) fn same_number(&self, row: &Keyed) -> Option<Doubt> {
        let (of_number, of_payment) = (self.of_identity(&row.identity), self.of_payment(row));
        let of_number = if self.beside(&row.identity).is_some() { &[] } else { of_number };
        if of_number.is_empty() && of_payment.is_empty() {
            return None;
        }
        let key = row.key()?;
        let by_number = self.nearest(of_number, &key);
        let by_payment = || self.nearest(of_payment, &key);
        by_number.map(|(sequence, differs)| Doubt::SameNumber { sequence, differs }).or_else(|| {
            by_payment().map(|(sequence, differs)| Doubt::SamePayment { sequence, differs })
        })
    }

    /// Returns the entry that is most like a row, and what it says otherwise; one that is no other row, if
    /// there is any.
    fn nearest(&self, places: &[usize], row: &Key) -> Option<(Sequence, Vec<Field>)> {
        let free = |at: &&usize| self.entry(**at).is_some_and(Entry::is_free);
        let unlike = |at: &usize| {
            let entry = self.entry(*at)?;
            Some((entry.sequence, differing(row, &entry.key).collect::<Vec<Field>>()))
        };
        let nearest = places.iter().filter(free).take(NEAREST_AMONG).filter_map(unlike);
        let nearest = nearest.min_by_key(|(sequence, differs)| (differs.len(), *sequence));
        nearest.or_else(|| places.first().and_then(unlike))
    }

    /// Finds an entry that no row is and that looks like this one: where the two have no kind of number in
    /// common, or none at all and say the same in other writing, or both have the same in another spelling,
    /// which need not be of the same day. A carry-over looks like any standing one of its line and year.
    pub(super) fn look_alike(&self, row: &Keyed) -> Option<Doubt> {
        if self.by_likeness.is_empty() {
            return None;
        }
        let key = row.key()?;
        let alike = self.among(&self.by_likeness, |key| &key.likeness, &&key.likeness);
        if matches!(row.draft.command, Command::ChangeBudget { .. }) {
            let mut carried = alike.iter().filter_map(|at| self.entry(*at));
            let stands = carried.find(|entry| !entry.is_reversed);
            return stands.map(|entry| Doubt::CarriedOver(entry.sequence));
        }
        let free = || alike.iter().filter_map(|at| self.entry(*at)).filter(|entry| entry.is_free());
        let is_half = |entry: &&Entry| {
            entry.key.kinds.share_none(key.kinds) || is_written_otherwise(&key, &entry.key)
        };
        let half = free().find(is_half);
        self.spelled(&key).or_else(|| half.map(|entry| Doubt::LooksLike(entry.sequence)))
    }

    /// Finds an entry that no row is and whose number the row has in another spelling: one of its amount, or else
    /// one of its day or payee that is most like it.
    fn spelled(&self, row: &Key) -> Option<Doubt> {
        let free = |at: usize| self.entry(at).filter(|entry| entry.is_free());
        let mut number = SpelledNumber::of(row)?;
        let mut of_amount = self.spellings.of_amount(row).filter_map(free);
        let of_amount = of_amount.find(|entry| number.is_spelled_by(&entry.key));
        let others = || {
            let others = self.spellings.of_day_or_payee(row).filter_map(free);
            let others =
                others.filter(|entry| number.is_put_right_by(&entry.key)).take(NEAREST_AMONG);
            others.min_by_key(|entry| {
                (row.content.differing(&entry.key.content).count(), entry.sequence)
            })
        };
        let Entry { sequence, key, .. } = of_amount.or_else(others)?;
        let differs = row.content.differing(&key.content).collect();
        Some(Doubt::OtherSpelling { sequence: *sequence, differs })
    }
}

/// Returns what an entry says otherwise than a row, where both have one of their numbers in common.
fn differing<'k>(row: &'k Key, entry: &'k Key) -> impl Iterator<Item = Field> + 'k {
    let has_other = row.kinds.shared(entry.kinds).voucher && row.identity != entry.identity;
    has_other.then_some(Field::Voucher).into_iter().chain(row.content.differing(&entry.content))
}

/// Tells whether an entry says everything that a row says, where both have one of their numbers in common.
fn is_said_by(row: &Key, entry: &Key) -> bool {
    row.content.is_said_by(&entry.content) && differing(row, entry).next().is_none()
}

/// Tells whether two numbers of vouchers may be one in two spellings.
pub(super) fn may_be_spelled(row: &Key, entry: &Key) -> bool {
    let spelling = |key: &Key| key::voucher_of(&key.identity).map(Spelling::of);
    spelling(row).zip(spelling(entry)).is_some_and(|(row, entry)| row.may_be(&entry))
}

/// Tells whether the system that paid gave the two numbers of their own.
pub(super) fn are_two(row: &Key, entry: &Key) -> bool {
    let ids = row.payment_id.as_ref().zip(entry.payment_id.as_ref());
    ids.is_some_and(|(row, entry)| row != entry)
}

/// The number of a row that may be spelled otherwise. Entries that may have it mostly spell it one way, so that it is
/// held against the next spelling only.
struct SpelledNumber<'k> {
    row: &'k Key,
    spelling: Spelling,
    /// The number of the last entry, whether it may be this one, and whether it says of what kind the voucher is.
    last: Option<(&'k str, bool, bool)>,
}

impl<'k> SpelledNumber<'k> {
    fn of(row: &'k Key) -> Option<Self> {
        let spelling = Spelling::of(key::voucher_of(&row.identity)?);
        Some(Self { row, spelling, last: None })
    }

    /// Tells whether the number of an entry may be this one in another spelling, and whether it is bare.
    fn held_against(&mut self, entry: &'k Key) -> Option<(bool, bool)> {
        if self.row.identity == entry.identity {
            return None;
        }
        let voucher = key::voucher_of(&entry.identity)?;
        if let Some((_, may_be, is_bare)) = self.last.filter(|(last, ..)| *last == voucher) {
            return Some((may_be, is_bare));
        }
        let spelling = Spelling::of(voucher);
        let found = (self.spelling.may_be(&spelling), spelling.is_bare());
        self.last = Some((voucher, found.0, found.1));
        Some(found)
    }

    /// Tells whether an entry has the number in another spelling.
    fn is_spelled_by(&mut self, entry: &'k Key) -> bool {
        self.held_against(entry).is_some_and(|(may_be, _)| may_be)
    }

    /// Tells whether the row, of another amount, may be what an entry of its day or payee was put right to. A number
    /// that does not say of what kind the voucher is begins anew for each cashier, so there day and payee must both
    /// agree; the system that paid gave two payments numbers of their own.
    fn is_put_right_by(&mut self, entry: &'k Key) -> bool {
        let Some((true, is_bare)) = self.held_against(entry) else { return false };
        let of_both =
            || self.row.spelled.zip(entry.spelled).is_some_and(|(row, entry)| row.agrees(&entry));
        !are_two(self.row, entry) && (!is_bare && !self.spelling.is_bare() || of_both())
    }
}

/// Tells whether two payments without numbers say the same, and only write it differently: nothing is shared by
/// the numbers that were made of what they say.
fn is_written_otherwise(row: &Key, entry: &Key) -> bool {
    let has_number = |key: &Key| key.kinds != NumberKinds::default();
    let stem = |key: &Key| key::made_parts(&key.identity).map(|(stem, _)| stem.to_owned());
    !has_number(row)
        && !has_number(entry)
        && stem(row) != stem(entry)
        && row.content.print() == entry.content.print()
}
