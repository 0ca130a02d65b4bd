//! A panic is a fault of this program: it ends with words and an exit code of its own.

use std::any::Any;
use std::io::Write;
use std::panic::{self, AssertUnwindSafe};

use crate::error::Failure;

/// Runs a command; a panic in it becomes a failure.
pub(crate) fn guarded<T>(act: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    // What a panic leaves half done is dropped with the command; the ledger on disk has only whole
    // appends.
    panic::catch_unwind(AssertUnwindSafe(act))
        .unwrap_or_else(|payload| Err(Failure::panicked(words(&*payload))))
}

/// Names the place of a panic on standard error in the stead of the runtime's report.
pub(crate) fn name_places() {
    panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            let _ = writeln!(std::io::stderr(), "程序缺陷的位置：{place}");
        }
    }));
}

fn words(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("没有说明")
}
