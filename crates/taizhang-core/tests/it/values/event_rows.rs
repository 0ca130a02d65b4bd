//! The rows of imported events: what is written is read back, and stays short.

use proptest::prelude::*;
use taizhang_core::event::{EventRows, EventRowsError, EventRowsWriter, RowSpan};

/// The list and row of each row of each event.
type Events = [Vec<(u32, u32)>];

fn written(events: &Events) -> EventRows {
    let mut writer = EventRowsWriter::default();
    for rows in events {
        writer.push(&RowSpan::joined(rows.iter().copied()));
    }
    writer.finish()
}

fn single(list: u32, row: u32) -> Vec<(u32, u32)> {
    vec![(list, row)]
}

#[test]
fn rows_of_events_are_short() {
    let cases: [(&Events, &str); 8] = [
        (&[], ""),
        (&[single(0, 2)], "2"),
        (&[single(0, 2), single(0, 3), single(0, 4)], "2*3"),
        (&[single(0, 4), single(0, 3), single(0, 2)], "4 3 2"),
        (&[single(0, 2), single(1, 3), single(1, 4), single(0, 3)], "2 1:3*2 0:3"),
        (&[vec![(0, 2), (0, 3), (0, 5)], single(0, 6)], "2-3+5 6"),
        (&[vec![(0, 2), (1, 9)], vec![], single(1, 10)], "2+1:9 - 10"),
        (&[single(0, u32::MAX - 1), single(0, u32::MAX)], "4294967294*2"),
    ];
    for (events, text) in cases {
        let rows = written(events);
        assert_eq!(rows.as_str(), text);
        let read: EventRows = text.parse().expect("what is written is read");
        let spans: Vec<_> = read.events().collect();
        let expected: Vec<_> = events.iter().cloned().map(RowSpan::joined).collect();
        assert_eq!(spans, expected, "{text}");
    }
}

/// An event of very many rows that do not follow each other names the first and the last of each list.
#[test]
fn scattered_rows_are_named_by_their_ends() {
    let scattered = |count: u32| vec![(0..count).map(|at| (0, 2 + at * 2)).collect::<Vec<_>>()];
    assert_eq!(written(&scattered(32)).as_str().matches('+').count(), 31);
    let rows = written(&scattered(33));
    assert_eq!(rows.as_str(), "2~66");
    let spans = rows.events().next().expect("there is one event");
    assert_eq!(spans, [RowSpan { list: 0, first: 2, last: 66, is_loose: true }]);
}

#[test]
fn what_names_no_rows_is_refused() {
    for (text, item) in [
        (" ", ""),
        ("2  3", ""),
        ("2 ", ""),
        ("0", "0"),
        ("02", "02"),
        ("+2", "+2"),
        ("x", "x"),
        ("5-2", "5-2"),
        ("2-2", "2-2"),
        ("2-3*2", "2-3*2"),
        ("2*1", "2*1"),
        ("2*", "2*"),
        ("1:", "1:"),
        ("01:2", "01:2"),
        ("2-3-4", "2-3-4"),
        ("4294967296", "4294967296"),
        ("4294967295*2", "4294967295*2"),
        ("--", "--"),
    ] {
        let error = text.parse::<EventRows>().expect_err(text);
        assert_eq!(error, EventRowsError { item: item.to_owned() }, "{text}");
    }
}

fn events() -> impl Strategy<Value = Vec<Vec<(u32, u32)>>> {
    let rows = prop::collection::btree_set((0_u32..3, 1_u32..40), 0..5);
    let one = (0_u32..3, 1_u32..40).prop_map(|row| vec![row]);
    let event = prop_oneof![3 => one, 1 => rows.prop_map(|rows| rows.into_iter().collect())];
    prop::collection::vec(event, 0..60)
}

proptest! {
    #[test]
    fn rows_are_read_back_as_they_were_written(events in events()) {
        let rows = written(&events);
        let read: EventRows = rows.as_str().parse().unwrap();
        let expected: Vec<_> = events.into_iter().map(RowSpan::joined).collect();
        prop_assert_eq!(read.events().collect::<Vec<_>>(), expected);
        prop_assert_eq!(read, rows);
    }

    /// Whatever is read names rows from 1, the first before the last.
    #[test]
    fn any_text_that_is_read_names_rows(text in "[0-9:*+~ -]{0,24}") {
        if let Ok(rows) = text.parse::<EventRows>() {
            for spans in rows.events().take(1_000) {
                prop_assert!(spans.iter().all(|span| 1 <= span.first && span.first <= span.last));
            }
        }
    }
}
