//! What the rows of an import are found to be before they are judged: entries of the ledger, or rows that a person
//! must say it of.

use std::collections::BTreeMap;

use taizhang_core::ids::Sequence;
use taizhang_import::draft::Source;

use super::alike::Alike;
use super::copies::Copies;
use super::doubt::Doubt;
use super::keyed::{Keyed, KeyedRows};
use super::known::Known;
use super::reentry::Reentry;
use super::twins::{self, Twin};
use super::{again, alike, corrected, repeats, saved_anew};

/// What is found of the rows, by their place in the order in which they are judged.
pub(super) struct Sought<'s> {
    sources: &'s [Source],
    /// The entries that rows are by their numbers.
    taken: Vec<Option<Sequence>>,
    /// What rows without a number are.
    twins: BTreeMap<usize, Twin>,
    /// What is asked about rows beside others, or before their number is looked for.
    first: BTreeMap<usize, Doubt>,
    /// What is asked where the number says nothing.
    last: BTreeMap<usize, Doubt>,
    reentry: Reentry,
    /// What is asked where nothing else is: other rows spell the number otherwise.
    numbers: BTreeMap<usize, Doubt>,
}

impl<'s> Sought<'s> {
    /// Looks for the rows.
    pub(super) fn of(
        rows: &mut KeyedRows,
        known: &mut Known,
        reentry: Reentry,
        copies: &Copies,
        sources: &'s [Source],
    ) -> Self {
        // Exact matches first: what an entry is taken for must not depend on the order of rows.
        let mut take = |row: &Keyed| row.made_stem().is_none().then(|| known.take(row)).flatten();
        let taken: Vec<Option<Sequence>> = rows.in_order().map(&mut take).collect();
        let twins = twins::find(rows, known);
        let reentry = reentry.without(&taken, &twins);
        let Alike { payments: first, numbers } =
            alike::look_alikes(rows, &twins::known_rows(&taken, &twins), copies);
        let last = BTreeMap::new();
        let mut sought = Self { sources, taken, twins, first, last, reentry, numbers };
        sought.first.extend(repeats::repeats(rows, copies));
        let moved = again::find(rows, known, |place, row| sought.settles(place, row));
        sought.first.extend(moved);
        sought.last =
            saved_anew::find(rows, known, sources, |place, row| sought.settles(place, row));
        let put_right = corrected::find(rows, known, |place, row| sought.settles(place, row));
        sought.last.extend(put_right);
        sought
    }

    /// Tells of each row whether it is an entry.
    pub(super) fn known_rows(&self) -> Vec<bool> {
        twins::known_rows(&self.taken, &self.twins)
    }

    /// Tells whether a row is an entry, or asked about.
    fn settles(&self, place: usize, row: &Keyed) -> bool {
        self.taken.get(place).is_none_or(Option::is_some)
            || self.twins.contains_key(&place)
            || self.first.contains_key(&place)
            || self.last.contains_key(&place)
            || self.reentry.holds(&row.draft, self.sources)
    }

    /// Returns the entry that a row is.
    pub(super) fn entry(&self, place: usize) -> Option<Sequence> {
        let taken = self.taken.get(place).copied().flatten();
        taken.or_else(|| self.twins.get(&place)?.same())
    }

    /// Takes out why a row that is no entry may still not be new.
    pub(super) fn doubt(&mut self, place: usize, row: &Keyed, known: &Known) -> Option<Doubt> {
        let twin = self.twins.remove(&place).and_then(Twin::into_doubt);
        twin.or_else(|| self.first.remove(&place))
            .or_else(|| known.same_number(row))
            .or_else(|| known.look_alike(row))
            .or_else(|| self.last.remove(&place))
            .or_else(|| self.reentry.doubt(&row.draft, self.sources))
            .or_else(|| self.numbers.remove(&place))
    }
}
