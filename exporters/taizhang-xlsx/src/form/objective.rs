//! What was to be reached in the year, as one objective or as several goals with points.

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::cell_range;
use taizhang_export::SelfEvaluation;

use super::{Form, LINE};
use crate::error::BookError;
use crate::height::height;
use crate::style;

impl Form<'_> {
    pub(super) fn objective(&mut self, evaluation: &SelfEvaluation) -> Result<(), BookError> {
        if !evaluation.goals.is_empty() {
            return self.goals(evaluation);
        }
        let (row, last) = (self.row, self.grid.last);
        self.pen.merged((row, 0), (row + 1, 0), "年度总体目标", &style::heading())?;
        self.pen.merged((row, 1), (row, 4), "预期目标", &style::heading())?;
        self.pen.merged((row, 5), (row, last), "实际完成情况", &style::heading())?;
        self.pen.merged((row + 1, 1), (row + 1, 4), &evaluation.objective, &style::text())?;
        self.pen.merged((row + 1, 5), (row + 1, last), &evaluation.outcome, &style::text())?;
        let (left, right) = (self.grid.room(1, 4), self.grid.room(5, last));
        let words = [(evaluation.objective.as_str(), left), (evaluation.outcome.as_str(), right)];
        self.pen.sheet.set_row_height(row + 1, height(words) + LINE)?;
        self.row += 2;
        Ok(())
    }

    /// Writes a row for each goal, and the sums of their points as formulas.
    fn goals(&mut self, evaluation: &SelfEvaluation) -> Result<(), BookError> {
        let (top, last) = (self.row, self.grid.last);
        let blocks = [(1, 1), (2, 3), (4, 4), (5, last - 2), (last - 1, last - 1), (last, last)];
        let names = ["序号", "年度绩效目标", "绩效指标", "实际完成情况", "分值", "得分"];
        for ((from, to), name) in blocks.into_iter().zip(names) {
            self.pen.merged((top, from), (top, to), name, &style::heading())?;
        }
        self.row += 1;
        for goal in &evaluation.goals {
            let number = goal.number.to_string();
            let members = evaluation.names_of(goal);
            let words = [number.as_str(), &goal.text, &members, &goal.outcome];
            for ((from, to), words) in blocks.into_iter().zip(words) {
                self.pen.merged((self.row, from), (self.row, to), words, &style::text())?;
            }
            self.points(last - 1, Some(goal.weight))?;
            self.points(last, Some(goal.score))?;
            let rooms = blocks.into_iter().map(|(from, to)| self.grid.room(from, to));
            self.pen.sheet.set_row_height(self.row, height(words.into_iter().zip(rooms)))?;
            self.row += 1;
        }
        let row = self.row;
        self.pen.merged((row, 1), (row, last - 2), "目标合计（公式）", &style::sum_text())?;
        let goals = &evaluation.goals;
        let weights: Decimal = goals.iter().map(|goal| goal.weight).sum();
        let scores: Decimal = goals.iter().map(|goal| goal.score).sum();
        for (column, sum) in [(last - 1, weights), (last, scores)] {
            let range = cell_range(top + 1, column, row - 1, column);
            let formula = format!("=ROUND(SUM({range}),{})", self.places);
            let format = style::sum(&style::decimals(self.places));
            self.pen.formula((row, column), &formula, sum, &format)?;
        }
        self.pen.merged((top, 0), (row, 0), "年度绩效目标", &style::heading())?;
        self.row += 1;
        Ok(())
    }
}
