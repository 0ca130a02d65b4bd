//! Templates: MiniJinja in Markdown, where figures appear only by key.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, Value};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use taizhang_core::figure::{Figure, FigureError, FigureKey, FigureValue, Figures};
use taizhang_core::money::fixed;
use taizhang_core::quotation::quoted;

use super::error::{ComposeError, TemplatePlace};
use super::marks::{Marked, Marks, without_marks};
use super::numbering::chinese;

/// Decimals of every rate in a report: one precision for the whole document.
pub(super) const RATE_DIGITS: u32 = 2;
/// Decimals of 万元.
pub(super) const WAN_DIGITS: u32 = 2;

/// What templates may ask for.
pub(super) struct Shared {
    pub(super) figures: BTreeMap<String, Figure>,
    pub(super) marks: Marks,
    /// Names of tables and charts, and whether each has anything to show.
    pub(super) blocks: BTreeMap<&'static str, bool>,
    /// Slots of the outline with the narrative that fills each, already rendered.
    pub(super) narratives: OnceLock<BTreeMap<String, String>>,
}

/// A figure in a template.
#[derive(Debug)]
struct Slot {
    figure: Figure,
    unsigned: bool,
}

impl Object for Slot {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let number = match &self.figure.value {
            FigureValue::Money(money) => money.yuan(),
            FigureValue::Quantity(quantity) => quantity.value,
            FigureValue::Ratio(ratio) => ratio.numerator(),
        };
        match key.as_str()? {
            "zero" => Some(number.is_zero().into()),
            "negative" => Some(number.is_sign_negative().into()),
            "label" => Some(self.figure.label.clone().into()),
            "base" => self.figure.value.ratio().map(|ratio| ratio.base().into()),
            _ => None,
        }
    }
}

/// How a filter prints a figure.
#[derive(Clone, Copy)]
enum Print {
    Wan,
    Yuan,
    Percent,
    Count,
}

impl Print {
    const fn name(self) -> &'static str {
        match self {
            Self::Wan => "wan",
            Self::Yuan => "yuan",
            Self::Percent => "pct",
            Self::Count => "count",
        }
    }

    fn text(self, slot: &Slot) -> Result<String, Error> {
        let unsigned = |money: taizhang_core::Money| {
            if slot.unsigned && money.is_negative() { money.negated() } else { money }
        };
        match (self, &slot.figure.value) {
            (Self::Wan, FigureValue::Money(money)) => {
                Ok(format!("{}万元", unsigned(*money).to_wan().rounded(WAN_DIGITS)))
            }
            (Self::Yuan, FigureValue::Money(money)) => Ok(format!("{}元", unsigned(*money))),
            (Self::Percent, FigureValue::Ratio(ratio)) => Ok(ratio.percent_text(RATE_DIGITS)),
            (Self::Count, FigureValue::Quantity(quantity)) => Ok(quantity.to_string()),
            _ => Err(invalid(format!(
                "filter {} does not print figure {}",
                self.name(),
                slot.figure.key
            ))),
        }
    }
}

fn invalid(detail: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}

/// Renders templates of one report.
pub(super) struct Renderer<'a> {
    environment: Environment<'static>,
    context: Value,
    figures: &'a Figures<'a>,
}

/// Why a template cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxFault {
    /// Line, from 1.
    pub(crate) line: usize,
    /// What the template engine says.
    pub(crate) reason: String,
}

/// Parses a template without rendering it.
pub(crate) fn check_syntax(name: &str, source: &str) -> Result<(), SyntaxFault> {
    let environment = bare_environment();
    environment.template_from_named_str(name, source).map(|_| ()).map_err(|error| SyntaxFault {
        line: error.line().unwrap_or(1),
        reason: error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
    })
}

pub(super) fn bare_environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax());
    environment
}

/// Returns how templates are delimited.
pub(super) fn syntax() -> SyntaxConfig {
    let lines_of_tags_vanish =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    lines_of_tags_vanish.expect("the default delimiters are valid")
}

impl<'a> Renderer<'a> {
    pub(super) fn new(shared: &Arc<Shared>, context: Value, figures: &'a Figures<'a>) -> Self {
        let mut environment = bare_environment();
        add_functions(&mut environment, shared);
        add_filters(&mut environment, shared);
        environment.set_formatter(|out, _state, value| {
            if value.downcast_object_ref::<Slot>().is_some() {
                return Err(invalid("a figure needs a filter: wan, yuan, pct or count".to_owned()));
            }
            if value.is_undefined() {
                return Err(Error::from(ErrorKind::UndefinedError));
            }
            let text = value.to_string();
            let text = if value.is_safe() { text } else { escaped(&without_marks(&text)) };
            out.write_str(&text).map_err(Error::from)
        });
        Self { environment, context, figures }
    }

