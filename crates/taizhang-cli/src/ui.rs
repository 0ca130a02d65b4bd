//! The one way out: results to standard output, messages to standard error.

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use taizhang_ledger::core::money::with_thousands;

use crate::error::Failure;
use crate::table::{Layout, Table};
use crate::visible::{visible, visible_json};
use crate::{Colour, ExitCode, World};

/// How many rows take long enough to show how far they are.
const LONG: usize = 500;

/// Colours by meaning.
const DONE: Style = AnsiColor::Green.on_default();
const WARNING: Style = AnsiColor::Yellow.on_default();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// How something that was looked at stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// As it shall be.
    Good,
    /// Something to look at.
    Warning,
    /// Something wrong.
    Bad,
    /// Something to know.
    Note,
    /// Something accepted.
    Accepted,
}

impl Mark {
    const fn parts(self) -> (&'static str, Style) {
        match self {
            Self::Good => ("✔", DONE),
            Self::Warning => ("▲", WARNING),
            Self::Bad => ("✘", ERROR),
            Self::Note => ("·", Style::new()),
            Self::Accepted => ("○", Style::new()),
        }
    }

    /// What is read aloud in the stead of the sign.
    const fn word(self) -> &'static str {
        match self {
            Self::Good => "正常：",
            Self::Warning => "留意：",
            Self::Bad => "不对：",
            Self::Note => "说明：",
            Self::Accepted => "已接受：",
        }
    }
}

/// Writes what a command says.
pub(crate) struct Ui<'w, 'a> {
    world: &'w mut World<'a>,
    json: bool,
    /// Whether signs, columns and colours give way to words, for screen readers.
    is_plain: bool,
    /// Whether a line of progress stands on the terminal.
    shows_line: bool,
}

impl<'w, 'a> Ui<'w, 'a> {
    pub(crate) const fn new(world: &'w mut World<'a>, json: bool, is_plain: bool) -> Self {
        if is_plain {
            world.colour = Colour { out: false, err: false };
            world.shows_progress = false;
        }
        Self { world, json, is_plain, shows_line: false }
    }

    /// Tells how tables are laid out here.
    pub(crate) const fn layout(&self) -> Layout {
        let machine = &self.world.machine;
        Layout {
            cells: machine.columns,
            is_listed: self.is_plain,
            ambiguous_is_wide: machine.ambiguous_is_wide,
        }
    }

    /// Tells whether results are wanted as JSON.
    pub(crate) const fn wants_json(&self) -> bool {
        self.json
    }

    pub(crate) const fn world(&self) -> &World<'a> {
        self.world
    }

    /// Writes a line of the result.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) -> Result<(), Failure> {
        self.styled_line(&visible(text.as_ref()))
    }

    fn styled_line(&mut self, text: &str) -> Result<(), Failure> {
        self.raw(format!("{text}\n").as_bytes())
    }

    /// Writes a table, fitted to the terminal where there is one.
    pub(crate) fn table(&mut self, table: &Table) -> Result<(), Failure> {
        self.table_of(table, None)
    }

    /// Writes the rows of a table that hold `pattern`.
    pub(crate) fn table_of(&mut self, table: &Table, pattern: Option<&str>) -> Result<(), Failure> {
        table.lines_within(self.layout(), pattern).iter().try_for_each(|line| self.line(line))
    }

    /// Writes result bytes as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.world.out.write_all(bytes).map_err(|error| Failure::output(&error))
    }

    /// Writes a line of the result behind its mark, coloured by what the mark means.
    pub(crate) fn verdict(&mut self, mark: Mark, text: impl AsRef<str>) -> Result<(), Failure> {
        let (sign, style) = mark.parts();
        let text = visible(text.as_ref());
        if self.is_plain {
            self.styled_line(&format!("{}{text}", mark.word()))
        } else if self.world.colour.out {
            self.styled_line(&format!("{style}{sign}{style:#} {text}"))
        } else {
            self.styled_line(&format!("{sign} {text}"))
        }
    }

    /// Writes the result as one JSON value; `contract` has its schema.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Failure::json(&error))?;
        self.styled_line(&visible_json(&text))
    }

    /// Says that something was done.
    pub(crate) fn done(&mut self, text: impl AsRef<str>) {
        self.message(DONE, "✔", "完成：", text.as_ref());
    }

    /// Says something that must be noticed.
    pub(crate) fn warn(&mut self, text: impl AsRef<str>) {
        self.message(WARNING, "▲", "留意：", text.as_ref());
    }

    /// Adds a line under the last message.
    pub(crate) fn hint(&mut self, text: impl AsRef<str>) {
        // Nobody can be told that standard error is gone.
        let _ = writeln!(self.world.err, "  {}", visible(text.as_ref()));
    }

    /// Tells whether a person sits there who can be asked.
    pub(crate) const fn may_ask(&self) -> bool {
        self.world.answers.is_some()
    }

    /// Asks a person; anything but a yes is a no.
    pub(crate) fn asks(&mut self, question: &str) -> bool {
        let Some(answers) = self.world.answers.as_mut() else { return false };
        let _ = write!(self.world.err, "{}（y 是，回车 否）", visible(question));
        let _ = self.world.err.flush();
        let mut answer = String::new();
        let read = answers.read_line(&mut answer).is_ok();
        read && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "ｙ")
    }

    /// Shows how far something is, on a terminal only and over the last such line.
    pub(crate) fn progress(&mut self, what: &str, done: usize, all: usize) {
        if self.world.shows_progress && !self.json && all >= LONG {
            let done = with_thousands(&done.to_string());
            let all = with_thousands(&all.to_string());
            self.shows_line = true;
            let _ = write!(self.world.err, "\r{} {done}/{all} 行\u{1b}[K", visible(what));
            let _ = self.world.err.flush();
        }
    }

    /// Clears the line of [`Self::progress`].
    pub(crate) fn end_progress(&mut self) {
        if std::mem::take(&mut self.shows_line) {
            let _ = write!(self.world.err, "\r\u{1b}[K");
            let _ = self.world.err.flush();
        }
    }

    fn message(&mut self, style: Style, mark: &str, word: &str, text: &str) {
        let text = visible(text);
        let marked = if self.is_plain {
            format!("{word}{text}")
        } else if self.world.colour.err {
            format!("{style}{mark}{style:#} {text}")
        } else {
            format!("{mark} {text}")
        };
        let _ = writeln!(self.world.err, "{marked}");
    }

    /// Shows a failure and returns its exit code.
    pub(crate) fn fail(&mut self, failure: &Failure) -> ExitCode {
        if failure.is_closed_pipe() {
            return ExitCode::Success;
        }
        if self.json {
            // Where it cannot be written, the words below say why.
            let _ = self.json(&failure.to_json());
        }
        for problem in failure.problems() {
            let heading = if self.world.colour.err {
                format!("{ERROR}错误{ERROR:#}")
            } else {
                "错误".to_owned()
            };
            let _ = writeln!(self.world.err, "{heading}：{}", visible(&problem.message));
            if !problem.reason.is_empty() {
                self.hint(format!("原因：{}", problem.reason));
            }
            if !problem.remedy.is_empty() {
                self.hint(format!("办法：{}", problem.remedy));
            }
        }
        failure.exit_code()
    }
}
