//! The sum of all points as formulas, and how far they are from the ledger's.

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule};
use taizhang_export::{ExportContext, IndicatorColumn, SelfEvaluation};

use super::Form;
use crate::error::BookError;
use crate::style;

impl Form<'_> {
    /// Writes the sums of the points that the pack has columns for. `execution` are the cells of
    /// weight and score in the funds block; `first` is the row of the first indicator.
    pub(super) fn total(
        &mut self,
        evaluation: &SelfEvaluation,
        execution: Option<(String, String)>,
        first: u32,
    ) -> Result<(), BookError> {
        let (row, last) = (self.row, self.grid.last);
        let [weight, score] =
            [IndicatorColumn::Weight, IndicatorColumn::Score].map(|column| self.grid.place(column));
        let coefficient = self.grid.place(IndicatorColumn::Coefficient);
        let places: Vec<u16> = [weight, score, coefficient].into_iter().flatten().collect();
        let (from, to) = (places.iter().min(), places.iter().max());
        let (from, to) = (from.copied().unwrap_or(last), to.copied().unwrap_or(last));
        for (at, name) in [(row, "总分（公式）"), (row + 1, "与台账总分之差")] {
            self.pen.merged((at, 0), (at, from - 1), name, &style::sum_text())?;
            for column in from..=to {
                self.pen.text((at, column), "", &style::sum_text())?;
            }
            if to < last {
                let grade = format!("等级：{}", evaluation.grade);
                let words = if at == row { grade.as_str() } else { "" };
                self.pen.merged((at, to + 1), (at, last), words, &style::sum_text())?;
            }
        }
        let (of_weight, of_score) = execution.unzip();
        let sums = sums(evaluation);
        let known = [evaluation.total_weight, evaluation.total_score];
        for (((column, other), sum), known) in
            [(weight, of_weight), (score, of_score)].into_iter().zip(sums).zip(known)
        {
            let Some(column) = column else { continue };
            let mut parts: Vec<String> = other.into_iter().collect();
            if !evaluation.indicators.is_empty() {
                parts.push(format!("SUM({})", cell_range(first, column, row - 1, column)));
            }
            self.proved(column, &parts, sum, known)?;
        }
        if let (Some(at), Some(weight), Some(score), false) =
            (coefficient, weight, score, sums[0].is_zero())
        {
            let [weight, score] = [weight, score].map(|column| row_col_to_cell(row, column));
            let rate = (sums[1] / sums[0]).round_dp(4);
            let formula = format!("=ROUND({score}/{weight},4)");
            self.pen.formula((row, at), &formula, rate, &style::sum(style::PERCENT))?;
        }
        self.alarm(row + 1, [weight, score].into_iter().flatten())?;
        self.row += 2;
        Ok(())
    }

    /// Writes how far the amounts on the total row of the funds, which is `row`, are from the
    /// ledger's figures.
    pub(super) fn funds_proof(
        &mut self,
        context: &ExportContext,
        row: u32,
    ) -> Result<(), BookError> {
        let funds = taizhang_export::sheet::funds(context);
        let amounts = ["年初预算", "调整后的预算", "全年执行数"];
        let known = amounts.map(|name| {
            let column = funds.columns.iter().find(|column| column.name == name)?;
            column.total.as_ref().map(|total| self.unit.of_yuan(total.value))
        });
        let Some(total) = context.evaluation.funds.first() else { return Ok(()) };
        let stated = [total.original_budget, total.final_budget, total.outturn];
        let (at, first, last) = (self.row, self.grid.money(), self.grid.last);
        let words = "年度资金总额与台账之差（公式）";
        self.pen.merged((at, 0), (at, first - 1), words, &style::sum_text())?;
        for column in first..=last {
            self.pen.text((at, column), "", &style::sum_text())?;
        }
        let (places, format) = (self.unit.places(), style::sum(style::money(self.unit)));
        for ((column, known), stated) in (first..).zip(known).zip(stated) {
            let Some(known) = known else { continue };
            let stated = self.unit.of_yuan(stated.yuan());
            let cell = row_col_to_cell(row, column);
            let formula = format!("=ROUND({cell}-{},{places})", known.normalize());
            self.pen.formula((at, column), &formula, stated - known, &format)?;
        }
        self.alarm(at, first..first + 3)?;
        self.row += 1;
        Ok(())
    }

    /// Shows differences that are not zero.
    fn alarm(&mut self, row: u32, columns: impl IntoIterator<Item = u16>) -> Result<(), BookError> {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::NotEqualTo(0))
            .set_format(style::alarm());
        for column in columns {
            self.pen.sheet.add_conditional_format(row, column, row, column, &rule)?;
        }
        Ok(())
    }

    /// Writes the sum of `parts`, and below how far it is from what the ledger knows.
    fn proved(
        &mut self,
        column: u16,
        parts: &[String],
        sum: Decimal,
        known: Decimal,
    ) -> Result<(), BookError> {
        let (row, places) = (self.row, self.places);
        let format = style::sum(&style::decimals(places));
        let parts = if parts.is_empty() { "0".to_owned() } else { parts.join("+") };
        self.pen.formula((row, column), &format!("=ROUND({parts},{places})"), sum, &format)?;
        let cell = row_col_to_cell(row, column);
        let formula = format!("=ROUND({cell}-{},{places})", known.normalize());
        self.pen.formula((row + 1, column), &formula, sum - known, &format)
    }
}

/// Returns the exact sums of weights and scores.
fn sums(evaluation: &SelfEvaluation) -> [Decimal; 2] {
    let fund = evaluation.funds.first().filter(|fund| fund.score.is_some());
    let weights = evaluation.indicators.iter().map(|row| row.weight);
    let scores = evaluation.indicators.iter().map(|row| row.score);
    let weight = fund.and_then(|fund| fund.weight).unwrap_or_default();
    let score = fund.and_then(|fund| fund.score).unwrap_or_default();
    [weight + weights.sum::<Decimal>(), score + scores.sum::<Decimal>()]
}
