//! The self-evaluation report as one web page that needs nothing but itself.
//!
//! [`HtmlExporter`] sets the report tree of an `ExportContext` as one file: no script, no font, no
//! picture from elsewhere. Every figure is a link to its entry, every entry links to the events
//! behind it and to the places that print it, and every event links to the figures that it moves.
//! It computes no figure and reads no clock: the same context gives the same bytes.
//!
//! All words are escaped by the template engine; the only markup that is taken as it stands is
//! this crate's style sheet and the drawings that `taizhang_export::chart` makes, which escape
//! their own words. A policy in the page forbids scripts and foreign resources all the same.

mod anchor;
mod evaluation;
mod page;
mod report;
mod sources;
mod template;

use taizhang_export::{Artifact, Descriptor, ExportError, ExportRequest, Exporter};

use crate::page::Page;
use crate::sources::Selection;

/// Name of the exporter.
const NAME: &str = "html";
/// Option that says which figures have an entry.
const FIGURES: &str = "figures";
const PRINTED: &str = "printed";
const ALL: &str = "all";

/// Writes the report as one web page.
#[derive(Clone, Copy, Debug, Default)]
pub struct HtmlExporter;

impl Exporter for HtmlExporter {
    fn descriptor(&self) -> Descriptor {
        Descriptor::new(NAME, "部门整体支出绩效自评报告（网页，一个文件，每个数都能点到它的依据）")
            .option(
                FIGURES,
                "每个数的出处列哪些：printed 为报告印出的数，all 为台账的全部数（文件大得多）",
                [PRINTED, ALL],
            )
            .trail()
    }

    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
        request.check(&self.descriptor())?;
        let name = format!("{}.html", request.context.document_name());
        let with_all = request.options.get(FIGURES, PRINTED) == ALL;
        let selection = if with_all { Selection::All } else { Selection::Printed };
        let made = Page::of(request.context, selection).and_then(|page| template::render(&page));
        let html = made.map_err(|source| ExportError::Format {
            exporter: NAME,
            artifact: name.clone(),
            source: Box::new(source),
        })?;
        Ok(vec![Artifact::new(name, html)?])
    }
}
