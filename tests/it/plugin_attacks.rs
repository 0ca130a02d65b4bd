//! Programs that mean harm, or do it unawares: names, links, floods, children left behind.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::plugins::{install, script};

const DESCRIBED: &str = r#"{"protocol":1,"name":"bad","summary":"坏程序"}"#;
/// 台账 in Base64.
const CONTENT: &str = "5Y+w6LSm";

/// A program that answers with files of these names, all with the same content.
fn answering(names: &[&str]) -> String {
    let files = names.iter().map(|name| {
        let name = serde_json::to_string(name).expect("a text is JSON");
        format!(r#"{{"name":{name},"content":"{CONTENT}"}}"#)
    });
    let files = files.collect::<Vec<_>>().join(",");
    script(
        DESCRIBED,
        &format!("cat >/dev/null\ncat <<'END'\n{{\"protocol\":1,\"artifacts\":[{files}]}}\nEND"),
    )
}

fn office(program: impl AsRef<[u8]>) -> Office {
    let office = Office::small();
    install(&office.programs(), "bad", program);
    office
}

#[track_caller]
fn is_refused(names: &[&str]) {
    let office = office(answering(names));
    let said = office.run("export bad -o out").ended(ExitCode::Refused);
    assert!(!office.path().join("out").exists(), "{names:?}: something was written");
    assert!(said.contains("原因") && said.contains("办法"), "{said}");
}

#[test]
fn names_that_are_no_names_are_refused() {
    let (long, deep) = ("长".repeat(90), "深/".repeat(400) + "x");
    for name in
        ["a\0b", "CON", "nul.txt", "sub/COM¹.csv", "a\u{202e}txt.exe", "x.", ".x", &long, &deep]
    {
        is_refused(&[name]);
    }
}

/// One name on a system that composes letters or does not look at their case.
#[test]
fn names_that_are_one_elsewhere_are_refused() {
    is_refused(&["caf\u{e9}.txt", "cafe\u{301}.txt"]);
    is_refused(&["ｅ.txt", "Ｅ.txt"]);
    is_refused(&["a/b", "A"]);
}

/// A file that is called like the draft of another one takes nothing from it.
#[test]
fn a_name_like_that_of_a_draft_is_a_name() {
    let names = ["x.txt.partial", "x.txt", "x.txt.replaced"];
    let office = office(answering(&names));
    for _ in 0..2 {
        let _ = office.run("export bad -o out");
        for name in names {
            let bytes = fs::read(office.path().join("out").join(name));
            assert_eq!(bytes.ok().as_deref(), Some("台账".as_bytes()), "{name}");
        }
    }
}

/// A link in the output folder leads nothing out of it: not as a folder, not in place of a draft,
/// not in place of the file.
#[test]
fn links_lead_nothing_out_of_the_folder() {
    let office = office(answering(&["sub/x.txt", "y.txt"]));
    let (out, outside) = (office.path().join("out"), office.path().join("outside"));
    for folder in [&out, &outside] {
        fs::create_dir(folder).expect("folders can be made");
    }
    let other = outside.join("other.txt");
    fs::write(&other, "别人的").expect("it can be written");
    symlink(&outside, out.join("sub")).expect("links can be made");
    let said = office.run("export bad -o out").ended(ExitCode::Refused);
    assert!(said.contains("是链接"), "{said}");
    fs::remove_file(out.join("sub")).expect("it is there");
    symlink(&other, out.join(".y.txt.partial")).expect("links can be made");
    let _ = office.run("export bad -o out");
    assert_eq!(fs::read(out.join("y.txt")).ok().as_deref(), Some("台账".as_bytes()));
    fs::remove_file(out.join("y.txt")).expect("it was written");
    symlink(&other, out.join("y.txt")).expect("links can be made");
    let _ = office.run("export bad -o out --force");
    assert!(!out.join("y.txt").is_symlink());
    assert_eq!(fs::read(&other).ok().as_deref(), Some("别人的".as_bytes()));
    assert_eq!(fs::read_dir(&outside).expect("it is there").count(), 1);
}

/// A flood of messages neither blocks the program nor floods the clerk, and characters that turn
/// words round are shown.
#[test]
fn a_flood_of_messages_is_cut() {
    let flood = "printf '\\342\\200\\256abc\\n' >&2; head -c 20000000 /dev/zero | tr '\\0' x >&2";
    let program = answering(&["x"]).replace("cat >/dev/null", flood);
    let office = office(program);
    let said = office.run("export bad -o out --time-limit 60");
    assert!(office.path().join("out/x").exists(), "{}", said.code as u8);
    assert!(said.err.len() < 100_000, "{} bytes", said.err.len());
    assert!(said.err.contains("<U+202E>abc") && !said.err.contains('\u{202e}'));
}

/// What a program leaves behind is ended with it, whichever of its streams it holds; the answer is
/// taken where standard output was closed.
#[test]
fn children_left_behind_are_ended() {
    for (streams, is_taken) in [(">/dev/null 2>&1", true), (">/dev/null", true), ("", false)] {
        let work = format!("sleep 300 {streams} & echo $! > \"$MARK\"; cat >/dev/null");
        let office = Office::small();
        let mark = office.path().join("child");
        let program = answering(&["x"])
            .replace("cat >/dev/null", &work.replace("$MARK", &mark.display().to_string()));
        install(&office.programs(), "bad", program);
        let said = office.run("export bad -o out --time-limit 30");
        assert_eq!(office.path().join("out/x").exists(), is_taken, "{streams}: {said}");
        let child = fs::read_to_string(&mark).expect("it was started");
        let status = || fs::read_to_string(format!("/proc/{}/stat", child.trim()));
        // The signal is on its way, and nobody may have reaped the child yet.
        let is_gone = || status().map_or(true, |status| status.contains(") Z"));
        let mut waits = (0..1000).map(|_| std::thread::sleep(std::time::Duration::from_millis(10)));
        assert!(waits.any(|()| is_gone()), "{streams}: {:?}", status());
    }
}
