//! The page as the template sees it.

use std::collections::BTreeMap;

use serde::Serialize;
use taizhang_export::chart::ChartError;
use taizhang_export::report::{Annex, Provenance};
use taizhang_export::{CONTEXT_VERSION, ExportContext};

use crate::evaluation::{self, EvaluationView, FindingView};
use crate::report::{BlockView, Entry, Setter};
use crate::sources::{EventView, FigureView, NumberView, Selection, Sources};

/// Why a context could not become a page.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PageError {
    /// A table whose cells do not fill its grid.
    #[error("table {caption:?}, row {row}: the cells do not fill the columns")]
    Grid {
        /// Title of the table.
        caption: String,
        /// Row, counted from 1 within the header or the body.
        row: usize,
    },
    /// A chart that is not one.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// The template could not be filled in.
    #[error("the page could not be filled in")]
    Template(#[from] minijinja::Error),
}

/// Everything that the page says.
#[derive(Serialize)]
pub(crate) struct Page<'a> {
    version: u32,
    title: &'a str,
    unit: &'a str,
    addressee: &'a str,
    contents: Vec<Entry<'a>>,
    blocks: Vec<BlockView<'a>>,
    annexes: Vec<AnnexView<'a>>,
    signed_by: &'a str,
    signed_on: String,
    evaluation: EvaluationView<'a>,
    findings: Vec<FindingView<'a>>,
    figures: Vec<FigureView<'a>>,
    numbers: Vec<NumberView<'a>>,
    events: Vec<EventView<'a>>,
    provenance: &'a Provenance,
    places: Places,
}

#[derive(Serialize)]
struct AnnexView<'a> {
    number: usize,
    anchor: String,
    title: &'a str,
    blocks: Vec<BlockView<'a>>,
}

/// Places of the sections that this page adds to the report.
#[derive(Serialize)]
struct Places {
    evaluation: String,
    findings: String,
    figures: String,
    events: String,
}

impl<'a> Page<'a> {
    /// Sets `context`, with an entry for each figure of the selection.
    pub(crate) fn of(context: &'a ExportContext, selection: Selection) -> Result<Self, PageError> {
        let report = &context.report;
        let mut setter = Setter::new(context);
        let blocks = setter.blocks(&report.blocks, 0)?;
        let annexes = report
            .annexes
            .iter()
            .enumerate()
            .map(|(index, annex)| annex_view(&mut setter, index + 1, annex))
            .collect::<Result<_, _>>()?;
        let mut section = |words| setter.section(1, "", words);
        let places = Places {
            evaluation: section("自评结果"),
            findings: section("检查结果"),
            figures: section("每个数的出处"),
            events: section("依据的事件"),
        };
        let known = Sources::new(context, BTreeMap::new());
        let evaluation = EvaluationView::of(&context.evaluation, &mut setter, &known);
        let Setter { uses, contents, numbers, .. } = setter;
        let sources = Sources::new(context, uses);
        Ok(Self {
            version: CONTEXT_VERSION,
            title: &report.title,
            unit: &context.unit.name,
            addressee: &report.addressee,
            contents,
            blocks,
            annexes,
            signed_by: &report.signature.unit,
            signed_on: report.signature.date.strftime("%Y年%-m月%-d日").to_string(),
            evaluation,
            findings: evaluation::findings(context, &sources),
            figures: sources.figures(selection),
            numbers: sources.numbers(numbers),
            events: sources.events(),
            provenance: &report.provenance,
            places,
        })
    }
}

fn annex_view<'a>(
    setter: &mut Setter<'a>,
    number: usize,
    annex: &'a Annex,
) -> Result<AnnexView<'a>, PageError> {
    let anchor = setter.section(1, "", &annex.title);
    let blocks = setter.blocks(&annex.blocks, 1)?;
    Ok(AnnexView { number, anchor, title: &annex.title, blocks })
}
