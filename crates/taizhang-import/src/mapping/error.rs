//! Why columns cannot be mapped.

use rust_decimal::Decimal;

use super::AgainstYuan;
use crate::day_order::OrderProof;
use crate::field::Field;
use crate::kind::Kind;
use crate::shown::{self, OtherSign, Seen, ShownUnit};
use crate::sides::Signs;
use crate::table::{Column, MoneyUnit, NamedUnit, StrangeUnit, Table};

/// Why columns cannot be mapped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// A field that every row needs has neither column nor constant.
    #[error("no column for {}", .field.name())]
    NoColumn {
        /// The field.
        field: Field,
        /// The headers that fill no field yet.
        unused: Vec<String>,
    },
    /// Two columns have the same header.
    #[error("several columns for {}", .field.name())]
    SeveralColumns {
        /// The field.
        field: Field,
        /// Their headers.
        headers: Vec<String>,
    },
    /// A header that the file does not have.
    #[error("no column {header}")]
    NoHeader {
        /// What was asked for.
        header: String,
        /// The headers there are.
        known: Vec<String>,
    },
    /// A column of amounts that the file does not have.
    #[error("no column of amounts {header}")]
    NoAmountHeader {
        /// What was asked for.
        header: String,
        /// The headers there are.
        known: Vec<String>,
    },
    /// A column of amounts that was named twice.
    #[error("{0} is named twice")]
    AmountTwice(String),
    /// Columns of amounts for a list that has none.
    #[error("a list of {} has no amounts", .0.key())]
    NoAmounts(Kind),
    /// A column of amounts says what the rows say too.
    #[error("{header} and the column {column} both say {}", .field.name())]
    SaidTwice {
        /// The field.
        field: Field,
        /// Header of the column of amounts.
        header: String,
        /// Header of the column by which the rows say it.
        column: String,
    },
    /// A row of a list of openings that is not carried over.
    #[error("row {row} says {text:?} in {column}, and is not carried over")]
    NotCarried {
        /// Header of the column that says so.
        column: String,
        /// The first row of which it is true.
        row: u32,
        /// What it says.
        text: String,
    },
    /// Days of a column that have two readings, and whose order nobody has said.
    #[error("which number of {text:?} in {column} is the month is open")]
    DayOrder {
        /// Header of the column.
        column: String,
        /// The first row with such a day.
        row: u32,
        /// What stands there.
        text: String,
        /// How many there are.
        count: usize,
        /// Days of the column that can be read in one order only, one for each order.
        proofs: Vec<OrderProof>,
    },
    /// Days with their year last in a column in which a spreadsheet has made days of others, perhaps the
    /// wrong way round.
    #[error("row {row} of {column} says {text:?}, and row {date} is a day")]
    BesideDates {
        /// Header of the column.
        column: String,
        /// The first row with a text.
        row: u32,
        /// What stands there.
        text: String,
        /// The first row with a day that may be turned round.
        date: u32,
    },
    /// Words beside the numbers of vouchers that may belong to them: without them numbers of two kinds are one.
    #[error("{column} says {words:?} beside {number}")]
    VoucherWords {
        /// Header of the words.
        column: String,
        /// The words that are in question, each once.
        words: Vec<String>,
        /// Header of the numbers.
        number: String,
        /// Header of both joined.
        joined: String,
    },
    /// Columns that are not shown and would be read.
    #[error("hidden columns would be read: {0:?}")]
    HiddenColumns(Vec<String>),
    /// 贷方 of an account of spending takes back what was spent.
    #[error("{header} takes back what was spent")]
    CreditOfSpending {
        /// Header of the column that would be the amount.
        header: String,
        /// Header of the column of debits.
        other: Option<String>,
    },
    /// 借方 may be what was paid or what was received.
    #[error("{header} may be what was received")]
    OwnJournal {
        /// The column that would be the amount.
        header: String,
        /// The column of the other side.
        other: Option<String>,
    },
    /// Both sides of every voucher stand in the table.
    #[error("it holds both sides of its vouchers")]
    Daybook {
        /// Header of the column of accounts, if there is one.
        account: Option<String>,
        /// Whether accounts of money are among them.
        has_money: bool,
    },
    /// The balances move against what would be read as paid.
    #[error("the balances move against {header}")]
    AgainstBalance {
        /// Header of the column that would be the amount.
        header: String,
        /// Header of the column of the other side.
        other: Option<String>,
        /// Header of the column of balances.
        balance: String,
    },
    /// Another column may as well be what was paid, or what a budget changed by, and holds something else.
    #[error("{other} may be meant as well as {header}")]
    Rival {
        /// What the rows are.
        kind: Kind,
        /// Header of the column that would be the amount.
        header: String,
        /// What it sums to, as it is written.
        paid: Decimal,
        /// Header of the other column.
        other: String,
        /// What that sums to.
        other_paid: Decimal,
    },
    /// A column that fills no field holds words of what was paid and of what was received.
    #[error("{column} says {paid:?} and {received:?}")]
    UntoldSides {
        /// Its header.
        column: String,
        /// A word of what was paid.
        paid: String,
        /// A word of what was received.
        received: String,
    },
    /// Running totals would be paid, or entered as what each row changes.
    #[error("{header} is a running total")]
    RunningTotal {
        /// What the rows are.
        kind: Kind,
        /// Header of the column that would be the amount.
        header: String,
        /// A row whose total holds that of an earlier one.
        again: Option<u32>,
    },
    /// What a budget was at first would be what it changed by.
    #[error("{header} is what the budget was before {change}")]
    BeforeChange {
        /// Header of the column that would be the amount.
        header: String,
        /// What the rows are.
        change: String,
    },
    /// One column adds and another one takes away; read as one amount, what the other holds would be lost.
    #[error("{up} adds and {down} takes away")]
    UpAndDown {
        /// Header of what is added.
        up: String,
        /// Header of what is taken away.
        down: String,
        /// Whether a column of the table says what each row changes.
        has_changes: bool,
    },
    /// Amounts with both signs, of which nothing says which were paid.
    #[error("the signs of {column} are not explained")]
    Signs {
        /// Header of the column.
        column: String,
        /// How many amounts have which sign.
        signs: Signs,
        /// What was said of an earlier file of the header, which this one looks unlike.
        remembered: Option<String>,
    },
    /// A word that does not say which sign was paid.
    #[error("{0:?} does not say which sign was paid")]
    PaidSign(String),
    /// The file states another unit than the person.
    #[error("{column} is in {}, not in {}", .named.unit.name(), .said.name())]
    OtherUnit {
        /// Header of a column of money.
        column: String,
        /// What the file says.
        named: NamedUnit,
        /// What the person says.
        said: MoneyUnit,
    },
    /// The header of a column states another unit than the sheet.
    #[error("{column} states {}, the sheet {}", .named.unit.name(), .other.unit.name())]
    OwnUnit {
        /// The header.
        column: String,
        /// What it states.
        named: NamedUnit,
        /// What the sheet states.
        other: NamedUnit,
    },
    /// The file states several units for the same amounts.
    #[error("the file states several units")]
    SeveralUnits {
        /// What it states, two at least.
        named: Vec<NamedUnit>,
    },
    /// The file states a unit in which no amounts are read.
    #[error("the file states the unit {}", .0.text)]
    StrangeUnit(StrangeUnit),
    /// A number format shows another unit than is meant, or a number that is not the stored one.
    #[error("row {row} of {column} is shown as {}", .shown.format)]
    Shown {
        /// Header of a column of money.
        column: String,
        /// The first row of which it is true.
        row: u32,
        /// What the format makes.
        shown: ShownUnit,
    },
    /// A number format shows another sign than is stored, or nothing.
    #[error("row {row} of {column} holds {stored} and is shown as {format}")]
    ShownSign {
        /// Header of a column of money.
        column: String,
        /// The first row of which it is true.
        row: u32,
        /// The number that is stored there.
        stored: String,
        /// The format, or what is shown where formats are not at hand.
        format: String,
        /// What is seen of it.
        seen: Seen,
    },
    /// The file states a foreign currency.
    #[error("row {row} states foreign money: {text}")]
    Currency {
        /// The row.
        row: u32,
        /// Its words.
        text: String,
    },
    /// Nobody has said in which unit the amounts are.
    #[error("the unit of {column} is not confirmed")]
    Unit {
        /// Header of a column of money.
        column: String,
        /// What the file says.
        named: Option<NamedUnit>,
    },
    /// The file states no unit, and the one that a person confirmed for an earlier file of the same header
    /// need not be that of this one.
    #[error("{column} was in {} in an earlier file", .unit.name())]
    RememberedUnit {
        /// Header of a column of money.
        column: String,
        /// The unit of the earlier file.
        unit: MoneyUnit,
        /// What speaks against it, where the unit is yuan.
        against: Option<AgainstYuan>,
    },
}

