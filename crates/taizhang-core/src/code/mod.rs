//! Classification codes (政府收支分类科目): text, keyed by fiscal year, open to local extension.

mod table;

use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text_value::text_value;

pub use table::{CodeEntry, CodeTable, UnknownCode};

/// Text that cannot be a classification code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a {kind}: expected 3 to {max_digits} digits")]
pub struct CodeError {
    /// Which code was read.
    pub kind: &'static str,
    /// What was given.
    pub text: String,
    /// The longest code the national system stores.
    pub max_digits: usize,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident($kind:literal, $max:literal);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        text_value!($name, CodeError);

        impl $name {
            /// Tells whether this code is `ancestor` or lies below it.
            pub fn is_within(&self, ancestor: &Self) -> bool {
                self.0.starts_with(&*ancestor.0)
            }

            /// Returns the first three digits (类).
            #[must_use]
            pub fn class(&self) -> Self {
                self.beginning(3)
            }

            /// Tells whether this is the code of a class (类).
            pub fn is_class(&self) -> bool {
                self.0.len() == 3
            }

            /// Returns the first five digits (款), or the whole code where it is shorter.
            #[must_use]
            pub fn section(&self) -> Self {
                self.beginning(5)
            }

            fn beginning(&self, digits: usize) -> Self {
                match self.0.get(..digits) {
                    Some(digits) if digits.len() < self.0.len() => Self(digits.into()),
                    _ => self.clone(),
                }
            }
        }

        impl FromStr for $name {
            type Err = CodeError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let fits = (3..=$max).contains(&text.len());
                if fits && text.bytes().all(|byte| byte.is_ascii_digit()) {
                    Ok(Self(text.into()))
                } else {
                    Err(CodeError { kind: $kind, text: text.to_owned(), max_digits: $max })
                }
            }
        }
    )+};
}

codes! {
    /// Functional classification (支出功能分类): 类 3, 款 5, 项 7 digits, up to 13 with local 目.
    FunctionCode("functional code", 13);
    /// Department economic classification (部门预算支出经济分类): 类 3, 款 5 digits, up to 20.
    EconomicCode("economic code", 20);
}

/// Nature of funds (资金性质).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FundType {
    /// 一般公共预算资金.
    GeneralPublicBudget,
    /// 政府性基金预算资金.
    GovernmentFunds,
    /// 国有资本经营预算资金.
    StateCapitalOperations,
    /// 财政专户管理资金.
    FiscalSpecialAccount,
    /// 单位资金.
    OwnSource,
}

impl FundType {
    /// All kinds, in the order of the national value set.
    pub const ALL: [Self; 5] = [
        Self::GeneralPublicBudget,
        Self::GovernmentFunds,
        Self::StateCapitalOperations,
        Self::FiscalSpecialAccount,
        Self::OwnSource,
    ];

    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GeneralPublicBudget => "一般公共预算资金",
            Self::GovernmentFunds => "政府性基金预算资金",
            Self::StateCapitalOperations => "国有资本经营预算资金",
            Self::FiscalSpecialAccount => "财政专户管理资金",
            Self::OwnSource => "单位资金",
        }
    }

    /// Returns the code of the national value set (inferred from column names, unverified).
    pub const fn code(self) -> &'static str {
        match self {
            Self::GeneralPublicBudget => "11",
            Self::GovernmentFunds => "12",
            Self::StateCapitalOperations => "13",
            Self::FiscalSpecialAccount => "2",
            Self::OwnSource => "3",
        }
    }

    /// Returns the part of a figure key, like `general_public_budget`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::GeneralPublicBudget => "general_public_budget",
            Self::GovernmentFunds => "government_funds",
            Self::StateCapitalOperations => "state_capital_operations",
            Self::FiscalSpecialAccount => "fiscal_special_account",
            Self::OwnSource => "own_source",
        }
    }
}
