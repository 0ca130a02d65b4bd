//! The exporter itself.

use taizhang_export::{Artifact, Descriptor, ExportContext, ExportError, Exporter, Options};

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

    fn export(
        &self,
        context: &ExportContext,
        options: &Options,
    ) -> Result<Vec<Artifact>, ExportError> {
        let format = Format::read(options)?;
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
