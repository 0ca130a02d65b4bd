//! Importing: the preview of what rows would lead to, the posting of it, and its undoing.

mod batch;
mod carry_over;
mod comparison;
mod copies;
mod evidence;
mod keyed;
mod known;
mod magnitude;
mod movements;
mod numbers_in_words;
mod preview;
mod profiles;
mod repeats;
mod settling;
mod spoken_of;
mod take_back;
mod taken_back;
mod twins;

pub use batch::Batch;
pub use comparison::{Comparison, Difference, Finding, MonthSums};
pub use evidence::{EvidenceFile, EvidencePreview, Match};
pub use preview::{Accept, Doubt, ImportPreview, Judged, Totals, Verdict};
pub(crate) use profiles::MAPPINGS;
pub use profiles::{profile_folder, read_profile};
pub use take_back::Unmatched;
