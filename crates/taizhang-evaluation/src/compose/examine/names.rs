//! Which names a text may ask for.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Environment, ErrorKind, context};
use serde_json::Value;
use taizhang_core::figure::{Figure, FigureError, FigureKey, FigureValue, Figures};

use super::Tried;
use super::fault::TextFaultKind;
use crate::compose::{facts, tables};

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Something without parts, or with parts that are not known.
    Any,
    /// Something with named parts, by the name of its record.
    Record(String),
    /// A list.
    List(Box<Self>),
    /// A figure, by its key where that is written out.
    Figure(Option<FigureKey>),
}

impl Shape {
    /// Returns what the items of a list are.
    pub(super) fn item(&self) -> Self {
        match self {
            Self::List(item) => (**item).clone(),
            Self::Any | Self::Record(_) | Self::Figure(_) => Self::Any,
        }
    }
}

/// The parts of each record; the names of the root stand under [`ROOT`].
pub(super) type Records = BTreeMap<String, BTreeMap<String, Shape>>;

/// Name under which the names of the root stand.
pub(super) const ROOT: &str = "";

/// What texts are held against.
pub(super) struct Known<'a> {
    pub(super) environment: Environment<'static>,
    pub(super) figures: &'a Figures<'a>,
    /// Slots of the outline, where it can be read.
    pub(super) slots: Option<BTreeSet<&'a str>>,
    pub(super) tried: Tried,
    pub(super) records: Records,
}

/// Reads from the type of the facts which names they have.
pub(super) fn records() -> Records {
    let schema = facts::schema();
    let mut records = Records::new();
    records.insert(ROOT.to_owned(), parts(&schema));
    let defined = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
    records.extend(defined.map(|(name, record)| (name.clone(), parts(record))));
    records
}

fn parts(record: &Value) -> BTreeMap<String, Shape> {
    let properties = record.get("properties").and_then(Value::as_object).into_iter().flatten();
    properties.map(|(name, schema)| (name.clone(), shape(schema))).collect()
}

fn shape(schema: &Value) -> Shape {
    if let Some(record) = schema.get("$ref").and_then(Value::as_str) {
        return Shape::Record(record.rsplit('/').next().unwrap_or_default().to_owned());
    }
    match schema.get("items") {
        Some(items) => Shape::List(Box::new(shape(items))),
        None => Shape::Any,
    }
}

impl Known<'_> {
    /// Looks up a figure by the key that is written in `source`.
    pub(super) fn figure(&self, key: &str, source: &str) -> Result<Option<Figure>, TextFaultKind> {
        let unknown = |near| TextFaultKind::UnknownFigure { key: key.to_owned(), near };
        let parsed: FigureKey = key.parse().map_err(|_| unknown(Vec::new()))?;
        match self.figures.get(&parsed) {
            Ok(figure) => Ok(Some(figure)),
            Err(FigureError::Unknown { .. }) if self.cannot_judge(&parsed, source) => Ok(None),
            Err(FigureError::Unknown { suggestions, .. }) => Err(unknown(suggestions)),
            Err(FigureError::YearNotOpen | FigureError::Money(_)) => Ok(None),
        }
    }

    /// Tells whether a year may have this figure, or the text asks whether it has.
    fn cannot_judge(&self, key: &FigureKey, source: &str) -> bool {
        let asks = |quote: char| source.contains(&format!("has_fig({quote}{key}{quote})"));
        let is_of_the_sample = self.tried == Tried::SampleYear && is_of_its_year(key.as_str());
        is_of_the_sample || asks('"') || asks('\'')
    }

    pub(super) fn has_filter(&self, name: &str) -> bool {
        self.renders(&format!("{{{{ none | {name} }}}}"), ErrorKind::UnknownFilter)
    }

    pub(super) fn has_test(&self, name: &str) -> bool {
        self.renders(&format!("{{{{ none is {name} }}}}"), ErrorKind::UnknownTest)
    }

    pub(super) fn has_function(&self, name: &str) -> bool {
        let asked = format!("{{{{ {name} is defined }}}}");
        self.environment.render_str(&asked, context! {}).is_ok_and(|answer| answer == "true")
    }

    fn renders(&self, template: &str, otherwise: ErrorKind) -> bool {
        match self.environment.render_str(template, context! {}) {
            Ok(_) => true,
            Err(error) => error.kind() != otherwise,
        }
    }

    pub(super) fn has_slot(&self, name: &str) -> bool {
        self.slots.as_ref().is_none_or(|slots| slots.contains(name))
    }
}

/// Tells whether a table or chart has this name.
pub(super) fn is_block(name: &str) -> bool {
    name == tables::FIGURE_SOURCES || tables::MAKERS.iter().any(|(known, _)| *known == name)
}

/// Returns the filter that prints a figure.
pub(super) const fn filters_of(value: &FigureValue) -> &'static [&'static str] {
    match value {
        FigureValue::Money(_) => &["wan", "yuan"],
        FigureValue::Quantity(_) => &["count"],
        FigureValue::Ratio(_) => &["pct"],
    }
}

/// Tells whether a key names a line, a project, a code, a fund, a measure or a survey: whether there
/// is such a figure depends on what the year has.
pub(super) fn is_of_its_year(key: &str) -> bool {
    const NAMED: [&str; 7] =
        ["line", "project", "economic", "function", "fund", "activity", "survey"];
    let parts: Vec<&str> = key.split('.').collect();
    let before_the_last = parts.split_last().map_or(&[][..], |(_, before)| before);
    before_the_last.iter().any(|part| NAMED.contains(part))
}
