//! The unit in which a tabular exporter writes amounts.

use rust_decimal::Decimal;
use taizhang_core::Money;
use taizhang_core::money::fixed;

use crate::{Descriptor, Options};

/// Unit of amounts; neither loses anything, since 0.01 元 is 0.000001 万元.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountUnit {
    /// 元, with two decimals.
    Yuan,
    /// 万元, with six decimals.
    Wan,
}

impl AmountUnit {
    const OPTION: &str = "unit";
    const ALL: [Self; 2] = [Self::Yuan, Self::Wan];

    const fn option_value(self) -> &'static str {
        match self {
            Self::Yuan => "yuan",
            Self::Wan => "wan",
        }
    }

    /// Adds the option `unit` to an exporter's descriptor.
    pub fn describe(descriptor: Descriptor) -> Descriptor {
        descriptor.option(
            Self::OPTION,
            "金额单位：yuan 为元，保留两位小数；wan 为万元，保留六位小数",
            Self::ALL.map(Self::option_value),
        )
    }

    /// Reads options that were checked against such a descriptor.
    pub fn read(options: &Options) -> Self {
        let given = options.get(Self::OPTION, Self::Yuan.option_value());
        let known = Self::ALL.into_iter().find(|unit| unit.option_value() == given);
        known.unwrap_or(Self::Yuan)
    }

    /// Finds the unit that is called `name`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// Returns the option that asks for it, and its value.
    pub(crate) const fn as_option(self) -> (&'static str, &'static str) {
        (Self::OPTION, self.option_value())
    }

    /// Returns the name of the unit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Wan => "万元",
        }
    }

    /// Returns the decimals that hold every amount.
    pub const fn places(self) -> u32 {
        match self {
            Self::Yuan => 2,
            Self::Wan => 6,
        }
    }

    /// Returns yuan in this unit, exactly.
    pub fn of_yuan(self, yuan: Decimal) -> Decimal {
        match self {
            Self::Yuan => yuan,
            Self::Wan => yuan / Decimal::from(10_000),
        }
    }

    /// Prints an amount without loss.
    pub fn print(self, amount: Money) -> String {
        fixed(self.of_yuan(amount.yuan()), self.places())
    }
}
