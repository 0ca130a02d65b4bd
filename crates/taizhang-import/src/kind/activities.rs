//! Activities and what they counted: one row an activity, or one row a count, or both in two files.
//! Rows of one id are one activity.

use std::collections::BTreeMap;

use taizhang_core::book::Command;
use taizhang_core::event::{Activity, CountedResult};
use taizhang_core::ids::{ActivityId, MeasureKey};
use taizhang_core::{Money, PrintRule, Quantity};

use super::{KnownColumn, optional, required};
use crate::draft::{Draft, Drafts, RefusedRow, RowRef, Source, Surroundings};
use crate::fault::{Fault, Reason};
use crate::field::Field;
use crate::value::RowReader;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Id, &["编号", "id", "活动id", "活动编号", "活动"]),
    optional(Field::Name, &["名称", "活动名称"]),
    optional(Field::ActivityKind, &["类型", "活动类型"]),
    optional(Field::Start, &["开始日期", "开始", "日期", "活动日期", "开始时间"]),
    optional(Field::End, &["结束日期", "结束", "结束时间"]),
    optional(Field::Place, &["地点", "活动地点"]),
    optional(Field::Measure, &["计数项键", "计数项", "指标键"]),
    optional(Field::MeasureName, &["计数项名称", "成果名称"]),
    optional(Field::Count, &["数量", "计数", "完成数"]),
    optional(Field::Unit, &["计量单位", "单位"]),
    optional(Field::PrintRule, &["打印规则", "印法"]),
];

/// The rows of one activity.
#[derive(Default)]
struct Gathered {
    activity: Option<Activity>,
    results: Vec<CountedResult>,
    rows: Vec<RowRef>,
    faults: Vec<Fault>,
    /// The place of its id, for saying that the activity itself is missing.
    first: Option<Fault>,
}

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    let mut gathered: BTreeMap<ActivityId, Gathered> = BTreeMap::new();
    for (index, source) in sources.iter().enumerate() {
        source.each_row(index, around, drafts, |reader, row| {
            let id: ActivityId = reader.id(Field::Id)?;
            let before = reader.faults.len();
            let own = own_row(reader, &id);
            let result = counted(reader);
            let place = reader.place(Some(Field::Name));
            let entry = gathered.entry(id).or_default();
            entry.rows.push(row);
            let reason = Reason::Missing(Field::Name);
            entry.first.get_or_insert(Fault { place, value: String::new(), reason });
            // A fault refuses the activity with all its rows, not this row alone.
            entry.faults.extend(reader.faults.drain(before..));
            entry.results.extend(result);
            if let Some(own) = own {
                entry.join(own, reader);
            }
            Some(Vec::new())
        });
    }
    for gathered in gathered.into_values() {
        gathered.conclude(drafts);
    }
}

impl Gathered {
    /// Takes a row's account of the activity, which must agree with the earlier ones.
    fn join(&mut self, own: Activity, reader: &RowReader<'_>) {
        match &self.activity {
            Some(known) if *known != own => {
                let first = self.rows.first().map_or(0, |row| row.row);
                self.faults.push(Fault {
                    place: reader.place(Some(Field::Name)),
                    value: own.name,
                    reason: Reason::DiffersFrom(first),
                });
            }
            Some(_) => {}
            None => self.activity = Some(own),
        }
    }

    fn conclude(mut self, drafts: &mut Drafts) {
        let missing =
            self.first.take().filter(|_| self.activity.is_none() && self.faults.is_empty());
        self.faults.extend(missing);
        match (self.activity, self.rows.split_first()) {
            (Some(mut activity), Some((row, others))) if self.faults.is_empty() => {
                activity.results = self.results;
                let (on, row, others) = (activity.end, *row, others.to_vec());
                let command = Command::RecordActivity(activity);
                drafts.drafts.push(Draft {
                    row,
                    others,
                    on,
                    command,
                    amount: Money::ZERO,
                    is_unsettled: false,
                });
            }
            _ => {
                let mut faults = self.faults;
                for row in self.rows {
                    let faults = std::mem::take(&mut faults);
                    // An activity states no money, so none of it is unreadable.
                    let amount = Some(Money::ZERO);
                    drafts.refused.push(RefusedRow { row, amount, faults });
                }
            }
        }
    }
}

/// Reads an activity's own particulars, if the row has them.
fn own_row(reader: &mut RowReader<'_>, id: &ActivityId) -> Option<Activity> {
    let name = reader.optional_text(Field::Name)?;
    let kind = reader.optional_text(Field::ActivityKind).unwrap_or_default();
    let start = reader.date(Field::Start);
    let end = reader.optional_date(Field::End);
    let place = reader.optional_text(Field::Place).unwrap_or_default();
    let start = start?;
    let end = end?.unwrap_or(start);
    Some(Activity { id: id.clone(), name, kind, start, end, place, results: Vec::new() })
}

fn counted(reader: &mut RowReader<'_>) -> Option<CountedResult> {
    let measure: MeasureKey = reader.optional_id(Field::Measure)??;
    let name = reader.text(Field::MeasureName);
    let value = reader.number(Field::Count);
    let unit = reader.text(Field::Unit);
    let print = print_rule(reader);
    let quantity = Quantity { value: value?, unit: unit?, print: print? };
    Some(CountedResult { measure, name: name?, quantity })
}

/// Reads `余1000` or `余/1000`.
fn print_rule(reader: &mut RowReader<'_>) -> Option<PrintRule> {
    let Some(text) = reader.optional_text(Field::PrintRule) else { return Some(PrintRule::Exact) };
    let mut characters = text.chars();
    let mark = characters.next();
    let step = characters.as_str().trim_start_matches('/').parse().ok().filter(|step| *step > 0);
    let rule = match (mark, step) {
        (Some('余'), Some(step)) => Some(PrintRule::RoundedDown(step)),
        (Some('多'), Some(step)) => Some(PrintRule::MoreThan(step)),
        (Some('近'), Some(step)) => Some(PrintRule::Nearly(step)),
        _ => None,
    };
    rule.or_else(|| {
        reader.refuse(Field::PrintRule, &text, Reason::Choice(vec!["余1000", "多100", "近100"]))
    })
}
