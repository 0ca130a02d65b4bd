//! An SVG drawing in whole pixels.

use std::fmt::Write;

use quick_xml::escape::escape;

use crate::half_ems;

/// A place, right and down from the top left corner.
pub(super) type Point = (i64, i64);

/// Which part of a text its place names.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A mark on a line.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    /// A filled circle.
    Dot,
    /// A hollow square.
    Square,
    /// A hollow triangle.
    Triangle,
}

/// Colour of axes and letters.
pub(super) const INK: &str = "#222222";
/// Colour of the grid.
pub(super) const GRID: &str = "#cfcfcf";

/// Fonts to letter with, the first one at hand.
const FAMILIES: &str = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, \
                        SimHei, sans-serif";

/// A drawing.
pub(super) struct Canvas {
    body: String,
    height: i64,
}

impl Canvas {
    /// Starts a white drawing of a height.
    pub(super) const fn new(height: i64) -> Self {
        Self { body: String::new(), height }
    }

    /// Returns the height.
    pub(super) const fn height(&self) -> i64 {
        self.height
    }

    /// Returns the drawing as an SVG element that says `alt` to those who cannot see it.
    pub(super) fn svg(&self, width: i64, alt: &str) -> String {
        let height = self.height;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\" \
             font-family=\"{FAMILIES}\">\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>{}</svg>",
            marked_up(alt),
            self.body
        )
    }

    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        let written = self.body.write_fmt(element);
        debug_assert!(written.is_ok(), "writing to a string does not fail");
    }

    /// Draws a straight rule.
    pub(super) fn rule(&mut self, from: Point, to: Point, colour: &str, width: i64) {
        self.put(format_args!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{colour}\" \
             stroke-width=\"{width}\"/>",
            from.0, from.1, to.0, to.1
        ));
    }

    /// Draws a filled, outlined rectangle.
    pub(super) fn rectangle(&mut self, corner: Point, size: (i64, i64), colour: &str) {
        self.put(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{colour}\" \
             stroke=\"{INK}\" stroke-width=\"2\"/>",
            corner.0, corner.1, size.0, size.1
        ));
    }

    /// Draws a line through points.
    pub(super) fn polyline(&mut self, points: &[Point], colour: &str, dashes: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        self.put(format_args!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"5\" \
             stroke-linejoin=\"round\" stroke-dasharray=\"{dashes}\"/>",
            points.join(" ")
        ));
    }

    /// Draws a mark.
    pub(super) fn mark(&mut self, (x, y): Point, colour: &str, mark: Mark) {
        let style = format!("stroke=\"{colour}\" stroke-width=\"4\"");
        match mark {
            Mark::Dot => self.put(format_args!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"{colour}\" {style}/>"
            )),
            Mark::Square => self.put(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"18\" height=\"18\" fill=\"#ffffff\" {style}/>",
                x - 9,
                y - 9
            )),
            Mark::Triangle => self.put(format_args!(
                "<polygon points=\"{x},{} {},{} {},{}\" fill=\"#ffffff\" {style}/>",
                y - 12,
                x - 11,
                y + 8,
                x + 11,
                y + 8
            )),
        }
    }

    /// Writes a text on a white halo, so that lines do not run through it.
    pub(super) fn text(&mut self, (x, y): Point, anchor: Anchor, size: i64, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" \
             font-size=\"{size}\" fill=\"{INK}\" stroke=\"#ffffff\" stroke-width=\"6\" \
             stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
            marked_up(words)
        ));
    }
}

/// Escapes `words` for XML and leaves out the characters that it cannot carry.
fn marked_up(words: &str) -> String {
    let carried =
        |character: &char| !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}');
    escape(words.chars().filter(carried).collect::<String>()).into_owned()
}

/// Returns the width of a text of a size, about.
pub(super) fn text_width(words: &str, size: i64) -> i64 {
    i64::from(half_ems(words)) * size * 11 / 20
}

/// Cuts a text to a width.
pub(super) fn shortened(words: &str, size: i64, width: i64) -> String {
    if text_width(words, size) <= width {
        return words.to_owned();
    }
    let mut short = String::new();
    for character in words.chars() {
        short.push(character);
        if text_width(&short, size) + size > width {
            short.pop();
            break;
        }
    }
    short.push('…');
    short
}
