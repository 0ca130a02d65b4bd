//! The self-evaluation form (自评表) as it is printed and signed: funds, objective, indicators.
//!
//! The indicator block has the columns of the pack; the other blocks are laid over the same grid.

mod indicators;
mod objective;
mod total;

use rust_decimal::Decimal;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::utility::row_col_to_cell;
use taizhang_export::{AmountUnit, ExportContext, FundRow, IndicatorColumn, SelfEvaluation};

use crate::error::BookError;
use crate::height::height;
use crate::page;
use crate::pen::Pen;
use crate::style;

const TITLE: &str = "自评表";
/// Columns of the funds block right of the names: budgets, outturn, points, rate.
const FUND_COLUMNS: u16 = 6;
/// Fewest columns of the grid: a label, two for the names of funds, and their numbers.
const NARROWEST: usize = 9;
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
    let evaluation = &context.evaluation;
    let grid = Grid::of(&evaluation.columns);
    for (column, width) in (0..).zip(&grid.widths) {
        sheet.set_column_width(column, *width)?;
    }
    let mut form = Form { pen: Pen { sheet }, row: 0, places: places(evaluation), unit, grid };
    form.head(context)?;
    let total_row = form.row + 1;
    let execution = form.funds(&evaluation.funds)?;
    form.objective(evaluation)?;
    let (first, header) = (form.row + 1, form.row);
    form.indicators(&evaluation.indicators)?;
    form.total(evaluation, execution, first)?;
    form.funds_proof(context, total_row)?;
    form.remarks(context)?;
    page::fit(form.pen.sheet, 0, 0)?;
    page::set(form.pen.sheet, context, TITLE, Some((header, header)))
}

/// Returns the decimals that all points need.
fn places(evaluation: &SelfEvaluation) -> u32 {
    let rows = evaluation.indicators.iter().flat_map(|row| [row.weight, row.score]);
    let funds = evaluation.funds.iter().flat_map(|row| [row.weight, row.score]).flatten();
    let totals = [evaluation.total_score, evaluation.total_weight];
    let points = rows.chain(funds).chain(totals);
    points.map(|points| points.normalize().scale()).max().unwrap_or_default()
}

/// The columns of the worksheet: a label, then those of the pack's indicator block.
struct Grid {
    columns: Vec<IndicatorColumn>,
    /// Widths in characters.
    widths: Vec<u16>,
    /// The rightmost column of the worksheet.
    last: u16,
}

impl Grid {
    fn of(columns: &[IndicatorColumn]) -> Self {
        let columns = columns.to_vec();
        let mut widths: Vec<u16> =
            std::iter::once(10).chain(columns.iter().map(|column| width(*column))).collect();
        if widths.len() < NARROWEST {
            let wide = widths.pop().unwrap_or_default();
            let parts = NARROWEST - widths.len();
            let part = wide / u16::try_from(parts).unwrap_or(u16::MAX);
            widths.resize(NARROWEST, part.max(14));
        }
        let last = u16::try_from(widths.len() - 1).unwrap_or(u16::MAX);
        Self { columns, widths, last }
    }

    /// Returns the first of the columns that hold the numbers of funds.
    const fn money(&self) -> u16 {
        self.last + 1 - FUND_COLUMNS
    }

    /// Returns where the pack has a column.
    fn place(&self, wanted: IndicatorColumn) -> Option<u16> {
        let places = (1..).zip(&self.columns);
        places.into_iter().find(|(_, column)| **column == wanted).map(|(place, _)| place)
    }

    /// Returns where a column of the indicator block ends: the last one fills the grid.
    fn end(&self, place: u16) -> u16 {
        if usize::from(place) == self.columns.len() { self.last } else { place }
    }

    /// Returns the characters that fit over columns.
    fn room(&self, from: u16, to: u16) -> u32 {
        let widths = self.widths.iter().zip(0..).filter(|(_, column)| (from..=to).contains(column));
        widths.map(|(width, _)| u32::from(*width)).sum()
    }
}

