//! Money out, money back, and the comparison with the provincial system.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{BudgetLine, Event, ImportedList};
use crate::Money;
use crate::code::EconomicCode;
use crate::ids::{ActivityId, EventId};

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disbursement {
    /// The line it is charged to; the payments of one line share it.
    #[serde(with = "crate::shared")]
    pub line: Arc<BudgetLine>,
    /// What was bought; lies within the line's economic code.
    pub economic: EconomicCode,
    /// Yuan, above zero.
    pub amount: Money,
    /// Who received it (收款人).
    pub payee: String,
    /// Voucher number (凭证号).
    pub voucher: String,
    /// Number of the payment in the system that paid it (支付单号), if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_id: Option<String>,
    /// What for, in words (摘要).
    pub memo: String,
    /// How it was paid.
    pub method: PaymentMethod,
    /// Kind of 三公经费, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub three_public: Option<ThreePublic>,
    /// Whether it went through government procurement (政府采购).
    pub procurement: bool,
    /// The activity it paid for, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityId>,
}

/// How a payment is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// 财政直接支付.
    Direct,
    /// 财政授权支付.
    Authorised,
    /// 实拨资金.
    Transfer,
}

impl PaymentMethod {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "财政直接支付",
            Self::Authorised => "财政授权支付",
            Self::Transfer => "实拨资金",
        }
    }
}

/// Kinds of 三公经费.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreePublic {
    /// 因公出国（境）费.
    OverseasTravel,
    /// 公务用车购置费.
    VehiclePurchase,
    /// 公务用车运行维护费.
    VehicleOperation,
    /// 公务接待费.
    OfficialReception,
}

impl ThreePublic {
    /// All kinds, in report order.
    pub const ALL: [Self; 4] = [
        Self::OverseasTravel,
        Self::VehiclePurchase,
        Self::VehicleOperation,
        Self::OfficialReception,
    ];

    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OverseasTravel => "因公出国（境）费",
            Self::VehiclePurchase => "公务用车购置费",
            Self::VehicleOperation => "公务用车运行维护费",
            Self::OfficialReception => "公务接待费",
        }
    }

    /// Returns the part of a figure key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::OverseasTravel => "overseas_travel",
            Self::VehiclePurchase => "vehicle_purchase",
            Self::VehicleOperation => "vehicle_operation",
            Self::OfficialReception => "official_reception",
        }
    }
}

/// Money of one payment that came back, in whole or in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisbursementReturn {
    /// The payment.
    pub target: EventId,
    /// The payment's content, so that the return can be read alone.
    pub disbursement: Disbursement,
    /// Yuan that came back, above zero.
    pub amount: Money,
    /// Voucher number of the return.
    pub voucher: String,
    /// Why.
    pub reason: String,
}

/// A red-letter reversal: the target's effect with the opposite sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reversal {
    /// The cancelled event.
    pub target: EventId,
    /// When the cancelled event happened.
    pub target_occurred_on: Date,
    /// The cancelled event's content with its own payload version, so that the reversal can be
    /// read alone, also after that payload has changed.
    #[serde(with = "super::codec::embedded")]
    pub event: Box<Event>,
    /// Why.
    pub reason: String,
}

/// What the provincial system showed at a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reconciliation {
    /// The line compared, or all lines together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<BudgetLine>,
    /// Spent by then as the provincial system shows it, in yuan.
    pub shown_outturn: Money,
    /// Spent by then as this ledger shows it, in yuan.
    pub ledger_outturn: Money,
    /// What explains a difference; empty when there is none.
    pub explanation: String,
    /// How many numbers were compared, where that was done one by one; none where only the sums were.
    pub compared: Option<ComparedNumbers>,
    /// The lists that the provincial system's side was read from; none where only its sum was typed in. Their rows
    /// and amounts are those that were compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ImportedList>,
}

/// How many voucher numbers a comparison with a list found to be what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparedNumbers {
    /// Both sides have it with the same amount.
    pub matched: u32,
    /// Only the ledger has it.
    pub only_here: u32,
    /// Only the list has it.
    pub only_there: u32,
    /// Both have it, with different amounts or in different months.
    pub amount_differs: u32,
    /// Nothing tells which of the other side it is.
    pub unclear: u32,
}

impl ComparedNumbers {
    /// How many numbers are not the same on both sides.
    pub const fn differing(self) -> u32 {
        let one_sided = self.only_here.saturating_add(self.only_there);
        one_sided.saturating_add(self.amount_differs).saturating_add(self.unclear)
    }
}