    /// Renders the Markdown `source`, which stands at `place`.
    pub(super) fn render(
        &self,
        place: TemplatePlace,
        source: &str,
    ) -> Result<String, ComposeError> {
        let source = without_marks(source);
        self.environment
            .render_named_str(place.name(), &source, self.context.clone())
            .map_err(|error| self.explain(place, error))
    }

    fn explain(&self, place: TemplatePlace, error: Error) -> ComposeError {
        let line = error.line().unwrap_or(1);
        let unknown = std::error::Error::source(&error)
            .and_then(|source| source.downcast_ref::<UnknownKey>())
            .map(|unknown| unknown.0.clone());
        let Some(text) = unknown else {
            return ComposeError::Template { place, line, source: Box::new(error) };
        };
        let suggestions = match text.parse::<FigureKey>().map(|key| self.figures.value(&key)) {
            Ok(Err(FigureError::Unknown { suggestions, .. })) => suggestions,
            _ => Vec::new(),
        };
        ComposeError::UnknownFigure { place, line, key: text, suggestions }
    }
}

/// A key that no figure has.
#[derive(Debug, thiserror::Error)]
#[error("figure {0} does not exist")]
struct UnknownKey(String);

pub(super) fn add_functions(environment: &mut Environment<'static>, shared: &Arc<Shared>) {
    let source = Arc::clone(shared);
    environment.add_function("fig", move |key: String| {
        let found = source.figures.get(&key);
        found.map(|figure| Slot { figure: figure.clone(), unsigned: false }).map_or_else(
            || {
                let detail = format!("figure {key} does not exist");
                Err(invalid(detail).with_source(UnknownKey(key)))
            },
            |slot| Ok(Value::from_object(slot)),
        )
    });
    let source = Arc::clone(shared);
    environment.add_function("has_fig", move |key: String| source.figures.contains_key(&key));
    for name in ["table", "chart"] {
        let source = Arc::clone(shared);
        environment.add_function(name, move |block: String| {
            match source.blocks.get(block.as_str()) {
                None => Err(invalid(format!("{name} {block} does not exist"))),
                Some(false) => Ok(Value::from("")),
                Some(true) => {
                    let mark = source.marks.put(Marked::Block(block));
                    Ok(Value::from_safe_string(format!("\n\n{mark}\n\n")))
                }
            }
        });
    }
    let source = Arc::clone(shared);
    environment.add_function("narrative", move |slot: String| {
        let text = source.narratives.get().and_then(|all| all.get(&slot));
        text.map(|text| Value::from_safe_string(text.clone()))
            .ok_or_else(|| invalid(format!("the outline has no slot {slot}")))
    });
}

pub(super) fn add_filters(environment: &mut Environment<'static>, shared: &Arc<Shared>) {
    for print in [Print::Wan, Print::Yuan, Print::Percent, Print::Count] {
        let source = Arc::clone(shared);
        environment.add_filter(print.name(), move |value: Value| {
            let slot = slot_of(&value, print.name())?;
            let text = print.text(slot)?;
            let key = slot.figure.key.clone();
            let mark = source.marks.put(Marked::Figure { key, text });
            Ok::<_, Error>(Value::from_safe_string(mark))
        });
    }
    environment.add_filter("unsigned", |value: Value| {
        let slot = slot_of(&value, "unsigned")?;
        Ok::<_, Error>(Value::from_object(Slot { figure: slot.figure.clone(), unsigned: true }))
    });
    environment.add_filter("ordinal", chinese);
    environment.add_filter("quoted", |text: String| quoted(&text));
    environment.add_filter("sentence", |text: String| {
        let text = text.trim_end_matches(['。', '；', '，', '.', ';', ' ']);
        text.to_owned()
    });
    environment.add_filter("points", |text: String| {
        let number: rust_decimal::Decimal =
            text.parse().map_err(|_| invalid(format!("{text} is no number of points")))?;
        Ok::<_, Error>(fixed(number, 2))
    });
}

fn slot_of<'v>(value: &'v Value, filter: &str) -> Result<&'v Slot, Error> {
    value.downcast_object_ref::<Slot>().ok_or_else(|| {
        invalid(format!("filter {filter} takes a figure, like fig(\"outturn.total\")"))
    })
}

/// Escapes what Markdown would read as markup: data is words.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\n\n"),
            '\r' => {}
            mark if mark.is_ascii_punctuation() => escaped.extend(['\\', mark]),
            other => escaped.push(other),
        }
    }
    escaped
}
