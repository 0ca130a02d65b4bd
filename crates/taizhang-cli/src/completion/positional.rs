//! Values of arguments without a name, like `list payments`, which clap's scripts for fish and
//! PowerShell leave out.

use std::fmt::Write;

use clap::{Arg, Command};

/// A command with the values that may stand behind it.
struct Place {
    /// The words that lead to it, each with its other names.
    path: Vec<Vec<String>>,
    /// The values, each with its description.
    values: Vec<(String, String)>,
}

/// Adds the values to a script for fish.
pub(super) fn in_fish(mut script: String, grammar: &Command) -> String {
    for place in places(grammar) {
        let words: Vec<String> = place.path.iter().map(|names| names.join(" ")).collect();
        let Some((verb, below)) = words.split_first() else { continue };
        let mut condition = format!("__fish_taizhang_using_subcommand {verb}");
        for names in below {
            write!(condition, "; and __fish_seen_subcommand_from {names}").expect("it is text");
        }
        for (value, description) in &place.values {
            let description = description.replace('\\', "\\\\").replace('\'', "\\'");
            writeln!(
                script,
                "complete -c taizhang -n \"{condition}\" -f -a \"{value}\" -d '{description}'"
            )
            .expect("it is text");
        }
    }
    script
}

/// Adds the values to a script for PowerShell, in the block of each name of the command.
pub(super) fn in_powershell(script: &str, grammar: &Command) -> String {
    let places = places(grammar);
    let mut whole = String::with_capacity(script.len());
    for line in script.lines() {
        whole.push_str(line);
        whole.push('\n');
        let block =
            line.trim().strip_prefix("'taizhang;").and_then(|rest| rest.strip_suffix("' {"));
        let Some(block) = block else { continue };
        let words: Vec<&str> = block.split(';').collect();
        let is_here = |place: &&Place| {
            let names = place.path.iter().zip(&words);
            place.path.len() == words.len()
                && names.into_iter().all(|(names, word)| names.iter().any(|name| name == word))
        };
        let quoted = |text: &str| text.replace('\'', "''");
        for (value, description) in places.iter().filter(is_here).flat_map(|place| &place.values) {
            let (value, description) = (quoted(value), quoted(description));
            writeln!(
                whole,
                "            [CompletionResult]::new('{value}', '{value}', \
                 [CompletionResultType]::ParameterValue, '{description}')"
            )
            .expect("it is text");
        }
    }
    whole
}

fn places(grammar: &Command) -> Vec<Place> {
    fn collect(command: &Command, above: &[Vec<String>], all: &mut Vec<Place>) {
        for sub in command.get_subcommands() {
            let names = std::iter::once(sub.get_name()).chain(sub.get_visible_aliases());
            let names = names.map(str::to_owned).collect();
            let path = [above, &[names]].concat();
            collect(sub, &path, all);
            let values: Vec<_> = sub.get_positionals().flat_map(values).collect();
            if !values.is_empty() {
                all.push(Place { path, values });
            }
        }
    }
    let mut all = Vec::new();
    collect(grammar, &[], &mut all);
    all
}

/// Returns the values that are offered; one without a description has that of its argument, for PowerShell
/// takes none that is empty.
fn values(arg: &Arg) -> Vec<(String, String)> {
    let offered = arg.get_possible_values();
    let offered = offered.iter().filter(|value| !value.is_hide_set());
    let described = offered.map(|value| {
        let help = value.get_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
        (value.get_name().to_owned(), help.replace('`', ""))
    });
    described.collect()
}
