//! The whole report of a small year, as text.

use std::fmt::Write as _;

use jiff::civil::date;
use taizhang_core::event::{
    ActualSource, AssessedValue, AssetClass, Event, StaffCategory, Target, Tier,
};
use taizhang_core::figure::{FigureKey, Figures};
use taizhang_evaluation::pack::Pack;
use taizhang_evaluation::report::{Block, Cell, Inline, Report, Table};
use taizhang_evaluation::{ComposeError, ReportInputs, compose, evaluate, preview_narrative};

use crate::ledger::{
    Ledger, activity, assessed, decimal, explained, grant, indicator, narrative, office,
    quantitative, salaries, science, survey,
};

/// A year with everything in it once.
pub(crate) fn small_year() -> Ledger {
    let mut ledger = Ledger::open();
    ledger.posts(6);
    ledger.original(salaries(), "896700.00");
    ledger.original(office(), "32300.00");
    let extra = grant(science(), "200000.00", "甘财科〔2022〕2号");
    ledger.on(date(2022, 3, 10), Event::BudgetSupplemented(extra));
    for (month, amount) in [(3, "400000.00"), (9, "496700.00")] {
        ledger.pay(month, salaries(), "30101", amount);
    }
    ledger.pay(4, office(), "30201", "32300.00");
    ledger.pay(11, science(), "30226", "150000.00");
    ledger.headcount(StaffCategory::CivilServiceManaged, 4);
    ledger.headcount(StaffCategory::InstitutionManager, 2);
    ledger.headcount(StaffCategory::SupportWorker, 1);
    ledger.asset(AssetClass::GeneralEquipment, "200000.00", "99300.00");
    ledger.asset(AssetClass::FurnitureAndFittings, "174600.00", "16800.00");
    ledger.objective("普及科学知识，提高公众科学素质。");
    let sum = |measure: &str| ActualSource::ResultSum(measure.parse().expect("a measure"));
    let output = ("产出指标", "数量指标");
    ledger.add(indicator("1", output, "30", quantitative("≥", "6", "场次"), sum("lectures")));
    ledger.add(indicator("2", output, "20", quantitative("≥", "3000", "人次"), sum("audience")));
    let state = Target::Qualitative { description: "公众科学素质有所提高".to_owned() };
    let benefit = ("效益指标", "社会效益指标");
    ledger.add(indicator("3", benefit, "30", state, ActualSource::Assessed));
    let pleased = ActualSource::Survey("学校师生".to_owned());
    let satisfaction = ("满意度指标", "服务对象满意度指标");
    ledger.add(indicator("4", satisfaction, "10", quantitative("≥", "90", "%"), pleased));
    ledger.on(
        date(2022, 6, 8),
        activity("A1", &[("lectures", "讲座", "6", "场次"), ("audience", "受众", "2300", "人次")]),
    );
    ledger.add(assessed("3", AssessedValue::Tier { tier: Tier::Achieved, percent: decimal("95") }));
    ledger.add(survey("学校师生", 200, 190));
    ledger.add(explained("2"));
    ledger.add(narrative("duties", "1. 普及科学知识。\n2. 举荐人才。\n"));
    ledger.add(narrative(
        "fulfilment",
        "## 科普进校园\n\n举办讲座{{ fig(\"activity.lectures\") | count }}，**受众广泛**。\n\n## 送科普下乡\n\n组织科普下乡。\n",
    ));
    ledger
}

pub(crate) fn composed(ledger: &Ledger, pack: &Pack) -> Result<Report, ComposeError> {
    let book = ledger.book();
    let figures = Figures::of(&book).expect("the year is open");
    let evaluation = evaluate(pack, &figures).expect("test amounts are small");
    let inputs = ReportInputs {
        as_of: date(2022, 12, 31),
        sequence: 30,
        algorithm: "SM3",
        head_hash: "abc",
        signed_on: date(2023, 3, 1),
        event_count: &|_| 1,
    };
    compose(pack, &figures, &evaluation, &[], &inputs)
}

