//! Which column of a file a refusal of the rules speaks of, so that its cell can be shown.

use taizhang_core::book::{Field as Text, Refusal};
use taizhang_import::field::Field;

use super::preview::{ImportPreview, Judged, Verdict};

impl ImportPreview {
    /// Returns the header of the column that a refused row's refusal speaks of; none where it speaks
    /// of no single cell, or the file has no column for it.
    pub fn refused_column(&self, row: &Judged) -> Option<String> {
        let Verdict::Refused(refusal) = &row.verdict else { return None };
        let source = self.sources.get(row.row.source)?;
        // What was made of other rows is known by the rows and columns that it was made of.
        if source.table.origin.is_some() {
            return None;
        }
        let column = |field: &Field| {
            let part = row.row.part.filter(|_| *field == Field::Amount);
            match part.and_then(|part| source.mapping.parts.get(part)) {
                Some(part) => source.table.columns.get(part.position),
                None => source.mapping.column(&source.table, *field),
            }
        };
        let columns: Vec<_> = fields(refusal).iter().filter_map(column).collect();
        // Of the two lines of a virement the one is meant that stands in the cell.
        let said = value(refusal).and_then(|said| {
            let cells = source.table.row(row.row.row)?;
            columns.iter().find(|column| cells.cell(column.position).to_string().trim() == said)
        });
        said.or(columns.first()).map(|column| column.name.clone())
    }
}

/// The text that a refusal speaks of, where it may stand in one of several columns.
fn value(refusal: &Refusal) -> Option<String> {
    match refusal {
        Refusal::UnknownLine { line, .. } => Some(line.to_string()),
        _ => None,
    }
}

/// The fields that a refusal speaks of, the likeliest first. Refusals of the ledger's state, and of
/// commands that no file gives, speak of none.
fn fields(refusal: &Refusal) -> &'static [Field] {
    match refusal {
        Refusal::MonthLocked(_)
        | Refusal::OutsideYear { .. }
        | Refusal::FutureDate { .. }
        | Refusal::BeforeTarget { .. } => &[Field::Date, Field::End, Field::Start],
        Refusal::EndsBeforeStart { .. } => &[Field::End, Field::Start],
        Refusal::AmountNotPositive(_)
        | Refusal::InsufficientAllotment { .. }
        | Refusal::InsufficientFrozen { .. }
        | Refusal::ReturnExceedsPayment { .. }
        | Refusal::Money(_) => &[Field::Amount],
        Refusal::AssetValues { .. } => &[Field::Net, Field::Gross],
        Refusal::UnknownLine { .. } => &[Field::Line, Field::ToLine],
        Refusal::VirementToItself(_) => &[Field::ToLine, Field::Line],
        Refusal::LineDiffers { .. } => &[Field::Line, Field::LineName],
        Refusal::OriginalBudgetExists(_) => &[Field::Change, Field::Line],
        Refusal::CarryOverFromFuture { .. } => &[Field::OriginYear],
        Refusal::UnknownCode(unknown) if unknown.list.contains("功能") => &[Field::Function],
        Refusal::UnknownCode(_) | Refusal::EconomicTooCoarse(_) => &[Field::Economic],
        Refusal::EconomicOutsideLine { .. } => &[Field::Economic, Field::Line],
        Refusal::HasReturns { .. } | Refusal::AlreadyReversed(_) | Refusal::NotAPayment(_) => {
            &[Field::OriginalVoucher, Field::OriginalRow]
        }
        Refusal::IdTaken(_) => &[Field::Id],
        Refusal::UnknownActivity(_) => &[Field::Activity],
        Refusal::MeasureTwice(_) => &[Field::Measure],
        Refusal::NegativeCount(_) => &[Field::Count, Field::People],
        Refusal::UnitDiffers { .. } => &[Field::Unit, Field::Count, Field::People],
        Refusal::WeightNotPositive(_) => &[Field::Weight],
        Refusal::ControlCharacter { field, .. } | Refusal::Empty(field) => text(*field),
        _ => &[],
    }
}

const fn text(field: Text) -> &'static [Field] {
    match field {
        Text::Payee => &[Field::Payee],
        Text::Voucher => &[Field::Voucher],
        Text::PaymentId => &[Field::PaymentId],
        Text::Memo | Text::Reason => &[Field::Memo],
        Text::Name => &[Field::Name, Field::LineName, Field::ProjectName, Field::Level3],
        Text::Unit => &[Field::Unit],
        Text::ProjectCode => &[Field::ProjectCode],
        Text::FileName | Text::Text => &[],
    }
}
