//! The codes that lines and payments use, each once, with its name in the year's list.

use std::collections::BTreeMap;

use taizhang_export::{ExportContext, ExportError, FundType, NamedCode};

use crate::column::Column;
use crate::resource::Resource;

const FUNCTIONS: &[Column<NamedCode>] = &[
    Column::code("function", "支出功能分类编码", |row: &NamedCode| row.code.clone())
        .of_type("functional-classification:generic:code")
        .unique(),
    Column::text("name", "名称", |row: &NamedCode| row.name.clone())
        .of_type("functional-classification:generic:label"),
    Column::code("level1", "类", |row: &NamedCode| upper(row, 3))
        .of_type("functional-classification:generic:level1:code"),
    Column::text("level2", "款", |row: &NamedCode| upper(row, 5))
        .of_type("functional-classification:generic:level2:code"),
    Column::text("level3", "项", |row: &NamedCode| upper(row, 7))
        .of_type("functional-classification:generic:level3:code"),
];

const ECONOMICS: &[Column<NamedCode>] = &[
    Column::code("economic", "部门支出经济分类编码", |row: &NamedCode| row.code.clone())
        .of_type("economic-classification:generic:code")
        .unique(),
    Column::text("name", "名称", |row: &NamedCode| row.name.clone())
        .of_type("economic-classification:generic:label"),
    Column::code("level1", "类", |row: &NamedCode| upper(row, 3))
        .of_type("economic-classification:generic:level1:code"),
    Column::text("level2", "款", |row: &NamedCode| upper(row, 5))
        .of_type("economic-classification:generic:level2:code"),
];

const FUNDS: &[Column<FundType>] = &[
    Column::code("fund", "资金性质编码", |row: &FundType| row.code().to_owned())
        .of_type("fin-source:generic:code")
        .unique(),
    Column::text("name", "名称", |row: &FundType| row.name().to_owned())
        .of_type("fin-source:generic:label")
        .required(),
];

/// Functional codes of all lines and payments.
pub(super) fn functions(context: &ExportContext) -> Result<Resource, ExportError> {
    let lines = context.lines.iter().map(|line| &line.function);
    let payments = context.expenditures.iter().map(|payment| &payment.function);
    let rows = distinct(lines.chain(payments));
    Resource::new("functions", "支出功能分类", &["function"], FUNCTIONS, &rows)
}

/// Department economic codes of all lines and payments.
pub(super) fn economics(context: &ExportContext) -> Result<Resource, ExportError> {
    let lines = context.lines.iter().map(|line| &line.economic);
    let payments = context.expenditures.iter().map(|payment| &payment.economic);
    let rows = distinct(lines.chain(payments));
    Resource::new("economics", "部门支出经济分类", &["economic"], ECONOMICS, &rows)
}

/// Every nature of funds; the list is short and the same for all.
pub(super) fn funds(_: &ExportContext) -> Result<Resource, ExportError> {
    Resource::new("funds", "资金性质", &["fund"], FUNDS, &FundType::ALL)
}

fn distinct<'a>(codes: impl Iterator<Item = &'a NamedCode>) -> Vec<NamedCode> {
    let named: BTreeMap<&str, &NamedCode> = codes.map(|code| (code.code.as_str(), code)).collect();
    named.into_values().cloned().collect()
}

/// Returns the first `digits` of a code, or nothing where the code ends before.
fn upper(row: &NamedCode, digits: usize) -> String {
    row.code.get(..digits).unwrap_or_default().to_owned()
}
