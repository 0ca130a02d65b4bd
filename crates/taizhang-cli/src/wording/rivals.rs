//! Words of columns that may not be what was paid, or what a budget changed by.

use rust_decimal::Decimal;
use taizhang_ledger::import::kind::Kind;

use crate::error::Problem;

/// Words of two columns that may both be the amount.
pub(super) fn rival(
    file: &str,
    kind: Kind,
    (header, sum): (&str, Decimal),
    (other, other_sum): (&str, Decimal),
) -> Problem {
    let both = format!("{file} 的“{header}”（各行合计 {sum}）和“{other}”（各行合计 {other_sum}）");
    if kind == Kind::Budget {
        return Problem::new(
            format!("{both}都可能是这一次的指标数"),
            "两列的数不同，可能一列是原来的或全年的、一列是这一次增减的，程序不猜登记哪一列",
            format!(
                "这一次的数是“{header}”的加 --map 金额={header}，是“{other}”的加 --map 金额={other}"
            ),
        );
    }
    Problem::new(
        format!("{both}都可能是支付"),
        "两列的数不同，可能一列是应付或不含税的、一列是实付的，程序不猜哪一列是付出去的",
        format!("付出去的是“{header}”的加 --map 金额={header}，是“{other}”的加 --map 金额={other}"),
    )
}

/// Words of running totals.
pub(super) fn running(file: &str, kind: Kind, header: &str, again: Option<u32>) -> Problem {
    if matches!(kind, Kind::Budget | Kind::Opening) {
        return Problem::new(
            format!("{file} 的“{header}”是累计数"),
            "累计数含以前已经下达、结转的，照登就重复了",
            format!(
                "这一次的数在别的列的，用 --map 金额=列名 写那一列；“{header}”就是要登记的数的，加 --map 金额={header}"
            ),
        );
    }
    let own = "付款的数在别的列的，用 --map 金额=列名 写那一列；只有累计的，在文件里加一列“本次支付”，\
               每行填这一次付的数，再加 --map 金额=本次支付";
    let remedy = again.map_or_else(
        || format!("{own}；每行的累计就是要登记的一笔的，加 --map 金额={header}"),
        |_| own.to_owned(),
    );
    let place = again.map(|row| format!("，第 {row} 行和前面的行是同一项")).unwrap_or_default();
    Problem::new(
        format!("{file} 的“{header}”是累计数{place}"),
        "累计数含以前付的，一行一笔登记就重复了",
        remedy,
    )
}

/// Words of what a budget was before it changed.
pub(super) fn before_change(file: &str, header: &str, change: &str) -> Problem {
    Problem::new(
        format!("{file} 的变动类型是“{change}”，金额却在“{header}”列"),
        "年初的数不是后来增减的数，登记成增减，全年预算就错了",
        format!(
            "增减的数在别的列的，用 --map 金额=列名 写那一列；登记年初预算的，变动类型写“年初预算”；\
             “{header}”确实是这一次增减的数的，加 --map 金额={header}"
        ),
    )
}

/// Words of two columns, of which one adds and one takes away.
pub(super) fn up_and_down(file: &str, up: &str, down: &str, has_changes: bool) -> Problem {
    let leave = if has_changes { "--map 变动类型= " } else { "" };
    Problem::new(
        format!("{file} 的“{up}”是增加、“{down}”是减少，不能当作一列金额"),
        "只登记其中一列，另一列的数就丢了",
        format!(
            "两列都登记：不写 --map 金额= 和 --set 变动类型=，加 {leave}--amount {up}=变动类型:追加 --amount {down}=变动类型:追减；\
             只登记一列的，只写那一列的 --amount；是指标之间调剂的，在文件里改成一列金额，调减的写负数，加 --set 变动类型=调剂"
        ),
    )
}
