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
    check("支出合计120万元，其中：甲项目支出80万元，乙项目支出20万元。", &[]);
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

#[test]
fn lists_in_brackets_and_after_colons_make_their_total() {
    check("全年开展活动共120场次（线上45场次，线下75场次）。", &[]);
    check("全年开展活动共120场次（线上45场次，线下85场次）。", &["SUM"]);
    check("全年开展活动共120场次（线上45场次，线下65场次）。", &["SUM"]);
    check("全年开展活动共120场次（线上45场次，线下65场次等）。", &[]);
    check("全年开展活动共120场次（其中线上45场次）。", &[]);
    check("项目金额合计320万元：免费开放150万元、非遗保护170万元。", &[]);
    check("项目金额合计320万元：免费开放150万元、非遗保护180万元。", &["SUM"]);
    check("核定编制25名，其中：行政编制10名、事业编制15名。", &[]);
    check("核定编制25名，其中：行政编制12名、事业编制15名。", &["SUM"]);
    check("自评总分95分，其中：投入10分、过程28分、产出32分、效果25分。", &[]);
    check("自评总分95分，其中：投入10分、过程29分、产出32分、效果25分。", &["SUM"]);
    check("人员经费686.35万元（其中：工资福利支出612.11万元，个人补助74.24万元）。", &[]);
    check("人员经费686.35万元（其中：工资福利支出622.11万元，个人补助74.24万元）。", &["SUM"]);
}

#[test]
fn the_adjusted_budget_follows_from_its_changes() {
    check("年初预算1100万元，年中追加186.35万元，调整后预算1286.35万元。", &[]);
    check("年初预算1100万元，年中追加176.35万元，调整后预算1286.35万元。", &["SUM"]);
    check("年初预算1100万元，追加200万元，追减50万元，全年预算1250万元。", &[]);
    check("年初预算1100万元，上年结转50万元，追加100万元，全年预算1250万元。", &[]);
}

#[test]
fn satisfaction_is_of_the_answers() {
    check("收回有效问卷196份，满意188份，满意度95.92%。", &[]);
    check("收回有效问卷196份，满意188份，满意度97.92%。", &["RATE"]);
    check("收回有效问卷200份，很满意150份，满意40份，满意度95%。", &[]);
    check("收回有效问卷196份，满意188份，平均满意度97.92%。", &[]);
}

#[test]
fn a_column_of_row_numbers_is_no_amount() {
    let rows = "|1|收入总计|1000|1100|\n|2|支出总计|1000|1100|\n";
    check(&format!("|序号|指标名称|2022年|2023年|\n|---|---|---|---|\n{rows}"), &[]);
}

#[test]
fn counts_change_as_amounts_do() {
    check("举办讲座36场，较上年增加6场，增长20%。", &[]);
    check("举办讲座36场，较上年增加6场，增长25%。", &["RATE"]);
}

#[test]
fn blanks_around_numbers_hide_nothing() {
    check("支出合计 100.00 万元，其中：基本支出 60.00 万元，占 60 %。", &[]);
    check("支出合计 100.00 万元，其中：基本支出 60.00 万元，占 65 %。", &["RATE"]);
}

#[test]
fn what_names_its_parts_completely_may_not_fall_short() {
    check("支出合计120万元，其中：基本支出80万元，项目支出20万元。", &["SUM"]);
    check("支出合计120万元，其中：基本支出100万元，项目支出20万元。", &[]);
    check("支出总计120万元，其中：基本支出80万元，项目支出20万元。", &[]);
    check(
        "“三公”经费5.00万元，其中：因公出国费0万元，公务用车3.00万元，公务接待费1.00万元。",
        &["SUM"],
    );
    check("“三公”经费5.00万元，其中：公务用车3.00万元，公务接待费1.00万元。", &[]);
    check("核定编制20名，其中：行政编制8名，事业编制10名。", &["SUM"]);
    check("基本支出100万元。\n\n基本支出中，人员经费80万元，公用经费15万元。", &["SUM"]);
    check("基本支出100万元。\n\n基本支出中，人员经费80万元，公用经费20万元。", &[]);
    // A list that goes on after the semicolon belongs to what stands before 甲级.
    check("单位77户（甲级9户，其中某3户实行托管；乙级19户；丙级49户）。", &[]);
}

