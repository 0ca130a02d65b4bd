//! The unit, its year, its people and its assets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{LineId, UnitCode};
use crate::{FiscalYear, Money, SourceDocument};

/// A unit's particulars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitProfile {
    /// Code in the fiscal system (预算单位编码).
    pub code: UnitCode,
    /// Full name, as on the seal.
    pub name: String,
    /// Short names that documents also use.
    pub aliases: Vec<String>,
    /// Kind of unit; it decides the government economic classification.
    pub kind: UnitKind,
    /// Supervising department (主管部门).
    pub department: String,
    /// Finance bureau that the report is addressed to.
    pub bureau: String,
}

/// Kind of unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 行政机关.
    Organ,
    /// 参照公务员法管理的事业单位.
    CivilServiceManaged,
    /// 事业单位.
    Institution,
}

impl UnitKind {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organ => "行政机关",
            Self::CivilServiceManaged => "参照公务员法管理的事业单位",
            Self::Institution => "事业单位",
        }
    }
}

/// The opening of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearOpening {
    /// The year that opens.
    pub year: FiscalYear,
    /// What the previous year's closing said, unless this is the first year.
    pub previous: Option<PreviousClosing>,
}

/// What an opening quotes of the year before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviousClosing {
    /// The closed year.
    pub year: FiscalYear,
    /// Hash of the ledger at its closing event, in hexadecimal.
    pub closing_hash: String,
    /// Unspent authority by line at closing.
    pub carry_over: Vec<LineBalance>,
}

/// What is left on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineBalance {
    /// The line.
    pub line: LineId,
    /// What is left, in yuan.
    pub amount: Money,
}

/// The locking of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthLock {
    /// 1 to 12.
    pub month: i8,
}

/// The reopening of one locked month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthReopening {
    /// 1 to 12.
    pub month: i8,
    /// Why.
    pub reason: String,
}

/// The closing of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearClosing {
    /// Hash of the ledger before this event, in hexadecimal.
    pub head_hash: String,
    /// What becomes of each line's unspent authority.
    pub balances: Vec<ClosingBalance>,
}

/// What becomes of a line's unspent authority at year end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosingBalance {
    /// The line.
    pub line: LineId,
    /// Unspent authority in yuan.
    pub amount: Money,
    /// Carried over for the same purpose, or surplus to be returned.
    pub disposal: BalanceDisposal,
}

/// The two things unspent authority can become; reports must not mix them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BalanceDisposal {
    /// 结转: unfinished, used next year for the same purpose.
    CarryOver,
    /// 结余: finished or stopped, returned or budgeted again.
    Surplus,
}

/// The reopening of a closed year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearReopening {
    /// Why.
    pub reason: String,
}

/// Authorised posts of one kind (编制).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorisedPosts {
    /// Kind of post.
    pub kind: PostKind,
    /// How many.
    pub count: u32,
    /// The establishment document, where known.
    pub document: Option<SourceDocument>,
}

/// Kind of authorised post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// 行政编制.
    Administrative,
    /// 事业编制.
    Institution,
    /// 工勤编制.
    Support,
}

impl PostKind {
    /// All kinds, in report order.
    pub const ALL: [Self; 3] = [Self::Administrative, Self::Institution, Self::Support];

    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administrative => "行政编制",
            Self::Institution => "事业编制",
            Self::Support => "工勤编制",
        }
    }

    /// Returns the part of a figure key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Administrative => "administrative",
            Self::Institution => "institution",
            Self::Support => "support",
        }
    }
}

/// People of one category (实有人数).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headcount {
    /// Category of staff.
    pub category: StaffCategory,
    /// How many.
    pub count: u32,
}

/// Category of staff; the retired do not occupy posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffCategory {
    /// 公务员.
    CivilServant,
    /// 参照公务员管理人员.
    CivilServiceManaged,
    /// 事业管理人员.
    InstitutionManager,
    /// 专业技术人员.
    Professional,
    /// 工勤人员.
    SupportWorker,
    /// 离休人员.
    RetiredVeteran,
    /// 退休人员.
    Retired,
}

