//! Words of rows of payments that cannot be read as one.

use crate::error::Problem;

/// Words of a payee that is a day or a number.
pub(super) fn no_name_problem(value: &str) -> Problem {
    Problem::new(
        format!("“{value}”不是收款人"),
        "收款人是单位或个人的名字；这里只有日期、数或是非值，可能列对错了，也可能这一行的格错了位",
        "列对错了的，用 --map 收款人=列名 指明；是这一行写错的，在文件里改正",
    )
}

/// Words of an amount of a payroll that is struck out.
pub(super) fn struck_out_problem(value: &str) -> Problem {
    Problem::new(
        format!("“{value}”划着删除线"),
        "划掉的多半是不发的；几个人的钱合成一笔支付，不能只问这一行",
        "不发的，从表里删去；照发的，去掉删除线",
    )
}

/// Words of a row that both paid and received.
pub(super) fn both_sides_problem(value: &str) -> Problem {
    Problem::new(
        format!("这一行既有支出又有收入（{value}）"),
        "一行只能是一笔支付或一笔收入",
        "在文件里分成两行",
    )
}
