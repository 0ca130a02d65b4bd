//! What every event log does, whatever keeps its events.

use taizhang_core::ids::{Sequence, StreamVersion};
use taizhang_store::{AppendError, Checkpoint, EventLog, StoredEvent};

use super::sample::{append, command_id, event_id, grow, ledger, moment, stream};

/// Checks a log that `open` gives; each call gives a new and empty one of [`ledger`].
///
/// # Panics
/// When the log does not do what every log does.
pub fn check_event_log(open: &mut dyn FnMut() -> Box<dyn EventLog>) {
    let checks: [fn(&mut dyn EventLog); 9] = [
        an_empty_log_has_the_genesis_as_head,
        events_come_back_as_they_were_appended,
        streams_are_versioned_apart,
        a_wrong_version_is_a_conflict_and_stores_nothing,
        a_known_command_stores_nothing,
        ids_and_times_are_checked,
        events_and_commands_are_found,
        the_hashes_form_a_chain,
        checkpoints_are_given_back_only_when_they_fit,
    ];
    for check in checks {
        check(&mut *open());
    }
}

fn all(log: &dyn EventLog, from: u64) -> Vec<StoredEvent> {
    let read = log.read(Sequence::new(from)).expect("the log can be read");
    read.collect::<Result<_, _>>().expect("every event can be read")
}

fn an_empty_log_has_the_genesis_as_head(log: &mut dyn EventLog) {
    let head = log.head();
    assert_eq!(log.ledger_id(), ledger());
    assert_eq!((head.sequence, head.hash), (Sequence::ORIGIN, ledger().genesis()));
    assert_eq!(head.recorded_at, None);
    assert_eq!(all(log, 0), []);
    assert_eq!(log.find(event_id(1)).expect("the log can be read"), None);
    assert_eq!(log.command(command_id(1)).expect("the log can be read"), None);
    let version = log.stream_version(&stream("101")).expect("the log can be read");
    assert_eq!(version, StreamVersion::EMPTY);
}

fn events_come_back_as_they_were_appended(log: &mut dyn EventLog) {
    let one = append(&stream("101"), 0, 1, 3);
    let appended = log.append(one.clone()).expect("the append is right");
    assert_eq!(appended.sequences, Sequence::new(1)..=Sequence::new(3));
    assert!(!appended.duplicate);
    let stored = all(log, 1);
    assert_eq!(stored.len(), 3);
    for ((new, stored), n) in one.events.iter().zip(&stored).zip(1..) {
        assert_eq!(stored.sequence, Sequence::new(n));
        assert_eq!(stored.stream_version, StreamVersion::new(n));
        assert_eq!(stored.stream, one.stream);
        assert_eq!(stored.command_id, one.command_id);
        assert_eq!(
            (stored.id, &stored.event_type, stored.schema_version, stored.occurred_on),
            (new.id, &new.event_type, new.schema_version, new.occurred_on)
        );
        assert_eq!(
            (stored.recorded_at, &stored.operator, stored.batch_id, &stored.data),
            (new.recorded_at, &new.operator, new.batch_id, &new.data)
        );
    }
    assert_eq!(all(log, 3), stored[2..]);
    assert_eq!(all(log, 4), []);
    let head = log.head();
    assert_eq!((head.sequence, head.hash), (stored[2].sequence, stored[2].hash));
    assert_eq!(head.recorded_at, Some(stored[2].recorded_at));
}

fn streams_are_versioned_apart(log: &mut dyn EventLog) {
    let (one, other) = (stream("101"), stream("102"));
    for (stream, count) in [(&one, 2), (&other, 1), (&one, 1), (&other, 2)] {
        grow(log, stream, count);
    }
    for (stream, sequences) in [(&one, [1, 2, 4]), (&other, [3, 5, 6])] {
        let read = log.read_stream(stream).expect("the log can be read");
        let events: Vec<_> = read.collect::<Result<_, _>>().expect("every event can be read");
        let found: Vec<_> =
            events.iter().map(|e| (e.sequence.get(), e.stream_version.get())).collect();
        assert_eq!(found, sequences.into_iter().zip(1..).collect::<Vec<_>>());
        let version = log.stream_version(stream).expect("the log can be read");
        assert_eq!(version, StreamVersion::new(3));
    }
    assert_eq!(log.read_stream(&stream("103")).expect("the log can be read").count(), 0);
}

fn a_wrong_version_is_a_conflict_and_stores_nothing(log: &mut dyn EventLog) {
    grow(log, &stream("101"), 2);
    for wrong in [0, 1, 3] {
        let error = log.append(append(&stream("101"), wrong, 10, 1));
        let Err(AppendError::Conflict { stream: of, expected, actual }) = error else {
            panic!("version {wrong} gave {error:?}");
        };
        assert_eq!(of, stream("101"));
        assert_eq!((expected.get(), actual.get()), (wrong, 2));
    }
    assert_eq!(log.head().sequence, Sequence::new(2));
    assert_eq!(log.command(command_id(10)).expect("the log can be read"), None);
}

fn a_known_command_stores_nothing(log: &mut dyn EventLog) {
    let first = append(&stream("101"), 0, 1, 2);
    log.append(first.clone()).expect("the append is right");
    grow(log, &stream("101"), 1);
    let before = log.head();
    let again = log.append(first).expect("a repeated command is no error");
    assert_eq!(again.sequences, Sequence::new(1)..=Sequence::new(2));
    assert!(again.duplicate);
    assert_eq!(log.head(), before);
}

