//! `export archive --check`, and the PDF that LibreOffice makes.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};

use taizhang_cli::ExitCode;
use taizhang_ledger::export::digest::Digests;

use crate::harness::{Files, Office, files_in};
use crate::plugins::install_program;

const ROOT: &str = "宁县科学技术协会2022年度档案";

fn exported() -> (Office, PathBuf) {
    let office = Office::demo();
    office.run("export archive -o out").done();
    let root = office.path().join("out").join(ROOT);
    (office, root)
}

#[test]
fn a_package_is_checked_against_its_own_lists() {
    let (office, root) = exported();
    let whole = office.run("export archive --check out").ended(ExitCode::Success);
    fs::write(root.join("报表/2022_宁县科学技术协会_支出明细.csv"), "a,b\r\n")
        .expect("it can be written");
    fs::remove_file(root.join("index.html")).expect("it is there");
    fs::write(root.join("流水/多余.txt"), "x").expect("it can be written");
    let damaged = office.run(&format!("export archive --check 'out/{ROOT}'"));
    let damaged = damaged.ended(ExitCode::Findings);
    let json = office.run("export archive --check out --json");
    assert_eq!(json.code, ExitCode::Findings);
    let kinds = json.json()["differences"].to_string();
    assert!(["changed", "missing", "extra"].iter().all(|kind| kinds.contains(kind)), "{kinds}");
    assert!(whole.contains("档案包完好") && whole.contains(&office.head()), "{whole}");
    insta::assert_snapshot!(damaged);
}

#[test]
fn what_is_no_package_is_refused() {
    let office = Office::demo();
    fs::create_dir(office.path().join("空")).expect("it can be made");
    office.file("坏.zip", "PK");
    let empty = office.run("export archive --check 空").ended(ExitCode::Refused);
    let zip = office.run("export archive --check 坏.zip").ended(ExitCode::Refused);
    let absent = office.run("export archive --check 没有").to_string();
    insta::assert_snapshot!(format!("{empty}\n{zip}\n{absent}"));
}

#[test]
fn a_package_in_one_file_is_checked_too() {
    let office = Office::demo();
    office.run("export archive --option form=zip -o out").done();
    office.run(&format!("export archive --check 'out/{ROOT}.zip'")).ended(ExitCode::Success);
}

/// The head that the manifest states is looked for in the ledger at hand.
#[test]
fn a_package_is_held_against_the_ledger() {
    let office = Office::small();
    let _ = office.run("export archive -o out");
    let path = office.path().join("out");
    let equal = office.run("export archive --check out").ended(ExitCode::Success);
    assert!(equal.contains("链尾相同"), "{equal}");
    let more = "disburse 1元 --line 2022-001 --econ 30201 --payee 县文具店 --voucher 记-003 \
                --memo 办公用品 --date 2022-01-04";
    office.run(more).done();
    let older = office.run("export archive --check out").ended(ExitCode::Success);
    assert!(older.contains("此后又有 1 条事件"), "{older}");
    let json = office.run("export archive --check out --json").json();
    assert_eq!(json["ledger"]["newer_events"], 1);
    let elsewhere = format!("export archive --check '{}'", path.display());
    let strange = Office::demo().run(&elsewhere).ended(ExitCode::Findings);
    assert!(strange.contains("出自另一本台账"), "{strange}");
    let alone = Office::new().run(&elsewhere).ended(ExitCode::Success);
    assert!(!alone.contains("与台账对照"), "{alone}");
}

/// Changes a file of a package and makes manifest and lists of sums fit.
fn forge(root: &Path, path: &str, edit: impl FnOnce(String) -> String) {
    let digests = |path: &str| {
        let bytes = fs::read(root.join(path)).expect("it is there");
        (bytes.len(), Digests::of(&bytes))
    };
    let replace = |list: &str, from: &str, to: &str| {
        let text = fs::read_to_string(root.join(list)).expect("it is text");
        assert!(text.contains(from), "{list} names {from}");
        fs::write(root.join(list), text.replace(from, to)).expect("it can be written");
    };
    let ((size, before), (_, manifest)) = (digests(path), digests("manifest.json"));
    let text = fs::read_to_string(root.join(path)).expect("it is text");
    fs::write(root.join(path), edit(text)).expect("it can be written");
    let (new_size, after) = digests(path);
    replace("manifest.json", &before.sm3, &after.sm3);
    replace("manifest.json", &before.sha256, &after.sha256);
    if size != new_size {
        replace("manifest.json", &format!("\"bytes\": {size}"), &format!("\"bytes\": {new_size}"));
    }
    let (_, new_manifest) = digests("manifest.json");
    replace("SM3SUMS", &before.sm3, &after.sm3);
    replace("SHA256SUMS", &before.sha256, &after.sha256);
    replace("SM3SUMS", &manifest.sm3, &new_manifest.sm3);
    replace("SHA256SUMS", &manifest.sha256, &new_manifest.sha256);
}

