//! What the texts of a pack may not ask for, found before a report needs it.

use std::fmt::Write as _;

use taizhang_core::book::Book;
use taizhang_core::figure::Figures;
use taizhang_evaluation::pack::Pack;
use taizhang_evaluation::{TextFault, TextFaultKind, Tried, evaluate, examine, sample_year};

use crate::ledger::narrative;
use crate::report::small_year;

fn faults(pack: &Pack, book: &Book, tried: Tried) -> Vec<TextFault> {
    let figures = Figures::of(book).expect("the year is open");
    let evaluation = evaluate(pack, &figures).expect("test amounts are small");
    let last = book.year().expect("the year is open").last_day();
    examine(pack, &figures, &evaluation, last, tried).expect("the year can be laid out")
}

/// The default pack with `file` saying `text`.
fn saying(file: &str, text: &str) -> Pack {
    let files = Pack::builtin_files(Pack::DEFAULT).expect("a shipped pack");
    let mut files: Vec<(&str, &str)> = files.to_vec();
    for (name, old) in &mut files {
        if *name == file {
            *old = text;
        }
    }
    Pack::from_files(files).expect("only a text is changed")
}

#[test]
fn the_texts_of_every_shipped_pack_hold_on_any_year() {
    let years = [
        (sample_year(), Tried::SampleYear),
        (sample_year(), Tried::OwnYear),
        (small_year().book(), Tried::OwnYear),
    ];
    for id in Pack::builtin_ids() {
        let pack = Pack::builtin(id).expect("a shipped pack");
        for (book, tried) in &years {
            assert_eq!(faults(&pack, book, *tried), [], "{id}");
        }
    }
}

#[test]
fn what_a_text_may_not_say_is_named_with_its_line_and_piece() {
    let texts = [
        "共{{ fig(\"outturn.totl\") | wan }}",
        "{% if fig(\"outturn.total\").zero %}\n{{ fig(\"outturn.totl\") | wan }}\n{% endif %}",
        "{{ fig(\"outturn.line.2022-999\") | wan }}",
        "{{ unit.nmae }}",
        "{% for project in projects %}\n{{ project.nmae }}\n{% endfor %}",
        "{% if not activities %}{% for row in indicators %}{{ row.nmae }}{% endfor %}{% endif %}",
        "{{ indicators | selectattr(\"mett\") | list | length }}",
        "{% set first = projects | first %}\n{{ first.nmae }}",
        "{{ unti.name }}",
        "{{ figg(\"outturn.total\") | wan }}",
        "{{ fig(\"outturn.total\") | wna }}",
        "{% if year is evn %}是{% endif %}",
        "{{ table(\"budget\") }}",
        "{{ narrative(\"duty\") }}",
        "{{ fig(\"outturn.total\") | pct }}",
        "{{ fig(\"rate.execution.total\") | wan }}",
        "{{ fig(\"outturn.total\") }}",
        "{{ fig(\"outturn.total\").zeros }}",
        "{{ year + 1 }}年",
        "{% if changes | length * 2 > 5 %}多{% endif %}",
        "{{ [1, 2] | sum }}",
        "全年支出1205300.00元",
        "第一行\n全年支出\n120.53万元，占83.4%",
        "{{ \"120.53万元\" }}",
        "{{ 5 }}项",
        "{{ grade | default(\"95分\") }}{{ grade | default(\"95\") }}",
        "{% set spent = \"100.00元\" %}{{ spent }}",
    ];
    let mut said = String::new();
    for text in texts {
        let pack = saying("effects.md", text);
        writeln!(said, "{}", text.replace('\n', "⏎")).expect("a string takes text");
        let faults = faults(&pack, &sample_year(), Tried::OwnYear);
        assert!(!faults.is_empty(), "{text}");
        for TextFault { place, line, piece, kind } in faults {
            let place = place.name();
            writeln!(said, "  → {place}:{line}: {piece}: {kind:?}").expect("a string takes text");
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn what_a_text_may_say_is_no_fault() {
    let texts = [
        "",
        "{{ fig(\"outturn.total\") | wan }}，{{ fig(\"outturn.total\") | yuan }}",
        "{{ fig(\"rate.execution.total\") | pct }}，{{ fig(\"activity_count\") | count }}",
        "{{ fig(\"budget.reduction.total\") | unsigned | wan }}",
        "{% if has_fig(\"outturn.line.2022-999\") %}{{ fig(\"outturn.line.2022-999\") | wan }}{% endif %}",
        "{% if changes | length > 5 %}较多{% elif changes | length == 0 %}没有{% endif %}",
        "2022年6月2日以甘财科〔2020〕2号下达，依据《会计法》第十七条、第3条，“三公”经费；“3项规定”。",
        "# 一、2022年投入5万元的情况\n\n见附件1，每月不少于1次，满分100分。",
        "{# 旧写法：支出5万元 #}正文",
        "{% for row in indicators if row.met %}{{ loop.index }}. {{ row.name | quoted }}\n{% endfor %}",
        "{{ posts[0].name }}{{ unit[\"name\"] }}",
        "{% macro named(row) %}{{ row.name }}{% endmacro %}{{ named(unit) }}",
        "{% with who = unit %}{{ who.name }}{% endwith %}",
    ];
    for text in texts {
        let pack = saying("effects.md", text);
        assert_eq!(faults(&pack, &sample_year(), Tried::OwnYear), [], "{text}");
    }
}

#[test]
fn keys_of_a_years_own_things_are_judged_on_that_year_alone() {
    let check = |key: &str, on_the_sample: bool| {
        let pack = saying("effects.md", &format!("{{{{ fig(\"{key}\") | wan }}}}"));
        let found = faults(&pack, &sample_year(), Tried::OwnYear);
        assert_eq!(found.len(), 1, "{key}: {found:?}");
        let statically = |fault: &TextFault| matches!(&fault.kind, TextFaultKind::UnknownFigure { key: named, .. } if named == key);
        assert!(found.iter().all(statically), "{found:?}");
        let found = faults(&pack, &sample_year(), Tried::SampleYear);
        assert_eq!(!found.is_empty(), on_the_sample, "{key}: {found:?}");
    };
    check("outturn.line.2099-001", false);
    check("outturn.project.062100000000000000099", false);
    check("share.basic.economic.399", false);
    check("outturn.month.13", true);
    check("outturn.lines", true);
}

#[test]
fn headings_and_the_units_own_sections_are_tried_too() {
    let files = Pack::builtin_files(Pack::DEFAULT).expect("a shipped pack");
    let outline = files.iter().find(|(name, _)| *name == "outline.toml").expect("an outline").1;
    let outline = outline.replacen("heading = \"", "heading = \"{{ unit.nmae }}5万元", 1);
    let pack = saying("outline.toml", &outline);
    let mut ledger = small_year();
    ledger.add(narrative("duties", "一\n二{{ fig(\"outturn.totl\") | wan }}"));
    let found = faults(&pack, &ledger.book(), Tried::OwnYear);
    let places: Vec<(&str, usize)> =
        found.iter().map(|fault| (fault.place.name(), fault.line)).collect();
    let line = outline.lines().position(|line| line.contains("nmae")).map(|at| at + 1);
    assert_eq!(places, [("duties", 2), ("outline.toml", line.expect("it was put in"))]);
}
