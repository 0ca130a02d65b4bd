//! What can be wrong with a text of a pack.

use taizhang_core::figure::FigureKey;

use crate::check::Lost;
use crate::compose::error::{ComposeError, TemplatePlace};

/// Something wrong in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFault {
    /// Which text.
    pub place: TemplatePlace,
    /// Line within its file, from 1.
    pub line: usize,
    /// The piece of the text that is meant, as written.
    pub piece: String,
    /// What is wrong with it.
    pub kind: TextFaultKind,
}

/// What is wrong with a piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFaultKind {
    /// No figure has this key.
    UnknownFigure {
        /// As written.
        key: String,
        /// Similar keys, most similar first.
        near: Vec<FigureKey>,
    },
    /// Nothing that a template may ask for has this name.
    UnknownName(String),
    /// What is named has no such part.
    UnknownField {
        /// The part, as written.
        field: String,
        /// The parts that there are.
        known: Vec<String>,
    },
    /// No filter has this name.
    UnknownFilter(String),
    /// No test has this name.
    UnknownTest(String),
    /// No table or chart has this name.
    UnknownBlock(String),
    /// The outline has no slot of this name.
    UnknownSlot(String),
    /// A filter that does not print figures of this kind.
    WrongFilter {
        /// The figure.
        key: FigureKey,
        /// The filter, as written.
        filter: String,
        /// The filter that prints it.
        right: &'static str,
    },
    /// A figure without a filter.
    NoFilter,
    /// A calculation: figures are computed by the ledger alone.
    Arithmetic,
    /// A number typed by hand.
    TypedNumber,
    /// Markdown that the report does not print as it was meant.
    Unprinted(Lost),
    /// The text is no template, or cannot be rendered.
    Template {
        /// What the engine calls it.
        kind: minijinja::ErrorKind,
        /// What it says.
        detail: String,
    },
}

/// Something wrong in a text, by its own lines.
pub(super) struct Found {
    pub(super) line: usize,
    pub(super) piece: String,
    pub(super) kind: TextFaultKind,
}

/// Characters of a piece that are shown.
const SHOWN: usize = 48;

impl Found {
    pub(super) fn new(line: usize, piece: &str, kind: TextFaultKind) -> Self {
        let piece = piece.trim();
        let mut shown: String = piece.chars().take(SHOWN).collect();
        if shown.len() < piece.len() {
            shown.push('…');
        }
        Self { line, piece: shown.replace('\n', " "), kind }
    }

    /// Places it in the file in which its text begins on line `first`.
    pub(super) fn at(self, place: &TemplatePlace, first: usize) -> TextFault {
        let line = self.line.saturating_add(first).saturating_sub(1);
        TextFault { place: place.clone(), line, piece: self.piece, kind: self.kind }
    }
}

/// Turns what the renderer says into a fault.
pub(super) fn of_rendering(error: &ComposeError, source: &str) -> Found {
    let whole = |line: usize| source.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    match error {
        ComposeError::UnknownFigure { line, key, suggestions, .. } => {
            let (key, near) = (key.clone(), suggestions.clone());
            Found::new(*line, whole(*line), TextFaultKind::UnknownFigure { key, near })
        }
        ComposeError::Template { line, source, .. } => {
            let detail = source.detail().unwrap_or_default().to_owned();
            let kind = TextFaultKind::Template { kind: source.kind(), detail };
            Found::new(*line, whole(*line), kind)
        }
        ComposeError::UnitNotRegistered | ComposeError::Figure(_) => {
            let kind = minijinja::ErrorKind::InvalidOperation;
            let detail = error.to_string();
            Found::new(1, whole(1), TextFaultKind::Template { kind, detail })
        }
    }
}
