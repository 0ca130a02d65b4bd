//! What can happen to a unit's budget year, in the past tense.
//!
//! A stored event is a promise: its payload is read for ever. A change of payload raises the
//! version in the table below and adds a step from the old payload to [`Event::decode`].

mod budget;
mod codec;
mod control;
mod imports;
mod performance;
mod rows;
mod spending;
mod unit;
mod upcast;

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};

use crate::ids::{BatchId, EventId, Sequence};

pub use budget::*;
pub use codec::{DecodeError, EventKind};
pub use control::*;
pub use imports::*;
pub use performance::*;
pub use rows::*;
pub use spending::*;
pub use unit::*;

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident($payload:ty) = $name:literal, version $version:literal;)+) => {
        /// One thing that happened.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "type", content = "data")]
        pub enum Event {
            $($(#[$doc])* #[serde(rename = $name)] $variant($payload),)+
        }

        impl Serialize for Payload<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.0 {
                    $(Event::$variant(payload) => payload.serialize(serializer),)+
                }
            }
        }

        impl Event {
            /// Returns the stored name and payload version.
            pub const fn kind(&self) -> EventKind {
                match self {
                    $(Self::$variant(_) => EventKind { name: $name, version: $version },)+
                }
            }

            /// Returns the payload as a tree of JSON.
            pub fn payload(&self) -> Result<serde_json::Value, serde_json::Error> {
                serde_json::to_value(Payload(self))
            }

            /// Reads a payload of the current version.
            fn decode_current(name: &str, data: &str) -> Result<Self, DecodeError> {
                match name {
                    $($name => serde_json::from_str(data)
                        .map(Self::$variant)
                        .map_err(|source| DecodeError::Payload { name: $name, source }),)+
                    other => Err(DecodeError::UnknownName { name: other.to_owned() }),
                }
            }

            /// Returns every stored name with its current payload version.
            pub const fn kinds() -> &'static [EventKind] {
                &[$(EventKind { name: $name, version: $version }),+]
            }
        }
    };
}

