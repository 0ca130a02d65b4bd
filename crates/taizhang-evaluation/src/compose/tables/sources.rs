//! 取数说明: every figure that the report uses and where it comes from.

use std::collections::BTreeSet;

use taizhang_core::figure::{FigureError, FigureKey};

use super::{Draft, Head};
use crate::compose::year::ReportYear;
use crate::report::{Align, Block, Cell};

/// Lists the figures `used` in the report, with the number of events behind each.
pub(in crate::compose) fn figure_sources(
    year: &ReportYear<'_>,
    used: &BTreeSet<FigureKey>,
    event_count: &dyn Fn(&FigureKey) -> u64,
) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("数据", 6, Align::Left),
        Head("数值", 4, Align::Right),
        Head("取数口径", 9, Align::Left),
        Head("事件数", 2, Align::Right),
        Head("取数键", 6, Align::Left),
    ];
    let mut draft = Draft::landscape("报告所用数据及其来源", heads);
    draft.unit = Some(year.unit_line());
    for key in used {
        let figure = year.figures.get(key)?;
        draft.rows.push(vec![
            Cell::text(figure.label),
            year.cell(key.as_str())?,
            Cell::text(figure.formula),
            Cell::text(event_count(key).to_string()),
            Cell::text(key.as_str()),
        ]);
    }
    Ok(draft.finish())
}
