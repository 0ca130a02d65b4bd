//! Blocks: the index of a fixed number of consecutive events, never changed once it is made.
//!
//! A look-up needs an id's position. Tables of single ids in sled cost seconds to build for a
//! million events, and a lost entry would go unnoticed: the id would simply seem new. A block
//! holds the ids of its events sorted, under one digest, and the blocks have no gap, so whatever
//! is missing or altered is noticed, and the same events always give the same bytes.

use std::collections::BTreeMap;

use taizhang_core::ids::{CommandId, EventId};
use uuid::Uuid;

use crate::HashValue;
use crate::envelope::Envelope;

/// Number of events of a block.
pub(crate) const BLOCK_EVENTS: u64 = 256;

const EVENT_ENTRY: usize = 16 + 4;
const COMMAND_ENTRY: usize = 16 + 4 + 4;

/// Consecutive events of one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) stream: String,
    /// Version of the stream after the first event of the run.
    pub(crate) version: u64,
    /// Position of the first event.
    pub(crate) sequence: u64,
    pub(crate) events: u64,
}

/// What is kept in memory of every block: enough to know whether it is worth reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Brief {
    /// Hash of the block's last event.
    pub(crate) hash: HashValue,
    /// Digest of the block's bytes.
    pub(crate) digest: HashValue,
    /// Least and greatest event id.
    pub(crate) events: (Uuid, Uuid),
    /// Least and greatest command id that begins in the block; none if none does.
    pub(crate) commands: Option<(Uuid, Uuid)>,
    pub(crate) runs: Vec<Run>,
}

/// A full block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Number of the block, from 0.
    pub(crate) number: u32,
    pub(crate) brief: Brief,
    pub(crate) entries: Entries,
}

/// The sorted ids of a block, as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entries(pub(crate) Vec<u8>);

impl Entries {
    /// Returns the position of an event.
    pub(crate) fn event(&self, id: EventId, number: u32) -> Option<u64> {
        let events = self.0.get(..EVENT_ENTRY * usize::try_from(BLOCK_EVENTS).ok()?)?;
        let entry = search::<EVENT_ENTRY>(events, id.as_uuid())?;
        Some(first_of(number) + u64::from(u32_at(entry, 16)))
    }

    /// Returns the first position and the number of events of a command that begins here.
    pub(crate) fn command(&self, id: CommandId, number: u32) -> Option<(u64, u32)> {
        let commands = self.0.get(EVENT_ENTRY * usize::try_from(BLOCK_EVENTS).ok()?..)?;
        let entry = search::<COMMAND_ENTRY>(commands, id.as_uuid())?;
        Some((first_of(number) + u64::from(u32_at(entry, 16)), u32_at(entry, 20)))
    }
}

/// Returns the position of the first event of a block.
pub(crate) fn first_of(number: u32) -> u64 {
    u64::from(number) * BLOCK_EVENTS + 1
}

fn search<'a, const ENTRY: usize>(entries: &'a [u8], id: &Uuid) -> Option<&'a [u8; ENTRY]> {
    let entries = entries.as_chunks::<ENTRY>().0;
    let found = entries.binary_search_by(|entry| entry[..16].cmp(id.as_bytes().as_slice()));
    found.ok().map(|at| &entries[at])
}

fn u32_at(entry: &[u8], at: usize) -> u32 {
    entry[at..at + 4].iter().fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// What the index keeps of an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) sequence: u64,
    pub(crate) id: Uuid,
    pub(crate) command: Uuid,
    pub(crate) part: (u32, u32),
    pub(crate) stream: &'a str,
    pub(crate) stream_version: u64,
}

impl<'a> From<&'a Envelope<'_>> for Entry<'a> {
    fn from(envelope: &'a Envelope<'_>) -> Self {
        Self {
            sequence: envelope.sequence,
            id: envelope.id,
            command: envelope.command,
            part: envelope.part,
            stream: &envelope.stream,
            stream_version: envelope.stream_version,
        }
    }
}

/// The events after the last full block.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockBuilder {
    number: u32,
    hash: Option<HashValue>,
    events: Vec<Uuid>,
    /// Command, index of its first event in the block, number of its events.
    commands: Vec<(Uuid, u32, u32)>,
    runs: Vec<Run>,
}

