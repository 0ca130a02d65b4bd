//! The year that titles, the name of the sheet and rows between others name, for days that are written
//! without one.

use std::collections::BTreeSet;

use crate::table::{Cell, NamedYear, Row, is_space, without_spaces};
use crate::vocabulary::half_width;

/// Words of titles that name the time of a list; the numbers behind them need no 年.
const PERIODS: [&str; 9] =
    ["期间", "所属期", "年度", "月份", "Year", "year", "FY", "Period", "period"];

/// Words before the day on which a list was made, which is mostly later than its time.
const MADE: [&str; 14] = [
    "打印日期",
    "打印时间",
    "制表日期",
    "制表时间",
    "填表日期",
    "填表时间",
    "填报日期",
    "填报时间",
    "导出日期",
    "导出时间",
    "生成日期",
    "生成时间",
    "下载日期",
    "下载时间",
];

/// Finds the years that are named around a table, each once: above its header, by its sheet, and by rows of
/// its body that say nothing else.
pub(super) fn around(sheet: Option<&str>, titles: &[Row], body: &[Row]) -> Vec<NamedYear> {
    let mut years = named(titles);
    let mut add = |year: i16, text: &str, row: Option<u32>| {
        if !years.iter().any(|known| known.year == year) {
            years.push(NamedYear { year, text: text.to_owned(), row });
        }
    };
    if let Some(sheet) = sheet {
        numbers_of(&without_spaces(sheet)).for_each(|year| add(year, sheet, None));
    }
    for row in body {
        let Some(Cell::Text(text)) = row.lone_cell() else { continue };
        // A number alone need not be a year.
        if let Some(year) = year_alone(text).filter(|_| text.contains('年')) {
            add(year, text, Some(row.number));
        }
    }
    years
}

/// Reads a text that says nothing but a year: `2021`, `2021年度`, `二〇二一年`.
pub(crate) fn year_alone(text: &str) -> Option<i16> {
    let compact: String = without_spaces(text).chars().map(half_width).collect();
    let digits = in_digits(&compact);
    let bare = ["年度", "年份", "年"].iter().find_map(|end| digits.strip_suffix(end));
    let bare = bare.unwrap_or(&digits);
    let is_year = bare.len() == 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
    bare.parse().ok().filter(|year| is_year && (1990..=2100).contains(year))
}

/// Returns the time that stands behind a word like 会计期间.
fn period(compact: &str) -> String {
    let behind = PERIODS.iter().find_map(|word| Some(compact.split_once(word)?.1));
    let time = behind.unwrap_or_default().trim_start_matches([':', '：']);
    time.chars().take_while(|c| c.is_ascii_digit() || "年月日.-/至到~—".contains(*c)).collect()
}

/// Finds years among the numbers of a text: `2021`, `202103`, `20210315`.
fn numbers_of(compact: &str) -> impl Iterator<Item = i16> + use<> {
    let compact = in_digits(compact);
    let numbers = compact.split(|c: char| !c.is_ascii_digit()).map(str::to_owned);
    numbers.collect::<Vec<_>>().into_iter().filter_map(|number| {
        let year: i16 = number.get(..4)?.parse().ok()?;
        let rest = number.get(4..)?;
        let has_month = || rest.get(..2).and_then(|month| month.parse().ok());
        let is_time = match rest.len() {
            0 => true,
            2 | 4 => has_month().is_some_and(|month: u8| (1..=12).contains(&month)),
            _ => false,
        };
        ((1990..=2100).contains(&year) && is_time).then_some(year)
    })
}

/// Finds the years that the name of a file names, each once: `资产2025.xlsx`, `2025年度指标.xlsx`. Days are
/// those of the export, and years in brackets are of documents: 示财预〔2025〕8号 may be of the next year's budget.
pub(crate) fn of_file_name(name: &str) -> BTreeSet<i16> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut compact = in_digits(&without_spaces(stem));
    for (open, close) in [('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】')] {
        while let Some((before, rest)) = compact.split_once(open) {
            let after = rest.split_once(close).map_or("", |(_, after)| after);
            compact = format!("{before} {after}");
        }
    }
    let numbers = compact.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() <= 6);
    let of_numbers = numbers.flat_map(numbers_of);
    let years: BTreeSet<i16> = of_numbers.collect();
    let days: BTreeSet<i16> =
        years_of(&compact).filter(|(_, is_of_day)| *is_of_day).map(|(year, _)| year).collect();
    years.difference(&days).copied().collect()
}

/// Writes a year like 二〇二一年 in digits.
fn in_digits(compact: &str) -> String {
    const DIGITS: [&str; 10] = ["〇○零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |c: char| {
        let value = DIGITS.iter().position(|digits| digits.contains(c));
        value.and_then(|value| char::from_digit(u32::try_from(value).ok()?, 10))
    };
    let mut characters: Vec<char> = compact.chars().collect();
    let ends: Vec<usize> =
        (4..characters.len()).filter(|at| characters.get(*at) == Some(&'年')).collect();
    for end in ends {
        let Some(year) = characters.get_mut(end.saturating_sub(4)..end) else { continue };
        if year.iter().all(|c| digit(*c).is_some()) {
            for c in year {
                *c = digit(*c).unwrap_or(*c);
            }
        }
    }
    characters.into_iter().collect()
}

