//! Words of days whose two numbers may each be the month.

use taizhang_ledger::import::day_order::{DayOrder, OrderProof};

use crate::error::Problem;

/// How a person answers.
const ANSWERS: &str = "日在前的加 --dates 日/月/年，月在前的加 --dates 月/日/年";

/// How a day is written that has one reading.
const PLAIN: &str = "改成 2022-6-30 这样的写法";

/// Words of a column with days of which nobody has said which number is the month.
pub(super) fn open_order(
    file: &str,
    column: &str,
    (row, text): (u32, &str),
    count: usize,
    proofs: &[OrderProof],
) -> Problem {
    let cells = if count == 1 {
        format!("第 {row} 行的“{text}”")
    } else {
        format!("有 {count} 格（如第 {row} 行的“{text}”）")
    };
    let cell = |proof: &OrderProof| format!("第 {} 行的“{}”", proof.row, proof.text);
    let (reason, remedy) = match proofs {
        [] => {
            ("年份写在最后的，有的系统日在前，有的月在前，程序不猜".to_owned(), ANSWERS.to_owned())
        }
        [one] => {
            let which = match one.order {
                DayOrder::DayFirst => "日在前",
                DayOrder::MonthFirst => "月在前",
            };
            (
                format!("{}只能是{which}；别的格是不是同一种写法，程序不猜", cell(one)),
                format!("都是{which}的加 --dates {}；不是的，{PLAIN}", one.order.name()),
            )
        }
        [one, other, ..] => (
            format!("同一列里两种写法都有：{}、{}只能各按一种读", cell(one), cell(other)),
            format!("把这一列都{PLAIN}；写错了几格的，改正以后，{ANSWERS}"),
        ),
    };
    Problem::new(format!("{file} 的“{column}”{cells}不知道哪个数是月、哪个是日"), reason, remedy)
}

/// Words of a day of this year that has two readings.
pub(super) fn day_or_month(value: &str, first: i8, second: i8) -> Problem {
    Problem::new(
        format!("“{value}”不知道是 {first} 月 {second} 日还是 {second} 月 {first} 日"),
        "没有年份又用斜线的，有的系统月在前，有的日在前",
        format!(
            "写成 {first}-{second}、{first}月{second}日，或写明年份；整列一样的加 --dates 日/月/年 或 --dates 月/日/年"
        ),
    )
}

/// Words of a day that is none in the order that a person said.
pub(super) fn other_order(value: &str, said: DayOrder) -> Problem {
    Problem::new(
        format!("“{value}”按 {} 读，没有这个月", said.name()),
        "同一列里写法不一，--dates 写的只是其中一种",
        format!("核对 --dates；写法不同的格，{PLAIN}"),
    )
}

/// Words of a column of which a spreadsheet has read some days in an order of its own.
pub(super) fn beside_dates(
    file: &str,
    column: &str,
    (row, text): (u32, &str),
    date: u32,
) -> Problem {
    Problem::new(
        format!(
            "{file} 的“{column}”第 {row} 行的“{text}”是文字，第 {date} 行等又已经是表格的日期，日、月可能换了位"
        ),
        "文字写着日/月/年的表，用月在前的表格打开过，日不过 12 的格就变成日、月换了位的日期，别的还是文字",
        format!("从原来的系统重新导出，不用表格打开；或核对整列，把是文字的格{PLAIN}"),
    )
}
