//! `record`, `attach`, `target`, `assess`, `explain`, `narrate` and `survey`.

use crate::harness::{Office, story};

#[test]
fn activities_and_their_evidence() {
    let office = Office::small();
    office.file("签到表.txt", "签到二十三人\n");
    office.file("空.txt", "");
    let said = story(
        &office,
        "
        @ 2022-07-01
        record --id A1 --name 科普日 --kind 宣传 --start 2022-06-01 --end 2022-06-03 --place 文化广场 --count audience:受众人次:2300人次 --count leaflets:发放资料:12034册:余1000
        record --id A2 --name 科普讲座 --start 6-10 --count audience:受众人次:492人次:近100 --json
        record --id A1 --name 科普日 --kind 宣传 --start 2022-06-01 --end 2022-06-03 --place 文化广场 --count audience:受众人次:2500人次 --correct 漏计一天
        attach 记-001 签到表.txt --memo 领用签字
        attach 活动:A1 签到表.txt --date 6-5 --json
        attach 5 签到表.txt
        show 5
        attach 记-001 空.txt
        attach 记-001 没有.txt
        list activities
        list activities --grep 讲座
        list figures --grep activity
        trace activity.audience
        verify
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn targets_and_their_results() {
    let said = story(
        &Office::small(),
        "
        @ 2022-12-31
        target objective '做好科普服务，受众不少于三万人次。' --doc 示财绩〔2022〕1号 --date 2022-01-04
        target add --id I01 --level1 产出指标 --level2 数量指标 --name 受众人次 --sign ≥ --value 3000 --unit 人次 --weight 50 --source sum:audience --doc 示财绩〔2022〕1号 --doc-date 2022-01-03
        target add --id I02 --level1 产出指标 --level2 质量指标 --name 服务规范 --sign 定性 --value 有方案有签到 --weight 20 --json
        target add --id I03 --level1 满意度指标 --level2 服务对象满意度指标 --name 群众满意度 --sign >= --value 90 --unit % --weight 10 --source survey:群众
        target add --id I04 --level1 产出指标 --level2 成本指标 --name 三公经费 --sign <= --value 4000 --unit 元 --weight 10 --source figure:outturn.three_public.total
        target adjust --id I01 --sign ≥ --value 2500 --unit 人次 --reason 疫情影响 --doc 示财绩〔2022〕2号
        record --id A1 --name 科普日 --start 2022-06-01 --count audience:受众人次:2300人次
        survey 群众 --sample 160 --satisfied 152
        survey 学生 --sample 10 --satisfied 10 --json
        assess I02 --tier partly-achieved --percent 75 --reason 抽查两场缺签到表
        assess I02 --tier 达成 --percent 100 --reason 补查齐全 --json
        explain --indicator I01 --reason 停办一场 --action 次年补办
        explain --figure rate.execution.total --reason 十二月下达 --json
        target show
        list indicators --json
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn several_goals_and_classes_of_reasons() {
    let office = Office::demo();
    office.file("签到表.txt", "甲 乙\n");
    let said = story(&office,
        "
        target goal 1 办好科普活动 --weight 0 --indicator I01 --date 2022-12-30
        target goal 1 办好科普活动 --weight 10 --indicator I01 --indicator I99 --date 2022-12-30
        target goal 1 办好科普活动 --weight 10 --indicator I01 --indicator I03 --doc 示财绩〔2022〕1号 --date 2022-12-30
        target goal 2 办好大赛 --weight 4 --indicator I05 --indicator I03 --date 2022-12-30
        target goal 2 办好大赛 --weight 4 --indicator I05 --date 2022-12-30 --json
        explain --indicator I04 --reason 车辆停修一季 --cause 设备 --date 2022-12-30
        explain --indicator I04 --reason 车辆停修一季 --cause 硬件条件保障 --cause 经费保障 --date 2022-12-30
        attach 评定:I01 签到表.txt
        ",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn sections_of_the_report() {
    let office = Office::small();
    office.file("职责.md", "# 职责\n\n开展科普，全年支出{{ fig(\"outturn.total\") | wan }}。\n");
    let said = story(
        &office,
        "
        narrate duties --file 职责.md
        narrate goal --text '目标是服务群众。' --json
        narrate duties --review
        narrate goal --review=请补充依据 --json
        narrate tasks --review
        narrate tasks --file 没有.md
        narrate 章/节 --text 空
        ",
    );
    insta::assert_snapshot!(said);
}
