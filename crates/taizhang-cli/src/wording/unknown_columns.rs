//! Columns of which nobody knows what they say, in words.

use taizhang_ledger::import::draft::Source;
use taizhang_ledger::import::unknown::UnknownColumn;

use super::{list, table_text};
use crate::error::Problem;

/// How much of what a column says is shown.
const SHOWN: usize = 3;

/// Asks about the columns of a table that fill no field and are not known.
pub(crate) fn unknown_columns(source: &Source) -> Option<Problem> {
    let unknown = &source.mapping.unknown;
    if unknown.is_empty() {
        return None;
    }
    let columns: Vec<String> = unknown.iter().map(column).collect();
    let tells_refunds = unknown.iter().any(|column| column.header.contains('退'));
    let refunds = if tells_refunds {
        "；说的是退回了多少的：加 --accept-columns 入账，退回的再用 taizhang refund 登记"
    } else {
        ""
    };
    let problem = Problem::new(
        format!(
            "{} 有 {} 列程序不认识，没有用到：{}",
            table_text(&source.table),
            unknown.len(),
            columns.join("；")
        ),
        "这些列也许说明哪些行不是本单位的、没有付、付的是另一个数或另一天，程序不能断定",
        format!(
            "要用的：加 --map 字段=列名；说明有的行不该登记的：把那些行从文件里删去；都用不着：加 --accept-columns\
             （记进导入方案，同样表头的不再问）{refunds}"
        ),
    );
    Some(problem.of_table(&source.table.file, source.table.sheet.as_deref()))
}

fn column(unknown: &UnknownColumn) -> String {
    let shown: Vec<&String> = unknown.says.iter().take(SHOWN).collect();
    let rest = unknown.says.len().saturating_sub(SHOWN);
    let rest = if rest > 0 { format!("等 {} 种", unknown.says.len()) } else { String::new() };
    format!("{}（{}{rest}）", unknown.header, list(&shown))
}
