//! Dates as people type them (ui reference 5.4).

use taizhang_core::date_text::{DateTextError, parse_date};
use taizhang_testutils::builders::{day, year};

#[track_caller]
fn read(text: &str, date: &str) {
    assert_eq!(parse_date(text, Some(year())), Ok(day(date)), "{text}");
}

#[track_caller]
fn refuse(text: &str, error: impl FnOnce(String) -> DateTextError) {
    assert_eq!(parse_date(text, Some(year())), Err(error(text.to_owned())));
}

#[test]
fn all_usual_spellings_are_read() {
    for text in [
        "2022-6-30",
        "2022-06-30",
        "2022/6/30",
        "2022.6.30",
        "20220630",
        "2022年6月30日",
        "２０２２－６－３０",
        "２０２２年０６月３０日",
        "2022-06-30 ",
    ] {
        read(text, "2022-06-30");
    }
}

#[test]
fn month_and_day_belong_to_the_known_year() {
    for text in ["6-30", "6/30", "06.30", "6月30日"] {
        read(text, "2022-06-30");
        let no_year = DateTextError::NoYear { text: text.to_owned() };
        assert_eq!(parse_date(text, None), Err(no_year));
    }
    assert_eq!(parse_date("2021-6-30", None), Ok(day("2021-06-30")));
}

#[test]
fn days_that_the_calendar_lacks_are_refused() {
    for text in ["2022-6-31", "2022-02-29", "2022-13-01", "2022-00-10", "20220631", "6-31"] {
        refuse(text, |text| DateTextError::NoSuchDay { text });
    }
    read("2024-02-29", "2024-02-29");
}

#[test]
fn years_have_four_digits() {
    for text in ["22-6-30", "022-6-30", "22年6月30日"] {
        refuse(text, |text| DateTextError::ShortYear { text });
    }
}

/// Month and day are not told apart, even where only one reading is a day.
#[test]
fn a_year_does_not_stand_last() {
    for text in ["03/01/2025", "30/6/2022", "6.30.2022"] {
        refuse(text, |text| DateTextError::YearLast { text });
    }
}

#[test]
fn other_spellings_are_refused() {
    for text in [
        "",
        "今天",
        "2022",
        "2022-6",
        "202263",
        "2022-6/30",
        "2022-6-30-1",
        "2022年6月30",
        "6月三十日",
        "2022-006-30",
    ] {
        let refused = parse_date(text, Some(year())).expect_err("it is no date");
        let no_such_day = DateTextError::NoSuchDay { text: text.to_owned() };
        let spelling = DateTextError::Spelling { text: text.to_owned() };
        let short_year = DateTextError::ShortYear { text: text.to_owned() };
        assert!([spelling, no_such_day, short_year].contains(&refused), "{text}: {refused:?}");
    }
}
