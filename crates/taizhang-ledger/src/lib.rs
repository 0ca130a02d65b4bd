//! Use cases of a ledger: create, record, correct, close, check, trace, export.
//!
//! This crate joins the rules of `taizhang-core`, the log of `taizhang-store` and the forms of
//! `taizhang-evaluation`. It knows no terminal and no network; the clock and the source of ids are
//! handed in.

mod backup;
mod backup_record;
mod belongings;
mod config;
mod context;
mod environment;
mod error;
mod evidence;
mod export_inputs;
mod intake;
mod ledger;
mod package_restore;
mod packs;
mod record;
mod sentence;
mod trace;
mod verify;
mod year;

pub use backup::{check_backup, restore};
pub use backup_record::BackupRecord;
pub use config::Config;
pub use environment::{Clock, Environment, IdSource};
pub use error::{ConfigError, LedgerError};
pub use evidence::MissingEvidence;
pub use intake::{
    Accept, Batch, Beside, Comparison, Difference, Doubt, EvidenceFile, EvidencePreview, Finding,
    ImportPreview, Judged, Match, MonthSums, NO_RECORD, Origin, Origins, RecordedOrigin, ToldApart,
    ToldBy, Totals, Unmatched, Verdict, compared_lists, file_name, list_name, named_file,
    profile_folder, read_profile,
};
pub use ledger::{Ledger, LoggedEvent, check_empty};
pub use package_restore::PackageRestore;
pub use packs::{ExaminedPack, check_pack_folder, examine_pack_folder, own_pack_texts, pack_files};
pub use record::{DatedCommand, Outcome, Request};
pub use sentence::{counts as counts_text, lists_text, sentence, target as target_text};
pub use trace::{Trace, TracedEvent};
pub use verify::{EvidenceFault, VerifyReport};

// The faces (command line, web) depend on this crate and the exporters alone.
pub use {
    taizhang_audit as audit, taizhang_core as core, taizhang_evaluation as evaluation,
    taizhang_export as export, taizhang_import as import, taizhang_store as store,
};
