//! However a book comes about, it is the same book.

use proptest::prelude::*;
use taizhang_core::book::{AsOf, Book};
use taizhang_core::event::Event;
use taizhang_core::ids::Sequence;

use super::steps::{play, steps};

fn stored(book: &Book) -> String {
    serde_json::to_string(book).expect("a book has a JSON form")
}

fn restored(json: &str) -> Book {
    serde_json::from_str(json).expect("a stored book can be read")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn replay_equals_the_live_fold(steps in steps()) {
        let (story, live) = play(&steps, |_, _| {});
        prop_assert_eq!(story.book(), live);
    }

    #[test]
    fn as_of_a_sequence_is_the_prefix(steps in steps(), at in any::<prop::sample::Index>()) {
        let (story, _) = play(&steps, |_, _| {});
        let position = at.index(story.events().len() + 1);
        let last = Sequence::new(u64::try_from(position).unwrap());
        let as_of = story.book_as_of(AsOf { date: None, sequence: Some(last) });
        let prefix = Book::fold(&story.events()[..position], AsOf::default());
        prop_assert_eq!(Ok(as_of), prefix);
    }

    /// A book goes on from its checkpoint as if it had never been put down.
    #[test]
    fn a_checkpoint_is_the_book(steps in steps(), at in any::<prop::sample::Index>()) {
        let (story, live) = play(&steps, |_, _| {});
        let position = at.index(story.events().len() + 1);
        let (before, after) = story.events().split_at(position);
        let checkpoint = Book::fold(before, AsOf::default()).unwrap();
        let json = stored(&checkpoint);
        let mut book = restored(&json);
        prop_assert_eq!(&book, &checkpoint);
        prop_assert_eq!(stored(&book), json, "the same book is the same bytes");
        for recorded in after {
            book.apply(recorded).unwrap();
        }
        prop_assert_eq!(&book, &live);
        prop_assert_eq!(stored(&book), stored(&live));
    }

    #[test]
    fn every_recorded_event_is_read_back(steps in steps()) {
        let (story, _) = play(&steps, |_, _| {});
        for recorded in story.events() {
            let kind = recorded.event.kind();
            let payload = recorded.event.payload().unwrap().to_string();
            let read = Event::decode(kind.name, kind.version, &payload).unwrap();
            prop_assert_eq!(&read, &recorded.event);
            prop_assert_eq!(read.payload().unwrap().to_string(), payload);
        }
    }
}
