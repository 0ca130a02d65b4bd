//! Whose a table is by the rows around it: `编制单位：示范县档案馆` in a title, or the name of a unit alone
//! above the rows that are its.

use super::titles;
use super::whose::{Own, Said, Whose, is_unit, judge, may_be_unit};
use crate::currency_unit;
use crate::kind::Kind;
use crate::table::{Aside, Cell, Row, Table, is_space};
use crate::vocabulary::{compact, half_width};

/// Labels whose other words say that the unit of the rows follows.
const LABELS: [&str; 15] = [
    "编制单位",
    "填报单位",
    "填表单位",
    "报送单位",
    "申报单位",
    "预算单位",
    "核算单位",
    "用款单位",
    "使用单位",
    "单位名称",
    "单位全称",
    "会计主体",
    "账套名称",
    "户名",
    "账户名称",
];

/// What follows the name of a unit where its seal belongs.
const SEALS: [&str; 5] = ["(盖章)", "(公章)", "(章)", "(签章)", "(印章)"];

/// Characters of the longest name that stands alone.
const LONGEST_NAME: usize = 30;

/// The unit that a row around the table names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// The row.
    pub(super) row: u32,
    /// Its words.
    pub(super) text: String,
    /// The name; where it only begins a title, what that says.
    named: Named,
}

/// How a row around a table names a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Named {
    /// Behind a label, or alone.
    Plainly(String),
    /// At the beginning of a title.
    InTitle(Whose),
}

impl Owner {
    /// Tells whose the rows below are. Whoever stands above the unit hands lists out, and a shortening is
    /// no other name.
    pub(super) fn judge(&self, own: &Own) -> Whose {
        let name = match &self.named {
            Named::Plainly(name) => name,
            Named::InTitle(whose) => return *whose,
        };
        match judge(name, own) {
            Whose::Own => Whose::Own,
            _ if own.is_above(name) || own.is_shortened(name) => Whose::Unsaid,
            whose => whose,
        }
    }

    /// Tells whether the unit is named by nothing but a title.
    pub(super) const fn is_in_title(&self) -> bool {
        matches!(self.named, Named::InTitle(_))
    }

    /// Tells whether nothing is said against the rows being the ledger's.
    pub(super) const fn is_no_news(&self) -> bool {
        matches!(self.named, Named::InTitle(Whose::Unsaid))
    }
}

/// Finds the units that are named around a table, by rising row.
pub(super) fn owners(table: &Table, own: &Own) -> Vec<Owner> {
    rows_around(table).filter_map(|row| owner(row, own)).collect()
}

/// Finds the titles that begin with the name of a unit.
pub(super) fn titled(table: &Table, kind: Kind, own: &Own) -> Vec<Owner> {
    let owner = |row: &Row| {
        let Cell::Text(text) = row.cells.iter().find(|cell| !cell.is_empty())? else { return None };
        let text = text.trim_matches(is_space).to_owned();
        let named = Named::InTitle(titles::whose(&text, kind, own)?);
        Some(Owner { row: row.number, text, named })
    };
    rows_around(table).filter_map(owner).collect()
}

/// Returns the rows around a table; the title of a second table below the first is among them.
fn rows_around(table: &Table) -> impl Iterator<Item = &Row> {
    let is_around = |reason| matches!(reason, Aside::Title | Aside::Note);
    let around = table.set_aside.iter().filter(move |aside| is_around(aside.reason));
    around.map(|aside| &aside.row)
}

