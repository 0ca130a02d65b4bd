//! Rows of a table that are no data, and why they are none.

use taizhang_core::Money;

use crate::table::Row;

/// A row that is no data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The row.
    pub row: Row,
    /// Why it is none.
    pub reason: Aside,
}

/// Why a row is no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// It stands above the header.
    Title,
    /// It repeats the header, as on a new printed page.
    RepeatedHeader,
    /// It numbers the columns (栏次 1 2 3).
    ColumnNumbers,
    /// It sums all rows before it (合计).
    Total,
    /// It sums the rows since the last sum (小计).
    Subtotal,
    /// It sums what the year brought so far (本年累计), of which the file may hold a part.
    Running,
    /// It states a balance and moves no money (上年结转, 期末余额).
    Balance,
    /// It sums the rows below it up to this one (类 and 款 above 项, 一、 above （一）).
    Parent {
        /// The last row that it sums.
        last: u32,
        /// Whether they are said to be a part of it (其中：), and are more than it states.
        is_exceeded: bool,
    },
    /// It sums the rows whose codes begin with its own, wherever they stand, or those up to the next such row of
    /// a list of payments.
    Upper {
        /// What it states.
        stated: Money,
        /// What those of them come to that can be read.
        sum: Money,
        /// Whether all of them can be read.
        is_read: bool,
    },
    /// It is a part of the row above, which stays (其中：).
    OfWhich,
    /// It received this money (收入), and is no payment.
    Income(Money),
    /// It moved this money without paying or receiving it (不计收支).
    Neither(Money),
    /// It is void (作废); this money it states, where that can be read.
    Void(Option<Money>),
    /// It is another unit's; this money it states, where that can be read.
    OtherUnit(Option<Money>),
    /// It is not shown; this money it states, where that can be read.
    Hidden(Option<Money>),
    /// Its sheet sums the other sheets of the file.
    Whole,
    /// It states no money, in a table of lines that may have none.
    NoAmount,
    /// It is a remark below the table.
    Note,
}

impl Aside {
    /// Tells whether the row moved money that is not entered; sums may count it.
    pub const fn moves_money(self) -> bool {
        matches!(
            self,
            Self::Income(_)
                | Self::Neither(_)
                | Self::Void(_)
                | Self::OtherUnit(_)
                | Self::Hidden(_)
        )
    }

    /// Returns the money that the row moved; none where it moved none, or it cannot be read.
    pub const fn money(self) -> Option<Money> {
        match self {
            Self::Income(money) | Self::Neither(money) => Some(money),
            Self::Void(money) | Self::OtherUnit(money) | Self::Hidden(money) => money,
            _ => None,
        }
    }
}
