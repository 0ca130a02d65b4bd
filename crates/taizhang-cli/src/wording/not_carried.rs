//! Words of a list of openings that is a list of budget documents.

use crate::error::Problem;

/// Words of a row that is not carried over.
pub(super) fn not_carried(file: &str, column: &str, row: u32, text: &str) -> Problem {
    Problem::new(
        format!("{file} 第 {row} 行的“{column}”是“{}”，不是上年结转", text.trim()),
        "期初结转的每一行都登记成上年结转的钱；批复、追加、调剂登记成结转，全年预算的来源就错了，调剂还会多出钱来",
        "整个文件改用 taizhang import budget 导入（上年结转的行也认得）；只有一部分是结转的，分成两个文件",
    )
}
