//! The facts of a year that tell what is to be done next.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::book::{AsOf, Book, Proceedings, Statement, YearStatus};
use taizhang_ledger::core::date_text::date_schema;
use taizhang_ledger::core::event::{Event, Reconciliation, ReviewOutcome};
use taizhang_ledger::core::figure::Measure;
use taizhang_ledger::core::ids::LineId;
use taizhang_ledger::core::{FiscalYear, Money, Ratio};
use taizhang_ledger::evaluation::{Finding, Severity};
use taizhang_ledger::{Ledger, LoggedEvent};

use crate::command::compared::{difference_text, months_since};
use crate::command::status::time_progress;
use crate::error::Failure;

/// The rule that compares the year before with what was brought in.
const CARRY: &str = "CARRY";

/// How far a year is; amounts are yuan.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Glance {
    pub(super) unit: String,
    pub(super) year: FiscalYear,
    pub(super) status: YearStatus,
    /// The year before, where it is still open, or closed and not quoted by this one yet.
    pub(super) year_before: Option<YearBefore>,
    /// Whether the year after is opened.
    pub(super) is_followed: bool,
    #[schemars(schema_with = "date_schema")]
    pub(super) today: Date,
    /// Whether the year's last day is past.
    pub(super) is_over: bool,
    pub(super) lines: usize,
    /// The line with the most that may still be spent.
    pub(super) roomiest_line: Option<LineId>,
    pub(super) original_budget: Money,
    pub(super) final_budget: Money,
    pub(super) outturn: Money,
    pub(super) execution_rate: Ratio,
    pub(super) time_progress: Ratio,
    pub(super) last_payment: Option<Movement>,
    pub(super) locked_months: Vec<i8>,
    /// Past months with payments that no comparison with the provincial system covers, or that changed
    /// after it.
    pub(super) unreconciled_months: Vec<i8>,
    /// What the last comparison of all lines left unequal, in words; null where it left nothing.
    pub(super) open_difference: Option<String>,
    pub(super) objective: bool,
    pub(super) indicators: usize,
    /// Required sections of the report that nobody has written.
    pub(super) missing_sections: Vec<String>,
    /// None where the form pack cannot be used.
    pub(super) findings: Option<Found>,
    pub(super) stage: Stage,
    #[serde(skip)]
    pub(super) proceedings: &'static str,
}

/// The year before, with which something is still to be done.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct YearBefore {
    pub(super) year: FiscalYear,
    /// `open`, or `closed` where only the quote is missing.
    pub(super) status: YearStatus,
}

impl YearBefore {
    fn of(ledger: &Ledger, book: &Book) -> Result<Option<Self>, Failure> {
        let Some(year) = ledger.year().previous() else { return Ok(None) };
        if book.status() != YearStatus::Open {
            return Ok(None);
        }
        let status = ledger.book_of(year)?.status();
        let is_due = match status {
            YearStatus::Unopened => false,
            YearStatus::Open => true,
            YearStatus::Closed => book.previous().is_none(),
        };
        Ok(is_due.then_some(Self { year, status }))
    }

    pub(super) fn text(&self) -> String {
        match self.status {
            YearStatus::Closed => format!("{} 年度已年结，本年度还没有承接", self.year),
            _ => format!("{} 年度还没有年结", self.year),
        }
    }
}

/// A movement of money.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Movement {
    #[schemars(schema_with = "date_schema")]
    pub(super) date: Date,
    pub(super) sequence: u64,
}

/// What the checks have to say and nobody accepted.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Found {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// Whether what the year before left is not what this year brought in.
    pub(super) carry_over_differs: bool,
}

/// How far the self-evaluation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    NotSubmitted,
    Submitted,
    SentBack,
    Approved,
    Uploaded,
    Received,
    Scored,
}

impl Glance {
    pub(super) fn of(ledger: &Ledger) -> Result<Self, Failure> {
        let (book, year) = (ledger.book()?, ledger.year());
        let today = ledger.now().civil().date();
        let day = today.clamp(year.first_day(), year.last_day());
        let total = |measures: &[Measure]| -> Result<Money, Failure> {
            let counted = book.cells().filter(|(cell, _)| measures.contains(&cell.measure));
            Ok(Money::sum(counted.map(|(_, amount)| amount))?)
        };
        let (final_budget, outturn) = (total(Measure::FINAL_BUDGET)?, total(Measure::OUTTURN)?);
        let stage = Stage::of(book.proceedings());
        let events = ledger.year_events()?;
        let compared = book.reconciliations().latest(|compared| compared.line.is_none());
        let roomiest = book.lines().max_by_key(|line| book.available(&line.id).unwrap_or_default());
        Ok(Self {
            unit: book.unit().map_or_else(String::new, |unit| unit.name.clone()),
            year,
            status: book.status(),
            year_before: YearBefore::of(ledger, book)?,
            is_followed: year.next().map(|next| ledger.has_year(next)).transpose()? == Some(true),
            today,
            is_over: today > year.last_day(),
            lines: book.lines().count(),
            roomiest_line: roomiest.map(|line| line.id.clone()),
            original_budget: total(&[Measure::OriginalBudget])?,
            final_budget,
            outturn,
            execution_rate: Ratio::new(outturn.yuan(), final_budget.yuan(), "全年预算数"),
            time_progress: time_progress(day),
            last_payment: last_payment(&events),
            locked_months: book.locked_months().collect(),
            unreconciled_months: unreconciled(book, &events, compared, today),
            open_difference: compared.and_then(difference_text),
            objective: book.objective().iter().next().is_some(),
            indicators: book.indicators().len(),
            missing_sections: missing_sections(ledger, book),
            findings: ledger.check(book, AsOf::default()).ok().map(|all| Found::of(&all)),
            stage,
            proceedings: stage.name(),
        })
    }

