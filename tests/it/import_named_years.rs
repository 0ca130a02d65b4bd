//! Tables of another year whose rows have the day that a person said.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const INDICATORS: &str = "编号,一级指标,二级指标,三级指标,指标性质,指标值,计量单位,分值\n\
    2022-X1,产出指标,数量指标,举办讲座,≥,30,场,100\n";
const ASSETS: &str = "资产类别,原值（元）,净值（元）\n房屋和构筑物,100,50\n";
const STAFF: &str = "编制或实有,人员类别,人数\n实有,公务员,5\n";
const ACTIVITIES: &str = "编号,名称,类型\n2022-X1,讲座,讲座\n";
const OPENING: &str = "文号,指标,指标名称,支出类别,功能科目,经济科目,金额（元）\n\
    示财〔2022〕9号,2022-91,水电费,公用经费,2060701,302,100\n";
const BUDGET: &str = "文号,变动类型,指标,指标名称,支出类别,功能科目,经济科目,金额（元）\n\
    示财〔2022〕9号,年初批复,2022-91,水电费,公用经费,2060701,302,100\n";

/// What an import of a list below a title says.
fn said(kind: &str, file: &str, title: &str, list: &str, flags: &str) -> (ExitCode, String) {
    let office = Office::at_year_end();
    let title = if title.is_empty() { String::new() } else { format!("{title}\n") };
    office.file(file, format!("{title}{list}"));
    let said = office.run(&format!("import {kind} {file} {flags} --dry-run"));
    let code = said.code;
    (code, said.ended(code))
}

#[test]
fn a_table_of_another_year_is_asked_about() {
    let refused = |kind: &str, file: &str, title: &str, list: &str, flags: &str| {
        let (code, said) = self::said(kind, file, title, list, flags);
        assert_eq!(code, ExitCode::Refused, "{said}");
        said
    };
    let day = "--set 日期=2022-01-10";
    let said = [
        refused("indicators", "指标.csv", "2021年度绩效目标", INDICATORS, day),
        refused("indicators", "指标2021.csv", "", INDICATORS, day),
        refused("assets", "资产.csv", "资产情况表（2021年末）", ASSETS, day),
        refused("staff", "人员.csv", "2020年人员", STAFF, day),
        refused("activities", "活动.csv", "2021年活动", ACTIVITIES, "--set 开始日期=2022-03-01"),
        refused("opening", "结转.csv", "2020年结转", OPENING, day),
        refused("budget", "预算.csv", "2021年部门预算", BUDGET, day),
        refused(
            "staff",
            "人员.csv",
            "",
            &STAFF.replace('\n', ",2021\n").replacen("2021", "年度", 1),
            day,
        ),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// As the remedies say; and what names no other year, or says itself of when its rows are.
#[test]
fn a_table_of_the_year_is_not_asked_about() {
    let day = "--set 日期=2022-01-10";
    let of_2022 = format!("{day} --set 年度=2022");
    let cases = [
        ("indicators", "指标.csv", "2021年度绩效目标", INDICATORS, of_2022.as_str()),
        ("indicators", "指标2021.csv", "2022年度绩效目标", INDICATORS, day),
        ("indicators", "指标.csv", "2022年度绩效目标（2021年完成值略）", INDICATORS, day),
        ("indicators", "示财〔2021〕9号.csv", "", INDICATORS, day),
        // What there was at the end of a year is what the next begins with.
        ("assets", "资产2021.csv", "资产情况表（2021年末）", ASSETS, "--set 日期=2022-01-01"),
        ("staff", "人员.csv", "截至2021年12月31日人员", STAFF, "--set 日期=2022-01-01"),
        ("opening", "结转.csv", "2021年结转", OPENING, day),
        ("opening", "结转.csv", "2020年结转", OPENING, "--set 日期=2022-01-10 --set 预算年度=2022"),
        (
            "budget",
            "预算.csv",
            "2021年部门预算",
            BUDGET,
            "--set 日期=2022-01-10 --set 预算年度=2022",
        ),
    ];
    for (kind, file, title, list, flags) in cases {
        let (code, said) = self::said(kind, file, title, list, flags);
        assert_eq!(code, ExitCode::Success, "{said}");
    }
    // Whoever says the year says it of the column too.
    let of_2021 = STAFF.replace('\n', ",2021\n").replacen("2021", "年度", 1);
    let (code, said) = self::said("staff", "人员.csv", "", &of_2021, &of_2022);
    assert_eq!(code, ExitCode::Success, "{said}");
    let own_days = STAFF.replace('\n', ",2022-01-10\n").replacen("2022-01-10", "日期", 1);
    let (code, said) = self::said("staff", "人员.csv", "2021年人员", &own_days, "");
    assert_eq!(code, ExitCode::Success, "{said}");
}
