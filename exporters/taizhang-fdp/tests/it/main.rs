//! Tests of the package as programs read it.

mod contents;
mod references;

use taizhang_export::{Artifact, ExportContext, ExportRequest, Exporter};
use taizhang_fdp::FdpExporter;

fn package(context: &ExportContext) -> Vec<Artifact> {
    FdpExporter.export(&ExportRequest::new(context)).expect("the year can be exported")
}

fn text(artifacts: &[Artifact], name: &str) -> String {
    let found = artifacts.iter().find(|artifact| artifact.name == name);
    String::from_utf8(found.expect("the file is there").bytes.clone()).expect("it is UTF-8")
}
