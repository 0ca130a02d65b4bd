//! A disk in memory that knows what would survive a power cut, and fails when told to.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use taizhang_store::{Disk, DiskFile, Stamp};

/// How the operation fails that is told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Half of the bytes are written, then there is an error.
    ShortWrite,
    /// The disk is full; nothing happens.
    NoSpace,
    /// The disk reports an error; nothing happens. After a sync, what was not on the disk is
    /// forgotten: files show it, later syncs do not write it, as on Linux.
    Failure,
    /// The power goes: this operation and all later ones fail.
    PowerCut,
}

/// What of the bytes that were not synced reaches the disk before the power goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survival {
    /// Nothing.
    Nothing,
    /// Everything: only the process ended.
    Everything,
    /// The first part of each range, in thousandths.
    Prefix(u32),
    /// The length and every other block of 512 bytes; the others read as zeros.
    EveryOtherBlock,
}

/// A disk in memory.
#[derive(Clone, Debug, Default)]
pub struct SimulatedDisk(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    files: Vec<Node>,
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
    operations: usize,
    plan: Option<(Range<usize>, Fault)>,
    power_is_out: bool,
}

/// A file: what programs see, and what is on the disk.
#[derive(Clone, Debug, Default)]
struct Node {
    seen: Vec<u8>,
    durable: Vec<u8>,
    /// Ranges that the next sync writes.
    dirty: Vec<Range<usize>>,
    /// How often it was changed, in the place of a time.
    changes: i64,
}

impl SimulatedDisk {
    /// Makes an empty disk.
    pub fn new() -> Self {
        Self::default()
    }

    /// Tells the operation with this number, counted from now, to fail.
    pub fn fail_at(&self, operation: usize, fault: Fault) {
        self.fail_during(operation..operation + 1, fault);
    }

    /// Tells the operations with these numbers, counted from now, to fail.
    pub fn fail_during(&self, operations: Range<usize>, fault: Fault) {
        let mut state = self.state();
        state.operations = 0;
        state.plan = Some((operations, fault));
    }

    /// Returns how many operations that change the disk were made since the count began.
    pub fn operations(&self) -> usize {
        self.state().operations
    }

