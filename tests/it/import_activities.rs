//! Activities and indicators as offices list them.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

fn office() -> Office {
    let office = Office::small();
    office.on("2022-12-31");
    office
}

/// Half a person was counted; a row without a name was asked for a number that all rows would have had.
#[test]
fn people_are_whole_and_activities_have_names() {
    let office = office();
    office.file(
        "活动.csv",
        "名称,起始时间,参加人数\n讲座,2022-04-01,12.5人\n,2022-04-02,30\n座谈,2022-04-03,-3\n义诊,2022-04-04,40人\n",
    );
    office.file(
        "计数.csv",
        "编号,计数项键,计数项名称,数量,计量单位\n2022-B1,audience,受众人次,12.5,人次\n,audience,受众人次,3,人次\n2022-B2,road,道路,1.5,公里\n",
    );
    office.file("时间.csv", "时间,参加人数\n2022-04-02,30\n");
    let said = [
        office.run("import activities 活动.csv --dry-run").ended(ExitCode::Refused),
        office.run("import activities 计数.csv --dry-run").ended(ExitCode::Refused),
        office.run("import activities 时间.csv --dry-run").ended(ExitCode::Refused),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// The remedy was a command that counted one thing twice, which is refused.
#[test]
fn a_count_that_stands_twice_is_refused_with_its_row() {
    let office = office();
    office.file("活动.csv", "名称,活动时间,参加人数\n讲座,2022-04-01,50\n");
    office.run("import activities 活动.csv --yes").done();
    office.file(
        "活动.csv",
        "名称,活动时间,参加人数\n讲座,2022-04-01,50\n讲座,2022-04-01,50\n座谈,2022-04-03,20\n",
    );
    let said = office.run("import activities 活动.csv --yes").ended(ExitCode::Refused);
    insta::assert_snapshot!(said);
    assert_eq!(counts(&office, "import activities 活动.csv"), [1, 0, 0, 2]);
}

#[test]
fn targets_in_characters_and_rows_of_points_are_told_apart() {
    let office = office();
    let head = "一级指标,二级指标,三级指标,指标值,分值";
    office.file("指标.csv", format!("{head}\n产出指标,数量指标,讲座,大于等于三十场,10\n"));
    let import = "import indicators 指标.csv --set 日期=2022-01-20";
    let said = office.run(&format!("{import} --dry-run")).ended(ExitCode::Refused);
    assert!(said.contains("“大于等于三十场”里没有阿拉伯数字"), "{said}");
    // The last row of a self-assessment.
    office.file(
        "指标.csv",
        format!("{head}\n产出指标,数量指标,讲座,≥30场次,60\n,,走访,≥3次,40\n总分,,,,100\n"),
    );
    assert_eq!(counts(&office, import), [2, 0, 0, 0]);
    office.file("指标.csv", format!("{head}\n产出指标,数量指标,讲座,≥30场次,60\n总分,,,,100\n"));
    let said = office.run(&format!("{import} --yes")).ended(ExitCode::Refused);
    assert!(said.contains("写的合计 100，各行相加 60"), "{said}");
}

/// An activity that was called off was recorded with the people who should have come.
#[test]
fn an_activity_that_was_called_off_is_asked_about() {
    let office = office();
    let import = "import activities 活动.csv";
    for (remark, is_asked) in [
        ("因疫情取消", true),
        ("取消", true),
        ("未开展", true),
        ("暂缓", true),
        ("如期举办", false),
        ("未取消", false),
        ("县局协办", false),
        ("", false),
    ] {
        office.file(
            "活动.csv",
            format!(
                "名称,活动时间,参加人数,备注\n讲座,2022-04-01,50,\n座谈,2022-04-03,20,{remark}\n"
            ),
        );
        let counts = |rest: &str| {
            let counts = office.run(&format!("{import} --dry-run {rest} --json")).json();
            ["new", "doubtful"].map(|kind| counts["counts"][kind].as_u64())
        };
        let expected = if is_asked { [Some(1), Some(1)] } else { [Some(2), Some(0)] };
        assert_eq!(counts(""), expected, "{remark}");
        assert_eq!(counts("--accept-doubtful"), [Some(2), Some(0)], "{remark}");
    }
    office.file(
        "活动.csv",
        "名称,活动时间,参加人数,备注\n讲座,2022-04-01,50,\n座谈,2022-04-03,20,因疫情取消\n",
    );
    let asked = office.run(&format!("{import} --yes")).ended(ExitCode::Refused);
    // As the remedy says.
    let left_out = office.run(&format!("{import} --yes --only-new")).ended(ExitCode::Success);
    let accepted = office.run(&format!("{import} --yes --accept-row 3")).ended(ExitCode::Success);
    insta::assert_snapshot!([asked, left_out, accepted].join("\n"));
}

/// 否 was a word like another, once its column had been accepted.
#[test]
fn an_activity_that_was_not_held_or_put_off_is_asked_about() {
    let office = office();
    for (header, word, counted) in [
        ("是否完成", "否", [0, 0, 1, 0]),
        ("是否开展", "否", [0, 0, 1, 0]),
        ("是否如期举办", "否", [0, 0, 1, 0]),
        ("备注", "推迟到9月", [0, 0, 1, 0]),
        ("备注", "因雨延期", [0, 0, 1, 0]),
        ("是否完成", "是", [1, 0, 0, 0]),
        ("备注", "未延期", [1, 0, 0, 0]),
        ("备注", "如期举办", [1, 0, 0, 0]),
    ] {
        office.file(
            "活动.csv",
            format!("名称,活动时间,参加人数,{header}\n讲座,2022-04-01,50,{word}\n"),
        );
        let import = "import activities 活动.csv --accept-columns";
        assert_eq!(counts(&office, import), counted, "{header} {word}");
        assert_eq!(counts(&office, &format!("{import} --accept-doubtful")), [1, 0, 0, 0]);
    }
}
