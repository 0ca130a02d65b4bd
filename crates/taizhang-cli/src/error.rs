//! A failed command: what is said about it and how the process ends.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::figure::FigureError;
use taizhang_ledger::core::ids::IdError;
use taizhang_ledger::core::money::MoneyError;
use taizhang_ledger::evaluation::pack::PackError;
use taizhang_ledger::export::ExportError;
use taizhang_ledger::import::table::Place;
use taizhang_ledger::{ConfigError, LedgerError};

use crate::ExitCode;
use crate::session::Session;
use crate::wording;

pub(crate) use crate::wording::notice_text;

/// One thing that is wrong, in the user's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Problem {
    /// What is wrong.
    pub(crate) message: String,
    /// Why that is wrong (原因).
    pub(crate) reason: String,
    /// What to do (办法).
    pub(crate) remedy: String,
    /// Where it is, for programs; left out where it is in no file that was read as a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<Box<ProblemPlace>>,
}

/// Where in a table of a file something is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ProblemPlace {
    /// Name of the file, as the preview names it.
    file: String,
    sheet: Option<String>,
    /// Number of the row; null where it is the whole table, or a column of it.
    row: Option<u32>,
    /// Numbers of the rows, where it is several of them; left out elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<u32>,
    /// The file's own header.
    column: Option<String>,
    /// What stands in the cell.
    value: Option<String>,
}

impl Problem {
    pub(crate) fn new(
        message: impl Into<String>,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let (message, reason, remedy) = (message.into(), reason.into(), remedy.into());
        Self { message, reason, remedy, place: None }
    }

    /// Says where in a table it is, and what stands there.
    pub(crate) fn at(self, place: &Place, value: Option<String>) -> Self {
        let Place { file, sheet, row, column } = place.clone();
        let row = Some(row);
        self.placed(ProblemPlace { file, sheet, row, column, value, ..ProblemPlace::default() })
    }

    /// Says in which table it is.
    pub(crate) fn of_table(self, file: &str, sheet: Option<&str>) -> Self {
        self.in_table(file, sheet, None, None)
    }

    /// Says in which table it is, and in which row or column of it.
    pub(crate) fn in_table(
        self,
        file: &str,
        sheet: Option<&str>,
        row: Option<u32>,
        column: Option<&str>,
    ) -> Self {
        let (file, sheet) = (file.to_owned(), sheet.map(str::to_owned));
        let column = column.map(str::to_owned);
        self.placed(ProblemPlace { file, sheet, row, column, ..ProblemPlace::default() })
    }

    /// Says in which rows of a table it is.
    pub(crate) fn of_rows(self, file: &str, sheet: Option<&str>, rows: Vec<u32>) -> Self {
        let (file, sheet) = (file.to_owned(), sheet.map(str::to_owned));
        self.placed(ProblemPlace { file, sheet, rows, ..ProblemPlace::default() })
    }

    fn placed(self, place: ProblemPlace) -> Self {
        Self { place: Some(Box::new(place)), ..self }
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub(crate) struct Failure {
    code: ExitCode,
    problems: Vec<Problem>,
    closed_pipe: bool,
}

/// The JSON form of a failure.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FailureJson<'a> {
    /// Always false.
    ok: bool,
    /// The exit code of the process.
    exit_code: u8,
    /// Everything that is wrong, at once.
    errors: &'a [Problem],
}

impl Failure {
    pub(crate) fn new(code: ExitCode, problem: Problem) -> Self {
        Self { code, problems: vec![problem], closed_pipe: false }
    }

    /// Refuses data for all of `problems` at once.
    pub(crate) const fn refused(problems: Vec<Problem>) -> Self {
        Self::all(ExitCode::Refused, problems)
    }

    /// Stops for all of `problems` at once.
    pub(crate) const fn all(code: ExitCode, problems: Vec<Problem>) -> Self {
        Self { code, problems, closed_pipe: false }
    }

    /// Gives two values, or fails with what is wrong with either of them at once.
    pub(crate) fn both<T, U>(one: Result<T, Self>, other: Result<U, Self>) -> Result<(T, U), Self> {
        match (one, other) {
            (Ok(one), Ok(other)) => Ok((one, other)),
            (Err(one), Err(other)) => {
                Err(Self { problems: [one.problems, other.problems].concat(), ..one })
            }
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        }
    }

