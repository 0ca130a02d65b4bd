//! Phrases that belong to some years only, as a data list.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    term: Vec<StaleTerm>,
}

/// A phrase that belongs to some years only; years are remembered, not taken from a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaleTerm {
    /// The phrase.
    pub text: String,
    /// Last year whose report may use it.
    #[serde(default)]
    pub last_year: Option<i16>,
    /// First year whose report can know it.
    #[serde(default)]
    pub first_year: Option<i16>,
    /// Longer phrases that hold this one and are fine.
    #[serde(default)]
    pub except: Vec<String>,
    /// Why, in Chinese.
    pub why: String,
}

static TERMS: LazyLock<Vec<StaleTerm>> = LazyLock::new(|| {
    let terms: Terms = toml::from_str(include_str!("../../data/stale-terms.toml"))
        .expect("the shipped list is read by a test");
    terms.term
});

/// Returns the shipped list (`data/stale-terms.toml`).
pub fn stale_terms() -> &'static [StaleTerm] {
    &TERMS
}

impl StaleTerm {
    /// Tells whether the phrase says no year at all, like 今年.
    pub const fn is_relative(&self) -> bool {
        self.last_year.is_none() && self.first_year.is_none()
    }

    /// Tells whether a report of `year` should not use the phrase.
    pub fn is_out_of_place(&self, year: i16) -> bool {
        self.is_relative()
            || self.last_year.is_some_and(|last| year > last)
            || self.first_year.is_some_and(|first| year < first)
    }

    /// Tells whether `text` uses the phrase outside the longer ones that are fine.
    pub fn is_in(&self, text: &str) -> bool {
        if !text.contains(&self.text) {
            return false;
        }
        let without = self.except.iter().fold(text.to_owned(), |text, fine| text.replace(fine, ""));
        without.contains(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_gives_its_reason_and_ordered_years() {
        assert!(!stale_terms().is_empty());
        for term in stale_terms() {
            assert!(!term.why.is_empty(), "{} says no reason", term.text);
            let ordered = term.first_year.zip(term.last_year).is_none_or(|(a, b)| a <= b);
            assert!(ordered, "{} ends before it begins", term.text);
            assert!(term.except.iter().all(|fine| fine.contains(&term.text)), "{}", term.text);
        }
    }

    #[test]
    fn a_term_is_out_of_place_only_outside_its_years() {
        let check = |text: &str, year: i16, expected: bool| {
            let term = stale_terms().iter().find(|term| term.text == text).expect("a listed term");
            assert_eq!(term.is_out_of_place(year), expected, "{text} in {year}");
        };
        check("脱贫攻坚", 2021, false);
        check("脱贫攻坚", 2022, true);
        check("党的二十大精神", 2021, true);
        check("党的二十大精神", 2022, false);
        check("今年", 2022, true);
    }

    #[test]
    fn longer_phrases_that_are_fine_do_not_count() {
        let check = |text: &str, expected: bool| {
            let term = stale_terms().iter().find(|term| term.text == "脱贫攻坚").expect("listed");
            assert_eq!(term.is_in(text), expected, "{text}");
        };
        check("巩固拓展脱贫攻坚成果", false);
        check("巩固脱贫攻坚成果，全力投入脱贫攻坚", true);
        check("乡村振兴", false);
    }
}
