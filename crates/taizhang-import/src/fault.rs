//! What is wrong with a row, with its place and value.

use jiff::civil::Date;
use taizhang_core::amount_text::AmountTextError;
use taizhang_core::book::Refusal;
use taizhang_core::code::CodeError;
use taizhang_core::date_text::DateTextError;
use taizhang_core::event::Activity;
use taizhang_core::figure::FigureKeyError;
use taizhang_core::ids::{IdError, LineId};
use taizhang_core::money::MoneyError;
use taizhang_core::{DocumentNumberError, FiscalYear, FiscalYearError, Money};

use crate::day_order::DayOrder;
use crate::field::Field;
use crate::origin::OwnKind;
use crate::table::{NamedYear, Place};

/// A row cannot be entered as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where; the column is the file's own header, or the field's name where the file has none.
    pub place: Place,
    /// What stands there.
    pub value: String,
    /// Why that does not do.
    pub reason: Reason,
}

/// Why a value does not do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing stands there.
    #[error("{} is empty", .0.name())]
    Missing(Field),
    /// The table has no column for it, and nobody said it of the whole file.
    #[error("there is no column for {}", .0.name())]
    Unstated(Field),
    /// Rows that were made of others need it, and the file has no column for it.
    #[error("there is no column for {}", .field.name())]
    NoColumn {
        /// The field.
        field: Field,
        /// What the file has instead of columns of fields.
        origin: OwnKind,
    },
    /// An amount or a count that is merged with the one of this row above, so it would count twice.
    #[error("it is merged with row {0}")]
    Merged(u32),
    /// A row of CSV with more cells than the header.
    #[error("the row has {cells} cells and the header {columns}")]
    BeyondHeader {
        /// How many cells the row has.
        cells: usize,
        /// How many columns the header names.
        columns: usize,
    },
    /// An amount of CSV of which a comma made two cells.
    #[error("a comma may have torn it")]
    Torn,
    /// A spreadsheet shows an error there.
    #[error("the spreadsheet shows an error")]
    SpreadsheetError,
    /// A formula without a stored result.
    #[error("the result of the formula is not stored")]
    Unstored,
    /// An amount that is shown as per cent.
    #[error("it is shown as per cent")]
    PercentAmount,
    /// Money that is no yuan.
    #[error("it is in {0}")]
    Currency(String),
    /// An amount that cannot be read.
    #[error(transparent)]
    Amount(AmountTextError),
    /// A number of something else than money that cannot be read: points, people, results.
    #[error(transparent)]
    Number(AmountTextError),
    /// An amount of which the row states another in capitals.
    #[error("in capitals it is {0}")]
    OtherInCapitals(Money),
    /// A number that is no amount.
    #[error(transparent)]
    Money(MoneyError),
    /// A date that cannot be read.
    #[error(transparent)]
    Date(DateTextError),
    /// A day alone, where titles and sheet name no month, or these several.
    #[error("it is a day of one of {0:?}")]
    LoneDay(Vec<String>),
    /// A bare number in a column of dates, where no flag says from when days are counted.
    #[error("it may be the day number of {0}")]
    DayNumber(Date),
    /// A day without a year in a table that names another one than the ledger's.
    #[error("the table is of {}", .0.year)]
    YearOfTable(NamedYear),
    /// A day without a year in a row whose column of years says nothing, where others of it say several.
    #[error("the row has no year")]
    NoYearOfRow,
    /// A day without a year in a row whose year cannot be read.
    #[error("{0:?} is no year")]
    UnreadYear(String),
    /// A day without a year in a row that another year's budget pays.
    #[error("the budget is of {0}")]
    OtherBudgetYear(i16),
    /// A number like 5.2, which may have been the 2nd or the 20th of May.
    #[error("it is a number, whose last nought may be lost")]
    NumberAsDay,
    /// A year and a month like 2022-03, of which no day is known.
    #[error("it is a month, and no day")]
    MonthAsDay,
    /// The month of a day is 2022.1, which may have lost the nought of 2022.10.
    #[error("may be the first or the tenth month")]
    FirstOrTenthMonth,
    /// A day like 6/7, of which either number may be the month.
    #[error("either number may be the month")]
    DayOrMonth {
        /// The first number.
        first: i8,
        /// The second.
        second: i8,
    },
    /// A day whose month would be none in the order that a person said of all days.
    #[error("no month stands where {} has it", .0.name())]
    OtherDayOrder(DayOrder),
    /// A long number of which the spreadsheet keeps or shows only the first digits.
    #[error("the spreadsheet has lost digits")]
    DigitsLost,
    /// A number or code that the spreadsheet took for something else.
    #[error("the spreadsheet took it for {0:?}")]
    Retyped(Retyped),
    /// An id that is none.
    #[error(transparent)]
    Id(IdError),
    /// A code that is none.
    #[error(transparent)]
    Code(CodeError),
    /// A document number that is none.
    #[error(transparent)]
    Document(DocumentNumberError),
    /// A year that is none.
    #[error(transparent)]
    Year(FiscalYearError),
    /// A figure key that is none.
    #[error(transparent)]
    Figure(FigureKeyError),
    /// An amount of a payroll that is struck out.
    #[error("it is struck out")]
    StruckOut,
    /// A day or a number where somebody should be named.
    #[error("it names nobody who was paid")]
    NoName,
    /// A word that is none of a few.
    #[error("only some words are possible here")]
    Choice(Vec<&'static str>),
    /// Money in both columns of a row, what was paid and what was received.
    #[error("the row says that money was paid and received")]
    BothSides,
    /// A row without a day, whose state does not say that it was carried out.
    #[error("it was not carried out, and has no day")]
    Unsettled,
    /// A row that holds one cell besides its money, like the line of a group, and is no sum of its rows.
    #[error("it looks like the line of a group")]
    GroupLine,
    /// A number that is not whole, or below zero.
    #[error("it is no count")]
    Count,
    /// No line fits the codes of the row.
    #[error("no budget line fits")]
    NoLine,
    /// Several lines fit the codes of the row.
    #[error("several budget lines fit")]
    SeveralLines(Vec<LineId>),
    /// A code that is not that of the budget line of its row.
    #[error("line {line} has {own}")]
    AgainstLine {
        /// The line.
        line: LineId,
        /// Its own code.
        own: String,
    },
    /// Counts without their activity, which the ledger has already: this is how it would be with them.
    #[error("activity {} is registered already", .0.id)]
    CountsLater(Box<Activity>),
    /// Rows of one record that contradict each other.
    #[error("it differs from row {0} of the same record")]
    DiffersFrom(u32),
    /// A card of a class of which the card in this row is refused.
    #[error("the card in row {0} of its class is refused")]
    ClassIncomplete(u32),
    /// A card or record that an earlier row has already.
    #[error("row {0} has it already")]
    Twice(u32),
    /// A net value that is not what depreciation leaves of the gross value.
    #[error("depreciation of {depreciation} leaves {left}")]
    NetDiffers {
        /// The depreciation of the row.
        depreciation: Money,
        /// What it leaves.
        left: Money,
    },
    /// A card whose asset is no longer there.
    #[error("the asset is gone")]
    Disposed,
    /// A day on which an asset went, which is not after this day of the list.
    #[error("the asset was gone on {0}")]
    DisposedBy(Date),
    /// A day on which an asset came, which is after this day of the list.
    #[error("the asset came after {0}")]
    AcquiredAfter(Date),
    /// A row of a payroll with amounts, of which a remark says that they were held back.
    #[error("a remark says that it was held back")]
    HeldBack,
    /// A count that this row of the same activity has already.
    #[error("row {0} counts it already")]
    CountedTwice(u32),
    /// Counts of an activity that neither the import nor the ledger has.
    #[error("its activity is not there")]
    NoActivity,
    /// A line with codes and without a number and a name.
    #[error("the line has no number and no name")]
    NoLineName,
    /// A comparison without digits behind it.
    #[error("no digits follow the comparison")]
    NoDigits,
    /// More than one number in a target.
    #[error("there are several numbers")]
    SeveralNumbers,
    /// At least nought, which the whole file was said to mean and this row cannot.
    #[error("it is always met")]
    AlwaysMet,
    /// A unit of measure that differs from the one beside the number.
    #[error("the number is in {0}")]
    OtherUnit(String),
    /// A class of assets whose code and name are of different classes.
    #[error("its code is one of {0}")]
    OtherClass(&'static str),
    /// Days of which the last comes before the first.
    #[error("it ends before it begins")]
    Backwards,
    /// Money in a column that the rule for payrolls does not name.
    #[error("the rule does not name its column")]
    NotInRule,
    /// A row of a payroll with money and without a name, which the rows above do not come to.
    #[error("it names nobody")]
    Nobody,
    /// A row of a payroll that names somebody and comes in every column to the rows above.
    #[error("it comes to the rows above")]
    LikeSum,
    /// A row of a payroll that pays the person of a row above the same.
    #[error("row {above} pays the same person the same")]
    PaidTwice {
        /// The row above.
        above: u32,
    },
    /// A sum that is not that of its cells.
    #[error("it states {stated} and its cells come to {summed}")]
    SumDiffers {
        /// What it states.
        stated: Money,
        /// What its cells come to.
        summed: Money,
    },
    /// Money that came back, written as if it had gone out.
    #[error("what comes back is written below zero")]
    NotBelowZero,
    /// Rows of a virement that do not come to nothing.
    #[error("the {rows} rows of the virement come to {sum}")]
    VirementSum {
        /// How many rows the document has that day.
        rows: usize,
        /// What they come to.
        sum: Money,
    },
    /// Several lines give and several take, so that nobody can tell what went where.
    #[error("{giving} lines give and {taking} take")]
    VirementSides {
        /// How many lines give.
        giving: usize,
        /// How many lines take.
        taking: usize,
    },
    /// A date of another year.
    #[error("it is not in {0}")]
    OtherYear(FiscalYear),
    /// The ledger's rules refuse it.
    #[error(transparent)]
    Refused(Box<Refusal>),
}

/// What a spreadsheet took a number for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retyped {
    /// A day, as of 1-2.
    Date,
    /// TRUE or FALSE.
    Truth,
    /// A number that is not whole.
    Fraction,
}

/// A value that was read as something else than it looks, which people should see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub value: String,
    /// What it was read as.
    pub read_as: String,
}
