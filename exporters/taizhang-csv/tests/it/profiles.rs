//! Profiles: the returns under other people's column names, widths and codes.

use taizhang_csv::CsvExporter;
use taizhang_export::profile::ProfileFault;
use taizhang_export::{
    Artifact, CellFaultKind, ExportContext, ExportError, ExportRequest, Exporter, Profile,
};

use crate::sample::year;

/// A profile of two columns, the first of 8 bytes.
const OWN: &str = r#"
id = "own"
summary = "本县"
verified = false
source = "本县通知"
encoding = "utf-8"
line_end = "lf"
quoting = "always"
header = []
[[table]]
name = "A"
title = "甲"
sheet = "指标台账"
where = { column = "行别", is = "指标" }
columns = [{ name = "ID", from = "指标编号", width = 8 }, { name = "AMT", from = "全年预算数", unit = "wan", decimals = 2 }]
"#;

fn chosen(
    id: &str,
    definition: Option<&str>,
    options: &[(&str, &str)],
) -> Result<Vec<Artifact>, ExportError> {
    let context = year();
    let mut request = ExportRequest::new(&context).with_options(options.iter().copied());
    request.profile =
        Some(Profile { id: id.to_owned(), definition: definition.map(str::to_owned) });
    CsvExporter.export(&request)
}

/// The text of the only file of a profile that one wrote oneself.
#[track_caller]
fn own(definition: &str) -> String {
    let files = chosen("own", Some(definition), &[]).expect("the profile can be used");
    String::from_utf8(files[0].bytes.clone()).expect("it is UTF-8")
}

fn printed(artifacts: &[Artifact]) -> String {
    let print = |artifact: &Artifact| {
        let (text, _, damaged) = encoding_rs::GB18030.decode(&artifact.bytes);
        let text = if damaged || artifact.bytes.starts_with(b"\xEF\xBB\xBF") {
            String::from_utf8_lossy(&artifact.bytes).into_owned()
        } else {
            text.into_owned()
        };
        format!("=== {}\n{}", artifact.name, text.replace('\r', "␍"))
    };
    artifacts.iter().map(print).collect()
}

#[test]
fn the_integrated_system() {
    let made = chosen("integrated", None, &[("mof-div-code", "621026000")]);
    insta::assert_snapshot!(printed(&made.unwrap()));
}

#[test]
fn the_self_evaluation_tabs() {
    insta::assert_snapshot!(printed(&chosen("self-evaluation", None, &[]).unwrap()));
}

/// The goals of a project stand in tabs of their own; which project it is, only a ledger with one
/// project tells.
#[test]
fn a_project_has_tabs_of_its_own() {
    let mut context = year();
    context.evaluation.pack.kind = taizhang_export::PackKind::Project;
    let tabs = |context: &ExportContext| {
        let request = ExportRequest::new(context).with_profile("self-evaluation");
        let made = CsvExporter.export(&request).expect("the form can hold the year");
        let lines = |artifact: &Artifact| {
            let text = String::from_utf8(artifact.bytes.clone()).expect("UTF-8");
            let name = artifact.name.as_str().strip_prefix("2022_宁县科学技术协会_");
            let name = name.and_then(|name| name.split('（').next()).unwrap_or_default().to_owned();
            (name, text.lines().skip(2).map(str::to_owned).collect::<Vec<_>>())
        };
        made.iter().map(lines).collect::<std::collections::BTreeMap<_, _>>()
    };
    let made = tabs(&context);
    let goal = ",,2022,062100000000000000001,提高全民科学素质,,,,,否,062001";
    assert_eq!(made["PM_PERF_GOAL_INFO"], [goal]);
    assert_eq!(made["PM_PERF_INDICATOR"].len(), context.evaluation.indicators.len());
    assert!(made["BGT_PERF_GOAL_INFO"].is_empty() && made["BGT_PERF_INDICATOR"].is_empty());
    assert!(made["PERF_T_SELFEVALTASK"][0].contains(",1,"), "{made:?}");
    let mut second = context.lines[0].clone();
    second.project_code = Some("062100000000000000002".to_owned());
    context.lines.push(second);
    assert!(tabs(&context)["PM_PERF_GOAL_INFO"][0].starts_with(",,2022,,提高全民科学素质"));
}

