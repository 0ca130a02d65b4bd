//! Text that is accepted as canonical is exactly what its value is written as.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taizhang_store::CanonicalJson;

fuzz_target!(|text: &str| {
    let canonical = CanonicalJson::parse(text).ok();
    let value = serde_json::from_str::<serde_json::Value>(text).ok();
    let written = value.and_then(|value| CanonicalJson::from_serialize(&value).ok());
    match (canonical, written) {
        (Some(canonical), Some(written)) => assert_eq!(canonical, written),
        (Some(canonical), None) => panic!("{canonical} is not the text of any value"),
        // What is not canonical is written in another way, or nests deeper than is stored.
        (None, Some(written)) => {
            assert!(written.as_str() != text || CanonicalJson::parse(text).is_err());
        }
        (None, None) => {}
    }
});
