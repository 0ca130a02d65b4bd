//! From typed text to values; all problems of a command line are collected before it fails.

use jiff::civil::Date;
use rust_decimal::Decimal;
use taizhang_ledger::core::amount_text::{parse_amount, parse_number};
use taizhang_ledger::core::date_text::parse_date;
use taizhang_ledger::core::figure::{FigureKey, Figures};
use taizhang_ledger::core::ids::IdError;
use taizhang_ledger::core::{DocumentNumber, FiscalYear, Money};
use taizhang_ledger::{Ledger, LedgerError};

use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::wording;

/// Reads values and remembers every problem.
#[derive(Debug)]
pub(crate) struct Reader {
    year: Option<FiscalYear>,
    problems: Vec<Problem>,
    /// How to end where a problem lies in the ledger and not in what was typed.
    code: ExitCode,
}

impl Reader {
    /// `year` completes dates that are typed without one.
    pub(crate) const fn new(year: Option<FiscalYear>) -> Self {
        Self { year, problems: Vec::new(), code: ExitCode::Refused }
    }

    /// Fails with all problems so far.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        if self.problems.is_empty() { Ok(()) } else { Err(Failure::all(self.code, self.problems)) }
    }

    /// Fails with all problems so far, or gives the value that was read without any.
    pub(crate) fn finish_with<T>(self, value: Option<T>) -> Result<T, Failure> {
        self.finish()?;
        value.ok_or_else(Failure::silent_reader)
    }

    pub(crate) const fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Remembers a problem; what was said already, as of a day that two values rest on, is not said again.
    pub(crate) fn refuse(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Reads a value that may be absent.
    pub(crate) fn optional<T>(
        &mut self,
        text: Option<&str>,
        read: impl FnOnce(&mut Self, &str) -> Option<T>,
    ) -> Option<T> {
        text.and_then(|text| read(self, text))
    }

    pub(crate) fn amount(&mut self, name: &str, text: &str) -> Option<Money> {
        self.keep(parse_amount(text), |error| wording::amount_problem(name, &error))
    }

    pub(crate) fn number(&mut self, name: &str, text: &str) -> Option<Decimal> {
        self.keep(parse_number(text), |error| wording::number_problem(name, &error))
    }

    pub(crate) fn date(&mut self, name: &str, text: &str) -> Option<Date> {
        let parsed = parse_date(text, self.year);
        self.keep(parsed, |error| wording::date_problem(name, &error))
    }

    pub(crate) fn document(&mut self, text: &str) -> Option<DocumentNumber> {
        self.keep(text.parse(), |error| wording::document_problem(&error))
    }

    pub(crate) fn fiscal_year(&mut self, text: &str) -> Option<FiscalYear> {
        self.keep(text.parse(), |error| wording::year_problem(&error))
    }

    /// Reads an id, a code or a key.
    pub(crate) fn id<T: std::str::FromStr<Err = IdError>>(&mut self, text: &str) -> Option<T> {
        self.keep(text.parse(), |error| wording::id_problem(&error))
    }

    pub(crate) fn code<T>(&mut self, text: &str) -> Option<T>
    where
        T: std::str::FromStr<Err = taizhang_ledger::core::code::CodeError>,
    {
        self.keep(text.parse(), |error| wording::code_problem(&error))
    }

    pub(crate) fn figure_key<T>(&mut self, text: &str) -> Option<T>
    where
        T: std::str::FromStr<Err = taizhang_ledger::core::figure::FigureKeyError>,
    {
        self.keep(text.parse(), |error| {
            Problem::new(
                format!("“{}”不是取数名", error.text),
                "取数名由英文点分各段组成，不含空格",
                "运行 taizhang list figures 查看全部取数名",
            )
        })
    }

    /// Reads the name of a figure that the ledger has.
    pub(crate) fn figure(&mut self, ledger: &Ledger, text: &str) -> Option<FigureKey> {
        let key = self.figure_key::<FigureKey>(text)?;
        let book = self.answer(ledger.book())?;
        let figure = Figures::of(book).and_then(|figures| figures.get(&key));
        self.answer(figure.map_err(LedgerError::Figure)).map(|figure| figure.key)
    }

    pub(crate) fn command_id(
        &mut self,
        text: &str,
    ) -> Option<taizhang_ledger::core::ids::CommandId> {
        self.keep(text.parse(), |_| {
            Problem::new(
                format!("--command-id “{text}”不是 UUID"),
                "防重号必须是 UUID，例如 018f0c2e-7f3a-7cc0-8000-000000000001",
                "改正防重号，或去掉这个选项由程序自动生成",
            )
        })
    }

    /// Keeps what the ledger answered, or why it could not.
    pub(crate) fn answer<T>(&mut self, answer: Result<T, LedgerError>) -> Option<T> {
        match answer {
            Ok(value) => Some(value),
            Err(error) => {
                let (code, problem) = wording::ledger_problem(&error);
                self.code = code;
                self.refuse(problem);
                None
            }
        }
    }

    /// Keeps a value, or its problem.
    pub(crate) fn keep<T, E>(
        &mut self,
        result: Result<T, E>,
        problem: impl FnOnce(E) -> Problem,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(problem(error));
                None
            }
        }
    }
}