#[test]
fn a_list_may_stand_in_the_paragraphs_below() {
    let list = |second: &str| {
        format!(
            "基本支出100.00万元,其中:\n\n人员经费80.00万元,主要包括:工资。\n\n公用经费{second}万元。\n"
        )
    };
    check(&list("20.00"), &[]);
    check(&list("15.00"), &["SUM"]);
    check(&list("25.00"), &["SUM"]);
}

#[test]
fn yuan_and_ten_thousands_and_hundred_millions_are_one_kind() {
    check("支出合计3.55亿元，其中：基本支出6200万元，项目支出2.93亿元。", &[]);
    check("支出合计3.55亿元，其中：基本支出8200万元，项目支出2.93亿元。", &["SUM"]);
    check("全年预算1.20亿元，实际支出11400万元，预算执行率95%。", &[]);
    check("全年预算1.20亿元，实际支出11400万元，预算执行率90%。", &["RATE"]);
}

#[test]
fn a_change_is_of_the_amount_that_it_names() {
    check("接待费12.39万元。经费合计1.68万元，其中接待费较上年同期减少0.58万元，减少4.68%。", &[]);
    check(
        "“三公”经费预算为5.00万元，决算为4.00万元。“三公”经费支出比上年减少1.00万元，下降20%。",
        &[],
    );
    check(
        "“三公”经费预算为5.00万元，决算为4.00万元。“三公”经费支出比上年减少1.00万元，下降30%。",
        &["RATE"],
    );
    check("基本支出80万元，占支出的80%，比上年增加20万元，增长33.33%。", &[]);
    check("基本支出80万元，占支出的80%，比上年增加20万元，增长53.33%。", &["RATE"]);
    check("支出80万元，比上年增加20万元，下降33.33%。", &["RATE"]);
}

#[test]
fn more_than_the_budget_is_more_than_a_hundred() {
    check("教育支出95万元，完成预算的95%，决算数小于预算数。", &[]);
    check("教育支出95万元，完成预算的95%，决算数大于预算数。", &["RATE"]);
    check("教育支出95万元，完成预算的100%，决算数大于预算数。", &["RATE"]);
    check("教育支出95万元，完成预算的100%，决算数等于预算数。", &[]);
}

#[test]
fn shares_without_a_base_are_of_their_sum() {
    let text = |car: &str, reception: &str| {
        format!(
            "决算中，出国费0元，占0%；公务用车运行费{car}元，占75.14%；公务接待费37230元，占{reception}。"
        )
    };
    check(&text("112500", "24.86%"), &[]);
    check(&text("112500", "44.86%"), &["RATE"]);
    check(&text("312500", "24.86%"), &["RATE"]);
    let both = |share: &str| {
        format!(
            "基本支出84万元，占一般预算支出的84%。\n\n项目支出16万元，占一般预算支出的{share}。"
        )
    };
    check(&both("16%"), &[]);
    check(&both("19.6%"), &["RATE"]);
}

#[test]
fn totals_are_compared_with_totals_of_the_same_money() {
    check("财政拨款收入总计90万元，一般公共预算支出总计80万元。", &[]);
    check("财政拨款收入总计90万元，财政拨款支出总计80万元。", &["TOTAL"]);
}

#[test]
fn money_that_came_in_and_went_out() {
    let text = |rate: &str, left: &str| {
        format!(
            "项目总投资200万元。\n\n到位资金180万元，资金到位率{rate}，支出150万元，结余{left}万元。"
        )
    };
    check(&text("90%", "30"), &[]);
    check(&text("80%", "30"), &["RATE"]);
    check(&text("90%", "20"), &["SUM"]);
}

#[test]
fn grades_fit_their_scores() {
    check("自评得分95.6分，等级为优。", &[]);
    check("自评得分88分，评价等级为“良”。", &[]);
    check("自评得分65.6分，等级为优。", &["SCORE"]);
}

#[test]
fn forms_that_are_not_filled() {
    check("商品和服务支出10万元，占基本支出预算%，用于办公。", &["BLANK"]);
    check("以万元为单位。", &[]);
    let form = |level: &str, actual: &str| {
        format!(
            "|一级指标|二级指标|三级指标|指标值|完成值|分值|得分|\n|---|---|---|---|---|---|---|\n|产出指标|{level}|验收合格率|≥95%|{actual}|10|10|\n"
        )
    };
    check(&form("质量指标", "96%"), &[]);
    check(&form("质量指标", "完成"), &["VALUE"]);
    check(&form("质量指标", "300%"), &["VALUE"]);
    check(&form("社会效益指标", "96%"), &["CLASS"]);
    let prompt =
        "|评价结论|结合自评情况，说明项目自评总分和取得的成效。（200字以内）|\n|---|---|\n";
    check(prompt, &["BLANK"]);
}

