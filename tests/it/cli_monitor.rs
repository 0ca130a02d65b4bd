//! Mid-year monitoring: what the clerk sees, what other programs get, and the form that is filed.

use taizhang_cli::ExitCode;

use crate::docx;
use crate::harness::Office;

#[test]
fn half_a_year_against_the_time() {
    let office = Office::demo();
    let said = office.run("monitor --as-of 2022-06-30");
    assert_eq!(said.code, ExitCode::Findings, "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn half_a_year_as_json() {
    let office = Office::demo();
    let watched = office.run("monitor --as-of 2022-06-30 --json").json();
    assert_eq!(watched["months"], 6);
    assert_eq!(watched["time_progress"]["numerator"], "6");
    let total = &watched["funds"][0];
    let line = watched["lines"].as_array().expect("lines are a list").first().cloned();
    let indicator = watched["indicators"].as_array().expect("a list").first().cloned();
    insta::assert_snapshot!(
        serde_json::to_string_pretty(&serde_json::json!([total, line, indicator]))
            .expect("it is JSON")
    );
}

#[test]
fn a_year_that_is_over_is_foreseen_as_it_was() {
    let watched = Office::demo().run("monitor --json").json();
    assert_eq!(watched["as_of"], "2022-12-31");
    for row in watched["funds"].as_array().expect("funds are a list") {
        assert_eq!(row["forecast"], row["outturn"], "{row}");
    }
}

#[test]
fn the_form_is_written_as_word_and_csv() {
    let office = Office::demo();
    let said = office.run("monitor --as-of 2022-06-30 --output 监控");
    insta::assert_snapshot!(said);
    let folder = office.path().join("监控");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder was made")
        .map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    let mut shown = vec![names.join("\n")];
    for name in &names {
        let bytes = std::fs::read(folder.join(name)).expect("it was written");
        if name.contains("监控表-") {
            let text = String::from_utf8(bytes).expect("CSV is UTF-8");
            shown.push(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
        } else {
            let text = docx::text(&bytes);
            let (_, annex) = text.split_once("\n附件1\n").expect("the form is annexed");
            let (form, _) = annex.split_once("\n附件2\n").expect("the sources follow");
            shown.push(form.to_owned());
        }
    }
    insta::assert_snapshot!("monitoring_form", shown.join("\n----\n"));
}

#[test]
fn a_form_that_somebody_changed_is_not_overwritten() {
    let office = Office::demo();
    let export = "monitor --as-of 2022-06-30 --output 监控";
    office.run(export).ended(ExitCode::Success);
    // What the program wrote itself is written again without asking.
    office.run(export).ended(ExitCode::Success);
    let changed = office.path().join("监控/2022_宁县科学技术协会_绩效运行监控表-绩效指标.csv");
    std::fs::write(&changed, "人工填写").expect("a file can be changed");
    let said = office.run(export).ended(ExitCode::Refused);
    assert_eq!(std::fs::read(&changed).expect("it is there"), "人工填写".as_bytes(), "{said}");
    office.run(&format!("{export} --force")).ended(ExitCode::Success);
    assert_ne!(std::fs::read(&changed).expect("it is there"), "人工填写".as_bytes());
}

#[test]
fn a_form_without_warning_lines_is_refused() {
    let said = Office::demo().run("monitor --pack hubei-project-2022");
    insta::assert_snapshot!(said.ended(ExitCode::Refused));
}