impl BlockBuilder {
    /// Begins with the first event of a block.
    pub(crate) fn starting_at(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Takes the next event in; returns the block that it fills.
    pub(crate) fn push(&mut self, entry: Entry<'_>, hash: HashValue) -> Option<Block> {
        let index = u32::try_from(self.events.len()).ok()?;
        self.hash = Some(hash);
        self.events.push(entry.id);
        if entry.part.0 == 1 {
            self.commands.push((entry.command, index, entry.part.1));
        }
        match self.runs.last_mut() {
            Some(run) if run.stream == entry.stream => run.events += 1,
            _ => self.runs.push(Run {
                stream: entry.stream.to_owned(),
                version: entry.stream_version,
                sequence: entry.sequence,
                events: 1,
            }),
        }
        (self.events.len() as u64 == BLOCK_EVENTS).then(|| self.seal(hash))
    }

    pub(crate) fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Returns the position of the last event taken in.
    pub(crate) fn through(&self) -> u64 {
        first_of(self.number) - 1 + self.events.len() as u64
    }

    pub(crate) fn event(&self, id: EventId) -> Option<u64> {
        let index = self.events.iter().position(|event| event == id.as_uuid())?;
        Some(first_of(self.number) + index as u64)
    }

    pub(crate) fn command(&self, id: CommandId) -> Option<(u64, u32)> {
        let found = self.commands.iter().find(|(command, ..)| command == id.as_uuid())?;
        Some((first_of(self.number) + u64::from(found.1), found.2))
    }

    fn seal(&mut self, hash: HashValue) -> Block {
        let next = Self::starting_at(self.number + 1);
        let Self { number, mut commands, events, runs, .. } = std::mem::replace(self, next);
        let mut sorted: Vec<(Uuid, u32)> = events.into_iter().zip(0..).collect();
        sorted.sort_unstable();
        commands.sort_unstable();
        let mut bytes =
            Vec::with_capacity(sorted.len() * EVENT_ENTRY + commands.len() * COMMAND_ENTRY);
        for (id, index) in &sorted {
            bytes.extend_from_slice(id.as_bytes());
            bytes.extend_from_slice(&index.to_be_bytes());
        }
        for (id, index, count) in &commands {
            bytes.extend_from_slice(id.as_bytes());
            bytes.extend_from_slice(&index.to_be_bytes());
            bytes.extend_from_slice(&count.to_be_bytes());
        }
        let ends = |first: Option<Uuid>, last: Option<Uuid>| first.zip(last);
        let event_ends = ends(sorted.first().map(|e| e.0), sorted.last().map(|e| e.0));
        let brief = Brief {
            hash,
            digest: HashValue::of(&bytes),
            events: event_ends.unwrap_or_default(),
            commands: ends(commands.first().map(|c| c.0), commands.last().map(|c| c.0)),
            runs,
        };
        Block { number, brief, entries: Entries(bytes) }
    }
}

impl Brief {
    /// Returns the brief as it is stored: its digest, then its fields.
    pub(crate) fn to_bytes(&self, number: u32) -> Vec<u8> {
        let mut bytes = number.to_be_bytes().to_vec();
        bytes.extend_from_slice(self.hash.as_bytes());
        bytes.extend_from_slice(self.digest.as_bytes());
        let (least, greatest) = self.commands.unwrap_or_default();
        for id in [self.events.0, self.events.1, least, greatest] {
            bytes.extend_from_slice(id.as_bytes());
        }
        bytes.push(u8::from(self.commands.is_some()));
        for run in &self.runs {
            for number in [run.version, run.sequence, run.events, run.stream.len() as u64] {
                bytes.extend_from_slice(&number.to_be_bytes());
            }
            bytes.extend_from_slice(run.stream.as_bytes());
        }
        [HashValue::of(&bytes).as_bytes().as_slice(), &bytes].concat()
    }

    /// Reads a stored brief; `None` if it is damaged or another block's.
    pub(crate) fn parse(stored: &[u8], number: u32) -> Option<Self> {
        let (digest, bytes) = stored.split_first_chunk::<32>()?;
        if HashValue::of(bytes).as_bytes() != digest {
            return None;
        }
        let (found, rest) = bytes.split_first_chunk::<4>()?;
        let (hash, rest) = rest.split_first_chunk::<32>()?;
        let (digest, mut rest) = rest.split_first_chunk::<32>()?;
        let mut ids = [Uuid::nil(); 4];
        for id in &mut ids {
            let (bytes, after) = rest.split_first_chunk::<16>()?;
            *id = Uuid::from_bytes(*bytes);
            rest = after;
        }
        let (has_commands, mut rest) = rest.split_first()?;
        let mut runs = Vec::new();
        while !rest.is_empty() {
            let (numbers, after) = rest.split_first_chunk::<32>()?;
            let number = |at: usize| {
                numbers[at * 8..at * 8 + 8].iter().fold(0, |n, &b| n << 8 | u64::from(b))
            };
            let (stream, after) = after.split_at_checked(usize::try_from(number(3)).ok()?)?;
            runs.push(Run {
                stream: std::str::from_utf8(stream).ok()?.to_owned(),
                version: number(0),
                sequence: number(1),
                events: number(2),
            });
            rest = after;
        }
        (*found == number.to_be_bytes()).then(|| Self {
            hash: HashValue::from_bytes(*hash),
            digest: HashValue::from_bytes(*digest),
            events: (ids[0], ids[1]),
            commands: (*has_commands == 1).then_some((ids[2], ids[3])),
            runs,
        })
    }
}

/// Runs of every stream, joined where they touch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Streams(BTreeMap<String, Vec<Run>>);

impl Streams {
    /// Takes in runs that come after those already taken in.
    pub(crate) fn extend(&mut self, runs: &[Run]) {
        for run in runs {
            let known = self.0.entry(run.stream.clone()).or_default();
            match known.last_mut() {
                Some(last) if last.sequence + last.events == run.sequence => {
                    last.events += run.events;
                }
                _ => known.push(run.clone()),
            }
        }
    }

    pub(crate) fn of(&self, stream: &str) -> &[Run] {
        self.0.get(stream).map_or(&[], Vec::as_slice)
    }
}
