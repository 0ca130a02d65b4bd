//! The months that the name of a sheet stands for: `3月`, `1-3月`, `一季度`, `上半年`, `全年`.

use std::collections::BTreeSet;

use crate::read::month::{Named, last_number};
use crate::vocabulary::compact;

/// Returns the months that a name stands for; none where it names none.
pub(crate) fn months_of(name: &str) -> BTreeSet<i8> {
    let compact = compact(name);
    let mut named = Named::default();
    named.read(&compact);
    if let Some((first, last)) = named.months.first().zip(named.months.last()) {
        return if named.is_range { (*first..=*last).collect() } else { named.months };
    }
    if let Some(quarter) = quarter_of(&compact) {
        let last = quarter.saturating_mul(3);
        return (last.saturating_sub(2)..=last).collect();
    }
    if compact.contains("上半年") {
        return (1..=6).collect();
    }
    if compact.contains("下半年") {
        return (7..=12).collect();
    }
    let is_year = !named.years.is_empty()
        && compact.trim_end_matches("年度").trim_end_matches('年').len() == 4;
    if is_year || compact.contains("全年") { (1..=12).collect() } else { BTreeSet::new() }
}

/// Reads `一季度`, `第2季`, `Q3`.
fn quarter_of(name: &str) -> Option<i8> {
    let before = name.find('季').and_then(|at| name.get(..at)).and_then(last_number);
    let western = || {
        let digit = name.strip_prefix(['Q', 'q'])?;
        Some((digit.parse().ok()?, 0))
    };
    let (quarter, _) = before.or_else(western)?;
    (1..=4).contains(&quarter).then_some(quarter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_stand_for_months() {
        let cases: &[(&str, std::ops::RangeInclusive<i8>)] = &[
            ("3月", 3..=3),
            ("十二月份", 12..=12),
            ("2022年3月", 3..=3),
            ("1-3月", 1..=3),
            ("1月—6月", 1..=6),
            ("一季度", 1..=3),
            ("第４季度汇总", 10..=12),
            ("2季", 4..=6),
            ("Q3", 7..=9),
            ("上半年", 1..=6),
            ("2022年下半年", 7..=12),
            ("全年", 1..=12),
            ("2022年度", 1..=12),
        ];
        for (name, months) in cases {
            assert_eq!(months_of(name), months.clone().collect(), "{name}");
        }
        for name in ["汇总", "Sheet1", "五季度", "Q5", "季度", "2022年支出", ""] {
            assert_eq!(months_of(name), BTreeSet::new(), "{name}");
        }
    }
}