#[test]
fn the_plain_profile_is_the_default() {
    let default = CsvExporter.export(&ExportRequest::new(&year())).unwrap();
    assert_eq!(chosen("plain", None, &[]).unwrap(), default);
}

#[test]
fn a_profile_of_ones_own() {
    let files = chosen("own", Some(OWN), &[]).unwrap();
    assert_eq!(files[0].name, "2022_宁县科学技术协会_A（甲）.csv");
    let text = own(OWN);
    assert!(text.starts_with("\"2022-001\",\"89.67\"\n"), "{text}");
}

/// One profile edited, and how the first line of its file begins.
#[test]
fn every_way_of_writing_is_data() {
    let first = "{ name = \"ID\", from = \"指标编号\", width = 8 }";
    let code = |rest: &str| (first.to_owned(), format!("{{ name = \"F\", {rest} }}"));
    let cases: [((String, String), &str); 14] = [
        (("quoting = \"always\"".into(), "quoting = \"needed\"".into()), "2022-001,89.67\n"),
        (("line_end = \"lf\"".into(), "line_end = \"crlf\"".into()), "\"2022-001\",\"89.67\"\r\n"),
        (("header = []".into(), "header = [\"name\"]".into()), "\"ID\",\"AMT\"\n\"2022-001\""),
        (
            ("header = []".into(), "header = [\"meaning\", \"name\"]".into()),
            "\"\",\"\"\n\"ID\",\"AMT\"\n",
        ),
        (("unit = \"wan\"".into(), "unit = \"yuan\"".into()), "\"2022-001\",\"896700.00\"\n"),
        (("decimals = 2".into(), "decimals = 0".into()), "\"2022-001\",\"90\"\n"),
        (("columns".into(), "sort = [\"-ID\"]\ncolumns".into()), "\"2022-004\""),
        (("columns".into(), "sort = [\"AMT\"]\ncolumns".into()), "\"2022-002\",\"3.23\"\n"),
        (code("from = \"功能分类编码\", form = \"class\""), "\"206\",\"89.67\"\n"),
        (code("from = \"功能分类编码\", form = \"section\""), "\"20607\",\"89.67\"\n"),
        (
            code("from = \"功能分类编码\", form = \"code-name\", name_from = \"功能分类名称\""),
            "\"2060702-科普活动\",\"89.67\"\n",
        ),
        (code("from = \"功能分类编码\", form = \"apostrophe\""), "\"'2060702\",\"89.67\"\n"),
        (code("from = \"功能分类编码\", form = \"formula\""), "\"=\"\"2060702\"\"\",\"89.67\"\n"),
        (code("from = \"=固定\""), "\"固定\",\"89.67\"\n"),
    ];
    for ((from, to), expected) in cases {
        let edited = OWN.replacen(&from, &to, 1);
        assert_ne!(edited, OWN, "{from}");
        let text = own(&edited);
        assert!(text.starts_with(expected), "{to}: {text}");
    }
}

/// 是 and 否 as the profile writes them, unless an option asks for something else.
#[test]
fn booleans_are_written_as_asked() {
    let yes_no = OWN.replace("sheet = \"指标台账\"", "sheet = \"支出明细\"").replace(
        "where = { column = \"行别\", is = \"指标\" }\ncolumns = [",
        "columns = [{ name = \"G\", from = \"政府采购\", codes = \"yes_no\" }]\nunused = [",
    );
    let yes_no = yes_no.split("unused").next().unwrap();
    for (booleans, option, expected) in [
        ("", None, ["是", "否"]),
        ("booleans = \"1-0\"", None, ["1", "0"]),
        ("booleans = \"1-2\"", None, ["1", "2"]),
        ("booleans = \"1-2\"", Some("1-0"), ["1", "0"]),
        ("booleans = \"1-2\"", Some("words"), ["是", "否"]),
    ] {
        let definition = format!("{booleans}\n{yes_no}");
        let options: Vec<(&str, &str)> =
            option.map(|value| ("booleans", value)).into_iter().collect();
        let files = chosen("own", Some(&definition), &options).unwrap();
        let text = String::from_utf8(files[0].bytes.clone()).unwrap();
        let expected: Vec<String> = year()
            .expenditures
            .iter()
            .map(|row| format!("\"{}\"", expected[usize::from(!row.procurement)]))
            .collect();
        assert_eq!(text.lines().collect::<Vec<_>>(), expected, "{booleans} {option:?}");
    }
}

