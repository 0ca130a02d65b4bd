//! The examination finds what it looks for: one exporter that does all well, and one for each fault.

use std::sync::atomic::{AtomicU64, Ordering};

use taizhang_export::conformance::{Check, Verdict, examine};
use taizhang_export::{
    Artifact, Descriptor, ExportError, ExportRequest, Exporter, ProfileDescriptor,
};

/// An exporter made of two functions.
struct Made {
    describe: fn() -> Descriptor,
    export: fn(&ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError>,
}

impl Exporter for Made {
    fn descriptor(&self) -> Descriptor {
        (self.describe)()
    }

    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
        (self.export)(request)
    }
}

fn described() -> Descriptor {
    Descriptor::new("made", "样例").option("form", "形式", ["short", "long"])
}

fn good(request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
    request.check(&described())?;
    Ok(vec![Artifact::new("a.txt", request.context.lines.len().to_string())?])
}

fn refuse(words: &str) -> ExportError {
    ExportError::Refused { exporter: "made".to_owned(), words: words.to_owned() }
}

/// The faults as text, each after its check.
fn faults(verdicts: &[Verdict]) -> Vec<String> {
    let told = verdicts.iter().flat_map(|verdict| {
        verdict.faults.iter().map(|fault| format!("{:?}: {fault}", verdict.check))
    });
    told.collect()
}

#[test]
fn a_good_exporter_passes() {
    let verdicts = examine(&Made { describe: described, export: good });
    assert_eq!(faults(&verdicts), Vec::<String>::new());
    assert_eq!(verdicts.len(), 9);
    assert!(verdicts.iter().any(|verdict| verdict.check == Check::LargeYear));
}

/// An empty year may be refused in words, but in no other way.
#[test]
fn an_empty_year_may_be_refused_in_words() {
    let export: fn(&ExportRequest<'_>) -> _ = |request| {
        if request.context.lines.is_empty() { Err(refuse("没有指标")) } else { good(request) }
    };
    assert_eq!(faults(&examine(&Made { describe: described, export })), Vec::<String>::new());
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of exporters, one for each fault")]
fn every_fault_is_found() {
    static RUNS: AtomicU64 = AtomicU64::new(0);
    let cases: [(&str, Made); 9] = [
        (
            "a name that cannot be typed",
            Made { describe: || Descriptor::new("Made it", "样例"), export: |_| Ok(Vec::new()) },
        ),
        (
            "nothing said, and one option twice",
            Made {
                describe: || described().option("form", " ", []).profile(profile("a")),
                export: good,
            },
        ),
        (
            "other bytes each time",
            Made {
                describe: described,
                export: |request| {
                    request.check(&described())?;
                    let run = RUNS.fetch_add(1, Ordering::Relaxed).to_string();
                    Ok(vec![Artifact::new("a", run)?, Artifact::new("b", "b")?])
                },
            },
        ),
        (
            "one place twice",
            Made {
                describe: described,
                export: |request| {
                    request.check(&described())?;
                    Ok(vec![Artifact::new("a", "")?, Artifact::new("A", "")?])
                },
            },
        ),
        (
            "takes everything",
            Made { describe: described, export: |_| Ok(vec![Artifact::new("a", "")?]) },
        ),
        (
            "does not take what it lists",
            Made {
                describe: described,
                export: |request| match request.options.get("form", "short") {
                    "short" => good(request),
                    _ => Err(refuse("不会")),
                },
            },
        ),
        (
            "names files after the unit",
            Made {
                describe: described,
                export: |request| {
                    request.check(&described())?;
                    Ok(vec![Artifact::new(&request.context.unit.name, "")?])
                },
            },
        ),
        (
            "wants activities",
            Made {
                describe: described,
                export: |request| match request.context.activities.first() {
                    None => Err(ExportError::Format {
                        exporter: "made",
                        artifact: "a".to_owned(),
                        source: "index out of range".into(),
                    }),
                    Some(_) => good(request),
                },
            },
        ),
        (
            "takes few rows only",
            Made {
                describe: described,
                export: |request| match request.context.lines.len() {
                    0..100 => good(request),
                    _ => Err(refuse("太多")),
                },
            },
        ),
    ];
    let told = cases
        .into_iter()
        .map(|(case, exporter)| format!("## {case}\n{}\n", faults(&examine(&exporter)).join("\n")));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"));
}

fn profile(id: &str) -> ProfileDescriptor {
    ProfileDescriptor { id: id.to_owned(), summary: String::new(), verified: false }
}
