//! The self-evaluation form (自评表) as it is printed and signed: funds, objective, indicators.

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Workbook};
use taizhang_export::{AmountUnit, ExportContext, FundRow, IndicatorRow, SelfEvaluation};

use crate::error::BookError;
use crate::height::height;
use crate::page;
use crate::pen::Pen;
use crate::style;

const TITLE: &str = "自评表";
/// Widths of the columns in characters.
const WIDTHS: [u16; 9] = [10, 12, 14, 26, 16, 18, 10, 12, 34];
const LAST: u16 = 8;
const WEIGHT: u16 = 6;
const SCORE: u16 = 7;
/// Height of an empty line in points.
const LINE: u32 = 15;

/// Adds the form to the workbook.
pub(crate) fn add(
    book: &mut Workbook,
    context: &ExportContext,
    unit: AmountUnit,
) -> Result<(), BookError> {
    let sheet = book.add_worksheet();
    sheet.set_name(TITLE)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let evaluation = &context.evaluation;
    let mut form = Form { pen: Pen { sheet }, row: 0, places: places(evaluation), unit };
    form.head(context)?;
    let execution = form.funds(&evaluation.funds)?;
    form.objective(evaluation)?;
    let (first, header) = (form.row + 1, form.row);
    form.indicators(&evaluation.indicators)?;
    form.total(evaluation, execution, first)?;
    form.remarks(context)?;
    page::fit(form.pen.sheet, 0, 0)?;
    page::set(form.pen.sheet, context, TITLE, Some((header, header)))
}

/// Returns the characters that fit over columns.
fn room(from: u16, to: u16) -> u32 {
    let widths = WIDTHS.iter().zip(0..).filter(|(_, column)| (from..=to).contains(column));
    widths.map(|(width, _)| u32::from(*width)).sum()
}

/// Returns the decimals that all points need.
fn places(evaluation: &SelfEvaluation) -> u32 {
    let rows = evaluation.indicators.iter().flat_map(|row| [row.weight, row.score]);
    let funds = evaluation.funds.iter().flat_map(|row| [row.weight, row.score]).flatten();
    let totals = [evaluation.total_score, evaluation.total_weight];
    let points = rows.chain(funds).chain(totals);
    points.map(|points| points.normalize().scale()).max().unwrap_or_default()
}

/// The form down to the row that comes next.
struct Form<'s> {
    pen: Pen<'s>,
    row: u32,
    places: u32,
    unit: AmountUnit,
}

