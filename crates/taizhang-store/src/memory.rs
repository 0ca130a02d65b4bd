//! A log in memory, for tests and for trying things out.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use taizhang_core::ids::{CommandId, EventId, Sequence, StreamId, StreamVersion};

use crate::admission::{Encoded, check, encode};
use crate::envelope::Envelope;
use crate::{
    Append, AppendError, Appended, Checkpoint, CheckpointError, CheckpointName, EventLog, Events,
    HashValue, Head, LedgerId, ReadError, StoredEvent,
};

/// A log that is gone when it is dropped.
#[derive(Clone, Debug)]
pub struct MemoryLog {
    ledger: LedgerId,
    events: Vec<StoredEvent>,
    ids: BTreeMap<EventId, usize>,
    commands: BTreeMap<CommandId, RangeInclusive<Sequence>>,
    streams: BTreeMap<StreamId, Vec<usize>>,
    checkpoints: BTreeMap<CheckpointName, Checkpoint>,
}

impl MemoryLog {
    /// Makes an empty log.
    pub fn new(ledger: LedgerId) -> Self {
        Self {
            ledger,
            events: Vec::new(),
            ids: BTreeMap::new(),
            commands: BTreeMap::new(),
            streams: BTreeMap::new(),
            checkpoints: BTreeMap::new(),
        }
    }

    fn hash_after(&self, sequence: Sequence) -> Option<HashValue> {
        match usize::try_from(sequence.get()).ok()?.checked_sub(1) {
            None => Some(self.ledger.genesis()),
            Some(index) => self.events.get(index).map(|event| event.hash),
        }
    }
}

impl EventLog for MemoryLog {
    fn ledger_id(&self) -> LedgerId {
        self.ledger
    }

    fn head(&self) -> Head {
        let last = self.events.last();
        Head {
            sequence: last.map_or(Sequence::ORIGIN, |event| event.sequence),
            hash: last.map_or_else(|| self.ledger.genesis(), |event| event.hash),
            recorded_at: last.map(|event| event.recorded_at),
        }
    }

    fn append(&mut self, append: Append) -> Result<Appended, AppendError> {
        if let Some(sequences) = self.commands.get(&append.command_id) {
            return Ok(Appended { sequences: sequences.clone(), duplicate: true });
        }
        let head = self.head();
        let actual = self.stream_version(&append.stream)?;
        check(&append, head.recorded_at, actual, |id| Ok(self.ids.contains_key(&id)))?;
        let mut stored = Vec::with_capacity(append.events.len());
        encode(&append, &head, |Encoded { text, previous, hash, .. }| {
            let envelope = Envelope::parse(text.as_bytes());
            stored.extend(envelope.and_then(|envelope| envelope.to_stored(previous, hash)));
        })?;
        let first = head.sequence.next();
        let indexes = self.streams.entry(append.stream).or_default();
        for event in stored {
            indexes.push(self.events.len());
            self.ids.insert(event.id, self.events.len());
            self.events.push(event);
        }
        let sequences = first..=self.head().sequence;
        self.commands.insert(append.command_id, sequences.clone());
        Ok(Appended { sequences, duplicate: false })
    }

    fn read(&self, from: Sequence) -> Result<Events<'_>, ReadError> {
        let start = usize::try_from(from.get()).unwrap_or(usize::MAX).saturating_sub(1);
        Ok(Box::new(self.events.iter().skip(start).cloned().map(Ok)))
    }

    fn read_stream(&self, stream: &StreamId) -> Result<Events<'_>, ReadError> {
        let indexes = self.streams.get(stream).map_or(&[][..], Vec::as_slice);
        Ok(Box::new(indexes.iter().filter_map(|&index| self.events.get(index).cloned().map(Ok))))
    }

    fn stream_version(&self, stream: &StreamId) -> Result<StreamVersion, ReadError> {
        let events = self.streams.get(stream).map_or(0, Vec::len);
        Ok(StreamVersion::new(events as u64))
    }

    fn find(&self, id: EventId) -> Result<Option<StoredEvent>, ReadError> {
        Ok(self.ids.get(&id).and_then(|&index| self.events.get(index).cloned()))
    }

    fn command(&self, id: CommandId) -> Result<Option<RangeInclusive<Sequence>>, ReadError> {
        Ok(self.commands.get(&id).cloned())
    }

    fn load_checkpoint(
        &self,
        name: &CheckpointName,
        fingerprint: &str,
    ) -> Result<Option<Checkpoint>, ReadError> {
        let fits = |checkpoint: &&Checkpoint| {
            checkpoint.fingerprint == fingerprint
                && self.hash_after(checkpoint.sequence) == Some(checkpoint.head_hash)
        };
        Ok(self.checkpoints.get(name).filter(fits).cloned())
    }

    fn save_checkpoint(
        &mut self,
        name: &CheckpointName,
        checkpoint: &Checkpoint,
    ) -> Result<(), CheckpointError> {
        self.checkpoints.insert(name.clone(), checkpoint.clone());
        Ok(())
    }
}
