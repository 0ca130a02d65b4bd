//! Activities with their counted results.

use taizhang_core::book::Book;
use taizhang_export::{ActivityEntry, ResultEntry};

pub(super) fn entries(book: &Book) -> Vec<ActivityEntry> {
    let mut entries: Vec<ActivityEntry> = book
        .activities()
        .iter()
        .map(|statement| {
            let activity = &statement.fact;
            let results = activity.results.iter().map(|result| ResultEntry {
                measure: result.measure.to_string(),
                name: result.name.clone(),
                quantity: result.quantity.clone(),
            });
            ActivityEntry {
                sequence: statement.sequence.get(),
                id: activity.id.to_string(),
                name: activity.name.clone(),
                kind: activity.kind.clone(),
                start: activity.start,
                end: activity.end,
                place: activity.place.clone(),
                results: results.collect(),
            }
        })
        .collect();
    entries.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
    entries
}
