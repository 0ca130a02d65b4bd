//! Plain text and Markdown: a line is a paragraph, unless the text was broken to a width.

use super::wrapped::paragraphs;
use crate::document::{Cell, Document};

pub(super) fn plain(text: &str) -> Document {
    let mut document = Document::default();
    for paragraph in paragraphs(text) {
        document.paragraph(&paragraph, false);
    }
    document
}

pub(super) fn markdown(text: &str) -> Document {
    let mut document = Document::default();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(row) = row(line) {
            if !row.iter().all(|cell| is_rule(&cell.text)) {
                rows.push(row);
            }
            continue;
        }
        document.table(None, std::mem::take(&mut rows));
        let heading = line.trim_start_matches('#');
        let is_heading = heading.len() < line.len();
        let words = if is_heading { heading } else { unmarked(line) };
        document.paragraph(&words.replace("**", ""), is_heading);
    }
    document.table(None, rows);
    document
}

fn row(line: &str) -> Option<Vec<Cell>> {
    let inner = line.strip_prefix('|')?;
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    Some(inner.split('|').map(Cell::new).collect())
}

fn is_rule(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | ':' | ' ')) && text.contains("--")
}

/// Takes the mark off a list's item or a quotation.
fn unmarked(line: &str) -> &str {
    ["- ", "* ", "> "].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_has_headings_paragraphs_and_tables() {
        let document = markdown("# 标题\n\n- 第一项\n| 项目 | 数 |\n|---|---|\n| 甲 | １ |\n尾");
        let words: Vec<&str> = document.paragraphs().map(|p| p.text.as_str()).collect();
        assert_eq!(words, ["标题", "第一项", "尾"]);
        let table = document.tables().next().unwrap();
        assert_eq!(table.title, "第一项");
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[1][1].text, "1");
    }
}
