//! Assets by class at a date.

use taizhang_core::book::Command;
use taizhang_core::event::{AssetClass, AssetHolding};

use super::{KnownColumn, names, optional, required};
use crate::draft::{Draft, Drafts, Source, Surroundings};
use crate::field::Field;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, names::COUNTED_ON),
    required(Field::AssetClass, &["资产类别", "类别", "资产分类", "资产类型"]),
    required(Field::Gross, &["原值", "资产原值", "账面原值"]),
    required(Field::Net, &["净值", "资产净值", "账面净值"]),
    optional(Field::Currency, names::CURRENCY),
];

/// The names of the asset tables and those of the current classification.
const CLASSES: &[(&str, AssetClass)] = &[
    ("房屋和构筑物", AssetClass::Buildings),
    ("房屋及构筑物", AssetClass::Buildings),
    ("土地、房屋及构筑物", AssetClass::Buildings),
    ("通用设备", AssetClass::GeneralEquipment),
    ("专用设备", AssetClass::SpecialEquipment),
    ("文物和陈列品", AssetClass::CulturalRelics),
    ("图书和档案", AssetClass::BooksAndArchives),
    ("图书、档案", AssetClass::BooksAndArchives),
    ("家具、用具、装具及动植物", AssetClass::FurnitureAndFittings),
    ("家具和用具", AssetClass::FurnitureAndFittings),
    ("无形资产", AssetClass::Intangible),
];

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    for (index, source) in sources.iter().enumerate() {
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let class = reader.choice(Field::AssetClass, CLASSES);
            let gross_value = reader.money(Field::Gross);
            let net_book_value = reader.money(Field::Net);
            let (gross_value, net_book_value) = (gross_value?, net_book_value?);
            let holding = AssetHolding { class: class?, gross_value, net_book_value };
            let command = Command::RecordAssets(holding);
            Some(vec![Draft {
                row,
                others: Vec::new(),
                on: on?,
                command,
                amount: gross_value,
                is_unsettled: false,
            }])
        });
    }
}
