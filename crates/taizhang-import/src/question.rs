//! What a row says of itself for which a person must say whether it is what it looks like.

use crate::carried;
use crate::field::Field;
use crate::settled::{is_approved, is_settled};
use crate::value::RowReader;

/// Why a row is asked about, whatever the ledger has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Its state does not say that it was carried out.
    Unsettled,
    /// The cell of this column is struck out, or a part of its text is.
    StruckOut(usize),
    /// What stands in this field says that nothing was paid: what is left is carried over or handed back.
    CarriedOn(Field),
    /// Several rows of its table are of one class, and nothing tells that they are of different departments: it
    /// has their sum.
    SeveralRows,
    /// Its day was said of the whole table, and is of another month than the one that the table names.
    OtherMonth,
}

impl Question {
    /// Finds what to ask about the present row, which stands in a list of documents.
    pub(crate) fn of_document(reader: &mut RowReader<'_>) -> Option<Self> {
        let state = reader.optional_text(Field::State);
        state.is_some_and(|state| !is_approved(&state)).then_some(Self::Unsettled)
    }

    /// Finds what to ask about the present row, which pays.
    pub(crate) fn of_payment(
        reader: &mut RowReader<'_>,
        payee: Option<&str>,
        memo: Option<&str>,
    ) -> Option<Self> {
        let state = reader.optional_text(Field::State);
        if state.is_some_and(|state| !is_settled(&state)) {
            return Some(Self::Unsettled);
        }
        let carried = [
            (Field::Memo, memo.is_some_and(carried::is_told)),
            (Field::Payee, payee.is_some_and(carried::is_no_payee)),
        ];
        let carried = carried.into_iter().find(|(_, is_told)| *is_told);
        carried.map(|(field, _)| Self::CarriedOn(field))
    }
}
