//! Importing: the preview of what rows would lead to, the posting of it, and its undoing.

mod alike;
mod batch;
mod carry_over;
mod comparison;
mod copies;
mod days;
mod evidence;
mod joined;
mod keyed;
mod known;
mod magnitude;
mod matching;
mod moved;
mod movements;
mod numbers_in_words;
mod origin;
mod preview;
mod profiles;
mod provenance;
mod reds;
mod repeats;
mod settling;
mod spoken_of;
mod take_back;
mod taken_back;
mod twins;

pub use batch::Batch;
pub use comparison::{Comparison, Difference, Finding, MonthSums};
pub use evidence::{EvidenceFile, EvidencePreview, Match};
pub use origin::{NO_RECORD, Origin, Origins, RecordedOrigin, file_name, list_name};
pub use preview::{Accept, Doubt, ImportPreview, Judged, Totals, Verdict};
pub(crate) use profiles::MAPPINGS;
pub use profiles::{profile_folder, read_profile};
pub use provenance::named_file;
pub use take_back::Unmatched;
