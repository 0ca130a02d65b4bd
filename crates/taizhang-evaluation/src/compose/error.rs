//! Why a report could not be composed.

use std::fmt;

use taizhang_core::figure::{FigureError, FigureKey};

/// A report could not be composed.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// The unit was never registered.
    #[error("the unit is not registered")]
    UnitNotRegistered,
    /// A figure could not be given.
    #[error("a figure cannot be computed")]
    Figure(#[source] FigureError),
    /// A text asks for a figure that does not exist.
    #[error("{place}, line {line}: figure {key} does not exist")]
    UnknownFigure {
        /// Which text.
        place: TemplatePlace,
        /// Line within it, from 1.
        line: usize,
        /// The key as written.
        key: String,
        /// Similar keys, most similar first.
        suggestions: Vec<FigureKey>,
    },
    /// A text is no valid template.
    #[error("{place}, line {line}: the template cannot be rendered")]
    Template {
        /// Which text.
        place: TemplatePlace,
        /// Line within it, from 1.
        line: usize,
        /// What the template engine says.
        #[source]
        source: Box<minijinja::Error>,
    },
}

/// A text with figure slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePlace {
    /// A file of the pack.
    PackFile(String),
    /// A narrative that the unit wrote, by section.
    Narrative(String),
}

impl TemplatePlace {
    /// Returns the file or section.
    pub fn name(&self) -> &str {
        match self {
            Self::PackFile(name) | Self::Narrative(name) => name,
        }
    }
}

impl fmt::Display for TemplatePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PackFile(name) => write!(f, "pack file {name}"),
            Self::Narrative(section) => write!(f, "section {section}"),
        }
    }
}
