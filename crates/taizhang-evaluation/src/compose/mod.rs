//! Composes the report tree from a pack's outline, the figures and the unit's narratives.

mod assemble;
mod error;
mod examine;
mod facts;
mod markdown;
mod marks;
mod numbering;
mod tables;
mod template;
mod written_table;
mod year;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use taizhang_core::figure::{Figure, FigureError, FigureKey, Figures};
use taizhang_core::ids::SectionKey;
use taizhang_core::quotation::quoted;

use crate::finding::{Finding, Severity};
use crate::pack::{Pack, Section};
use crate::report::{Annex, Block, Provenance, Report, Signature};
use crate::self_evaluation::SelfEvaluation;

use assemble::{Contents, Rendered};
use marks::Marks;
use template::{Renderer, Shared};
use year::ReportYear;

pub use error::{ComposeError, TemplatePlace};
pub use examine::{TextFault, TextFaultKind, Tried, examine, examine_files, sample_year};
pub(crate) use markdown::OPTIONS as MARKDOWN;
pub(crate) use template::check_syntax;

/// What the report says about the ledger it was made from.
pub struct ReportInputs<'a> {
    /// Last business date that the figures include.
    pub as_of: Date,
    /// Number of events in the ledger.
    pub sequence: u64,
    /// Name of the hash algorithm, like `SM3`.
    pub algorithm: &'a str,
    /// Hash of the ledger's last event, in hexadecimal.
    pub head_hash: &'a str,
    /// Date of signature.
    pub signed_on: Date,
    /// Returns how many events a figure rests on; asked only for figures that the report uses.
    pub event_count: &'a dyn Fn(&FigureKey) -> u64,
}

/// Composes the report of the year behind `figures`.
///
/// # Errors
/// When a template or narrative asks for a figure that does not exist; the error names the text
/// and the line.
pub fn compose(
    pack: &Pack,
    figures: &Figures<'_>,
    evaluation: &SelfEvaluation,
    findings: &[Finding],
    inputs: &ReportInputs<'_>,
) -> Result<Report, ComposeError> {
    let Desk { year, mut contents, shared, renderer } =
        Desk::new(pack, figures, evaluation, inputs.as_of, "")?;
    render_narratives(&year, &renderer, &shared)?;
    let outline = pack.outline();
    let outline_file = || TemplatePlace::PackFile("outline.toml".to_owned());
    let title = renderer.render(outline_file(), &outline.title)?;
    let title = assemble::line(&title, &shared.marks);
    let opening = outline.opening.as_deref();
    let opening = render_file(pack, &renderer, &shared.marks, opening)?;
    let mut sections = Vec::new();
    for section in &outline.sections {
        sections.push(render_section(pack, &renderer, &shared.marks, section)?);
    }
    let mut annexes = Vec::new();
    for annex in &outline.annexes {
        let pieces = render_file(pack, &renderer, &shared.marks, Some(&annex.template))?;
        annexes.push((annex.title.clone(), pieces));
    }

    let used = assemble::figures_used(&title, &opening, &sections, &annexes, &contents);
    let sources = tables::figure_sources(&year, &used, inputs);
    contents.insert(tables::FIGURE_SOURCES, sources.map_err(ComposeError::Figure)?);
    let annexes = annexes.into_iter().map(|(title, pieces)| Annex {
        title,
        blocks: assemble::annex(&outline.numerals, pieces, &contents),
    });
    Ok(Report {
        title: assemble::plain(&title),
        addressee: year.unit.bureau.clone(),
        blocks: assemble::body(&outline.numerals, opening, sections, &contents),
        annexes: annexes.filter(|annex| !annex.blocks.is_empty()).collect(),
        signature: Signature { unit: year.unit.name.clone(), date: inputs.signed_on },
        provenance: provenance(pack, findings, inputs),
    })
}

/// Composes one narrative as it would stand in the report, so that a writer sees it, or the error
/// with its line, before it is recorded.
pub fn preview_narrative(
    pack: &Pack,
    figures: &Figures<'_>,
    evaluation: &SelfEvaluation,
    as_of: Date,
    section: &SectionKey,
    markdown: &str,
) -> Result<Vec<Block>, ComposeError> {
    let desk = Desk::new(pack, figures, evaluation, as_of, markdown)?;
    let place = TemplatePlace::Narrative(section.to_string());
    let text = desk.renderer.render(place, markdown)?;
    let pieces = markdown::read(&text, &desk.shared.marks);
    let outline = pack.outline();
    let named = outline.sections.iter().find(|known| known.key == section.as_str());
    let level = named.map_or(DEFAULT_LEVEL, |known| known.level);
    Ok(assemble::excerpt(&outline.numerals, level, pieces, &desk.contents))
}

/// Level of a narrative whose slot is not named like its section.
const DEFAULT_LEVEL: u8 = 2;

/// What is laid out before the first text is rendered.
struct Desk<'a> {
    year: ReportYear<'a>,
    contents: Contents,
    shared: Arc<Shared>,
    renderer: Renderer<'a>,
}

