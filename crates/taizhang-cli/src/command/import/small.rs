//! Lists whose payments are far smaller than those before, in words, once each.

use std::collections::BTreeMap;

use taizhang_ledger::core::Money;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::draft::RowRef;
use taizhang_ledger::{Doubt, ImportPreview, Judged, Verdict};

use crate::error::Problem;
use crate::wording::{row_numbers, table_text};

/// Why a list is asked about.
pub(super) const REASON: &str =
    "同样的收款人、指标以往付的大得多：这张表写的可能是万元或千元，当成元登记就少了";

/// Returns the lists whose payments are far smaller than those before, each with its words.
pub(super) fn lists(found: &ImportPreview) -> BTreeMap<usize, Problem> {
    let mut lists: BTreeMap<usize, Vec<&Judged>> = BTreeMap::new();
    let mut firsts: BTreeMap<usize, (RowRef, Money)> = BTreeMap::new();
    for row in &found.rows {
        if let Verdict::Doubtful(Doubt::Small { row: first, usual }) = row.verdict {
            lists.entry(row.row.source).or_default().push(row);
            firsts.insert(row.row.source, (first, usual));
        }
    }
    let told = lists.into_iter();
    told.filter_map(|(at, rows)| Some((at, problem(found, at, &rows, *firsts.get(&at)?)?)))
        .collect()
}

fn problem(
    found: &ImportPreview,
    at: usize,
    rows: &[&Judged],
    (first, usual): (RowRef, Money),
) -> Option<Problem> {
    let table = &found.sources.get(at)?.table;
    let yuan = |amount: Money| with_thousands(&amount.to_string());
    let sum = Money::sum(rows.iter().map(|row| row.amount)).unwrap_or_default();
    let mut numbers: Vec<u32> = rows.iter().map(|row| row.row.row).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let example = found.rows.iter().find(|row| row.row == first)?;
    let message = format!(
        "{} 第 {}，共 {} 元，多数比以往小一千倍到一万倍（如第 {} 行 {} 元，同样的以往中位数是 {} 元）",
        table_text(table),
        row_numbers(&numbers),
        yuan(sum),
        first.row,
        yuan(example.amount),
        yuan(usual)
    );
    let remedy = "其实是万元（或千元）的：加 --unit 万元（或 --unit 千元；文件里写着元的，先改正）；金额没有错，就是元：加 --accept-doubtful";
    let problem = Problem::new(message, REASON, remedy);
    Some(problem.of_rows(&table.file, table.sheet.as_deref(), numbers))
}
