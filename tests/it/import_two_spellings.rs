//! Two spellings of one number of a voucher in one import, with other amounts: they may be of one voucher, or one of them
//! may have been put right.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "日期,凭证号,支付单号,指标,经济科目,收款人,摘要,金额(元)\n";
const IMPORT: &str = "import payments 支付.csv";

/// Day, number, payee and amount.
type Row<'r> = (&'r str, &'r str, &'r str, &'r str);

fn list(rows: &[Row<'_>]) -> String {
    let row = |(day, number, payee, amount): &Row<'_>| {
        let (number, id) = number.split_once('/').unwrap_or((number, ""));
        format!("2022-{day},{number},{id},2022-001,30201,{payee},纸,{amount}\n")
    };
    rows.iter().fold(HEAD.to_owned(), |text, next| text + &row(next))
}

/// Checks how many rows of a list are new, and how many are asked about.
fn check(office: &Office, rows: &[Row<'_>], expected: [u64; 2]) {
    office.file("支付.csv", list(rows));
    let [new, _, doubtful, _] = counts(office, IMPORT);
    assert_eq!([new, doubtful], expected, "{rows:?}");
}

#[test]
fn another_spelling_of_a_number_is_asked_about_where_day_or_payee_agree() {
    let office = Office::at_year_end();
    let first = ("01-06", "记-7", "甲", "100");
    for asked in [
        ("01-06", "记-007", "甲", "200"),
        ("01-06", "记7", "甲", "200"),
        ("01-06", "记－7", "甲", "200"),
        ("01-06", "记字第7号", "甲", "200"),
        ("01-06", "记-007", "乙", "200"),
        ("01-07", "记-007", "甲", "200"),
        ("01-06", "7", "甲", "200"),
    ] {
        check(&office, &[first, asked], [1, 1]);
    }
    for silent in [
        // One voucher of two lines, other vouchers, and the number of another month.
        ("01-06", "记-7", "甲", "200"),
        ("01-06", "付-007", "甲", "200"),
        ("01-06", "记-017", "甲", "200"),
        ("01-06", "记-7-1", "甲", "200"),
        ("02-06", "记-007", "甲", "200"),
        ("01-07", "记-007", "乙", "200"),
        // Cashiers count anew, each of them from 1.
        ("01-06", "7", "乙", "200"),
        ("01-07", "007", "甲", "200"),
    ] {
        check(&office, &[first, silent], [2, 0]);
    }
    // Of one amount it is asked about once.
    let equal = [first, ("01-06", "记-7", "甲", "200"), ("01-06", "记-007", "甲", "100")];
    check(&office, &equal, [2, 1]);
    check(&office, &[("01-06", "7", "甲", "100"), ("01-06", "07", "乙", "200")], [2, 0]);
    // The system that paid gave them numbers of their own.
    let of_system = [("01-06", "记-7/ZF1", "甲", "100"), ("01-06", "记-007/ZF2", "甲", "200")];
    check(&office, &of_system, [2, 0]);
}

#[test]
fn numbers_of_one_series_are_spelled_alike() {
    let office = Office::at_year_end();
    for width in [1, 4] {
        let numbers: Vec<String> = (11..=130).map(|at| format!("记-{at:0width$}")).collect();
        let rows: Vec<Row<'_>> =
            numbers.iter().map(|number| ("01-06", number.as_str(), "甲", "0.01")).collect();
        check(&office, &rows, [120, 0]);
    }
}

/// The spelling of most rows stands, as does that of the ledger.
#[test]
fn the_rarer_spelling_is_asked_about() {
    let office = Office::at_year_end();
    let rows = [
        ("01-06", "记-007", "甲", "100"),
        ("01-06", "记-7", "甲", "200"),
        ("01-06", "记-7", "乙", "300"),
    ];
    check(&office, &rows, [2, 1]);
    let said = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    // As the remedies say: another voucher, one that the file has besides, or the same one.
    assert_eq!(counts(&office, &format!("{IMPORT} --accept-row 2")), [3, 0, 0, 0]);
    assert_eq!(counts(&office, &format!("{IMPORT} --accept-doubtful")), [3, 0, 0, 0]);
    let same = [("01-06", "记-7", "甲", "100"), rows[1], rows[2]];
    check(&office, &same, [3, 0]);
    office.file("支付.csv", list(&rows));
    office.run(&format!("{IMPORT} --yes --only-new")).done();
    assert_eq!(counts(&office, IMPORT), [0, 2, 1, 0]);
    office.run(&format!("{IMPORT} --yes --accept-row 2")).done();
    assert_eq!(counts(&office, IMPORT), [0, 3, 0, 0]);
    insta::assert_snapshot!(said);
    // One of them is the ledger's, and stands though there are more of the other.
    let more =
        [("01-08", "记-09", "丙", "7"), ("01-08", "记-9", "丙", "2"), ("01-08", "记-9", "丙", "3")];
    office.file("支付.csv", list(&more[..1]));
    office.run(&format!("{IMPORT} --yes")).done();
    office.file("支付.csv", list(&more));
    assert_eq!(counts(&office, IMPORT), [0, 1, 2, 0]);
}

/// Books of two cashiers number their vouchers alike, and spell the numbers their own way.
#[test]
fn of_two_tables_day_and_payee_must_agree() {
    let office = Office::at_year_end();
    let import = "import payments 支付.csv 工会.csv";
    office
        .file("支付.csv", list(&[("01-06", "记-7", "甲", "100"), ("01-07", "记-8", "乙", "100")]));
    office.file(
        "工会.csv",
        list(&[("01-06", "记-007", "乙", "200"), ("01-08", "记-008", "乙", "300")]),
    );
    assert_eq!(counts(&office, import), [4, 0, 0, 0]);
    office.file(
        "工会.csv",
        list(&[("01-06", "记-007", "甲", "200"), ("01-08", "记-008", "乙", "300")]),
    );
    assert_eq!(counts(&office, import), [3, 0, 1, 0]);
}
