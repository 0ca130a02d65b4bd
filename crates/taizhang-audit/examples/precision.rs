//! Prints precision and recall over the cases of `fixtures/cases`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use taizhang_evaluation::{Finding, Severity};

#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    expected: Vec<Hint>,
    #[serde(default)]
    also: Vec<Hint>,
}

#[derive(Deserialize)]
struct Hint {
    code: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    says: String,
    severity: Option<Severity>,
}

impl Hint {
    fn fits(&self, finding: &Finding) -> bool {
        self.code == finding.code
            && finding.place.contains(&self.place)
            && finding.message.contains(&self.says)
            && self.severity.is_none_or(|severity| severity == finding.severity)
    }
}

#[derive(Default)]
struct Score {
    expected: usize,
    found: usize,
    reported: usize,
    right: usize,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut total = Score::default();
    writeln!(out, "{:>4} {:>4} {:>4} {:>4}  样例", "应报", "报中", "报出", "其中对")?;
    for path in reports()? {
        let score = score(&path)?;
        writeln!(
            out,
            "{:>6} {:>6} {:>6} {:>7}  {}",
            score.expected,
            score.found,
            score.reported,
            score.right,
            path.file_stem().unwrap_or_default().display()
        )?;
        total.expected += score.expected;
        total.found += score.found;
        total.reported += score.reported;
        total.right += score.right;
    }
    writeln!(
        out,
        "查准率 {}/{} = {}%（只计错误和提醒），查全率 {}/{} = {}%",
        total.right,
        total.reported,
        percent(total.right, total.reported),
        total.found,
        total.expected,
        percent(total.found, total.expected)
    )
}

fn percent(part: usize, whole: usize) -> usize {
    (part * 100).checked_div(whole).unwrap_or(100)
}

fn score(path: &Path) -> io::Result<Score> {
    let text = fs::read_to_string(path.with_extension("toml"))?;
    let case: Case = toml::from_str(&text).map_err(io::Error::other)?;
    let document = taizhang_audit::read("报告.md", &fs::read(path)?).map_err(io::Error::other)?;
    let findings = taizhang_audit::audit(&document);
    let found = case.expected.iter().filter(|hint| findings.iter().any(|f| hint.fits(f)));
    let loud: Vec<&Finding> =
        findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
    let is_right =
        |finding: &&&Finding| case.expected.iter().chain(&case.also).any(|hint| hint.fits(finding));
    Ok(Score {
        expected: case.expected.len(),
        found: found.count(),
        reported: loud.len(),
        right: loud.iter().filter(is_right).count(),
    })
}

fn reports() -> io::Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .filter(|path| path.with_extension("toml").exists())
        .collect();
    paths.sort();
    Ok(paths)
}
