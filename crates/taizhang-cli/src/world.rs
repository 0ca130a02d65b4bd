//! What a command line needs from outside, so that tests and the demo can give their own.

use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::rc::Rc;

use taizhang_ledger::{Clock, IdSource};

use crate::machine::{Colour, Machine};

/// The surroundings of one command.
pub struct World<'a> {
    /// The time.
    pub clock: Rc<dyn Clock>,
    /// Fresh ids.
    pub ids: Rc<dyn IdSource>,
    /// Where results go.
    pub out: &'a mut dyn Write,
    /// Where messages go.
    pub err: &'a mut dyn Write,
    /// Which streams may be coloured.
    pub colour: Colour,
    /// The computer.
    pub machine: Machine,
    /// Where a person's answers come from, if one sits in front of it.
    pub answers: Option<&'a mut dyn BufRead>,
    /// Whether messages go to a terminal, which can show how far something is.
    pub shows_progress: bool,
    /// The ledger folder that `TAIZHANG_LEDGER` names.
    pub ledger: Option<PathBuf>,
    /// The operator that `TAIZHANG_OPERATOR` or the system names.
    pub operator: Option<String>,
    /// Where installed programs are searched, as `PATH` says.
    pub path: Option<OsString>,
    /// The current folder.
    pub current_dir: PathBuf,
}
