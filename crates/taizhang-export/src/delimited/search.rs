//! Which of an exporter's files a file is, and under which options it was written.
//!
//! A file that comes back does not say how it was asked for. What it shows is taken over: its unit
//! and its encoding where it states them, 财政区划代码. The other unit, and how 是 and 否 are written,
//! are tried.

use std::collections::BTreeMap;

use super::{CompareError, Comparison, Records, compare, compare_by_position, read};
use crate::profile::{BOOLEANS, CUT, DIVISION, LONG, Profile, apply};
use crate::sheet::{self, Sheet};
use crate::{AmountUnit, Charset, ExportError, ExportRequest, Exporter, OptionDescriptor};

/// Why a file was not compared.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The ledger gives nothing to compare it with.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The file is none that can be compared.
    #[error("the file cannot be compared")]
    Compare(CompareError),
}

impl From<CompareError> for SearchError {
    fn from(error: CompareError) -> Self {
        Self::Compare(error)
    }
}

/// Compares a file, which is called `name`, with the one of an exporter's files that it is. The
/// options and the profile of `request` stand; what it leaves open is what the file shows.
///
/// # Errors
/// The file cannot be read or is none of them, or what the request asks for cannot be exported.
pub fn compare_with(
    exporter: &dyn Exporter,
    request: &ExportRequest<'_>,
    name: &str,
    file: &[u8],
) -> Result<Comparison, SearchError> {
    let shown = Shown { records: read(file)?, name };
    let profiles = if let Some(chosen) = &request.profile {
        vec![Some(chosen.clone())]
    } else {
        let own = exporter.descriptor().profiles.into_iter().skip(1);
        let own = own.map(|known| crate::Profile { id: known.id, definition: None });
        std::iter::once(None).chain(own.map(Some)).collect()
    };
    let is_open = request.profile.is_none();
    let (mut best, mut refused): (Option<Comparison>, Option<ExportError>) = (None, None);
    for profile in profiles {
        let is_plain = profile.is_none();
        let base = ExportRequest { profile, ..request.clone() };
        match shown.nearest(exporter, &base, file) {
            Ok(Some(found)) if best.as_ref().is_none_or(|best| shown.is_nearer(&found, best)) => {
                best = Some(found);
            }
            Ok(_) => {}
            // A form that cannot hold the year, or does not go with an option, recognises no file.
            Err(SearchError::Export(error)) if is_open => {
                refused = refused.or(Some(error).filter(|_| is_plain));
            }
            Err(error) => return Err(error),
        }
    }
    match (best, refused) {
        (Some(best), _) => Ok(best),
        (None, Some(error)) => Err(error.into()),
        (None, None) => Err(CompareError::Unrecognised.into()),
    }
}

/// Compares the file with what one request gives.
fn compare_once(
    exporter: &dyn Exporter,
    request: &ExportRequest<'_>,
    name: &str,
    file: &[u8],
) -> Result<Comparison, SearchError> {
    let made = exporter.export(request)?;
    let profile = Profile::chosen(request)?;
    let sheets: Vec<Sheet> = match &profile {
        None => sheet::of_year(request.context, Vec::new()),
        Some(profile) => apply(profile, request)?.into_iter().map(|table| table.sheet).collect(),
    };
    let holds = |sheet: &Sheet| sheet.columns.iter().map(|column| column.holds).collect();
    let holds: Vec<_> = sheets.iter().map(holds).collect();
    Ok(match profile {
        Some(profile) if !profile.has_header() => {
            compare_by_position(&made, &profile.column_names(), &holds, name, file)?
        }
        _ => compare(&made, &holds, name, file)?,
    })
}

/// What a file shows of the options under which it was written.
struct Shown<'a> {
    records: Records,
    name: &'a str,
}

