//! Words of rows of which nobody can say whether they are the ledger's unit's.

use taizhang_ledger::core::event::UnitProfile;
use taizhang_ledger::import::other_unit::UnitQuestion;
use taizhang_ledger::import::table::Table;

use super::import::{row_numbers, table_text};
use super::list;
use crate::error::Problem;

/// How many units are named.
const MOST_NAMED: usize = 3;

/// Words of rows that may be another unit's, and stop the import.
pub(crate) fn unit_in_question(
    table: &Table,
    question: &UnitQuestion,
    unit: &UnitProfile,
) -> Problem {
    let table = table_text(table);
    let rows = row_numbers(&question.rows);
    let own = format!("“{}”（{}）", unit.name, unit.code);
    let named: Vec<String> = question.named.iter().take(MOST_NAMED).cloned().collect();
    let more = if question.named.len() > MOST_NAMED { "等" } else { "" };
    let said = if named.is_empty() {
        "没有写单位".to_owned()
    } else {
        format!("写的单位是 {}{more}", list(&named))
    };
    let flags: Vec<String> =
        question.fields.iter().map(|field| format!("--map {}=", field.name())).collect();
    let flags = flags.join(" ");
    if question.are_others {
        return Problem::new(
            format!("{table} 第 {rows}{said}，没有一行写着本单位{own}"),
            "别的单位的钱不能记进本单位的台账；是拿错了文件，还是写法不同，程序不猜",
            format!(
                "拿错了的换文件；各行都是本单位的，把单位改成本单位的全称、简称或编码，或加 {flags} 不看这一列"
            ),
        );
    }
    Problem::new(
        format!("{table} 第 {rows}{said}，不知道是不是本单位{own}"),
        "名称、编码与本单位的只有一部分相同，或空着的行接在别的单位后面，程序不猜",
        format!(
            "是本单位的，把这几行的单位改成本单位的全称、简称或编码；不是的删去这几行；整个文件都是本单位的，加 {flags} 不看这一列"
        ),
    )
}
