//! Any text is typed as a document number. What is read prints as something that is read as the
//! same, in hexagonal brackets.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taizhang_core::DocumentNumber;

fuzz_target!(|text: &str| {
    if let Ok(number) = text.parse::<DocumentNumber>() {
        let printed = number.to_string();
        assert_eq!(printed.parse::<DocumentNumber>().as_ref(), Ok(&number), "{text:?}");
        assert!(printed.contains('〔') && printed.ends_with('号'), "{text:?}");
        assert!(number.number() > 0, "{text:?}");
    }
});
