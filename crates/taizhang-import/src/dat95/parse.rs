//! From bytes to vouchers.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::Reader;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use super::fault::{VoucherFault, VoucherFaultAt};
use super::{DEEPEST, Entry, LONGEST_TEXT, MOST_BYTES, Voucher};

/// How far an encoding declaration is looked for.
const DECLARATION: usize = 200;

/// Element of a voucher.
const VOUCHER: &str = "VOUCHER";
/// Element of an entry.
const ENTRY: &str = "VOU_DET";

fn at_start(fault: VoucherFault) -> VoucherFaultAt {
    VoucherFaultAt { line: 1, voucher: String::new(), fault }
}

/// Decodes by byte order mark, else as the declaration says: UTF-8, or one of the GB encodings.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, VoucherFaultAt> {
    if bytes.len() > MOST_BYTES {
        return Err(at_start(VoucherFault::TooLarge { bytes: bytes.len() }));
    }
    let head: String = bytes.iter().take(DECLARATION).map(|byte| char::from(*byte)).collect();
    let head = head.split("?>").next().unwrap_or_default().to_lowercase();
    let is_gb = ["gb18030", "gbk", "gb2312"].iter().any(|name| head.contains(name));
    let encoding = match bytes {
        [0xEF, 0xBB, 0xBF, ..] => UTF_8,
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ if is_gb => GB18030,
        _ => UTF_8,
    };
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    if had_errors {
        return Err(at_start(VoucherFault::Encoding(encoding.name().to_owned())));
    }
    Ok(text)
}

/// Where the parser is.
struct Builder {
    /// Names of the open elements.
    open: Vec<String>,
    /// Text of the innermost element.
    text: String,
    voucher: Option<Voucher>,
    entry: Option<Entry>,
    vouchers: Vec<Voucher>,
}

/// Reads all vouchers of a document.
pub(super) fn vouchers(text: &str) -> Result<Vec<Voucher>, VoucherFaultAt> {
    let mut reader = Reader::from_str(text);
    let mut builder = Builder {
        open: Vec::new(),
        text: String::new(),
        voucher: None,
        entry: None,
        vouchers: Vec::new(),
    };
    let mut lines = Lines { text, at: 0, line: 1 };
    loop {
        let line = lines.at(reader.buffer_position());
        let event = reader.read_event().map_err(|error| not_xml(&error));
        let done = event.and_then(|event| builder.take(&event, line));
        match done {
            Ok(false) => {}
            Ok(true) => break,
            Err(fault) => {
                let voucher = builder.voucher.unwrap_or_default().field("VOUCHER_NO").to_owned();
                return Err(VoucherFaultAt { line, voucher, fault });
            }
        }
    }
    if builder.vouchers.is_empty() {
        return Err(at_start(VoucherFault::NoVoucher));
    }
    Ok(builder.vouchers)
}

/// Says in which way a file is no XML.
fn not_xml(error: &quick_xml::Error) -> VoucherFault {
    let crossed = |open: &str, closed: &str| VoucherFault::Crossed {
        open: open.to_owned(),
        closed: closed.to_owned(),
    };
    match error {
        quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => {
            VoucherFault::NotXml(error.to_string())
        }
        // Whatever else breaks the syntax is markup that the end of the file cuts off.
        quick_xml::Error::Syntax(_)
        | quick_xml::Error::IllFormed(IllFormedError::MissingEndTag(_)) => VoucherFault::CutOff,
        quick_xml::Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            crossed(expected, found)
        }
        quick_xml::Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => crossed("", found),
        _ => VoucherFault::NotXml(error.to_string()),
    }
}

impl Builder {
    /// Takes the next event; tells whether the document has ended.
    fn take(&mut self, event: &Event<'_>, line: u32) -> Result<bool, VoucherFault> {
        match event {
            Event::Start(start) => self.start(start.local_name().as_ref(), line)?,
            Event::Empty(start) => {
                self.start(start.local_name().as_ref(), line)?;
                self.end()?;
            }
            Event::End(_) => self.end()?,
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(entity) => {
                let name = entity.xml10_content();
                let character = entity
                    .resolve_char_ref()
                    .map_err(|error| VoucherFault::NotXml(error.to_string()))?;
                match (character, resolve_predefined_entity(&name)) {
                    (Some(character), _) => self.text(character.encode_utf8(&mut [0; 4]))?,
                    (None, Some(text)) => self.text(text)?,
                    (None, None) => return Err(VoucherFault::Entity(name.into_owned())),
                }
            }
            Event::DocType(_) => return Err(VoucherFault::DocumentType),
            Event::Eof if self.open.is_empty() => return Ok(true),
            Event::Eof => return Err(VoucherFault::CutOff),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        Ok(false)
    }

    fn start(&mut self, name: &str, line: u32) -> Result<(), VoucherFault> {
        if self.open.len() >= DEEPEST {
            return Err(VoucherFault::TooDeep);
        }
        self.open.push(name.to_owned());
        self.text.clear();
        match name {
            VOUCHER if self.voucher.is_some() => return Err(VoucherFault::Twice(name.to_owned())),
            VOUCHER => self.voucher = Some(Voucher { line, ..Voucher::default() }),
            ENTRY if self.entry.is_some() => return Err(VoucherFault::Twice(name.to_owned())),
            ENTRY if self.voucher.is_some() => {
                self.entry = Some(Entry { line, ..Entry::default() });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), VoucherFault> {
        let name = self.open.pop().unwrap_or_default();
        match name.as_str() {
            VOUCHER => self.vouchers.extend(self.voucher.take()),
            ENTRY => {
                let entry = self.entry.take();
                if let Some(voucher) = &mut self.voucher {
                    voucher.entries.extend(entry);
                }
            }
            _ => self.field(name)?,
        }
        self.text.clear();
        Ok(())
    }

    /// Keeps the text of an element that stands directly in a voucher or an entry.
    fn field(&mut self, name: String) -> Result<(), VoucherFault> {
        let fields =
            match (self.open.last().map(String::as_str), &mut self.voucher, &mut self.entry) {
                (Some(VOUCHER), Some(voucher), None) => &mut voucher.fields,
                (Some(ENTRY), _, Some(entry)) => &mut entry.fields,
                _ => return Ok(()),
            };
        if self.text.trim().is_empty() {
            return Ok(());
        }
        match fields.insert(name.clone(), std::mem::take(&mut self.text)) {
            Some(_) => Err(VoucherFault::Twice(name)),
            None => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), VoucherFault> {
        if self.text.len().saturating_add(text.len()) > LONGEST_TEXT {
            let element = self.open.last().cloned().unwrap_or_default();
            return Err(VoucherFault::TooLong(element));
        }
        self.text.push_str(text);
        Ok(())
    }
}

/// Counts lines as the parser goes on.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, position: u64) -> u32 {
        let position = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        let passed = self.text.as_bytes().get(self.at..position).unwrap_or_default();
        let ends = passed.split(|byte| *byte == b'\n').count().saturating_sub(1);
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.at = self.at.max(position);
        self.line
    }
}
