//! The looks of cells.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use taizhang_export::AmountUnit;

/// Font that every Excel with Chinese has; others replace it.
const FONT: &str = "宋体";
/// Font of headings.
const HEADING_FONT: &str = "黑体";
/// Text, whatever it looks like.
const TEXT: &str = "@";
/// Rates; the value is the share, not the per cent.
pub(crate) const PERCENT: &str = "0.00%";

/// Returns the number format of money.
pub(crate) const fn money(unit: AmountUnit) -> &'static str {
    match unit {
        AmountUnit::Yuan => "#,##0.00",
        AmountUnit::Wan => "#,##0.000000",
    }
}

/// Returns the number format with `places` decimals.
pub(crate) fn decimals(places: u32) -> String {
    if places == 0 {
        return "0".to_owned();
    }
    format!("0.{}", "0".repeat(usize::try_from(places).unwrap_or_default()))
}

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

fn bordered() -> Format {
    base().set_border(FormatBorder::Thin)
}

/// The title of a sheet.
pub(crate) fn title() -> Format {
    base().set_font_name(HEADING_FONT).set_font_size(16).set_align(FormatAlign::Center)
}

/// The title of a sheet that may be wider than a page.
pub(crate) fn left_title() -> Format {
    title().set_align(FormatAlign::Left)
}

/// A line above or below a table.
pub(crate) fn line() -> Format {
    base()
}

/// A longer remark below a table.
pub(crate) fn remark() -> Format {
    base().set_text_wrap().set_align(FormatAlign::Top)
}

/// A line at the right edge.
pub(crate) fn right_line() -> Format {
    base().set_align(FormatAlign::Right)
}

/// The name of a column.
pub(crate) fn heading() -> Format {
    bordered()
        .set_font_name(HEADING_FONT)
        .set_align(FormatAlign::Center)
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00E8_EDF3))
}

/// Words and codes.
pub(crate) fn text() -> Format {
    bordered().set_num_format(TEXT).set_text_wrap()
}

/// Words in the middle of a cell.
pub(crate) fn centred() -> Format {
    text().set_align(FormatAlign::Center)
}

/// A number.
pub(crate) fn number(format: &str) -> Format {
    bordered().set_num_format(format).set_align(FormatAlign::Right)
}

/// A number in a row of sums.
pub(crate) fn sum(format: &str) -> Format {
    number(format).set_bold().set_background_color(Color::RGB(0x00F4_F6F9))
}

/// Words in a row of sums.
pub(crate) fn sum_text() -> Format {
    text().set_bold().set_background_color(Color::RGB(0x00F4_F6F9))
}

/// A difference that is not zero.
pub(crate) fn alarm() -> Format {
    Format::new().set_bold().set_font_color(Color::RGB(0x00C0_0000))
}

/// A day.
pub(crate) fn day() -> Format {
    bordered().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center)
}
