//! Group commit: several commands in one write and one sync.

use std::io;
use std::ops::RangeInclusive;
use std::sync::PoisonError;

use taizhang_core::ids::{CommandId, EventId, Sequence, StreamId, StreamVersion};

use super::{Derived, DurableLog};
use crate::admission::check;
use crate::journal::Piece;
use crate::{Append, AppendError, Appended, EventLog, RecordedAt};

/// Appends that were admitted and are to be written together.
struct Group {
    members: Vec<Member>,
    /// The last event that the log will hold, and its time.
    last: Sequence,
    recorded_at: Option<RecordedAt>,
}

struct Member {
    append: Append,
    /// The last event that the log holds before it.
    before: Sequence,
    pieces: Vec<Piece>,
}

impl Member {
    fn sequences(&self) -> RangeInclusive<Sequence> {
        let first = self.before.next();
        first..=Sequence::new(self.before.get() + self.append.events.len() as u64)
    }
}

impl Group {
    fn command(&self, id: CommandId) -> Option<RangeInclusive<Sequence>> {
        let member = self.members.iter().find(|member| member.append.command_id == id)?;
        Some(member.sequences())
    }

    fn stream_version(&self, stream: &StreamId) -> Option<StreamVersion> {
        let member = self.members.iter().rfind(|member| member.append.stream == *stream)?;
        let Append { expected_version, events, .. } = &member.append;
        Some(StreamVersion::new(expected_version.get() + events.len() as u64))
    }

    fn holds(&self, id: EventId) -> bool {
        self.members.iter().flat_map(|member| &member.append.events).any(|event| event.id == id)
    }
}

impl DurableLog {
    /// Stores the appends of several commands with one write and one sync.
    ///
    /// Each is judged after the ones before it, as if it had been appended alone, and is stored as
    /// a whole or not at all. When the disk fails, none of them is acknowledged.
    pub fn append_all(&mut self, appends: Vec<Append>) -> Vec<Result<Appended, AppendError>> {
        let before = self.head();
        let (last, recorded_at) = (before.sequence, before.recorded_at);
        let mut group = Group { members: Vec::with_capacity(appends.len()), last, recorded_at };
        let admit = |append| self.admit(append, &mut group);
        let outcomes: Vec<_> = appends.into_iter().map(admit).collect();
        let Err(error) = self.commit(group) else { return outcomes };
        // What was already there before the group stays true.
        let is_old = |appended: &Appended| *appended.sequences.end() <= before.sequence;
        let failed = |outcome: Result<Appended, AppendError>| match outcome {
            Ok(appended) if !is_old(&appended) => Err(again(&error)),
            other => other,
        };
        outcomes.into_iter().map(failed).collect()
    }

    /// Takes an append into the group if it would be stored.
    fn admit(&self, append: Append, group: &mut Group) -> Result<Appended, AppendError> {
        self.journal.ensure_writable()?;
        let known = match group.command(append.command_id) {
            None => self.command(append.command_id)?,
            known => known,
        };
        if let Some(sequences) = known {
            return Ok(Appended { sequences, duplicate: true });
        }
        let actual = match group.stream_version(&append.stream) {
            None => self.stream_version(&append.stream)?,
            Some(version) => version,
        };
        let mut greatest = None;
        check(&append, group.recorded_at, actual, |id| {
            // Ids made in order are new when they are greater than all before.
            let beyond = greatest.is_none_or(|greatest| greatest < id);
            greatest = greatest.max(Some(id));
            if group.holds(id) {
                return Ok(true);
            }
            if beyond && self.ask(|index| Ok(index.is_beyond(id)))? {
                return Ok(false);
            }
            Ok(self.ask(|index| index.event(id))?.is_some())
        })?;
        let before = group.last;
        let pieces = Piece::all_of(&append, before)?;
        let member = Member { append, before, pieces };
        let sequences = member.sequences();
        group.last = *sequences.end();
        group.recorded_at = member.append.events.last().map(|event| event.recorded_at);
        group.members.push(member);
        Ok(Appended { sequences, duplicate: false })
    }

    /// Writes the group and waits until it is on the disk.
    fn commit(&mut self, mut group: Group) -> Result<(), AppendError> {
        if group.members.is_empty() {
            return Ok(());
        }
        let pieces = group.members.iter_mut().flat_map(|member| std::mem::take(&mut member.pieces));
        let pieces = pieces.collect();
        let Self { journal, derived, .. } = self;
        let Derived { index, notices } = derived.get_mut().unwrap_or_else(PoisonError::into_inner);
        let hashes = journal.append(pieces, group.recorded_at, notices)?;
        let Some(index) = index else { return Ok(()) };
        let mut hashes = hashes.as_slice();
        for Member { append, before, .. } in &group.members {
            let (own, others) = hashes.split_at(append.events.len());
            index.extend(append, *before, own);
            hashes = others;
        }
        index.store_if_many(journal.durable(), notices);
        Ok(())
    }
}

/// Returns a failure to write once more, for another append of the same group.
fn again(error: &AppendError) -> AppendError {
    let copy = |source: &io::Error| match source.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(source.kind(), source.to_string()),
    };
    match error {
        AppendError::Write { path, source } => {
            AppendError::Write { path: path.clone(), source: copy(source) }
        }
        AppendError::Sync { path, source } => {
            AppendError::Sync { path: path.clone(), source: copy(source) }
        }
        _ => AppendError::Poisoned,
    }
}
