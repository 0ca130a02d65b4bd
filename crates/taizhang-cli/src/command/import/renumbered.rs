//! Payments that the ledger has under other numbers, in words: of a sheet that is full of them, once.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_ledger::core::Money;
use taizhang_ledger::core::ids::{BatchId, Sequence};
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::{Beside, Doubt, ImportPreview, Judged, Verdict};

use super::obstacles::{place_of, placed};
use crate::error::Problem;
use crate::wording::{place_text, row_numbers, table_text};

/// How many rows of a sheet are told one by one.
const EACH: usize = 8;

/// Why a payment under another number is asked about.
pub(super) const REASON: &str = "日期、金额、收款人、摘要、指标都相同，只有凭证号不同：可能凭证号重新编过（整理断号、中间插了凭证），\
     也可能另有一笔相同的款项";

/// A row with the payment that it may be.
struct Found<'f> {
    row: &'f Judged,
    sequence: Sequence,
    voucher: &'f str,
    batch: Option<BatchId>,
}

/// Returns the sheets of which all rows, or many, are asked about for their numbers, each with its words.
pub(super) fn sheets(found: &ImportPreview) -> BTreeMap<usize, Problem> {
    let mut sheets: BTreeMap<usize, (usize, Vec<Found<'_>>)> = BTreeMap::new();
    for row in &found.rows {
        let (count, of_sheet) = sheets.entry(row.row.source).or_default();
        *count = count.saturating_add(1);
        if let Verdict::Doubtful(Doubt::OtherNumber { sequence, voucher, batch }) = &row.verdict {
            of_sheet.push(Found { row, sequence: *sequence, voucher, batch: *batch });
        }
    }
    let told = sheets
        .into_iter()
        .filter(|(_, (count, rows))| rows.len() > EACH || rows.len() > 1 && rows.len() == *count);
    told.filter_map(|(at, (count, rows))| Some((at, sheet_problem(found, at, count, rows)?)))
        .collect()
}

fn sheet_problem(
    found: &ImportPreview,
    at: usize,
    count: usize,
    mut rows: Vec<Found<'_>>,
) -> Option<Problem> {
    let table = &found.sources.get(at)?.table;
    rows.sort_by_key(|of| of.row.row);
    let first = rows.first()?;
    let amount = Money::sum(rows.iter().map(|of| of.row.amount)).unwrap_or_default();
    let numbers: Vec<u32> = rows.iter().map(|of| of.row.row.row).collect();
    let all = if rows.len() == count { "全都" } else { "" };
    let message = format!(
        "{} 第 {}，{} 元，{all}像是已经登记过，只是凭证号不同（如第 {} 行 {} 是第 {} 号，凭证号 {}）",
        table_text(table),
        row_numbers(&numbers),
        with_thousands(&amount.to_string()),
        first.row.row.row,
        first.row.identity,
        first.sequence,
        first.voucher
    );
    let batches: BTreeSet<BatchId> = rows.iter().filter_map(|of| of.batch).collect();
    let remedy = format!(
        "是同样的款项：不用再导入（加 --only-new 只登记新增的）{}；确实都是另外的款项：加 --accept-doubtful",
        undo(&batches)
    );
    Some(Problem::new(message, REASON, remedy).of_rows(
        &table.file,
        table.sheet.as_deref(),
        numbers,
    ))
}

/// Says how the ledger comes to the numbers of the file.
fn undo(batches: &BTreeSet<BatchId>) -> String {
    let commands: Vec<String> =
        batches.iter().map(|batch| format!("taizhang import undo {batch}")).collect();
    match commands.as_slice() {
        [] => String::new(),
        commands => format!("；台账要改用新号：先运行 {}，再导入这个文件", commands.join(" 和 ")),
    }
}

/// Words of new payments with a number that the ledger has for another one.
pub(super) fn shared_numbers(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    found.rows.iter().filter_map(|row| {
        let Beside { sequence, batch } = row.beside?;
        let place = place_of(found, row);
        let problem = Problem::new(
            format!(
                "{}（{}）：台账里第 {sequence} 号也是这个凭证号，是另一笔款项",
                place_text(&place),
                row.identity
            ),
            "文件里的凭证号与台账的错开了：台账的那一笔，文件里是另一个号",
            format!("两笔同号也可以登记{}", undo(&batch.into_iter().collect())),
        );
        Some(placed(problem, found, row, &place))
    })
}
