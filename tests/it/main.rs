//! End-to-end tests: the command line, its files, and the rules of the workspace. See
//! `tests/README.md` for how to add one.

mod architecture;
mod archive;
mod checks_page;
mod cli_budget;
mod cli_monitor;
mod cli_performance;
mod cli_reading;
mod cli_sarif;
mod cli_spending;
mod cli_year;
mod demo;
mod doctor;
mod documents;
mod docx;
mod dry_run;
mod export_check;
mod export_html;
mod export_inputs;
mod export_xlsx;
mod formats;
mod full_disk;
mod guide;
mod harness;
mod help;
mod home;
mod idempotence;
mod imports;
mod masters;
mod numbers;
mod output_folder;
mod plugins;
mod readme;
mod reference;
mod refusals;
mod round_trip;
