//! What the numbers of forms and tables rest on where they are no figures themselves: points,
//! targets, actual values, single changes and counts.
//!
//! An exporter that shows where numbers come from links them by this; nothing here is computed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use taizhang_core::figure::FigureKey;

use crate::pack::{FundSelection, IndicatorColumn, PackKind};
use crate::self_evaluation::{FundRow, GoalRow, IndicatorRow, SelfEvaluation};

/// Figures and events behind a number.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Grounds {
    /// What the number is, like `科普活动场次：得分`.
    pub name: String,
    /// Figures that it is made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureKey>,
    /// Sequences of the events that state it, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<u64>,
}

impl Grounds {
    /// Rests on events alone.
    pub fn events(name: impl Into<String>, events: impl IntoIterator<Item = u64>) -> Self {
        let mut grounds = Self { name: name.into(), ..Self::default() };
        grounds.take_events(events);
        grounds
    }

    /// Rests on figures alone; a key that is not one is left out.
    pub fn figures<K: AsRef<str>>(
        name: impl Into<String>,
        keys: impl IntoIterator<Item = K>,
    ) -> Self {
        let figures = keys.into_iter().filter_map(|key| key.as_ref().parse().ok()).collect();
        Self { name: name.into(), figures, events: Vec::new() }
    }

    /// Tells whether it names neither a figure nor an event.
    pub const fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.events.is_empty()
    }

    /// Adds what another number rests on.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        let new = other.figures.into_iter().filter(|key| !self.figures.contains(key));
        let new: Vec<FigureKey> = new.collect();
        self.figures.extend(new);
        self.take_events(other.events);
        self
    }

    fn take_events(&mut self, events: impl IntoIterator<Item = u64>) {
        self.events.extend(events);
        self.events.sort_unstable();
        self.events.dedup();
    }
}

impl IndicatorRow {
    /// Target and points rest on the declaration, and on changes of the target since.
    pub fn target_grounds(&self) -> Grounds {
        let name = format!("{}：年度指标值和分值", self.name);
        Grounds::events(name, self.declared_by.iter().copied())
    }

    /// The actual value rests on the figure or the counts, survey or assessment that it is taken
    /// from.
    pub fn actual_grounds(&self) -> Grounds {
        let name = format!("{}：实际完成值", self.name);
        let figures = Grounds::figures("", self.figure.iter().map(FigureKey::as_str));
        Grounds::events(name, self.events.iter().copied()).and(figures)
    }

    /// Points earned, and how far the target is reached, rest on target and actual value.
    pub fn score_grounds(&self) -> Grounds {
        let name = format!("{}：完成情况和得分", self.name);
        Grounds { name, ..self.target_grounds().and(self.actual_grounds()) }
    }

    /// Returns what a column of the form rests on; words rest on nothing.
    pub fn grounds(&self, column: IndicatorColumn) -> Grounds {
        use IndicatorColumn as C;
        match column {
            C::Target | C::OriginalTarget | C::AdjustedTarget | C::Weight => self.target_grounds(),
            C::Actual => self.actual_grounds(),
            C::Coefficient | C::Score => self.score_grounds(),
            C::Level1 | C::Level2 | C::Name | C::Unit | C::Nature | C::Core | C::Explanation => {
                Grounds::default()
            }
        }
    }
}

impl SelfEvaluation {
    /// A goal's own points rest on its declaration.
    pub fn goal_weight_grounds(&self, goal: &GoalRow) -> Grounds {
        Grounds::events(format!("目标{}：分值", goal.number), [goal.sequence])
    }

    /// A goal's points earned rest on its declaration and the points of its indicators.
    pub fn goal_score_grounds(&self, goal: &GoalRow) -> Grounds {
        let name = format!("目标{}：得分", goal.number);
        let members = self.indicators.iter().filter(|row| goal.indicators.contains(&row.id));
        let own = Grounds::events(name, [goal.sequence]);
        members.fold(own, |all, row| all.and(row.score_grounds()))
    }

    /// Returns what a number of a fund row rests on: the year's own figure where there is one,
    /// else those of the lines whose money the row counts. `head` is the beginning of the keys,
    /// like `budget.final`, and `what` its name in the form.
    pub fn fund_grounds(&self, row: &FundRow, head: &str, what: &str) -> Grounds {
        let name = format!("{}：{what}", row.name);
        if let Some(scope) = self.scope(row) {
            return Grounds::figures(name, [format!("{head}.{scope}")]);
        }
        let of_lines = |head| row.lines.iter().map(move |line| format!("{head}.line.{line}"));
        if row.counts != FundSelection::CarryOver {
            return Grounds::figures(name, of_lines(head));
        }
        let carried = Grounds::figures(name, ["budget.carry_over_in.total"]);
        if head.starts_with("budget") {
            return carried;
        }
        carried.and(Grounds::figures("", of_lines("outturn")))
    }

    /// Returns the end of the keys that count the same money as a fund row, if some do.
    pub fn scope(&self, row: &FundRow) -> Option<&'static str> {
        match row.counts {
            FundSelection::Total if self.pack.kind == PackKind::Project => Some("project"),
            FundSelection::Total => Some("total"),
            FundSelection::Personnel => Some("basic.personnel"),
            FundSelection::Operating => Some("basic.operating"),
            FundSelection::Projects => Some("project"),
            FundSelection::CurrentFiscal
            | FundSelection::CarryOver
            | FundSelection::Other
            | FundSelection::SpecialAccount
            | FundSelection::OwnSource => None,
        }
    }

    /// The points of execution rest on its rate.
    pub fn execution_grounds(&self) -> Grounds {
        let total = self.funds.first();
        total.map(|row| self.fund_grounds(row, "rate.execution", "得分")).unwrap_or_default()
    }

    /// The points that could be had rest on the declarations of all indicators.
    pub fn total_weight_grounds(&self) -> Grounds {
        let name = Grounds { name: "分值合计".to_owned(), ..Grounds::default() };
        self.indicators.iter().fold(name, |all, row| all.and(row.target_grounds()))
    }

    /// The total score rests on the execution rate and every indicator.
    pub fn total_score_grounds(&self) -> Grounds {
        let total = Grounds { name: "总分".to_owned(), ..self.execution_grounds() };
        self.indicators.iter().fold(total, |all, row| all.and(row.score_grounds()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds_name_each_figure_and_event_once() {
        let some = Grounds::events("甲", [9, 3, 9]);
        let more =
            Grounds { events: vec![4, 3], ..Grounds::figures("乙", ["outturn.total", " "]) };
        let all = some.and(more.clone()).and(more);
        assert_eq!(all.name, "甲");
        assert_eq!(all.events, [3, 4, 9]);
        assert_eq!(all.figures.len(), 1, "what is no key is left out: {:?}", all.figures);
        assert!(Grounds::default().is_empty() && !all.is_empty());
    }
}
