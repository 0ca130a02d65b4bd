//! Which cells a money figure sums, and how to say so in words.

use std::collections::BTreeSet;

use crate::FiscalYear;
use crate::code::{CodeTable, EconomicCode, FunctionCode, FundType};
use crate::event::{BudgetLine, ExpenditureCategory, LineAmendment, ThreePublic};
use crate::figure::{Cell, Measure};
use crate::ids::LineId;

/// The part of the year that a figure looks at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Everything.
    Total,
    /// 基本支出.
    Basic,
    /// 人员经费.
    Personnel,
    /// 公用经费.
    Operating,
    /// 项目支出, all projects.
    Projects,
    /// One project, by code.
    Project(String),
    /// One nature of funds.
    Fund(FundType),
    /// A functional code and all below it.
    Function(FunctionCode),
    /// An economic code and all below it.
    Economic(EconomicCode),
    /// An economic code within 基本支出.
    BasicEconomic(EconomicCode),
    /// One budget line.
    Line(LineId),
}

impl Scope {
    /// Returns every scope that an amount on `line` under `economic` belongs to; [`Self::holds`]
    /// for each of them.
    pub(super) fn holding(line: &BudgetLine, economic: &EconomicCode) -> BTreeSet<Self> {
        let mut scopes = BTreeSet::from([
            Self::Total,
            Self::Fund(line.fund),
            Self::Line(line.id.clone()),
            Self::Function(line.function.class()),
            Self::Function(line.function.section()),
            Self::Function(line.function.clone()),
        ]);
        match &line.category {
            ExpenditureCategory::Personnel => scopes.extend([Self::Basic, Self::Personnel]),
            ExpenditureCategory::Operating => scopes.extend([Self::Basic, Self::Operating]),
            ExpenditureCategory::Project(project) => {
                scopes.extend([Self::Projects, Self::Project(project.code.clone())]);
            }
        }
        for level in [economic.class(), economic.section(), economic.clone()] {
            if line.category.is_basic() {
                scopes.insert(Self::BasicEconomic(level.clone()));
            }
            scopes.insert(Self::Economic(level));
        }
        scopes
    }

    /// Tells whether an amount on `line` under `economic` belongs here.
    fn holds(&self, line: &BudgetLine, economic: &EconomicCode) -> bool {
        match self {
            Self::Total => true,
            Self::Basic => line.category.is_basic(),
            Self::Personnel => line.category == ExpenditureCategory::Personnel,
            Self::Operating => line.category == ExpenditureCategory::Operating,
            Self::Projects => line.category.project().is_some(),
            Self::Project(code) => line.category.project().is_some_and(|p| p.code == *code),
            Self::Fund(fund) => line.fund == *fund,
            Self::Function(code) => line.function.is_within(code),
            Self::Economic(code) => economic.is_within(code),
            Self::BasicEconomic(code) => line.category.is_basic() && economic.is_within(code),
            Self::Line(id) => line.id == *id,
        }
    }

    /// Tells whether an amendment took a line in or out, or is about the one line or project here.
    pub(super) fn is_amended_by(&self, amendment: &LineAmendment) -> bool {
        let holds = |line: &BudgetLine| self.holds(line, &line.economic);
        let (held, holds) = (holds(&amendment.was), holds(&amendment.now));
        held != holds || (held && matches!(self, Self::Line(_) | Self::Project(_)))
    }

    /// Returns the tail of a figure key, like `basic` or `economic.301`.
    pub(crate) fn key_parts(&self) -> Vec<&str> {
        match self {
            Self::Total => vec!["total"],
            Self::Basic => vec!["basic"],
            Self::Personnel => vec!["basic", "personnel"],
            Self::Operating => vec!["basic", "operating"],
            Self::Projects => vec!["project"],
            Self::Project(code) => vec!["project", code],
            Self::Fund(fund) => vec!["fund", fund.key()],
            Self::Function(code) => vec!["function", code.as_str()],
            Self::Economic(code) => vec!["economic", code.as_str()],
            Self::BasicEconomic(code) => vec!["basic", "economic", code.as_str()],
            Self::Line(id) => vec!["line", id.as_str()],
        }
    }

    /// Names the scope as a reader of the report knows it.
    pub fn name(&self, year: FiscalYear) -> String {
        let economic =
            |code: &EconomicCode| CodeTable::economics().name(year, code.as_str()).to_owned();
        match self {
            Self::Total => "总支出".to_owned(),
            Self::Basic => "基本支出".to_owned(),
            Self::Personnel => "人员经费".to_owned(),
            Self::Operating => "公用经费".to_owned(),
            Self::Projects => "项目支出".to_owned(),
            Self::Project(code) => format!("项目 {code}"),
            Self::Fund(fund) => fund.name().to_owned(),
            Self::Function(code) => CodeTable::functions().name(year, code.as_str()).to_owned(),
            Self::Economic(code) => economic(code),
            Self::BasicEconomic(code) => format!("基本支出中的{}", economic(code)),
            Self::Line(id) => format!("指标 {id}"),
        }
    }
}

/// A condition on cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// Which measures count.
    pub measures: &'static [Measure],
    /// Which part of the year counts.
    pub scope: Scope,
    /// The last and, by `single_month`, the only month.
    pub through_month: Option<i8>,
    /// Whether only `through_month` itself counts.
    pub single_month: bool,
    /// Which 三公经费 count; none of the filter if empty.
    pub three_public: &'static [ThreePublic],
    /// Whether only government procurement counts.
    pub procurement_only: bool,
}

impl Selector {
    /// Selects `measures` within `scope`, whole year.
    pub const fn new(measures: &'static [Measure], scope: Scope) -> Self {
        Self {
            measures,
            scope,
            through_month: None,
            single_month: false,
            three_public: &[],
            procurement_only: false,
        }
    }

    /// Tells whether all amounts of the scope's measures count, whatever their month or kind.
    pub(super) fn is_whole_scope(&self) -> bool {
        self.through_month.is_none() && self.three_public.is_empty() && !self.procurement_only
    }

    /// Tells whether the cell, which lies on `line`, counts.
    pub fn selects(&self, cell: &Cell, line: &BudgetLine) -> bool {
        let in_month = match self.through_month {
            None => true,
            Some(month) if self.single_month => cell.month == month,
            Some(month) => cell.month <= month,
        };
        let in_three_public = self.three_public.is_empty()
            || cell.three_public.is_some_and(|kind| self.three_public.contains(&kind));
        self.measures.contains(&cell.measure)
            && in_month
            && in_three_public
            && (!self.procurement_only || cell.procurement)
            && self.scope.holds(line, cell.economic_on(line))
    }

    /// Says in words what is summed.
    pub fn words(&self, year: FiscalYear) -> String {
        let measures: Vec<&str> = self.measures.iter().map(|measure| measure.name()).collect();
        let mut conditions = vec![self.scope.name(year)];
        if let Some(month) = self.through_month {
            conditions.push(if self.single_month {
                format!("{month}月")
            } else {
                format!("1—{month}月")
            });
        }
        if let [kind] = self.three_public {
            conditions.push(kind.name().to_owned());
        } else if !self.three_public.is_empty() {
            conditions.push("三公经费".to_owned());
        }
        if self.procurement_only {
            conditions.push("政府采购".to_owned());
        }
        format!("Σ {}（{}）", measures.join("、"), conditions.join("，"))
    }
}
