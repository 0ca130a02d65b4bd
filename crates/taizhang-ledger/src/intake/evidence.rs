//! A folder of evidence: files are matched by their names to the payments and activities whose number they
//! bear. What bears two numbers, or none, is matched to nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use taizhang_core::book::Command;
use taizhang_core::event::{Event, Evidence};
use taizhang_core::ids::{CommandId, EventId};
use taizhang_core::{FiscalYear, Money};
use taizhang_import::draft::{Draft, Drafts, RowRef};
use taizhang_import::kind::Kind;
use taizhang_import::months;
use taizhang_import::vocabulary::narrow;
use taizhang_store::HashValue;

use super::preview::{Accept, ImportPreview, Judged};
use super::provenance::Provenance;
use crate::{Ledger, LedgerError, Outcome};

/// How deep folders are looked into.
const DEEPEST: usize = 8;

/// What a folder of evidence would do.
#[derive(Debug)]
pub struct EvidencePreview {
    /// The files, by path.
    pub files: Vec<EvidenceFile>,
    /// The verdicts, one for each file and event.
    pub preview: ImportPreview,
    folder: PathBuf,
}

/// One file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceFile {
    /// Its path in the folder.
    pub path: PathBuf,
    /// What it is matched to.
    pub matched: Match,
}

/// What a file is matched to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// The number that it bears, which one voucher or one activity has.
    Number(String),
    /// It bears several numbers, and nobody knows which is meant.
    Ambiguous(Vec<String>),
    /// It bears a number that vouchers of several months have, and does not say of which it is.
    SeveralMonths {
        /// The number.
        number: String,
        /// The months.
        months: BTreeSet<i8>,
    },
    /// It bears a number of other months than the one that it names.
    OtherMonth {
        /// The number.
        number: String,
        /// The months of its vouchers.
        months: BTreeSet<i8>,
    },
    /// It bears no number of this year.
    Unmatched,
    /// Nothing is in it.
    Empty,
}

/// The events that evidence can prove, by their number.
type Targets = BTreeMap<String, Vec<Target>>;

/// An event that evidence can prove.
#[derive(Clone, Copy, Debug)]
struct Target {
    id: EventId,
    /// The month of a payment, in which the numbers of vouchers may begin anew.
    month: Option<i8>,
}

impl Ledger {
    /// Matches the files of a folder and judges what attaching them would do. Hidden files and
    /// symbolic links are left out.
    pub fn preview_evidence(
        &self,
        folder: &Path,
        on: Date,
    ) -> Result<EvidencePreview, LedgerError> {
        let targets = self.targets()?;
        let mut files = Vec::new();
        let mut drafts = Vec::new();
        for path in files_below(folder, Path::new(""), 0)? {
            let content = read(folder, &path)?;
            let (matched, found) = if content.is_empty() {
                (Match::Empty, Vec::new())
            } else {
                matched(&path, &targets, self.year())
            };
            if let Match::Number(_) = &matched {
                let source = u32::try_from(files.len()).unwrap_or(u32::MAX);
                for target in found {
                    let evidence = evidence_of(&path, &content, target);
                    let command = Command::AttachEvidence(evidence);
                    let row = RowRef { source: 0, row: source, part: None };
                    drafts.push(Draft::of_row(row, on, command, Money::ZERO));
                }
            }
            files.push(EvidenceFile { path, matched });
        }
        let (rows, batch, judge) = self.judge_drafts(drafts, &Accept::default(), &mut |_, _| ())?;
        let mut preview =
            self.previewed(Kind::Evidence, Vec::new(), Drafts::default(), rows, batch, judge);
        preview.provenance = Provenance::of_folder(folder);
        Ok(EvidencePreview { files, preview, folder: folder.to_owned() })
    }

    /// Stores the files and records them as one batch. The files come first: bytes without an
    /// event do no harm.
    pub fn post_evidence(
        &mut self,
        found: EvidencePreview,
        command_id: Option<CommandId>,
    ) -> Result<Outcome, LedgerError> {
        let EvidencePreview { files, preview, folder } = found;
        let mut digests: Vec<&str> = Vec::new();
        for event in &preview.events {
            if let Event::EvidenceAttached(evidence) = &event.event {
                digests.push(&evidence.digest);
            }
        }
        for file in files.iter().filter(|file| matches!(file.matched, Match::Number(_))) {
            let content = read(&folder, &file.path)?;
            if digests.contains(&HashValue::of(&content).to_string().as_str()) {
                self.log.evidence().put(&content)?;
            }
        }
        self.post_import(preview, command_id)
    }

    /// Collects what stands: payments by voucher number, activities by id.
    fn targets(&self) -> Result<Targets, LedgerError> {
        let book = self.book()?;
        let mut targets = Targets::new();
        for logged in self.year_events()? {
            let recorded = logged.recorded;
            let (number, month) = match &recorded.event {
                Event::DisbursementMade(payment) => {
                    (payment.voucher.clone(), Some(recorded.occurred_on.month()))
                }
                Event::ActivityRecorded(activity) => (activity.id.to_string(), None),
                _ => continue,
            };
            if !book.is_reversed(recorded.id) && number.chars().any(|c| c.is_ascii_digit()) {
                targets.entry(number).or_default().push(Target { id: recorded.id, month });
            }
        }
        Ok(targets)
    }
}

