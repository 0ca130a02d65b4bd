//! Rows that sum others, and the unit that a sheet names in its corner.

use crate::table::{Aside, MoneyUnit, NamedUnit, Row, is_space};
use crate::vocabulary::half_width;

/// First words of rows that sum everything before them.
const TOTALS: [&str; 7] = ["合计", "总计", "共计", "累计", "本年累计", "总合计", "合计金额"];

/// First words of rows that sum what came since the last sum.
const SUBTOTALS: [&str; 8] =
    ["小计", "本页合计", "本页小计", "本月合计", "分页小计", "承前页", "过次页", "转次页"];

/// Tells whether a row that begins with `first` and has `others` more filled cells is a sum.
pub(super) fn sums(first: &str, others: usize, width: usize) -> Option<Aside> {
    let label = first.trim_matches(['：', ':', '—', '-', '(', ')', '（', '）']);
    if TOTALS.contains(&label) {
        return Some(Aside::Total);
    }
    if SUBTOTALS.contains(&label) {
        return Some(Aside::Subtotal);
    }
    // `基本支出小计`: a label of its own, in a row that says little else.
    let is_sparse = others.saturating_mul(2) <= width;
    if is_sparse && ["小计", "合计"].iter().any(|word| label.ends_with(word)) {
        return Some(Aside::Subtotal);
    }
    None
}

/// Finds `单位：万元` or `金额单位:元`.
pub(super) fn unit_named<'r>(rows: impl Iterator<Item = &'r Row>) -> Option<NamedUnit> {
    for row in rows.take(200) {
        for cell in &row.cells {
            let text = cell.to_string();
            let compact: String = text.chars().filter(|c| !is_space(*c)).map(half_width).collect();
            let Some((_, after)) = compact.split_once("单位:") else { continue };
            let Some(unit) = MoneyUnit::at_start(after) else { continue };
            return Some(NamedUnit { unit, text, row: row.number });
        }
    }
    None
}
