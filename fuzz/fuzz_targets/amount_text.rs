//! Any text is typed as an amount. What is read prints as something that is read as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taizhang_core::amount_text::{parse_amount, parse_number};
use taizhang_core::money::with_thousands;

fuzz_target!(|text: &str| {
    if let Ok(money) = parse_amount(text) {
        let plain = parse_amount(&format!("{money}元"));
        assert_eq!(plain, Ok(money), "{text:?}");
        let grouped = with_thousands(&money.to_string());
        assert_eq!(parse_amount(&format!("{grouped}元")), Ok(money), "{text:?}");
        assert!(text.contains('元'), "an amount names its unit: {text:?}");
    }
    if let Ok(number) = parse_number(text) {
        assert_eq!(parse_number(&number.to_string()), Ok(number), "{text:?}");
    }
});
