//! Assets by class at a date: a table of classes, or the cards of single assets, which are summed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_core::event::{AssetClass, AssetHolding};

use super::asset_classes::{Class, class};
use super::disposal::{ACQUIRED, DAYS, Disposal};
use super::joined::{DEPARTMENTS, Joined};
use super::{KnownColumn, names, optional, required};
use crate::draft::{Draft, Drafts, RefusedRow, RowRef, Source, Surroundings};
use crate::fault::{Fault, Reason};
use crate::field::Field;
use crate::question::Question;
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
    optional(Field::AcquiredOn, ACQUIRED),
    optional(Field::DisposedOn, DAYS),
    optional(Field::Currency, names::CURRENCY),
    optional(Field::Department, DEPARTMENTS),
    optional(Field::Id, &["编号", "资产编号", "资产编码", "卡片编号", "资产卡片编号", "卡片号"]),
    optional(Field::Name, &["名称", "资产名称"]),
    optional(Field::State, &["状态", "使用状态", "使用状况", "资产状态", "资产使用状况"]),
    optional(Field::BudgetUnit, names::BUDGET_UNIT),
    optional(Field::BudgetUnitCode, names::BUDGET_UNIT_CODE),
];

/// Words of states in which an asset is no longer there.
const GONE: [&str; 8] = ["报废", "报损", "处置", "出售", "调出", "划出", "捐出", "核销"];

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
    /// What each row states, with its place.
    stated: Vec<(RowRef, Place, Money)>,
    /// The rows of a table of classes, by what they call it.
    said: BTreeMap<String, Joined>,
    /// The first card that says that a part of its asset is gone, and the column by which it does.
    lessened: Option<(RowRef, usize)>,
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

/// What is known of a row that is refused: its table, unless it is a card, its day, and its class.
type Broken = (Option<usize>, Option<Date>, Option<AssetClass>);

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    // Cards of several tables are of one class together; tables of classes state the whole of it each.
    let mut gathered: BTreeMap<(Option<usize>, Date, AssetClass), Gathered> = BTreeMap::new();
    let mut cards: BTreeMap<String, u32> = BTreeMap::new();
    let mut broken: BTreeMap<Broken, Place> = BTreeMap::new();
    for (index, source) in sources.iter().enumerate() {
        let is_of_cards = source.mapping.is_of_cards();
        let table = (!is_of_cards).then_some(index);
        let mut classes = Classes::default();
        let disposal = Disposal::of(source, is_of_cards);
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let class = classes.of_row(reader);
            let gross = reader.money(Field::Gross);
            let net = net(reader, gross);
            disposal.require_presence(reader, on, around.year);
            if is_of_cards {
                Disposal::require_acquisition(reader, on);
                present(reader);
                once(reader, row, &mut cards);
            }
            let known = class.as_ref().map(|read| read.class);
            // A row of a table of classes whose class cannot be read may be of any.
            if !reader.faults.is_empty() && (is_of_cards || known.is_some()) {
                broken.entry((table, on, known)).or_insert_with(|| reader.place(None));
            }
            let (on, Class { class, said }, gross, net) = (on?, class?, gross?, net?);
            if reader.faults.is_empty() {
                let sums = gathered.entry((table, on, class)).or_default();
                sums.add(reader, row, gross, net)?;
                let lessened = || disposal.lessens(reader).map(|position| (row, position));
                sums.lessened = sums.lessened.or_else(lessened);
                if !is_of_cards {
                    sums.said.entry(said).or_default().add(reader, row);
                }
            }
            Some(Vec::new())
        });
    }
    for ((table, on, class), sums) in gathered {
        let concerns = |(of_table, day, of): &Broken| {
            *of_table == table && day.is_none_or(|day| day == on) && of.is_none_or(|of| of == class)
        };
        match broken.iter().find(|(row, _)| concerns(row)) {
            None => drafts.drafts.extend(sums.holding(on, class)),
            Some((_, row)) => refuse(class, sums, row, drafts),
        }
    }
}

impl Gathered {
    /// Adds what the present row states.
    fn add(
        &mut self,
        reader: &mut RowReader<'_>,
        row: RowRef,
        gross: Money,
        net: Money,
    ) -> Option<()> {
        let added = self.gross.checked_add(gross).and_then(|sum| {
            self.net.checked_add(net).map(|net| (self.gross, self.net) = (sum, net))
        });
        match added {
            Ok(()) => {
                self.stated.push((row, reader.place(Some(Field::AssetClass)), gross));
                Some(())
            }
            Err(error) => reader.refuse(Field::Gross, &gross.to_string(), Reason::Money(error)),
        }
    }

    /// Makes the draft. Two of a table's classes may be one of the ledger; the same one in several rows is
    /// asked about, unless they are of several departments.
    fn holding(self, on: Date, class: AssetClass) -> Option<Draft> {
        let (gross_value, net_book_value) = (self.gross, self.net);
        let lessened = self.lessened.map(|(row, _)| row);
        let rows = self.stated.iter().map(|(row, ..)| *row);
        let mut rows = lessened.into_iter().chain(rows.filter(|row| Some(*row) != lessened));
        let row = rows.next()?;
        let command = Command::RecordAssets(AssetHolding { class, gross_value, net_book_value });
        let asked = self.lessened.map(|(_, position)| Question::Lessened(position));
        let question = self.said.values().find_map(Joined::question).or(asked);
        let draft = Draft::of_row(row, on, command, gross_value);
        Some(Draft { others: rows.collect(), question, ..draft })
    }
}

/// Refuses the rows of a class of which one is refused: their sum would be recorded as all of it.
fn refuse(class: AssetClass, sums: Gathered, broken: &Place, drafts: &mut Drafts) {
    let mut reason = Some(Reason::ClassIncomplete(broken.row));
    for (row, place, gross) in sums.stated {
        let fault = |reason| Fault { place: place.clone(), value: class.name().to_owned(), reason };
        let faults = reason.take().map(fault).into_iter().collect();
        drafts.refused.push(RefusedRow { row, amount: Some(gross), faults });
    }
}

/// Reads what is left of a value: as it is stated, else what depreciation leaves. A row that states both
/// must come out.
fn net(reader: &mut RowReader<'_>, gross: Option<Money>) -> Option<Money> {
    if reader.is_blank(Field::Depreciation) {
        return reader.money(Field::Net);
    }
    let depreciation = reader.money(Field::Depreciation)?;
    let stated = if reader.is_blank(Field::Net) { None } else { Some(reader.money(Field::Net)?) };
    match (gross?.checked_sub(depreciation), stated) {
        (Ok(left), Some(net)) if left != net => {
            let reason = Reason::NetDiffers { depreciation, left };
            reader.refuse(Field::Net, &net.to_string(), reason)
        }
        (Ok(left), _) => Some(left),
        (Err(error), _) => {
            reader.refuse(Field::Depreciation, &depreciation.to_string(), Reason::Money(error))
        }
    }
}

/// Refuses a card whose asset is gone.
fn present(reader: &mut RowReader<'_>) {
    let Some(state) = reader.optional_text(Field::State) else { return };
    if GONE.iter().any(|word| state.contains(word)) && !state.starts_with('待') {
        reader.refuse::<()>(Field::State, &state, Reason::Disposed);
    } else {
        reader.optional_choice(Field::State, STATES);
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
