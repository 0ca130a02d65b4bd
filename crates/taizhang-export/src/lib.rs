//! The contract between the ledger and its exporters.
//!
//! An exporter depends on this crate alone: it receives an [`ExportContext`] and returns
//! [`Artifact`]s. It sees no event, no store and no clock, and writes no file, so the same context
//! gives the same bytes on any machine.

pub mod chart;
mod context;
mod exporter;
mod measure;

pub use context::{
    ActivityEntry, CONTEXT_VERSION, ChangeEntry, ExpenditureEntry, ExportContext, FigureEntry,
    LedgerHead, LineEntry, NamedCode, ResultEntry,
};
pub use exporter::{
    Artifact, Attachment, Descriptor, ExportError, Exporter, FileFault, OptionDescriptor,
    OptionTakes, Options,
};
pub use measure::{half_ems, half_ems_of};
pub use taizhang_core::code::FundType;
pub use taizhang_core::event::{Comparator, Target, UnitKind, UnitProfile};
pub use taizhang_core::figure::{Figure, FigureKey, FigureValue};
pub use taizhang_core::money::{fixed, round_half_up, with_thousands};
pub use taizhang_core::{FiscalYear, Money, PrintRule, Quantity, Ratio, Wan};
pub use taizhang_evaluation::{
    Finding, FundRow, IndicatorRow, MonitoredIndicator, MonitoredMoney, Monitoring, PackReference,
    SelfEvaluation, Severity, report,
};
