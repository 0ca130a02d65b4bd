//! Which accounts a payment moves in budget accounting.

use taizhang_export::{FundType, UnitKind};

/// An account of the government accounting system (财会〔2017〕25号).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    /// Code; the parts of a detail account are joined by a point.
    pub(crate) code: &'static str,
    /// Name.
    pub(crate) name: &'static str,
}

/// The two accounts of a payment's budget entry.
///
/// Unverified: debit 7101 行政支出 for organs and units managed like them, 7201 事业支出 for other
/// institutions; credit 6001 财政拨款预算收入 where the treasury paid budget funds directly,
/// 8001.01 资金结存—零余额账户用款额度 where it authorised the unit to, 8001.02 资金结存—货币资金
/// otherwise. The codes and names are those of a published chart; the rule is remembered from
/// 财会〔2017〕25号 and was not compared with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AccountRule {
    /// The account that spending raises.
    pub(crate) debit: Account,
    /// The account that pays for it.
    pub(crate) credit: Account,
}

/// Name of the payment method that the treasury carries out itself.
const DIRECT: &str = "财政直接支付";
/// Name of the payment method that the unit carries out within a quota.
const AUTHORISED: &str = "财政授权支付";

impl AccountRule {
    /// Returns the accounts for a payment by a unit of `kind` out of `fund` by `method`, which is
    /// the Chinese name.
    pub(crate) fn of(kind: UnitKind, fund: FundType, method: &str) -> Self {
        let debit = match kind {
            UnitKind::Organ | UnitKind::CivilServiceManaged => {
                Account { code: "7101", name: "行政支出" }
            }
            UnitKind::Institution => Account { code: "7201", name: "事业支出" },
        };
        let is_appropriated = match fund {
            FundType::GeneralPublicBudget
            | FundType::GovernmentFunds
            | FundType::StateCapitalOperations => true,
            FundType::FiscalSpecialAccount | FundType::OwnSource => false,
        };
        let credit = match method {
            DIRECT if is_appropriated => Account { code: "6001", name: "财政拨款预算收入" },
            AUTHORISED if is_appropriated => {
                Account { code: "8001.01", name: "资金结存—零余额账户用款额度" }
            }
            _ => Account { code: "8001.02", name: "资金结存—货币资金" },
        };
        Self { debit, credit }
    }
}

/// Returns the code of a payment method (unverified), or its name where there is none.
pub(crate) fn method_code(method: &str) -> &str {
    match method {
        DIRECT => "11",
        AUTHORISED => "12",
        "实拨资金" => "2",
        other => other,
    }
}
