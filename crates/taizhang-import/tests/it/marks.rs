//! How people and banks write days, directions, signs and lines.

use taizhang_core::FiscalYear;
use taizhang_core::book::{Book, Command};
use taizhang_core::event::Target;
use taizhang_import::draft::{Drafts, Source, Surroundings, draft};
use taizhang_import::fault::Reason;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapError, MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::table::{Aside, MoneyUnit};
use taizhang_import::take_back::TakeBackKind;
use taizhang_import::vocabulary::Vocabulary;

fn understood(kind: Kind, text: &str) -> (Source, Drafts) {
    let vocabulary = Vocabulary::of(kind);
    let tables = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
    let table = tables.expect("it can be read").remove(0);
    let options = MapOptions { unit: Some(MoneyUnit::Yuan), ..MapOptions::default() };
    let mapping = Mapping::of(&table, kind, None, &options).expect("it can be mapped");
    let year = FiscalYear::try_from(2022).expect("a year");
    let sources = [Source::of(table, mapping, None, year)];
    let book = Book::default();
    let drafts = draft(kind, &sources, Surroundings { book: &book, year });
    let [source] = sources;
    (source, drafts)
}

/// Row, day, voucher and amount of each payment.
fn payments(drafts: &Drafts) -> Vec<String> {
    let payment = |draft: &taizhang_import::draft::Draft| match &draft.command {
        Command::Disburse(payment) => {
            format!("{} {} {} {}", draft.row.row, draft.on, payment.voucher, payment.amount)
        }
        _ => String::new(),
    };
    drafts.drafts.iter().map(payment).collect()
}

#[test]
fn a_day_in_three_columns_is_one_day() {
    let text = "年,月,日,凭证号,摘要,收款人,金额,指标\n\
                2022,3,1,记-1,纸,甲,1,2022-001\n\
                ,,5,记-2,纸,甲,2,2022-001\n\
                2022年,4月,10日,记-3,纸,甲,3,2022-001\n\
                2022,2,30,记-4,纸,甲,4,2022-001\n\
                ,,,记-5,纸,甲,5,2022-001\n\
                ,5,1,记-6,纸,甲,6,2022-001,多\n";
    let (_, drafts) = understood(Kind::Payments, text);
    let expected = ["2 2022-03-01 记-1 1.00", "3 2022-03-05 记-2 2.00", "4 2022-04-10 记-3 3.00"];
    assert_eq!(payments(&drafts), expected);
    let refused: Vec<u32> = drafts.refused.iter().map(|row| row.row.row).collect();
    assert_eq!(refused, [5, 6, 7]);
}

#[test]
fn a_journal_names_its_year_above_month_and_day() {
    let rows = "3,1,记,12,纸,甲,1,2022-001\n,2,记,13,纸,甲,2,2022-001\n,,,,本月合计,,3,\n";
    let heads = [
        "2022年,,凭证,,摘要,收款人,金额,指标\n月,日,字,号,,,,\n",
        "某单位2022年支出明细账,,,,,,,\n年,,凭证,,摘要,收款人,金额,指标\n月,日,字,号,,,,\n",
        // Nothing names the year but the ledger.
        "年,,凭证,,摘要,收款人,金额,指标\n月,日,字,号,,,,\n",
    ];
    for head in heads {
        let (source, drafts) = understood(Kind::Payments, &format!("{head}{rows}"));
        let paid: Vec<String> = payments(&drafts)
            .iter()
            .filter_map(|line| line.split_once(' ').map(|(_, rest)| rest.to_owned()))
            .collect();
        let expected = ["2022-03-01 记-12 1.00", "2022-03-02 记-13 2.00"];
        assert_eq!(paid, expected, "{head}: {:?}", drafts.refused);
        assert_eq!(source.table.set_aside.last().map(|aside| aside.reason), Some(Aside::Subtotal));
    }
    // A year of the title that is another one is not taken for the ledger's.
    let text =
        format!("2021年明细账,,,,,,,\n年,,凭证,,摘要,收款人,金额,指标\n月,日,字,号,,,,\n{rows}");
    let (_, drafts) = understood(Kind::Payments, &text);
    assert_eq!(drafts.drafts.first().map(|draft| draft.on.year()), Some(2021));
}

