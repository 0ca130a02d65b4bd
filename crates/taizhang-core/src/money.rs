//! Money: exact yuan with two decimals, and ten-thousand yuan (万元) at the edge.

use std::fmt;
use std::iter;

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

/// Yuan in one 万元.
const YUAN_PER_WAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// An exact amount in yuan (元) with at most two decimals; may be negative.
///
/// Stored and sent as decimal text (`"1005300.00"`), never as a JSON number. The limit of
/// 20 digits is that of the national integrated system (`NUMBER(20,2)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Money(Decimal);

impl Default for Money {
    fn default() -> Self {
        Self::ZERO
    }
}

/// An amount of money could not be represented.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// More than two decimals of a yuan.
    #[error("{0} yuan has more than two decimals")]
    TooPrecise(Decimal),
    /// Beyond 18 digits before the decimal point.
    #[error("an amount exceeds 18 digits of yuan")]
    OutOfRange,
}

impl Money {
    /// No money; written `0.00` like any other amount, since equal amounts are equal bytes.
    pub const ZERO: Self = Self(Decimal::from_parts(0, 0, 0, false, 2));

    /// The first amount that is too large: 10^18 yuan.
    const LIMIT: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);

    /// The same in fen.
    const LIMIT_FEN: u128 = 100_000_000_000_000_000_000;

    /// Makes an amount from a decimal number of yuan.
    pub fn from_yuan(yuan: Decimal) -> Result<Self, MoneyError> {
        // What sums give has two decimals already.
        if yuan.scale() == 2 && !yuan.is_zero() {
            let is_within = yuan.mantissa().unsigned_abs() < Self::LIMIT_FEN;
            return if is_within { Ok(Self(yuan)) } else { Err(MoneyError::OutOfRange) };
        }
        let mut scaled = yuan.normalize();
        if scaled.scale() > 2 {
            return Err(MoneyError::TooPrecise(yuan));
        }
        if scaled.abs() >= Self::LIMIT {
            return Err(MoneyError::OutOfRange);
        }
        scaled.rescale(2);
        Ok(if scaled.is_zero() { Self::ZERO } else { Self(scaled) })
    }

    /// Makes an amount from a whole number of fen (分).
    pub fn from_fen(fen: i64) -> Self {
        Self(Decimal::new(fen, 2))
    }

    /// Returns the amount in yuan.
    pub const fn yuan(self) -> Decimal {
        self.0
    }

    /// Returns the amount in 万元, unrounded.
    pub fn to_wan(self) -> Wan {
        Wan(self.0.checked_div(YUAN_PER_WAN).unwrap_or_default())
    }

    /// Adds two amounts.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).ok_or(MoneyError::OutOfRange).and_then(Self::from_yuan)
    }

    /// Subtracts `other`.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.checked_add(other.negated())
    }

    /// Returns the amount with the opposite sign.
    #[must_use]
    pub fn negated(self) -> Self {
        if self.is_zero() { self } else { Self(-self.0) }
    }

    /// Tells whether nothing is left.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Tells whether the amount is above zero.
    pub fn is_positive(self) -> bool {
        self > Self::ZERO
    }

    /// Tells whether the amount is below zero.
    pub fn is_negative(self) -> bool {
        self < Self::ZERO
    }

    /// Sums amounts.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fen = self.0.mantissa().unsigned_abs();
        // Few amounts are so large that they need the slow division.
        let (yuan, rest) = match u64::try_from(fen) {
            Ok(fen) => (u128::from(fen / 100), fen % 100),
            Err(_) => (fen / 100, u64::try_from(fen % 100).unwrap_or_default()),
        };
        let sign = if self.is_negative() { "-" } else { "" };
        if f.width().is_none() && f.precision().is_none() {
            write!(f, "{sign}{yuan}.{rest:02}")
        } else {
            f.pad(&format!("{sign}{yuan}.{rest:02}"))
        }
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl TryFrom<Decimal> for Money {
    type Error = MoneyError;

    fn try_from(yuan: Decimal) -> Result<Self, Self::Error> {
        Self::from_yuan(yuan)
    }
}

impl From<Money> for Decimal {
    fn from(money: Money) -> Self {
        money.0
    }
}

/// An amount in 万元, which exists only where people read or type it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wan(Decimal);

impl Wan {
    /// Makes an amount from a decimal number of 万元.
    pub const fn new(wan: Decimal) -> Self {
        Self(wan)
    }

    /// Returns the amount in yuan; six decimals of 万元 are the finest that fen allow.
    pub fn to_money(self) -> Result<Money, MoneyError> {
        self.0.checked_mul(YUAN_PER_WAN).ok_or(MoneyError::OutOfRange).and_then(Money::from_yuan)
    }

    /// Prints with `places` decimals, rounding half up from the exact amount.
    pub fn rounded(self, places: u32) -> String {
        fixed(self.0, places)
    }
}

/// Rounds half up (四舍五入, `MidpointAwayFromZero`) to `places` decimals.
pub fn round_half_up(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Prints `value` rounded half up with exactly `places` decimals.
pub fn fixed(value: Decimal, places: u32) -> String {
    let rounded = round_half_up(value, places);
    let rounded = if rounded.is_zero() { Decimal::ZERO } else { rounded };
    let width = usize::try_from(places).unwrap_or(0);
    format!("{rounded:.width$}")
}

/// Groups the whole part of a plain decimal text by thousands: `1005300.00` → `1,005,300.00`.
pub fn with_thousands(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let head = whole.len() % 3;
    let groups: Vec<&str> = iter::once(whole.get(..head).unwrap_or(""))
        .filter(|group| !group.is_empty())
        .chain((head..whole.len()).step_by(3).filter_map(|at| whole.get(at..at.saturating_add(3))))
        .collect();
    let whole = groups.join(",");
    fraction
        .map_or_else(|| format!("{sign}{whole}"), |fraction| format!("{sign}{whole}.{fraction}"))
}
