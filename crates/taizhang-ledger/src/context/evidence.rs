//! Evidence files with the events they prove.

use std::collections::BTreeMap;

use taizhang_core::event::{Event, Recorded};
use taizhang_core::ids::{EventId, Sequence};
use taizhang_export::EvidenceEntry;

pub(super) fn entries(events: &[Recorded]) -> Vec<EvidenceEntry> {
    let places: BTreeMap<EventId, Sequence> =
        events.iter().map(|recorded| (recorded.id, recorded.sequence)).collect();
    events.iter().filter_map(|recorded| entry(recorded, &places)).collect()
}

fn entry(recorded: &Recorded, places: &BTreeMap<EventId, Sequence>) -> Option<EvidenceEntry> {
    let Event::EvidenceAttached(evidence) = &recorded.event else { return None };
    Some(EvidenceEntry {
        sequence: recorded.sequence.get(),
        target: places.get(&evidence.target)?.get(),
        file_name: evidence.file_name.clone(),
        digest: evidence.digest.clone(),
        bytes: evidence.bytes,
        memo: evidence.memo.clone(),
    })
}
