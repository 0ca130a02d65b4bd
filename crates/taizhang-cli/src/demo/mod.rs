//! The sample year, entered through the same commands that a user has: its tables are imported.

mod fixture;
mod sample_world;
mod script;
mod tables;

use std::ffi::OsString;
use std::path::Path;

use crate::error::{Failure, Problem};
use crate::output::write_file;
use crate::{ExitCode, World};

use sample_world::SampleWorld;
use script::Step;

/// Builds the sample ledger in `folder` and all outputs in its `out` folder.
pub(crate) fn build(folder: &Path) -> Result<usize, Failure> {
    let (steps, tables) = script::steps(folder)?;
    let surroundings = SampleWorld::new(folder);
    let (opening, year) = steps.split_at(1);
    for step in opening {
        surroundings.run(step)?;
    }
    // A new ledger wants an empty folder, so the files that it will take in come after it.
    for (name, bytes) in fixture::EVIDENCE {
        write_file(&script::evidence_path(folder, name), bytes)?;
    }
    for (path, text) in tables.files {
        write_file(&path, text.as_bytes())?;
    }
    for step in year {
        surroundings.run(step)?;
    }
    Ok(steps.len())
}

impl SampleWorld {
    /// Runs one command line at its time, by its operator.
    fn run(&self, step: &Step) -> Result<(), Failure> {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        self.set_time(step.date);
        let mut world = self.world(&mut out, &mut err);
        let code = run_line(step, &mut world);
        // Commands print their results; a check may find things and still have done its work.
        if matches!(code, ExitCode::Success | ExitCode::Findings) {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&err).into_owned();
        Err(Failure::new(
            code,
            Problem::new(
                format!("演示数据没有登记成功：taizhang {}", step.arguments.join(" ")),
                said.trim().to_owned(),
                "请把这段提示发给开发者",
            ),
        ))
    }
}

fn run_line(step: &Step, world: &mut World<'_>) -> ExitCode {
    let program = std::iter::once(OsString::from("taizhang"));
    let arguments: Vec<OsString> =
        program.chain(step.arguments.iter().map(OsString::from)).collect();
    crate::run(&arguments, world)
}
