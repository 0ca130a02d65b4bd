//! Relations one by one: the contradiction is found, its neighbour that is right is not.

use taizhang_audit::{audit, read};
use taizhang_evaluation::Severity;

/// Compares the codes of errors and warnings.
fn check(text: &str, expected: &[&str]) {
    let document = read("报告.md", text.as_bytes()).expect("the text is well formed");
    let findings = audit(&document);
    let codes: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.severity > Severity::Note)
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(codes, expected, "{text}\n{findings:#?}");
}

#[test]
fn parts_of_a_whole() {
    check("支出120万元，其中：基本支出100万元，项目支出20万元。", &[]);
    check("支出合计120万元，其中：基本支出100万元，项目支出30万元。", &["SUM"]);
    // 其中 need not be complete.
    check("支出合计120万元，其中：基本支出80万元，项目支出20万元。", &[]);
    check("支出合计120万元，其中：基本支出100万元，占83.33%；项目支出30万元，占16.67%。", &["SUM"]);
    check("收入100万元，其中：财政拨款80万元，比上年增加30万元，其他收入20万元。", &[]);
    check("甲项目30万元，乙项目30万元，丙项目29.99万元，共89.97万元。", &["SUM"]);
    check("甲项目30万元，乙项目30万元，丙项目29.99万元，共89.99万元。", &[]);
    check("收入100万元，其中：财政拨款80万元、其他收入20万元，年末结转5万元。", &[]);
    check("12.3+4.5=16.8，12.3+4.5=17.8", &["SUM"]);
}

#[test]
fn shares_and_rates() {
    check("总支出200万元，其中基本支出150万元，占总支出的75%。", &[]);
    check("总支出200万元，其中基本支出150万元，占总支出的85%。", &["RATE"]);
    check("收入200.00万元，其中：财政拨款150.00万元，占75.00%；其他收入50.00万元，占25.00%。", &[]);
    check(
        "收入200.00万元，其中：财政拨款150.00万元，占57.00%；其他收入50.00万元，占25.00%。",
        &["RATE"],
    );
    check("年初预算200万元，实际支出190万元，预算执行率95%。", &[]);
    check("年初预算200万元，实际支出190万元，预算执行率98%。", &["RATE"]);
    check("年初预算100万元，全年预算200万元，实际支出190万元，预算执行率95%。", &[]);
    check("年初预算100万元，全年预算200万元，实际支出190万元，预算执行率98%。", &["RATE"]);
    check("2022年，单位预算执行率100%。", &["BASE"]);
    check("全年预算200万元。2022年，单位预算执行率100%。", &[]);
    let base = |rate: &str| {
        format!(
            "单位预算执行率{rate}。\n\n|资金|年初预算数|全年预算数|全年执行数|\n|---|---|---|---|\n|年度资金总额|100.00|110.00|99.00|\n"
        )
    };
    check(&base("90%"), &[]);
    check(&base("99%"), &["BASE"]);
    check("收入435.82万元，比上年减少83.71万元，下降16.1%。", &[]);
    check("收入435.82万元，比上年减少83.71万元，下降61.1%。", &["RATE"]);
    check(
        "|项目|年初预算数|全年预算数|全年执行数|执行率|\n|---|---|---|---|---|\n|甲|80|100|90|90.00%|\n",
        &[],
    );
    check(
        "|项目|年初预算数|全年预算数|全年执行数|执行率|\n|---|---|---|---|---|\n|甲|90|100|90|100%|\n",
        &["RATE"],
    );
    check("|项目|预算数|执行数|执行率|\n|---|---|---|---|\n|甲|3|2|0.666667|\n", &[]);
}

#[test]
fn total_rows_and_columns() {
    let table = |total: &str| {
        format!(
            "|项目|预算|支出|\n|---|---|---|\n|甲|10.00|9.50|\n|乙|20.00|18.20|\n|合计|30.00|{total}|\n"
        )
    };
    check(&table("27.70"), &[]);
    check(&table("27.80"), &["SUM"]);
    let nested = "|科目|支出|\n|---|---|\n|201|30|\n|20101|10|\n|20102|20|\n|合计|30|\n";
    check(nested, &[]);
    let rows = |sum: &str| {
        format!(
            "|项目|合计|基本|专项|\n|---|---|---|---|\n|甲|3.00|1.20|1.80|\n|乙|{sum}|3.30|3.70|\n"
        )
    };
    check(&rows("7.00"), &[]);
    check(&rows("8.00"), &["SUM"]);
}

#[test]
fn balances_roll() {
    let text = |closing: &str| {
        format!(
            "年初结转和结余10万元，本年收入合计100万元，本年支出合计95万元，年末结转和结余{closing}万元。"
        )
    };
    check(&text("15"), &[]);
    check(&text("5"), &["CARRY"]);
    check("收入总计100万元，支出总计100万元。", &[]);
    check("收入总计100万元，支出总计90万元。", &["TOTAL"]);
}