/// Returns the width of a column in characters.
const fn width(column: IndicatorColumn) -> u16 {
    use IndicatorColumn as C;
    match column {
        C::Unit | C::Nature | C::Weight => 10,
        C::Level1 | C::Score | C::Core => 12,
        C::Level2 => 14,
        C::Target | C::OriginalTarget | C::AdjustedTarget | C::Coefficient => 16,
        C::Actual => 18,
        C::Name => 26,
        C::Explanation => 34,
    }
}

/// The form down to the row that comes next.
struct Form<'s> {
    pen: Pen<'s>,
    row: u32,
    places: u32,
    unit: AmountUnit,
    grid: Grid,
}

impl Form<'_> {
    fn head(&mut self, context: &ExportContext) -> Result<(), BookError> {
        let (line, last) = (style::line(), self.grid.last);
        let names = [
            (context.unit.name.as_str(), self.grid.room(1, 4)),
            (&context.unit.department, self.grid.room(6, last)),
        ];
        let pen = &mut self.pen;
        pen.merged((0, 0), (0, last), &context.evaluation.pack.title, &style::title())?;
        pen.sheet.set_row_height(0, 30)?;
        pen.text((1, 0), &format!("{}年度", context.year.get()), &line)?;
        let unit = format!("金额单位：{}", self.unit.name());
        pen.text((1, last), &unit, &style::right_line())?;
        pen.text((2, 0), "单位名称", &style::heading())?;
        pen.merged((2, 1), (2, 4), &context.unit.name, &style::text())?;
        pen.text((2, 5), "主管部门", &style::heading())?;
        pen.merged((2, 6), (2, last), &context.unit.department, &style::text())?;
        // Merged cells do not make their row grow.
        pen.sheet.set_row_height(2, height(names))?;
        self.row = 3;
        Ok(())
    }

    /// Writes the funds; gives the cells of weight and score on the total row.
    fn funds(&mut self, funds: &[FundRow]) -> Result<Option<(String, String)>, BookError> {
        let (top, last) = (self.row, self.grid.last);
        let money = self.grid.money();
        let names =
            ["年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"];
        self.pen.merged((top, 1), (top, money - 1), "资金来源", &style::heading())?;
        for (column, name) in (money..).zip(names) {
            self.pen.text((top, column), name, &style::heading())?;
        }
        self.row += 1;
        for fund in funds {
            self.fund(fund)?;
        }
        self.pen.merged((top, 0), (self.row - 1, 0), "预算执行情况", &style::heading())?;
        let scored = funds.first().filter(|fund| fund.score.is_some());
        let cell = |column| row_col_to_cell(top + 1, column);
        Ok(scored.map(|_| (cell(last - 2), cell(last))))
    }

    fn fund(&mut self, fund: &FundRow) -> Result<(), BookError> {
        let row = self.row;
        let (first, last) = (self.grid.money(), self.grid.last);
        self.pen.merged((row, 1), (row, first - 1), &fund.name, &style::text())?;
        let room = self.grid.room(1, first - 1);
        self.pen.sheet.set_row_height(row, height([(fund.name.as_str(), room)]))?;
        let money = style::number(style::money(self.unit));
        for (column, amount) in
            (first..).zip([fund.original_budget, fund.final_budget, fund.outturn])
        {
            self.pen.number((row, column), self.unit.of_yuan(amount.yuan()), &money)?;
        }
        match fund.rate.percent(2) {
            Some(rate) => self.pen.number(
                (row, last - 1),
                rate / Decimal::ONE_HUNDRED,
                &style::number(style::PERCENT),
            )?,
            None => self.pen.text((row, last - 1), "—", &style::centred())?,
        }
        self.points(last - 2, fund.weight)?;
        self.points(last, fund.score)?;
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

    fn remarks(&mut self, context: &ExportContext) -> Result<(), BookError> {
        let pack = &context.evaluation.pack;
        let mut words = format!("表样：{}（{}）。", pack.id, pack.source);
        if !pack.verified {
            words.push_str("本表样未与原文逐条核对。");
        }
        let row = self.row;
        self.pen.merged((row, 0), (row, self.grid.last), &words, &style::remark())?;
        self.pen.sheet.set_row_height(row, 2 * LINE)?;
        Ok(())
    }
}
