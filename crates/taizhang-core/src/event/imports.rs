//! Where what an import entered comes from.

use serde::{Deserialize, Serialize};

use super::EventRows;
use crate::Money;

/// The record of an import (导入记录): what was read, and which rows each event was made of. It comes with
/// the events of the import, after them; an import of very many lists or rows has several records, of
/// which each goes on where the one before ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportedLists {
    /// What was imported.
    pub kind: ImportKind,
    /// The lists that were read, in the order in which they were named; those of which nothing was new
    /// among them.
    pub lists: Vec<ImportedList>,
    /// What said how they were to be read: the rule of a payroll, the accounts of a journal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<NamedFile>,
    /// The rows of each event of the import, in order; empty where events are not made of rows.
    pub rows: EventRows,
}

/// A file by its name and content. Nothing is ever opened by this name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedFile {
    /// Its name without the folders it was in.
    pub name: String,
    /// SM3 digest of its bytes, in hexadecimal; of a ledger, the hash of the closing that was read. None
    /// for a folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// A list that was read: a file, or one sheet of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportedList {
    /// The file; of evidence the folder, of a carry-over the ledger of the year before.
    pub file: NamedFile,
    /// The sheet, where the file has sheets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Fingerprint of its headers, by which its profile is found; none where it has no header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// How many of its rows were entered, or compared.
    pub rows: u64,
    /// What these rows state, in yuan; zero where rows state no money.
    pub amount: Money,
}

/// What can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// 支付.
    Payments,
    /// 工资表, summed to payments by a rule.
    Payroll,
    /// 预算文件.
    Budget,
    /// 期初结转.
    Opening,
    /// 上年结转, out of the ledger of the year before.
    CarryOver,
    /// 活动.
    Activities,
    /// 绩效指标.
    Indicators,
    /// 资产.
    Assets,
    /// 人员.
    Staff,
    /// 佐证.
    Evidence,
}

impl ImportKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Payments,
        Self::Payroll,
        Self::Budget,
        Self::Opening,
        Self::CarryOver,
        Self::Activities,
        Self::Indicators,
        Self::Assets,
        Self::Staff,
        Self::Evidence,
    ];

    /// Returns the stored name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Payments => "payments",
            Self::Payroll => "payroll",
            Self::Budget => "budget",
            Self::Opening => "opening",
            Self::CarryOver => "carry_over",
            Self::Activities => "activities",
            Self::Indicators => "indicators",
            Self::Assets => "assets",
            Self::Staff => "staff",
            Self::Evidence => "evidence",
        }
    }

    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Payments => "支付",
            Self::Payroll => "工资表",
            Self::Budget => "预算文件",
            Self::Opening => "期初结转",
            Self::CarryOver => "上年结转",
            Self::Activities => "活动",
            Self::Indicators => "绩效指标",
            Self::Assets => "资产",
            Self::Staff => "人员",
            Self::Evidence => "佐证",
        }
    }
}
