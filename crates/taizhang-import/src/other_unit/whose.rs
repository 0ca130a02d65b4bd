//! Whose a row is, by a name or a code beside those of the ledger's unit.

use taizhang_core::event::UnitProfile;

use crate::vocabulary::compact;

/// What is added to a unit's name for its own offices, without those below it.
const PROPER: [&str; 4] = ["本级", "机关", "本部", "本单位"];

/// How many digits a code has that stands beside a name in one cell.
const SHORTEST_CODE: usize = 3;

/// How many digits the code of a unit has at least without the code of its region and leading noughts.
const SHORTEST_TAIL: usize = 5;

/// What names of units end with, and names of their rooms, things and times do not.
const ENDS: [&str; 30] = [
    "局",
    "馆",
    "委员会",
    "协会",
    "学会",
    "研究会",
    "联合会",
    "红十字会",
    "总工会",
    "学校",
    "中学",
    "小学",
    "大学",
    "学院",
    "研究院",
    "研究所",
    "幼儿园",
    "医院",
    "卫生院",
    "卫生室",
    "政府",
    "法院",
    "检察院",
    "党校",
    "科协",
    "妇联",
    "残联",
    "文联",
    "侨联",
    "公司",
];

/// What names of units end with that may be names of rooms, too.
const MAY_END: [&str; 16] = [
    "委",
    "办",
    "办公室",
    "中心",
    "站",
    "所",
    "队",
    "院",
    "校",
    "厅",
    "社",
    "厂",
    "政协",
    "人大",
    "街道",
    "基地",
];

/// Whose a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// Nothing is said.
    Unsaid,
    Own,
    Other,
    /// A longer name than the unit's: one below it, where the unit itself is named elsewhere.
    Longer,
    Unclear,
}

impl Whose {
    /// Tells whether the row is surely another unit's, where the ledger's is named in the same column.
    pub(super) const fn is_of_others(self) -> bool {
        matches!(self, Self::Other | Self::Longer)
    }
}

/// How the ledger's unit is called, as it is compared.
pub(crate) struct Own {
    code: String,
    names: Vec<String>,
    /// The department above it, and the bureau that its money comes from.
    above: [String; 2],
}

impl Own {
    /// Of this unit.
    pub(crate) fn of(unit: &UnitProfile) -> Self {
        let names = std::iter::once(&unit.name).chain(&unit.aliases);
        Self {
            code: bare_code(unit.code.as_str()),
            names: names.map(|name| folded(name)).collect(),
            above: [folded(&unit.department), folded(&unit.bureau)],
        }
    }

    /// Of names alone.
    #[cfg(test)]
    pub(super) fn called(names: &[&str], above: &[&str; 2]) -> Self {
        let names = names.iter().map(|name| folded(name)).collect();
        Self { code: "1".to_owned(), names, above: above.map(folded) }
    }

    /// Tells whether a text names the department above the unit, or the bureau.
    pub(super) fn is_above(&self, text: &str) -> bool {
        let text = folded(text);
        !text.is_empty() && self.above.contains(&text)
    }

    /// Tells whether a text is a shortening of the unit's name, like 县科协, and not the name of who stands
    /// above it.
    pub(super) fn is_shortened(&self, text: &str) -> bool {
        let text = folded(text);
        self.names.iter().any(|name| is_shortening(&text, name))
    }

    /// Tells whether a text is a shortening of the name of who stands above the unit.
    pub(super) fn is_above_shortened(&self, text: &str) -> bool {
        let text = folded(text);
        self.above.iter().any(|name| is_shortening(&text, name))
    }

    /// Tells whether one of the unit's names stands in a text, with what may be around it.
    pub(super) fn is_in(&self, text: &str, may_be: impl Fn(&str, &str) -> bool) -> bool {
        let text = folded(text);
        let mut around = self.names.iter().filter_map(|name| text.split_once(name.as_str()));
        around.any(|(before, behind)| may_be(before, behind))
    }

    /// Tells whether one of the unit's names has one of these characters.
    pub(super) fn is_named_with(&self, characters: &[char]) -> bool {
        self.names.iter().any(|name| name.contains(characters))
    }

    /// Tells whether a text begins with the unit's name, and names nobody below it.
    pub(crate) fn is_at_head(&self, text: &str) -> bool {
        self.behind(&folded(text)).any(|rest| !may_be_unit(rest))
    }

    /// Tells whether a text names the unit and says nothing else that could be a unit.
    pub(super) fn is_within(&self, text: &str) -> bool {
        self.behind(&folded(text)).any(|rest| !is_unit(rest))
    }

    /// Returns what stands behind each of the unit's names with which a folded text begins.
    fn behind<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.names.iter().filter_map(|name| text.strip_prefix(name.as_str()))
    }
}

