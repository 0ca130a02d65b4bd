//! Completion in the shells themselves: every command and value with its Chinese description.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use taizhang_cli::parser;
use unicode_width::UnicodeWidthStr;

use crate::harness::Office;

/// Writes the script for `shell` to a file.
fn script(office: &Office, shell: &str) -> PathBuf {
    let said = office.run(&format!("completions {shell}"));
    assert_eq!(said.err, "", "{shell}");
    office.file(&format!("taizhang.{shell}"), said.out)
}

/// Says which program is not installed.
#[expect(clippy::print_stderr, reason = "a test that is left out says why")]
fn left_out(program: &str, error: &std::io::Error) {
    eprintln!("left out: `{program}` cannot be started ({error})");
}

/// Runs a shell and returns what it said; none, with the reason, where it is not installed.
fn asked(shell: &str, arguments: &[&str]) -> Option<String> {
    let said = match Command::new(shell).args(arguments).env("LC_ALL", "C.UTF-8").output() {
        Ok(said) => said,
        Err(error) => {
            left_out(shell, &error);
            return None;
        }
    };
    let errors = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success() && errors.is_empty(), "{shell} {arguments:?}: {errors}");
    Some(String::from_utf8(said.stdout).expect("a shell writes UTF-8 here"))
}

/// Every command with the words that lead to it and its description.
fn commands() -> Vec<(String, String)> {
    fn collect(command: &clap::Command, above: &str, all: &mut Vec<(String, String)>) {
        for sub in command.get_subcommands() {
            let path = format!("{above} {}", sub.get_name());
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            all.push((path.clone(), about.replace('`', "")));
            collect(sub, &path, all);
        }
    }
    let mut all = Vec::new();
    collect(&parser(), "taizhang", &mut all);
    all
}

