//! What a file can hold, and which columns that takes.

mod activities;
mod asset_classes;
mod assets;
mod budget;
mod code_names;
mod disposal;
mod indicators;
mod joined;
mod line;
mod names;
mod opening;
mod payments;
mod staff;
mod statement;
mod targets;
mod virements;

use std::str::FromStr;

use crate::draft::{Drafts, Source, Surroundings};
use crate::field::Field;
use crate::sides::DIRECTIONS;

pub(crate) use asset_classes::code_of as asset_code_of;
pub(crate) use budget::{is_carry_over, is_other_change};
pub(crate) use disposal::is_of_disposal;
pub use disposal::lessens;
pub(crate) use line::optional_line;
pub(crate) use names::MEMO;
pub use statement::{DoubtfulRow, Statement, StatementRow, statement};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Posts and people.
    Staff,
    /// Assets by class.
    Assets,
    /// Opening balances: what was carried over from earlier years.
    Opening,
    /// Budget documents: 年初批复, 追加, 追减, 调剂, 结转 and the like.
    Budget,
    /// Performance indicators with their targets.
    Indicators,
    /// Activities and what they counted.
    Activities,
    /// Payments.
    Payments,
    /// The provincial system's list of payments, for comparing only.
    Statement,
    /// Files of evidence, which are no rows and have no columns.
    Evidence,
}

/// A column that a kind knows.
#[derive(Clone, Copy, Debug)]
pub struct KnownColumn {
    /// What it means.
    pub field: Field,
    /// Whether a row cannot do without it.
    pub required: bool,
    /// Its headers, the canonical one first, national field names last.
    pub names: &'static [&'static str],
}

/// A column that every row fills.
const fn required(field: Field, names: &'static [&'static str]) -> KnownColumn {
    KnownColumn { field, required: true, names }
}

/// A column that may be absent or blank.
const fn optional(field: Field, names: &'static [&'static str]) -> KnownColumn {
    KnownColumn { field, required: false, names }
}

impl Kind {
    /// All kinds of rows, in the order in which a year needs them.
    pub const ALL: [Self; 8] = [
        Self::Staff,
        Self::Assets,
        Self::Opening,
        Self::Budget,
        Self::Indicators,
        Self::Activities,
        Self::Payments,
        Self::Statement,
    ];

    /// Returns the word for commands and profiles.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Assets => "assets",
            Self::Opening => "opening",
            Self::Budget => "budget",
            Self::Indicators => "indicators",
            Self::Activities => "activities",
            Self::Payments => "payments",
            Self::Statement => "statement",
            Self::Evidence => "evidence",
        }
    }

    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Staff => "人员",
            Self::Assets => "资产",
            Self::Opening => "期初结转",
            Self::Budget => "预算文件",
            Self::Indicators => "绩效指标",
            Self::Activities => "活动",
            Self::Payments => "支付",
            Self::Statement => "对账单",
            Self::Evidence => "佐证",
        }
    }

    /// Returns the columns it knows.
    pub const fn columns(self) -> &'static [KnownColumn] {
        match self {
            Self::Staff => staff::COLUMNS,
            Self::Assets => assets::COLUMNS,
            Self::Opening => opening::COLUMNS,
            Self::Budget => budget::COLUMNS,
            Self::Indicators => indicators::COLUMNS,
            Self::Activities => activities::COLUMNS,
            Self::Payments => payments::COLUMNS,
            Self::Statement => statement::COLUMNS,
            Self::Evidence => &[],
        }
    }
}

impl Kind {
    /// Returns the fields that every row needs.
    pub(crate) fn required(self) -> impl Iterator<Item = Field> {
        self.columns().iter().filter(|known| known.required).map(|known| known.field)
    }

    /// Returns the words that a field of this kind can hold, where there are a few only.
    pub(crate) fn words(self, field: Field) -> Option<Vec<&'static str>> {
        fn of<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
            choices.iter().map(|(word, _)| *word).collect()
        }
        Some(match (self, field) {
            (Self::Payments, Field::Method) => of(payments::METHODS),
            (Self::Payments, Field::ThreePublic) => of(payments::THREE_PUBLIC),
            (Self::Payments, Field::Procurement) => of(payments::TRUTHS),
            (Self::Payments | Self::Statement, Field::Direction) => of(DIRECTIONS),
            (_, Field::Change) => of(budget::CHANGES),
            (_, Field::Category) => of(budget::CATEGORIES),
            (_, Field::Fund) => of(budget::FUNDS),
            _ => return None,
        })
    }

    /// Returns the fields of money whose sum a file is checked by; their unit must be known.
    pub const fn money_fields(self) -> &'static [Field] {
        match self {
            Self::Budget | Self::Opening | Self::Payments | Self::Statement => &[Field::Amount],
            Self::Assets => &[Field::Gross],
            Self::Staff | Self::Indicators | Self::Activities | Self::Evidence => &[],
        }
    }

    /// Returns the fields of which a table of this kind has one at least, if there are such fields: without
    /// any it is a list of codes or an explanation.
    pub const fn keys(self) -> &'static [Field] {
        match self {
            Self::Budget | Self::Opening | Self::Payments | Self::Statement => &[Field::Amount],
            Self::Assets => &[Field::Gross],
            Self::Staff => &[Field::People],
            Self::Indicators => &[Field::Target, Field::Weight],
            Self::Activities | Self::Evidence => &[],
        }
    }

    /// Tells whether its rows are payments, to be entered or only compared.
    pub(crate) const fn is_of_payments(self) -> bool {
        matches!(self, Self::Payments | Self::Statement)
    }

    /// Drafts the commands of all sources.
    pub(crate) fn draft(self, sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
        match self {
            Self::Staff => staff::draft(sources, around, drafts),
            Self::Assets => assets::draft(sources, around, drafts),
            Self::Opening => opening::draft(sources, around, drafts),
            Self::Budget => budget::draft(sources, around, drafts),
            Self::Indicators => indicators::draft(sources, around, drafts),
            Self::Activities => activities::draft(sources, around, drafts),
            Self::Payments => payments::draft(sources, around, drafts),
            // A statement is compared, and evidence has no rows.
            Self::Statement | Self::Evidence => {}
        }
    }
}

/// A word that names no kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of import")]
pub struct UnknownKind(pub String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|kind| kind.key() == text || kind.name() == text);
        found.ok_or_else(|| UnknownKind(text.to_owned()))
    }
}
