//! The workbook: its sheets in order, its properties, its bytes.

use rust_xlsxwriter::{DocProperties, Workbook};
use taizhang_export::profile::{ProfileTable, write_booleans};
use taizhang_export::sheet::{self, Fact};
use taizhang_export::{AmountUnit, ExportContext, Options};

use crate::error::BookError;
use crate::pen::day;
use crate::{charts, form, table};

/// Makes the workbook.
///
/// Its date is the day of signature, so that the same year gives the same bytes.
pub(crate) fn make(context: &ExportContext, options: &Options) -> Result<Vec<u8>, BookError> {
    let unit = AmountUnit::read(options);
    let mut book = Workbook::new();
    book.set_properties(&properties(context)?);
    form::add(&mut book, context, unit)?;
    let fact = Fact {
        key: "about.amount_unit",
        label: "金额单位",
        value: unit.name().to_owned(),
        remark: "",
    };
    let mut sheets = sheet::of_year(context, vec![fact]);
    write_booleans(&mut sheets, options);
    for sheet in &sheets {
        table::add(&mut book, context, sheet, unit)?;
    }
    charts::add(&mut book, context)?;
    Ok(book.save_to_buffer()?)
}

/// Makes the workbook of a profile: its tables, each a worksheet under the table's name.
pub(crate) fn of_profile(
    context: &ExportContext,
    tables: &[ProfileTable],
) -> Result<Vec<u8>, BookError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(context)?);
    for table in tables {
        // Amounts are numbers already, in the unit of their column.
        table::add(&mut book, context, &table.sheet, AmountUnit::Yuan)?;
    }
    Ok(book.save_to_buffer()?)
}

fn properties(context: &ExportContext) -> Result<DocProperties, BookError> {
    let head = &context.head;
    Ok(DocProperties::new()
        .set_title(&context.report.title)
        .set_company(&context.unit.name)
        .set_author(&context.unit.name)
        .set_subject(format!("{}年度", context.year.get()))
        .set_comment(format!("台账 {} 条，{} {}", head.sequence, head.algorithm, head.hash))
        .set_creation_datetime(&day(context.report.signature.date)?))
}