    pub(super) const fn status_name(&self) -> &'static str {
        match self.status {
            YearStatus::Unopened => "未开账",
            YearStatus::Open => "进行中",
            YearStatus::Closed => "已年结",
        }
    }

    /// Says which date is next. That the fiscal year is the calendar year is law (预算法 art. 18);
    /// when returns are due is set by each bureau, so no day is named.
    pub(super) fn deadline(&self) -> Option<String> {
        let last = self.year.last_day();
        match self.status {
            YearStatus::Open if self.is_over => Some(format!(
                "{} 年度已于 {last} 终了；自评和决算的报送日期以财政部门通知为准",
                self.year
            )),
            YearStatus::Open => {
                let days = self.today.until(last).ok()?.get_days();
                Some(format!("{last} 年度终了，还有 {days} 天"))
            }
            YearStatus::Unopened | YearStatus::Closed => None,
        }
    }
}

impl Found {
    fn of(findings: &[Finding]) -> Self {
        let count = |severity| {
            let open = findings.iter().filter(|finding| finding.waived.is_none());
            open.filter(|finding| finding.severity == severity).count()
        };
        let carry_over_differs =
            findings.iter().any(|found| found.code == CARRY && found.waived.is_none());
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            carry_over_differs,
        }
    }

    pub(super) fn text(&self) -> String {
        let Self { errors, warnings, .. } = self;
        if *errors == 0 && *warnings == 0 {
            return "没有错误和提醒".to_owned();
        }
        format!("{errors} 个错误，{warnings} 个提醒")
    }
}

impl Stage {
    fn of(proceedings: &Proceedings) -> Self {
        let answer = proceedings.review.as_ref().map(|(_, review)| review.outcome);
        if proceedings.bureau_score.is_some() {
            Self::Scored
        } else if proceedings.receipt.is_some() {
            Self::Received
        } else if proceedings.return_submission.is_some() {
            Self::Uploaded
        } else {
            match answer {
                Some(ReviewOutcome::Approved) => Self::Approved,
                Some(ReviewOutcome::Returned) => Self::SentBack,
                None if proceedings.submission.is_some() => Self::Submitted,
                None => Self::NotSubmitted,
            }
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::NotSubmitted => "未送审",
            Self::Submitted => "已送审，等复核",
            Self::SentBack => "复核退回，待修改",
            Self::Approved => "复核通过，未上报",
            Self::Uploaded => "已上报，未收到回执",
            Self::Received => "已收到回执",
            Self::Scored => "财政已评分",
        }
    }
}

fn last_payment(events: &[LoggedEvent]) -> Option<Movement> {
    let payments = events
        .iter()
        .filter(|event| matches!(event.recorded.event, Event::DisbursementMade(_)))
        .map(|event| Movement {
            date: event.recorded.occurred_on,
            sequence: event.recorded.sequence.get(),
        });
    payments.max_by_key(|payment| (payment.date, payment.sequence))
}

/// Months that are over, with payments, and after the last comparison of the whole ledger, or with
/// payments that it did not see.
fn unreconciled(
    book: &Book,
    events: &[LoggedEvent],
    compared: Option<&Statement<Reconciliation>>,
    today: Date,
) -> Vec<i8> {
    let since = compared.map(|statement| months_since(book, events, statement));
    let since = since.unwrap_or_default();
    let compared = compared.map(|statement| statement.on);
    let mut months: Vec<i8> = book
        .cells()
        .filter(|(cell, _)| Measure::OUTTURN.contains(&cell.measure))
        .map(|(cell, _)| cell.month)
        .collect();
    months.sort_unstable();
    months.dedup();
    months.retain(|month| {
        let end = last_day(book, *month);
        let is_seen = |end| compared.is_some_and(|on| on >= end) && !since.contains(month);
        end.is_some_and(|end| end < today && !is_seen(end))
    });
    months
}

/// Returns the last day of a month of the book's year.
fn last_day(book: &Book, month: i8) -> Option<Date> {
    Some(Date::new(book.year()?.get(), month, 1).ok()?.last_of_month())
}

fn missing_sections(ledger: &Ledger, book: &Book) -> Vec<String> {
    let Ok(pack) = ledger.pack() else { return Vec::new() };
    let is_written = |key: &str| book.narratives().latest(|n| n.section.as_str() == key).is_some();
    let wanted = pack.outline().slots.iter().filter(|slot| slot.required);
    wanted.map(|slot| slot.key.clone()).filter(|key| !is_written(key)).collect()
}
