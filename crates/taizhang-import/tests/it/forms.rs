//! Forms and lists as units keep them: cards of assets, declared targets, activities.

use jiff::civil::date;
use taizhang_core::FiscalYear;
use taizhang_core::book::{Book, Command};
use taizhang_core::event::Target;
use taizhang_import::draft::{Drafts, Source, Surroundings, draft};
use taizhang_import::fault::Reason;
use taizhang_import::field::Field;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::table::MoneyUnit;
use taizhang_import::vocabulary::Vocabulary;

fn understood(kind: Kind, text: &str, constants: &[(Field, &str)]) -> Drafts {
    let vocabulary = Vocabulary::of(kind);
    let tables = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
    let table = tables.expect("it can be read").remove(0);
    let constant = |(field, text): &(Field, &str)| (*field, (*text).to_owned());
    let options = MapOptions {
        unit: Some(MoneyUnit::Yuan),
        constants: constants.iter().map(constant).collect(),
        ..MapOptions::default()
    };
    let mapping = Mapping::of(&table, kind, None, &options).expect("it can be mapped");
    let year = FiscalYear::try_from(2022).expect("a year");
    let sources = [Source::of(table, mapping, None, year)];
    let book = Book::default();
    draft(kind, &sources, Surroundings { book: &book, year })
}

fn refused(drafts: &Drafts) -> Vec<(u32, &Reason)> {
    let faults = drafts.refused.iter().flat_map(|row| &row.faults);
    faults.map(|fault| (fault.place.row, &fault.reason)).collect()
}

/// Row, class, value and what is left of it of each class that is held.
fn held_by(drafts: &Drafts) -> Vec<(u32, &'static str, String, String)> {
    let held = drafts.drafts.iter().map(|draft| match &draft.command {
        Command::RecordAssets(held) => (
            draft.row.row,
            held.class.name(),
            held.gross_value.to_string(),
            held.net_book_value.to_string(),
        ),
        other => panic!("{other:?}"),
    });
    held.collect()
}

#[test]
fn cards_of_assets_are_summed_by_class() {
    let text = "资产编号,资产名称,资产分类,原值,累计折旧,取得日期,使用状态\n\
                TY1,台式机,通用设备,5000.50,1000.50,2020-01-01,在用\n\
                ZY1,投影仪,专用设备,800,0,2021-01-01,闲置\n\
                TY2,打印机,通用设备,2000,,2019-01-01,在用\n\
                TY3,复印机,通用设备,3000,3000,2010-01-01,已处置\n\
                TY1,台式机,通用设备,5000.50,1000.50,2020-01-01,在用\n\
                TY4,服务器,杂项,9000,1,2020-01-01,在用\n\
                合计,,,24801,,,\n";
    let drafts = understood(Kind::Assets, text, &[(Field::Date, "2022-12-31")]);
    let held = held_by(&drafts);
    // The class of the last card is unknown, so that no class is known to be complete.
    assert_eq!(held, []);
    let refused: Vec<u32> = refused(&drafts).iter().map(|(row, _)| *row).collect();
    assert_eq!(refused, [4, 5, 6, 7, 2, 3]);
    assert_eq!(drafts.wrong_sums, []);
    let text = text.replace("服务器,杂项", "服务器,通用设备");
    let drafts = understood(Kind::Assets, &text, &[(Field::Date, "2022-12-31")]);
    let held = held_by(&drafts);
    assert_eq!(held, [(3, "专用设备", "800.00".to_owned(), "800.00".to_owned())]);
    let text =
        text.replace("2000,,", "2000,0,").replace("已处置", "在用").replacen("TY1,", "TY5,", 1);
    let drafts = understood(Kind::Assets, &text, &[(Field::Date, "2022-12-31")]);
    let held = held_by(&drafts);
    let expected = [
        (2, "通用设备", "24001.00".to_owned(), "18999.00".to_owned()),
        (3, "专用设备", "800.00".to_owned(), "800.00".to_owned()),
    ];
    assert_eq!((held.as_slice(), drafts.refused.len()), (&expected[..], 0));
}

