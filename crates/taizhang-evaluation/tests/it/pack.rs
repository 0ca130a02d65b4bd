//! Packs: the shipped ones load, and a bad one says where it is bad.

use std::fmt::Write as _;

use taizhang_evaluation::pack::{Pack, PackError};

#[test]
fn every_shipped_pack_is_consistent() {
    for id in Pack::builtin_ids() {
        let pack = Pack::builtin(id).unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(pack.id(), id);
    }
}

/// The default pack's file with `from` replaced by `to`.
fn spoiled(file: &str, from: &str, to: &str) -> PackError {
    let files = Pack::builtin_files(Pack::DEFAULT).expect("a shipped pack");
    let mut hit = false;
    let files: Vec<(String, String)> = files
        .iter()
        .map(|(name, text)| {
            let spoils = *name == file && text.contains(from);
            hit = hit || spoils;
            let text = if spoils { text.replacen(from, to, 1) } else { (*text).to_owned() };
            ((*name).to_owned(), text)
        })
        .collect();
    assert!(hit, "{file} does not hold {from:?}");
    Pack::from_files(files).expect_err(to)
}

#[test]
fn a_bad_pack_names_file_line_and_reason() {
    let faults = [
        ("pack.toml", "format = 1", "format = 9"),
        ("pack.toml", "total = 100", "total = 101"),
        ("pack.toml", "points = 50", "points = 0"),
        ("pack.toml", "name = \"效益指标\"", "name = \"产出指标\""),
        ("pack.toml", "comparators = [\"equal\"]", "comparators = []"),
        ("pack.toml", "comparators = [\"equal\"]", "comparators = [\"above\", \"equal\"]"),
        ("pack.toml", "zero_at = 2", "zero_at = 1"),
        ("pack.toml", "function = \"proportional\"", "function = \"generous\""),
        ("pack.toml", "partly_from = 60", "partly_from = 90"),
        ("pack.toml", "{ name = \"良\", from = 80 }", "{ name = \"良\", from = 95 }"),
        ("pack.toml", "{ name = \"差\", from = 0 }", "{ name = \"差\", from = 10 }"),
        ("pack.toml", "counts = \"total\"", "counts = \"other\""),
        ("pack.toml", "unit = \"wan\"", "unit = \"dollar\""),
        ("pack.toml", "verified = false", "verifed = false"),
        ("pack.toml", "[tiers]", "[tiers"),
        ("pack.toml", "id = \"national-whole-unit-2020\"", "id = \"mine\"\nbase = \"nowhere\""),
        ("outline.toml", "level = 2", "level = 3"),
        ("outline.toml", "key = \"basics\"", "key = \"overview\""),
        ("outline.toml", "template = \"duties.md\"", "template = \"absent.md\""),
        ("outline.toml", "opening = \"opening.md\"", "opening = \"absent.md\""),
        ("outline.toml", "chinese_in_brackets", "roman"),
        ("score.md", "{{ pack }}", "{{ pack"),
        ("causes.md", "{% endif %}", ""),
    ];
    let mut report = String::new();
    for (file, from, to) in faults {
        let error = spoiled(file, from, to);
        writeln!(report, "{}\n  → {error}", to.replace('\n', "⏎")).expect("a string takes text");
    }
    insta::assert_snapshot!("bad_packs", report);
}

#[test]
fn a_pack_without_a_form_or_with_an_unknown_id_is_refused() {
    let missing = Pack::from_files([("outline.toml", "")]).expect_err("there is no form");
    assert_eq!(missing.to_string(), "the pack has no file pack.toml");
    let unknown = Pack::builtin("nowhere").expect_err("no such pack ships");
    assert_eq!(unknown.to_string(), "no pack has the id nowhere");
}

