//! The month that the words around a table name: `3月`, `2022年3月`, `三月份`, and `2022-03` as the name of
//! a sheet.

use std::collections::BTreeSet;

use super::years::years_in;
use crate::table::is_space;
use crate::vocabulary::compact;

/// Chinese numerals of months, the longer before those that they end with.
const NUMERALS: [(&str, i8); 14] = [
    ("十二", 12),
    ("十一", 11),
    ("十", 10),
    ("一", 1),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("八", 8),
    ("九", 9),
    ("元", 1),
    ("正", 1),
];

/// What stands between the ends of several months.
const BETWEEN: [char; 11] = ['-', '—', '–', '~', '至', '到', '、', ',', '/', '和', '与'];

/// Years and months that words name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) years: BTreeSet<i16>,
    pub(crate) months: BTreeSet<i8>,
    /// Whether some of them stand for several months.
    pub(crate) is_range: bool,
    /// The words that name a month.
    pub(crate) words: Vec<String>,
}

impl Named {
    /// Looks for years and months in a text; days of the calendar name none.
    pub(crate) fn read(&mut self, text: &str) {
        let compact = compact(text);
        let mut own = Self::default();
        if let Some((year, month)) = year_and_month(&compact) {
            own.years.insert(year);
            own.months.insert(month);
        } else {
            own.years = years_in(&compact);
            for (at, _) in compact.match_indices('月') {
                own.month_before(&compact, at);
            }
        }
        if !own.months.is_empty() {
            self.words.push(text.trim_matches(is_space).to_owned());
        }
        self.years.extend(own.years);
        self.months.extend(own.months);
        self.is_range |= own.is_range;
    }

    fn month_before(&mut self, text: &str, at: usize) {
        let after = text.get(at..).unwrap_or_default().trim_start_matches(['月', '份']);
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_day = rest.len() < after.len() && rest.starts_with(['日', '号']);
        let Some((month, start)) = text.get(..at).and_then(last_number).filter(|_| !is_day) else {
            return;
        };
        let head = text.get(..start).unwrap_or_default();
        let bare = head.trim_end_matches(BETWEEN);
        let year = bare.len().checked_sub(4).and_then(|start| bare.get(start..));
        let follows_year = year.is_some_and(|year| in_range(year).is_some());
        let goes_on = bare.len() < head.len() && last_number(bare.trim_end_matches('月')).is_some();
        if goes_on && !follows_year {
            self.is_range = true;
            self.months.extend(last_number(bare.trim_end_matches('月')).map(|(first, _)| first));
        }
        self.months.insert(month);
    }
}

/// Reads the number of a month that a text ends with, and where it begins.
pub(crate) fn last_number(text: &str) -> Option<(i8, usize)> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if digits.len() < text.len() {
        let number = text.get(digits.len()..)?.parse().ok()?;
        return (1..=12).contains(&number).then_some((number, digits.len()));
    }
    NUMERALS.iter().find_map(|(word, month)| Some((*month, text.strip_suffix(word)?.len())))
}

/// Reads a text that is nothing but a year and a month: `2022-03`, `2022.3`, `202203`.
fn year_and_month(text: &str) -> Option<(i16, i8)> {
    let (year, month) = (text.get(..4)?, text.get(4..)?);
    let month = match month.strip_prefix(['-', '.', '/', '_', '年']) {
        Some(month) => month,
        None => Some(month).filter(|month| month.len() == 2)?,
    };
    let is_number = !month.is_empty() && month.bytes().all(|byte| byte.is_ascii_digit());
    let number = month.parse().ok().filter(|number| is_number && (1..=12).contains(number))?;
    Some((in_range(year)?, number))
}

fn in_range(digits: &str) -> Option<i16> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|year| is_number && (1990..=2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_from_titles_and_names_of_sheets() {
        // The text, the months, whether several are meant, and the years.
        let cases: &[(&str, &[i8], bool, &[i16])] = &[
            ("3月", &[3], false, &[]),
            ("03 月", &[3], false, &[]),
            ("２０２２年３月", &[3], false, &[2022]),
            ("三月份", &[3], false, &[]),
            ("十二月支出明细账", &[12], false, &[]),
            ("二〇二二年十月", &[10], false, &[2022]),
            ("元月", &[1], false, &[]),
            ("2022-3月", &[3], false, &[]),
            ("2022-03", &[3], false, &[2022]),
            ("2022.12", &[12], false, &[2022]),
            ("202203", &[3], false, &[2022]),
            ("1-3月", &[1, 3], true, &[]),
            ("1月至3月", &[1, 3], true, &[]),
            ("一、二月", &[1, 2], true, &[]),
            ("13月", &[], false, &[]),
            ("0月", &[], false, &[]),
            ("202213", &[], false, &[]),
            ("3个月", &[], false, &[]),
            ("本月", &[], false, &[]),
            ("制表日期：2022年4月5日", &[], false, &[]),
            ("2022年4月5日", &[], false, &[2022]),
            ("2021年3月 2022年3月", &[3], false, &[2021, 2022]),
            ("2022年度", &[], false, &[2022]),
            ("Sheet3", &[], false, &[]),
        ];
        for (text, months, is_range, years) in cases {
            let mut named = Named::default();
            named.read(text);
            let found: Vec<i8> = named.months.iter().copied().collect();
            assert_eq!((found.as_slice(), named.is_range), (*months, *is_range), "{text}");
            assert_eq!(named.years.iter().copied().collect::<Vec<_>>(), *years, "{text}");
        }
    }
}
