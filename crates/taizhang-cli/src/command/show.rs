//! `show`: one event in full.

use clap::Args;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::date_text::date_schema;
use taizhang_ledger::core::event::{Event, Evidence, Reversal};
use taizhang_ledger::core::ids::Sequence;
use taizhang_ledger::{Ledger, LoggedEvent, Origin, sentence};

use super::origin::OriginJson;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::values::Reader;

/// Where an event is: its place in the ledger, a payment's voucher number, `活动:` and an activity's
/// id, or `评定:` and the id of the assessed indicator. `序号:` and `凭证:` tell a place from a
/// voucher number of digits.
#[derive(Clone, Debug)]
pub(crate) struct PlaceArg(String);

impl From<String> for PlaceArg {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl PlaceArg {
    /// Finds the event, or leaves the problem with the reader.
    pub(super) fn find(&self, reader: &mut Reader, ledger: &Ledger) -> Option<LoggedEvent> {
        match self.0.split_once([':', '：']) {
            Some(("活动" | "activity", id)) => return find_activity(reader, ledger, id),
            Some(("评定" | "assessment", id)) => return find_assessment(reader, ledger, id),
            Some(("序号" | "event", place)) => return self.find_place(reader, ledger, place),
            Some(("凭证" | "voucher", number)) => {
                return self.find_voucher(reader, ledger, number);
            }
            _ => {}
        }
        let place = place_of(&self.0).filter(|place| *place <= ledger.head().sequence);
        let Some(place) = place else {
            return self.find_voucher(reader, ledger, &self.0);
        };
        let carriers = carriers(reader, ledger, &self.0)?;
        if let Some(other) = carriers.iter().find(|event| event.recorded.sequence != place) {
            reader.refuse(Problem::new(
                format!("{place} 既是序号，又是凭证号"),
                format!("凭证号 {place} 是第 {} 号事件", other.recorded.sequence),
                format!("写成 序号:{place} 或 凭证:{place}"),
            ));
            return None;
        }
        reader.answer(ledger.event_of_year(place))
    }

    fn find_place(&self, reader: &mut Reader, ledger: &Ledger, text: &str) -> Option<LoggedEvent> {
        match place_of(text) {
            Some(place) => reader.answer(ledger.event_of_year(place)),
            None => self.absent(reader),
        }
    }

    fn find_voucher(
        &self,
        reader: &mut Reader,
        ledger: &Ledger,
        number: &str,
    ) -> Option<LoggedEvent> {
        let mut found = carriers(reader, ledger, number)?;
        if found.len() > 1 {
            let places: Vec<String> =
                found.iter().map(|event| event.recorded.sequence.to_string()).collect();
            reader.refuse(Problem::new(
                format!("凭证号 {number} 对应多个事件"),
                format!("序号：{}", places.join("、")),
                "改用其中一个序号",
            ));
            return None;
        }
        found.pop().or_else(|| self.absent(reader))
    }

