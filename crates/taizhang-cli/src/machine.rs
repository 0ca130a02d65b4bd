//! What a command wants to know about the computer it runs on.

use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Tells how many bytes may still be written on the disk of a folder.
pub type FreeBytes = Rc<dyn Fn(&Path) -> io::Result<u64>>;

/// The computer, as far as `doctor` looks at it.
#[derive(Clone)]
pub struct Machine {
    /// Free space.
    pub free_bytes: FreeBytes,
    /// Folders in which the system keeps fonts.
    pub font_folders: Vec<PathBuf>,
    /// Folders in which programs are looked for (`PATH`).
    pub program_folders: Vec<PathBuf>,
    /// The language and encoding that the environment names, like `zh_CN.UTF-8`.
    pub locale: Option<String>,
    /// Cells in a line of the terminal that results go to; none where they go elsewhere.
    pub columns: Option<usize>,
    /// Whether the terminal gives two cells to characters that Unicode calls ambiguous.
    pub ambiguous_is_wide: bool,
    /// Whether the environment asks for words in the stead of signs and columns.
    pub is_plain: bool,
}

impl Machine {
    /// A computer of which nothing is known.
    pub fn unknown() -> Self {
        Self {
            free_bytes: Rc::new(|_| Err(io::ErrorKind::Unsupported.into())),
            font_folders: Vec::new(),
            program_folders: Vec::new(),
            locale: None,
            columns: None,
            ambiguous_is_wide: false,
            is_plain: false,
        }
    }
}

/// Which streams may be coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colour {
    /// Results.
    pub out: bool,
    /// Messages.
    pub err: bool,
}

impl Colour {
    /// Decides by the conventions of no-color.org and bixense.com/clicolors: `NO_COLOR` forbids,
    /// `CLICOLOR_FORCE` demands, `CLICOLOR=0` and `TERM=dumb` forbid, else a terminal is coloured.
    pub fn decide(
        variable: impl Fn(&str) -> Option<String>,
        out_is_terminal: bool,
        err_is_terminal: bool,
    ) -> Self {
        let is = |name: &str, value: &str| variable(name).as_deref() == Some(value);
        if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            return Self::default();
        }
        if variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") {
            return Self { out: true, err: true };
        }
        if is("CLICOLOR", "0") || is("TERM", "dumb") {
            return Self::default();
        }
        Self { out: out_is_terminal, err: err_is_terminal }
    }
}
