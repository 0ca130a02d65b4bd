//! The one spelling of a JSON value that may be stored.
//!
//! A hash covers bytes, so a value must have exactly one spelling: no white space, object keys
//! unique and sorted by their UTF-8 bytes, integers only, and in strings nothing escaped but the
//! quotation mark, the backslash and the control characters below U+0020.

mod scanner;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use scanner::Scanner;

/// Room for the text of most payloads, so that it need not grow while it is written.
const USUAL_BYTES: usize = 512;

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
    /// Writes `value` in canonical form.
    pub fn from_serialize(value: &impl Serialize) -> Result<Self, CanonicalJsonError> {
        let value = serde_json::to_value(value).map_err(CanonicalJsonError::Serialize)?;
        Self::from_value(&value)
    }

    /// Writes a JSON value in canonical form.
    pub fn from_value(value: &Value) -> Result<Self, CanonicalJsonError> {
        if !value.is_object() {
            return Err(CanonicalJsonError::NotObject);
        }
        let mut text = String::with_capacity(USUAL_BYTES);
        write_value(&mut text, value)?;
        Ok(Self(text.into_boxed_str()))
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

fn write_value(text: &mut String, value: &Value) -> Result<(), CanonicalJsonError> {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Number(number) => {
            let integer = number.is_i64() || number.is_u64();
            if !integer {
                return Err(CanonicalJsonError::NotInteger { number: number.to_string() });
            }
            text.push_str(&number.to_string());
        }
        Value::String(string) => write_string(text, string),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_value(text, item)?;
            }
            text.push(']');
        }
        // serde_json keeps or sorts keys depending on a feature any crate of a build may turn on.
        Value::Object(members) => {
            if members.keys().is_sorted() {
                write_members(text, members)?;
            } else {
                let mut sorted: Vec<_> = members.iter().collect();
                sorted.sort_unstable_by_key(|(key, _)| key.as_bytes());
                write_members(text, sorted)?;
            }
        }
    }
    Ok(())
}

fn write_members<'v>(
    text: &mut String,
    members: impl IntoIterator<Item = (&'v String, &'v Value)>,
) -> Result<(), CanonicalJsonError> {
    text.push('{');
    for (index, (key, member)) in members.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        write_string(text, key);
        text.push(':');
        write_value(text, member)?;
    }
    text.push('}');
    Ok(())
}

/// Appends `string` as a canonical JSON string.
pub(crate) fn write_string(text: &mut String, string: &str) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    text.push('"');
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
    text.push('"');
}

/// Checks that `text` is the canonical text of one object and nothing more.
fn check_object(text: &str) -> Result<(), CanonicalJsonError> {
    let mut scanner = Scanner::new(text);
    scanner.take_object()?;
    if scanner.rest().is_empty() { Ok(()) } else { scanner.refuse("text follows the object") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
