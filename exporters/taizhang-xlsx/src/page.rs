//! How a worksheet is printed.

use rust_xlsxwriter::Worksheet;
use taizhang_export::ExportContext;

use crate::error::BookError;

/// A4 in the numbering of the format.
const A4: u8 = 9;
/// Longest unit name in a header; the whole header holds 255 characters.
const UNIT_LENGTH: usize = 60;

/// Longest name of a worksheet in characters.
const LONGEST_NAME: usize = 31;

/// Characters across a page that can still be read.
pub(crate) const ACROSS: u32 = 190;
/// Most pages side by side.
const SIDE_BY_SIDE: u32 = 3;

/// Fits a sheet of a width in characters to whole pages: one, or as many side by side as leave it
/// readable, with `names` first columns on each.
pub(crate) fn fit(sheet: &mut Worksheet, width: u32, names: u16) -> Result<(), BookError> {
    let pages = width.div_ceil(ACROSS).clamp(1, SIDE_BY_SIDE);
    sheet.set_print_fit_to_pages(u16::try_from(pages).unwrap_or(1), 0);
    if pages > 1 && names > 0 {
        sheet.set_repeat_columns(0, names - 1)?;
    }
    Ok(())
}

/// Sets A4 on its side, with `repeated` first rows on every page, and says at
/// every page's edge whose year it is and which ledger it comes from.
pub(crate) fn set(
    sheet: &mut Worksheet,
    context: &ExportContext,
    title: &str,
    repeated: Option<(u32, u32)>,
) -> Result<(), BookError> {
    let unit: String = context.unit.name.chars().take(UNIT_LENGTH).collect();
    let year = context.year.get();
    let head = &context.head;
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_center_horizontally(true)
        .set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3)
        .set_header(format!("&L&9 {}&C&9 {}&R&9 {year}年度", literal(&unit), literal(title)))
        .set_footer(format!(
            "&L&7 截至 {} 台账 {} 条 {} {}&R&9 第 &P 页 共 &N 页",
            context.as_of,
            head.sequence,
            literal(&head.algorithm),
            literal(&head.hash)
        ));
    if let Some((first, last)) = repeated {
        sheet.set_repeat_rows(first, last)?;
    }
    Ok(())
}

/// Keeps `&` in words from starting a control code.
fn literal(words: &str) -> String {
    words.replace('&', "&&")
}

/// Returns the name of a worksheet: what the format refuses is left out.
pub(crate) fn name(title: &str) -> String {
    let kept = title.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control());
    let name: String = kept.take(LONGEST_NAME).collect();
    if name.is_empty() { "表".to_owned() } else { name }
}
