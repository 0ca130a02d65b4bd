//! Warning lines of mid-year monitoring (绩效运行监控), as a form or a province sets them.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

/// How a year is watched while it runs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonitoringRules {
    /// Bounds of the lights.
    pub lights: LightBounds,
    /// Execution rates that must be reached by certain months, in order of the months.
    #[serde(default)]
    pub lines: Vec<WarningLine>,
    /// How far goals and spending may be apart, where a rule says so.
    #[serde(default)]
    pub goal_gap: Option<GoalGap>,
    /// Classes of reasons that the form ticks off, where it has any.
    #[serde(default)]
    pub causes: Option<CauseClasses>,
}

/// Bounds of the lights: progress ÷ time progress, in per cent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LightBounds {
    /// Below this it is red.
    pub red_below: Decimal,
    /// Below this, but not red, it is yellow; from here on green.
    pub yellow_below: Decimal,
    /// Where the bounds come from.
    pub source: String,
    /// Whether the bounds were checked against their source.
    pub verified: bool,
}

/// The execution rate that must be reached by the end of a month.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WarningLine {
    /// The month, 1 to 12; the line holds from its end until the next line's month.
    pub through_month: i8,
    /// Rate in per cent below which there is a warning.
    pub below: Decimal,
    /// Where the line comes from.
    pub source: String,
    /// Whether the line was checked against its source.
    pub verified: bool,
}

/// How far the progress of goals and that of spending may be apart.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalGap {
    /// Percentage points; more is a warning.
    pub points: Decimal,
    /// Where the rule comes from.
    pub source: String,
    /// Whether the rule was checked against its source.
    pub verified: bool,
}

/// Classes of reasons (偏差原因分析) that the form ticks off, one column each.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CauseClasses {
    /// Names from left to right.
    pub names: Vec<String>,
    /// Where the classes come from.
    pub source: String,
    /// Whether the classes were checked against their source.
    pub verified: bool,
}

impl MonitoringRules {
    /// Returns the classes of reasons.
    pub fn cause_names(&self) -> &[String] {
        self.causes.as_ref().map_or(&[], |classes| &classes.names)
    }

    /// Returns the warning line that holds at the end of `month`.
    pub fn line_at(&self, month: i8) -> Option<&WarningLine> {
        self.lines.iter().rev().find(|line| line.through_month <= month)
    }

    /// Tells whether bounds and months ascend and are in range.
    pub(super) fn is_ordered(&self) -> bool {
        let LightBounds { red_below, yellow_below, .. } = &self.lights;
        let months = self.lines.is_sorted_by(|a, b| a.through_month < b.through_month)
            && self.lines.iter().all(|line| (1..=12).contains(&line.through_month));
        *red_below > Decimal::ZERO && red_below < yellow_below && months
    }
}
