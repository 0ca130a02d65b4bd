//! The real world: the system's clock, random ids, the terminal and the environment.

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use taizhang_ledger::store::RecordedAt;
use taizhang_ledger::{Clock, IdSource};
use uuid::Uuid;

use crate::{Colour, Machine, World};

struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn now(&self) -> RecordedAt {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since_1970.as_millis())
            .ok()
            .and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok())
            .and_then(|instant| RecordedAt::from_timestamp(instant).ok())
            .expect("the system clock shows a year before 10000")
    }
}

struct SystemIds;

impl IdSource for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that mints ids")]
    fn fresh(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// Calls `act` with the real world.
pub(crate) fn with_world<T>(act: impl FnOnce(&mut World<'_>) -> T) -> T {
    let text = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let sits = io::stdin().is_terminal() && io::stdout().is_terminal();
    let mut input = io::stdin().lock();
    let mut world = World {
        clock: Rc::new(SystemClock),
        ids: Rc::new(SystemIds),
        out: &mut io::stdout().lock(),
        err: &mut io::stderr().lock(),
        colour: Colour::decide(text, io::stdout().is_terminal(), io::stderr().is_terminal()),
        machine: machine(),
        answers: sits.then_some(&mut input),
        shows_progress: io::stderr().is_terminal(),
        ledger: env::var_os("TAIZHANG_LEDGER").filter(|v| !v.is_empty()).map(PathBuf::from),
        operator: text("TAIZHANG_OPERATOR").or_else(|| text("USERNAME")).or_else(|| text("USER")),
        path: env::var_os("PATH"),
        current_dir: env::current_dir().unwrap_or_default(),
    };
    act(&mut world)
}

/// The cells in a line of the terminal. One that does not tell its size, as in many containers, is as
/// wide as `COLUMNS` says, or as terminals always were.
fn columns() -> usize {
    let told = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into());
    let said = || env::var("COLUMNS").ok()?.parse().ok().filter(|columns| *columns > 0);
    told.or_else(said).unwrap_or(80)
}

/// Looks at the computer.
fn machine() -> Machine {
    let home = env::home_dir();
    let at_home = |path: &str| home.as_ref().map(|home| home.join(path));
    let fonts: Vec<Option<PathBuf>> = if cfg!(windows) {
        let windows = env::var_os("WINDIR").map(|folder| PathBuf::from(folder).join("Fonts"));
        vec![windows, at_home("AppData/Local/Microsoft/Windows/Fonts")]
    } else {
        let system = ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts"];
        let system = system.map(|path| Some(PathBuf::from(path))).into_iter();
        system.chain([at_home(".fonts"), at_home(".local/share/fonts")]).collect()
    };
    let asks = |name: &str| env::var(name).is_ok_and(|value| !value.is_empty() && value != "0");
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
    Machine {
        free_bytes: Rc::new(|folder| fs4::available_space(folder)),
        font_folders: fonts.into_iter().flatten().collect(),
        program_folders: env::var_os("PATH")
            .map(|path| env::split_paths(&path).collect())
            .unwrap_or_default(),
        columns: io::stdout().is_terminal().then(columns),
        ambiguous_is_wide: asks("TAIZHANG_AMBIGUOUS_WIDE"),
        is_plain: asks("TAIZHANG_PLAIN"),
        locale: locale.filter_map(|name| env::var(name).ok()).find(|value| !value.is_empty()),
    }
}
