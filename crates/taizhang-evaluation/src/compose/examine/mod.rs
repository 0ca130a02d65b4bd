//! What the texts of a pack ask for, before a report needs them.
//!
//! Each text is looked at twice: as it is written, so that a name in a branch that this year does
//! not take is found too, and as the report would render it.

mod fault;
mod names;
mod sample;
mod typed;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use taizhang_core::figure::Figures;

use super::error::{ComposeError, TemplatePlace};
use super::template::{Renderer, add_filters, add_functions, bare_environment};
use super::{Desk, without_figures};
use crate::check::unprinted;
use crate::pack::{Outline, Pack};
use crate::self_evaluation::SelfEvaluation;

use fault::Found;
pub use fault::{TextFault, TextFaultKind};
pub use sample::sample_year;

/// Whose figures the texts are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The unit's own year: a key that it does not have is a fault.
    OwnYear,
    /// The sample year: keys of lines, projects, codes, activities and surveys cannot be judged.
    SampleYear,
}

/// Lists everything in the texts of `pack` that would keep a report from being made of them, or
/// that must not stand in a pack: unknown names, arithmetic, numbers typed by hand.
///
/// # Errors
/// When the year itself cannot be laid out.
pub fn examine(
    pack: &Pack,
    figures: &Figures<'_>,
    evaluation: &SelfEvaluation,
    as_of: Date,
    tried: Tried,
) -> Result<Vec<TextFault>, ComposeError> {
    let slots = pack.outline().slots.iter().map(|slot| slot.key.as_str()).collect();
    let texts = texts(pack);
    let written = texts.iter().map(|text| (text.place.clone(), text.line, text.source));
    let mut faults = written_faults(written, Some(slots), figures, tried);
    let Desk { year, shared, renderer, .. } = Desk::new(pack, figures, evaluation, as_of, "")?;
    let mut narratives = BTreeMap::new();
    for slot in &pack.outline().slots {
        let place = TemplatePlace::Narrative(slot.key.clone());
        let said = year.book().narratives().latest(|n| n.section.as_str() == slot.key);
        let source = said.map_or("", |statement| statement.fact.markdown.as_str());
        let text = Text { place, line: 1, source };
        let rendered = render(&renderer, &text, tried, &mut faults);
        narratives.insert(slot.key.clone(), rendered.trim().to_owned());
    }
    shared.narratives.get_or_init(|| narratives);
    for text in &texts {
        render(&renderer, text, tried, &mut faults);
    }
    sort(&mut faults);
    Ok(faults)
}

fn sort(faults: &mut [TextFault]) {
    faults
        .sort_by(|one, other| (one.place.name(), one.line).cmp(&(other.place.name(), other.line)));
}

/// Lists what is wrong with texts whose pack cannot be read yet; slots are not known then.
pub fn examine_files(
    files: &BTreeMap<String, String>,
    figures: &Figures<'_>,
    tried: Tried,
) -> Vec<TextFault> {
    let is_text = |file: &str| Path::new(file).extension().is_some_and(|ending| ending == "md");
    let texts = files.iter().filter(|(file, _)| is_text(file));
    let written =
        texts.map(|(file, source)| (TemplatePlace::PackFile(file.clone()), 1, source.as_str()));
    written_faults(written, None, figures, tried)
}

/// A text that the outline names, and the line of its file on which it begins.
struct Text<'a> {
    place: TemplatePlace,
    line: usize,
    source: &'a str,
}

/// Lists the texts that a report of this pack is made of, each once.
fn texts(pack: &Pack) -> Vec<Text<'_>> {
    const OUTLINE: &str = "outline.toml";
    let outline = pack.outline();
    let written = pack.template(OUTLINE).unwrap_or_default();
    let headings = std::iter::once(&outline.title)
        .chain(outline.sections.iter().map(|section| &section.heading));
    let mut texts: Vec<Text<'_>> = headings
        .map(|heading| Text {
            place: TemplatePlace::PackFile(OUTLINE.to_owned()),
            line: line_with(written, heading),
            source: heading,
        })
        .collect();
    let files: BTreeSet<&str> = files_of(outline).collect();
    texts.extend(files.into_iter().map(|file| Text {
        place: TemplatePlace::PackFile(file.to_owned()),
        line: 1,
        source: pack.template(file).unwrap_or_default(),
    }));
    texts
}

fn files_of(outline: &Outline) -> impl Iterator<Item = &str> {
    let sections = outline.sections.iter().filter_map(|section| section.template.as_deref());
    let annexes = outline.annexes.iter().map(|annex| annex.template.as_str());
    outline.opening.as_deref().into_iter().chain(sections).chain(annexes)
}

/// Returns the line of `text` that holds `words`, or the first.
fn line_with(text: &str, words: &str) -> usize {
    let first = words.lines().next().unwrap_or_default();
    let at = text.lines().position(|line| line.contains(first));
    at.map_or(1, |at| at.saturating_add(1))
}

fn written_faults<'a>(
    texts: impl IntoIterator<Item = (TemplatePlace, usize, &'a str)>,
    slots: Option<BTreeSet<&str>>,
    figures: &Figures<'_>,
    tried: Tried,
) -> Vec<TextFault> {
    let shared = Arc::new(without_figures());
    let mut environment = bare_environment();
    add_functions(&mut environment, &shared);
    add_filters(&mut environment, &shared);
    let known = names::Known { environment, figures, slots, tried, records: names::records() };
    let mut faults = Vec::new();
    for (place, first_line, source) in texts {
        let mut found = walk::faults(&known, source);
        if place.name() != "outline.toml" {
            found.extend(typed::faults(source));
            found.extend(unprinted(source).into_iter().map(|markup| {
                Found::new(markup.line, &markup.piece, TextFaultKind::Unprinted(markup.lost))
            }));
        }
        faults.extend(found.into_iter().map(|found| found.at(&place, first_line)));
    }
    sort(&mut faults);
    faults
}

/// Renders a text as the report would; what goes wrong is a fault unless its line has one already.
fn render(
    renderer: &Renderer<'_>,
    text: &Text<'_>,
    tried: Tried,
    faults: &mut Vec<TextFault>,
) -> String {
    let error = match renderer.render(text.place.clone(), text.source) {
        Ok(made) => return made,
        Err(error) => error,
    };
    let cannot_judge = match &error {
        ComposeError::UnknownFigure { key, .. } => {
            tried == Tried::SampleYear && names::is_of_its_year(key)
        }
        _ => false,
    };
    let fault = fault::of_rendering(&error, text.source).at(&text.place, text.line);
    let is_told = |told: &TextFault| told.place == fault.place && told.line == fault.line;
    if !cannot_judge && !faults.iter().any(is_told) {
        faults.push(fault);
    }
    String::new()
}
