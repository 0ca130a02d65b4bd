//! The one spelling of a JSON value that may be stored.
//!
//! A hash covers bytes, so a value must have exactly one spelling: no white space, object keys
//! unique and sorted by their UTF-8 bytes, integers only, and in strings nothing escaped but the
//! quotation mark, the backslash and the control characters below U+0020.

mod scanner;
mod writer;

use std::fmt;

use serde::{Deserialize, Serialize};

pub(crate) use scanner::Scanner;
pub use writer::CanonicalWriter;

/// The canonical text of one JSON object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CanonicalJson(Box<str>);

/// A value that has no canonical text, or text that is not canonical.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalJsonError {
    /// The text breaks a rule at a byte.
    #[error("text is not canonical at byte {offset}: {reason}")]
    NotCanonical {
        /// Offset of the first byte that breaks the rule.
        offset: usize,
        /// The rule.
        reason: &'static str,
    },
    /// The value cannot be written as JSON.
    #[error("value cannot be written as json")]
    Serialize(#[source] serde_json::Error),
    /// The value holds a number that is not an integer.
    #[error("number {number} is not an integer of 64 bits")]
    NotInteger {
        /// The number as it would be printed.
        number: String,
    },
    /// The value is an array, a string or another value that is not an object.
    #[error("value is not an object")]
    NotObject,
}

impl CanonicalJson {
    /// Writes `value` in canonical form. For many values one [`CanonicalWriter`] is faster.
    pub fn from_serialize(value: &impl Serialize) -> Result<Self, CanonicalJsonError> {
        CanonicalWriter::default().write(value)
    }

    /// Accepts `text` when it is the canonical text of an object.
    pub fn parse(text: &str) -> Result<Self, CanonicalJsonError> {
        check_object(text)?;
        Ok(Self(text.into()))
    }

