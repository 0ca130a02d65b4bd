//! A table: its schema for the descriptor and its bytes as CSV.

use std::error::Error;

use serde::Serialize;
use taizhang_export::delimited::{self, Layout};
use taizhang_export::digest::sha256;
use taizhang_export::{Artifact, ExportError};

use crate::column::{Column, Field};
use crate::exporter::NAME;

/// Folder of the tables in the package.
const FOLDER: &str = "data";

/// A table of the package.
#[derive(Debug, Serialize)]
pub(crate) struct Resource {
    name: &'static str,
    title: &'static str,
    path: String,
    profile: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    bytes: usize,
    hash: String,
    schema: Schema,
    #[serde(skip)]
    content: Vec<u8>,
}

/// How the CSV is written; every value is the specification's default but the line end.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: char,
    line_terminator: &'static str,
    quote_char: char,
    double_quote: bool,
    header: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    primary_key: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    extra_fields: Vec<ExtraField>,
}

/// Values of a field that another table explains.
#[derive(Clone, Copy, Debug, Serialize)]
struct ForeignKey {
    fields: &'static str,
    reference: Reference,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Reference {
    resource: &'static str,
    fields: &'static str,
}

/// A field that the denormalised table has and the file has not.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExtraField {
    pub(crate) name: &'static str,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) column_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) constant: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) normalization_target: bool,
}

impl Resource {
    /// Makes a table of `rows`; the first columns named in `key` are its primary key.
    pub(crate) fn new<R>(
        name: &'static str,
        title: &'static str,
        key: &[&'static str],
        columns: &[Column<R>],
        rows: &[R],
    ) -> Result<Self, ExportError> {
        let path = format!("{FOLDER}/{name}.csv");
        let content = print(columns, rows).map_err(|source| ExportError::Format {
            exporter: NAME,
            artifact: path.clone(),
            source,
        })?;
        Ok(Self {
            name,
            title,
            path,
            profile: "tabular-data-resource",
            format: "csv",
            mediatype: "text/csv",
            encoding: "utf-8",
            dialect: Dialect {
                delimiter: ',',
                line_terminator: "\r\n",
                quote_char: '"',
                double_quote: true,
                header: true,
            },
            bytes: content.len(),
            hash: format!("sha256:{}", sha256(&content)),
            schema: Schema {
                fields: columns.iter().map(|column| column.field.clone()).collect(),
                missing_values: [""],
                primary_key: key.to_vec(),
                foreign_keys: Vec::new(),
                extra_fields: Vec::new(),
            },
            content,
        })
    }

    /// Says that the values of `field` stand in `resource` under `key`.
    pub(crate) fn refers(
        mut self,
        field: &'static str,
        resource: &'static str,
        key: &'static str,
    ) -> Self {
        let reference = Reference { resource, fields: key };
        self.schema.foreign_keys.push(ForeignKey { fields: field, reference });
        self
    }

    /// Adds what the file leaves unsaid.
    pub(crate) fn with_extra(mut self, fields: Vec<ExtraField>) -> Self {
        self.schema.extra_fields = fields;
        self
    }

    /// Turns the table into a file.
    pub(crate) fn into_artifact(self) -> Result<Artifact, ExportError> {
        Artifact::new(self.path, self.content)
    }
}

fn print<R>(columns: &[Column<R>], rows: &[R]) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let header = columns.iter().map(|column| column.field.name().to_owned()).collect();
    let row = |row| columns.iter().map(|column| (column.value)(row)).collect::<Vec<_>>();
    let records = std::iter::once(header).chain(rows.iter().map(row));
    Ok(delimited::print(records, Layout::default())?.into_bytes())
}
