//! How fresh the comparison with the provincial system (对账) is.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::book::{AsOf, Book, Statement};
use taizhang_ledger::core::date_text::date_schema;
use taizhang_ledger::core::event::{ComparedNumbers, Disbursement, Event, Reconciliation};
use taizhang_ledger::core::ids::{EventId, LineId, Sequence};
use taizhang_ledger::{LoggedEvent, lists_text};

use super::origin::ReadListJson;
use super::status::UnitArg;
use crate::error::Failure;

/// The last comparison with the provincial system; amounts are yuan.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Compared {
    /// Up to which day both sides were summed.
    #[schemars(schema_with = "date_schema")]
    date: Date,
    /// The line compared; null for all lines together.
    line: Option<LineId>,
    /// What the provincial system showed.
    shown: Money,
    /// What the ledger had then.
    ledger: Money,
    /// Shown less ledger.
    difference: Money,
    explanation: String,
    /// How many voucher numbers it found to be what; null where only the sums were compared.
    numbers: Option<NumbersJson>,
    /// The lists that it read the system's side from; empty where only its sum was typed in.
    files: Vec<ReadListJson>,
    /// The names of these lists.
    #[serde(skip)]
    named: String,
    /// Payments in force that it did not see: later days, or recorded after it.
    payments_since: usize,
    /// Returns in force that it did not see.
    returns_since: usize,
    /// Red-letter reversals, recorded after it, of payments and returns that it saw.
    reversals_since: usize,
}

/// Voucher numbers of both sides by what was found of them.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
struct NumbersJson {
    matched: u32,
    only_here: u32,
    only_there: u32,
    amount_differs: u32,
    /// Nothing told which of the other side they are.
    unclear: u32,
}

/// What the ledger got after a comparison.
#[derive(Clone, Debug, Default)]
struct Since {
    payments: usize,
    returns: usize,
    reversals: usize,
    /// The months of all of them.
    months: BTreeSet<i8>,
}

/// Returns the months of what the ledger got after a comparison of all lines.
pub(super) fn months_since(
    book: &Book,
    events: &[LoggedEvent],
    statement: &Statement<Reconciliation>,
) -> BTreeSet<i8> {
    since(book, events, AsOf::default(), statement, None).months
}

/// Says that a comparison of all lines left a difference, in its sums or in single numbers.
pub(super) fn difference_text(statement: &Statement<Reconciliation>) -> Option<String> {
    let Reconciliation { shown_outturn, ledger_outturn, compared, explanation, .. } =
        &statement.fact;
    let on = statement.on;
    let differing = compared.map_or(0, ComparedNumbers::differing);
    if shown_outturn == ledger_outturn && differing == 0 {
        return None;
    }
    let difference = shown_outturn.checked_sub(*ledger_outturn).ok()?;
    let what = if difference.is_zero() {
        format!("合计相符而 {differing} 号不符")
    } else {
        format!("相差 {}", UnitArg::Yuan.text(difference))
    };
    Some(format!("对账到 {on}，{what}（{explanation}）"))
}

impl Compared {
    /// Looks at the last comparison that `book` knows; `events` are those of its year.
    pub(super) fn last(
        book: &Book,
        events: &[LoggedEvent],
        as_of: AsOf,
    ) -> Result<Option<Self>, Failure> {
        let Some(statement) = book.reconciliations().latest(|_| true) else { return Ok(None) };
        let fact = &statement.fact;
        let line = fact.line.as_ref().map(|line| line.id.clone());
        let since = since(book, events, as_of, statement, line.as_ref());
        Ok(Some(Self {
            date: statement.on,
            shown: fact.shown_outturn,
            ledger: fact.ledger_outturn,
            difference: fact.shown_outturn.checked_sub(fact.ledger_outturn)?,
            explanation: fact.explanation.clone(),
            numbers: fact.compared.map(|numbers| NumbersJson {
                matched: numbers.matched,
                only_here: numbers.only_here,
                only_there: numbers.only_there,
                amount_differs: numbers.amount_differs,
                unclear: numbers.unclear,
            }),
            files: fact.lists.iter().map(ReadListJson::from).collect(),
            named: lists_text(&fact.lists),
            payments_since: since.payments,
            returns_since: since.returns,
            reversals_since: since.reversals,
            line,
        }))
    }

