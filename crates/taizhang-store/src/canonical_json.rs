//! The one spelling of a JSON value that may be stored.
//!
//! A hash covers bytes, so a value must have exactly one spelling: no white space, object keys
//! unique and sorted by their UTF-8 bytes, integers only, and in strings nothing escaped but the
//! quotation mark, the backslash and the control characters below U+0020.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Nesting deeper than this is refused, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 64;

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
        if !value.is_object() {
            return Err(CanonicalJsonError::NotObject);
        }
        let mut text = String::new();
        write_value(&mut text, &value)?;
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
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_unstable_by_key(|(key, _)| key.as_bytes());
            text.push('{');
            for (index, (key, member)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_string(text, key);
                text.push(':');
                write_value(text, member)?;
            }
            text.push('}');
        }
    }
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

/// Reads canonical JSON from the left.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

type Checked<T = ()> = Result<T, CanonicalJsonError>;

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0 }
    }

    /// Returns what is not read yet. Positions between values are character boundaries.
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Reads one object and returns its text.
    pub(crate) fn take_object(&mut self) -> Checked<&'a str> {
        let start = self.at;
        if self.peek() != Some(b'{') {
            return self.refuse("an object begins with a brace");
        }
        self.value(0)?;
        Ok(&self.text[start..self.at])
    }

    /// Reads one string and returns what is between its quotation marks, still escaped.
    pub(crate) fn take_string(&mut self) -> Checked<&'a str> {
        let start = self.at + 1;
        self.string()?;
        Ok(&self.text[start..self.at - 1])
    }

    /// Reads exactly `literal`.
    pub(crate) fn take_literal(&mut self, literal: &str) -> bool {
        let found = self.bytes[self.at..].starts_with(literal.as_bytes());
        self.at += if found { literal.len() } else { 0 };
        found
    }

    /// Reads an integer that is not negative.
    pub(crate) fn take_unsigned(&mut self) -> Option<u64> {
        let start = self.at;
        self.integer().ok()?;
        self.text[start..self.at].parse().ok()
    }

    fn refuse<T>(&self, reason: &'static str) -> Checked<T> {
        Err(CanonicalJsonError::NotCanonical { offset: self.at, reason })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Checked {
        if depth > MAX_DEPTH {
            return self.refuse("it is nested too deeply");
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(|_| ()),
            Some(b'-' | b'0'..=b'9') => self.integer(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Checked {
        for word in [b"null".as_slice(), b"true", b"false"] {
            if self.bytes[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(());
            }
        }
        self.refuse("no value begins like this")
    }

    fn object(&mut self, depth: usize) -> Checked {
        self.at += 1;
        if self.eat(b'}') {
            return Ok(());
        }
        let mut previous: Option<Key<'a>> = None;
        loop {
            let key = Key(self.string()?);
            if previous.is_some_and(|previous| !previous.is_before(&key)) {
                return self.refuse("object keys are not sorted and unique");
            }
            previous = Some(key);
            if !self.eat(b':') {
                return self.refuse("a colon follows a key");
            }
            self.value(depth + 1)?;
            if self.eat(b'}') {
                return Ok(());
            }
            if !self.eat(b',') {
                return self.refuse("a comma or a closing brace follows a member");
            }
        }
    }

    fn array(&mut self, depth: usize) -> Checked {
        self.at += 1;
        if self.eat(b']') {
            return Ok(());
        }
        loop {
            self.value(depth + 1)?;
            if self.eat(b']') {
                return Ok(());
            }
            if !self.eat(b',') {
                return self.refuse("a comma or a closing bracket follows an item");
            }
        }
    }

    fn integer(&mut self) -> Checked {
        let start = self.at;
        let negative = self.eat(b'-');
        let first = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = &self.bytes[first..self.at];
        if digits.is_empty() || digits[0] == b'0' && (digits.len() > 1 || negative) {
            return self.refuse("an integer has no leading zero and no minus before zero");
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        if digits.len() > 18 && text.parse::<i64>().is_err() && text.parse::<u64>().is_err() {
            return self.refuse("an integer has at most 64 bits");
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return self.refuse("numbers are integers");
        }
        Ok(())
    }

    /// Returns the string's text between the quotation marks, still escaped.
    fn string(&mut self) -> Checked<&'a [u8]> {
        if !self.eat(b'"') {
            return self.refuse("a string begins with a quotation mark");
        }
        let start = self.at;
        loop {
            match self.peek() {
                None => return self.refuse("the string does not end"),
                Some(b'"') => {
                    let text = &self.bytes[start..self.at];
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => self.escape()?,
                Some(0..32) => return self.refuse("a control character is not escaped"),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Checked {
        let rest = &self.bytes[self.at + 1..];
        match rest {
            [b'"' | b'\\' | b'b' | b't' | b'n' | b'f' | b'r', ..] => self.at += 2,
            [b'u', b'0', b'0', high @ (b'0' | b'1'), low, ..]
                if matches!(low, b'0'..=b'9' | b'a'..=b'f')
                    && !matches!((high, low), (b'0', b'8' | b'9' | b'a' | b'c' | b'd')) =>
            {
                self.at += 6;
            }
            _ => return self.refuse("this is escaped in another way, or not at all"),
        }
        Ok(())
    }
}

/// An object key, still escaped.
#[derive(Clone, Copy)]
struct Key<'a>(&'a [u8]);

impl Key<'_> {
    fn is_before(self, other: &Self) -> bool {
        if self.0.contains(&b'\\') || other.0.contains(&b'\\') {
            return self.unescaped() < other.unescaped();
        }
        self.0 < other.0
    }

    fn unescaped(self) -> Vec<u8> {
        let quoted = [b"\"", self.0, b"\""].concat();
        serde_json::from_slice::<String>(&quoted).unwrap_or_default().into_bytes()
    }
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
