//! Payrolls and lists of one day that the ledger has under another day, in words: of a list, once.

use std::collections::BTreeMap;

use taizhang_ledger::core::Money;
use taizhang_ledger::core::ids::{BatchId, Sequence};
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::{Doubt, ImportPreview, Judged, Verdict};

use crate::error::Problem;
use crate::wording::{row_numbers, table_text};

/// Why a row of a payroll is asked about.
pub(super) const PAYROLL: &str = "这个月同一指标、收款人、摘要的工资已经登记过：可能是同一份工资表改过、另存过，也可能另发了一次";

/// Why a list is asked about.
pub(super) const LIST: &str = "文件名、工作表名、标题里都没有写月份，日期是另外写明的：可能是同一份表又导入一次，\
     也可能另一个时候恰好付了同样的款项";

/// Why a row is asked about where the rest of an import is found again.
pub(super) const PUT_RIGHT: &str = "那一次导入的款项有一半以上又在这次的文件里，而这一笔不在：可能是改过的同一笔，也可能是新的一笔";

/// A list whose rows one import entered.
struct List<'f> {
    rows: Vec<&'f Judged>,
    first: Sequence,
    batch: BatchId,
}

/// Returns the lists whose rows one import entered on another day, each with its words.
pub(super) fn lists(found: &ImportPreview) -> BTreeMap<usize, Problem> {
    let mut lists: BTreeMap<usize, List<'_>> = BTreeMap::new();
    for row in &found.rows {
        if let Verdict::Doubtful(Doubt::SameList { sequence, batch }) = &row.verdict {
            let of_list = lists.entry(row.row.source);
            let (first, batch) = (*sequence, *batch);
            let list = of_list.or_insert(List { rows: Vec::new(), first, batch });
            list.first = first.min(list.first);
            list.rows.push(row);
        }
    }
    let told = lists.into_iter();
    told.filter_map(|(at, list)| Some((at, list_problem(found, at, &list)?))).collect()
}

fn list_problem(found: &ImportPreview, at: usize, list: &List<'_>) -> Option<Problem> {
    let List { rows, first, batch } = list;
    let table = &found.sources.get(at)?.table;
    let amount = Money::sum(rows.iter().map(|row| row.amount)).unwrap_or_default();
    let mut numbers: Vec<u32> = rows.iter().map(|row| row.row.row).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let message = format!(
        "{} 第 {}，{} 元，与登记过的只是日期或号不同（第 {first} 号起，批号 {batch} 的导入）",
        table_text(table),
        row_numbers(&numbers),
        with_thousands(&amount.to_string())
    );
    let remedy = format!(
        "确实是另外的款项：把月份写进文件名（如 4月工资.xlsx）或标题再导入，或加 --accept-doubtful；\
         重复了：不用再导入；那一次日期写错了：先用 taizhang import undo {batch} 撤销，再导入"
    );
    let problem = Problem::new(message, LIST, remedy);
    Some(problem.of_rows(&table.file, table.sheet.as_deref(), numbers))
}
