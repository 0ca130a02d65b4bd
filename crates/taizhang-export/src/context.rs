//! What every exporter receives: the year in finished figures.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use taizhang_core::code::FundType;
use taizhang_core::event::UnitProfile;
use taizhang_core::figure::{Figure, FigureKey};
use taizhang_core::{FiscalYear, Money, Quantity, Ratio};
use taizhang_evaluation::report::Report;
use taizhang_evaluation::{Finding, Monitoring, SelfEvaluation, Severity};

use crate::{ArtifactName, Trail};

/// Version of the contract; it rises when a field changes its meaning or goes away.
pub const CONTEXT_VERSION: u32 = 1;

/// The year as exporters see it: no event, no store, no clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExportContext {
    /// [`CONTEXT_VERSION`] of the writer.
    pub version: u32,
    /// Whose year it is.
    pub unit: UnitProfile,
    /// The fiscal year.
    pub year: FiscalYear,
    /// Last business date included.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub as_of: Date,
    /// The state of the ledger behind all figures.
    pub head: LedgerHead,
    /// All figures, in key order.
    pub figures: Vec<FigureEntry>,
    /// Budget lines, by id.
    pub lines: Vec<LineEntry>,
    /// Payments, returns and reversals, in ledger order.
    pub expenditures: Vec<ExpenditureEntry>,
    /// Activities, by start date and id.
    pub activities: Vec<ActivityEntry>,
    /// Evidence files, in ledger order.
    #[serde(default)]
    pub evidence: Vec<EvidenceEntry>,
    /// The scored year.
    pub evaluation: SelfEvaluation,
    /// The report tree.
    pub report: Report,
    /// What the checks say.
    pub findings: Vec<Finding>,
    /// The year against the time that has passed, where the form watches it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<Monitoring>,
    /// The events behind the figures, for an exporter whose descriptor asks for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trail: Option<Trail>,
}

/// The ledger's last event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LedgerHead {
    /// Number of events.
    pub sequence: u64,
    /// Hash algorithm, like `SM3`.
    pub algorithm: String,
    /// Hash of the last event, in hexadecimal.
    pub hash: String,
}

/// A figure and how many events it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FigureEntry {
    /// Key, label, value and formula.
    pub figure: Figure,
    /// Number of events behind it.
    pub events: u64,
}

/// A code with its name in the year's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NamedCode {
    /// Digits.
    pub code: String,
    /// Official name.
    pub name: String,
}

/// A budget line with its year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LineEntry {
    /// Id, like `2022-001`.
    pub id: String,
    /// What the money is for.
    pub name: String,
    /// 基本支出—人员经费, 基本支出—公用经费 or 项目支出.
    pub category: String,
    /// Project code, if it is a project.
    pub project_code: Option<String>,
    /// Project name, if it is a project.
    pub project_name: Option<String>,
    /// Nature of funds.
    pub fund: FundType,
    /// Functional code.
    pub function: NamedCode,
    /// Economic code.
    pub economic: NamedCode,
    /// 年初预算, in yuan.
    pub original_budget: Money,
    /// 上年结转, in yuan.
    pub carry_over_in: Money,
    /// The document that first gave authority: that of 年初批复, else of the first change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<DocumentEntry>,
    /// The document by which money was carried over from earlier years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_over_by: Option<DocumentEntry>,
    /// Each change with its document, in ledger order.
    pub changes: Vec<ChangeEntry>,
    /// 全年预算数, in yuan.
    pub final_budget: Money,
    /// 已冻结, in yuan.
    pub frozen: Money,
    /// 全年执行数, in yuan.
    pub outturn: Money,
    /// 可用余额, in yuan.
    pub available: Money,
    /// 执行率, against the final budget.
    pub execution_rate: Ratio,
}

/// A document (文件) behind a change of authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentEntry {
    /// Number as printed (文号).
    pub number: String,
    /// Its date of issue (发文日期).
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub dated: Date,
}

/// One change of a line's authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeEntry {
    /// Sequence of the event.
    pub sequence: u64,
    /// Kind, like 追加.
    pub kind: String,
    /// Document number as printed.
    pub document: String,
    /// Business date.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub date: Date,
    /// Signed yuan.
    pub amount: Money,
}

/// Kinds of changes that hold money back, or let it go again, and change no authority.
const FREEZES: [&str; 2] = ["冻结", "解冻"];

impl ChangeEntry {
    /// Tells whether it is a freeze or its release, by which no authority changes.
    pub fn is_freeze(&self) -> bool {
        FREEZES.contains(&self.kind.as_str())
    }
}

