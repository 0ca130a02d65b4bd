//! Activities and surveys.

use taizhang_core::figure::FigureError;

use super::{Draft, Head};
use crate::Grounds;
use crate::compose::facts::survey_key;
use crate::compose::year::ReportYear;
use crate::report::{Align, Block, Cell};

/// 活动一览表.
pub(super) fn activities(year: &ReportYear<'_>) -> Vec<Block> {
    let heads = vec![
        Head("时间", 12, Align::Center),
        Head("活动", 13, Align::Left),
        Head("地点", 7, Align::Left),
        Head("计数结果", 15, Align::Left),
        Head("台账号", 5, Align::Right),
    ];
    let mut draft = Draft::portrait(format!("{}年度活动一览表", year.fiscal_year), heads);
    for statement in year.book().activities().iter() {
        let activity = &statement.fact;
        let results = activity.results.iter();
        let results: Vec<String> =
            results.map(|result| format!("{}{}", result.name, result.quantity)).collect();
        let of_event = Grounds::events(&activity.name, [statement.sequence.get()]);
        draft.rows.push(vec![
            Cell::text(period(activity.start, activity.end)),
            Cell::text(&activity.name),
            Cell::text(&activity.place),
            Cell::text(results.join("；")).resting_on(of_event.clone()),
            Cell::text(statement.sequence.to_string()).resting_on(of_event),
        ]);
    }
    draft.finish()
}

fn period(start: jiff::civil::Date, end: jiff::civil::Date) -> String {
    let first = format!("{}月{}日", start.month(), start.day());
    if start == end {
        return first;
    }
    if start.month() == end.month() && start.year() == end.year() {
        return format!("{first}—{}日", end.day());
    }
    format!("{first}—{}月{}日", end.month(), end.day())
}

/// 满意度调查表.
pub(super) fn surveys(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("调查对象", 5, Align::Left),
        Head("有效样本数", 3, Align::Right),
        Head("满意份数", 3, Align::Right),
        Head("满意率（÷有效样本）", 5, Align::Right),
    ];
    let mut draft = Draft::portrait(format!("{}年度满意度调查表", year.fiscal_year), heads);
    for statement in year.surveys() {
        let survey = &statement.fact;
        let of_event = Grounds::events(&survey.subject, [statement.sequence.get()]);
        draft.rows.push(vec![
            Cell::text(&survey.subject),
            Cell::text(survey.sample.to_string()).resting_on(of_event.clone()),
            Cell::text(survey.satisfied.to_string()).resting_on(of_event),
            year.cell(&survey_key(&survey.subject))?,
        ]);
    }
    Ok(draft.finish())
}
