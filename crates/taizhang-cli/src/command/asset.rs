//! `asset`: gross and net value of a class of assets.

use clap::{Args, ValueEnum};
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{AssetClass, AssetHolding};

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// Arguments of `asset`.
#[derive(Args, Debug)]
pub(crate) struct AssetArgs {
    /// 资产类别
    #[arg(value_name = "类别")]
    class: ClassArg,
    /// 原值，必须带单位
    #[arg(long, value_name = "金额")]
    gross: String,
    /// 净值，必须带单位
    #[arg(long, value_name = "金额")]
    net: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

/// Classes of assets on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ClassArg {
    /// 房屋和构筑物
    #[value(alias = "房屋和构筑物")]
    Buildings,
    /// 通用设备
    #[value(alias = "通用设备")]
    GeneralEquipment,
    /// 专用设备
    #[value(alias = "专用设备")]
    SpecialEquipment,
    /// 设备（通用、专用不分的）
    #[value(alias = "设备")]
    Equipment,
    /// 文物和陈列品
    #[value(alias = "文物和陈列品")]
    CulturalRelics,
    /// 图书和档案
    #[value(alias = "图书和档案")]
    BooksAndArchives,
    /// 家具、用具、装具及动植物
    #[value(alias = "家具、用具、装具及动植物", alias = "家具用具装具")]
    FurnitureAndFittings,
    /// 无形资产
    #[value(alias = "无形资产")]
    Intangible,
}

impl From<ClassArg> for AssetClass {
    fn from(class: ClassArg) -> Self {
        match class {
            ClassArg::Buildings => Self::Buildings,
            ClassArg::GeneralEquipment => Self::GeneralEquipment,
            ClassArg::SpecialEquipment => Self::SpecialEquipment,
            ClassArg::Equipment => Self::Equipment,
            ClassArg::CulturalRelics => Self::CulturalRelics,
            ClassArg::BooksAndArchives => Self::BooksAndArchives,
            ClassArg::FurnitureAndFittings => Self::FurnitureAndFittings,
            ClassArg::Intangible => Self::Intangible,
        }
    }
}

pub(crate) fn run(args: &AssetArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |reader, _| {
        let gross = reader.amount("--gross", &args.gross);
        let net = reader.amount("--net", &args.net);
        Some(vec![Command::RecordAssets(AssetHolding {
            class: args.class.into(),
            gross_value: gross?,
            net_book_value: net?,
        })])
    })
}
