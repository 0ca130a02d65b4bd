//! The state of one unit's fiscal year, folded from its events.
//!
//! [`Book::decide`] holds every rule; [`Book::apply`] holds none, since a recorded event is
//! already true.

mod apply;
mod command;
mod decide;
mod history;
mod refusal;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::event::{
    Activity, Assessment, AssetHolding, AuthorisedPosts, BudgetLine, BureauScore, Deviation,
    Evidence, Goal, Headcount, Indicator, IndicatorAdjustment, Narrative, NarrativeReview,
    Objective, PreviousClosing, Receipt, Reconciliation, ReturnSubmission, Review, Submission,
    Survey, Target, UnitProfile, Waiver, YearClosing,
};
use crate::figure::{Cell, Measure};
use crate::ids::{EventId, IndicatorId, LineId, Operator, Sequence};
use crate::money::MoneyError;
use crate::{FiscalYear, Money, SourceDocument};

pub use command::{Act, BudgetChange, Command, Compared, LineChoice, Payment};
pub use history::{History, Statement};
pub use refusal::{Field, Refusal, Step};

/// Whether a year takes events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearStatus {
    /// Nothing was opened yet.
    #[default]
    Unopened,
    /// Events are taken.
    Open,
    /// Closed; only a reopening is taken.
    Closed,
}

/// How far the self-evaluation has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proceedings {
    /// The last submission and who submitted.
    pub submission: Option<(Operator, Submission)>,
    /// The reviewer's answer to it.
    pub review: Option<(Operator, Review)>,
    /// The upload.
    pub return_submission: Option<ReturnSubmission>,
    /// Its confirmation.
    pub receipt: Option<Receipt>,
    /// The bureau's score.
    pub bureau_score: Option<BureauScore>,
}

/// Everything that is true of a year at some point of its ledger.
///
/// Its size depends on lines, codes, months and activities, not on the number of payments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    pub(crate) unit: Option<UnitProfile>,
    pub(crate) year: Option<FiscalYear>,
    pub(crate) status: YearStatus,
    pub(crate) previous: Option<PreviousClosing>,
    pub(crate) closing: Option<YearClosing>,
    pub(crate) locked_months: BTreeSet<i8>,
    pub(crate) events: u64,
    pub(crate) last: Sequence,
    #[serde(with = "crate::shared::values")]
    pub(crate) lines: BTreeMap<LineId, Arc<BudgetLine>>,
    #[serde(with = "pairs")]
    pub(crate) cells: BTreeMap<Cell, Money>,
    pub(crate) line_totals: BTreeMap<LineId, BTreeMap<Measure, Money>>,
    pub(crate) changes: History<LineChange>,
    pub(crate) reversed: BTreeSet<EventId>,
    pub(crate) returned: BTreeMap<EventId, Money>,
    pub(crate) posts: History<AuthorisedPosts>,
    pub(crate) headcount: History<Headcount>,
    pub(crate) assets: History<AssetHolding>,
    pub(crate) reconciliations: History<Reconciliation>,
    pub(crate) objective: History<Objective>,
    pub(crate) goals: History<Goal>,
    pub(crate) indicators: History<Indicator>,
    pub(crate) adjustments: History<IndicatorAdjustment>,
    pub(crate) activities: History<Activity>,
    pub(crate) surveys: History<Survey>,
    pub(crate) assessments: History<Assessment>,
    pub(crate) deviations: History<Deviation>,
    pub(crate) evidence: BTreeMap<EventId, Vec<Statement<Evidence>>>,
    pub(crate) narratives: History<Narrative>,
    pub(crate) reviews: History<NarrativeReview>,
    pub(crate) waivers: History<Waiver>,
    pub(crate) proceedings: Proceedings,
}

/// One change of a line's authority, with the document that made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineChange {
    /// The line.
    pub line: LineId,
    /// Kind of change.
    pub measure: Measure,
    /// Signed yuan; a freeze is positive, a release negative.
    pub amount: Money,
    /// The document.
    pub document: SourceDocument,
}

impl Book {
    /// Fingerprint of the code that folds books; a book folded by other code is folded anew.
    pub const FINGERPRINT: &'static str = env!("TAIZHANG_CORE_FINGERPRINT");

    /// Returns the unit, once registered.
    pub const fn unit(&self) -> Option<&UnitProfile> {
        self.unit.as_ref()
    }