    fn absent<T>(&self, reader: &mut Reader) -> Option<T> {
        reader.refuse(Problem::new(
            format!("没有序号或凭证号为“{}”的事件", self.0),
            "台账里没有登记过",
            "运行 taizhang log 或 taizhang list payments 查看",
        ));
        None
    }
}

/// Reads a place as the log prints it; `007` is a voucher number.
fn place_of(text: &str) -> Option<Sequence> {
    text.parse::<u64>().ok().filter(|place| place.to_string() == text).map(Sequence::new)
}

/// Returns the payments and refunds with this voucher number.
fn carriers(reader: &mut Reader, ledger: &Ledger, number: &str) -> Option<Vec<LoggedEvent>> {
    let events = reader.answer(ledger.year_events())?;
    let carries = |event: &LoggedEvent| voucher(&event.recorded.event) == Some(number);
    Some(events.into_iter().filter(carries).collect())
}

fn find_activity(reader: &mut Reader, ledger: &Ledger, id: &str) -> Option<LoggedEvent> {
    let book = reader.answer(ledger.book())?;
    let Some(known) = book.activities().latest(|activity| activity.id.as_str() == id) else {
        reader.refuse(Problem::new(
            format!("没有活动 {id}"),
            "台账里没有这个活动编号",
            "运行 taizhang list activities 查看",
        ));
        return None;
    };
    let event = ledger.event_of_year(known.sequence);
    reader.answer(event)
}

/// Finds the judgement of an indicator that holds.
fn find_assessment(reader: &mut Reader, ledger: &Ledger, id: &str) -> Option<LoggedEvent> {
    let book = reader.answer(ledger.book())?;
    let Some(held) = book.assessments().latest(|judged| judged.indicator.as_str() == id) else {
        reader.refuse(Problem::new(
            format!("指标 {id} 没有评定"),
            "台账里没有登记过这个指标的评定",
            "运行 taizhang list indicators 核对指标编号，用 taizhang assess 评定",
        ));
        return None;
    };
    let event = ledger.event_of_year(held.sequence);
    reader.answer(event)
}

fn voucher(event: &Event) -> Option<&str> {
    match event {
        Event::DisbursementMade(payment) => Some(&payment.voucher),
        Event::DisbursementReturned(back) => Some(&back.voucher),
        _ => None,
    }
}

/// How many characters are shown of the rows of an import.
const SHOWN_ROWS: usize = 400;

/// Arguments of `show`.
#[derive(Args, Debug)]
pub(crate) struct ShowArgs {
    /// 事件序号、支付的凭证号、活动:编号，或 评定:指标编号（凭证号是纯数字时写成 凭证:号码）
    #[arg(value_name = "事件")]
    event: PlaceArg,
}

/// The JSON form of one event.
#[derive(Serialize, JsonSchema)]
pub(crate) struct EventInFull {
    sequence: u64,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Business date.
    #[schemars(schema_with = "date_schema")]
    date: Date,
    /// RFC 3339 with the offset of the place.
    recorded_at: String,
    operator: String,
    /// The import it belongs to.
    batch: Option<String>,
    /// Where it came from, if it was read from files.
    origin: Option<OriginJson>,
    /// The event as a Chinese sentence.
    text: String,
    /// The red letter that took it back.
    reversed_by: Option<u64>,
    evidence: Vec<AttachedFile>,
    /// What was recorded; its form depends on the type and is that of the journal.
    data: serde_json::Value,
}

/// A file that proves the event.
#[derive(Serialize, JsonSchema)]
struct AttachedFile {
    /// Id of the proven event.
    target: String,
    file_name: String,
    /// SM3 digest of the bytes, in hexadecimal.
    digest: String,
    /// Size.
    bytes: u64,
    memo: String,
}

impl From<Evidence> for AttachedFile {
    fn from(evidence: Evidence) -> Self {
        let Evidence { target, file_name, digest, bytes, memo } = evidence;
        Self { target: target.to_string(), file_name, digest, bytes, memo }
    }
}

pub(crate) fn run(args: &ShowArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let ledger = session.open_for_reading()?;
    let mut reader = Reader::new(Some(ledger.year()));
    let event = args.event.find(&mut reader, &ledger);
    let event = reader.finish_with(event)?;
    let origin = ledger.origins().of(&event)?;
    let LoggedEvent { recorded, recorded_at, .. } = event;
    let payload = recorded.event.payload().map_err(|error| Failure::json(&error))?;
    let book = ledger.book()?;
    let reversed_by = reversal_of(&ledger, &recorded.id.to_string())?;
    if session.ui.wants_json() {
        session.ui.json(&EventInFull {
            sequence: recorded.sequence.get(),
            id: recorded.id.to_string(),
            kind: recorded.event.kind().name,
            date: recorded.occurred_on,
            recorded_at: recorded_at.to_string(),
            operator: recorded.operator.to_string(),
            batch: recorded.batch.map(|batch| batch.to_string()),
            origin: origin.as_ref().map(OriginJson::new),
            text: sentence(&recorded.event),
            reversed_by,
            evidence: book.evidence(recorded.id).iter().map(|e| e.fact.clone().into()).collect(),
            data: payload,
        })?;
        return Ok(ExitCode::Success);
    }
    session.ui.line(format!("第 {} 号  {}", recorded.sequence, sentence(&recorded.event)))?;
    session.ui.line(format!("业务日期  {}", recorded.occurred_on))?;
    session.ui.line(format!("登记时间  {recorded_at}"))?;
    session.ui.line(format!("经办人    {}", recorded.operator))?;
    session.ui.line(format!("编号      {}", recorded.id))?;
    if let Some(origin) = &origin {
        session.ui.line(format!("来自      {origin}"))?;
    }
    if let (Some(Origin::Recorded(origin)), Some(batch)) = (&origin, recorded.batch) {
        session.ui.line(format!("导入      批号 {batch}，第 {} 号导入记录", origin.record))?;
    }
    if let Some(sequence) = reversed_by {
        session.ui.line(format!("已被第 {sequence} 号红字冲销"))?;
    }
    for file in book.evidence(recorded.id) {
        let evidence = &file.fact;
        session.ui.line(format!("佐证      {}（SM3 {}）", evidence.file_name, evidence.digest))?;
    }
    let mut payload = payload;
    if let Some(rows) = payload.get_mut("rows").filter(|_| is_record(&recorded.event)) {
        shorten(rows);
    }
    let details = serde_json::to_string_pretty(&payload).map_err(|error| Failure::json(&error))?;
    session.ui.line(details)?;
    Ok(ExitCode::Success)
}

const fn is_record(event: &Event) -> bool {
    matches!(event, Event::ListImported(_))
}

/// Shows the beginning of a text that may stand for a hundred thousand rows; the JSON form has all of it.
fn shorten(text: &mut serde_json::Value) {
    let whole = text.as_str().unwrap_or_default();
    if let Some(beginning) = whole.get(..SHOWN_ROWS).filter(|_| whole.len() > SHOWN_ROWS) {
        *text = format!("{beginning}……（全文 {} 字，见 --json）", whole.len()).into();
    }
}

fn reversal_of(ledger: &Ledger, id: &str) -> Result<Option<u64>, Failure> {
    let reverses = |event: &LoggedEvent| {
        matches!(&event.recorded.event,
            Event::Reversed(Reversal { target, .. }) if target.to_string() == id)
    };
    let found = ledger.year_events()?.into_iter().find(reverses);
    Ok(found.map(|event| event.recorded.sequence.get()))
}
