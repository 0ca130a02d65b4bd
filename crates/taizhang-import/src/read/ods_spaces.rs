//! White space between the elements of an ods sheet, which programs write that lay their XML out for
//! people. It says nothing; calamine takes it for damage between cells, and for text within them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::part::{self, PartError};
use crate::returned::edit::{Edits, Form, tags};

/// Elements whose own text says nothing.
const WITHOUT_TEXT: [&str; 4] =
    ["table:table-row", "table:table-cell", "table:covered-table-cell", "table:named-expressions"];

/// The part that holds the sheets.
pub(super) const CONTENT: &str = "content.xml";

/// The part of the sheets is too long to be taken into the memory whole.
#[derive(Debug)]
pub(super) struct TooLong;

/// Returns the workbook without such white space; none if it has none or is damaged.
pub(super) fn without(bytes: &[u8]) -> Result<Option<Vec<u8>>, TooLong> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(None) };
    let Ok(part) = archive.by_name(CONTENT) else { return Ok(None) };
    let stated = part.size();
    match part::text(part, stated) {
        Ok(content) => Ok(dense(&content).and_then(|dense| with(&dense, archive))),
        Err(PartError::TooLong) => Err(TooLong),
        Err(PartError::Broken(_)) => Ok(None),
    }
}

/// Returns the package with another text of its sheets.
fn with(dense: &str, mut archive: ZipArchive<Cursor<&[u8]>>) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        if part.name().ok()? == CONTENT {
            writer.start_file(CONTENT, SimpleFileOptions::default()).ok()?;
            writer.write_all(dense.as_bytes()).ok()?;
        } else {
            writer.raw_copy_file(part).ok()?;
        }
    }
    writer.finish().ok().map(Cursor::into_inner)
}

fn dense(content: &str) -> Option<String> {
    let mut edits = Edits::of(content);
    let mut open: Vec<bool> = Vec::new();
    let (mut behind, mut is_changed) = (0, false);
    for tag in tags(content) {
        let tag = tag.ok()?;
        let between = behind..tag.range.start;
        let text = content.get(between.clone())?;
        if open.last() == Some(&true) && !text.is_empty() && text.trim_ascii().is_empty() {
            edits.replace(between, "");
            is_changed = true;
        }
        behind = tag.range.end;
        match tag.form {
            Form::Open => open.push(WITHOUT_TEXT.contains(&tag.name)),
            Form::Close => drop(open.pop()),
            Form::Empty => {}
        }
    }
    is_changed.then(|| edits.done())
}
