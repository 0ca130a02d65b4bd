//! The tables of the package.

mod activities;
mod budget;
mod codes;
mod figures;
mod indicators;
mod payments;

use taizhang_export::{ExportContext, ExportError};

use crate::resource::{ExtraField, Resource};

/// Makes all tables, facts first.
pub(crate) fn all(context: &ExportContext) -> Result<Vec<Resource>, ExportError> {
    Ok(vec![
        budget::lines(context)?,
        budget::changes(context)?,
        payments::movements(context)?,
        figures::figures(context)?,
        indicators::indicators(context)?,
        activities::activities(context)?,
        activities::results(context)?,
        codes::functions(context)?,
        codes::economics(context)?,
        codes::funds(context)?,
    ])
}

/// What holds for every amount of the year: whose, which year, which currency, going out.
fn constants(context: &ExportContext) -> Vec<ExtraField> {
    let constant = |name, kind, column_type, value: serde_json::Value| ExtraField {
        name,
        kind,
        column_type,
        constant: Some(value),
        normalization_target: false,
    };
    let year = i64::from(context.year.get());
    vec![
        constant("fiscal_year", "integer", "date:fiscal-year", year.into()),
        constant("currency", "string", "value-currency:code", "CNY".into()),
        constant("direction", "string", "direction", "expenditure".into()),
        constant(
            "unit",
            "string",
            "administrative-classification:generic:code",
            context.unit.code.as_str().into(),
        ),
        constant(
            "unit_name",
            "string",
            "administrative-classification:generic:label",
            context.unit.name.as_str().into(),
        ),
    ]
}
