//! `datapackage.json`: who, what, which year, from which state of the ledger.

use serde::Serialize;
use taizhang_export::{ExportContext, ExportError, LedgerHead, Options};

use crate::exporter::NAME;
use crate::resource::Resource;

/// Option that names the licence.
pub(crate) const LICENSE: &str = "license";
/// Value of [`LICENSE`] that names none.
const UNSPECIFIED: &str = "unspecified";

/// Where the column types are defined, at their canonic locations.
const TAXONOMIES: [&str; 2] = [
    "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json",
    "https://specs.frictionlessdata.io/taxonomies/fiscal/spending.json",
];

/// A licence for open data.
#[derive(Clone, Copy, Debug, Serialize)]
struct License {
    name: &'static str,
    path: &'static str,
    title: &'static str,
}

const LICENSES: [License; 3] = [
    License {
        name: "CC-BY-4.0",
        path: "https://creativecommons.org/licenses/by/4.0/",
        title: "Creative Commons Attribution 4.0",
    },
    License {
        name: "CC0-1.0",
        path: "https://creativecommons.org/publicdomain/zero/1.0/",
        title: "Creative Commons Zero 1.0",
    },
    License {
        name: "ODC-BY-1.0",
        path: "https://opendatacommons.org/licenses/by/1-0/",
        title: "Open Data Commons Attribution License 1.0",
    },
];

/// The descriptor.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Package<'a> {
    profile: &'static str,
    name: String,
    title: String,
    description: String,
    version: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<License>,
    sources: Vec<Source>,
    contributors: Vec<Contributor<'a>>,
    keywords: [&'static str; 4],
    country_code: &'static str,
    granularity: &'static str,
    fiscal_period: FiscalPeriod,
    /// The ledger's head; not part of the specification, which allows further properties.
    ledger_head: &'a LedgerHead,
    column_types: [&'static str; 2],
    resources: &'a [Resource],
}

#[derive(Debug, Serialize)]
struct Source {
    title: String,
}

#[derive(Debug, Serialize)]
struct Contributor<'a> {
    title: &'a str,
    role: &'static str,
}

#[derive(Debug, Serialize)]
struct FiscalPeriod {
    start: String,
    end: String,
}

/// The values of [`LICENSE`], the default first.
pub(crate) fn license_values() -> impl Iterator<Item = &'static str> {
    std::iter::once(UNSPECIFIED).chain(LICENSES.iter().map(|license| license.name))
}

impl<'a> Package<'a> {
    pub(crate) fn new(
        context: &'a ExportContext,
        options: &Options,
        resources: &'a [Resource],
    ) -> Self {
        let (unit, year, head) = (&context.unit, context.year, &context.head);
        let chosen = options.get(LICENSE, UNSPECIFIED);
        Self {
            profile: "tabular-data-package",
            name: format!("taizhang-{}-{year}", slug(unit.code.as_str())),
            title: format!("{}{year}年度预算与绩效台账", unit.name),
            description: format!(
                "截至{}的指标、支付、取数、绩效指标和活动。金额单位：元。",
                context.as_of
            ),
            version: format!("{year}.0.{}", head.sequence),
            licenses: LICENSES.into_iter().filter(|license| license.name == chosen).collect(),
            sources: vec![
                Source {
                    title: format!(
                        "{}{year}年度台账，第{}号事件，{} {}",
                        unit.name, head.sequence, head.algorithm, head.hash
                    ),
                },
                Source {
                    title: format!(
                        "{}（{}）",
                        context.evaluation.pack.title, context.evaluation.pack.source
                    ),
                },
            ],
            contributors: vec![Contributor { title: &unit.name, role: "publisher" }],
            keywords: ["budget", "spending", "performance", "China"],
            country_code: "CN",
            granularity: "transactional",
            fiscal_period: FiscalPeriod {
                start: year.first_day().to_string(),
                end: year.last_day().to_string(),
            },
            ledger_head: head,
            column_types: TAXONOMIES,
            resources,
        }
    }

    /// Prints the descriptor as JSON with a line end.
    pub(crate) fn print(&self) -> Result<Vec<u8>, ExportError> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|source| ExportError::Format {
            exporter: NAME,
            artifact: "datapackage.json".to_owned(),
            source: source.into(),
        })?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Leaves what the name of a package may hold: `a-z`, `0-9`, `-`, `_` and `.`.
fn slug(code: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    code.chars().map(|c| if allowed(c) { c.to_ascii_lowercase() } else { '-' }).collect()
}