/// GBK holds two bytes for each common character and refuses a rare one, which GB18030 takes.
#[test]
fn encodings_are_those_of_the_profile_or_of_the_option() {
    let payees = OWN
        .replace("sheet = \"指标台账\"", "sheet = \"支出明细\"")
        .replace("where = { column = \"行别\", is = \"指标\" }\n", "")
        .replace("from = \"指标编号\", width = 8", "from = \"收款人\"")
        .replace(", { name = \"AMT\", from = \"全年预算数\", unit = \"wan\", decimals = 2 }", "");
    let in_charset = |charset: &str| {
        chosen("own", Some(&payees.replace("\"utf-8\"", &format!("\"{charset}\""))), &[])
    };
    assert_eq!(&in_charset("gb18030").unwrap()[0].bytes[..5], b"\"\xCF\xD8\xBF\xC6");
    let refused = in_charset("gbk");
    assert!(
        matches!(&refused, Err(ExportError::Unencodable { cells, encoding })
            if encoding == "GBK" && cells[0].characters == ['𬭚']),
        "{refused:?}"
    );
    let with_mark = chosen("own", Some(&payees), &[("encoding", "utf-8-bom")]).unwrap();
    assert!(with_mark[0].bytes.starts_with(b"\xEF\xBB\xBF"));
}

/// All values that do not fit are told at once, with row and column; both sides of the boundary.
#[test]
fn a_value_that_is_too_long_is_refused() {
    let narrow = OWN.replace("width = 8", "width = 7");
    let Err(ExportError::Cells(faults)) = chosen("own", Some(&narrow), &[]) else {
        panic!("nothing was refused");
    };
    let lines = year().lines.len();
    assert_eq!(faults.len(), lines);
    assert_eq!((faults[0].row, faults[0].column.as_str()), (1, "ID"));
    assert_eq!(faults[0].kind, CellFaultKind::TooLong { length: 8, width: 7 });
}

/// Words are cut to what fits, counted in the profile's encoding; codes never are.
#[test]
fn words_are_cut_where_that_is_asked_for_and_codes_are_not() {
    let names = |width: usize, charset: &str| {
        let text = OWN.replace(
            "from = \"指标编号\", width = 8",
            &format!("from = \"指标名称\", width = {width}"),
        );
        let text = text.replace("\"utf-8\"", &format!("\"{charset}\""));
        let files = chosen("own", Some(&text), &[("long", "cut")]).expect("words are cut");
        let text = match charset {
            "utf-8" => String::from_utf8_lossy(&files[0].bytes),
            _ => encoding_rs::GB18030.decode(&files[0].bytes).0,
        };
        text.lines().next().expect("a first row").to_owned()
    };
    // 工资福利: twelve bytes in UTF-8, eight in GB18030; no character is cut in two.
    assert!(names(12, "utf-8").starts_with("\"工资福利\""));
    assert!(names(11, "utf-8").starts_with("\"工资福\""));
    assert!(names(8, "gb18030").starts_with("\"工资福利\""));
    assert!(names(7, "gb18030").starts_with("\"工资福\""));
    assert!(names(1, "gb18030").starts_with("\"\""));

    for code in ["指标编号", "项目编码", "部门经济分类编码"] {
        let column = format!("from = \"{code}\", width = 2");
        let narrow = OWN.replace("from = \"指标编号\", width = 8", &column);
        let refused = chosen("own", Some(&narrow), &[("long", "cut")]);
        assert!(matches!(&refused, Err(ExportError::Cells(_))), "{code}: {refused:?}");
    }
}

#[test]
fn a_word_without_a_code_is_refused() {
    let coded = format!(
        "{}\n[codes.list]\n\"2022-001\" = \"1\"\n",
        OWN.replace("from = \"指标编号\", width = 8", "from = \"指标编号\", codes = \"list\"")
    );
    let Err(ExportError::Cells(faults)) = chosen("own", Some(&coded), &[]) else {
        panic!("nothing was refused");
    };
    assert!(faults.iter().all(|fault| fault.kind == CellFaultKind::NoCode));
    assert_eq!(faults.len(), year().lines.len() - 1);
}

