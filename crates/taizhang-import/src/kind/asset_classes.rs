//! Classes of assets as lists name them: by name, or by the code of the national classification with or
//! without a name.

use taizhang_core::event::AssetClass;

use crate::fault::{Reason, Remark};
use crate::field::Field;
use crate::table::{is_space, without_spaces};
use crate::tree::NUMERALS;
use crate::value::RowReader;
use crate::vocabulary::half_width;

/// The names of the asset tables and those of the classification of 2022.
const NAMES: &[(&str, AssetClass)] = &[
    ("房屋和构筑物", AssetClass::Buildings),
    ("房屋及构筑物", AssetClass::Buildings),
    ("土地、房屋及构筑物", AssetClass::Buildings),
    ("通用设备", AssetClass::GeneralEquipment),
    ("专用设备", AssetClass::SpecialEquipment),
    ("设备", AssetClass::Equipment),
    ("文物和陈列品", AssetClass::CulturalRelics),
    ("图书和档案", AssetClass::BooksAndArchives),
    ("图书、档案", AssetClass::BooksAndArchives),
    ("家具、用具、装具及动植物", AssetClass::FurnitureAndFittings),
    ("家具和用具", AssetClass::FurnitureAndFittings),
    ("特种动植物", AssetClass::FurnitureAndFittings),
    ("无形资产", AssetClass::Intangible),
];

/// First levels of the codes of GB/T 14885-2022 with the class of the ledger. A01 is that of the standard's
/// table of contents (as chinesestandard.net quotes it); the others are numbered like the goods of the
/// procurement catalogue of 2022 (财库〔2022〕31号), unverified against the standard's text. 物资 (A07) are
/// stores and no fixed assets, and have no class here.
const CODES: &[(&str, AssetClass)] = &[
    ("01", AssetClass::Buildings),
    ("02", AssetClass::Equipment),
    ("03", AssetClass::CulturalRelics),
    ("04", AssetClass::BooksAndArchives),
    ("05", AssetClass::FurnitureAndFittings),
    ("06", AssetClass::FurnitureAndFittings),
    ("08", AssetClass::Intangible),
];

/// Digits of a code of the lowest level, two for each level.
const LONGEST: usize = 8;

/// A class as a cell writes it.
pub(super) struct Class {
    /// The class of the ledger.
    pub(super) class: AssetClass,
    /// What the cell says, for telling classes of the list apart that are one in the ledger.
    pub(super) said: String,
}

/// Reads the class of a row. What was taken by its code alone is remarked.
pub(super) fn class(reader: &mut RowReader<'_>) -> Option<Class> {
    let said = reader.text(Field::AssetClass)?;
    let (code, name) = split(&said);
    let named = NAMES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class);
    let first = code.as_deref().and_then(|code| code.get(..2));
    let coded = first.map(|first| CODES.iter().find(|(known, _)| *known == first));
    let class = match (coded.map(|found| found.map(|(_, class)| *class)), named) {
        (None, Some(named)) => named,
        (Some(Some(coded)), Some(named)) if coded == named || coded.rivals().contains(&named) => {
            named
        }
        (Some(Some(coded)), Some(_)) => {
            let reason = Reason::OtherClass(coded.name());
            return reader.refuse(Field::AssetClass, &said, reason);
        }
        (Some(Some(coded)), None) => {
            let (place, read_as) = (reader.place(Some(Field::AssetClass)), coded.name().to_owned());
            reader.remarks.push(Remark { place, value: said.clone(), read_as });
            coded
        }
        _ => {
            let words =
                NAMES.iter().map(|(word, _)| *word).chain(["A01 至 A06、A08 开头的分类代码"]);
            let reason = Reason::Choice(words.collect());
            return reader.refuse(Field::AssetClass, &said, reason);
        }
    };
    Some(Class { class, said })
}

/// Returns the digits of the class code that a text begins with, if it does, without the pairs of zeros
/// that fill up a higher level: `02` for `A02 设备` and for `A02000000`.
pub(crate) fn code_of(text: &str) -> Option<String> {
    split(text).0
}

/// Splits a code from the name behind it: `A02 设备`, `A0201`, `A02 0101-台式机`.
fn split(text: &str) -> (Option<String>, String) {
    let folded: String = text.trim_matches(is_space).chars().map(half_width).collect();
    let folded = unmarked(&folded).to_owned();
    let name = |text: &str| -> String {
        let is_mark = |c: char| is_space(c) || "-_—、.．:".contains(c);
        without_spaces(text.trim_matches(is_mark))
    };
    let whole = || (None, name(&folded));
    let Some(rest) = folded.strip_prefix(['A', 'a']) else { return whole() };
    let end = rest.find(|c: char| !c.is_ascii_digit() && !is_space(c)).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    let mut digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let is_code = (2..=LONGEST).contains(&digits.len()) && digits.len().is_multiple_of(2);
    if !is_code || rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return whole();
    }
    while digits.len() > 2 && digits.ends_with("00") {
        digits.truncate(digits.len().saturating_sub(2));
    }
    (Some(digits), name(rest))
}

/// Returns a name without the mark of an outline before it: 设备 of （二）设备, of 二、设备 and of 2.设备.
fn unmarked(text: &str) -> &str {
    let is_numeral = |c: char| NUMERALS.contains(c) || c.is_ascii_digit();
    let bracketed = text.strip_prefix('(');
    let rest = bracketed.unwrap_or(text).trim_start_matches(is_numeral);
    let is_numbered = rest.len() < bracketed.unwrap_or(text).len();
    let ends: &[char] = if bracketed.is_some() { &[')'] } else { &['、', '.', '．'] };
    let rest = rest.strip_prefix(ends).filter(|_| is_numbered);
    rest.map_or(text, |rest| rest.trim_start_matches(is_space))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_names() {
        let cases: &[(&str, Option<&str>, &str)] = &[
            ("A02 设备", Some("02"), "设备"),
            ("A02", Some("02"), ""),
            ("Ａ０２０１", Some("0201"), ""),
            ("a02 01 01 05 台式 计算机", Some("02010105"), "台式计算机"),
            ("A02000000-设备", Some("02"), "设备"),
            ("A02010000", Some("0201"), ""),
            ("A0", None, "A0"),
            ("A020", None, "A020"),
            ("A0201010501", None, "A0201010501"),
            ("A02B", None, "A02B"),
            ("设备", None, "设备"),
            ("", None, ""),
            ("（二）设备", None, "设备"),
            ("二、设备", None, "设备"),
            ("2. A02 设备", Some("02"), "设备"),
            ("(1)A0201", Some("0201"), ""),
            ("十二", None, "十二"),
            ("(设备)", None, "(设备)"),
        ];
        for (text, code, name) in cases {
            let found = split(text);
            assert_eq!((found.0.as_deref(), found.1.as_str()), (*code, *name), "{text}");
        }
    }
}