/// Prints a report as plain text: figures in brackets, tables as rows.
pub(crate) fn printed(report: &Report) -> String {
    let mut text = format!("{}\n{}：\n", report.title, report.addressee);
    print_blocks(&mut text, &report.blocks);
    for (at, annex) in report.annexes.iter().enumerate() {
        writeln!(text, "附件{} {}", at + 1, annex.title).expect("a string takes text");
        print_blocks(&mut text, &annex.blocks);
    }
    writeln!(text, "{} {}", report.signature.unit, report.signature.date).expect("a string");
    for remark in &report.provenance.remarks {
        writeln!(text, "注：{remark}").expect("a string takes text");
    }
    text
}

fn print_blocks(text: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                let marks = "#".repeat(usize::from(heading.level));
                writeln!(text, "{marks} {}{}", heading.numeral, heading.text)
            }
            Block::Paragraph(content) => writeln!(text, "{}", inlines(content)),
            Block::Quotation(content) => writeln!(text, "> {}", inlines(content)),
            Block::Table(table) => {
                print_table(text, table);
                Ok(())
            }
            Block::Chart(chart) => {
                let values = chart.series.iter().map(|series| {
                    let values: Vec<String> =
                        series.values.iter().map(ToString::to_string).collect();
                    format!("{}={}", series.name, values.join(","))
                });
                let values: Vec<String> = values.collect();
                writeln!(text, "[图] {}（{}）{}", chart.caption, chart.unit, values.join("；"))
            }
        }
        .expect("a string takes text");
    }
}

fn print_table(text: &mut String, table: &Table) {
    let unit = table.unit.as_deref().unwrap_or_default();
    writeln!(text, "[表] {} {unit}", table.caption).expect("a string takes text");
    for row in table.header.iter().chain(&table.rows) {
        let cells: Vec<String> = row.iter().map(cell).collect();
        writeln!(text, "  | {}", cells.join(" | ")).expect("a string takes text");
    }
    for note in &table.notes {
        writeln!(text, "  注：{note}").expect("a string takes text");
    }
}

fn cell(cell: &Cell) -> String {
    let text = inlines(&cell.content);
    if (cell.columns, cell.rows) == (1, 1) {
        return text;
    }
    format!("{text}<{}×{}>", cell.columns, cell.rows)
}

fn inlines(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Strong(text) => format!("**{text}**"),
            Inline::Figure { text, .. } => format!("[{text}]"),
        })
        .collect()
}

#[test]
fn the_report_of_a_small_year_is_whole() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let report = composed(&small_year(), &pack).expect("the templates are valid");
    insta::assert_snapshot!("whole_unit_report", printed(&report));
}

#[test]
fn every_shipped_pack_makes_a_report() {
    for id in Pack::builtin_ids() {
        let pack = Pack::builtin(id).unwrap_or_else(|error| panic!("{id}: {error}"));
        for ledger in [small_year(), Ledger::open()] {
            let report = composed(&ledger, &pack).unwrap_or_else(|error| panic!("{id}: {error:?}"));
            assert_no_gap(&report);
        }
    }
}

/// Numerals of each level count from one under each parent.
fn assert_no_gap(report: &Report) {
    let chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let mut counts = [0_usize; 4];
    for block in &report.blocks {
        let Block::Heading(heading) = block else { continue };
        let level = usize::from(heading.level);
        assert!(level == 1 || counts[level - 2] > 0, "{} has no parent", heading.text);
        counts[level - 1] += 1;
        counts[level..].fill(0);
        let count = counts[level - 1];
        let expected = match heading.level {
            1 => format!("{}、", chinese[count - 1]),
            2 => format!("（{}）", chinese[count - 1]),
            3 => format!("{count}."),
            _ => format!("（{count}）"),
        };
        assert_eq!(heading.numeral, expected, "{}", heading.text);
    }
}

/// A figure as printed, by key.
fn figures_in<'a>(blocks: impl Iterator<Item = &'a Block>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for block in blocks {
        let content: Vec<&Inline> = match block {
            Block::Paragraph(content) | Block::Quotation(content) => content.iter().collect(),
            Block::Table(table) => {
                let cells = table.header.iter().chain(&table.rows).flatten();
                cells.flat_map(|cell| &cell.content).collect()
            }
            Block::Heading(_) | Block::Chart(_) => Vec::new(),
        };
        found.extend(content.into_iter().filter_map(|inline| match inline {
            Inline::Figure { key, text } => Some((key.to_string(), text.clone())),
            Inline::Text(_) | Inline::Strong(_) => None,
        }));
    }
    found
}

