//! The command line's grammar. Values stay text here: what is wrong with data is said in our own
//! words, with exit code 3, and all at once.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::command::{
    allocate, amend, assess, asset, attach, audit, backup, check, close, codes, correct, demo,
    disburse, doctor, explain, export, headcount, import, init, list, log, man, monitor, narrate,
    open, packs, receipt, reconcile, record, refund, report, review, schema, score, search, show,
    status, submit, survey, target, trace, upload, verify, waive,
};
use crate::help::{self, Stop};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "taizhang",
    version,
    about = "台账：预算单位的年度收支与绩效台账，年末出自评报告和报表",
    after_help = "只打 taizhang，看这本台账到哪一步、下一步做什么。\n\
                  第一次使用：taizhang init 建账，或 taizhang demo 文件夹 先看一个完整的例子。\n\
                  退出码：0 正常 · 1 有检查发现 · 2 命令写错 · 3 数据被拒绝 · 4 台账被占用或打不开 · \
                  5 台账损坏 · 70 程序缺陷",
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command takes.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "通用选项")]
pub(crate) struct Global {
    /// 台账文件夹（默认取环境变量 `TAIZHANG_LEDGER`，再找当前文件夹及其上级）
    #[arg(long, global = true, value_name = "文件夹")]
    pub(crate) ledger: Option<PathBuf>,
    /// 年度（默认为台账的当前年度）
    #[arg(long, global = true, value_name = "年度")]
    pub(crate) year: Option<String>,
    /// 经办人（默认取环境变量 `TAIZHANG_OPERATOR`，再取系统用户名）
    #[arg(long, global = true, value_name = "姓名")]
    pub(crate) operator: Option<String>,
    /// 结果用 JSON 输出
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// 逐项列出，不排成表格，不用符号和颜色：给屏幕阅读器和窄窗口（默认取环境变量 `TAIZHANG_PLAIN`）
    #[arg(long, global = true)]
    pub(crate) plain: bool,
    /// 登记类命令：只检查，不写入
    #[arg(long, global = true)]
    pub(crate) dry_run: bool,
    /// 登记类命令：防重号（UUID），同一号重复提交只登记一次
    #[arg(long, global = true, value_name = "UUID")]
    pub(crate) command_id: Option<String>,
    /// 查询类命令：只看到这一天为止的业务
    #[arg(long, global = true, value_name = "日期")]
    pub(crate) as_of: Option<String>,
    /// 查询类命令：只看到这一号为止的登记
    #[arg(long = "as-of-seq", global = true, value_name = "序号")]
    pub(crate) as_of_sequence: Option<u64>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = "命令", subcommand_value_name = "命令")]