fn ids_and_times_are_checked(log: &mut dyn EventLog) {
    let one = stream("101");
    grow(log, &one, 2);
    let mut empty = append(&one, 2, 10, 1);
    empty.events.clear();
    assert!(
        matches!(log.append(empty), Err(AppendError::Empty { command }) if command == command_id(10))
    );

    let mut taken = append(&one, 2, 10, 2);
    taken.events[1].id = event_id(1);
    let error = log.append(taken);
    assert!(matches!(error, Err(AppendError::DuplicateEvent { id }) if id == event_id(1)));

    let mut twice = append(&one, 2, 10, 2);
    twice.events[1].id = event_id(10);
    let error = log.append(twice);
    assert!(matches!(error, Err(AppendError::DuplicateEvent { id }) if id == event_id(10)));

    let mut later = append(&one, 2, 10, 1);
    later.events[0].recorded_at = moment(60);
    log.append(later).expect("time goes forward");
    let mut earlier = append(&one, 3, 11, 1);
    earlier.events[0].recorded_at = moment(59);
    let error = log.append(earlier);
    assert!(
        matches!(error, Err(AppendError::ClockBehind { recorded_at, tail })
            if recorded_at == moment(59) && tail == moment(60)),
        "{error:?}"
    );
    let mut same = append(&one, 3, 11, 1);
    same.events[0].recorded_at = moment(60);
    log.append(same).expect("two events may have one time");
    assert_eq!(log.head().sequence, Sequence::new(4));
}

fn events_and_commands_are_found(log: &mut dyn EventLog) {
    // Ids that do not rise with the sequence, and more events than a block of an index holds.
    let one = stream("101");
    let mut falling = append(&one, 0, 1, 700);
    for (event, n) in falling.events.iter_mut().zip(0..) {
        event.id = event_id(100_000 - n);
    }
    falling.command_id = command_id(9_000);
    log.append(falling).expect("ids need not rise");
    for round in 0..4 {
        let version = 700 + round * 300;
        log.append(append(&one, version, 1 + version, 300)).expect("the append is right");
    }
    for (id, sequence) in [(event_id(100_000), 1), (event_id(99_301), 700), (event_id(701), 701)] {
        let found = log.find(id).expect("the log can be read").expect("the event is there");
        assert_eq!((found.id, found.sequence.get()), (id, sequence));
    }
    assert_eq!(log.find(event_id(100_001)).expect("the log can be read"), None);
    assert_eq!(log.find(event_id(50_000)).expect("the log can be read"), None);
    for (id, range) in [(9_000, 1..=700), (701, 701..=1000), (1001, 1001..=1300)] {
        let found = log.command(command_id(id)).expect("the log can be read");
        assert_eq!(found, Some(Sequence::new(*range.start())..=Sequence::new(*range.end())));
    }
    assert_eq!(log.command(command_id(702)).expect("the log can be read"), None);
    let mut taken = append(&one, 1900, 2000, 1);
    taken.events[0].id = event_id(99_500);
    assert!(matches!(log.append(taken), Err(AppendError::DuplicateEvent { .. })));
}

fn the_hashes_form_a_chain(log: &mut dyn EventLog) {
    grow(log, &stream("101"), 3);
    grow(log, &stream("102"), 1);
    let mut before = ledger().genesis();
    for event in all(log, 1) {
        assert_eq!(event.previous_hash, before);
        assert_ne!(event.hash, before);
        before = event.hash;
    }
    assert_eq!(log.head().hash, before);
}

fn checkpoints_are_given_back_only_when_they_fit(log: &mut dyn EventLog) {
    let name = "figures".parse().expect("the name is valid");
    grow(log, &stream("101"), 3);
    let events = all(log, 1);
    let fitting = Checkpoint {
        fingerprint: "1".to_owned(),
        sequence: events[1].sequence,
        head_hash: events[1].hash,
        bytes: b"state\nof two lines".to_vec(),
    };
    assert_eq!(log.load_checkpoint(&name, "1").expect("the log can be read"), None);
    log.save_checkpoint(&name, &fitting).expect("the checkpoint can be saved");
    let loaded = log.load_checkpoint(&name, "1").expect("the log can be read");
    assert_eq!(loaded.as_ref(), Some(&fitting));
    assert_eq!(log.load_checkpoint(&name, "2").expect("the log can be read"), None);
    let other_hash = Checkpoint { head_hash: events[0].hash, ..fitting.clone() };
    let beyond = Checkpoint { sequence: Sequence::new(4), ..fitting.clone() };
    for misfit in [other_hash, beyond] {
        log.save_checkpoint(&name, &misfit).expect("the checkpoint can be saved");
        assert_eq!(log.load_checkpoint(&name, "1").expect("the log can be read"), None);
    }
    let at_start =
        Checkpoint { sequence: Sequence::ORIGIN, head_hash: ledger().genesis(), ..fitting };
    log.save_checkpoint(&name, &at_start).expect("the checkpoint can be saved");
    assert_eq!(log.load_checkpoint(&name, "1").expect("the log can be read"), Some(at_start));
}
