//! Ledgers of an account of spending (5101 单位管理费用明细账): what is debited was spent, and what is credited
//! takes spending back, or closes the account.

use std::collections::BTreeMap;

use crate::accounts;
use crate::balances::{self, Proof};
use crate::field::Field;
use crate::kind::Kind;
use crate::sides::{self, counterpart, is_own_journal};
use crate::table::Table;

/// A side of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// 借方.
    Debit,
    /// 贷方.
    Credit,
}

/// What stands in the column of money beside what was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    /// It was received.
    Received,
    /// It takes back what was spent: the table is the ledger of such an account.
    TakesBack,
}

impl Credit {
    /// Returns what is credited where this side of an account of spending would be read as paid.
    pub(super) const fn beside(side: Option<Side>) -> Self {
        match side {
            Some(Side::Debit) => Self::TakesBack,
            Some(Side::Credit) | None => Self::Received,
        }
    }
}

/// Returns which side would be read as paid, if the table is the ledger of an account of spending. None
/// also where its balances fall by what is debited: of such an account they rise.
pub(super) fn side(table: &Table, kind: Kind, columns: &BTreeMap<Field, usize>) -> Option<Side> {
    if !kind.is_of_payments() || table.header.is_empty() || is_own_journal(table) {
        return None;
    }
    let amount = table.columns.get(*columns.get(&Field::Amount)?)?;
    let side = side_of(&amount.name).or_else(|| {
        let at = *columns.get(&Field::Direction)?;
        let mut words = table.rows.iter().map(|row| row.cell(at).to_string());
        words.any(|word| side_of(&word).is_some()).then_some(Side::Debit)
    })?;
    let is_of_spending = if let Some(account) = accounts::stated(table) {
        accounts::is_of_spending(&account)
    } else {
        let other = columns.get(&Field::Income).copied().or_else(|| counterpart(table, amount));
        let filled = |at: usize| {
            let numbers = table.rows.iter().filter_map(|row| sides::number(row.cell(at)));
            numbers.filter(|number| !number.is_zero()).count()
        };
        let (own, other) = (filled(amount.position), other.map_or(0, filled));
        // A cashier's list may name what was paid for beside what came in and went out.
        let is_mostly_debited = if side == Side::Debit { own > other } else { own < other };
        is_mostly_debited && accounts::are_of_spending(table)
    };
    let is_contradicted = match side {
        Side::Debit => balances::proof(table, columns) == Proof::Agrees,
        Side::Credit => balances::proof(table, columns) == Proof::Contradicts,
    };
    (is_of_spending && !is_contradicted).then_some(side)
}

fn side_of(words: &str) -> Option<Side> {
    let lower = words.to_lowercase();
    let says = |word: &str| lower.contains(word);
    match (says("借") || says("debit"), says("贷") || says("credit")) {
        (true, false) => Some(Side::Debit),
        (false, true) => Some(Side::Credit),
        _ => None,
    }
}
