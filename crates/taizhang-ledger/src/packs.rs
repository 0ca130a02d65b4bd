//! The form pack that the settings name: the ledger's own folder first, then the shipped ones.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use taizhang_core::FiscalYear;
use taizhang_core::book::Book;
use taizhang_core::figure::{FigureError, Figures};
use taizhang_evaluation::pack::Pack;
use taizhang_evaluation::{TextFault, Tried, evaluate, examine, examine_files, sample_year};

use crate::{ConfigError, Ledger, LedgerError};

/// Folder of the unit's own packs.
pub(crate) const FOLDER: &str = "packs";
/// Folder beside the packs with profiles of exporters.
const PROFILES: &str = "profiles";

impl Ledger {
    /// Loads the form pack that scores the year.
    pub fn pack(&self) -> Result<Pack, LedgerError> {
        self.pack_named(&self.config().pack)
    }

    /// Loads the form pack of this id.
    pub fn pack_named(&self, id: &str) -> Result<Pack, LedgerError> {
        let own = self.root().join(FOLDER).join(id);
        if !is_plain_name(id) || !own.is_dir() {
            return Ok(Pack::builtin(id)?);
        }
        check_pack_folder(&own)
    }
}

impl Ledger {
    /// Loads the unit's own packs, each or what is wrong with it; the profiles of exporters beside them are
    /// no packs.
    pub fn own_packs(&self) -> Vec<Result<Pack, LedgerError>> {
        let folders = fs::read_dir(self.root().join(FOLDER)).into_iter().flatten();
        let mut folders: Vec<PathBuf> =
            folders.filter_map(Result::ok).map(|entry| entry.path()).collect();
        folders.sort();
        let packs = folders.iter().filter(|path| path.is_dir() && !path.ends_with(PROFILES));
        packs.map(|path| check_pack_folder(path)).collect()
    }

    /// Returns where the unit's own pack of this id is or will be.
    pub fn own_pack_folder(&self, id: &str) -> Result<PathBuf, LedgerError> {
        if is_plain_name(id) {
            Ok(self.root().join(FOLDER).join(id))
        } else {
            Err(LedgerError::PackName(id.to_owned()))
        }
    }
}

/// Loads the pack in a folder, which must bear its id; every fault is named with file and line.
pub fn check_pack_folder(folder: &Path) -> Result<Pack, LedgerError> {
    let pack = Pack::from_files(own_pack_texts(folder)?)
        .map_err(|source| LedgerError::OwnPack { folder: folder.to_owned(), source })?;
    let name = folder.file_name().map(|name| name.to_string_lossy());
    if name.is_some_and(|name| name != pack.id()) {
        let (folder, id) = (folder.to_owned(), pack.id().to_owned());
        return Err(LedgerError::PackFolder { folder, id });
    }
    Ok(pack)
}

/// A pack whose texts were tried on a year.
pub struct ExaminedPack {
    /// The pack, or why it cannot be read.
    pub pack: Result<Pack, LedgerError>,
    /// What is wrong with its texts.
    pub faults: Vec<TextFault>,
    /// The year they were tried on.
    pub year: FiscalYear,
    /// Whether that is the unit's own.
    pub tried: Tried,
    /// Its files, by name.
    pub files: BTreeMap<String, String>,
}

/// Loads the pack in a folder and tries its texts on the year of `book`, or on a sample year where
/// there is none: everything that a report would refuse, at once.
pub fn examine_pack_folder(
    folder: &Path,
    book: Option<&Book>,
) -> Result<ExaminedPack, LedgerError> {
    let files = own_pack_texts(folder)?;
    let book = book.filter(|book| book.unit().is_some() && book.year().is_some());
    let (book, tried) = match book {
        Some(book) => (book.clone(), Tried::OwnYear),
        None => (sample_year(), Tried::SampleYear),
    };
    let figures = Figures::of(&book)?;
    let year = book.year().ok_or(FigureError::YearNotOpen)?;
    let pack = check_pack_folder(folder);
    let faults = match &pack {
        Ok(pack) => {
            let evaluation = evaluate(pack, &figures)?;
            examine(pack, &figures, &evaluation, year.last_day(), tried)?
        }
        Err(_) => examine_files(&files, &figures, tried),
    };
    Ok(ExaminedPack { pack, faults, year, tried, files })
}

/// Reads the files of the pack in a folder, by name.
pub fn own_pack_texts(folder: &Path) -> Result<BTreeMap<String, String>, LedgerError> {
    let read = read_files(folder);
    Ok(read.map_err(|source| ConfigError::Read { path: folder.to_owned(), source })?)
}

/// Returns the files of a pack under a new id.
pub fn pack_files<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)> + 'a,
    id: &'a str,
) -> impl Iterator<Item = (&'a str, String)> + 'a {
    let renamed = move |line: &str| {
        if line.starts_with("id = ") { format!("id = {id:?}\n") } else { format!("{line}\n") }
    };
    files.into_iter().map(move |(name, text)| {
        let is_form = name == "pack.toml";
        let text = if is_form { text.lines().map(renamed).collect() } else { text.to_owned() };
        (name, text)
    })
}

/// Tells whether an id names a folder and not a path.
fn is_plain_name(id: &str) -> bool {
    !id.is_empty() && !id.contains(['/', '\\']) && ![".", "..", PROFILES].contains(&id)
}

fn read_files(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(files)
}
