//! Writing any value as canonical JSON, straight from its [`Serialize`] into one buffer.
//!
//! A type names its fields in an order of its own. The members of an object are therefore written as they
//! come, with their places noted, and put in the order of their keys when the object ends.

use std::borrow::Cow;
use std::fmt::{self, Display, Write as _};
use std::ops::Range;

use serde::ser::{self, Error as _, Serialize, Serializer as _};
use serde_json::value::Serializer as JsonValues;

use super::{CanonicalJson, CanonicalJsonError, push_escaped, write_string};

type Written<T = ()> = Result<T, CanonicalJsonError>;

/// Writes values as canonical JSON, one after another, and keeps its buffers from one to the next.
#[derive(Debug, Default)]
pub struct CanonicalWriter(Draft);

/// The text of one value as far as it is written.
#[derive(Debug, Default)]
struct Draft {
    text: String,
    /// Members of the objects that are open, the innermost last.
    members: Vec<Member>,
    /// Where members are put in order.
    sorted: String,
}

/// One member of an object.
#[derive(Debug)]
struct Member {
    key: Cow<'static, str>,
    /// Where its key and value stand in the text.
    place: Range<usize>,
}

impl CanonicalWriter {
    /// Writes `value`, which must be an object.
    pub fn write(&mut self, value: &impl Serialize) -> Result<CanonicalJson, CanonicalJsonError> {
        let Self(draft) = self;
        draft.text.clear();
        draft.members.clear();
        value.serialize(&mut *draft)?;
        if draft.text.starts_with('{') {
            Ok(CanonicalJson(draft.text.as_str().into()))
        } else {
            Err(CanonicalJsonError::NotObject)
        }
    }
}

impl Draft {
    fn begin_object(&mut self, ends_variant: bool) -> Object<'_> {
        self.text.push('{');
        let (start, first) = (self.text.len(), self.members.len());
        Object { draft: self, start, first, key: None, ends_variant }
    }

    fn begin_array(&mut self, ends_variant: bool) -> Array<'_> {
        self.text.push('[');
        Array { draft: self, is_empty: true, ends_variant }
    }

    /// Begins the object that stands for a variant with content; its brace is closed after the content.
    fn begin_variant(&mut self, variant: &str) {
        self.text.push('{');
        write_string(&mut self.text, variant);
        self.text.push(':');
    }

    fn end_variant(&mut self, ends_variant: bool) {
        if ends_variant {
            self.text.push('}');
        }
    }

    /// Puts the members from `first` on, whose text begins at `start`, in the order of their keys. Of a
    /// key that comes twice the last value counts.
    fn sort_members(&mut self, start: usize, first: usize) {
        let Self { text, members, sorted } = self;
        let open = &mut members[first..];
        if !open.is_sorted_by(|before, after| before.key < after.key) {
            open.sort_by(|a, b| a.key.cmp(&b.key));
            sorted.clear();
            for (at, member) in open.iter().enumerate() {
                if open.get(at + 1).is_some_and(|next| next.key == member.key) {
                    continue;
                }
                if !sorted.is_empty() {
                    sorted.push(',');
                }
                sorted.push_str(&text[member.place.clone()]);
            }
            text.truncate(start);
            text.push_str(sorted);
        }
        members.truncate(first);
    }
}

impl ser::Error for CanonicalJsonError {
    fn custom<T: Display>(message: T) -> Self {
        Self::Serialize(serde_json::Error::custom(message))
    }
}

/// An object that is being written.
struct Object<'w> {
    draft: &'w mut Draft,
    start: usize,
    first: usize,
    /// The key of a map whose value comes next.
    key: Option<String>,
    ends_variant: bool,
}

impl Object<'_> {
    fn member<T: Serialize + ?Sized>(&mut self, key: Cow<'static, str>, value: &T) -> Written {
        let Self { draft, first, .. } = self;
        if draft.members.len() > *first {
            draft.text.push(',');
        }
        let start = draft.text.len();
        write_string(&mut draft.text, &key);
        draft.text.push(':');
        value.serialize(&mut **draft)?;
        let place = start..draft.text.len();
        draft.members.push(Member { key, place });
        Ok(())
    }

    fn end_object(self) {
        self.draft.sort_members(self.start, self.first);
        self.draft.text.push('}');
        self.draft.end_variant(self.ends_variant);
    }
}

