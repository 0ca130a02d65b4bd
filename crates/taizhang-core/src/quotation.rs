//! Quotation marks around names that may hold some of their own (GB/T 15834-2011).

/// Puts `name` in quotation marks; those that it holds become the other kind, single within double.
///
/// ```
/// use taizhang_core::quotation::quoted;
///
/// assert_eq!(quoted("满意度"), "“满意度”");
/// assert_eq!(quoted("“三下乡”活动"), "“‘三下乡’活动”");
/// assert_eq!(quoted("“讲好‘科普’”活动"), "“‘讲好“科普”’活动”");
/// ```
#[must_use]
pub fn quoted(name: &str) -> String {
    let turned = |character| match character {
        '“' => '‘',
        '”' => '’',
        '‘' => '“',
        '’' => '”',
        other => other,
    };
    std::iter::once('“').chain(name.chars().map(turned)).chain(['”']).collect()
}
