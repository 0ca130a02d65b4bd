//! Words of rows of payments that cannot be read as one.

use crate::error::Problem;

/// Why a row of which something is struck out is asked about.
pub(crate) const STRUCK_OUT: &str =
    "划掉的多半是作废的，也可能划掉的是改以前的写法，读出来的两样连在一起";

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

/// Words of a row without a day, whose state does not say that it was carried out.
pub(super) fn unsettled_problem(state: &str) -> Problem {
    Problem::new(
        format!("“{state}”，这一行没有日期"),
        "状态没有说这一笔已经办成；没有办成的不是支付，也没有支付的日期",
        "没有付成的，从文件里删去这一行；付了的，补上日期，状态改成付成了的",
    )
}

/// Words of a row that holds a label and an amount.
pub(super) fn group_line_problem(label: &str) -> Problem {
    let what = match label {
        "" => "除金额外什么都没有写".to_owned(),
        label => format!("除金额外只写了“{label}”"),
    };
    Problem::new(
        what,
        "小计、分类、“其中”一类的行，要与上面或下面各行之和对得上才认得；一笔支付要有的日期、收款人、摘要又没有写全",
        "是小计、分类的，从文件里删去这一行；是一笔支付的，补全这一行",
    )
}

/// Words of a column that holds words of both sides.
pub(super) fn untold_sides_problem(
    file: &str,
    column: &str,
    paid: &str,
    received: &str,
) -> Problem {
    Problem::new(
        format!("{file} 的“{column}”有的写“{paid}”，有的写“{received}”，不知道是不是付出和收进"),
        "收进的钱不是支付；这一列没有用到，各行都会登记成支付，程序不猜",
        format!("是的加 --map 收支方向={column}；各行其实都是付出的加 --map 收支方向="),
    )
}

/// Words of amounts with both signs, or with other signs than those of the file that a word was said of.
pub(super) fn signs_problem(
    file: &str,
    column: &str,
    (below, above): (usize, usize),
    remembered: Option<&str>,
) -> Problem {
    let counted = format!("{file} 的“{column}”有 {below} 个负数、{above} 个正数");
    let (what, reason) = match remembered {
        None => (
            format!("{counted}，不知道哪一种是支付"),
            "有的银行把支出写成负数；有余额列的可以验证，这个文件验证不了，程序不猜",
        ),
        Some(word) => (
            format!("{counted}，与记住的“{word}”不像是一种写法"),
            "“金额正负”是导入同样表头的另一个文件时说的；照它读，支付和退回、收入可能颠倒，程序不猜",
        ),
    };
    Problem::new(
        what,
        reason,
        "支出是负数的加 --set 金额正负=负数是支付；支出是正数、负数是退回的加 --set 金额正负=正数是支付",
    )
}
