//! A remembered mapping, found again by the header it was made for and shared as TOML.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};

use crate::field::Field;
use crate::kind::Kind;
use crate::mapping::{AmountColumn, Mapping, unique_name};
use crate::read::is_offered;
use crate::returned::REASON;
use crate::table::{Column, MoneyUnit, Table};
use crate::vocabulary::fold;

/// How one kind of file is mapped. Fields are named as in [`Field::name`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Kind of import, like `payments`.
    pub kind: String,
    /// Fingerprint of the headers, for finding it again.
    pub header: String,
    /// Unit of bare numbers, as confirmed by a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<MoneyUnit>,
    /// Whether each column and each sheet is in the unit that it states, as a person said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_stated: bool,
    /// Headers by field; empty for a field that no column fills.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// Several columns of amounts, each with what it says of them; empty where there is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amounts: Vec<AmountColumn>,
    /// What stands in where a cell is empty, by field: what is true of every file of this header. What
    /// describes one file (its day, its numbers, its amounts) is not applied.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<String, String>,
    /// Headers of columns that a person said do not count, each with the few words that it said then; it is asked
    /// about again where it says others. No words for one that may say anything.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unused: BTreeMap<String, Vec<String>>,
}

/// A profile that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// It is no TOML of this form.
    #[error("it is no profile")]
    Form(#[from] toml::de::Error),
    /// It names what there is not.
    #[error("it names what there is not: {0:?}")]
    Unknown(Vec<UnknownName>),
}

/// A name in a profile that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownName {
    /// No kind of import.
    Kind(String),
    /// No key of a profile.
    Key(String),
    /// No field of a row.
    Field(String),
}

/// The keys of a profile.
const KEYS: [&str; 8] =
    ["kind", "header", "unit", "as_stated", "columns", "amounts", "constants", "unused"];

/// The keys of a column of amounts.
const AMOUNT_KEYS: [&str; 2] = ["header", "set"];

impl Profile {
    pub(crate) fn of(mapping: &Mapping, table: &Table) -> Self {
        let columns = mapping.columns.iter();
        let columns = columns
            .map(|(field, position)| (field.name().to_owned(), unique_name(table, *position)));
        // Whether rows are the unit's own is asked of each file anew.
        let left_out = mapping.left_out.iter().filter(|field| !field.says_unit());
        let left_out = left_out.map(|field| (field.name().to_owned(), String::new()));
        let constants =
            mapping.standing.iter().map(|(field, text)| (field.name().to_owned(), text.clone()));
        let amounts = mapping.parts.iter().filter_map(|part| {
            let header = table.columns.get(part.position)?.name.clone();
            let set = part.constants.iter().filter(|(field, _)| !field.is_of_one_file());
            let set = set.map(|(field, text)| (field.name().to_owned(), text.clone())).collect();
            Some(AmountColumn { header, set })
        });
        Self {
            kind: mapping.kind.key().to_owned(),
            header: header_fingerprint(table),
            unit: mapping.unit,
            as_stated: mapping.as_stated,
            columns: columns.chain(left_out).collect(),
            amounts: amounts.collect(),
            constants: constants.collect(),
            unused: mapping.accepted.clone(),
        }
    }

