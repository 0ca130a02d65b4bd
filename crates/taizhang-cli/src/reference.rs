//! The reference page of the command line, made from the grammar itself.

use clap::{Arg, Command};

use crate::contract::{CONTRACTS, Contract};
use crate::{ExitCode, args};

const HEAD: &str = "# 命令参考

<!-- 由命令的定义生成：运行 just reference 更新，不要手改。 -->

每条命令的全部参数和选项，[退出码](#退出码)和 JSON 结构。怎么用、例子见[命令手册](cli.md)。
";

/// Returns `docs/guide/reference.md` as the grammar has it today.
pub fn reference() -> String {
    let grammar = args::command();
    let mut page = HEAD.to_owned();
    page.push_str("\n## 通用选项\n\n每条命令都可以加。\n\n");
    let globals = grammar.get_arguments().filter(|arg| arg.is_global_set());
    table(&mut page, globals);
    for verb in grammar.get_subcommands() {
        section(&mut page, &[], verb);
    }
    exit_codes(&mut page);
    page
}

/// Writes how each command can end, from its contract.
fn exit_codes(page: &mut String) {
    page.push_str("\n## 退出码\n\n| 码 | 意思 |\n|---:|---|\n");
    for code in ExitCode::ALL {
        page.extend(["| ", &(code as u8).to_string(), " | ", code.meaning(), " |\n"]);
    }
    page.push_str(
        "\n每条命令可能的退出码（●）。除此以外，结果写不到标准输出时都是 4，程序缺陷都是 70。\n\n\
         | 命令 | 0 | 1 | 2 | 3 | 4 | 5 | 1 表示 | `--json` 结构 |\n\
         |---|:-:|:-:|:-:|:-:|:-:|:-:|---|---|\n",
    );
    for contract in CONTRACTS {
        let name = if contract.verb.is_empty() { "（不写命令）" } else { contract.verb };
        page.extend(["| ", name, " |"]);
        for code in ExitCode::ALL.into_iter().filter(|code| *code != ExitCode::Bug) {
            page.push_str(if contract.codes.contains(&code) { " ● |" } else { "  |" });
        }
        let forms: Vec<String> = contract.forms.iter().map(|form| link(form)).collect();
        page.extend([" ", contract.finding, " | ", &forms.join("、"), " |\n"]);
    }
}

fn link(form: &str) -> String {
    format!("[{form}](../schema/cli/{form}.schema.json)")
}

/// Writes the exit codes of one command.
fn codes_of(verb: &str) -> String {
    let codes = Contract::of(verb).map_or(&[][..], |contract| contract.codes);
    codes.iter().map(|code| (*code as u8).to_string()).collect::<Vec<_>>().join("、")
}

fn section(page: &mut String, above: &[&str], command: &Command) {
    let alias = command.get_visible_aliases().next().unwrap_or_default();
    let mut path = above.to_vec();
    path.push(command.get_name());
    let (level, name) = ("#".repeat(path.len().saturating_add(1)), path.join(" "));
    page.extend(["\n", &level, " ", &name, "（", alias, "）\n\n"]);
    page.extend([&described(command.get_about()), "。\n"]);
    page.extend(["\n```text\n", &usage(&path, command), "\n```\n"]);
    let own: Vec<&Arg> = command
        .get_arguments()
        .filter(|arg| !arg.is_global_set() && arg.get_id() != "help")
        .collect();
    if !own.is_empty() {
        page.push('\n');
        table(page, own.into_iter());
    }
    if !command.has_subcommands() {
        page.extend(["\n退出码：", &codes_of(&path.join(" ")), "。\n"]);
    }
    for sub in command.get_subcommands() {
        section(page, &path, sub);
    }
}

fn usage(path: &[&str], command: &Command) -> String {
    let mut usage = format!("taizhang {}", path.join(" "));
    let required = command.get_arguments().filter(|arg| arg.is_required_set());
    for arg in required.filter(|arg| !arg.is_positional()) {
        usage.extend([" ", &flag(arg)]);
    }
    for arg in command.get_positionals() {
        let name = value_name(arg);
        usage.extend(if arg.is_required_set() { [" <", &name, ">"] } else { [" [", &name, "]"] });
    }
    if command.has_subcommands() {
        usage.push_str(" <命令>");
    }
    usage
}

fn table<'a>(page: &mut String, arguments: impl Iterator<Item = &'a Arg>) {
    page.push_str("| 参数或选项 | 意思 | 可选 | 默认 |\n|---|---|---|---|\n");
    for arg in arguments {
        let name = if arg.is_positional() { format!("<{}>", value_name(arg)) } else { flag(arg) };
        let values: Vec<String> = arg
            .get_possible_values()
            .iter()
            .filter(|value| !value.is_hide_set() && arg.get_action().takes_values())
            .map(|value| match value.get_help() {
                Some(help) => format!("`{}` {help}", value.get_name()),
                None => format!("`{}`", value.get_name()),
            })
            .collect();
        let defaults: Vec<String> = arg
            .get_default_values()
            .iter()
            .filter(|value| !value.is_empty() && arg.get_action().takes_values())
            .map(|value| format!("`{}`", value.to_string_lossy()))
            .collect();
        let mut help = described(arg.get_help());
        if arg.is_required_set() && !arg.is_positional() {
            help.push_str("（必填）");
        }
        let (values, defaults) = (values.join("<br>"), defaults.join("、"));
        let cells = [format!("`{name}`"), help, values, defaults];
        page.extend(cells.map(|cell| format!("| {} ", cell.replace('|', "\\|"))));
        page.push_str("|\n");
    }
}

/// Writes an option with the name of its value.
fn flag(arg: &Arg) -> String {
    let long = arg.get_long().map_or_else(|| arg.get_id().to_string(), |long| format!("--{long}"));
    let short = arg.get_short().map_or_else(String::new, |short| format!("-{short}, "));
    if arg.get_action().takes_values() {
        format!("{short}{long} <{}>", value_name(arg))
    } else {
        format!("{short}{long}")
    }
}

fn value_name(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    names.first().map_or_else(|| arg.get_id().to_string(), ToString::to_string)
}

fn described(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}
