//! From an old payload to the current one, one explicit step per released version.

use serde_json::Value;

/// Turns a payload of `version` into one of the next version; nothing if no step is known.
pub(super) fn step(name: &str, version: u32, payload: Value) -> Option<Value> {
    match (name, version) {
        // Version 1 knew no number of the payment besides that of the voucher, so none is known, and no class
        // 设备 of the classification of 2022, so no holding is of it.
        ("disbursement_made" | "disbursement_returned" | "assets_recorded", 1) => Some(payload),
        ("reversed", 1) => reversed_from_1(payload),
        ("deviation_explained", 1) => deviation_explained_from_1(payload),
        ("reconciled", 1) => reconciled_from_1(payload),
        ("reconciled", 2) => reconciled_from_2(payload),
        _ => None,
    }
}

/// Version 1 embedded the cancelled event without its payload version; all payloads that existed
/// then had version 1.
fn reversed_from_1(mut payload: Value) -> Option<Value> {
    let embedded = payload.get_mut("event")?.as_object_mut()?;
    embedded.insert("version".to_owned(), Value::from(1));
    Some(payload)
}

/// Version 1 knew no classes of reasons, so none was stated.
fn deviation_explained_from_1(mut payload: Value) -> Option<Value> {
    payload.as_object_mut()?.insert("causes".to_owned(), Value::Array(Vec::new()));
    Some(payload)
}

/// Version 1 kept the sums only, not how many numbers agreed.
fn reconciled_from_1(mut payload: Value) -> Option<Value> {
    payload.as_object_mut()?.insert("compared".to_owned(), Value::Null);
    Some(payload)
}

/// Version 2 kept no names of lists, and counted what could not be told apart among the numbers that differ.
fn reconciled_from_2(mut payload: Value) -> Option<Value> {
    if let Some(numbers) = payload.get_mut("compared")?.as_object_mut() {
        numbers.insert("unclear".to_owned(), Value::from(0));
    }
    Some(payload)
}
