//! Computed figures, each with its formula.

use taizhang_export::{ExportContext, ExportError, FigureEntry, FigureValue};

use crate::column::{Column, Kind, yuan};
use crate::resource::Resource;

const COLUMNS: &[Column<FigureEntry>] = &[
    Column::text("key", "取数名", |row: &FigureEntry| row.figure.key.to_string()).unique(),
    Column::text("label", "名称", |row: &FigureEntry| row.figure.label.clone()).required(),
    Column::text("kind", "类型", |row: &FigureEntry| kind(&row.figure.value).to_owned())
        .one_of(&["money", "quantity", "ratio"]),
    Column::new("value", "数值（比率为空）", Kind::Number, |row: &FigureEntry| {
        value(&row.figure.value)
    }),
    Column::text("unit", "单位", |row: &FigureEntry| unit(&row.figure.value)),
    Column::new("numerator", "分子", Kind::Number, |row: &FigureEntry| match &row.figure.value {
        FigureValue::Ratio(ratio) => ratio.numerator().normalize().to_string(),
        FigureValue::Money(_) | FigureValue::Quantity(_) => String::new(),
    }),
    Column::new("denominator", "分母", Kind::Number, |row: &FigureEntry| {
        match &row.figure.value {
            FigureValue::Ratio(ratio) => ratio.denominator().normalize().to_string(),
            FigureValue::Money(_) | FigureValue::Quantity(_) => String::new(),
        }
    }),
    Column::text("base", "口径", |row: &FigureEntry| match &row.figure.value {
        FigureValue::Ratio(ratio) => ratio.base().to_owned(),
        FigureValue::Money(_) | FigureValue::Quantity(_) => String::new(),
    }),
    Column::text("formula", "算法", |row: &FigureEntry| row.figure.formula.clone()),
    Column::new("events", "事件数", Kind::Integer, |row: &FigureEntry| row.events.to_string())
        .required()
        .not_below_zero(),
];

/// One row per figure.
pub(super) fn figures(context: &ExportContext) -> Result<Resource, ExportError> {
    Resource::new("figures", "取数", &["key"], COLUMNS, &context.figures)
}

const fn kind(value: &FigureValue) -> &'static str {
    match value {
        FigureValue::Money(_) => "money",
        FigureValue::Quantity(_) => "quantity",
        FigureValue::Ratio(_) => "ratio",
    }
}

fn value(value: &FigureValue) -> String {
    match value {
        FigureValue::Money(amount) => yuan(*amount),
        FigureValue::Quantity(quantity) => quantity.value.normalize().to_string(),
        FigureValue::Ratio(_) => String::new(),
    }
}

fn unit(value: &FigureValue) -> String {
    match value {
        FigureValue::Money(_) => "元".to_owned(),
        FigureValue::Quantity(quantity) => quantity.unit.clone(),
        FigureValue::Ratio(_) => String::new(),
    }
}
