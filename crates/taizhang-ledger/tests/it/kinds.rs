//! Laws of importing that hold for every kind of list, over generated rows: some wrong, some repeated with
//! another content. The kinds are data.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use taizhang_core::Money;
use taizhang_core::event::Event;
use taizhang_core::figure::{FigureValue, Figures};
use taizhang_import::draft::Source;
use taizhang_import::field::Field;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::payroll::PayrollRule;
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::vocabulary::Vocabulary;
use taizhang_ledger::{ImportPreview, Ledger};

use crate::imports::{cells, ledger, parts_are_no_copies};

/// What a row is made of.
#[derive(Clone, Debug)]
struct Seed {
    /// No two rows have it.
    at: u32,
    /// Two rows may have one number.
    number: u32,
    month: i8,
    day: i8,
    fen: i64,
    choice: usize,
    is_wrong: bool,
}

impl Seed {
    /// A day of the year, or one that there is not.
    fn day(&self) -> String {
        let day = if self.is_wrong { 31 } else { self.day };
        let month = if self.is_wrong { 2 } else { self.month };
        format!("2022-{month:02}-{day:02}")
    }

    fn amount(&self) -> Money {
        Money::from_fen(self.fen)
    }

    fn pick(&self, words: &[&'static str]) -> &'static str {
        words[self.choice % words.len()]
    }
}

/// A kind of list.
struct List {
    kind: Kind,
    header: &'static str,
    row: fn(&Seed) -> String,
    /// The money that a row states.
    states: fn(&Seed) -> Money,
    /// The rule of a payroll.
    rule: Option<&'static str>,
}

const RULE: &str = r#"
payee = "在职职工"
memo = "工资"
ignore = ["养老保险"]

[[columns]]
header = "基本工资"
line = "2022-001"
economic = "30201"

[[columns]]
header = "绩效工资"
line = "2022-001"
economic = "30211"

[[columns]]
header = "事假扣款"
line = "2022-001"
economic = "30201"
subtract = true
"#;

const NOTHING: fn(&Seed) -> Money = |_| Money::ZERO;

const LISTS: &[List] = &[
    List {
        kind: Kind::Budget,
        header: "日期,变动类型,文号,指标,指标名称,支出类别,项目编码,功能科目,经济科目,金额(元)",
        row: |seed| {
            let change = seed.pick(&["年初批复", "追加", "上年结转", "追减", "冻结"]);
            let (day, number, amount) = (seed.day(), seed.number, seed.amount());
            // What takes away is of the line that has enough.
            let line = if matches!(change, "追减" | "冻结") { 1 } else { 2 + number % 3 };
            let kind = if line == 1 { ",,,," } else { "公用,公用经费,,2060701,302" };
            format!("{day},{change},示财预〔2022〕{}号,2022-{line:03},{kind},{amount}", number + 10)
        },
        states: Seed::amount,
        rule: None,
    },
    List {
        kind: Kind::Opening,
        header: "日期,文号,指标,指标名称,支出类别,项目编码,功能科目,经济科目,金额(元)",
        row: |seed| {
            let (day, number, amount) = (seed.day(), seed.number, seed.amount());
            let kind = seed.pick(&["人员经费,", "公用经费,", "项目支出,P01"]);
            let place = seed.choice % 3;
            format!(
                "{day},示财预〔2022〕{}号,2022-01{place},结转,{kind},2060701,302,{amount}",
                number + 10
            )
        },
        states: Seed::amount,
        rule: None,
    },
    List {
        kind: Kind::Activities,
        header: "编号,名称,类型,开始日期,地点,计数项键,计数项名称,数量,计量单位",
        row: |seed| {
            let (day, number, count) = (seed.day(), seed.number, seed.fen);
            let measure = seed.pick(&["audience,受众人次", "leaflets,发放资料"]);
            format!("2022-B{number},讲座,培训,{day},礼堂,{measure},{count},件")
        },
        states: NOTHING,
        rule: None,
    },
    List {
        kind: Kind::Indicators,
        header: "日期,编号,一级指标,二级指标,三级指标,指标性质,指标值,计量单位,分值",
        row: |seed| {
            let (day, number, value) = (seed.day(), seed.number, seed.fen);
            let sign = seed.pick(&["≥", "≤", "="]);
            format!("{day},I{number},产出指标,数量指标,场次,{sign},{value},场次,5")
        },
        states: NOTHING,
        rule: None,
    },
    List {
        kind: Kind::Assets,
        header: "日期,资产类别,原值（元）,净值（元）",
        row: |seed| {
            let (day, gross) = (seed.day(), seed.amount());
            let class = seed.pick(&["通用设备", "专用设备", "无形资产"]);
            format!("{day},{class},{gross},0.01")
        },
        states: Seed::amount,
        rule: None,
    },
    List {
        kind: Kind::Staff,
        header: "日期,编制或实有,人员类别,人数",
        row: |seed| {
            let (day, count) = (seed.day(), seed.number);
            let whom = seed.pick(&["编制,事业编制", "实有,退休人员", "实有,工勤人员"]);
            format!("{day},{whom},{count}")
        },
        states: NOTHING,
        rule: None,
    },
    List {
        kind: Kind::Payments,
        header: "姓名,基本工资,绩效工资,事假扣款,养老保险",
        row: |seed| {
            let (basic, merit) = (Money::from_fen(seed.fen + 100), Money::from_fen(seed.fen));
            // A person who is paid the same twice is refused.
            format!("职工{},{basic},{merit},1.00,80.08", seed.at)
        },
        states: |seed| Money::from_fen(seed.fen * 2),
        rule: Some(RULE),
    },
];

fn rows() -> impl Strategy<Value = Vec<Seed>> {
    let row = (1..=12_i8, 1..=28_i8, 1..=5_i64, 0..6_usize, 0..8_u8, any::<bool>());
    prop::collection::vec(row, 1..12).prop_map(|rows| {
        let seed = |(at, (month, day, hundreds, choice, luck, repeats)): (u32, _)| Seed {
            at,
            number: if repeats { at / 2 + 1 } else { at + 20 },
            month,
            day,
            fen: hundreds * 12_345,
            choice,
            is_wrong: luck == 0,
        };
        (0..).zip(rows).map(seed).collect()
    })
}

/// Leaves one row of each class where a class has one number a day: several of one file are summed, or
/// asked about, and those of several files are not.
fn one_of_each_class(list: &List, mut rows: Vec<Seed>) -> Vec<Seed> {
    if matches!(list.kind, Kind::Assets | Kind::Staff) {
        let mut classes = BTreeSet::new();
        rows.retain(|seed| classes.insert(seed.choice % 3));
    }
    rows
}

/// Reads and maps rows as one file, if there are any.
fn source(list: &List, rows: &[Seed], ledger: &Ledger) -> Option<Source> {
    let text: Vec<String> = rows.iter().map(list.row).collect();
    let text = format!("{}\n{}\n", list.header, text.join("\n"));
    if rows.is_empty() {
        return None;
    }
    let rule = list.rule.map(|text| PayrollRule::parse(text).expect("the rule is sound"));
    let vocabulary =
        rule.as_ref().map_or_else(|| Vocabulary::of(list.kind), PayrollRule::vocabulary);
    let tables = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
    let table = tables.expect("the list can be read").remove(0);
    let year = ledger.year();
    let table = match &rule {
        Some(rule) => rule.payments(&table, year).expect("the payroll can be paid"),
        None => table,
    };
    let options = MapOptions {
        constants: BTreeMap::from([(Field::Date, "2022-06-30".to_owned())]),
        ..MapOptions::default()
    };
    let options = if rule.is_some() { options } else { MapOptions::default() };
    let mapping = Mapping::of(&table, list.kind, None, &options).expect("it can be mapped");
    Some(Source::of(table, mapping, None, year))
}

fn preview(ledger: &Ledger, list: &List, files: &[&[Seed]]) -> ImportPreview {
    let sources = files.iter().filter_map(|rows| source(list, rows, ledger)).collect();
    let found = ledger
        .preview_import(list.kind, sources, &parts_are_no_copies(), &mut |_, _| ())
        .expect("rows can be judged");
    let totals = found.totals().expect("sums are in range");
    let parts = [totals.new, totals.known, totals.doubtful, totals.refused];
    assert_eq!(Money::sum(parts), Ok(totals.all), "the parts sum to the whole, to the fen");
    let stated = files.iter().flat_map(|rows| rows.iter()).map(list.states);
    assert_eq!(Money::sum(stated), Ok(totals.all), "the whole is what the files state");
    assert_eq!(totals.unreadable, 0);
    found
}

fn import(ledger: &mut Ledger, list: &List, files: &[&[Seed]]) -> usize {
    let found = preview(ledger, list, files);
    let posted = ledger.post_import(found, None).expect("it can be posted").events;
    posted.iter().filter(|posted| !matches!(posted.event, Event::ListImported(_))).count()
}

/// Everything that the ledger says: sums, figures that are something, and targets.
fn said(ledger: &Ledger) -> Vec<String> {
    let book = ledger.book().expect("it can be folded");
    let figures = Figures::of(book).expect("the year is open").all().expect("they can be computed");
    let is_something = |value: &FigureValue| match value {
        FigureValue::Money(money) => !money.is_zero(),
        FigureValue::Quantity(quantity) => !quantity.value.is_zero(),
        FigureValue::Ratio(ratio) => !ratio.numerator().is_zero(),
    };
    let figures = figures
        .into_iter()
        .filter(|figure| is_something(&figure.value))
        .map(|figure| format!("{} {:?}", figure.key, figure.value));
    let sums = cells(ledger).into_iter().map(|sum| format!("{sum:?}"));
    let mut targets: Vec<String> =
        book.indicators().iter().map(|indicator| format!("{indicator:?}")).collect();
    targets.sort();
    figures.chain(sums).chain(targets).collect()
}

fn after(list: &List, files: &[&[Seed]]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger(&folder.path().join("l"));
    import(&mut ledger, list, files);
    said(&ledger)
}

#[test]
fn every_kind_of_rows_is_among_the_lists() {
    let listed: Vec<Kind> = LISTS.iter().map(|list| list.kind).collect();
    // A statement is compared and enters nothing.
    let missing: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !listed.contains(kind)).collect();
    assert_eq!(missing, [Kind::Statement]);
}

/// Lists that changed nothing would keep every law.
#[test]
fn every_list_changes_what_the_ledger_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let nothing = said(&ledger(&folder.path().join("l")));
    let seed = Seed { at: 0, number: 3, month: 3, day: 4, fen: 12_345, choice: 1, is_wrong: false };
    for list in LISTS {
        assert_ne!(after(list, &[std::slice::from_ref(&seed)]), nothing, "{}", list.header);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn twice_is_once_and_undone_is_never(rows in rows(), kind in 0..LISTS.len()) {
        let list = &LISTS[kind];
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        let before = said(&ledger);
        let entered = import(&mut ledger, list, &[&rows]);
        let once = said(&ledger);
        prop_assert_eq!(import(&mut ledger, list, &[&rows]), 0, "twice is once");
        prop_assert_eq!(&said(&ledger), &once);
        if entered > 0 {
            let batch = ledger.batches().expect("they can be listed").remove(0).id;
            ledger.undo_import(batch, "重来", None, false).expect("it can be undone");
            prop_assert_eq!(said(&ledger), before, "undone is never");
            prop_assert_eq!(import(&mut ledger, list, &[&rows]), entered);
            prop_assert_eq!(said(&ledger), once, "undone and done again is once");
        }
    }

    #[test]
    fn order_and_division_do_not_matter(rows in rows(), kind in 0..LISTS.len(), at in 0..12_usize) {
        let list = &LISTS[kind];
        let rows = one_of_each_class(list, rows);
        let (first, second) = rows.split_at(at.min(rows.len()));
        let whole = after(list, &[&rows]);
        prop_assert_eq!(&after(list, &[first, second]), &whole);
        prop_assert_eq!(&after(list, &[second, first]), &whole);
        let reversed: Vec<Seed> = rows.iter().rev().cloned().collect();
        prop_assert_eq!(after(list, &[&reversed]), whole);
    }
}
