//! The command line of taizhang: arguments, Chinese wording, tables and exit codes.
//!
//! No rule about money lives here. Everything a command says goes through `Ui`, every
//! failure through `error.rs`, which alone puts failures into Chinese.

mod args;
mod attachment;
mod command;
mod completion;
mod contract;
mod demo;
mod error;
mod exit_code;
mod help;
mod machine;
mod output;
mod output_folder;
mod panic;
mod reference;
mod session;
mod system;
mod table;
mod text_file;
mod ui;
mod values;
mod visible;
mod wording;
mod world;

use std::ffi::OsString;
use std::process;

pub use args::command as parser;
pub use contract::{CONTRACTS, Contract, FORMS, Form};
pub use exit_code::ExitCode;
pub use machine::{Colour, FreeBytes, Machine};
pub use reference::reference;
pub use world::World;

/// Runs the command line of this process.
pub fn main() -> process::ExitCode {
    panic::name_places();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    system::with_world(|world| run(&arguments, world)).into()
}

/// Runs one command line in `world`; `arguments` begins with the program's name.
pub fn run(arguments: &[OsString], world: &mut World<'_>) -> ExitCode {
    let cli = match args::parse(arguments) {
        Ok(cli) => cli,
        Err(stop) => return stop.show(world, arguments.iter().any(|word| word == "--json")),
    };
    let mut session = session::Session::new(cli.global, world);
    let outcome = panic::guarded(|| {
        command::check_looking_back(cli.command.as_ref(), &session.global)?;
        match cli.command {
            Some(command) => command::dispatch(command, &mut session),
            None => command::home::run(&mut session),
        }
    });
    match outcome {
        Ok(code) => code,
        Err(failure) => session.ui.fail(&failure),
    }
}
