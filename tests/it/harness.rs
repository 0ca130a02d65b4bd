//! Runs command lines without the world outside: fixed time, counted ids, a folder of one's own.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, BufRead, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::OnceLock;

use taizhang_cli::{Colour, ExitCode, Machine, World};
use taizhang_ledger::core::FiscalYear;
use taizhang_ledger::store::RecordedAt;
use taizhang_ledger::{Clock, IdSource, Ledger};
use taizhang_testutils::documents;
use tempfile::TempDir;
use uuid::Uuid;

/// Files of a folder by their path in it.
pub(crate) type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The sample ledger as `demo` builds it, built once in this process.
static DEMO: OnceLock<(Files, String)> = OnceLock::new();

/// A folder with the people and the clock around it.
pub(crate) struct Office {
    folder: TempDir,
    clock: Rc<SetClock>,
    clock_fails: Cell<bool>,
    ids: Rc<CountedIds>,
    operator: RefCell<Option<String>>,
    colour: Cell<Colour>,
    machine: RefCell<Machine>,
    /// What a person at the terminal answers; without it nobody sits there.
    answers: RefCell<Option<String>>,
    /// What a colleague runs before that person has answered.
    meanwhile: RefCell<Option<String>>,
    /// The current folder of somebody who names no ledger.
    place: RefCell<Option<PathBuf>>,
}

struct SetClock(Cell<RecordedAt>);

impl Clock for SetClock {
    fn now(&self) -> RecordedAt {
        self.0.get()
    }
}

/// A fault of the program, for want of a real one.
struct FailingClock;

impl Clock for FailingClock {
    fn now(&self) -> RecordedAt {
        panic!("the clock stands still")
    }
}

struct CountedIds(Cell<u64>);

impl IdSource for CountedIds {
    fn fresh(&self) -> Uuid {
        let count = self.0.get() + 1;
        self.0.set(count);
        // Version 7 and variant 10, then the count: like real ids, and the same on every run.
        Uuid::from_u128(0x018f_0000_0000_7000_8000_0000_0000_0000 | u128::from(count))
    }
}

impl Drop for Office {
    /// Every Word document that a test leaves goes to the validator.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            documents::keep_from(self.path());
        }
    }
}

impl Office {
    /// An empty folder on the morning of 4 January 2022.
    pub(crate) fn new() -> Self {
        let start = moment("2022-01-04");
        Self {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
            clock: Rc::new(SetClock(Cell::new(start))),
            clock_fails: Cell::new(false),
            ids: Rc::new(CountedIds(Cell::new(0))),
            operator: RefCell::new(Some("经办会计".to_owned())),
            colour: Cell::new(Colour::default()),
            machine: RefCell::new(Machine::unknown()),
            answers: RefCell::new(None),
            meanwhile: RefCell::new(None),
            place: RefCell::new(None),
        }
    }

    /// A copy of the sample ledger in the folder `demo`, on the day after its last event.
    pub(crate) fn demo() -> Self {
        let office = Self::new();
        office.clock.0.set(moment("2023-02-20"));
        put_files(&office.ledger(), demo_files());
        office
    }

    /// The sample unit's ledger as one commonly needs it: one line, two payments.
    pub(crate) fn small() -> Self {
        let office = Self::new();
        office.furnish();
        office
    }

    /// That ledger on the last day of its year, when everything of the year can be entered.
    pub(crate) fn at_year_end() -> Self {
        let office = Self::small();
        office.on("2022-12-31");
        office
    }

    /// Makes the ledger of [`Office::small`] where none is yet.
    pub(crate) fn furnish(&self) {
        for line in SMALL {
            self.run(line).done();
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The one folder in which installed programs are searched.
    pub(crate) fn programs(&self) -> PathBuf {
        self.path().join("programs")
    }

    /// Where the ledger is.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.path().join("demo")
    }

    /// Sets the day; it is nine in the morning.
    pub(crate) fn on(&self, day: &str) -> &Self {
        self.clock.0.set(moment(day));
        self
    }

    /// Sets who acts.
    pub(crate) fn by(&self, operator: &str) -> &Self {
        self.operator.replace(Some(operator.to_owned()));
        self
    }

    /// Makes a folder below this one the current folder; no ledger is named any more.
    pub(crate) fn stands_in(&self, folder: &str) -> &Self {
        self.place.replace(Some(PathBuf::from(folder)));
        self
    }

    /// Makes the program fail wherever it asks for the time.
    pub(crate) fn without_clock(&self) -> &Self {
        self.clock_fails.set(true);
        self
    }

    /// Colours both streams from now on.
    pub(crate) fn coloured(&self) -> &Self {
        self.colour.set(Colour { out: true, err: true });
        self
    }

    /// Puts a person at the terminal who answers every command so.
    pub(crate) fn answering(&self, answer: &str) -> &Self {
        self.answers.replace(Some(format!("{answer}\n")));
        self
    }

    /// Has a colleague run a command once, while the person at the terminal reads a question.
    pub(crate) fn while_asked(&self, line: &str) -> &Self {
        self.meanwhile.replace(Some(line.to_owned()));
        self
    }

    /// Sets what `doctor` finds of the computer.
    pub(crate) fn with_machine(&self, machine: Machine) -> &Self {
        self.machine.replace(machine);
        self
    }

    /// Writes a file next to the ledger.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, content).expect("the folder can be written");
        path
    }

