//! The workbook of the sample year.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::harness::Office;

#[test]
fn the_workbook_of_the_sample_year_agrees_with_its_ledger() {
    let office = Office::demo();
    let made = office.run("export xlsx --signed 2023-2-15 --json").json();
    let file = made["files"][0].as_str().expect("one file is named");
    assert!(file.ends_with("2022年度宁县科学技术协会绩效自评表和台账.xlsx"), "{file}");
    let mut book: Xlsx<_> = open_workbook(file).expect("it is a workbook");
    let sheets = ["自评表", "自评表-预算执行情况", "自评表-指标完成情况", "支出明细", "指标台账"];
    let more = ["活动台账", "取数说明", "图表"];
    assert_eq!(book.sheet_names(), [&sheets[..], &more].concat());
    let mut differences = 0;
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("the worksheet exists");
        let is_check = |row: &&[Data]| {
            let name = row[0].to_string();
            name == "差额" || name.contains("之差")
        };
        for row in range.rows().filter(is_check) {
            for cell in row[1..].iter().filter(|cell| **cell != Data::Empty) {
                assert_eq!(cell.to_string(), "0", "{sheet}: {row:?}");
                differences += 1;
            }
        }
    }
    // The form: points and the three amounts; the funds: four amounts by total, source and class.
    assert_eq!(differences, 28, "every total is compared with the ledger");
}

/// Programs do not make a row grow for what stands in merged cells.
#[test]
fn the_row_of_the_units_name_is_as_high_as_the_name_needs() {
    let height = |length: usize| {
        let office = Office::new();
        let unit = "长".repeat(length);
        office
            .run(&format!(
                "init --unit {unit} --code 062001 --year 2022 --bureau 示范县财政局 --kind 参公事业单位"
            ))
            .done();
        let made = office.run("export xlsx --json").json();
        let file = made["files"][0].as_str().expect("one file is named");
        let book = std::fs::read(file).expect("the file was written");
        let sheet = crate::docx::part(&book, "xl/worksheets/sheet1.xml");
        let (_, row) = sheet.split_once("<row r=\"3\"").expect("the form has a third row");
        let (start, _) = row.split_once('>').expect("a row begins");
        let (_, points) = start.split_once(" ht=\"").expect("it has a height");
        points.split('"').next().expect("a height ends").to_owned()
    };
    // The narrower of the two cells, that of the department, has room for 54 half ems: one line, two,
    // and a long name. A workbook keeps heights in whole pixels.
    assert_eq!([27, 28, 60].map(height), ["15.75", "29.25", "42"]);
}
