//! The year that a report is about, with what tables and templates ask of it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use taizhang_core::book::{Book, Statement};
use taizhang_core::code::{CodeTable, EconomicCode};
use taizhang_core::event::{Project, UnitProfile};
use taizhang_core::figure::{FigureError, FigureKey, FigureValue, Figures};
use taizhang_core::{FiscalYear, Money};

use super::template::{RATE_DIGITS, WAN_DIGITS};
use crate::pack::{MoneyUnit, Pack};
use crate::report::{Align, Cell};
use crate::self_evaluation::SelfEvaluation;

/// Everything that a report is made from.
pub(super) struct ReportYear<'a> {
    pub(super) pack: &'a Pack,
    pub(super) figures: &'a Figures<'a>,
    pub(super) evaluation: &'a SelfEvaluation,
    pub(super) unit: &'a UnitProfile,
    pub(super) fiscal_year: FiscalYear,
    pub(super) as_of: Date,
}

impl<'a> ReportYear<'a> {
    pub(super) const fn book(&self) -> &'a Book {
        self.figures.book()
    }

    /// Returns the last month that the figures include.
    pub(super) fn last_month(&self) -> i8 {
        if self.fiscal_year.contains(self.as_of) { self.as_of.month() } else { 12 }
    }

    /// Computes a figure that may not exist yet, like the spending of a code nobody used.
    pub(super) fn value(&self, key: &FigureKey) -> Result<Option<FigureValue>, FigureError> {
        match self.figures.value(key) {
            Ok(value) => Ok(Some(value)),
            Err(FigureError::Unknown { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn money(&self, key: &str) -> Result<Money, FigureError> {
        let value = key.parse().ok().map(|key| self.value(&key)).transpose()?.flatten();
        Ok(value.and_then(|value| value.money()).unwrap_or(Money::ZERO))
    }

    pub(super) fn is_zero(&self, key: &str) -> Result<bool, FigureError> {
        let value = key.parse().ok().map(|key| self.value(&key)).transpose()?.flatten();
        Ok(value.is_none_or(|value| match value {
            FigureValue::Money(money) => money.is_zero(),
            FigureValue::Quantity(quantity) => quantity.value.is_zero(),
            FigureValue::Ratio(ratio) => ratio.numerator().is_zero(),
        }))
    }

    /// Makes a table cell of a figure, or `—` where the figure does not exist.
    pub(super) fn cell(&self, key: &str) -> Result<Cell, FigureError> {
        let Ok(key) = key.parse::<FigureKey>() else { return Ok(absent()) };
        Ok(match self.value(&key)? {
            None => absent(),
            Some(FigureValue::Money(money)) => Cell::figure(key, self.amount(money)),
            Some(FigureValue::Ratio(ratio)) => Cell::figure(key, ratio.percent_text(RATE_DIGITS)),
            Some(FigureValue::Quantity(quantity)) => Cell::figure(key, quantity.to_string()),
        })
    }

    /// Prints an amount in the unit of the form, without naming it.
    pub(super) fn amount(&self, money: Money) -> String {
        match self.pack.unit() {
            MoneyUnit::Wan => money.to_wan().rounded(WAN_DIGITS),
            MoneyUnit::Yuan => money.to_string(),
        }
    }

    /// Returns an amount in the unit of the form, exact.
    pub(super) fn exact(&self, money: Money) -> Decimal {
        match self.pack.unit() {
            MoneyUnit::Wan => money.yuan().checked_div(Decimal::from(10_000)).unwrap_or_default(),
            MoneyUnit::Yuan => money.yuan(),
        }
    }

    /// Returns the line that names the unit of money above a table.
    pub(super) fn unit_line(&self) -> String {
        format!("单位：{}", self.pack.unit().name())
    }

    /// Returns the note that is due when printed parts do not add up to the printed total.
    pub(super) fn rounding_note(&self, parts: &[Money], total: Money) -> Option<String> {
        let printed = |money: Money| self.amount(money).parse::<Decimal>().unwrap_or_default();
        let sum: Decimal = parts.iter().map(|part| printed(*part)).sum();
        (sum != printed(total)).then(|| "因四舍五入，分项合计与总计可能存在尾差。".to_owned())
    }

    /// Lists the projects by code.
    pub(super) fn projects(&self) -> Vec<&'a Project> {
        let mut seen = BTreeSet::new();
        let projects = self.book().lines().filter_map(|line| line.category.project());
        let mut projects: Vec<_> =
            projects.filter(|project| seen.insert(project.code.as_str())).collect();
        projects.sort_by(|a, b| a.code.cmp(&b.code));
        projects
    }

    /// Lists the economic codes with spending, classes (3 digits) and sections (5 digits).
    pub(super) fn economic_codes(&self) -> Vec<EconomicCode> {
        let spent = self.book().cells().filter(|(cell, amount)| {
            taizhang_core::figure::Measure::OUTTURN.contains(&cell.measure) && !amount.is_zero()
        });
        let codes = spent.flat_map(|(cell, _)| [cell.economic.class(), cell.economic.section()]);
        codes.collect::<BTreeSet<_>>().into_iter().collect()
    }

    pub(super) fn economic_name(&self, code: &EconomicCode) -> String {
        CodeTable::economics().name(self.fiscal_year, code.as_str()).to_owned()
    }

    /// Lists the latest survey on each subject, in order of the subjects.
    pub(super) fn surveys(&self) -> Vec<&'a Statement<taizhang_core::event::Survey>> {
        let surveys = self.book().surveys();
        let subjects: BTreeSet<&str> = surveys.iter().map(|s| s.fact.subject.as_str()).collect();
        subjects
            .into_iter()
            .filter_map(|subject| surveys.latest(|survey| survey.subject == subject))
            .collect()
    }
}

/// A cell for what does not exist.
pub(super) fn absent() -> Cell {
    Cell::text(taizhang_core::NO_BASE).aligned(Align::Center)
}
