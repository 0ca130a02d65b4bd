//! Running a program that others wrote: within a time, and with no more output than is taken.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::PluginError;

/// Most bytes of messages that are passed on.
const MESSAGES: u64 = 64 * 1024;
/// How long a program may take to end once it has closed its output.
const GRACE: Duration = Duration::from_secs(5);
/// How often its end is looked for.
const POLL: Duration = Duration::from_millis(5);

/// How much a program may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time until it has closed its output.
    pub time: Duration,
    /// Bytes of output.
    pub output: u64,
}

/// Most files that a plug-in may make: each is written under another name first and synced, and a
/// folder of more is of no use to people.
pub const MOST_FILES: usize = 10_000;

impl Default for Limits {
    /// A minute, and 256 MiB.
    fn default() -> Self {
        Self { time: Duration::from_secs(60), output: 256 * 1024 * 1024 }
    }
}

/// A program that has ended.
#[derive(Debug)]
pub struct Run {
    /// What it wrote on standard output, or what went wrong.
    pub output: Result<Vec<u8>, PluginError>,
    /// The beginning of what it wrote on standard error.
    pub messages: String,
}

/// Runs `program` with `input` on its standard input.
///
/// It and everything it started (on Unix) is ended when it takes too long or writes too much; what
/// it leaves behind at its end is ended, too. It
/// runs in the system's folder for temporary files, so that relative names mean nothing of ours.
pub fn run(program: &Path, arguments: &[impl AsRef<OsStr>], input: Vec<u8>, limits: Limits) -> Run {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(std::env::temp_dir());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = match start(&mut command) {
        Ok(child) => child,
        Err(error) => {
            return Run { output: Err(PluginError::Start(error)), messages: String::new() };
        }
    };
    let messages = child.stderr.take().map(|stream| read(stream, MESSAGES, true));
    let output = child.stdout.take().map(|stream| read(stream, limits.output, false));
    if let Some(mut stdin) = child.stdin.take() {
        // A program need not read its input to the end, so a broken pipe is no failure.
        thread::spawn(move || stdin.write_all(&input));
    }
    let output = output.map_or(Ok(Vec::new()), |output| finish(&mut child, &output, limits));
    if output.is_err() {
        end(&mut child);
    }
    let messages = messages.and_then(|messages| messages.recv_timeout(GRACE).ok()?.ok());
    let messages = String::from_utf8_lossy(&messages.unwrap_or_default()).into_owned();
    Run { output, messages }
}

/// Starts a program. One that was written a moment ago may still be open elsewhere for writing
/// (`ETXTBSY`), which passes.
fn start(command: &mut Command) -> io::Result<Child> {
    for _ in 0..20 {
        match command.spawn() {
            Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy => thread::sleep(POLL),
            other => return other,
        }
    }
    command.spawn()
}

/// Reads a stream beside this thread, to its end or to one byte past `limit`; what lies beyond is
/// left unread, or thrown away where the program shall not be stopped by that.
fn read(
    stream: impl Read + Send + 'static,
    limit: u64,
    drain: bool,
) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut head = stream.take(limit.saturating_add(1));
        let result = head.read_to_end(&mut bytes).map(|_| bytes);
        // Nobody listens any more once the program has been given up.
        sender.send(result).ok();
        if drain {
            io::copy(&mut head.into_inner(), &mut io::sink()).ok();
        }
    });
    receiver
}

fn finish(
    child: &mut Child,
    output: &Receiver<io::Result<Vec<u8>>>,
    limits: Limits,
) -> Result<Vec<u8>, PluginError> {
    let bytes = match output.recv_timeout(limits.time) {
        Ok(bytes) => bytes.map_err(PluginError::Start)?,
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
            return Err(PluginError::Time(limits.time));
        }
    };
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.output {
        return Err(PluginError::Output(limits.output));
    }
    let status = wait(child).map_err(PluginError::Start)?.ok_or(PluginError::Time(limits.time))?;
    if status.success() { Ok(bytes) } else { Err(PluginError::Exit(status)) }
}

/// Waits for the end of a program that has closed its output.
fn wait(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let mut waited = Duration::ZERO;
    while waited < GRACE {
        if has_ended(child)? {
            // What it started and left behind could hold its streams open, and stay for ever.
            end_group(child);
            return child.wait().map(Some);
        }
        thread::sleep(POLL);
        waited = waited.saturating_add(POLL);
    }
    Ok(None)
}

/// Tells whether a program has ended, and leaves its number taken until it is waited for.
#[cfg(unix)]
fn has_ended(child: &Child) -> io::Result<bool> {
    use rustix::process::{WaitId, WaitIdOptions, waitid};
    let Some(process) = process(child) else { return Ok(true) };
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    Ok(waitid(WaitId::Pid(process), options)?.is_some())
}

#[cfg(not(unix))]
fn has_ended(child: &mut Child) -> io::Result<bool> {
    Ok(child.try_wait()?.is_some())
}

/// Ends everything that is in the program's group, which it leads.
fn end_group(child: &Child) {
    #[cfg(unix)]
    if let Some(group) = process(child) {
        // All of it may have ended by itself meanwhile.
        rustix::process::kill_process_group(group, rustix::process::Signal::KILL).ok();
    }
    #[cfg(not(unix))]
    let _ = child;
}

#[cfg(unix)]
fn process(child: &Child) -> Option<rustix::process::Pid> {
    i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw)
}

/// Ends a program and, on Unix, what it started.
fn end(child: &mut Child) {
    end_group(child);
    child.kill().ok();
    child.wait().ok();
}
