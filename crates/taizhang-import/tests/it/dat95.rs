//! Voucher metadata after DA/T 95: what `archive` writes, what others write, what is refused.

use proptest::prelude::*;
use taizhang_import::dat95::{VoucherFault, Vouchers};
use taizhang_import::table::Row;

const SMALL_YEAR: &str = include_str!("../../../../fixtures/dat95/small-year.xml");

fn rows(file: &Vouchers) -> String {
    let payments = file.payments("凭证.xml").expect("they can be sorted out");
    let table = payments.table;
    let header: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let rows = table.rows.iter().map(|row| {
        let cells: Vec<String> = row.cells.iter().map(ToString::to_string).collect();
        format!("{}: {}", row.number, cells.join(" | "))
    });
    std::iter::once(header.join(" | ")).chain(rows).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_vouchers_of_the_archive() {
    let file = Vouchers::read("凭证.xml", SMALL_YEAR.as_bytes()).expect("it can be read");
    insta::assert_snapshot!(rows(&file));
}

/// A voucher of another system: GBK, financial entries too, no remark.
#[test]
fn the_vouchers_of_another_system() {
    let xml = r#"<?xml version="1.0" encoding="GBK"?>
<ACCT><VOUCHER><VOUCHER_NO>记-7</VOUCHER_NO><VOUCHER_DATE>20220315</VOUCHER_DATE>
<VOUCHER_ABS>购&#21150;公用品 &amp; 纸</VOUCHER_ABS><RED_FLAG>2</RED_FLAG>
<VOU_DET><GOV_ACCT_CLS_CODE>5001</GOV_ACCT_CLS_CODE><DR_CR>1</DR_CR><AMT>960</AMT></VOU_DET>
<VOU_DET><GOV_ACCT_CLS_CODE>4001</GOV_ACCT_CLS_CODE><DR_CR>2</DR_CR><AMT>960</AMT></VOU_DET>
<VOU_DET><GOV_ACCT_CLS_CODE>710101</GOV_ACCT_CLS_CODE><DR_CR>1</DR_CR><AMT>960.00</AMT>
<DEP_BGT_ECO_CODE>30201</DEP_BGT_ECO_CODE><EXP_FUNC_CODE>2060701</EXP_FUNC_CODE><REMARK/></VOU_DET>
<VOU_DET><GOV_ACCT_CLS_CODE>6001</GOV_ACCT_CLS_CODE><DR_CR>2</DR_CR><AMT>960.00</AMT></VOU_DET>
</VOUCHER><VOUCHER><VOUCHER_NO>记-8</VOUCHER_NO><VOUCHER_DATE>2022-03-16T08:00:00</VOUCHER_DATE>
<VOU_DET><GOV_ACCT_CLS_CODE>5001</GOV_ACCT_CLS_CODE><DR_CR>1</DR_CR><AMT>5</AMT></VOU_DET>
<VOU_DET><GOV_ACCT_CLS_CODE>1602</GOV_ACCT_CLS_CODE><DR_CR>2</DR_CR><AMT>5</AMT></VOU_DET>
</VOUCHER></ACCT>"#;
    let (bytes, _, _) = encoding_rs::GBK.encode(xml);
    let file = Vouchers::read("a.xml", &bytes).expect("it can be read");
    let payments = file.payments("a.xml").expect("they can be sorted out");
    assert_eq!(payments.without_payment, ["记-8"]);
    insta::assert_snapshot!(rows(&file));
}

#[test]
fn an_entry_that_takes_back_names_voucher_and_entry() {
    let file = Vouchers::read("凭证.xml", SMALL_YEAR.as_bytes()).expect("it can be read");
    let table = file.payments("凭证.xml").expect("they can be sorted out").table;
    let text = |row: &Row, at: usize| row.cell(at).to_string();
    let backs: Vec<[String; 2]> = table
        .rows
        .iter()
        .filter(|row| !row.cell(12).is_empty())
        .map(|row| [text(row, 12), text(row, 13)])
        .collect();
    assert_eq!(backs, [["退回", "0013"], ["红字", "0015"]]);
    for row in table.rows.iter().filter(|row| !row.cell(14).is_empty()) {
        let target = table.rows.iter().find(|other| other.number.to_string() == text(row, 14));
        assert_eq!(text(target.expect("the entry is there"), 1), text(row, 13));
    }
}

fn voucher(inside: &str) -> String {
    format!("<VOUCHER><VOUCHER_NO>1</VOUCHER_NO>{inside}</VOUCHER>")
}

#[test]
fn hostile_and_broken_files_are_refused() {
    let text = str::to_owned;
    let cases = [
        ("<!DOCTYPE VOUCHER [<!ENTITY a 'b'>]><VOUCHER/>".to_owned(), VoucherFault::DocumentType),
        (voucher("<VOUCHER_ABS>&a;</VOUCHER_ABS>"), VoucherFault::Entity(text("a"))),
        (format!("{}<VOUCHER/>", "<a>".repeat(9)), VoucherFault::TooDeep),
        (
            voucher(&format!("<A>{}</A>", "x".repeat(64 * 1024 + 1))),
            VoucherFault::TooLong(text("A")),
        ),
        (voucher("<A>1</A><A>2</A>"), VoucherFault::Twice(text("A"))),
        (voucher("<VOUCHER/>"), VoucherFault::Twice(text("VOUCHER"))),
        ("<a/>".to_owned(), VoucherFault::NoVoucher),
        (String::new(), VoucherFault::NoVoucher),
        (voucher("<A>"), VoucherFault::Crossed { open: text("A"), closed: text("VOUCHER") }),
        (
            "</VOUCHER>".to_owned(),
            VoucherFault::Crossed { open: text(""), closed: text("VOUCHER") },
        ),
        ("<VOUCHER>".to_owned(), VoucherFault::CutOff),
        ("<VOUCHER><AMT>1.00</AM".to_owned(), VoucherFault::CutOff),
        ("<VOUCHER><!-- a".to_owned(), VoucherFault::CutOff),
        (voucher("<!a>"), VoucherFault::NotXml(String::new())),
    ];
    for (xml, expected) in cases {
        let error = Vouchers::read("a.xml", xml.as_bytes()).expect_err(&xml);
        let fault = &error.faults[0].fault;
        let same = matches!((fault, &expected), (VoucherFault::NotXml(_), VoucherFault::NotXml(_)));
        assert!(same || *fault == expected, "{fault:?} for {}", &xml[..xml.len().min(200)]);
    }
    let not_utf8 = Vouchers::read("a.xml", b"<VOUCHER>\xff</VOUCHER>").expect_err("no UTF-8");
    assert_eq!(not_utf8.faults[0].fault, VoucherFault::Encoding("UTF-8".to_owned()));
}

#[test]
fn wrong_entries_are_named_all_at_once() {
    let entry = |side: &str, amount: &str| {
        format!(
            "<VOU_DET><GOV_ACCT_CLS_CODE>7101</GOV_ACCT_CLS_CODE><DR_CR>{side}</DR_CR>\
             <AMT>{amount}</AMT></VOU_DET>\n"
        )
    };
    let entries = [("D", "1"), ("借", "1,234"), ("借", "0.001"), ("", "1"), ("借", "")]
        .map(|(s, a)| entry(s, a));
    let xml = format!("<V>{}</V>", voucher(&format!("\n{}", entries.concat())));
    let file = Vouchers::read("a.xml", xml.as_bytes()).expect("it can be read");
    let faults = file.payments("a.xml").expect_err("they are wrong").faults;
    let shown: Vec<String> =
        faults.iter().map(|at| format!("{} {}: {}", at.line, at.voucher, at.fault)).collect();
    assert_eq!(
        shown,
        [
            "2 1: DR_CR is \"D\"",
            "3 1: AMT is \"1,234\"",
            "4 1: AMT is \"0.001\"",
            "5 1: DR_CR is missing",
            "6 1: AMT is missing",
            "1 1: VOUCHER_DATE is missing",
        ]
    );
}

/// The head of a voucher says what its day and its entries say.
#[test]
fn a_head_that_contradicts_its_voucher_is_refused() {
    let entry = |account: &str, side: &str| {
        format!(
            "<VOU_DET><GOV_ACCT_CLS_CODE>{account}</GOV_ACCT_CLS_CODE><DR_CR>{side}</DR_CR>\
             <AMT>27900.00</AMT></VOU_DET>"
        )
    };
    let check = |head: &str, expected: &[&str]| {
        let entries = [entry("7101", "借"), entry("6001", "贷")].concat();
        let xml = voucher(&format!("<VOUCHER_DATE>2022-01-31</VOUCHER_DATE>{head}{entries}"));
        let file = Vouchers::read("a.xml", xml.as_bytes()).expect("it can be read");
        let faults = file.payments("a.xml").err().map(|error| error.faults).unwrap_or_default();
        let said: Vec<String> = faults.iter().map(|at| at.fault.to_string()).collect();
        assert_eq!(said, expected, "{head}");
    };
    check("<FISCAL_YEAR>2022</FISCAL_YEAR><DR_YS_AMT>27900</DR_YS_AMT><CR_YS_AMT/>", &[]);
    check(
        "<FISCAL_YEAR>2021</FISCAL_YEAR><CR_YS_AMT>2790.00</CR_YS_AMT><DR_YS_AMT>x</DR_YS_AMT>",
        &[
            r#"DR_YS_AMT is "x", and the voucher comes to "27900.00""#,
            r#"CR_YS_AMT is "2790.00", and the voucher comes to "27900.00""#,
            r#"FISCAL_YEAR is "2021", and the voucher comes to "2022-01-31""#,
        ],
    );
}

#[test]
fn dates_have_one_reading() {
    for (text, is_read) in [
        ("2022-01-31", true),
        ("20220131", true),
        ("2022-01-31 10:00:00", true),
        ("2022-1-31", false),
        ("2022/01/31", false),
        ("20220230", false),
        ("二月", false),
    ] {
        let xml = voucher(&format!("<VOUCHER_DATE>{text}</VOUCHER_DATE>"));
        let file = Vouchers::read("a.xml", xml.as_bytes()).expect("it can be read");
        assert_eq!(file.payments("a.xml").is_ok(), is_read, "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "<VOUCHER>", "</VOUCHER>", "<VOU_DET>", "</VOU_DET>", "<AMT>", "</AMT>", "1.00", "-",
                "&lt;", "&#x0;", "&a;", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "\n", "科",
                "<DR_CR>借</DR_CR>", "<GOV_ACCT_CLS_CODE>7</GOV_ACCT_CLS_CODE>", "<VOUCHER_DATE>20220101</VOUCHER_DATE>",
            ]),
            0..40,
        )
    ) {
        if let Ok(file) = Vouchers::read("a.xml", parts.concat().as_bytes()) {
            let _ = file.payments("a.xml");
        }
    }
}