pub(crate) enum Command {
    /// 建账：新建一本台账并开立年度
    #[command(visible_alias = "建账")]
    Init(init::InitArgs),
    /// 演示：用示例单位的全年数据建账并生成全部输出
    #[command(visible_alias = "演示")]
    Demo(demo::DemoArgs),
    /// 批复：登记年初预算批复
    #[command(visible_alias = "批复")]
    Allocate(allocate::AllocateArgs),
    /// 调整：登记追加、追减、调剂、结转、冻结、解冻、收回
    #[command(visible_alias = "调整")]
    Adjust(allocate::AdjustArgs),
    /// 改正：改正指标的名称、类别、科目等，或批复、调整的文号；金额不动
    #[command(visible_alias = "改正")]
    Amend(amend::AmendArgs),
    /// 支出：登记一笔支付
    #[command(visible_alias = "支出")]
    Disburse(disburse::DisburseArgs),
    /// 退回：登记支付的全部或部分退回
    #[command(visible_alias = "退回")]
    Refund(refund::RefundArgs),
    /// 更正：红字冲销一个事件，可同时登记更正后的支付
    #[command(visible_alias = "更正")]
    Correct(correct::CorrectArgs),
    /// 活动：登记一次活动及其计数，或更正已登记的活动
    #[command(visible_alias = "活动")]
    Record(record::RecordArgs),
    /// 导入：把表格和导出文件成批登记，先预览后入账，可整批撤销
    #[command(visible_alias = "导入")]
    Import(import::ImportArgs),
    /// 佐证：把文件附到一个事件上
    #[command(visible_alias = "佐证")]
    Attach(attach::AttachArgs),
    /// 目标：申报、调整、查看绩效目标和指标
    #[command(visible_alias = "目标")]
    Target(target::TargetArgs),
    /// 评定：评定不能计数的绩效指标
    #[command(visible_alias = "评定")]
    Assess(assess::AssessArgs),
    /// 说明：说明偏差原因和改进措施
    #[command(visible_alias = "说明")]
    Explain(explain::ExplainArgs),
    /// 撰写：写报告的一个章节
    #[command(visible_alias = "撰写")]
    Narrate(narrate::NarrateArgs),
    /// 调查：登记满意度调查
    #[command(visible_alias = "调查")]
    Survey(survey::SurveyArgs),
    /// 人员：登记编制和实有人数
    #[command(visible_alias = "人员")]
    Headcount(headcount::HeadcountArgs),
    /// 资产：登记资产原值和净值
    #[command(visible_alias = "资产")]
    Asset(asset::AssetArgs),
    /// 总览：全年预算、支出、执行率
    #[command(visible_alias = "总览")]
    Status(status::StatusArgs),
    /// 列表：指标、支付、活动、绩效指标、取数
    #[command(visible_alias = "列表")]
    List(list::ListArgs),
    /// 查找：按文字或金额找指标、科目和已登记的事项
    #[command(visible_alias = "查找")]
    Search(search::SearchArgs),
    /// 科目：查科目代码
    #[command(visible_alias = "科目")]
    Codes(codes::CodesArgs),
    /// 查看：一个事件的全部内容
    #[command(visible_alias = "查看")]
    Show(show::ShowArgs),
    /// 溯源：一个数从哪些事件来
    #[command(visible_alias = "溯源")]
    Trace(trace::TraceArgs),
    /// 检查：数与数、数与文件、数与佐证是否一致
    #[command(visible_alias = "检查")]
    Check(check::CheckArgs),
    /// 监控：预算执行和绩效目标与时间进度相比，亮红黄绿灯，预计全年
    #[command(visible_alias = "监控")]
    Monitor(monitor::MonitorArgs),
    /// 审核：审核别的单位的自评报告或一个文件夹的报告，报出算不拢的地方
    #[command(visible_alias = "审核")]
    Audit(audit::AuditArgs),
    /// 豁免：对一条检查发现写明理由后接受
    #[command(visible_alias = "豁免")]
    Waive(waive::WaiveArgs),
    /// 对账：登记一体化系统显示的累计支出，与台账核对
    #[command(visible_alias = "对账")]
    Reconcile(reconcile::ReconcileArgs),
    /// 送审：把自评交给复核人
    #[command(visible_alias = "送审")]
    Submit(submit::SubmitArgs),
    /// 复核：通过或退回自评（复核人不能是送审人）
    #[command(visible_alias = "复核")]
    Review(review::ReviewArgs),
    /// 上报：登记报到一体化系统的文件
    #[command(visible_alias = "上报")]
    Upload(upload::UploadArgs),
    /// 回执：登记一体化系统的回执
    #[command(visible_alias = "回执")]
    Receipt(receipt::ReceiptArgs),
    /// 财政评分：登记财政部门对自评的评分
    #[command(visible_alias = "财政评分")]
    Score(score::ScoreArgs),
    /// 结账：月结或年结
    #[command(visible_alias = "结账")]
    Close(close::CloseArgs),
    /// 反结账：写明原因后重开已年结的年度，或已月结的月份
    #[command(visible_alias = "反结账")]
    Reopen(close::ReopenArgs),
    /// 开年：承接上年年结，开立下一年度
    #[command(visible_alias = "开年")]
    Open(open::OpenArgs),
    /// 表样：列出、查看、检查、新建自评表样
    #[command(visible_alias = "表样")]
    Packs(packs::PacksArgs),
    /// 报告：生成自评报告（Word）
    #[command(visible_alias = "报告")]
    Report(report::ReportArgs),
    /// 导出：生成报表等文件
    #[command(visible_alias = "导出")]
    Export(export::ExportArgs),
    /// 校验：核对整条哈希链、索引、佐证和数字
    #[command(visible_alias = "校验")]
    Verify(verify::VerifyArgs),
    /// 体检：看电脑和台账是否正常，哪里要留意
    #[command(visible_alias = "体检")]
    Doctor(doctor::DoctorArgs),
    /// 流水：按顺序列出每个事件
    #[command(visible_alias = "流水")]
    Log(log::LogArgs),
    /// 备份：把整本台账写成一个文件
    #[command(visible_alias = "备份")]
    Backup(backup::BackupArgs),
    /// 恢复：从备份恢复到空文件夹
    #[command(visible_alias = "恢复")]
    Restore(backup::RestoreArgs),
    /// 重建：按流水重建索引和快照
    #[command(visible_alias = "重建")]
    Rebuild(backup::RebuildArgs),
    /// 补全：输出命令行补全脚本
    #[command(visible_alias = "补全")]
    Completions(man::CompletionsArgs),
    /// 手册：输出 man 手册页
    #[command(visible_alias = "手册")]
    Man(man::ManArgs),
    /// 结构：输出一条命令 JSON 结果的 JSON Schema，供程序核对
    #[command(visible_alias = "结构")]
    Schema(schema::SchemaArgs),
}

/// Returns the grammar with Chinese headings throughout.
pub fn command() -> clap::Command {
    help::in_chinese(Cli::command())
}

/// Reads a command line.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Cli, Stop> {
    let mut grammar = command();
    let asked = help_asked(arguments);
    let arguments = asked.as_deref().unwrap_or(arguments);
    let matches = grammar.try_get_matches_from_mut(arguments).map_err(|error| Stop::new(&error))?;
    Cli::from_arg_matches(&matches).map_err(|error| Stop::new(&error))
}

/// Reads `taizhang help status` as `taizhang status --help`.
fn help_asked(arguments: &[OsString]) -> Option<Vec<OsString>> {
    let (program, words) = arguments.split_first()?;
    let (first, verb) = words.split_first()?;
    if first != "help" && first != "帮助" {
        return None;
    }
    let program = std::iter::once(program.clone());
    Some(program.chain(verb.iter().cloned()).chain([OsString::from("--help")]).collect())
}
