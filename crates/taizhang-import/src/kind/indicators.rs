//! Performance indicators: the tree of three levels, one third-level indicator a row, as a list or as the
//! form in which targets are declared (绩效目标申报表).

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::book::{Book, Command};
use taizhang_core::event::{ActualSource, Indicator};
use taizhang_core::ids::IndicatorId;
use taizhang_core::{Money, SourceDocument};

use super::targets::target;
use super::{KnownColumn, names, optional, required};
use crate::draft::{Draft, Drafts, Source, Surroundings};
use crate::fault::Reason;
use crate::field::Field;
use crate::value::RowReader;

/// National names are those of `BGT_PERF_INDICATOR`.
pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, &["日期", "申报日期", "业务日期"]),
    optional(Field::Year, names::YEAR),
    optional(Field::Id, &["编号", "id", "指标编号", "序号", "指标id"]),
    required(Field::Level1, &["一级指标", "一级", "KPI_LV1"]),
    required(Field::Level2, &["二级指标", "二级", "KPI_LV2"]),
    required(Field::Level3, &["三级指标", "三级", "指标名称", "KPI_LV3"]),
    optional(Field::Sign, &["指标性质", "性质", "计算符号", "符号", "COMPUTESIGN"]),
    required(Field::Target, &["指标值", "目标值", "年度指标值", "KPI_VAL"]),
    optional(Field::Unit, &["计量单位", "单位", "度量单位", "METERUNIT"]),
    required(Field::Weight, &["分值", "权重", "WEIGHT"]),
    optional(Field::Source, &["取值方式", "数据来源"]),
    optional(Field::Document, &["文号", "申报文号"]),
    optional(Field::DocumentDate, &["发文日期", "文件日期"]),
    optional(Field::BudgetUnit, names::BUDGET_UNIT),
    optional(Field::BudgetUnitCode, names::BUDGET_UNIT_CODE),
];

/// The ways to an actual value, as refusals list them.
const WAYS: &[&str] =
    &["sum:计数项", "count:计数项", "last:计数项", "figure:取数名", "survey:调查对象", "assessed"];

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    let mut ids = Ids::of(around.book);
    for (index, source) in sources.iter().enumerate() {
        let mut above = Above::default();
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let (level1, level2) = above.levels(reader);
            let name = reader.text(Field::Level3);
            let id = match reader.optional_id(Field::Id) {
                Some(None) => ids.of_name(level1.as_ref(), level2.as_ref(), name.as_ref()),
                Some(id) => id,
                None => None,
            };
            let target = target(reader);
            let weight = reader.measured(Field::Weight).map(|(weight, _)| weight);
            let source = way(reader);
            let on = on?;
            let document = match reader.optional_text(Field::Document) {
                Some(_) => {
                    let number = reader.document(Field::Document)?;
                    let dated = reader.optional_date(Field::DocumentDate)?.unwrap_or(on);
                    Some(SourceDocument { number, dated })
                }
                None => None,
            };
            let indicator = Indicator {
                id: id?,
                level1: level1?,
                level2: level2?,
                name: name?,
                target: target?,
                weight: weight?,
                source: source?,
                document,
            };
            let command = Command::DeclareIndicator(indicator);
            Some(vec![Draft::of_row(row, on, command, Money::ZERO)])
        });
    }
}

/// The levels of the rows above: a form writes them once, above all that belongs to them.
#[derive(Default)]
struct Above {
    level1: Option<String>,
    level2: Option<String>,
}

impl Above {
    fn levels(&mut self, reader: &mut RowReader<'_>) -> (Option<String>, Option<String>) {
        if let Some(own) = reader.optional_text(Field::Level1) {
            if self.level1.as_ref() != Some(&own) {
                self.level2 = None;
            }
            self.level1 = Some(own);
        }
        if let Some(own) = reader.optional_text(Field::Level2) {
            self.level2 = Some(own);
        }
        let missing = |reader: &mut RowReader<'_>, field| reader.text(field);
        let level1 = self.level1.clone().or_else(|| missing(reader, Field::Level1));
        let level2 = self.level2.clone().or_else(|| missing(reader, Field::Level2));
        (level1, level2)
    }
}

/// Ids for indicators that come without: those that the ledger has by their names, else the next free ones.
struct Ids {
    known: BTreeMap<[String; 3], IndicatorId>,
    taken: BTreeSet<IndicatorId>,
    next: u32,
}

impl Ids {
    fn of(book: &Book) -> Self {
        let declared = book.indicators();
        let taken = declared.iter().map(|indicator| indicator.id.clone()).collect();
        let named = declared
            .into_iter()
            .map(|indicator| ([indicator.level1, indicator.level2, indicator.name], indicator.id));
        Self { known: named.collect(), taken, next: 1 }
    }

    fn of_name(
        &mut self,
        level1: Option<&String>,
        level2: Option<&String>,
        name: Option<&String>,
    ) -> Option<IndicatorId> {
        let names = [level1?.clone(), level2?.clone(), name?.clone()];
        if let Some(known) = self.known.get(&names) {
            return Some(known.clone());
        }
        loop {
            let id: IndicatorId = format!("I{:02}", self.next).parse().ok()?;
            self.next = self.next.checked_add(1)?;
            if self.taken.insert(id.clone()) {
                self.known.insert(names, id.clone());
                return Some(id);
            }
        }
    }
}

fn way(reader: &mut RowReader<'_>) -> Option<ActualSource> {
    let Some(text) = reader.optional_text(Field::Source) else {
        return Some(ActualSource::Assessed);
    };
    let Some((way, key)) = text.split_once([':', '：']) else {
        return if matches!(text.as_str(), "assessed" | "评定") {
            Some(ActualSource::Assessed)
        } else {
            reader.refuse(Field::Source, &text, Reason::Choice(WAYS.to_vec()))
        };
    };
    let measure = || key.parse().map_err(Reason::Id);
    let found = match way {
        "sum" | "result_sum" => measure().map(ActualSource::ResultSum),
        "count" | "result_count" => measure().map(ActualSource::ResultCount),
        "last" | "result_last" => measure().map(ActualSource::ResultLast),
        "figure" => key.parse().map(ActualSource::Figure).map_err(Reason::Figure),
        "survey" => Ok(ActualSource::Survey(key.to_owned())),
        _ => Err(Reason::Choice(WAYS.to_vec())),
    };
    found.map_err(|reason| reader.refuse::<()>(Field::Source, &text, reason)).ok()
}