macro_rules! structs {
    ($($kind:ident;)+) => {$(
        impl ser::$kind for Object<'_> {
            type Ok = ();
            type Error = CanonicalJsonError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Written {
                self.member(Cow::Borrowed(key), value)
            }

            fn end(self) -> Written {
                self.end_object();
                Ok(())
            }
        }
    )+};
}

structs! {
    SerializeStruct;
    SerializeStructVariant;
}

impl ser::SerializeMap for Object<'_> {
    type Ok = ();
    type Error = CanonicalJsonError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        // serde_json knows how each kind of key is written as text.
        let text = |mut one: <JsonValues as ser::Serializer>::SerializeMap| {
            one.serialize_entry(key, &())?;
            one.end()
        };
        let one = JsonValues.serialize_map(Some(1)).and_then(text);
        let one = one.map_err(CanonicalJsonError::Serialize)?;
        self.key = one.as_object().and_then(|one| one.keys().next().cloned());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        let key = self.key.take().ok_or_else(|| CanonicalJsonError::custom("a value has a key"))?;
        self.member(Cow::Owned(key), value)
    }

    fn end(self) -> Written {
        self.end_object();
        Ok(())
    }
}

/// An array that is being written.
struct Array<'w> {
    draft: &'w mut Draft,
    is_empty: bool,
    ends_variant: bool,
}

impl Array<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.draft.text.push(',');
        }
        value.serialize(&mut *self.draft)
    }

    fn end_array(self) {
        self.draft.text.push(']');
        self.draft.end_variant(self.ends_variant);
    }
}

macro_rules! arrays {
    ($($kind:ident: $method:ident;)+) => {$(
        impl ser::$kind for Array<'_> {
            type Ok = ();
            type Error = CanonicalJsonError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                self.item(value)
            }

            fn end(self) -> Written {
                self.end_array();
                Ok(())
            }
        }
    )+};
}

arrays! {
    SerializeSeq: serialize_element;
    SerializeTuple: serialize_element;
    SerializeTupleStruct: serialize_field;
    SerializeTupleVariant: serialize_field;
}

macro_rules! integers {
    ($($method:ident($integer:ty);)+) => {$(
        fn $method(self, integer: $integer) -> Written {
            if i64::try_from(integer).is_err() && u64::try_from(integer).is_err() {
                return Err(CanonicalJsonError::NotInteger { number: integer.to_string() });
            }
            write!(self.text, "{integer}").map_err(CanonicalJsonError::custom)
        }
    )+};
}

impl<'w> ser::Serializer for &'w mut Draft {
    type Ok = ();
    type Error = CanonicalJsonError;
    type SerializeSeq = Array<'w>;
    type SerializeTuple = Array<'w>;
    type SerializeTupleStruct = Array<'w>;
    type SerializeTupleVariant = Array<'w>;
    type SerializeMap = Object<'w>;
    type SerializeStruct = Object<'w>;
    type SerializeStructVariant = Object<'w>;

    integers! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
    }

    fn serialize_bool(self, value: bool) -> Written {
        self.text.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    #[expect(
        clippy::disallowed_types,
        reason = "serde hands fractions over, so that they can be refused"
    )]
    fn serialize_f32(self, value: f32) -> Written {
        self.serialize_f64(value.into())
    }

    #[expect(
        clippy::disallowed_types,
        reason = "serde hands fractions over, so that they can be refused"
    )]
    fn serialize_f64(self, value: f64) -> Written {
        Err(CanonicalJsonError::NotInteger { number: value.to_string() })
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        write_string(&mut self.text, value);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Written {
        self.text.push('"');
        write!(Escaping(&mut self.text), "{value}").map_err(CanonicalJsonError::custom)?;
        self.text.push('"');
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        self.begin_variant(variant);
        value.serialize(&mut *self)?;
        self.end_variant(true);
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Written<Array<'w>> {
        Ok(self.begin_array(false))
    }

    fn serialize_tuple(self, _: usize) -> Written<Array<'w>> {
        Ok(self.begin_array(false))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Written<Array<'w>> {
        Ok(self.begin_array(false))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Written<Array<'w>> {
        self.begin_variant(variant);
        Ok(self.begin_array(true))
    }

    fn serialize_map(self, _: Option<usize>) -> Written<Object<'w>> {
        Ok(self.begin_object(false))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Written<Object<'w>> {
        Ok(self.begin_object(false))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Written<Object<'w>> {
        self.begin_variant(variant);
        Ok(self.begin_object(true))
    }
}

/// Writes formatted text as the inside of a JSON string.
struct Escaping<'t>(&'t mut String);

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push_escaped(self.0, text);
        Ok(())
    }
}
