//! Append-only, hash-chained event log with a journal and a sled index.
//!
//! The log knows nothing of budgets: an event's payload is opaque canonical JSON. The journal, a
//! text file in segments, is the one place where events are; it is on the disk before an append is
//! acknowledged. The index in sled and the checkpoints follow from it and can be made anew. The
//! library never prints: what it puts right by itself is returned as a [`Notice`].

mod admission;
mod backup;
mod canonical_json;
mod checkpoint;
mod damage;
mod disk;
mod durable;
mod envelope;
mod event;
mod evidence;
mod form_fault;
mod hash;
mod index;
mod journal;
mod lock;
mod log;
mod memory;
mod notice;
mod recorded_at;
mod sealed;
mod shared;
mod verify;
mod witness;

pub use backup::{
    BackupError, BackupFile, BackupFlaw, Manifest, RestoreError, restore, verify_backup,
};
pub use canonical_json::{CanonicalJson, CanonicalJsonError, CanonicalWriter};
pub use damage::{Damage, DamageKind};
pub use disk::{Disk, DiskFile, RealDisk, Stamp};
pub use durable::{DurableLog, OpenError, Settings};
pub use event::{
    Append, Appended, EventType, EventTypeError, Head, LedgerId, NewEvent, StoredEvent,
};
pub use evidence::{EvidenceError, EvidenceStore};
pub use form_fault::FormFault;
pub use hash::{HashValue, HashValueError};
pub use lock::{Holder, LockError, check_lock};
pub use log::{
    AppendError, Checkpoint, CheckpointError, CheckpointName, CheckpointNameError, EventLog,
    Events, ReadError,
};
pub use memory::MemoryLog;
pub use notice::{IndexFault, NoteFault, Notice};
pub use recorded_at::{RecordedAt, RecordedAtError};
pub use shared::SharedLog;
pub use verify::{Chain, Standing, Verification, verify_chain};
pub use witness::Witness;