/// What bash would be answered at the end of `words`, in a terminal of so many cells.
fn offered_by_bash(office: &Office, words: &[&str], cells: usize) -> Option<Vec<String>> {
    let script = script(office, "bash");
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let program = format!(
        "source '{}'; COLUMNS={cells}; COMP_WORDS=({}); COMP_CWORD={}; COMP_TYPE=9
         _taizhang; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        script.display(),
        quoted.join(" "),
        words.len() - 1,
    );
    let said = asked("bash", &["--norc", "-c", &program])?;
    Some(said.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

#[test]
fn bash_inserts_a_single_candidate_bare() {
    let office = Office::new();
    for (words, expected) in [
        (&["taizhang", "disb"][..], &["disburse"][..]),
        (&["taizhang", "支"], &["支出"]),
        (&["taizhang", "packs", "sch"], &["schema"]),
        (&["taizhang", "--ledger", "packs", "packs", "sch"], &["schema"]),
        (&["taizhang", "表样", "列"], &["列出"]),
        (&["taizhang", "disburse", "--vou"], &["--voucher"]),
        (&["taizhang", "disburse", "10元", "--dry"], &["--dry-run"]),
        (&["taizhang", "disburse", "--voucher", "--m"], &[]),
        (&["taizhang", "status", "--unit", "w"], &["wan"]),
        (&["taizhang", "status", "--unit", "=", "w"], &["wan"]),
        (&["taizhang", "disburse", "--method", "授"], &["授权支付"]),
        (&["taizhang", "completions", "fi"], &["fish"]),
        (&["taizhang", "target", "adjust", "--sign", "≥"], &["≥"]),
        (&["taizhang", "target", "adjust", "--sign", ">="], &["'>='"]),
        (&["taizhang", "disburse", "--payee", ""], &[]),
        (&["taizhang", "没有这条命令", "--dr"], &["--dry-run"]),
    ] {
        let Some(offered) = offered_by_bash(&office, words, 80) else { return };
        assert_eq!(offered, expected, "{words:?}");
    }
}

#[test]
fn bash_describes_several_candidates_in_columns() {
    let office = Office::new();
    let Some(wide) = offered_by_bash(&office, &["taizhang", ""], 200) else { return };
    let verbs: Vec<String> = parser()
        .get_subcommands()
        .map(|verb| format!("({})", verb.get_about().expect("it says what it does")))
        .collect();
    let described = wide.iter().map(|line| &line[line.find('(').expect("it is described")..]);
    assert_eq!(described.collect::<Vec<_>>(), verbs);
    let starts = wide.iter().map(|line| line[..line.find('(').expect("it is there")].width());
    assert_eq!(starts.min(), Some("completions".len() + 2));
    for cells in [80, 40] {
        let narrow = offered_by_bash(&office, &["taizhang", ""], cells).expect("bash was there");
        let starts: Vec<_> = narrow.iter().filter_map(|line| line.find('(')).collect();
        assert!(starts.len() == wide.len() && starts.iter().all(|at| *at == starts[0]));
        assert!(narrow.iter().all(|line| line.width() < cells), "{narrow:#?}");
    }
    let bare = offered_by_bash(&office, &["taizhang", ""], 20).expect("bash was there");
    assert!(bare.iter().all(|line| !line.contains('(')), "too narrow for words: {bare:#?}");
    insta::assert_snapshot!(
        [&["taizhang", "close", ""][..], &["taizhang", "disburse", "--method", ""]]
            .map(|words| offered_by_bash(&office, words, 80).expect("bash was there").join("\n"))
            .join("\n\n")
    );
}

/// Types into a bash on a terminal: what stands in the line after a tab is what would be run.
#[test]
fn bash_completes_what_is_typed_at_a_terminal() {
    let office = Office::new();
    let script = script(&office, "bash");
    let shell = "env -i TERM=dumb LC_ALL=C.UTF-8 PATH=/usr/bin:/bin PS1=: \
                 bash --norc --noprofile -i";
    let started = Command::new("script")
        .args(["-qec", shell, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) => return left_out("script", &error),
    };
    let mut keys = child.stdin.take().expect("it is piped");
    let source = format!("taizhang() {{ echo \"=$*=\"; }}; source '{}'\n", script.display());
    for typed in [
        source.as_str(),
        "taizhang clo\tye\t\n",
        "taizhang 支\t10元 --meth\taut\t\n",
        "taizhang close \t\t",
        "m\t1\n",
        "exit\n",
    ] {
        // Readline must have put the terminal into its mode before the keys arrive.
        thread::sleep(Duration::from_millis(300));
        keys.write_all(typed.as_bytes()).expect("the terminal takes keys");
    }
    drop(keys);
    let ended = child.wait_with_output().expect("the shell ends");
    let screen = String::from_utf8_lossy(&ended.stdout);
    for shown in [
        "=close year=",
        "=支出 10元 --method authorised=",
        "month  (月结：锁定一个月，不再接受该月的收支)",
        "=close month 1=",
    ] {
        assert!(screen.contains(shown), "{shown} is not in\n{screen}");
    }
}

#[test]
fn zsh_takes_the_script_as_the_completion_of_taizhang() {
    let office = Office::new();
    let script = script(&office, "zsh");
    let path = script.to_string_lossy();
    if asked("zsh", &["-n", &path]).is_none() {
        return;
    }
    let program = format!(
        "autoload -U compinit; compinit -u -D; source '{path}'; print -r -- $_comps[taizhang]"
    );
    assert_eq!(asked("zsh", &["-f", "-c", &program]).as_deref(), Some("_taizhang\n"));
    let text = std::fs::read_to_string(&script).expect("it was written");
    for (path, about) in commands() {
        let name = path.rsplit(' ').next().expect("a path has words");
        let about = about.replace(':', "\\:").replace('\'', "'\\''");
        assert!(text.contains(&format!("'{name}:{about}'")), "{path}: {about}");
    }
}

#[test]
fn fish_offers_every_command_with_its_description() {
    let office = Office::new();
    let script = script(&office, "fish");
    let path = script.to_string_lossy();
    if asked("fish", &["--no-execute", &path]).is_none() {
        return;
    }
    let is_offered = |words: &str, line: &str| {
        let program = format!("source '{path}'; complete -C '{words}'");
        let offered = asked("fish", &["--no-config", "-c", &program]).expect("fish was there");
        assert!(offered.lines().any(|offer| offer == line), "{line}: {offered}");
    };
    for (words, about) in commands() {
        let (_, name) = words.rsplit_once(' ').expect("a path has words");
        is_offered(&words, &format!("{name}\t{about}"));
    }
    is_offered("taizhang target adjust --sign ", ">=\t不低于");
    is_offered("taizhang completions ", "zsh\t命令行环境");
    is_offered("taizhang list ", "payments\t支付、退回、红字");
}

/// PowerShell itself is tried where it is installed; its text is looked at everywhere.
#[test]
fn powershell_has_every_command_with_its_description() {
    let office = Office::new();
    let text = office.run("completions powershell").out;
    for (words, about) in commands() {
        let name = words.rsplit(' ').next().expect("a path has words");
        let line = format!(
            "[CompletionResult]::new('{name}', '{name}', [CompletionResultType]::ParameterValue, '{about}')"
        );
        assert!(text.contains(&line), "{line}");
    }
    // CompletionResult takes no empty description, and the whole completion would fail.
    assert!(!text.contains(", '')"), "a description is empty");
    for (command, value) in [("completions", "zsh"), ("补全", "zsh"), ("list", "payments")] {
        let block = text.split_once(&format!("'taizhang;{command}' {{")).expect("it is there").1;
        let block = block.split("break").next().expect("it is text");
        assert!(block.contains(&format!("::new('{value}', ")), "{command}: {block}");
    }
    let path = script(&office, "powershell");
    let program = format!(
        "$e = $null; [System.Management.Automation.Language.Parser]::ParseFile('{}', [ref]$null, [ref]$e) > $null; if ($e) {{ exit 1 }}",
        path.display()
    );
    asked("pwsh", &["-NoProfile", "-Command", &program]);
}

/// PowerShell 5.1 takes a script without a mark for the code page of the machine.
#[test]
fn a_script_for_powershell_is_written_with_a_mark() {
    let office = Office::new();
    for (shell, mark) in [("powershell", "\u{FEFF}"), ("bash", "")] {
        office.run(&format!("completions {shell} -o 补全.{shell}")).done();
        let written = std::fs::read_to_string(office.path().join(format!("补全.{shell}")));
        let shown = office.run(&format!("completions {shell}")).out;
        assert_eq!(written.ok(), Some(format!("{mark}{shown}")), "{shell}");
    }
}
