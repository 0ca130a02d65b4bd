//! Names of artifacts: what stays in the output folder on every system, and what is refused.

use proptest::prelude::*;
use taizhang_export::{Artifact, ArtifactName, ExportError, NameFault, check_artifacts};

#[track_caller]
fn fault(name: &str) -> Option<NameFault> {
    name.parse::<ArtifactName>().err().map(|error| error.fault)
}

#[test]
fn names_and_folders_are_taken() {
    let longest = "长".repeat(80);
    for name in [
        "自评表-预算执行情况（元）.csv",
        "2022年度/凭证/0001.xml",
        "a..b",
        "con1.txt",
        "COM0",
        "COM10",
        "console",
        "-rf",
        &longest,
    ] {
        assert_eq!(fault(name), None, "{name}");
    }
}

#[test]
fn what_could_leave_the_folder_is_refused() {
    use NameFault::{Character, Device, Edge, Empty, LeadingPoint, Length};
    let too_long = format!("{}a", "长".repeat(80));
    let too_deep = "a/".repeat(500) + "a";
    for (name, expected) in [
        ("", Empty),
        ("/etc/passwd", Empty),
        ("a//b", Empty),
        ("a/", Empty),
        ("..", LeadingPoint),
        ("../a", LeadingPoint),
        ("a/../b", LeadingPoint),
        ("./a", LeadingPoint),
        (".taizhang-out.json", LeadingPoint),
        ("a\\b", Character('\\')),
        ("C:a", Character(':')),
        ("a\0", Character('\0')),
        ("a\nb", Character('\n')),
        ("a\u{85}b", Character('\u{85}')),
        ("报告\u{202E}xcod.exe", Character('\u{202E}')),
        ("a\u{200B}", Character('\u{200B}')),
        ("a?", Character('?')),
        (" a", Edge),
        ("a ", Edge),
        ("a.", Edge),
        ("a /b", Edge),
        ("CON", Device),
        ("con.csv", Device),
        ("out/NUL.tar.gz", Device),
        ("lpt1", Device),
        ("COM².txt", Device),
        (&too_long, Length),
        (&too_deep, Length),
    ] {
        assert_eq!(fault(name), Some(expected), "{name:?}");
    }
}

#[test]
fn two_artifacts_cannot_take_one_place() {
    let check = |names: &[&str]| {
        let make = |name: &&str| Artifact::new(name, "").expect("the name is sound");
        let artifacts: Vec<Artifact> = names.iter().map(make).collect();
        match check_artifacts(&artifacts) {
            Ok(()) => None,
            Err(ExportError::SameName(name)) => Some(name.to_string()),
            Err(other) => panic!("{other}"),
        }
    };
    let refused = |name: &str| Some(name.to_owned());
    assert_eq!(check(&["a", "b/a", "b/c/a"]), None);
    assert_eq!(check(&["a", "b", "A"]), refused("A"));
    assert_eq!(check(&["a/b", "a"]), refused("a"));
    assert_eq!(check(&["a", "A/b"]), refused("A/b"));
}

#[test]
fn a_long_name_is_cut_between_characters_and_never_within_brackets() {
    let check = |words: String, expected: String| {
        assert_eq!(ArtifactName::part(&words), expected, "{words}");
        assert!(format!("2022_{expected}_自评表-预算执行情况（元）.csv").len() <= 255);
    };
    let long = |count: usize| "长".repeat(count);
    check(long(50), long(50));
    check(long(51), long(50));
    check(format!("{}（甲）", long(47)), format!("{}（甲）", long(47)));
    check(format!("{}（甲乙）", long(47)), long(47));
    check(format!("{}（甲）乙（丙丁）", long(44)), format!("{}（甲）乙", long(44)));
    check(format!("甲（{}（乙）丙", long(50)), "甲".to_owned());
    check(format!("（{}）", long(50)), format!("（{}", long(49)));
    check(format!("{}a", long(49)), format!("{}a", long(49)));
    check(format!("ab{}", long(50)), format!("ab{}", long(49)));
}

#[test]
fn units_whose_long_names_begin_alike_stay_apart() {
    let unit = |last: &str, code: &str| {
        ArtifactName::unit_part(&format!("{}{last}", "长".repeat(58)), code)
    };
    assert_ne!(unit("甲", "062001"), unit("乙", "062002"));
    assert_eq!(ArtifactName::unit_part(&"长".repeat(50), "062001"), "长".repeat(50));
}

proptest! {
    /// Whatever somebody called a unit, it makes a part of a name.
    #[test]
    fn any_words_make_a_part(words in any::<String>()) {
        let part = ArtifactName::part(&words);
        prop_assert_eq!(fault(&part), None, "{:?}", part);
        prop_assert!(!part.contains('/'));
        prop_assert_eq!(ArtifactName::part(&part), part);
    }
}
