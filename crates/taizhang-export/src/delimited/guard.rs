//! Text that a spreadsheet would run as a formula.

/// Mark that makes a spreadsheet read a cell as text.
const APOSTROPHE: char = '\'';

/// Characters that start a formula, or that a spreadsheet skips before it looks for one.
///
/// The full-width forms count because input methods produce them and some spreadsheets fold them.
const FORMULA_STARTS: [char; 12] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// Puts an apostrophe before text that a spreadsheet could run as a formula.
///
/// Text that looks guarded already is guarded once more, so that [`unguard_formula`] gives back
/// every text.
///
/// ```
/// use taizhang_export::delimited::guard_formula;
/// assert_eq!(guard_formula("=1+1"), "'=1+1");
/// assert_eq!(guard_formula("科普日"), "科普日");
/// ```
pub fn guard_formula(text: &str) -> String {
    if starts_formula(text) { format!("{APOSTROPHE}{text}") } else { text.to_owned() }
}

/// Gives back the text that [`guard_formula`] was given.
pub fn unguard_formula(cell: &str) -> &str {
    cell.strip_prefix(APOSTROPHE).filter(|text| starts_formula(text)).unwrap_or(cell)
}

fn starts_formula(text: &str) -> bool {
    text.trim_start_matches(APOSTROPHE).starts_with(FORMULA_STARTS)
}
