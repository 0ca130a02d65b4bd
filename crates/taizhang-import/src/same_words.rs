//! Names and remarks without what people write down differently: width, spaces, brackets, marks, upper and
//! lower case. What is recorded stays as it was written.

use crate::vocabulary::compact_characters;

/// Returns what is left of a text, one character after the other.
pub fn bare_characters(text: &str) -> impl Iterator<Item = char> + '_ {
    compact_characters(text)
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// Returns what is left of a text.
pub fn bare(text: &str) -> String {
    bare_characters(text).collect()
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn one_name_is_known_in_all_its_forms() {
        for same in ["甲公司(本部)", "甲公司【本部】", " 甲 公司 本部 ", "甲公司－本部。"]
        {
            assert_eq!(bare(same), bare("甲公司（本部）"), "{same}");
        }
        assert_eq!(bare("ＡＢＣ Co., Ltd."), bare("abc co ltd"));
        for other in ["甲公司", "甲公司（分部）", "乙公司（本部）"] {
            assert_ne!(bare(other), bare("甲公司（本部）"), "{other}");
        }
    }
}
