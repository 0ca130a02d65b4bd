//! Prints precision and recall of the audit.
//!
//! First over the published cases of `fixtures/cases`. Then over `fixtures/clean-reports`: these
//! hold no contradiction, so every finding in them is a false alarm; and each figure in them is
//! changed in turn, so every change without a finding is a miss. With names of files it prints
//! the findings of those.

#[path = "../tests/it/published.rs"]
mod published;

use std::io::{self, Write};
use std::path::Path;

use published::{audited, audited_bytes, cases, clean, loud};
use regex::Regex;
use taizhang_evaluation::Finding;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lists_misses = arguments.iter().any(|argument| argument == "--misses");
    let files: Vec<&String> = arguments.iter().filter(|a| !a.starts_with("--")).collect();
    if files.is_empty() {
        over_cases(&mut out)?;
        return over_clean_reports(&mut out, lists_misses);
    }
    for file in files {
        writeln!(out, "{file}")?;
        for finding in audited(Path::new(file)) {
            let Finding { code, severity, place, message, formula, .. } = finding;
            writeln!(out, "  {severity:?} {code} [{place}] {message} {formula}")?;
        }
    }
    Ok(())
}

fn over_cases(out: &mut impl Write) -> io::Result<()> {
    let [mut expected, mut found, mut reported, mut right] = [0; 4];
    writeln!(out, "{:>4} {:>4} {:>4} {:>4}  样例", "应报", "报中", "报出", "其中对")?;
    for (path, case) in cases() {
        let findings = audited(&path);
        let hits = case.expected.iter().filter(|hint| findings.iter().any(|f| hint.fits(f)));
        let hits = hits.count();
        let rightly = loud(&findings).filter(|finding| !case.denies(finding)).count();
        let counts = [case.expected.len(), hits, loud(&findings).count(), rightly];
        let [a, b, c, d] = counts;
        let name = path.file_stem().unwrap_or_default().display();
        writeln!(out, "{a:>6} {b:>6} {c:>6} {d:>7}  {name}")?;
        expected += a;
        found += b;
        reported += c;
        right += d;
    }
    writeln!(
        out,
        "查准率 {right}/{reported} = {}%（只计错误和提醒），查全率 {found}/{expected} = {}%",
        percent(right, reported),
        percent(found, expected)
    )
}

fn over_clean_reports(out: &mut impl Write, lists_misses: bool) -> io::Result<()> {
    let [mut alarms, mut changed, mut noticed] = [0; 3];
    writeln!(out, "\n{:>4} {:>4} {:>4}  无矛盾的报告", "误报", "改动", "报出")?;
    for path in clean() {
        let false_alarms = loud(&audited(&path)).count();
        let text = std::fs::read_to_string(&path)?;
        let (mut tried, mut hits) = (0, 0);
        for change in changes(&text) {
            tried += 1;
            let findings = audited_bytes(&path, change.text.as_bytes());
            if loud(&findings).count() > false_alarms {
                hits += 1;
            } else if lists_misses {
                writeln!(out, "    未报：{}", change.what)?;
            }
        }
        let name = path.file_name().unwrap_or_default().display();
        writeln!(out, "{false_alarms:>6} {tried:>6} {hits:>6}  {name}")?;
        alarms += false_alarms;
        changed += tried;
        noticed += hits;
    }
    writeln!(
        out,
        "误报 {alarms}，改动一个数报出 {noticed}/{changed} = {}%",
        percent(noticed, changed)
    )
}

/// A text of which one figure was changed.
struct Change {
    text: String,
    what: String,
}

/// Changes each figure of a text in turn: those with a unit, and those that fill a cell.
fn changes(text: &str) -> Vec<Change> {
    let figure = Regex::new(
        r"(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)?)(?:亿元|万元|元|%|人次|人|名|个|场|份|件|项|套|台|户|公里|辆|分|(?P<edge>\s*\|)|(?P<comma>,|$))",
    )
    .expect("the pattern is a constant");
    let mut found = Vec::new();
    for captures in figure.captures_iter(text) {
        let Some(printed) = captures.name("figure") else { continue };
        let before = text.get(..printed.start()).unwrap_or_default();
        let fills = captures.name("edge").is_some() || captures.name("comma").is_some();
        let begins = before.trim_end_matches([' ', '≥', '≤', '=']).ends_with(['|', ',', '\n']);
        let is_name = before.ends_with(['第', '〔', '-', '—']) || before.ends_with("附件");
        if is_name || (fills && !begins) {
            continue;
        }
        let Some(other) = other(printed.as_str()) else { continue };
        let after = text.get(printed.end()..).unwrap_or_default();
        let context: String =
            before.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
        let what = format!("{}{} → {other}", context.replace('\n', "⏎"), printed.as_str());
        found.push(Change { text: format!("{before}{other}{after}"), what });
    }
    found
}

/// Changes the first digit that can grow by two; nothing that was zero.
fn other(printed: &str) -> Option<String> {
    let at = printed.find(|c: char| c.is_ascii_digit() && c != '0')?;
    let digit = printed.get(at..=at)?.parse::<u8>().ok()?;
    let changed = if digit < 8 { digit + 2 } else { digit - 3 };
    Some(format!("{}{changed}{}", printed.get(..at)?, printed.get(at + 1..)?))
}

fn percent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(100)
}