    /// Runs a command line; words are split at spaces outside of single quotes.
    pub(crate) fn run(&self, line: &str) -> Said {
        let words = words(line);
        self.run_words(words.iter().map(String::as_str))
    }

    /// Runs a command line given as words.
    pub(crate) fn run_words<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Said {
        let words: Vec<&str> = words.into_iter().collect();
        let mut out = Vec::new();
        let (code, err) = self.run_into(&words, &mut out);
        Said {
            line: words.join(" "),
            code,
            out: String::from_utf8(out).expect("results are UTF-8"),
            err,
            folder: self.path().to_owned(),
        }
    }

    /// Runs a command line whose results go to `out`; returns how it ended, with its messages.
    pub(crate) fn run_into(&self, words: &[&str], out: &mut dyn Write) -> (ExitCode, String) {
        let arguments: Vec<OsString> =
            std::iter::once("taizhang").chain(words.iter().copied()).map(Into::into).collect();
        let mut err = Vec::new();
        let answer = self.answers.borrow().clone();
        let mut answers = answer.map(|text| Answers { office: self, text: Cursor::new(text) });
        let mut world = World {
            clock: if self.clock_fails.get() {
                Rc::new(FailingClock)
            } else {
                Rc::<SetClock>::clone(&self.clock)
            },
            ids: Rc::<CountedIds>::clone(&self.ids),
            out,
            err: &mut err,
            colour: self.colour.get(),
            machine: self.machine.borrow().clone(),
            answers: answers.as_mut().map(|answers| -> &mut dyn BufRead { answers }),
            shows_progress: self.answers.borrow().is_some(),
            ledger: self.place.borrow().is_none().then(|| self.ledger()),
            operator: self.operator.borrow().clone(),
            path: Some(self.programs().into_os_string()),
            current_dir: match &*self.place.borrow() {
                Some(folder) => self.path().join(folder),
                None => self.path().to_owned(),
            },
        };
        let code = taizhang_cli::run(&arguments, &mut world);
        (code, String::from_utf8(err).expect("messages are UTF-8"))
    }

    /// Opens the ledger as a library user does.
    pub(crate) fn open(&self) -> Ledger {
        self.open_for(None)
    }

    /// Opens the ledger for a year that need not be its current one.
    pub(crate) fn open_year(&self, year: FiscalYear) -> Ledger {
        self.open_for(Some(year))
    }

    /// Opens the ledger in another folder for its current year.
    pub(crate) fn open_at(&self, folder: &Path) -> Ledger {
        self.open_in(folder, None)
    }

    fn open_for(&self, year: Option<FiscalYear>) -> Ledger {
        self.open_in(&self.ledger(), year)
    }

    fn open_in(&self, folder: &Path, year: Option<FiscalYear>) -> Ledger {
        let environment = taizhang_ledger::Environment {
            clock: Box::new(Rc::clone(&self.clock)),
            ids: Box::new(Rc::clone(&self.ids)),
            operator: "另一位同事".parse().expect("a name is an operator"),
            command: "taizhang".to_owned(),
        };
        Ledger::open(folder, year, environment).expect("the ledger opens")
    }

    /// Everything in the ledger folder that a command could change, except the index, which
    /// follows from the journal, and the lock.
    pub(crate) fn recorded(&self) -> Files {
        let mut files = files_in(self.path());
        files.retain(|path, _| {
            let path = path.to_string_lossy();
            !path.contains("index.sled") && !path.ends_with("/lock")
        });
        files
    }

    /// The ledger's journal, byte for byte.
    pub(crate) fn journal(&self) -> Vec<u8> {
        files_in(&self.ledger().join("journal")).into_values().flatten().collect()
    }

