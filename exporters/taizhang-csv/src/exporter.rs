//! The exporter itself.

use taizhang_export::{Artifact, Descriptor, ExportError, ExportRequest, Exporter};

use crate::format::{Format, describe};
use crate::sheets::{
    Activities, Budget, Expenditures, Figures, Funds, Indicators, MonitoredFunds,
    MonitoredIndicators,
};
use crate::table::make;

/// Makes the CSV files of a year.
#[derive(Clone, Copy, Debug, Default)]
pub struct CsvExporter;

impl Exporter for CsvExporter {
    fn descriptor(&self) -> Descriptor {
        describe()
    }

    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
        request.check(&self.descriptor())?;
        let context = request.context;
        let format = Format::read(&request.options);
        let mut files = vec![
            make::<Funds>(context, format)?,
            make::<Indicators>(context, format)?,
            make::<Expenditures>(context, format)?,
            make::<Budget>(context, format)?,
            make::<Activities>(context, format)?,
            make::<Figures>(context, format)?,
        ];
        if context.monitoring.is_some() {
            files.push(make::<MonitoredFunds>(context, format)?);
            files.push(make::<MonitoredIndicators>(context, format)?);
        }
        Ok(files)
    }
}
