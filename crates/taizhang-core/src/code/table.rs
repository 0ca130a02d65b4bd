//! Code lists by fiscal year, read from the CSV files in `codes/`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::FiscalYear;

/// How many similar codes an error suggests.
const SUGGESTIONS: usize = 3;

/// The end of a range that has none.
const OPEN: i16 = i16::MAX;

/// One code of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// The digits.
    pub code: String,
    /// The official name.
    pub name: String,
    /// Where the row comes from; `from memory, verify` when nobody has checked it.
    pub source: String,
    first: i16,
    last: i16,
}

impl CodeEntry {
    /// Tells whether a published document backs the row.
    pub fn is_verified(&self) -> bool {
        !self.source.contains("from memory")
    }
}

/// A code that its list does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("code {code} is not in the {list} of {year}")]
pub struct UnknownCode {
    /// Chinese name of the list.
    pub list: &'static str,
    /// The year whose list was searched.
    pub year: FiscalYear,
    /// What was looked for.
    pub code: String,
    /// Similar codes with their names, most similar first.
    pub suggestions: Vec<(String, String)>,
}

/// One classification with all its years.
#[derive(Debug)]
pub struct CodeTable {
    list: &'static str,
    /// Length of the most detailed official code; a longer one is a local extension.
    leaf_digits: usize,
    entries: BTreeMap<String, Vec<CodeEntry>>,
    first: i16,
    last: i16,
}

static FUNCTIONS: LazyLock<CodeTable> = LazyLock::new(|| {
    CodeTable::read("支出功能分类科目", 7, include_str!("../../codes/functional.csv"))
});
static ECONOMICS: LazyLock<CodeTable> = LazyLock::new(|| {
    CodeTable::read("部门预算支出经济分类科目", 5, include_str!("../../codes/dep-economic.csv"))
});
static GOVERNMENT_ECONOMICS: LazyLock<CodeTable> = LazyLock::new(|| {
    CodeTable::read("政府预算支出经济分类科目", 5, include_str!("../../codes/gov-economic.csv"))
});

impl CodeTable {
    /// Returns the functional classification.
    pub fn functions() -> &'static Self {
        &FUNCTIONS
    }

    /// Returns the department economic classification.
    pub fn economics() -> &'static Self {
        &ECONOMICS
    }

    /// Returns the government economic classification.
    pub fn government_economics() -> &'static Self {
        &GOVERNMENT_ECONOMICS
    }

    /// Reads a list; the files are part of the program, so a bad one is a bug.
    fn read(list: &'static str, leaf_digits: usize, csv_text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
        let mut table =
            Self { list, leaf_digits, entries: BTreeMap::new(), first: i16::MAX, last: i16::MIN };
        for record in reader.records() {
            let record = record.expect("code lists are tested to be well-formed CSV");
            let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
            let (since, until) = year_range(&field(3));
            table.first = table.first.min(since);
            // An open row names no last year; counted as one, it would end all closed rows.
            table.last = table.last.max(if until == OPEN { since } else { until });
            let (code, name, source) = (field(0), field(1), field(4));
            let entry = CodeEntry { code, name, source, first: since, last: until };
            table.entries.entry(entry.code.clone()).or_default().push(entry);
        }
        table
    }

    /// Finds the entry of `year` that `code` falls under.
    ///
    /// That is its own entry; for a code longer than the most detailed official one (30201 + 01), a
    /// local extension, the entry that it extends; for a code below one of which the list holds no
    /// parts (2050101, where the list holds 205 alone), that one: the list is silent there, so the
    /// code cannot be called wrong.
    pub fn find(&self, year: FiscalYear, code: &str) -> Result<&CodeEntry, UnknownCode> {
        self.listed(year, code).or_else(|| self.silent_above(year, code)).ok_or_else(|| {
            UnknownCode {
                list: self.list,
                year,
                code: code.to_owned(),
                suggestions: self.similar(year, self.without_extension(code)),
            }
        })
    }

    /// Finds the entry of `code`, or of the code that it extends, where the list of `year` holds it.
    pub fn listed(&self, year: FiscalYear, code: &str) -> Option<&CodeEntry> {
        self.official(year, self.without_extension(code))
    }

    /// Returns the name of `code` as of `year`, or the digits themselves where the list has none.
    pub fn name<'a>(&'a self, year: FiscalYear, code: &'a str) -> &'a str {
        self.listed(year, code).map_or(code, |entry| &entry.name)
    }

    fn without_extension<'c>(&self, code: &'c str) -> &'c str {
        code.get(..self.leaf_digits).unwrap_or(code)
    }

    /// Finds the code above `code` of which the list holds no parts. Levels have 3, 5 and 7 digits.
    fn silent_above(&self, year: FiscalYear, code: &str) -> Option<&CodeEntry> {
        let official = self.without_extension(code);
        let is_level = official.len() % 2 == 1;
        let mut above = [5, 3].into_iter().filter(|digits| *digits < official.len());
        let above = above.find_map(|digits| self.official(year, official.get(..digits)?))?;
        (is_level && self.is_silent_below(&above.code)).then_some(above)
    }

    /// Tells whether the list holds no parts of a code that has some: of a 类 or 款 without 项.
    pub fn is_silent_below(&self, code: &str) -> bool {
        let mut below = self.entries.range(code.to_owned()..).map(|(below, _)| below);
        code.len() < self.leaf_digits
            && below.next().is_some_and(|own| own == code)
            && below.next().is_none_or(|next| !next.starts_with(code))
    }

    /// Returns all codes valid in `year`, in order.
    pub fn of_year(&self, year: FiscalYear) -> impl Iterator<Item = &CodeEntry> {
        self.entries.keys().filter_map(move |code| self.official(year, code))
    }

    fn official(&self, year: FiscalYear, code: &str) -> Option<&CodeEntry> {
        let year = year.get().clamp(self.first, self.last);
        let versions = self.entries.get(code)?;
        versions.iter().find(|entry| (entry.first..=entry.last).contains(&year))
    }

    fn similar(&self, year: FiscalYear, code: &str) -> Vec<(String, String)> {
        let class = code.get(..3).filter(|class| self.official(year, class).is_some());
        let mut ranked: Vec<(usize, &CodeEntry)> = self
            .of_year(year)
            .filter(|entry| entry.code.len() == code.len())
            .filter(|entry| class.is_none_or(|class| entry.code.starts_with(class)))
            .map(|entry| (strsim::levenshtein(&entry.code, code), entry))
            .collect();
        ranked.sort_by(|(a, left), (b, right)| a.cmp(b).then_with(|| left.code.cmp(&right.code)));
        let named = |(_, entry): (usize, &CodeEntry)| (entry.code.clone(), entry.name.clone());
        ranked.into_iter().take(SUGGESTIONS).map(named).collect()
    }
}

/// Reads `2018+` or `2022-2025`; an open range ends at [`OPEN`].
fn year_range(text: &str) -> (i16, i16) {
    let number = |part: &str| part.trim().parse::<i16>();
    let range = match text.split_once('-') {
        Some((first, last)) => number(first).and_then(|first| Ok((first, number(last)?))),
        None => number(text.trim_end_matches('+')).map(|first| (first, OPEN)),
    };
    range.expect("code lists are tested to state their years")
}
