//! Completion scripts, made from the grammar itself.

mod bash;
mod positional;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command, ValueHint};
use clap_complete::Shell;

use crate::args;

/// Writes the completion script for a shell.
pub(crate) fn script(shell: Shell) -> Vec<u8> {
    let mut grammar = with_folders(args::command());
    if shell == Shell::Bash {
        return bash::script(&grammar).into_bytes();
    }
    if shell == Shell::Fish {
        grammar = with_escaped_values(grammar);
    }
    let plain = grammar.clone();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut grammar, "taizhang", &mut script);
    let text = |script: Vec<u8>| String::from_utf8_lossy(&script).into_owned();
    match shell {
        Shell::Fish => positional::in_fish(text(script), &plain).into_bytes(),
        Shell::PowerShell => positional::in_powershell(&text(script), &plain).into_bytes(),
        _ => script,
    }
}

/// Says of every value that the help calls a folder that it is one.
fn with_folders(command: Command) -> Command {
    let is_folder = |arg: &Arg| {
        arg.get_value_names().is_some_and(|names| names.iter().any(|name| name == "文件夹"))
    };
    let command = command
        .mut_args(|arg| if is_folder(&arg) { arg.value_hint(ValueHint::DirPath) } else { arg });
    command.mut_subcommands(with_folders)
}

/// Escapes values that fish would act on itself, like `>=`: its candidates are read as fish code.
fn with_escaped_values(command: Command) -> Command {
    let command = command.mut_args(|arg| {
        let values = arg.get_possible_values();
        let is_code = |value: &PossibleValue| value.get_name().contains(['<', '>']);
        if !arg.get_action().takes_values() || !values.iter().any(is_code) {
            return arg;
        }
        let escaped = values.iter().map(|value| {
            let name = value.get_name().replace('<', "\\<").replace('>', "\\>");
            let help = value.get_help().map(ToString::to_string).unwrap_or_default();
            PossibleValue::new(name).help(help)
        });
        arg.value_parser(PossibleValuesParser::new(escaped))
    });
    command.mut_subcommands(with_escaped_values)
}
