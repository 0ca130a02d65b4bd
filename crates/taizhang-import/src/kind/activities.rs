//! Activities and what they counted: one row an activity, or one row a count, or both in two files.
//! Rows of one id are one activity; a list without ids, as units keep them, has one activity for each
//! name and first day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use taizhang_core::amount_text::parse_number;
use taizhang_core::book::Command;
use taizhang_core::event::{Activity, CountedResult};
use taizhang_core::ids::{ActivityId, MeasureKey};
use taizhang_core::{FiscalYear, Money, PrintRule, Quantity};

use super::{KnownColumn, names, optional};
use crate::draft::{Draft, Drafts, RefusedRow, RowRef, Source, Surroundings};
use crate::fault::{Fault, Reason};
use crate::field::Field;
use crate::question::Question;
use crate::unapproved::Unapproved;
use crate::value::RowReader;

pub(super) const COLUMNS: &[KnownColumn] = &[
    optional(Field::Id, &["编号", "id", "活动id", "活动编号", "活动"]),
    optional(Field::Name, &["名称", "活动名称", "活动内容", "活动主题"]),
    optional(Field::ActivityKind, &["类型", "活动类型"]),
    optional(
        Field::Start,
        &[
            "开始日期",
            "开始",
            "日期",
            "活动日期",
            "开始时间",
            "起始时间",
            "起始日期",
            "起止时间",
            "起止日期",
            "活动起止时间",
            "活动起止日期",
            "时间",
            "活动时间",
            "活动开始时间",
            "举办时间",
            "举办日期",
            "开展时间",
            "开展日期",
            "培训时间",
            "会议时间",
        ],
    ),
    optional(Field::Year, names::YEAR),
    optional(Field::End, &["结束日期", "结束", "结束时间", "终止日期", "终止时间", "活动结束时间"]),
    optional(Field::Place, &["地点", "活动地点", "举办地点", "开展地点"]),
    optional(
        Field::People,
        &[
            "人数",
            "参加人数",
            "参与人数",
            "参会人数",
            "参训人数",
            "受众人数",
            "参加人次",
            "参与人次",
        ],
    ),
    optional(Field::Measure, &["计数项键", "计数项", "指标键"]),
    optional(Field::MeasureName, &["计数项名称", "计数内容", "成果名称"]),
    optional(Field::Count, &["数量", "计数", "完成数"]),
    optional(Field::Unit, &["计量单位", "单位"]),
    optional(Field::PrintRule, &["打印规则", "印法"]),
    optional(Field::BudgetUnit, names::BUDGET_UNIT),
    optional(Field::BudgetUnitCode, names::BUDGET_UNIT_CODE),
];

/// What the column of those who took part counts.
const PARTICIPANTS: &str = "participants";

/// Units in which people are counted, the longer before those that they end with.
const PEOPLE: [&str; 3] = ["人次", "人", "名"];

/// The rows of one activity.
#[derive(Default)]
struct Gathered {
    activity: Option<Activity>,
    results: Vec<CountedResult>,
    /// The row of each result.
    counted_in: Vec<u32>,
    rows: Vec<RowRef>,
    /// What the first row of it that says so says against it.
    question: Option<Question>,
    faults: Vec<Fault>,
    /// The place of its id, for saying that the activity itself is missing.
    first: Option<Fault>,
}

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    let mut gathered: BTreeMap<ActivityId, Gathered> = BTreeMap::new();
    let mut ids = Ids::of(around);
    for (index, source) in sources.iter().enumerate() {
        let unapproved = Unapproved::of(&source.table, &source.mapping);
        source.each_row(index, around, drafts, |reader, row| {
            let id: ActivityId = match reader.optional_id(Field::Id)? {
                Some(id) => id,
                None => ids.of_row(reader)?,
            };
            let before = reader.faults.len();
            let own = own_row(reader, &id);
            let result = counted(reader).or_else(|| participants(reader));
            let place = reader.place(Some(Field::Name));
            let entry = gathered.entry(id).or_default();
            // What is asked is shown of the first row.
            if entry.rows.is_empty() {
                let told = reader.row().and_then(|row| unapproved.told(row, false));
                entry.question = told.map(Question::Told);
            }
            entry.rows.push(row);
            let reason = Reason::NoActivity;
            entry.first.get_or_insert(Fault { place, value: String::new(), reason });
            // A fault refuses the activity with all its rows, not this row alone.
            entry.faults.extend(reader.faults.drain(before..));
            let agrees = own.is_none_or(|own| entry.join(own, reader));
            if let Some(result) = result.filter(|_| agrees) {
                entry.count(result, reader, row.row);
            }
            Some(Vec::new())
        });
    }
    for (id, gathered) in gathered {
        let known = around.book.activities().iter().map(|statement| &statement.fact);
        gathered.conclude(known.filter(|activity| activity.id == id).last(), drafts);
    }
}

impl Gathered {
    /// Adds a count; an activity has one of each kind.
    fn count(&mut self, result: CountedResult, reader: &RowReader<'_>, row: u32) {
        let mut known = self.results.iter().zip(&self.counted_in);
        if let Some((known, first)) = known.find(|(known, _)| known.measure == result.measure) {
            let (value, reason) = (known.name.clone(), Reason::CountedTwice(*first));
            self.faults.push(Fault { place: reader.place(None), value, reason });
            return;
        }
        self.results.push(result);
        self.counted_in.push(row);
    }

