//! Any text is typed as a date. What is read with a year is read the same without one given, and
//! prints as something that is read as the same day.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taizhang_core::FiscalYear;
use taizhang_core::date_text::parse_date;

fuzz_target!(|text: &str| {
    let year = FiscalYear::try_from(2022).ok();
    let alone = parse_date(text, None);
    let in_year = parse_date(text, year);
    if let Ok(date) = alone {
        assert_eq!(in_year, Ok(date), "{text:?}");
    }
    if let Ok(date) = in_year {
        assert_eq!(parse_date(&date.to_string(), None), Ok(date), "{text:?}");
    }
});
