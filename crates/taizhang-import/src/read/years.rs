//! The year that titles name, for days that are written without one.

use crate::table::{NamedYear, Row, is_space, without_spaces};

/// Finds the years that the rows above a header name, each once. A year of a whole date, as in
/// `制表日期：2026年1月5日`, counts only where no title names a year by itself: lists are printed in
/// other years than theirs.
pub(super) fn named(titles: &[Row]) -> Vec<NamedYear> {
    let (mut alone, mut of_days): (Vec<NamedYear>, Vec<NamedYear>) = (Vec::new(), Vec::new());
    for row in titles {
        for text in row.cells.iter().map(ToString::to_string) {
            for (year, is_of_day) in years_of(&without_spaces(&text)) {
                let years = if is_of_day { &mut of_days } else { &mut alone };
                if !years.iter().any(|known| known.year == year) {
                    let text = text.trim_matches(is_space).to_owned();
                    years.push(NamedYear { year, text, row: row.number });
                }
            }
        }
    }
    if alone.is_empty() { of_days } else { alone }
}

/// Finds the one year that a text names, like `2022年`.
pub(crate) fn year_in(text: &str) -> Option<i16> {
    let compact = without_spaces(text);
    let mut years = years_of(&compact).map(|(year, _)| year);
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// Finds four digits before 年, or before a month as in `2022-01`, and tells whether a day follows.
fn years_of(compact: &str) -> impl Iterator<Item = (i16, bool)> + '_ {
    let marks = compact.match_indices(['年', '-', '/', '.']);
    marks.filter_map(move |(at, mark)| {
        let before = compact.get(..at)?;
        let start = before.len().checked_sub(4)?;
        let digits = before.get(start..).filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?;
        let is_longer = before.get(..start)?.ends_with(|c: char| c.is_ascii_digit());
        let year = digits.parse::<i16>().ok();
        let year = year.filter(|year| !is_longer && (1990..=2100).contains(year))?;
        let rest = compact.get(at.saturating_add(mark.len())..)?;
        let month = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let has_month = month.len() < rest.len();
        let mut after = month.chars();
        let goes_on = match mark {
            "年" => after.next() == Some('月'),
            _ => after.as_str().starts_with(mark) && after.next().is_some(),
        };
        let has_day = has_month && goes_on && after.next().is_some_and(|c| c.is_ascii_digit());
        (mark == "年" || has_day).then_some((year, has_day))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;

    #[test]
    fn a_title_names_its_year_and_a_date_of_printing_none() {
        let cases: &[(&[&str], &[i16])] = &[
            (&["2025年度支付明细表"], &[2025]),
            (&["2025 年 支付明细", "打印日期：2026年1月5日"], &[2025]),
            (&["支付明细", "打印日期：2026年1月5日"], &[2026]),
            (&["支付明细", "2026-01-01至2026-03-31"], &[2026]),
            (&["2025年预算2026年支付明细"], &[2025, 2026]),
            (&["2026年1月支付明细"], &[2026]),
            (&["2026年1月1日至2026年1月31日"], &[2026]),
            (&["示财预〔2022〕1号", "共12025年", "账号 2026-1"], &[]),
        ];
        for (titles, expected) in cases {
            let row = |text: &&str| Row { number: 1, cells: vec![Cell::text(text)] };
            let rows: Vec<Row> = titles.iter().map(row).collect();
            let years: Vec<i16> = named(&rows).iter().map(|named| named.year).collect();
            assert_eq!(years, *expected, "{titles:?}");
        }
    }
}