/// Returns the rows of 取数说明, and every other block of the report.
fn sources_and_rest(report: &Report) -> (Vec<Vec<String>>, Vec<&Block>) {
    let annexes = report.annexes.iter().flat_map(|annex| &annex.blocks);
    let is_source = |block: &&Block| matches!(block, Block::Table(table) if table.caption == "报告所用数据及其来源");
    let (sources, rest): (Vec<&Block>, Vec<&Block>) =
        report.blocks.iter().chain(annexes).partition(is_source);
    let rows = sources.into_iter().flat_map(|block| match block {
        Block::Table(table) => table.rows.clone(),
        _ => Vec::new(),
    });
    let words = |cell: &Cell| cell.content.iter().map(inline_text).collect();
    (rows.map(|row| row.iter().map(words).collect()).collect(), rest)
}

fn inline_text(inline: &Inline) -> &str {
    match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Figure { text, .. } => text,
    }
}

#[test]
fn what_a_unit_writes_keeps_its_form() {
    let mut ledger = small_year();
    let text = "开展情况如下。\n\n- 进校园\n  - 讲座\n    - 名师讲座\n- 进社区\n\n  另有展板。\n\n\
                1. 第一步\n   1. 甲\n      1. 子\n         1. 丑\n            1. 寅\n   2. 乙\n2. 第二步\n\n\
                > 科普是国之大者。\n>\n> —— 摘自{{ unit.name }}文件\n\n表1：活动一览\n\n\
                | 活动 | 受众（人次） | 支出 |\n|---|:-:|---|\n\
                | **进校园** | 2,300 | {{ fig(\"outturn.project\") | wan }} |\n| 进社区 | | |\n\n\
                | 一 | 二 | 三 | 四 | 五 | 六 | 七 | 八 |\n|--|--|--|--|--|--|--|--|\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |\n\n\
                ```\n甲\n乙\n```\n";
    ledger.add(narrative("fulfilment", text));
    let pack = Pack::builtin(Pack::DEFAULT).expect("a shipped pack");
    let report = composed(&ledger, &pack).expect("the text can be set");
    let start = report.blocks.iter().position(
        |block| matches!(block, Block::Paragraph(content) if inlines(content) == "开展情况如下。"),
    );
    let blocks: Vec<Block> =
        report.blocks.iter().skip(start.expect("it is printed")).take(18).cloned().collect();
    let tables = blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some((table.orientation, table.columns.clone())),
        _ => None,
    });
    let tables: Vec<_> = tables.collect();
    let excerpt = printed(&Report { blocks, annexes: Vec::new(), ..report });
    insta::assert_snapshot!("what_a_unit_writes", format!("{excerpt}\n{tables:#?}"));
}

#[test]
fn every_figure_of_the_report_has_its_source_and_no_other_has() {
    let mut ledger = small_year();
    ledger.add(narrative(
        "problems",
        "## 共{{ fig(\"outturn.through.06\") | wan }}\n\n仍有{{ fig(\"available.total\") | wan }}未用。\n",
    ));
    let procurement = ActualSource::Figure("outturn.procurement".parse().expect("a key"));
    let output = ("产出指标", "成本指标");
    ledger.add(indicator("5", output, "1", quantitative("≤", "1", "元"), procurement));
    let book = ledger.book();
    let figures = Figures::of(&book).expect("the year is open");
    for id in Pack::builtin_ids() {
        let pack = Pack::builtin(id).unwrap_or_else(|error| panic!("{id}: {error}"));
        let report = composed(&ledger, &pack).unwrap_or_else(|error| panic!("{id}: {error:?}"));
        let (rows, rest) = sources_and_rest(&report);
        if rows.is_empty() {
            assert!(report.annexes.iter().all(|annex| annex.title != "取数说明"), "{id}");
            continue;
        }
        let mut used: Vec<String> =
            figures_in(rest.into_iter()).into_iter().map(|(key, _)| key).collect();
        let heading = |block: &Block| matches!(block, Block::Heading(heading) if heading.text == "共43.23万元");
        if report.blocks.iter().any(heading) {
            used.push("outturn.through.06".to_owned());
        }
        // What an indicator rests on counts as used, though the form prints it without its key.
        used.push("outturn.procurement".to_owned());
        used.sort();
        used.dedup();
        let listed: Vec<&str> =
            rows.iter().map(|row| row.last().map_or("", String::as_str)).collect();
        assert_eq!(listed, used, "{id}");
        for row in &rows {
            let [label, value, formula, events, key] = row.as_slice() else {
                panic!("{id}: a row of 取数说明 has five cells");
            };
            let figure = figures.get(&key.parse().expect("a key")).expect("the figure exists");
            assert_eq!((label, formula), (&figure.label, &figure.formula), "{id}: {key}");
            assert_eq!((value.is_empty(), events.as_str()), (false, "1"), "{id}: {key}");
        }
    }
}

