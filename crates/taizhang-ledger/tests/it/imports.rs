//! Laws of importing, for any list of payments.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;
use proptest::prelude::*;
use taizhang_core::book::{BudgetChange, Command, LineChoice};
use taizhang_core::code::FundType;
use taizhang_core::event::{BudgetLine, Event, ExpenditureCategory, UnitKind, UnitProfile};
use taizhang_core::{FiscalYear, Money, SourceDocument};
use taizhang_import::draft::Source;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::vocabulary::Vocabulary;
use taizhang_ledger::{
    Accept, Clock, Config, Environment, IdSource, ImportPreview, Ledger, Origin, Request, Verdict,
};
use taizhang_store::RecordedAt;
use uuid::{Builder, Uuid};

struct NewYear;

impl Clock for NewYear {
    fn now(&self) -> RecordedAt {
        "2023-01-03T09:00:00+08:00".parse().expect("the text is a moment")
    }
}

struct Counter(Cell<u64>);

impl IdSource for Counter {
    fn fresh(&self) -> Uuid {
        let count = self.0.get();
        self.0.set(count + 1);
        Builder::from_unix_timestamp_millis(count, &[7; 10]).into_uuid()
    }
}

/// One row of a list.
#[derive(Clone, Debug)]
struct Paid {
    month: i8,
    day: i8,
    fen: i64,
    payee: u8,
    number: Option<u32>,
}

/// Rows of which some have a number of their own and some are equal to others.
fn lists() -> impl Strategy<Value = Vec<Paid>> {
    let row = (1..=12_i8, 1..=28_i8, 1..=5_i64, 0..2_u8, any::<bool>());
    prop::collection::vec(row, 1..14).prop_map(|rows| {
        let numbered = |(at, (month, day, more, payee, has_number))| Paid {
            month: if has_number { month } else { 1 },
            // Beside an equal one without a number it would be asked about.
            day: if !has_number {
                15
            } else if (month, day) == (1, 15) {
                16
            } else {
                day
            },
            // None is the sum of others, which would be asked about.
            fen: 12_345 + more,
            payee,
            number: has_number.then_some(at),
        };
        (1_u32..).zip(rows).map(numbered).collect()
    })
}

/// Counts the rows without a number by what they say.
fn unnumbered(rows: &[Paid]) -> BTreeMap<(i64, u8), usize> {
    let mut counts = BTreeMap::new();
    for row in rows.iter().filter(|row| row.number.is_none()) {
        *counts.entry((row.fen, row.payee)).or_default() += 1;
    }
    counts
}

fn csv(rows: &[Paid]) -> String {
    let mut text = String::from("日期,凭证号,经济科目,金额(元),收款人,摘要\n");
    for Paid { month, day, fen, payee, number } in rows {
        let number = number.map(|number| format!("记-{number}")).unwrap_or_default();
        let amount = Money::from_fen(*fen);
        writeln!(text, "2022-{month}-{day},{number},30201,{amount},收款人{payee},办公费")
            .expect("a string takes any text");
    }
    text
}

pub(crate) fn ledger(folder: &Path) -> Ledger {
    let unit = UnitProfile {
        code: "100001".parse().expect("a code"),
        name: "示例单位".to_owned(),
        aliases: Vec::new(),
        kind: UnitKind::Institution,
        department: "示例单位".to_owned(),
        bureau: "示例财政局".to_owned(),
    };
    let year = FiscalYear::try_from(2022).expect("a year");
    let pack = "national-whole-unit-2020".to_owned();
    let config = Config { format: Config::FORMAT, unit: unit.code.clone(), year, pack };
    let environment = Environment {
        clock: Box::new(NewYear),
        ids: Box::new(Counter(Cell::new(1))),
        operator: "经办".parse().expect("a name"),
        command: "test".to_owned(),
    };
    let mut ledger = Ledger::create(folder, config, unit, environment).expect("a new ledger");
    let on = Date::constant(2022, 1, 1);
    let line = BudgetLine {
        id: "2022-001".parse().expect("an id"),
        name: "公用经费".to_owned(),
        category: ExpenditureCategory::Operating,
        fund: FundType::GeneralPublicBudget,
        function: "2060701".parse().expect("a code"),
        economic: "302".parse().expect("a code"),
    };
    let grant = Command::ChangeBudget {
        change: BudgetChange::Original,
        line: LineChoice::New(line),
        amount: Money::from_fen(10_000_000),
        document: SourceDocument {
            number: "示财预〔2022〕1号".parse().expect("a number"),
            dated: on,
        },
        memo: String::new(),
    };
    ledger.record(&Request::new(on, grant)).expect("the grant is allowed");
    ledger
}

/// Whoever divides a list may divide it into equal parts, and says that they are no copies.
pub(crate) fn parts_are_no_copies() -> Accept {
    Accept { copies: true, ..Accept::default() }
}

fn preview(ledger: &Ledger, files: &[&[Paid]]) -> ImportPreview {
    preview_with(ledger, files, &parts_are_no_copies())
}

