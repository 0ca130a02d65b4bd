//! Days in narratives that cannot be, or lie outside the year; a part of DATE.

use jiff::civil::Date;
use taizhang_core::FiscalYear;

use super::scan::{without_quotes, without_slots};
use crate::check::case::Case;
use crate::finding::{Finding, Severity};

/// A day or month as written.
#[derive(Debug, PartialEq, Eq)]
struct Written<'a> {
    text: &'a str,
    year: i16,
    month: i8,
    /// The day; none where a month is written.
    day: Option<i8>,
}

pub(in crate::check) fn run(case: &Case<'_>, code: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, (sequence, markdown)) in &case.narratives {
        let text = without_quotes(&without_slots(markdown));
        for written in dates(&text) {
            let Some((severity, fault, fact, remedy)) = judge(case, &written) else { continue };
            let message = format!("“{section}”中写了“{}”，{fault}", written.text);
            findings.push(
                Finding::new(code, severity, format!("{section}#{}", written.text), message)
                    .fact(format!("文中：{}", written.text))
                    .fact(fact)
                    .behind([*sequence])
                    .remedy(remedy),
            );
        }
    }
    findings
}

type Judgement = (Severity, &'static str, String, &'static str);

fn judge(case: &Case<'_>, written: &Written<'_>) -> Option<Judgement> {
    let Written { year, month, day, .. } = *written;
    let Ok(date) = Date::new(year, month, day.unwrap_or(1)) else {
        let fact = format!(
            "日历：{year}年没有{month}月{}",
            day.map_or(String::new(), |d| format!("{d}日"))
        );
        return Some((Severity::Warning, "没有这一天", fact, "核对并改正日期。"));
    };
    // The report is written in the year after, at the latest.
    if year > case.year.get().saturating_add(1) {
        let fact = format!("报告年度：{}", case.year);
        return Some((Severity::Warning, "比报告形成还晚", fact, "核对并改正年份。"));
    }
    let is_year_before = Some(date.year()) == case.year.previous().map(FiscalYear::get);
    is_year_before.then(|| {
        let fact = format!("报告年度：{}", case.year);
        let remedy = "核对是否沿用了上年文字；确是上年的事，写明“上年”。";
        (Severity::Note, "是上年度的", fact, remedy)
    })
}

/// Lists the days and months that name their year, like 2022年6月2日 and 2022年6月.
fn dates(text: &str) -> Vec<Written<'_>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('年') {
        let (before, after) = text.split_at(at);
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let (head, year_text) = before.split_at(before.len().saturating_sub(digits));
        let Some(year) = year_text.parse().ok().filter(|_| digits == 4) else { continue };
        let Some((month_text, rest)) = after.strip_prefix('年').and_then(|a| a.split_once('月'))
        else {
            continue;
        };
        let Ok(month) = month_text.trim().parse() else { continue };
        let day = rest.split_once('日').and_then(|(day, _)| day.trim().parse().ok());
        let mut length =
            year_text.len().saturating_add("年月".len()).saturating_add(month_text.len());
        if let Some((day_text, _)) = rest.split_once('日').filter(|_| day.is_some()) {
            length = length.saturating_add(day_text.len()).saturating_add("日".len());
        }
        let whole = text.get(head.len()..).and_then(|from| from.get(..length));
        found.extend(whole.map(|text| Written { text, year, month, day }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_with_their_year_are_read() {
        let texts = |text| dates(text).into_iter().map(|date| date.text).collect::<Vec<_>>();
        assert_eq!(
            texts("2022年6月2日至2022年 7 月开展，2015年配置，6月5日结束，1986年至1998年"),
            ["2022年6月2日", "2022年 7 月"]
        );
        assert_eq!(texts("2022年2月30日"), ["2022年2月30日"]);
        assert_eq!(texts("2022年度支出12月完成"), Vec::<&str>::new());
    }
}
