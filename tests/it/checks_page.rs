//! `docs/guide/checks.md` lists every code of both catalogues, and where each applies.

use std::collections::BTreeMap;

use taizhang_ledger::audit;
use taizhang_ledger::evaluation::{Input, RULES, rule};

use crate::harness::project_file;

/// Codes that were promised from the start.
const PROMISED: [&str; 28] = [
    "RATE", "BASE", "SUM", "TOTAL", "CARRY", "ROUND", "SCORE", "STAFF", "ASSET", "DOCNO", "CLASS",
    "OUTLINE", "HEADING", "NUMERAL", "PREC", "UNIT", "COUNT", "APPROX", "BLANK", "VAGUE", "CROSS",
    "STALE", "NAME", "PACE", "ADJ", "OVER", "EVID", "MISSING",
];

/// Where a code applies: the ledger, its texts, other people's reports.
type Applies = [bool; 3];

/// Reads the rows of the page: the code, where it applies, and why not elsewhere.
fn rows(page: &str) -> BTreeMap<String, (Applies, String)> {
    let mut rows = BTreeMap::new();
    for line in page.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [code, what, ledger, text, other, why] = cells.as_slice() else {
            panic!("a row of six cells: {line}");
        };
        assert!(!what.is_empty(), "{code} says nothing");
        let applies = [ledger, text, other].map(|cell| match *cell {
            "查" => true,
            "—" => false,
            cell => panic!("{code}: {cell} is neither 查 nor —"),
        });
        let held = rows.insert((*code).to_owned(), (applies, (*why).to_owned()));
        assert!(held.is_none(), "{code} stands twice");
    }
    rows
}

#[test]
fn every_code_stands_on_the_page_with_where_it_applies() {
    let mut catalogue: BTreeMap<String, Applies> = BTreeMap::new();
    for rule in RULES {
        let applies = [Input::Ledger, Input::Narrative].map(|input| rule.inputs.contains(&input));
        catalogue.insert(rule.code.to_owned(), [applies[0], applies[1], false]);
    }
    for rule in audit::RULES {
        catalogue.entry(rule.code.to_owned()).or_default()[2] = true;
    }
    let page = rows(&project_file("docs/guide/checks.md"));
    let shown: BTreeMap<String, Applies> =
        page.iter().map(|(code, (applies, _))| (code.clone(), *applies)).collect();
    assert_eq!(shown, catalogue, "docs/guide/checks.md must say what the catalogues say");
    for (code, (applies, why)) in &page {
        let is_everywhere = applies.iter().all(|applies| *applies);
        assert_eq!(why.is_empty(), is_everywhere, "{code}: a reason where it does not apply");
    }
    for code in PROMISED {
        assert!(page.contains_key(code), "{code} was promised");
        assert!(rule(code).is_some(), "{code} is no check of the ledger");
    }
}
