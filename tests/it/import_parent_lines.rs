//! Lists of indicators as trees: a line over its parts is no money of its own.

use taizhang_cli::ExitCode;

use crate::harness::Office;
use crate::import_known::counts;

const HEAD: &str = "指标,指标名称,功能科目,经济科目,金额（元）";
const IMPORT: &str = "import budget 指标.csv --set 日期=2022-02-01 --set 变动类型=批复 --set 文号=示财预〔2022〕5号 --set 支出类别=公用经费";

fn list(office: &Office, rows: &[&str]) {
    office.file("指标.csv", format!("{HEAD}\n{}\n", rows.join("\n")));
}

#[test]
fn a_line_that_is_the_sum_of_its_parts_is_asked_about() {
    let office = Office::at_year_end();
    let lists: [&[&str]; 4] = [
        // By their numbers, the sum above or below.
        &[
            "2022-1,公用,2060701,302,300",
            "2022-101,办公,2060701,30201,100",
            "2022-102,差旅,2060701,30211,200",
        ],
        &[
            "2022-101,办公,2060701,30201,100",
            "2022-102,差旅,2060701,30211,200",
            "2022-1,公用,2060701,302,300",
        ],
        // By their codes.
        &["A1,公用,2060701,302,300", "A2,办公,2060701,30201,100", "A3,差旅,2060701,30211,200"],
        &["A1,公用,20607,302,300", "A2,运行,2060701,302,100", "A3,科普,2060702,302,200"],
    ];
    for rows in lists {
        list(&office, rows);
        assert_eq!(counts(&office, IMPORT), [2, 0, 1, 0], "{rows:?}");
        assert_eq!(counts(&office, &format!("{IMPORT} --accept-doubtful")), [3, 0, 0, 0]);
    }
    insta::assert_snapshot!(office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused));
    office.run(&format!("{IMPORT} --only-new --yes")).done();
}

#[test]
fn lines_beside_each_other_are_not_asked_about() {
    let office = Office::at_year_end();
    let lists: [&[&str]; 4] = [
        // The amounts do not come out.
        &[
            "2022-1,公用,2060701,302,301",
            "2022-101,办公,2060701,30201,100",
            "2022-102,差旅,2060701,30211,200",
        ],
        // Neither number nor code says so.
        &["B1,公用,2060701,302,300", "C2,办公,2060701,302,100", "D3,差旅,2060701,302,200"],
        // One line is no sum.
        &["2022-1,公用,2060701,302,100", "2022-101,办公,2060701,30201,100"],
        &[
            "2022-10,甲,2060701,30201,300",
            "2022-20,乙,2060701,30201,100",
            "2022-30,丙,2060701,30201,200",
        ],
    ];
    for rows in lists {
        list(&office, rows);
        let count = u64::try_from(rows.len()).expect("a few");
        assert_eq!(counts(&office, IMPORT), [count, 0, 0, 0], "{rows:?}");
    }
}
