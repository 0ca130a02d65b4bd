//! Laws of payments that lists know by numbers of different kinds.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;
use taizhang_import::draft::Source;
use taizhang_import::key::NumberKinds;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::vocabulary::Vocabulary;
use taizhang_ledger::{Accept, Doubt, Verdict};

use super::imports::ledger;

/// A payment; its numbers, where it has some, are no other's.
#[derive(Clone, Debug)]
struct Paid {
    at: usize,
    day: u8,
    yuan: u8,
    kinds: NumberKinds,
}

fn payments() -> impl Strategy<Value = Vec<Paid>> {
    let each = (1..=2_u8, 1..=2_u8, any::<bool>(), any::<bool>());
    prop::collection::vec(each, 1..12).prop_map(|rows| {
        let paid = |(at, (day, yuan, voucher, payment))| Paid {
            at,
            day,
            yuan,
            kinds: NumberKinds { voucher, payment },
        };
        rows.into_iter().enumerate().map(paid).collect()
    })
}

/// Writes a list. Its last row no other list has, so that none is a copy of another.
fn source(place: usize, rows: &[&Paid]) -> Source {
    let mut text = String::from("日期,凭证号,支付单号,经济科目,金额(元),收款人,摘要\n");
    for Paid { at, day, yuan, kinds } in rows {
        let number = |is_there: bool, stem: &str| {
            if is_there { format!("{stem}{at}甲") } else { String::new() }
        };
        let (voucher, id) = (number(kinds.voucher, "记"), number(kinds.payment, "单"));
        // What it is for tells it from all others, and whether it looks like another one does not rest on that.
        // No amount is the sum of others, which would be asked about.
        writeln!(text, "2022-1-{day},{voucher},{id},30201,10{yuan},甲,纸{at}")
            .expect("a string takes any text");
    }
    writeln!(text, "2022-1-3,尾{place},,30201,1{place},甲,纸").expect("a string takes any text");
    let vocabulary = Vocabulary::of(Kind::Payments);
    let tables = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
    let table = tables.expect("the list can be read").remove(0);
    let mapping = Mapping::of(&table, Kind::Payments, None, &MapOptions::default());
    Source { table, mapping: mapping.expect("it can be mapped"), profile: None }
}

/// Previews lists in one command and returns the places of the payments that are new; the others look like
/// another row.
fn new_of(lists: &[Vec<&Paid>]) -> BTreeSet<usize> {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = ledger(&folder.path().join("l"));
    let lists: Vec<&Vec<&Paid>> = lists.iter().filter(|rows| !rows.is_empty()).collect();
    let sources = lists.iter().enumerate().map(|(place, rows)| source(place, rows)).collect();
    let found = ledger
        .preview_import(Kind::Payments, sources, &Accept::default(), &mut |_, _| ())
        .expect("rows can be judged");
    let mut new = BTreeSet::new();
    for row in &found.rows {
        let of_list = usize::try_from(row.row.row).expect("it is small") - 2;
        match &row.verdict {
            Verdict::New => {
                new.extend(lists[row.row.source].get(of_list).map(|paid| paid.at));
            }
            Verdict::Doubtful(Doubt::LooksLikeRow(_)) => {}
            other => panic!("{other:?}"),
        }
    }
    new
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Of payments of one day, amount and payee, those that are new are told apart by a kind of number that all
    /// have, and none that has the most telling kind is asked about.
    #[test]
    fn what_is_new_is_told_apart_by_numbers(rows in payments(), at in 0..12_usize) {
        let (first, second) = rows.split_at(at.min(rows.len()));
        let lists = [first.iter().collect(), second.iter().collect()];
        let new = new_of(&lists);
        let alike = |a: &Paid, b: &Paid| (a.day, a.yuan) == (b.day, b.yuan);
        for row in rows.iter().filter(|row| new.contains(&row.at)) {
            let others = rows.iter().filter(|other| alike(row, other) && new.contains(&other.at));
            for other in others {
                prop_assert!(!row.kinds.share_none(other.kinds), "{:?} {:?}", row, other);
            }
        }
        for row in &rows {
            let kinds = rows.iter().filter(|other| alike(row, other)).map(|other| other.kinds);
            if kinds.max() == Some(row.kinds) {
                prop_assert!(new.contains(&row.at), "{:?}", row);
            }
        }
    }

    /// Neither the order of rows nor that of lists decides what is new.
    #[test]
    fn order_does_not_decide(rows in payments(), at in 0..12_usize) {
        let (first, second) = rows.split_at(at.min(rows.len()));
        let whole = new_of(&[rows.iter().collect()]);
        let parts: [Vec<&Paid>; 2] = [first.iter().collect(), second.iter().collect()];
        prop_assert_eq!(&new_of(&parts), &whole);
        let [first, second] = parts;
        prop_assert_eq!(&new_of(&[second, first]), &whole);
        prop_assert_eq!(&new_of(&[rows.iter().rev().collect()]), &whole);
    }
}
