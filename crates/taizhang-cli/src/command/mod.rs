//! One module a verb: its arguments and what it does with a ledger.

pub(crate) mod allocate;
pub(crate) mod amend;
pub(crate) mod assess;
pub(crate) mod asset;
pub(crate) mod attach;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod close;
pub(crate) mod codes;
mod compared;
pub(crate) mod correct;
pub(crate) mod demo;
pub(crate) mod disburse;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod headcount;
pub(crate) mod home;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod list;
pub(crate) mod log;
pub(crate) mod man;
pub(crate) mod monitor;
pub(crate) mod narrate;
mod near;
pub(crate) mod open;
mod origin;
pub(crate) mod packs;
pub(crate) mod receipt;
pub(crate) mod reconcile;
pub(crate) mod record;
pub(crate) mod recorded;
pub(crate) mod refund;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod schema;
pub(crate) mod score;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod status;
pub(crate) mod submit;
pub(crate) mod survey;
pub(crate) mod target;
pub(crate) mod trace;
pub(crate) mod upload;
pub(crate) mod verify;
pub(crate) mod waive;

use crate::ExitCode;
use crate::args::{Command, Global};
use crate::error::{Failure, Problem};
use crate::session::Session;

/// Whether a command shows the ledger as it was, as `--as-of` and `--as-of-seq` ask.
const fn looks_back(command: &Command) -> bool {
    matches!(
        command,
        Command::Status(_)
            | Command::List(_)
            | Command::Search(_)
            | Command::Log(_)
            | Command::Trace(_)
            | Command::Check(_)
            | Command::Monitor(_)
            | Command::Report(_)
            | Command::Export(_)
    )
}

/// Refuses a day to look back to where a command would show today's ledger all the same.
pub(crate) fn check_looking_back(
    command: Option<&Command>,
    global: &Global,
) -> Result<(), Failure> {
    let option = match (&global.as_of, global.as_of_sequence) {
        (Some(_), _) => "--as-of",
        (None, Some(_)) => "--as-of-seq",
        (None, None) => return Ok(()),
    };
    if command.is_some_and(looks_back) {
        return Ok(());
    }
    let problem = Problem::new(
        format!("这条命令不能用 {option}"),
        "它看的、登记的都是台账现在的样子",
        "去掉这个选项；看过去用 status、list、search、log、trace、check、monitor、report、export",
    );
    Err(Failure::new(ExitCode::Usage, problem))
}

/// Runs one verb.
pub(crate) fn dispatch(
    command: Command,
    session: &mut Session<'_, '_>,
) -> Result<ExitCode, Failure> {
    match command {
        Command::Init(args) => init::run(args, session),
        Command::Demo(args) => demo::run(&args, session),
        Command::Allocate(args) => allocate::allocate(args, session),
        Command::Adjust(args) => allocate::adjust(args, session),
        Command::Amend(args) => amend::run(&args, session),
        Command::Disburse(args) => disburse::run(&args, session),
        Command::Refund(args) => refund::run(&args, session),
        Command::Correct(args) => correct::run(&args, session),
        Command::Record(args) => record::run(&args, session),
        Command::Import(args) => import::run(&args, session),
        Command::Attach(args) => attach::run(&args, session),
        Command::Target(args) => target::run(&args, session),
        Command::Assess(args) => assess::run(&args, session),
        Command::Explain(args) => explain::run(&args, session),
        Command::Narrate(args) => narrate::run(&args, session),
        Command::Survey(args) => survey::run(&args, session),
        Command::Headcount(args) => headcount::run(&args, session),
        Command::Asset(args) => asset::run(&args, session),
        Command::Status(args) => status::run(&args, session),
        Command::List(args) => list::run(&args, session),
        Command::Search(args) => search::run(&args, session),
        Command::Codes(args) => codes::run(&args, session),
        Command::Show(args) => show::run(&args, session),
        Command::Trace(args) => trace::run(&args, session),
        Command::Check(args) => check::run(&args, session),
        Command::Monitor(args) => monitor::run(&args, session),
        Command::Audit(args) => audit::run(&args, session),
        Command::Waive(args) => waive::run(&args, session),
        Command::Reconcile(args) => reconcile::run(&args, session),
        Command::Submit(args) => submit::run(&args, session),
        Command::Review(args) => review::run(&args, session),
        Command::Upload(args) => upload::run(&args, session),
        Command::Receipt(args) => receipt::run(&args, session),
        Command::Score(args) => score::run(&args, session),
        Command::Close(args) => close::close(&args, session),
        Command::Reopen(args) => close::reopen(&args, session),
        Command::Open(args) => open::run(&args, session),
        Command::Packs(args) => packs::run(&args, session),
        Command::Report(args) => report::run(&args, session),
        Command::Export(args) => export::run(&args, session),
        Command::Verify(args) => verify::run(&args, session),
        Command::Doctor(args) => doctor::run(&args, session),
        Command::Log(args) => log::run(&args, session),
        Command::Backup(args) => backup::backup(&args, session),
        Command::Restore(args) => backup::restore(&args, session),
        Command::Rebuild(args) => backup::rebuild(&args, session),
        Command::Completions(args) => man::completions(&args, session),
        Command::Man(args) => man::run(&args, session),
        Command::Schema(args) => schema::run(&args, session),
    }
}
