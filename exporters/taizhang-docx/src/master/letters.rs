//! Font, size, bold and italic of each paragraph style of a Word file, with what it inherits.

use std::collections::BTreeMap;

use taizhang_export::{FileFault, Length};

use super::markup::Element;
use super::parts::damaged;
use crate::text::printable;

/// Longest chain of styles based on each other that is followed.
const DEEPEST: usize = 32;
/// Sizes that can be set, in half points: 1 to 72 pt.
const SIZES: (i64, i64) = (2, 144);

/// How letters look; nothing where the file does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Fonts by slot: `ascii`, `hAnsi`, `eastAsia`, `cs`.
    pub(super) fonts: BTreeMap<&'static str, String>,
    /// Size in half points.
    pub(super) size: Option<u32>,
    /// Whether it is bold.
    pub(super) bold: Option<bool>,
    /// Whether it is italic.
    pub(super) italic: Option<bool>,
}

/// The looks of a file's paragraph styles, by name in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters(BTreeMap<String, Look>);

/// A style before inheritance.
struct Style {
    name: String,
    base: Option<String>,
    look: Look,
}

/// Each slot of `w:rFonts` with the attribute that names a font of the theme instead.
const SLOTS: [(&str, &str); 4] = [
    ("ascii", "w:asciiTheme"),
    ("hAnsi", "w:hAnsiTheme"),
    ("eastAsia", "w:eastAsiaTheme"),
    ("cs", "w:cstheme"),
];

impl Letters {
    /// Reads a style sheet and the theme that it may refer to.
    pub(super) fn read(
        part: &str,
        styles: &Element,
        theme: Option<&Element>,
    ) -> Result<Self, FileFault> {
        if styles.name != "w:styles" {
            return Err(damaged(part, &format!("the root is {}", styles.name)));
        }
        let defaults = ["w:docDefaults", "w:rPrDefault", "w:rPr"];
        let defaults = styles.at(&defaults).map(|list| look(list, theme)).transpose()?;
        let mut known = BTreeMap::new();
        for style in styles.elements().filter(|element| element.name == "w:style") {
            if style.attribute("w:type") != Some("paragraph".to_owned()) {
                continue;
            }
            let (Some(id), Some(name)) = (style.attribute("w:styleId"), value(style, "w:name"))
            else {
                continue;
            };
            let own = style.at(&["w:rPr"]).map(|list| look(list, theme)).transpose()?;
            let (base, look) = (value(style, "w:basedOn"), own.unwrap_or_default());
            known.insert(id, Style { name: name.to_lowercase(), base, look });
        }
        let defaults = defaults.unwrap_or_default();
        let looks =
            known.values().map(|style| (style.name.clone(), whole(style, &known, &defaults)));
        Ok(Self(looks.collect()))
    }

    /// Returns the look of the style called `name`.
    pub(super) fn of(&self, name: &str) -> Option<&Look> {
        self.0.get(&name.to_lowercase())
    }
}

/// Returns the look of a style with what it inherits.
fn whole(style: &Style, known: &BTreeMap<String, Style>, defaults: &Look) -> Look {
    let mut chain = vec![&style.look];
    let mut base = style.base.as_ref();
    while let Some(parent) = base.and_then(|id| known.get(id)).filter(|_| chain.len() < DEEPEST) {
        chain.push(&parent.look);
        base = parent.base.as_ref();
    }
    let mut whole = defaults.clone();
    for look in chain.into_iter().rev() {
        whole.fonts.extend(look.fonts.iter().map(|(slot, font)| (*slot, font.clone())));
        whole.size = look.size.or(whole.size);
        whole.bold = look.bold.or(whole.bold);
        whole.italic = look.italic.or(whole.italic);
    }
    whole
}

fn look(list: &Element, theme: Option<&Element>) -> Result<Look, FileFault> {
    let fonts = list.at(&["w:rFonts"]);
    let font = |(slot, of_theme): (&'static str, &str)| {
        let fonts = fonts?;
        let themed = fonts.attribute(of_theme).and_then(|name| theme_font(theme?, &name));
        let name = themed.or_else(|| fonts.attribute(&format!("w:{slot}")))?;
        let name = printable(name.trim()).into_owned();
        (!name.is_empty()).then_some((slot, name))
    };
    let switch = |name: &str| {
        let element = list.at(&[name])?;
        let off = ["0", "false", "off"];
        Some(element.attribute("w:val").is_none_or(|value| !off.contains(&value.as_str())))
    };
    let size = match value(list, "w:sz") {
        None => None,
        Some(text) => {
            let (low, high) = SIZES;
            let value = text.parse::<i64>().unwrap_or(i64::MAX);
            let size = u32::try_from(value).ok().filter(|_| (low..=high).contains(&value));
            let (name, length) = ("w:sz/@w:val".to_owned(), Length::HalfPoints);
            Some(size.ok_or(FileFault::Range { name, value, low, high, length })?)
        }
    };
    Ok(Look {
        fonts: SLOTS.into_iter().filter_map(font).collect(),
        size,
        bold: switch("w:b"),
        italic: switch("w:i"),
    })
}

/// Returns the font that a name like `minorEastAsia` stands for in a theme.
fn theme_font(theme: &Element, name: &str) -> Option<String> {
    let family = if name.starts_with("major") { "a:majorFont" } else { "a:minorFont" };
    let fonts = theme.at(&["a:themeElements", "a:fontScheme", family])?;
    let slot = match name.trim_start_matches("major").trim_start_matches("minor") {
        "EastAsia" => "a:ea",
        "Bidi" => "a:cs",
        _ => "a:latin",
    };
    let named = fonts.at(&[slot]).and_then(|font| font.attribute("typeface"));
    let simplified = || {
        let mut scripts = fonts.elements().filter(|font| font.name == "a:font");
        let chinese = scripts.find(|font| font.attribute("script").as_deref() == Some("Hans"))?;
        chinese.attribute("typeface")
    };
    let named = named.filter(|name| !name.is_empty());
    if slot == "a:ea" { named.or_else(simplified) } else { named }
}

fn value(element: &Element, name: &str) -> Option<String> {
    element.at(&[name])?.attribute("w:val")
}
