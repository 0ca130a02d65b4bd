//! Voucher metadata against table C.1, read back by a parser.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::sample::{export, package, request, text, year};

/// An element with the elements below it, or its text.
#[derive(Debug, Default)]
struct Node {
    name: String,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn parse(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("it is well-formed") {
                Event::Start(start) => {
                    open.push(Self { name: start.name().as_ref().to_owned(), ..Self::default() });
                }
                Event::Empty(start) => {
                    let name = start.name().as_ref().to_owned();
                    let parent = open.last_mut().expect("the document is open");
                    parent.children.push(Self { name, ..Self::default() });
                }
                Event::End(_) => {
                    let closed = open.pop().expect("something was open");
                    open.last_mut().expect("the document is open").children.push(closed);
                }
                Event::Text(text) => {
                    let parent = open.last_mut().expect("the document is open");
                    parent.text.push_str(&text.xml10_content());
                }
                Event::GeneralRef(entity) => {
                    let character = entity.resolve_char_ref().expect("it is a reference");
                    let text = character.map_or_else(
                        || {
                            quick_xml::escape::resolve_predefined_entity(&entity.xml10_content())
                                .expect("it is predefined")
                                .to_owned()
                        },
                        |character| character.to_string(),
                    );
                    open.last_mut().expect("the document is open").text.push_str(&text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "everything is closed");
        open.remove(0).children.remove(0)
    }

    fn child(&self, name: &str) -> Option<&str> {
        self.children.iter().find(|child| child.name == name).map(|child| child.text.as_str())
    }

    fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// A row of table C.1: element, level, required.
fn table() -> Vec<(String, u8, bool)> {
    let mut reader = csv::Reader::from_reader(
        include_str!("../../../../fixtures/dat95/voucher-fields.csv").as_bytes(),
    );
    let rows = reader.records().map(|row| {
        let row = row.expect("it is CSV");
        (row[0].to_owned(), row[2].parse().expect("a level"), &row[4] == "必选")
    });
    rows.collect()
}

#[test]
fn elements_are_those_of_the_table_in_its_order() {
    let table = table();
    let order = |level: u8| -> Vec<&str> {
        table.iter().filter(|row| row.1 == level).map(|row| row.0.as_str()).collect()
    };
    let required = |level: u8| -> Vec<&str> {
        table.iter().filter(|row| row.1 == level && row.2).map(|row| row.0.as_str()).collect()
    };
    let all = Node::parse(&text(&package(), "凭证/全部凭证.xml"));
    assert_eq!(all.children.len(), 7);
    let check = |node: &Node, level: u8| {
        let mut names: Vec<&str> = node.children.iter().map(|child| child.name.as_str()).collect();
        names.dedup();
        let place = |name: &str| order(level).iter().position(|known| *known == name);
        let places: Vec<Option<usize>> = names.iter().map(|name| place(name)).collect();
        assert!(places.iter().all(Option::is_some), "{names:?} are in the table");
        assert!(places.is_sorted(), "{names:?} are in order");
        for name in required(level) {
            assert!(node.child(name).is_some(), "{name} is required");
        }
    };
    for voucher in &all.children {
        check(voucher, 2);
        for entry in voucher.named("VOU_DET") {
            check(entry, 3);
        }
    }
}

#[test]
fn debits_and_credits_are_equal_and_sum_to_the_outturn() {
    let all = Node::parse(&text(&package(), "凭证/全部凭证.xml"));
    let fen = |text: &str| text.replace('.', "").parse::<i64>().expect("an amount");
    let mut outturn = 0;
    for voucher in &all.children {
        let side = |side: &str| -> i64 {
            let entries = voucher.named("VOU_DET");
            let entries = entries.filter(|entry| entry.child("DR_CR") == Some(side));
            entries.map(|entry| fen(entry.child("AMT").expect("it has an amount"))).sum()
        };
        assert_eq!(side("借"), side("贷"));
        assert_eq!(side("借"), fen(voucher.child("DR_YS_AMT").expect("it has a total")));
        outturn += side("借");
    }
    assert_eq!(outturn, 120_529_999);
}

#[test]
fn one_voucher_of_each_kind() {
    let artifacts = package();
    let shown = ["凭证/000013_0013", "凭证/000014_0014", "凭证/000016_0016"]
        .map(|folder| text(&artifacts, &format!("{folder}/元数据.xml")));
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn text_comes_back_as_it_was() {
    for words in ["<a> & \"b\" 'c' ]]>", "第一行\r\n第二行\t尾", "王𬭚", "=1+1", " 空格 "]
    {
        let mut context = year();
        context.expenditures[0].memo = words.to_owned();
        let artifacts = export(&request(&context)).expect("it can be packed");
        let node = Node::parse(&text(&artifacts, "凭证/000010_0010/元数据.xml"));
        assert_eq!(node.child("VOUCHER_ABS"), Some(words));
    }
}

#[test]
fn payments_of_one_number_and_day_are_one_voucher() {
    let mut context = year();
    let (number, day) = (context.expenditures[0].voucher.clone(), context.expenditures[0].date);
    context.expenditures[1].voucher = number;
    context.expenditures[1].date = day;
    let artifacts = export(&request(&context)).expect("it can be packed");
    let node = Node::parse(&text(&artifacts, "凭证/000010_0010/元数据.xml"));
    assert_eq!(node.child("DR_YS_AMT"), Some("929000.00"));
    assert_eq!(node.named("VOU_DET").count(), 4);
    let all = Node::parse(&text(&artifacts, "凭证/全部凭证.xml"));
    assert_eq!(all.children.len(), 6);
}

/// The reader of `taizhang-import` is tested with this file; so both sides hold to one form.
#[test]
fn the_collection_is_what_the_importer_is_tested_with() {
    let fixture = include_str!("../../../../fixtures/dat95/small-year.xml");
    let made = text(&package(), "凭证/全部凭证.xml");
    assert_eq!(made, fixture);
}
