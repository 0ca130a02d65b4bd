//! Assets by class at a date: a table of classes, or the cards of single assets, which are summed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_core::event::{AssetClass, AssetHolding};

use super::asset_classes::{Class, class};
use super::{KnownColumn, names, optional, required};
use crate::draft::{Draft, Drafts, RefusedRow, RowRef, Source, Surroundings};
use crate::fault::{Fault, Reason};
use crate::field::Field;
use crate::table::Place;
use crate::value::RowReader;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, names::COUNTED_ON),
    optional(Field::Year, names::YEAR),
    required(
        Field::AssetClass,
        &["资产类别", "类别", "资产分类", "资产类型", "资产大类", "资产分类名称", "类别名称"],
    ),
    required(Field::Gross, &["原值", "资产原值", "账面原值", "价值", "原值金额"]),
    optional(Field::Net, &["净值", "资产净值", "账面净值", "账面价值"]),
    optional(Field::Depreciation, &["累计折旧", "累计折旧(摊销)", "累计折旧/摊销", "折旧累计"]),
    optional(Field::Currency, names::CURRENCY),
    optional(Field::Id, &["编号", "资产编号", "资产编码", "卡片编号", "资产卡片编号", "卡片号"]),
    optional(Field::Name, &["名称", "资产名称"]),
    optional(Field::State, &["状态", "使用状态", "使用状况", "资产状态", "资产使用状况"]),
    optional(Field::BudgetUnit, names::BUDGET_UNIT),
    optional(Field::BudgetUnitCode, names::BUDGET_UNIT_CODE),
];

/// States of a card whose asset is still there. One that was disposed of is refused, and by it its row.
const STATES: &[(&str, ())] = &[
    ("在用", ()),
    ("使用中", ()),
    ("正常", ()),
    ("完好", ()),
    ("自用", ()),
    ("闲置", ()),
    ("未使用", ()),
    ("在库", ()),
    ("库存", ()),
    ("出租", ()),
    ("出借", ()),
    ("出租出借", ()),
    ("维修", ()),
    ("待处置", ()),
    ("待报废", ()),
];

/// The cards of one class at one date, or the rows of a table that are one class of the ledger.
#[derive(Default)]
struct Gathered {
    gross: Money,
    net: Money,
    rows: Vec<RowRef>,
    /// What each card states, with its place.
    cards: Vec<(Place, Money)>,
    /// What the rows of a table of classes call them.
    said: BTreeSet<String>,
}

/// Reads classes, and remarks once for each of them that it was taken by its code.
#[derive(Default)]
struct Classes {
    remarked: BTreeSet<AssetClass>,
}

impl Classes {
    fn of_row(&mut self, reader: &mut RowReader<'_>) -> Option<Class> {
        let before = reader.remarks.len();
        let read = class(reader)?;
        if reader.remarks.len() > before && !self.remarked.insert(read.class) {
            reader.remarks.truncate(before);
        }
        Some(read)
    }
}

/// What is known of a card that is refused: its day, and its class.
type Broken = (Option<Date>, Option<AssetClass>);

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    let mut gathered: BTreeMap<(Date, AssetClass), Gathered> = BTreeMap::new();
    let mut cards: BTreeMap<String, u32> = BTreeMap::new();
    let mut broken: BTreeMap<Broken, Place> = BTreeMap::new();
    for (index, source) in sources.iter().enumerate() {
        let has = |field| source.mapping.columns.contains_key(&field);
        let is_of_cards = has(Field::Id) || has(Field::Name);
        let mut classes = Classes::default();
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let class = classes.of_row(reader);
            let gross = reader.money(Field::Gross);
            let net = net(reader, gross);
            if is_of_cards {
                reader.optional_choice(Field::State, STATES);
                once(reader, row, &mut cards);
                if !reader.faults.is_empty() {
                    let class = class.as_ref().map(|read| read.class);
                    broken.entry((on, class)).or_insert_with(|| reader.place(None));
                }
            }
            let (on, Class { class, said }, gross, net) = (on?, class?, gross?, net?);
            if reader.faults.is_empty() {
                let sums = gathered.entry((on, class)).or_default();
                // In a table of classes the same class twice is a doubt, not a sum; two of its classes
                // may be one of the ledger.
                if !is_of_cards && !sums.said.insert(said) {
                    let rows = vec![row];
                    return Some(vec![holding(
                        on,
                        class,
                        &Gathered { gross, net, rows, ..Gathered::default() },
                    )]);
                }
                let added = sums.gross.checked_add(gross).and_then(|gross| {
                    sums.net.checked_add(net).map(|net| (sums.gross, sums.net) = (gross, net))
                });
                match added {
                    Ok(()) => {
                        sums.rows.push(row);
                        sums.cards.push((reader.place(Some(Field::AssetClass)), gross));
                    }
                    Err(error) => {
                        let shown = gross.to_string();
                        return reader.refuse(Field::Gross, &shown, Reason::Money(error));
                    }
                }
            }
            Some(Vec::new())
        });
    }
    for ((on, class), sums) in gathered {
        let concerns =
            |(day, of): &Broken| day.is_none_or(|day| day == on) && of.is_none_or(|of| of == class);
        match broken.iter().find(|(card, _)| concerns(card)) {
            None => drafts.drafts.push(holding(on, class, &sums)),
            Some((_, card)) => refuse(class, sums, card, drafts),
        }
    }
}

/// Refuses the cards of a class of which one is refused: their sum would be recorded as all of it.
fn refuse(class: AssetClass, sums: Gathered, broken: &Place, drafts: &mut Drafts) {
    let reason = Reason::ClassIncomplete(broken.row);
    let mut fault = sums.cards.first().map(|(place, _)| Fault {
        place: place.clone(),
        value: class.name().to_owned(),
        reason,
    });
    for (row, (_, gross)) in sums.rows.into_iter().zip(sums.cards) {
        let faults = fault.take().into_iter().collect();
        drafts.refused.push(RefusedRow { row, amount: Some(gross), faults });
    }
}

/// Reads what is left of a value: as it is stated, else what depreciation leaves.
fn net(reader: &mut RowReader<'_>, gross: Option<Money>) -> Option<Money> {
    let is_stated = !reader.is_blank(Field::Net) || reader.is_blank(Field::Depreciation);
    if is_stated {
        return reader.money(Field::Net);
    }
    let depreciation = reader.money(Field::Depreciation)?;
    match gross?.checked_sub(depreciation) {
        Ok(net) => Some(net),
        Err(error) => {
            reader.refuse(Field::Depreciation, &depreciation.to_string(), Reason::Money(error))
        }
    }
}

/// Refuses a card that is there twice.
fn once(reader: &mut RowReader<'_>, row: RowRef, cards: &mut BTreeMap<String, u32>) {
    let Some(card) = reader.optional_text(Field::Id) else { return };
    match cards.get(&card) {
        Some(first) => {
            let first = *first;
            reader.refuse::<()>(Field::Id, &card, Reason::Twice(first));
        }
        None => {
            cards.insert(card, row.row);
        }
    }
}

fn holding(on: Date, class: AssetClass, sums: &Gathered) -> Draft {
    let (gross_value, net_book_value) = (sums.gross, sums.net);
    let first = sums.rows.first().copied();
    let row = first.unwrap_or(RowRef { source: 0, row: 0, part: None });
    let command = Command::RecordAssets(AssetHolding { class, gross_value, net_book_value });
    let others = sums.rows.iter().skip(1).copied().collect();
    Draft { others, ..Draft::of_row(row, on, command, gross_value) }
}
