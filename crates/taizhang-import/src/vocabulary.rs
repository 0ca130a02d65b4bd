//! Which headers mean which fields.

use std::collections::BTreeMap;

use crate::currency_unit::at_end;
use crate::field::Field;
use crate::kind::Kind;
use crate::table::is_space;

/// Headers by their folded spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    names: BTreeMap<String, Field>,
    /// Headers that mean no field, each known by its number.
    others: BTreeMap<String, usize>,
    /// How many different fields make a row a header.
    enough: usize,
}

impl Vocabulary {
    /// Knows the canonical names, the synonyms and the national names of a kind's fields.
    pub fn of(kind: Kind) -> Self {
        let mut names = BTreeMap::new();
        // Canonical names win over synonyms of other fields.
        for column in kind.columns() {
            for name in column.names.iter().skip(1) {
                names.insert(fold(name), column.field);
            }
        }
        for column in kind.columns() {
            names.insert(fold(column.field.name()), column.field);
        }
        Self { names, enough: 2, ..Self::default() }
    }

    /// Knows headers by their words alone.
    pub fn of_headers<'n>(headers: impl Iterator<Item = &'n str>) -> Self {
        let others: BTreeMap<String, usize> = headers.map(fold).zip(0..).collect();
        let enough = others.len().min(2);
        Self { others, enough, ..Self::default() }
    }

    /// Counts the different headers among these that are known.
    pub(crate) fn count<'n>(&self, headers: impl Iterator<Item = &'n str>) -> usize {
        let known = headers.filter_map(|header| match (self.field(header), self.other(header)) {
            (None, None) => None,
            marks => Some(marks),
        });
        let mut marks: Vec<_> = known.collect();
        marks.sort_unstable();
        marks.dedup();
        marks.len()
    }

    /// Finds a header that means no field: the whole header, or its last part.
    fn other(&self, header: &str) -> Option<usize> {
        let last = || header.rsplit('/').next().and_then(|part| self.others.get(&fold(part)));
        self.others.get(&fold(header)).or_else(last).copied()
    }

    /// Tells whether a header is one of those that mean no field.
    pub(crate) fn names(&self, header: &str) -> bool {
        self.other(header).is_some()
    }

    /// Also knows the headers that a profile names.
    #[must_use]
    pub fn with<'n>(mut self, headers: impl IntoIterator<Item = (&'n str, Field)>) -> Self {
        self.names.extend(headers.into_iter().map(|(name, field)| (fold(name), field)));
        self
    }

    /// Returns the field that a header means: the whole header, its last part, or its first.
    pub fn field(&self, header: &str) -> Option<Field> {
        let find = |name: &str| self.names.get(&fold(name)).copied();
        let last = || {
            let (group, last) = header.rsplit_once('/').unwrap_or(("", header));
            find(last).filter(|field| !(is_of_others(group) && field.says_unit()))
        };
        find(header).or_else(last).or_else(|| header.split('/').next().and_then(find))
    }

    /// Tells whether some header means this field.
    pub(crate) fn knows(&self, field: Field) -> bool {
        self.names.values().any(|known| *known == field)
    }

    /// Returns how many different fields make a row a header.
    pub const fn enough(&self) -> usize {
        self.enough
    }
}

/// Words of a group of columns that are about the other side, and not about the unit itself.
const OTHERS: [&str; 6] = ["收款", "对方", "对手", "往来", "供应商", "领款"];

/// Tells whether a group of columns is about the other side.
pub(crate) fn is_of_others(group: &str) -> bool {
    OTHERS.iter().any(|other| group.contains(other))
}

/// Folds a header: no spaces, no marks of obligation, no unit in brackets or at the end, half-width, lower
/// case, and English without the marks between its words.
pub fn fold(header: &str) -> String {
    let compact = compact(header);
    let compact = compact.trim_matches(['*', ':', '#', '★', '※']);
    let bare = match compact.rfind('(') {
        Some(at) if compact.ends_with(')') && at > 0 => compact.get(..at).unwrap_or(compact),
        _ => compact.get(..at_end(compact).unwrap_or(compact.len())).unwrap_or(compact),
    };
    let folded = bare.to_lowercase();
    if folded.is_ascii() {
        // `Voucher_No.` is `Voucher No`.
        return folded.replace(['_', '-', '.'], "");
    }
    folded.chars().map(simplified).collect()
}

/// Traditional characters and variants of headers, with what they are folded to.
const SIMPLIFIED: [(char, char); 30] = [
    ('額', '额'),
    ('餘', '余'),
    ('記', '记'),
    ('帳', '账'),
    ('帐', '账'),
    ('賬', '账'),
    ('號', '号'),
    ('單', '单'),
    ('對', '对'),
    ('項', '项'),
    ('類', '类'),
    ('編', '编'),
    ('碼', '码'),
    ('稱', '称'),
    ('總', '总'),
    ('計', '计'),
    ('備', '备'),
    ('註', '注'),
    ('戶', '户'),
    ('時', '时'),
    ('間', '间'),
    ('狀', '状'),
    ('態', '态'),
    ('轉', '转'),
    ('貸', '贷'),
    ('經', '经'),
    ('濟', '济'),
    ('預', '预'),
    ('憑', '凭'),
    ('證', '证'),
];

fn simplified(character: char) -> char {
    let found = SIMPLIFIED.iter().find(|(traditional, _)| *traditional == character);
    found.map_or(character, |(_, simple)| *simple)
}

/// Returns a text without its spaces, half-width.
pub fn compact(text: &str) -> String {
    compact_characters(text).collect()
}

/// Folds as [`compact`] does, one character after the other.
pub(crate) fn compact_characters(text: &str) -> impl DoubleEndedIterator<Item = char> + '_ {
    text.chars().filter(|character| !is_space(*character)).map(half_width)
}

/// Writes full-width letters, digits and marks as narrow ones.
pub fn narrow(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// Folds full-width letters, digits and brackets.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '【' | '［' | '[' => '(',
        '】' | '］' | ']' => ')',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character).saturating_sub(0xfee0)).unwrap_or(character)
        }
        _ => character,
    }
}