impl Form<'_> {
    fn head(&mut self, context: &ExportContext) -> Result<(), BookError> {
        let (pen, line) = (&mut self.pen, style::line());
        pen.merged((0, 0), (0, LAST), &context.evaluation.pack.title, &style::title())?;
        pen.sheet.set_row_height(0, 30)?;
        pen.text((1, 0), &format!("{}年度", context.year.get()), &line)?;
        let unit = format!("金额单位：{}", self.unit.name());
        pen.text((1, LAST), &unit, &style::right_line())?;
        pen.text((2, 0), "单位名称", &style::heading())?;
        pen.merged((2, 1), (2, 4), &context.unit.name, &style::text())?;
        pen.text((2, 5), "主管部门", &style::heading())?;
        pen.merged((2, 6), (2, LAST), &context.unit.department, &style::text())?;
        self.row = 3;
        Ok(())
    }

    /// Writes the funds; gives the cells of weight and score on the total row.
    fn funds(&mut self, funds: &[FundRow]) -> Result<Option<(String, String)>, BookError> {
        let top = self.row;
        let names =
            ["年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"];
        self.pen.merged((top, 1), (top, 2), "资金来源", &style::heading())?;
        for (column, name) in (3..).zip(names) {
            self.pen.text((top, column), name, &style::heading())?;
        }
        self.row += 1;
        for fund in funds {
            self.fund(fund)?;
        }
        self.pen.merged((top, 0), (self.row - 1, 0), "预算执行情况", &style::heading())?;
        let scored = funds.first().filter(|fund| fund.score.is_some());
        let cell = |column| row_col_to_cell(top + 1, column);
        Ok(scored.map(|_| (cell(WEIGHT), cell(LAST))))
    }

    fn fund(&mut self, fund: &FundRow) -> Result<(), BookError> {
        let row = self.row;
        self.pen.merged((row, 1), (row, 2), &fund.name, &style::text())?;
        let money = style::number(style::money(self.unit));
        for (column, amount) in (3..).zip([fund.original_budget, fund.final_budget, fund.outturn]) {
            self.pen.number((row, column), self.unit.of_yuan(amount.yuan()), &money)?;
        }
        match fund.rate.percent(2) {
            Some(rate) => self.pen.number(
                (row, SCORE),
                rate / Decimal::ONE_HUNDRED,
                &style::number(style::PERCENT),
            )?,
            None => self.pen.text((row, SCORE), "—", &style::centred())?,
        }
        self.points(WEIGHT, fund.weight)?;
        self.points(LAST, fund.score)?;
        self.row += 1;
        Ok(())
    }

    /// Writes points into the current row, or an empty cell.
    fn points(&mut self, column: u16, points: Option<Decimal>) -> Result<(), BookError> {
        let format = style::number(&style::decimals(self.places));
        match points {
            Some(points) => self.pen.number((self.row, column), points, &format),
            None => self.pen.text((self.row, column), "", &style::text()),
        }
    }

    fn objective(&mut self, evaluation: &SelfEvaluation) -> Result<(), BookError> {
        let row = self.row;
        self.pen.merged((row, 0), (row + 1, 0), "年度总体目标", &style::heading())?;
        self.pen.merged((row, 1), (row, 4), "预期目标", &style::heading())?;
        self.pen.merged((row, 5), (row, LAST), "实际完成情况", &style::heading())?;
        self.pen.merged((row + 1, 1), (row + 1, 4), &evaluation.objective, &style::text())?;
        self.pen.merged((row + 1, 5), (row + 1, LAST), &evaluation.outcome, &style::text())?;
        let (left, right) = (room(1, 4), room(5, LAST));
        let words = [(evaluation.objective.as_str(), left), (evaluation.outcome.as_str(), right)];
        self.pen.sheet.set_row_height(row + 1, height(words) + LINE)?;
        self.row += 2;
        Ok(())
    }

    fn indicators(&mut self, rows: &[IndicatorRow]) -> Result<(), BookError> {
        let names = [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ];
        for (column, name) in (0..).zip(names) {
            self.pen.text((self.row, column), name, &style::heading())?;
        }
        self.row += 1;
        let top = self.row;
        for row in rows {
            for (column, words) in (3..).zip([row.name.clone(), row.target_text()]) {
                self.pen.text((self.row, column), &words, &style::text())?;
            }
            self.pen.text((self.row, 5), &row.actual_text, &style::text())?;
            self.points(WEIGHT, Some(row.weight))?;
            self.points(SCORE, Some(row.score))?;
            let why = [row.variance_reason.as_str(), row.corrective_action.as_str()];
            let why: Vec<&str> = why.into_iter().filter(|words| !words.is_empty()).collect();
            let why = why.join("；");
            self.pen.text((self.row, LAST), &why, &style::text())?;
            let target = row.target_text();
            let words = [row.name.as_str(), &target, &row.actual_text];
            let rooms = (3..).map(|column| room(column, column));
            let cells = words.into_iter().zip(rooms).chain([(why.as_str(), room(LAST, LAST))]);
            self.pen.sheet.set_row_height(self.row, height(cells))?;
            self.row += 1;
        }
        let first = |row: &IndicatorRow| row.level1.clone();
        let second = |row: &IndicatorRow| format!("{}\n{}", row.level1, row.level2);
        self.groups(rows, top, 0, |_| String::new(), |_| "绩效指标")?;
        self.groups(rows, top, 1, first, |row| &row.level1)?;
        self.groups(rows, top, 2, second, |row| &row.level2)
    }

    /// Joins the cells of a column over rows that follow each other and belong together.
    fn groups(
        &mut self,
        rows: &[IndicatorRow],
        top: u32,
        column: u16,
        belongs: impl Fn(&IndicatorRow) -> String,
        words: impl Fn(&IndicatorRow) -> &str,
    ) -> Result<(), BookError> {
        let mut from = top;
        for group in rows.chunk_by(|before, after| belongs(before) == belongs(after)) {
            let height = u32::try_from(group.len()).map_err(|_| BookError::Rows)?;
            if let Some(first) = group.first() {
                let to = from + height - 1;
                self.pen.merged((from, column), (to, column), words(first), &style::centred())?;
            }
            from += height;
        }
        Ok(())
    }

    /// Writes the sum of all points as formulas, and how far they are from the ledger's.
    fn total(
        &mut self,
        evaluation: &SelfEvaluation,
        execution: Option<(String, String)>,
        first: u32,
    ) -> Result<(), BookError> {
        let (row, places) = (self.row, self.places);
        let format = style::sum(&style::decimals(places));
        self.pen.merged((row, 0), (row, 5), "总分（公式）", &style::sum_text())?;
        self.pen.merged((row + 1, 0), (row + 1, 5), "与台账总分之差", &style::sum_text())?;
        let (weight, score) = execution.unzip();
        for (column, other, known) in
            [(WEIGHT, weight, evaluation.total_weight), (SCORE, score, evaluation.total_score)]
        {
            let mut parts: Vec<String> = other.into_iter().collect();
            if !evaluation.indicators.is_empty() {
                parts.push(format!("SUM({})", cell_range(first, column, row - 1, column)));
            }
            if parts.is_empty() {
                parts.push("0".to_owned());
            }
            let formula = format!("=ROUND({},{places})", parts.join("+"));
            let sum = sum(evaluation, column);
            self.pen.formula((row, column), &formula, sum, &format)?;
            let cell = row_col_to_cell(row, column);
            let formula = format!("=ROUND({cell}-{},{places})", known.normalize());
            self.pen.formula((row + 1, column), &formula, sum - known, &format)?;
        }
        let grade = format!("等级：{}", evaluation.grade);
        self.pen.text((row, LAST), &grade, &style::sum_text())?;
        self.pen.text((row + 1, LAST), "", &style::sum_text())?;
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::NotEqualTo(0))
            .set_format(style::alarm());
        self.pen.sheet.add_conditional_format(row + 1, WEIGHT, row + 1, SCORE, &rule)?;
        self.row += 2;
        Ok(())
    }

    fn remarks(&mut self, context: &ExportContext) -> Result<(), BookError> {
        let pack = &context.evaluation.pack;
        let mut words = format!("表样：{}（{}）。", pack.id, pack.source);
        if !pack.verified {
            words.push_str("本表样未与原文逐条核对。");
        }
        let row = self.row;
        self.pen.merged((row, 0), (row, LAST), &words, &style::remark())?;
        self.pen.sheet.set_row_height(row, 2 * LINE)?;
        Ok(())
    }
}

/// Returns the exact sum of a column of points.
fn sum(evaluation: &SelfEvaluation, column: u16) -> Decimal {
    let fund = evaluation.funds.first().filter(|fund| fund.score.is_some());
    let (of_funds, of_indicators): (_, Decimal) = if column == WEIGHT {
        let rows = evaluation.indicators.iter().map(|row| row.weight);
        (fund.and_then(|fund| fund.weight), rows.sum())
    } else {
        let rows = evaluation.indicators.iter().map(|row| row.score);
        (fund.and_then(|fund| fund.score), rows.sum())
    };
    of_funds.unwrap_or_default() + of_indicators
}