    /// Reads a profile and checks its words; all that mean nothing are said at once.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let table: toml::Table = toml::from_str(text)?;
        let unknown = unknown_names(&table);
        if !unknown.is_empty() {
            return Err(ProfileError::Unknown(unknown));
        }
        Ok(toml::from_str(text)?)
    }

    /// Writes the profile.
    pub fn to_text(&self) -> Result<String, toml::ser::Error> {
        toml::to_string_pretty(self)
    }

    /// Returns the name of its file in a ledger folder.
    pub fn file_name(&self) -> String {
        format!("{}-{}.toml", self.kind, self.header)
    }

    pub(crate) fn fields(&self) -> BTreeMap<Field, String> {
        fields(&self.columns)
    }

    /// Returns the constants that hold for every file of this header.
    pub(crate) fn standing(&self) -> BTreeMap<Field, String> {
        let mut standing = fields(&self.constants);
        standing.retain(|field, _| field.describes_lists());
        standing
    }

    /// Returns the columns of amounts, each with what holds for every file.
    pub(crate) fn amount_columns(&self) -> Vec<AmountColumn> {
        let holds = |name: &str| Field::named(name).is_some_and(|field| !field.is_of_one_file());
        let mut amounts = self.amounts.clone();
        for column in &mut amounts {
            column.set.retain(|name, _| holds(name));
        }
        amounts
    }

    /// Returns the constants that describe one file and are therefore not applied to another.
    pub(crate) fn of_one_file(&self) -> BTreeMap<Field, String> {
        let mut of_one = fields(&self.constants);
        of_one.retain(|field, _| !field.describes_lists());
        let of_amounts = self.amounts.iter().flat_map(|column| fields(&column.set));
        of_one.extend(of_amounts.filter(|(field, _)| field.is_of_one_file()));
        of_one
    }

    /// Returns the headers and the fields they fill, for finding the header.
    pub fn headers(&self) -> impl Iterator<Item = (&str, Field)> {
        self.columns
            .iter()
            .filter(|(_, header)| !header.is_empty())
            .filter_map(|(name, header)| Field::named(name).map(|field| (header.as_str(), field)))
            .chain(self.amounts.iter().map(|column| (column.header.as_str(), Field::Amount)))
    }
}

/// Finds the names of a profile that mean nothing.
fn unknown_names(table: &toml::Table) -> Vec<UnknownName> {
    fn keys(value: Option<&toml::Value>) -> impl Iterator<Item = &String> {
        value.and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::keys)
    }
    let is_key = |key: &&String| !KEYS.contains(&key.as_str());
    let mut unknown: Vec<UnknownName> =
        table.keys().filter(is_key).cloned().map(UnknownName::Key).collect();
    let kind = table.get("kind").and_then(toml::Value::as_str);
    let kind = kind.filter(|kind| kind.parse::<Kind>().is_err());
    unknown.extend(kind.map(|kind| UnknownName::Kind(kind.to_owned())));
    let amounts = table.get("amounts").and_then(toml::Value::as_array).into_iter().flatten();
    let amounts: Vec<&toml::Table> = amounts.filter_map(toml::Value::as_table).collect();
    for amount in &amounts {
        let is_key = |key: &&String| !AMOUNT_KEYS.contains(&key.as_str());
        unknown.extend(amount.keys().filter(is_key).cloned().map(UnknownName::Key));
    }
    let of_amounts = amounts.iter().flat_map(|amount| keys(amount.get("set")));
    let named = keys(table.get("columns")).chain(keys(table.get("constants"))).chain(of_amounts);
    for name in named.filter(|name| Field::named(name).is_none()) {
        let name = UnknownName::Field(name.clone());
        if !unknown.contains(&name) {
            unknown.push(name);
        }
    }
    unknown
}

fn fields(named: &BTreeMap<String, String>) -> BTreeMap<Field, String> {
    let field =
        |(name, text): (&String, &String)| Field::named(name).map(|field| (field, text.clone()));
    named.iter().filter_map(field).collect()
}

/// Returns the fingerprint of a table's headers; their order and spacing do not count, nor does the column of
/// reasons of a sheet that came back, nor one that may be its parts instead.
pub fn header_fingerprint(table: &Table) -> String {
    let is_named =
        |column: &&Column| !column.name.is_empty() && column.name != REASON && !is_offered(column);
    let named = table.columns.iter().filter(is_named);
    let mut headers: Vec<String> = named.map(|column| fold(&column.name)).collect();
    headers.sort_unstable();
    fingerprint(&headers.join("\n"))
}

/// Returns 16 hexadecimal digits that stand for a text.
pub(crate) fn fingerprint(text: &str) -> String {
    let digest = Sm3::digest(text.as_bytes());
    let head = digest.iter().take(8).fold(0_u64, |head, byte| (head << 8) | u64::from(*byte));
    format!("{head:016x}")
}