#[test]
fn a_form_of_targets_is_a_tree_of_indicators() {
    let text = "部门整体支出绩效目标申报表,,,,\n部门名称,某县科协,,,\n\
                年度绩效指标,一级指标,二级指标,三级指标,指标值\n\
                ,产出指标,数量指标,举办培训,≥12场次\n\
                ,,,科普讲座,不少于 3.5 场\n\
                ,,质量指标,培训合格率,≥95%\n\
                ,效益指标,社会效益,科学素质,有所提升\n\
                ,,,受众,12万人次\n\
                ,满意度指标,服务对象满意度,群众满意度,＞90％\n";
    let constants = [(Field::Date, "2022-01-20"), (Field::Weight, "10")];
    let drafts = understood(Kind::Indicators, text, &constants);
    let read: Vec<String> = drafts
        .drafts
        .iter()
        .map(|draft| match &draft.command {
            Command::DeclareIndicator(indicator) => {
                let target = match &indicator.target {
                    Target::Quantitative { comparator, value, unit } => {
                        format!("{comparator:?} {value} {unit}")
                    }
                    Target::Qualitative { description } => description.clone(),
                };
                let (id, name) = (&indicator.id, &indicator.name);
                format!("{id} {} {} {name} {target}", indicator.level1, indicator.level2)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        "I01 产出指标 数量指标 举办培训 AtLeast 12 场次",
        "I02 产出指标 数量指标 科普讲座 AtLeast 3.5 场",
        "I03 产出指标 质量指标 培训合格率 AtLeast 95 %",
        "I04 效益指标 社会效益 科学素质 有所提升",
        "I06 满意度指标 服务对象满意度 群众满意度 Above 90 %",
    ];
    assert_eq!(read, expected);
    assert_eq!(refused(&drafts), [(8, &Reason::Unstated(Field::Sign))]);
}

#[test]
fn a_list_of_activities_needs_no_ids() {
    let text = "序号,活动名称,时间,地点,参加人数,经费（元）\n\
                1,讲座,2022年3月5日至7日,礼堂,50人,1000\n\
                2,展览,2022.4.5-2022.4.9,广场,120,2000\n\
                3,讲座,5月1日,礼堂,80人次,\n\
                4,下乡,2022-6-1—2022-6-3,村,50余人,\n\
                5,培训,2022-6-9至2022-6-3,村,,\n\
                6,培训,六月,村,,\n";
    let drafts = understood(Kind::Activities, text, &[]);
    let read: Vec<_> = drafts
        .drafts
        .iter()
        .map(|draft| match &draft.command {
            Command::RecordActivity(activity) => {
                let count = activity.results.first().map(|result| result.quantity.to_string());
                (activity.id.to_string(), activity.start, activity.end, count.unwrap_or_default())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let day = |month, day| date(2022, month, day);
    let expected = [
        ("2022-A01".to_owned(), day(3, 5), day(3, 7), "50人".to_owned()),
        ("2022-A02".to_owned(), day(4, 5), day(4, 9), "120人".to_owned()),
        ("2022-A03".to_owned(), day(5, 1), day(5, 1), "80人次".to_owned()),
    ];
    assert_eq!(read, expected);
    let refused: Vec<u32> = refused(&drafts).iter().map(|(row, _)| *row).collect();
    assert_eq!(refused, [6, 7, 5], "{:?}", drafts.refused);
}

/// Codes and names of the classification of 2022; higher levels are the sums of the lower ones below them.
#[test]
fn classes_of_assets_are_known_by_the_codes_of_2022() {
    let text = "资产类别,原值（元）,净值（元）\n\
                A01 房屋和构筑物,100,90\n\
                A02 设备,60,50\n\
                A0201 信息化设备,40,35\n\
                A02010105 台式计算机,30,30\n\
                A02010600,10,5\n\
                A02 03 车辆,20,15\n\
                A05000000-家具和用具,7,6\n\
                A06 特种动植物,2,1\n\
                A08,5,4\n\
                A07 物资,1,1\n\
                A01 设备,1,1\n\
                合计,176,153\n";
    let drafts = understood(Kind::Assets, text, &[(Field::Date, "2022-12-31")]);
    let held: Vec<_> = drafts
        .drafts
        .iter()
        .map(|draft| match &draft.command {
            Command::RecordAssets(held) => {
                (draft.row.row, held.class.name(), held.gross_value.to_string())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        (2, "房屋和构筑物", "100.00".to_owned()),
        (5, "设备", "60.00".to_owned()),
        (8, "家具、用具、装具及动植物", "9.00".to_owned()),
        (10, "无形资产", "5.00".to_owned()),
    ];
    assert_eq!(held, expected);
    let refused: Vec<u32> = refused(&drafts).iter().map(|(row, _)| *row).collect();
    assert_eq!(refused, [11, 12]);
    assert_eq!(drafts.wrong_sums, []);
    let remarks: Vec<_> =
        drafts.remarks.iter().map(|r| (r.place.row, r.read_as.as_str())).collect();
    assert_eq!(remarks, [(5, "设备"), (10, "无形资产")]);
    // A higher level that is not the sum of the lower ones.
    let wrong = understood(
        Kind::Assets,
        &text.replace("A02 设备,60", "A02 设备,61").replace("合计,176", "合计,177"),
        &[(Field::Date, "2022-12-31")],
    );
    assert_eq!(wrong.wrong_sums.first().map(|sum| sum.row.row), Some(3), "{:?}", wrong.wrong_sums);
}

/// One card may have the code of a higher level than the next: cards are no sums.
#[test]
fn cards_are_classed_by_their_codes() {
    let text = "资产编号,资产分类,原值（元）,净值（元）\n\
                1,A02,60,50\n2,A02010105,40,35\n3,A05 家具和用具,5,1\n";
    let drafts = understood(Kind::Assets, text, &[(Field::Date, "2022-12-31")]);
    let amounts: Vec<String> = drafts.drafts.iter().map(|draft| draft.amount.to_string()).collect();
    assert_eq!(amounts, ["100.00", "5.00"]);
}
