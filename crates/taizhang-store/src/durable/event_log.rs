//! What every event log does, done on disk.

use std::ops::RangeInclusive;

use taizhang_core::ids::{CommandId, EventId, Sequence, StreamId, StreamVersion};

use super::DurableLog;
use crate::index::block::Run;
use crate::journal::cursor::Cursor;
use crate::{
    Append, AppendError, Appended, Checkpoint, CheckpointError, CheckpointName, EventLog, Events,
    Head, LedgerId, ReadError, StoredEvent, checkpoint,
};

impl EventLog for DurableLog {
    fn ledger_id(&self) -> LedgerId {
        self.journal.ledger()
    }

    fn head(&self) -> Head {
        self.journal.head()
    }

    fn append(&mut self, append: Append) -> Result<Appended, AppendError> {
        // One append gives one outcome.
        self.append_all(vec![append]).pop().unwrap_or(Err(AppendError::Poisoned))
    }

    fn read(&self, from: Sequence) -> Result<Events<'_>, ReadError> {
        let cursor = self.cursor_from(from.get().max(1))?;
        Ok(Box::new(CursorEvents { cursor, failed: false }))
    }

    fn read_stream(&self, stream: &StreamId) -> Result<Events<'_>, ReadError> {
        let name = stream.to_string();
        let runs = self.ask(|index| Ok(index.runs(&name)))?;
        let of_run = move |run: Run| -> Events<'_> {
            let events = usize::try_from(run.events).unwrap_or(usize::MAX);
            match self.read(Sequence::new(run.sequence)) {
                Ok(read) => Box::new(read.take(events)),
                Err(error) => Box::new(std::iter::once(Err(error))),
            }
        };
        let mut failed = false;
        let all = runs.into_iter().flat_map(of_run);
        Ok(Box::new(all.take_while(move |event| !std::mem::replace(&mut failed, event.is_err()))))
    }

    fn stream_version(&self, stream: &StreamId) -> Result<StreamVersion, ReadError> {
        let name = stream.to_string();
        self.ask(|index| Ok(StreamVersion::new(index.stream_version(&name))))
    }

    fn find(&self, id: EventId) -> Result<Option<StoredEvent>, ReadError> {
        match self.ask(|index| index.event(id))? {
            Some(sequence) => self.event_at(sequence),
            None => Ok(None),
        }
    }

    fn command(&self, id: CommandId) -> Result<Option<RangeInclusive<Sequence>>, ReadError> {
        let found = self.ask(|index| index.command(id))?;
        Ok(found.map(|(first, count)| {
            Sequence::new(first)..=Sequence::new(first + u64::from(count.saturating_sub(1)))
        }))
    }

    fn load_checkpoint(
        &self,
        name: &CheckpointName,
        fingerprint: &str,
    ) -> Result<Option<Checkpoint>, ReadError> {
        let disk = &**self.journal.disk();
        let Some(checkpoint) = checkpoint::load(disk, &self.folder, name, fingerprint) else {
            return Ok(None);
        };
        if checkpoint.sequence > self.head().sequence {
            return Ok(None);
        }
        let position = self.journal.locate(checkpoint.sequence.get() + 1)?;
        Ok(Some(checkpoint).filter(|checkpoint| checkpoint.head_hash == position.hash))
    }

    fn save_checkpoint(
        &mut self,
        name: &CheckpointName,
        checkpoint: &Checkpoint,
    ) -> Result<(), CheckpointError> {
        // A crash may take events away that are not known to be on the disk; what was made from
        // them would then speak against a journal that lost nothing.
        if checkpoint.sequence.get() > self.journal.durable() {
            return Ok(());
        }
        checkpoint::save(&**self.journal.disk(), &self.folder, name, checkpoint)
    }
}

/// Gives the events of a cursor; ends after the first failure.
struct CursorEvents<'a> {
    cursor: Cursor<'a>,
    failed: bool,
}

impl Iterator for CursorEvents<'_> {
    type Item = Result<StoredEvent, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.cursor.next_event().transpose();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}
