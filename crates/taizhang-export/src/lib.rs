//! The contract between the ledger and its exporters.
//!
//! An exporter depends on this crate alone: it receives an [`ExportRequest`] and returns
//! [`Artifact`]s. It sees no event, no store and no clock, and reads and writes no file, so the
//! same request gives the same bytes on any machine.

mod amount_unit;
mod artifact;
mod charset;
pub mod chart;
#[cfg(feature = "sample")]
pub mod conformance;
mod context;
pub mod delimited;
mod descriptor;
pub mod digest;
mod error;
mod exporter;
pub mod grid;
mod inputs;
pub mod package;
pub mod profile;
mod request;
#[cfg(feature = "sample")]
pub mod sample;
pub mod sheet;
mod trail;

pub use amount_unit::AmountUnit;
pub use artifact::{Artifact, ArtifactName, ArtifactNameError, NameFault, check_artifacts};
pub use charset::Charset;
pub use context::{
    ActivityEntry, CONTEXT_VERSION, ChangeEntry, DocumentEntry, EvidenceEntry, ExpenditureEntry,
    ExportContext, FigureEntry, LedgerHead, LineEntry, NamedCode, ResultEntry,
};
pub use descriptor::{Descriptor, OptionDescriptor, OptionTakes, ProfileDescriptor};
pub use error::{
    CellFault, CellFaultKind, ExportError, FileFault, Length, LostCharacters, is_protected_document,
};
pub use exporter::Exporter;
pub use inputs::{InputDescriptor, InputFile, InputSource, Inputs};
pub use request::{Attachment, ExportRequest, Options, Profile};
pub use taizhang_core::code::FundType;
pub use taizhang_core::event::{Comparator, Target, UnitKind, UnitProfile};
pub use taizhang_core::figure::{Figure, FigureKey, FigureValue};
pub use taizhang_core::money::{fixed, round_half_up, with_thousands};
pub use taizhang_core::{FiscalYear, Money, PrintRule, Quantity, Ratio, Wan};
pub use taizhang_evaluation::measure::{half_ems, half_ems_of};
pub use taizhang_evaluation::pack::{FundSelection, IndicatorColumn, PackKind};
pub use taizhang_evaluation::{
    Finding, FundRow, GoalRow, Grounds, IndicatorRow, MonitoredIndicator, MonitoredMoney,
    Monitoring, PackReference, SelfEvaluation, Severity, report,
};
pub use trail::{EventEntry, Trail};
