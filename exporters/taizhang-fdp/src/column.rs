//! Columns: the field of the schema and where its value comes from, side by side.

use serde::Serialize;
use taizhang_export::{Money, fixed};

/// A column of a table whose rows are made from `R`.
pub(crate) struct Column<R: ?Sized> {
    pub(crate) field: Field,
    pub(crate) value: fn(&R) -> String,
}

/// A field of a table schema.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Field {
    name: &'static str,
    title: &'static str,
    #[serde(rename = "type")]
    kind: Kind,
    /// Concept of the fiscal taxonomies.
    #[serde(rename = "columnType", skip_serializing_if = "Option::is_none")]
    column_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    normalize: Option<Normalize>,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
}

/// Types of table schema that the tables need.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Date,
}

/// Which phase of the budget a measure shows.
#[derive(Clone, Copy, Debug, Serialize)]
struct Normalize {
    phase: &'static str,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unique: bool,
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    allowed: Option<&'static [&'static str]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u8>,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl<R: ?Sized> Column<R> {
    /// A column of `kind` that may be empty.
    pub(crate) const fn new(
        name: &'static str,
        title: &'static str,
        kind: Kind,
        value: fn(&R) -> String,
    ) -> Self {
        let constraints = Constraints {
            required: false,
            unique: false,
            allowed: None,
            pattern: None,
            minimum: None,
        };
        let field = Field { name, title, kind, column_type: None, normalize: None, constraints };
        Self { field, value }
    }

    /// A column of text.
    pub(crate) const fn text(
        name: &'static str,
        title: &'static str,
        value: fn(&R) -> String,
    ) -> Self {
        Self::new(name, title, Kind::String, value)
    }

    /// A column of codes: digits that must never be read as a number.
    pub(crate) const fn code(
        name: &'static str,
        title: &'static str,
        value: fn(&R) -> String,
    ) -> Self {
        let mut column = Self::new(name, title, Kind::String, value).required();
        column.field.constraints.pattern = Some("^[0-9]+$");
        column
    }

    /// A column of yuan that is never empty.
    pub(crate) const fn yuan(
        name: &'static str,
        title: &'static str,
        value: fn(&R) -> String,
    ) -> Self {
        Self::new(name, title, Kind::Number, value).required()
    }

    /// Names the concept that the column holds.
    pub(crate) const fn of_type(mut self, column_type: &'static str) -> Self {
        self.field.column_type = Some(column_type);
        self
    }

    /// Makes the column one phase of the amount.
    pub(crate) const fn in_phase(mut self, phase: &'static str) -> Self {
        self.field.normalize = Some(Normalize { phase });
        self
    }

    pub(crate) const fn required(mut self) -> Self {
        self.field.constraints.required = true;
        self
    }

    /// Makes the column the table's key.
    pub(crate) const fn unique(mut self) -> Self {
        self.field.constraints.unique = true;
        self.required()
    }

    pub(crate) const fn one_of(mut self, allowed: &'static [&'static str]) -> Self {
        self.field.constraints.allowed = Some(allowed);
        self.required()
    }

    /// Refuses numbers below zero.
    pub(crate) const fn not_below_zero(mut self) -> Self {
        self.field.constraints.minimum = Some(0);
        self
    }
}

impl Field {
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }
}

/// Prints yuan with two decimals.
pub(crate) fn yuan(amount: Money) -> String {
    fixed(amount.yuan(), 2)
}

/// Prints what may be missing.
pub(crate) fn or_empty(words: Option<&String>) -> String {
    words.cloned().unwrap_or_default()
}
