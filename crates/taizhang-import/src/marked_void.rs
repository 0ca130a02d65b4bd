//! Numbers and names that are marked as those of a payment that does not hold: 记-3（作废）, 乙（退票）.

use crate::table::is_space;
use crate::vocabulary::compact;

/// What stands in brackets behind a name or a number of a payment that does not hold.
const VOID: [&str; 12] = [
    "作废",
    "已作废",
    "红冲",
    "已红冲",
    "冲销",
    "已冲销",
    "退票",
    "已退票",
    "退汇",
    "已退汇",
    "未付",
    "已取消",
];

/// Tells whether a text says in brackets at its end, or with its last word, that its payment does not hold:
/// 记-3（作废）.
pub(crate) fn is_it(text: &str) -> bool {
    // Nearly all names and numbers end otherwise.
    if !text.trim_end_matches(is_space).ends_with([')', '）', '废', '】', ']']) {
        return false;
    }
    let text = compact(text);
    let bracket = text.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    bracket.is_some_and(|inside| VOID.contains(&inside)) || text.ends_with("作废")
}
