//! Words beside the numbers of vouchers that may belong to them.

use super::list;
use crate::error::Problem;

/// How many of the words beside numbers of vouchers are shown.
const SHOWN_WORDS: usize = 3;

/// Words of what stands beside the numbers of vouchers.
pub(crate) fn voucher_words(
    file: &str,
    column: &str,
    words: &[String],
    (number, joined): (&str, &str),
) -> Problem {
    let shown: Vec<&String> = words.iter().take(SHOWN_WORDS).collect();
    let rest =
        if words.len() > SHOWN_WORDS { format!("等 {} 种", words.len()) } else { String::new() };
    Problem::new(
        format!("{file} 的“{column}”写着{}{rest}，不知道是不是凭证字", list(&shown)),
        format!(
            "是凭证字的，只用“{number}”会把不同凭证字的同一个号当成一张凭证；不是的，拼在前面号就错了，程序不猜"
        ),
        format!(
            "是凭证字，要拼成 记-1 这样的号：加 --map 凭证号={joined}；不是凭证字，只用“{number}”：\
             加 --map 凭证号={number}（记进导入方案，这些词不再问）"
        ),
    )
}
