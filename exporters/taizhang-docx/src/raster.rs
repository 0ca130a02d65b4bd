//! From SVG to PNG with the one font that is part of the program.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// Family name of the font.
const FAMILY: &str = "Noto Sans CJK SC";

/// Stands for every character that the font does not have.
const MISSING: char = '□';

const FONT: &[u8] = include_bytes!("../assets/chart-font.otf");
/// The characters of the font in code order.
const CHARACTERS: &str = include_str!("../assets/chart-font.txt");

/// Replaces the characters that the font does not have.
pub(crate) fn drawable(words: &str) -> String {
    words.chars().map(|character| if has(character) { character } else { MISSING }).collect()
}

fn has(character: char) -> bool {
    !character.is_control() && CHARACTERS.contains(character)
}

/// Why a drawing could not be made.
#[derive(Debug, thiserror::Error)]
#[error("a picture of {width} by {height} pixels cannot be made")]
struct SizeError {
    width: u32,
    height: u32,
}

type RasterError = Box<dyn std::error::Error + Send + Sync>;

/// Draws an SVG document and returns it as a PNG file.
pub(crate) fn rasterise(svg: &str, width: u32, height: u32) -> Result<Vec<u8>, RasterError> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    let options =
        Options { fontdb: Arc::new(fonts), font_family: FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let mut pixels = Pixmap::new(width, height).ok_or(SizeError { width, height })?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    Ok(pixels.encode_png()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_the_font_lacks_become_boxes() {
        assert_eq!(drawable("工资福利支出 89.67万元"), "工资福利支出 89.67万元");
        assert_eq!(drawable("龘\u{1f600}\n"), "□□□");
    }

    #[test]
    fn the_characters_are_in_code_order_without_repetition() {
        let characters: Vec<char> = CHARACTERS.trim_end_matches('\n').chars().collect();
        assert!(characters.is_sorted_by(|before, after| before < after));
    }
}
