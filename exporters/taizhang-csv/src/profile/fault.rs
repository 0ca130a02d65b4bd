//! What a profile cannot say or a column cannot hold.

use taizhang_export::ExportError;

/// Refuses a profile that names something that is not there.
pub(super) fn unknown(profile: &str, what: &str, name: &str) -> ExportError {
    ExportError::Profile { id: profile.to_owned(), fault: format!("没有{what}“{name}”") }
}