impl MapError {
    /// Tells of a column whose numbers are shown with another sign than they are stored with.
    pub(crate) fn of_sign(table: &Table, column: &Column) -> Option<Self> {
        let OtherSign { row, stored, format, seen } = shown::other_sign(table, column)?;
        let (column, format) = (column.name.clone(), format.to_string());
        Some(Self::ShownSign { column, row, stored, format, seen })
    }

    /// Tells whether it asks for the unit of amounts.
    pub(super) const fn is_of_unit(&self) -> bool {
        matches!(
            self,
            Self::Unit { .. }
                | Self::RememberedUnit { .. }
                | Self::OtherUnit { .. }
                | Self::OwnUnit { .. }
                | Self::SeveralUnits { .. }
                | Self::StrangeUnit(_)
                | Self::Shown { .. }
        )
    }

    /// Returns the header of the one column that it speaks of, if it speaks of one that the table has.
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::OwnJournal { header: column, .. }
            | Self::CreditOfSpending { header: column, .. }
            | Self::AgainstBalance { header: column, .. }
            | Self::Rival { header: column, .. }
            | Self::RunningTotal { header: column, .. }
            | Self::BeforeChange { header: column, .. }
            | Self::UpAndDown { up: column, .. }
            | Self::SaidTwice { column, .. }
            | Self::Signs { column, .. }
            | Self::UntoldSides { column, .. }
            | Self::NotCarried { column, .. }
            | Self::VoucherWords { column, .. }
            | Self::DayOrder { column, .. }
            | Self::BesideDates { column, .. }
            | Self::OtherUnit { column, .. }
            | Self::OwnUnit { column, .. }
            | Self::Shown { column, .. }
            | Self::ShownSign { column, .. }
            | Self::Unit { column, .. }
            | Self::RememberedUnit { column, .. } => Some(column),
            Self::HiddenColumns(headers) => match headers.as_slice() {
                [only] => Some(only),
                _ => None,
            },
            Self::NoColumn { .. }
            | Self::SeveralColumns { .. }
            | Self::NoHeader { .. }
            | Self::NoAmountHeader { .. }
            | Self::AmountTwice(_)
            | Self::NoAmounts(_)
            | Self::Daybook { .. }
            | Self::PaidSign(_)
            | Self::SeveralUnits { .. }
            | Self::StrangeUnit(_)
            | Self::Currency { .. } => None,
        }
    }

    /// Returns the row that it speaks of, if it speaks of one below the header.
    pub const fn row(&self) -> Option<u32> {
        match self {
            Self::Shown { row, .. }
            | Self::ShownSign { row, .. }
            | Self::Currency { row, .. }
            | Self::NotCarried { row, .. }
            | Self::DayOrder { row, .. }
            | Self::BesideDates { row, .. } => Some(*row),
            _ => None,
        }
    }

    /// Tells whether what was asked for is wrong, whatever the table says.
    pub const fn is_of_request(&self) -> bool {
        matches!(self, Self::AmountTwice(_) | Self::NoAmounts(_) | Self::PaidSign(_))
    }
}
