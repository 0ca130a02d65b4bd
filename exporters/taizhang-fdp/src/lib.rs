//! The year as a Fiscal Data Package: `datapackage.json` and CSV tables that say what they mean.
//!
//! # Which specification
//! Fiscal Data Package 1.0.0, its budget taxonomy 1.0.0 and its spending taxonomy 1.0.0
//! (`frictionlessdata/datapackage-fiscal` at `00b9e16`, read in 2026), on top of Tabular Data
//! Package and Table Schema 1.0. `profile` is `tabular-data-package`, which the specification builds
//! on: the JSON Schema published for `fiscal-data-package` still demands the `model` of version 0.3,
//! which 1.0.0 gave up for column types, and validators fetch it from the network.
//!
//! # What is where
//! - `data/budget.csv`: one row per budget line; `approved`, `adjusted` and `executed` are one
//!   amount in three phases, which `normalize` and `extraFields` undo.
//! - `data/changes.csv`, `data/payments.csv`: every change of authority, every movement of money.
//! - `data/figures.csv`, `data/indicators.csv`, `data/activities.csv`, `data/results.csv`.
//! - `data/functions.csv`, `data/economics.csv`, `data/funds.csv`: the codes that the others use.
//!
//! Amounts are yuan with two decimals; phase, year, currency, direction and unit are constants in
//! `extraFields`. Each resource carries its size and SHA-256.
//!
//! # What is left out
//! COFOG and GFSM codes: a mapping of the Chinese classification to them is an interpretation, and no
//! published one was found. A licence is named only where the option `license` says so: the data
//! are the unit's, and silence grants nothing. Text that a spreadsheet would run as a formula is not
//! changed, since these files are for programs; the exporter `csv` makes those for people.

mod column;
mod descriptor;
mod exporter;
mod resource;
mod tables;

pub use exporter::FdpExporter;
