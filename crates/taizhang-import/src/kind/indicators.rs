//! Performance indicators: the tree of three levels, one third-level indicator a row.

use taizhang_core::book::Command;
use taizhang_core::event::{ActualSource, Comparator, Indicator, Target};
use taizhang_core::{Money, SourceDocument};

use super::{KnownColumn, optional, required};
use crate::draft::{Draft, Drafts, Source, Surroundings};
use crate::fault::Reason;
use crate::field::Field;
use crate::value::RowReader;

/// National names are those of `BGT_PERF_INDICATOR`.
pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, &["日期", "申报日期", "业务日期"]),
    required(Field::Id, &["编号", "id", "指标编号", "序号", "指标id"]),
    required(Field::Level1, &["一级指标", "一级", "KPI_LV1"]),
    required(Field::Level2, &["二级指标", "二级", "KPI_LV2"]),
    required(Field::Level3, &["三级指标", "三级", "指标名称", "KPI_LV3"]),
    required(Field::Sign, &["指标性质", "性质", "计算符号", "符号", "COMPUTESIGN"]),
    required(Field::Target, &["指标值", "目标值", "年度指标值", "KPI_VAL"]),
    optional(Field::Unit, &["计量单位", "单位", "度量单位", "METERUNIT"]),
    required(Field::Weight, &["分值", "权重", "WEIGHT"]),
    optional(Field::Source, &["取值方式", "数据来源"]),
    optional(Field::Document, &["文号", "申报文号"]),
    optional(Field::DocumentDate, &["发文日期", "文件日期"]),
];

const SIGNS: &[(&str, Option<Comparator>)] = &[
    ("＞", Some(Comparator::Above)),
    (">", Some(Comparator::Above)),
    ("≥", Some(Comparator::AtLeast)),
    (">=", Some(Comparator::AtLeast)),
    ("=", Some(Comparator::Equal)),
    ("＝", Some(Comparator::Equal)),
    ("≤", Some(Comparator::AtMost)),
    ("<=", Some(Comparator::AtMost)),
    ("＜", Some(Comparator::Below)),
    ("<", Some(Comparator::Below)),
    ("定性", None),
];

/// The ways to an actual value, as refusals list them.
const WAYS: &[&str] =
    &["sum:计数项", "count:计数项", "last:计数项", "figure:取数名", "survey:调查对象", "assessed"];

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    for (index, source) in sources.iter().enumerate() {
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let id = reader.id(Field::Id);
            let (level1, level2) = (reader.text(Field::Level1), reader.text(Field::Level2));
            let name = reader.text(Field::Level3);
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
            Some(vec![Draft {
                row,
                others: Vec::new(),
                on,
                command,
                amount: Money::ZERO,
                is_unsettled: false,
            }])
        });
    }
}

fn target(reader: &mut RowReader<'_>) -> Option<Target> {
    match reader.choice(Field::Sign, SIGNS)? {
        None => Some(Target::Qualitative { description: reader.text(Field::Target)? }),
        Some(comparator) => {
            let (value, is_percent) = reader.measured(Field::Target)?;
            let unit = reader.optional_text(Field::Unit).unwrap_or_default();
            let unit = match unit.as_str() {
                "" | "％" | "百分比" | "百分率" if is_percent => "%".to_owned(),
                "%" => unit,
                _ if is_percent => {
                    return reader.refuse(Field::Unit, &unit, Reason::Choice(vec!["%"]));
                }
                _ => unit,
            };
            Some(Target::Quantitative { comparator, value, unit })
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
