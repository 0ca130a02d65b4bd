//! Puts rendered pieces together: headings with numerals, lists, tables in their places.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::figure::FigureKey;

use super::markdown::words;
use super::markdown::{self, Piece};
use super::marks::Marks;
use super::numbering::Numbering;
use crate::pack::NumeralStyle;
use crate::report::{Block, Inline, Table};

/// Tables and charts by name.
pub(super) type Contents = BTreeMap<&'static str, Vec<Block>>;

/// What stands under a required heading that nobody has filled.
const UNWRITTEN: &str = "（本节尚未填写。）";

/// A section whose template was rendered.
pub(super) struct Rendered {
    pub(super) level: u8,
    pub(super) heading: Vec<Inline>,
    pub(super) required: bool,
    pub(super) pieces: Vec<Piece>,
}

/// Returns Markdown as one line of text.
pub(super) fn line(text: &str, marks: &Marks) -> Vec<Inline> {
    let pieces = markdown::read(text, marks).into_iter();
    let contents = pieces.filter_map(|piece| match piece {
        Piece::Paragraph(content)
        | Piece::Item { content, .. }
        | Piece::Bullet { content, .. }
        | Piece::Quotation(content)
        | Piece::Heading { content, .. } => Some(content),
        Piece::Table(_) | Piece::Block(_) => None,
    });
    contents.flatten().collect()
}

/// Returns the words of a line without markup.
pub(super) fn plain(line: &[Inline]) -> String {
    let text: String = line.iter().map(words).collect();
    text.trim().to_owned()
}

/// Makes the body: sections with nothing to say are dropped before headings are numbered.
pub(super) fn body(
    styles: &[NumeralStyle],
    opening: Vec<Piece>,
    sections: Vec<Rendered>,
    contents: &Contents,
) -> Vec<Block> {
    let mut numbering = Numbering::new(styles);
    let mut blocks = Vec::new();
    place(opening, 0, 1, &mut numbering, contents, &mut blocks);
    let kept = kept(&sections);
    let levels: Vec<(u8, bool)> =
        sections.iter().zip(&kept).map(|(section, kept)| (section.level, *kept)).collect();
    for (at, section) in sections.into_iter().enumerate() {
        if !kept.get(at).copied().unwrap_or(false) {
            continue;
        }
        let has_children = below(&levels, at).any(|(_, kept)| *kept);
        let is_empty = section.pieces.is_empty();
        let heading = numbering.heading(section.level, plain(&section.heading));
        blocks.push(Block::Heading(heading));
        // A list under a heading with subheadings must not look like one of them.
        let list_depth = if has_children { 2 } else { 1 };
        place(section.pieces, section.level, list_depth, &mut numbering, contents, &mut blocks);
        if is_empty && !has_children {
            blocks.push(Block::Paragraph(vec![Inline::Text(UNWRITTEN.to_owned())]));
        }
    }
    blocks
}

/// Makes an annex, whose headings count from one.
pub(super) fn annex(
    styles: &[NumeralStyle],
    pieces: Vec<Piece>,
    contents: &Contents,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    place(pieces, 0, 1, &mut Numbering::new(styles), contents, &mut blocks);
    blocks
}

/// Makes what stands under a heading of `level`, without the heading.
pub(super) fn excerpt(
    styles: &[NumeralStyle],
    level: u8,
    pieces: Vec<Piece>,
    contents: &Contents,
) -> Vec<Block> {
    let mut numbering = Numbering::new(styles);
    for above in 1..=level {
        numbering.heading(above, "");
    }
    let mut blocks = Vec::new();
    place(pieces, level, 1, &mut numbering, contents, &mut blocks);
    blocks
}

/// Returns the sections below section `at`.
fn below(levels: &[(u8, bool)], at: usize) -> impl Iterator<Item = &(u8, bool)> {
    let level = levels.get(at).map_or(u8::MAX, |(level, _)| *level);
    levels.iter().skip(at.saturating_add(1)).take_while(move |(below, _)| *below > level)
}