    /// One line of text.
    pub(super) fn text(&self, unit: UnitArg) -> String {
        let scope =
            self.line.as_ref().map_or_else(|| "全部指标".to_owned(), |line| format!("指标 {line}"));
        let differing = self.numbers.is_some_and(NumbersJson::differ);
        let result = if self.difference.is_zero() && differing {
            format!("合计相符而逐号不符（{}）", self.explanation)
        } else if self.difference.is_zero() {
            "相符".to_owned()
        } else {
            format!("相差 {}（{}）", unit.text(self.difference), self.explanation)
        };
        let numbers = self.numbers.map_or_else(String::new, NumbersJson::text);
        let read =
            if self.files.is_empty() { String::new() } else { format!("，按 {}", self.named) };
        format!(
            "对账到 {}，{scope}{read}：系统 {}，台账 {}，{result}{numbers}；{}",
            self.date,
            unit.text(self.shown),
            unit.text(self.ledger),
            self.since_text()
        )
    }

    fn since_text(&self) -> String {
        let all = self.payments_since + self.returns_since + self.reversals_since;
        let parts = [
            (self.payments_since, "支付"),
            (self.returns_since, "退回"),
            (self.reversals_since, "红字"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{name} {count}"))
            .collect();
        if parts.is_empty() {
            return "此后没有新的支付".to_owned();
        }
        format!("其后台账又有 {all} 笔没有对过（{}）", parts.join("、"))
    }
}

impl NumbersJson {
    const fn differ(self) -> bool {
        self.only_here > 0 || self.only_there > 0 || self.amount_differs > 0 || self.unclear > 0
    }

    fn text(self) -> String {
        let unclear =
            if self.unclear > 0 { format!("、分不清 {}", self.unclear) } else { String::new() };
        format!(
            "，逐号相符 {}、只有台账有 {}、只有系统有 {}、金额或月份不同 {}{unclear}",
            self.matched, self.only_here, self.only_there, self.amount_differs
        )
    }
}

/// Counts what a comparison did not see: what happened after its day or was recorded after it, as far
/// as it stands. What was recorded and reversed since counts for nothing.
fn since(
    book: &Book,
    events: &[LoggedEvent],
    as_of: AsOf,
    statement: &Statement<Reconciliation>,
    line: Option<&LineId>,
) -> Since {
    let is_of_line = |payment: &Disbursement| line.is_none_or(|line| payment.line.id == *line);
    let is_seen =
        |on: Date, sequence: Sequence| on <= statement.on && sequence <= statement.sequence;
    let seen: BTreeSet<EventId> = events
        .iter()
        .map(|logged| &logged.recorded)
        .filter(|recorded| is_seen(recorded.occurred_on, recorded.sequence))
        .map(|recorded| recorded.id)
        .collect();
    let mut since = Since::default();
    for recorded in events.iter().map(|logged| &logged.recorded) {
        let is_known = as_of.date.is_none_or(|date| recorded.occurred_on <= date)
            && as_of.sequence.is_none_or(|sequence| recorded.sequence <= sequence);
        if !is_known || seen.contains(&recorded.id) {
            continue;
        }
        let stands = !book.is_reversed(recorded.id);
        match &recorded.event {
            Event::DisbursementMade(payment) if stands && is_of_line(payment) => {
                since.payments += 1;
                since.months.insert(recorded.occurred_on.month());
            }
            Event::DisbursementReturned(back) if stands && is_of_line(&back.disbursement) => {
                since.returns += 1;
                since.months.insert(recorded.occurred_on.month());
            }
            Event::Reversed(reversal) if seen.contains(&reversal.target) => {
                let payment = match &*reversal.event {
                    Event::DisbursementMade(payment) => payment,
                    Event::DisbursementReturned(back) => &back.disbursement,
                    _ => continue,
                };
                if is_of_line(payment) {
                    since.reversals += 1;
                    since.months.insert(recorded.occurred_on.month());
                }
            }
            _ => {}
        }
    }
    since
}