    /// Joins problems that differ by nothing but their rows, for people; programs get every row.
    pub(crate) fn grouped_for(self, session: &Session<'_, '_>) -> Self {
        if session.ui.wants_json() {
            return self;
        }
        Self { problems: wording::grouped(self.problems), ..self }
    }

    pub(crate) const fn exit_code(&self) -> ExitCode {
        self.code
    }

    pub(crate) fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Tells whether the reader of our output simply went away.
    pub(crate) const fn is_closed_pipe(&self) -> bool {
        self.closed_pipe
    }

    pub(crate) fn to_json(&self) -> FailureJson<'_> {
        FailureJson { ok: false, exit_code: self.code as u8, errors: &self.problems }
    }

    /// A value is missing although no problem was noted: a fault of this program.
    pub(crate) fn silent_reader() -> Self {
        let problem =
            Problem::new("命令的参数没有读全", "这是程序缺陷", "请把命令和这段提示发给开发者");
        Self::new(ExitCode::Bug, problem)
    }

    /// The program stopped at a fault of its own, for which it has these words.
    pub(crate) fn panicked(words: &str) -> Self {
        let problem = Problem::new(
            "程序出了缺陷，这条命令没有做完",
            words,
            "请把命令和这段提示发给开发者；打了 ✔ 的登记都在，可以用 taizhang verify 核对",
        );
        Self::new(ExitCode::Bug, problem)
    }

    pub(crate) fn output(source: &io::Error) -> Self {
        let closed_pipe = source.kind() == io::ErrorKind::BrokenPipe;
        let problem = Problem::new(
            format!("结果写不出去（{}）", wording::io_text(source)),
            "输出的目标不可写",
            "检查磁盘空间，或改用 -o 指定的文件夹",
        );
        Self { code: ExitCode::Unavailable, problems: vec![problem], closed_pipe }
    }

    pub(crate) fn json(source: &serde_json::Error) -> Self {
        let problem = Problem::new(
            format!("结果无法转成 JSON（{}）", wording::json_text(source)),
            "这是程序缺陷",
            "请把命令和这段提示发给开发者",
        );
        Self::new(ExitCode::Bug, problem)
    }

    pub(crate) fn id(source: &IdError) -> Self {
        Self::refused(vec![wording::id_problem(source)])
    }

    pub(crate) fn pack(source: PackError) -> Self {
        LedgerError::Pack(source).into()
    }

    pub(crate) fn no_ledger() -> Self {
        let problem = Problem::new(
            "没有找到台账",
            "当前文件夹及其上级都没有 taizhang.toml",
            "用 --ledger 文件夹 指明台账，或先运行 taizhang init 建账",
        );
        Self::new(ExitCode::Unavailable, problem)
    }

    /// A file or folder that the user named as input could not be read: what was given is refused,
    /// whichever verb it was given to.
    pub(crate) fn input(path: &std::path::Path, source: &io::Error) -> Self {
        let is_missing = source.kind() == io::ErrorKind::NotFound;
        if is_missing && path.file_name().is_some_and(|name| name == "-") {
            return Self::refused(vec![wording::no_standard_input()]);
        }
        let problem = Problem::new(
            format!("读取 {} 时出错（{}）", path.display(), wording::io_text(source)),
            "文件不存在、没有权限，或正被其他程序打开",
            "检查路径和权限；若文件正在 WPS 中打开，请先关闭",
        );
        Self::refused(vec![problem])
    }

    /// A file of the ledger's or of the results could not be read or written.
    pub(crate) fn file(path: &std::path::Path, doing: &str, source: &io::Error) -> Self {
        let problem = Problem::new(
            format!("{doing} {} 时出错（{}）", path.display(), wording::io_text(source)),
            "文件不存在、没有权限、磁盘已满，或正被其他程序打开",
            "检查路径和权限；若文件正在 WPS 中打开，请先关闭",
        );
        Self::new(ExitCode::Unavailable, problem)
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        let (code, problem) = wording::ledger_problem(&error);
        Self::new(code, problem)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        LedgerError::Config(error).into()
    }
}

impl From<FigureError> for Failure {
    fn from(error: FigureError) -> Self {
        LedgerError::Figure(error).into()
    }
}

impl From<MoneyError> for Failure {
    fn from(error: MoneyError) -> Self {
        LedgerError::Money(error).into()
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        let (code, problem) = wording::export_problem(&error);
        Self::new(code, problem)
    }
}