impl EvidencePreview {
    /// Takes this preview in the place of one that a person saw and agreed to; see
    /// [`ImportPreview::confirming`].
    pub fn confirming(self, seen: &Self) -> Result<Self, LedgerError> {
        if self.files != seen.files {
            return Err(LedgerError::PreviewOutdated);
        }
        let Self { files, preview, folder } = self;
        Ok(Self { files, preview: preview.confirming(&seen.preview)?, folder })
    }

    /// Returns the verdicts on a file.
    pub fn verdicts(&self, file: usize) -> impl Iterator<Item = &Judged> {
        let of_file = move |row: &&Judged| usize::try_from(row.row.row) == Ok(file);
        self.preview.rows.iter().filter(of_file)
    }
}

fn evidence_of(path: &Path, content: &[u8], target: EventId) -> Evidence {
    Evidence {
        target,
        file_name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        digest: HashValue::of(content).to_string(),
        bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
        memo: String::new(),
    }
}

fn read(folder: &Path, path: &Path) -> Result<Vec<u8>, LedgerError> {
    let path = folder.join(path);
    fs::read(&path).map_err(|source| LedgerError::EvidenceSource { path, source })
}

/// Returns the files below a folder in the order of their paths.
fn files_below(root: &Path, within: &Path, depth: usize) -> Result<Vec<PathBuf>, LedgerError> {
    let folder = root.join(within);
    let failed = |source| LedgerError::EvidenceSource { path: folder.clone(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(['.', '~']) {
            continue;
        }
        let path = within.join(name);
        if kind.is_dir() && depth < DEEPEST {
            files.extend(files_below(root, &path, depth.saturating_add(1))?);
        } else if kind.is_file() {
            files.push(path);
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// Matches a file by its own name, else by the names of its folders, the nearest first; and returns what it
/// proves.
fn matched(path: &Path, targets: &Targets, year: FiscalYear) -> (Match, Vec<EventId>) {
    let matched = by_number(path, targets);
    let Match::Number(number) = &matched else { return (matched, Vec::new()) };
    let found = targets.get(number).map(Vec::as_slice).unwrap_or_default();
    let months: BTreeSet<i8> = found.iter().filter_map(|target| target.month).collect();
    let named = months_of(path, number, year);
    let fits = |target: &&Target| match (target.month, &named) {
        (Some(month), Some(named)) => named.contains(&month),
        _ => true,
    };
    let fitting: Vec<&Target> = found.iter().filter(fits).collect();
    let left: BTreeSet<i8> = fitting.iter().filter_map(|target| target.month).collect();
    let number = number.clone();
    if left.len() > 1 {
        return (Match::SeveralMonths { number, months: left }, Vec::new());
    }
    if fitting.is_empty() {
        return (Match::OtherMonth { number, months }, Vec::new());
    }
    (matched, fitting.into_iter().map(|target| target.id).collect())
}

/// Returns the months that the name of a file or else of one of its folders names, the nearest first.
fn months_of(path: &Path, number: &str, year: FiscalYear) -> Option<BTreeSet<i8>> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let rest = |name: &str| {
        let narrow = narrow(name);
        let name = if narrow.contains(number) { &narrow } else { name };
        name.replace(number, " ")
    };
    months::of_file(&rest(&stem), year).or_else(|| {
        let folders = path.ancestors().skip(1).filter_map(Path::file_name);
        let mut folders = folders.map(|name| rest(&name.to_string_lossy()));
        folders.find_map(|name| months::of_folder(&name, year))
    })
}

/// Matches a file to the one number that it bears.
fn by_number(path: &Path, targets: &Targets) -> Match {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folders = path.ancestors().skip(1).filter_map(Path::file_name);
    let folders = folders.map(|name| name.to_string_lossy().into_owned());
    let names = std::iter::once(stem.into_owned()).chain(folders);
    for name in names.flat_map(|name| [narrow(&name), name]) {
        let mut borne: Vec<&String> =
            targets.keys().filter(|number| bears(&name, number)).collect();
        // `记-001-2` bears its own number, not also `记-001`.
        let all = borne.clone();
        let is_part = |number: &&String| {
            all.iter().any(|other| other.len() > number.len() && other.contains(number.as_str()))
        };
        borne.retain(|number| !is_part(number) || bears_apart(&name, number, &all));
        match borne.as_slice() {
            [] => {}
            [number] => return Match::Number((*number).clone()),
            several => return Match::Ambiguous(several.iter().map(ToString::to_string).collect()),
        }
    }
    Match::Unmatched
}

/// Tells whether a name holds a number that no digit and no letter continues.
fn bears(name: &str, number: &str) -> bool {
    let continues = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    name.match_indices(number).any(|(at, _)| {
        let before = name.get(..at).and_then(|before| before.chars().next_back());
        let after = name.get(at.saturating_add(number.len())..);
        let after = after.and_then(|after| after.chars().next());
        let starts = number.starts_with(|c: char| c.is_ascii_alphanumeric());
        !(continues(after) || starts && continues(before))
    })
}

/// Tells whether a number stands in a name outside of the longer numbers that hold it.
fn bears_apart(name: &str, number: &str, all: &[&String]) -> bool {
    let longer = all.iter().filter(|other| other.len() > number.len() && other.contains(number));
    let rest = longer.fold(name.to_owned(), |rest, other| rest.replace(other.as_str(), "\u{0}"));
    bears(&rest, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets() -> Targets {
        let months: [(&str, &[Option<i8>]); 7] = [
            ("记-001", &[Some(1)]),
            ("记-002", &[Some(3)]),
            ("记-001-2", &[Some(1)]),
            ("ZF-2022-0012", &[Some(1)]),
            ("2022-A01", &[None]),
            ("记-5", &[Some(1), Some(3), Some(3)]),
            ("2022-03-7", &[Some(4)]),
        ];
        let id = |month: i8| EventId::new(uuid::Uuid::from_u128(u128::from(month.unsigned_abs())));
        let target = |month: &Option<i8>| Target { id: id(month.unwrap_or(13)), month: *month };
        let of = |(number, months): (&str, &[Option<i8>])| {
            (number.to_owned(), months.iter().map(target).collect())
        };
        months.into_iter().map(of).collect()
    }

    #[test]
    fn names_bear_numbers_or_not() {
        let number = |number: &str| Match::Number(number.to_owned());
        let several =
            |numbers: &[&str]| Match::Ambiguous(numbers.iter().map(ToString::to_string).collect());
        let cases = [
            ("记-001 发票.pdf", number("记-001")),
            ("发票（记-001）.jpg", number("记-001")),
            ("记－００１ 全角.pdf", number("记-001")),
            ("记－００１１.pdf", Match::Unmatched),
            ("记-001_2.jpg", number("记-001")),
            ("记-001-2.jpg", number("记-001-2")),
            ("记-0011.jpg", Match::Unmatched),
            ("AZF-2022-0012.jpg", Match::Unmatched),
            ("2022-A01 签到表.xlsx", number("2022-A01")),
            ("记-001 记-002 合并.pdf", several(&["记-001", "记-002"])),
            ("记-001 记-001-2.pdf", several(&["记-001", "记-001-2"])),
            ("记-002/发票.jpg", number("记-002")),
            ("三月/记-002/扫描/1.jpg", number("记-002")),
            ("记-002/记-001.jpg", number("记-001")),
            ("发票.jpg", Match::Unmatched),
        ];
        for (path, expected) in cases {
            let year = FiscalYear::try_from(2022).expect("a year");
            assert_eq!(matched(Path::new(path), &targets(), year).0, expected, "{path}");
        }
    }

    #[test]
    fn a_month_tells_vouchers_of_one_number_apart() {
        let several = |number: &str, months: &[i8]| Match::SeveralMonths {
            number: number.to_owned(),
            months: months.iter().copied().collect(),
        };
        let other = |number: &str, months: &[i8]| Match::OtherMonth {
            number: number.to_owned(),
            months: months.iter().copied().collect(),
        };
        let number = |number: &str| Match::Number(number.to_owned());
        // The path, what it is matched to, and how many events it proves.
        let cases = [
            ("记-5.pdf", several("记-5", &[1, 3]), 0),
            ("2022-03 记-5.pdf", number("记-5"), 2),
            ("3月/记-5.pdf", number("记-5"), 2),
            ("２０２２－０３ 记－５.pdf", number("记-5"), 2),
            ("2022年凭证/一月份/记-5/发票.pdf", number("记-5"), 1),
            ("1-2月/记-5.pdf", number("记-5"), 1),
            ("1-3月/记-5.pdf", several("记-5", &[1, 3]), 0),
            // The nearest name counts.
            ("1月/3月 记-5.pdf", number("记-5"), 2),
            ("2月/记-5.pdf", other("记-5", &[1, 3]), 0),
            ("2021-03 记-5.pdf", other("记-5", &[1, 3]), 0),
            ("2022-03 记-001.pdf", other("记-001", &[1]), 0),
            ("3月/记-001.pdf", other("记-001", &[1]), 0),
            ("2022-01 记-001.pdf", number("记-001"), 1),
            // What a receipt is for says nothing of its voucher.
            ("记-001 3月水费.pdf", number("记-001"), 1),
            ("记-5 3月水费.pdf", several("记-5", &[1, 3]), 0),
            // The month of a number is no month, and an activity has none.
            ("2022-03-7 发票.pdf", number("2022-03-7"), 1),
            ("3月/2022-A01.pdf", number("2022-A01"), 1),
        ];
        for (path, expected, count) in cases {
            let year = FiscalYear::try_from(2022).expect("a year");
            let (matched, events) = matched(Path::new(path), &targets(), year);
            assert_eq!((matched, events.len()), (expected, count), "{path}");
        }
    }
}
