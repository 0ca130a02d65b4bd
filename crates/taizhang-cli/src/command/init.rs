//! `init`: a new ledger.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::FiscalYear;
use taizhang_ledger::core::event::{UnitKind, UnitProfile};
use taizhang_ledger::{Config, Ledger};

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::values::Reader;

/// Form pack of a new ledger.
const DEFAULT_PACK: &str = "national-whole-unit-2020";

/// Arguments of `init`.
#[derive(Args, Debug)]
pub(crate) struct InitArgs {
    /// 单位全称，与公章一致
    #[arg(long, value_name = "全称")]
    unit: String,
    /// 预算单位编码（最多 21 位）
    #[arg(long, value_name = "编码")]
    code: String,
    /// 单位简称，可重复
    #[arg(long = "alias", value_name = "简称")]
    aliases: Vec<String>,
    /// 单位性质
    #[arg(long, value_name = "性质", default_value = "institution")]
    kind: KindArg,
    /// 主管部门（默认同单位全称）
    #[arg(long, value_name = "部门")]
    department: Option<String>,
    /// 报告主送的财政部门
    #[arg(long, value_name = "财政局", default_value = "财政局")]
    bureau: String,
    /// 自评表样
    #[arg(long, value_name = "表样", default_value = DEFAULT_PACK)]
    pack: String,
}

/// Kind of unit on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindArg {
    /// 行政机关
    #[value(alias = "行政机关")]
    Organ,
    /// 参照公务员法管理的事业单位
    #[value(name = "civil-service-managed", alias = "参公事业单位")]
    CivilServiceManaged,
    /// 事业单位
    #[value(alias = "事业单位")]
    Institution,
}

impl From<KindArg> for UnitKind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Organ => Self::Organ,
            KindArg::CivilServiceManaged => Self::CivilServiceManaged,
            KindArg::Institution => Self::Institution,
        }
    }
}

/// The JSON form of a ledger that was made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LedgerMade {
    /// Always true.
    ok: bool,
    /// Whether this was only tried, and nothing written.
    dry_run: bool,
    /// Its folder.
    ledger: PathBuf,
    year: FiscalYear,
    /// The unit's full name.
    unit: String,
    /// Id of the form pack.
    pack: String,
}

pub(crate) fn run(args: InitArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let mut reader = Reader::new(None);
    let code = reader.id(&args.code);
    let this_year = session.environment()?.clock.now().civil().date().year().to_string();
    let year = reader.fiscal_year(session.global.year.as_ref().unwrap_or(&this_year));
    let (code, year) = reader.finish_with(code.zip(year))?;
    let folder = session.new_ledger_folder();
    let unit = UnitProfile {
        code,
        department: args.department.unwrap_or_else(|| args.unit.clone()),
        name: args.unit,
        aliases: args.aliases,
        kind: args.kind.into(),
        bureau: args.bureau,
    };
    let config = Config { format: Config::FORMAT, unit: unit.code.clone(), year, pack: args.pack };
    let name = unit.name.clone();
    let (pack, dry_run) = (config.pack.clone(), session.global.dry_run);
    if dry_run {
        Ledger::check_new(&folder, &config, &unit, &session.environment()?)?;
    } else {
        Ledger::create(&folder, config, unit, session.environment()?)?;
    }
    if session.ui.wants_json() {
        let ledger = folder;
        session.ui.json(&LedgerMade { ok: true, dry_run, ledger, year, unit: name, pack })?;
        return Ok(ExitCode::Success);
    }
    if dry_run {
        session.ui.done(format!("可以建账（未写入）：{name} {year} 年度"));
        return Ok(ExitCode::Success);
    }
    session.ui.done(format!("已建账：{name} {year} 年度（表样 {pack}）"));
    session.ui.hint(format!("台账文件夹  {}", folder.display()));
    session.ui.hint("下一步      taizhang allocate 登记年初预算批复");
    Ok(ExitCode::Success)
}
