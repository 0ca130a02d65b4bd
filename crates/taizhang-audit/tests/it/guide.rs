//! `docs/guide/audit.md` lists the codes of the catalogue, in its order.

use std::fs;
use std::path::Path;

use taizhang_audit::RULES;

#[test]
fn the_guide_lists_every_code_once() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/audit.md");
    let page = fs::read_to_string(page).expect("the guide can be read");
    let is_code = |cell: &str| cell.len() > 2 && cell.chars().all(|c| c.is_ascii_uppercase());
    let listed: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .filter(|cell| is_code(cell))
        .collect();
    let known: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(listed, known);
}
