//! Old workbooks (xls) that come back with their wrong cells marked.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use cfb::CompoundFile;
use proptest::prelude::*;
use taizhang_import::returned::{Mark, Marks, REASON, is_signed, same_workbook};
use taizhang_import::table::Cell;

use crate::came_back::{mark, marked, sources};

/// Made by `fixtures/import/make_old_workbook.py`, record by record.
const LIST: &[u8] = include_bytes!("../../../../fixtures/import/支付明细-旧版.xls");

/// Made by xlwt: no places of rows, the first row last, a header that stands twice.
const TREASURY: &[u8] = include_bytes!("../../../../fixtures/import/tables/国库集中支付明细.xls");

/// A cell of its own record, one among several, an empty one among several, and a whole row.
fn wrong() -> Marks {
    let day = mark(Some("日期"), "没有13月 <2022-13-05>；办法：改正日期");
    let amount = mark(Some("金额(元)"), "超过可用数");
    let payee = mark(Some("收款人"), "没有收款人");
    BTreeMap::from([
        (4, vec![day, amount]),
        (5, vec![payee]),
        (6, vec![mark(None, "与第 4 行同号")]),
    ])
}

fn stream(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut container = CompoundFile::open(Cursor::new(bytes)).expect("a container");
    let mut stream = Vec::new();
    container.open_stream(name).expect(name).read_to_end(&mut stream).expect("it is read");
    stream
}

/// A container with more streams, or another workbook.
fn with_streams(bytes: &[u8], streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut container = CompoundFile::open(Cursor::new(bytes.to_vec())).expect("a container");
    for (name, bytes) in streams {
        if let Some((storage, _)) = name.rsplit_once('/') {
            container.create_storage_all(storage).expect("a storage");
        }
        container.create_stream(name).expect("a stream").write_all(bytes).expect("in memory");
    }
    container.flush().expect("in memory");
    container.into_inner().into_inner()
}

/// A record with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Record {
    at: usize,
    kind: u16,
    body: Vec<u8>,
}

impl Record {
    fn half(&self, at: usize) -> usize {
        usize::from(u16::from_le_bytes([self.body[at], self.body[at + 1]]))
    }

    fn word(&self, at: usize) -> usize {
        self.half(at) + (self.half(at + 2) << 16)
    }

    fn name(&self) -> String {
        let known = [
            (0x0006, "FORMULA"),
            (0x001c, "NOTE"),
            (0x003c, "CONTINUE"),
            (0x005d, "OBJ"),
            (0x0085, "BOUNDSHEET"),
            (0x0092, "PALETTE"),
            (0x00bd, "MULRK"),
            (0x00be, "MULBLANK"),
            (0x00d7, "DBCELL"),
            (0x00e0, "XF"),
            (0x00eb, "MSODRAWINGGROUP"),
            (0x00ec, "MSODRAWING"),
            (0x00fc, "SST"),
            (0x00fd, "LABELSST"),
            (0x00ff, "EXTSST"),
            (0x01b6, "TXO"),
            (0x0200, "DIMENSIONS"),
            (0x0201, "BLANK"),
            (0x0208, "ROW"),
            (0x020b, "INDEX"),
            (0x087c, "XFCRC"),
            (0x087d, "XFEXT"),
        ];
        let name = known.iter().find(|(kind, _)| *kind == self.kind).map(|(_, name)| *name);
        name.map_or_else(|| format!("{:#06x}", self.kind), str::to_owned)
    }

    fn shown(&self) -> String {
        let bytes = self.body.iter();
        bytes.fold(self.name() + " ", |line, byte| line + &format!("{byte:02x}"))
    }
}

fn records(bytes: &[u8]) -> Vec<Record> {
    let stream = stream(bytes, "Workbook");
    let half = |at: usize| usize::from(u16::from_le_bytes([stream[at], stream[at + 1]]));
    let (mut at, mut found) = (0, Vec::new());
    while at + 4 <= stream.len() && half(at) != 0 {
        let kind = u16::from_le_bytes([stream[at], stream[at + 1]]);
        let next = at + 4 + half(at + 2);
        found.push(Record { at, kind, body: stream[at + 4..next].to_vec() });
        at = next;
    }
    found
}

/// The records that are not in the other workbook, in order; of equal ones the later ones.
fn without(records: &[Record], others: &[Record]) -> Vec<String> {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for other in others {
        *left.entry(other.shown()).or_default() += 1;
    }
    let mut lines = Vec::new();
    for record in records {
        match left.get_mut(&record.shown()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => lines.push(record.shown()),
        }
    }
    lines
}