/// Titles, groups and days of own ledgers that write the month once, above the table.
#[test]
fn a_day_alone_is_joined_with_the_month_above() {
    let rows = "5,记-1,纸,甲,1,2022-001\n 12日 ,记-2,纸,甲,2,2022-001\n31,记-3,纸,甲,3,2022-001\n\
                ,记-4,纸,甲,4,2022-001\n本月合计,,,,10,\n";
    for head in [
        "2022年3月支出台账,,,,,\n日,凭证号,摘要,收款人,金额,指标\n",
        "三月份支出,,,,,\n日,凭证号,摘要,收款人,金额,指标\n",
        "单位：某单位,,03 月,,,\n日期,凭证号,摘要,收款人,金额,指标\n",
        "2022年3月,,,,,\n日,凭证号,摘要,收款人,金额,指标\n",
    ] {
        let (source, drafts) = understood(Kind::Payments, &format!("{head}{rows}"));
        let expected =
            ["3 2022-03-05 记-1 1.00", "4 2022-03-12 记-2 2.00", "5 2022-03-31 记-3 3.00"];
        assert_eq!(payments(&drafts), expected, "{head}");
        let refused: Vec<u32> = drafts.refused.iter().map(|row| row.row.row).collect();
        assert_eq!(refused, [6], "a row without a day");
        assert_eq!(source.mapping.unused, Vec::<String>::new());
    }
    // There is no 30 February.
    let text = format!("2月\n日,凭证号,摘要,收款人,金额,指标\n{rows}");
    let (_, drafts) = understood(Kind::Payments, &text);
    let refused: Vec<u32> = drafts.refused.iter().map(|row| row.row.row).collect();
    assert_eq!(refused, [5, 6]);
}

#[test]
fn a_day_alone_without_one_month_is_refused() {
    let rows = "5,记-1,纸,甲,1,2022-001\n6,记-2,纸,甲,2,2022-001\n";
    let cases: &[(&str, &[&str])] = &[
        ("支出台账", &[]),
        ("1-3月支出台账", &["1-3月支出台账"]),
        ("3月（4月补登）", &["3月（4月补登）"]),
        ("制表日期：2022年3月5日", &[]),
        ("2021年3月 2022年3月", &["2021年3月 2022年3月"]),
    ];
    for (title, words) in cases {
        for day in ["日", "日期"] {
            let text = format!("{title},,,,,\n{day},凭证号,摘要,收款人,金额,指标\n{rows}");
            let (_, drafts) = understood(Kind::Payments, &text);
            assert_eq!(payments(&drafts), Vec::<String>::new());
            let reasons: Vec<&Reason> =
                drafts.refused.iter().flat_map(|row| &row.faults).map(|f| &f.reason).collect();
            let words = words.iter().map(|text| (*text).to_owned()).collect();
            let reason = Reason::LoneDay(words);
            assert_eq!(reasons, [&reason, &reason], "{text}");
        }
    }
    // Days that have their month are dates.
    let (_, drafts) = understood(
        Kind::Payments,
        "1-3月支出台账,,,,,\n日期,凭证号,摘要,收款人,金额,指标\n3-5,记-1,纸,甲,1,2022-001\n",
    );
    assert_eq!(payments(&drafts), ["3 2022-03-05 记-1 1.00"]);
}

#[test]
fn directions_are_known_however_banks_mark_them() {
    let text = "日期,摘要,收款人,指标,借贷标志,金额\n\
                2022-03-01,a,甲,2022-001,借 Dr,1\n2022-03-01,b,甲,2022-001,贷(Cr),2\n\
                2022-03-01,c,甲,2022-001,D,3\n2022-03-01,d,甲,2022-001,c,4\n\
                2022-03-01,e,甲,2022-001,借/Dr,5\n2022-03-01,f,甲,2022-001,CR,6\n\
                2022-03-01,g,甲,2022-001,X,7\n2022-03-01,h,甲,2022-001,,8\n";
    let (source, drafts) = understood(Kind::Payments, text);
    let paid: Vec<u32> = drafts.drafts.iter().map(|draft| draft.row.row).collect();
    assert_eq!(paid, [2, 4, 6]);
    let income = source.table.set_aside.iter().map(|aside| aside.row.number);
    assert_eq!(income.collect::<Vec<_>>(), [3, 5, 7]);
    assert_eq!(drafts.refused.len(), 2);
}

