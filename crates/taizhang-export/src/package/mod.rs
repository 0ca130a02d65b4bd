//! Files that leave together: a manifest and lists of sums that vouch for them, one ZIP file that
//! holds them, and the inspection of a package that comes back.
//!
//! Writer and reader of the lists stand side by side, since a change of one is a change of both.

mod inspection;
mod manifest;
mod place;
mod zip_file;

pub use inspection::{Damage, Handed, InspectError, Inspected, Inspection, inspect_zip, unpack};
pub use manifest::{
    EVIDENCE, JOURNAL, Listed, MANIFEST, Made, RESTORE, SHA256_LIST, SM3_LIST, VOUCHER_EVIDENCE,
    manifest, sums,
};
pub use place::ledger_place;
pub use zip::result::ZipError;
pub use zip_file::ZipFile;
