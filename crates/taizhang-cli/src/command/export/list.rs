//! `export --list`: what there is, without running any of it.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::export::{Descriptor, OptionTakes};
use taizhang_plugin::Place;

use super::registry;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// One exporter in JSON; of a plug-in nothing is known before it is run.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Entry {
    Linked(Descriptor),
    Plugin {
        name: String,
        program: PathBuf,
        in_ledger_folder: bool,
        /// Whether an exporter of this program has the same name, so that it is never run.
        shadowed: bool,
    },
}

pub(super) fn show(session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let descriptors: Vec<Descriptor> =
        registry::LINKED.iter().map(|exporter| exporter.descriptor()).collect();
    let plugins = registry::plugins(session);
    if session.ui.wants_json() {
        let linked = descriptors.into_iter().map(Entry::Linked);
        let plugins = plugins.into_iter().map(|found| Entry::Plugin {
            shadowed: registry::linked(&found.name).is_some(),
            name: found.name,
            program: found.program,
            in_ledger_folder: found.place == Place::Ledger,
        });
        session.ui.json(&linked.chain(plugins).collect::<Vec<_>>())?;
        return Ok(ExitCode::Success);
    }
    for descriptor in descriptors {
        show_one(descriptor, session)?;
    }
    for found in plugins {
        let place = match found.place {
            Place::Path => "外部程序",
            Place::Ledger => "台账文件夹里的外部程序，点名才会运行",
        };
        let shadowed = match registry::linked(&found.name) {
            Some(_) => format!("（本程序自带 {}，这个不会运行；改名后可用）", found.name),
            None => String::new(),
        };
        session.ui.line(format!(
            "{}  {place}：{}{shadowed}",
            found.name,
            found.program.display()
        ))?;
    }
    Ok(ExitCode::Success)
}

fn show_one(descriptor: Descriptor, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    session.ui.line(format!("{}  {}", descriptor.name, descriptor.summary))?;
    for option in descriptor.options {
        let values = match option.takes {
            OptionTakes::Text => option.values.join("、"),
            OptionTakes::File => "文件".to_owned(),
        };
        session.ui.line(format!("    {}  {}：{values}", option.name, option.summary))?;
    }
    for profile in descriptor.profiles {
        let mark = if profile.verified { "" } else { "（未核对原文）" };
        session.ui.line(format!("    表样 {}  {}{mark}", profile.id, profile.summary))?;
    }
    Ok(())
}