#[test]
fn rows_of_copied_tables_are_no_headings() {
    let rows = "一、财政拨款收支\n\n一、一般公共预算财政拨款收入\n\n一、一般公共服务支出\n\n八、其他收入\n\n八、社会保障和就业支出\n\n十九、住房保障支出 12.00\n\n二、人员\n";
    check(rows, &[]);
}

#[test]
fn forms_add_up_across_their_tables() {
    let form = |weight: &str, total: &str| {
        format!(
            "|资金|预算数|执行数|分值|执行率|得分|\n|---|---|---|---|---|---|\n|总额|100|95|10|95%|9.5|\n\n|三级指标|指标值|完成值|分值|得分|\n|---|---|---|---|---|\n|场次|5场|5场|50|50|\n|人数|9人|9人|{weight}|40|\n|合计|||100|{total}|\n"
        )
    };
    check(&form("40", "99.5"), &[]);
    check(&form("40", "98.5"), &["TOTAL"]);
    check(&form("45", "99.5"), &["SUM", "SCORE"]);
    let cars = |total: &str| {
        format!(
            "|项目|2022年决算|2023年决算|\n|---|---|---|\n|“三公”经费|{total}|20.64|\n|其中：公务用车运行维护费|13.20|12.90|\n|公务接待费|8.30|7.74|\n"
        )
    };
    check(&cars("21.50"), &[]);
    check(&cars("31.50"), &["SUM"]);
}

#[test]
fn shares_in_the_order_of_their_amounts() {
    let text = |second: &str| {
        format!(
            "采购规模300.0万元。货物、工程、服务采购规模分别为60.0万元、150.0万元和90.0万元，占采购规模的20.0%、{second}和30.0%。"
        )
    };
    check(&text("50.0%"), &[]);
    let first = text("50.0%").replace("的20.0%", "的26.0%");
    check(&first, &["RATE"]);
}

#[test]
fn points_follow_the_rule_that_the_form_prints() {
    let steps = |value: &str, score: &str| {
        format!(
            "|三级指标|分值|评价标准|指标说明|得分|\n|---|---|---|---|---|\n|在职人员控制率|5|以100%为标准。控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。|控制率为{value}|{score}|\n"
        )
    };
    check(&steps("95.10%", "5"), &[]);
    check(&steps("95.10%", "4"), &["SCORE"]);
    check(&steps("103.00%", "3.5"), &[]);
    check(&steps("103.00%", "5"), &["SCORE"]);
    // Whether a begun point counts is not said.
    check(&steps("102.40%", "4"), &[]);
    check(&steps("102.40%", "3.5"), &[]);
    check(&steps("108.70%", "1"), &[]);
    let shortfall = |value: &str, score: &str| {
        format!(
            "|三级指标|分值|评价标准|指标说明|得分|\n|---|---|---|---|---|\n|预算完成率|8|100%计满分，每低于5%扣2分，扣完为止。|完成率为{value}|{score}|\n"
        )
    };
    check(&shortfall("99.27%", "8"), &[]);
    check(&shortfall("88.00%", "4"), &[]);
    check(&shortfall("88.00%", "8"), &["SCORE"]);
    let tiers = |value: &str, score: &str| {
        format!(
            "|三级指标|分值|评价标准|指标说明|得分|\n|---|---|---|---|---|\n|预算控制率|8|预算控制率=0，计8分；0-10%（含），计6分；10-20%（含），计4分；20-30%（含），计2分；大于30%不得分。|控制率为{value}|{score}|\n"
        )
    };
    check(&tiers("39.93%", "0"), &[]);
    check(&tiers("39.93%", "2"), &["SCORE"]);
    check(&tiers("20%", "4"), &[]);
    check(&tiers("20.01%", "4"), &["SCORE"]);
    check(&tiers("0%", "8"), &[]);
}

#[test]
fn points_of_a_text_are_counted() {
    check("存在两个方面问题：一是进度慢，二是资料少。", &[]);
    check("存在三个方面：一是进度慢，二是资料少。", &["COUNT"]);
    check("一是进度慢；二是资料少；四是人手少。", &["COUNT"]);
    check("一是进度慢。二是资料少。改进措施：一是加快，二是补齐。", &[]);
}

