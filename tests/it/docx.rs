//! Reads the paragraphs of a Word document.

use std::io::{Cursor, Read};

use crate::harness::Files;

/// A paragraph: its style and its words.
#[derive(Debug)]
pub(crate) struct Paragraph {
    pub(crate) style: String,
    pub(crate) text: String,
}

/// Returns `word/document.xml` of the one Word file among `files`.
pub(crate) fn document(files: &Files) -> String {
    let (_, bytes) = files
        .iter()
        .find(|(path, _)| path.extension().is_some_and(|ending| ending == "docx"))
        .expect("there is a Word file");
    part(bytes, "word/document.xml")
}

/// Returns a part of a Word file.
pub(crate) fn part(document: &[u8], name: &str) -> String {
    let archive = zip::ZipArchive::new(Cursor::new(document));
    let mut archive = archive.expect("a Word file is an archive");
    let mut part = archive.by_name(name).expect("a Word file has this part");
    let mut xml = String::new();
    part.read_to_string(&mut xml).expect("it is UTF-8");
    xml
}

/// Returns the paragraphs in order, those in tables too.
pub(crate) fn paragraphs(xml: &str) -> Vec<Paragraph> {
    let closed = xml.split("</w:p>");
    closed
        .filter_map(|part| {
            let start = part.rfind("<w:p>").max(part.rfind("<w:p "))?;
            Some(&part[start..])
        })
        .map(|paragraph| Paragraph {
            style: between(paragraph, "<w:pStyle w:val=\"", "\"").unwrap_or_default().to_owned(),
            text: texts(paragraph),
        })
        .collect()
}

fn texts(paragraph: &str) -> String {
    let mut text = String::new();
    for part in paragraph.split("<w:t").skip(1) {
        // Other elements, like `<w:tab/>`, begin with the same letters.
        if !part.starts_with(['>', ' ']) {
            continue;
        }
        text.push_str(between(part, ">", "</w:t>").unwrap_or_default());
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, character)| text.replace(entity, character))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(inside, _)| inside)
}

/// Returns the words of a Word file, one paragraph a line, those in tables too.
pub(crate) fn text(bytes: &[u8]) -> String {
    let files = Files::from([("a.docx".into(), bytes.to_vec())]);
    let paragraphs = paragraphs(&document(&files));
    paragraphs.into_iter().map(|paragraph| paragraph.text).collect::<Vec<_>>().join("\n")
}

/// Returns the words whose quotation marks do not nest: double ones hold single ones and those double ones.
pub(crate) fn wrongly_quoted(words: &str) -> Vec<&str> {
    let nests = |line: &&str| {
        let mut open = Vec::new();
        let right = line.chars().all(|mark| match mark {
            '“' | '‘' => {
                let fits = (mark == '“') == (open.len() % 2 == 0);
                open.push(mark);
                fits
            }
            '”' => open.pop() == Some('“'),
            '’' => open.pop() == Some('‘'),
            _ => true,
        });
        right && open.is_empty()
    };
    words.lines().filter(|line| !nests(line)).collect()
}

#[test]
fn marks_that_do_not_nest_are_found() {
    for right in ["“满意度”和“‘三下乡’活动”", "“‘讲好“科普”’活动”", "没有引号"]
    {
        assert_eq!(wrongly_quoted(right), Vec::<&str>::new());
    }
    for wrong in ["““三下乡”活动”", "‘满意度’", "“满意度", "满意度”", "“‘满意度”’"]
    {
        assert_eq!(wrongly_quoted(wrong), [wrong]);
    }
}