#[test]
fn a_figure_is_printed_alike_wherever_it_stands() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let report = composed(&small_year(), &pack).expect("the templates are valid");
    let (rows, rest) = sources_and_rest(&report);
    let source = |key: &str| {
        let row = rows.iter().find(|row| row.last().is_some_and(|last| last == key));
        row.and_then(|row| row.get(1)).cloned().unwrap_or_default()
    };
    // Text names the unit of money; a table has it in its unit line.
    for (key, text) in figures_in(rest.into_iter()) {
        assert_eq!(text.trim_end_matches("万元"), source(&key), "{key}");
    }
}

#[test]
fn every_chart_is_followed_by_the_table_behind_it() {
    for id in Pack::builtin_ids() {
        let pack = Pack::builtin(id).unwrap_or_else(|error| panic!("{id}: {error}"));
        let report =
            composed(&small_year(), &pack).unwrap_or_else(|error| panic!("{id}: {error:?}"));
        for (at, block) in report.blocks.iter().enumerate() {
            let Block::Chart(chart) = block else { continue };
            let Some(Block::Table(table)) = report.blocks.get(at + 1) else {
                panic!("{id}: no table follows {}", chart.caption);
            };
            assert!(!chart.alt.is_empty(), "{id}: {}", chart.caption);
            let text =
                printed(&Report { blocks: vec![Block::Table(table.clone())], ..report.clone() });
            for name in &chart.categories {
                assert!(text.contains(name.as_str()), "{id}: {name} is not in the table");
            }
        }
    }
}

fn headings(report: &Report, level: u8) -> Vec<String> {
    let headings = report.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) if heading.level == level => {
            Some(format!("{}{}", heading.numeral, heading.text))
        }
        _ => None,
    });
    headings.collect()
}

#[test]
fn an_empty_optional_section_is_dropped_and_the_rest_moves_up() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let files = Pack::builtin_files(Pack::DEFAULT).expect("a shipped pack").iter();
    let files = files.map(|(name, text)| {
        let organisation =
            "key = \"organisation\"\nlevel = 3\nheading = \"组织架构和人员情况\"\nrequired = true";
        let text = text.replace(organisation, &organisation.replace("true", "false"));
        let text = if *name == "organisation.md" { String::new() } else { text };
        (*name, text)
    });
    let without = Pack::from_files(files).expect("an optional section may be empty");
    let third = |pack| headings(&composed(&small_year(), pack).expect("valid"), 3);
    assert_eq!(
        third(&pack).get(..3).expect("three headings"),
        ["1.主要职责职能", "2.组织架构和人员情况", "3.资产状况"]
    );
    assert_eq!(third(&without).get(..2).expect("two headings"), ["1.主要职责职能", "2.资产状况"]);
}

#[test]
fn parts_that_do_not_add_up_in_print_are_noted() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let notes = |personnel: &str, project: &str| {
        let mut ledger = Ledger::open();
        ledger.original(salaries(), personnel);
        ledger.original(science(), project);
        let report = composed(&ledger, &pack).expect("the templates are valid");
        printed(&report).matches("因四舍五入，分项合计与总计可能存在尾差。").count()
    };
    // 0.0050 + 0.0050 万元 print as 0.01 + 0.01 and sum to 0.01.
    assert_eq!(notes("50.00", "50.00"), 1);
    assert_eq!(notes("100.00", "200.00"), 0);
}

