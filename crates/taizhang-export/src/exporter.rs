//! The door through which a year leaves: a request in, named bytes out.

use crate::{Artifact, Descriptor, ExportError, ExportRequest};

/// Something that turns a year into files.
///
/// The same request gives the same bytes on any machine: an exporter reads no file, clock,
/// environment or network. What it needs besides the context it asks for in its descriptor.
pub trait Exporter: Sync {
    /// Says what it is and what it takes.
    fn descriptor(&self) -> Descriptor;

    /// Makes the files; writes none of them.
    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError>;
}
