//! The rules of `ARCHITECTURE.md` that a machine can check.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::{project_file, root};

/// What a face of the program may use: the use cases and the exporters.
const FACE: &[&str] = &[
    "taizhang-ledger",
    "taizhang-audit",
    "taizhang-archive",
    "taizhang-csv",
    "taizhang-docx",
    "taizhang-fdp",
    "taizhang-html",
    "taizhang-plugin",
    "taizhang-xlsx",
];

/// Who may use whom. Everything else is refused.
const ARROWS: &[(&str, &[&str])] = &[
    ("taizhang-core", &[]),
    ("taizhang-store", &["taizhang-core"]),
    ("taizhang-evaluation", &["taizhang-core"]),
    ("taizhang-export", &["taizhang-core", "taizhang-evaluation"]),
    (
        "taizhang-ledger",
        &[
            "taizhang-core",
            "taizhang-store",
            "taizhang-evaluation",
            "taizhang-audit",
            "taizhang-export",
            "taizhang-import",
        ],
    ),
    ("taizhang-archive", &["taizhang-export"]),
    ("taizhang-csv", &["taizhang-export"]),
    ("taizhang-docx", &["taizhang-export"]),
    ("taizhang-fdp", &["taizhang-export"]),
    ("taizhang-html", &["taizhang-export"]),
    ("taizhang-xlsx", &["taizhang-export"]),
    // Runs exporters that are programs of their own; knows their contract and nothing else.
    ("taizhang-plugin", &["taizhang-export"]),
    ("taizhang-cli", FACE),
    ("taizhang-web", FACE),
    // Reads what others wrote into rows and commands: no ledger, no store.
    ("taizhang-import", &["taizhang-core"]),
    // Reads reports that others wrote: no ledger, but the same checks.
    ("taizhang-audit", &["taizhang-core", "taizhang-evaluation"]),
    ("taizhang-testutils", &["taizhang-core", "taizhang-store"]),
];

/// Words that name nothing.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "types", "manager"];

/// A file in `src` is one concept.
const LONGEST_FILE: usize = 500;

fn is_allowed(from: &str, to: &str, is_dev: bool) -> bool {
    let arrows = ARROWS.iter().find(|(name, _)| *name == from);
    arrows.is_some_and(|(_, allowed)| allowed.contains(&to))
        || (is_dev && to == "taizhang-testutils")
}

#[test]
fn only_the_listed_arrows_exist() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo can be run");
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("a workspace has packages");
    let mut forbidden = Vec::new();
    for package in packages {
        let from = package["name"].as_str().unwrap_or_default();
        assert!(ARROWS.iter().any(|(name, _)| *name == from), "{from} is not in the table");
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let to = dependency["name"].as_str().unwrap_or_default();
            let is_dev = dependency["kind"] == "dev";
            if to.starts_with("taizhang") && !is_allowed(from, to, is_dev) {
                forbidden.push(format!("{from} -> {to}"));
            }
        }
    }
    assert!(packages.len() >= 9, "the workspace lost a crate");
    assert_eq!(forbidden, Vec::<String>::new(), "forbidden dependency arrows");
}