    /// Wraps text that the chain hash has already proved to be what was once checked.
    pub(crate) fn from_stored(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a value back.
    pub fn deserialize<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

impl fmt::Display for CanonicalJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Appends `string` as a canonical JSON string.
pub(crate) fn write_string(text: &mut String, string: &str) {
    text.push('"');
    push_escaped(text, string);
    text.push('"');
}

/// Appends `string` as it stands between the quotation marks of a canonical JSON string.
fn push_escaped(text: &mut String, string: &str) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // Nearly every text is plain. A loop without an early end is done many bytes at a time.
    let is_special = |byte| byte < 32 || byte == b'"' || byte == b'\\';
    if !string.bytes().fold(false, |found, byte| found | is_special(byte)) {
        text.push_str(string);
        return;
    }
    let mut plain_from = 0;
    for (at, byte) in string.bytes().enumerate() {
        let escape = match byte {
            b'"' => Some('"'),
            b'\\' => Some('\\'),
            8 => Some('b'),
            9 => Some('t'),
            10 => Some('n'),
            12 => Some('f'),
            13 => Some('r'),
            0..32 => None,
            _ => continue,
        };
        text.push_str(&string[plain_from..at]);
        plain_from = at + 1;
        text.push('\\');
        if let Some(letter) = escape {
            text.push(letter);
        } else {
            text.push_str("u00");
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    text.push_str(&string[plain_from..]);
}

/// Checks that `text` is the canonical text of one object and nothing more.
fn check_object(text: &str) -> Result<(), CanonicalJsonError> {
    let mut scanner = Scanner::new(text);
    scanner.take_object()?;
    if scanner.rest().is_empty() { Ok(()) } else { scanner.refuse("text follows the object") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::*;

    /// Every shape that serde knows of.
    #[derive(Clone, Debug, Serialize)]
    enum Shape {
        Unit,
        Newtype(Box<Shape>),
        Tuple(i64, Option<Box<Shape>>),
        Struct { zulu: u64, alpha: Vec<Shape>, mike: Option<char> },
        Map(BTreeMap<String, Shape>),
        Numbered(BTreeMap<i8, bool>),
        Text(String),
        Nothing(()),
        Renamed(Renamed),
    }

    #[derive(Clone, Debug, Serialize)]
    struct Renamed {
        #[serde(rename = "é\"")]
        first: i128,
        #[serde(rename = "a\\")]
        second: u8,
        #[serde(rename = "a\n", skip_serializing_if = "Option::is_none")]
        third: Option<u32>,
        #[serde(flatten)]
        rest: BTreeMap<String, u16>,
    }

    fn shape() -> impl Strategy<Value = Shape> {
        let renamed =
            (any::<i64>(), any::<u8>(), any::<Option<u32>>(), any::<BTreeMap<String, u16>>());
        let renamed = renamed.prop_map(|(first, second, third, rest)| Renamed {
            first: first.into(),
            second,
            third,
            rest,
        });
        let leaf = prop_oneof![
            Just(Shape::Unit),
            Just(Shape::Nothing(())),
            any::<String>().prop_map(Shape::Text),
            "[\u{0}-\u{30}\"\\\\]{0,9}".prop_map(Shape::Text),
            any::<BTreeMap<i8, bool>>().prop_map(Shape::Numbered),
            renamed.prop_map(Shape::Renamed),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let boxed = inner.clone().prop_map(Box::new);
            prop_oneof![
                boxed.clone().prop_map(Shape::Newtype),
                (any::<i64>(), proptest::option::of(boxed))
                    .prop_map(|(number, shape)| Shape::Tuple(number, shape)),
                (
                    any::<u64>(),
                    proptest::collection::vec(inner.clone(), 0..4),
                    any::<Option<char>>()
                )
                    .prop_map(|(zulu, alpha, mike)| Shape::Struct {
                        zulu,
                        alpha,
                        mike
                    }),
                proptest::collection::btree_map(any::<String>(), inner, 0..4).prop_map(Shape::Map),
            ]
        })
    }

    /// Writes a value whose members stand in the order of their keys, the plain way.
    fn write_value(text: &mut String, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => text.push_str(&value.to_string()),
            Value::String(string) => write_string(text, string),
            Value::Array(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    text.push_str(if index > 0 { "," } else { "" });
                    write_value(text, item);
                }
                text.push(']');
            }
            Value::Object(members) => write_members(text, members),
        }
    }

    fn write_members(text: &mut String, members: &Map<String, Value>) {
        let mut sorted: Vec<_> = members.iter().collect();
        sorted.sort_unstable_by_key(|(key, _)| key.as_bytes());
        text.push('{');
        for (index, (key, member)) in sorted.into_iter().enumerate() {
            text.push_str(if index > 0 { "," } else { "" });
            write_string(text, key);
            text.push(':');
            write_value(text, member);
        }
        text.push('}');
    }

    proptest! {
        #[test]
        fn any_value_is_written_as_by_way_of_a_tree(shapes in proptest::collection::vec(shape(), 1..4)) {
            let mut writer = CanonicalWriter::default();
            for shape in shapes {
                let shape = BTreeMap::from([("of", shape)]);
                let mut expected = String::new();
                write_value(&mut expected, &serde_json::to_value(&shape).unwrap());
                let written = writer.write(&shape).unwrap();
                prop_assert_eq!(written.as_str(), &expected);
                prop_assert_eq!(CanonicalJson::parse(&expected).unwrap(), written);
            }
        }
    }

    #[test]
    fn a_writer_that_failed_writes_the_next_value_whole() {
        let mut writer = CanonicalWriter::default();
        assert!(writer.write(&json!({"b": {"z": 1, "a": 1.5}})).is_err());
        assert!(writer.write(&json!([{"b": 1}])).is_err());
        let written = writer.write(&json!({"b": {"z": 1, "a": 2}, "a": 3})).unwrap();
        assert_eq!(written.as_str(), r#"{"a":3,"b":{"a":2,"z":1}}"#);
    }

    #[test]
    fn integers_beyond_64_bits_are_refused() {
        let written =
            |number: i128| CanonicalJson::from_serialize(&BTreeMap::from([("a", number)]));
        let (least, greatest) = (i128::from(i64::MIN), i128::from(u64::MAX));
        assert_eq!(written(least).unwrap().as_str(), r#"{"a":-9223372036854775808}"#);
        assert_eq!(written(greatest).unwrap().as_str(), r#"{"a":18446744073709551615}"#);
        assert!(written(least - 1).is_err());
        assert!(written(greatest + 1).is_err());
    }

    #[test]
    fn values_are_written_in_one_way() {
        let value = json!({"b": [1, -2, null, true], "a": {"é": "甘\u{1}\n\"", "z": u64::MAX}});
        let text = CanonicalJson::from_serialize(&value).unwrap();
        assert_eq!(
            text.as_str(),
            r#"{"a":{"z":18446744073709551615,"é":"甘\u0001\n\""},"b":[1,-2,null,true]}"#
        );
        assert_eq!(CanonicalJson::parse(text.as_str()).unwrap(), text);
        assert_eq!(text.deserialize::<Value>().unwrap(), value);
    }

    #[test]
    fn values_without_a_canonical_text_are_refused() {
        assert!(CanonicalJson::from_serialize(&json!([1])).is_err());
        let fraction: Value = serde_json::from_str(r#"{"a":1.5}"#).unwrap();
        assert!(CanonicalJson::from_serialize(&fraction).is_err());
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in [
            "",
            "[]",
            "{} ",
            r#"{"a": 1}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"b":1,"a":2}"#,
            r#"{"a":1.0}"#,
            r#"{"a":1e3}"#,
            r#"{"a":01}"#,
            r#"{"a":-0}"#,
            r#"{"a":99999999999999999999}"#,
            r#"{"a":"\/"}"#,
            r#"{"a":"\u0041"}"#,
            r#"{"a":"\u000a"}"#,
            r#"{"a":"\u001F"}"#,
            "{\"a\":\"\n\"}",
            r#"{"a":tru}"#,
            r#"{"a":[1,]}"#,
            r#"{"a":1,}"#,
            r#"{"a"#,
            r#"{"a":"\"#,
        ] {
            assert!(CanonicalJson::parse(text).is_err(), "{text}");
        }
        assert!(CanonicalJson::parse(&format!("{{\"a\":{}", "[".repeat(100_000))).is_err());
    }
}
