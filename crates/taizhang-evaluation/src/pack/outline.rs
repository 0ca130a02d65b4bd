//! The outline of a pack's report (`outline.toml`): headings, numerals, slots and annexes.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// Everything that `outline.toml` says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OutlineFile {
    #[schemars(with = "u32")]
    pub(super) format: Spanned<u32>,
    pub(super) title: String,
    pub(super) numerals: Vec<NumeralStyle>,
    #[schemars(with = "Option<String>")]
    pub(super) opening: Option<Spanned<String>>,
    #[serde(rename = "section")]
    #[schemars(with = "Vec<Section>")]
    pub(super) sections: Vec<Spanned<Section>>,
    #[serde(default, rename = "slot")]
    #[schemars(with = "Vec<Slot>")]
    pub(super) slots: Vec<Spanned<Slot>>,
    #[serde(default, rename = "annex")]
    #[schemars(with = "Vec<AnnexOutline>")]
    pub(super) annexes: Vec<Spanned<AnnexOutline>>,
}

/// The outline of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Template of the title.
    pub title: String,
    /// Numeral style of each heading level, the first level first.
    pub numerals: Vec<NumeralStyle>,
    /// File of the text before the first heading.
    pub opening: Option<String>,
    /// Headings in reading order.
    pub sections: Vec<Section>,
    /// Narratives that the unit writes.
    pub slots: Vec<Slot>,
    /// Annexes in order.
    pub annexes: Vec<AnnexOutline>,
}

/// How the numerals of a heading level look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NumeralStyle {
    /// 一、.
    Chinese,
    /// （一）.
    ChineseInBrackets,
    /// 1. with a full stop.
    Arabic,
    /// （1）.
    ArabicInBrackets,
}

/// A heading with what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Name within the outline.
    pub key: String,
    /// 1 for the first level.
    pub level: u8,
    /// The words, without numeral.
    pub heading: String,
    /// Whether the heading stays, and its absence is a finding, when nothing stands under it.
    #[serde(default)]
    pub required: bool,
    /// Markdown file of what stands under it.
    #[serde(default)]
    pub template: Option<String>,
}

/// A narrative that the unit writes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Section key of the narrative.
    pub key: String,
    /// What it is about.
    pub title: String,
    /// Whether its absence is a finding.
    #[serde(default)]
    pub required: bool,
    /// Whether it holds plans, so that a result in it is a finding.
    #[serde(default)]
    pub plan: bool,
    /// What to write, in a sentence.
    #[serde(default)]
    pub hint: String,
}

/// An annex.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnexOutline {
    /// Title, without 附件 and its number.
    pub title: String,
    /// Markdown file.
    pub template: String,
}
