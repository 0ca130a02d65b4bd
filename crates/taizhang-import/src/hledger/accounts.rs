//! Which budget line an account stands for, where the journal does not say it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Accounts by name, each with what its postings are charged to.
///
/// As TOML:
/// ```toml
/// ["支出:办公费"]
/// line = "2022-002"
/// economic = "30201"
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct AccountTable(pub BTreeMap<String, AccountEntry>);

/// What the postings of an account, and of the accounts below it, are charged to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountEntry {
    /// Id of the budget line.
    pub line: Option<String>,
    /// Department economic code.
    pub economic: Option<String>,
}

/// A table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the table of accounts cannot be read")]
pub struct AccountTableError {
    /// Place and cause, as the reader of TOML tells them.
    #[from]
    pub source: toml::de::Error,
}

impl AccountTable {
    /// Reads a table from TOML.
    pub fn parse(text: &str) -> Result<Self, AccountTableError> {
        Ok(toml::from_str(text)?)
    }

    /// Returns what is said about an account, from its own entry and then from those above it.
    pub(super) fn value(
        &self,
        account: &str,
        pick: fn(&AccountEntry) -> Option<&String>,
    ) -> Option<&str> {
        upwards(account).find_map(|name| self.0.get(name).and_then(pick)).map(String::as_str)
    }

    /// Tells whether the account or one above it is in the table.
    pub(super) fn knows(&self, account: &str) -> bool {
        upwards(account).any(|name| self.0.contains_key(name))
    }
}

/// The account and those above it, itself first.
pub(super) fn upwards(account: &str) -> impl Iterator<Item = &str> {
    let ends = account.match_indices(':').map(|(at, _)| at).collect::<Vec<_>>();
    let above = ends.into_iter().rev().filter_map(|at| account.get(..at));
    std::iter::once(account).chain(above)
}
