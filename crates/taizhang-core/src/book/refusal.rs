//! Why a command was refused. Structured facts only; the faces put them into words.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::code::{EconomicCode, UnknownCode};
use crate::event::{AssetClass, BudgetLine};
use crate::ids::{ActivityId, EventId, IndicatorId, LineId, MeasureKey, Operator, Sequence};
use crate::money::MoneyError;
use crate::{FiscalYear, Money};

/// A command broke a rule; nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The year was never opened.
    #[error("the year is not open")]
    YearNotOpen,
    /// The year was opened before.
    #[error("the year {0} is open already")]
    YearAlreadyOpen(FiscalYear),
    /// The year is closed.
    #[error("the year {0} is closed")]
    YearClosed(FiscalYear),
    /// The year runs on.
    #[error("{year} is not over on {today}")]
    YearNotOver {
        /// The year.
        year: FiscalYear,
        /// The day of recording.
        today: Date,
    },
    /// Only a closed year can be reopened.
    #[error("the year {0} is not closed")]
    YearNotClosed(FiscalYear),
    /// The opening quotes another year than the one before.
    #[error("the opening of {year} quotes the closing of {quoted}")]
    PreviousYear {
        /// The year that opens.
        year: FiscalYear,
        /// The year it quotes.
        quoted: FiscalYear,
    },
    /// No such month.
    #[error("{0} is not a month")]
    NoSuchMonth(i8),
    /// The month is locked.
    #[error("month {0} is locked")]
    MonthLocked(i8),
    /// Only a locked month can be reopened.
    #[error("month {0} is not locked")]
    MonthNotLocked(i8),
    /// Money moved outside the fiscal year.
    #[error("{date} is not in {year}")]
    OutsideYear {
        /// The business date.
        date: Date,
        /// The year.
        year: FiscalYear,
    },
    /// A text would break the line it is printed on.
    #[error("{field} holds {character:?}, which is not seen")]
    ControlCharacter {
        /// The text.
        field: Field,
        /// The character.
        character: char,
    },
    /// One activity counts the same thing twice.
    #[error("{0} is counted twice in one activity")]
    MeasureTwice(MeasureKey),
    /// A bureau's score lies outside 0 to 100.
    #[error("the score {0} is not between 0 and 100")]
    ScoreOutOfRange(Decimal),
    /// The business date lies in the future.
    #[error("{date} is after {today}")]
    FutureDate {
        /// The business date.
        date: Date,
        /// The day of recording.
        today: Date,
    },
    /// A follow-up is dated before what it follows.
    #[error("{date} is before {target_date}, the date of event {target}")]
    BeforeTarget {
        /// The business date.
        date: Date,
        /// The target's place.
        target: Sequence,
        /// The target's business date.
        target_date: Date,
    },
    /// An amount that must be above zero is not.
    #[error("amount {0} is not above zero")]
    AmountNotPositive(Money),
    /// A text that must not be empty is.
    #[error("{0} is empty")]
    Empty(Field),
    /// No such line.
    #[error("budget line {line} is unknown")]
    UnknownLine {
        /// The line.
        line: LineId,
        /// The lines there are.
        known: Vec<LineId>,
    },
    /// A new line has the id of another.
    #[error("budget line {line} exists with other particulars")]
    LineDiffers {
        /// The line's id.
        line: LineId,
        /// The line as registered.
        registered: Box<BudgetLine>,
    },
    /// The original budget of a line was approved before.
    #[error("budget line {0} has an original budget already")]
    OriginalBudgetExists(LineId),
    /// Both sides of a virement are one line.
    #[error("virement from budget line {0} to itself")]
    VirementToItself(LineId),
    /// A carry-over from this or a later year.
    #[error("carry-over of {origin} into {year}")]
    CarryOverFromFuture {
        /// The stated year of origin.
        origin: FiscalYear,
        /// The year it enters.
        year: FiscalYear,
    },
    /// A code that its list does not hold.
    #[error(transparent)]
    UnknownCode(#[from] UnknownCode),
    /// A payment's code is not one that payments can carry.
    #[error("economic code {0} is a class; a payment needs a section")]
    EconomicTooCoarse(EconomicCode),
    /// A payment's code lies outside its line.
    #[error("economic code {economic} is outside {allowed} of budget line {line}")]
    EconomicOutsideLine {
        /// The line.
        line: LineId,
        /// The line's code.
        allowed: EconomicCode,
        /// The payment's code.
        economic: EconomicCode,
    },
    /// More than what is left on a line (不得超指标支付).
    #[error("{requested} exceeds the {available} available on budget line {line}")]
    InsufficientAllotment {
        /// The line.
        line: LineId,
        /// What was asked for.
        requested: Money,
        /// What was left.
        available: Money,
    },
    /// More released than was frozen.
    #[error("{requested} exceeds the {frozen} frozen on budget line {line}")]
    InsufficientFrozen {
        /// The line.
        line: LineId,
        /// What was asked for.
        requested: Money,
        /// What is frozen.
        frozen: Money,
    },
    /// More came back than was paid.
    #[error("{requested} exceeds the {outstanding} of payment {target} that did not come back yet")]
    ReturnExceedsPayment {
        /// The payment's place.
        target: Sequence,
        /// What was asked for.
        requested: Money,
        /// Paid less returned.
        outstanding: Money,
    },
    /// The target of a return is no payment.
    #[error("event {0} is not a payment")]
    NotAPayment(Sequence),
    /// The target of an amended document changed no authority.
    #[error("event {0} is not a change of budget authority")]
    NotABudgetChange(Sequence),
    /// What is to be amended is so already.
    #[error("nothing changes")]
    NothingChanges,
    /// The event was reversed before (each event is reversed at most once).
    #[error("event {0} is reversed already")]
    AlreadyReversed(Sequence),
    /// Events of this kind cannot be reversed.
    #[error("event {sequence} of type {kind} cannot be reversed")]
    NotReversible {
        /// The event's place.
        sequence: Sequence,
        /// Its stored name.
        kind: &'static str,
    },
    /// A payment part of which came back cannot be reversed whole.
    #[error("payment {target} had {returned} returned; reverse the returns first")]
    HasReturns {
        /// The payment's place.
        target: Sequence,
        /// What came back.
        returned: Money,
    },
    /// An indicator or activity id is taken.
    #[error("id {0} is taken")]
    IdTaken(String),
    /// No such indicator.
    #[error("indicator {indicator} is unknown")]
    UnknownIndicator {
        /// The indicator.
        indicator: IndicatorId,
        /// The indicators there are.
        known: Vec<IndicatorId>,
    },
    /// No such activity.
    #[error("activity {0} is unknown")]
    UnknownActivity(ActivityId),
    /// Evidence for an event that this year does not hold.
    #[error("event {0} is unknown")]
    UnknownEvent(EventId),
    /// An activity ends before it starts.
    #[error("activity ends {end}, before it starts {start}")]
    EndsBeforeStart {
        /// First day.
        start: Date,
        /// Last day.
        end: Date,
    },
    /// A count below zero.
    #[error("measure {0} counts below zero")]
    NegativeCount(String),
    /// One measure counted in two units.
    #[error("measure {measure} is counted in {known}, not in {given}")]
    UnitDiffers {
        /// The measure.
        measure: String,
        /// The unit so far.
        known: String,
        /// The unit given.
        given: String,
    },
    /// An indicator without points.
    #[error("indicator {0} has a weight that is not above zero")]
    WeightNotPositive(IndicatorId),
    /// A goal without a number or without points.
    #[error("goal {0} has no number above zero or a weight that is not above zero")]
    GoalWithoutWeight(u32),
    /// An indicator would measure two goals, or one goal twice.
    #[error("indicator {indicator} already measures goal {goal}")]
    IndicatorInGoal {
        /// The indicator.
        indicator: IndicatorId,
        /// The goal it measures.
        goal: u32,
    },
    /// More satisfied than asked, or nobody asked.
    #[error("{satisfied} of {sample} satisfied")]
    SurveyImpossible {
        /// Valid answers.
        sample: u32,
        /// Satisfied answers.
        satisfied: u32,
    },
    /// A share of points outside 0–100, or outside its tier's kind.
    #[error("a tier share must lie between 0 and 100 per cent")]
    TierShare,
    /// Net value above gross value, or a value below zero.
    #[error("net value {net} and gross value {gross} do not fit")]
    AssetValues {
        /// Value before depreciation.
        gross: Money,
        /// Value after depreciation.
        net: Money,
    },
    /// Equipment as one class beside general or special equipment, which it holds.
    #[error("{} divides equipment otherwise than {standing:?}", .class.key())]
    AssetCountedTwice {
        /// The class that was to be recorded.
        class: AssetClass,
        /// The classes of the other division that stand with a value; at least one.
        standing: Vec<AssetClass>,
    },
    /// An unexplained difference to the provincial system.
    #[error("the ledger shows {ledger}, the provincial system {shown}, and nothing explains it")]
    DifferenceUnexplained {
        /// The ledger's outturn.
        ledger: Money,
        /// The shown outturn.
        shown: Money,
    },
    /// Numbers that differ from those of the provincial system, with equal sums and no explanation.
    #[error("{0} numbers differ from the provincial system, and nothing explains them")]
    NumbersUnexplained(u32),
    /// Submitter and reviewer are one person.
    #[error("{0} cannot review their own submission")]
    ReviewerIsSubmitter(Operator),
    /// A step of the proceedings comes too early.
    #[error("{step} needs {needs} first")]
    StepTooEarly {
        /// The step asked for.
        step: Step,
        /// The step missing.
        needs: Step,
    },
    /// An amount left the range of money.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// A text that must not be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Field {
    /// 原因.
    #[error("the reason")]
    Reason,
    /// 收款人.
    #[error("the payee")]
    Payee,
    /// 凭证号.
    #[error("the voucher number")]
    Voucher,
    /// 支付单号.
    #[error("the number of the payment")]
    PaymentId,
    /// 摘要.
    #[error("the memo")]
    Memo,
    /// 名称.
    #[error("the name")]
    Name,
    /// 正文.
    #[error("the text")]
    Text,
    /// 计量单位.
    #[error("the unit of measure")]
    Unit,
    /// 项目编码.
    #[error("the project code")]
    ProjectCode,
    /// 文件名.
    #[error("the name of the file")]
    FileName,
}

/// A step of the proceedings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Step {
    /// 送审.
    #[error("submission")]
    Submission,
    /// 复核通过.
    #[error("approval")]
    Approval,
    /// 上报.
    #[error("return submission")]
    ReturnSubmission,
    /// 登记回执.
    #[error("receipt")]
    Receipt,
    /// 登记财政评分.
    #[error("bureau score")]
    BureauScore,
}
