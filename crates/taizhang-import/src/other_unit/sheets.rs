//! Sheets that bear the names of units: one sheet for each unit of a bureau.

use taizhang_core::event::UnitProfile;

use super::whose::{Own, Whose, is_unit, judge};
use super::{UnitDoubt, UnitQuestion, stated};
use crate::draft::Source;
use crate::periods::months_of;
use crate::sheets::is_called_whole;

/// Characters of the longest name in which months are looked for.
const LONGEST_NAME: usize = 60;

/// Asks about the sheets of one file that bear the names of other units; the name of a sheet is too little
/// to set its rows aside.
pub fn ask(sources: &[Source], unit: &UnitProfile) -> Option<UnitQuestion> {
    let own = Own::of(unit);
    let is_read = |source: &&Source| !source.table.rows.is_empty();
    let sheets: Vec<(usize, &Source, &str)> = sources
        .iter()
        .enumerate()
        .filter(|(_, source)| is_read(source))
        .filter_map(|(at, source)| Some((at, source, source.table.sheet.as_deref()?)))
        .collect();
    let is_own = |name: &str| judge(name, &own) == Whose::Own || own.is_within(name);
    let has_own = sheets.iter().any(|(_, _, name)| is_own(name));
    let is_other = |name: &str| {
        let is_short = name.chars().nth(LONGEST_NAME).is_none();
        let is_time = || is_short && !months_of(name).is_empty() || is_called_whole(name);
        let is_known = || is_own(name) || own.is_shortened(name) || own.is_above(name);
        (has_own || is_unit(name)) && !is_known() && !is_time()
    };
    let (others, rest): (Vec<_>, Vec<_>) = sheets
        .into_iter()
        .partition(|(_, source, name)| is_other(name) && stated::of_rows(source, &own).is_empty());
    let (source, _, _) = *others.first()?;
    let names = |sheets: Vec<(usize, &Source, &str)>| {
        sheets.into_iter().map(|(_, _, name)| name.to_owned()).collect()
    };
    let doubt = UnitDoubt::Sheets { others: names(others), rest: names(rest) };
    Some(UnitQuestion { source, doubt })
}