/// Who makes all three lists fit is still found by the chain, without a ledger at hand.
#[test]
fn a_journal_that_was_changed_with_all_lists_is_found() {
    let (office, root) = exported();
    let sound = office.run("export archive --check out --json").json();
    assert_eq!(sound["journal"]["is"], "sound");
    forge(&root, "流水/000001.jsonl", |journal| journal.replacen("27900.00", "27901.00", 1));
    let away = Office::new();
    let check = format!("export archive --check '{}'", root.display());
    let said = away.run(&check).ended(ExitCode::Findings);
    assert!(said.contains("流水：哈希链断了，从第"), "{said}");
    let json = away.run(&format!("{check} --json")).json();
    assert_eq!(json["journal"]["is"], "damaged");
    assert_eq!((&json["ok"], &json["differences"]), (&false.into(), &serde_json::json!([])));
}

/// A journal that lacks its last event ends before the head that the manifest states.
#[test]
fn a_journal_that_was_cut_with_all_lists_is_found() {
    let (office, root) = exported();
    forge(&root, "流水/000001.jsonl", |journal| {
        let last = journal.trim_end().rfind('\n').expect("several lines");
        journal[..=last].to_owned()
    });
    let said = office.run("export archive --check out").ended(ExitCode::Findings);
    assert!(said.contains("流水：哈希链连得上，但末条是第"), "{said}");
}

/// The bytes behind a link are not part of the package.
#[test]
fn a_link_in_the_place_of_a_file_is_found() {
    let (office, root) = exported();
    let page = root.join("index.html");
    fs::rename(&page, office.path().join("elsewhere.html")).expect("it can be moved");
    std::os::unix::fs::symlink(office.path().join("elsewhere.html"), &page).expect("a link");
    let said = office.run("export archive --check out").ended(ExitCode::Findings);
    assert!(said.contains("index.html：不是文件（链接或设备）"), "{said}");
    assert!(!said.contains("index.html：清单里有"), "{said}");
}

/// A ledger that is there and cannot be opened is no absent one: nothing was compared, and that is
/// said.
#[test]
fn a_ledger_that_cannot_be_opened_is_told() {
    let office = Office::small();
    let _ = office.run("export archive -o out");
    let settings = office.ledger().join("taizhang.toml");
    fs::write(&settings, "format = [").expect("it can be written");
    let said = office.run("export archive --check out").ended(ExitCode::Findings);
    let json = office.run("export archive --check out --json").json();
    assert_eq!(json["ledger"]["is"], "unopened");
    assert_eq!(json["ok"], false);
    assert_eq!(json["differences"], serde_json::json!([]));
    insta::assert_snapshot!(said);
}

/// A program in LibreOffice's place, so that no machine's own takes part.
fn office_program(work: &str) -> String {
    format!("#!/bin/sh\nfor a; do last=$a; done\ndir=$(dirname \"$last\")\n{work}\n")
}

fn report_pdf(office: &Office) -> Option<Vec<u8>> {
    let folder = office.path().join("out");
    let files = if folder.exists() { files_in(&folder) } else { Files::new() };
    let found = files.into_iter().find(|(path, _)| path.extension().is_some_and(|e| e == "pdf"));
    found.map(|(_, bytes)| bytes)
}