#[test]
fn a_profile_that_names_nothing_is_refused() {
    for wrong in [
        OWN.replace("指标台账", "没有的表"),
        OWN.replace("指标编号", "没有的列"),
        OWN.replace("verified", "verifed"),
        OWN.replace("columns", "sort = [\"NO\"]\ncolumns"),
        OWN.replace("width = 8", "form = \"roman\""),
    ] {
        let refused = chosen("own", Some(&wrong), &[]);
        assert!(matches!(refused, Err(ExportError::Profile { .. })), "{refused:?}");
    }
}

/// A profile says what its files are called; without a word they name year, unit and table.
#[test]
fn files_are_called_as_the_profile_says() {
    let check = |file: &str, of_table: &str, expected: &str| {
        let text = OWN.replace("verified", &format!("{file}\nverified"));
        let text = text.replace("columns", &format!("{of_table}\ncolumns"));
        let made = chosen("own", Some(&text), &[]).expect("the profile is sound");
        assert_eq!(made[0].name.as_str(), expected);
    };
    let own: toml::Table = OWN.parse().expect("it is TOML");
    let table = &own["table"][0];
    let (name, title) = (table["name"].as_str().unwrap(), table["title"].as_str().unwrap());
    let unit = "宁县科学技术协会";
    check("", "", &format!("2022_{unit}_{name}（{title}）.csv"));
    check("file = \"{year}_{unit}_{title}.csv\"", "", &format!("2022_{unit}_{title}.csv"));
    check("file = \"{code}{name}\"", "", &format!("062001{name}.csv"));
    check("file = \"{name}\"", "file = \"上报/{year}.txt\"", "上报/2022.txt");
    check("file = \"a{b.csv\"", "", "a{b.csv");
    let unknown = OWN.replace("verified", "file = \"{month}.csv\"\nverified");
    match chosen("own", Some(&unknown), &[]) {
        Err(ExportError::Profile { faults, .. }) => {
            let asks = |fault: &ProfileFault| matches!(fault, ProfileFault::FileName { place, .. } if place == "month");
            assert!(faults.iter().any(asks), "{faults:?}");
        }
        other => panic!("{other:?}"),
    }
    for outside in ["../{name}.csv", "/{name}.csv"] {
        let text = OWN.replace("verified", &format!("file = \"{outside}\"\nverified"));
        let refused = chosen("own", Some(&text), &[]);
        assert!(matches!(refused, Err(ExportError::Name(_))), "{refused:?}");
    }
}

/// The files of two units, and of two years of one, can lie in one folder.
#[test]
fn files_of_many_units_and_years_do_not_collide() {
    let mut other = year();
    "环县科学技术协会".clone_into(&mut other.unit.name);
    let mut later = year();
    later.year = "2023".parse().expect("a year");
    let mut names = std::collections::BTreeSet::new();
    for context in [&year(), &other, &later] {
        for profile in ["plain", "integrated", "self-evaluation"] {
            let request = ExportRequest::new(context).with_profile(profile);
            for artifact in CsvExporter.export(&request).expect("the form holds the year") {
                assert!(
                    names.insert(artifact.name.to_string()),
                    "{} is there twice",
                    artifact.name
                );
            }
        }
    }
}

/// An option that would do nothing is not taken in silence.
#[test]
fn an_option_that_the_profile_decides_is_refused() {
    for (profile, option) in [
        ("integrated", ("unit", "wan")),
        ("integrated", ("unit", "yuan")),
        ("plain", ("mof-div-code", "621026000")),
    ] {
        let refused = chosen(profile, None, &[option]);
        let is_named = matches!(&refused, Err(ExportError::OptionUnderProfile { option: named, .. })
            if named == option.0);
        assert!(is_named, "{profile} {option:?}: {refused:?}");
    }
}

