//! One log for several threads of a process.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Append, AppendError, Appended, DurableLog};

/// A log that several threads append to. What waits for the disk at the same time is written
/// together and shares one sync.
#[derive(Clone, Debug)]
pub struct SharedLog(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    log: Mutex<DurableLog>,
    waiting: Mutex<Vec<Waiting>>,
}

/// An append that nobody has written yet.
#[derive(Debug)]
struct Waiting {
    append: Append,
    outcome: Outcome,
}

type Outcome = Arc<Mutex<Option<Result<Appended, AppendError>>>>;

impl SharedLog {
    /// Shares a log.
    pub fn new(log: DurableLog) -> Self {
        Self(Arc::new(Shared { log: Mutex::new(log), waiting: Mutex::default() }))
    }

    /// Stores the events of one command, all or none; see [`EventLog::append`](crate::EventLog).
    ///
    /// Whoever has the log writes for all who wait. The others wait for the log, and find on
    /// getting it that their append is stored.
    pub fn append(&self, append: Append) -> Result<Appended, AppendError> {
        let outcome = Outcome::default();
        lock(&self.0.waiting).push(Waiting { append, outcome: Arc::clone(&outcome) });
        let mut log = lock(&self.0.log);
        if let Some(stored) = lock(&outcome).take() {
            return stored;
        }
        let group = std::mem::take(&mut *lock(&self.0.waiting));
        let (appends, outcomes): (Vec<_>, Vec<_>) =
            group.into_iter().map(|waiting| (waiting.append, waiting.outcome)).unzip();
        for (outcome, stored) in outcomes.iter().zip(log.append_all(appends)) {
            *lock(outcome) = Some(stored);
        }
        drop(log);
        // Without an outcome the thread that took it panicked, and the end is uncertain.
        let own = lock(&outcome).take();
        own.unwrap_or(Err(AppendError::Poisoned))
    }

    /// Looks at the log while nobody writes.
    pub fn look<T>(&self, look: impl FnOnce(&DurableLog) -> T) -> T {
        look(&lock(&self.0.log))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
