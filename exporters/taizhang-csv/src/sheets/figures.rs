//! Where every number comes from (取数说明): the state of the ledger, then all figures.

use taizhang_export::{ExportContext, FigureEntry, FigureValue};

use super::rate;
use crate::cell::Cell;
use crate::column::{Column, Sheet};
use crate::format::{AmountUnit, Format};

/// What the clerk must know before opening the files by double click.
const IMPORT_NOTE: &str = "CSV 不能标明单元格类型。用电子表格打开时，请通过“导入文本”把编码、\
                           凭证号和文号各列设为“文本”，否则前导零会丢失、长编码会变成近似数";

/// 取数说明.
pub(crate) struct Figures;

/// One line of the explanation.
pub(crate) enum FigureRow<'a> {
    /// A fact about the export, under a key that no figure has.
    About { key: &'static str, label: &'static str, value: String, remark: &'static str },
    /// A figure.
    Figure { entry: &'a FigureEntry, unit: AmountUnit },
}

impl Sheet for Figures {
    type Row<'a> = FigureRow<'a>;

    const COLUMNS: &'static [Column<Self>] = &[
        Column::new("键", |row| key(row)),
        Column::new("名称", |row| label(row)),
        Column::new("数值", |row| value(row)),
        Column::new("单位", |row| unit(row)),
        Column::new("口径", |row| base(row)),
        Column::new("算法", |row| formula(row)),
        Column::new("依据事件数", |row| events(row)),
    ];

    fn file_name(_: AmountUnit) -> String {
        "取数说明.csv".to_owned()
    }

    fn rows(context: &ExportContext, format: Format) -> Vec<FigureRow<'_>> {
        let unit = format.unit;
        let figures = context.figures.iter().map(|entry| FigureRow::Figure { entry, unit });
        about(context, format).into_iter().chain(figures).collect()
    }
}

/// States whose year this is, which ledger it comes from, and how the files are written.
fn about(context: &ExportContext, format: Format) -> Vec<FigureRow<'static>> {
    let pack = &context.evaluation.pack;
    let verified = if pack.verified { "是" } else { "否" };
    let fact = |key, label, value: String| FigureRow::About { key, label, value, remark: "" };
    vec![
        fact("about.unit_code", "预算单位编码", context.unit.code.to_string()),
        fact("about.unit_name", "预算单位", context.unit.name.clone()),
        fact("about.year", "预算年度", context.year.to_string()),
        fact("about.as_of", "截止日期", context.as_of.to_string()),
        fact("about.head.sequence", "台账末条事件序号", context.head.sequence.to_string()),
        fact("about.head.algorithm", "台账摘要算法", context.head.algorithm.clone()),
        fact("about.head.hash", "台账末条事件摘要", context.head.hash.clone()),
        fact("about.pack", "表样", pack.id.clone()),
        fact("about.pack.verified", "表样是否已核对原文", verified.to_owned()),
        fact("about.encoding", "文件编码", format.charset.name().to_owned()),
        fact("about.amount_unit", "金额单位", format.unit.name().to_owned()),
        FigureRow::About {
            key: "about.import",
            label: "打开方法",
            value: String::new(),
            remark: IMPORT_NOTE,
        },
    ]
}

fn key(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::About { key, .. } => Cell::Mark(key),
        FigureRow::Figure { entry, .. } => Cell::text(entry.figure.key.as_str()),
    }
}

fn label(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::About { label, .. } => Cell::Mark(label),
        FigureRow::Figure { entry, .. } => Cell::text(&entry.figure.label),
    }
}

fn value(row: &FigureRow<'_>) -> Cell {
    let entry = match row {
        FigureRow::About { value, .. } => return Cell::text(value),
        FigureRow::Figure { entry, .. } => entry,
    };
    match &entry.figure.value {
        FigureValue::Money(amount) => Cell::Amount(*amount),
        FigureValue::Quantity(quantity) => Cell::number(&quantity.value.normalize()),
        FigureValue::Ratio(ratio) => rate(ratio),
    }
}

fn unit(row: &FigureRow<'_>) -> Cell {
    let FigureRow::Figure { entry, unit } = row else {
        return Cell::Blank;
    };
    match &entry.figure.value {
        FigureValue::Money(_) => Cell::Mark(unit.name()),
        FigureValue::Quantity(quantity) => Cell::text(&quantity.unit),
        FigureValue::Ratio(_) => Cell::Mark("%"),
    }
}

/// Names what a rate is a rate of.
fn base(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::Figure { entry, .. } => {
            entry.figure.value.ratio().map_or(Cell::Blank, |ratio| Cell::text(ratio.base()))
        }
        FigureRow::About { .. } => Cell::Blank,
    }
}

fn formula(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::About { remark, .. } => Cell::Mark(remark),
        FigureRow::Figure { entry, .. } => Cell::text(&entry.figure.formula),
    }
}

fn events(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::About { .. } => Cell::Blank,
        FigureRow::Figure { entry, .. } => Cell::number(&entry.events),
    }
}
