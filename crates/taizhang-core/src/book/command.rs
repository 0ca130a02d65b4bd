//! What can be asked of a year.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::code::EconomicCode;
use crate::event::{
    Activity, Assessment, AssetHolding, AuthorisedPosts, BalanceDisposal, BudgetLine, BureauScore,
    ComparedNumbers, Deviation, Evidence, Goal, Headcount, ImportedList, ImportedLists, Indicator,
    IndicatorAdjustment, Narrative, NarrativeReview, Objective, PaymentMethod, PreviousClosing,
    Receipt, Recorded, ReturnSubmission, Review, Submission, Survey, ThreePublic, UnitProfile,
    Waiver,
};
use crate::ids::{ActivityId, LineId, Operator};
use crate::{FiscalYear, Money, SourceDocument};

/// A command with its circumstances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When it happened, as the business sees it.
    pub on: Date,
    /// The day it is recorded.
    pub today: Date,
    /// Who records it.
    pub by: Operator,
    /// What is asked.
    pub command: Command,
}

/// A line that exists, or one that the command brings in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineChoice {
    /// A known line.
    Existing(LineId),
    /// A line that this document creates.
    New(BudgetLine),
}

impl LineChoice {
    /// Returns the line's id.
    pub const fn id(&self) -> &LineId {
        match self {
            Self::Existing(id) => id,
            Self::New(line) => &line.id,
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Registers the unit and opens the year.
    OpenYear {
        /// The unit.
        unit: UnitProfile,
        /// The year.
        year: FiscalYear,
        /// The closing of the year before.
        previous: Option<PreviousClosing>,
    },
    /// Quotes the closing of the year before, which was still open when this one was opened, or
    /// was closed anew since.
    QuoteClosing(PreviousClosing),
    /// Locks a month.
    LockMonth(i8),
    /// Reopens a locked month.
    ReopenMonth {
        /// 1 to 12.
        month: i8,
        /// Why.
        reason: String,
    },
    /// Closes the year.
    CloseYear {
        /// Hash of the ledger's last event.
        head_hash: String,
        /// Lines whose balance is surplus; all others carry over.
        disposals: BTreeMap<LineId, BalanceDisposal>,
    },
    /// Reopens the closed year.
    ReopenYear {
        /// Why.
        reason: String,
    },
    /// Sets authorised posts.
    SetAuthorisedPosts(AuthorisedPosts),
    /// Records a headcount.
    RecordHeadcount(Headcount),
    /// Records assets.
    RecordAssets(AssetHolding),
    /// Gives, cuts or freezes authority on one line.
    ChangeBudget {
        /// How.
        change: BudgetChange,
        /// Where.
        line: LineChoice,
        /// Yuan, above zero.
        amount: Money,
        /// By which document.
        document: SourceDocument,
        /// Remark.
        memo: String,
    },
    /// Moves authority between two lines.
    MoveBudget {
        /// The line that gives.
        from: LineId,
        /// The line that receives.
        to: LineChoice,
        /// Yuan, above zero.
        amount: Money,
        /// By which document.
        document: SourceDocument,
        /// Remark.
        memo: String,
    },
    /// Puts particulars of a line right; no money moves.
    AmendLine {
        /// The line as it is; its id names the line.
        now: BudgetLine,
        /// Why.
        reason: String,
    },
    /// Puts the document behind a change of authority right.
    AmendDocument {
        /// The change of authority.
        target: Box<Recorded>,
        /// The document as it is.
        now: SourceDocument,
        /// Why.
        reason: String,
    },
    /// Pays.
    Disburse(Payment),
    /// Takes back part of a payment.
    ReturnDisbursement {
        /// The payment.
        target: Box<Recorded>,
        /// Yuan that came back.
        amount: Money,
        /// Voucher number of the return.
        voucher: String,
        /// Why.
        reason: String,
    },
    /// Cancels an event by its red-letter twin.
    Reverse {
        /// The event.
        target: Box<Recorded>,
        /// Why.
        reason: String,
    },
    /// Compares with the provincial system.
    Reconcile(Compared),
    /// Declares the objective.
    DeclareObjective(Objective),
    /// One of several annual goals is declared, or stated anew.
    DeclareGoal(Goal),
    /// Declares an indicator.
    DeclareIndicator(Indicator),
    /// Changes a target.
    AdjustIndicator(IndicatorAdjustment),
    /// Records an activity.
    RecordActivity(Activity),
    /// Replaces the account of an activity.
    CorrectActivity {
        /// The corrected account; its id names the activity.
        now: Activity,
        /// Why.
        reason: String,
    },
    /// Records a survey.
    RecordSurvey(Survey),
    /// Judges an indicator.
    Assess(Assessment),
    /// Explains a deviation.
    ExplainDeviation(Deviation),
    /// Attaches evidence to an event of this year.
    AttachEvidence(Evidence),
    /// Writes a section.
    WriteNarrative(Narrative),
    /// Reviews a section.
    ReviewNarrative(NarrativeReview),
    /// Submits the self-evaluation for review.
    Submit(Submission),
    /// Answers the submission.
    Review(Review),
    /// Notes the upload.
    NoteReturn(ReturnSubmission),
    /// Notes the confirmation.
    NoteReceipt(Receipt),
    /// Notes the bureau's score.
    NoteBureauScore(BureauScore),
    /// Accepts a finding.
    WaiveFinding(Waiver),
    /// Notes what the events of an import came out of.
    NoteImport(ImportedLists),
}

/// A change of authority on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetChange {
    /// 年初批复.
    Original,
    /// 追加.
    Supplement,
    /// 追减.
    Reduction,
    /// 上年结转, with the year it was first given in.
    CarryOverIn(FiscalYear),
    /// 冻结.
    Freeze,
    /// 解冻.
    Release,
    /// 收回.
    Withdraw,
}

/// What the provincial system shows by the business date, beside what this ledger shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The line, or all together.
    pub line: Option<LineId>,
    /// Spent as the provincial system shows it.
    pub shown_outturn: Money,
    /// Spent as this ledger shows it.
    pub ledger_outturn: Money,
    /// What explains a difference.
    pub explanation: String,
    /// How many numbers were compared, if they were one by one.
    pub numbers: Option<ComparedNumbers>,
    /// The lists that the provincial system's side was read from, if it was.
    pub lists: Vec<ImportedList>,
}

/// A payment to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The line it is charged to.
    pub line: LineId,
    /// What was bought; the line's own code when it is left out.
    pub economic: Option<EconomicCode>,
    /// Yuan, above zero.
    pub amount: Money,
    /// Who receives it.
    pub payee: String,
    /// Voucher number.
    pub voucher: String,
    /// Number of the payment in the system that paid it, if it is known.
    pub payment_id: Option<String>,
    /// What for.
    pub memo: String,
    /// How.
    pub method: PaymentMethod,
    /// Kind of 三公经费, if it is one.
    pub three_public: Option<ThreePublic>,
    /// Whether it went through government procurement.
    pub procurement: bool,
    /// The activity it pays for, if any.
    pub activity: Option<ActivityId>,
}
