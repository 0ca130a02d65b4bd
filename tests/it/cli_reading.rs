//! Commands that read: `status`, `list`, `show`, `trace`, `check`, `log`, `verify`, `codes`, `packs`,
//! `export` and `report`, as of any day and any sequence, for people and as JSON.

use taizhang_cli::ExitCode;
use taizhang_ledger::evaluation::pack::Pack;

use crate::harness::{Office, story};

#[test]
fn two_axes_of_time() {
    let said = story(
        &Office::small(),
        "
        @ 2022-06-30
        disburse 5000元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 --memo 补记三月 --date 2022-03-31
        status --as-of 2022-01-31
        status --as-of 2022-03-31 --as-of-seq 5
        status --as-of-seq 3 --unit 万元
        status --as-of 2022-13-01
        list payments --as-of 2022-01-31
        list lines --as-of-seq 4
        trace outturn.total --as-of 2022-01-31
        trace outturn.total --as-of-seq 4 --json
        log --as-of-seq 3
        log --as-of 2022-01-31 --from 4
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn every_list_as_json() {
    let said = story(
        &Office::small(),
        "
        record --id A1 --name 科普日 --start 2022-01-04 --count audience:受众人次:2300人次:余1000
        list lines --json
        list changes --json
        list payments --json
        list activities --json
        list figures --grep rate.execution.total --json
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn every_list_has_both_forms_and_can_be_searched() {
    let office = Office::demo();
    let grammar = taizhang_cli::parser();
    let list = grammar.find_subcommand("list").expect("there is a list command");
    let what = list.get_positionals().next().expect("it takes what to list");
    for value in what.get_possible_values() {
        let name = value.get_name();
        let text = office.run(&format!("list {name}"));
        assert_eq!((text.code, text.err.as_str()), (ExitCode::Success, ""), "{text}");
        let json = office.run(&format!("list {name} --json"));
        assert!(json.json().as_array().is_none_or(|rows| !rows.is_empty()), "{json}");
        let none = office.run(&format!("list {name} --grep 没有这样的行 --json"));
        let rows = none.json();
        let rows = rows.get("indicators").unwrap_or(&rows);
        assert_eq!(*rows, serde_json::json!([]), "{none}");
        let past = office.run(&format!("list {name} --as-of 2022-06-30 --json"));
        assert_ne!(past.out, json.out, "list {name} does not look at --as-of");
    }
}

#[test]
fn events_one_by_one() {
    let said = story(
        &Office::small(),
        "
        show 1
        show 记-001 --json
        show 99
        show 记-999
        log
        log --limit 2 --json
        log --grep 差旅
        trace outturn.basic
        trace rate.execution.total
        trace rate.execution.total --json
        trace outturn.basci
        trace '全部 支出'
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn the_whole_ledger() {
    let said = story(
        &Office::small(),
        "
        verify
        verify --json
        verify --head 12
        rebuild
        rebuild --json
        export --list
        export --list --json
        export pdf
        export csv --option encoding=utf-9
        export csv --option encoding
        export csv --option colour=red
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn what_is_found() {
    let said = story(
        &Office::demo(),
        "
        search 电费
        search 960元
        search 960元 供电
        search '>19万元'
        search 1,500元..1600元 --limit 3
        search 基层科普 --limit 2
        search 大篷车 --as-of 2022-03-31
        search 科普活动 --json --limit 1
        search ｚｆ－2022－0093
        search 没有这样的事
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn code_lists() {
    let said = story(
        &Office::small(),
        "
        codes --prefix 3021
        codes 功能 --grep 科学技术普及
        codes government-economic --prefix 502 --json
        codes --year 2022 --grep 差旅
        codes --year 二零二二
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn forms_of_many_provinces() {
    let office = Office::small();
    let said = story(
        &office,
        "
        packs
        packs list
        packs list --json
        packs show national-project-2020
        packs show nosuch
        packs new gansu-2022 --from gansu-whole-unit-2022
        packs new gansu-2022 --json
        packs new a/b
        packs check demo/packs/gansu-2022
        packs check demo/packs/gansu-2022 --json
        packs list
        ",
    );
    insta::assert_snapshot!(said);
    let path = office.ledger().join("packs/gansu-2022/pack.toml");
    let text = std::fs::read_to_string(&path).expect("it was made");
    std::fs::write(&path, text.replacen("[[", "[[[", 1)).expect("it can be written");
    insta::assert_snapshot!("a_broken_form", office.run("packs check demo/packs/gansu-2022"));
    // One that cannot be used hides no other.
    let said = office.run("packs list --json");
    assert_eq!(said.json().as_array().map(Vec::len), Some(Pack::builtin_ids().count()), "{said}");
    assert!(said.err.contains("gansu-2022"), "{said}");
}

#[test]
fn a_pack_names_all_its_faults_and_bears_the_name_of_its_folder() {
    let office = Office::small();
    office.run("packs new 我的表样").done();
    let folder = office.ledger().join("packs/我的表样");
    let form = folder.join("pack.toml");
    let good = std::fs::read_to_string(&form).expect("it was made");
    let bad = good
        .replacen("total = 100", "total = 101", 1)
        .replacen("partly_from = 60", "partly_from = 90", 1)
        .replacen("zero_at = 2", "zero_at = 1", 1);
    std::fs::write(&form, bad).expect("it can be written");
    std::fs::write(folder.join("goal.md"), "第一行\n{{ narrative(").expect("it can be written");
    let mut said = vec![office.run("packs check demo/packs/我的表样").to_string()];
    std::fs::write(&form, good.replacen("id = \"我的表样\"", "id = \"别的\"", 1))
        .expect("it can be written");
    std::fs::write(folder.join("goal.md"), "第一行").expect("it can be written");
    said.push(office.run("packs check demo/packs/我的表样").to_string());
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn every_fault_of_a_packs_texts_is_told_at_once_on_the_own_or_on_a_sample_year() {
    let office = Office::small();
    office.run("packs new 我的表样").done();
    let folder = office.ledger().join("packs/我的表样");
    let mut said = vec![office.run("packs check demo/packs/我的表样").to_string()];
    let texts = [
        ("goal.md", "全年支出5万元。\n{{ fig(\"outturn.totl\") | wan }}"),
        ("tasks.md", "{% if not unit.name %}{{ unit.nmae }}{{ year - 1 }}{% endif %}"),
        ("effects.md", "{{ fig(\"outturn.line.2022-999\") | wan }}{{ table(\"budget\") }}"),
    ];
    for (file, text) in texts {
        std::fs::write(folder.join(file), text).expect("it can be written");
    }
    said.push(office.run("packs check demo/packs/我的表样").to_string());
    // Where the form cannot be read either, both are told.
    let form = folder.join("pack.toml");
    let good = std::fs::read_to_string(&form).expect("it was made");
    std::fs::write(&form, good.replacen("total = 100", "total = 101", 1))
        .expect("it can be written");
    said.push(office.run("packs check demo/packs/我的表样 --json").to_string());
    // Elsewhere a sample year stands in for the ledger, which has no lines of the unit's.
    let elsewhere = Office::new();
    let copy = elsewhere.path().join("我的表样");
    std::fs::create_dir_all(&copy).expect("a folder can be made");
    std::fs::write(copy.join("pack.toml"), good).expect("it can be written");
    let outline = "format = 1\ntitle = \"报告\"\nnumerals = [\"chinese\"]\nopening = \"effects.md\"\nsection = []\n";
    std::fs::write(copy.join("outline.toml"), outline).expect("it can be written");
    std::fs::write(copy.join("effects.md"), texts[2].1).expect("it can be written");
    said.push(elsewhere.run("packs check 我的表样").to_string());
    let line = "{{ fig(\"outturn.line.2022-999\") | wan }}";
    std::fs::write(copy.join("effects.md"), line).expect("it can be written");
    said.push(elsewhere.run("packs check 我的表样").to_string());
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_pack_of_the_ledgers_own_takes_the_place_of_a_shipped_one() {
    let office = Office::demo();
    let score = |office: &Office| {
        let scored = office.run("check --json").json();
        let found = scored.as_array().expect("findings are a list").iter();
        found.filter(|finding| finding["code"] == "WEIGHT").count()
    };
    assert_eq!(score(&office), 0);
    office.run("packs new national-whole-unit-2020").done();
    let form = office.ledger().join("packs/national-whole-unit-2020/pack.toml");
    let text = std::fs::read_to_string(&form).expect("it was made");
    // The unit's province gives 产出 45 points and 效益 35.
    let own =
        text.replacen("points = 50", "points = 45", 1).replacen("points = 30", "points = 35", 1);
    std::fs::write(&form, own).expect("it can be written");
    assert_eq!(score(&office), 2, "{}", office.run("check"));
    let listed = office.run("packs list --json").json();
    let same = listed.as_array().expect("packs are a list").iter();
    let same: Vec<_> = same.filter(|pack| pack["id"] == "national-whole-unit-2020").collect();
    assert_eq!(same.len(), 1);
    assert_eq!(same[0]["own"], true);
    assert_eq!(same[0]["kind"], "whole_unit");
    assert!(same[0]["year"].is_number() && same[0]["verified"].is_boolean());
    // The own one can be the base of another.
    office.run("packs new 另一个 --from national-whole-unit-2020").done();
    let copied = office.ledger().join("packs/另一个/pack.toml");
    assert!(std::fs::read_to_string(copied).expect("it was made").contains("points = 45"));
}

#[test]
fn the_sample_year_at_a_glance() {
    let said = story(
        &Office::demo(),
        "
        status
        status --as-of 2022-06-30 --unit 万元
        list lines
        list indicators
        check
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn files_for_others() {
    let said = story(
        &Office::demo(),
        "
        report --signed 2023-02-15 -o 报告.docx
        report --json --signed 2023-02-15
        export csv --option encoding=gb18030 --option unit=wan -o 上报 --signed 2023-02-15
        export csv -o 上报 --json --signed 2023-02-15
        export docx --signed 2023-02-30
        ",
    );
    insta::assert_snapshot!(said);
}

/// A file once went to event 7 that was meant for voucher 007.
#[test]
fn a_voucher_of_digits_is_no_place() {
    let said = story(
        &Office::small(),
        "
        @ 2022-06-30
        disburse 10元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 003 --memo 笔
        disburse 20元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 4 --memo 纸
        disburse 30元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 900 --memo 墨
        show 900
        show 003
        show 4
        show 序号:4
        show 凭证:4
        show 5
        show 005
        ",
    );
    insta::assert_snapshot!(said);
}
