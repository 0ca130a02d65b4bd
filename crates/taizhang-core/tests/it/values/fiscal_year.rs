//! The fiscal year: 1 January to 31 December (预算法 art. 18, article number unverified).

use taizhang_core::FiscalYear;
use taizhang_testutils::builders::{day, year};

#[test]
fn a_year_has_both_its_edges() {
    assert_eq!((year().first_day(), year().last_day()), (day("2022-01-01"), day("2022-12-31")));
    for (on, is_within) in
        [("2021-12-31", false), ("2022-01-01", true), ("2022-12-31", true), ("2023-01-01", false)]
    {
        assert_eq!(year().contains(day(on)), is_within, "{on}");
    }
}

#[test]
fn years_reach_from_1949_to_2999() {
    for text in ["1949", "2999"] {
        assert_eq!(text.parse::<FiscalYear>().unwrap().to_string(), text);
    }
    for text in ["1948", "3000", "", "22", "02022", "+202", "２０２２", "2022 ", "二〇二二"]
    {
        assert_eq!(text.parse::<FiscalYear>().expect_err("it is no year").text, text);
    }
    assert!(serde_json::from_str::<FiscalYear>("1948").is_err());
}

#[test]
fn the_first_year_has_none_before() {
    assert_eq!(year().previous().map(FiscalYear::get), Some(2021));
    assert_eq!("1949".parse::<FiscalYear>().unwrap().previous(), None);
}
