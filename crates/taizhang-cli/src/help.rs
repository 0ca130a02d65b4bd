//! Help and usage errors of the command line, in Chinese.

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use crate::error::{Failure, Problem};
use crate::visible::{visible, visible_json};
use crate::{ExitCode, World, args};

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}\n";

/// How many commands are offered in the place of one that does not exist.
const MOST_ALIKE: usize = 4;

/// Gives a grammar and all its subcommands Chinese headings.
pub(crate) fn in_chinese(command: Command) -> Command {
    let command = command
        .help_template(TEMPLATE)
        // Chinese has no spaces to break lines at; the terminal breaks them better.
        .term_width(0)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .global(false)
                .action(clap::ArgAction::Help)
                .help_heading("通用选项")
                .help("显示本帮助"),
        )
        .mut_args(|arg| match arg.get_help_heading() {
            Some(_) => arg,
            None if arg.is_positional() => arg.help_heading("参数"),
            None => arg.help_heading("选项"),
        });
    let command = if command.get_name() == "taizhang" {
        command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help_heading("通用选项")
                .help("显示版本"),
        )
    } else {
        command
    };
    command.mut_subcommands(in_chinese)
}

/// A command line that asks for help or cannot be read.
#[derive(Debug)]
pub(crate) struct Stop {
    text: String,
    code: ExitCode,
}

impl Stop {
    pub(crate) fn new(error: &clap::Error) -> Self {
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Self { text: translated(&error.render().to_string()), code: ExitCode::Success }
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Self { text: translated(&error.render().to_string()), code: ExitCode::Usage }
            }
            _ => Self { text: usage_error(error), code: ExitCode::Usage },
        }
    }

    /// Splits the text into what is wrong, why, and what to do. A help page that stands in the place of a
    /// missing command is all remedy.
    fn problem(&self) -> Problem {
        let mut lines = self.text.trim().lines().map(str::trim);
        let Some(message) = lines.next().and_then(|line| line.strip_prefix("错误：")) else {
            return Problem::new("缺少命令", "", self.text.trim());
        };
        let (reasons, others): (Vec<&str>, Vec<&str>) =
            lines.partition(|line| line.starts_with("原因："));
        let bare = |line: &str, heading| line.strip_prefix(heading).unwrap_or(line).to_owned();
        let reason: Vec<String> = reasons.into_iter().map(|line| bare(line, "原因：")).collect();
        let remedy: Vec<String> = others.into_iter().map(|line| bare(line, "办法：")).collect();
        Problem::new(message, reason.join("\n"), remedy.join("\n"))
    }

    /// Shows the text, and the failure as JSON where that is wanted; returns the exit code.
    pub(crate) fn show(self, world: &mut World<'_>, json: bool) -> ExitCode {
        if json && self.code != ExitCode::Success {
            let problem = self.problem();
            let text = serde_json::to_string_pretty(&Failure::new(self.code, problem).to_json());
            let _ = writeln!(world.out, "{}", visible_json(&text.unwrap_or_default()));
        }
        let target = if self.code == ExitCode::Success { &mut world.out } else { &mut world.err };
        // Nobody can be told when both channels are gone.
        let _ = target.write_all(visible(&self.text).as_bytes());
        self.code
    }
}

/// Puts the words that the parser and its renderers add by themselves into Chinese.
pub(crate) fn in_chinese_words(text: &str) -> String {
    [
        ("[OPTIONS]", "[选项]"),
        ("[COMMAND]", "[命令]"),
        ("[aliases: ", "[别名："),
        ("[alias: ", "[别名："),
        ("[default: ", "[默认："),
        ("[possible values: ", "[可选："),
        ("Possible values:", "可选："),
    ]
    .iter()
    .fold(text.to_owned(), |text, (english, chinese)| text.replace(english, chinese))
}

/// Makes a help page one for a terminal, which does not want the backticks of Rustdoc.
fn translated(help: &str) -> String {
    in_chinese_words(help).replace('`', "")
}

/// Returns what clap knows about an error, in words.
fn context(error: &clap::Error, kind: ContextKind) -> String {
    error.get(kind).map(words).unwrap_or_default()
}

fn usage_error(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let usage = translated(&context(error, ContextKind::Usage));
    if error.kind() == ErrorKind::UnknownArgument && is_negative(&argument) {
        return negative_number(&argument, &usage);
    }
    let mut lines = vec![format!("错误：{}", usage_message(error, &argument))];
    lines.extend(usage_hints(error, &argument).into_iter().map(|words| format!("  {words}")));
    if let Some(usage) = usage.trim().strip_prefix("Usage:") {
        lines.push(format!("  用法：{}", usage.trim()));
    }
    lines.push("  办法：加 --help 查看说明\n".to_owned());
    lines.join("\n")
}

