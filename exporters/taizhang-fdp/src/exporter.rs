//! The exporter itself.

use taizhang_export::{Artifact, Descriptor, ExportError, ExportRequest, Exporter};

use crate::descriptor::{LICENSE, Package, license_values};
use crate::tables;

/// Name of the exporter.
pub(crate) const NAME: &str = "fdp";

/// Makes the year's Fiscal Data Package.
#[derive(Clone, Copy, Debug, Default)]
pub struct FdpExporter;

impl Exporter for FdpExporter {
    fn descriptor(&self) -> Descriptor {
        Descriptor::new(NAME, "财政数据包（Fiscal Data Package 1.0.0：datapackage.json 和 CSV）")
            .option(LICENSE, "数据的许可；unspecified 为不写明", license_values())
    }

    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
        request.check(&self.descriptor())?;
        let resources = tables::all(request.context)?;
        let package = Package::new(request.context, &request.options, &resources);
        let mut artifacts = vec![Artifact::new("datapackage.json", package.print()?)?];
        for resource in resources {
            artifacts.push(resource.into_artifact()?);
        }
        Ok(artifacts)
    }
}