/// One movement of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExpenditureEntry {
    /// Sequence of the event.
    pub sequence: u64,
    /// Id of the event.
    pub id: String,
    /// Business date.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub date: Date,
    /// 支付, 退回 or 红字.
    pub kind: String,
    /// Voucher number.
    pub voucher: String,
    /// Budget line.
    pub line: String,
    /// 基本支出—人员经费, 基本支出—公用经费 or 项目支出.
    pub category: String,
    /// Project code, if it is a project.
    pub project_code: Option<String>,
    /// Project name, if it is a project.
    pub project_name: Option<String>,
    /// Nature of funds.
    pub fund: FundType,
    /// Functional code.
    pub function: NamedCode,
    /// Department economic code.
    pub economic: NamedCode,
    /// Signed yuan; negative for 退回 and 红字.
    pub amount: Money,
    /// Payee.
    pub payee: String,
    /// What for.
    pub memo: String,
    /// Payment method, in Chinese.
    pub method: String,
    /// Kind of 三公经费, in Chinese, if it is one.
    pub three_public: Option<String>,
    /// Whether it went through government procurement.
    pub procurement: bool,
    /// Who recorded it.
    pub operator: String,
    /// Day on which it was recorded.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub recorded_on: Date,
    /// Sequence of the movement that it takes back, for 退回 and 红字.
    pub target: Option<u64>,
    /// Where it was imported from, in Chinese: file, sheet and rows; none if it was not.
    pub origin: Option<String>,
}

/// An activity with its counted results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActivityEntry {
    /// Sequence of the event that holds now.
    pub sequence: u64,
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// First day.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub start: Date,
    /// Last day.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub end: Date,
    /// Where.
    pub place: String,
    /// What was counted.
    pub results: Vec<ResultEntry>,
}

/// One counted result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResultEntry {
    /// Measure key.
    pub measure: String,
    /// What was counted.
    pub name: String,
    /// Exact count, unit and print rule.
    pub quantity: Quantity,
}

/// A file that proves an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceEntry {
    /// Sequence of the event that attached it.
    pub sequence: u64,
    /// Sequence of the event it proves.
    pub target: u64,
    /// Name the file had; data, never a path.
    pub file_name: String,
    /// SM3 digest of its bytes, in hexadecimal; its name in [`InputSource::Evidence`](crate::InputSource::Evidence).
    pub digest: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What it shows.
    pub memo: String,
}

impl ExportContext {
    /// Counts the errors that nobody has put right or answered for; while there are any, what is
    /// exported is a draft.
    pub fn open_errors(&self) -> usize {
        let is_open =
            |finding: &&Finding| finding.severity == Severity::Error && finding.waived.is_none();
        self.findings.iter().filter(is_open).count()
    }

    /// Lists the events that numbers of the report and of the scored year rest on without being
    /// figures.
    pub fn named_events(&self) -> BTreeSet<u64> {
        let cells = self.report.cells().flat_map(|cell| cell.grounds.events.iter().copied());
        let rows = self.evaluation.indicators.iter();
        let rows = rows.flat_map(|row| row.score_grounds().events);
        let goals = self.evaluation.goals.iter().map(|goal| goal.sequence);
        cells.chain(rows).chain(goals).collect()
    }

    /// Finds a figure by key.
    pub fn figure(&self, key: &FigureKey) -> Option<&Figure> {
        self.figures
            .binary_search_by(|entry| entry.figure.key.cmp(key))
            .ok()
            .and_then(|at| self.figures.get(at))
            .map(|entry| &entry.figure)
    }

    /// Returns the report's name for a file: `2022年度{unit}部门整体支出绩效自评报告`, with the kind
    /// of document that the title says; a title of another shape, from a pack of the unit's own,
    /// stays as it is.
    pub fn document_name(&self) -> String {
        let year = self.year.get();
        match self.report.title.split_once(&format!("{year}年度")) {
            Some((_, kind)) => format!("{year}年度{}{kind}", self.unit_part()),
            None => ArtifactName::part(&self.report.title),
        }
    }

    /// Returns a name for a file of this unit and year that holds `what`, like
    /// `2022_{unit}_支出明细`: files of many units and years can lie in one folder.
    pub fn file_name(&self, what: &str) -> String {
        format!("{}_{}_{what}", self.year.get(), self.unit_part())
    }

    /// Returns the unit's name as a part of file names.
    pub fn unit_part(&self) -> String {
        ArtifactName::unit_part(&self.unit.name, self.unit.code.as_str())
    }

    /// Returns the total of `amounts` in yuan with two decimals.
    pub fn total(amounts: impl IntoIterator<Item = Money>) -> Decimal {
        amounts.into_iter().map(Money::yuan).sum()
    }
}
