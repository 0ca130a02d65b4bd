//! Form packs: what a province and year ask for, as data.
//!
//! A pack is a folder: `pack.toml` (the form and its scoring), `outline.toml` (the report) and
//! Markdown templates. Nothing here reads files; the caller gives names and texts.

mod builtin;
mod columns;
mod error;
mod form;
mod monitoring;
mod outline;
mod read;
mod rounding;
mod schema;
mod scoring;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use taizhang_core::event::Comparator;

use crate::self_evaluation::PackReference;

pub use columns::{IndicatorColumn, IndicatorColumns};
pub use error::{Location, PackError, PackFault};
pub use form::{
    AdjustmentReason, Branch, ExecutionReason, ExecutionRule, FundRowRule, FundSelection,
    FundsBlock, GradeBound, Grades, Limits, MoneyUnit, NamedRule, OverAchievement, PackKind,
    ScoringRule, SeveralGoals, TierBounds, TotalCap,
};
pub use monitoring::{CauseClasses, GoalGap, LightBounds, MonitoringRules, WarningLine};
pub use outline::{AnnexOutline, NumeralStyle, Outline, Section, Slot};
pub use rounding::{RateBasis, Rounding, RoundingMode};
pub use schema::{form_schema, outline_schema};
pub use scoring::{Band, Measured, PartialStep, ScoringFunction};

/// A form pack that was read and found consistent.
#[derive(Clone, Debug)]
pub struct Pack {
    id: String,
    title: String,
    kind: PackKind,
    region: String,
    first_year: i16,
    last_year: Option<i16>,
    unit: MoneyUnit,
    source: String,
    verified: bool,
    total: Decimal,
    rounding: Rounding,
    execution: ExecutionRule,
    funds: FundsBlock,
    tree: Vec<Branch>,
    scoring: Vec<ScoringRule>,
    indicators: Vec<NamedRule>,
    tiers: TierBounds,
    grades: Grades,
    over_achievement: Option<OverAchievement>,
    execution_reason: Option<ExecutionReason>,
    caps: Vec<TotalCap>,
    limits: Limits,
    indicator_block: Option<IndicatorColumns>,
    adjustment_reason: Option<AdjustmentReason>,
    monitoring: Option<MonitoringRules>,
    goals: Option<SeveralGoals>,
    outline: Outline,
    files: BTreeMap<String, String>,
}

/// A rule of a pack as it is cited: what it is about, its source, and whether it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCitation<'a> {
    /// What the rule is about, in Chinese.
    pub subject: String,
    /// Where it comes from.
    pub source: &'a str,
    /// Whether it was checked against its source.
    pub verified: bool,
}

impl Pack {
    /// Id of the pack that is used when none is named.
    pub const DEFAULT: &'static str = "national-whole-unit-2020";