#[test]
fn satisfaction_says_who_was_asked() {
    let report = |words: &str| {
        let text = format!(
            "# 甲局2023年度整体支出绩效自评\n\n群众满意度95%，{words}。\n\n{}",
            "工作正常开展。".repeat(220)
        );
        audit(&read("报告.md", text.as_bytes()).expect("the text is well formed"))
    };
    let has = |words: &str| report(words).iter().any(|finding| finding.code == "EVID");
    assert!(has("反映良好"));
    assert!(!has("收回问卷100份"));
}

#[test]
fn short_words_of_change_are_read_too() {
    check("支出80.00万元，较上年增20.00万元，增幅33.33%。", &[]);
    check("支出80.00万元，较上年增20.00万元，增53.33%。", &["RATE"]);
    check("支出80.00万元，较上年减20.00万元，减幅20.00%。", &[]);
    check("商品服务支出较上年减0.04万元,增0.01%。", &["RATE"]);
}

#[test]
fn rows_that_number_the_columns_are_no_amounts() {
    check(
        "|项目|合计|接待|用车|\n|---|---|---|---|\n|行次|1|2|3|\n|甲|5.00|2.00|3.00|\n|乙|7.00|3.00|4.00|\n",
        &[],
    );
}

#[test]
fn a_rate_may_be_a_fraction() {
    let form = |score: &str| {
        format!(
            "|资金|预算数|执行数|分值|执行率|得分|\n|---|---|---|---|---|---|\n|年度资金总额|29|27.8|9|0.958|{score}|\n"
        )
    };
    check(&form("8.62"), &[]);
    check(&form("8"), &["SCORE"]);
}

#[test]
fn parts_of_parts_below_are_not_added_to_the_parts() {
    let list = "支出100.00万元，其中：\n\n1.教育支出60.00万元\n\n（1）小学50.00万元\n\n（2）幼儿园10.00万元\n\n2.住房支出40.00万元\n";
    check(list, &[]);
    check("收入90.00万元。支出100.00万元。其中：\n\n教育支出60.00万元\n\n住房支出40.00万元\n", &[]);
}

#[test]
fn two_comparisons_in_one_sentence_may_point_in_two_directions() {
    check("支出80.00万元，比预算增加5.00万元，同比下降3.00%。", &[]);
}

#[test]
fn points_may_go_on_in_the_next_paragraph() {
    check("存在三个方面问题：一是进度慢；二是资料少。\n\n三是人手少。", &[]);
    check("一是进度慢；二要补资料；三是加人手。", &[]);
}

#[test]
fn the_points_of_the_execution_rate_may_stand_elsewhere() {
    let form = |score: &str| {
        format!(
            "|三级指标|指标值|完成值|分值|得分|\n|---|---|---|---|---|\n|场次|5场|5场|50|50|\n|人数|9人|9人|40|40|\n|合计|||100|{score}|\n"
        )
    };
    check(&form("99.5"), &[]);
    check(&form("85"), &["TOTAL"]);
}

#[test]
fn long_sentences_of_final_accounts() {
    check(
        "本年收入合计41.25万元，其中：一般公共预算财政拨款收入38.59万元；其他收入2.66万元。",
        &[],
    );
    check(
        "本年收入合计41.25万元，其中：一般公共预算财政拨款收入58.59万元；其他收入2.66万元。",
        &["SUM"],
    );
    let text = |spent: &str, rate: &str, growth: &str, fall: &str| {
        format!(
            "接待费支出决算为{spent}万元，完成全年预算84.82万元的{rate}，比上年决算数增加38.97万元，增长{growth}；比前年决算数减少24.87万元，降低{fall}。"
        )
    };
    check(&text("62.07", "73.2%", "168.7%", "28.6%"), &[]);
    check(&text("62.07", "93.2%", "168.7%", "28.6%"), &["RATE"]);
    check(&text("62.07", "73.2%", "368.7%", "28.6%"), &["RATE"]);
    check(&text("62.07", "73.2%", "168.7%", "48.6%"), &["RATE"]);
    check(
        "“三公”经费24.93万元，其中：因公出国（境）费用8.30万元，公务用车7.87万元，公务接待费8.76万元。",
        &[],
    );
    check(
        "“三公”经费44.93万元，其中：因公出国（境）费用8.30万元，公务用车7.87万元，公务接待费8.76万元。",
        &["SUM"],
    );
}
