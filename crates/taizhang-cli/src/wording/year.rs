//! Words of days without a year whose year is in doubt.

use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::table::NamedYear;

use crate::error::Problem;

/// Words of a day in a table that names another year.
pub(super) fn of_table(value: &str, named: &NamedYear) -> Problem {
    let message = match named.row {
        Some(row) => format!("“{value}”没有写年份，而第 {row} 行写着“{}”", named.text),
        None => format!("“{value}”没有写年份，而表名是“{}”", named.text),
    };
    Problem::new(
        message,
        format!("不能把 {} 年的日期当作本年度的", named.year),
        "在日期里写明年份；表是别的年度的，导入那一年度的台账；标题写错了的改正标题",
    )
}

/// Words of a day in a row without a year, where other rows have several.
pub(super) fn not_in_row(value: &str) -> Problem {
    let name = Field::Year.name();
    Problem::new(
        format!("“{value}”没有写年份，这一行的“{name}”也空着"),
        format!("别的行的“{name}”不止一个，是哪一年程序不猜"),
        format!("补填“{name}”，或在日期里写明年份"),
    )
}

/// Words of a day whose row says what is no year.
pub(super) fn unread(value: &str, text: &str) -> Problem {
    Problem::new(
        format!("“{value}”没有写年份，这一行的年度“{text}”看不懂"),
        "年度写四位数，如 2022",
        "改正年度，或在日期里写明年份",
    )
}

/// Words of a day in a row that the budget of another year pays.
pub(super) fn of_another_budget(value: &str, year: i16) -> Problem {
    let name = Field::BudgetYear.name();
    Problem::new(
        format!("“{value}”没有写年份，这一行的“{name}”是 {year}"),
        format!("{year} 年的预算可以在那一年付，也可以在以后付，日期是哪一年程序不猜"),
        format!("在日期里写明年份；各行都是本年度付的，加 --map {name}= 不看这一列"),
    )
}
