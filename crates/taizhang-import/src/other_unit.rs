//! Rows of other units: lists of a bureau or a department hold several, of which one is the ledger's.

use taizhang_core::FiscalYear;
use taizhang_core::event::UnitProfile;

use crate::draft::Source;
use crate::field::Field;
use crate::mapping::Mapping;
use crate::table::{Aside, Row, Table};
use crate::value::RowReader;
use crate::vocabulary::compact;

/// Columns that say whose a row is.
const FIELDS: [Field; 2] = [Field::BudgetUnit, Field::BudgetUnitCode];

/// What is added to a unit's name for its own offices, without those below it.
const PROPER: [&str; 4] = ["本级", "机关", "本部", "本单位"];

/// How many digits a code has that stands before a name in one cell.
const SHORTEST_CODE: usize = 3;

/// Rows of one table of which nobody can say whether they are the ledger's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitQuestion {
    /// Place of the table among the sources.
    pub source: usize,
    /// The columns that say whose a row is.
    pub fields: Vec<Field>,
    /// Numbers of the rows.
    pub rows: Vec<u32>,
    /// What they say, each once.
    pub named: Vec<String>,
    /// Whether they are surely others', and asked about only because no row of the file is the ledger's.
    pub are_others: bool,
}

/// Whose a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// Nothing is said.
    Unsaid,
    Own,
    Other,
    /// A longer name than the unit's: one below it, where the unit itself is named elsewhere.
    Longer,
    Unclear,
}

/// How the ledger's unit is called, as it is compared.
struct Own {
    code: String,
    names: Vec<String>,
}

impl Own {
    fn of(unit: &UnitProfile) -> Self {
        let names = std::iter::once(&unit.name).chain(&unit.aliases);
        Self {
            code: bare_code(unit.code.as_str()),
            names: names.map(|name| compact(name).to_lowercase()).collect(),
        }
    }
}

/// What a row says of its unit.
#[derive(Debug, Default)]
struct Said {
    code: Option<String>,
    name: Option<String>,
}

/// Sets rows of other units aside where rows of the same file name the ledger's unit; returns what a
/// person must decide.
pub fn divide(sources: &mut [Source], unit: &UnitProfile, year: FiscalYear) -> Vec<UnitQuestion> {
    let own = Own::of(unit);
    let judge_rows = |source: &Source| {
        let rows = source.table.rows.iter().filter(|_| says_units(source));
        rows.map(|row| judge(&said(source, row), &own)).collect()
    };
    let judged: Vec<Vec<Whose>> = sources.iter().map(judge_rows).collect();
    let has_own = judged.iter().flatten().any(|whose| *whose == Whose::Own);
    let mut questions = Vec::new();
    for (at, (source, judged)) in sources.iter_mut().zip(judged).enumerate() {
        if judged.is_empty() {
            continue;
        }
        let judged = settled(judged, has_own);
        let asked = [Some(Whose::Unclear), (!has_own).then_some(Whose::Other)];
        let asked = asked.into_iter().flatten();
        questions.extend(asked.filter_map(|whose| question(at, source, &judged, whose)));
        if has_own {
            set_aside(&mut source.table, &source.mapping, &judged, year);
        }
    }
    questions
}

/// Tells whether a table says anything of units, in a column or as a whole.
fn says_units(source: &Source) -> bool {
    let Mapping { columns, constants, .. } = &source.mapping;
    FIELDS.iter().any(|field| columns.contains_key(field) || constants.contains_key(field))
}

/// Decides what the other rows decide. A blank below another unit's row may go on with that unit.
fn settled(judged: Vec<Whose>, has_own: bool) -> Vec<Whose> {
    let mut above = Whose::Unsaid;
    let settle = |whose| {
        let settled = match whose {
            Whose::Longer if has_own => Whose::Other,
            Whose::Longer => Whose::Unclear,
            Whose::Unsaid if above == Whose::Other => return Whose::Unclear,
            whose => whose,
        };
        above = settled;
        settled
    };
    judged.into_iter().map(settle).collect()
}