#[test]
fn the_report_becomes_a_pdf_where_libreoffice_is() {
    let office = Office::demo();
    let work = "case \"$*\" in *-env:UserInstallation=file:///*) ;; *) exit 3;; esac\n\
                printf '%%PDF-1.7 report' > \"$dir/document.pdf\"";
    install_program(&office.programs(), "soffice", office_program(work));
    office.run("export archive -o out").done();
    assert_eq!(report_pdf(&office).as_deref(), Some(&b"%PDF-1.7 report"[..]));
    office.run("export archive --check out").ended(ExitCode::Success);
    let manifest = fs::read(office.path().join("out").join(ROOT).join("manifest.json"));
    let manifest: serde_json::Value =
        serde_json::from_slice(&manifest.expect("it was written")).expect("JSON");
    assert!(manifest.to_string().contains("每次转换的字节不同"));
    assert_eq!(manifest["missing"].as_array().map(Vec::len), Some(0));
}

/// Without a PDF the package is whole and says what it lacks.
#[test]
fn without_a_pdf_the_rest_is_exported() {
    let broken = [
        ("absent", None, "没有找到 LibreOffice"),
        ("fails", Some("exit 7"), "以失败结束"),
        ("too slow", Some("sleep 60"), "超过 1 秒"),
        ("makes nothing", Some("exit 0"), "没有生成文件"),
        ("no PDF", Some("echo x > \"$dir/document.pdf\""), "不是 PDF"),
    ];
    for (case, work, words) in broken {
        let office = Office::demo();
        if let Some(work) = work {
            install_program(&office.programs(), "libreoffice", office_program(work));
        }
        let said = office.run("export archive -o out --time-limit 1").ended(ExitCode::Success);
        assert!(said.contains(words), "{case}: {said}");
        assert_eq!(report_pdf(&office), None, "{case}");
        let page = fs::read_to_string(office.path().join("out").join(ROOT).join("index.html"));
        assert!(page.expect("it was written").contains("报告的 PDF"), "{case}");
    }
}

/// One's own PDF, and the wish for none, keep LibreOffice from being started.
#[test]
fn libreoffice_is_not_started_when_nobody_wants_it() {
    for arguments in ["--option pdf=own.pdf", "--no-pdf", "--dry-run"] {
        let office = Office::demo();
        office.file("own.pdf", "%PDF-1.7 own");
        let marker = office.path().join("started");
        let work = format!("touch '{}'", marker.display());
        install_program(&office.programs(), "soffice", office_program(&work));
        office.run(&format!("export archive -o out {arguments}")).ended(ExitCode::Success);
        assert!(!marker.exists(), "{arguments}");
        let own =
            (arguments != "--no-pdf" && arguments != "--dry-run").then(|| b"%PDF-1.7 own".to_vec());
        assert_eq!(report_pdf(&office), own, "{arguments}");
    }
}

/// The machine's own LibreOffice, where there is one.
#[test]
fn libreoffice_itself_makes_the_pdf() {
    let path = std::env::var_os("PATH");
    let Some(program) = taizhang_plugin::on_path("soffice", path.as_deref()) else { return };
    let office = Office::demo();
    let work = format!("exec '{}' \"$@\"", program.display());
    install_program(&office.programs(), "soffice", office_program(&work));
    office.run("export archive -o out --time-limit 300").done();
    let pdf = report_pdf(&office).expect("LibreOffice is there");
    assert!(pdf.starts_with(b"%PDF-1.") && pdf.len() > 20_000, "{} bytes", pdf.len());
    office.run("export archive --check out").ended(ExitCode::Success);
}