    /// The hash of the last event.
    pub(crate) fn head(&self) -> String {
        let verified = self.run("verify --json").json();
        verified["head_hash"].as_str().expect("verify tells the head hash").to_owned()
    }
}

/// What a person answers, once a colleague has done what is to be done meanwhile.
struct Answers<'o> {
    office: &'o Office,
    text: Cursor<String>,
}

impl Read for Answers<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.text.read(bytes)
    }
}

impl BufRead for Answers<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let meanwhile = self.office.meanwhile.take();
        if let Some(line) = meanwhile {
            self.office.run(&line).done();
        }
        self.text.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.text.consume(count);
    }
}

/// The commands behind [`Office::small`].
const SMALL: &[&str] = &[
    "init --unit 示范县科学技术协会 --code 062001 --year 2022 --bureau 示范县财政局",
    "allocate 2万元 --line 2022-001 --name 日常公用经费 --category operating --function 2060701 --econ 302 --doc 示财预〔2022〕1号 --date 2022-01-04",
    "disburse 1200元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-001 --memo 办公用品 --date 2022-01-04",
    "disburse 800.50元 --line 2022-001 --econ 30211 --payee 张三 --voucher 记-002 --memo 下乡差旅费 --date 2022-01-04",
];

/// What a command said, and how it ended.
#[must_use = "snapshot it, or say how it must have ended"]
#[derive(Debug)]
pub(crate) struct Said {
    line: String,
    pub(crate) code: ExitCode,
    pub(crate) out: String,
    pub(crate) err: String,
    folder: PathBuf,
}

impl Said {
    /// Asserts that the command did its work.
    #[track_caller]
    pub(crate) fn done(self) {
        assert_eq!(self.code, ExitCode::Success, "{self}");
    }

    /// Asserts how the command ended and returns everything it said.
    #[track_caller]
    pub(crate) fn ended(self, code: ExitCode) -> String {
        assert_eq!(self.code, code, "{self}");
        self.to_string()
    }

    /// Reads the result as JSON, which it must be whatever the exit code is.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in\n{self}"))
    }
}

impl fmt::Display for Said {
    /// Shows the whole: command line, standard output, standard error (each line behind a bar),
    /// exit code. The temporary folder reads `[DIR]`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = self.folder.to_string_lossy();
        let shown = |text: &str| text.replace(folder.as_ref(), "[DIR]");
        writeln!(formatter, "$ taizhang {}", shown(&self.line))?;
        write!(formatter, "{}", shown(&self.out))?;
        for line in shown(&self.err).lines() {
            writeln!(formatter, "| {line}")?;
        }
        if self.code != ExitCode::Success {
            writeln!(formatter, "[{}]", self.code as u8)?;
        }
        Ok(())
    }
}

/// Runs command lines in order and returns everything that was said. A line `@ DAY` sets the day,
/// `@ by NAME` sets who acts; empty lines are skipped.
pub(crate) fn story(office: &Office, lines: &str) -> String {
    let mut said = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix("@ ") {
            Some(setting) => {
                match setting.strip_prefix("by ") {
                    Some(name) => office.by(name),
                    None => office.on(setting),
                };
                said.push(format!("{line}\n"));
            }
            None => said.push(office.run(line).to_string()),
        }
    }
    said.join("\n")
}

/// The files that `demo` makes, and what it said.
pub(crate) fn demo_files() -> &'static Files {
    &demo_once().0
}

/// What `demo` said.
pub(crate) fn demo_said() -> &'static str {
    &demo_once().1
}

fn demo_once() -> &'static (Files, String) {
    DEMO.get_or_init(build_demo)
}

/// Runs `demo` in a folder of its own and returns its files with what it said.
pub(crate) fn build_demo() -> (Files, String) {
    let office = Office::new();
    let said = office.run("demo demo").ended(ExitCode::Success);
    (files_in(&office.ledger()), said)
}

/// Reads all files below `folder`.
pub(crate) fn files_in(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(folder).expect("it was found there").to_owned();
                files.insert(inside, fs::read(&path).expect("the file can be read"));
            }
        }
    }
    files
}

/// Writes files into `folder`.
pub(crate) fn put_files(folder: &Path, files: &Files) {
    for (path, content) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder"))
            .expect("folders can be made");
        fs::write(path, content).expect("the folder can be written");
    }
}

/// The project's root folder.
pub(crate) fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().expect("the crate lies two folders below the root")
}

/// Reads a text file of the project.
pub(crate) fn project_file(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn moment(day: &str) -> RecordedAt {
    format!("{day}T09:00:00+08:00").parse().expect("a day and a time of day make a moment")
}

pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