    /// Returns the disk that the machine finds when it starts again.
    #[must_use]
    pub fn after_power_cut(&self, survival: Survival) -> Self {
        let state = self.state();
        let all = survival == Survival::Everything;
        let names = if all { &state.names } else { &state.durable_names };
        let files = state.files.iter().map(|node| {
            let content = node.after_power_cut(survival);
            Node { seen: content.clone(), durable: content, dirty: Vec::new(), ..*node }
        });
        Self(Arc::new(Mutex::new(State {
            files: files.collect(),
            names: names.clone(),
            durable_names: names.clone(),
            folders: state.folders.clone(),
            ..State::default()
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Node {
    fn after_power_cut(&self, survival: Survival) -> Vec<u8> {
        let mut content = self.durable.clone();
        for range in &self.dirty {
            let written = self.seen.get(range.clone()).unwrap_or_default();
            let kept = match survival {
                Survival::Nothing => 0,
                Survival::Everything | Survival::EveryOtherBlock => written.len(),
                Survival::Prefix(thousandths) => written.len() * thousandths as usize / 1000,
            };
            write(&mut content, &written[..kept], range.start);
            if survival == Survival::EveryOtherBlock {
                let blocks = range.start / 512..=range.end / 512;
                for block in blocks.filter(|block| block % 2 == 1) {
                    let start = (block * 512).max(range.start);
                    let end = (block * 512 + 512).min(range.start + written.len());
                    content[start..end.max(start)].fill(0);
                }
            }
        }
        if survival == Survival::Everything { self.seen.clone() } else { content }
    }
}

fn write(content: &mut Vec<u8>, bytes: &[u8], at: usize) {
    if bytes.is_empty() {
        return;
    }
    if content.len() < at + bytes.len() {
        content.resize(at + bytes.len(), 0);
    }
    content[at..at + bytes.len()].copy_from_slice(bytes);
}

fn failure() -> io::Error {
    io::Error::other("the disk failed")
}

impl State {
    /// Counts an operation; returns its fault if it is told to fail.
    fn begin(&mut self) -> io::Result<Option<Fault>> {
        if self.power_is_out {
            return Err(failure());
        }
        let number = self.operations;
        self.operations += 1;
        match &self.plan {
            Some((at, Fault::PowerCut)) if at.contains(&number) => {
                self.power_is_out = true;
                Err(failure())
            }
            Some((at, fault)) if at.contains(&number) => Ok(Some(*fault)),
            _ => Ok(None),
        }
    }

    /// Counts an operation that happens as a whole or not at all.
    fn begin_whole(&mut self) -> io::Result<()> {
        match self.begin()? {
            Some(Fault::NoSpace) => Err(io::ErrorKind::StorageFull.into()),
            Some(_) => Err(failure()),
            None => Ok(()),
        }
    }

    fn find(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// An open file of a [`SimulatedDisk`].
#[derive(Debug)]
struct OpenFile {
    disk: SimulatedDisk,
    node: usize,
}

impl Disk for SimulatedDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let node = self.state().find(path)?;
        Ok(Box::new(OpenFile { disk: self.clone(), node }))
    }

    fn edit(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.open(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.state();
        state.begin_whole()?;
        let node = state.files.len();
        state.files.push(Node::default());
        state.names.insert(path.to_owned(), node);
        Ok(Box::new(OpenFile { disk: self.clone(), node }))
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        if self.state().names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.create(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin_whole()?;
        let node = state.find(from)?;
        state.names.remove(from);
        state.names.insert(to.to_owned(), node);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin_whole()?;
        state.find(path)?;
        state.names.remove(path);
        Ok(())
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin_whole()?;
        state.folders.insert(path.to_owned());
        Ok(())
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.begin_whole()?;
        let inside = |name: &&PathBuf| name.parent() == Some(path);
        let State { names, durable_names, .. } = &mut *state;
        durable_names.retain(|name, _| !inside(&name));
        let new = names.iter().filter(|(name, _)| inside(name));
        durable_names.extend(new.map(|(name, node)| (name.clone(), *node)));
        Ok(())
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        let state = self.state();
        if !state.folders.contains(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside = state.names.keys().filter(|name| name.parent() == Some(path));
        let names = inside.filter_map(|name| Some(name.file_name()?.to_str()?.to_owned()));
        Ok(names.collect())
    }
}

impl DiskFile for OpenFile {
    fn size(&self) -> io::Result<u64> {
        Ok(self.disk.state().files[self.node].seen.len() as u64)
    }

    fn stamp(&self) -> io::Result<Stamp> {
        let node = &self.disk.state().files[self.node];
        let (changed, length) = (node.changes, node.seen.len() as u64);
        Ok(Stamp { changed, length, modified: changed })
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let state = self.disk.state();
        let offset = usize::try_from(offset).map_err(io::Error::other)?;
        let content = state.files[self.node].seen.get(offset..).unwrap_or_default();
        let count = content.len().min(buffer.len());
        buffer[..count].copy_from_slice(&content[..count]);
        Ok(count)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        let fault = match state.begin() {
            Ok(fault) => fault,
            // What the power cut interrupts is written in part.
            Err(error) if state.power_is_out => {
                if state.plan.take().is_some_and(|(at, _)| at.start + 1 == state.operations) {
                    Some(Fault::ShortWrite)
                } else {
                    return Err(error);
                }
            }
            Err(error) => return Err(error),
        };
        let (kept, outcome) = match fault {
            None => (bytes.len(), Ok(())),
            Some(Fault::ShortWrite) => (bytes.len() / 2, Err(io::ErrorKind::StorageFull.into())),
            Some(Fault::NoSpace) => (0, Err(io::ErrorKind::StorageFull.into())),
            Some(Fault::Failure | Fault::PowerCut) => (0, Err(failure())),
        };
        let at = usize::try_from(offset).map_err(io::Error::other)?;
        let node = &mut state.files[self.node];
        node.changes += 1;
        write(&mut node.seen, &bytes[..kept], at);
        if kept > 0 {
            node.dirty.push(at..at + kept);
        }
        outcome
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        state.begin_whole()?;
        let length = usize::try_from(length).map_err(io::Error::other)?;
        let node = &mut state.files[self.node];
        node.changes += 1;
        node.seen.resize(length, 0);
        for range in &mut node.dirty {
            range.end = range.end.min(length);
            range.start = range.start.min(range.end);
        }
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let mut state = self.disk.state();
        let begun = state.begin_whole();
        let out = state.power_is_out;
        let node = &mut state.files[self.node];
        if let Err(error) = begun {
            if !out {
                node.dirty.clear();
            }
            return Err(error);
        }
        let Node { seen, durable, dirty, .. } = node;
        for range in dirty.drain(..) {
            write(durable, &seen[range.clone()], range.start);
        }
        durable.truncate(seen.len());
        Ok(())
    }
}
