//! What payments say besides their numbers and economic class, part by part and however it is written, so that those
//! are found that agree but for some parts.

use taizhang_import::field::Field;
use taizhang_import::key::Key;

/// The parts, the likeliest to be put right first.
const PARTS: [Field; 5] = [Field::Amount, Field::Payee, Field::Memo, Field::Line, Field::Date];

/// Some of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts(u8);

/// What a payment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Said([u64; PARTS.len()]);

impl Parts {
    pub(super) const AMOUNT: Self = Self(1);
    pub(super) const DATE: Self = Self(1 << 4);

    /// Returns all that two payments may differ in: first one part, then two, and so on.
    pub(super) fn that_differ() -> Vec<Self> {
        let mut parts: Vec<u8> = (1..1 << PARTS.len()).collect();
        parts.sort_by_key(|parts| (parts.count_ones(), *parts));
        parts.into_iter().map(Self).collect()
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn holds(self, at: usize) -> bool {
        self.0 >> at & 1 == 1
    }
}

impl Said {
    /// Returns what a payment says; nothing for what is none.
    pub(super) fn of(key: &Key) -> Option<Self> {
        key.content.prints(PARTS).map(Self)
    }

    /// Returns it without some parts.
    #[must_use]
    pub(super) fn without(mut self, parts: Parts) -> Self {
        let left_out = self.0.iter_mut().enumerate().filter(|(at, _)| parts.holds(*at));
        left_out.for_each(|(_, said)| *said = 0);
        self
    }
}