/// Tells which sections stay: required ones, those with content, and those above one that stays.
fn kept(sections: &[Rendered]) -> Vec<bool> {
    let own: Vec<(u8, bool)> = sections
        .iter()
        .map(|section| (section.level, section.required || !section.pieces.is_empty()))
        .collect();
    let stays = |at: usize, own_stays: bool| own_stays || below(&own, at).any(|(_, stays)| *stays);
    own.iter().enumerate().map(|(at, (_, own_stays))| stays(at, *own_stays)).collect()
}

fn place(
    pieces: Vec<Piece>,
    level: u8,
    list_depth: u8,
    numbering: &mut Numbering<'_>,
    contents: &Contents,
    blocks: &mut Vec<Block>,
) {
    let mut list_depth = list_depth;
    for piece in pieces {
        match piece {
            Piece::Heading { depth, content } => {
                list_depth = 1;
                let level = level.saturating_add(depth);
                blocks.push(Block::Heading(numbering.heading(level, plain(&content))));
            }
            Piece::Paragraph(content) => blocks.push(Block::Paragraph(content)),
            Piece::Item { number, depth, mut content } => {
                let below = list_depth.saturating_add(depth).saturating_sub(1);
                content.insert(0, Inline::Text(numbering.item(below, number)));
                blocks.push(Block::Paragraph(content));
            }
            Piece::Bullet { depth, mut content } => {
                content.insert(0, Inline::Text(bullet(depth).to_owned()));
                blocks.push(Block::Paragraph(content));
            }
            Piece::Quotation(content) => blocks.push(Block::Quotation(content)),
            Piece::Table(table) => blocks.push(Block::Table(table)),
            Piece::Block(name) => {
                blocks.extend(contents.get(name.as_str()).into_iter().flatten().cloned());
            }
        }
    }
}

/// Returns the figures that the report prints: those in the title, the headings, the text and the
/// tables. Those of a chart are in the table behind it.
pub(super) fn figures_used(
    title: &[Inline],
    opening: &[Piece],
    sections: &[Rendered],
    annexes: &[(String, Vec<Piece>)],
    contents: &Contents,
) -> BTreeSet<FigureKey> {
    let mut used: BTreeSet<FigureKey> = keys(title).collect();
    let kept = kept(sections);
    let printed =
        || sections.iter().zip(&kept).filter_map(|(section, kept)| kept.then_some(section));
    used.extend(printed().flat_map(|section| keys(&section.heading)));
    let pieces = opening
        .iter()
        .chain(printed().flat_map(|section| &section.pieces))
        .chain(annexes.iter().flat_map(|(_, pieces)| pieces));
    for piece in pieces {
        match piece {
            Piece::Paragraph(content)
            | Piece::Item { content, .. }
            | Piece::Bullet { content, .. }
            | Piece::Quotation(content)
            | Piece::Heading { content, .. } => used.extend(keys(content)),
            Piece::Table(table) => used.extend(keys_in(table)),
            Piece::Block(name) => {
                let blocks = contents.get(name.as_str()).into_iter().flatten();
                let tables = blocks.filter_map(|block| match block {
                    Block::Table(table) => Some(table),
                    _ => None,
                });
                used.extend(tables.flat_map(keys_in));
            }
        }
    }
    used
}

fn keys_in(table: &Table) -> impl Iterator<Item = FigureKey> {
    let cells = table.header.iter().chain(&table.rows).flatten();
    cells.flat_map(|cell| keys(&cell.content))
}

/// Returns the mark of an item without a number; all are full-width characters of GB 2312.
const fn bullet(depth: u8) -> &'static str {
    match depth {
        0 | 1 => "●",
        2 => "○",
        _ => "■",
    }
}

fn keys(content: &[Inline]) -> impl Iterator<Item = FigureKey> {
    content.iter().filter_map(|inline| match inline {
        Inline::Figure { key, .. } => Some(key.clone()),
        Inline::Text(_) | Inline::Strong(_) => None,
    })
}