fn preview_with(ledger: &Ledger, files: &[&[Paid]], accept: &Accept) -> ImportPreview {
    let sources = files.iter().filter(|rows| !rows.is_empty()).flat_map(|rows| {
        let vocabulary = Vocabulary::of(Kind::Payments);
        let text = csv(rows);
        let tables = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
        tables.expect("the list can be read").into_iter().map(|table| {
            let mapping = Mapping::of(&table, Kind::Payments, None, &MapOptions::default());
            Source { table, mapping: mapping.expect("it can be mapped"), profile: None }
        })
    });
    let found = ledger
        .preview_import(Kind::Payments, sources.collect(), accept, &mut |_, _| ())
        .expect("rows can be judged");
    let totals = found.totals().expect("sums are in range");
    let parts = [totals.new, totals.known, totals.doubtful, totals.refused];
    assert_eq!(Money::sum(parts), Ok(totals.all), "the parts sum to the whole, to the fen");
    let stated = files.iter().flat_map(|rows| rows.iter()).map(|row| Money::from_fen(row.fen));
    assert_eq!(Money::sum(stated), Ok(totals.all), "the whole is what the files state");
    found
}

/// Posts rows of which a person says that all doubtful ones are new.
fn import_all(ledger: &mut Ledger, rows: &[Paid]) {
    let accept = Accept { all: true, ..Accept::default() };
    let found = preview_with(ledger, &[rows], &accept);
    ledger.post_import(found, None).expect("it can be posted");
}

fn import(ledger: &mut Ledger, files: &[&[Paid]]) {
    let found = match files {
        [_] => preview(ledger, files),
        // Equal rows of two files are asked about; here they are as many payments.
        _ => preview_with(ledger, files, &Accept { all: true, ..Accept::default() }),
    };
    ledger.post_import(found, None).expect("it can be posted");
}

/// Everything that figures are sums of.
pub(crate) fn cells(ledger: &Ledger) -> Vec<(String, Money)> {
    let book = ledger.book().expect("it can be folded");
    let filled = book.cells().filter(|(_, amount)| !amount.is_zero());
    filled.map(|(cell, amount)| (format!("{cell:?}"), amount)).collect()
}