fn negative_number(argument: &str, usage: &str) -> String {
    if usage.contains("金额") {
        return "错误：金额不能是负数\n  原因：登记的金额必须大于零，方向由命令决定\n  \
                办法：退回的钱用 taizhang refund，登记错的用 taizhang correct 红字冲销\n"
            .to_owned();
    }
    format!(
        "错误：{argument} 不能是负数\n  原因：人数、序号、月份、年度都不小于零\n  \
         办法：去掉前面的短横；选项的名字以两个短横开头，加 --help 查看\n"
    )
}

fn usage_message(error: &clap::Error, argument: &str) -> String {
    let value = context(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            format!("多了一个词“{argument}”")
        }
        ErrorKind::UnknownArgument => format!("没有选项 {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("没有命令 {}", context(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict => match context(error, ContextKind::PriorArg) {
            prior if prior == argument => format!("{argument} 写了两遍，只能写一遍"),
            prior => format!("{argument} 不能与 {prior} 同时使用"),
        },
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 不接受“{value}”")
        }
        ErrorKind::TooManyValues => format!("{argument} 多了一个值“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 的值不够"),
        ErrorKind::NoEquals => format!("{argument} 要用等号给值"),
        ErrorKind::InvalidUtf8 => "命令行里有不能识别的字符".to_owned(),
        _ => "命令行写错了".to_owned(),
    }
}

/// Returns what may have been meant, and why it was not taken.
fn usage_hints(error: &clap::Error, argument: &str) -> Vec<String> {
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg];
    let mut meant: Vec<String> = suggested.iter().map(|kind| context(error, *kind)).collect();
    if error.kind() == ErrorKind::InvalidSubcommand {
        meant.push(alike_verbs(&context(error, ContextKind::InvalidSubcommand)).join("、"));
    }
    meant.retain(|words| !words.is_empty());
    let mut hints: Vec<String> = meant.iter().map(|words| format!("是不是想用：{words}")).collect();
    if error.kind() == ErrorKind::UnknownArgument && !argument.starts_with('-') {
        hints.push("原因：这里只要前面那几个词；带空格的值要用引号括起来".to_owned());
    }
    if let Some(ContextValue::Strings(names)) = error.get(ContextKind::ValidValue)
        && !names.is_empty()
    {
        let chinese = chinese_values(&args::command(), names).unwrap_or_default();
        let shown = names.iter().enumerate().map(|(at, name)| match chinese.get(at) {
            Some(chinese) if !chinese.is_empty() => format!("{name}（{chinese}）"),
            _ => name.clone(),
        });
        hints.push(format!("可选：{}", shown.collect::<Vec<_>>().join("、")));
    }
    hints
}

/// Returns the Chinese names of commands that have a character in common with what was typed: two of
/// two differ too much for a measure made for letters.
fn alike_verbs(typed: &str) -> Vec<String> {
    if typed.is_ascii() {
        return Vec::new();
    }
    let grammar = args::command();
    let names = grammar.get_subcommands().flat_map(Command::get_visible_aliases);
    let is_alike = |name: &&str| !name.is_ascii() && name.chars().any(|c| typed.contains(c));
    names.filter(is_alike).take(MOST_ALIKE).map(str::to_owned).collect()
}

/// Finds the option that takes these values, and what else each of them may be called.
fn chinese_values(command: &Command, names: &[String]) -> Option<Vec<String>> {
    let other_name = |value: &PossibleValue| {
        let other = value.get_name_and_aliases().find(|name| !name.is_ascii());
        other.unwrap_or_default().to_owned()
    };
    let takes_them = |values: &[PossibleValue]| {
        let shown = values.iter().filter(|value| !value.is_hide_set());
        shown.map(PossibleValue::get_name).eq(names.iter().map(String::as_str))
    };
    let here = command.get_arguments().map(Arg::get_possible_values).find(|all| takes_them(all));
    here.map(|values| values.iter().map(other_name).collect())
        .or_else(|| command.get_subcommands().find_map(|below| chinese_values(below, names)))
}

/// Tells whether what looks like an option is an amount with a minus sign.
fn is_negative(argument: &str) -> bool {
    let digits = argument.strip_prefix(['-', '−', '－']);
    digits.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        ContextValue::Bool(flag) => flag.to_string(),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
