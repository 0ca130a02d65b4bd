//! Numbers typed into the tables of a text, whose unit stands in the head of their column.

use rust_decimal::Decimal;

use super::scan::{TypedNumber, UNITS};

/// Heads of columns whose numbers count nothing.
const NAMES: [&str; 9] = ["序号", "编号", "文号", "代码", "年度", "年份", "日期", "时间", "页"];

/// Lists the bare numbers in the tables of `text`; those with a unit of their own are found as in any
/// other line.
pub(super) fn table_numbers(text: &str) -> Vec<TypedNumber> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, rule) in lines.iter().enumerate().skip(1) {
        let head = lines.get(at.saturating_sub(1)).copied().unwrap_or_default();
        if !is_rule(rule) || !head.contains('|') {
            continue;
        }
        let heads = cells(head);
        let rows = lines.iter().enumerate().skip(at.saturating_add(1));
        for (row, line) in rows.take_while(|(_, line)| line.contains('|')) {
            for (column, cell) in cells(line).into_iter().enumerate() {
                let head = heads.get(column).copied().unwrap_or_default();
                found.extend(number(cell, head, row.saturating_add(1)));
            }
        }
    }
    found
}

/// Tells whether a line is the rule between the head of a table and its rows.
fn is_rule(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '-' | '|' | ':' | ' ' | '\t'))
}

fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    line.strip_suffix('|').unwrap_or(line).split('|').map(str::trim).collect()
}

fn number(cell: &str, head: &str, line: usize) -> Option<TypedNumber> {
    let digits = cell.trim_matches('*').trim_start_matches(['-', '−']).replace(',', "");
    let value: Decimal = digits.parse().ok()?;
    if NAMES.iter().any(|name| head.contains(name)) {
        return None;
    }
    let unit = unit_of(head);
    let text = format!("{digits}{unit}");
    Some(TypedNumber { value, decimals: value.scale(), unit, text, is_about: false, line })
}

/// Returns the unit that the head of a column states: in brackets, or at its end; nothing if none.
fn unit_of(head: &str) -> &'static str {
    let in_brackets = head.split(['（', '(']).nth(1).map(|rest| rest.trim_end_matches(['）', ')']));
    let named = UNITS.iter().filter(|unit| match in_brackets {
        Some(words) => words.ends_with(**unit),
        None => head.ends_with(**unit),
    });
    named.max_by_key(|unit| unit.len()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_numbers_have_the_unit_of_their_column() {
        let text = "前文\n\n| 序号 | 项目 | 金额（万元） | 占比(%) | 人次 | 备注 |\n|---|:--|--:|---|---|---|\n\
                    | 1 | 甲 | 1,205.30 | 83.4 | **30** | 2 |\n| 2 | 乙 | 5万元 | — | | 无 |\n\n后文 5 | 6";
        let found = table_numbers(text);
        let said: Vec<(&str, &str, usize)> =
            found.iter().map(|n| (n.text.as_str(), n.unit, n.line)).collect();
        let expected =
            [("1205.30万元", "万元", 5), ("83.4%", "%", 5), ("30人次", "人次", 5), ("2", "", 5)];
        assert_eq!(said, expected);
    }

    #[test]
    fn lines_with_bars_and_without_a_rule_are_no_table() {
        assert_eq!(table_numbers("| 金额（万元） |\n| 5 |\n"), []);
        assert_eq!(table_numbers("---\n| 5 |"), []);
    }
}
