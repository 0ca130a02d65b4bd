//! Several annual goals, each scored by its own indicators.

use rust_decimal::Decimal;
use taizhang_core::book::{Book, Statement};
use taizhang_core::event::Goal;

use crate::self_evaluation::{GoalRow, IndicatorRow};

/// Scores the goals that were declared, by number.
pub(super) fn rows(book: &Book, indicators: &[IndicatorRow]) -> Vec<GoalRow> {
    book.goals().into_iter().map(|goal| row(goal, indicators)).collect()
}

fn row(goal: &Statement<Goal>, indicators: &[IndicatorRow]) -> GoalRow {
    let Goal { number, text, weight, indicators: ids, .. } = &goal.fact;
    let members = indicators.iter().filter(|row| ids.contains(&row.id));
    let members: Vec<&IndicatorRow> = members.collect();
    let full = members.iter().filter(|row| row.score == row.weight).count();
    let earned: Decimal = members.iter().map(|row| row.score).sum();
    GoalRow {
        number: *number,
        text: text.clone(),
        outcome: format!("设定绩效指标{}项，{full}项得满分。", members.len()),
        weight: *weight,
        score: earned.min(*weight),
        indicators: ids.clone(),
        sequence: goal.sequence.get(),
    }
}

/// Joins the goals to one objective, for forms and exporters that know one only.
pub(super) fn joined(goals: &[GoalRow]) -> String {
    let texts = goals.iter().map(|goal| format!("目标{}：{}", goal.number, goal.text));
    texts.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_joined_by_their_numbers() {
        let goal = |number, text: &str| GoalRow {
            number,
            text: text.to_owned(),
            outcome: String::new(),
            weight: Decimal::TEN,
            score: Decimal::ZERO,
            indicators: Vec::new(),
            sequence: 1,
        };
        assert_eq!(joined(&[]), "");
        assert_eq!(joined(&[goal(1, "甲"), goal(2, "乙")]), "目标1：甲\n目标2：乙");
    }
}
