//! Which voucher number a text names. A text is held against all numbers at once, in no more steps than its
//! length asks for.

use std::collections::BTreeMap;
use std::ops::Bound;

/// Returns the one number that stands in a text by itself, as in 冲销记-012号凭证; none if there are two.
pub(super) fn number_in<'n, T>(numbers: &'n BTreeMap<String, T>, text: &str) -> Option<&'n str> {
    let mut found: Option<&str> = None;
    let mut before = None;
    for (at, character) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        let numbers = Beginning { numbers, text: if goes_on(before) { "" } else { rest } };
        for number in numbers.filter(|number| is_telling(number)) {
            let behind = rest.get(number.len()..).and_then(|text| text.chars().next());
            if goes_on(behind) {
                continue;
            }
            if found.is_some_and(|other| other != number) {
                return None;
            }
            found = Some(number);
        }
        before = Some(character);
    }
    found
}

/// A letter, digit or hyphen beside a number would be a part of it.
fn goes_on(beside: Option<char>) -> bool {
    beside.is_some_and(|character| character.is_ascii_alphanumeric() || character == '-')
}

/// A bare number could as well be a count or a day.
fn is_telling(number: &str) -> bool {
    number.contains(|character: char| !character.is_ascii_digit())
}

/// The numbers that a text begins with, the longest first.
struct Beginning<'n, 't, T> {
    numbers: &'n BTreeMap<String, T>,
    /// What of the text a further number may be as long as.
    text: &'t str,
}

impl<'n, T> Iterator for Beginning<'n, '_, T> {
    type Item = &'n str;

    fn next(&mut self) -> Option<&'n str> {
        while !self.text.is_empty() {
            // What the text begins with comes before it in the order of numbers.
            let up_to = (Bound::Unbounded, Bound::Included(self.text));
            let (number, _) = self.numbers.range::<str, _>(up_to).next_back()?;
            let common = common_length(number, self.text);
            // Whatever else the text begins with comes before this number, and begins it, too.
            self.text = self.text.get(..common).unwrap_or_default();
            if common == number.len() {
                let last = self.text.char_indices().next_back().map_or(0, |(at, _)| at);
                self.text = self.text.get(..last).unwrap_or_default();
                return Some(number);
            }
        }
        None
    }
}

/// Returns the bytes of the characters that two texts begin with.
fn common_length(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    same.map(|(character, _)| character.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Holds a text against every number.
    fn plainly<'n>(numbers: &'n BTreeMap<String, u8>, text: &str) -> Option<&'n str> {
        let stands_at = |number: &str, at: usize| {
            let before = text[..at].chars().next_back();
            let behind = text[at..].strip_prefix(number);
            !goes_on(before) && behind.is_some_and(|behind| !goes_on(behind.chars().next()))
        };
        let stands_alone = |number: &&str| text.char_indices().any(|(at, _)| stands_at(number, at));
        let named = numbers.keys().map(String::as_str);
        let mut named = named.filter(|number| is_telling(number)).filter(stands_alone);
        let only = named.next()?;
        named.next().is_none().then_some(only)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_text_names_what_it_names_number_by_number(
            numbers in prop::collection::btree_set("[记a1-]{0,4}", 0..8),
            text in "[记a1 -]{0,12}",
        ) {
            let numbers = numbers.into_iter().map(|number| (number, 0_u8)).collect();
            prop_assert_eq!(number_in(&numbers, &text), plainly(&numbers, &text));
        }
    }
}
