//! A report with everything that a report can hold, in the size of a real one.

mod tables;

use jiff::civil::date;
use rust_decimal::Decimal;
use tables::{
    class_chart, line_table, month_table, outturn_table, progress_chart, self_evaluation_table,
};
use taizhang_export::report::{Annex, Block, Heading, Inline, Provenance, Report, Signature};
use taizhang_export::{
    CONTEXT_VERSION, ExportContext, FiscalYear, LedgerHead, PackReference, SelfEvaluation,
    UnitKind, UnitProfile,
};

const UNIT: &str = "宁县科学技术协会";
const HASH: &str = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

/// Makes the context around [`report`].
pub(crate) fn context() -> ExportContext {
    ExportContext {
        version: CONTEXT_VERSION,
        unit: UnitProfile {
            code: "620102".parse().expect("the code is well formed"),
            name: UNIT.to_owned(),
            aliases: vec!["县科协".to_owned()],
            kind: UnitKind::CivilServiceManaged,
            department: UNIT.to_owned(),
            bureau: "宁县财政局".to_owned(),
        },
        year: FiscalYear::try_from(2022).expect("the year is in range"),
        as_of: date(2022, 12, 31),
        head: LedgerHead { sequence: 214, algorithm: "SM3".to_owned(), hash: HASH.to_owned() },
        figures: Vec::new(),
        lines: Vec::new(),
        expenditures: Vec::new(),
        activities: Vec::new(),
        evidence: Vec::new(),
        evaluation: SelfEvaluation {
            pack: PackReference {
                id: "national-whole-unit".to_owned(),
                kind: taizhang_export::PackKind::WholeUnit,
                title: "部门整体支出绩效自评表".to_owned(),
                verified: true,
                source: "财预〔2020〕10号".to_owned(),
            },
            objective: String::new(),
            outcome: String::new(),
            goals: Vec::new(),
            funds: Vec::new(),
            columns: Vec::new(),
            indicators: Vec::new(),
            execution_score: Decimal::TEN,
            total_score: Decimal::ONE_HUNDRED,
            total_weight: Decimal::ONE_HUNDRED,
            grade: "优".to_owned(),
        },
        report: report(),
        findings: Vec::new(),
        monitoring: None,
        trail: None,
    }
}

/// Makes a report of headings, text, charts, tables, two annexes, and a signature.
pub(crate) fn report() -> Report {
    Report {
        title: format!("{UNIT}2022年度部门整体支出绩效自评报告"),
        addressee: "宁县财政局".to_owned(),
        blocks: [overview(), outturn(), results(), conclusion()].concat(),
        annexes: vec![
            Annex {
                title: "2022年度部门整体支出绩效自评表".to_owned(),
                blocks: vec![Block::Table(self_evaluation_table())],
            },
            Annex {
                title: "2022年度预算指标明细表".to_owned(),
                blocks: vec![
                    paragraph(vec![text("本表列示全年每一笔预算指标的来源文件与金额。")]),
                    Block::Table(line_table()),
                ],
            },
        ],
        signature: Signature { unit: UNIT.to_owned(), date: date(2023, 1, 15) },
        provenance: Provenance {
            as_of: date(2022, 12, 31),
            sequence: 214,
            algorithm: "SM3".to_owned(),
            head_hash: HASH.to_owned(),
            pack: "部门整体支出绩效自评表（national-whole-unit，财预〔2020〕10号）".to_owned(),
            remarks: vec![
                "金额单位为万元的数字由元逐项换算并四舍五入，分项合计与总计可能存在尾差。"
                    .to_owned(),
                "执行率以全年预算数（含年中追加）为分母。".to_owned(),
            ],
        },
    }
}

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn figure(key: &str, words: &str) -> Inline {
    Inline::Figure { key: key.parse().expect("the key is well formed"), text: words.to_owned() }
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph(content)
}

fn words(words: &str) -> Block {
    paragraph(vec![text(words)])
}

fn heading(level: u8, numeral: &str, text: &str) -> Block {
    Block::Heading(Heading { level, numeral: numeral.to_owned(), text: text.to_owned() })
}

fn overview() -> Vec<Block> {
    vec![
        words(
            "根据财政预算绩效管理有关要求，我单位对2022年度部门整体支出绩效开展了自评。\
             本报告所列数字均由预算执行台账逐笔汇总得出，现将有关情况报告如下。",
        ),
        heading(1, "一、", "部门基本情况"),
        heading(2, "（一）", "主要职能与机构人员"),
        heading(3, "1.", "主要职能"),
        heading(4, "（1）", "学术交流与学科发展"),
        words(
            "组织开展学术交流，活跃学术思想，推动自主创新；联系并服务全县科技工作者，反映他们的\
             意见和建议，维护其合法权益，营造“尊重知识、尊重人才”的良好氛围。",
        ),
        heading(4, "（2）", "科学普及与素质提升"),
        words(
            "弘扬科学精神，普及科学知识，推广先进适用技术，面向青少年、农民、城镇劳动者、领导干部\
             和公务员、社区居民等重点人群实施全民科学素质提升行动，指导基层科普组织建设。",
        ),
        heading(3, "2.", "机构人员"),
        paragraph(vec![
            text("我单位为全额拨款的参照公务员法管理事业单位，核定编制"),
            figure("posts.authorised", "6名"),
            text("，年末实有"),
            figure("headcount.total", "7名"),
            text("，其中参照公务员法管理人员"),
            figure("headcount.civil_service", "4名"),
            text("、事业管理人员"),
            figure("headcount.manager", "2名"),
            text("、工勤人员"),
            figure("headcount.support", "1名"),
            text("。实有人数多于编制数的原因是年内一名转任人员的编制尚在办理划转。"),
        ]),
        heading(2, "（二）", "资产状况"),
        paragraph(vec![
            text("年末固定资产净值"),
            figure("assets.net", "11.61万元"),
            text("，其中通用设备"),
            figure("assets.net.equipment", "9.93万元"),
            text("，家具、用具、装具及动植物"),
            figure("assets.net.furniture", "1.68万元"),
            text("。"),
        ]),
        heading(2, "（三）", "年度履职目标"),
        words(
            "围绕县委、县政府中心工作，深化科协系统改革，拓宽科普传播渠道，建强基层科普阵地，\
             办好青少年科技教育活动，全面完成年初确定的各项任务，使社会公众的科学素质稳步提升。",
        ),
    ]
}

