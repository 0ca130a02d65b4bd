//! How fresh the comparison with the provincial system (对账) is.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::LoggedEvent;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::book::{AsOf, Book};
use taizhang_ledger::core::date_text::date_schema;
use taizhang_ledger::core::event::Event;
use taizhang_ledger::core::ids::LineId;

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
    /// Payments in force that it did not see: later days, or recorded after it.
    payments_since: usize,
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
        let is_unseen = |logged: &&LoggedEvent| {
            let recorded = &logged.recorded;
            let Event::DisbursementMade(payment) = &recorded.event else { return false };
            let is_known = as_of.date.is_none_or(|date| recorded.occurred_on <= date)
                && as_of.sequence.is_none_or(|sequence| recorded.sequence <= sequence);
            let is_later =
                recorded.occurred_on > statement.on || recorded.sequence > statement.sequence;
            let is_of_line = line.as_ref().is_none_or(|line| payment.line.id == *line);
            is_known && is_later && is_of_line && !book.is_reversed(recorded.id)
        };
        Ok(Some(Self {
            date: statement.on,
            shown: fact.shown_outturn,
            ledger: fact.ledger_outturn,
            difference: fact.shown_outturn.checked_sub(fact.ledger_outturn)?,
            explanation: fact.explanation.clone(),
            payments_since: events.iter().filter(is_unseen).count(),
            line,
        }))
    }

    /// One line of text.
    pub(super) fn text(&self, unit: UnitArg) -> String {
        let scope =
            self.line.as_ref().map_or_else(|| "全部指标".to_owned(), |line| format!("指标 {line}"));
        let result = if self.difference.is_zero() {
            "相符".to_owned()
        } else {
            format!("相差 {}（{}）", unit.text(self.difference), self.explanation)
        };
        let since = match self.payments_since {
            0 => "此后没有新的支付".to_owned(),
            count => format!("其后又有 {count} 笔支付没有对过"),
        };
        format!(
            "对账到 {}，{scope}：系统 {}，台账 {}，{result}；{since}",
            self.date,
            unit.text(self.shown),
            unit.text(self.ledger)
        )
    }
}
