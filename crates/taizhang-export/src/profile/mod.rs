//! Profiles (表样): which columns a return has and how they are written, as data. A profile turns
//! sheets into other people's tables; what kind of file those become is the exporter's affair.

mod apply;
mod column;
mod fault;
mod file_name;
mod order;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::sheet::{Cell, Sheet};
use crate::{
    Charset, Descriptor, ExportError, ExportRequest, FundType, Options, ProfileDescriptor,
};

pub use apply::{ProfileTable, apply, cuts};
use column::Column;
pub use column::Guard;
pub use fault::ProfileFault;

/// Id of the profile that is no file: the sheets as they are.
pub const PLAIN: &str = "plain";
/// Name of the option for 财政区划代码, which the ledger does not know.
pub(crate) const DIVISION: &str = "mof-div-code";
/// Name of the option that writes 是 and 否 another way than the profile does.
pub(crate) const BOOLEANS: &str = "booleans";
/// Name of the option that says what becomes of words that are too long, and its values.
pub(crate) const LONG: &str = "long";
const REFUSE: &str = "refuse";
pub(crate) const CUT: &str = "cut";
/// The code list that [`Booleans`] fills.
const YES_NO: &str = "yes_no";
/// The code list of 资金性质, which is the same for every exporter.
const FUND_TYPE: &str = "fund_type";
/// The profiles that are part of this program.
const BUILT_IN: [&str; 2] = [
    include_str!("../../profiles/integrated.toml"),
    include_str!("../../profiles/self-evaluation.toml"),
];

/// A return as data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    id: String,
    summary: String,
    verified: bool,
    /// Where the form comes from; for readers of the file.
    #[serde(rename = "source")]
    _source: String,
    encoding: Charset,
    #[serde(default)]
    line_end: LineEnd,
    #[serde(default)]
    quoting: Quoting,
    #[serde(default)]
    booleans: Booleans,
    /// Pattern of the files' names.
    #[serde(default)]
    file: Option<String>,
    /// Header rows from top to bottom; none at all is no header.
    header: Vec<HeaderRow>,
    /// Words and the codes they are written as, by list.
    #[serde(default)]
    codes: BTreeMap<String, BTreeMap<String, String>>,
    table: Vec<Table>,
}

/// How lines end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineEnd {
    /// Carriage return and line feed.
    #[default]
    Crlf,
    /// Line feed.
    Lf,
}

/// Which fields stand in quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quoting {
    /// Those that need them.
    #[default]
    Needed,
    /// All.
    Always,
}

/// How 是 and 否 are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
enum Booleans {
    /// As words.
    #[default]
    #[serde(rename = "words")]
    Words,
    /// 1 and 0.
    #[serde(rename = "1-0")]
    OneZero,
    /// 1 and 2.
    #[serde(rename = "1-2")]
    OneTwo,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum HeaderRow {
    Name,
    Meaning,
}

/// One table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    title: String,
    /// Pattern of the file's name, in the place of the profile's.
    #[serde(default)]
    file: Option<String>,
    /// Title of the sheet whose rows it has.
    sheet: String,
    #[serde(default, rename = "where")]
    condition: Option<Condition>,
    /// Columns by which the rows are sorted, with `-` before one that descends; ledger order where
    /// there are none.
    #[serde(default)]
    sort: Vec<String>,
    columns: Vec<Column>,
}

/// Which rows of the sheet are taken.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    column: String,
    is: Option<String>,
    not: Option<String>,
}

impl Booleans {
    const ALL: [(&str, Self); 3] =
        [("words", Self::Words), ("1-0", Self::OneZero), ("1-2", Self::OneTwo)];
    /// The value of the option under which the profile decides.
    const AS_PROFILE: &str = "profile";

    fn asked_for(options: &Options) -> Option<Self> {
        let asked = options.get(BOOLEANS, Self::AS_PROFILE);
        Self::ALL.iter().find(|(name, _)| *name == asked).map(|(_, booleans)| *booleans)
    }

    const fn words(self) -> [(&'static str, &'static str); 2] {
        let [yes, no] = match self {
            Self::Words => ["是", "否"],
            Self::OneZero => ["1", "0"],
            Self::OneTwo => ["1", "2"],
        };
        [("是", yes), ("否", no)]
    }

    fn codes(self) -> BTreeMap<String, String> {
        self.words().map(|(word, code)| (word.to_owned(), code.to_owned())).into()
    }
}