events! {
    /// The unit's particulars as of this year (单位登记).
    UnitRegistered(UnitProfile) = "unit_registered", version 1;
    /// The year was opened (建账).
    YearOpened(YearOpening) = "year_opened", version 1;
    /// A year that was opened before the last one was closed quotes its closing (补记上年年结).
    PreviousClosingQuoted(PreviousClosing) = "previous_closing_quoted", version 1;
    /// A month was locked (月结).
    MonthLocked(MonthLock) = "month_locked", version 1;
    /// A locked month was reopened with a reason (重开月份).
    MonthReopened(MonthReopening) = "month_reopened", version 1;
    /// The year was closed (年结).
    YearClosed(YearClosing) = "year_closed", version 1;
    /// A closed year was reopened with a reason (反结账).
    YearReopened(YearReopening) = "year_reopened", version 1;
    /// Posts were authorised (核定编制).
    AuthorisedPostsSet(AuthorisedPosts) = "authorised_posts_set", version 1;
    /// People in post were counted (实有人数).
    HeadcountRecorded(Headcount) = "headcount_recorded", version 1;
    /// Assets of one class were stated (资产).
    AssetsRecorded(AssetHolding) = "assets_recorded", version 2;
    /// The year's original budget of a line was approved (年初批复).
    OriginalBudgetApproved(BudgetGrant) = "original_budget_approved", version 1;
    /// New authority from outside raised a line (追加).
    BudgetSupplemented(BudgetGrant) = "budget_supplemented", version 1;
    /// Authority was cut (追减).
    BudgetReduced(BudgetCut) = "budget_reduced", version 1;
    /// Authority moved between two lines (调剂); one event, so the sum is zero by structure.
    VirementMade(Virement) = "virement_made", version 1;
    /// Last year's unspent authority came in (上年结转).
    CarryOverBroughtIn(CarryOverIn) = "carry_over_brought_in", version 1;
    /// Authority was suspended (冻结).
    AllotmentFrozen(BudgetCut) = "allotment_frozen", version 1;
    /// Suspended authority was released (解冻).
    AllotmentReleased(BudgetCut) = "allotment_released", version 1;
    /// Finance took authority back (收回).
    AllotmentWithdrawn(BudgetCut) = "allotment_withdrawn", version 1;
    /// Particulars of a line were put right (改正指标).
    BudgetLineAmended(LineAmendment) = "budget_line_amended", version 1;
    /// The document behind a change of authority was put right (改正文号).
    BudgetDocumentAmended(DocumentAmendment) = "budget_document_amended", version 1;
    /// Money left (支付).
    DisbursementMade(Disbursement) = "disbursement_made", version 2;
    /// Money of an earlier payment came back (退回).
    DisbursementReturned(DisbursementReturn) = "disbursement_returned", version 2;
    /// An earlier event was cancelled by its red-letter twin (红字冲销).
    Reversed(Reversal) = "reversed", version 2;
    /// The ledger was compared with the provincial system (对账).
    Reconciled(Reconciliation) = "reconciled", version 3;
    /// The year's overall objective was declared (年度目标).
    ObjectiveDeclared(Objective) = "objective_declared", version 1;
    /// One of several annual goals was declared with its points and indicators (年度绩效目标).
    GoalDeclared(Goal) = "goal_declared", version 1;
    /// A performance indicator was declared with its frozen target (绩效指标申报).
    IndicatorDeclared(Indicator) = "indicator_declared", version 1;
    /// A declared target was changed (目标调整).
    IndicatorAdjusted(IndicatorAdjustment) = "indicator_adjusted", version 1;
    /// An activity took place (活动).
    ActivityRecorded(Activity) = "activity_recorded", version 1;
    /// A recorded activity was replaced by a corrected account of it (活动更正).
    ActivityCorrected(ActivityCorrection) = "activity_corrected", version 1;
    /// A satisfaction survey was held (满意度调查).
    SurveyHeld(Survey) = "survey_held", version 1;
    /// An indicator without countable results was assessed (指标评定).
    IndicatorAssessed(Assessment) = "indicator_assessed", version 1;
    /// A deviation from a target was explained (偏差说明).
    DeviationExplained(Deviation) = "deviation_explained", version 2;
    /// A file was attached to an event as evidence (佐证).
    EvidenceAttached(Evidence) = "evidence_attached", version 1;
    /// A section of the report was written (文字).
    NarrativeWritten(Narrative) = "narrative_written", version 1;
    /// A section of the report was reviewed (复核文字).
    NarrativeReviewed(NarrativeReview) = "narrative_reviewed", version 1;
    /// The self-evaluation was submitted for review (送审).
    SelfEvaluationSubmitted(Submission) = "self_evaluation_submitted", version 1;
    /// The reviewer approved or returned the self-evaluation (复核或退回).
    SelfEvaluationReviewed(Review) = "self_evaluation_reviewed", version 1;
    /// The return went to the provincial system (上报).
    ReturnSubmitted(ReturnSubmission) = "return_submitted", version 1;
    /// The provincial system confirmed the return (回执).
    ReceiptRecorded(Receipt) = "receipt_recorded", version 1;
    /// The bureau gave its own score (财政评分).
    BureauScored(BureauScore) = "bureau_scored", version 1;
    /// A finding of the checks was accepted with a reason (豁免).
    FindingWaived(Waiver) = "finding_waived", version 1;
    /// Lists were imported; the events before it in its append came out of them (导入记录).
    ListImported(ImportedLists) = "list_imported", version 1;
}

/// The payload of an event, without its name; who writes it decides how its JSON is spelled.
#[derive(Clone, Copy, Debug)]
pub struct Payload<'e>(pub &'e Event);

/// An event with its place in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Place in the whole ledger.
    pub sequence: Sequence,
    /// Identity.
    pub id: EventId,
    /// When it happened, as the business sees it.
    pub occurred_on: Date,
    /// The import it came with, if any.
    pub batch: Option<BatchId>,
    /// Who recorded it.
    pub operator: crate::ids::Operator,
    /// What happened.
    pub event: Event,
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} v{}", self.name, self.version)
    }
}