impl StaffCategory {
    /// All categories, in report order.
    pub const ALL: [Self; 7] = [
        Self::CivilServant,
        Self::CivilServiceManaged,
        Self::InstitutionManager,
        Self::Professional,
        Self::SupportWorker,
        Self::RetiredVeteran,
        Self::Retired,
    ];

    /// Tells whether the category is in post (在职).
    pub const fn is_in_post(self) -> bool {
        !matches!(self, Self::RetiredVeteran | Self::Retired)
    }

    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CivilServant => "公务员",
            Self::CivilServiceManaged => "参照公务员管理人员",
            Self::InstitutionManager => "事业管理人员",
            Self::Professional => "专业技术人员",
            Self::SupportWorker => "工勤人员",
            Self::RetiredVeteran => "离休人员",
            Self::Retired => "退休人员",
        }
    }

    /// Returns the part of a figure key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::CivilServant => "civil_servant",
            Self::CivilServiceManaged => "civil_service_managed",
            Self::InstitutionManager => "institution_manager",
            Self::Professional => "professional",
            Self::SupportWorker => "support_worker",
            Self::RetiredVeteran => "retired_veteran",
            Self::Retired => "retired",
        }
    }
}

/// Assets of one class at a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssetHolding {
    /// Class of asset.
    pub class: AssetClass,
    /// Value before depreciation (原值), in yuan.
    pub gross_value: Money,
    /// Value after accumulated depreciation (净值), in yuan.
    pub net_book_value: Money,
}

/// Class of asset, as the asset tables of final accounts list them (names unverified). The classification
/// of 2022 (GB/T 14885-2022) has 设备 in the place of 通用设备 and 专用设备.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssetClass {
    /// 房屋和构筑物.
    Buildings,
    /// 通用设备.
    GeneralEquipment,
    /// 专用设备.
    SpecialEquipment,
    /// 设备, where general and special equipment are not told apart.
    Equipment,
    /// 文物和陈列品.
    CulturalRelics,
    /// 图书和档案.
    BooksAndArchives,
    /// 家具、用具、装具及动植物.
    FurnitureAndFittings,
    /// 无形资产.
    Intangible,
}

impl AssetClass {
    /// All classes, in report order.
    pub const ALL: [Self; 8] = [
        Self::Buildings,
        Self::GeneralEquipment,
        Self::SpecialEquipment,
        Self::Equipment,
        Self::CulturalRelics,
        Self::BooksAndArchives,
        Self::FurnitureAndFittings,
        Self::Intangible,
    ];

    /// Returns the classes that count the same assets, so that no year has both.
    pub const fn rivals(self) -> &'static [Self] {
        match self {
            Self::Equipment => &[Self::GeneralEquipment, Self::SpecialEquipment],
            Self::GeneralEquipment | Self::SpecialEquipment => &[Self::Equipment],
            _ => &[],
        }
    }

    /// Tells whether the class is a fixed asset (固定资产).
    pub const fn is_fixed(self) -> bool {
        !matches!(self, Self::Intangible)
    }

    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buildings => "房屋和构筑物",
            Self::GeneralEquipment => "通用设备",
            Self::SpecialEquipment => "专用设备",
            Self::Equipment => "设备",
            Self::CulturalRelics => "文物和陈列品",
            Self::BooksAndArchives => "图书和档案",
            Self::FurnitureAndFittings => "家具、用具、装具及动植物",
            Self::Intangible => "无形资产",
        }
    }

    /// Returns the part of a figure key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Buildings => "buildings",
            Self::GeneralEquipment => "general_equipment",
            Self::SpecialEquipment => "special_equipment",
            Self::Equipment => "equipment",
            Self::CulturalRelics => "cultural_relics",
            Self::BooksAndArchives => "books_and_archives",
            Self::FurnitureAndFittings => "furniture_and_fittings",
            Self::Intangible => "intangible",
        }
    }
}
