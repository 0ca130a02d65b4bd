//! How high a row must be: programs differ in whether they measure wrapped text themselves.

use taizhang_export::half_ems;

/// Height of a line of text in points.
const LINE: u32 = 13;
/// Space above and below, in points.
const PADDING: u32 = 3;
/// Highest row that the format takes, in points.
const HIGHEST: u32 = 409;

/// Returns the height in points of a row whose cells have words and room in characters.
pub(crate) fn height<'w>(cells: impl IntoIterator<Item = (&'w str, u32)>) -> u32 {
    let lines = cells.into_iter().map(|(words, room)| lines(words, room)).max().unwrap_or(1);
    lines.saturating_mul(LINE).saturating_add(PADDING).min(HIGHEST)
}

/// Counts lines; the last character of a line may be a wide one that does not fit.
fn lines(words: &str, room: u32) -> u32 {
    let room = room.saturating_sub(2).max(2);
    words.split('\n').map(|line| half_ems(line).div_ceil(room).max(1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
        assert_eq!(height([("科普日", 20), ("", 5)]), 16);
        assert_eq!(height([("科普日场次与受众人次统计", 14), ("一", 5)]), 29);
        assert_eq!(height([("退休费\n（含补发）", 30)]), 29);
        assert_eq!(height([("长".repeat(9_999).as_str(), 10)]), 409);
    }
}