/// Without a profile, too, 是 and 否 are written as the option says.
#[test]
fn booleans_of_the_plain_return_are_written_as_asked() {
    let made = chosen("plain", None, &[("booleans", "1-0"), ("encoding", "utf-8")]).unwrap();
    let detail =
        made.iter().find(|file| file.name == "2022_宁县科学技术协会_支出明细.csv").unwrap();
    let mut reader = csv::Reader::from_reader(detail.bytes.as_slice());
    let at = reader.headers().unwrap().iter().position(|name| name == "政府采购").unwrap();
    let said: Vec<String> = reader.records().map(|row| row.unwrap()[at].to_owned()).collect();
    let context = year();
    let expected = context.expenditures.iter().map(|row| u8::from(row.procurement).to_string());
    assert_eq!(said, expected.collect::<Vec<_>>());
}

/// The columns of a shipped profile: table, name, width.
fn columns(profile: &str) -> Vec<(String, String, Option<i64>)> {
    let profile: toml::Table = profile.parse().expect("it is TOML");
    let mut columns = Vec::new();
    for table in profile["table"].as_array().expect("tables") {
        for column in table["columns"].as_array().expect("columns") {
            let text = |value: &toml::Value| value.as_str().expect("a name").to_owned();
            let width = column.get("width").and_then(toml::Value::as_integer);
            columns.push((text(&table["name"]), text(&column["name"]), width));
        }
    }
    columns
}

/// The columns of the self-evaluation tabs are those of the deployed system, all of them; a width is
/// that of the list where the list has one.
#[test]
fn the_tabs_have_the_columns_of_the_deployed_system() {
    let lists = include_str!("../../../../fixtures/returns/performance-tables.csv");
    let mut known = std::collections::BTreeMap::new();
    for row in csv::Reader::from_reader(lists.as_bytes()).records() {
        let row = row.expect("it is CSV");
        for column in row[2].split('/') {
            let end = column.find(['(', ' ', '=']).unwrap_or(column.len());
            let width = column[end..].strip_prefix('(').and_then(|rest| rest.split_once(')'));
            let width = width.and_then(|(digits, _)| digits.parse::<i64>().ok());
            known.insert((row[0].to_owned(), column[..end].to_uppercase()), width);
        }
    }
    let profile = include_str!("../../../../crates/taizhang-export/profiles/self-evaluation.toml");
    let ours = columns(profile);
    for (table, column, width) in &ours {
        let listed = known.get(&(table.clone(), column.clone()));
        let listed = listed.unwrap_or_else(|| panic!("{table} has no {column}"));
        if listed.is_some() {
            assert_eq!(width, listed, "{table}.{column}");
        }
    }
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let wanted = known.keys().filter(|(_, column)| is_name(column));
    let missing: Vec<_> = wanted
        .filter(|(table, column)| !ours.iter().any(|(t, c, _)| (t, c) == (table, column)))
        .collect();
    assert_eq!(missing, Vec::<&(String, String)>::new(), "columns of the list that are not there");
}

/// Every column of the shipped profiles by the code lists: its name, and its width in bytes.
#[test]
fn names_and_widths_are_those_of_the_code_lists() {
    let lists = include_str!("../../../../fixtures/returns/integrated-budget-fields.csv");
    let mut known = std::collections::BTreeMap::new();
    for row in csv::Reader::from_reader(lists.as_bytes()).records() {
        let row = row.expect("it is CSV");
        let width = row[3].strip_prefix("VARCHAR2(").and_then(|rest| rest.split(')').next());
        let width = width.map(|digits| digits.parse::<i64>().expect("a width"));
        known.insert((row[0].to_owned(), row[2].to_owned()), width);
    }
    let profile = include_str!("../../../../crates/taizhang-export/profiles/integrated.toml");
    let ours = columns(profile);
    for (table, column, width) in &ours {
        // The public code has this table under a name of its own.
        let listed = if table == "BGT_PM_ANNUAL" { "BGT_PM_ANNUAL_ZK" } else { table };
        let listed = known.get(&(listed.to_owned(), column.clone()));
        let listed = listed.unwrap_or_else(|| panic!("{table} has no {column}"));
        assert_eq!(width, listed, "{table}.{column}");
    }
    assert_eq!(ours.len(), known.len(), "every column of the list, and no other");
}