    /// Returns the ids of the packs that ship with the program, the default first.
    pub fn builtin_ids() -> impl Iterator<Item = &'static str> {
        builtin::SHIPPED.iter().map(|shipped| shipped.id)
    }

    /// Reads a pack that ships with the program.
    pub fn builtin(id: &str) -> Result<Self, PackError> {
        let shipped = builtin::SHIPPED.iter().find(|shipped| shipped.id == id);
        let shipped = shipped.ok_or_else(|| PackError::UnknownPack {
            id: id.to_owned(),
            known: Self::builtin_ids().collect(),
        })?;
        Self::from_files(shipped.files.iter().copied())
    }

    /// Returns the files of a shipped pack, as a starting point for a user's own.
    pub fn builtin_files(id: &str) -> Option<&'static [(&'static str, &'static str)]> {
        builtin::SHIPPED.iter().find(|shipped| shipped.id == id).map(|shipped| shipped.files)
    }

    /// Reads a pack from its files, given as name within the folder and text.
    pub fn from_files<N, T>(files: impl IntoIterator<Item = (N, T)>) -> Result<Self, PackError>
    where
        N: Into<String>,
        T: Into<String>,
    {
        read::read(files.into_iter().map(|(name, text)| (name.into(), text.into())).collect())
    }

    /// Returns the id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the title of the form.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns what the form is for.
    pub const fn kind(&self) -> PackKind {
        self.kind
    }

    /// Returns where the form is used, like 全国.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Returns the first and, if the form has gone out of use, the last fiscal year.
    pub const fn years(&self) -> (i16, Option<i16>) {
        (self.first_year, self.last_year)
    }

    /// Returns the unit of money in the form.
    pub const fn unit(&self) -> MoneyUnit {
        self.unit
    }

    /// Returns how numbers are rounded.
    pub const fn rounding(&self) -> &Rounding {
        &self.rounding
    }

    /// Returns how the execution rate is scored.
    pub const fn execution(&self) -> &ExecutionRule {
        &self.execution
    }

    /// Returns the funds block.
    pub const fn funds(&self) -> &FundsBlock {
        &self.funds
    }

    /// Returns the indicator tree.
    pub fn tree(&self) -> &[Branch] {
        &self.tree
    }

    /// Returns the indicators that the form itself names.
    pub fn indicators(&self) -> &[NamedRule] {
        &self.indicators
    }

    /// Returns the tiers of qualitative targets.
    pub const fn tiers(&self) -> &TierBounds {
        &self.tiers
    }

    /// Returns when over-achievement must be explained.
    pub const fn over_achievement(&self) -> Option<&OverAchievement> {
        self.over_achievement.as_ref()
    }

    /// Returns the execution rate under which a reason is due, where the form sets one.
    pub const fn execution_reason(&self) -> Option<&ExecutionReason> {
        self.execution_reason.as_ref()
    }

    /// Returns the caps on the total.
    pub fn caps(&self) -> &[TotalCap] {
        &self.caps
    }

    /// Returns the longest texts that the receiving system takes.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Returns the columns of the indicator block.
    pub fn indicator_columns(&self) -> &[IndicatorColumn] {
        let own = self.indicator_block.as_ref();
        own.map_or(&IndicatorColumn::NATIONAL, |block| &block.columns)
    }

    /// Tells whether an indicator of this name is 核心指标.
    pub fn is_core(&self, name: &str) -> bool {
        let own = self.indicator_block.iter().flat_map(|block| &block.core);
        own.into_iter().any(|core| core == name)
            || self.named_rule(name).is_some_and(|rule| rule.core)
    }

    /// Returns the adjustment of the budget beyond which a reason is due, where the form sets one.
    pub const fn adjustment_reason(&self) -> Option<&AdjustmentReason> {
        self.adjustment_reason.as_ref()
    }

    /// Tells whether the form lists several annual goals, each with its points.
    pub const fn lists_goals(&self) -> bool {
        self.goals.is_some()
    }

    /// Returns how a running year is watched, where the form says so.
    pub const fn monitoring(&self) -> Option<&MonitoringRules> {
        self.monitoring.as_ref()
    }

    /// Returns the outline of the report.
    pub const fn outline(&self) -> &Outline {
        &self.outline
    }

    /// Returns the total of all points.
    pub const fn total(&self) -> Decimal {
        self.total
    }

    /// Returns the text of a template.
    pub fn template(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(String::as_str)
    }

    /// Returns the texts of all templates.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(String::as_str)
    }

    /// Returns the function that scores a target with this comparator.
    pub fn scoring(&self, comparator: Comparator, target: Decimal) -> Option<&ScoringFunction> {
        let rule = self.scoring.iter().find(|rule| rule.comparators.contains(&comparator))?;
        match &rule.zero_target {
            Some(function) if target.is_zero() => Some(function),
            _ => Some(&rule.function),
        }
    }

    /// Returns the form's own rule for an indicator of this name.
    pub fn named_rule(&self, name: &str) -> Option<&NamedRule> {
        self.indicators.iter().find(|rule| rule.name == name)
    }

    /// Returns the grade of a total score.
    pub fn grade(&self, score: Decimal) -> &str {
        let earned = self.grades.bounds.iter().find(|bound| score >= bound.from);
        earned.map_or("", |bound| &bound.name)
    }

    /// Lists every rule with its source.
    pub fn citations(&self) -> Vec<RuleCitation<'_>> {
        citations(self)
    }

    /// Tells whether the form and all its rules were checked against their sources.
    pub fn is_verified(&self) -> bool {
        self.citations().iter().all(|citation| citation.verified)
    }

    /// Returns how a scored year refers to this pack.
    pub fn reference(&self) -> PackReference {
        PackReference {
            id: self.id.clone(),
            kind: self.kind,
            title: self.title.clone(),
            verified: self.is_verified(),
            source: self.source.clone(),
        }
    }
}

fn citations(pack: &Pack) -> Vec<RuleCitation<'_>> {
    fn cite(subject: impl Into<String>, source: &str, verified: bool) -> RuleCitation<'_> {
        RuleCitation { subject: subject.into(), source, verified }
    }
    let mut all = vec![
        cite("表式", &pack.source, pack.verified),
        cite("小数位与舍入", &pack.rounding.source, pack.rounding.verified),
        cite("预算执行率得分", &pack.execution.source, pack.execution.verified),
        cite("资金行", &pack.funds.source, pack.funds.verified),
        cite("定性指标档次", &pack.tiers.source, pack.tiers.verified),
        cite("等级", &pack.grades.source, pack.grades.verified),
    ];
    for branch in &pack.tree {
        all.push(cite(format!("{}分值", branch.name), &branch.source, branch.verified));
    }
    for rule in &pack.scoring {
        let signs: Vec<&str> = rule.comparators.iter().map(|sign| sign.sign()).collect();
        let subject = format!("“{}”指标得分", signs.join("、"));
        all.push(cite(subject, &rule.source, rule.verified));
    }
    for rule in &pack.indicators {
        all.push(cite(format!("{}得分", rule.name), &rule.source, rule.verified));
    }
    if let Some(rule) = &pack.over_achievement {
        all.push(cite("超额完成说明", &rule.source, rule.verified));
    }
    if let Some(rule) = &pack.execution_reason {
        all.push(cite("低执行率说明", &rule.source, rule.verified));
    }
    all.extend(pack.caps.iter().map(|cap| cite("总分上限", &cap.source, cap.verified)));
    if let Some(block) = &pack.indicator_block {
        all.push(cite("指标表的列", &block.source, block.verified));
    }
    if let Some(rule) = &pack.adjustment_reason {
        all.push(cite("预算调整说明", &rule.source, rule.verified));
    }
    if let Some(rule) = &pack.goals {
        all.push(cite("年度绩效目标分列", &rule.source, rule.verified));
    }
    if let Some(rules) = &pack.monitoring {
        all.push(cite("监控预警灯", &rules.lights.source, rules.lights.verified));
        for line in &rules.lines {
            let subject = format!("{}月底预警线", line.through_month);
            all.push(cite(subject, &line.source, line.verified));
        }
        if let Some(gap) = &rules.goal_gap {
            all.push(cite("目标与执行进度之差", &gap.source, gap.verified));
        }
        if let Some(classes) = &rules.causes {
            all.push(cite("偏差原因类别", &classes.source, classes.verified));
        }
    }
    all
}