fn question(at: usize, source: &Source, judged: &[Whose], asked: Whose) -> Option<UnitQuestion> {
    let rows = source.table.rows.iter().zip(judged);
    let rows: Vec<&Row> = rows.filter(|(_, whose)| **whose == asked).map(|(row, _)| row).collect();
    if rows.is_empty() {
        return None;
    }
    let fields = FIELDS.into_iter().filter(|field| source.mapping.columns.contains_key(field));
    let mut named: Vec<String> = Vec::new();
    for row in &rows {
        let words = FIELDS.map(|field| text(source, row, field)).join(" ").trim().to_owned();
        if !words.is_empty() && !named.contains(&words) {
            named.push(words);
        }
    }
    Some(UnitQuestion {
        source: at,
        fields: fields.collect(),
        rows: rows.iter().map(|row| row.number).collect(),
        named,
        are_others: asked == Whose::Other,
    })
}

fn set_aside(table: &mut Table, mapping: &Mapping, judged: &[Whose], year: FiscalYear) {
    let mut reader = RowReader::new(table, mapping, year);
    let reasons = table.rows.iter().zip(judged).map(|(row, whose)| {
        (*whose == Whose::Other).then(|| Aside::OtherUnit(reader.money_of(row)))
    });
    let reasons = reasons.collect();
    table.set_rows_aside(reasons);
}

/// Returns what a row says in such a column, also where a merge says it for several rows.
fn text(source: &Source, row: &Row, field: Field) -> String {
    let at = source.mapping.columns.get(&field);
    let cell = at.map(|at| {
        let covered = source.table.covered.get(&(row.number, *at));
        covered.map_or_else(|| row.cell(*at), |covered| &covered.cell).to_string()
    });
    let said = cell.map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty());
    said.or_else(|| source.mapping.constants.get(&field).cloned()).unwrap_or_default()
}

fn said(source: &Source, row: &Row) -> Said {
    let of_names = Said::parse(&text(source, row, Field::BudgetUnit));
    let of_codes = Said::parse(&text(source, row, Field::BudgetUnitCode));
    Said { code: of_codes.code.or(of_names.code), name: of_names.name.or(of_codes.name) }
}

impl Said {
    /// Takes `062001-示范县科协` and `[062001]示范县科协` apart.
    fn parse(text: &str) -> Self {
        let folded = compact(text).to_lowercase();
        let bare = folded.trim_start_matches('(');
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let (code, name) = bare.split_at_checked(digits).unwrap_or_default();
        let name = name.trim_start_matches([')', '-', '—', '_', '.', ':', '、', '/']);
        let is_whole_code = !folded.is_empty() && folded.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_whole_code {
            return Self { code: Some(folded), name: None };
        }
        if code.len() < SHORTEST_CODE {
            return Self { code: None, name: Some(folded).filter(|name| !name.is_empty()) };
        }
        let name = Some(name.to_owned()).filter(|name| !name.is_empty());
        Self { code: Some(code.to_owned()), name }
    }
}

/// Returns a code as it is compared: spreadsheets drop leading noughts.
fn bare_code(code: &str) -> String {
    code.trim_start_matches('0').to_lowercase()
}

/// Tells whose a row is. The code decides where it is the ledger's.
fn judge(said: &Said, own: &Own) -> Whose {
    let of_code = said.code.as_deref().map(|code| {
        let code = bare_code(code);
        let is_nested = code.starts_with(&own.code) || own.code.starts_with(&code);
        if code == own.code {
            Whose::Own
        } else if is_nested {
            Whose::Unclear
        } else {
            Whose::Other
        }
    });
    let of_name = said.name.as_deref().map(|name| judge_name(name, &own.names));
    match (of_code, of_name) {
        (Some(Whose::Own), _) => Whose::Own,
        (Some(_), Some(Whose::Own)) => Whose::Unclear,
        (Some(Whose::Unclear), Some(Whose::Other | Whose::Longer)) => Whose::Other,
        (Some(whose), _) | (None, Some(whose)) => whose,
        (None, None) => Whose::Unsaid,
    }
}

fn judge_name(name: &str, own: &[String]) -> Whose {
    let is_proper = |rest: &str| PROPER.contains(&rest.trim_matches(['(', ')', '-']));
    if own.iter().any(|own| own == name) {
        return Whose::Own;
    }
    let rests = own.iter().filter_map(|own| name.strip_prefix(own.as_str()));
    if rests.into_iter().any(is_proper) || own.iter().any(|own| own.contains(name)) {
        return Whose::Unclear;
    }
    if own.iter().any(|own| name.contains(own.as_str())) { Whose::Longer } else { Whose::Other }
}