#[test]
fn core_has_no_world_around_it() {
    let banned = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::time",
        "SystemTime",
        "Instant",
        "HashMap",
        "HashSet",
        "println!",
        "f64",
        "f32",
        "async ",
    ];
    let mut found = Vec::new();
    for path in sources("crates/taizhang-core/src") {
        let text = read(&path);
        found.extend(
            banned
                .iter()
                .filter(|word| text.contains(**word))
                .map(|word| format!("{}: {word}", path.display())),
        );
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn async_stays_out() {
    let users: Vec<PathBuf> = manifests()
        .into_iter()
        .filter(|path| !path.ends_with("taizhang-web/Cargo.toml"))
        .filter(|path| read(path).lines().any(|line| line.starts_with("tokio")))
        .collect();
    assert_eq!(users, Vec::<PathBuf>::new(), "tokio belongs to taizhang-web alone");
    if !root().join("crates/taizhang-web").exists() {
        assert!(!project_file("Cargo.lock").contains("name = \"tokio\""));
    }
}

#[test]
fn every_crate_takes_the_workspace_lints() {
    for path in manifests() {
        let lints: toml::Table = toml::from_str(&read(&path)).expect("a manifest is TOML");
        let inherits = lints["lints"]["workspace"].as_bool();
        assert_eq!(inherits, Some(true), "{}", path.display());
    }
}

#[test]
fn files_are_named_by_concept_and_stay_small() {
    let mut found = Vec::new();
    for path in product_sources() {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        if EMPTY_NAMES.iter().any(|name| stem == *name || folder == *name) {
            found.push(format!("{}: the name names nothing", path.display()));
        }
        let lines = read(&path).lines().count();
        if lines > LONGEST_FILE {
            found.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// An exporter is small unless ADR 4 says why it is not.
const LONGEST_EXPORTER: usize = 600;

#[test]
fn an_exporter_is_one_public_type_and_no_longer_than_its_format_asks() {
    let bounds = exporter_bounds(&project_file("docs/adr/0004-plug-in-exporters.md"));
    let mut found = Vec::new();
    let mut names = BTreeSet::new();
    for folder in fs::read_dir(root().join("exporters")).expect("it is there") {
        let source = folder.expect("it can be listed").path().join("src");
        let of = source.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        let name = of.trim_start_matches("taizhang-").to_owned();
        let public = public_items(&read(&source.join("lib.rs")));
        if public.len() != 1 || !public.iter().all(|item| item.ends_with("Exporter")) {
            found.push(format!("{name} shows {public:?}"));
        }
        let lines: usize = rust_files(&source).iter().map(|path| read(path).lines().count()).sum();
        match bounds.get(&name) {
            None if lines > LONGEST_EXPORTER => {
                found.push(format!("{name}: {lines} lines, and ADR 4 gives no reason"));
            }
            Some((most, _)) if lines > *most => {
                found.push(format!("{name}: {lines} lines, {most} in ADR 4"));
            }
            Some((_, reason)) if lines <= LONGEST_EXPORTER || reason.is_empty() => {
                found.push(format!(
                    "{name}: {lines} lines need no row in ADR 4, or no reason is in it"
                ));
            }
            _ => {}
        }
        names.insert(name);
    }
    assert_eq!(found, Vec::<String>::new());
    let strangers: Vec<&String> = bounds.keys().filter(|name| !names.contains(*name)).collect();
    assert_eq!(strangers, Vec::<&String>::new(), "ADR 4 bounds what is not there");
}

/// Reads the table of bounds: exporter, most lines, reason.
fn exporter_bounds(adr: &str) -> BTreeMap<String, (usize, String)> {
    let rows = adr.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, most, reason] = cells.as_slice() else { return None };
        let most = most.parse().ok()?;
        Some((name.trim_matches('`').to_owned(), (most, (*reason).to_owned())))
    });
    let bounds: BTreeMap<_, _> = rows.collect();
    assert!(!bounds.is_empty(), "ADR 4 has lost its table");
    bounds
}

/// Returns the names that a crate's root shows.
fn public_items(root: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in root.lines() {
        let Some(item) = line.strip_prefix("pub ") else { continue };
        let item = item.trim_end_matches(['{', ';', ' ', ')', '(']);
        let listed = match item.split_once('{') {
            Some((path, list)) if path.starts_with("use ") => list.trim_end_matches('}'),
            _ => item.rsplit([' ', ':']).next().unwrap_or_default(),
        };
        names.extend(listed.split(',').map(|name| name.trim().to_owned()));
    }
    names
}

#[test]
fn nothing_is_left_to_do_in_comments() {
    // Spelt apart, so that this file does not find itself.
    let banned =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("// ", "Step ")];
    let is_banner = |c: char| matches!(c, '\u{1F300}'..='\u{1FAFF}' | '✅' | '❌' | '✨' | '⚡');
    let mut found = Vec::new();
    for path in product_sources().into_iter().chain(sources("tests")) {
        for (at, line) in read(&path).lines().enumerate() {
            let is_art = line.contains("// ====") || line.contains("// ----");
            if banned.iter().any(|word| line.contains(word)) || line.contains(is_banner) || is_art {
                found.push(format!("{}:{}: {line}", path.display(), at + 1));
            }
        }
    }
    found.retain(|line| !line.contains("is_banner = ") && !line.contains("is_art = "));
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn no_test_file_is_forgotten() {
    let main = project_file("tests/it/main.rs");
    for path in sources("tests/it") {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        assert!(name == "main" || main.contains(&format!("mod {name};")), "{name} is not run");
    }
}

#[test]
fn no_test_is_switched_off() {
    let mut found = BTreeSet::new();
    for path in sources("tests/it") {
        if path.ends_with("architecture.rs") {
            continue;
        }
        let text = read(&path);
        if text.contains("#[ignore") || text.contains("#[should_panic") {
            found.insert(path);
        }
    }
    assert_eq!(found, BTreeSet::new());
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The manifest of every crate.
fn manifests() -> Vec<PathBuf> {
    let folders = ["crates", "exporters"].map(|folder| root().join(folder));
    let crates = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("it is there"));
    crates
        .map(|entry| entry.expect("it can be listed").path().join("Cargo.toml"))
        .filter(|path| path.exists())
        .collect()
}

/// The sources of every crate, without their tests.
fn product_sources() -> Vec<PathBuf> {
    manifests().iter().flat_map(|path| rust_files(&path.with_file_name("src"))).collect()
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let files = rust_files(&root().join(folder));
    assert!(!files.is_empty(), "{folder} has no Rust file");
    files
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
