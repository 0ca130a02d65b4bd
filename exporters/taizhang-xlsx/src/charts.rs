//! The report's charts as native ones, each beside the numbers it shows.

use rust_xlsxwriter::{
    Chart as NativeChart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartSolidFill, ChartType, Color, Workbook, Worksheet,
};
use taizhang_export::ExportContext;
use taizhang_export::report::{Block, Chart, ChartKind};

use crate::error::BookError;
use crate::page;
use crate::pen::Pen;
use crate::style;

const TITLE: &str = "图表";
/// Rows that a chart is high.
const ROWS: u32 = 20;
/// Pixels between a chart and the page break above it.
const GAP: u32 = 6;
/// Size of a chart in pixels.
const SIZE: (u32, u32) = (720, 380);
/// Colours of series; each is clearly darker or lighter than the one before.
const COLOURS: [u32; 4] = [0x009D_B2C9, 0x0016_263A, 0x009A_3324, 0x004F_6B3A];

/// Adds a worksheet with every chart of the report, if there is one.
pub(crate) fn add(book: &mut Workbook, context: &ExportContext) -> Result<(), BookError> {
    let annexed = context.report.annexes.iter().flat_map(|annex| &annex.blocks);
    let charts: Vec<&Chart> = context
        .report
        .blocks
        .iter()
        .chain(annexed)
        .filter_map(|block| match block {
            Block::Chart(chart) if !chart.categories.is_empty() => Some(chart),
            _ => None,
        })
        .collect();
    if charts.is_empty() {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    sheet.set_name(TITLE)?;
    sheet.set_column_width(0, 28)?;
    let mut pen = Pen { sheet };
    let mut top = 0;
    let mut breaks = Vec::new();
    for chart in charts {
        let height = numbers(&mut pen, chart, top)?;
        draw(pen.sheet, chart, top)?;
        top += height.max(ROWS) + 2;
        breaks.push(top);
    }
    breaks.pop();
    pen.sheet.set_page_breaks(&breaks)?;
    page::fit(pen.sheet, 0, 0)?;
    page::set(pen.sheet, context, TITLE, None)
}

/// Writes what a chart shows; gives the rows that it took.
fn numbers(pen: &mut Pen<'_>, chart: &Chart, top: u32) -> Result<u32, BookError> {
    pen.text((top, 0), &format!("{}（单位：{}）", chart.caption, chart.unit), &style::line())?;
    pen.text((top + 1, 0), "项目", &style::heading())?;
    for (at, category) in (top + 2..).zip(&chart.categories) {
        pen.text((at, 0), category, &style::text())?;
    }
    for (column, series) in (1..).zip(&chart.series) {
        if series.values.len() != chart.categories.len() {
            return Err(BookError::Series {
                caption: chart.caption.clone(),
                series: series.name.clone(),
                values: series.values.len(),
                categories: chart.categories.len(),
            });
        }
        pen.sheet.set_column_width(column, 14)?;
        pen.text((top + 1, column), &series.name, &style::heading())?;
        let places = series.values.iter().map(|value| value.normalize().scale()).max();
        let format = style::number(&style::decimals(places.unwrap_or_default()));
        for (at, value) in (top + 2..).zip(&series.values) {
            pen.number((at, column), *value, &format)?;
        }
    }
    u32::try_from(chart.categories.len()).map(|rows| rows + 2).map_err(|_| BookError::Rows)
}

fn draw(sheet: &mut Worksheet, chart: &Chart, top: u32) -> Result<(), BookError> {
    let rows = u32::try_from(chart.categories.len()).map_err(|_| BookError::Rows)?;
    let (first, last) = (top + 2, top + 1 + rows);
    let mut native = match chart.kind {
        ChartKind::ColumnsAndLines => NativeChart::new(ChartType::Column),
        ChartKind::Bars => NativeChart::new(ChartType::Bar),
    };
    let mut lines = NativeChart::new(ChartType::Line);
    for (index, (column, _)) in (1_u16..).zip(&chart.series).enumerate() {
        let is_line = chart.kind == ChartKind::ColumnsAndLines && index > 0;
        let target = if is_line { &mut lines } else { &mut native };
        target
            .add_series()
            .set_name((TITLE, top + 1, column))
            .set_categories((TITLE, first, 0, last, 0))
            .set_values((TITLE, first, column, last, column))
            .set_format(&mut look(index, is_line));
    }
    if chart.kind == ChartKind::ColumnsAndLines && chart.series.len() > 1 {
        native.combine(&lines);
    }
    native.title().set_name(&chart.caption).set_font(ChartFont::new().set_size(12));
    native.legend().set_position(ChartLegendPosition::Bottom);
    if chart.kind == ChartKind::Bars {
        // The vertical axis has the categories; the first one stands on top, as in the table.
        native.y_axis().set_reverse().set_label_interval(1);
        native.x_axis().set_name(&chart.unit);
    } else {
        native.y_axis().set_name(&chart.unit);
    }
    native.set_width(SIZE.0).set_height(SIZE.1).set_alt_text(&chart.alt);
    let column = u16::try_from(chart.series.len()).unwrap_or(u16::MAX).saturating_add(2);
    sheet.insert_chart_with_offset(top, column, &native, 0, GAP)?;
    Ok(())
}

/// Returns the look of a series; lines differ by their dashes as well.
fn look(index: usize, is_line: bool) -> ChartFormat {
    let colour = Color::RGB(COLOURS[index % COLOURS.len()]);
    let mut format = ChartFormat::new();
    if is_line {
        let dashes = if index.is_multiple_of(2) {
            ChartLineDashType::Dash
        } else {
            ChartLineDashType::Solid
        };
        format.set_line(ChartLine::new().set_color(colour).set_width(2).set_dash_type(dashes));
    } else {
        format.set_solid_fill(ChartSolidFill::new().set_color(colour));
    }
    format
}