/// Tells whether a text is a name of which some characters are left out, and not only the end of it.
fn is_shortening(text: &str, name: &str) -> bool {
    let mut rest = name.chars();
    text.chars().count() > 1
        && !name.starts_with(text)
        && text.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// Returns a text as it is compared.
fn folded(text: &str) -> String {
    compact(text).to_lowercase()
}

/// Tells whether words are surely the name of a unit.
pub(super) fn is_unit(text: &str) -> bool {
    let text = folded(text);
    text.chars().count() > 1 && ENDS.iter().any(|end| text.ends_with(end))
}

/// Tells whether words may be the name of a unit.
pub(super) fn may_be_unit(text: &str) -> bool {
    let text = folded(text);
    is_unit(&text) || text.chars().count() > 2 && MAY_END.iter().any(|end| text.ends_with(end))
}

/// What a row says of its unit.
#[derive(Debug, Default)]
pub(super) struct Said {
    code: Option<String>,
    name: Option<String>,
}

impl Said {
    /// Takes `062001-示范县科协`, `[062001]示范县科协` and `示范县科协（062001）` apart.
    pub(super) fn parse(text: &str) -> Self {
        let folded = folded(text);
        let bare = folded.trim_start_matches('(');
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let (code, name) = bare.split_at_checked(digits).unwrap_or_default();
        let name = name.trim_start_matches([')', '-', '—', '_', '.', ':', '、', '/']);
        let is_whole_code = !folded.is_empty() && folded.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_whole_code {
            return Self { code: Some(folded), name: None };
        }
        let is_code = |code: &str| {
            code.len() >= SHORTEST_CODE && code.bytes().all(|byte| byte.is_ascii_digit())
        };
        if let Some((name, code)) = bare.strip_suffix(')').and_then(|text| text.rsplit_once('('))
            && is_code(code)
            && !name.is_empty()
        {
            return Self { code: Some(code.to_owned()), name: Some(name.to_owned()) };
        }
        if !is_code(code) {
            return Self { code: None, name: Some(folded).filter(|name| !name.is_empty()) };
        }
        let name = Some(name.to_owned()).filter(|name| !name.is_empty());
        Self { code: Some(code.to_owned()), name }
    }

    /// Joins what a column of codes and a column of names say.
    pub(super) fn join(codes: &str, names: &str) -> Self {
        let (of_codes, of_names) = (Self::parse(codes), Self::parse(names));
        Self { code: of_codes.code.or(of_names.code), name: of_names.name.or(of_codes.name) }
    }

    /// Tells whether both a code and a name are said.
    pub(super) const fn is_whole(&self) -> bool {
        self.code.is_some() && self.name.is_some()
    }

    /// Tells whose a row is. The code decides where it is the ledger's.
    pub(super) fn judge(&self, own: &Own) -> Whose {
        let of_code = self.code.as_deref().map(|code| judge_code(code, &own.code));
        let of_name = self.name.as_deref().map(|name| judge_name(name, &own.names));
        match (of_code, of_name) {
            (Some(OfCode::Same), _) | (Some(OfCode::Tail), Some(Whose::Own)) => Whose::Own,
            (Some(_), Some(Whose::Own)) => Whose::Unclear,
            (Some(OfCode::Other), _)
            | (Some(OfCode::Head | OfCode::Tail), Some(Whose::Other | Whose::Longer)) => {
                Whose::Other
            }
            (Some(OfCode::Head | OfCode::Tail), _) => Whose::Unclear,
            (None, Some(whose)) => whose,
            (None, None) => Whose::Unsaid,
        }
    }
}

/// How a code and the ledger's are alike.
enum OfCode {
    Same,
    /// One begins with the other: one unit stands above the other.
    Head,
    /// One ends with the other: systems write a unit's code with the code of its region before it, and without.
    Tail,
    Other,
}

fn judge_code(code: &str, own: &str) -> OfCode {
    let code = bare_code(code);
    let is_tail = |long: &str, short: &str| short.len() >= SHORTEST_TAIL && long.ends_with(short);
    if code == own {
        OfCode::Same
    } else if code.starts_with(own) || own.starts_with(&code) {
        OfCode::Head
    } else if is_tail(&code, own) || is_tail(own, &code) {
        OfCode::Tail
    } else {
        OfCode::Other
    }
}

/// Judges one text.
pub(super) fn judge(text: &str, own: &Own) -> Whose {
    Said::parse(text).judge(own)
}

/// Returns a code as it is compared: spreadsheets drop leading noughts.
fn bare_code(code: &str) -> String {
    code.trim_start_matches('0').to_lowercase()
}

fn judge_name(name: &str, own: &[String]) -> Whose {
    let is_proper = |rest: &str| PROPER.contains(&rest.trim_matches(['(', ')', '-']));
    if own.iter().any(|own| own == name) {
        return Whose::Own;
    }
    let rests = own.iter().filter_map(|own| name.strip_prefix(own.as_str()));
    if rests.into_iter().any(is_proper) || own.iter().any(|own| own.contains(name)) {
        return Whose::Unclear;
    }
    if own.iter().any(|own| name.contains(own.as_str())) { Whose::Longer } else { Whose::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(code: &str) -> Own {
        Own {
            code: bare_code(code), ..Own::called(&["示范县科学技术协会", "县科协"], &["", ""])
        }
    }

    #[test]
    fn a_code_with_and_without_its_region_is_one_units_where_the_name_says_so() {
        use Whose::{Other, Own as Ours, Unclear};
        let name = "示范县科学技术协会";
        let cases = [
            ("420999302001", "302001", name, Ours),
            ("302001", "420999302001", name, Ours),
            ("420999302001", "302001", "县科协", Ours),
            ("420999062001", "62001", name, Ours),
            ("420999302001", "302001", "", Unclear),
            ("420999302001", "302001", "示范县科学技术协会机关", Unclear),
            ("420999302001", "302001", "示范县档案馆", Other),
            ("420999302001", "302001", "示范县科学技术协会科技馆", Other),
            // The tail is too short to tell units apart.
            ("420999302001", "2001", name, Unclear),
            ("420999302001", "2001", "", Other),
            // The code of one above, or below.
            ("420999302001", "420999302", name, Unclear),
            ("302001", "302001001", name, Unclear),
            ("302001", "302001001", "", Unclear),
            // Another code altogether.
            ("420999302001", "302002", name, Unclear),
            ("420999302001", "302002", "", Other),
        ];
        for (code, said, name, whose) in cases {
            let judged = Said::join(said, name).judge(&own(code));
            assert_eq!(judged, whose, "{said} {name} in the ledger of {code}");
        }
    }
}