fn outturn() -> Vec<Block> {
    let mut blocks = vec![
        heading(1, "二、", "预算安排与执行情况"),
        heading(2, "（一）", "预算安排"),
        paragraph(vec![
            text("年初批复预算"),
            figure("original_budget.total", "78.62万元"),
            text("；年中依据甘财科〔2022〕2号等文件追加"),
            figure("supplement.total", "41.91万元"),
            text("，全年预算数"),
            figure("final_budget.total", "120.53万元"),
            text("。追加资金中，基层科普行动计划专项资金"),
            figure("supplement.project", "20.00万元"),
            text("，其余为人员经费的政策性增资。"),
        ]),
        heading(2, "（二）", "预算执行"),
        paragraph(vec![
            text("全年支出"),
            figure("outturn.total", "120.53万元"),
            text("，"),
            Inline::Strong("预算执行率（全年执行数÷全年预算数）为".to_owned()),
            figure("execution_rate.total", "100.00%"),
            text("。其中：基本支出"),
            figure("outturn.basic", "100.53万元"),
            text("，占总支出"),
            figure("share.basic", "83.41%"),
            text("；项目支出"),
            figure("outturn.project", "20.00万元"),
            text("，占总支出"),
            figure("share.project", "16.59%"),
            text("。各项支出构成见表1。"),
        ]),
        Block::Table(outturn_table()),
    ];
    blocks.extend([
        words(
            "从支出进度看，上半年支出均衡，第三季度因专项资金集中拨付而明显加快，年末全部执行完毕，\
             各月累计执行率与时间进度的对比见图1。",
        ),
        Block::Chart(progress_chart()),
        Block::Table(month_table()),
        heading(2, "（三）", "支出构成分析"),
        words("基本支出以人员经费为主，商品和服务支出从严控制，按经济分类的构成见图2。"),
        Block::Chart(class_chart()),
    ]);
    blocks
}

fn results() -> Vec<Block> {
    let topics = [
        ("（一）", "思想引领与队伍建设", "理论学习"),
        ("（二）", "科普活动与阵地建设", "科普宣传"),
        ("（三）", "青少年科技教育", "科技竞赛"),
        ("（四）", "服务“三农”与产业发展", "实用技术培训"),
    ];
    let mut blocks = vec![heading(1, "三、", "部门整体支出绩效实现情况")];
    for (index, (numeral, title, kind)) in topics.into_iter().enumerate() {
        blocks.push(heading(2, numeral, title));
        for (part, lead) in ["主要做法", "取得成效"].into_iter().enumerate() {
            blocks.push(heading(3, &format!("{}.", part + 1), lead));
            blocks.push(paragraph(vec![
                text("全年围绕"),
                text(title),
                text("组织"),
                text(kind),
                text("活动"),
                figure(&format!("activity.{index}.{part}.count"), &format!("{}场次", 6 + index)),
                text("，参加人员"),
                figure(
                    &format!("activity.{index}.{part}.audience"),
                    &format!("{}余人次", 1200 + 310 * index),
                ),
                text(
                    "。活动前制定方案、落实责任，活动中做好记录、规范用款，活动后收集意见、建立台账，\
                     做到每一项任务都有人抓、有据查、有结果。通过持续推进，基层科普组织的服务能力明显\
                     增强，群众知晓率和参与率逐步提高，形成了上下联动、部门协同、社会参与的工作格局，\
                     为全县经济社会高质量发展提供了科技支撑和智力支持。",
                ),
            ]));
            blocks.push(words(
                "在组织方式上，坚持线上线下相结合，利用科普大篷车、流动科技馆和乡镇赶集日开展巡回服务，\
                 把展品展板送到村组、学校和社区；在经费使用上，严格执行预算，按规定程序审批报销，\
                 所有支出均有明细记录和原始凭证，未发生超范围、超标准列支的情形。",
            ));
        }
    }
    blocks
}

fn conclusion() -> Vec<Block> {
    vec![
        heading(1, "四、", "存在的问题与改进措施"),
        heading(2, "（一）", "存在的问题"),
        words(
            "一是个别绩效指标设置偏重数量，对效果的衡量还不够具体；二是专项资金下达较晚，\
             上半年支出进度慢于时间进度；三是基层科普工作力量薄弱，活动覆盖面有待扩大。",
        ),
        heading(2, "（二）", "改进措施"),
        words(
            "今后将细化量化绩效目标，完善以结果为导向的指标体系；提前做好项目储备，资金一经下达即\
             组织实施；加强与乡镇、学校和行业协会的联系，发挥志愿者作用，扩大科普服务的覆盖面。",
        ),
        heading(1, "五、", "自评结论"),
        paragraph(vec![
            text("按照自评表评分，我单位2022年度部门整体支出绩效自评得分"),
            figure("evaluation.score", "98.60分"),
            text("，等级为"),
            figure("evaluation.grade", "优"),
            text("。自评表见附件1，预算指标明细见附件2。"),
        ]),
    ]
}