#[test]
fn only_records_of_marks_change_in_an_old_workbook() {
    let (before, after) = (records(LIST), records(&marked(LIST, &wrong())));
    let gone = without(&before, &after).join("\n- ");
    let new = without(&after, &before).join("\n+ ");
    insta::assert_snapshot!(format!("- {gone}\n+ {new}"));
}

/// Each place that a record holds is one where a record of the right type begins.
fn places_fit(bytes: &[u8]) {
    let records = records(bytes);
    let kind_at = |at: usize| records.iter().find(|record| record.at == at).map(|found| found.kind);
    let is_cell = |kind: Option<u16>| {
        let cells = [0x0006, 0x00bd, 0x00be, 0x00fd, 0x0201, 0x0203, 0x0205, 0x027e];
        kind.is_some_and(|kind| cells.contains(&kind))
    };
    for record in &records {
        match record.kind {
            0x0085 => assert_eq!(kind_at(record.word(0)), Some(0x0809), "a sheet begins"),
            0x020b => {
                assert_eq!(kind_at(record.word(12)), Some(0x0055), "a width of columns");
                for at in (16..record.body.len()).step_by(4) {
                    assert_eq!(kind_at(record.word(at)), Some(0x00d7), "a block of rows ends");
                }
            }
            0x00d7 => {
                let first = record.at - record.word(0);
                assert_eq!(kind_at(first), Some(0x0208), "a block of rows begins");
                let mut at = first + 20;
                for offset in (4..record.body.len()).step_by(2) {
                    at += record.half(offset);
                    assert!(is_cell(kind_at(at)), "a row begins with a cell");
                    let before = records.iter().take_while(|other| other.at < at).last();
                    let row =
                        |at: usize| records.iter().find(|other| other.at == at).map(|r| r.half(0));
                    if let Some(before) = before.filter(|before| is_cell(Some(before.kind))) {
                        assert_ne!(row(before.at), row(at), "it is the first of its row");
                    }
                }
            }
            0x00ff => {
                let number = records.iter().find(|other| other.kind == 0x00fc).map(|r| r.word(4));
                let buckets = (record.body.len() - 2) / 8;
                let step = record.half(0);
                assert_eq!(number.map(|number| number.div_ceil(step)), Some(buckets));
                for at in (2..record.body.len()).step_by(8) {
                    let of_text = record.word(at) - record.half(at + 4);
                    assert!(matches!(kind_at(of_text), Some(0x00fc | 0x003c)), "texts begin");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn places_that_records_hold_are_right_before_and_after() {
    places_fit(LIST);
    places_fit(&marked(LIST, &wrong()));
    let mut many = wrong();
    many.insert(3, vec![mark(Some("摘要"), "长".repeat(9_000).as_str())]);
    let returned = marked(LIST, &many);
    places_fit(&returned);
    assert!(records(&returned).iter().all(|record| record.body.len() <= 8224));
    let reasons: Vec<usize> = reasons(&returned).iter().map(String::len).collect();
    assert_eq!(reasons[0], "长".len() * 9_000, "a text that goes on in other records");
}

fn reasons(bytes: &[u8]) -> Vec<String> {
    let sources = sources(bytes);
    let table = &sources[0].table;
    let column = table.columns.iter().find(|column| column.name == REASON).expect("reasons");
    table.rows.iter().map(|row| row.cell(column.position).to_string()).collect()
}

#[test]
fn a_returned_old_workbook_reads_as_before_with_a_column_of_reasons() {
    for original in [LIST, TREASURY] {
        let sources = &sources(original)[0];
        let rows = sources.table.rows.iter().map(|row| row.number);
        let marks: Marks = rows.map(|row| (row, vec![mark(None, &format!("第{row}行"))])).collect();
        let returned = marked(original, &marks);
        let after = &self::sources(&returned)[0].table;
        let before = &sources.table;
        assert_eq!(after.columns.last().map(|column| column.name.as_str()), Some(REASON));
        assert_eq!(before.rows.len(), after.rows.len());
        for (old, new) in before.rows.iter().zip(&after.rows) {
            assert_eq!(old.number, new.number);
            for column in &before.columns {
                assert_eq!(old.cell(column.position), new.cell(column.position));
            }
        }
        let told: Vec<String> =
            after.rows.iter().map(|row| format!("第{}行", row.number)).collect();
        assert_eq!(reasons(&returned), told);
    }
}

#[test]
fn marks_of_an_earlier_return_of_an_old_workbook_go_when_the_row_is_right() {
    let once = marked(LIST, &wrong());
    let mut left = wrong();
    left.remove(&4);
    let twice = marked(&once, &left);
    assert_eq!(reasons(&twice), ["", "", "没有收款人", "与第 4 行同号"]);
    assert_eq!(marked(&twice, &left), twice, "the same marks twice are one");
    assert_eq!(marked(&once, &wrong()), once);
    let notes = |bytes: &[u8]| records(bytes).iter().filter(|record| record.kind == 0x001c).count();
    assert_eq!((notes(&once), notes(&twice)), (3, 1));
    // The cells of the row have the formats that they had.
    let cells = |bytes: &[u8]| -> Vec<String> {
        let all = records(bytes);
        let of_row = all.iter().filter(|record| matches!(record.kind, 0x00bd | 0x00fd));
        of_row.filter(|record| record.half(0) == 3).map(Record::shown).collect()
    };
    let formats = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let all = records(bytes);
        let formats = all.iter().filter(|record| record.kind == 0x00e0);
        formats.map(|format| [&format.body[..9], &format.body[10..]].concat()).collect()
    };
    let fills = |bytes: &[u8]| -> Vec<(usize, Vec<u8>)> {
        let all = records(bytes);
        let formats = formats(bytes);
        let text = all.iter().filter(|record| record.kind == 0x00fd && record.half(0) == 3);
        text.map(|cell| (cell.half(2), formats[cell.half(4)].clone())).collect()
    };
    assert_ne!(cells(LIST), cells(&once));
    assert_eq!(fills(LIST), fills(&twice));
}

#[test]
fn other_streams_of_the_container_stay() {
    let macros: Vec<u8> = (0..9_000_u32).flat_map(u32::to_le_bytes).collect();
    let small = b"in the small sectors".as_slice();
    let streams = [("/_VBA_PROJECT_CUR/VBA/Module1", macros.as_slice()), ("/Small", small)];
    let original = with_streams(LIST, &streams);
    let returned = marked(&original, &wrong());
    for (name, bytes) in streams {
        assert_eq!(stream(&returned, name), bytes);
    }
    assert_eq!(stream(&returned, "Workbook"), stream(&marked(LIST, &wrong()), "Workbook"));
}

#[test]
fn a_signature_of_the_container_does_not_come_back() {
    let plain = marked(LIST, &wrong());
    for name in ["/_signatures", "/_xmlsignatures/1234"] {
        let macros = ("/_VBA_PROJECT_CUR/签名", b"of macros alone".as_slice());
        let signed = with_streams(LIST, &[(name, b"signature".as_slice()), macros]);
        let returned = marked(&signed, &wrong());
        assert!(is_signed(&signed) && !is_signed(&returned) && !is_signed(&plain), "{name}");
        assert_eq!(stream(&returned, macros.0), macros.1);
        assert_eq!(stream(&returned, "Workbook"), stream(&plain, "Workbook"));
    }
}

/// A drawing with a picture or somebody's note is not touched; the reasons stand in their column.
#[test]
fn a_sheet_with_other_drawings_gets_reasons_without_notes() {
    let whole = stream(LIST, "Workbook");
    let window = records(LIST).iter().find(|record| record.kind == 0x023e).expect("a window").at;
    let mut author = vec![2, 0, 1];
    author.extend("会计".encode_utf16().flat_map(u16::to_le_bytes));
    let note = [[2, 0, 1, 0, 0, 0, 1, 0].as_slice(), &author, &[0]].concat();
    let length = u16::try_from(note.len()).expect("short").to_le_bytes();
    let note = [[0x1c, 0].as_slice(), &length, &note].concat();
    let mut with_note = [&whole[..window], &note, &whole[window..]].concat();
    // The sheet behind begins later.
    let bound = records(LIST).into_iter().filter(|record| record.kind == 0x0085).nth(1);
    let bound = bound.expect("a second sheet");
    let place = u32::try_from(bound.word(0) + note.len()).expect("small").to_le_bytes();
    with_note[bound.at + 4..bound.at + 8].copy_from_slice(&place);
    let original = with_streams(LIST, &[("/Workbook", &with_note)]);
    let returned = marked(&original, &wrong());
    let drawn: Vec<String> = records(&returned)
        .iter()
        .filter(|record| matches!(record.kind, 0x001c | 0x005d | 0x00eb | 0x00ec | 0x01b6))
        .map(Record::name)
        .collect();
    assert_eq!(drawn, ["NOTE"]);
    assert_eq!(reasons(&returned)[2], "没有收款人");
}

#[test]
fn what_is_no_such_old_workbook_is_told() {
    let sources = sources(LIST);
    let marks = wrong();
    let marks: Vec<_> = sources.iter().map(|source| (source, &marks)).collect();
    let mut renamed = sources.clone();
    renamed[0].table.sheet = Some("没有".to_owned());
    let of_renamed: Vec<_> = renamed.iter().map(|source| (source, marks[0].1)).collect();
    let mut wide = sources.clone();
    wide[0].table.columns[0].position = 255;
    let of_wide: Vec<_> = wide.iter().map(|source| (source, marks[0].1)).collect();
    let whole = stream(LIST, "Workbook");
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut stream = whole.clone();
        change(&mut stream);
        with_streams(LIST, &[("/Workbook", &stream)])
    };
    let old = changed(&|stream| stream[5] = 5);
    // The record CODEPAGE behind BOF becomes FILEPASS.
    let encrypted = changed(&|stream| stream[0x14] = 0x2f);
    let cut = changed(&|stream| stream.truncate(0x300));
    let texts = records(LIST).iter().find(|record| record.kind == 0x00fc).expect("texts").at;
    let miscounted = changed(&|stream| stream[texts + 8] += 1);
    let said = [
        same_workbook(b"no container", &marks),
        same_workbook(&LIST[..600], &marks),
        same_workbook(LIST, &of_renamed),
        same_workbook(LIST, &of_wide),
        same_workbook(&old, &marks),
        same_workbook(&encrypted, &marks),
        same_workbook(&cut, &marks),
        same_workbook(&miscounted, &marks),
    ]
    .map(|result| result.map(|_| ()).expect_err("it is refused").to_string());
    insta::assert_debug_snapshot!(said);
}

/// Types of records that marks may change, take away or add.
const OF_MARKS: [u16; 21] = [
    0x001c, 0x003c, 0x005d, 0x0085, 0x0092, 0x00bd, 0x00be, 0x00d7, 0x00e0, 0x00eb, 0x00ec, 0x00fc,
    0x00fd, 0x00ff, 0x01b6, 0x0200, 0x0201, 0x0208, 0x020b, 0x087c, 0x087d,
];

fn any_marks() -> impl Strategy<Value = Marks> {
    let columns = ["日期", "凭证号", "指标", "经济科目", "金额(元)", "附件张数", "收款人", "摘要"];
    let column = proptest::option::of(proptest::sample::select(columns.to_vec()));
    let mark = (column, "[一-十a-z<&\n]{0,40}").prop_map(|(column, text)| mark(column, &text));
    proptest::collection::btree_map(3_u32..=6, proptest::collection::vec(mark, 1..4), 1..=4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn all_but_the_records_of_marks_stay(marks in any_marks()) {
        let returned = marked(LIST, &marks);
        places_fit(&returned);
        let kept = |bytes: &[u8]| -> Vec<(u16, Vec<u8>)> {
            let all = records(bytes).into_iter();
            all.filter(|record| !OF_MARKS.contains(&record.kind)).map(|r| (r.kind, r.body)).collect()
        };
        prop_assert_eq!(kept(LIST), kept(&returned));
        let filled: BTreeSet<(u32, &str)> = marks
            .iter()
            .flat_map(|(row, marks)| marks.iter().map(|mark| (*row, mark)))
            .filter_map(|(row, mark)| Some((row, mark.column.as_deref()?)))
            .collect();
        let notes = records(&returned).iter().filter(|record| record.kind == 0x001c).count();
        prop_assert_eq!(notes, filled.len());
        // Cells say what they said.
        let (before, after) = (&sources(LIST)[0].table, &sources(&returned)[0].table);
        for (old, new) in before.rows.iter().zip(&after.rows) {
            for column in &before.columns {
                let cells = (old.cell(column.position), new.cell(column.position));
                prop_assert_eq!(cells.0, cells.1);
            }
        }
        let told = after.columns.iter().find(|column| column.name == REASON).expect("reasons");
        for row in &after.rows {
            let is_told = *row.cell(told.position) != Cell::Empty;
            let says = |marks: &Vec<Mark>| marks.iter().any(|mark| !mark.text.trim().is_empty());
            let is_due = marks.get(&row.number).is_some_and(|of_row| of_row.len() > 1 || says(of_row));
            prop_assert_eq!(is_told, is_due);
        }
        prop_assert_eq!(marked(&returned, &marks), returned);
    }

    /// Whatever the bytes are, marking ends in a workbook or is refused.
    #[test]
    fn damage_is_refused_or_outlived(
        in_stream in any::<bool>(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let change = |bytes: &mut Vec<u8>| {
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
        };
        let mut damaged = LIST.to_vec();
        if in_stream {
            let mut whole = stream(LIST, "Workbook");
            // What stands behind the records is nothing.
            whole.truncate(records(LIST).last().map_or(0, |last| last.at + 4));
            change(&mut whole);
            damaged = with_streams(LIST, &[("/Workbook", &whole)]);
        } else {
            change(&mut damaged);
        }
        let sources = sources(LIST);
        let marks = wrong();
        let marks: Vec<_> = sources.iter().map(|source| (source, &marks)).collect();
        if let Ok(returned) = same_workbook(&damaged, &marks) {
            prop_assert!(returned.len() < damaged.len() + 40_000);
        }
    }
}
