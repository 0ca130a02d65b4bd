//! `docs/guide/reference.md` and the manual pages are what the grammar says today.

use std::fs;
use std::process::{Command, Stdio};

use taizhang_cli::reference;

use crate::harness::{Office, project_file, root};

const PAGE: &str = "docs/guide/reference.md";

/// `just reference` (that is `TAIZHANG_UPDATE_GUIDES=1`) writes the page anew.
#[test]
fn the_reference_is_current() {
    let page = reference();
    if std::env::var("TAIZHANG_UPDATE_GUIDES").is_ok() {
        fs::write(root().join(PAGE), &page).expect("the page can be written");
    }
    assert!(page == project_file(PAGE), "{PAGE} is stale; run `just reference`");
}

#[test]
fn the_reference_has_every_command_and_option() {
    fn look(command: &clap::Command, page: &str) {
        for sub in command.get_subcommands() {
            let alias = sub.get_visible_aliases().next().unwrap_or_default();
            assert!(page.contains(&format!("{}（{alias}）", sub.get_name())), "{}", sub.get_name());
            for argument in
                sub.get_arguments().filter_map(clap::Arg::get_long).filter(|l| *l != "help")
            {
                assert!(page.contains(&format!("--{argument}")), "{argument}");
            }
            look(sub, page);
        }
    }
    look(&taizhang_cli::parser(), &reference());
}

/// Checks a script with the shell it is for, where that shell is installed.
fn checked_by(shell: &str, arguments: &[&str], script: &str) {
    let started = Command::new(shell)
        .args(arguments)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn();
    let Ok(mut child) = started else { return };
    let mut input = child.stdin.take().expect("it is piped");
    std::io::Write::write_all(&mut input, script.as_bytes()).expect("the shell reads");
    drop(input);
    let ended = child.wait_with_output().expect("the shell ends");
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{shell}: {errors}");
}

/// Every manual page is one that `man` can lay out without a warning, where `man` is installed.
#[test]
fn manual_pages_are_well_formed() {
    let office = Office::new();
    office.run("man --output 手册").done();
    for page in fs::read_dir(office.path().join("手册")).expect("they were written") {
        let page = page.expect("it can be listed").path();
        let text = fs::read_to_string(&page).expect("it is text");
        checked_by("groff", &["-man", "-Tutf8", "-ww", "-z", "-k"], &text);
    }
}