impl Shown<'_> {
    /// Compares the file with what each request gives that can have given it, and returns the
    /// comparison with the fewest differences, if the file is any of them.
    fn nearest(
        &self,
        exporter: &dyn Exporter,
        base: &ExportRequest<'_>,
        file: &[u8],
    ) -> Result<Option<Comparison>, SearchError> {
        let mut best: Option<Comparison> = None;
        for request in self.requests(exporter, base)? {
            let found = match compare_once(exporter, &request, self.name, file) {
                Err(SearchError::Compare(CompareError::Unrecognised)) => break,
                // A way of writing for which the form has no room gave no file.
                Err(SearchError::Export(_)) if best.is_some() => continue,
                other => other?,
            };
            if best.as_ref().is_none_or(|best| self.is_nearer(&found, best)) {
                best = Some(found);
            }
            if best.as_ref().is_some_and(|best| best.differences.is_empty()) {
                break;
            }
        }
        Ok(best)
    }

    /// Tells whether a comparison fits better: fewer differences, or else the file's name.
    fn is_nearer(&self, one: &Comparison, other: &Comparison) -> bool {
        let rank = |one: &Comparison| (one.differences.len(), one.against != self.name);
        rank(one) < rank(other)
    }

    /// Returns the requests that can have given the file, the likeliest first.
    fn requests<'c>(
        &self,
        exporter: &dyn Exporter,
        base: &ExportRequest<'c>,
    ) -> Result<Vec<ExportRequest<'c>>, ExportError> {
        let profile = Profile::chosen(base)?;
        let mut taken: Vec<(&str, String)> = Vec::new();
        match &profile {
            None => {
                taken.extend(self.unit().map(|(name, value)| (name, value.to_owned())));
                taken.extend(self.charset().map(|(name, value)| (name, value.to_owned())));
            }
            Some(profile) => {
                taken.extend(self.division(profile).map(|code| (DIVISION, code)));
                // Words that were cut are as the program wrote them; without such, nothing is cut.
                taken.push((LONG, CUT.to_owned()));
            }
        }
        let mut request = base.clone();
        for (name, value) in taken {
            request.options.values.entry(name.to_owned()).or_insert(value);
        }
        let unit = AmountUnit::Yuan.as_option().0;
        let tried: &[&str] = if profile.is_some() { &[BOOLEANS] } else { &[unit, BOOLEANS] };
        let options = exporter.descriptor().options;
        let mut requests = vec![request];
        for option in options.iter().filter(|option| tried.contains(&option.name.as_str())) {
            requests = requests.iter().flat_map(|request| with_each(request, option)).collect();
        }
        Ok(requests)
    }

    /// Returns the option for the unit that a line of its own, the header or the name states.
    fn unit(&self) -> Option<(&'static str, &'static str)> {
        let header = self.records.first().into_iter().flatten().map(String::as_str);
        let stated = header.chain([self.name]);
        let stated = stated.filter_map(|text| {
            let (_, rest) = text.trim_end_matches(".csv").trim().rsplit_once('（')?;
            rest.strip_suffix('）')
        });
        let named = |name: &str| AmountUnit::named(name).map(AmountUnit::as_option);
        stated.chain(self.fact("about.amount_unit")).find_map(named)
    }

    /// Returns the option for the encoding that a line of its own states.
    fn charset(&self) -> Option<(&'static str, &'static str)> {
        self.fact("about.encoding").and_then(Charset::named).map(Charset::as_option)
    }

    /// Returns what 取数说明 says under a key.
    fn fact(&self, key: &str) -> Option<&str> {
        let row = self.records.iter().find(|row| row.first().is_some_and(|cell| cell == key))?;
        row.get(2).map(String::as_str)
    }

    /// Returns the code that most rows have where a profile wants 财政区划代码.
    fn division(&self, profile: &Profile) -> Option<String> {
        let header = self.records.first()?;
        let columns = profile.division_columns();
        let at = header.iter().position(|name| columns.contains(&name.trim()))?;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for cell in self.records.iter().skip(profile.header_rows()).filter_map(|row| row.get(at)) {
            *counts.entry(cell).or_default() += 1;
        }
        let (code, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        (!code.is_empty()).then(|| code.to_owned())
    }
}

/// Asks for every value of an option in turn, unless one is asked for already.
fn with_each<'c>(request: &ExportRequest<'c>, option: &OptionDescriptor) -> Vec<ExportRequest<'c>> {
    if request.options.values.contains_key(&option.name) {
        return vec![request.clone()];
    }
    let with =
        |value: &String| request.clone().with_options([(option.name.as_str(), value.as_str())]);
    option.values.iter().map(with).collect()
}
