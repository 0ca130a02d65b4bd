//! People and assets.

use taizhang_core::Money;
use taizhang_core::event::{AssetClass, PostKind, StaffCategory};
use taizhang_core::figure::FigureError;

use super::{Draft, Head};
use crate::compose::year::ReportYear;
use crate::report::{Align, Block, Cell};

/// 人员编制情况表.
pub(super) fn staff(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("类别", 3, Align::Left),
        Head("项目", 5, Align::Left),
        Head("数量", 3, Align::Right),
    ];
    let mut draft = Draft::portrait(format!("{}年末人员编制情况表", year.fiscal_year), heads);
    let posts = PostKind::ALL.map(|kind| (kind.name(), format!("posts.{}", kind.key())));
    group(year, &mut draft, "编制", &posts, Some(("编制总数", "posts.total")))?;
    let category =
        |category: StaffCategory| (category.name(), format!("headcount.{}", category.key()));
    let (in_post, retired): (Vec<_>, Vec<_>) =
        StaffCategory::ALL.into_iter().partition(|category| category.is_in_post());
    let in_post: Vec<_> = in_post.into_iter().map(category).collect();
    group(year, &mut draft, "在职", &in_post, Some(("在职合计", "headcount.in_post")))?;
    let retired: Vec<_> = retired.into_iter().map(category).collect();
    group(year, &mut draft, "离退休", &retired, None)?;
    Ok(draft.finish())
}

fn group(
    year: &ReportYear<'_>,
    draft: &mut Draft<'_>,
    name: &str,
    members: &[(&str, String)],
    total: Option<(&str, &str)>,
) -> Result<(), FigureError> {
    let mut rows = Vec::new();
    for (label, key) in members {
        if !year.is_zero(key)? {
            rows.push(vec![Cell::text(*label), year.cell(key)?]);
        }
    }
    if let Some((label, key)) = total.filter(|_| !rows.is_empty()) {
        rows.push(vec![Cell::text(label), year.cell(key)?]);
    }
    let height = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    if let Some(first) = rows.first_mut() {
        first.insert(0, Cell::text(name).spanning(1, height).aligned(Align::Center));
    }
    draft.rows.append(&mut rows);
    Ok(())
}

/// 资产状况表.
pub(super) fn assets(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("类别", 6, Align::Left),
        Head("原值", 3, Align::Right),
        Head("净值", 3, Align::Right),
    ];
    let mut draft = Draft::portrait(format!("{}年末资产状况表", year.fiscal_year), heads);
    draft.unit = Some(year.unit_line());
    let (mut gross_parts, mut net_parts) = (Vec::<Money>::new(), Vec::<Money>::new());
    for class in AssetClass::ALL {
        let gross = format!("assets.gross.{}", class.key());
        let net = format!("assets.net.{}", class.key());
        if year.is_zero(&gross)? {
            continue;
        }
        gross_parts.push(year.money(&gross)?);
        net_parts.push(year.money(&net)?);
        draft.rows.push(vec![Cell::text(class.name()), year.cell(&gross)?, year.cell(&net)?]);
    }
    if draft.rows.is_empty() {
        return Ok(Vec::new());
    }
    for (name, key) in [("其中：固定资产", "fixed"), ("合计", "total")] {
        draft.rows.push(vec![
            Cell::text(name),
            year.cell(&format!("assets.gross.{key}"))?,
            year.cell(&format!("assets.net.{key}"))?,
        ]);
    }
    let note = year
        .rounding_note(&gross_parts, year.money("assets.gross.total")?)
        .or(year.rounding_note(&net_parts, year.money("assets.net.total")?));
    draft.notes.extend(note);
    Ok(draft.finish())
}
