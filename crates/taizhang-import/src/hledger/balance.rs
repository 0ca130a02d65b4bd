//! Transactions that balance, and assertions that hold.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::fault::{HledgerFault, LineFault};
use super::transaction::{Assertion, Draft, DraftPosting};

/// A transaction whose postings all have an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// Its first line, from 1.
    pub line: u32,
    /// Its date.
    pub date: Date,
    /// Its code, in parentheses in the journal; empty where there is none.
    pub code: String,
    /// Its description.
    pub description: String,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// Its postings, in the order of the file.
    pub postings: Vec<Posting>,
}

/// A posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Its line, from 1.
    pub line: u32,
    /// Its account, with `:` between the parts.
    pub account: String,
    /// Which sum it counts in.
    pub kind: PostingKind,
    /// Signed yuan.
    pub amount: Decimal,
    /// Whether it or its transaction is marked as pending (`!`).
    pub is_pending: bool,
    /// Its own tags.
    pub tags: BTreeMap<String, String>,
    pub(super) assertion: Option<Assertion>,
}

/// Which sum of its transaction a posting counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostingKind {
    /// A common posting.
    Real,
    /// `[account]`: virtual, in a sum of its own.
    BalancedVirtual,
    /// `(account)`: virtual, in no sum.
    Unbalanced,
}

impl Draft {
    /// Fills in the amounts that were left out.
    pub(super) fn balance(self) -> Result<Transaction, Vec<LineFault>> {
        let at = |line, fault| LineFault { line, fault };
        if self.postings.is_empty() {
            return Err(vec![at(self.line, HledgerFault::NoPosting)]);
        }
        let real = rest_of(&self.postings, PostingKind::Real);
        let own = rest_of(&self.postings, PostingKind::BalancedVirtual);
        let faults: Vec<LineFault> = [&real, &own]
            .into_iter()
            .filter_map(|rest| rest.as_ref().err().cloned())
            .map(|fault| at(self.line, fault))
            .collect();
        let (Ok(real), Ok(own)) = (real, own) else { return Err(faults) };
        let is_pending = self.is_pending;
        let filled = |posting: DraftPosting| {
            let left_out = match posting.kind {
                PostingKind::Real => real,
                PostingKind::BalancedVirtual => own,
                PostingKind::Unbalanced => None,
            };
            let missing = at(posting.line, HledgerFault::Amount(String::new()));
            Ok(Posting {
                line: posting.line,
                amount: posting.amount.or(left_out).ok_or(missing)?,
                account: posting.account,
                kind: posting.kind,
                is_pending: is_pending || posting.is_pending,
                tags: posting.tags,
                assertion: posting.assertion,
            })
        };
        let postings: Result<Vec<Posting>, LineFault> =
            self.postings.into_iter().map(filled).collect();
        Ok(Transaction {
            line: self.line,
            date: self.date,
            code: self.code,
            description: self.description,
            tags: self.tags,
            postings: postings.map_err(|fault| vec![fault])?,
        })
    }
}

/// Returns what the one posting without an amount has to be; none where all have one.
fn rest_of(postings: &[DraftPosting], kind: PostingKind) -> Result<Option<Decimal>, HledgerFault> {
    let counted: Vec<&DraftPosting> =
        postings.iter().filter(|posting| posting.kind == kind).collect();
    let mut sum = Decimal::ZERO;
    for amount in counted.iter().filter_map(|posting| posting.amount) {
        sum = sum.checked_add(amount).ok_or(HledgerFault::Overflow)?;
    }
    match counted.iter().filter(|posting| posting.amount.is_none()).count() {
        0 if sum.is_zero() => Ok(None),
        0 => Err(HledgerFault::Unbalanced(sum)),
        1 => Ok(Some(-sum)),
        _ => Err(HledgerFault::SeveralElided),
    }
}

/// Checks every assertion in the order of dates, and of the file within a day.
pub(super) fn check_assertions(transactions: &[Transaction]) -> Vec<LineFault> {
    let mut ordered: Vec<&Transaction> = transactions.iter().collect();
    ordered.sort_by_key(|transaction| transaction.date);
    let mut balances: BTreeMap<&str, Decimal> = BTreeMap::new();
    let mut faults = Vec::new();
    for posting in ordered.into_iter().flat_map(|transaction| &transaction.postings) {
        let balance = balances.entry(&posting.account).or_default();
        let Some(sum) = balance.checked_add(posting.amount) else {
            faults.push(LineFault { line: posting.line, fault: HledgerFault::Overflow });
            continue;
        };
        *balance = sum;
        let Some(assertion) = posting.assertion else { continue };
        let actual =
            if assertion.with_below { with_below(&balances, &posting.account) } else { sum };
        if actual != assertion.balance {
            let fault = HledgerFault::Assertion {
                account: posting.account.clone(),
                actual,
                asserted: assertion.balance,
            };
            faults.push(LineFault { line: posting.line, fault });
        }
    }
    faults
}

fn with_below(balances: &BTreeMap<&str, Decimal>, account: &str) -> Decimal {
    let is_within = |name: &str| {
        name.strip_prefix(account).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    };
    let within = balances.iter().filter(|(name, _)| is_within(name));
    within.fold(Decimal::ZERO, |sum, (_, balance)| sum.saturating_add(*balance))
}
