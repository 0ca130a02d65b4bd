//! Rows with their identities, and the order in which they are judged.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::book::{BudgetChange, Command};
use taizhang_import::draft::Draft;
use taizhang_import::key::{self, Content, Key};

use super::settling::Settling;

/// A draft with its identity. The rest of its key is made for the few rows that need it.
#[derive(Debug)]
pub(super) struct Keyed {
    pub(super) draft: Draft,
    pub(super) identity: String,
    /// Whether its number was made here from what it says.
    is_made: bool,
}

impl Keyed {
    pub(super) fn key(&self) -> Option<Key> {
        key::of_command(&self.draft.command, self.draft.on)
    }

    /// Returns what equal payments share of the identity, if its number was made here.
    pub(super) fn made_stem(&self) -> Option<&str> {
        let is_made = self.is_made.then_some(&self.identity);
        is_made.and_then(|identity| Some(key::made_parts(identity)?.0))
    }

    fn content(&self) -> Option<Content> {
        self.key().map(|key| key.content)
    }
}

/// The rows of an import, in the order of the files.
#[derive(Debug)]
pub(super) struct KeyedRows {
    /// Each is taken out when it is judged.
    rows: Vec<Option<Keyed>>,
    /// Places of the rows in the order in which they are judged.
    order: Vec<usize>,
}

impl KeyedRows {
    /// Gives payments without a number one of their own, and orders the rows by date, by what goes first
    /// on one day, by number.
    pub(super) fn of(drafts: Vec<Draft>, settling: &Settling<'_>) -> Self {
        let mut rows = Vec::with_capacity(drafts.len());
        rows.extend(numbered(drafts).map(Some));
        let order = order(&rows, settling);
        Self { rows, order }
    }

    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// Returns the rows that were not taken out, in the order in which they are judged.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &Keyed> {
        self.order.iter().filter_map(|at| self.rows.get(*at)?.as_ref())
    }

    /// Returns the rows in the order of the files, each with its place in the order in which it is judged.
    pub(super) fn in_file_order(&self) -> impl Iterator<Item = (usize, &Keyed)> {
        let mut judged = vec![0; self.rows.len()];
        for (place, at) in self.order.iter().enumerate() {
            if let Some(judged) = judged.get_mut(*at) {
                *judged = place;
            }
        }
        let rows = self.rows.iter().zip(judged);
        rows.filter_map(|(row, place)| Some((place, row.as_ref()?)))
    }

    /// Gives rows whose number was made here another occurrence number; they are named by their place in the
    /// order in which they are judged.
    pub(super) fn renumber(&mut self, occurrences: &BTreeMap<usize, u32>) {
        for (place, occurrence) in occurrences {
            let at = self.order.get(*place).copied();
            let Some(Some(row)) = at.and_then(|at| self.rows.get_mut(at)) else { continue };
            if let Command::Disburse(payment) = &mut row.draft.command {
                let stem = payment.voucher.rsplit_once('-').map_or("", |(stem, _)| stem);
                payment.voucher = format!("{stem}-{occurrence}");
            }
            if let Some(identity) = key::identity_of_command(&row.draft.command, row.draft.on) {
                row.identity = identity;
            }
        }
    }

    /// Takes the rows out in the order in which they are judged.
    pub(super) fn into_order(self) -> impl Iterator<Item = Keyed> {
        let Self { mut rows, order } = self;
        order.into_iter().filter_map(move |at| rows.get_mut(at)?.take())
    }
}

/// Gives payments without a number one of their own, and every draft its identity.
fn numbered(drafts: Vec<Draft>) -> impl Iterator<Item = Keyed> {
    let mut occurrences: BTreeMap<String, u32> = BTreeMap::new();
    let with_identity = move |mut draft: Draft| {
        let mut is_made = false;
        if let Command::Disburse(payment) = &mut draft.command
            && payment.voucher.is_empty()
        {
            is_made = true;
            let stem = key::number_stem(draft.on, payment);
            let count = occurrences.entry(stem.clone()).or_default();
            *count = count.saturating_add(1);
            payment.voucher = format!("{stem}{count}");
        }
        let identity = key::identity_of_command(&draft.command, draft.on)?;
        Some(Keyed { draft, identity, is_made })
    };
    drafts.into_iter().filter_map(with_identity)
}

fn order(rows: &[Option<Keyed>], settling: &Settling<'_>) -> Vec<usize> {
    let place = |(at, row): (usize, &Option<Keyed>)| {
        let draft = &row.as_ref()?.draft;
        Some((draft.on, rank(&draft.command), settling.rank(draft), at))
    };
    let mut order: Vec<(Date, u8, u8, usize)> = Vec::with_capacity(rows.len());
    order.extend(rows.iter().enumerate().filter_map(place));
    order.sort_unstable();
    let row = |at: usize| rows.get(at).and_then(Option::as_ref);
    let identity = |at: usize| row(at).map(|row| row.identity.as_str());
    let content = |at: usize| row(at).and_then(Keyed::content);
    for day in order.chunk_by_mut(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
        day.sort_by(|(.., a), (.., b)| {
            identity(*a).cmp(&identity(*b)).then_with(|| content(*a).cmp(&content(*b)))
        });
    }
    order.into_iter().map(|(.., at)| at).collect()
}

/// What goes first on one day: authority before what uses it.
const fn rank(command: &Command) -> u8 {
    match command {
        Command::ChangeBudget {
            change: BudgetChange::Original | BudgetChange::Supplement | BudgetChange::CarryOverIn(_),
            ..
        } => 0,
        Command::MoveBudget { .. } => 1,
        Command::RecordActivity(_) => 2,
        _ => 3,
    }
}