    /// Takes a row's account of the activity, and tells whether it agrees with the earlier ones, as it must.
    fn join(&mut self, own: Activity, reader: &RowReader<'_>) -> bool {
        match &self.activity {
            Some(known) if *known != own => {
                let first = self.rows.first().map_or(0, |row| row.row);
                self.faults.push(Fault {
                    place: reader.place(Some(Field::Name)),
                    value: own.name,
                    reason: Reason::DiffersFrom(first),
                });
                return false;
            }
            Some(_) => {}
            None => self.activity = Some(own),
        }
        true
    }

    /// Returns a registered activity with these counts added, or in the place of those it has.
    fn with_counts(&self, known: &Activity) -> Activity {
        let is_new =
            |old: &&CountedResult| self.results.iter().all(|result| result.measure != old.measure);
        let kept = known.results.iter().filter(is_new);
        let results = kept.chain(&self.results).cloned().collect();
        Activity { results, ..known.clone() }
    }

    /// Makes the draft; `known` is the activity of the id that the ledger has.
    fn conclude(mut self, known: Option<&Activity>, drafts: &mut Drafts) {
        let missing =
            self.first.take().filter(|_| self.activity.is_none() && self.faults.is_empty());
        let missing = missing.map(|missing| match known {
            Some(known) => {
                let reason = Reason::CountsLater(Box::new(self.with_counts(known)));
                Fault { value: known.id.to_string(), reason, ..missing }
            }
            None => missing,
        });
        self.faults.extend(missing);
        match (self.activity, self.rows.split_first()) {
            (Some(mut activity), Some((row, others))) if self.faults.is_empty() => {
                activity.results = self.results;
                let (on, row, others) = (activity.end, *row, others.to_vec());
                let question = self.question;
                let command = Command::RecordActivity(activity);
                drafts.drafts.push(Draft {
                    others,
                    question,
                    ..Draft::of_row(row, on, command, Money::ZERO)
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
    let days = reader.days(Field::Start);
    let end = reader.optional_date(Field::End);
    let place = reader.optional_text(Field::Place).unwrap_or_default();
    let (start, last) = days?;
    let end = end?.unwrap_or(last);
    Some(Activity { id: id.clone(), name, kind, start, end, place, results: Vec::new() })
}

/// Ids for activities that come without: those that the ledger has by name and first day, else the next
/// free ones of the year.
struct Ids {
    year: FiscalYear,
    known: BTreeMap<(String, Date), ActivityId>,
    taken: BTreeSet<ActivityId>,
    next: u32,
}

impl Ids {
    fn of(around: Surroundings<'_>) -> Self {
        let activities = || around.book.activities().iter().map(|statement| &statement.fact);
        let known = activities()
            .map(|activity| ((activity.name.clone(), activity.start), activity.id.clone()));
        let (known, taken) = (known.collect(), activities().map(|activity| activity.id.clone()));
        Self { year: around.year, known, taken: taken.collect(), next: 1 }
    }

    /// Finds the id of the present row, which must have a name and a day.
    fn of_row(&mut self, reader: &mut RowReader<'_>) -> Option<ActivityId> {
        let Some(name) = reader.optional_text(Field::Name) else {
            // A list of counts names its activities by their ids alone.
            let is_of_counts = reader.has_column(Field::Id) && !reader.has_column(Field::Name);
            let missed = if is_of_counts { Field::Id } else { Field::Name };
            return reader.missing(missed);
        };
        let (start, _) = reader.days(Field::Start)?;
        let key = (name, start);
        if let Some(known) = self.known.get(&key) {
            return Some(known.clone());
        }
        loop {
            let id: ActivityId = format!("{}-A{:02}", self.year, self.next).parse().ok()?;
            self.next = self.next.checked_add(1)?;
            if self.taken.insert(id.clone()) {
                self.known.insert(key, id.clone());
                return Some(id);
            }
        }
    }
}

/// Reads how many took part, like `50` or `50人`; `50余人` is no number.
fn participants(reader: &mut RowReader<'_>) -> Option<CountedResult> {
    if reader.is_blank(Field::People) || !reader.is_blank(Field::Measure) {
        return None;
    }
    let text = reader.text(Field::People)?;
    let found = PEOPLE
        .into_iter()
        .find_map(|unit| Some((text.strip_suffix(unit)?.trim_end().to_owned(), unit)));
    let (digits, unit) = found.unwrap_or((text.clone(), "人"));
    let value = match parse_number(&digits) {
        Ok(value) => value,
        Err(error) => return reader.refuse(Field::People, &text, Reason::Number(error)),
    };
    if !is_whole(value) {
        return reader.refuse(Field::People, &text, Reason::Count);
    }
    let measure: MeasureKey = PARTICIPANTS.parse().ok()?;
    let quantity = Quantity { value, unit: unit.to_owned(), print: PrintRule::Exact };
    Some(CountedResult { measure, name: "参加人数".to_owned(), quantity })
}

fn counted(reader: &mut RowReader<'_>) -> Option<CountedResult> {
    let measure: MeasureKey = reader.optional_id(Field::Measure)??;
    let name = reader.text(Field::MeasureName);
    let value = reader.number(Field::Count);
    let unit = reader.text(Field::Unit);
    let print = print_rule(reader);
    let (value, unit) = (value?, unit?);
    if PEOPLE.contains(&unit.as_str()) && !is_whole(value) {
        return reader.refuse(Field::Count, &value.to_string(), Reason::Count);
    }
    let quantity = Quantity { value, unit, print: print? };
    Some(CountedResult { measure, name: name?, quantity })
}

/// Tells whether a number may count people.
fn is_whole(value: Decimal) -> bool {
    value.normalize().scale() == 0 && !value.is_sign_negative()
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
