//! Reading canonical JSON, and nothing else, from the left.

use super::CanonicalJsonError;

/// Nesting deeper than this is refused, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 64;

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

    pub(super) fn refuse<T>(&self, reason: &'static str) -> Checked<T> {
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
