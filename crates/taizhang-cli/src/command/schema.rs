//! `schema`: the form of the JSON that a command writes.

use clap::Args;

use crate::contract::{CONTRACTS, Contract, Form};
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::table::{Align, Table};
use crate::{ExitCode, args};

/// Arguments of `schema`.
#[derive(Args, Debug)]
pub(crate) struct SchemaArgs {
    /// 哪条命令，如 status、list payments、target show；也可以写结构的名称（默认列出全部）
    #[arg(value_name = "命令")]
    words: Vec<String>,
}

pub(crate) fn run(args: &SchemaArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    if args.words.is_empty() {
        return list(session);
    }
    let form = choose(&args.words).map_err(|problem| Failure::refused(vec![problem]))?;
    session.ui.json(&form.schema())?;
    Ok(ExitCode::Success)
}

/// Lists the forms of every command's result.
fn list(session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let mut table = Table::new(&[("命令", Align::Left), ("结构", Align::Left)]);
    table.row(["（出错时）".to_owned(), "failure".to_owned()]);
    for contract in CONTRACTS.iter().filter(|contract| !contract.forms.is_empty()) {
        let verb = if contract.verb.is_empty() { "（不写命令）" } else { contract.verb };
        table.row([verb.to_owned(), contract.forms.join("、")]);
    }
    session.ui.table(&table)?;
    session.ui.hint("看一个：taizhang schema 命令；有几种的，写结构的名称");
    Ok(ExitCode::Success)
}

/// Finds the form of a command that has one, or the one that is named, alone or behind its command.
fn choose(words: &[String]) -> Result<&'static Form, Problem> {
    let path = in_english(words);
    let contract = Contract::of(&path.join(" "));
    if let Some([only]) = contract.map(|contract| contract.forms)
        && let Some(form) = Form::named(only)
    {
        return Ok(form);
    }
    let named = path.split_last().and_then(|(last, verb)| {
        let is_of = |contract: &Contract| contract.forms.contains(&last.as_str());
        let fits = verb.is_empty() || Contract::of(&verb.join(" ")).is_some_and(is_of);
        Form::named(last).filter(|_| fits)
    });
    named.ok_or_else(|| match contract {
        Some(contract) => undecided(&words.join(" "), contract.forms),
        None => Problem::new(
            format!("没有“{}”的结构", words.join(" ")),
            "没有这条命令，也没有这个名称的结构",
            "运行 taizhang schema 列出全部",
        ),
    })
}

fn undecided(name: &str, forms: &[&str]) -> Problem {
    if forms.is_empty() {
        return Problem::new(
            format!("“{name}”没有 JSON 结果"),
            "它的结果本身就是给程序用的文本",
            "运行 taizhang schema 列出有 JSON 结果的命令",
        );
    }
    Problem::new(
        format!("“{name}”的结果有几种结构"),
        format!("结果随参数不同：{}", forms.join("、")),
        "写其中一个名称，例如 taizhang schema ".to_owned() + forms.first().unwrap_or(&""),
    )
}

/// Puts Chinese names of commands into English, as far as the words are commands.
fn in_english(words: &[String]) -> Vec<String> {
    let mut at = args::command();
    let mut path = Vec::new();
    for word in words {
        let name = match at.find_subcommand(word) {
            Some(found) => found.get_name().to_owned(),
            None => word.clone(),
        };
        at = at.find_subcommand(word).cloned().unwrap_or_default();
        path.push(name);
    }
    path
}
