//! When two names look like one name written in two ways.

/// Names of the same length from which on one differing character is taken for a slip.
const LONG: usize = 10;

/// Tells whether two names have the same characters in another order, or are long and differ in
/// one character that counts nothing.
pub fn is_name_variant(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a == b || a.len() != b.len() {
        return false;
    }
    let sorted = |name: &[char]| {
        let mut characters = name.to_vec();
        characters.sort_unstable();
        characters
    };
    if sorted(&a) == sorted(&b) {
        return true;
    }
    let mut differing = a.iter().zip(&b).filter(|(x, y)| x != y);
    let first = differing.next();
    a.len() >= LONG
        && differing.next().is_none()
        && first.is_some_and(|(x, y)| !counts(*x) && !counts(*y))
}

/// A year or a number may well be the only difference between two names.
fn counts(character: char) -> bool {
    character.is_ascii_digit() || "一二三四五六七八九十上下前后".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_told_from_other_names() {
        let check = |one: &str, other: &str, expected: bool| {
            assert_eq!(is_name_variant(one, other), expected, "{one} and {other}");
        };
        check("百名志愿者千场科普惠民", "百名志愿者千场惠民科普", true);
        check("青少年科技创新大赛作品展", "青少年科学创新大赛作品展", true);
        check("青少年科技创新大赛第一季", "青少年科技创新大赛第二季", false);
        check("科普日活动", "科普周活动", false);
        check("科普日活动", "科普日活动", false);
    }
}