    /// Returns the year, once opened.
    pub const fn year(&self) -> Option<FiscalYear> {
        self.year
    }

    /// Tells whether the year takes events.
    pub const fn status(&self) -> YearStatus {
        self.status
    }

    /// Returns what the opening quoted of the year before.
    pub const fn previous(&self) -> Option<&PreviousClosing> {
        self.previous.as_ref()
    }

    /// Returns the closing, once closed.
    pub const fn closing(&self) -> Option<&YearClosing> {
        self.closing.as_ref()
    }

    /// Returns the months that were locked.
    pub fn locked_months(&self) -> impl Iterator<Item = i8> + '_ {
        self.locked_months.iter().copied()
    }

    /// Returns how many events were folded in.
    pub const fn events(&self) -> u64 {
        self.events
    }

    /// Returns the place of the last event folded in.
    pub const fn last(&self) -> Sequence {
        self.last
    }

    /// Returns all budget lines by id.
    pub fn lines(&self) -> impl Iterator<Item = &BudgetLine> {
        self.lines.values().map(Arc::as_ref)
    }

    /// Finds a budget line.
    pub fn line(&self, id: &LineId) -> Option<&BudgetLine> {
        self.lines.get(id).map(Arc::as_ref)
    }

    /// Returns all money by cell.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, Money)> {
        self.cells.iter().map(|(cell, amount)| (cell, *amount))
    }

    /// Sums `measures` on one line.
    pub fn line_total(&self, id: &LineId, measures: &[Measure]) -> Result<Money, MoneyError> {
        let totals = self.line_totals.get(id).into_iter().flatten();
        let counted = totals.filter(|(measure, _)| measures.contains(measure));
        Money::sum(counted.map(|(_, amount)| *amount))
    }

    /// Returns what may still be spent on a line: final budget − outturn − frozen.
    pub fn available(&self, id: &LineId) -> Result<Money, MoneyError> {
        self.line_total(id, Measure::FINAL_BUDGET)?
            .checked_sub(self.line_total(id, Measure::OUTTURN)?)?
            .checked_sub(self.line_total(id, &[Measure::Frozen])?)
    }

    /// Returns what came back of a payment so far.
    pub fn returned(&self, payment: EventId) -> Money {
        self.returned.get(&payment).copied().unwrap_or(Money::ZERO)
    }

    /// Returns the changes of authority that hold, the original budgets among them.
    pub const fn changes(&self) -> &History<LineChange> {
        &self.changes
    }

    /// Returns the document behind a change of authority that holds, as it was last put right.
    pub fn document_behind(&self, change: EventId) -> Option<&SourceDocument> {
        let made = self.changes.iter().find(|statement| statement.event == change);
        made.map(|statement| &statement.fact.document)
    }

    /// Returns for each line the change that gave it authority by the earliest document, as the documents
    /// were last put right; of those of one day the first recorded.
    pub fn authorities(&self) -> BTreeMap<&LineId, &Statement<LineChange>> {
        let mut first: BTreeMap<&LineId, &Statement<LineChange>> = BTreeMap::new();
        let gives = |change: &LineChange| {
            change.amount.is_positive() && Measure::FINAL_BUDGET.contains(&change.measure)
        };
        for made in self.changes.iter().filter(|made| gives(&made.fact)) {
            let held = first.entry(&made.fact.line).or_insert(made);
            let rank = |made: &Statement<LineChange>| (made.fact.document.dated, made.sequence);
            if rank(made) < rank(held) {
                *held = made;
            }
        }
        first
    }

    /// Tells whether an event was reversed.
    pub fn is_reversed(&self, event: EventId) -> bool {
        self.reversed.contains(&event)
    }

    /// Returns the indicators that hold, in order of declaration, with their current targets.
    pub fn indicators(&self) -> Vec<Indicator> {
        let with_target = |statement: &Statement<Indicator>| {
            let mut indicator = statement.fact.clone();
            if let Some(target) = self.adjusted_target(statement) {
                indicator.target = target.clone();
            }
            indicator
        };
        let mut declared: Vec<_> = self.indicators.iter().collect();
        declared.sort_by_key(|statement| statement.sequence);
        declared.into_iter().map(with_target).collect()
    }

    /// Returns the target that an indicator was declared with, before any adjustment.
    pub fn declared_target(&self, id: &IndicatorId) -> Option<&Target> {
        let declared = self.indicators.latest(|indicator| indicator.id == *id);
        declared.map(|statement| &statement.fact.target)
    }

    /// Lists the events by which an indicator holds as it does: its declaration, and the changes of
    /// its target since.
    pub fn declarations_of(&self, id: &IndicatorId) -> Vec<Sequence> {
        let Some(declared) = self.indicators.latest(|indicator| indicator.id == *id) else {
            return Vec::new();
        };
        let changes = self.changes_of_target(declared).map(|change| change.sequence);
        std::iter::once(declared.sequence).chain(changes).collect()
    }

    /// Returns the last target that this declaration, not an earlier one of its id, was given.
    fn adjusted_target<'a>(&'a self, declared: &'a Statement<Indicator>) -> Option<&'a Target> {
        self.changes_of_target(declared).last().map(|change| &change.fact.target)
    }

    fn changes_of_target<'a>(
        &'a self,
        declared: &'a Statement<Indicator>,
    ) -> impl Iterator<Item = &'a Statement<IndicatorAdjustment>> {
        self.adjustments.iter().filter(|change| {
            change.fact.indicator == declared.fact.id && change.sequence > declared.sequence
        })
    }

    /// Returns the activities that hold, earliest first.
    pub const fn activities(&self) -> &History<Activity> {
        &self.activities
    }

    /// Returns the authorised posts as stated over time.
    pub const fn posts(&self) -> &History<AuthorisedPosts> {
        &self.posts
    }

    /// Returns the headcount as stated over time.
    pub const fn headcount(&self) -> &History<Headcount> {
        &self.headcount
    }

    /// Returns the assets as stated over time.
    pub const fn assets(&self) -> &History<AssetHolding> {
        &self.assets
    }

    /// Returns the comparisons with the provincial system.
    pub const fn reconciliations(&self) -> &History<Reconciliation> {
        &self.reconciliations
    }

    /// Returns the year's objective as declared over time.
    pub const fn objective(&self) -> &History<Objective> {
        &self.objective
    }

    /// Returns the annual goals that hold, by number, where the form lists several.
    pub fn goals(&self) -> Vec<&Statement<Goal>> {
        let numbers: BTreeSet<u32> = self.goals.iter().map(|goal| goal.fact.number).collect();
        let held =
            numbers.into_iter().map(|number| self.goals.latest(|goal| goal.number == number));
        held.flatten().collect()
    }

    /// Returns the changes of targets.
    pub const fn adjustments(&self) -> &History<IndicatorAdjustment> {
        &self.adjustments
    }

    /// Returns the satisfaction surveys.
    pub const fn surveys(&self) -> &History<Survey> {
        &self.surveys
    }

    /// Returns the judgements of indicators.
    pub const fn assessments(&self) -> &History<Assessment> {
        &self.assessments
    }

    /// Returns the explained deviations.
    pub const fn deviations(&self) -> &History<Deviation> {
        &self.deviations
    }

    /// Returns the evidence attached to an event.
    pub fn evidence(&self, event: EventId) -> &[Statement<Evidence>] {
        self.evidence.get(&event).map_or(&[], Vec::as_slice)
    }

    /// Returns all evidence.
    pub fn all_evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.values().flatten().map(|statement| &statement.fact)
    }

    /// Returns the written sections.
    pub const fn narratives(&self) -> &History<Narrative> {
        &self.narratives
    }

    /// Returns the reviews of sections.
    pub const fn reviews(&self) -> &History<NarrativeReview> {
        &self.reviews
    }

    /// Returns the accepted findings.
    pub const fn waivers(&self) -> &History<Waiver> {
        &self.waivers
    }

    /// Returns how far the self-evaluation has come.
    pub const fn proceedings(&self) -> &Proceedings {
        &self.proceedings
    }
}

/// A point on both axes of time: what had happened, and what had been recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// Last business date that counts; all if none.
    pub date: Option<Date>,
    /// Last recorded event that counts; all if none.
    pub sequence: Option<Sequence>,
}

/// Stores a map with structured keys as a list of pairs, since JSON keys are text.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(super) fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Vec::<(K, V)>::deserialize(deserializer).map(|pairs| pairs.into_iter().collect())
    }
}
