//! Completion for bash with a description behind each candidate, which clap's script for bash has
//! no room for: a fixed part that finds the place in the command line, and the grammar as rows.

use std::fmt::Write;

use clap::builder::PossibleValue;
use clap::{Arg, Command, ValueHint};

/// Finds what may stand at the cursor; works on `_taizhang_rows`.
const FINDER: &str = include_str!("bash.sh");

/// Writes the script for a grammar that was not built yet, so that global options are the root's.
pub(super) fn script(grammar: &Command) -> String {
    let mut cases = String::new();
    let everywhere = grammar.get_arguments().filter(|arg| arg.is_global_set());
    write_case(&mut cases, "*", everywhere.flat_map(|arg| rows_of_argument(arg, 0)));
    write_command(&mut cases, "", grammar);
    format!(
        "{FINDER}\n_taizhang_rows() {{\n    case $1 in\n{cases}    *) rows=() ;;\n    esac\n}}\n"
    )
}

/// Writes the rows of a command and of those below it.
fn write_command(cases: &mut String, path: &str, command: &Command) {
    let commands = command.get_subcommands().map(|sub| {
        let alias = sub.get_visible_aliases().next().unwrap_or_default();
        row(["c", sub.get_name(), alias, "", &described(sub.get_about())])
    });
    let own = command.get_arguments().filter(|arg| !arg.is_global_set() && !arg.is_hide_set());
    let mut place = 0_usize;
    let arguments = own.flat_map(|arg| {
        place = place.saturating_add(usize::from(arg.is_positional()));
        rows_of_argument(arg, place)
    });
    write_case(cases, path, commands.chain(arguments));
    for sub in command.get_subcommands() {
        let path = format!("{path} {}", sub.get_name());
        write_command(cases, path.trim_start(), sub);
    }
}

fn write_case(cases: &mut String, path: &str, rows: impl Iterator<Item = String>) {
    writeln!(cases, "    {})\n        rows=(", quoted(path)).expect("text can be appended to");
    for row in rows {
        writeln!(cases, "            {}", quoted(&row)).expect("text can be appended to");
    }
    writeln!(cases, "        )\n        ;;").expect("text can be appended to");
}

/// The row of an option, or of the argument at `place`, and those of its values.
fn rows_of_argument(arg: &Arg, place: usize) -> Vec<String> {
    let takes = if arg.get_action().takes_values() { taken(arg.get_value_hint()) } else { "" };
    let short = arg.get_short().map(|short| format!("-{short}")).unwrap_or_default();
    let (name, own) = if arg.is_positional() {
        let repeats = arg.get_num_args().is_some_and(|count| count.max_values() > 1);
        let name = place.to_string();
        let own = row(["p", &name, if repeats { "more" } else { "" }, takes, ""]);
        (name, own)
    } else {
        let long = arg.get_long().map(|long| format!("--{long}"));
        let name = long.unwrap_or_else(|| short.clone());
        let own = row(["o", &name, &short, takes, &described(arg.get_help())]);
        (name, own)
    };
    let values = arg.get_possible_values();
    let offered = values.iter().filter(|value| !value.is_hide_set() && !takes.is_empty());
    std::iter::once(own).chain(offered.map(|value| row_of_value(&name, value))).collect()
}

fn row_of_value(name: &str, value: &PossibleValue) -> String {
    let others: Vec<&str> = value.get_name_and_aliases().skip(1).collect();
    row(["v", name, value.get_name(), &others.join(" "), &described(value.get_help())])
}

const fn taken(hint: ValueHint) -> &'static str {
    match hint {
        ValueHint::DirPath => "folder",
        ValueHint::AnyPath | ValueHint::FilePath => "file",
        _ => "text",
    }
}

fn row(fields: [&str; 5]) -> String {
    fields.map(|field| field.replace('|', "｜")).join("|")
}

fn described(text: Option<&clap::builder::StyledStr>) -> String {
    let text = text.map(ToString::to_string).unwrap_or_default();
    text.lines().next().unwrap_or_default().replace('`', "")
}

/// Quotes a text for the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