#[test]
fn a_pack_takes_what_it_lacks_from_its_base() {
    let form = Pack::builtin_files(Pack::DEFAULT).expect("a shipped pack")[0].1;
    let form = form.replace(
        "id = \"national-whole-unit-2020\"",
        "id = \"mine\"\nbase = \"national-whole-unit-2020\"",
    );
    let own = [("pack.toml", form.as_str()), ("goal.md", "自定文字。")];
    let pack = Pack::from_files(own).expect("the base has all other files");
    assert_eq!(pack.id(), "mine");
    assert_eq!(pack.template("goal.md"), Some("自定文字。"));
    assert!(pack.template("duties.md").is_some());
}

/// Walks a pack's file: every table that states a rule says where it comes from and whether it was
/// checked, so that no rule can be added without.
#[test]
fn every_rule_of_every_pack_states_its_source_and_whether_it_was_checked() {
    const WITHOUT: [&str; 2] = ["monitoring", "limits"];
    for id in Pack::builtin_ids() {
        let files = Pack::builtin_files(id).expect("a shipped pack");
        let form = files.iter().find(|(name, _)| *name == "pack.toml").expect("it has a form").1;
        let form: toml::Table = form.parse().expect("it is TOML");
        let mut rules: Vec<(String, &toml::Table)> = vec![("the form".to_owned(), &form)];
        for (name, value) in &form {
            let tables = value.as_array().map_or_else(|| vec![value], |list| list.iter().collect());
            let tables = tables.into_iter().filter_map(toml::Value::as_table);
            rules.extend(tables.map(|table| (name.clone(), table)));
        }
        let watched = form.get("monitoring").and_then(toml::Value::as_table);
        for (name, value) in watched.into_iter().flatten() {
            let tables = value.as_array().map_or_else(|| vec![value], |list| list.iter().collect());
            let tables = tables.into_iter().filter_map(toml::Value::as_table);
            rules.extend(tables.map(|table| (format!("monitoring.{name}"), table)));
        }
        for (name, rule) in rules.iter().filter(|(name, _)| !WITHOUT.contains(&name.as_str())) {
            let source = rule.get("source").and_then(toml::Value::as_str);
            assert!(source.is_some_and(|source| source.chars().count() > 5), "{id}: {name}");
            let verified = rule.get("verified").and_then(toml::Value::as_bool);
            assert!(verified.is_some(), "{id}: {name} says nothing of verified");
        }
    }
}

#[test]
fn rules_from_memory_are_not_verified() {
    for id in Pack::builtin_ids() {
        let pack = Pack::builtin(id).unwrap_or_else(|error| panic!("{id}: {error}"));
        for citation in pack.citations() {
            assert!(!citation.source.is_empty(), "{id}: {} has no source", citation.subject);
            let from_memory = citation.source.contains("凭记忆");
            assert!(!(from_memory && citation.verified), "{id}: {}", citation.subject);
        }
    }
}

const GUIDE: &str = include_str!("../../../../docs/guide/packs.md");

#[test]
fn the_guide_shows_a_pack_that_loads() {
    let (form, outline) = GUIDE.split_once("## outline.toml").expect("the guide has both files");
    let toml = |text: &str| {
        let blocks = text.split("```toml\n").skip(1);
        blocks.map(|block| block.split("```").next().unwrap_or_default()).collect::<String>()
    };
    let files = [
        ("pack.toml", toml(form)),
        ("outline.toml", {
            // The guide's single heading stands alone here, so it must begin at the first level.
            toml(outline).replace("level = 3", "level = 1")
        }),
    ];
    let pack = Pack::from_files(files).expect("the guide's example is valid");
    assert_eq!(pack.id(), "my-whole-unit-2024");
}

#[test]
fn the_guide_lists_every_shipped_pack_and_every_table() {
    for id in Pack::builtin_ids() {
        assert!(GUIDE.contains(&format!("| `{id}` |")), "{id} is not in the guide");
        for (file, text) in Pack::builtin_files(id).expect("a shipped pack") {
            for call in text.split("table(\"").chain(text.split("chart(\"")).skip(1) {
                let name = call.split('"').next().unwrap_or_default();
                let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                let listed = GUIDE.contains(&format!("`{name}`"));
                assert!(!is_name || listed, "{file} of {id} uses {name}, not in the guide");
            }
        }
    }
}
