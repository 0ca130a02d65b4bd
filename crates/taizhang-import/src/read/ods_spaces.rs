//! White space between the elements of an ods sheet, which programs write that lay their XML out for
//! people. It says nothing; calamine takes it for damage between cells, and for text within them.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::cells::LONGEST_PART;
use crate::returned::edit::{Edits, Form, tags};

/// Elements whose own text says nothing.
const WITHOUT_TEXT: [&str; 4] =
    ["table:table-row", "table:table-cell", "table:covered-table-cell", "table:named-expressions"];

/// Returns the workbook without such white space; none if it has none or is damaged.
pub(super) fn without(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut content = String::new();
    let part = archive.by_name("content.xml").ok()?;
    part.take(LONGEST_PART).read_to_string(&mut content).ok()?;
    let dense = dense(&content)?;
    drop(content);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        if part.name().ok()? == "content.xml" {
            writer.start_file("content.xml", SimpleFileOptions::default()).ok()?;
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
