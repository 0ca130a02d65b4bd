//! Budget lines and the changes of their authority.
//!
//! Each event carries the whole line, so a stored event can be read without any other.

use serde::{Deserialize, Serialize};

use super::Event;
use crate::code::{EconomicCode, FunctionCode, FundType};
use crate::ids::{EventId, LineId};
use crate::{FiscalYear, Money, SourceDocument};

/// A budget line (指标): authority to spend for one purpose. Not a performance indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    /// Id, like `2022-001`.
    pub id: LineId,
    /// What the money is for, in words.
    pub name: String,
    /// Basic or project expenditure.
    pub category: ExpenditureCategory,
    /// Nature of funds.
    pub fund: FundType,
    /// Functional classification.
    pub function: FunctionCode,
    /// Economic classification that payments must fall under.
    pub economic: EconomicCode,
}

/// Basic (人员/公用) or project expenditure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpenditureCategory {
    /// 基本支出—人员经费.
    Personnel,
    /// 基本支出—公用经费.
    Operating,
    /// 项目支出.
    Project(Project),
}

impl ExpenditureCategory {
    /// Tells whether this is basic expenditure (基本支出).
    pub const fn is_basic(&self) -> bool {
        !matches!(self, Self::Project(_))
    }

    /// Returns the project, if this is one.
    pub const fn project(&self) -> Option<&Project> {
        match self {
            Self::Project(project) => Some(project),
            Self::Personnel | Self::Operating => None,
        }
    }

    /// Returns the Chinese name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Personnel => "基本支出—人员经费",
            Self::Operating => "基本支出—公用经费",
            Self::Project(_) => "项目支出",
        }
    }
}

/// A project (项目).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Code in the project library, at most 21 characters (`pro_code`).
    pub code: String,
    /// Name.
    pub name: String,
}

/// Authority given by a document: the original budget or a supplement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetGrant {
    /// The line.
    pub line: BudgetLine,
    /// Authority in yuan, above zero.
    pub amount: Money,
    /// The document that gives it.
    pub document: SourceDocument,
    /// Remark.
    pub memo: String,
}

/// Authority cut, frozen, released or taken back by a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetCut {
    /// The line.
    pub line: BudgetLine,
    /// Authority in yuan, above zero.
    pub amount: Money,
    /// The document that says so.
    pub document: SourceDocument,
    /// Remark.
    pub memo: String,
}

/// Authority moved between two lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Virement {
    /// The line that gives.
    pub from: BudgetLine,
    /// The line that receives.
    pub to: BudgetLine,
    /// Authority in yuan, above zero.
    pub amount: Money,
    /// The document that approves it.
    pub document: SourceDocument,
    /// Remark.
    pub memo: String,
}

/// Unspent authority of an earlier year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarryOverIn {
    /// The line that receives it.
    pub line: BudgetLine,
    /// Authority in yuan, above zero.
    pub amount: Money,
    /// The year it was first given in.
    pub origin_year: FiscalYear,
    /// The document that carries it over.
    pub document: SourceDocument,
    /// Remark.
    pub memo: String,
}

/// Particulars of a line that were recorded wrongly, and as they are. No money moves: what was
/// entered on the line counts under the particulars as they are now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineAmendment {
    /// The line until now.
    pub was: BudgetLine,
    /// The line from now on; its id is the same.
    pub now: BudgetLine,
    /// Why.
    pub reason: String,
}

/// The document behind a change of authority, recorded wrongly, and as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentAmendment {
    /// The change of authority.
    pub target: EventId,
    /// The lines that it changed.
    pub lines: Vec<LineId>,
    /// The document until now.
    pub was: SourceDocument,
    /// The document from now on.
    pub now: SourceDocument,
    /// Why.
    pub reason: String,
}

impl Event {
    /// Returns a change of authority as it reads with another document behind it.
    #[must_use]
    pub fn with_budget_document(mut self, document: SourceDocument) -> Self {
        match &mut self {
            Self::OriginalBudgetApproved(grant) | Self::BudgetSupplemented(grant) => {
                grant.document = document;
            }
            Self::BudgetReduced(cut)
            | Self::AllotmentFrozen(cut)
            | Self::AllotmentReleased(cut)
            | Self::AllotmentWithdrawn(cut) => cut.document = document,
            Self::VirementMade(virement) => virement.document = document,
            Self::CarryOverBroughtIn(carried) => carried.document = document,
            _ => {}
        }
        self
    }

    /// Returns the document behind a change of authority.
    pub const fn budget_document(&self) -> Option<&SourceDocument> {
        match self {
            Self::OriginalBudgetApproved(grant) | Self::BudgetSupplemented(grant) => {
                Some(&grant.document)
            }
            Self::BudgetReduced(cut)
            | Self::AllotmentFrozen(cut)
            | Self::AllotmentReleased(cut)
            | Self::AllotmentWithdrawn(cut) => Some(&cut.document),
            Self::VirementMade(virement) => Some(&virement.document),
            Self::CarryOverBroughtIn(carried) => Some(&carried.document),
            _ => None,
        }
    }
}