/// Leaves the day out on which a list was made.
fn without_making(compact: &str) -> String {
    let mut rest = compact;
    let mut left = String::new();
    while let Some((at, word)) =
        MADE.iter().filter_map(|word| Some((rest.find(word)?, *word))).min()
    {
        let (before, behind) = rest.split_at(at);
        left.push_str(before);
        let behind = behind.strip_prefix(word).unwrap_or(behind);
        rest = behind_day(behind.trim_start_matches([':', '：']));
        // What comes next must not grow together with what stood before.
        left.push(' ');
    }
    left.push_str(rest);
    left
}

/// Returns what stands behind the day that a text begins with; spaces are gone, so that another year may follow.
fn behind_day(text: &str) -> &str {
    if let Some((day, behind)) = text.split_at_checked(8)
        && day.bytes().all(|b| b.is_ascii_digit())
    {
        return behind;
    }
    let mut rest = text;
    for (most, ends) in [(4, "年-/."), (2, "月-/."), (2, "日")] {
        let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let behind = rest.get(digits..).unwrap_or_default();
        match behind.strip_prefix(|c: char| ends.contains(c)) {
            Some(behind) if digits > 0 => rest = behind,
            _ => return behind,
        }
    }
    rest
}

/// Finds the years that the rows above a header name, each once. A year of a whole date, as in
/// `2026年1月5日`, counts only where no title names a year by itself, and that of the day on which the list
/// was made never does: lists are printed in other years than theirs.
pub(super) fn named(titles: &[Row]) -> Vec<NamedYear> {
    let (mut alone, mut of_days): (Vec<NamedYear>, Vec<NamedYear>) = (Vec::new(), Vec::new());
    for row in titles {
        for text in row.cells.iter().map(ToString::to_string) {
            let compact = in_digits(&without_making(&without_spaces(&text)));
            let numbers = numbers_of(&period(&compact)).map(|year| (year, false));
            for (year, is_of_day) in years_of(&compact).chain(numbers) {
                let years = if is_of_day { &mut of_days } else { &mut alone };
                if !years.iter().any(|known| known.year == year) {
                    let text = text.trim_matches(is_space).to_owned();
                    years.push(NamedYear { year, text, row: Some(row.number) });
                }
            }
        }
    }
    if alone.is_empty() { of_days } else { alone }
}

/// Finds the one year that a text names, like `2022年`.
pub(crate) fn year_in(text: &str) -> Option<i16> {
    let years = years_in(&without_spaces(text));
    years.first().copied().filter(|_| years.len() == 1)
}

/// Finds the years that a text without spaces names.
pub(super) fn years_in(compact: &str) -> BTreeSet<i16> {
    years_of(&in_digits(&without_making(compact))).map(|(year, _)| year).collect()
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
        // Spaces are gone: behind 2021年3月 may stand 2022年3月.
        let day = || after.take_while(char::is_ascii_digit).count();
        let has_day = has_month && goes_on && (1..=2).contains(&day());
        (mark == "年" || has_day).then_some((year, has_day))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_names_years_and_not_the_day_of_its_export() {
        let cases: &[(&str, &[i16])] = &[
            ("资产2025.xlsx", &[2025]),
            ("2025年度指标.xlsx", &[2025]),
            ("二〇二五年人员.xls", &[2025]),
            ("资产202512.csv", &[2025]),
            ("2025-2026对比.xlsx", &[2025, 2026]),
            ("资产_20260105.xlsx", &[]),
            ("资产2026-01-05.xlsx", &[]),
            ("示财预〔2025〕8号.xlsx", &[]),
            ("示财预[2025]8号 2026年.xlsx", &[2026]),
            ("表12025.xlsx", &[]),
        ];
        for (name, years) in cases {
            assert_eq!(of_file_name(name).into_iter().collect::<Vec<_>>(), *years, "{name}");
        }
    }

    #[test]
    fn a_title_names_its_year_and_a_date_of_printing_none() {
        let cases: &[(&[&str], &[i16])] = &[
            (&["2025年度支付明细表"], &[2025]),
            (&["2025 年 支付明细", "打印日期：2026年1月5日"], &[2025]),
            (&["支付明细", "打印日期：2026年1月5日"], &[]),
            (&["3月支付明细 制表日期 2022-12-31"], &[]),
            (&["制表日期：2022年12月31日 期间：2021年3月"], &[2021]),
            (&["制表日期：2022年12月31日 2021年3月支付"], &[2021]),
            (&["导出时间：2022-12-31 2021年3月支付"], &[2021]),
            (&["制表日期：20221231 2021年度"], &[2021]),
            (&["支付明细", "2026年1月5日"], &[2026]),
            (&["2021年3月 2022年3月"], &[2021, 2022]),
            (&["支付明细", "2026-01-01至2026-03-31"], &[2026]),
            (&["2025年预算2026年支付明细"], &[2025, 2026]),
            (&["2026年1月支付明细"], &[2026]),
            (&["二〇二一年支付明细"], &[2021]),
            (&["二零二一年度"], &[2021]),
            (&["示财预〔2021〕5号 2022年度 编号2001"], &[2022]),
            (&["会计期间：202102"], &[2021]),
            (&["Payments of FY2021"], &[2021]),
            (&["Fiscal year: 2021"], &[2021]),
            (&["会计期间：2021.01-2021.12"], &[2021]),
            (&["所属期：2021-02"], &[2021]),
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
