//! Word reports of every kind that a unit can ask for. What each says is tested elsewhere; here each kind
//! is made once, so that the validator of `tests/run.sh` reads it.

use std::collections::BTreeSet;
use std::fs;

use taizhang_cli::ExitCode;

use crate::docx;
use crate::harness::Office;
use crate::numbers::explain_file;

/// Returns the words of a document that was written below the office's folder.
#[track_caller]
fn words(office: &Office, file: &str) -> String {
    let words = docx::text(&fs::read(office.path().join(file)).expect("the report was written"));
    assert_eq!(docx::wrongly_quoted(&words), Vec::<&str>::new(), "{file}");
    words
}

#[test]
fn every_form_pack_has_its_report() {
    let office = Office::new();
    let packs = office.run("packs list --json").json();
    let mut titles = BTreeSet::new();
    for pack in packs.as_array().expect("packs are a list") {
        let id = pack["id"].as_str().expect("a pack has an id");
        let year = pack["year"].as_u64().expect("a pack has a first year").max(2022);
        for line in [
            format!(
                "--ledger {id} init --unit 示范县科学技术协会 --code 062001 --year {year} --pack {id}"
            ),
            format!(
                "--ledger {id} allocate 2万元 --line {year}-001 --name 日常公用经费 --category operating \
                 --function 2060701 --econ 302 --doc 示财预〔{year}〕1号 --date {year}-01-04"
            ),
        ] {
            office.on(&format!("{year}-01-04")).run(&line).done();
        }
        let line = format!("--ledger {id} report --signed {}-02-15 -o 报告/{id}.docx", year + 1);
        // Without targets and narratives it is a draft, and says so.
        let said = office.run(&line).ended(ExitCode::Findings);
        assert!(said.contains("只能作草稿"), "{said}");
        // What is watched or planned has no score yet.
        let kind = pack["kind"].as_str().expect("a pack has a kind");
        let (document, is_scored) = match kind {
            "monitoring" => ("绩效运行监控报告已生成", false),
            "declaration" => ("绩效目标申报表已生成", false),
            _ => ("自评报告已生成", true),
        };
        assert!(said.contains(document), "{said}");
        assert_eq!(said.contains("自评得分"), is_scored, "{said}");
        let json = office.run(&format!("{line} --json --dry-run")).json();
        assert_eq!(json["score"].is_null(), !is_scored, "{json}");
        assert_eq!(json["grade"].is_null(), !is_scored, "{json}");
        let words = words(&office, &format!("报告/{id}.docx"));
        let title = pack["title"].as_str().expect("a pack has a title").to_owned();
        assert!(words.contains(&title), "{id}");
        let file = office.path().join(format!("报告/{id}.docx"));
        explain_file(&office, &office.path().join(id), &file);
        titles.insert(title);
    }
    assert!(titles.len() >= 10, "{titles:?}");
}

#[test]
fn the_past_has_its_report() {
    let office = Office::demo();
    for (view, file, expected) in [
        ("--as-of 2022-06-30", "半年.docx", "截至2022年6月30日"),
        ("--as-of-seq 100", "早先.docx", "台账共100个事件"),
    ] {
        let said = office.run(&format!("report --signed 2023-02-15 -o {file} {view}"));
        assert!(matches!(said.code, ExitCode::Success | ExitCode::Findings), "{said}");
        let words = words(&office, file);
        assert!(words.contains(expected), "{words}");
    }
}

#[test]
fn a_unit_may_write_its_own_outline() {
    let office = Office::new();
    office.run("init --unit 示范县科学技术协会 --code 062001 --year 2022").done();
    office.run("packs new national-whole-unit-2020").done();
    let folder = office.ledger().join("packs/national-whole-unit-2020");
    let outline = r#"format = 1
title = "{{ unit.name }}{{ year }}年度自评简报"
numerals = ["chinese", "arabic"]

[[section]]
key = "money"
level = 1
heading = "收支简况"
template = "money.md"

[[annex]]
title = "收支一览"
template = "annex-money.md"
"#;
    fs::write(folder.join("outline.toml"), outline).expect("the pack can be edited");
    let money = "全年支出{{ fig(\"outturn.total\") | wan }}。\n\n{{ table(\"budget_summary\") }}\n";
    fs::write(folder.join("money.md"), money).expect("the pack can be edited");
    let annex = "{{ table(\"budget_summary\") }}\n\n{{ table(\"figure_sources\") }}\n";
    fs::write(folder.join("annex-money.md"), annex).expect("the pack can be edited");
    let said = office.run("packs check demo/packs/national-whole-unit-2020");
    assert_eq!(said.code, ExitCode::Success, "{said}");
    office.run("report --signed 2023-02-15 -o 简报.docx").ended(ExitCode::Findings);
    explain_file(&office, &office.ledger(), &office.path().join("简报.docx"));
    let words = words(&office, "简报.docx");
    for expected in ["2022年度自评简报", "一、收支简况", "全年支出0.00万元。", "收支一览"]
    {
        assert!(words.contains(expected), "{expected} is not in\n{words}");
    }
}
