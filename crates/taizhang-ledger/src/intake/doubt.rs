//! What makes a row doubtful, so that a person must say whether it is new.

use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_core::ids::{BatchId, Sequence};
use taizhang_import::draft::RowRef;
use taizhang_import::field::Field;
use taizhang_import::question::Question;

/// Why a row is doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// This event has its number, and other content.
    SameNumber {
        /// The event.
        sequence: Sequence,
        /// What it says otherwise; empty where rows of the kind are compared as a whole.
        differs: Vec<Field>,
    },
    /// This event has the number of its payment, and other content.
    SamePayment {
        /// The event.
        sequence: Sequence,
        /// What it says otherwise.
        differs: Vec<Field>,
    },
    /// An earlier row of the import has the number of its payment and says the same.
    RepeatsPayment(RowRef),
    /// This event has its day, amount and payee, and the two have no kind of number in common.
    LooksLike(Sequence),
    /// This event was made of the same rows of the same file, and no row of this import is it: what a person
    /// says of the whole file is another thing than then.
    EnteredBefore {
        /// The event.
        sequence: Sequence,
        /// The import it came with, if it came with one.
        batch: Option<BatchId>,
    },
    /// This event carried over to its line from the same year, by another document.
    CarriedOver(Sequence),
    /// This event has its number in another spelling, its month, and its amount, day or payee.
    OtherSpelling {
        /// The event.
        sequence: Sequence,
        /// What it says otherwise.
        differs: Vec<Field>,
    },
    /// This event says the same under another number of a voucher, and no row of the import is it.
    OtherNumber {
        /// The event.
        sequence: Sequence,
        /// Its number.
        voucher: String,
        /// The import it came with, if it came with one.
        batch: Option<BatchId>,
    },
    /// This event is of a payroll that paid the same people out of the same line in the same month.
    SamePayroll {
        /// The event.
        sequence: Sequence,
        /// The import it came with, if it came with one.
        batch: Option<BatchId>,
        /// What it says otherwise.
        differs: Vec<Field>,
    },
    /// This event says the same on another day, as one of this import's does of every row of the list, which names no
    /// month.
    SameList {
        /// The event.
        sequence: Sequence,
        /// The import it came with.
        batch: BatchId,
    },
    /// This event has no number that tells it, and is no row of the import, where half of the import it came with is: the
    /// row is one of those most like it.
    PutRight {
        /// The event.
        sequence: Sequence,
        /// The import it came with.
        batch: BatchId,
        /// What it says otherwise.
        differs: Vec<Field>,
    },
    /// Another row of the import has its day, amount and payee, and the two have no kind of number in common.
    LooksLikeRow(RowRef),
    /// Another row of the import has its month and amount, and its number in another spelling.
    SpelledOtherwise(RowRef),
    /// Another row of the import has its month, its day or payee, and perhaps its number, in another spelling.
    SpelledBeside {
        /// The other row.
        row: RowRef,
        /// What it says otherwise.
        differs: Vec<Field>,
    },
    /// This row of another table says the same, and neither has a number: lists of overlapping times have it twice.
    AlsoThere(RowRef),
    /// This event says the same without a number. The import it came with is not found again as a whole,
    /// so the row may be a second payment like it.
    Twin {
        /// The event.
        sequence: Sequence,
        /// The import it came with, if it came with one.
        batch: Option<BatchId>,
    },
    /// An earlier row of the import has its number and says the same.
    Repeats(RowRef),
    /// An earlier row of the import has its number and says something else, where rows of one number
    /// say the same.
    SharesNumber {
        /// The earlier row.
        row: RowRef,
        /// What it says otherwise; empty where rows of the kind are compared as a whole.
        differs: Vec<Field>,
    },
    /// All rows of its table stand in another table of the import.
    Copy {
        /// The other table, by its place among the sources.
        of: usize,
    },
    /// The row itself says something that a payment, or what takes one back, does not.
    Asked(Question),
    /// It takes a payment back as this event does, and another payment of that number stands.
    TakenBackBefore(Sequence),
    /// It takes a payment back without its number, and only this event fits.
    TakesBack(Sequence),
    /// It takes a payment back without its number, and only this row of the import fits.
    TakesBackNew(RowRef),
    /// It is at least a thousand times the median of the other payments of its line, which is this.
    Magnitude(Money),
    /// Most payments of its table are far smaller than what the ledger has of their payees or lines, and would
    /// be usual in 万元.
    Small {
        /// The first payment that is.
        row: RowRef,
        /// The median of what was paid there before.
        usual: Money,
    },
}

/// Tells whether a command states all of a class at a day.
pub(super) const fn states_all(command: &Command) -> bool {
    matches!(
        command,
        Command::RecordAssets(_) | Command::SetAuthorisedPosts(_) | Command::RecordHeadcount(_)
    )
}

impl Doubt {
    /// Tells whether a row stays doubtful whatever a person says: of a class that has one number a day the last
    /// one would stand, and the others would be lost.
    pub(super) const fn is_firm(&self, command: &Command) -> bool {
        let is_repeated = matches!(self, Self::Repeats(_) | Self::SharesNumber { .. });
        is_repeated && states_all(command)
    }

    /// Returns the other row of the import that makes a row doubtful.
    pub(super) const fn other_row(&mut self) -> Option<&mut RowRef> {
        match self {
            Self::Repeats(row)
            | Self::RepeatsPayment(row)
            | Self::LooksLikeRow(row)
            | Self::AlsoThere(row)
            | Self::SpelledOtherwise(row)
            | Self::SpelledBeside { row, .. }
            | Self::SharesNumber { row, .. } => Some(row),
            Self::SameNumber { .. }
            | Self::SamePayment { .. }
            | Self::LooksLike(_)
            | Self::CarriedOver(_)
            | Self::EnteredBefore { .. }
            | Self::OtherSpelling { .. }
            | Self::OtherNumber { .. }
            | Self::Twin { .. }
            | Self::SamePayroll { .. }
            | Self::SameList { .. }
            | Self::PutRight { .. }
            | Self::Copy { .. }
            | Self::Asked(_)
            | Self::TakenBackBefore(_)
            | Self::TakesBack(_)
            | Self::TakesBackNew(_)
            | Self::Magnitude(_)
            | Self::Small { .. } => None,
        }
    }

    /// Returns the event that a row may be.
    pub const fn event(&self) -> Option<Sequence> {
        match self {
            Self::SameNumber { sequence, .. }
            | Self::SamePayment { sequence, .. }
            | Self::Twin { sequence, .. }
            | Self::EnteredBefore { sequence, .. }
            | Self::SamePayroll { sequence, .. }
            | Self::SameList { sequence, .. }
            | Self::PutRight { sequence, .. }
            | Self::LooksLike(sequence)
            | Self::OtherSpelling { sequence, .. }
            | Self::OtherNumber { sequence, .. }
            | Self::CarriedOver(sequence)
            | Self::TakenBackBefore(sequence)
            | Self::TakesBack(sequence) => Some(*sequence),
            Self::Repeats(_)
            | Self::RepeatsPayment(_)
            | Self::SharesNumber { .. }
            | Self::LooksLikeRow(_)
            | Self::AlsoThere(_)
            | Self::SpelledOtherwise(_)
            | Self::SpelledBeside { .. }
            | Self::Copy { .. }
            | Self::Asked(_)
            | Self::TakesBackNew(_)
            | Self::Magnitude(_)
            | Self::Small { .. } => None,
        }
    }
}