impl<'a> Desk<'a> {
    /// Lays out what templates, narratives and `text` may ask for.
    fn new(
        pack: &'a Pack,
        figures: &'a Figures<'a>,
        evaluation: &'a SelfEvaluation,
        as_of: Date,
        text: &str,
    ) -> Result<Self, ComposeError> {
        let unit = figures.book().unit().ok_or(ComposeError::UnitNotRegistered)?;
        let opened = figures.book().year();
        let fiscal_year = opened.ok_or(ComposeError::Figure(FigureError::YearNotOpen))?;
        let year = ReportYear { pack, figures, evaluation, unit, fiscal_year, as_of };
        let contents = contents(&year).map_err(ComposeError::Figure)?;
        let shared = shared(&year, &contents, text).map_err(ComposeError::Figure)?;
        let shared = Arc::new(shared);
        let context = facts::context(&year).map_err(ComposeError::Figure)?;
        let renderer = Renderer::new(&shared, context, figures);
        Ok(Self { year, contents, shared, renderer })
    }
}

/// Makes every table and chart that a template may name.
fn contents(year: &ReportYear<'_>) -> Result<Contents, FigureError> {
    let made = tables::MAKERS.iter().map(|(name, maker)| Ok((*name, maker.make(year)?)));
    made.collect()
}

fn shared(year: &ReportYear<'_>, contents: &Contents, text: &str) -> Result<Shared, FigureError> {
    let mut blocks: BTreeMap<&'static str, bool> =
        contents.iter().map(|(name, blocks)| (*name, !blocks.is_empty())).collect();
    blocks.insert(tables::FIGURE_SOURCES, true);
    Ok(Shared {
        figures: figures_asked_for(year, text)?,
        marks: Marks::default(),
        blocks,
        narratives: OnceLock::new(),
    })
}

/// What texts may call where only its names are asked for.
fn without_figures() -> Shared {
    Shared {
        figures: BTreeMap::new(),
        marks: Marks::default(),
        blocks: BTreeMap::new(),
        narratives: OnceLock::new(),
    }
}

/// Computes the figures that a text can ask for.
///
/// A large ledger has thousands of figures of single lines; of these only the ones that some text
/// names, or that a change of budget has, are worth computing.
fn figures_asked_for(
    year: &ReportYear<'_>,
    text: &str,
) -> Result<BTreeMap<String, Figure>, FigureError> {
    let narratives = year.book().narratives().iter();
    let texts: Vec<&str> = year
        .pack
        .templates()
        .chain(narratives.map(|written| written.fact.markdown.as_str()))
        .chain([text])
        .filter(|text| text.contains(OF_A_LINE))
        .collect();
    let changed: BTreeSet<FigureKey> = facts::change_keys(year).collect();
    let asked_for = |key: &&FigureKey| {
        !key.as_str().contains(OF_A_LINE)
            || changed.contains(*key)
            || texts.iter().any(|text| text.contains(key.as_str()))
    };
    let keys = year.figures.keys().filter(asked_for);
    keys.map(|key| Ok((key.to_string(), year.figures.get(key)?))).collect()
}

/// What the keys of a single line's figures have in common.
const OF_A_LINE: &str = ".line.";

/// Renders what the unit wrote, so that a fault is reported with its own section and line.
fn render_narratives(
    year: &ReportYear<'_>,
    renderer: &Renderer<'_>,
    shared: &Shared,
) -> Result<(), ComposeError> {
    let mut texts = BTreeMap::new();
    for slot in &year.pack.outline().slots {
        let written = year.book().narratives().latest(|n| n.section.as_str() == slot.key);
        let text = match written {
            None => String::new(),
            Some(statement) => renderer
                .render(TemplatePlace::Narrative(slot.key.clone()), &statement.fact.markdown)?,
        };
        texts.insert(slot.key.clone(), text.trim().to_owned());
    }
    shared.narratives.get_or_init(|| texts);
    Ok(())
}

fn render_section(
    pack: &Pack,
    renderer: &Renderer<'_>,
    marks: &Marks,
    section: &Section,
) -> Result<Rendered, ComposeError> {
    let heading =
        renderer.render(TemplatePlace::PackFile("outline.toml".to_owned()), &section.heading)?;
    Ok(Rendered {
        level: section.level,
        heading: assemble::line(&heading, marks),
        required: section.required,
        pieces: render_file(pack, renderer, marks, section.template.as_deref())?,
    })
}

fn render_file(
    pack: &Pack,
    renderer: &Renderer<'_>,
    marks: &Marks,
    file: Option<&str>,
) -> Result<Vec<markdown::Piece>, ComposeError> {
    let Some(file) = file else { return Ok(Vec::new()) };
    // Reading the pack made sure that the file exists.
    let source = pack.template(file).unwrap_or_default();
    let text = renderer.render(TemplatePlace::PackFile(file.to_owned()), source)?;
    Ok(markdown::read(&text, marks))
}

fn provenance(pack: &Pack, findings: &[Finding], inputs: &ReportInputs<'_>) -> Provenance {
    let mut remarks: Vec<String> = pack
        .citations()
        .into_iter()
        .filter(|citation| !citation.verified)
        .map(|citation| {
            let subject = quoted(&citation.subject);
            format!("{subject}的规则未经核对原文，出处：{}。", citation.source)
        })
        .collect();
    let open = |severity: Severity| {
        let counted = findings.iter();
        counted.filter(|f| f.severity == severity && f.waived.is_none()).count()
    };
    let (errors, warnings) = (open(Severity::Error), open(Severity::Warning));
    if errors > 0 || warnings > 0 {
        remarks.push(format!("成文时检查尚有错误{errors}项、提醒{warnings}项未处理。"));
    }
    Provenance {
        as_of: inputs.as_of,
        sequence: inputs.sequence,
        algorithm: inputs.algorithm.to_owned(),
        head_hash: inputs.head_hash.to_owned(),
        pack: pack.id().to_owned(),
        remarks,
    }
}