fn error_of(markdown: &str) -> String {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let mut ledger = small_year();
    ledger.add(narrative("problems", markdown));
    let error = composed(&ledger, &pack).expect_err("the narrative is wrong");
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        write!(text, " | {inner}").expect("a string takes text");
        source = inner.source();
    }
    if let ComposeError::UnknownFigure { suggestions, .. } = &error {
        let known: Vec<&str> = suggestions.iter().map(FigureKey::as_str).take(2).collect();
        write!(text, " | {}", known.join(", ")).expect("a string takes text");
    }
    text
}

#[test]
fn a_wrong_slot_names_section_line_and_what_was_meant() {
    let errors = [
        "第一行\n\n共{{ fig(\"outturn.totl\") | wan }}",
        "{{ fig(\"outturn.total\") }}",
        "{{ fig(\"outturn.total\") | pct }}",
        "{{ \"12\" | wan }}",
        "{{ fig(\"outturn.total\" | wan }}",
        "甲\n{{ nothing }}",
        "{{ table(\"nothing\") }}",
        "{{ fig(\"outturn total\") | wan }}",
    ];
    let errors: Vec<String> = errors.into_iter().map(error_of).collect();
    insta::assert_snapshot!("wrong_slots", errors.join("\n"));
}

#[test]
fn narratives_keep_paragraphs_lists_and_bold_and_data_is_never_markup() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let mut ledger = small_year();
    ledger.objective("提高*素质*，_做到_1. 不折不扣。");
    let text = "### 开头\n\n甲乙\n丙丁 abc\ndef，**加粗{{ fig(\"outturn.total\") | yuan }}之后**。\n\n1. 其一\n2. 其二\n\n- 甲\n- 乙\n\n##### 深处\n\n1. 又一\n";
    ledger.add(narrative("problems", text));
    let report = composed(&ledger, &pack).expect("the narrative is valid");
    let printed = printed(&report);
    let (_, problems) = printed.split_once("（一）主要问题及原因分析\n").expect("a section");
    let (problems, _) = problems.split_once("未得满分").expect("the explained indicators follow");
    insta::assert_snapshot!(problems, @r"
    ### 1.开头
    甲乙丙丁 abc def，**加粗**[1079000.00元]**之后**。
    （1）其一
    （2）其二
    ●甲
    ●乙
    #### （1）深处
    ①又一
    ");
    assert!(printed.contains("提高*素质*，_做到_1. 不折不扣。"));
}

#[test]
fn a_narrative_can_be_seen_before_it_is_recorded() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let book = small_year().book();
    let figures = Figures::of(&book).expect("the year is open");
    let evaluation = evaluate(&pack, &figures).expect("test amounts are small");
    let preview = |markdown: &str| {
        let section = "tasks".parse().expect("a section");
        let day = date(2022, 12, 31);
        let blocks = preview_narrative(&pack, &figures, &evaluation, day, &section, markdown);
        blocks.map(|blocks| {
            let mut text = String::new();
            print_blocks(&mut text, &blocks);
            text
        })
    };
    let text = preview("1. 共{{ fig(\"outturn.total\") | wan }}").expect("the key exists");
    assert_eq!(text, "（1）共[107.90万元]\n");
    let error = preview("第一行\n{{ fig(\"outturn.totl\") | wan }}").expect_err("no such key");
    assert_eq!(error.to_string(), "section tasks, line 2: figure outturn.totl does not exist");
}

#[test]
fn a_narrative_may_name_the_figure_of_a_single_line() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let mut ledger = small_year();
    let slot = "专项支出{{ fig(\"outturn.line.2022-003\") | wan }}。";
    ledger.add(narrative("projects", slot));
    let text = printed(&composed(&ledger, &pack).expect("the line exists"));
    assert!(text.contains("专项支出[15.00万元]。"));
    assert!(text.contains("| outturn.line.2022-003"), "its source is listed");
}