#[test]
fn rates_between_years_and_sides_of_a_form() {
    let years = |rate: &str| {
        format!("|项目|上年|本年|变动率|\n|---|---|---|---|\n|公用经费|50.00|60.00|{rate}|\n")
    };
    check(&years("20.00%"), &[]);
    check(&years("16.67%"), &["RATE"]);
    let hubei = |score: &str| {
        format!(
            "|资金|预算数(A)|执行数(B)|执行率|得分（20分×执行率）|\n|---|---|---|---|---|\n|总额|150|142.5|95%|{score}|\n"
        )
    };
    check(&hubei("19"), &[]);
    check(&hubei("20"), &["SCORE"]);
    check("上半年绩效监控\n\n1至6月预算执行率为32%。", &["PACE"]);
    check("上半年绩效监控\n\n1至6月预算执行率为52%。", &[]);
}

#[test]
fn counts_and_names() {
    check("下设3个股室：办公室、财务股、业务股。", &[]);
    check("下设4个股室：办公室、财务股、业务股。", &["COUNT"]);
    check("下设4个股室：办公室、财务股、业务股等。", &[]);
    check("走访5个乡镇（含街道、社区）。", &[]);
    check("直属单位3个，即：文化馆、图书馆和博物馆。", &[]);
}

#[test]
fn numerals_of_headings() {
    let outline = |marks: &[&str]| format!("{}内容", marks.join("内容\n"));
    check(&outline(&["一、", "（一）", "（二）", "二、", "（一）", "三、"]), &[]);
    check(&outline(&["一、", "（一）", "（三）", "二、"]), &["OUTLINE"]);
    check(&outline(&["一、", "二、", "四、"]), &["OUTLINE"]);
    check(&outline(&["一、", "1.", "2.", "二、", "1.", "2."]), &[]);
    // A list within a paragraph holds the second numeral.
    check("一、甲\n（一）乙；（二）丙。\n（三）丁\n", &[]);
}

#[test]
fn people_documents_and_assets() {
    check("核定事业编制6名，在职人员6人。", &[]);
    check("核定事业编制6名，实有在职人员9人，其中编外3人。", &[]);
    check("|项目|数|\n|---|---|\n|编制数|20|\n|实际在职人数|22|\n", &["STAFF"]);
    check("|项目|数|\n|---|---|\n|编制数|20|\n|实际在职人数|20|\n", &[]);
    check("行政编制3名、事业编制4名，实有在职人员7人。", &[]);
    check("下达2022年科普资金20万元（甘财科〔2021〕9号）。", &[]);
    check("下达2022年科普资金20万元（甘财科〔2019〕9号）。", &["DOCNO"]);
    check("根据《办法》（财预〔2015〕88号），2022年下达资金20万元。", &[]);
    check("固定资产原值30万元，净值12万元。", &[]);
    check("固定资产原值30万元，净值42万元。", &["ASSET"]);
    check("固定资产原值30.50万元，累计折旧18.50万元，净值12.00万元。", &[]);
    check("固定资产原值30.50万元，累计折旧17.50万元，净值12.00万元。", &["ASSET"]);
}

#[test]
fn points_follow_values() {
    let row = |target: &str, actual: &str, score: &str, reason: &str| {
        format!(
            "|一级指标|二级指标|三级指标|指标值|完成值|分值|得分|偏差原因|\n|---|---|---|---|---|---|---|---|\n|产出|数量|培训|{target}|{actual}|10|{score}|{reason}|\n"
        )
    };
    check(&row("≥5次", "5次", "10", ""), &[]);
    check(&row("≥5次", "4次", "8", "疫情"), &[]);
    check(&row("≥5次", "4次", "8", ""), &["DEV"]);
    check(&row("≥5次", "4次", "10", ""), &["SCORE"]);
    check(&row("≥5次", "5次", "9", ""), &["SCORE", "DEV"]);
    check(&row("≥5次", "5次", "9", "资料不全"), &[]);
    check(&row("≥5次", "5次", "11", ""), &["SCORE"]);
    check(&row("≥5次", "8次", "10", ""), &["OVER"]);
    check(&row("≥5次", "8次", "10", "需求增加"), &[]);
    check(&row("≥5次", "", "10", ""), &["BLANK"]);
    check(&row("≤5次", "5次", "10", ""), &[]);
    check("|资金|执行率|分值|得分|\n|---|---|---|---|\n|总额|95%|10|9.5|\n", &[]);
    check("|资金|执行率|分值|得分|\n|---|---|---|---|\n|总额|90%|10|10|\n", &["SCORE"]);
}