#[test]
fn a_header_may_say_which_sign_was_paid() {
    for (header, paid) in [
        ("交易金额（支出为负）", [2, 4]),
        ("\"交易金额(收入+,支出-)\"", [2, 4]),
        ("金额（负数为支出）", [2, 4]),
        ("交易金额（支出为正）", [3, 0]),
    ] {
        let text = format!(
            "日期,摘要,收款人,指标,{header}\n2022-03-01,a,甲,2022-001,-10\n\
             2022-03-01,b,甲,2022-001,+5\n2022-03-01,c,甲,2022-001,-20\n"
        );
        let (_, drafts) = understood(Kind::Payments, &text);
        let rows: Vec<u32> = drafts.drafts.iter().map(|draft| draft.row.row).collect();
        let expected: Vec<u32> = paid.into_iter().filter(|row| *row > 0).collect();
        assert_eq!(rows, expected, "{header}");
    }
}

#[test]
fn amounts_that_are_marked_by_a_plus_are_not_taken_for_paid() {
    // Most are above zero, and yet a plus says that they came in.
    let text = "日期,摘要,收款人,指标,金额\n2022-03-01,a,甲,2022-001,+10\n\
                2022-03-01,b,甲,2022-001,+5\n2022-03-01,c,甲,2022-001,-20\n";
    let vocabulary = Vocabulary::of(Kind::Payments);
    let tables = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
    let options = MapOptions { unit: Some(MoneyUnit::Yuan), ..MapOptions::default() };
    let table = tables.expect("it can be read").remove(0);
    let errors = Mapping::of(&table, Kind::Payments, None, &options).expect_err("it is asked");
    assert!(matches!(errors.as_slice(), [MapError::Signs { .. }]), "{errors:?}");
}

#[test]
fn a_row_below_zero_takes_a_payment_back() {
    let text = "日期,凭证号,摘要,收款人,指标,金额\n\
                2022-03-01,记-1,纸,甲,2022-001,100\n\
                2022-03-05,记-2,退回多付纸款,甲,2022-001,-40\n\
                2022-03-06,记-3,冲销记-1号凭证,甲,2022-001,(60.00)\n\
                2022-03-07,记-4,纸,甲,2022-001,-\n\
                2022-03-08,记-5,纸,甲,2022-001,-十\n";
    let (_, drafts) = understood(Kind::Payments, text);
    let back: Vec<_> = drafts
        .take_backs
        .iter()
        .map(|row| (row.row.row, row.kind, row.signed().to_string()))
        .collect();
    let expected = [
        (3, TakeBackKind::Return, "-40.00".to_owned()),
        (4, TakeBackKind::Reversal, "-60.00".to_owned()),
    ];
    assert_eq!(back, expected);
    let refused: Vec<u32> = drafts.refused.iter().map(|row| row.row.row).collect();
    assert_eq!(refused, [5, 6]);
}

#[test]
fn a_line_break_in_a_cell_hides_no_header_and_is_a_space_in_a_text() {
    let text = "日期,\"凭证\n号\",\"摘 \r\n要\",收款人,\"金额\n（元）\",\"指标\n编号\",支付方式\n\
                2022-03-01,记-1,\"纸 \n 笔\n\n墨\",\"某某\n公司\",1,2022-001,\"直接\n支付\"\n";
    let (source, drafts) = understood(Kind::Payments, text);
    assert_eq!(drafts.refused, []);
    let Some(Command::Disburse(payment)) = drafts.drafts.first().map(|draft| &draft.command) else {
        panic!("{:?}", source.mapping)
    };
    assert_eq!((payment.memo.as_str(), payment.payee.as_str()), ("纸 笔 墨", "某某 公司"));
    assert_eq!(payment.voucher, "记-1");
}

#[test]
fn per_cent_of_an_indicator_is_its_unit() {
    let text = |target: &str, unit: &str| {
        format!(
            "日期,编号,一级指标,二级指标,三级指标,指标性质,指标值,计量单位,分值\n\
             2022-01-20,I09,效益指标,满意度,服务对象满意度,≥,{target},{unit},10%\n"
        )
    };
    for (target, unit, expected) in [
        ("95%", "", Some("95 %")),
        ("95％", "百分比", Some("95 %")),
        ("95", "%", Some("95 %")),
        ("95%", "分", None),
        ("95", "分", Some("95 分")),
    ] {
        let (_, drafts) = understood(Kind::Indicators, &text(target, unit));
        let read = drafts.drafts.first().and_then(|draft| match &draft.command {
            Command::DeclareIndicator(indicator) => {
                assert_eq!(indicator.weight.to_string(), "10");
                match &indicator.target {
                    Target::Quantitative { value, unit, .. } => Some(format!("{value} {unit}")),
                    Target::Qualitative { .. } => None,
                }
            }
            _ => None,
        });
        assert_eq!(read.as_deref(), expected, "{target} {unit}");
    }
}