impl Profile {
    /// Returns the profile that a checked request asks for; none for the plain one.
    ///
    /// # Errors
    /// The profile cannot be read, or an option is given that the profile itself decides.
    pub fn chosen(request: &ExportRequest<'_>) -> Result<Option<Self>, ExportError> {
        let read_chosen = |chosen: &crate::Profile| match &chosen.definition {
            Some(text) => read(&chosen.id, text).map(Some),
            None => Ok(built_in().find(|profile| profile.id == chosen.id)),
        };
        let profile = request.profile.as_ref().map(read_chosen).transpose()?.flatten();
        let given = |name: &str| request.options.values.contains_key(name);
        match profile {
            None if given(DIVISION) => Err(misplaced(DIVISION, PLAIN)),
            None => Ok(None),
            Some(profile) if given("unit") => Err(misplaced("unit", &profile.id)),
            Some(mut profile) => {
                let asked = Booleans::asked_for(&request.options);
                let codes = asked.unwrap_or(profile.booleans).codes();
                profile.codes.insert(YES_NO.to_owned(), codes);
                profile.codes.entry(FUND_TYPE.to_owned()).or_insert_with(fund_types);
                profile.encoding = Charset::asked_for(&request.options).unwrap_or(profile.encoding);
                Ok(Some(profile))
            }
        }
    }

    /// Adds the profiles, the plain one first, and their options to an exporter's descriptor.
    pub fn describe(mut descriptor: Descriptor) -> Descriptor {
        descriptor.profiles.push(ProfileDescriptor {
            id: PLAIN.to_owned(),
            summary: "各表原样，中文列名".to_owned(),
            verified: true,
        });
        descriptor.profiles.extend(built_in().map(|profile| ProfileDescriptor {
            id: profile.id,
            summary: profile.summary,
            verified: profile.verified,
        }));
        descriptor
            .own_profiles()
            .option(
                BOOLEANS,
                "“是、否”的写法：profile 按表样（原样导出时为汉字），words 为汉字，1-0 为 1 和 0，1-2 为 1 和 2",
                [Booleans::AS_PROFILE].into_iter().chain(Booleans::ALL.map(|(name, _)| name)),
            )
            .option(DIVISION, "表样中的财政区划代码，不写则留空", [])
            .option(
                LONG,
                "表样放不下的长文字：refuse 为不导出，cut 为截短到表样的宽度并逐处说明；编码、号码、金额和日期从不截短",
                [REFUSE, CUT],
            )
    }

    /// Returns the id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the encoding of the files, and that in which widths count.
    pub const fn charset(&self) -> Charset {
        self.encoding
    }

    /// Tells whether its files begin with the names of their columns.
    pub const fn has_header(&self) -> bool {
        !self.header.is_empty()
    }

    /// Returns how many rows its files have above their data.
    pub(crate) const fn header_rows(&self) -> usize {
        self.header.len()
    }

    /// Returns the names and meanings of the columns for 财政区划代码.
    pub(crate) fn division_columns(&self) -> Vec<&str> {
        let columns = self.table.iter().flat_map(|table| &table.columns);
        let columns = columns.filter(|column| column.is_division());
        columns.flat_map(|column| [column.name.as_str(), column.meaning.as_str()]).collect()
    }

    /// Returns the names of the columns of each table, in the order of the tables.
    pub fn column_names(&self) -> Vec<Vec<String>> {
        let names = |table: &Table| {
            table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>()
        };
        self.table.iter().map(names).collect()
    }

    /// Returns how lines end.
    pub const fn line_end(&self) -> LineEnd {
        self.line_end
    }

    /// Returns which fields stand in quotes.
    pub const fn quoting(&self) -> Quoting {
        self.quoting
    }
}

/// Writes 是 and 否 in the sheets of the plain profile as the options ask.
pub fn write_booleans(sheets: &mut [Sheet], options: &Options) {
    let Some(asked) = Booleans::asked_for(options) else { return };
    for cell in sheets.iter_mut().flat_map(|sheet| &mut sheet.rows).flatten() {
        if let Cell::Mark(word) = cell {
            let code = asked.words().into_iter().find(|(yes_or_no, _)| yes_or_no == word);
            *word = code.map_or(*word, |(_, code)| code);
        }
    }
}

/// Returns the codes of 资金性质 by name.
fn fund_types() -> BTreeMap<String, String> {
    FundType::ALL.iter().map(|fund| (fund.name().to_owned(), fund.code().to_owned())).collect()
}

fn built_in() -> impl Iterator<Item = Profile> {
    BUILT_IN.iter().filter_map(|text| read("", text).ok())
}

fn read(id: &str, text: &str) -> Result<Profile, ExportError> {
    toml::from_str(text).map_err(|error| ExportError::Profile {
        id: id.to_owned(),
        faults: vec![ProfileFault::syntax(text, &error)],
    })
}

fn misplaced(option: &str, profile: &str) -> ExportError {
    ExportError::OptionUnderProfile { option: option.to_owned(), profile: profile.to_owned() }
}