/// A package is a ledger again: the same figures, packs and evidence, and the same package of it.
#[test]
fn a_ledger_is_made_of_a_package() {
    let office = Office::demo();
    let ledger = office.ledger();
    office.run("packs new 我的表样").done();
    let config = fs::read_to_string(ledger.join("taizhang.toml")).expect("settings");
    let config = config.replace("national-whole-unit-2020", "我的表样");
    fs::write(ledger.join("taizhang.toml"), config).expect("it can be written");
    let score = ledger.join("packs/我的表样/score.md");
    fs::write(&score, "自有表样的文字。\n").expect("it can be written");
    for (form, package) in [("folder", format!("out/{ROOT}")), ("zip", format!("out/{ROOT}.zip"))] {
        office
            .run(&format!(
                "export archive --no-pdf -o out --signed 2023-02-15 --option form={form}"
            ))
            .done();
        let dry = office.run(&format!("restore '{package}' 还原 --dry-run"));
        assert_eq!(dry.code, ExitCode::Success, "{dry}");
        assert!(!office.path().join("还原").exists(), "nothing is written");
        office.run(&format!("restore '{package}' 还原")).done();
        office.run("verify --ledger 还原").done();
        for view in
            ["list figures --json", "list payments --json", "packs list --json", "check --json"]
        {
            let (here, there) = (office.run(view), office.run(&format!("{view} --ledger 还原")));
            assert_eq!((here.out, here.code), (there.out, there.code), "{view}");
        }
        let again = "export archive --no-pdf -o 再次 --signed 2023-02-15 --ledger 还原";
        office.run(again).done();
        let whole = |folder: &str| files_in(&office.path().join(folder).join(ROOT));
        if form == "folder" {
            let (first, second) = (whole("out"), whole("再次"));
            let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&first), names(&second));
            for (name, bytes) in &first {
                let name_of = name.display();
                assert!(second[name] == *bytes, "{name_of} differs");
            }
        }
        office.run(&format!("restore '{package}' 还原")).ended(ExitCode::Refused);
        fs::remove_dir_all(office.path().join("还原")).expect("it can be removed");
    }
}

#[test]
fn a_damaged_package_becomes_no_ledger() {
    let (office, root) = exported();
    fs::write(root.join("还原/taizhang.toml"), "format = 1\n").expect("it can be written");
    let said = office.run("restore out 还原").ended(ExitCode::Refused);
    assert!(said.contains("还原/taizhang.toml"), "{said}");
    fs::remove_file(root.join("还原/taizhang.toml")).expect("it is there");
    office.run("restore out 还原").ended(ExitCode::Refused);
    assert!(!office.path().join("还原").exists(), "nothing is written");
}

/// What is not on the chain is found by making it anew from what is.
#[test]
fn a_report_or_return_that_was_changed_with_all_lists_is_found() {
    let check = |path: &str, from: &str, to: &str| {
        let (office, root) = exported();
        let sound = Office::new().run(&format!("export archive --check '{}'", root.display()));
        assert_eq!(sound.code, ExitCode::Success, "{sound}");
        assert!(sound.err.contains("逐字节相同") || sound.out.contains("逐字节相同"), "{sound}");
        forge(&root, path, |text| {
            assert!(text.contains(from), "{path} says {from}");
            text.replacen(from, to, 1)
        });
        let said = office.run("export archive --check out").ended(ExitCode::Findings);
        assert!(said.contains(path) && said.contains("重新得出的不同"), "{said}");
        let json = office.run("export archive --check out --json").json();
        assert_eq!((&json["ok"], &json["again"]["is"]), (&false.into(), &"differs".into()));
        assert_eq!(json["again"]["paths"][0], path);
    };
    check("报表/2022_宁县科学技术协会_支出明细.csv", "27900.00", "27900.01");
    check("凭证/全部凭证.xml", "27900.00", "27900.01");
    check("index.html", "宁县科学技术协会", "环县科学技术协会");
}

/// Another version may give other bytes: it says so and leaves it.
#[test]
fn a_package_of_another_version_is_not_made_anew() {
    let (office, root) = exported();
    let (own, other) = (env!("CARGO_PKG_VERSION"), "99.0.0");
    forge(&root, "index.html", |text| text);
    let made = format!("\"program\": \"{own}\"");
    let manifest = root.join("manifest.json");
    let before = Digests::of(&fs::read(&manifest).expect("it is there"));
    let text = fs::read_to_string(&manifest).expect("it is text");
    assert!(text.contains(&made), "{text}");
    fs::write(&manifest, text.replace(own, other)).expect("it can be written");
    let after = Digests::of(&fs::read(&manifest).expect("it is there"));
    for (list, from, to) in
        [("SM3SUMS", &before.sm3, &after.sm3), ("SHA256SUMS", &before.sha256, &after.sha256)]
    {
        let text = fs::read_to_string(root.join(list)).expect("it is text");
        fs::write(root.join(list), text.replace(from, to)).expect("it can be written");
    }
    let said = office.run("export archive --check out").ended(ExitCode::Success);
    assert!(said.contains("99.0.0 版"), "{said}");
}