fn owner(row: &Row, own: &Own) -> Option<Owner> {
    let owner = |text: &str, name: String| {
        let named = Named::Plainly(name);
        Owner { row: row.number, text: text.to_owned(), named }
    };
    let labelled = row.cells.iter().enumerate().find_map(|(at, cell)| {
        let Cell::Text(text) = cell else { return None };
        let (is_explicit, name) = labelled(text, own)?;
        if !name.is_empty() {
            return Some((is_explicit, name, text.trim_matches(is_space).to_owned()));
        }
        let next = row.cells.iter().skip(at.saturating_add(1)).find(|cell| !cell.is_empty())?;
        let shown = format!("{} {next}", text.trim_matches(is_space));
        Some((is_explicit, name_in(&next.to_string(), own), shown))
    });
    if let Some((is_explicit, name, text)) = labelled
        && (is_explicit || is_name(&name, own))
        && !is_measure(&name)
    {
        return Some(owner(&text, name));
    }
    let Some(Cell::Text(text)) = row.lone_cell() else { return None };
    let name = compact(text);
    let is_short = name.chars().count() <= LONGEST_NAME;
    let says_unit = judge(&name, own) == Whose::Own || is_unit(&name) || is_coded(&name);
    (is_short && says_unit && !name.contains(':')).then(|| owner(text.trim_matches(is_space), name))
}

/// Tells whether a text is a code and the name of a unit.
fn is_coded(text: &str) -> bool {
    let begins = |c: char| c.is_ascii_digit() || c == '(';
    text.starts_with(begins) && Said::parse(text).is_whole() && may_be_unit(text)
}

/// Tells whether what follows 单位： is the name of a unit, and not what is counted in.
fn is_name(name: &str, own: &Own) -> bool {
    let is_own = matches!(judge(name, own), Whose::Own | Whose::Longer);
    is_own || may_be_unit(name) || Said::parse(name).is_whole()
}

fn is_measure(name: &str) -> bool {
    let is_money = |part: &str| currency_unit::whole(part).is_some();
    name.split(['、', ',', ';', '/']).any(is_money)
        || !currency_unit::labelled(&format!("单位:{name}")).is_empty()
}

/// Finds a label in a text and returns whether it says more than 单位, with the name behind it.
fn labelled(text: &str, own: &Own) -> Option<(bool, String)> {
    let text: String = text.chars().map(half_width).collect();
    let marks = text.match_indices(':').map(|(at, _)| at);
    for at in marks {
        let (before, behind) = text.split_at_checked(at)?;
        let label = without_seal(&compact(before));
        let is_explicit = LABELS.iter().any(|known| label.ends_with(known));
        if is_explicit || is_bare_label(before) {
            return Some((is_explicit, name_in(behind.trim_start_matches(':'), own)));
        }
    }
    let label = without_seal(&compact(&text));
    LABELS.contains(&label.as_str()).then(|| (true, String::new()))
}

/// Tells whether a text ends with 单位 as a word of its own.
fn is_bare_label(before: &str) -> bool {
    let rest = before.trim_end_matches(is_space).strip_suffix('位');
    let rest = rest.and_then(|rest| rest.trim_end_matches(is_space).strip_suffix('单'));
    rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
}

/// Returns the name of a unit that a text begins with, as far as it is one word; what belongs to the
/// ledger's unit is joined.
fn name_in(text: &str, own: &Own) -> String {
    let text: String = text.chars().map(half_width).collect();
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    let joined = (1..=words.len()).filter_map(|count| Some(words.get(..count)?.concat()));
    let mut joined = joined.map(|name| without_seal(&name)).map(|name| before_time(&name, own));
    let first = joined.next().unwrap_or_default();
    if judge(&first, own) == Whose::Own {
        return first;
    }
    joined.find(|name| judge(name, own) == Whose::Own).unwrap_or(first)
}

fn without_seal(text: &str) -> String {
    let bare = SEALS.iter().find_map(|seal| text.strip_suffix(seal));
    bare.unwrap_or(text).to_owned()
}

/// Cuts off the time that stands behind a name without a space.
fn before_time(name: &str, own: &Own) -> String {
    let ends = |(at, c): (usize, char)| {
        let is_behind_word = name.get(..at)?.ends_with(|c: char| !c.is_ascii());
        (c.is_ascii_digit() && is_behind_word).then_some(at)
    };
    match name.char_indices().find_map(ends).and_then(|at| name.get(..at)) {
        Some(before) if judge(name, own) != Whose::Own => before.to_owned(),
        _ => name.to_owned(),
    }
}
