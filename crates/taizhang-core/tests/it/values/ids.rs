//! Identities and figure keys.

use taizhang_core::figure::FigureKey;
use taizhang_core::ids::{LineId, Operator, Sequence, StreamId, UnitCode};

#[test]
fn text_ids_are_bounded_and_clean() {
    for text in ["2022-001", "指标一", "a b", &"一".repeat(38)] {
        assert_eq!(text.parse::<LineId>().unwrap().as_str(), text);
    }
    for text in ["", " 2022-001", "2022-001 ", "2022/001", "a\nb", &"一".repeat(39)] {
        assert_eq!(text.parse::<LineId>().expect_err("it is no id").text, text);
    }
    assert!("一".repeat(21).parse::<UnitCode>().is_ok());
    assert!("一".repeat(22).parse::<UnitCode>().is_err());
    assert!(serde_json::from_str::<Operator>(r#"" ""#).is_err());
}

#[test]
fn a_stream_is_a_unit_and_a_year() {
    let stream: StreamId = "062001/2022".parse().unwrap();
    assert_eq!((stream.unit.as_str(), stream.year.get()), ("062001", 2022));
    assert_eq!(stream.to_string(), "062001/2022");
    for text in ["062001", "062001/22", "/2022", "062001/2022/1"] {
        assert!(text.parse::<StreamId>().is_err(), "{text}");
    }
}

#[test]
fn sequences_start_at_1() {
    assert_eq!(Sequence::ORIGIN.next(), Sequence::new(1));
}

#[test]
fn a_figure_key_is_made_of_parts() {
    for text in ["outturn.basic", "share.economic.301", "activity.受众", "a"] {
        assert_eq!(text.parse::<FigureKey>().unwrap().as_str(), text);
    }
    for text in ["", ".", "a.", ".a", "a..b", "a b", "a\tb", "a\u{3000}b"] {
        assert_eq!(text.parse::<FigureKey>().expect_err("it is no key").text, text);
    }
}
