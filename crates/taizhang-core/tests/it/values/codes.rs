//! Classification codes and their lists by year.

use taizhang_core::FiscalYear;
use taizhang_core::code::{CodeTable, EconomicCode, FunctionCode, FundType, UnknownCode};
use taizhang_testutils::builders::year;

/// The lists as they lie in the repository.
const FILES: [(&str, &str); 3] = [
    ("functional.csv", include_str!("../../../codes/functional.csv")),
    ("dep-economic.csv", include_str!("../../../codes/dep-economic.csv")),
    ("gov-economic.csv", include_str!("../../../codes/gov-economic.csv")),
];

fn tables() -> [&'static CodeTable; 3] {
    [CodeTable::functions(), CodeTable::economics(), CodeTable::government_economics()]
}

fn fiscal_year(text: &str) -> FiscalYear {
    text.parse().expect("tests state valid years")
}

#[track_caller]
fn unknown(table: &CodeTable, code: &str) -> UnknownCode {
    table.find(year(), code).expect_err("the list lacks this code")
}

/// Every row names digits, a name, its years and its source, and is found in its own year.
#[test]
fn every_row_of_every_list_is_found() {
    for ((file, text), table) in FILES.into_iter().zip(tables()) {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(
            reader.headers().unwrap(),
            ["code", "name", "level", "year", "source"].as_slice()
        );
        for record in reader.records() {
            let record = record.expect("the list is well-formed");
            let first: FiscalYear = record[3][..4].parse().expect("the year column starts so");
            let found = table.find(first, &record[0]).expect("the row is found");
            assert_eq!(found.name, &record[1], "{file} {}", &record[0]);
            assert!(!record[4].is_empty(), "{file} {} names no source", &record[0]);
            let digits: usize = record[0].len();
            let level = [(3, "类"), (5, "款"), (7, "项")].iter().find(|(of, _)| *of == digits);
            assert_eq!(level.map(|(_, name)| *name), Some(&record[2]), "{file} {}", &record[0]);
            assert!(record[0].parse::<EconomicCode>().is_ok() && !record[1].is_empty());
        }
    }
}

/// A code belongs under its class and, where it is an item, under its section.
#[test]
fn every_code_has_its_ancestors() {
    for table in tables() {
        for entry in table.of_year(year()) {
            for digits in [3, 5].into_iter().filter(|digits| *digits < entry.code.len()) {
                let ancestor = &entry.code[..digits];
                assert!(table.find(year(), ancestor).is_ok(), "{} without {ancestor}", entry.code);
            }
        }
    }
}

#[test]
fn the_units_own_codes_are_known() {
    for (code, name) in
        [("206", "科学技术支出"), ("20607", "科学技术普及"), ("2060702", "科普活动")]
    {
        assert_eq!(CodeTable::functions().name(year(), code), name);
    }
    for (code, name) in [
        ("301", "工资福利支出"),
        ("302", "商品和服务支出"),
        ("303", "对个人和家庭的补助"),
        ("30201", "办公费"),
    ] {
        assert_eq!(CodeTable::economics().name(year(), code), name);
    }
}

#[test]
fn an_unknown_code_suggests_near_ones() {
    let refusal = unknown(CodeTable::economics(), "30277");
    assert_eq!((refusal.code.as_str(), refusal.year), ("30277", year()));
    assert_eq!(refusal.list, "部门预算支出经济分类科目");
    let codes: Vec<&str> = refusal.suggestions.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes.len(), 3);
    assert!(codes.iter().all(|code| code.starts_with("302") && code.len() == 5), "{codes:?}");
    assert_eq!(CodeTable::economics().name(year(), "30277"), "30277");
}

/// Provinces add digits to the most detailed national code (domain data 1).
#[test]
fn a_longer_code_is_a_local_extension() {
    let extended = CodeTable::economics().find(year(), "3020101").unwrap();
    assert_eq!((extended.code.as_str(), extended.name.as_str()), ("30201", "办公费"));
    let extended = CodeTable::functions().find(year(), "206070201").unwrap();
    assert_eq!(extended.code, "2060702");
    assert_eq!(unknown(CodeTable::economics(), "3027701").code, "3027701");
    assert_eq!(unknown(CodeTable::functions(), "206077701").code, "206077701");
    // Between two levels lies nothing: 3020 is no section, and 20607 + 02 is an item of its own.
    unknown(CodeTable::economics(), "3020");
    unknown(CodeTable::functions(), "206070");
}

/// Of most classes the list holds the class alone (its README says which rows there are): a code below
/// is taken, without a name, and no code of another class is offered in its place.
#[test]
fn below_a_code_without_parts_the_list_is_silent() {
    let functions = CodeTable::functions();
    for (code, above) in
        [("20502", "205"), ("2050202", "205"), ("205020201", "205"), ("2010701", "20107")]
    {
        assert_eq!(functions.find(year(), code).unwrap().code, above, "{code}");
        assert_eq!(functions.listed(year(), code), None);
        assert_eq!(functions.name(year(), code), code, "no name is made up");
    }
    // No level, no class, and a class whose parts are listed.
    for code in ["2050", "205020", "299", "2990101", "2060777", "20677"] {
        unknown(functions, code);
    }
    let near = unknown(functions, "2060777").suggestions;
    assert!(near.iter().all(|(code, _)| code.starts_with("206")), "{near:?}");
    assert_eq!(unknown(functions, "205020").suggestions, Vec::new());
}

/// A year outside all rows of a list uses the nearest listed year.
#[test]
fn a_year_outside_the_list_uses_the_nearest() {
    let functions = CodeTable::functions();
    for year in ["2017", "2022", "2025", "2030"] {
        assert!(functions.find(fiscal_year(year), "2060702").is_ok(), "{year}");
        assert!(CodeTable::economics().find(fiscal_year(year), "30201").is_ok(), "{year}");
    }
}

#[test]
fn codes_are_3_to_13_or_20_digits() {
    for text in ["206", "2060702", "2060702123456"] {
        assert!(text.parse::<FunctionCode>().is_ok(), "{text}");
    }
    for text in ["", "20", "20607021234567", "２０６", "206a", "-206", " 206"] {
        assert!(text.parse::<FunctionCode>().is_err(), "{text}");
    }
    assert!("3".repeat(20).parse::<EconomicCode>().is_ok());
    assert!("3".repeat(21).parse::<EconomicCode>().is_err());
}

#[test]
fn a_code_lies_within_its_beginnings() {
    let code = |text: &str| text.parse::<EconomicCode>().expect("tests state valid codes");
    let extended = code("3020101");
    assert!(extended.is_within(&code("302")) && extended.is_within(&code("30201")));
    assert!(extended.is_within(&extended) && !extended.is_within(&code("30202")));
    assert!(!code("302").is_within(&code("30201")));
    assert_eq!((extended.class(), extended.section()), (code("302"), code("30201")));
    assert_eq!((code("302").class(), code("302").section()), (code("302"), code("302")));
}

#[test]
fn fund_types_have_distinct_names_codes_and_keys() {
    for part in [FundType::name, FundType::code, FundType::key] {
        let mut parts = FundType::ALL.map(part).to_vec();
        parts.sort_unstable();
        parts.dedup();
        assert_eq!(parts.len(), FundType::ALL.len());
    }
}
