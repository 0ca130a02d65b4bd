//! 基础数据表: the figures of the year that some provinces want before the indicators.

use taizhang_core::event::ThreePublic;
use taizhang_core::figure::FigureError;

use super::{Draft, Head};
use crate::compose::year::{ReportYear, absent};
use crate::report::{Align, Block, Cell};

/// Class of the economic codes that 公用经费 is made of.
const GOODS_AND_SERVICES: &str = "302";

/// 部门整体支出基础数据表.
pub(super) fn table(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("项目", 8, Align::Left),
        Head("年初预算数", 4, Align::Right),
        Head("全年预算数", 4, Align::Right),
        Head("决算数", 4, Align::Right),
    ];
    let caption = format!("{}年度部门整体支出基础数据表", year.fiscal_year);
    let mut draft = Draft::portrait(caption, heads);
    draft.unit = Some(year.unit_line());
    for (name, key) in [
        ("编制数", "posts.total"),
        ("在职实有人数", "headcount.in_post"),
        ("在职人员控制率", "rate.headcount"),
    ] {
        draft.rows.push(vec![Cell::text(name), absent(), absent(), year.cell(key)?]);
    }
    draft.rows.push(spent("三公经费", "outturn.three_public.total", year)?);
    for kind in ThreePublic::ALL {
        let key = format!("outturn.three_public.{}", kind.key());
        draft.rows.push(spent(&format!("　{}", kind.name()), &key, year)?);
    }
    draft.rows.push(budgeted("项目支出", "project", year)?);
    draft.rows.push(budgeted("公用经费", "basic.operating", year)?);
    for code in year.economic_codes() {
        let is_part = code.as_str().starts_with(GOODS_AND_SERVICES) && code.as_str().len() > 3;
        let key = format!("outturn.basic.economic.{}", code.as_str());
        if is_part && !year.is_zero(&key)? {
            draft.rows.push(spent(&format!("　{}", year.economic_name(&code)), &key, year)?);
        }
    }
    draft.rows.push(spent("政府采购金额", "outturn.procurement", year)?);
    draft.rows.push(budgeted("部门整体支出", "total", year)?);
    draft.rows.push(vec![
        Cell::text("预算调整"),
        absent(),
        year.cell("budget.adjustment.total")?,
        absent(),
    ]);
    draft
        .notes
        .push("三公经费、政府采购的预算数和楼堂馆所控制情况台账不记，照批复填写。".to_owned());
    Ok(draft.finish())
}

fn spent(name: &str, key: &str, year: &ReportYear<'_>) -> Result<Vec<Cell>, FigureError> {
    Ok(vec![Cell::text(name), absent(), absent(), year.cell(key)?])
}

fn budgeted(name: &str, scope: &str, year: &ReportYear<'_>) -> Result<Vec<Cell>, FigureError> {
    Ok(vec![
        Cell::text(name),
        year.cell(&format!("budget.original.{scope}"))?,
        year.cell(&format!("budget.final.{scope}"))?,
        year.cell(&format!("outturn.{scope}"))?,
    ])
}