fn after(files: &[&[Paid]]) -> Vec<(String, Money)> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ledger = ledger(&folder.path().join("l"));
    import(&mut ledger, files);
    cells(&ledger)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn twice_is_once_and_undone_is_never(rows in lists()) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        let before = cells(&ledger);
        import(&mut ledger, &[&rows]);
        let once = cells(&ledger);
        import(&mut ledger, &[&rows]);
        prop_assert_eq!(&cells(&ledger), &once);
        let batch = ledger.batches().expect("they can be listed").remove(0).id;
        ledger.undo_import(batch, "重来", None, false).expect("it can be undone");
        prop_assert_eq!(cells(&ledger), before);
        import(&mut ledger, &[&rows]);
        prop_assert_eq!(cells(&ledger), once);
    }

    #[test]
    fn order_and_division_do_not_matter(rows in lists(), at in 0..14_usize) {
        let (first, second) = rows.split_at(at.min(rows.len()));
        let whole = after(&[&rows]);
        prop_assert_eq!(&after(&[first, second]), &whole);
        prop_assert_eq!(&after(&[second, first]), &whole);
        let reversed: Vec<Paid> = rows.iter().rev().cloned().collect();
        prop_assert_eq!(after(&[&reversed]), whole);
    }

    #[test]
    fn a_longer_file_holds_what_is_entered(rows in lists(), at in 0..14_usize) {
        let (first, _) = rows.split_at(at.min(rows.len()));
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        import(&mut ledger, &[first]);
        let found = preview(&ledger, &[&rows]);
        prop_assert_eq!(found.count(|verdict| matches!(verdict, Verdict::Known(_))), first.len());
        prop_assert_eq!(found.count(|verdict| *verdict == Verdict::New), rows.len() - first.len());
        ledger.post_import(found, None).expect("it can be posted");
        prop_assert_eq!(cells(&ledger), after(&[&rows]));
    }

    #[test]
    fn parts_over_two_imports_lose_nothing_unasked(rows in lists(), at in 0..14_usize) {
        let (first, second) = rows.split_at(at.min(rows.len()));
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        import(&mut ledger, &[first]);
        let found = preview(&ledger, &[second]);
        let known = found.count(|verdict| matches!(verdict, Verdict::Known(_)));
        let (here, there) = (unnumbered(second), unnumbered(first));
        let is_again = there.iter().all(|(row, count)| here.get(row).is_some_and(|c| c >= count));
        if is_again {
            prop_assert_eq!(known, there.values().sum::<usize>());
        } else {
            prop_assert_eq!(known, 0);
            import_all(&mut ledger, second);
            let whole = cells(&ledger);
            prop_assert_eq!(&whole, &after(&[&rows]));
            // What a person said was new is known the next time.
            let found = preview(&ledger, &[second]);
            prop_assert_eq!(found.events.len(), 0);
            let known = found.count(|verdict| matches!(verdict, Verdict::Known(_)));
            prop_assert_eq!(known, second.len());
        }
    }

    /// Each payment names the row that says the same; the lists name how much of them was entered, and
    /// a file in which nothing is new leaves the ledger as it is.
    #[test]
    fn every_imported_event_tells_its_row(rows in lists(), at in 0..14_usize) {
        let (first, second) = rows.split_at(at.min(rows.len()));
        let files: Vec<&[Paid]> = [first, second].into_iter().filter(|rows| !rows.is_empty()).collect();
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        import(&mut ledger, &files);
        let (head, mut origins) = (ledger.head(), ledger.origins());
        for event in ledger.year_events().expect("it can be read") {
            let Event::DisbursementMade(payment) = &event.recorded.event else { continue };
            let origin = origins.of(&event).expect("the record can be read");
            let Some(Origin::Recorded(origin)) = origin else { panic!("it has a record") };
            let (list, spans) = &origin.places[0];
            prop_assert_eq!((origin.places.len(), spans.len()), (1, 1));
            let number = usize::try_from(spans[0].first).expect("rows are few");
            let row = &files[usize::try_from(spans[0].list).expect("lists are few")][number - 2];
            prop_assert_eq!(payment.amount, Money::from_fen(row.fen));
            prop_assert_eq!(&payment.payee, &format!("收款人{}", row.payee));
            prop_assert_eq!(event.recorded.occurred_on, Date::constant(2022, row.month, row.day));
            prop_assert_eq!(&list.file.name, "表.csv");
        }
        let batch = ledger.batches().expect("they can be listed").remove(0);
        let (place, record) = batch.record.expect("the import has one");
        prop_assert_eq!(place, head.sequence, "it is the last event");
        prop_assert_eq!(batch.events, rows.len());
        for (list, rows) in record.lists.iter().zip(&files) {
            prop_assert_eq!(list.rows, u64::try_from(rows.len()).expect("rows are few"));
            let fen = rows.iter().map(|row| Money::from_fen(row.fen));
            prop_assert_eq!(Ok(list.amount), Money::sum(fen));
        }
        import(&mut ledger, &files);
        prop_assert_eq!(ledger.head(), head);
        // Taking back leaves the record: that the file was imported stays true.
        ledger.undo_import(batch.id, "重来", None, false).expect("it can be undone");
        let undone = ledger.batches().expect("they can be listed").remove(0);
        prop_assert!(undone.is_undone() && undone.undone == rows.len());
        prop_assert_eq!(undone.record.map(|(place, _)| place), Some(place));
    }

    #[test]
    fn numbered_rows_may_come_in_two_imports(rows in lists(), at in 0..14_usize) {
        let rows: Vec<Paid> = rows.into_iter().filter(|row| row.number.is_some()).collect();
        let (first, second) = rows.split_at(at.min(rows.len()));
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        import(&mut ledger, &[first]);
        // Equal payments of two imports are asked about for their numbers; here they are several.
        import_all(&mut ledger, second);
        prop_assert_eq!(cells(&ledger), after(&[&rows]));
    }

    /// Nothing tells a payment without a number that was put right, but the rest of its list is found again.
    #[test]
    fn what_was_put_right_is_not_entered_beside_itself(
        rows in lists(),
        at in 0..14_usize,
        what in 0..4,
    ) {
        let bare: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].number.is_none()).collect();
        prop_assume!(rows.len() > 1 && !bare.is_empty());
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        import(&mut ledger, &[&rows]);
        let mut put_right = rows;
        let row = &mut put_right[bare[at % bare.len()]];
        match what {
            0 => row.fen = 7,
            1 => row.payee = 9,
            2 => row.day = 14,
            _ => (row.fen, row.payee) = (7, 9),
        }
        let found = preview(&ledger, &[&put_right]);
        prop_assert_eq!(found.count(|verdict| *verdict == Verdict::New), 0);
        put_right.reverse();
        let found = preview(&ledger, &[&put_right]);
        prop_assert_eq!(found.count(|verdict| *verdict == Verdict::New), 0);
    }

    /// A voucher that is put first moves all numbers on by one: it alone is new, and it is new without a question.
    #[test]
    fn numbers_that_moved_on_double_nothing_and_lose_nothing(rows in lists(), by in 1..4_u32) {
        let mut rows: Vec<Paid> = rows.into_iter().filter(|row| row.number.is_some()).collect();
        for (row, number) in rows.iter_mut().zip(1..) {
            row.number = Some(number);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        import(&mut ledger, &[&rows]);
        let once = cells(&ledger);
        let moved = rows.iter().map(|row| Paid { number: row.number.map(|at| at + by), ..row.clone() });
        let first = (1..=by).map(|at| Paid { month: 1, day: 1, fen: 7, payee: 9, number: Some(at) });
        let moved: Vec<Paid> = moved.chain(first).collect();
        let found = preview(&ledger, &[&moved]);
        let new: Vec<Money> = found
            .rows
            .iter()
            .filter(|row| row.verdict == Verdict::New)
            .map(|row| row.amount)
            .collect();
        prop_assert_eq!(new, vec![Money::from_fen(7); usize::try_from(by).expect("it is small")]);
        drop(found);
        prop_assert_eq!(cells(&ledger), once);
    }
}
