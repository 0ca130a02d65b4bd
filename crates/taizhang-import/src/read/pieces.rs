//! Text without a quotation mark: what a line means does not depend on the lines before it, so its pieces
//! are read on all processors.

use taizhang_core::parallel::in_parallel;

use super::ReadError;
use super::delimited::rows_of;
use crate::table::Row;

/// Bytes that one thread reads at a time.
pub(super) const USUAL: usize = 256 << 10;

/// Reads the rows of a text without a quotation mark in pieces of about so many bytes.
pub(super) fn rows(
    file: &str,
    text: &str,
    delimiter: u8,
    piece: usize,
) -> Result<Vec<Row>, ReadError> {
    let pieces = pieces(text, piece);
    let read = in_parallel(pieces.len(), |number| {
        let piece = pieces.get(number).copied().unwrap_or_default();
        rows_of(file, piece, delimiter).map(|rows| (rows, lines_of(piece)))
    });
    let mut all = Vec::new();
    let mut lines_before = 0_u32;
    for piece in read {
        let (rows, lines) = piece?;
        let moved = |row: Row| Row { number: row.number.saturating_add(lines_before), ..row };
        all.extend(rows.into_iter().map(moved));
        lines_before = lines_before.saturating_add(lines);
    }
    Ok(all)
}

/// Cuts a text behind line feeds.
fn pieces(text: &str, bytes: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let behind = rest.as_bytes().get(bytes..).unwrap_or_default();
        let feed = behind.iter().position(|byte| *byte == b'\n');
        let end = feed.map_or(rest.len(), |at| bytes.saturating_add(at).saturating_add(1));
        // A line feed is a character of its own.
        let Some((piece, after)) = rest.split_at_checked(end) else { break };
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// Counts the ends of lines of a piece: `\n`, `\r\n`, or `\r` alone.
fn lines_of(piece: &str) -> u32 {
    let feeds = piece.matches('\n').count();
    let returns = piece.matches('\r').count();
    let both = piece.matches("\r\n").count();
    let lines = feeds.saturating_add(returns).saturating_sub(both);
    u32::try_from(lines).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pieces_give_the_rows_of_the_whole(
            text in "[a1é指,;|\t '=\r\n]{0,80}",
            piece in 0_usize..40,
            delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|', b'^']),
        ) {
            let whole = rows_of("f", &text, delimiter).unwrap();
            prop_assert_eq!(rows("f", &text, delimiter, piece).unwrap(), whole);
        }
    }
}
